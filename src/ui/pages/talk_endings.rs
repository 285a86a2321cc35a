//! Pausing, stopping, finishing, and waiting for the other: the quiet pages of a dialogue.
//! Finished and stopped are the same (D.4).

use leptos::prelude::*;

use super::{looking_back, minute};
use crate::app::route::Route;
use crate::codec::export::Scope;
use crate::content;
use crate::content::words::pack;
use crate::domain::command::{Answer, Command, Setting};
use crate::domain::crossing;
use crate::domain::feedback::{self, FEEDBACK};
use crate::domain::ids::{RunId, StepId};
use crate::domain::person::{Author, Side};
use crate::domain::run::{Entry, RunState};
use crate::domain::session::Mode;
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::platform::dates::Form;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{View, again, el, every, live, nothing};
use crate::ui::flow;
use crate::ui::leave;
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::calendar;
use crate::ui::parts::choice::{group, row, row_words};
use crate::ui::parts::copying;
use crate::ui::parts::forget::forget;
use crate::ui::parts::frame::quiet_page;
use crate::ui::parts::icon::icon;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::lock;
use crate::ui::parts::people::couple_emblem;
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::when::back_at;
use crate::ui::steps::{schedule, threshold};
use crate::ui::waiting::{Waiting, carry_on};
use crate::ui::words::{said, t};

/// The classes of a question on these pages.
const GROUP: &str = "cg-field cg-t cg-stack--after";

/// A page with nothing on it that anybody wrote. Its title tells nobody what it was about.
fn quiet(state: State, run: RunId, under: View, main: impl Into<View>) -> View {
    let main = (keeping_alert(state), main.into());
    quiet_page(under, leave::way_out_of(state, run), main)
}

/// Both names, but not of a talk that is left in a hurry: the Back button may bring its page back.
fn names(state: State, run: RunId, couple: &Couple) -> View {
    if leave::is_quiet(state, run) { nothing() } else { couple.both_names() }
}

/// The page of somebody who went out at the threshold. It closes when nobody touches it.
pub fn left(state: State, close: impl Fn() + 'static) -> View {
    let way_out = leave::way_out(state, None);
    quiet_page(nothing(), Some(way_out), threshold::not_the_tool(state, close))
}

/// A talk that ended before both had said that they want it: no more than that.
pub fn not_today(state: State, run: RunId, couple: &Couple) -> View {
    quiet(state, run, names(state, run, couple), prompt(t("threshold.not-today")))
}

/// "Let's pause": everything is hidden, time stands still; when to come back is theirs to say.
pub fn paused(state: State, run: RunId, couple: &Couple) -> View {
    const SOON: [(i64, &str); 2] = [(5, "pause.5"), (20, "pause.20")];
    every(15_000, move || state.tick());
    let wait = move |until: Stamp| {
        // Refused only where the run is gone; the page says so.
        let _ = state.act(Command::Paused { run, until: Some(until) });
    };
    let another_day = RwSignal::new(false);
    let soon = SOON.map(|(minutes, key)| {
        row("back", false, || false, t(key), move || wait(clock::in_minutes(minutes)))
    });
    let later = row(
        "back",
        false,
        move || another_day.get(),
        t("pause.another-day"),
        move || another_day.set(true),
    );
    let day = again(move || {
        another_day.get().then(|| {
            let fields =
                schedule::day_and_time("back", "", "10:00", move |at| wait(clock::at_local(at)));
            el("div", "cg-pick__own").with(fields).with(schedule::here_line())
        })
    });
    let until = move || {
        state.with(|w| match w.runs.get(run.uuid())?.state {
            RunState::PausedUntil(until) => Some(until),
            _ => None,
        })
    };
    let two = couple.clone();
    let when = live(
        move || until().map(|until| (until, state.now() >= until)),
        move |when| {
            when.map(|(until, over)| {
                let keys = if over {
                    ["pause.over", "pause.over-each"]
                } else {
                    ["pause.until", "pause.until-each"]
                };
                let (words, lines) = back_at(&two, until, keys, Form::Time);
                (el("p", "cg-hint").with(words), lines)
            })
        },
    );
    let when = el("div", "").attr("role", "status").with(when);
    let buttons = el("div", "cg-buttons cg-stack--after")
        .with(button(Look::Main, t("act.carry-on"), move || carry_on(state, run)))
        .with(button(Look::Line, t("pause.leave"), move || flow::to_the_two(state, run)))
        .with(sign_button(Look::Plain, "check", t("act.enough"), move || flow::close(state, run)));
    let head: View = if leave::is_quiet(state, run) {
        prompt(t("pause.title-quiet"))
    } else {
        (prompt(t("pause.title")), el("p", "cg-lede").with(t("pause.lede"))).into()
    };
    let choices = group(GROUP, t("pause.when"), "cg-picks", (Vec::from(soon), later, day));
    quiet(state, run, names(state, run, couple), (head, choices, when, buttons))
}

