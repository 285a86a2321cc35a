//! Links that somebody made by hand: whatever stands in them, nobody's words but their sender's come with them, and
//! what is kept here can be read the next time, too (`trust.md` 4, C23).

use common_ground::codec::record as kept;
use common_ground::domain::command::Command;
use common_ground::domain::crossing::{Gone, Parcel};
use common_ground::domain::outcome::{Affirmation, Agreement, Assent, Thread, ThreadState};
use common_ground::domain::person::Side;
use common_ground::domain::run::{Crossing, Run, Version, Words};
use common_ground::share::parcel;
use serde_json::{Value, json};

use crate::crossing::{Device, both, exchange};
use crate::people::{FIRST, SECOND, at, texts};

const STEP: &str = "cb-declare";

/// What Tom sends next, changed by hand.
fn forges(tom: &mut Device, with: impl FnOnce(&mut Parcel)) -> String {
    tom.sends();
    let mut forged = tom.parcel();
    with(&mut forged);
    parcel::write(&forged)
}

fn yes(who: Side) -> Affirmation {
    Affirmation { who, state: Assent::Yes, at: at("2027-01-01T00:00:00Z") }
}

fn sentence(device: &Device) -> &Agreement {
    let id = device.table.sentence_id(STEP);
    device.table.workspace.agreements.get(id.uuid()).expect("a sentence")
}

/// Nobody else says yes for somebody, neither to what they said yes to in other words, nor to anything new.
#[test]
fn c23_nobody_says_yes_for_the_other() {
    let both_yes = |a: &mut Agreement, text: &str| {
        a.text = text.to_owned();
        a.affirmations = Side::BOTH.map(yes).to_vec();
        a.changed = at("2027-01-01T00:00:00Z");
    };
    // A sentence she said yes to, one she only knows, and one that is new to her.
    for (affirms, knows) in [(true, true), (false, true), (false, false)] {
        let [mut maya, mut tom] = both("coalition");
        let writer = if knows { &mut maya } else { &mut tom };
        writer.table.words_it(STEP, "We stand together.");
        if affirms {
            let agreement = maya.table.sentence_id(STEP);
            maya.table.does(Command::Affirmed { agreement, who: FIRST, state: Assent::Yes });
        }
        if knows {
            let link = maya.sends();
            tom.opens(&link);
        }
        let link = forges(&mut tom, |p| both_yes(&mut p.agreements[0], "You pay."));
        maya.opens(&link);
        assert_eq!(sentence(&maya).text, "You pay.", "whoever wrote last");
        assert_eq!(sentence(&maya).word_of(FIRST), None, "{affirms} {knows}");
        assert_eq!(sentence(&maya).word_of(SECOND), Some(Assent::Yes));
        assert!(!sentence(&maya).was_agreed());
    }
}

/// What both really said yes to stays so, whoever hears of it last.
#[test]
fn c23_two_yes_on_two_devices_are_an_agreement() {
    let mut devices = both("coalition");
    devices[0].table.words_it(STEP, "We stand together.");
    exchange(&mut devices);
    for device in &mut devices {
        let (agreement, who) = (device.table.sentence_id(STEP), device.mine);
        device.table.does(Command::Affirmed { agreement, who, state: Assent::Yes });
    }
    exchange(&mut devices);
    assert!(devices.iter().all(|d| sentence(d).was_agreed()));
}

/// What she asked stands as she asked it; what he says to it is his.
#[test]
fn nobody_asks_in_the_name_of_the_other() {
    for later in [0, 60] {
        let [mut maya, mut tom] = both("feedback");
        let mine = maya.table.now().asked.clone().expect("asked");
        let link = forges(&mut tom, |p| {
            let asked = p.asked.as_mut().expect("asked");
            asked.at += chrono::Duration::seconds(later);
            asked.greeting = "I hate you.".to_owned();
            asked.own = vec!["Are you ashamed?".to_owned()];
        });
        maya.opens(&link);
        assert_eq!(maya.table.now().asked.as_ref(), Some(&mine), "{later}");
    }
}

/// Other wordings come of copies brought together here, never by link.
#[test]
fn no_other_wordings_come_along() {
    let [mut maya, mut tom] = both("coalition");
    tom.table.words_it(STEP, "We stand together.");
    let link = forges(&mut tom, |p| {
        let words = Words::of_text("We part.");
        p.agreements[0].also = vec![Version { words, changed: p.made }];
    });
    maya.opens(&link);
    assert_eq!(sentence(&maya).also, Vec::new());
}

