//! Where two sit down: where they left off, what is still open, what is alive today, and then a guided
//! conversation or a free talk, whichever they like (B.9, C26, C27, C33). Both see the same; nothing private is here.

use leptos::prelude::*;

use super::home::{carry_on, next_talk, starts};
use super::partnership::line_of;
use super::partnership_lists::{self as lists, item, small_emblem, text, ways};
use super::{come_back, not_here};
use crate::app::route::Route;
use crate::content::{self, words::pack};
use crate::domain::command::{Command, Setting};
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::ids::{DialogueId, PairId, RunId, ThreadId};
use crate::domain::outcome::{Thread, ThreadState};
use crate::domain::person::Side;
use crate::domain::prep;
use crate::domain::session::{FREE_TALK, Mode, Way};
use crate::domain::workspace::Workspace;
use crate::platform::dates::{self, Form};
use crate::platform::{clock, page as browser, timer};
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{View, again, el, live, nothing};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::dialog::{Sheet, dialog, opener};
use crate::ui::parts::frame::frame;
use crate::ui::parts::people::emblem;
use crate::ui::steps::{prompt, refused};
use crate::ui::words::{since, t, tf};

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
    let names = el("p", "cg-turn")
        .with(emblem("cg-emblem cg-emblem--small"))
        .with(el("span", "").with(couple.both_names()));
    let left_off = el("p", "cg-lede").with(live(
        move || state.with(|w| left_off(w, pair)),
        |(since, line)| -> View {
            let quote = line.as_ref().map(|line| {
                let words = el("span", "cg-quote").attr("dir", "auto").with(line.as_str());
                (" ", t("partnership.one-line"), " ", words)
            });
            (since.as_str(), quote).into()
        },
    ));
    let main = el("div", "cg-plain")
        .with((names, prompt(t("begin.question")), left_off))
        .with(come_back::section(state, couple))
        .with(threads(state, pair))
        .with((refused(state), buttons(state, pair)));
    frame(state, None, main)
}

/// How long ago the two last met, as a calendar counts days, and the line they left to start from.
fn left_off(workspace: &Workspace, pair: PairId) -> (String, Option<String>) {
    let met = workspace.sessions.of(pair).rev().find(|s| prep::met(workspace, s));
    let days = met.map(|s| prep::days_between(s.started, clock::now()));
    (since(days), workspace.runs.of(pair).rev().find_map(line_of))
}

