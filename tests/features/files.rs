//! A copy is whole, whatever it is a copy of; and bringing copies together loses nothing.

use common_ground::codec::export::{Aside, Scope, export, file_name};
use common_ground::codec::import::{self, Incoming};
use common_ground::codec::record::{self, Bounded};
use common_ground::domain::bring::{self, Bring, Compared};
use common_ground::domain::command::Command;
use common_ground::domain::device::Device;
use common_ground::domain::map::Map;
use common_ground::domain::outcome::{Agreement, Commitment, Talk, Thread};
use common_ground::domain::own::OwnDialogue;
use common_ground::domain::person::KindOfPair;
use common_ground::domain::person::Partnership;
use common_ground::domain::run::Run;
use common_ground::domain::session::Session;
use common_ground::domain::taps;
use common_ground::domain::workspace::{RecordKey, RecordKind, Workspace};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assert_ne, proptest};

use crate::account::unequal;
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Table, USUAL, at, noon, texts};
use crate::{account, arbitrary, cases, commands, texts as hostile};

pub const MERGE: Bring = Bring::Merge;
const NONE: Vec<String> = Vec::new();

/// Whether a record, as it is stored, is read as what was written.
pub fn reads_back(key: RecordKey, text: &str) -> bool {
    fn same<T: Bounded>(text: &str) -> bool {
        record::read::<T>(text).is_ok_and(|r| record::write(&r) == text)
    }
    match key.kind {
        RecordKind::Device => same::<Device>(text),
        RecordKind::Partnership => same::<Partnership>(text),
        RecordKind::Session => same::<Session>(text),
        RecordKind::Run => same::<Run>(text),
        RecordKind::Commitment => same::<Commitment>(text),
        RecordKind::Agreement => same::<Agreement>(text),
        RecordKind::Thread => same::<Thread>(text),
        RecordKind::Talk => same::<Talk>(text),
        RecordKind::Map => same::<Map>(text),
        RecordKind::OwnDialogue => same::<OwnDialogue>(text),
    }
}

/// A copy of everything.
pub fn copy(workspace: &Workspace) -> String {
    export(workspace, Scope::Everything, noon(), "test", &[])
}

/// A copy read, of which nothing was amiss.
pub fn read(file: &str) -> Incoming {
    let mut incoming = import::read(file).unwrap_or_else(|why| panic!("{why:?}: {file}"));
    incoming.leave_out_homeless(&Workspace::default());
    assert_eq!(incoming.problems, [], "{file}");
    incoming
}

/// Brings a file in, checking that just what changed is said.
pub fn bring(into: &mut Workspace, incoming: &Incoming, how: Bring) {
    let before = into.clone();
    let changes = into.bring_in(&incoming.records, incoming.device.as_ref(), how);
    account::check(&before, into, &changes, "bringing in");
}

/// A workspace by what people did.
pub fn acted(acts: &[[u8; 24]]) -> Workspace {
    let mut table = Table::usual("kitchen-sink");
    for bytes in acts {
        let mut dice = Dice::new(bytes);
        let _ = table.act(commands::anything(&table, &mut dice, &mut hostile::by));
        if dice.one_in(3)
            && let Some(run) = table.workspace.runs.iter().last()
        {
            (table.run, table.pair) = (run.id, run.pair);
        }
    }
    table.workspace
}

fn in_a_new_browser(file: &str) -> Workspace {
    let mut empty = Workspace::default();
    bring(&mut empty, &read(file), MERGE);
    empty
}

