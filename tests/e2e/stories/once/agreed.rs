//! What two have agreed, as a sheet: on the page, on paper, and as a file.

use serde_json::json;

use super::super::paper::sheets;
use crate::page::Page;
use crate::story::{Story, story};
use crate::two::Two;
use crate::two::Who::{Both, First, Second};

/// Maya and Tom, or whoever they are, with something in each part of the sheet.
fn agreed<'p>(page: &'p Page, names: [&'static str; 2], words: [&str; 6]) -> Two<'p> {
    let two = Two::begins_joining(page, names);
    two.jump("11t");
    two.at("cb-ground-rules", Both).agrees_on(words[0]);
    two.answers_sentence(First, "Yes I mean it");
    two.answers_sentence(Second, "Yes I mean it");
    two.arrive("You both said yes.", Both).jump("15a");
    for (who, note) in [(First, words[1]), (Second, words[2])] {
        two.at("cb-care-now", who).says_with_note(who, note);
    }
    two.at("cb-bigger-picture", First).jump("26a");
    for (who, what) in [(First, words[3]), (Second, words[4])] {
        two.at("cb-first-step", who).fills(&[("What I’ll do", what)]);
    }
    two.at("cb-realistic", First).skips();
    two.at("cb-realistic", Second).skips();
    for (who, other) in [(First, Second), (Second, First)] {
        let (name, theirs) = (two.name(who), two.name(other));
        two.arrive(&format!("{name}, what part would you like {theirs} to play?"), who);
        two.picks(&["Ask me how it goes"]);
        two.arrive(&format!("{theirs}, would you play this part?"), other);
        two.picks(&["Yes I mean it"]);
    }
    two.at("cb-my-role", Both).press("Pause").press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
    two.choose("A day and a time");
    page.pick_moment("Day", "2031-01-15");
    page.pick_moment("Time", "09:00");
    two.press(&format!("To {} and {}", names[0], names[1]));
    two
}

const WORDS: [&str; 6] = [
    "When something sits wrong, we say it within a week.",
    "That Tom finishes the book he meant to write, and that our hour is the place where nothing has to be polished.",
    "Writing in my own voice. Being told the truth early, by someone who is on my side.",
    "Send notes the same day, even if they’re short.",
    "Three mornings a week on the second draft, before mail.",
    "",
];

fn the_sheet(page: &Page) {
    let two = agreed(page, ["Maya", "Tom"], WORDS);
    two.press("What you have agreed, on a sheet");
    page.wait_for_focus("h1 \"What Maya and Tom have agreed\"");
    for words in WORDS.into_iter().chain([
        "What each of us cares about",
        "What we’re committed to",
        "How we stand behind each other",
        "Together",
        "Ask me how it goes",
        "A working agreement between two people. Not a contract.",
    ]) {
        page.wait_for_text(words);
    }
    assert_eq!(page.title(), "Common Ground");
    page.sound();
    page.screenshot("sheet");
    assert!(sheets(page) <= 1, "it takes one page");
    page.run("window.print = () => { window.printed = true }; return true", None);
    two.press("Print");
    assert_eq!(page.run("return window.printed", None), json!(true));
    page.wait_for_text("A copy that has left this device can’t be called back.");
    page.click_button("Save as Markdown");
    let (name, file) = page.download();
    let file = String::from_utf8(file).expect("a text");
    assert!(name == "common-ground.md" && file.starts_with("# What "), "{name}: {file}");
    for words in ["## Together", "Send notes the same day", "Not a contract"] {
        assert!(file.contains(words), "{words}: {file}");
    }
    two.press("Change something");
    page.wait_for_focus("h1 \"Our way of working\"");
    two.press("What you have agreed, on a sheet");
    two.press("Close");
    page.wait_for_heading("Maya and Tom");
}

#[test]
fn what_they_agreed_on_a_sheet() {
    story(the_sheet);
}

#[test]
fn a_sheet_on_a_small_phone_in_the_dark() {
    Story::new().small_phone().dark().run(the_sheet);
}

/// Right to left beside left to right, and names longer than a column.
#[test]
fn a_sheet_of_long_names_and_of_two_directions() {
    Story::new().small_phone().run(|page| {
        let names = ["أمينة", "Donaudampfschifffahrtsgesellschaftskapitänin"];
        let words = [
            "نقولها خلال أسبوع.",
            "ألا يحتاج أحد إلى التظاهر.",
            "Eine Hochgeschwindigkeitsinternetzugangsberechtigung.",
            "أرسل الملاحظات في اليوم نفسه.",
            "Drei Vormittage in der Woche.",
            "",
        ];
        let two = agreed(page, names, words);
        two.press("What you have agreed, on a sheet");
        page.wait_for_text("Drei Vormittage in der Woche.");
        page.sound();
        page.screenshot("long");
    });
}
