//! Everything this device holds, as far as it has been read. Changed by [`Workspace::apply`]
//! (`acts`), by copies that are brought in (`bring.rs`) and by what other tabs write (`merge.rs`), by
//! nothing else.

use uuid::Uuid;

use super::device::Device;
use super::ids::{PairId, RunId};
use super::outcome::{Agreement, Commitment, Talk, Thread};
use super::path::Held;
use super::person::Partnership;
use super::run::Run;
use super::session::Session;
use super::time::Stamp;
use crate::written::Written;

/// The kinds of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    Device,
    Partnership,
    Session,
    Run,
    Commitment,
    Agreement,
    Thread,
    Talk,
}

impl RecordKind {
    /// All of them, in the order in which a reader needs them.
    pub const ALL: [Self; 8] = [
        Self::Device,
        Self::Partnership,
        Self::Session,
        Self::Run,
        Self::Commitment,
        Self::Agreement,
        Self::Thread,
        Self::Talk,
    ];
}

/// Which record: enough to find it without reading any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordKey {
    pub kind: RecordKind,
    /// The partnership it belongs to; nil for the device's own.
    pub pair: Uuid,
    pub id: Uuid,
}

impl RecordKey {
    /// The device's own record.
    pub const DEVICE: Self = Self { kind: RecordKind::Device, pair: Uuid::nil(), id: Uuid::nil() };
}

/// Something kept under a key of its own.
pub trait Record: Clone + PartialEq + Written {
    /// Where it is kept.
    fn key(&self) -> RecordKey;
    /// When it last changed.
    fn changed(&self) -> Stamp;
    /// The shelf of the workspace it stands on.
    fn shelf(workspace: &Workspace) -> &Shelf<Self>;
    /// The same, to change it.
    fn shelf_mut(workspace: &mut Workspace) -> &mut Shelf<Self>;
}

/// Records of one kind, by id. Ids sort by time, so this is the order of making too.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf<T>(Vec<T>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Record> Shelf<T> {
    fn find(&self, id: Uuid) -> Result<usize, usize> {
        self.0.binary_search_by_key(&id, |r| r.key().id)
    }

    /// The record with this id, if it was read.
    #[must_use]
    pub fn get(&self, id: Uuid) -> Option<&T> {
        self.find(id).ok().map(|i| &self.0[i])
    }

    pub(in crate::domain) fn get_mut(&mut self, id: Uuid) -> Option<&mut T> {
        self.find(id).ok().map(|i| &mut self.0[i])
    }

    /// All, oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// All of one partnership, oldest first.
    pub fn of(&self, pair: PairId) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter().filter(move |r| r.key().pair == pair.uuid())
    }

    /// Puts a record in its place, over the one that stood there.
    pub(in crate::domain) fn put(&mut self, record: T) {
        match self.find(record.key().id) {
            Ok(i) => self.0[i] = record,
            Err(i) => self.0.insert(i, record),
        }
    }

    fn remove(&mut self, id: Uuid) {
        if let Ok(i) = self.find(id) {
            self.0.remove(i);
        }
    }

    pub(in crate::domain) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.0.retain(keep);
    }
}

impl<'a, T: Record> IntoIterator for &'a Shelf<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What happened to the records: the saver writes just these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Put(RecordKey),
    Gone(RecordKey),
    /// All records of a partnership, read or not.
    PairGone(PairId),
    /// Everything that is ours.
    AllGone,
}

/// Everything this device holds, as far as it has been read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    pub device: Device,
    pub partnerships: Shelf<Partnership>,
    pub sessions: Shelf<Session>,
    pub runs: Shelf<Run>,
    pub commitments: Shelf<Commitment>,
    pub agreements: Shelf<Agreement>,
    pub threads: Shelf<Thread>,
    pub talks: Shelf<Talk>,
}

