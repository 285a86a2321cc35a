//! Whether to begin at all is asked of each alone, and a no leaves no trace (F10b).

use serde_json::{Value, json};

use crate::page::{Key, Page};
use crate::story::story;
use crate::two::Who::{First, Second};
use crate::two::{ALONE, Two, ask};

const YES: &str = "Yes";
const SLOWLY: &str = "Mostly, I’d like to go slowly";
const NO: &str = "No, or I’m not sure";
const CALM: &str = "Then this is not the tool for it.";
const ARRIVES: &str = "When it is quiet, 静かに.";

/// Nothing is there that was not there before. What arrived on disk leaves the journal by itself.
#[track_caller]
fn leaves_no_trace(page: &Page, before: &Value) {
    let now = page.everything_kept();
    for part in ["local", "tab", "caches"] {
        assert_eq!(now[part], before[part], "{part}, to the letter");
    }
    let journal = now["journal"].as_object().expect("a journal");
    for (key, value) in journal {
        assert_eq!(before["journal"].get(key), Some(value), "{key} is new in the journal");
    }
    assert_eq!(page.title(), "Common Ground");
    assert!(page.run("return history.state", None).is_number(), "which entry it is, and no more");
}

fn entries(page: &Page) -> Value {
    page.run("return history.length", None)
}

/// Two who are known here, on their own page; gives its address.
fn known<'p>(page: &'p Page, names: [&'static str; 2]) -> (Two<'p>, String) {
    let two = Two::begin(page, names);
    let route = page.route();
    let pair = route.trim_end_matches("/start/1").to_owned();
    page.open(&pair);
    (two, pair)
}

/// From their own page to the cover of clearing.
fn to_the_cover(page: &Page, two: &Two) {
    page.wait_for_heading(&format!("{} and {}", two.names[0], two.names[1]));
    page.click_at("a[href$='/start/3']");
    two.on_cover("clearing");
}

/// The question is there, nothing chosen, as `name` has it before them.
#[track_caller]
fn asked(page: &Page, name: &str) {
    page.wait_for_focus(&format!("h1 \"{}\"", ask("ca-safe")));
    assert!(page.text().contains(&format!("Only {name} sees this.")));
    assert!(page.has("button", "Leave"), "the way out is there");
    assert_eq!(page.count("input:checked"), 0, "nothing is chosen for anybody");
    page.sound();
}

fn answers(page: &Page, two: &Two, answer: &str) {
    two.choose(answer);
    page.click_button("Continue");
}

/// The calm page, and nothing of the dialogue on it.
#[track_caller]
fn is_calm(page: &Page) {
    page.wait_for_focus(&format!("h1 \"{CALM}\""));
    let text = page.text();
    assert!(text.contains(
        "You owe nobody this talk. A person you trust, or a local help line, can think with you."
    ));
    for telling in ["Clear the air", "Noor", "Sam"] {
        assert!(!text.contains(telling), "{telling:?} is on the page");
    }
    page.sound();
}

pub fn is_neutral(page: &Page) {
    page.wait_for("the page of notes", |page| page.address().ends_with("/notes.html"));
    page.wait_for("its title", |page| page.title() == "Notes");
    for telling in ["Common Ground", "Clear", "Noor", "Sam"] {
        assert!(!page.text().contains(telling), "{telling:?} is on the page");
    }
}

pub fn shift_three_times(page: &Page) {
    for _ in 0..3 {
        page.press(Key::Shift);
    }
}

