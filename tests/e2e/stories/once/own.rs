//! A conversation of one's own: copied, changed, used with somebody, changed again; for two; shared; and what is the matter with one.

use common_ground::domain::own::Definition;
use common_ground::share::{definition, envelope, file};

use crate::links::{link_on, takes};
use crate::page::Page;
use crate::story::{PHONE, SMALL_PHONE, Story, story};
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, Who, records};

/// The ways on at the end of the page on which a conversation is changed; two of them stand near its top, too.
const FOOT: &str = ".cg-buttons--wide";

const NAMES: [&str; 2] = ["Ada", "Ben"];
const WORTH: &str = "What shall the two of us leave this room with?";
const WHO_ELSE: &str = "Who else should know about this?";

/// Opens a step of the list.
fn open(page: &Page, step: &str) {
    let words = format!("#step-{step}");
    page.click_at(&format!("{words} > summary"));
    page.inside(&words, |page| page.wait_for_field("The question"));
}

/// Says the question of a step in other words.
fn reword(page: &Page, step: &str, words: &str) {
    page.inside(&format!("#step-{step}"), |page| {
        page.clear_field("The question");
        page.type_into("The question", words);
    });
}

/// Adds a question of a kind behind a step; gives where it is now.
fn add(page: &Page, behind: &str, kind: &str) {
    page.click_at(&format!("#step-{behind} details > summary"));
    page.inside(&format!("#step-{behind}"), |page| page.click_button(kind));
}

/// The steps as the page has them, from the top.
fn steps(page: &Page) -> Vec<String> {
    let found = page.run(
        "return [...document.querySelectorAll('[id^=step-]')].map((e) => e.id.slice(5))",
        None,
    );
    let names = found.as_array().map(Vec::as_slice).unwrap_or_default();
    names.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect()
}

fn place(page: &Page, step: &str) -> Option<usize> {
    steps(page).iter().position(|s| s == step)
}

/// From the cover of joining forces to a copy of it.
fn copy<'p>(page: &'p Page, way: &str) -> Two<'p> {
    let two = Two::begin(page, NAMES);
    page.sound();
    page.screenshot("own-cover");
    page.click_button(way);
    page.wait_for_focus("h1 \"Make it your own\"");
    page.sound();
    two
}

/// Writes at the page of a question of one's own.
fn answer(two: &Two, (spot, who): (&str, Who), heading: &str, words: &str) {
    two.jump(spot);
    two.arrive(heading, who).writes(words);
}

#[test]
fn a_copy_is_used_and_its_answers_keep_their_questions() {
    story(|page| {
        let two = copy(page, "Copy it and make it your own");
        page.screenshot("own-editor");
        page.clear_field("What it is called");
        page.type_into("What it is called", "Our season");
        open(page, "cb-hope-today");
        page.screenshot("own-step");
        page.sound();
        reword(page, "cb-hope-today", WORTH);
        add(page, "cb-hope-today", "Each writes");
        page.wait_for_text("A question you added has no words yet.");
        page.sound();
        page.screenshot("own-look-first");
        reword(page, "own-1", WHO_ELSE);
        page.wait_for_text("Ready to be begun.");
        let before = place(page, "cb-what-matters").expect("there");
        open(page, "cb-what-matters");
        page.inside("#step-cb-what-matters", |page| page.click_button("Up"));
        page.wait_for("the move", |page| place(page, "cb-what-matters") == Some(before - 1));
        page.reload();
        page.wait_for_heading("Make it your own");
        assert_eq!(place(page, "cb-what-matters"), Some(before - 1));
        page.wait_for_text(WHO_ELSE);
        // Its answers can be said in other words, too.
        open(page, "cb-clear-yet");
        page.click_at("#step-cb-clear-yet .cg-stack > details > summary");
        page.inside("#step-cb-clear-yet", |page| {
            page.clear_field("Answer 1");
            page.type_into("Answer 1", "Crystal");
        });
        page.wait_for_text("Kept on this device");
        page.wait_for_text("Ready to be begun.");
        page.sound();
        page.screenshot("own-answers");
        page.inside(FOOT, |page| page.click_button("As it will be asked"));
        page.wait_for_focus("h1 \"Our season\"");
        page.wait_for_text(WORTH);
        page.wait_for_text("Crystal");
        page.sound();
        page.screenshot("own-asked");
        page.back();
        page.wait_for_heading("Make it your own");
        page.inside(FOOT, |page| page.click_button("Begin"));
        page.wait_for_heading("Our season, with whom?");
        page.click_at("a.cg-chooser");
        page.wait_for_button("Begin");
        page.sound();
        page.screenshot("own-its-cover");
        two.press("Begin");
        two.at("cb-welcome", First);
        answer(&two, ("12a", First), WORTH, "A date for the next one.");
        answer(&two, ("13a", First), WHO_ELSE, "Mina.");
        let run = page.route().split('/').nth(2).expect("a run").to_owned();
        let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();

        // Changed after it was used.
        let own = records(page, "own-dialogue")[0]["id"].as_str().expect("an id").to_owned();
        page.open(&format!("#/o/{own}"));
        open(page, "cb-hope-today");
        reword(page, "cb-hope-today", "What else?");
        page.wait_for_text("Kept on this device, just now");
        page.open(&format!("#/t/{run}/12a"));
        two.arrive(WORTH, First);
        page.open(&format!("#/p/{pair}/read"));
        page.wait_for_text("A date for the next one.");
        page.wait_for_text("Mina.");
        page.wait_for_text(WHO_ELSE);
        page.sound();
        page.screenshot("own-read");
        // Also when it is erased.
        page.open(&format!("#/o/{own}"));
        page.click_button("Erase this conversation");
        page.wait_for_button("Erase it");
        page.sound();
        page.click_button("Erase it");
        page.wait_for_focus("h1 \"Conversations of your own\"");
        assert!(records(page, "own-dialogue").is_empty());
        page.open(&format!("#/t/{run}/12a"));
        two.arrive(WORTH, First);
    });
}

