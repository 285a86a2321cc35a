//! `schedule`: a day and a time, or "we'll find one", or none for now. None is better than another.

use std::rc::Rc;

use leptos::prelude::*;

use super::choose::legend_question;
use super::{Page, continue_button, refused, say_button, usual_actions};
use crate::domain::command::{Answer, Command};
use crate::domain::ids::PairId;
use crate::domain::outcome::{NextTime, Talk};
use crate::domain::run::How;
use crate::domain::time::{LocalMoment, clock_text, day_text, place, read_local};
use crate::platform::clock;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, again, el, live};
use crate::ui::parts::calendar::add_talk;
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::field::input_field;
use crate::ui::parts::kept::{keeping_alert, kept_line};
use crate::ui::parts::when::{When, here, when};
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    let main = continue_button(leaf, |leaf| {
        let set = next_time(&leaf.answer(), leaf.couple.pair, leaf.state, false).is_some();
        leaf.give(if set { How::Wrote } else { How::Skipped });
    });
    let rows = rows(&leaf.answer(), &leaf.couple, leaf.state);
    let asked = (keeping_alert(leaf.state), legend_question(leaf, rows), kept_line(leaf.state));
    (asked, say_button(leaf), refused(leaf.state), usual_actions(leaf, main)).into()
}

/// The next time an answer set; waking the reader when `waking`.
fn next_time(answer: &Answer, pair: PairId, state: State, waking: bool) -> Option<NextTime> {
    next_talk(answer, pair, state, waking).map(|talk| talk.next)
}

/// The same, with what it belongs to.
fn next_talk(answer: &Answer, pair: PairId, state: State, waking: bool) -> Option<Talk> {
    let who = answer.who.side();
    let read = |w: &crate::domain::workspace::Workspace| {
        let mut talks = w.talks.of(pair);
        talks.find(|t| t.run == answer.run && t.step == answer.step && t.who == who).cloned()
    };
    if waking { state.with(read) } else { state.peek(read) }
}

/// The three ways to say when. One person's answer is a next time about their question.
pub fn rows(answer: &Answer, couple: &Couple, state: State) -> View {
    let pair = couple.pair;
    let now = next_time(answer, pair, state, false);
    let wants_day = RwSignal::new(matches!(now, Some(NextTime::At(_))));
    let answered = answer.clone();
    let set: Rc<dyn Fn(NextTime)> = Rc::new(move |next| {
        let Answer { run, step, who } = answered.clone();
        // A refusal is said on the page.
        let _ = state.act(Command::NextTimeSet { run, step, who: who.side(), next });
    });
    let other = |next: NextTime, words: View| {
        let (marked, watched, set) = (next.clone(), answer.clone(), set.clone());
        row(
            "next",
            false,
            move || {
                !wants_day.get() && next_time(&watched, pair, state, true).as_ref() == Some(&marked)
            },
            words,
            move || {
                wants_day.set(false);
                set(next.clone());
            },
        )
    };
    let find = other(NextTime::WeWillFindOne, row_words(t("next.find"), t("next.find-note")));
    let not_now = other(NextTime::NotForNow, row_words(t("next.not-now"), t("next.not-now-note")));
    let a_day =
        row("next", false, move || wants_day.get(), t("next.a-day"), move || wants_day.set(true));
    let moment = match now {
        Some(NextTime::At(moment)) => Some(here(&moment)),
        _ => None,
    };
    let (couple, answer) = (couple.clone(), answer.clone());
    let day = again(move || {
        wants_day.get().then(|| {
            let fields = moment_fields(moment.as_ref(), set.clone());
            el("div", "cg-pick__own")
                .with(fields)
                .with(clocks(&answer, &couple, state))
                .with(to_calendar(&answer, pair, state))
        })
    });
    (a_day, day, find, not_now).into()
}

fn moment_fields(moment: Option<&LocalMoment>, set: Rc<dyn Fn(NextTime)>) -> View {
    let date = moment.map_or_else(String::new, |m| day_text(m.at.date()));
    let time = moment.map_or_else(|| "10:00".to_owned(), |m| clock_text(m.at.time()));
    let fields = day_and_time("next", &date, &time, move |at| {
        set(NextTime::At(LocalMoment { at, zone: clock::zone() }));
    });
    (fields, here_line()).into()
}

/// Whose clock a day and a time are on.
pub fn here_line() -> El {
    let zone = clock::zone();
    let place = (!zone.is_empty()).then(|| said("next.here", &[("place", &place(&zone))]));
    el("p", "cg-small").with(place)
}

/// What is set, on the clock of each, where the fields alone would not say it to both.
fn clocks(answer: &Answer, couple: &Couple, state: State) -> View {
    let (answer, couple) = (answer.clone(), couple.clone());
    let lines = live(
        move || next_time(&answer, couple.pair, state, true),
        move |next| match next {
            Some(NextTime::At(moment)) => match when(&couple, moment) {
                When::Each(lines) => Some(lines),
                When::Once(_) => None,
            },
            _ => None,
        },
    );
    el("div", "").attr("role", "status").with(lines).into()
}

/// The way to have what is set in a calendar.
fn to_calendar(answer: &Answer, pair: PairId, state: State) -> View {
    let answer = answer.clone();
    let add = |add| el("p", "cg-buttons cg-stack--after").with(add);
    live(
        move || next_talk(&answer, pair, state, true),
        move |talk| talk.as_ref().and_then(add_talk).map(add),
    )
}

/// A day and a time on the clock of this place; `set` gets both as soon as there is a day.
pub fn day_and_time(
    name: &'static str,
    date: &str,
    time: &str,
    set: impl Fn(chrono::NaiveDateTime) + 'static,
) -> View {
    let typed = StoredValue::new_local((date.to_owned(), time.to_owned()));
    let set = Rc::new(move || {
        let moment = typed.with_value(|(date, time)| format!("{date}T{time}:00"));
        if let Some(at) = read_local(&moment) {
            set(at);
        }
    });
    let again = set.clone();
    let day = input_field(
        &format!("{name}-day"),
        "date",
        t("next.day").into(),
        date,
        Box::new(move |text| {
            typed.update_value(|t| t.0 = text);
            set();
        }),
    );
    let time = input_field(
        &format!("{name}-time"),
        "time",
        t("next.time").into(),
        time,
        Box::new(move |text| {
            typed.update_value(|t| t.1 = text);
            again();
        }),
    );
    el("div", "cg-two cg-when").with(day).with(time).into()
}
