//! "Finish and forget on this device": offered to whoever came by a link (`trust.md` 6).

use leptos::prelude::*;

use super::sure::sure;
use crate::domain::ids::PairId;
use crate::domain::run::{Entry, Run, Visibility};
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
    let is_unsent = |run: &Run| {
        let sent = run.crossing(mine);
        // To the second, which is all that a crossing says.
        let has_crossed = |e: &Entry| {
            sent.is_some_and(|c| {
                c.steps.contains(&e.step) && e.changed.timestamp() <= c.at.timestamp()
            })
        };
        let is_for_both = |e: &Entry| e.visibility != Visibility::Private && e.has_text();
        run.entries.iter().any(|e| e.who == mine.into() && is_for_both(e) && !has_crossed(e))
    };
    w.runs.of(pair).any(is_unsent).then_some("send.forget-unsent")
}
