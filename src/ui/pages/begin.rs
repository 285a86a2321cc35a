//! Where two sit down: where they left off, what is still open, what is alive today, and then a guided
//! conversation or a free talk, whichever they like (B.9, C26, C27, C33). Both see the same; nothing private is here.

use leptos::prelude::*;

use super::to_start::starts;
use super::{come_back, last_time, not_here, paper};
use crate::app::route::Route;
use crate::content;
use crate::domain::command::{Command, Setting};
use crate::domain::ids::{DialogueId, PairId};
use crate::domain::meeting;
use crate::domain::person::Side;
use crate::domain::session::{FREE_TALK, Length, Mode};
use crate::domain::workspace::Workspace;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{View, el, live};
use crate::ui::flow;
use crate::ui::next_time::to_look_at_again;
use crate::ui::parts::agreed_sign::agreed_sign;
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::dialog::{Sheet, dialog, opener};
use crate::ui::parts::frame::frame;
use crate::ui::parts::people::{back_to, names_above};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::waiting::{Waiting, carry_on};
use crate::ui::words::t;

/// The sheet with all guided conversations.
const WHICH: &str = "which";

pub fn page(state: State, pair: PairId) -> View {
    live(
        move || Couple::now(state, pair),
        move |couple| match couple {
            Some(couple) => open(state, couple),
            None => not_here::page(state),
        },
    )
}

fn open(state: State, couple: &Couple) -> View {
    let pair = couple.pair;
    let main = el("div", "cg-plain")
        .with((names_above(couple), prompt(t("begin.question")), last_time::left_off(state, pair)))
        .with(agreed_sign(state, pair))
        .with(come_back::section(state, couple))
        .with(last_time::tries(state, couple))
        .with(last_time::threads(state, pair))
        .with((refused(state), buttons(state, couple)))
        .with(el("p", "cg-buttons cg-stack--after").with(back_to(state, couple)));
    frame(state, Some(Route::Home), main)
}

/// What the main button leads on with.
#[derive(Clone, Copy, PartialEq)]
enum Ahead {
    /// A conversation that is open.
    Open(Waiting),
    /// It is time to look again at how they began.
    Again(u8),
    /// Whatever they choose.
    Any,
}

fn ahead(workspace: &Workspace, pair: PairId) -> Ahead {
    if let Some(waiting) = Waiting::of(workspace, pair) {
        return Ahead::Open(waiting);
    }
    to_look_at_again(workspace, pair).map_or(Ahead::Any, Ahead::Again)
}

/// A guided conversation, or none: each is one tap.
fn buttons(state: State, couple: &Couple) -> View {
    let (pair, couple) = (couple.pair, couple.clone());
    let which = RwSignal::new(false);
    let choose = move |look| button(look, t("begin.choose"), move || which.set(true));
    let main = live(
        move || state.with(|w| ahead(w, pair)),
        move |ahead| -> View {
            match *ahead {
                Ahead::Open(waiting) => {
                    let words = waiting.words(&couple);
                    let carry_on = next_button(words, move || carry_on(state, waiting.run));
                    (carry_on, choose(Look::Line)).into()
                }
                Ahead::Again(number) => {
                    let to = Route::Start(number, Some(pair));
                    (next_button(t("again.begin"), move || state.go(to, false)), choose(Look::Line))
                        .into()
                }
                Ahead::Any => next_button(t("begin.guided"), move || which.set(true)),
            }
        },
    );
    let is_free = move || {
        let waiting = state.with(|w| Waiting::of(w, pair));
        waiting.is_some_and(|waiting| waiting.is_free_talk)
    };
    let talk =
        move || sign_button(Look::Line, "say", t("begin.free"), move || talk_freely(state, pair));
    // The one that is open is carried on.
    let free = live(is_free, move |is_free| (!is_free).then(talk));
    let buttons = el("p", "cg-buttons cg-buttons--wide cg-stack--after")
        .attr("id", opener(WHICH).as_str())
        .with((main, free));
    let list = move || Sheet {
        body: el("ul", "cg-start").with(starts(state, Some(pair))).into(),
        foot: button(Look::Line, t("act.back"), move || which.set(false)),
    };
    let card = content::dialogue(&FREE_TALK.into()).map(|d| paper::fact(Route::Paper(d.number)));
    let card = el("ul", "cg-facts cg-stack--after").with(card);
    (buttons, card, dialog(which, WHICH, || t("begin.which").into(), list)).into()
}

/// Begins a talk without a guide. They sit as they last did; what they write afterwards, if anything, is asked so.
fn talk_freely(state: State, pair: PairId) {
    let setting = state.peek(|w| {
        let met = w.sessions.of(pair).rev().find(|s| meeting::met(w, s));
        let mine = w.mine(pair);
        Setting {
            mode: met.map_or(Mode::SideBySide, |s| s.mode),
            way: Length::Whole,
            spoken_only: false,
            opener: mine.or(met.map(|s| s.opener)).unwrap_or(Side::First),
        }
    });
    let dialogue = DialogueId::from(FREE_TALK);
    // A refusal is said on the page.
    if state.act(Command::DialogueBegun { pair, dialogue, setting }).is_ok()
        && let Some(run) = state.peek(|w| w.pick_up(pair))
    {
        flow::enter(state, run, false);
    }
}
