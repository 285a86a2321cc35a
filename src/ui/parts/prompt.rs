//! The one heading of a page, and why the last act changed nothing.

use super::notice::alert;
use crate::domain::refusal::Refusal;
use crate::state::State;
use crate::ui::dom::{View, el, live};
use crate::ui::words::t;

/// The one heading of a page.
pub fn prompt(words: impl Into<View>) -> View {
    el("h1", "cg-prompt").attr("id", "prompt").attr("tabindex", "-1").with(words).into()
}

/// Why the last act changed nothing, in words.
pub fn refused(state: State) -> View {
    let words = |refusal: Refusal| match refusal {
        Refusal::TooLong => t("refused.too-long"),
        Refusal::NameTooLong => t("refused.name-too-long"),
        Refusal::SpokenOnly => t("refused.spoken-only"),
        Refusal::TakesNoText => t("refused.takes-no-text"),
        Refusal::NotTheirs => t("refused.not-theirs"),
        Refusal::Opened => t("refused.opened"),
        Refusal::Gone => t("refused.gone"),
        Refusal::Date => t("refused.date"),
        Refusal::OutOfRange => t("refused.out-of-range"),
    };
    let line = live(move || state.refusal(), move |refusal| refusal.map(|r| alert(words(r))));
    el("div", "").attr("role", "status").with(line).into()
}
