//! Moving through a dialogue: which page is shown now, and which comes next.

use crate::app::route::{Route, Spot, Where};
use crate::content;
use crate::domain::command::Command;
use crate::domain::decides::Decides;
use crate::domain::dialogue::{CheckedDialogue, Kind};
use crate::domain::feedback;
use crate::domain::ids::{DialogueId, OwnId, PairId, RunId, SessionId, StepId};
use crate::domain::path::{Beat, Held, Part, Path};
use crate::domain::person::Side;
use crate::domain::prep;
use crate::domain::run::{Place, RunState};
use crate::domain::session::Mode;
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;
use crate::platform::speech;
use crate::state::State;

/// What a run shows now.
#[derive(Clone, Debug, PartialEq)]
pub enum Scene {
    /// It is not on this device.
    Gone,
    /// Nothing of it is shown until somebody carries on.
    Paused(Option<Stamp>),
    Ended,
    /// It ended before both had said that they want it; nobody can tell how (`ca-safe`).
    NotToday,
    /// As far as one person can go alone.
    Alone,
    /// As far as one goes on a device of their own: what there is now crosses to the other.
    Across,
    /// The device changes hands.
    Curtain {
        to: Side,
        sealed: bool,
    },
    Page {
        place: Place,
        mode: Mode,
        /// Nothing is written on this page.
        spoken_only: bool,
    },
}

/// Reads a run together with its way.
pub fn with_path<T>(
    workspace: &Workspace,
    run: RunId,
    read: impl FnOnce(&Held, &Path) -> T,
) -> Option<T> {
    let parts = workspace.run_parts(run, content::is_ground)?;
    let dialogue = content::dialogue(&parts.run.dialogue)?;
    let held = parts.held(dialogue);
    Some(read(&held, &Path::of(&held)))
}

/// What `run` shows at an address, to whoever holds the device.
pub fn scene(workspace: &Workspace, run: RunId, at: Where, holder: Option<Side>) -> Scene {
    with_path(workspace, run, |held, path| match held.run.state {
        RunState::PausedUntil(until) => Scene::Paused(Some(until)),
        RunState::Resting => Scene::Paused(None),
        RunState::Closed(_) if !held.dialogue.is_begun(held.run) => Scene::NotToday,
        RunState::Closed(_) => Scene::Ended,
        RunState::Going => {
            let asked = match at {
                Where::At(spot) => place_at(held.dialogue, spot).and_then(|p| path.find(&p)),
                Where::Here => None,
                Where::End if is_own(held) => path.beats().last(),
                Where::End if held.mode() == Mode::Solo => return Scene::Alone,
                Where::End if held.mode() == Mode::Apart => return Scene::Across,
                Where::End => path.beats().last(),
            };
            let Some(beat) = asked.or_else(|| path.current(held.run)) else {
                return match (held.mode(), path.beats().last()) {
                    (_, Some(last)) if is_own(held) => page(&last.place, held),
                    (Mode::Apart, _) => Scene::Across,
                    (Mode::SideBySide | Mode::LeaderOnly, Some(last)) => page(&last.place, held),
                    _ => Scene::Alone,
                };
            };
            let beat = threshold_before(beat, held, path).unwrap_or(beat);
            // A device of one's own is in nobody else's hands, unless they locked what is theirs on it.
            let locked = |mine| workspace.device.lock_on(Some(held.run.pair), mine).is_some();
            let own = held.mine.filter(|mine| held.mode() == Mode::Apart && !locked(*mine));
            match beat.private_to {
                Some(to) if own.or(holder) != Some(to) => {
                    let step = held.dialogue.step(&beat.place.step);
                    let sealed = step
                        .is_some_and(|s| s.reveal && held.run.has_given(&s.id, to.other().into()));
                    Scene::Curtain { to, sealed }
                }
                _ => page(&beat.place, held),
            }
        }
    })
    .unwrap_or(Scene::Gone)
}

/// Whether whoever has this device goes through it alone, to its end: the dialogue is for one, and it is theirs.
fn is_own(held: &Held) -> bool {
    let is_opener = |mine: Side| mine == held.session.opener;
    held.dialogue.is_for_one() && held.mine.is_none_or(is_opener)
}

