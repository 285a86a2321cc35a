//! Bringing a copy in: first a look at what it would change, then merging by id or replacing.

use uuid::Uuid;

use super::device::Device;
use super::ids::{MapId, OwnId, PairId, SessionId, StepId};
use super::map::Map;
use super::merge::Merge;
use super::order::put_once;
use super::outcome::{Agreement, Commitment, Talk, Thread};
use super::own::{Definition, OwnDialogue};
use super::person::{Author, Partnership};
use super::run::{Entry, Run};
use super::session::Session;
use super::time::Stamp;
use super::workspace::{Change, Record, RecordKey, RecordKind, Shelf, Workspace};

/// How to bring a copy in. Never silently (`trust.md` 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bring {
    /// Together with what is here; nothing here is lost.
    Merge,
    /// In place of what is here: of everything, or of the partnerships in the file.
    Replace { everything: bool },
}

/// How something in a file compares with what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    New,
    Same,
    Changed,
    OnlyHere,
}

/// A run in which answers differ here and in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Collision {
    /// As it is here, and as it is in the file.
    pub runs: [Run; 2],
    /// Which answers differ, and whose.
    pub answers: Vec<(StepId, Author)>,
}

/// What a file would do to one sitting.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionLook {
    pub session: Session,
    pub compared: Compared,
}

/// What a file would do to one partnership.
#[derive(Clone, Debug, PartialEq)]
pub struct PairLook {
    pub partnership: Partnership,
    pub compared: Compared,
    pub sessions: Vec<SessionLook>,
    pub collisions: Vec<Collision>,
}

/// Looks at what `file` would do here, changing nothing.
#[must_use]
pub fn look(here: &Workspace, file: &Workspace) -> Vec<PairLook> {
    let mut pairs: Vec<PairId> = Vec::new();
    for partnership in here.partnerships.iter().chain(&file.partnerships) {
        put_once(&mut pairs, partnership.id);
    }
    pairs.into_iter().filter_map(|pair| look_at(here, file, pair)).collect()
}

/// How the maps in a file compare with those here: each with the moment it was begun.
#[must_use]
pub fn look_at_maps(here: &Workspace, file: &Workspace) -> Vec<(Stamp, Compared)> {
    let mut ids: Vec<MapId> = Vec::new();
    for map in here.maps.iter().chain(&file.maps) {
        put_once(&mut ids, map.id);
    }
    let one = |id: MapId| {
        let (mine, theirs) = (here.maps.get(id.uuid()), file.maps.get(id.uuid()));
        Some((mine.or(theirs)?.made, compare(mine.map(Map::for_copy).as_ref(), theirs)))
    };
    ids.into_iter().filter_map(one).collect()
}

/// How the dialogues of one's own in a file compare with those here; those of two are told with the two.
#[must_use]
pub fn look_at_own(here: &Workspace, file: &Workspace) -> Vec<(Definition, Compared)> {
    let mut ids: Vec<OwnId> = Vec::new();
    for own in here.own.iter().chain(&file.own).filter(|o| o.pair.is_none()) {
        put_once(&mut ids, own.id);
    }
    let one = |id: OwnId| {
        let (mine, theirs) = (here.own.get(id.uuid()), file.own.get(id.uuid()));
        Some((mine.or(theirs)?.definition.clone(), compare(mine, theirs)))
    };
    ids.into_iter().filter_map(one).collect()
}

