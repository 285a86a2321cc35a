//! Erasing what two said, from what is read back: a whole sitting, one of them, one's words in every round (D.11).

use serde_json::{Value, json};

use crate::page::Page;
use crate::story::{SMALL_PHONE, Story, story};
use crate::two::{Two, records};

/// Each sitting by its day, with what Noor hoped for in it; and whether they wrapped up after.
const SITTINGS: [(&str, &str, bool); 3] = [
    ("2026-05-04", "Lilac: to say it once, and slowly.", true),
    ("2026-06-01", "Lilac: a door that stays open.", false),
    ("2026-07-06", "Lilac: an hour without a clock.", false),
];
const LINE: &str = "We know what the next week is for.";

fn entry(step: &str, who: &str, text: &str, at: &str) -> Value {
    json!({ "step": step, "who": who, "how": "wrote", "words": { "text": text }, "visibility": "shared",
        "given": at, "changed": at })
}

/// Three sittings of Noor and Sam, read back.
fn read_back(page: &Page) {
    Two::begin(page, ["Noor", "Sam"]);
    let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();
    let mut all = page.storage();
    let mut keep = |kind: &str, id: &str, record: Value| {
        all.insert(format!("common-ground/{kind}/{pair}/{id}"), record.to_string());
    };
    for (n, (day, hope, wraps_up)) in SITTINGS.into_iter().enumerate() {
        let at = format!("{day}T10:00:00+01:00");
        let id = |kind: usize| format!("{:032x}", 4 * (n + 1) + kind);
        let run = |kind: usize, dialogue: &str, entries: Vec<Value>| {
            json!({
                "id": id(kind), "pair": pair, "session": id(0), "dialogue": dialogue, "content": 1, "round": 1,
                "state": { "closed": at }, "turn-minutes": 5, "began": at, "changed": at, "entries": entries,
            })
        };
        let sitting = json!({
            "id": id(0), "pair": pair, "started": at, "ended": at, "mode": "side-by-side", "way": "whole",
            "opener": "first", "changed": at,
        });
        keep("session", &id(0), sitting);
        let hopes = vec![entry("cb-hope-today", "first", hope, &at)];
        keep("run", &id(1), run(1, "coalition", hopes));
        if wraps_up {
            let line = vec![entry("wu-one-line", "both", LINE, &at)];
            keep("run", &id(2), run(2, "wrapup", line));
        }
    }
    page.prepare_storage(&all);
    page.open(&format!("#/p/{pair}/read"));
    page.wait_for_heading("Read it all back, without hurrying.");
    page.wait_for_text(SITTINGS[2].1);
}

/// Which of the words are on the page, and in what is kept: the same.
fn words(page: &Page) -> Vec<&'static str> {
    let kept: String = page.storage().into_values().collect();
    let (text, all) = (page.text(), SITTINGS.map(|s| s.1).into_iter().chain([LINE]));
    let shown: Vec<_> = all.clone().filter(|words| text.contains(words)).collect();
    let held: Vec<_> = all.filter(|words| kept.contains(words)).collect();
    assert_eq!(shown, held, "what is shown, and what is kept");
    shown
}

/// The first sitting that is read back.
const FIRST: &str = ".cg-entry:not([hidden]):first-of-type";

fn erases(page: &Page) {
    read_back(page);
    let [hope, second, third] = SITTINGS.map(|s| s.1);
    assert_eq!(words(page), [hope, second, third, LINE]);

    // Asked once more, and kept.
    assert_eq!(page.names("button").iter().filter(|b| *b == "Erase this whole session").count(), 1);
    page.click_button("Erase this whole session");
    page.wait_for_text(
        "Erase everything the two of you talked about in this session, and what came of it?",
    );
    page.sound();
    page.screenshot("sitting");
    page.click_button("Keep it");
    page.wait_for_button("Erase this whole session");
    assert_eq!(words(page), [hope, second, third, LINE]);

    // One answer, in every round.
    page.inside(FIRST, |page| page.click_button("Remove Noor’s words"));
    page.wait_for_button("Erase it in every round");
    page.sound();
    page.screenshot("rounds");
    page.click_button("Erase it in every round");
    page.wait_for("her words to be gone", |page| !page.text().contains("Lilac"));
    assert_eq!(words(page), [LINE], "and nothing of theirs with them");

    // The sitting.
    page.click_button("Erase this whole session");
    page.click_button("Erase it");
    page.wait_for("the sitting to be gone", |page| !page.text().contains(LINE));
    assert!(words(page).is_empty());
    assert_eq!(
        (records(page, "session").len(), records(page, "run").len()),
        (2, 2),
        "the others stay"
    );
    page.sound();
    page.reload();
    page.wait_for_heading("Read it all back, without hurrying.");
    assert!(words(page).is_empty());
}

#[test]
fn a_sitting_and_words_of_every_round_are_erased() {
    story(erases);
}

#[test]
fn they_are_erased_on_a_small_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(erases);
}