/// F10b, with all that it expects.
pub fn noor_alone(page: &Page) {
    let (two, pair) = known(page, ["Noor", "Sam"]);
    to_the_cover(page, &two);
    let (before, cover, length) = (page.everything_kept(), page.route(), entries(page));
    page.screenshot("cover");
    page.sound();
    let unchanged = || {
        leaves_no_trace(page, &before);
        assert_eq!((page.route(), entries(page)), (cover.clone(), length.clone()));
    };
    two.choose(ALONE);
    two.press("Begin");
    asked(page, "Noor");
    page.screenshot("question");
    unchanged();
    page.click_button("Continue");
    page.wait_for_text("Choose one of the three to go on. It is kept nowhere.");
    page.click_button("Back");
    two.on_cover("clearing");
    assert!(page.is_chosen(ALONE), "what was chosen on the cover still is");
    two.press("Begin");
    asked(page, "Noor");
    answers(page, &two, NO);
    is_calm(page);
    page.screenshot("calm");
    unchanged();

    two.press("To the beginning");
    page.wait_for_focus("h1 \"Where would you like to pick up, Noor?\"");
    leaves_no_trace(page, &before);
    assert_eq!(entries(page), length, "home stands where the cover stood");
    for resumes in ["Carry on", "paused", "You were at"] {
        assert!(!page.text().contains(resumes), "{resumes:?} on home");
    }
    page.back();
    page.wait_for_heading("Noor and Sam");
    assert_eq!(page.route(), pair);
    page.forward();
    page.wait_for_heading("Where would you like to pick up, Noor?");

    // From the calm page, one press.
    page.open(&pair);
    to_the_cover(page, &two);
    two.choose(ALONE);
    two.press("Begin");
    asked(page, "Noor");
    answers(page, &two, NO);
    is_calm(page);
    two.page.click_button("Leave");
    is_neutral(page);
    page.back();
    page.wait_for_heading("Noor and Sam");
    leaves_no_trace(page, &before);

    // Another day, nothing reminds of it.
    page.close_and_reopen();
    page.open("");
    page.wait_for_heading("Where would you like to pick up, Noor?");
    assert!(!page.text().contains("Carry on"));
    assert_eq!(page.everything_kept()["local"], before["local"]);
    page.sound();
}

#[test]
fn f10b_a_no_leaves_no_trace() {
    story(noor_alone);
}

/// Through the cover and the first threshold, side by side.
fn first_begins(page: &Page, two: &Two, answer: &str) {
    to_the_cover(page, two);
    two.press("Begin");
    page.screenshot("curtain");
    let before = page.everything_kept();
    two.take(First);
    asked(page, two.names[0]);
    leaves_no_trace(page, &before);
    answers(page, two, answer);
    two.at("ca-what", First);
}

/// All that the first one does alone, passed by; the device goes to the other.
fn first_passes(two: &Two) {
    for step in ["ca-what", "ca-gain", "ca-feel", "ca-mine", "ca-true", "ca-set-down", "ca-human"] {
        two.at(step, First).skips();
    }
    two.page.wait_for_focus(&format!("h1 \"{}\"", ask("ca-how")));
    two.skips();
    two.take(Second);
}

#[track_caller]
fn says_not_today(page: &Page) {
    page.wait_for_heading("Not today.");
    let main = page.run("return document.querySelector('main').innerText.trim()", None);
    assert_eq!(main, json!("Not today."), "and nothing else");
    page.sound();
}

#[test]
fn the_others_no_says_only_not_today() {
    story(|page| {
        let (two, pair) = known(page, ["Noor", "Sam"]);
        first_begins(page, &two, SLOWLY);
        page.type_into("Noor’s words", ARRIVES);
        first_passes(&two);
        asked(page, "Sam");
        page.screenshot("other");
        let run = page.route();
        answers(page, &two, NO);
        is_calm(page);
        // Whoever goes back and forth after that is told no more than anybody.
        page.back();
        says_not_today(page);
        page.forward();
        says_not_today(page);
        assert_eq!(page.route(), run);
        page.open("");
        page.wait_for_heading("Where would you like to pick up, Noor?");
        assert!(!page.text().contains("Carry on"));
        for (key, text) in page.storage() {
            assert!(!text.contains("not-sure") && !text.contains("slowly"), "{key}: {text}");
            assert!(!text.contains("ca-safe") || key.contains("/run/"), "{key}: {text}");
        }
        page.open(&run);
        says_not_today(page);
        page.screenshot("not-today");

        // What both see of it is that it was there, and when; what Noor wrote alone is hers.
        page.open(&pair);
        assert!(!page.text().contains("Carry on"));
        page.click_button("Read it all, from the beginning");
        page.wait_for_text("Clear the air");
        assert!(!page.has("button", "Pick it up again"));
        assert!(!page.text().contains(ARRIVES) && !page.text().contains("How you’d like to talk"));
        page.click_link("Noor’s own page");
        two.take(First);
        page.wait_for_text(ARRIVES);
        assert!(!page.has("button", "Pick it up again"));

        // Stopped before the other was asked, it looks the same.
        page.open(&pair);
        first_begins(page, &two, YES);
        two.press("That’s enough for today");
        says_not_today(page);
    });
}

