//! "The long view": two leaf through what there was, and say how they would like to go on (`lookback`, B.8).

use crate::story::{SMALL_PHONE, Story};
use crate::two::Two;
use crate::two::Who::{Both, First, Second};
use crate::way::through_wrapup;

const AIMS: &str = "Keep the garden. Drop the fence.";
const SENTENCE: &str = "Every second Thursday, and whoever cooks chooses the topic.";
/// What is offered when some months have gone by.
const OFFER: &str = "Some months have gone by.";

fn noor_and_sam(two: &Two) {
    let page = two.page;
    let pair = page.route().trim_end_matches("/start/1").to_owned();
    page.open(&format!("{pair}/start/2"));
    two.cover("wrapup", &[]);
    through_wrapup(two);

    // It is offered once some months have gone by; not this time, it comes again after as many.
    page.open(&pair);
    assert!(!page.text().contains(OFFER));
    for tap in ["Not this time", "Take the long view"] {
        page.let_time_pass(100 * 24 * 60);
        page.reload();
        page.wait_for_text(OFFER);
        page.sound();
        page.screenshot("offer");
        two.press(tap);
        page.wait_for("the offer to go", |page| !page.text().contains(OFFER));
    }
    two.cover("lookback", &[]);
    two.at("lb-read", Both);
    page.wait_for_text("Start at the gate.");
    assert!(!page.text().contains("Bring the tape."), "what one keeps is not leafed through");
    page.screenshot("read");
    page.reload();
    page.wait_for_text("Start at the gate.");
    two.goes_on();
    two.at("lb-changed", First).says();
    two.at("lb-changed", Second).says_with_note(Second, "I ask before I cut.");
    for who in [First, Second] {
        two.at("lb-spill-over", who).skips();
    }
    two.at("lb-aims-now", First).writes(AIMS);
    page.back();
    two.at("lb-aims-now", First);
    assert_eq!(page.value_of("Noor’s words"), AIMS);
    two.goes_on();
    two.at("lb-aims-now", Second).skips();
    two.at("lb-our-way", Both).agrees_on(SENTENCE);
    two.answers_sentence(First, "Yes I mean it");
    two.answers_sentence(Second, "Yes I mean it");
    two.arrive("You both said yes.", Both);
    two.goes_on();
    two.at("lb-go-on", First).picks(&["As now"]);
    two.at("lb-go-on", Second).picks(&["Less often"]);
    two.opens("lb-go-on", Some("Not sure yet keep it for another day"));
    two.arrive_alone("That’s all. You can put this away.");
    two.open(&pair);
    page.wait_for_text(SENTENCE);
    page.sound();
}

#[test]
fn they_leaf_through_it_and_look_ahead() {
    Story::new().run(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.judged();
        noor_and_sam(&two);
    });
}

#[test]
fn they_look_ahead_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.judged();
        noor_and_sam(&two);
    });
}