fn look_at(here: &Workspace, file: &Workspace, pair: PairId) -> Option<PairLook> {
    let id = pair.uuid();
    let partnership = here.partnerships.get(id).or_else(|| file.partnerships.get(id))?.clone();
    let mut sessions: Vec<SessionId> = Vec::new();
    for session in here.sessions.of(pair).chain(file.sessions.of(pair)) {
        put_once(&mut sessions, session.id);
    }
    let sessions: Vec<SessionLook> =
        sessions.into_iter().filter_map(|s| look_at_session(here, file, s)).collect();
    let own = compare(here.partnerships.get(id), file.partnerships.get(id));
    let outcomes = [
        compare_all::<Commitment>(here, file, pair),
        compare_all::<Agreement>(here, file, pair),
        compare_all::<Thread>(here, file, pair),
        compare_all::<Talk>(here, file, pair),
        compare_all::<OwnDialogue>(here, file, pair),
    ];
    let all_same =
        outcomes.iter().all(|s| *s) && sessions.iter().all(|s| s.compared == Compared::Same);
    let compared = match own {
        Compared::Same if !all_same => Compared::Changed,
        other => other,
    };
    let collisions = here
        .runs
        .of(pair)
        .filter_map(|mine| Some((mine, file.runs.get(mine.id.uuid())?)))
        .filter_map(|(mine, theirs)| collision(mine, theirs))
        .collect();
    Some(PairLook { partnership, compared, sessions, collisions })
}

fn look_at_session(here: &Workspace, file: &Workspace, id: SessionId) -> Option<SessionLook> {
    let (mine, theirs) = (here.sessions.get(id.uuid()), file.sessions.get(id.uuid()));
    let is_of_it = |run: &&Run| run.session == id;
    let same_runs = || here.runs.iter().filter(is_of_it).eq(file.runs.iter().filter(is_of_it));
    let compared = match compare(mine, theirs) {
        Compared::Same if !same_runs() => Compared::Changed,
        other => other,
    };
    Some(SessionLook { session: mine.or(theirs)?.clone(), compared })
}

fn compare<T: PartialEq>(here: Option<&T>, file: Option<&T>) -> Compared {
    match (here, file) {
        (None, _) => Compared::New,
        (Some(_), None) => Compared::OnlyHere,
        (Some(a), Some(b)) if a == b => Compared::Same,
        _ => Compared::Changed,
    }
}

fn compare_all<T: Record>(here: &Workspace, file: &Workspace, pair: PairId) -> bool {
    T::shelf(here).of(pair).eq(T::shelf(file).of(pair))
}

fn collision(mine: &Run, theirs: &Run) -> Option<Collision> {
    let differs = |e: &&Entry| theirs.entry(&e.step, e.who).is_some_and(|t| t.words != e.words);
    let entries = mine.entries.iter().filter(|e| e.who != Author::Both || e.has_text());
    let answers: Vec<_> = entries.filter(differs).map(|e| (e.step.clone(), e.who)).collect();
    (!answers.is_empty()).then(|| Collision { runs: [mine.clone(), theirs.clone()], answers })
}

