//! `schedule`: a day and a time, or "we'll find one", or none for now. None is better than another.

use std::rc::Rc;

use chrono::Days;
use leptos::prelude::*;

use super::choose::legend_question;
use super::guide::last_actions;
use super::{Leaf, Page, continue_button, say_button, usual_actions};
use crate::domain::command::{Answer, Command};
use crate::domain::ids::PairId;
use crate::domain::outcome::{NextTime, Talk};
use crate::domain::run::How;
use crate::domain::time::{LocalMoment, clock_text, day_text, place, read_local};
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, again, el, live};
use crate::ui::parts::calendar::add_day;
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::field::input_field;
use crate::ui::parts::kept::{keeping_alert, kept_line};
use crate::ui::parts::prompt::refused;
use crate::ui::parts::when::{When, here, when};
use crate::ui::words::{said, t, tf};

pub fn page(leaf: &Page) -> View {
    let how = |leaf: &Leaf| {
        let set = next_time(&leaf.answer(), leaf.couple.pair, leaf.state, false).is_some();
        if set { How::Wrote } else { How::Skipped }
    };
    let actions = if leaf.is_last() {
        last_actions(leaf, move |leaf| {
            leaf.act(Command::AnswerGiven { answer: leaf.answer(), how: how(leaf) });
        })
    } else {
        usual_actions(leaf, continue_button(leaf, move |leaf| leaf.give(how(leaf))))
    };
    let rows = rows_of(&leaf.answer(), &leaf.couple, leaf.state, leaf.step.twice);
    let asked = (keeping_alert(leaf.state), legend_question(leaf, rows), kept_line(leaf.state));
    (asked, say_button(leaf), refused(leaf.state), actions).into()
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
    rows_of(answer, couple, state, false)
}

/// The same, with one day to set or with two: in a few days, and in a few weeks.
fn rows_of(answer: &Answer, couple: &Couple, state: State, twice: bool) -> View {
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
    let words = if twice { suggested() } else { t("next.a-day").into() };
    let suggests = answer.clone();
    let a_day = row(
        "next",
        false,
        move || wants_day.get(),
        words,
        move || {
            if twice && !wants_day.get_untracked() {
                suggest(&suggests, state);
            }
            wants_day.set(true);
        },
    );
    let (couple, answer) = (couple.clone(), answer.clone());
    let day = again(move || {
        wants_day.get().then(|| {
            let fields = if twice {
                two_days(&answer, pair, state, set.clone())
            } else {
                let day = match next_time(&answer, pair, state, false) {
                    Some(NextTime::At(moment)) => Some(moment),
                    _ => None,
                };
                moment_fields("next", day.as_ref(), move_to(set.clone()))
            };
            el("div", "cg-pick__own")
                .with((fields, here_line()))
                .with(clocks(&answer, &couple, state))
                .with(to_calendar(&answer, pair, state))
        })
    });
    (a_day, day, find, not_now).into()
}

/// In so many days one looks again, first and second (C13).
const AGAIN_IN: [u64; 2] = [5, 28];

/// So many days from now, in the morning.
fn in_days(days: u64) -> Option<LocalMoment> {
    let day = clock::now().date_naive().checked_add_days(Days::new(days))?;
    Some(LocalMoment { at: day.and_hms_opt(10, 0, 0)?, zone: clock::zone() })
}

/// The two days there could be, for a row.
fn suggested() -> View {
    let days = AGAIN_IN.map(|days| {
        in_days(days).map_or_else(String::new, |m| dates::day(m.at.date(), Form::Day, ""))
    });
    let slots = [("first", days[0].as_str()), ("second", days[1].as_str())];
    row_words(t("again.days"), tf("again.these", &slots))
}

/// Sets both, to be moved or left as they are.
fn suggest(answer: &Answer, state: State) {
    let (run, step, who) = (answer.run, answer.step.clone(), answer.who.side());
    let [Some(first), Some(again)] = AGAIN_IN.map(in_days) else { return };
    let next = Command::NextTimeSet { run, step: step.clone(), who, next: NextTime::At(first) };
    // A refusal is said on the page.
    if state.act(next).is_ok() {
        let _ = state.act(Command::AgainSet { run, step, again });
    }
}

/// The fields of two days.
fn two_days(answer: &Answer, pair: PairId, state: State, set: Rc<dyn Fn(NextTime)>) -> View {
    let talk = next_talk(answer, pair, state, false);
    let first = match talk.as_ref().map(|t| &t.next) {
        Some(NextTime::At(moment)) => Some(moment.clone()),
        _ => None,
    };
    let again = talk.and_then(|t| t.again);
    let (run, step) = (answer.run, answer.step.clone());
    let set_again = move |at| {
        let again = LocalMoment { at, zone: clock::zone() };
        // A refusal is said on the page.
        let _ = state.act(Command::AgainSet { run, step: step.clone(), again });
    };
    let one = |head: &'static str, fields: View| {
        let head = el("legend", "cg-field__label").with(t(head));
        el("fieldset", "cg-field").with(head).with(fields)
    };
    let first = moment_fields("next", first.as_ref(), move_to(set));
    let second = moment_fields("again", again.as_ref(), set_again);
    let both = (one("again.first", first), one("again.second", second));
    el("div", "cg-stack").with(both).into()
}

/// Sets a day and a time on the clock of this place.
fn move_to(set: Rc<dyn Fn(NextTime)>) -> impl Fn(chrono::NaiveDateTime) + 'static {
    move |at| set(NextTime::At(LocalMoment { at, zone: clock::zone() }))
}

fn moment_fields(
    name: &'static str,
    moment: Option<&LocalMoment>,
    set: impl Fn(chrono::NaiveDateTime) + 'static,
) -> View {
    let moment = moment.map(here);
    let date = moment.as_ref().map_or_else(String::new, |m| day_text(m.at.date()));
    let time = moment.map_or_else(|| "10:00".to_owned(), |m| clock_text(m.at.time()));
    day_and_time(name, &date, &time, set)
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
    live(
        move || next_talk(&answer, pair, state, true),
        move |talk| {
            let talk = talk.as_ref()?;
            let NextTime::At(first) = &talk.next else { return None };
            let days = std::iter::once(first).chain(&talk.again);
            let add = |day| Some(el("p", "cg-buttons cg-stack--after").with(add_day(talk, day)?));
            Some(days.filter_map(add).collect::<Vec<_>>())
        },
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
