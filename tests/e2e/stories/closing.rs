//! A device of two (D.12): what is private to one of them closes when it changes hands, on a pause, and when nobody
//! touches it for two minutes; and neither a title nor the history tells anything. From whatever only one sees, one can be
//! away at once.

use super::threshold::{is_neutral, shift_three_times};
use crate::page::{Key, Page};
use crate::story::{SMALL_PHONE, Story, story};
use crate::two::Who::{Both, First};
use crate::two::{Two, ask};

const WORDS: &str = "Because nobody else asks.";
const CURTAIN: &str = "I’m Noor, open my page";

/// Noor, on a page that only she sees, with words on it.
fn noor_writes(page: &Page) -> Two<'_> {
    let two = Two::begins_joining(page, ["Noor", "Sam"]);
    two.goes_on();
    two.at("cb-know-why", First).drafts(WORDS);
    two
}

/// So many milliseconds have gone by for the page since it was loaded, and somebody looks at it, without having touched it
/// meanwhile.
fn goes_by(page: &Page, milliseconds: u32) {
    page.run(
        "sleptFor(arguments[0]);
         window.dispatchEvent(new Event('focus'))",
        serde_json::json!([milliseconds]),
    );
}

#[track_caller]
fn is_closed(page: &Page) {
    page.wait_for_button(CURTAIN);
    assert!(!page.text().contains(WORDS), "nothing of it is on the page");
    assert!(page.names("field").is_empty());
    page.sound();
}

#[test]
fn it_closes_after_two_minutes_without_a_touch() {
    story(|page| {
        noor_writes(page);
        goes_by(page, 60_000);
        assert_eq!(page.value_of("Noor’s words"), WORDS, "not before");
        goes_by(page, 150_000);
        is_closed(page);
        page.click_button(CURTAIN);
        page.wait_for_field("Noor’s words");
        assert_eq!(page.value_of("Noor’s words"), WORDS, "nothing is lost by it");
    });
}

#[test]
fn it_closes_on_a_pause_and_on_leaving() {
    story(|page| {
        let two = noor_writes(page);
        two.press("Pause");
        page.wait_for_focus("h1 \"You’ve paused.\"");
        assert!(!page.text().contains(WORDS));
        two.press("Carry on");
        is_closed(page);
        page.click_button(CURTAIN);
        page.wait_for_field("Noor’s words");
        page.click_link("Common Ground, all partnerships");
        page.wait_for_text("Where would you like to pick up");
        page.back();
        is_closed(page);
    });
}

/// Whoever sat alone with it is not the only one who may find it on the first page.
#[test]
fn it_asks_who_carries_on() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        let route = page.route();
        let (pair, _) = route.rsplit_once('/').expect("a cover");
        page.go(&format!("{pair}/6"));
        two.cover("prep", &[]);
        two.alone();
        two.at("pr-slow", First).jump("3a");
        page.wait_for_field("Noor’s words");
        page.type_into("Noor’s words", WORDS);
        two.press("Pause");
        page.open("");
        page.reload();
        page.wait_for_text("Where would you like to pick up");
        assert!(!page.text().contains(WORDS));
        two.press("Noor, carry on");
        is_closed(page);
        page.click_button(CURTAIN);
        page.wait_for_field("Noor’s words");
        assert_eq!(page.value_of("Noor’s words"), WORDS);
    });
}

#[test]
fn it_closes_when_it_changes_hands() {
    story(|page| {
        let two = noor_writes(page);
        two.jump("10t");
        two.at("cb-arrive", Both);
        page.back();
        is_closed(page);
        two.at("cb-know-why", First);
    });
}

/// What the page asked for since it opened is on a page, and is nothing but files of its own.
#[test]
fn a_page_shows_that_nothing_else_is_asked_for() {
    story(|page| {
        noor_writes(page);
        page.open("#/about");
        page.wait_for_text("this page asked only for its own files");
        page.click_at(".cg-prose .cg-fold__head");
        page.wait_for_text(".wasm");
        assert_eq!(page.count(".cg-prose .cg-fold a"), 0);
        assert!(!page.text().contains(WORDS));
        page.sound();
        page.screenshot("asked for");
    });
}

