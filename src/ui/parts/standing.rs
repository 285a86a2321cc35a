//! How it stands with what is kept, where a page begins.

use super::notice::top_notice;
use crate::state::{Standing, State};
use crate::ui::dom::{View, el};
use crate::ui::words::t;

/// Said before the first word: this browser keeps nothing, or a newer program is at work.
pub fn storage_notice(state: State) -> Option<View> {
    let words = match state.standing() {
        Standing::Ready | Standing::Example => return None,
        Standing::Blocked => t("storage.blocked"),
        Standing::Newer => t("kept.newer"),
    };
    Some(
        el("div", "")
            .attr("role", "status")
            .with(top_notice("alert", el("p", "").with(words)))
            .into(),
    )
}
