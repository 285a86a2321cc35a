//! A story of our own: long answers, put down and picked up again in every way there is, and taken to another device.

use std::collections::BTreeMap;

use crate::page::Page;
use crate::story::story;
use crate::two::Who::{Both, First, Second};
use crate::two::{ALONE, Two, bring_in, records};

/// Several thousand characters: paragraphs, empty lines, families of emoji, spaces at both ends.
fn long_answer() -> String {
    let part = "We sat at the kitchen table until two. 👩‍👩‍👧‍👦 You said “never again”, and I heard “not now” — \
                which is funny, because last year it was the other way round… 🫶🏽 naïve, I know.\n\n";
    format!("  {}The end.\n\t🙂 ", part.repeat(30))
}

/// All that is kept of ours, but for what each device knows of itself.
fn kept(page: &Page) -> BTreeMap<String, String> {
    let own = ["common-ground/device", "common-ground/layout"];
    let ours = |key: &String| key.starts_with("common-ground/") && !own.contains(&key.as_str());
    page.storage().into_iter().filter(|(key, _)| ours(key)).collect()
}

/// The page of `step`, with just this text in its field and the focus behind it.
#[track_caller]
fn holds(two: &Two, step: &str, text: &str) {
    two.at(step, First);
    assert_eq!(two.page.value_of("Noor’s words"), text, "every sign of it is there");
    let caret = two.page.run("return document.activeElement.selectionStart", None);
    assert_eq!(
        caret.as_u64(),
        Some(text.encode_utf16().count() as u64),
        "the cursor is at its end"
    );
}

#[test]
fn long_answers_are_held_and_carried() {
    story(|page| {
        let text = long_answer();
        assert!(text.chars().count() > 5_000);
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.cover("coalition", &[ALONE]);
        two.at("cb-welcome", First).goes_on();
        two.at("cb-know-why", First);
        page.paste_into("Noor’s words", &text);
        page.wait_for_text("Kept on this device, just now");
        page.reload();
        holds(&two, "cb-know-why", &text);
        two.goes_on();
        two.at("cb-purpose", First).writes("one\ntwo\n\n\nthree 😀");
        two.at("cb-offer", First);

        page.back();
        holds(&two, "cb-purpose", "one\ntwo\n\n\nthree 😀");
        page.back();
        holds(&two, "cb-know-why", &text);
        page.forward();
        holds(&two, "cb-purpose", "one\ntwo\n\n\nthree 😀");
        page.reload();
        holds(&two, "cb-purpose", "one\ntwo\n\n\nthree 😀");
        page.back();
        holds(&two, "cb-know-why", &text);

        pauses_three_times(page, &two, &text);
        comes_back(page, &two, &text);
        ends_together(page, &two);
        goes_elsewhere(page, &text);
    });
}

/// Pause, with each of its three answers to when; nothing that was written stays on the page.
fn pauses_three_times(page: &Page, two: &Two, text: &str) {
    let paused = |page: &Page| {
        page.wait_for_focus("h1 \"You’ve paused.\"");
        assert!(!page.text().contains("kitchen table"), "nothing of it is on the page");
        assert!(page.names("field").is_empty(), "nothing to write on either");
        page.sound();
    };
    for (choice, minutes) in [("In 5 minutes", 5), ("In 20 minutes", 20)] {
        two.press("Pause");
        paused(page);
        two.choose(choice);
        page.wait_for_text("You’ll come back at ");
        page.reload();
        page.wait_for_text("You’ll come back at ");
        assert!(!page.text().contains("kitchen table"), "nor after loading it again");
        page.let_time_pass(minutes + 1);
        page.reload();
        page.wait_for_text("Carry on whenever both of you are ready.");
        two.press("Carry on");
        holds(two, "cb-know-why", text);
    }
    two.press("Pause");
    paused(page);
    two.choose("Another day");
    page.pick_moment("Day", "2030-05-17");
    page.pick_moment("Time", "18:30");
    page.wait_for_text("You’ll come back at Friday, May 17, 2030 at 6:30");
    page.sound();
    two.press("Leave it for now");
    page.wait_for_focus("h1 \"Noor and Sam\"");
    assert!(!page.text().contains("kitchen table"));
}

/// The tab is closed; the browser comes back at once, and again a day later.
fn comes_back(page: &Page, two: &Two, text: &str) {
    page.close_and_reopen();
    page.open("");
    page.wait_for_text("Something of Noor’s is waiting.");
    assert!(!page.text().contains("Get ready alone"), "whoever looks on learns no more");
    page.sound();
    two.press("Noor, carry on");
    holds(two, "cb-know-why", text);
    page.let_time_pass(24 * 60);
    page.close_and_reopen();
    page.open("");
    page.wait_for_text("Something of Noor’s is waiting.");
    two.press("Noor, carry on");
    holds(two, "cb-know-why", text);
    page.type_into("Noor’s words", "And a word more.");
    let here = page.route();
    two.goes_on();
    two.at("cb-purpose", First);
    let first = page.tab();
    page.new_tab();
    let second = page.tab();
    two.open(&here);
    two.take(First);
    page.wait_for_text("This conversation is open in another tab.");
    two.press("Write here instead");
    holds(two, "cb-know-why", &format!("{text}And a word more."));
    page.go_to_tab(&first);
    page.wait_for_text("This conversation is open in another tab.");
    page.go_to_tab(&second);
    page.close_tab();
    two.press("Write here instead");
}

