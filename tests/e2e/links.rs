//! What goes by link between two devices, in the words in which that is told.
//!
//! ```ignore
//! let marta = known_here(page, ["Marta", "Jonas"], &["2026-11-19"]);
//! let link = asks(page, "Marta");
//! let jonas = page.device(page.engine(), PHONE);
//! jonas.open(&link);
//! ```
//!
//! A link is the part of the address from `#` on: the two devices are on the same host.

use std::collections::BTreeMap;

use common_ground::domain::crossing::Parcel;
use common_ground::domain::ids::{PairId, RunId, SessionId, StepId};
use common_ground::domain::person::{KindOfPair, Person, Side};
use common_ground::domain::run::Asked;
use common_ground::domain::time::Stamp;
use common_ground::share::envelope::{self, Lock, Opened};
use common_ground::share::parcel;
use serde_json::{Value, json};

use crate::page::Page;
use crate::two::{Two, records};

/// Two who are known here and talked on some days, in one room, on this device; gives the address of their page.
#[track_caller]
pub fn talked(page: &Page, names: [&'static str; 2], days: &[&str]) -> String {
    Two::begin(page, names);
    let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();
    let address = format!("#/p/{pair}");
    for day in days {
        talked_again(page, &address, day);
    }
    page.open(&address);
    page.wait_for_heading(&format!("{} and {}", names[0], names[1]));
    address
}

/// They talked once more, in one room; their page is open then.
#[track_caller]
pub fn talked_again(page: &Page, address: &str, day: &str) {
    let pair = address.trim_start_matches("#/p/");
    // Later sittings have higher ids.
    let digits: String = day.chars().filter(char::is_ascii_digit).collect();
    let ids = [format!("{digits:0>32}"), format!("1{digits:0>31}")];
    let mut all = kept_by(page);
    all.extend(over(pair, ids, "coalition", &format!("{day}T10:00:00+01:00"), &json!([])));
    page.prepare_storage(&all);
    page.open(address);
}

/// What is kept of a talk that is over: the sitting and the run, with these ids, and its entries.
pub fn over(
    pair: &str,
    [session, run]: [String; 2],
    dialogue: &str,
    at: &str,
    entries: &Value,
) -> [(String, String); 2] {
    let sitting = json!({
        "id": session, "pair": pair, "started": at, "ended": at, "mode": "side-by-side",
        "way": "whole", "opener": "first", "changed": at,
    });
    let held = json!({
        "id": run, "pair": pair, "session": session, "dialogue": dialogue, "content": 1,
        "round": 1, "state": {"closed": at}, "turn-minutes": 5, "began": at, "changed": at,
        "entries": entries,
    });
    [
        (format!("common-ground/session/{pair}/{session}"), sitting.to_string()),
        (format!("common-ground/run/{pair}/{run}"), held.to_string()),
    ]
}

/// Everything of ours in local storage.
#[track_caller]
pub fn kept_by(page: &Page) -> BTreeMap<String, String> {
    page.storage().into_iter().filter(|(key, _)| key.starts_with("common-ground/")).collect()
}

/// The button whose words begin so, pressed: what stands beside it says more.
#[track_caller]
pub fn takes(page: &Page, way: &str) {
    let begins = |page: &Page| page.names("button").into_iter().find(|name| name.starts_with(way));
    page.wait_for(&format!("a button that begins with {way:?}"), |page| begins(page).is_some());
    page.click_button(&begins(page).expect("awaited above"));
}

/// The link that stands on the page, from `#` on.
#[track_caller]
pub fn link_on(page: &Page) -> String {
    page.wait_for("a link", |page| {
        page.has("field", "The link") && !page.value_of("The link").is_empty()
    });
    let whole = page.value_of("The link");
    let (before, fragment) = whole.split_once('#').expect("a fragment");
    assert_eq!(before, page.server().url(), "nothing of it reaches a host");
    format!("#{fragment}")
}

/// What is in a link, as the program that opens it reads it.
#[track_caller]
pub fn inside(link: &str) -> String {
    match envelope::open(link) {
        Ok(Opened::Plain(text)) => text,
        other => panic!("{link} is {other:?}"),
    }
}

/// Opens the sheet that asks, from the page of the two, and says whose device this is.
#[track_caller]
pub fn opens_sheet(page: &Page, me: &str) {
    let mine = format!("I’m {me}");
    page.click_button("Ask how it was");
    page.wait_for("the sheet", |page| page.has("choice", &mine));
    page.choose(&mine);
    link_on(page);
}

/// Changes what is asked, on the sheet, and waits for the other link.
#[track_caller]
pub fn asks_anew(page: &Page, change: impl FnOnce(&Page)) {
    let before = link_on(page);
    change(page);
    page.wait_for("another link", |page| link_on(page) != before);
}

/// A link by which the first asks the second how Thursday was, as a device that is not here made it. `change` may
/// do so otherwise.
#[track_caller]
pub fn request(names: [&str; 2], change: impl FnOnce(&mut Parcel)) -> String {
    let mut asked = asked_by(names);
    change(&mut asked);
    in_link(&asked, None)
}

/// The same behind a passphrase.
#[track_caller]
pub fn locked_request(names: [&str; 2], phrase: &str) -> String {
    in_link(&asked_by(names), Some(phrase))
}

#[track_caller]
fn in_link(asked: &Parcel, phrase: Option<&str>) -> String {
    let lock = phrase.map(|phrase| Lock::fresh(phrase, &mut || [7; 10]));
    format!("#{}", envelope::seal(&parcel::write(asked), lock).expect("room in a link"))
}

fn asked_by(names: [&str; 2]) -> Parcel {
    let at: Stamp = "2026-11-19T10:00:00+01:00".parse().expect("a moment");
    let person = |name: &str| Person { name: name.to_owned(), ..Person::default() };
    let id = |n: u8| format!("019a2f6c1d7b7c32a1f4d20c5e9b8a{n:02x}");
    Parcel {
        from: Side::First,
        made: at,
        pair: PairId::parse(&id(1)).expect("an id"),
        people: names.map(person),
        kind: KindOfPair::Unsaid,
        session: SessionId::parse(&id(2)).expect("an id"),
        started: at,
        opener: Side::First,
        spoken_only: false,
        run: RunId::parse(&id(3)).expect("an id"),
        dialogue: "feedback".into(),
        content: 1,
        definition: None,
        round: 1,
        turn_minutes: 1,
        first: None,
        began: at,
        asked: Some(Asked {
            by: Side::First,
            at,
            questions: ["fb-mattered", "fb-say", "fb-off"].map(StepId::from).to_vec(),
            own: Vec::new(),
            greeting: String::new(),
            reply: None,
        }),
        own: Vec::new(),
        joint: Vec::new(),
        seals: Vec::new(),
        commitments: Vec::new(),
        agreements: Vec::new(),
        threads: Vec::new(),
        talks: Vec::new(),
        gone: Vec::new(),
    }
}