/// From a question that the other answered meanwhile, back to where one reads it.
fn back_to_reading(held: &Held, from: &Place) -> Option<Place> {
    let theirs = Part::Own(held.session.opener.other());
    let step = prep::reading(held.dialogue)?;
    let place = Place { step: step.id.clone(), part: Part::Own(held.session.opener) };
    (held.mode() == Mode::Solo && from.part == theirs).then_some(place)
}

/// The threshold, where it stands before `beat` and was not passed: steps can be taken in any order,
/// and it alone keeps its place (C.2, 2).
fn threshold_before<'p>(beat: &Beat, held: &Held, path: &'p Path) -> Option<&'p Beat> {
    let step = held.dialogue.deciding(Decides::WhetherToBegin)?;
    let mut before = path.beats().iter().take_while(|b| b.place != beat.place);
    before.find(|b| b.place.step == step.id && !b.done)
}

fn page(place: &Place, held: &Held) -> Scene {
    let step = held.dialogue.step(&place.step);
    Scene::Page {
        place: place.clone(),
        mode: held.mode(),
        spoken_only: step.is_some_and(|s| held.is_only_spoken(s)),
    }
}

/// The place an address means.
fn place_at(dialogue: &CheckedDialogue, spot: Spot) -> Option<Place> {
    let step = dialogue.step_at(spot.step.checked_sub(1)?)?;
    Some(Place { step: step.id.clone(), part: spot.part })
}

/// The address of a place.
pub fn address(dialogue: &CheckedDialogue, run: RunId, place: &Place) -> Route {
    let step = dialogue.position(&place.step).map_or(1, |p| p + 1);
    Route::Talk(run, Where::At(Spot { step, part: place.part }))
}

/// Goes to a place of a run, and sets the bookmark there.
pub fn go_to(state: State, run: RunId, place: &Place, in_place: bool) {
    // Refused only where the run is gone; the page says so.
    let _ = state.act(Command::WentTo { run, place: place.clone() });
    let dialogue = state.peek(|w| content::dialogue(&w.runs.get(run.uuid())?.dialogue));
    if let Some(dialogue) = dialogue {
        state.go(address(dialogue, run, place), in_place);
    }
}

/// To wherever the two are in a run.
pub fn enter(state: State, run: RunId, in_place: bool) {
    let place = state
        .peek(|w| with_path(w, run, |held, path| path.current(held.run).map(|b| b.place.clone())));
    match place.flatten() {
        Some(place) => go_to(state, run, &place, in_place),
        None => state.go(Route::Talk(run, Where::End), in_place),
    }
}

/// The next page; past the last one, the end.
pub fn advance(state: State, run: RunId, from: &Place) {
    let next = state.peek(|w| {
        with_path(w, run, |held, path| {
            if let Some(place) = back_to_reading(held, from) {
                return Some(place);
            }
            let mut next = path.after(from, held.dialogue);
            while let Some(beat) = next.filter(|b| b.done && asks_how(held, b)) {
                next = path.after(&beat.place, held.dialogue);
            }
            next.map(|b| b.place.clone())
        })
    });
    match next.flatten() {
        Some(place) => go_to(state, run, &place, false),
        None if ends_by_itself(state, run) => close(state, run),
        None if crosses(state, run) => state.go(Route::Send(run), false),
        None => state.go(Route::Talk(run, Where::End), false),
    }
}

/// How somebody would like to say it: not asked of who chose it when they wrapped up. Back leads to it.
fn asks_how(held: &Held, beat: &Beat) -> bool {
    let asks = held.dialogue.deciding(Decides::WhenToAnswer);
    asks.is_some_and(|step| step.id == beat.place.step)
}

/// Whether whoever is here is done after the last page: two who sit together, or one whose own it is, where no guide
/// at the end says so.
fn ends_by_itself(state: State, run: RunId) -> bool {
    let ends = |w: &Workspace| {
        with_path(w, run, |held, path| {
            let together = matches!(held.mode(), Mode::SideBySide | Mode::LeaderOnly);
            let last = path.beats().last().and_then(|b| held.dialogue.step(&b.place.step));
            let ends = last.is_some_and(|s| s.kind != Kind::Guide);
            (together || is_own(held)) && ends
        })
    };
    state.peek(ends).unwrap_or(false)
}

