//! A next talk, and a reminder somebody asked for, as files for a calendar.

use icalendar::{Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime, Event};

use crate::page::Page;
use crate::story::story;
use crate::two::Two;
use crate::two::Who::First;

/// The event in the file that a button hands over.
#[track_caller]
fn event_by(page: &Page, button: &str) -> Event {
    page.click_button(button);
    let (name, bytes) = page.download();
    page.wait_for_text("Handed to your browser as a file.");
    assert_eq!(name, "calendar.ics");
    let file = String::from_utf8(bytes).expect("text");
    for told in ["Maya", "Tom", "Noor", "Sam", "Join"] {
        assert!(!file.contains(told), "{told}: {file}");
    }
    let calendar: Calendar = file.parse().expect("a calendar");
    match &calendar.components[..] {
        [CalendarComponent::Event(event)] => event.clone(),
        other => panic!("one event: {other:?}"),
    }
}

/// Ten o'clock in Berlin, in summer, wherever it is asked for.
#[track_caller]
fn is_the_talk(event: &Event) {
    assert_eq!(event.get_summary(), Some("A time to talk"));
    let Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(at))) = event.get_start() else {
        panic!("a moment of UTC: {event:?}");
    };
    assert_eq!(at.to_rfc3339(), "2030-06-01T08:00:00+00:00");
}

pub fn next_talk(page: &Page) {
    let two = Two::begins_joining(page, ["Maya", "Tom"]);
    two.press("Pause");
    page.wait_for_focus("h1 \"You’ve paused.\"");
    two.press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
    two.choose("A day and a time");
    assert!(!page.has("button", "Add to calendar"), "there is no day yet");
    page.pick_moment("Day", "2030-06-01");
    let at_the_end = event_by(page, "Add to calendar");
    is_the_talk(&at_the_end);
    page.sound();
    page.screenshot("end");
    two.press("To Maya and Tom");
    page.wait_for_focus("h1 \"Maya and Tom\"");
    let event = event_by(page, "Add to calendar");
    is_the_talk(&event);
    assert_eq!(event.get_uid(), at_the_end.get_uid(), "the same talk takes the same place");
    page.sound();
    page.screenshot("two");
}

#[test]
fn the_next_talk_is_in_a_calendar() {
    story(next_talk);
}

/// Only whoever asked to be reminded is offered it, and their own words only where they say so.
#[test]
fn a_reminder_is_in_a_calendar_with_or_without_words() {
    story(|page| {
        let two = Two::begins_joining(page, ["Noor", "Sam"]);
        two.jump("26a");
        two.at("cb-first-step", First);
        page.type_into("What I’ll do", "Ask my landlord; first, alone.");
        page.type_into("Why it matters to me", "I promised myself.");
        page.wait_for_text("Kept on this device");
        two.press("Pause");
        page.wait_for_focus("h1 \"You’ve paused.\"");
        two.press("That’s enough for today");
        two.arrive_alone("That’s all. You can put this away.");
        two.press("To Noor and Sam");
        page.wait_for_text("Ask my landlord");
        assert!(
            !page.text().contains("have the reminder in your calendar"),
            "nobody asked for one"
        );

        page.click_at(".cg-promise > .cg-fold summary");
        page.choose("Remind me of it, in my own words");
        page.choose("Every week");
        page.wait_for_text("Noor, have the reminder in your calendar");
        page.click_at(".cg-promise > .cg-fold:last-of-type summary");
        let bare = event_by(page, "Add it without my words");
        assert_eq!(bare.get_summary(), Some("A note to myself"));
        assert_eq!(bare.get_description(), None);
        assert_eq!(bare.property_value("RRULE"), Some("FREQ=WEEKLY"));
        assert!(matches!(bare.get_start(), Some(DatePerhapsTime::Date(_))));
        let told = event_by(page, "Add it in my own words");
        assert_eq!(told.get_summary(), Some("Ask my landlord; first, alone."));
        assert_eq!(told.get_description(), Some("I promised myself."));
        page.sound();
        page.screenshot("plan");
    });
}