/// What the main button leads on with.
#[derive(Clone, Copy, PartialEq)]
enum Ahead {
    /// A conversation that is open.
    Open(RunId, &'static str),
    /// The day to look again at how they began is near.
    Again(u8),
    /// Whatever they choose.
    Any,
}

fn ahead(workspace: &Workspace, pair: PairId) -> Ahead {
    let run = workspace.partnerships.get(pair.uuid()).and_then(|p| p.pick_up);
    let run = run.and_then(|run| workspace.runs.get(run.uuid())).filter(|r| !r.is_closed());
    if let Some((run, words)) = run.and_then(|r| Some((r.id, pack(&r.dialogue)?))) {
        return Ahead::Open(run, &words.title);
    }
    let again = next_talk(workspace, pair).and_then(|(t, _)| content::looked_at_again(&t.step));
    again.map_or(Ahead::Any, |dialogue: &CheckedDialogue| Ahead::Again(dialogue.number))
}

/// A guided conversation, or none: each is one tap.
fn buttons(state: State, pair: PairId) -> View {
    let which = RwSignal::new(false);
    let choose = move |look| button(look, t("begin.choose"), move || which.set(true));
    let main = live(
        move || state.with(|w| ahead(w, pair)),
        move |ahead| -> View {
            match *ahead {
                Ahead::Open(run, title) => {
                    let words = tf("partnership.carry-on", &[("title", title)]);
                    (next_button(words, move || carry_on(state, run)), choose(Look::Line)).into()
                }
                Ahead::Again(number) => {
                    let to = Route::Start(number, Some(pair));
                    (next_button(t("again.begin"), move || state.go(to, false)), choose(Look::Line))
                        .into()
                }
                Ahead::Any => next_button(t("home.begin"), move || which.set(true)),
            }
        },
    );
    let free = sign_button(Look::Line, "say", t("begin.free"), move || talk_freely(state, pair));
    let buttons = el("p", "cg-buttons cg-buttons--wide cg-stack--after")
        .attr("id", opener(WHICH).as_str())
        .with((main, free));
    let list = move || Sheet {
        body: el("ul", "cg-start").with(starts(state, Some(pair))).into(),
        foot: button(Look::Line, t("act.back"), move || which.set(false)),
    };
    (buttons, dialog(which, WHICH, || t("begin.which").into(), list)).into()
}

/// Begins a talk without a guide. They sit as they last did; what they write afterwards, if anything, is asked so.
fn talk_freely(state: State, pair: PairId) {
    let setting = state.peek(|w| {
        let met = w.sessions.of(pair).rev().find(|s| prep::met(w, s));
        let mine = w.partnerships.get(pair.uuid()).and_then(|p| p.mine);
        Setting {
            mode: met.map_or(Mode::SideBySide, |s| s.mode),
            way: Way::Whole,
            spoken_only: false,
            opener: mine.or(met.map(|s| s.opener)).unwrap_or(Side::First),
        }
    });
    let dialogue = DialogueId::from(FREE_TALK);
    // A refusal is said on the page.
    if state.act(Command::DialogueBegun { pair, dialogue, setting }).is_ok()
        && let Some(run) = state.peek(|w| w.partnerships.get(pair.uuid()).and_then(|p| p.pick_up))
    {
        flow::enter(state, run, false);
    }
}

/// What they say of a thread today, where that is not kept.
#[derive(Clone, Copy, PartialEq)]
enum Today {
    NothingYet,
    /// They talk about it. Of what somebody handed over, it stays open until they say that they did: only then may
    /// the words go.
    TakesPlace,
    Rests,
}

/// What was open when they sat down: picked up, left to rest or dropped with one tap, and put back with another.
fn threads(state: State, pair: PairId) -> View {
    let open = state.peek(|w| lists::open_threads(w, pair));
    if open.is_empty() {
        return nothing();
    }
    let rows: Vec<View> = open.iter().map(|(thread, words)| row(state, thread, words)).collect();
    let list = el("ul", "").with(rows);
    lists::section("open", "cg-stack--after", t("partnership.open"), list).into()
}

fn row(state: State, thread: &Thread, words: &str) -> View {
    let (id, keeps) = (thread.id, !thread.text.is_empty());
    let today = RwSignal::new(Today::NothingYet);
    let now = move || state.with(|w| w.threads.get(id.uuid()).map(|t| t.state));
    let place = format!("thread-{id}");
    let (ways_place, words) = (place.clone(), words.to_owned());
    let buttons = again(move || -> View {
        let standing = match (now(), today.get()) {
            (None, _) => return nothing(),
            (Some(ThreadState::PickedUp), _) | (_, Today::TakesPlace) => "begin.picked-up",
            (Some(ThreadState::Dropped), _) => "begin.dropped",
            (_, Today::Rests) => "begin.rests",
            _ => return choices(state, id, keeps, today, &ways_place),
        };
        let place = ways_place.clone();
        let back = button(Look::SmallPlain, t("begin.put-back"), move || {
            today.set(Today::NothingYet);
            if now() != Some(ThreadState::Open) {
                go(state, id, ThreadState::Open);
            }
            focus_in(&place);
        });
        (el("span", "cg-small").with(t(standing)), back).into()
    });
    let kept = tf("thread.kept", &[("date", &dates::moment(thread.changed, Form::Date, ""))]);
    let row = item(small_emblem(), text(&words), kept, ways(buttons));
    row.attr("id", place.as_str()).into()
}

fn choices(state: State, id: ThreadId, keeps: bool, today: RwSignal<Today>, place: &str) -> View {
    let place = place.to_owned();
    let after = move |act: Box<dyn Fn()>| {
        let place = place.clone();
        move || {
            act();
            focus_in(&place);
        }
    };
    let up = after(Box::new(move || {
        if keeps {
            go(state, id, ThreadState::PickedUp);
        } else {
            today.set(Today::TakesPlace);
        }
    }));
    let rest = after(Box::new(move || today.set(Today::Rests)));
    let drop = after(Box::new(move || go(state, id, ThreadState::Dropped)));
    let rests = button(Look::SmallPlain, t("begin.let-rest"), rest);
    let drops = button(Look::SmallPlain, t("thread.drop"), drop);
    (button(Look::Small, t("begin.pick-up"), up), rests, drops).into()
}

/// Refused only where it is gone; then so is its row.
fn go(state: State, thread: ThreadId, to: ThreadState) {
    let _ = state.act(Command::ThreadMoved { thread, state: to });
}

/// The button that was tapped has given way to another in its place: the focus stays there.
fn focus_in(place: &str) {
    let button = format!("#{place} button");
    timer::after(0, move || {
        if let Some(button) = browser::find(&button) {
            browser::focus(&button, false);
        }
    });
}