proptest! {
    #![proptest_config(cases(192))]

    /// Saved, erased, brought in: the same, over everything there is (`trust.md` 7, 9 and 10).
    #[test]
    fn a_copy_of_what_people_did_is_whole(acts in vec(any::<[u8; 24]>(), 0..60)) {
        let workspace = acted(&acts);
        let file = copy(&workspace);
        prop_assert_eq!(unequal(&in_a_new_browser(&file), &workspace), NONE);
        // Not only equal: written again, the same bytes.
        prop_assert_eq!(copy(&in_a_new_browser(&file)), file);
    }

    /// The same for anything a file may hold.
    #[test]
    fn a_copy_of_anything_is_whole(bytes in vec(any::<u8>(), 0..1500)) {
        let workspace = arbitrary::workspace(&bytes);
        let file = copy(&workspace);
        prop_assert_eq!(unequal(&in_a_new_browser(&file), &workspace), NONE);
        prop_assert_eq!(copy(&in_a_new_browser(&file)), file);
    }

    /// A file brought in twice changes nothing the second time.
    #[test]
    fn the_second_time_changes_nothing(
        here in vec(any::<u8>(), 0..900),
        file in vec(any::<u8>(), 0..900),
    ) {
        let mut here = arbitrary::workspace(&here);
        let incoming = read(&copy(&arbitrary::workspace(&file)));
        bring(&mut here, &incoming, MERGE);
        let once = here.clone();
        let changes = here.bring_in(&incoming.records, incoming.device.as_ref(), MERGE);
        prop_assert_eq!(changes, Vec::new());
        prop_assert_eq!(unequal(&here, &once), NONE);
    }

    /// Parts of one whole that overlap give the whole, whichever comes first.
    #[test]
    fn overlapping_parts_give_their_union(
        bytes in vec(any::<u8>(), 0..1500),
        halves in vec(any::<u8>(), 60),
        order in any::<bool>(),
    ) {
        let whole = arbitrary::workspace(&bytes);
        let mut coins = Dice::new(&halves);
        let mut parts = [whole.clone(), whole.clone()];
        for key in account::records(&whole).into_keys().filter(|k| *k != RecordKey::DEVICE) {
            match coins.below(3) {
                0 => parts[0].forget(key),
                1 => parts[1].forget(key),
                _ => {}
            }
        }
        if order {
            parts.reverse();
        }
        let mut here = Workspace::default();
        for part in &parts {
            // Taken as they are: what has no home in a half has one in the whole.
            bring(&mut here, &import::read(&copy(part)).expect("a copy"), MERGE);
        }
        prop_assert_eq!(unequal(&here, &whole), NONE);
    }

    /// What is here first makes no difference to what comes of two files.
    #[test]
    fn the_order_of_files_makes_no_difference(
        a in vec(any::<u8>(), 0..900),
        b in vec(any::<u8>(), 0..900),
    ) {
        let files = [a, b].map(|bytes| Incoming {
            records: arbitrary::workspace(&bytes),
            ..Incoming::default()
        });
        let together = |order: [usize; 2]| {
            let mut here = Workspace::default();
            for i in order {
                bring(&mut here, &files[i], MERGE);
            }
            here
        };
        prop_assert_eq!(unequal(&together([0, 1]), &together([1, 0])), NONE);
    }

    /// A look says what a file would do, and does nothing.
    #[test]
    fn a_look_tells_what_would_happen(
        here in vec(any::<u8>(), 0..900),
        file in vec(any::<u8>(), 0..900),
    ) {
        let here = arbitrary::workspace(&here);
        let file = arbitrary::workspace(&file);
        let looks = bring::look(&here, &file);
        let of_pair = |w: &Workspace, pair: uuid::Uuid| {
            account::records(w).into_iter().filter(|(k, _)| k.pair == pair).collect::<Vec<_>>()
        };
        for look in &looks {
            let pair = look.partnership.id.uuid();
            let (mine, theirs) = (of_pair(&here, pair), of_pair(&file, pair));
            match look.compared {
                Compared::New => prop_assert!(here.partnerships.get(pair).is_none()),
                Compared::OnlyHere => prop_assert!(file.partnerships.get(pair).is_none()),
                Compared::Same => prop_assert_eq!(mine, theirs),
                Compared::Changed => prop_assert_ne!(mine, theirs),
            }
        }
        let mut merged = here.clone();
        let nothing_new = merged.bring_in(&file, None, MERGE).is_empty();
        let maps = bring::look_at_maps(&here, &file).into_iter().map(|(_, compared)| compared);
        let own = bring::look_at_own(&here, &file).into_iter().map(|(_, compared)| compared);
        let mut all = looks.iter().map(|l| l.compared).chain(maps).chain(own);
        let all_here = all.all(|compared| matches!(compared, Compared::Same | Compared::OnlyHere));
        prop_assert!(!all_here || nothing_new);
    }

    /// In place of what is here: the pairs of the file, or everything.
    #[test]
    fn replacing_puts_the_file_in_place(
        here in vec(any::<u8>(), 0..900),
        file in vec(any::<u8>(), 0..900),
    ) {
        let before = arbitrary::workspace(&here);
        let incoming = read(&copy(&arbitrary::workspace(&file)));
        let mut here = before.clone();
        bring(&mut here, &incoming, Bring::Replace { everything: true });
        prop_assert_eq!(unequal(&here, &arbitrary::workspace(&file)), NONE);
        let mut here = before.clone();
        bring(&mut here, &incoming, Bring::Replace { everything: false });
        let now = account::records(&here);
        for (key, record) in account::records(&before) {
            let replaced = incoming.records.partnerships.get(key.pair).is_some()
                || incoming.records.maps.get(key.id).is_some()
                || incoming.records.own.get(key.id).is_some();
            if key != RecordKey::DEVICE && !replaced {
                prop_assert_eq!(now.get(&key), Some(&record));
            }
        }
        for (key, record) in account::records(&incoming.records) {
            if key != RecordKey::DEVICE {
                prop_assert_eq!(now.get(&key), Some(&record));
            }
        }
        // And undone by putting back what was there.
        bring(&mut here, &read(&copy(&before)), Bring::Replace { everything: true });
        prop_assert_eq!(unequal(&here, &before), NONE);
    }
}

