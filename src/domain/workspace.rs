//! Everything this device holds, as far as it has been read. Changed by [`Workspace::apply`]
//! (`acts`), by copies that are brought in (`bring.rs`) and by what other tabs write (`merge.rs`), by
//! nothing else.

use uuid::Uuid;

use super::command::Answer;
use super::device::Device;
use super::dialogue::CheckedDialogue;
use super::ids::{DialogueId, PairId, RunId, StepId};
use super::map::Map;
use super::outcome::{Agreement, Commitment, Talk, Thread};
use super::own::{self, Definition, OwnDialogue};
use super::path::{self, Held};
use super::person::{Partnership, Side};
use super::run::{Entry, Run};
use super::session::{Mode, Session};
use super::time::Stamp;
use super::way;
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
    Map,
    OwnDialogue,
}

impl RecordKind {
    /// All of them, in the order in which a reader needs them.
    pub const ALL: [Self; 10] = [
        Self::Device,
        Self::Partnership,
        Self::Session,
        Self::Run,
        Self::Commitment,
        Self::Agreement,
        Self::Thread,
        Self::Talk,
        Self::Map,
        Self::OwnDialogue,
    ];
}

/// Which record: enough to find it without reading any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordKey {
    pub kind: RecordKind,
    /// The partnership it belongs to; nil for the device's own. A map belongs to none, and has its own id here too, and so
    /// has a dialogue of one's own that is of no two.
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

    /// Whether nothing stands on it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
    pub maps: Shelf<Map>,
    pub own: Shelf<OwnDialogue>,
}

impl Workspace {
    /// A partnership that was read.
    #[must_use]
    pub fn partnership(&self, pair: PairId) -> Option<&Partnership> {
        self.partnerships.get(pair.uuid())
    }

    /// Whose device this is, where each of these two has one of their own.
    #[must_use]
    pub fn mine(&self, pair: PairId) -> Option<Side> {
        self.partnership(pair)?.mine
    }

    /// Whether each has a device of their own in this run, and this one is not `who`'s: nobody writes there in
    /// their name (C9).
    #[must_use]
    pub fn is_elsewhere(&self, run: RunId, who: Side) -> bool {
        let Some(run) = self.runs.get(run.uuid()) else { return false };
        let mine = self.mine(run.pair);
        let session = self.sessions.get(run.session.uuid());
        session.is_some_and(|session| path::mode(session, run, mine) == Mode::Apart)
            && mine.is_some_and(|mine| mine != who)
    }

    /// The run these two would pick up, where they left one open.
    #[must_use]
    pub fn pick_up(&self, pair: PairId) -> Option<RunId> {
        self.partnership(pair)?.pick_up
    }

    /// Whether these two are here and have not parted.
    #[must_use]
    pub fn goes_on(&self, pair: PairId) -> bool {
        self.partnership(pair).is_some_and(|p| !p.has_parted())
    }