/// Thanks, what stays, next time or not.
pub fn ended(state: State, run: RunId, couple: &Couple) -> View {
    let pair = couple.pair;
    let dialogue = state.peek(|w| content::dialogue(&w.runs.get(run.uuid())?.dialogue));
    if dialogue.is_some_and(|d| d.is_for_one()) {
        return ended_alone(state, run, couple);
    }
    let line = |sign: &str, words: &'static str| {
        el("li", "cg-fact").with(icon(sign)).with(el("span", "").with(t(words)))
    };
    let leaves_answers = state.peek(|w| leaves_answers(w, run)).unwrap_or(true);
    let stays = if leaves_answers { "end.stays" } else { "end.stays-spoken" };
    // Nothing pulls back two who have parted (C14).
    let goes_on = state.peek(|w| w.goes_on(pair));
    let lines = el("ul", "cg-lines")
        .with(line("say", "end.thanks"))
        .with(line("kept", stays))
        .with(goes_on.then(|| line("calendar", "end.next")));
    let answer = Answer { run, step: StepId::from("wu-next"), who: Author::Both };
    let next = goes_on.then(|| {
        group(GROUP, t("end.next-time"), "cg-picks", schedule::rows(&answer, couple, state))
    });
    let copied = RwSignal::new(None);
    let save = sign_button(Look::Line, "save", t("data.save"), move || {
        copied.set(Some(state.save_copy(Scope::Partnership(pair))));
    });
    let read = sign_button(Look::Line, "notes", t("home.read-back"), move || {
        state.go(Route::Read(pair, None), false);
    });
    let to_pair = said("end.to-pair", &couple.slots());
    let came_from = state.peek(|w| crossing::came_from(w, w.runs.get(run.uuid())?));
    let (forget, asked_twice) = came_from.map(|by| forget(state, pair, couple.name(by))).unzip();
    let buttons = el("div", "cg-buttons cg-stack--after")
        .with(state.peek(|w| Waiting::of(w, pair)).map(|waits| {
            button(Look::Main, waits.words(couple), move || carry_on(state, waits.run))
        }))
        .with(hands_over(state, run, couple))
        .with(how_was_it(state, run))
        .with(looking_back::button_for(state, couple))
        .with(save)
        .with(read)
        .with(button(Look::Plain, to_pair, move || state.go(Route::Partnership(pair), false)))
        .with(goes_on.then(|| button(Look::Plain, t("end.pick-up"), move || carry_on(state, run))))
        .with(forget);
    let head = (couple_emblem("cg-emblem cg-quiet__emblem", couple), prompt(t("end.title")), lines);
    quiet(
        state,
        run,
        couple.both_names(),
        (
            head,
            next,
            el("div", "cg-stack--after").with(copying::warning()),
            buttons,
            (asked_twice, lock::left_out(state), copying::outcome(copied)),
        ),
    )
}

/// The end of what one went through alone. What they wrote is nobody else's.
fn ended_alone(state: State, run: RunId, couple: &Couple) -> View {
    let pair = couple.pair;
    let to_pair = said("end.to-pair", &couple.slots());
    let buttons = el("div", "cg-buttons cg-stack--after")
        .with(minute::to_the_other(state, run, couple))
        .with(hands_over(state, run, couple))
        .with(button(Look::Line, to_pair, move || state.go(Route::Partnership(pair), false)))
        .with(button(Look::Plain, t("end.pick-up"), move || carry_on(state, run)));
    let head = (prompt(t("end.title")), el("p", "cg-lede").with(t("end.stays-alone")));
    quiet(state, run, couple.both_names(), (head, buttons))
}

/// What somebody handed over of it, and all that was said apart, crosses to the other's device, where each has one of
/// their own.
fn hands_over(state: State, run: RunId, couple: &Couple) -> Option<View> {
    let other = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        let mine = w.mine(record.pair)?;
        let session = w.sessions.get(record.session.uuid())?;
        let of_mine = |e: &Entry| e.who == mine.into() && e.released.is_some();
        let crosses = session.mode == Mode::Apart || record.entries.iter().any(of_mine);
        crosses.then_some(mine.other())
    })?;
    let words = said("across.send", &[("name", couple.name(other))]);
    Some(sign_button(Look::Line, "share", words, move || state.go(Route::Send(run), false)))
}

/// "How was it for us?", at the end of any talk in which it was not asked yet.
fn how_was_it(state: State, run: RunId) -> Option<View> {
    let words = pack(&FEEDBACK.into())?;
    let session = state.peek(|w| {
        let run = w.runs.get(run.uuid())?;
        let is_offered = feedback::is_offered(w, run, content::dialogue);
        is_offered.then_some((run.pair, run.session))
    });
    let (pair, session) = session?;
    Some(sign_button(Look::Line, "say", words.title.as_str(), move || {
        flow::open_feedback(state, pair, session);
    }))
}