/// One partnership, and not a word of any other.
#[test]
fn a_copy_of_one_partnership_holds_no_other() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-hope-today", texts("‹mine›"));
    let first = table.pair;
    table.meet(["Ken", "‹Ruth›"], KindOfPair::Unsaid);
    table.begin("coalition", USUAL);
    table.answers(SECOND, "cb-hope-today", texts("‹theirs›"));
    let one = export(&table.workspace, Scope::Partnership(first), noon(), "test", &[]);
    assert!(one.contains("‹mine›") && !one.contains("‹theirs›") && !one.contains("‹Ruth›"));
    let incoming = read(&one);
    assert!(incoming.one_partnership && incoming.device.is_none());
    assert_eq!(incoming.records.partnerships.iter().count(), 1);
    let mut here = table.workspace.clone();
    bring(&mut here, &incoming, MERGE);
    assert_eq!(here, table.workspace);
    table.does(Command::PartnershipErased { pair: first });
    bring(&mut table.workspace, &incoming, MERGE);
    assert_eq!(table.workspace.runs, here.runs);
}

/// What could not be read travels along, word for word, in a copy of everything and in no other.
#[test]
fn what_could_not_be_read_travels_along() {
    let aside: Vec<Aside> = hostile::HOSTILE
        .iter()
        .map(|t| Aside { key: format!("aside/1/{t}"), text: (*t).to_owned() })
        .collect();
    let table = Table::usual("coalition");
    let everything = export(&table.workspace, Scope::Everything, noon(), "test", &aside);
    assert_eq!(read(&everything).aside, aside);
    let one = export(&table.workspace, Scope::Partnership(table.pair), noon(), "test", &aside);
    assert_eq!(read(&one).aside, []);
}

/// The name of a file tells the date and nothing else.
#[test]
fn the_name_of_a_file_tells_nothing() {
    let made = at("2026-03-01T23:59:59-03:30");
    assert_eq!(file_name(made), "common-ground-2026-03-01.json");
    let table = Table::usual("coalition");
    assert_eq!(read(&copy(&table.workspace)).made, Some(noon()));
}

