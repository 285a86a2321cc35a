//! A lock on what is private to one person, on this device (D.1 `privateLock`): what it is on, what a copy holds
//! meanwhile, and what becomes of it when things are erased.

use common_ground::codec::export::{Scope, export};
use common_ground::codec::record;
use common_ground::content;
use common_ground::domain::bring::Bring;
use common_ground::domain::command::Command;
use common_ground::domain::device::{Device, PrivateLock};
use common_ground::domain::ids::PairId;
use common_ground::domain::person::{KindOfPair, Side};
use common_ground::domain::privacy::{Sight, Viewer, sight};
use common_ground::domain::run::{How, Visibility};
use common_ground::domain::session::Mode;
use common_ground::domain::taken;
use common_ground::domain::workspace::{Change, RecordKey, Workspace};
use common_ground::share::lock::{fingerprint, fresh_salt};
use common_ground::ui::flow::{self, Scene};

use crate::files::{copy, read};
use crate::people::{FIRST, SECOND, Setting, Table, USUAL, noon, picks, texts};

fn lock(pair: Option<PairId>, side: Side) -> PrivateLock {
    PrivateLock { pair, side, salt: "salt".into(), hash: "hash".into() }
}

fn put(table: &mut Table, pair: Option<PairId>, side: Side) {
    table.does(Command::PrivateLocked { lock: lock(pair, side) });
}

/// Only the passphrase that made it comes to the same, and a salt is nobody else's.
#[test]
fn only_its_passphrase_opens_it() {
    let mut drawn = 0_u8;
    let mut chance = || {
        drawn += 1;
        [drawn; 10]
    };
    let salts = [(); 2].map(|()| fresh_salt(&mut chance));
    assert_ne!(salts[0], salts[1]);
    let hash = fingerprint("Grüße, 世界 ", &salts[0]);
    assert!(hash.is_some());
    assert_eq!(fingerprint("Grüße, 世界 ", &salts[0]), hash);
    for (other, salt) in [
        ("Grüße, 世界", &salts[0]),
        ("grüße, 世界 ", &salts[0]),
        ("", &salts[0]),
        ("Grüße, 世界 ", &salts[1]),
    ] {
        assert_ne!(fingerprint(other, salt), hash, "{other:?}");
    }
}

/// One lock for each private area: set anew it is another, taken off it is gone, and nobody else's is touched.
#[test]
fn each_has_their_own() {
    let mut table = Table::usual("coalition");
    let pair = table.pair;
    let on = |table: &Table| {
        let areas = [(Some(pair), FIRST), (Some(pair), SECOND), (None, FIRST)];
        areas.map(|(pair, side)| table.workspace.device.lock_on(pair, side).is_some())
    };
    assert_eq!(on(&table), [false, false, false]);
    put(&mut table, Some(pair), FIRST);
    assert_eq!(on(&table), [true, false, false]);
    put(&mut table, None, FIRST);
    let another = PrivateLock { hash: "another".into(), ..lock(Some(pair), FIRST) };
    table.does(Command::PrivateLocked { lock: another.clone() });
    assert_eq!(table.workspace.device.lock_on(Some(pair), FIRST), Some(&another));
    assert_eq!(on(&table), [true, false, true]);
    table.does(Command::PrivateUnlocked { pair: Some(pair), side: FIRST });
    assert_eq!(on(&table), [false, false, true]);
    let nobody = PairId::from(uuid::Uuid::nil());
    assert!(table.act(Command::PrivateLocked { lock: lock(Some(nobody), FIRST) }).is_err());
}

/// It goes with what it is on, and with nothing else (D.11).
#[test]
fn it_goes_with_what_it_is_on() {
    let mut table = Table::usual("coalition");
    let first = table.pair;
    table.meet(["Ada", "Bo"], KindOfPair::Unsaid);
    let second = table.pair;
    table.does(Command::MapBegun);
    let map = table.workspace.maps.iter().next().expect("a map").id;
    for pair in [Some(first), Some(second), None] {
        put(&mut table, pair, FIRST);
    }
    table.does(Command::PartnershipErased { pair: first });
    let pairs = |t: &Table| t.workspace.device.locks.iter().map(|l| l.pair).collect::<Vec<_>>();
    assert_eq!(pairs(&table), [Some(second), None]);
    table.does(Command::MapErased { map });
    assert_eq!(pairs(&table), [Some(second)]);
    table.does(Command::EverythingErased);
    assert!(pairs(&table).is_empty());
}

