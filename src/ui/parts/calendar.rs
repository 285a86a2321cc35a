//! Something for the calendar of whoever presses the button: a file, made here, that goes nowhere else.

use leptos::prelude::*;
use uuid::Uuid;

use crate::codec::calendar::{self, Again, Event, FILE_KIND, FILE_NAME, When};
use crate::domain::ids::RunId;
use crate::domain::outcome::{Commitment, Talk};
use crate::domain::time::{Day, LocalMoment, Stamp};
use crate::platform::{clock, download};
use crate::ui::dom::{View, again, el};
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::parts::when::here;
use crate::ui::words::t;

/// How long a talk is in a calendar, in minutes: nobody knows, and an hour can be moved.
const TALK: u16 = 60;
/// How long a reminder to answer is, in minutes.
const SHORT: u16 = 10;
/// When a day's reminder is called out, in minutes from its midnight.
const MORNING: i32 = 9 * 60;

/// A button that hands over an event as a file. The event is made when it is pressed.
pub fn button(label: impl Into<View>, event: impl Fn() -> Event + 'static) -> View {
    button_as(Look::Line, label, event)
}

fn button_as(look: Look, label: impl Into<View>, event: impl Fn() -> Event + 'static) -> View {
    let handed = RwSignal::new(None);
    let press = sign_button(look, "calendar", label, move || {
        let file = calendar::write(&event(), clock::now());
        handed.set(Some(download::save(FILE_NAME, FILE_KIND, &file)));
    });
    let said = again(move || {
        handed.get().map(|there| t(if there { "calendar.given" } else { "calendar.not-given" }))
    });
    (press, el("span", "cg-buttons__said cg-small").attr("role", "status").with(said)).into()
}

/// The way to have a day on which two mean to talk in a calendar: where it is not behind us. Nobody
/// reads there with whom it is, or about what (D.12).
pub fn add_day(talk: &Talk, moment: &LocalMoment) -> Option<View> {
    day_as(Look::Line, t("calendar.add"), talk, moment)
}

/// The same with another look and label.
pub fn day_as(look: Look, label: &'static str, talk: &Talk, moment: &LocalMoment) -> Option<View> {
    let moment = moment.clone();
    let is_behind = here(&moment).at.date() < clock::now().date_naive();
    // The second day is an event of its own.
    let second = u128::from(talk.again.as_ref() == Some(&moment));
    let uid = Uuid::from_u128(talk.id.uuid().as_u128() ^ second);
    let event = move || Event {
        uid,
        when: When::of(&moment, TALK, &clock::wall),
        title: t("calendar.talk").to_owned(),
        description: String::new(),
        alarm: None,
    };
    (!is_behind).then(|| button_as(look, label, event))
}

/// The way to have the one reminder of whoever says later how it was (C3) in a calendar. Nobody reads
/// there what it is about (D.12).
pub fn add_come_back(run: RunId, at: Stamp) -> View {
    let moment = LocalMoment { at: at.naive_local(), zone: clock::zone() };
    button(t("calendar.add"), move || Event {
        uid: run.uuid(),
        when: When::of(&moment, SHORT, &clock::wall),
        title: t("calendar.remind").to_owned(),
        description: String::new(),
        alarm: Some(0),
    })
}

/// The two ways to have the reminder that the owner of a plan wished for in a calendar: in their own
/// words and with their own reason (C34), or without any. None where none is to come.
pub fn add_reminder(c: &Commitment) -> Option<View> {
    let words = [c.plan.what.clone(), c.plan.why.clone()];
    Some(add_own(c.id.uuid(), c.reminder()?, c.plan.remind.into(), words))
}

/// The two ways to have something that comes on a day, and perhaps again, in a calendar: with a title and
/// more words of one's own, or without any.
pub fn add_own(uid: Uuid, day: Day, again: Again, words: [String; 2]) -> View {
    let event = move |title: &str, description: &str| Event {
        uid,
        when: When::Day(day.max(clock::now().date_naive()), again),
        title: title.to_owned(),
        description: description.to_owned(),
        alarm: Some(MORNING),
    };
    let note = el("p", "cg-small").with(t("calendar.remind-note"));
    let with = button(t("calendar.with-words"), move || event(&words[0], &words[1]));
    let without = button(t("calendar.without-words"), move || event(t("calendar.remind"), ""));
    let ways = |way: View| el("p", "cg-buttons cg-stack--after").with(way);
    (note, ways(with), ways(without)).into()
}