impl Workspace {
    /// Takes in what a file holds. Says what changed; with nothing changed, nothing is written.
    pub fn bring_in(&mut self, file: &Self, device: Option<&Device>, how: Bring) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Bring::Replace { everything } = how {
            let gone: Vec<PairId> = self
                .partnerships
                .iter()
                .map(|p| p.id)
                .filter(|id| everything || file.partnership(*id).is_some())
                .collect();
            for pair in gone {
                self.forget_pair(pair);
                changes.push(Change::PairGone(pair));
            }
            changes.extend(self.make_way_for(&file.maps, everything));
            changes.extend(self.make_way_for(&file.own, everything));
        }
        merge_shelf::<Partnership>(self, file, &mut changes);
        merge_shelf::<Session>(self, file, &mut changes);
        merge_shelf::<Run>(self, file, &mut changes);
        merge_shelf::<Commitment>(self, file, &mut changes);
        merge_shelf::<Agreement>(self, file, &mut changes);
        merge_shelf::<Thread>(self, file, &mut changes);
        merge_shelf::<Talk>(self, file, &mut changes);
        merge_shelf::<Map>(self, file, &mut changes);
        merge_shelf::<OwnDialogue>(self, file, &mut changes);
        let untouched = self.device.for_copy() == Device::default();
        // The locks of this device stay, whatever a file says, for as long as there is what they are on.
        let device = device.map(|d| Device { locks: self.device.locks.clone(), ..d.clone() });
        if let Some(device) = device
            && (untouched || how == Bring::Replace { everything: true })
            && self.device != device
        {
            self.device = device;
            changes.push(Change::Put(RecordKey::DEVICE));
        }
        if self.drop_locks_on_nothing() {
            changes.push(Change::Put(RecordKey::DEVICE));
        }
        changes
    }

    fn drop_locks_on_nothing(&mut self) -> bool {
        let before = self.device.locks.len();
        let (pairs, maps) = (&self.partnerships, &self.maps);
        self.device.locks.retain(|lock| match lock.pair {
            Some(pair) => pairs.get(pair.uuid()).is_some(),
            None => !maps.is_empty(),
        });
        self.device.locks.len() != before
    }

    /// Takes off what is one person's own and replaced by that of a file. What is just gone is said.
    fn make_way_for<T: Record>(&mut self, file: &Shelf<T>, everything: bool) -> Vec<Change> {
        let others = T::shelf(self).iter().filter(|own| file.get(own.key().id) != Some(own));
        let others: Vec<RecordKey> = others.map(Record::key).collect();
        let mut gone = Vec::new();
        for key in others {
            let comes_again = file.get(key.id).is_some();
            if comes_again || everything {
                self.forget(key);
            }
            if everything && !comes_again {
                gone.push(Change::Gone(key));
            }
        }
        gone
    }

    /// Leaves out records whose partnership, session or run is neither among them nor `here`, and
    /// those that would move what is here to another partnership. Says of which kinds they were.
    pub fn drop_homeless(&mut self, here: &Self) -> Vec<RecordKind> {
        let mut gone = Vec::new();
        let pairs = [&self.partnerships, &here.partnerships];
        keep_homed(&mut self.sessions, here, pairs, |s| s.pair.uuid(), &mut gone);
        // One that is of no two needs none; but none becomes another's.
        let has_home = |own: &OwnDialogue| {
            own.pair.is_none_or(|two| pairs.iter().any(|pairs| pairs.get(two.uuid()).is_some()))
        };
        self.own.retain(|own| {
            let is_same = |mine: &OwnDialogue| mine.key() == own.key();
            let stays = has_home(own) && here.own.get(own.id.uuid()).is_none_or(is_same);
            if !stays {
                gone.push(RecordKind::OwnDialogue);
            }
            stays
        });
        let sessions = [&self.sessions, &here.sessions];
        keep_homed(&mut self.runs, here, sessions, |r| r.session.uuid(), &mut gone);
        let runs = [&self.runs, &here.runs];
        keep_homed(&mut self.commitments, here, runs, |r| r.run.uuid(), &mut gone);
        keep_homed(&mut self.agreements, here, runs, |r| r.run.uuid(), &mut gone);
        keep_homed(&mut self.threads, here, runs, |r| r.run.uuid(), &mut gone);
        keep_homed(&mut self.talks, here, runs, |r| r.run.uuid(), &mut gone);
        gone
    }
}

fn keep_homed<T: Record, H: Record>(
    shelf: &mut Shelf<T>,
    here: &Workspace,
    homes: [&Shelf<H>; 2],
    home: impl Fn(&T) -> Uuid,
    gone: &mut Vec<RecordKind>,
) {
    shelf.retain(|record| {
        let key = record.key();
        let has_home =
            homes.iter().any(|h| h.get(home(record)).is_some_and(|h| h.key().pair == key.pair));
        let stays = has_home && T::shelf(here).get(key.id).is_none_or(|mine| mine.key() == key);
        if !stays {
            gone.push(key.kind);
        }
        stays
    });
}

fn merge_shelf<T: Merge>(workspace: &mut Workspace, file: &Workspace, changes: &mut Vec<Change>) {
    for theirs in T::shelf(file) {
        let key = theirs.key();
        let merged = match T::shelf(workspace).get(key.id) {
            // The same id in another partnership: nothing crosses over.
            Some(mine) if mine.key() != key => continue,
            Some(mine) => {
                let merged = T::merge(None, mine, theirs);
                if merged == *mine {
                    continue;
                }
                merged
            }
            None => theirs.clone(),
        };
        workspace.take(merged);
        changes.push(Change::Put(key));
    }
}
