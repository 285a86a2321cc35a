//! Ken and Ruth (F4): one of the two skips everything.

use serde_json::Value;

use crate::story::story;
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, look_of, records};

/// A tap a second is slow; two minutes are what the method allows.
const TAPS_OF_TWO_MINUTES: u32 = 120;

#[test]
fn ken_skips_everything() {
    story(|page| {
        // Ruth asked for the talk, so the device is hers to begin with.
        let two = Two::begin(page, ["Ruth", "Ken"]);
        let (ruth, ken) = (First, Second);
        two.cover("coalition", &[]);
        for step in [
            "cb-welcome",
            "cb-know-why",
            "cb-purpose",
            "cb-offer",
            "cb-wish",
            "cb-weight",
            "cb-check-in",
            "cb-clear-first",
            "cb-invite",
        ] {
            two.at(step, ruth).skips();
        }
        two.at("cb-arrive", Both).goes_on();
        two.at("cb-ground-rules", Both).press("Each says yes or no");
        two.answers_sentence(ruth, "Yes I mean it");
        two.arrive("Ken, would you say this?", ken).skips();
        two.arrive("Not agreed today. That’s a way to leave it, too.", Both);
        assert!(page.text().contains("Ken chose not to say"), "how Ken stands with the sentence");
        two.goes_on();

        two.at("cb-hope-today", ruth)
            .writes("That the night shift stops being a secret between our two offices.");
        two.at("cb-hope-today", ken).skips();
        two.at("cb-my-aim", ruth).says();
        two.at("cb-my-aim", ken).skips();
        two.at("cb-what-matters", ken).skips();
        two.at("cb-what-matters", ruth).skips();
        two.at("cb-care-now", ruth).skips();
        two.at("cb-care-now", ken).skips();
        two.at("cb-bigger-picture", ruth).writes("Nobody gets hurt at 3 a.m.");
        two.at("cb-bigger-picture", ken).skips();
        two.at("cb-soon-and-later", ruth).fills(&[
            ("Ruth’s words: Soon", "new rota on paper"),
            ("Ruth’s words: Later", "one more person per night"),
        ]);
        two.at("cb-soon-and-later", ken).skips();
        two.at("cb-say-back", ruth).skips();
        two.at("cb-say-back", ken).skips();
        two.at("cb-clear-yet", ruth).skips();
        two.at("cb-clear-yet", ken).skips();
        two.sealed("cb-clear-yet");
        two.press("Open both");
        page.wait_for_text("Both seals were opened at ");
        assert!(!page.text().contains("What do you notice"), "neither said anything");
        two.goes_on();

        two.at("cb-same-way", ruth).picks(&["Can’t tell yet"]);
        two.at("cb-same-way", ken).skips();
        two.sealed("cb-same-way");
        two.press("Open both");
        page.wait_for_text("Chose not to say.");
        assert_eq!(
            look_of(page, "Chose not to say."),
            look_of(page, "Can’t tell yet"),
            "on a shared screen, not saying looks like an answer"
        );
        two.goes_on();
        two.at("cb-meet-and-differ", Both).skips();
        two.at("cb-behind-you", ruth).skips();
        two.at("cb-behind-you", ken).skips();
        two.at("cb-open-questions", ruth).skips();
        two.at("cb-open-questions", ken).skips();

        two_promise_and_part(&two);
        page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
        for line in [
            "Thank you, both of you, for the time you took.",
            "What you wrote stays on this device.",
        ] {
            assert!(page.text().contains(line), "the end is the normal one: {line}");
        }
        page.sound();
        assert!(two.pressed() < TAPS_OF_TWO_MINUTES, "{} taps for the whole way", two.pressed());

        let of_ken = |entry: &&Value| entry["who"] == "second";
        for run in records(page, "run") {
            for entry in run["entries"].as_array().expect("a run has entries").iter().filter(of_ken)
            {
                assert_eq!(entry.get("words"), None, "Ken has no text and no pick: {entry}");
            }
        }

        two.press("To Ruth and Ken");
        page.wait_for_focus("h1 \"Ruth and Ken\"");
        page.wait_for_text("bring last year's night log, no names");
        assert!(page.text().contains("No date."), "no date is a date of its own");
        assert!(page.text().contains("You’ll find a date"));
        assert!(!page.has("heading", "What you agreed"), "one yes makes no agreement");
        two.press("Read it all, from the beginning");
        page.wait_for_text("Nobody gets hurt at 3 a.m.");
        page.wait_for_text("How clear it is (Ruth and Ken)");
        page.sound();
    });
}

/// From the promise to the end.
#[track_caller]
fn two_promise_and_part(two: &Two) {
    let (page, ruth, ken) = (two.page, First, Second);
    two.at("cb-declare", Both).press("Each says yes or no");
    two.answers_sentence(ruth, "Not yet not today, at least");
    two.arrive("Ken, would you say this?", ken).skips();
    two.arrive("Not agreed today. That’s a way to leave it, too.", Both);
    assert!(page.text().contains("Ruth said not yet"), "how Ruth stands with the sentence");
    two.goes_on();
    two.at("cb-first-step", ruth)
        .fills(&[("What I’ll do", "bring last year's night log, no names")]);
    two.at("cb-first-step", ken).skips();
    two.at("cb-realistic", ruth).skips();
    two.at("cb-realistic", ken).skips();
    two.arrive("Ruth, what part would you like Ken to play?", ruth).skips();
    two.at("cb-to-wrapup", Both).press("Wrap up");

    two.at("wu-enough", Both).goes_on();
    two.at("wu-ground", Both).skips();
    two.at("wu-open", Both).skips();
    two.at("wu-thanks", ruth).says();
    two.at("wu-thanks", ken).says();
    for step in ["wu-how-you-were", "wu-courage"] {
        two.at(step, ruth).skips();
        two.at(step, ken).skips();
    }
    two.at("wu-wish-you-well", Both).says();
    two.at("wu-commitments", Both);
    assert!(page.text().contains("bring last year's night log, no names"));
    two.goes_on();
    two.at("wu-learned", ruth).skips();
    two.at("wu-learned", ken).skips();
    two.at("wu-one-line", Both).skips();
    two.at("wu-next", Both).picks(&["We’ll find one no date yet"]);
    two.at("wu-rough", ruth).skips();
    two.at("wu-rough", ken).skips();
    two.opens("wu-rough", None);
    for step in ["wu-feedback", "wu-my-notes"] {
        two.at(step, ruth).skips();
        two.at(step, ken).skips();
    }
    two.at("wu-close", Both).press("Put it away");
}