/// Whether each has a device of their own, and what comes last is on its way to the other: not where it
/// was put off.
fn crosses(state: State, run: RunId) -> bool {
    let crosses = |w: &Workspace| {
        with_path(w, run, |held, _| {
            let later = |mine| feedback::puts_off(held.dialogue, held.run, mine);
            held.mode() == Mode::Apart && !held.mine.is_some_and(later)
        })
    };
    state.peek(crosses).unwrap_or(false)
}

/// The page before; before the first, the partnership.
pub fn retreat(state: State, run: RunId, from: &Place) {
    let before = state.peek(|w| {
        with_path(w, run, |held, path| {
            let before = || path.before(from).map(|b| b.place.clone());
            back_to_reading(held, from).or_else(before)
        })
    });
    match before.flatten() {
        Some(place) => go_to(state, run, &place, false),
        None => to_the_two(state, run),
    }
}

/// Out of the run, to the partnership's page.
pub fn to_the_two(state: State, run: RunId) {
    let pair = state.peek(|w| w.runs.get(run.uuid()).map(|r| r.pair));
    state.go(pair.map_or(Route::Home, Route::Partnership), false);
}

/// What these two made of a dialogue, where they changed it; without the dialogue, where it has faults and cannot be
/// held as it stands.
pub fn in_place_of(
    state: State,
    pair: PairId,
    dialogue: &DialogueId,
) -> Option<(OwnId, Option<&'static CheckedDialogue>)> {
    let (own, changed) = state
        .peek(|w| w.in_place_of(pair, dialogue).map(|own| (own.id, own.definition.clone())))?;
    Some((own, content::own::learn(&changed).ok()))
}

/// On to the dialogue that follows in the same sitting.
pub fn follow(state: State, run: RunId) {
    let next = state.peek(|w| {
        let run = w.runs.get(run.uuid())?;
        Some((run.pair, content::dialogue(&run.dialogue)?.follows(run)?.clone()))
    });
    let Some((pair, dialogue)) = next else { return };
    // One with faults is left aside, which the page before says (`steps::guide`).
    let changed = in_place_of(state, pair, &dialogue).and_then(|(_, changed)| changed);
    let dialogue = changed.map_or(dialogue, |d| d.id.clone());
    if state.act(Command::DialogueFollowed { run, dialogue }).is_ok() {
        let following = state.peek(|w| w.pick_up(pair));
        if let Some(following) = following {
            enter(state, following, false);
        }
    }
}

/// To what the two say of how a sitting was.
pub fn open_feedback(state: State, pair: PairId, session: SessionId) {
    if state.act(Command::FeedbackOpened { session }).is_err() {
        return;
    }
    let opened = state.peek(|w| w.pick_up(pair));
    let Some(run) = opened else { return };
    // Where all of it was said, from the start.
    let first = state.peek(|w| {
        with_path(w, run, |held, path| {
            let here = path.current(held.run).or_else(|| path.beats().first());
            here.map(|b| b.place.clone())
        })
    });
    if let Some(place) = first.flatten() {
        go_to(state, run, &place, false);
    }
}

/// "That's enough for today", or the last page: the same ending.
pub fn close(state: State, run: RunId) {
    if state.act(Command::Closed { run }).is_ok() {
        state.hand_over(None);
        state.go(Route::Talk(run, Where::End), false);
        state.ask_to_persist();
    }
}

/// "Let's pause": nothing of it is shown, and nobody holds the device, until somebody carries on.
pub fn pause(state: State, run: RunId) {
    // Refused only where the run is gone; the page says so.
    if state.act(Command::Paused { run, until: None }).is_ok() {
        state.hand_over(None);
        speech::stop();
    }
}

/// Reads something of the page at a place.
pub fn beat<T>(
    state: State,
    run: RunId,
    place: &Place,
    read: impl FnOnce(&Beat) -> T,
) -> Option<T> {
    state.peek(|w| with_path(w, run, |_, path| path.find(place).map(read))).flatten()
}

/// To the first page of a step, also of one that the short way leaves out.
pub fn jump(state: State, run: RunId, step: &StepId) {
    let place = Place { step: step.clone(), part: Part::Together };
    // With the bookmark on it, the step is on the way.
    let _ = state.act(Command::WentTo { run, place });
    let first = state.peek(|w| {
        with_path(w, run, |_, path| {
            path.beats().iter().find(|b| b.place.step == *step).map(|b| b.place.clone())
        })
    });
    if let Some(place) = first.flatten() {
        go_to(state, run, &place, false);
    }
}
