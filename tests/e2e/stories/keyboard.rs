//! Nobody needs a mouse: from the first start to the file in hand with the keyboard alone.

use crate::page::Key;
use crate::story::story;
use crate::two::Two;
use crate::two::Who::{First, Second};

#[test]
fn keys_alone_lead_to_the_file() {
    story(|page| {
        page.open("");
        let two = Two::known(page, ["Noor", "Sam"]);
        two.by_keys();
        page.press(Key::Tab);
        page.wait_for_focus("link \"Skip to the page\"");
        page.press(Key::Enter);
        assert!(page.focus().starts_with("main"), "past the masthead: {}", page.focus());
        two.tab_to("textbox \"Your first name\"");
        page.type_here("Noor");
        two.tab_to("textbox \"Their first name\"");
        page.type_here("Sam");
        two.choose("Colleagues");
        two.press("Begin with Sam");
        two.cover("coalition", &["The short way about 20 minutes"]);

        two.at("cb-care-now", First).speaks(First);
        two.tab_to("textbox \"A short note, if you like\"");
        page.type_here("The night shift.");
        two.goes_on();
        two.at("cb-care-now", Second).press("Sam begins");
        two.press("Hold the time").press("Go on");
        page.wait_for_focus("button \"Hold the time\"");
        two.press("I’ve said it all");
        two.goes_on();
        two.at("cb-bigger-picture", First).writes("A garden\nbehind it.");
        two.at("cb-bigger-picture", Second).press("Say it aloud instead");
        page.wait_for_focus("button \"Write it, too\"");
        page.press(Key::Enter);
        page.wait_for_focus("button \"Say it aloud instead\"");
        two.tab_to("textbox \"Sam’s words\"");
        two.writes("Sundays.");
        two.at("cb-soon-and-later", First)
            .fills(&[("Noor’s words: Soon", "the fence"), ("Noor’s words: Later", "a greenhouse")]);
        two.at("cb-soon-and-later", Second).press("Back");
        two.at("cb-soon-and-later", First).goes_on();
        two.at("cb-soon-and-later", Second).skips();
        two.at("cb-clear-yet", First).picks(&["Clear"]);
        two.at("cb-clear-yet", Second).picks(&["Getting clearer"]);
        two.opens("cb-clear-yet", Some("Not sure yet keep it for another day"));
        two.at("cb-help-focus", Second).press("Jump to…");
        page.wait_for_focus("h2 \"Jump to…\"");
        page.press(Key::Escape);
        page.wait_for_focus("button \"Jump to…\"");
        two.press("Pause");
        page.wait_for_focus("h1 \"You’ve paused.\"");
        two.choose("In 20 minutes");
        two.press("Carry on");
        two.at("cb-help-focus", Second).press("That’s enough for today");
        page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
        two.press("Save a copy");
        let (_, file) = page.download();
        let file = String::from_utf8(file).expect("UTF-8");
        for words in ["The night shift.", "A garden\\nbehind it.", "Sundays.", "a greenhouse"] {
            assert!(file.contains(words), "the file holds {words:?}");
        }
    });
}
