//! How it has felt, session by session: from what was handed over alone, drawn and as tables.

use serde_json::{Value, json};

use crate::links::over as talk_over;
use crate::page::Page;
use crate::story::{SMALL_PHONE, Story};
use crate::two::{Two, records};

const TITLE: &str = "How it has felt, session by session";
const QUESTION: &str = "Scale private";

/// The `n`th day of one session after another.
fn day(n: usize) -> String {
    format!("20{:02}-{:02}-{:02}T10:00:00+01:00", 10 + n / 336, 1 + n / 28 % 12, 1 + n % 28)
}

fn answer(who: &str, number: u8, released: bool, at: &str) -> Value {
    let mut entry = json!({
        "step": "ks-scale-private", "who": who, "how": "wrote", "words": {"number": number},
        "visibility": "private", "given": at, "changed": at,
    });
    if released {
        entry["released"] = json!(at);
    }
    entry
}

/// One session of Maya and Tom: what each of them answered, and whether they handed it over.
type Session = [Option<(u8, bool)>; 2];

/// Puts sessions into the store, and opens the page of the two.
fn after(page: &Page, sessions: &[Session]) {
    Two::begin(page, ["Maya", "Tom"]);
    let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();
    let mut all = page.storage();
    all.retain(|key, _| key.starts_with("common-ground/"));
    for (n, answers) in sessions.iter().enumerate() {
        let at = day(n);
        let given = ["first", "second"].into_iter().zip(answers).filter_map(|(who, answer_of)| {
            let (number, released) = (*answer_of)?;
            Some(answer(who, number, released, &at))
        });
        let entries = given.collect::<Vec<_>>().into();
        let ids = [format!("{:032x}", 2 * n + 2), format!("{:032x}", 2 * n + 3)];
        all.extend(talk_over(&pair, ids, "kitchen-sink", &at, &entries));
    }
    page.prepare_storage(&all);
    page.open(&format!("#/p/{pair}"));
    page.wait_for_heading("Maya and Tom");
}

/// An answer that was handed over.
const fn over(number: u8) -> (u8, bool) {
    (number, true)
}

fn of_tom(page: &Page) {
    let kept = Some((1, false));
    let toms = [
        Some(over(3)),
        Some(over(4)),
        kept,
        Some(over(3)),
        None,
        Some(over(2)),
        Some(over(4)),
        Some(over(4)),
        Some(over(4)),
        Some(over(5)),
    ];
    after(page, &toms.map(|answer| [None, answer]));
    page.wait_for_heading(TITLE);
    let drawn = page.names("heading");
    assert!(drawn.iter().any(|name| name == QUESTION), "{drawn:?}");
    page.wait_for_text("Tom’s answers");
    let text = page.text();
    assert!(text.contains("These are Tom’s words for each session, not marks for anyone."));
    assert!(!text.contains("Maya’s answers"), "she gave none");
    assert!(!text.contains("Worth a word?"), "nothing is unusual");
    page.sound();
    page.click_at("#felt");
    page.screenshot("drawn");
    // As a table: eight answers, and no place where there is none.
    page.click_at(".cg-partnership__felt summary");
    page.wait_for("a table", |page| page.count(".cg-table tbody tr") == 8);
    assert_eq!(page.count(".cg-table tbody td"), 24);
    page.sound();
    page.click_at(".cg-table caption");
    page.screenshot("table");
}

#[test]
fn what_tom_handed_over_is_drawn_and_can_be_read() {
    Story::specimens().run(of_tom);
}

#[test]
fn it_is_drawn_on_the_smallest_phone_in_the_dark() {
    Story::specimens().sized(SMALL_PHONE).dark().run(of_tom);
}

#[test]
fn both_are_drawn_and_a_word_may_be_worth_it() {
    Story::specimens().run(|page| {
        let of_both = |a, b| [Some(over(a)), Some(over(b))];
        after(page, &[of_both(4, 2), of_both(4, 3), of_both(5, 3), of_both(2, 3)]);
        page.wait_for_heading(TITLE);
        page.wait_for_text("Worth a word?");
        assert!(page.text().contains("Maya’s answers") && page.text().contains("Tom’s answers"));
        page.sound();
        page.click_at("#felt");
        page.screenshot("both");
    });
}

/// F3: what is kept leaves nothing, not even a heading.
#[test]
fn what_is_kept_leaves_no_trace() {
    Story::specimens().run(|page| {
        after(
            page,
            &[[Some((3, false)), None], [None, None], [Some((5, false)), Some((2, false))]],
        );
        page.wait_for_heading("So far");
        assert!(!page.text().contains(TITLE));
        assert_eq!(page.count("[role=img]"), 0);
    });
}

/// Hundreds of sessions are read a few at a time, and all of them are there.
#[test]
fn five_hundred_sessions_are_drawn() {
    Story::specimens().run(|page| {
        let number = |n: usize| u8::try_from(1 + n * 7 % 5).expect("one of five");
        let sessions: Vec<Session> =
            (0..500).map(|n| [Some(over(number(n))), Some(over(number(n + 2)))]).collect();
        after(page, &sessions);
        page.wait_for_heading(TITLE);
        page.click_at(".cg-partnership__felt summary");
        page.wait_for("all answers", |page| page.count(".cg-table tbody tr") == 1000);
        page.click_at("#felt");
        page.screenshot("many");
    });
}
