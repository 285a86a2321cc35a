//! "Finish and forget on this device": offered to whoever came by a link (`trust.md` 6).

use leptos::prelude::*;

use crate::domain::ids::PairId;
use crate::state::State;
use crate::ui::dom::{El, View, again, el};
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::steps::agree::sure;
use crate::ui::words::{said, t};

/// The button, and where it is asked once more, with the `other` by name. Of somebody who was asked and answered, one run is
/// all there is, and is forgotten at once; of others, much more goes.
pub fn forget(state: State, pair: PairId, other: &str) -> (View, El) {
    let asking = RwSignal::new(false);
    let forget = sign_button(Look::Line, "erase", t("send.forget"), move || {
        let is_all = state.peek(|w| w.runs.of(pair).count() == 1);
        if is_all { state.finish_and_forget(pair) } else { asking.set(true) }
    });
    let other = other.to_owned();
    let asked_twice = again(move || {
        let question = said("send.forget-ask", &[("name", &other)]);
        let erase = move || state.finish_and_forget(pair);
        asking.get().then(|| sure(question, move || asking.set(false), erase))
    });
    (forget, el("div", "").attr("role", "status").with(asked_twice))
}
