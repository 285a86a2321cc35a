//! A device of two (D.12): what is private to one of them closes when it changes hands, on a pause, and when nobody
//! touches it for two minutes; and neither a title nor the history tells anything.

use crate::page::Page;
use crate::story::story;
use crate::two::Two;
use crate::two::Who::{Both, First};

const WORDS: &str = "Because nobody else asks.";
const CURTAIN: &str = "I’m Noor, open my page";

/// Noor, on a page that only she sees, with words on it.
fn noor_writes(page: &Page) -> Two<'_> {
    let two = Two::begin(page, ["Noor", "Sam"]);
    two.cover("coalition", &[]);
    two.at("cb-welcome", First).goes_on();
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
