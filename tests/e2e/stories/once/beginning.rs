//! Sitting down: where the two left off, what is open, and a free talk that is wrapped up (B.9, C26, C27, C33).

use crate::page::Page;
use crate::story::{SMALL_PHONE, Story};
use crate::two::Two;
use crate::two::Who::{Both, First};
use crate::way::through_wrapup;

const LINE: &str = "Start at the gate.";

/// To where the two sit down, from their page.
fn sit_down(two: &Two, pair: &str) {
    two.page.open(pair);
    two.page.wait_for_heading("Noor and Sam");
    two.press("Sit down together");
    two.page.wait_for_focus("h1 \"What is alive today?\"");
    two.judge();
}

fn talk_freely(two: &Two) {
    let page = two.page;
    two.press("Free talk");
    page.wait_for_focus("h1 \"Noor and Sam\"");
    page.wait_for_text("You can put this device away.");
    page.sound();
    page.screenshot("talking");
    assert!(page.names("field").is_empty(), "no keyboard");
    two.press("Pause");
    page.wait_for_focus("h1 \"You’ve paused.\"");
    page.sound();
    two.press("Carry on");
    page.wait_for_focus("h1 \"Noor and Sam\"");
    page.reload();
    page.wait_for_button("We’re done");
    two.press("We’re done");
    two.at("ft-done", Both);
    page.screenshot("done");
}

fn noor_and_sam(two: &Two) {
    let page = two.page;
    let pair = page.route().trim_end_matches("/start/1").to_owned();
    sit_down(two, &pair);
    page.wait_for_text("You haven’t met here yet.");
    talk_freely(two);
    two.press("Wrap up");
    through_wrapup(two);

    page.let_time_pass(24 * 60);
    page.reload();
    sit_down(two, &pair);
    page.wait_for_text("One day has passed.");
    page.wait_for_text(LINE);
    page.screenshot("begin");
    picks_and_drops(page);

    two.press("Choose a conversation");
    page.wait_for_text("Which conversation?");
    page.sound();
    page.screenshot("which");
    two.press("Back");
    goes_on_from_any_cover(page, &pair);
    sit_down(two, &pair);
    talk_freely(two);
    two.press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
    page.wait_for_text("Only that you talked, and when.");
    page.open(&pair);
    page.wait_for_text("Free talk\u{a0}· Wrap up");
    page.sound();
    page.screenshot("partnership");
}

/// Wherever they begin, the cover says where they left off, and what is open.
fn goes_on_from_any_cover(page: &Page, pair: &str) {
    page.open(&format!("{pair}/start/1"));
    page.wait_for_text("One day has passed.");
    page.wait_for_text(LINE);
    page.wait_for_text("Still open");
    page.sound();
    page.screenshot("cover");
}

/// What was open: each is one tap, and one tap back; the focus stays in its row.
fn picks_and_drops(page: &Page) {
    for (tap, said) in [
        ("Let it rest", "It rests until another time."),
        ("Drop it", "Dropped."),
        ("Pick it up", "For today."),
    ] {
        let row = "section[aria-labelledby=open] li:first-child";
        page.inside(row, |page| page.click_button(tap));
        page.wait_for_text(said);
        page.wait_for_focus("button \"Put it back\"");
        page.sound();
        page.inside(row, |page| page.click_button("Put it back"));
        page.wait_for_focus("button \"Pick it up\"");
    }
}

#[test]
fn two_sit_down_and_talk_freely() {
    Story::new().run(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.judged();
        noor_and_sam(&two);
    });
}

#[test]
fn two_sit_down_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.judged();
        noor_and_sam(&two);
    });
}

/// A conversation that waits is where the main button leads.
#[test]
fn what_waits_comes_first() {
    Story::new().run(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        let pair = page.route().trim_end_matches("/start/1").to_owned();
        two.cover("coalition", &[]);
        two.at("cb-welcome", First);
        sit_down(&two, &pair);
        two.press("Carry on: Join forces");
        two.at("cb-welcome", First);
    });
}
