//! "How was it for us?" on one device: F3 with its own words, and coming back the next day.

use crate::page::Page;
use crate::story::{Story, story};
use crate::two::Two;
use crate::two::Who::{Both, First, Second};
use crate::two::{records, told};

const SAY: &str = "ok so 😬 when you picked the topic AGAIN i smiled and died a little inside 💀 not mad!! \
                   👩🏽‍💻➡️🛌🏽 just… can i pick on weds? 🙏🏽";
const OFF: &str = "the bit where u said \"we're basically the same\" 🫠 we're not lol";
const SLIDES: &str = "I <3 how you laugh at your own slides & I'd like more \"what if\" time.";
const THANKS: &str = "thank you 🙇‍♂️ heard: topic = yours on weds ✅";
const TRY: &str = "Wednesday: I don't bring a topic at all.";

/// From the cover of joining forces to the first page of how it was, about no talk held here.
fn begins(page: &Page) -> Two<'_> {
    let two = Two::begin(page, ["Priya", "Tom"]);
    let route = page.route();
    let (pair, _) = route.rsplit_once('/').expect("a cover");
    page.go(&format!("{pair}/4"));
    two.cover("feedback", &[]);
    two
}

/// The n-th answer on the page on which it is handed over, kept or deleted.
fn answer(n: usize) -> String {
    format!("ol.cg-stack--after > li:nth-child({n})")
}

fn both_would_write(two: &Two) {
    for who in [First, Second] {
        two.at("fb-why", who).goes_on();
    }
    for who in [First, Second] {
        two.at("fb-channel", who).picks(&["Write now"]);
    }
}

/// Priya writes; hands one over, deletes one, keeps the rest.
fn priya_writes(two: &Two) {
    let page = two.page;
    two.at("fb-settled", First).picks(&["Calm enough"]);
    two.at("fb-free", First).picks(&["I said about half of it"]);
    two.at("fb-mattered", First).picks(&["Most of it"]);
    two.at("fb-way", First).picks(&["Mostly my way"]);
    two.at("fb-say", First).choose("I went along, mostly");
    page.type_into("In your own words, if you like", SAY);
    two.goes_on();
    two.at("fb-carry", First).skips();
    two.at("fb-off", First).writes(OFF);
    two.at("fb-more-less", First).skips();
    two.at("fb-need", First).says();
    two.at("fb-release", First);
    page.wait_for_text("Nothing. Tom sees none of it.");
    page.inside(&answer(4), |page| page.choose("Hand it over"));
    page.wait_for("the preview", |page| page.inside(".cg-handed", Page::text).contains(SAY));
    let preview = page.inside(".cg-handed", Page::text);
    assert!(preview.contains("A real say") && preview.contains("I went along, mostly"));
    page.inside(&answer(5), |page| page.choose("Delete it"));
    page.screenshot("release");
    page.sound();
    page.click_button("Erase it");
    page.wait_for("the answer to be gone", |page| !page.text().contains("basically the same"));
    assert!(!page.inside(".cg-handed", Page::text).contains("about half"), "kept stays out of it");
    two.goes_on();
}

fn tom_writes(two: &Two) {
    two.at("fb-settled", Second).picks(&["Calm enough"]);
    two.at("fb-free", Second).choose("I could say anything");
    two.page.type_into("In your own words, if you like", SLIDES);
    two.goes_on();
    for step in ["fb-mattered", "fb-way", "fb-say", "fb-carry", "fb-off", "fb-more-less", "fb-need"]
    {
        two.at(step, Second).skips();
    }
    two.at("fb-release", Second);
    two.page.inside(&answer(1), |page| page.choose("Hand it over"));
    two.goes_on();
}

/// The guidance first, alone; then the words, whole and as they were typed.
fn both_receive(two: &Two) {
    let page = two.page;
    for (who, words, giver) in [(First, SLIDES, "Tom"), (Second, SAY, "Priya")] {
        two.at("fb-receive", who);
        assert!(!page.text().contains(words), "the guidance is alone on the page");
        two.judge();
        page.screenshot(&format!("guidance-{giver}"));
        two.press(&format!("Open {giver}’s words"));
        page.wait_for_focus(&told("h1", &format!("What {giver} handed over")));
        assert!(page.text().contains(words), "{}", page.text());
        page.screenshot(&format!("receive-{giver}"));
        page.sound();
        if who == Second {
            two.press("Talk about it next time");
            page.wait_for_text("Kept for next time.");
            two.press("Leave it out after all");
            page.wait_for_button("Talk about it next time");
            two.press("Talk about it next time");
            page.wait_for_text("Kept for next time.");
        }
        two.goes_on();
    }
    two.at("fb-say-thanks", First).skips();
    two.at("fb-say-thanks", Second).writes(THANKS);
    two.at("fb-try", First).skips();
    two.at("fb-try", Second).fills(&[("What I’ll do", TRY)]);
}