    /// A run with its session and outcomes, if both were read.
    #[must_use]
    pub fn run_parts(
        &self,
        run: RunId,
        is_ground: impl Fn(&StepId) -> bool,
    ) -> Option<RunParts<'_>> {
        let run = self.runs.get(run.uuid())?;
        Some(RunParts {
            run,
            session: self.sessions.get(run.session.uuid())?,
            mine: self.mine(run.pair),
            parted: self.partnership(run.pair).is_some_and(Partnership::has_parted),
            commitments: self
                .commitments
                .of(run.pair)
                .filter(|c| c.run == run.id)
                .cloned()
                .collect(),
            agreements: self.agreements.of(run.pair).filter(|a| a.run == run.id).cloned().collect(),
            ground: self
                .agreements
                .of(run.pair)
                .filter(|a| {
                    a.run != run.id
                        && a.about.is_none()
                        && way::stands(self, a)
                        && is_ground(&a.step)
                })
                .cloned()
                .collect(),
        })
    }

    /// What the next time that two people hold a dialogue goes on with: the number and the settings of
    /// the last one, never its words; and the other one starts (C42). A talk that ended before both had
    /// said that they want it is no round.
    #[must_use]
    pub fn next_round(&self, pair: PairId, dialogue: &CheckedDialogue) -> NextRound {
        let is_round = |r: &&Run| !r.is_closed() || dialogue.is_begun(r);
        // What the two changed of a dialogue is still that dialogue.
        let root = self.root(&dialogue.id);
        let held = || self.runs.of(pair).filter(|r| *r.root() == root).filter(is_round);
        // Who was to start is only known of the others once they have told.
        let started = |r: &Run| if r.is_closed() { r.first } else { dialogue.settled_first(r) };
        let last = held().max_by_key(|r| (r.round, r.id));
        let settled = held().filter_map(|r| Some(((r.round, r.id), started(r)?)));
        let settled = settled.max_by_key(|(place, _)| *place);
        NextRound {
            // A copy may bring the last number there is.
            number: last.map_or(0, |r| r.round).saturating_add(1),
            turn_minutes: last.map(|r| r.turn_minutes),
            first: settled.map(|(_, first)| first.other()),
        }
    }

    /// The other rounds of a dialogue in which somebody answered the same step, or made a plan there. A step that two added
    /// themselves is the same only in the very same definition.
    #[must_use]
    pub fn other_rounds(&self, answer: &Answer) -> Vec<RunId> {
        let Some(run) = self.runs.get(answer.run.uuid()) else { return Vec::new() };
        let is_added = own::is_own_name(answer.step.as_str());
        let is_round = |r: &&Run| {
            let same = r.dialogue == run.dialogue || (!is_added && r.root() == run.root());
            same && r.id != run.id
        };
        let planned = |r: &Run| {
            let here = |c: &Commitment| c.run == r.id && c.step == answer.step;
            self.commitments.of(r.pair).any(|c| here(c) && answer.who == c.owner.into())
        };
        let answered = |r: &&Run| {
            r.entry(&answer.step, answer.who).is_some_and(Entry::has_answer) || planned(r)
        };
        self.runs.of(run.pair).filter(is_round).filter(answered).map(|r| r.id).collect()
    }

    /// The last time that two went through the dialogue of a run, before it. What they changed of it since, or then, is
    /// still that dialogue.
    #[must_use]
    pub fn round_before(&self, run: RunId) -> Option<&Run> {
        let now = self.runs.get(run.uuid())?;
        let others = self.runs.of(now.pair).filter(|r| r.id != now.id && r.is_closed());
        others.filter(|r| r.root() == now.root()).max_by_key(|r| (r.round, r.id))
    }

    /// Whether somebody keeps anything here: two people, or one on their own.
    #[must_use]
    pub fn has_anybody(&self) -> bool {
        !(self.partnerships.is_empty() && self.maps.is_empty() && self.own.is_empty())
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
        keys.extend(self.maps.iter().map(Record::key));
        keys.extend(self.own.iter().map(Record::key));
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
            RecordKind::Map => self.maps.remove(id),
            RecordKind::OwnDialogue => self.own.remove(id),
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
        self.own.retain(|r| keep(r.key()));
    }

    /// The definition of a dialogue of one's own, by the id a run has: as it stands now, or as a run keeps it.
    #[must_use]
    pub fn definition(&self, id: &DialogueId) -> Option<Definition> {
        if !own::is_own(id) {
            return None;
        }
        let now = self.own.iter().map(|o| &o.definition).filter(|d| d.id() == *id);
        let kept = self.runs.iter().filter(|r| r.dialogue == *id).filter_map(|r| r.own.as_ref());
        now.chain(kept).next().map(Definition::asked)
    }

    /// The dialogue that was changed to make this one, where it is a copy; else itself.
    #[must_use]
    pub fn root(&self, id: &DialogueId) -> DialogueId {
        self.definition(id).and_then(|d| d.from).unwrap_or_else(|| id.clone())
    }

    /// What takes the place of a dialogue for these two (C15).
    #[must_use]
    pub fn in_place_of(&self, pair: PairId, id: &DialogueId) -> Option<&OwnDialogue> {
        let is = |o: &&OwnDialogue| o.definition.from.as_ref() == Some(id);
        self.own.of(pair).filter(is).max_by_key(|o| o.id)
    }
}

/// How the next round of a dialogue begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextRound {
    /// 1 for the first.
    pub number: u32,
    /// As long as a turn was last; none where there was none.
    pub turn_minutes: Option<u8>,
    /// Who tells their story first, where the other one did last time.
    pub first: Option<Side>,
}

/// What [`Held`] needs, gathered.
#[derive(Clone, Debug)]
pub struct RunParts<'a> {
    pub run: &'a Run,
    pub session: &'a Session,
    /// Whose device this is, where each has one of their own.
    pub mine: Option<Side>,
    /// The two have parted (C14).
    pub parted: bool,
    pub commitments: Vec<Commitment>,
    pub agreements: Vec<Agreement>,
    /// What both stand behind from earlier talks.
    pub ground: Vec<Agreement>,
}

impl<'a> RunParts<'a> {
    /// Together with the definition.
    #[must_use]
    pub fn held(&'a self, dialogue: &'a CheckedDialogue) -> Held<'a> {
        Held {
            dialogue,
            session: self.session,
            run: self.run,
            mine: self.mine,
            commitments: &self.commitments,
            agreements: &self.agreements,
            ground: &self.ground,
            parted: self.parted,
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
    Map, Map, maps, id;
}

impl Record for OwnDialogue {
    fn key(&self) -> RecordKey {
        let id = self.id.uuid();
        RecordKey { kind: RecordKind::OwnDialogue, pair: self.pair.map_or(id, PairId::uuid), id }
    }

    fn changed(&self) -> Stamp {
        self.changed
    }

    fn shelf(workspace: &Workspace) -> &Shelf<Self> {
        &workspace.own
    }

    fn shelf_mut(workspace: &mut Workspace) -> &mut Shelf<Self> {
        &mut workspace.own
    }
}
