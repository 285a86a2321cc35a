//! A lock on what is private (D.1): asked for behind the curtain, wherever somebody comes from, and honest about what it
//! is not.

use crate::page::{Key, Page};
use crate::story::{PHONE, Story};
use crate::two::Two;
use crate::two::Who::First;

const PHRASE: &str = "grüne Tür 7";
/// The same from a keyboard that sends a letter and its marks one after the other.
const PHRASE_IN_PIECES: &str = "gru\u{308}ne Tu\u{308}r 7";
const WORDS: &str = "Because nobody else asks.";

/// Noor writes what only she sees, and locks it from her own page.
fn noor_locks(page: &Page) -> (String, String) {
    let two = Two::begin(page, ["Noor", "Sam"]);
    let pair = page.route().trim_end_matches("/start/1").to_owned();
    two.cover("coalition", &[]);
    two.at("cb-welcome", First).goes_on();
    two.at("cb-know-why", First).writes(WORDS);
    two.at("cb-purpose", First);
    let talk = page.route();
    let own = format!("{pair}/read/a");
    // She holds the device already.
    page.open(&own);
    page.wait_for_text(WORDS);
    page.click_at("summary:has(svg)");
    page.wait_for_text("It is no safe");
    page.sound();
    page.screenshot("setting");
    page.click_button("Lock it");
    page.wait_for_text("Nothing is locked yet.");
    page.type_into("Passphrase", PHRASE);
    page.type_into("The same once more", "something else");
    page.click_button("Lock it");
    page.wait_for_text("The two are not the same.");
    page.clear_field("The same once more");
    page.type_into("The same once more", PHRASE);
    page.click_button("Lock it");
    page.wait_for_text("This is locked.");
    assert!(page.text().contains(WORDS), "it stays open to whoever locked it");
    page.sound();
    (own, talk)
}

/// The curtain of her page, which asks, and opens for nothing else.
#[track_caller]
fn asks(page: &Page) {
    page.click_button("I’m Noor, open my page");
    page.wait_for_focus("textbox \"Passphrase\"");
    assert!(!page.text().contains(WORDS));
    page.type_here("not it");
    page.press(Key::Enter);
    page.wait_for_text("That isn’t the passphrase. It stays closed.");
    assert!(!page.text().contains(WORDS));
}

#[track_caller]
fn knows_better(page: &Page, phrase: &str) {
    page.clear_field("Passphrase");
    page.type_into("Passphrase", phrase);
}

#[track_caller]
fn opens(page: &Page) {
    knows_better(page, PHRASE);
    page.press(Key::Enter);
}

fn noor_and_sam(page: &Page) {
    let (own, talk) = noor_locks(page);
    assert!(!format!("{:?}", page.storage()).contains(PHRASE), "the passphrase is nowhere");
    page.reload();
    asks(page);
    page.sound();
    page.screenshot("asked");
    knows_better(page, PHRASE_IN_PIECES);
    page.press(Key::Enter);
    page.wait_for_text(WORDS);

    // By its address, by Back, in another tab.
    page.open("");
    page.open(&talk);
    asks(page);
    opens(page);
    page.wait_for_field("Noor’s words");
    page.open("");
    page.wait_for_text("Where would you like to pick up");
    page.back();
    asks(page);
    page.new_tab();
    page.open(&own);
    asks(page);
    page.close_tab();

    // What it leaves out of a copy is said, and left out.
    // What could not be read may be of it, too.
    page.run(
        "localStorage.setItem('common-ground/aside/1/run/x', '{ whose it is, nobody knows')",
        None,
    );
    page.open("#/data");
    page.wait_for_text("What is private and locked is not in this copy.");
    page.wait_for_text("While something is locked here, they can’t be saved.");
    assert!(!page.has("button", "Save it as a file"));
    page.sound();
    page.screenshot("data");
    page.click_button("Save a copy");
    let (_, copy) = page.download();
    let copy = String::from_utf8_lossy(&copy);
    assert!(!copy.contains(WORDS) && !copy.contains("nobody knows"));
    page.run("localStorage.removeItem('common-ground/aside/1/run/x')", None);

    // Two minutes without a touch.
    page.open(&own);
    asks(page);
    opens(page);
    page.wait_for_text(WORDS);
    page.let_time_pass(3);
    page.reload();
    asks(page);
    opens(page);
    page.wait_for_text(WORDS);

    page.click_at("summary");
    page.screenshot("locked");
    taken_off(page, &own);
}

fn taken_off(page: &Page, own: &str) {
    page.type_into("Passphrase", "not it");
    page.click_button("Take the lock off");
    page.wait_for_text("That isn’t the passphrase.");
    knows_better(page, PHRASE);
    page.click_button("Take the lock off");
    page.wait_for_text("Lock this with a passphrase");
    page.open("");
    page.open(own);
    page.click_button("I’m Noor, open my page");
    page.wait_for_text(WORDS);
}

#[test]
fn noor_locks_what_is_hers() {
    Story::new().run(noor_and_sam);
}

#[test]
fn noor_locks_what_is_hers_on_a_phone_in_the_dark() {
    Story::new().sized(PHONE).dark().run(noor_and_sam);
}

/// Nobody can look it up; her words can still go, and the lock with them (D.11).
#[test]
fn forgotten_it_goes_with_the_words() {
    Story::new().run(|page| {
        let (own, _) = noor_locks(page);
        // Her words are in a sitting that was long ago, and is not read for this page.
        let pair = own.trim_end_matches("/read/a");
        page.open(&format!("{pair}/start/5"));
        let two = Two::known(page, ["Noor", "Sam"]);
        two.cover("expectations", &[]);
        page.wait_for_button("I’m Noor, open my page");
        page.open("");
        page.reload();
        page.open(&own);
        asks(page);
        page.click_at("summary");
        page.click_button("Erase my words and the lock");
        page.sound();
        page.click_button("Erase it");
        page.wait_for_button("I’m Noor, open my page");
        page.click_button("I’m Noor, open my page");
        page.wait_for_text("Lock this with a passphrase");
        assert!(!page.text().contains(WORDS));
        assert!(!format!("{:?}", page.storage()).contains(WORDS));
    });
}

/// A map is one person's: it is locked by itself.
#[test]
fn a_map_is_locked() {
    Story::new().run(|page| {
        page.open("#/m");
        page.click_button("Begin");
        page.wait_for_text("Only you");
        let map = page.route().rsplit_once('/').expect("a question").0.to_owned();
        page.open(&map);
        page.wait_for_text("A lock for what is private");
        page.click_at("#lock ~ details summary, section[aria-labelledby=lock] summary");
        page.type_into("Passphrase", PHRASE);
        page.type_into("The same once more", PHRASE);
        page.click_button("Lock it");
        page.wait_for_text("This is locked.");
        page.sound();
        page.reload();
        page.wait_for_button("It’s mine, open it");
        page.click_button("It’s mine, open it");
        page.wait_for_focus("textbox \"Passphrase\"");
        page.sound();
        page.type_here(PHRASE);
        page.press(Key::Enter);
        page.wait_for_text("This is locked.");
    });
}
