//! "Finish and forget on this device": offered to whoever came by a link (`trust.md` 6).

use leptos::prelude::*;

use super::sure::sure;
use crate::content;
use crate::domain::crossing;
use crate::domain::ids::PairId;
use crate::domain::run::Run;
use crate::domain::workspace::Workspace;
use crate::state::State;
use crate::ui::dom::{El, View, again, el};
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::words::{said, t};

/// The button, and where it is asked once more, with the `other` by name. Of somebody who was asked and answered, one run is
/// all there is, and once that was sent it is forgotten at once; of others, much more goes.
pub fn forget(state: State, pair: PairId, other: &str) -> (View, El) {
    let asking = RwSignal::new(None);
    let forget = sign_button(Look::Line, "erase", t("send.forget"), move || {
        state.flush_drafts();
        match state.peek(|w| goes_too(w, pair)) {
            None => state.finish_and_forget(pair),
            more => asking.set(more),
        }
    });
    let other = other.to_owned();
    let asked_twice = again(move || {
        let question = said(asking.get()?, &[("name", &other)]);
        let erase = move || state.finish_and_forget(pair);
        Some(sure(question, move || asking.set(None), erase))
    });
    (forget, el("div", "").attr("role", "status").with(asked_twice))
}

/// What would go that somebody may not think of, as the question that asks.
fn goes_too(w: &Workspace, pair: PairId) -> Option<&'static str> {
    if w.runs.of(pair).count() > 1 {
        return Some("send.forget-ask");
    }
    let mine = w.mine(pair)?;
    let is_unsent = |run: &Run| crossing::is_unsent(w, run, mine, content::dialogue);
    w.runs.of(pair).any(is_unsent).then_some("send.forget-unsent")
}
