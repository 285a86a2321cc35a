//! Clearing recurs (C25): a second round after days (F9), and a way there from joining forces and back.

use crate::page::Page;
use crate::story::story;
use crate::two::Two;
use crate::two::Who::{Both, First, Second};

const REASON: &str = "We want to clear up the contract thing — 把話說開.";
const AIM: &str = "Pay translators on time, 準時.";
const TRUE: &str = "我希望你問我，而不是替我決定。我不是生氣，是累。";
const WISH: &str = "Please ask me before you answer a client in my name. 先問我。";
const HIS: &str = "That nobody waits for money because of me.";
const WRITE: &str = "Write first, then speak";

/// Everything this browser keeps, as one text.
fn kept(page: &Page) -> String {
    page.storage().into_values().collect()
}

/// Both would write; the pages before are left out.
fn both_write(two: &Two) {
    two.at("ca-what", First).jump("9a");
    two.at("ca-how", First).picks(&[WRITE]);
    two.is_safe(Second);
    two.at("ca-what", Second).jump("9b");
    two.at("ca-how", Second).picks(&[WRITE]);
}

fn both_say_yes(two: &Two) {
    for who in [First, Second] {
        two.answers_sentence(who, "Yes I mean it");
    }
    two.arrive("You both said yes.", Both).goes_on();
}

#[test]
fn f9_round_two_brings_what_they_agreed_and_no_story() {
    story(|page| {
        let two = Two::begins_clearing(page, ["美玲", "Robert"], &[]);
        breaks_off(&two);
        page.let_time_pass(10 * 24 * 60);
        page.reload();
        second_round(&two);
        takes_her_words_back(&two);
    });
}

/// Round one: as far as the first story, and another day.
fn breaks_off(two: &Two) {
    two.at("ca-what", First).jump("6a");
    two.at("ca-true", First).writes(TRUE);
    two.at("ca-set-down", First).jump("2a");
    both_write(two);
    two.at("ca-arrive", Both).jump("12t");
    two.at("ca-reason", Both).agrees_on(REASON);
    both_say_yes(two);
    two.arrive("Name one thing you both want.", Both).agrees_on(AIM);
    both_say_yes(two);
    two.at("ca-who-starts", Both).picks(&["Robert"]);
    two.at("ca-story-a", Second).speaks(Second);
    two.at("ca-say-back-a", First).press("Pause");
    two.page.wait_for_focus("h1 \"Paused.\"");
    two.choose("Another day");
    two.press("Leave it for now");
    two.page.wait_for_focus("h1 \"美玲 and Robert\"");
}

fn second_round(two: &Two) {
    let page = two.page;
    page.click_at("a[href$='/start/3']");
    page.wait_for_text("美玲 tells first this time, unless you choose otherwise.");
    two.clears(&[]);
    both_write(two);
    two.at("ca-arrive", Both).jump("13t");
    two.at("ca-common-ground", Both);
    page.wait_for_text(AIM);
    assert!(!page.text().contains("把話說開"), "the sentence of round one stays there");
    page.sound();
    two.goes_on();
    two.at("ca-who-starts", Both).goes_on();
    two.at("ca-story-a", First).speaks(First);
    two.at("ca-say-back-a", Second).picks(&["Yes, that’s it"]);
    two.at("ca-more-a", First).picks(&["That’s all for now"]);
    two.at("ca-swap", Both).goes_on();
    two.at("ca-story-b", Second).speaks(Second);
    two.at("ca-say-back-b", First).picks(&["Yes, that’s it"]);
    two.at("ca-more-b", Second).picks(&["That’s all for now"]);
    // Less than a minute lies between them: nobody is asked.
    two.at("ca-both-stand", First).skips();
    two.at("ca-both-stand", Second).skips();
    two.at("ca-own-it", First).speaks(First);
    two.at("ca-own-it", Second).speaks(Second);
    two.at("ca-underneath", First).says();
    two.at("ca-underneath", Second).says_with_note(Second, HIS);
    two.at("ca-ask", First).writes(WISH);
    two.at("ca-ask", Second).skips();
    // Only who was asked for something answers.
    two.at("ca-answer", Second);
    page.wait_for_text(WISH);
    page.sound();
    two.picks(&["Gladly"]);
    two.at("ca-step", First).skips();
    two.at("ca-step", Second).skips();
    two.at("ca-state", First).picks(&["Lighter"]);
    two.at("ca-state", Second).picks(&["Clear"]);
    two.opens("ca-state", None);
    two.at("ca-gratitude", First).says();
    two.at("ca-gratitude", Second).says();
    for who in [First, Second] {
        two.at("ca-keep", who).picks(&["Our shared notes too"]);
    }
    two.at("ca-to-wrapup", Both).press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
}

/// All of Mei’s words go, and what was agreed loses its wording; what Robert wrote, and the dates, stay (D.11).
fn takes_her_words_back(two: &Two) {
    let page = two.page;
    two.press("To 美玲 and Robert");
    page.wait_for_text(WISH);
    two.press("Read it all, from the beginning");
    page.wait_for_text(HIS);
    page.click_link("美玲’s own page");
    two.take(First);
    page.wait_for_text(TRUE);
    page.sound();
    page.click_button("Remove all of 美玲’s words");
    page.click_button("Erase it");
    page.wait_for("her words to go", |page| !page.text().contains(TRUE));
    let all = kept(page);
    for gone in [TRUE, WISH, "先問我"] {
        assert!(!all.contains(gone), "{gone}");
    }
    assert!(all.contains(HIS), "what the other one wrote stays");
    page.click_link("Partnerships");
    page.click_link("美玲 and Robert");
    page.wait_for_text("No longer agreed");
}

/// What stands between two can come first; joining forces waits, with all that was prepared.
#[test]
fn c25_from_joining_forces_and_back() {
    story(|page| {
        let two = Two::begins_joining(page, ["Noor", "Sam"]);
        two.jump("2a");
        two.at("cb-know-why", First).writes("Because she asks.");
        two.at("cb-purpose", First).jump("8a");
        two.at("cb-clear-first", First).choose("Yes, let’s clear that first");
        page.sound();
        two.press("To “Clear the air”");
        two.clears(&[]);
        two.at("ca-what", First);
        // Loaded in the middle of it, the other conversation is waited for all the same.
        two.reload();
        two.at("ca-what", First).press("That’s enough for today");
        page.wait_for_heading("Not today.");
        page.click_link("Common Ground, all partnerships");
        page.click_link("Noor and Sam");
        two.press("Carry on");
        two.at("cb-clear-first", First);
        page.back();
        assert!(kept(page).contains("Because she asks."), "all that was prepared");
    });
}
