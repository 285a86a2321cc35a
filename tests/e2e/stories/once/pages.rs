//! Every page and every state of it is sound: it fits, axe finds nothing, and the focus is where the page begins.

use crate::page::Page;
use crate::story::{SMALL_PHONE, Story};
use crate::two::{Two, look_into};
use crate::way::{through_coalition, through_wrapup};

/// A copy with six pairs, in every state a record can be in.
const FULL: &[u8] = include_bytes!("../../../fixtures/files/version-1.json");

#[test]
fn the_whole_way_on_the_smallest_phone() {
    Story::new().small_phone().run(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.judged();
        two.cover("coalition", &[]);
        through_coalition(&two);
        through_wrapup(&two);
    });
}

#[test]
fn the_whole_way_in_the_dark() {
    Story::new().dark().run(|page| {
        // Names that ask for room.
        let two = Two::begin(page, ["Maximiliane-Charlotte", "Nguyễn Thị Hương"]);
        two.judged();
        two.cover("coalition", &[]);
        through_coalition(&two);
        through_wrapup(&two);
    });
}

/// Opens a dialog, looks at it, and closes it again.
#[track_caller]
fn dialog(page: &Page, within: &str, button: &str, title: &str) {
    page.inside(within, |page| page.click_button(button));
    page.wait_for_focus(&format!("h2 {title:?}"));
    page.sound();
    page.press(crate::page::Key::Escape);
    page.wait_for_focus(&format!("button {button:?}"));
}

#[track_caller]
fn menu(page: &Page) {
    if page.has("button", "Menu") {
        page.click_button("Menu");
        page.sound();
    }
}

#[track_caller]
fn goes(page: &Page, link: &str, heading: &str) {
    if !page.has("link", link) {
        menu(page);
    }
    page.click_link(link);
    page.wait_for_focus(&format!("h1 {heading:?}"));
    page.sound();
}

#[track_caller]
fn every_page(page: &Page) {
    page.open("");
    page.sound();
    menu(page);
    page.open("#/data");
    page.wait_for_text("Nothing is kept here yet.");
    page.sound();
    page.choose_file("Choose a file", "copy.json", b"not a file of ours");
    page.wait_for_text("it isn’t JSON, or it ends too early");
    page.sound();
    page.choose_file("Check a file", "copy.json", FULL);
    page.wait_for_text("This copy can be read.");
    page.sound();
    look_into(page, FULL);
    page.wait_for_focus("h1 \"Look first. Nothing has been changed.\"");
    page.sound();
    page.click_button("Bring it in");
    page.wait_for_text("The copy is in.");
    page.wait_for_focus("h1 \"Everything you write stays in this browser.\"");
    page.sound();
    look_into(page, FULL);
    page.wait_for_text("The same");
    page.sound();
    page.click_button("Leave it");
    page.wait_for_focus("h1 \"Everything you write stays in this browser.\"");
    dialog(
        page,
        "li:has(h3):nth-child(2):has(svg use[href='#i-letter'])",
        "Choose which",
        "One partnership",
    );
    page.click_button("Erase everything");
    page.wait_for_focus("h2 \"Erase everything on this device?\"");
    page.sound();
    page.click_button("Keep it");
    page.wait_for_focus("button \"Erase everything\"");

    goes(page, "About", "What this is, and what it isn’t.");
    goes(page, "Common Ground", "Where would you like to pick up?");
    page.click_button("Begin with someone new");
    page.wait_for_focus("h1 \"Begin with someone new.\"");
    page.sound();
    page.back();
    page.open("#/start/1");
    page.wait_for_heading("Join forces, with whom?");
    page.sound();
    page.open("#/nowhere");
    page.wait_for_heading("What you’re looking for isn’t in this browser.");
    page.sound();

    page.open("");
    goes(page, "Ken and Ruth", "Ken and Ruth");
    page.click_button("Change");
    page.wait_for_focus("h2 \"Names, languages, time zones\"");
    page.sound();
    page.click_button("Done");
    page.click_button("Read it all, from the beginning");
    page.wait_for_focus("h1 \"Read it all back, without hurrying.\"");
    page.sound();
    page.click_link("Ruth’s own page");
    page.wait_for_focus("h1 \"Ruth, this page is yours now.\"");
    page.sound();
    page.click_button("I’m Ruth, open my page");
    page.wait_for_focus("h1 \"Read it all back, without hurrying.\"");
    page.sound();
    page.open("");
    for (pair, other) in [("أمينة", "Claire"), ("Marta", "Jonas"), ("Priya", "Tom")] {
        goes(page, &format!("{pair} and {other}"), &format!("{pair} and {other}"));
        page.back();
    }
}

#[test]
fn every_page_on_a_laptop() {
    Story::new().run(every_page);
}

#[test]
fn every_page_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(every_page);
}
