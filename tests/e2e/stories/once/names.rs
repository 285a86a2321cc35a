//! What the two are called, changed on their page (D.1): a name that is too long is said to be, and shortened it is kept.

use crate::page::{Key, Page};
use crate::story::story;
use crate::two::Two;

const NAME: &str = "Name or nickname";
const TOO_LONG: &str = "A name can have 200 characters here.";

/// In the dialog of names, in the fields of the first of the two.
fn of_the_first(page: &Page, act: impl FnOnce(&Page)) {
    page.inside("fieldset:has(#name-first)", act);
}

#[track_caller]
fn open_names(page: &Page) {
    page.click_button("Change");
    page.wait_for_focus("h2 \"Names, languages, time zones\"");
}

/// "Noor", and as much behind it as makes 201 characters.
#[track_caller]
fn paste_too_much(page: &Page) {
    of_the_first(page, |page| page.paste_into(NAME, &"x".repeat(197)));
    page.wait_for_text(TOO_LONG);
}

#[test]
fn a_name_that_is_too_long_is_said_and_shortened() {
    story(|page| {
        Two::begin(page, ["Noor", "Sam"]);
        let pair = page.route().trim_end_matches("/start/1").to_owned();
        page.open(&pair);
        page.wait_for_heading("Noor and Sam");

        // Left as it is, it is not kept, and every other way is open.
        open_names(page);
        paste_too_much(page);
        page.press(Key::Escape);
        page.wait_for_focus("button \"Change\"");
        page.click_button("Take a break");
        page.wait_for_button("Come back to it");
        page.click_button("Come back to it");
        page.wait_for_button("Take a break");

        open_names(page);
        of_the_first(page, |page| assert_eq!(page.value_of(NAME), "Noor"));
        paste_too_much(page);
        page.click_button("Done");
        page.wait_for_text(TOO_LONG);
        of_the_first(page, |page| {
            assert_eq!(page.value_of(NAME).chars().count(), 201, "it stays in the field");
            page.clear_field(NAME);
            page.paste_into(NAME, "Noor Amal");
        });
        page.click_button("Done");
        page.wait_for_focus("button \"Change\"");
        page.wait_for_heading("Noor Amal and Sam");
        page.reload();
        page.wait_for_heading("Noor Amal and Sam");
    });
}