#[test]
fn two_hide_and_rename_steps_for_themselves() {
    Story::new().phone().run(|page| {
        let two = copy(page, "Change it for the two of you");
        page.screenshot("own-for-two");
        open(page, "cb-hope-today");
        page.inside("#step-cb-hope-today", |page| page.click_button("Leave it out"));
        page.wait_for_focus("button \"Worth it for you · left out\"");
        page.sound();
        page.screenshot("own-left-out");
        open(page, "cb-bigger-picture");
        page.inside("#step-cb-bigger-picture", |page| {
            page.clear_field("A few words for it, in lists");
            page.type_into("A few words for it, in lists", "Ten years from now");
        });
        // What another question goes on from cannot be left out alone.
        open(page, "cb-first-step");
        page.inside("#step-cb-first-step", |page| page.click_button("Leave it out"));
        page.wait_for_text("“A normal, messy week” goes on from “First step”");
        page.wait_for_text("“Your part in it” goes on from “First step”");
        // Meanwhile nothing else is begun in its place.
        let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();
        page.open(&format!("#/p/{pair}/start/1"));
        page.wait_for_heading("This can’t be begun yet");
        page.sound();
        page.screenshot("own-not-yet");
        page.click_button("Change it");
        page.wait_for_heading("Make it your own");
        open(page, "cb-first-step");
        page.inside("#step-cb-first-step", |page| page.click_button("Ask it again"));
        page.wait_for_text("Ready to be begun.");
        page.inside(FOOT, |page| page.click_button("Begin"));
        two.on_cover("coalition");
        page.wait_for_text("As the two of you changed it.");
        page.sound();
        page.screenshot("own-cover-of-two");
        two.press("Begin");
        two.at("cb-welcome", First);
        two.jump("12a");
        two.at("cb-my-aim", First);
        // Another pair has the original.
        page.open("#/new");
        page.type_into("Your first name", "Ada");
        page.type_into("Their first name", "Noor");
        page.click_button("Begin with Noor");
        two.on_cover("coalition");
        assert!(!page.text().contains("As the two of you changed it."));
    });
}