/// It stays on its device: in no copy, and no copy brings one, takes one off, or changes one.
#[test]
fn no_copy_holds_or_brings_one() {
    let mut table = Table::usual("coalition");
    let before = copy(&table.workspace);
    let pair = table.pair;
    put(&mut table, Some(pair), FIRST);
    let locks = table.workspace.device.locks.clone();
    let after = copy(&table.workspace);
    assert!(!after.contains("\"locks\"") && !after.contains("hash"));
    let mut forged = read(&before);
    let foreign = Device { locks: vec![lock(None, FIRST)], ..Device::default() };
    for device in [Device::default(), foreign] {
        forged.device = Some(device);
        for how in [
            Bring::Merge,
            Bring::Replace { everything: false },
            Bring::Replace { everything: true },
        ] {
            let mut here = table.workspace.clone();
            here.bring_in(&forged.records, forged.device.as_ref(), how);
            assert_eq!(here.device.locks, locks, "{how:?}");
        }
    }
    // In place of everything, there may be nothing left that it is on.
    let mut here = table.workspace.clone();
    let nobody = Workspace::default();
    let changes = here.bring_in(&nobody, None, Bring::Replace { everything: true });
    assert!(here.device.locks.is_empty() && changes.contains(&Change::Put(RecordKey::DEVICE)));
    // Here it is kept as it is.
    let kept = record::write(&table.workspace.device);
    assert_eq!(record::read::<Device>(&kept).ok(), Some(table.workspace.device));
}

/// A copy holds no more of whoever has locked it than the other may read; whatever is not theirs alone is all there.
#[test]
fn a_copy_leaves_out_what_is_locked() {
    const KEPT: [&str; 2] = ["Mine alone, Maya.", "Mine alone, Tom."];
    let mut table = Table::usual("clearing");
    table.gives(SECOND, "ca-safe", How::Seen);
    for (who, words) in [(FIRST, KEPT[0]), (SECOND, KEPT[1])] {
        table.answers(who, "ca-what", texts(words));
        table.answers(who, "ca-how", picks(&["write-first"]));
    }
    table.words_it("ca-reason", "We both want it clear.");
    let pair = Some(table.pair);
    table.does(Command::OwnBegun { from: Some("coalition".into()), pair });
    let export = |w: &Workspace| export(w, Scope::Everything, noon(), "test", &[]);
    let locked = |sides: &[Side]| {
        let without = |rest: Workspace, side: &Side| {
            taken::without(&rest, table.pair, *side, content::dialogue)
        };
        sides.iter().fold(table.workspace.clone(), without)
    };
    let sides: [&[Side]; 4] = [&[], &[FIRST], &[SECOND], &[FIRST, SECOND]];
    for closed in sides {
        let text = export(&locked(closed));
        for (side, words) in [(FIRST, KEPT[0]), (SECOND, KEPT[1])] {
            assert_eq!(text.contains(words), !closed.contains(&side), "{closed:?}: {words}");
        }
        assert!(text.contains("We both want it clear."));
        // What nobody keeps to themselves is all there.
        let (all, left) = (&table.workspace, locked(closed));
        assert_eq!((&left.own, &left.agreements), (&all.own, &all.agreements));
        assert_eq!((&left.talks, &left.threads), (&all.talks, &all.threads));
        assert_eq!((&left.partnerships, &left.maps), (&all.partnerships, &all.maps));
        // Brought in again, it takes nothing away.
        let mut here = table.workspace.clone();
        here.bring_in(&read(&text).records, None, Bring::Merge);
        for (side, words) in [(FIRST, KEPT[0]), (SECOND, KEPT[1])] {
            let run = here.runs.get(table.run.uuid()).expect("the run");
            let seen = sight(table.step("ca-what"), run, side.into(), Viewer::One(side));
            assert!(matches!(seen, Sight::Words(w, _) if w.text == words), "{closed:?}");
        }
    }
}

/// A page of one's own is behind the curtain on a device of one's own, too, once it is locked: whoever opened it holds it.
#[test]
fn on_a_device_of_ones_own_it_is_closed_too() {
    let mut table = Table::of("coalition", Setting { mode: Mode::Apart, ..USUAL });
    table.does(Command::OwnDevice { pair: table.pair, who: FIRST });
    let private = table.beats().into_iter().find(|b| {
        table.step(b.place.step.as_str()).visibility == Visibility::Private
            && b.place.part.side() == Some(FIRST)
    });
    let place = private.expect("a private page").place;
    table.goes(place.step.as_str(), place.part);
    let shown = |table: &Table, holder| {
        flow::scene(&table.workspace, table.run, common_ground::app::route::Where::Here, holder)
    };
    assert!(matches!(shown(&table, None), Scene::Page { .. }));
    let pair = table.pair;
    put(&mut table, Some(pair), FIRST);
    assert!(matches!(shown(&table, None), Scene::Curtain { to: FIRST, .. }));
    assert!(matches!(shown(&table, Some(FIRST)), Scene::Page { .. }));
}
