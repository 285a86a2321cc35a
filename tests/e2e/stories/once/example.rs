//! Looking around with invented people (B.9): every page works, nothing is written, and what one keeps is back after.

use serde_json::Value;

use crate::page::Page;
use crate::story::{SMALL_PHONE, Story};
use crate::two::Two;
use crate::two::Who::{Both, First};

const NOTICE: &str = "These people are invented. Nothing is kept.";
const LOOK: &str = "Look around with invented people";

/// All that this browser holds for us; the example touches none of it.
fn kept(page: &Page) -> Value {
    page.run("return { local: { ...localStorage }, tab: { ...sessionStorage } }", None)
}

fn enter(page: &Page) {
    page.click_link(LOOK);
    page.wait_for_focus("h1 \"Look around with invented people.\"");
    page.sound();
    page.screenshot("before");
    page.click_button(LOOK);
    page.wait_for_text("Marta and Jonas");
    page.wait_for_text(NOTICE);
    page.sound();
}

/// Through pages of every kind, writing on some of them.
fn looks_around(page: &Page) {
    page.screenshot("home");
    page.click_link("Marta and Jonas");
    page.wait_for_focus("h1 \"Marta and Jonas\"");
    page.wait_for_text("The chapter about the bakery.");
    page.wait_for_text(NOTICE);
    page.sound();
    page.screenshot("partnership");
    page.click_button("Read it all, from the beginning");
    page.wait_for_text("Crossed arms = cold, really just cold.");
    assert!(!page.text().contains("nobody has caught me"), "what one of them keeps is theirs");
    page.sound();
    page.click_link("Jonas’s own page");
    page.click_button("I’m Jonas, open my page");
    page.wait_for_text("nobody has caught me");
    page.wait_for_text(NOTICE);
    page.sound();

    page.go("#/data");
    page.wait_for_focus("h1 \"Nothing is kept in the example.\"");
    page.sound();
    assert!(!page.has("button", "Save a copy"));

    page.go("#/");
    page.click_link("Marta and Jonas");
    page.wait_for_focus("h1 \"Marta and Jonas\"");
    page.click_button("Sit down together");
    page.wait_for_focus("h1 \"What is alive today?\"");
    page.click_button("Free talk");
    page.wait_for_text("You can put this device away.");
    page.wait_for_text(NOTICE);
    page.click_button("We’re done");
    let two = Two::known(page, ["Marta", "Jonas"]);
    two.at("ft-done", Both).press("Wrap up");
    two.at("wu-enough", Both).goes_on();
    two.at("wu-ground", Both);
    page.screenshot("wrapping up");
}

fn nobody_is_here(page: &Page) {
    page.open("");
    let before = kept(page);
    enter(page);
    looks_around(page);
    assert_eq!(kept(page), before, "nothing was written");
    let there = page.route();
    page.click_button("Leave the example");
    page.wait_for_focus("h1 \"Two people, one honest conversation at a time.\"");
    assert!(!page.text().contains(NOTICE));
    assert_eq!(kept(page), before);
    page.back();
    page.wait_for("the way home, from an address of the example", |page| page.route() == "#/");
    page.open(&there);
    page.wait_for_heading("Two people, one honest conversation at a time.");
    assert_eq!(page.everything_kept()["journal"], serde_json::json!({}), "nor in the journal");
}

#[test]
fn nobody_is_here_and_somebody_looks_around() {
    Story::new().run(nobody_is_here);
}

#[test]
fn somebody_looks_around_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(nobody_is_here);
}

/// Whoever is here already finds everything as it was, also after a reload in the middle of it.
#[test]
fn what_is_ones_own_waits() {
    Story::new().run(|page| {
        let two = Two::begins_joining(page, ["Noor", "Sam"]);
        two.goes_on();
        two.at("cb-know-why", First).writes("Because they ask.");
        page.open("#/about");
        let before = kept(page);
        enter(page);
        assert!(!page.text().contains("Noor"), "nobody who is real");
        looks_around(page);
        page.reload();
        page.wait_for_heading("Where would you like to pick up, Noor?");
        assert!(!page.text().contains("Jonas") && !page.text().contains(NOTICE));
        assert_eq!(kept(page)["local"], before["local"], "byte for byte");

        page.open("#/about");
        enter(page);
        page.click_button("Leave the example");
        page.wait_for_focus("h1 \"Where would you like to pick up, Noor?\"");
        assert_eq!(kept(page)["local"], before["local"], "byte for byte");
        two.press("Carry on");
    });
}
