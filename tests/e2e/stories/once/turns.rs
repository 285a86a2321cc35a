//! Air-time: the same for both, and offered when it was not (C17).

use crate::story::story;
use crate::two::Two;
use crate::two::Who::{First, Second};

#[test]
fn who_had_less_is_offered_the_same() {
    story(|page| {
        let two = Two::begins_joining(page, ["Noor", "Sam"]);
        two.jump("13a");
        two.at("cb-my-aim", First).press("Noor begins");
        page.wait_for_text("Noor has the floor");
        page.let_time_pass(4);
        page.reload();
        page.wait_for_text("Noor has the floor");
        two.press("I’ve said it all");
        // Nobody is offered anything before both have spoken.
        page.wait_for_text("A short note, if you like");
        assert!(!page.text().contains("like a bit more"));
        two.goes_on();

        two.at("cb-my-aim", Second).press("Sam begins");
        page.wait_for_text("Sam has the floor");
        page.let_time_pass(1);
        page.reload();
        page.wait_for_text("Sam has the floor");
        two.press("I’ve said it all");
        let offer = "Sam, would you like a bit more? The same time is yours.";
        page.wait_for_text(offer);
        page.sound();
        two.press("Sam takes a bit more");
        page.wait_for_text("Sam has the floor");
        page.let_time_pass(3);
        page.reload();
        page.wait_for_text("Sam has the floor");
        two.press("I’ve said it all");
        page.wait_for_text("A short note, if you like");
        assert!(!page.text().contains(offer), "both had the same now");
        two.goes_on();
        two.at("cb-what-matters", Second);
    });
}
