//! Leaving at once: a button, and Shift three times, on every page of a dialogue that begins with whether to begin at
//! all, and wherever what is private to one is shown. The page and its entry in the history give way
//! to something neutral, and what was written stays safe unless they chose otherwise (D.12).

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Event, KeyboardEvent};

use crate::app::route::Route;
use crate::content;
use crate::domain::command::Command;
use crate::domain::decides::Decides;
use crate::domain::dialogue::Dialogue;
use crate::domain::ids::{PairId, RunId};
use crate::domain::person::Side;
use crate::domain::run::{Run, RunState};
use crate::domain::workspace::Workspace;
use crate::platform::idle::{self, Sign};
use crate::platform::task::spawn;
use crate::platform::{page, speech, timer, while_on_document};
use crate::state::State;
use crate::ui::dom::{View, el, every};
use crate::ui::parts::icon::icon;
use crate::ui::words::t;

/// A page that could be anybody's. Copied beside the app as it is.
const NEUTRAL: &str = "notes.html";
/// Within this, Shift is pressed three times, in milliseconds.
const IN_A_ROW: f64 = 2000.0;
/// So long, behind an empty page, an erasure may take to be noted everywhere, in milliseconds.
const AT_MOST: i32 = 500;
/// How often it is looked whether anybody is there, in milliseconds.
const LOOK: i32 = 5_000;

/// Whether a dialogue has its own ways out on every page: it begins with whether to begin at all.
pub fn is_offered(dialogue: &Dialogue) -> bool {
    dialogue.deciding(Decides::WhetherToBegin).is_some()
}

fn is_offered_in(run: &Run) -> bool {
    content::dialogue(&run.dialogue).is_some_and(|dialogue| is_offered(dialogue))
}

/// Whether a run has them: it or another of the same sitting, which it follows, is such a dialogue.
fn is_offered_by(state: State, run: RunId) -> bool {
    let read = |w: &Workspace| {
        let run = w.runs.get(run.uuid())?;
        Some(w.runs.of(run.pair).filter(|r| r.session == run.session).any(is_offered_in))
    };
    state.peek(read).unwrap_or(false)
}

/// Whether the page of a run tells no more than that it rests: somebody may have left it in a hurry.
pub fn is_quiet(state: State, run: RunId) -> bool {
    is_offered_by(state, run) || state.was_left(run)
}

/// The button on a page of a run on which nothing of either stands, where the run has it.
pub fn way_out_of(state: State, run: RunId) -> Option<View> {
    is_offered_by(state, run).then(|| way_out(state, Some(run)))
}

/// The button on a page of a run, and before one that is handed over.
pub fn way_out_at(state: State, run: RunId, is_private: bool) -> Option<View> {
    (is_private || is_offered_by(state, run)).then(|| way_out(state, Some(run)))
}

/// The button where something of two is read: by one of them, or by both who have held such a dialogue.
pub fn way_out_for(state: State, pair: PairId, reader: Option<Side>) -> Option<View> {
    let offered = reader.is_some() || state.peek(|w| w.runs.of(pair).any(is_offered_in));
    offered.then(|| way_out(state, None))
}

/// To where somebody can turn, in place of the page they are on. The time of a turn stands still.
pub fn to_safe_hand(state: State) {
    if let Route::Talk(run, _) = state.route_untracked() {
        // Refused only where it is gone.
        let _ = state.act(Command::TimeHeld { run });
    }
    state.step_aside(Route::SafeHand);
}

/// The keys alone, for as long as what they belong to is on the page: for a page with nothing else on it.
pub fn by_keys(state: State, run: Option<RunId>) {
    follow_shift(move || at_once(state, run));
}

/// The button, and the keys.
pub fn way_out(state: State, run: Option<RunId>) -> View {
    by_keys(state, run);
    el("button", "cg-button cg-masthead__leave")
        .attr("type", "button")
        .attr("title", t("leave.title"))
        .click(move || at_once(state, run))
        .with(icon("close"))
        .with(el("span", "").with(t("leave.now")))
        .into()
}

/// Away. Words on their way are kept first; the open run rests, or is erased where that is chosen.
fn at_once(state: State, run: Option<RunId>) {
    speech::stop();
    let erases = state.peek(|w| w.device.leave_erases);
    if !state.flush_drafts() && !erases {
        page::put_aside();
    }
    if let Some(run) = run {
        let standing = state.peek(|w| w.runs.get(run.uuid()).map(|r| r.state.clone()));
        let command = match standing {
            None | Some(RunState::Closed(_)) => None,
            Some(_) if erases => Some(Command::RunErased { run }),
            Some(RunState::Going) => Some(Command::Paused { run, until: None }),
            Some(_) => None,
        };
        if let Some(command) = command {
            // Refused only where it is gone already.
            let _ = state.act(command);
        }
        state.note_left(Some(run).filter(|_| !erases));
    }
    state.hand_over(None);
    page::hide();
    if erases {
        timer::after(AT_MOST, || page::leave_for(NEUTRAL));
        spawn(async move {
            state.settled().await;
            page::leave_for(NEUTRAL);
        });
    } else {
        page::leave_for(NEUTRAL);
    }
}

/// Calls `act` when Shift is pressed three times in a row, with nothing between: not while somebody
/// types capitals, nor while they mark words with the mouse.
fn follow_shift(act: impl Fn() + 'static) {
    let before = Rc::new(Cell::new([f64::NEG_INFINITY; 2]));
    let pressed = before.clone();
    let keys = while_on_document("keydown", move |event: KeyboardEvent| {
        if event.key() != "Shift" {
            before.set([f64::NEG_INFINITY; 2]);
        } else if !event.repeat() {
            let (now, [first, second]) = (event.time_stamp(), before.get());
            before.set([second, now]);
            if now - first <= IN_A_ROW {
                act();
            }
        }
    });
    let pointer = while_on_document("pointerdown", move |_: Event| {
        pressed.set([f64::NEG_INFINITY; 2]);
    });
    StoredValue::new_local((keys, pointer));
}

/// Calls `act` when nobody touched the device for two minutes, as long as what it belongs to is on
/// the page: for what is private before there is anything to hold.
pub fn after_idle(act: impl Fn() + 'static) {
    let touched = Cell::new(idle::now());
    let heed = Rc::new(move |sign: Sign| {
        if !idle::is_fresh(touched.get()) {
            act();
        } else if sign == Sign::Touch {
            touched.set(idle::now());
        }
    });
    let watched = heed.clone();
    StoredValue::new_local(idle::while_anybody(move |sign| watched(sign)));
    every(LOOK, move || heed(Sign::Look));
}
