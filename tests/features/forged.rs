//! Links that somebody made by hand: whatever stands in them, nobody's words but their sender's come with them, and
//! what is kept here can be read the next time, too (`trust.md` 4, C23).

use common_ground::codec::record as kept;
use common_ground::domain::command::Command;
use common_ground::domain::run::{Crossing, Run};
use common_ground::share::parcel;
use serde_json::{Value, json};

use crate::crossing::both;
use crate::people::{FIRST, at, texts};

fn is_kept(run: &Run) -> bool {
    kept::read::<Run>(&kept::write(run)).as_ref() == Ok(run)
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