#[test]
fn the_others_yes_goes_on_and_keeps_its_place() {
    story(|page| {
        let (two, _) = known(page, ["Noor", "Sam"]);
        first_begins(page, &two, YES);
        // Steps can be taken in any order; this one alone is always asked first.
        two.press("Jump to…");
        two.press("Sit so you see each other");
        two.take(Second);
        asked(page, "Sam");
        answers(page, &two, YES);
        two.at("ca-what", Second);
        for (key, text) in page.storage() {
            assert!(!text.contains("\"yes\""), "{key}: {text}");
        }
    });
}

/// The device sleeps for three minutes and stops no timer meanwhile; then somebody does `sign`. Gives the heading
/// that is there two frames later.
fn sleeps_until(page: &Page, sign: &str) -> Value {
    let script = format!(
        "sleptFor(180000);
         {sign};
         requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('h1').innerText)));"
    );
    page.run_later(&script, &[])
}

#[test]
fn what_is_answered_closes_when_somebody_comes_back() {
    story(|page| {
        let (two, pair) = known(page, ["Noor", "Sam"]);
        for (answer, sign) in [
            (SLOWLY, "document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))"),
            (NO, "window.dispatchEvent(new Event('focus'))"),
            (NO, "document.dispatchEvent(new Event('visibilitychange'))"),
        ] {
            page.open(&pair);
            page.reload();
            to_the_cover(page, &two);
            two.choose(ALONE);
            two.press("Begin");
            asked(page, "Noor");
            if answer == NO {
                answers(page, &two, NO);
                is_calm(page);
            } else {
                two.choose(answer);
            }
            assert_ne!(sleeps_until(page, sign), json!(CALM));
            two.on_cover("clearing");
        }
    });
}

#[test]
fn leaving_at_once_keeps_a_draft_out_of_sight() {
    story(|page| {
        let (two, _) = known(page, ["Noor", "Sam"]);
        first_begins(page, &two, YES);
        let length = entries(page);
        // Capitals need Shift, and are no way out.
        page.type_into("Noor’s words", "I SAID NO, AND YES. ");
        page.paste_into("Noor’s words", ARRIVES);
        page.click_button("Leave");
        is_neutral(page);
        assert_eq!(entries(page), length, "it stands where the page stood");
        // Before it was the cover, which tells nothing of this.
        page.back();
        page.wait_for_button("Begin");
        assert!(!page.text().contains(ARRIVES));
        page.open("");
        two.press("Carry on");
        two.take(First);
        two.at("ca-what", First);
        assert_eq!(page.value_of("Noor’s words"), format!("I SAID NO, AND YES. {ARRIVES}"));

        // By keys; Back shows the pause.
        two.goes_on();
        two.at("ca-gain", First);
        page.type_here("and more");
        shift_three_times(page);
        is_neutral(page);
        page.back();
        page.wait_for_heading("Paused.");
        assert!(!page.text().contains("Noor") && !page.text().contains("Sam"), "and no names");
        assert!(!page.text().contains(ARRIVES) && !page.text().contains("and more"));
        page.screenshot("pause");
        page.click_button("Leave");
        is_neutral(page);
        page.open("");
        two.press("Carry on");
        two.take(First);
        assert_eq!(page.value_of("Noor’s words"), "and more");
    });
}

#[test]
fn leaving_at_once_can_erase() {
    story(|page| {
        let (two, pair) = known(page, ["Noor", "Sam"]);
        page.open("#/about/2");
        two.choose("Leaving at once erases the open conversation, too");
        page.open(&pair);
        first_begins(page, &two, YES);
        page.type_into("Noor’s words", ARRIVES);
        page.click_button("Leave");
        is_neutral(page);
        page.open("");
        page.wait_for_heading("Where would you like to pick up, Noor?");
        assert!(!page.text().contains("Carry on"));
        let all = page.everything_kept().to_string();
        for gone in [ARRIVES, "clearing", "ca-what"] {
            assert!(!all.contains(gone), "{gone:?} is still kept");
        }
    });
}
