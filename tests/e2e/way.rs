//! The whole way through a dialogue, everything answered: for stories about every page of it.

use crate::two::Two;
use crate::two::Who::{Both, First, Second};

/// All of joining forces, whole, side by side, up to "Wrap up".
#[track_caller]
pub fn through_coalition(two: &Two) {
    let (a, b) = (two.names[0], two.names[1]);
    two.at("cb-welcome", First).goes_on();
    for step in ["cb-know-why", "cb-purpose", "cb-offer", "cb-wish", "cb-weight", "cb-check-in"] {
        two.at(step, First).writes("Only for me 🙂");
    }
    two.at("cb-clear-first", First).choose("Yes, let’s clear that first");
    two.page.wait_for_text("That can come first.");
    two.judge();
    two.goes_on();
    two.at("cb-invite", First).goes_on();
    two.at("cb-arrive", Both).goes_on();
    two.at("cb-ground-rules", Both).press("Each says yes or no");
    two.answers_sentence(First, "Yes I mean it");
    two.answers_sentence(Second, "Yes I mean it");
    two.arrive("You both said yes.", Both).goes_on();
    two.at("cb-hope-today", First).writes("That we both know what we said yes to.");
    two.at("cb-hope-today", Second).says();
    for step in ["cb-my-aim", "cb-what-matters", "cb-care-now"] {
        let order = if step == "cb-what-matters" { [Second, First] } else { [First, Second] };
        two.at(step, order[0]).says_with_note(order[0], "A note.");
        two.at(step, order[1]).says();
    }
    two.at("cb-bigger-picture", First).writes("A garden behind it.");
    two.at("cb-bigger-picture", Second).writes("Sundays.");
    two.at("cb-soon-and-later", First).fills(&[
        (&format!("{a}’s words: Soon"), "the fence"),
        (&format!("{a}’s words: Later"), "a greenhouse"),
    ]);
    two.at("cb-soon-and-later", Second).skips();
    two.at("cb-say-back", First).picks(&["Nearly — let me add"]);
    two.page.wait_for_text(&format!("{b} adds what’s missing. Then {a} says it back again."));
    two.at("cb-say-back", First).picks(&["Yes, that’s it"]);
    two.at("cb-say-back", Second).picks(&["Yes, that’s it"]);
    two.at("cb-clear-yet", First).picks(&["Foggy"]);
    two.at("cb-clear-yet", Second).picks(&["Getting clearer"]);
    two.opens("cb-clear-yet", Some("We mean different things worth talking about now"));
    two.at("cb-help-focus", First).picks(&["Yes, now"]);
    two.at("cb-help-focus", First).says();
    two.at("cb-help-focus", Second).picks(&["Another day"]);

    two.at("cb-same-way", First).picks(&["Same way"]);
    two.at("cb-same-way", Second).choose("In my own words");
    two.page.type_into("In my own words", "Same road, other shoes");
    two.goes_on();
    two.opens("cb-same-way", None);
    two.at("cb-meet-and-differ", Both).lists(&[("We meet", "the garden"), ("We differ", "when")]);
    two.at("cb-behind-you", First).picks(&["Yes"]);
    two.at("cb-behind-you", Second).picks(&["Not yet"]);
    two.at("cb-open-questions", First).speaks(First);
    two.at("cb-open-questions", Second).skips();

    two.at("cb-declare", Both).agrees_on("We stand behind each other.");
    two.answers_sentence(First, "Yes I mean it");
    two.answers_sentence(Second, "Change it I’d say it differently");
    two.arrive("Not agreed today. That’s a way to leave it, too.", Both).goes_on();
    two.at("cb-first-step", First).fills(&[("What I’ll do", "buy the posts")]);
    two.at("cb-first-step", Second).fills(&[("What I’ll do", "borrow the van")]);
    two.at("cb-realistic", First).speaks(First);
    two.at("cb-realistic", Second).skips();
    for (owner, other, names) in [(First, Second, (a, b)), (Second, First, (b, a))] {
        let asks = format!("{}, what part would you like {} to play?", names.0, names.1);
        two.arrive(&asks, owner).picks(&["Just listen"]);
        two.arrive(&format!("{}, would you play this part?", names.1), other)
            .picks(&["Yes I mean it"]);
    }
    two.at("cb-my-role", Both).goes_on();
    two.at("cb-to-wrapup", Both).press("Wrap up");
}

/// All of wrapping up, to the end.
#[track_caller]
pub fn through_wrapup(two: &Two) {
    two.at("wu-enough", Both).goes_on();
    two.at("wu-ground", Both).says();
    two.at("wu-open", Both).lists(&[("What stays open", "the gate")]);
    two.at("wu-thanks", First).says();
    two.at("wu-thanks", Second).says();
    two.at("wu-how-you-were", First).choose("Made me laugh");
    two.says();
    two.at("wu-how-you-were", Second).says_with_note(Second, "You waited.");
    two.at("wu-courage", First).says();
    two.at("wu-courage", Second).skips();
    two.at("wu-wish-you-well", Both).says();
    two.at("wu-commitments", Both).goes_on();
    two.at("wu-learned", First).says();
    two.at("wu-learned", Second).skips();
    two.at("wu-one-line", Both).writes("Start at the gate.");
    two.at("wu-next", Both).choose("A day and a time");
    two.page.pick_moment("Day", "2030-06-01");
    two.judge();
    two.goes_on();
    two.at("wu-rough", First).picks(&["It went fine"]);
    two.at("wu-rough", Second).picks(&["It went fine"]);
    two.opens("wu-rough", Some("Not sure yet keep it for another day"));
    two.at("wu-feedback", First).picks(&["Not this time"]);
    two.at("wu-feedback", Second).picks(&["Not this time"]);
    two.at("wu-my-notes", First).writes("Bring the tape.");
    two.at("wu-my-notes", Second).skips();
    two.at("wu-close", Both).press("Put it away");
    two.arrive_alone("That’s all. You can put this away.");
}