#[test]
fn it_is_shared_by_link_looked_at_kept_and_used() {
    story(|page| {
        copy(page, "Copy it and make it your own");
        page.clear_field("What it is called");
        page.type_into("What it is called", "Our season");
        open(page, "cb-hope-today");
        reword(page, "cb-hope-today", WORTH);
        page.wait_for_text("Kept on this device, just now");
        page.click_button("Share it");
        page.wait_for_focus("h1 \"Share “Our season”\"");
        page.sound();
        page.screenshot("own-send");
        let link = link_on(page);

        let phone = page.device(page.engine(), PHONE);
        phone.open(&link);
        phone.wait_for_heading("Somebody shared “Our season” with you");
        phone.wait_for_text(WORTH);
        phone.sound();
        phone.screenshot("own-sent");
        assert!(records(&phone, "own-dialogue").is_empty(), "nothing is kept yet");
        phone.click_button("Keep it");
        phone.wait_for_focus("h1 \"Make it your own\"");
        assert!(phone.route().starts_with("#/o/"), "the link is out of the address");
        assert_eq!(records(&phone, "own-dialogue").len(), 1);
        phone.reload();
        phone.wait_for_text("Worth it for you");
        phone.open("#/new");
        let tom = Two::known(&phone, ["Cem", "Dana"]);
        tom.introduce();
        phone.open("#/o");
        phone.wait_for_heading("Conversations of your own");
        phone.sound();
        phone.screenshot("own-list");
        phone.click_at("ul.cg-start a");
        phone.wait_for_text("Ready to be begun.");
        phone.inside(FOOT, |phone| phone.click_button("Begin"));
        phone.wait_for_heading("Our season, with whom?");
        phone.click_at("a.cg-chooser");
        phone.wait_for_button("Begin");
        tom.press("Begin");
        tom.at("cb-welcome", First);
        tom.jump("12b");
        tom.arrive(WORTH, Second);
    });
}

#[test]
fn a_faulty_one_says_all_that_is_the_matter() {
    Story::new().sized(SMALL_PHONE).run(|page| {
        let step = |id: &str, ask: &str, kind: &str| {
            format!(r#"{{"id":"{id}","ask":"{ask}","kind":"{kind}"}}"#)
        };
        let steps = [
            step("own-1", "Tea?", "choose"),
            step("own-1", "<img src=x onerror=alert(1)>", "each"),
            step("ca-keep", "What stays?", "each"),
            step("own-2", " ", "each"),
        ];
        let text =
            format!(r#"{{"o":{{"stages":[{{"id":"own-1","steps":[{}]}}]}}}}"#, steps.join(","));
        let fragment = envelope::seal(&text, None).expect("a link");
        page.open("#/o");
        page.wait_for_heading("Conversations of your own");
        page.sound();
        page.choose_file("Open it from a file", file::NAME, file::write(&fragment).as_bytes());
        page.wait_for_focus("h1 \"This conversation can’t be used as it is\"");
        for said in [
            "It has no name yet.",
            "“Tea?” has no answers to choose from",
            "“Tea?” is in it twice.",
            "“What stays?” isn’t known here.",
            "A question you added has no words yet.",
        ] {
            page.wait_for_text(said);
        }
        page.sound();
        page.screenshot("own-faulty");
        assert!(!page.has("button", "Keep it"));
        // One that refers to itself.
        let anew = Definition::anew();
        let itself = Definition { from: Some(anew.id()), ..anew };
        let link = envelope::seal(&definition::write(&itself), None).expect("a link");
        page.open(&format!("#{link}"));
        page.wait_for_text("It is a copy of a conversation that isn’t known here");
    });
}

#[test]
fn an_invitation_brings_its_questions_along() {
    story(|page| {
        let ada = copy(page, "Copy it and make it your own");
        page.clear_field("What it is called");
        page.type_into("What it is called", "Unsere Quartalsausrichtungsbesprechung");
        open(page, "cb-hope-today");
        reword(page, "cb-hope-today", WORTH);
        page.wait_for_text("Kept on this device, just now");
        page.inside(FOOT, |page| page.click_button("Begin"));
        page.wait_for_heading("Unsere Quartalsausrichtungsbesprechung, with whom?");
        page.click_at("a.cg-chooser");
        page.wait_for_button("Begin");
        ada.alone();
        ada.choose("Each on your own device in one room or far apart; what you hand over crosses by link, code or file");
        ada.press("Begin");
        page.wait_for_heading("Ask Ben for “Unsere Quartalsausrichtungsbesprechung”");
        let invitation = link_on(page);

        let phone = page.device(page.engine(), SMALL_PHONE);
        phone.open(&invitation);
        phone.wait_for_heading(
            "Ben, would you like to talk? Ada asks for “Unsere Quartalsausrichtungsbesprechung”.",
        );
        phone.sound();
        phone.screenshot("own-invited");
        takes(&phone, "Yes");
        let ben = Two::known(&phone, NAMES);
        ben.alone();
        phone.wait_for_heading("Send your yes to Ada");
        ben.press("On to your own part");
        ben.at("cb-arrive", Both);
        answer(&ben, ("12b", Second), WORTH, "A date.");
        phone.reload();
        ben.jump("12b");
        ben.arrive(WORTH, Second);
    });
}
