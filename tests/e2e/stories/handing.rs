//! The device changes hands: what one person had before them is closed from then on, whichever way somebody goes.

use crate::page::Page;
use crate::story::story;
use crate::two::Who::{First, Second};
use crate::two::{Two, bring_in};

const NAMES: [&str; 2] = ["Noor", "Sam"];

fn asks_for(page: &Page, name: &str) {
    page.wait_for_heading(&format!("{name}, this page is yours now."));
    assert!(page.names("field").is_empty(), "nothing of theirs is on the page");
}

#[test]
fn a_sealed_answer_is_not_one_step_back() {
    story(|page| {
        let two = Two::begins_joining(page, NAMES);
        two.jump("19a");
        two.at("cb-clear-yet", First).picks(&["Foggy"]);
        two.curtain(Second);
        page.back();
        asks_for(page, "Noor");
        page.reload();
        asks_for(page, "Noor");
    });
}

#[test]
fn what_one_keeps_is_not_one_step_back() {
    story(|page| {
        let two = Two::begins_joining(page, NAMES);
        two.jump("12a");
        two.at("cb-hope-today", First).drafts("Only for me.");
        page.wait_for_text("Kept on this device");
        two.press("Keep this to myself");
        two.at("cb-hope-today", Second);
        page.back();
        asks_for(page, "Noor");
        assert!(!page.text().contains("Only for me."));
        page.forward();
        two.at("cb-hope-today", Second);
    });
}

/// Whoever holds the device holds it for these two: the page of another two asks again, by a link or by its address.
#[test]
fn what_is_private_of_another_two_asks_again() {
    story(|page| {
        let two = Two::begins_joining(page, NAMES);
        two.goes_on();
        two.at("cb-know-why", First).drafts("Mine alone.");
        page.wait_for_text("Kept on this device");
        let mine = page.route();
        bring_in(page, include_bytes!("../../fixtures/files/version-2.json"));
        page.open("");
        page.click_link("Ken and Ruth");
        two.press("Read it all, from the beginning");
        let theirs = page.route();
        page.open(&mine);
        two.take(First);
        assert_eq!(page.value_of("Noor’s words"), "Mine alone.");
        page.open(&format!("{theirs}/a"));
        asks_for(page, "Ken");
        page.reload();
        asks_for(page, "Ken");
    });
}

#[test]
fn leaving_closes_what_is_private() {
    story(|page| {
        let two = Two::begins_joining(page, NAMES);
        two.goes_on();
        two.at("cb-know-why", First).drafts("Mine alone.");
        page.wait_for_text("Kept on this device");
        let private = page.route();
        page.open("#/");
        page.open(&private);
        asks_for(page, "Noor");
        assert!(!page.text().contains("Mine alone."));
    });
}