/// Whatever is open, the tab is called the same, and no entry of the history tells who talks, or about what.
#[test]
fn titles_and_history_tell_nothing() {
    story(|page| {
        let two = noor_writes(page);
        let talk = page.route();
        for route in ["", "#/data", "#/about", "#/about/2", "#/about/3", "#/start/3", &talk] {
            two.open(route);
            page.wait_for("a page", |page| !page.text().is_empty());
            let told = format!("{} {}", page.title(), page.address());
            for telling in ["Noor", "Sam", "Join", "Clear", "coalition", "clearing", "air"] {
                assert!(!told.contains(telling), "{told} tells of {telling}");
            }
            assert!(page.title().ends_with("Common Ground"), "{}", page.title());
        }
    });
}

type Goes = fn(&Page);

/// Where something stands that is one person's alone, whether the button stands there beside the keys, and what Back shows
/// of it once it was left.
const ALONE_ON: [(Goes, bool, &str); 5] = [
    (|page| drop(noor_writes(page)), true, "Paused."),
    (|page| gets_ready(page, "3a", "pr-life"), true, "Paused."),
    (|page| gets_ready(page, "15a", "pr-pocket"), false, "Paused."),
    (reads_all_of_hers, true, "Where would you like to pick up, Noor?"),
    (maps, true, "This page is one person’s own."),
];

fn gets_ready(page: &Page, spot: &str, step: &str) {
    let two = Two::begin(page, ["Noor", "Sam"]);
    page.open(&page.route().replace("/start/1", "/start/6"));
    two.cover("prep", &[]);
    two.alone();
    two.at("pr-slow", First).jump(spot);
    page.wait_for_heading(&two.asks(step, First));
}

fn reads_all_of_hers(page: &Page) {
    let two = noor_writes(page);
    let pair = two.records("partnership")[0]["id"].as_str().expect("an id").to_owned();
    page.wait_for_text("Kept on this device");
    page.open("");
    page.open(&format!("#/p/{pair}/read/a"));
    page.wait_for_heading("Noor, this page is yours now.");
    assert!(page.has("button", "Leave"), "before it, too");
    page.click_button(CURTAIN);
    page.wait_for_text(WORDS);
}

fn maps(page: &Page) {
    page.open("#/m");
    page.wait_for_heading(&ask("mp-welcome"));
    page.click_button("Begin");
    page.wait_for_heading(&ask("mp-situation"));
    page.type_into("Add to “Situations”", WORDS);
    page.press(Key::Enter);
    page.click_button("Continue");
    page.wait_for_heading(&ask("mp-result"));
}

#[test]
fn what_one_sees_alone_is_left_at_once() {
    for (goes_there, has_button, back) in ALONE_ON {
        Story::new().sized(SMALL_PHONE).run(|page| {
            goes_there(page);
            page.sound();
            page.screenshot(back);
            assert_eq!(page.has("button", "Leave"), has_button);
            shift_three_times(page);
            is_neutral(page);
            page.back();
            page.wait_for_heading(back);
            assert!(!page.text().contains(WORDS), "nothing of it is on the page");
            let names = page.text().contains("Noor");
            assert_eq!(names, back.contains("Noor"), "no more than that it rests");
            page.sound();
        });
    }
}

/// What rests after it was left tells no more than that, until it goes on.
#[test]
fn a_talk_that_was_left_goes_on_as_any_other() {
    story(|page| {
        let two = noor_writes(page);
        page.click_button("Leave");
        is_neutral(page);
        page.back();
        page.wait_for_heading("Paused.");
        two.press("Carry on");
        page.click_button(CURTAIN);
        page.wait_for_field("Noor’s words");
        assert_eq!(page.value_of("Noor’s words"), WORDS);
        two.press("Pause");
        page.wait_for_focus("h1 \"You’ve paused.\"");
        assert_eq!(page.everything_kept()["tab"].get("common-ground/left"), None);
    });
}