impl Workspace {
    /// A run with its session and outcomes, if both were read.
    #[must_use]
    pub fn run_parts(&self, run: RunId) -> Option<RunParts<'_>> {
        let run = self.runs.get(run.uuid())?;
        Some(RunParts {
            run,
            session: self.sessions.get(run.session.uuid())?,
            commitments: self
                .commitments
                .of(run.pair)
                .filter(|c| c.run == run.id)
                .cloned()
                .collect(),
            agreements: self.agreements.of(run.pair).filter(|a| a.run == run.id).cloned().collect(),
        })
    }

    /// Everything that was read, by key.
    #[must_use]
    pub fn keys(&self) -> Vec<RecordKey> {
        let mut keys = vec![RecordKey::DEVICE];
        keys.extend(self.partnerships.iter().map(Record::key));
        keys.extend(self.sessions.iter().map(Record::key));
        keys.extend(self.runs.iter().map(Record::key));
        keys.extend(self.commitments.iter().map(Record::key));
        keys.extend(self.agreements.iter().map(Record::key));
        keys.extend(self.threads.iter().map(Record::key));
        keys.extend(self.talks.iter().map(Record::key));
        keys
    }

    /// Takes in a record as it was read from the store or a file, over the one held so far.
    pub fn take<T: Record>(&mut self, record: T) {
        T::shelf_mut(self).put(record);
    }

    /// Forgets a record that is no longer in the store.
    pub fn forget(&mut self, key: RecordKey) {
        let id = key.id;
        match key.kind {
            RecordKind::Device => self.device = Device::default(),
            RecordKind::Partnership => self.partnerships.remove(id),
            RecordKind::Session => self.sessions.remove(id),
            RecordKind::Run => self.runs.remove(id),
            RecordKind::Commitment => self.commitments.remove(id),
            RecordKind::Agreement => self.agreements.remove(id),
            RecordKind::Thread => self.threads.remove(id),
            RecordKind::Talk => self.talks.remove(id),
        }
    }

    /// Forgets everything of a partnership.
    pub(in crate::domain) fn forget_pair(&mut self, pair: PairId) {
        let keep = |key: RecordKey| key.pair != pair.uuid();
        self.partnerships.retain(|r| keep(r.key()));
        self.sessions.retain(|r| keep(r.key()));
        self.runs.retain(|r| keep(r.key()));
        self.commitments.retain(|r| keep(r.key()));
        self.agreements.retain(|r| keep(r.key()));
        self.threads.retain(|r| keep(r.key()));
        self.talks.retain(|r| keep(r.key()));
    }
}

/// What [`Held`] needs, gathered.
#[derive(Clone, Debug)]
pub struct RunParts<'a> {
    pub run: &'a Run,
    pub session: &'a Session,
    pub commitments: Vec<Commitment>,
    pub agreements: Vec<Agreement>,
}

impl<'a> RunParts<'a> {
    /// Together with the definition.
    #[must_use]
    pub fn held(&'a self, dialogue: &'a super::dialogue::CheckedDialogue) -> Held<'a> {
        Held {
            dialogue,
            session: self.session,
            run: self.run,
            commitments: &self.commitments,
            agreements: &self.agreements,
        }
    }
}

macro_rules! records {
    ($($type:ident, $kind:ident, $shelf:ident, $pair:ident);+ $(;)?) => {$(
        impl Record for $type {
            fn key(&self) -> RecordKey {
                RecordKey {
                    kind: RecordKind::$kind,
                    pair: self.$pair.uuid(),
                    id: self.id.uuid(),
                }
            }
            fn changed(&self) -> Stamp {
                self.changed
            }
            fn shelf(workspace: &Workspace) -> &Shelf<Self> {
                &workspace.$shelf
            }
            fn shelf_mut(workspace: &mut Workspace) -> &mut Shelf<Self> {
                &mut workspace.$shelf
            }
        }
    )+};
}

records! {
    Partnership, Partnership, partnerships, id;
    Session, Session, sessions, pair;
    Run, Run, runs, pair;
    Commitment, Commitment, commitments, pair;
    Agreement, Agreement, agreements, pair;
    Thread, Thread, threads, pair;
    Talk, Talk, talks, pair;
}