/// As far as one can go alone, then the two of them, to the end.
fn ends_together(page: &Page, two: &Two) {
    for step in ["cb-purpose", "cb-offer", "cb-wish", "cb-weight", "cb-check-in", "cb-clear-first"]
    {
        two.at(step, First).goes_on();
    }
    two.at("cb-invite", First).goes_on();
    // What both will see waits for both.
    two.arrive_alone("That’s as far as one can go alone.");
    page.sound();
    two.choose("Sam is here now you pass it back and forth");
    two.press("Begin together");
    two.at("cb-arrive", Both);
    assert!(!page.text().contains("kitchen table"));
    two.press("Jump to…");
    page.wait_for_focus("h2 \"Jump to…\"");
    page.sound();
    two.press("Your part in it");
    two.at("cb-my-role", Both).goes_on();
    two.at("cb-to-wrapup", Both).press("Wrap up");
    two.at("wu-enough", Both).goes_on();
    two.at("wu-ground", Both).says_with_note(Both, "We sat down.");
    two.at("wu-open", Both).lists(&[("What stays open", "The keys 🔑")]);
    two.at("wu-thanks", First).says();
    two.at("wu-thanks", Second).says();
    two.press("Jump to…");
    two.press("One line for next time");
    two.at("wu-one-line", Both).writes("Start with the keys.");
    two.at("wu-next", Both).choose("A day and a time");
    page.pick_moment("Day", "2030-06-01");
    page.pick_moment("Time", "10:00");
    two.goes_on();
    two.at("wu-rough", First).press("Jump to…");
    two.press("Put it away");
    two.at("wu-close", Both).press("Put it away");
    page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
    page.sound();
}

/// A copy, saved at the end, gives the same state on another device.
fn goes_elsewhere(page: &Page, text: &str) {
    page.click_button("Save a copy");
    page.wait_for_text("Handed to your browser as a file.");
    let (name, file) = page.download();
    assert!(
        name.starts_with("common-ground-20") && !name.contains("Noor"),
        "{name} tells nobody anything"
    );
    let elsewhere = page.another_device();
    bring_in(&elsewhere, &file);
    assert_eq!(kept(&elsewhere), kept(page), "every record, to the letter");
    elsewhere.open("");
    elsewhere.wait_for_text("Next conversation: Saturday, June 1, 2030 at 10:00");
    elsewhere.click_link("Noor and Sam");
    for words in ["Start with the keys.", "The keys 🔑"] {
        elsewhere.wait_for_text(words);
    }
    elsewhere.click_button("Read it all, from the beginning");
    elsewhere.wait_for_text("We sat down.");
    elsewhere.click_link("Noor’s own page");
    elsewhere.click_button("I’m Noor, open my page");
    elsewhere.wait_for_text("And a word more.");
    let shown = elsewhere.run(
        "return [...document.querySelectorAll('main *')].some((e) => e.childElementCount === 0 && e.textContent === arguments[0])",
        serde_json::json!([format!("{text}And a word more.")]),
    );
    assert_eq!(shown, true, "read back, sign for sign");
    elsewhere.sound();
}

/// What somebody did alone is read back by them, and is nobody else's to know of: not on home, not on the page of the two,
/// and not where both read (D.10). The way there is the same whether there is anything or not.
#[test]
fn what_one_did_alone_is_found_by_nobody_else() {
    const HERS: &str = "Only Noor knows this.";
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        let pair =
            records(page, "partnership")[0]["id"].as_str().unwrap_or_default().replace('-', "");
        let address = format!("#/p/{pair}");
        let so_far = || {
            let all = page
                .run("return document.querySelector('[aria-labelledby=so-far]').innerText", None);
            all.as_str().expect("a text").to_owned()
        };
        page.open(&address);
        page.wait_for_text("Your conversations will be listed here.");
        let nothing = so_far();
        page.open(&format!("{address}/start/1"));
        two.cover("coalition", &[ALONE]);
        two.at("cb-welcome", First).goes_on();
        two.at("cb-know-why", First).writes(HERS);
        two.at("cb-purpose", First).press("That’s enough for today");
        page.wait_for_focus("h1 \"That’s all. You can put this away.\"");

        page.open("");
        page.wait_for_text("You haven’t talked here yet.");
        page.open(&address);
        page.wait_for_text("Your conversations will be listed here.");
        assert_eq!(so_far(), nothing);
        page.sound();
        page.click_button("What each of you keeps for yourself");
        page.wait_for_heading("Read it all back, without hurrying.");
        assert!(!page.text().contains("Join forces") && !page.text().contains(HERS));
        page.sound();
        page.click_link("Noor’s own page");
        page.click_button("I’m Noor, open my page");
        page.wait_for_text(HERS);
        page.sound();
    });
}