#[test]
fn f3_one_is_handed_over_one_is_deleted_and_the_rest_is_kept() {
    Story::new().run(|page| {
        let two = begins(page);
        two.judged();
        both_would_write(&two);
        priya_writes(&two);
        tom_writes(&two);
        both_receive(&two);
        // One of each, and no mark of what was kept.
        two.at("fb-over-time", Both);
        let text = page.text();
        assert!(text.contains("A real say") && text.contains("Saying what’s on your mind"));
        for kept in ["Time on what matters", "The way of working", "about half"] {
            assert!(!text.contains(kept), "{kept}");
        }
        page.screenshot("over-time");
        two.goes_on();
        two.at("fb-how-long", First).picks(&["Until we’ve talked about it"]);
        two.at("fb-how-long", Second).skips();
        two.arrive_alone("That’s all. You can put this away.");
        let kept: String = page.storage().into_values().collect();
        assert!(!kept.contains("basically the same"));
        assert_eq!(records(page, "run").len(), 1);
        // Where the two look next.
        page.click_button("To Priya and Tom");
        page.wait_for_text(TRY);
        page.wait_for_text("A real say");
        page.screenshot("partnership");
        let route = page.route();
        let pair = route.rsplit_once('/').expect("a partnership").1.to_owned();
        page.open(&format!("#/p/{pair}/start/1"));
        page.wait_for_text("Tom meant to try:");
        page.wait_for_text(TRY);
        page.sound();
        page.screenshot("cover");
    });
}

/// Handing over, opening and looking back.
pub fn hands_over_and_opens(story: Story) {
    story.run(|page| {
        let two = begins(page);
        both_would_write(&two);
        priya_writes(&two);
        tom_writes(&two);
        both_receive(&two);
        two.at("fb-over-time", Both);
        page.sound();
        page.screenshot("over-time");
    });
}

/// Whoever puts it off is offered it once, when it is time, and comes back to the same page; or says "not
/// this time", and nothing asks again.
#[test]
fn later_is_offered_once_and_goes_when_it_is_answered() {
    story(|page| {
        let two = begins(page);
        for who in [First, Second] {
            two.at("fb-why", who).goes_on();
        }
        two.at("fb-channel", First).choose("Later, when I’m settled");
        page.wait_for_text("When would you like to come back?");
        two.choose("Tomorrow");
        page.screenshot("later");
        page.sound();
        two.goes_on();
        two.at("fb-channel", Second).choose("Later, when I’m settled");
        two.choose("Tomorrow");
        two.goes_on();
        two.arrive_alone("That’s all. You can put this away.");
        page.open("");
        page.wait_for_heading("Priya and Tom");
        assert!(!page.text().contains("say how it was"), "it is not time yet");
        page.let_time_pass(2 * 24 * 60);
        page.reload();
        page.wait_for_text("Priya, you meant to come back and say how it was.");
        page.wait_for_text("Tom, you meant to come back and say how it was.");
        page.screenshot("home-later");
        page.sound();
        page.inside(".cg-come-back > li:nth-child(2)", |page| page.click_button("Not this time"));
        page.wait_for("Tom to be left in peace", |page| !page.text().contains("Tom, you meant"));
        page.click_button("Say how it was");
        two.at("fb-settled", First).picks(&["Calm enough"]);
        two.at("fb-free", First);
        page.open("");
        page.wait_for_heading("Priya and Tom");
        assert!(!page.text().contains("you meant to come back"));
    });
}

/// Wrapping up leads on to it where one of the two would like that.
#[test]
fn wrapping_up_leads_on() {
    story(|page| {
        let two = Two::begin(page, ["Priya", "Tom"]);
        let route = page.route();
        let (pair, _) = route.rsplit_once('/').expect("a cover");
        page.go(&format!("{pair}/2"));
        two.cover("wrapup", &[]);
        two.at("wu-enough", Both).jump("13a");
        two.at("wu-feedback", First).picks(&["Say it now, briefly"]);
        two.at("wu-feedback", Second).picks(&["Not this time"]);
        two.at("wu-my-notes", First).skips();
        two.at("wu-my-notes", Second).skips();
        two.at("wu-close", Both).press("How was it for us?");
        two.at("fb-why", First).goes_on();
        two.at("fb-why", Second).goes_on();
        two.at("fb-aloud-good", First).speaks(First);
    });
}
