//! Two people in different time zones: a next time is said to each of them on their own clock.

use crate::page::Page;
use crate::story::{Story, story};
use crate::two::Two;
use crate::two::Who::{Both, First};

/// What Maya, in Berlin like the device, and Tom, in Taipei, read of ten o'clock on the first of June.
const MAYA: &str = "Maya Berlin Saturday, June 1, 2030 at 10:00 AM";
const TOM: &str = "Tom Taipei Saturday, June 1, 2030 at 4:00 PM";
const HERE: &str = "On the clock of this device: Berlin";

/// Says on the page of the two where Tom lives, and Maya.
fn say_where(page: &Page, zones: [&str; 2]) {
    page.click_button("Change");
    page.wait_for_focus("h2 \"Names, languages, time zones\"");
    for (side, zone) in ["first", "second"].into_iter().zip(zones) {
        page.inside(&format!("fieldset:has(#zone-{side})"), |page| page.pick("Time zone", zone));
    }
    page.sound();
    page.screenshot("names");
    page.click_button("Done");
    page.wait_for_focus("button \"Change\"");
}

/// Both clocks are said, Maya's first, and once each.
#[track_caller]
fn both_clocks(page: &Page, maya: &str, tom: &str) {
    let lines = "return [...document.querySelectorAll('.cg-clock')].map((e) => squash(e.querySelector('.cg-badge + *').innerText))";
    page.wait_for(&format!("{maya:?} and {tom:?}"), |page| {
        page.run(lines, None) == serde_json::json!([maya, tom])
    });
    page.sound();
}

fn to_the_two(page: &Page) {
    page.open("");
    page.wait_for_heading("Where would you like to pick up, Maya?");
    page.click_link("Maya and Tom");
    page.wait_for_focus("h1 \"Maya and Tom\"");
}

/// Sets a next time where a conversation was put away.
fn set_at_the_end(page: &Page, two: &Two) {
    two.cover("coalition", &[]);
    two.at("cb-welcome", First).press("Pause");
    page.wait_for_focus("h1 \"You’ve paused.\"");
    two.press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
    two.choose("A day and a time");
    assert!(page.text().contains(HERE), "whose clock the day is on");
    page.pick_moment("Day", "2030-06-01");
}

pub fn maya_and_tom(page: &Page) {
    let two = Two::begin(page, ["Maya", "Tom"]);
    to_the_two(page);
    say_where(page, ["Europe/Berlin", "Asia/Taipei"]);
    page.click_link("Common Ground");
    two.sits_down();
    set_at_the_end(page, &two);
    both_clocks(page, MAYA, TOM);
    page.screenshot("end");
    // It follows what is typed, over midnight too, and is what was set after loading it again.
    page.pick_moment("Time", "19:30");
    both_clocks(
        page,
        "Maya Berlin Saturday, June 1, 2030 at 7:30 PM",
        "Tom Taipei Sunday, June 2, 2030 at 1:30 AM",
    );
    page.pick_moment("Time", "10:00");
    both_clocks(page, MAYA, TOM);

    page.click_button("Read it back");
    page.wait_for_focus("h1 \"Read it all back, without hurrying.\"");
    both_clocks(page, MAYA, TOM);
    page.screenshot("read");
    to_the_two(page);
    both_clocks(page, MAYA, TOM);
    page.screenshot("two");
    let pair = page.route();
    page.open("");
    page.wait_for_heading("Where would you like to pick up, Maya?");
    both_clocks(page, MAYA, TOM);
    page.screenshot("home");

    // Wrapping up asks for the next one.
    page.open(&format!("{pair}/start/2"));
    two.cover("wrapup", &[]);
    two.at("wu-enough", Both);
    let talk = page.route();
    page.open(&format!("{}/11t", talk.rsplit_once('/').expect("a page of a conversation").0));
    two.at("wu-next", Both).choose("A day and a time");
    page.pick_moment("Day", "2030-06-01");
    both_clocks(page, MAYA, TOM);
    page.screenshot("next");

    // Each reads it in the language of their dates.
    to_the_two(page);
    page.click_button("Change");
    page.inside("fieldset:has(#zone-second)", |page| page.pick("Language of dates", "Deutsch"));
    page.click_button("Done");
    page.wait_for_text("Samstag");
    assert!(page.text().contains("Saturday"), "Maya’s stays as it was");

    // In one place again, one clock is enough.
    say_where(page, ["As this device", "Europe/Berlin"]);
    page.wait_for_text("Saturday, June 1, 2030 at 10:00 AM");
    assert_eq!(page.count(".cg-clock"), 0);
}

#[test]
fn maya_in_berlin_and_tom_in_taipei() {
    Story::new().phone().run(maya_and_tom);
}

/// What was set at the end of a conversation that asks for no next time is read back with it.
#[test]
fn a_next_time_set_at_the_end_is_read_back() {
    story(|page| {
        let two = Two::begin(page, ["Maya", "Tom"]);
        set_at_the_end(page, &two);
        assert_eq!(page.count(".cg-clock"), 0, "two people in one place read one clock");
        page.click_button("Read it back");
        page.wait_for_focus("h1 \"Read it all back, without hurrying.\"");
        page.wait_for_text("Saturday, June 1, 2030 at 10:00 AM");
        page.sound();
    });
}
