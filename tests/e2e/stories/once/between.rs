//! Between times: a minute with one thing somebody chose, alone, when they had asked to be reminded or when they like.

use crate::page::Page;
use crate::story::{Story, story};
use crate::two::Two;
use crate::two::Who::{First, Second};

const NAMES: [&str; 2] = ["Noor", "Sam"];
const WHAT: &str = "Ask my landlord first.";
const WHY: &str = "I sleep there.";
const DUE: &str = "Noor, you wanted to be reminded of something by now.";
const END: &str = "That’s all. You can put this away.";

/// Noor chose something, wished to be reminded each week, and Sam will ask how it goes.
fn chosen(page: &Page) -> Two<'_> {
    let two = Two::begins_joining(page, NAMES);
    two.jump("26a");
    two.at("cb-first-step", First);
    page.type_into("What I’ll do", WHAT);
    page.type_into("Why it matters to me", WHY);
    two.choose("Remind me of it, in my own words");
    two.choose("Every week");
    page.wait_for_text("Kept on this device");
    two.goes_on();
    two.at("cb-first-step", Second).skips();
    two.at("cb-realistic", First).skips();
    two.at("cb-realistic", Second).skips();
    two.arrive("Noor, what part would you like Sam to play?", First);
    two.picks(&["Ask me how it goes"]);
    two.arrive("Sam, would you play this part?", Second).picks(&["Yes I mean it"]);
    two.at("cb-my-role", crate::two::Who::Both).press("Pause").press("That’s enough for today");
    two.arrive_alone(END);
    two
}

/// A week later, at home.
fn reminded(page: &Page) -> Two<'_> {
    let two = chosen(page);
    page.open("");
    assert!(!page.text().contains(DUE), "not yet");
    page.let_time_pass(8 * 24 * 60);
    page.reload();
    page.wait_for_text(DUE);
    assert!(!page.text().contains("landlord"), "home does not say of what");
    two
}

fn remembers(two: &Two) {
    two.press("Take a minute with it");
    two.take(First);
    two.at("bt-remember", First);
    for words in [WHAT, WHY, "Remind me of it, in my own words"] {
        two.page.wait_for_text(words);
    }
    two.page.screenshot("remember");
    two.goes_on();
}

/// To what both see of the two.
fn at_their_page<'p>(two: &Two<'p>) -> &'p Page {
    two.press("To Noor and Sam");
    two.page.wait_for_heading("Noor and Sam");
    two.page
}

fn moved(page: &Page) {
    let two = reminded(page);
    two.judged();
    remembers(&two);
    two.at("bt-where", First);
    page.screenshot("where");
    two.picks(&["Something got in the way"]);
    two.at("bt-in-the-way", First);
    page.click_at(".cg-fold__head");
    page.wait_for_text("Do you have ten minutes for me in the next few days?");
    page.screenshot("in-the-way");
    page.type_into("Noor’s words", "I am afraid to ask.");
    two.goes_on();
    two.at("bt-choose-again", First).choose("Move it");
    page.pick_moment("The new day", "2031-05-06");
    page.screenshot("choose-again");
    two.goes_on();
    two.arrive_alone(END);
    let kept = two.records("commitment");
    assert_eq!(kept.len(), 1, "no second one is made");
    assert_eq!(
        (&kept[0]["plan"]["by"], &kept[0]["standing"]),
        (&"2031-05-06".into(), &"changed".into())
    );
    let page = at_their_page(&two);
    page.wait_for_text(WHAT);
    for gone in ["Noor wanted to be reminded of this by now.", "Between times", "afraid"] {
        assert!(!page.text().contains(gone), "{gone}");
    }
    page.open("");
    assert!(!page.text().contains(DUE), "once a day at most");
}

#[test]
fn a_reminder_leads_to_another_day() {
    story(moved);
}

#[test]
fn a_reminder_on_a_small_phone_in_the_dark() {
    Story::new().small_phone().dark().run(moved);
}

/// Any answer is as good as any other; letting it go is one, and so is making it smaller.
#[test]
fn a_changed_mind() {
    story(|page| {
        let two = chosen(page);
        let page = at_their_page(&two);
        page.screenshot("partnership");
        two.press("Noor, between times: how is it going?");
        two.take(First);
        two.at("bt-remember", First).choose("Remind me of it, in my own words");
        two.goes_on();
        two.at("bt-where", First);
        for more in ["In my own words", "None of these"] {
            assert!(page.has("choice", more), "{more}");
        }
        two.picks(&["I’ve changed my mind"]);
        two.at("bt-in-the-way", First).skips();
        two.at("bt-choose-again", First).choose("Make it smaller");
        page.type_into("The smaller version", "Ask for a date.");
        page.wait_for_text("Kept on this device");
        two.goes_on();
        two.arrive_alone(END);
        let page = at_their_page(&two);
        page.wait_for_text("Ask for a date.");
        assert!(!page.text().contains(WHAT));
        page.open("");
        page.let_time_pass(30 * 24 * 60);
        page.reload();
        assert!(!page.text().contains(DUE), "switched off in it");
        let kept = two.records("commitment");
        assert_eq!((kept.len(), kept[0]["plan"]["what"].as_str()), (1, Some("Ask for a date.")));
    });
}

/// The device goes to whoever plays a part in it, for a word of their own.
#[test]
fn a_word_of_the_other() {
    story(|page| {
        let two = reminded(page);
        remembers(&two);
        two.at("bt-where", First).choose("Done").press("Let Sam read this");
        page.wait_for_button("Take it back");
        page.screenshot("handed-over");
        two.goes_on();
        two.arrive_alone(END);
        page.screenshot("ended");
        two.press("Pass it to Sam, for a word");
        let asked = "Noor asked you: Ask me how it goes. A short word from you, in your own voice, is worth more than any notice from here.";
        two.arrive(asked, Second);
        page.sound();
        page.screenshot("partner");
        two.press("Put it away");
        two.arrive_alone(END);
        assert_eq!(two.records("commitment")[0]["standing"], "done");
        let page = at_their_page(&two);
        two.press("Read it all, from the beginning");
        page.wait_for_text("Where you are with it");
    });
}
