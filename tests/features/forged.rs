//! Links that somebody made by hand: whatever stands in them, nobody's words but their sender's come with them, and
//! what is kept here can be read the next time, too (`trust.md` 4, C23).

use common_ground::codec::record as kept;
use common_ground::domain::command::Command;
use common_ground::domain::crossing::{Gone, Parcel};
use common_ground::domain::outcome::{Thread, ThreadState};
use common_ground::domain::run::{Crossing, Run};
use common_ground::share::parcel;
use serde_json::{Value, json};

use crate::crossing::{Device, both};
use crate::people::{FIRST, at, texts};

/// What Tom sends next, changed by hand.
fn forges(tom: &mut Device, with: impl FnOnce(&mut Parcel)) -> String {
    tom.sends();
    let mut forged = tom.parcel();
    with(&mut forged);
    parcel::write(&forged)
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
