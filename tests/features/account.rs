//! Whether the changes an act speaks of are just the changes that happened: the saver writes what
//! it is told, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use common_ground::codec::record;
use common_ground::domain::ids::PairId;
use common_ground::domain::map::Map;
use common_ground::domain::outcome::{Agreement, Commitment, Talk, Thread};
use common_ground::domain::own::OwnDialogue;
use common_ground::domain::person::Partnership;
use common_ground::domain::run::Run;
use common_ground::domain::session::Session;
use common_ground::domain::time::Stamp;
use common_ground::domain::workspace::{Change, Record, RecordKey, Workspace};
use common_ground::written::Written;
use serde_json::Value;

/// Something done with the records of one kind, whichever it is.
trait ForEach {
    fn of<T: Record + Debug>(&mut self);
}

fn all_kinds(each: &mut impl ForEach) {
    each.of::<Partnership>();
    each.of::<Session>();
    each.of::<Run>();
    each.of::<Commitment>();
    each.of::<Agreement>();
    each.of::<Thread>();
    each.of::<Talk>();
    each.of::<Map>();
    each.of::<OwnDialogue>();
}

/// Something written down, to look into.
pub fn value(of: &impl Written) -> Value {
    serde_json::from_str(&record::write(of)).expect("what is written is JSON")
}

/// All records as they would be stored.
pub fn records(workspace: &Workspace) -> BTreeMap<RecordKey, String> {
    struct Stored<'a>(&'a Workspace, BTreeMap<RecordKey, String>);
    impl ForEach for Stored<'_> {
        fn of<T: Record + Debug>(&mut self) {
            self.1.extend(T::shelf(self.0).iter().map(|r| (r.key(), record::write(r))));
        }
    }
    let device = (RecordKey::DEVICE, record::write(&workspace.device));
    let mut written = Stored(workspace, BTreeMap::from([device]));
    all_kinds(&mut written);
    written.1
}

/// What became of the records.
struct Differences<'a> {
    before: &'a Workspace,
    after: &'a Workspace,
    put: BTreeSet<RecordKey>,
    gone: BTreeSet<RecordKey>,
    standing: BTreeSet<RecordKey>,
}

impl ForEach for Differences<'_> {
    fn of<T: Record + Debug>(&mut self) {
        let (before, after) = (T::shelf(self.before), T::shelf(self.after));
        for record in after {
            if before.get(record.key().id) != Some(record) {
                self.put.insert(record.key());
            }
            self.standing.insert(record.key());
        }
        let gone = before.iter().map(Record::key);
        self.gone.extend(gone.filter(|k| after.get(k.id).is_none_or(|r| r.key() != *k)));
    }
}

struct Unequal<'a>(&'a Workspace, &'a Workspace, Vec<String>);

impl ForEach for Unequal<'_> {
    fn of<T: Record + Debug>(&mut self) {
        let [a, b] = [self.0, self.1].map(|w| T::shelf(w).iter().collect::<Vec<_>>());
        let unlike = |x: &[&T], y: &[&T], is: &str| {
            let only = x.iter().filter(|r| !y.contains(r)).map(|r| format!("{is} {r:?}"));
            only.collect::<Vec<_>>()
        };
        self.2.extend(unlike(&a, &b, "is"));
        self.2.extend(unlike(&b, &a, "should be"));
    }
}

/// What is not as it should be, record by record.
pub fn unequal(is: &Workspace, should_be: &Workspace) -> Vec<String> {
    let mut unequal = Unequal(is, should_be, Vec::new());
    all_kinds(&mut unequal);
    if is.device != should_be.device {
        unequal.2.push(format!("is {:?}, should be {:?}", is.device, should_be.device));
    }
    assert_eq!(unequal.2.is_empty(), is == should_be);
    unequal.2
}

/// `changes` must name every record that differs between `before` and `after`, no gone record as
/// written, and no standing one as gone.
pub fn check(before: &Workspace, after: &Workspace, changes: &[Change], said: &str) {
    let empty = BTreeSet::new;
    let mut found = Differences { before, after, put: empty(), gone: empty(), standing: empty() };
    all_kinds(&mut found);
    found.standing.insert(RecordKey::DEVICE);
    let everything_gone = changes.contains(&Change::AllGone);
    if before.device != after.device && !everything_gone {
        found.put.insert(RecordKey::DEVICE);
    }
    for change in changes {
        match change {
            Change::Put(key) => {
                assert!(
                    found.standing.contains(key),
                    "{said}: {key:?} to be written, and not there"
                );
            }
            Change::Gone(key) => {
                assert!(!found.standing.contains(key), "{said}: {key:?} to go, and still there");
            }
            Change::PairGone(_) | Change::AllGone => {}
        }
    }
    for key in &found.put {
        assert!(changes.contains(&Change::Put(*key)), "{said}: {key:?} changed untold");
    }
    for key in &found.gone {
        let told = everything_gone
            || changes.contains(&Change::Gone(*key))
            || changes.contains(&Change::PairGone(key.pair.into()));
        assert!(told, "{said}: {key:?} went untold");
    }
}

/// The partnerships some changes are about.
pub fn pairs(changes: &[Change]) -> BTreeSet<PairId> {
    let of = |change: &Change| match change {
        Change::Put(key) | Change::Gone(key) if *key != RecordKey::DEVICE => Some(key.pair.into()),
        Change::PairGone(pair) => Some(*pair),
        _ => None,
    };
    changes.iter().filter_map(of).collect()
}

struct Dated<'a>(&'a Workspace, &'a Workspace, Stamp, &'a str);

impl ForEach for Dated<'_> {
    fn of<T: Record + Debug>(&mut self) {
        let Self(before, after, now, said) = *self;
        for record in T::shelf(after) {
            let same = T::shelf(before).get(record.key().id) == Some(record);
            assert!(same || record.changed() == now, "{said}: {record:?} does not say when");
        }
    }
}

/// Whatever changed says that it did so `now`: two copies are brought together by that.
pub fn dated(before: &Workspace, after: &Workspace, now: Stamp, said: &str) {
    all_kinds(&mut Dated(before, after, now, said));
    // What is forgotten at a close is no answer that changed.
    if said.starts_with("Closed") || said.starts_with("RunErased") {
        return;
    }
    for run in &after.runs {
        let former = before.runs.get(run.id.uuid());
        for entry in &run.entries {
            let same = former.and_then(|r| r.entry(&entry.step, entry.who)) == Some(entry);
            assert!(same || entry.changed == now, "{said}: {entry:?} does not say when");
        }
    }
}