/// Whether any answer or outcome is left of the sitting of a run, however they chose to sit.
fn leaves_answers(w: &Workspace, run: RunId) -> Option<bool> {
    let run = w.runs.get(run.uuid())?;
    let mut sitting = w.runs.of(run.pair).filter(|r| r.session == run.session);
    Some(sitting.any(|r| {
        r.entries.iter().any(Entry::has_answer)
            || w.commitments.of(r.pair).any(|c| c.run == r.id)
            || w.agreements.of(r.pair).any(|a| a.run == r.id)
    }))
}

/// As far as one can go alone; the rest needs two.
pub fn alone(state: State, run: RunId, couple: &Couple) -> View {
    const MODES: [Mode; 2] = [Mode::SideBySide, Mode::LeaderOnly];
    let session = state.peek(|w| w.sessions.get(w.runs.get(run.uuid())?.session.uuid()).cloned());
    let Some(session) = session else { return super::not_here::page(state) };
    let opener = session.opener;
    let chosen = RwSignal::new(0);
    let begin = next_button(t("alone.begin"), move || {
        let mode = MODES[chosen.get_untracked()];
        let setting = Setting { mode, way: session.way, spoken_only: session.spoken_only, opener };
        if state.act(Command::SettingChanged { session: session.id, setting }).is_ok() {
            state.hand_over((mode == Mode::LeaderOnly).then_some(opener));
            flow::enter(state, run, false);
        }
    });
    let rest = button(Look::Plain, t("alone.rest"), move || {
        if state.act(Command::Paused { run, until: None }).is_ok() {
            flow::to_the_two(state, run);
        }
    });
    let slots = couple.slots_of(opener);
    let words = [
        row_words(said("alone.together", &slots), t("mode.side-by-side-note")),
        row_words(t("alone.read-aloud"), t("mode.leader-only-note")),
    ];
    let one =
        |(i, words)| row("sit", false, move || chosen.get() == i, words, move || chosen.set(i));
    let rows: Vec<View> = words.into_iter().enumerate().map(one).collect();
    let head = (prompt(t("alone.title")), el("p", "cg-lede").with(said("alone.lede", &slots)));
    let buttons = el("div", "cg-buttons cg-stack--after").with(begin).with(rest);
    let main = (head, group(GROUP, t("start.sitting"), "cg-picks", rows), buttons);
    quiet(state, run, couple.both_names(), main)
}

/// Put off: it waits here, and nobody else knows of it. The reminder can be had in a calendar, too.
fn waits(state: State, run: RunId, couple: &Couple, who: Side, at: Option<Stamp>) -> View {
    let slots = [("name", couple.name(who.other()))];
    let calendar = at.map(|at| calendar::add_come_back(run, at));
    let now = button(Look::Line, t("come-back.do"), move || {
        if state.act(Command::CameBack { run, who, answers: true }).is_ok() {
            carry_on(state, run);
        }
    });
    let home = button(Look::Plain, t("act.put-away"), move || state.go(Route::Home, false));
    let head = (prompt(t("waits.title")), el("p", "cg-lede").with(said("waits.lede", &slots)));
    let buttons = el("div", "cg-buttons cg-stack--after").with(calendar).with(now).with(home);
    quiet(state, run, couple.both_names(), (head, buttons))
}

/// As far as one goes on a device of their own: what they may hand over crosses to the other.
pub fn across(state: State, run: RunId, couple: &Couple) -> View {
    let mine = state.peek(|w| w.mine(couple.pair));
    let put_off = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        let dialogue = content::dialogue(&record.dialogue)?;
        let who = mine.filter(|mine| feedback::puts_off(dialogue, record, *mine))?;
        Some((who, feedback::comes_back(dialogue, record, who)))
    });
    if let Some((who, at)) = put_off {
        return waits(state, run, couple, who, at);
    }
    let other = mine.map_or(String::new(), |mine| couple.name(mine.other()).to_owned());
    let slots = [("name", other.as_str())];
    let send = next_button(said("across.send", &slots), move || state.go(Route::Send(run), false));
    let put_away = button(Look::Plain, t("act.put-away"), move || flow::close(state, run));
    let rest = button(Look::Plain, t("alone.rest"), move || {
        if state.act(Command::Paused { run, until: None }).is_ok() {
            flow::to_the_two(state, run);
        }
    });
    let head = (prompt(t("across.title")), el("p", "cg-lede").with(said("across.lede", &slots)));
    let buttons = el("div", "cg-buttons cg-stack--after").with(send).with(rest).with(put_away);
    quiet(state, run, couple.both_names(), (head, buttons))
}