fn is_kept(run: &Run) -> bool {
    kept::read::<Run>(&kept::write(run)).as_ref() == Ok(run)
}

/// However much is said to be gone, or to have come of it, what is kept of a run stays within what is read, and what it
/// sends within what is taken.
#[test]
fn a_run_is_read_again_whatever_is_said_to_have_come_of_it() {
    for gone in [true, false] {
        let [mut maya, mut tom] = both("feedback");
        maya.table.answers(FIRST, "fb-off", texts("‹off›"));
        let mut taken = 0;
        for round in 0..3_u128 {
            let link = forges(&mut tom, |p| {
                let ids = (0..1_000_u128).map(|n| uuid::Uuid::from_u128((round << 64) | n));
                if gone {
                    let records = ids.map(Into::into).collect();
                    p.gone.push(Gone { run: p.run, steps: Vec::new(), records });
                } else {
                    p.threads = ids.map(|id| thread(p, id)).collect();
                }
            });
            let parcel = Box::new(parcel::read(&link).expect("a parcel"));
            taken += u32::from(maya.table.act(Command::ParcelTaken { parcel }).is_ok());
            assert!(is_kept(maya.table.now()), "{round}");
            maya.sends();
        }
        assert_eq!(taken, if gone { 3 } else { 2 });
        assert_eq!(maya.table.now().shared.len(), if gone { 0 } else { 2_000 });
    }
}

fn thread(parcel: &Parcel, id: uuid::Uuid) -> Thread {
    Thread {
        id: id.into(),
        pair: parcel.pair,
        run: parcel.run,
        step: "fb-off".into(),
        text: id.to_string(),
        state: ThreadState::Open,
        changed: parcel.made,
        also: Vec::new(),
    }
}

/// What is made after the end of all dates is not later than it, and can still be read.
#[test]
fn what_is_sent_never_leaves_the_years() {
    let [mut maya, _] = both("feedback");
    let run = maya.table.now().id;
    maya.sends();
    let mut record = maya.table.now().clone();
    let crossing = record.crossed.iter_mut().find(|c| c.who == FIRST).expect("sent");
    *crossing = Crossing { at: at("9999-12-31T23:59:59Z"), ..crossing.clone() };
    maya.table.workspace.take(record);
    maya.table.does(Command::ParcelMade { run });
    assert!(is_kept(maya.table.now()));
}

/// The lowest number there is, in each place: refused or taken, and nothing breaks.
#[test]
fn the_lowest_number_breaks_nothing() {
    let [mut maya, _] = both("coalition");
    maya.table.answers(FIRST, "cb-hope-today", texts("hope"));
    let whole: Value = serde_json::from_str(&maya.sends()).expect("JSON");
    let mut places = Vec::new();
    crate::schema::places(&whole, String::new(), &mut places);
    for place in places {
        for number in [i64::MIN, i64::MAX] {
            let mut changed = whole.clone();
            *changed.pointer_mut(&place).expect("a place") = json!(number);
            assert!(parcel::read(&changed.to_string()).is_err(), "{place}: {number}");
        }
    }
    let mut changed = whole.clone();
    changed["e"][0] = json!(["cb-hope-today", i64::MIN]);
    assert!(parcel::read(&changed.to_string()).is_err());
    changed = whole;
    changed["q"] = json!([1, 1, [], [], "", i64::MIN]);
    assert!(parcel::read(&changed.to_string()).is_err());
}

/// A run is of the dialogue that it is of: by the rules of another one its answers would be left out, and its seals.
#[test]
fn a_run_stays_of_its_dialogue() {
    let [mut maya, mut tom] = both("coalition");
    tom.table.answers(SECOND, "cb-hope-today", texts("‹hope›"));
    let link = tom.sends();
    maya.opens(&link);
    let link = forges(&mut tom, |p| p.dialogue = "feedback".into());
    let parcel = Box::new(parcel::read(&link).expect("a parcel"));
    assert!(maya.table.act(Command::ParcelTaken { parcel }).is_err());
    assert!(maya.table.entry(SECOND, "cb-hope-today").is_some());
}
