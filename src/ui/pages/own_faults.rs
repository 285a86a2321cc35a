//! What is the matter with a dialogue of one's own, in words, each with the way to its place; and the ways from a
//! cover to changing what is on it.

use crate::app::route::Route;
use crate::content::own::{self, Fault, OwnWrong};
use crate::domain::command::Command;
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::ids::{DialogueId, OwnId, PairId, StepId};
use crate::domain::own::Definition;
use crate::domain::workspace::RecordKind;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::icon::small_icon;
use crate::ui::parts::notice::notice;
use crate::ui::parts::prompt::prompt;
use crate::ui::words::{said, t};

/// The cover of what cannot be begun yet.
pub fn page(state: State, id: OwnId) -> View {
    let definition = state.peek(|w| w.own.get(id.uuid()).map(|o| o.definition.clone()));
    let list = definition.map(|definition| list(&definition, |_| None));
    let list = el("div", "cg-stack--after").with(list);
    let change = button(Look::Main, t("own.change"), move || state.go(Route::Own(id), false));
    let main = el("div", "cg-plain")
        .with(prompt(t("own.not-yet")))
        .with(list)
        .with(el("p", "cg-buttons cg-buttons--wide cg-stack--after").with(change));
    frame(state, None, main)
}

/// All of it, each with what `way` leads to.
pub fn list(definition: &Definition, way: impl Fn(&StepId) -> Option<View>) -> View {
    let one = |fault: &Fault| {
        let way = fault.step.as_ref().and_then(&way).map(|way| (" ", way));
        el("li", "").with(words(definition, fault)).with(way)
    };
    let all: Vec<El> = own::faults(definition).iter().map(one).collect();
    if all.is_empty() {
        let ready = (small_icon("check"), el("span", "").with(t("own.ready")));
        return el("p", "cg-status").with(ready).into();
    }
    let head = el("p", "").with(t("own.look-first"));
    notice("alert", (head, el("ul", "cg-bullets").with(all)))
}

fn words(definition: &Definition, fault: &Fault) -> View {
    let name = |id: &StepId| {
        let name = definition.step(id).map(|s| own::name_of(definition, s));
        match name {
            Some(name) if name.trim().is_empty() => t("own.no-words-yet").to_owned(),
            name => name.unwrap_or_else(|| id.to_string()),
        }
    };
    let step = fault.step.as_ref().map(name).unwrap_or_default();
    let key = match &fault.what {
        OwnWrong::Original => "own.no-original",
        OwnWrong::TooMuch => "own.too-much",
        OwnWrong::NoTitle => "own.no-title",
        OwnWrong::NothingAsked => "own.nothing-asked",
        OwnWrong::Stage => "own.strange-stage",
        OwnWrong::UnknownStep => "own.strange-step",
        OwnWrong::Twice => "own.twice",
        OwnWrong::NoQuestion => "own.no-question",
        OwnWrong::Options => "own.no-options",
        OwnWrong::Wording => "own.strange-words",
        OwnWrong::WhetherToBegin => "own.threshold-stays",
        OwnWrong::GoesOnFrom(other) => {
            let other = missing(definition, other, name);
            return said("own.goes-on-from", &[("step", &step), ("other", &other)]);
        }
        OwnWrong::Alone => "own.alone-here",
        OwnWrong::Misplaced => "own.misplaced",
        OwnWrong::Signs => "own.signs",
    };
    said(key, &[("step", &step)])
}

/// A step that may not even be there is called as in the original.
fn missing(definition: &Definition, id: &StepId, name: impl Fn(&StepId) -> String) -> String {
    let in_original = || Some(own::original_words(definition)?.step(id)?.name.clone());
    match definition.step(id) {
        Some(_) => name(id),
        None => in_original().unwrap_or_else(|| id.to_string()),
    }
}

/// Makes a copy, or opens one for these two that is there already, and goes there.
pub fn copy(state: State, from: Option<DialogueId>, pair: Option<PairId>) {
    let there = pair.zip(from.as_ref());
    let there =
        there.and_then(|(pair, from)| state.peek(|w| w.in_place_of(pair, from).map(|o| o.id)));
    let made = || {
        let begun = Command::OwnBegun { from, pair };
        state.make(begun, RecordKind::OwnDialogue).map(OwnId::from)
    };
    if let Some(own) = there.or_else(made) {
        state.go(Route::Own(own), false);
    }
}

/// From a cover: to what was changed, or to changing it, for these two or beside it.
pub fn ways_to_change(
    state: State,
    dialogue: &'static CheckedDialogue,
    own: Option<OwnId>,
    couple: &Couple,
) -> Vec<El> {
    let pair = couple.pair;
    let one = |way: View| el("li", "cg-fact").with(small_icon("edit")).with(way);
    if let Some(own) = own {
        let of_two = state.peek(|w| w.own.get(own.uuid()).is_some_and(|o| o.pair.is_some()));
        let words = of_two.then(|| (t("own.as-you-two"), " "));
        let change = el("a", "").attr("href", Route::Own(own).href()).with(t("own.change"));
        return vec![one(el("span", "").with(words).with(change).into())];
    }
    if !own::can_be_copied(dialogue) {
        let stays = own::stays_as_it_is(dialogue);
        let words = || el("span", "").with(t("own.stays"));
        let line = || el("li", "cg-fact").with((small_icon("edit"), words()));
        return stays.then(line).into_iter().collect();
    }
    let for_two = button(Look::Link, t("own.for-two"), move || {
        copy(state, Some(dialogue.id.clone()), Some(pair));
    });
    let beside = button(Look::Link, t("own.make-own"), move || {
        copy(state, Some(dialogue.id.clone()), None);
    });
    [for_two, beside].map(one).into()
}
