//! A safe hand: when this is not the tool, and where to turn.

use serde_json::json;

use crate::page::Page;
use crate::story::story;
use crate::two::Who::{self, First};
use crate::two::{ALONE, Two, ask, records};

const LINE: &str = "Aunt Rosa, the blue door, any hour 💙";

pub fn a_line_of_ones_own(page: &Page) {
    let two = Two::begin(page, ["Noor", "Sam"]);
    let cover = page.route().replace("/start/1", "/start/3");
    page.open("#/about");
    page.click_link("A safe hand");
    page.wait_for_focus("h1 \"You owe nobody a talk.\"");
    assert_eq!(page.title(), "Common Ground");
    page.sound();
    page.screenshot("top");
    page.type_into("Where you’d turn: a name, a number, a place", LINE);
    page.wait_for_text("Kept on this device, just now");
    page.sound();
    page.screenshot("own");
    page.open(&cover);
    two.on_cover("clearing");
    page.click_link("A safe hand");
    page.wait_for_focus("h1 \"You owe nobody a talk.\"");
    page.back();
    two.choose(ALONE);
    two.press("Begin");
    takes_the_place(page, &cover);
    two.on_cover("clearing");
    two.choose(ALONE);
    two.press("Begin");
    page.screenshot("question");
    two.choose("No, or I’m not sure");
    page.click_button("Continue");
    page.wait_for_text(LINE);
    page.sound();
    page.screenshot("calm");
}

/// The page takes the place of the question, under an address that tells nothing, and gives it back to the cover.
fn takes_the_place(page: &Page, cover: &str) {
    let length = || page.run("return history.length", None);
    let before = length();
    page.wait_for_focus(&format!("h1 \"{}\"", ask("ca-safe")));
    page.click_button("A safe hand");
    page.wait_for_focus("h1 \"You owe nobody a talk.\"");
    assert_eq!((page.route().as_str(), length()), ("#/about/2", before.clone()));
    page.sound();
    page.screenshot("from the question");
    page.click_button("Back");
    page.wait_for("the cover's address", |page| page.route() == cover);
    assert_eq!(length(), before);
}

/// In the middle of somebody's turn, to the page where one can turn; gives the address of the turn.
fn in_a_turn(two: &Two, who: Who) -> String {
    two.at("ca-what", who).jump_past_threshold("11a");
    two.at("ca-my-commitment", who).press("Noor begins");
    two.page.wait_for_text("Noor has the floor");
    let turn = two.page.route();
    two.press("A safe hand");
    two.page.wait_for_focus("h1 \"You owe nobody a talk.\"");
    turn
}

fn is_away(page: &Page) {
    page.wait_for("the page of notes", |page| page.address().ends_with("/notes.html"));
}

#[test]
fn leaving_from_a_safe_hand_leaves_the_talk() {
    story(|page| {
        let two = Two::begins_clearing(page, ["Noor", "Sam"], &[]);
        let turn = in_a_turn(&two, First);
        assert_eq!(records(page, "run")[0]["turns"][0].get("since"), None, "the time stands still");
        page.click_button("Back");
        page.wait_for_button("Go on");
        assert_eq!(page.route(), turn);
        two.press("A safe hand");
        page.wait_for_focus("h1 \"You owe nobody a talk.\"");
        page.click_button("Leave");
        is_away(page);
        page.back();
        page.wait_for_heading("Paused.");
        for telling in ["Noor", "Sam", "Clear the air"] {
            assert!(!page.text().contains(telling), "{telling:?} is on the page");
        }
        page.sound();

        // Or erases it, where that is chosen.
        two.press("Carry on");
        page.open(&turn);
        page.wait_for_button("Go on");
        two.press("A safe hand");
        two.choose("Leaving at once erases the open conversation, too");
        page.click_button("Leave");
        is_away(page);
        page.open("");
        page.wait_for_heading("Where would you like to pick up, Noor?");
        assert_eq!(json!(records(page, "run")), json!([]));
    });
}

#[test]
fn a_line_of_ones_own_is_there_when_it_is_needed() {
    story(a_line_of_ones_own);
}
