//! A minute with something one chose (`between`): the ways to it, and from it to the other.

use super::paper;
use crate::app::route::Route;
use crate::content::{self, words::pack};
use crate::domain::between::{self, BETWEEN};
use crate::domain::command::Command;
use crate::domain::ids::{CommitmentId, PairId, RunId, StepId};
use crate::domain::outcome::Commitment;
use crate::domain::path::Part;
use crate::domain::person::Side;
use crate::domain::run::Place;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::people::badge;
use crate::ui::steps::role;
use crate::ui::words::{said, sentence, t};

/// The step that tells the other what they were asked for.
const PARTNER: &str = "bt-partner";

/// A reminder that is due: of which commitment, and whose.
pub type Due = (CommitmentId, Side);

/// The reminders that are due for whoever has this device.
pub fn due(workspace: &Workspace, pair: PairId) -> Vec<Due> {
    let there = workspace.partnership(pair);
    let here = |c: &&Commitment| there.is_some_and(|p| p.is_here(c.owner));
    let all = between::due(workspace, pair, clock::now().date_naive());
    all.filter(here).map(|c| (c.id, c.owner)).collect()
}

/// A line for each: that there is something, and not what (D.12).
pub fn lines(state: State, couple: &Couple, all: &[Due]) -> Option<El> {
    let line = |(commitment, who): &Due| {
        let (commitment, who) = (*commitment, *who);
        let go = button(Look::Small, t("between.minute"), move || take_up(state, commitment, who));
        let card = content::dialogue(&BETWEEN.into()).map(|d| paper::link(Route::Paper(d.number)));
        el("li", "cg-promise")
            .with(badge(couple, who, "cg-badge--row"))
            .with(el("p", "").with(said("between.due", &couple.slots_of(who))))
            .with(el("div", "cg-promise__ways").with((go, card)))
    };
    let lines: Vec<El> = all.iter().map(line).collect();
    (!lines.is_empty()).then(|| el("ul", "cg-come-back").with(lines))
}

/// The way to a minute with a commitment, for its owner: at any time.
pub fn way(state: State, couple: &Couple, c: &Commitment) -> Option<View> {
    let (id, owner) = (c.id, c.owner);
    let here = state.with(|w| {
        let there = w.partnership(c.pair).filter(|_| w.goes_on(c.pair));
        there.is_some_and(|p| p.is_here(owner))
    });
    let words = said("between.minute-of", &couple.slots_of(owner));
    here.then(|| button(Look::SmallPlain, words, move || take_up(state, id, owner)))
}

/// What stands there is its owner's: on a device of both, it is handed over first.
fn take_up(state: State, commitment: CommitmentId, by: Side) {
    if state.act(Command::TakenUp { commitment, by }).is_err() {
        return;
    }
    let (run, own) = state.peek(|w| {
        let pair = w.commitments.get(commitment.uuid()).map(|c| c.pair);
        let there = pair.and_then(|pair| w.partnership(pair));
        (there.and_then(|p| p.pick_up), there.is_some_and(|p| p.mine == Some(by)))
    });
    state.hand_over(own.then_some(by));
    if let Some(run) = run {
        flow::enter(state, run, false);
    }
}

/// What the other was asked for in a plan: where its owner is reminded now, or on the other's own device.
pub fn word_asked(state: State, couple: &Couple, c: &Commitment) -> Option<El> {
    let other = c.owner.other();
    let now = state.with(|w| {
        let mine = w.mine(c.pair);
        mine == Some(other) || c.is_due(clock::now().date_naive())
    });
    let role = role::in_words(state, c);
    let words = pack(&BETWEEN.into())?.step(&PARTNER.into())?.ask_named.as_str();
    let slots = [("name", couple.name(other)), ("other", couple.name(c.owner)), ("role", &*role)];
    (now && !role.is_empty()).then(|| el("p", "cg-small").with(sentence(words, &slots)))
}

/// After it, the device may go to whoever plays a part in it, for a word of theirs.
pub fn to_the_other(state: State, run: RunId, couple: &Couple) -> Option<View> {
    let owner = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        let c = w.commitments.get(record.about?.uuid())?;
        let alone = w.partnership(record.pair)?.mine.is_none();
        (alone && between::part_in(w, c).is_some()).then_some(c.owner)
    })?;
    let other = owner.other();
    let words = said("between.pass", &[("name", couple.name(other))]);
    Some(sign_button(Look::Line, "handover", words, move || {
        if state.act(Command::CarriedOn { run }).is_ok() {
            state.hand_over(None);
            let place = Place { step: StepId::from(PARTNER), part: Part::Own(other) };
            flow::go_to(state, run, &place, false);
        }
    }))
}