/// An answer that differs here and there is kept twice and named before anything is brought in.
#[test]
fn an_answer_that_differs_is_shown_before_and_kept_twice() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-hope-today", texts("one"));
    let mut there = table.clone();
    table.answers(FIRST, "cb-hope-today", texts("mine"));
    there.answers(FIRST, "cb-hope-today", texts("theirs"));
    there.answers(SECOND, "cb-hope-today", texts("new"));
    there.answers(BOTH, "cb-meet-and-differ", texts("new"));
    let ours = [(&mut table, "ours", taps::SAME), (&mut there, "ours too", taps::DIFFERENT)];
    for (joint, text, notice) in ours {
        joint.answers(BOTH, "cb-meet-and-differ", crate::people::lines(&[("we-meet", text)]));
        // What was noticed together is no answer to be chosen from.
        for side in commands::SIDES {
            joint.answers(side, "cb-same-way", crate::people::picks(&["mostly"]));
        }
        joint.opens("cb-same-way");
        let (run, step) = (joint.run, "cb-same-way".into());
        joint.does(Command::Noticed { run, step, notice: notice.into() });
    }
    let incoming = read(&copy(&there.workspace));
    let looks = bring::look(&table.workspace, &incoming.records);
    let collisions = &looks[0].collisions;
    let answers = collisions.iter().flat_map(|c| &c.answers);
    let steps: Vec<&str> = answers.map(|(step, _)| step.as_str()).collect();
    assert_eq!(steps, ["cb-hope-today", "cb-meet-and-differ"]);
    assert_eq!(collisions.len(), 1, "both of one run");
    bring(&mut table.workspace, &incoming, MERGE);
    let own = common_ground::domain::privacy::Viewer::One(FIRST);
    let seen = format!("{:?}", table.sees(own, FIRST, "cb-hope-today"));
    assert!(seen.contains("mine") && seen.contains("theirs"), "{seen}");
    assert!(table.entry(SECOND, "cb-hope-today").is_some());
    // The one that counts is chosen by its writer, and then it is the only one.
    let answer = table.answer(FIRST, "cb-hope-today");
    let choose = |version| Command::VersionChosen { answer: answer.clone(), version };
    assert!(table.act(choose(2)).is_err());
    table.does(choose(1));
    let chosen = format!("{:?}", table.sees(own, FIRST, "cb-hope-today"));
    assert!(chosen.contains("mine") != chosen.contains("theirs"), "{chosen}");
}

/// A look tells, sitting by sitting, what is new, the same, changed, or only here.
#[test]
fn a_look_compares_each_sitting() {
    use Compared::{Changed, New, OnlyHere, Same};
    let mut base = Table::usual("coalition");
    base.answers(FIRST, "cb-hope-today", texts("one"));
    base.close();
    base.begin("wrapup", USUAL);
    let check = |here: &Table, file: &Table, pair: Compared, sittings: &[Compared]| {
        let looks = bring::look(&here.workspace, &file.workspace);
        assert_eq!(looks.len(), 1);
        let found: Vec<Compared> = looks[0].sessions.iter().map(|s| s.compared).collect();
        assert_eq!((looks[0].compared, found.as_slice()), (pair, sittings));
    };
    check(&base, &base, Same, &[Same, Same]);
    let mut more = base.clone();
    more.begin("wrapup", USUAL);
    check(&base, &more, Changed, &[Same, Same, New]);
    check(&more, &base, Changed, &[Same, Same, OnlyHere]);
    let with = |act: &dyn Fn(&mut Table)| {
        let mut table = base.clone();
        act(&mut table);
        table
    };
    let answered = with(&|t| t.answers(BOTH, "wu-one-line", texts("x")));
    check(&base, &answered, Changed, &[Same, Changed]);
    let planned = with(&|t| {
        t.does(Command::PlanWritten {
            run: t.workspace.runs.iter().next().expect("the first sitting's").id,
            step: "cb-first-step".into(),
            owner: FIRST,
            plan: crate::people::plan("x"),
        });
    });
    check(&base, &planned, Changed, &[Same, Same]);
    let named = with(&|t| {
        let (pair, kind) = (t.pair, KindOfPair::Peers);
        t.does(Command::KindChanged { pair, kind });
    });
    check(&base, &named, Changed, &[Same, Same]);
    let empty = Table::empty(9);
    check(&empty, &base, New, &[New, New]);
    check(&base, &empty, OnlyHere, &[OnlyHere, OnlyHere]);
    assert!(bring::look(&empty.workspace, &empty.workspace).is_empty());
}
