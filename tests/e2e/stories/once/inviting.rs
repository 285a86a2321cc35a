//! A talk with a device for each: asked for by link, sealed on both sides, opened once both are in (C38, `trust.md` 4).

use serde_json::Value;

use crate::links::{inside, link_on, takes};
use crate::page::Page;
use crate::story::{PHONE, story};
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, ask};

const NAMES: [&str; 2] = ["Maya", "Tom"];
const APART: &str = "Each on your own device in one room or far apart; what you hand over crosses by link, code or file";
const INVITED: &str = "Tom, would you like to talk? Maya asks for “Join forces”.";
const PRIVATE: &str = "Nobody but me reads this.";

/// Maya asks for the talk; gives the link.
#[track_caller]
fn invites(page: &Page) -> (Two<'_>, String) {
    let maya = Two::begin(page, NAMES);
    maya.alone();
    maya.choose(APART);
    maya.press("Begin");
    page.wait_for_focus("h1 \"Ask Tom for “Join forces”\"");
    page.sound();
    page.screenshot("invite");
    let link = link_on(page);
    (maya, link)
}

#[track_caller]
fn arrives(device: &Page, link: &str, heading: &str) {
    device.open(link);
    device.wait_for_heading(heading);
}

#[test]
fn yes_not_today_and_no_weigh_the_same() {
    story(|page| {
        let (maya, link) = invites(page);
        let phone = page.device(page.engine(), PHONE);
        phone.open("");
        phone.wait_for_heading("Two people, one honest conversation at a time.");
        let fresh = phone.everything_kept();
        for (way, said, told) in [
            ("Not today", "Not this time. That’s fine.", "Tom says: not today."),
            ("No No reason", "No. That’s fine.", "Tom says: no."),
        ] {
            arrives(&phone, &link, INVITED);
            phone.sound();
            phone.screenshot("invited");
            takes(&phone, way);
            phone.wait_for_focus(&format!("h1 \"{said}\""));
            phone.wait_for_text("Nothing of this is kept on this device.");
            phone.sound();
            phone.screenshot("not");
            assert_eq!(phone.everything_kept(), fresh);
            phone.click_button("Let Maya know");
            let reply = link_on(&phone);
            assert_eq!(phone.everything_kept(), fresh, "nor of the link back");
            arrives(page, &reply, told);
            page.sound();
            phone.open("#/");
        }
        page.screenshot("not-today");
        maya.press("Go on");
        page.wait_for_focus("h1 \"Maya and Tom\"");
    });
}

#[test]
fn a_question_sealed_on_both_sides_opens_for_both() {
    story(|page| {
        let (maya, invitation) = invites(page);
        maya.press("On to your own part");
        maya.at("cb-welcome", First).goes_on();
        maya.at("cb-know-why", First).writes(PRIVATE);
        let phone = page.device(page.engine(), PHONE);
        arrives(&phone, &invitation, INVITED);
        takes(&phone, "Yes");
        let tom = Two::known(&phone, NAMES);
        tom.alone();
        phone.wait_for_focus("h1 \"Send your yes to Maya\"");
        phone.sound();
        phone.screenshot("yes");
        let yes = link_on(&phone);
        tom.press("On to your own part");
        tom.at("cb-arrive", Both);
        assert!(
            phone.route().starts_with("#/t/"),
            "it is kept, and the link is out of the address"
        );

        arrives(page, &yes, "Tom says yes to “Join forces”.");
        maya.press("Go on");
        maya.jump("19a");
        maya.at("cb-clear-yet", First).picks(&["Foggy"]);
        sealed(page, "Maya’s answer is sealed. Tom’s hasn’t come yet.", "Send and receive");
        maya.press("Send and receive");
        page.wait_for_focus("h1 \"Send your part to Tom\"");
        for told in [
            "What you sealed, until Tom’s answer is sealed, too",
            "Whoever has the link or the file can read what is in it. A passphrase locks it.",
        ] {
            page.wait_for_text(told);
        }
        page.screenshot("send-sealed");
        page.sound();
        let seal = link_on(page);
        for kept in [PRIVATE, "foggy"] {
            assert!(!inside(&seal).contains(kept), "{kept:?} is not in the link");
        }

        arrives(&phone, &seal, "Maya sent their part of “Join forces”.");
        tom.press("Go on");
        tom.jump("19b");
        tom.at("cb-clear-yet", Second).picks(&["Clear"]);
        sealed(&phone, "Tom’s answer is sealed. Maya’s hasn’t come yet.", "Send and receive");
        phone.screenshot("sealed");
        tom.press("Send and receive");
        let answer = link_on(&phone);

        arrives(page, &answer, "Tom sent their part of “Join forces”.");
        maya.press("Go on");
        maya.opens("cb-clear-yet", None);
        maya.jump("19r");
        unchanged(page);
        page.screenshot("opened");
        let run = page.route().split('/').nth(2).expect("a run").to_owned();
        page.open(&format!("#/t/{run}/send"));
        let opened = link_on(page);

        arrives(&phone, &opened, "Maya sent their part of “Join forces”.");
        tom.press("Go on");
        phone.wait_for_heading(&ask("cb-clear-yet"));
        unchanged(&phone);
        phone.screenshot("opened");
        let all = Value::from(phone.storage().into_values().collect::<Vec<_>>());
        assert!(!all.to_string().contains(PRIVATE), "what is private stays on its device");

        phone.open(&format!("#/t/{run}/16b"));
        tom.at("cb-bigger-picture", Second).drafts("Not sent yet.");
        tom.press("Pause").press("That’s enough for today");
        tom.arrive_alone("That’s all. You can put this away.");
        phone.wait_for_button("Send it to Maya");
        phone.screenshot("ended");
        phone.sound();
        phone.click_button("Finish and forget on this device");
        phone.wait_for_text("Not everything you wrote for Maya was sent.");
        phone.sound();
        phone.click_button("Keep it");
    });
}

/// One answer is sealed; the other is not here, and the page says so.
#[track_caller]
fn sealed(page: &Page, words: &str, way: &str) {
    page.wait_for_button(way);
    page.wait_for_text(words);
    assert!(!page.has("button", "Open both"));
    assert_eq!(page.text().matches("Sealed").count(), 1, "{}", page.text());
    page.sound();
}

/// The seals say that neither answer was changed.
#[track_caller]
fn unchanged(page: &Page) {
    page.wait_for_text(
        "Both answers were sealed before either could be read, and neither was changed.",
    );
    for answer in ["Foggy", "Clear"] {
        page.wait_for_text(answer);
    }
    page.sound();
}
