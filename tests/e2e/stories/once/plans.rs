//! What one of them chooses to do: theirs to keep, to show, to be reminded of.

use crate::page::Page;
use crate::story::story;
use crate::two::Two;
use crate::two::Who::{First, Second};

const NAMES: [&str; 2] = ["Noor", "Sam"];

/// On the page of a plan of hers, with its words typed.
fn with_a_plan(page: &Page) -> Two<'_> {
    let two = Two::begins_joining(page, NAMES);
    two.jump("26a");
    two.at("cb-first-step", First);
    page.type_into("What I’ll do", "Ask my landlord first.");
    page.type_into("Why it matters to me", "I sleep there.");
    two
}

/// Kept to oneself, a plan is on nobody else's page; removed, it is on none (B.0.1).
#[test]
fn a_plan_is_kept_and_removed() {
    story(|page| {
        let two = Two::begins_joining(page, NAMES);
        two.jump("26a");
        two.at("cb-first-step", First);
        page.type_into("What I’ll do", "Ask my landlord first.");
        page.wait_for_text("Kept on this device");
        two.press("Keep this to myself");
        two.at("cb-first-step", Second);
        page.type_into("What I’ll do", "Call the bank.");
        page.wait_for_text("Kept on this device");
        two.goes_on();

        two.at("cb-realistic", First);
        page.wait_for_text("Call the bank.");
        two.skips();
        two.at("cb-realistic", Second);
        assert!(!page.text().contains("landlord"), "nobody looks at it");
        two.skips();
        two.arrive("Sam, what part would you like Noor to play?", Second);
        two.press("That’s enough for today");
        two.arrive_alone("That’s all. You can put this away.");
        two.press("To Noor and Sam");
        page.wait_for_text("Call the bank.");
        assert!(!page.text().contains("landlord"), "nor is it with what they chose");
        two.press("Let it rest").press("Only Sam");
        page.wait_for_button("It happened");
        assert!(!page.text().contains("At rest since"), "how it stands is Sam’s");
        page.sound();
        two.press("Read it all, from the beginning");
        page.wait_for_text("Call the bank.");
        assert!(!page.text().contains("landlord"), "nor with what both see");

        page.click_link("Noor’s own page");
        two.take(First);
        page.wait_for_text("Ask my landlord first.");
        page.wait_for_text("Only Noor sees this.");
        page.sound();
        page.inside(".cg-entry__words--private", |page| {
            page.click_button("Remove Noor’s words");
            page.click_button("Erase it");
        });
        page.wait_for("the plan to go", |page| !page.text().contains("landlord"));
        let words = page.storage().into_values().collect::<String>();
        assert!(!words.contains("landlord") && words.contains("Call the bank."));
        assert!(!page.text().contains("How it has stood"), "and how it stood, too");
        page.click_link("Sam’s own page");
        two.take(Second);
        page.click_at(".cg-entry .cg-fold__head");
        page.wait_for_text("At rest since");
        page.wait_for_text("Chosen on");
        page.sound();
        page.screenshot("stood");
    });
}

/// On the page of the plan itself: the fields are empty again, and the cursor is in the first.
#[test]
fn a_plan_is_removed_where_it_is_made() {
    story(|page| {
        let two = with_a_plan(page);
        page.wait_for_text("Kept on this device");
        two.press("Remove my words");
        page.wait_for_focus("textbox \"What I’ll do\"");
        assert_eq!(page.value_of("What I’ll do"), "");
        assert_eq!(page.value_of("Why it matters to me"), "");
        assert!(!page.storage().into_values().collect::<String>().contains("landlord"));
        assert!(!page.has("button", "Remove my words"), "there is nothing more to remove");
        page.sound();
    });
}

/// Their own reason in their own words, when they wished, until they have no more of it (C34).
#[test]
fn a_reminder_is_its_owners() {
    story(|page| {
        let two = with_a_plan(page);
        two.choose("Remind me of it, in my own words");
        two.choose("Every week");
        page.wait_for_text("Kept on this device");
        page.sound();
        two.press("That’s enough for today");
        two.arrive_alone("That’s all. You can put this away.");
        two.press("To Noor and Sam");
        page.wait_for_text("Ask my landlord first.");
        let due = "Noor wanted to be reminded of this by now.";
        assert!(!page.text().contains(due), "not yet");
        page.let_time_pass(8 * 24 * 60);
        page.reload();
        page.wait_for_text(due);
        page.wait_for_text("I sleep there.");
        page.sound();
        page.click_button("Noor, stop reminding");
        page.wait_for("the reminder to stop", |page| !page.text().contains(due));
        page.let_time_pass(30 * 24 * 60);
        page.reload();
        page.wait_for_text("I sleep there.");
        assert!(!page.text().contains(due), "it has stopped for good");
    });
}
