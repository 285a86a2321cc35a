//! One record as text, and its name in the store.

use uuid::Uuid;

use crate::domain::device::{Device, PrivateLock};
use crate::domain::ids::{hex, parse};
use crate::domain::limits::{self, is_in_years, is_name, is_text};
use crate::domain::map::{Choice, Map, Note};
use crate::domain::outcome::{Agreement, Commitment, NextTime, Talk, Thread};
use crate::domain::own::{Definition, OwnDialogue};
use crate::domain::person::{KindOfPair, Partnership, Person};
use crate::domain::run::{Asked, Crossing, Entry, Run, RunState, Seal, TurnTime, Version, Words};
use crate::domain::session::Session;
use crate::domain::time::{LocalMoment, Stamp};
use crate::domain::workspace::{RecordKey, RecordKind};
use crate::written::json::{self, Unread};
use crate::written::{Tree, Written};

/// Why a text is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// Not JSON, or cut short.
    NotJson,
    /// JSON, but not this kind of record; or with parts this version does not know.
    NotThis,
    /// Over a limit, or a number or date outside its range.
    OutOfRange,
}

/// A record as it is stored.
#[must_use]
pub fn write<T: Written>(record: &T) -> String {
    json::write(&record.write())
}

/// Reads a record.
///
/// # Errors
/// Why it is none.
pub fn read<T: Bounded>(text: &str) -> Result<T, Bad> {
    let tree = json::read(text).map_err(|unread| match unread {
        Unread::NotJson => Bad::NotJson,
        Unread::TooDeep | Unread::TooMany => Bad::NotThis,
    })?;
    from_tree(tree)
}

/// Reads a record that is part of something larger.
///
/// # Errors
/// Why it is none.
pub fn from_tree<T: Bounded>(tree: Tree) -> Result<T, Bad> {
    let record = T::read(tree).map_err(|_| Bad::NotThis)?;
    if record.is_in_bounds() { Ok(record) } else { Err(Bad::OutOfRange) }
}

const NAMES: [(RecordKind, &str); 10] = [
    (RecordKind::Device, "device"),
    (RecordKind::Partnership, "partnership"),
    (RecordKind::Session, "session"),
    (RecordKind::Run, "run"),
    (RecordKind::Commitment, "commitment"),
    (RecordKind::Agreement, "agreement"),
    (RecordKind::Thread, "thread"),
    (RecordKind::Talk, "talk"),
    (RecordKind::Map, "map"),
    (RecordKind::OwnDialogue, "own-dialogue"),
];

/// What a kind of record is called in keys.
fn kind_name(kind: RecordKind) -> &'static str {
    NAMES.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name)
}

/// What the list of a kind of record is called in a file.
#[must_use]
pub fn list_name(kind: RecordKind) -> String {
    format!("{}s", kind_name(kind))
}

/// The name of a record in the store: `device`, `partnership/<id>`, `map/<id>`,
/// `run/<partnership>/<id>`; a dialogue of one's own has a partnership in it where it is of two.
#[must_use]
pub fn key_name(key: RecordKey) -> String {
    let kind = kind_name(key.kind);
    match key.kind {
        RecordKind::Device => kind.to_owned(),
        RecordKind::Partnership | RecordKind::Map => format!("{kind}/{}", hex(key.id)),
        RecordKind::OwnDialogue if key.pair == key.id => format!("{kind}/{}", hex(key.id)),
        _ => format!("{kind}/{}/{}", hex(key.pair), hex(key.id)),
    }
}

/// Reads such a name; `None` for anything else.
#[must_use]
pub fn parse_key(name: &str) -> Option<RecordKey> {
    let mut parts = name.split('/');
    let kind = parts.next()?;
    let kind = NAMES.iter().find(|(_, n)| *n == kind)?.0;
    let ids: Vec<Uuid> = parts.map(parse).collect::<Option<_>>()?;
    match (kind, ids[..].len()) {
        (RecordKind::Device, 0) => Some(RecordKey::DEVICE),
        (RecordKind::Partnership | RecordKind::Map | RecordKind::OwnDialogue, 1) => {
            Some(RecordKey { kind, pair: ids[0], id: ids[0] })
        }
        (RecordKind::Device | RecordKind::Partnership | RecordKind::Map, _) => None,
        (RecordKind::OwnDialogue, 2) if ids[0] == ids[1] => None,
        (_, 2) => Some(RecordKey { kind, pair: ids[0], id: ids[1] }),
        _ => None,
    }
}

/// What keeps to the limits of `domain::limits`.
pub trait Bounded: Written {
    /// Whether every text, name, number and date is within its limit.
    fn is_in_bounds(&self) -> bool;
    /// Entries it counts for.
    fn entries(&self) -> usize {
        1
    }
}

fn moments(all: impl IntoIterator<Item = Stamp>) -> bool {
    all.into_iter().all(|at| is_in_years(&at))
}

fn other_versions(also: &[Version]) -> bool {
    also.iter().all(|v| words_fit(&v.words) && is_in_years(&v.changed))
}

/// Whether what somebody wrote, picked or marked is within its limits.
pub(crate) fn words_fit(words: &Words) -> bool {
    words.texts().all(is_text)
        && words.items.iter().all(|i| i.field.as_ref().is_none_or(|f| is_name(f.as_str())))
        && words.picks.iter().all(|p| is_name(p.as_str()))
        && words.number.is_none_or(|n| (1..=5).contains(&n))
}

/// Whether what somebody asks through a link is within its limits.
pub(crate) fn asked_fits(asked: &Asked) -> bool {
    asked.questions.len() <= limits::ENTRIES
        && asked.own.len() <= limits::OWN_QUESTIONS
        && asked.questions.iter().all(|step| is_name(step.as_str()))
        && asked.own.iter().chain([&asked.greeting]).all(|words| is_text(words))
        && is_in_years(&asked.at)
}

/// Whether a seal is within its limits.
pub(crate) fn seal_fits(seal: &Seal) -> bool {
    is_name(seal.step.as_str()) && is_name(&seal.hash) && is_name(&seal.salt)
}

impl Bounded for Device {
    fn is_in_bounds(&self) -> bool {
        let lock = |l: &PrivateLock| is_name(&l.salt) && is_name(&l.hash);
        moments(self.copied) && is_text(&self.safe_line) && self.locks.iter().all(lock)
    }
}

impl Bounded for Partnership {
    fn is_in_bounds(&self) -> bool {
        let person =
            |p: &Person| [&p.name, &p.language, &p.zone, &p.form].into_iter().all(|t| is_name(t));
        let kind = match &self.kind {
            KindOfPair::Own(words) => is_name(words),
            _ => true,
        };
        let later = self.later.iter().map(|l| l.at);
        let declined = self.declined.iter().filter_map(|d| d.until);
        self.people.iter().all(person)
            && kind
            && self.later.len() <= limits::ENTRIES
            && self.erased.len() <= limits::ENTRIES
            && self.erased.iter().all(|e| e.steps.iter().all(|s| is_name(s.as_str())))
            && self.declined.len() <= limits::ENTRIES
            && moments([self.since, self.changed].into_iter().chain(later).chain(declined))
    }
}

impl Bounded for Session {
    fn is_in_bounds(&self) -> bool {
        moments([self.started, self.changed].into_iter().chain(self.ended))
    }
}

impl Bounded for Run {
    fn is_in_bounds(&self) -> bool {
        let entry = |e: &Entry| {
            let times = [e.changed].into_iter().chain(e.given).chain(e.released);
            is_name(e.step.as_str())
                && e.all_words().all(words_fit)
                && moments(times.chain(e.also_changed()))
        };
        let state = match self.state {
            RunState::PausedUntil(at) | RunState::Closed(at) => is_in_years(&at),
            RunState::Going | RunState::Resting => true,
        };
        let turn = |t: &TurnTime| is_name(t.step.as_str()) && moments(t.since);
        let own = |own: &Definition| own.check().is_ok();
        let crossing = |c: &Crossing| {
            c.steps.iter().all(|step| is_name(step.as_str()))
                && c.seals.iter().all(seal_fits)
                && is_in_years(&c.at)
        };
        limits::is_turn(self.turn_minutes)
            && self.content > 0
            && self.round > 0
            && is_name(self.dialogue.as_str())
            && self.own.iter().all(own)
            && self.entries.iter().all(entry)
            && self.turns.iter().all(turn)
            && self.asked.iter().all(asked_fits)
            && self.crossed.len() <= 2
            && self.crossed.iter().all(crossing)
            && self.shared.len() <= limits::ENTRIES
            && self.at.as_ref().is_none_or(|at| is_name(at.step.as_str()))
            && moments([self.began, self.changed])
            && state
    }

    fn entries(&self) -> usize {
        1 + self.entries.len()
            + self.entries.iter().flat_map(Entry::all_words).map(|w| w.items.len()).sum::<usize>()
            + self.own.as_ref().map_or(0, Definition::entries)
    }
}

impl Bounded for Commitment {
    fn is_in_bounds(&self) -> bool {
        self.plan.texts().all(is_text)
            && self.plan.by.as_ref().is_none_or(is_in_years)
            && is_name(self.step.as_str())
            && moments([self.chosen, self.changed].into_iter().chain(self.past_moments()))
            && other_versions(&self.also)
    }
}

impl Bounded for Agreement {
    fn is_in_bounds(&self) -> bool {
        let said = self.affirmations.iter().map(|a| a.at);
        is_text(&self.text)
            && self.picks.iter().all(|p| is_name(p.as_str()))
            && is_name(self.step.as_str())
            && moments([self.made, self.changed].into_iter().chain(said))
            && other_versions(&self.also)
    }
}

impl Bounded for Thread {
    fn is_in_bounds(&self) -> bool {
        is_text(&self.text)
            && is_name(self.step.as_str())
            && is_in_years(&self.changed)
            && other_versions(&self.also)
    }
}

impl Bounded for Talk {
    fn is_in_bounds(&self) -> bool {
        let day = |moment: &LocalMoment| is_in_years(&moment.at) && is_name(&moment.zone);
        let next = match &self.next {
            NextTime::At(moment) => day(moment),
            _ => true,
        };
        next && self.again.as_ref().is_none_or(day)
            && is_name(self.step.as_str())
            && is_in_years(&self.changed)
    }
}

impl Bounded for Map {
    fn is_in_bounds(&self) -> bool {
        let choice =
            |c: &Choice| is_text(&c.own) && c.pick.as_ref().is_none_or(|p| is_name(p.as_str()));
        let note = |n: &Note| {
            is_name(&n.person)
                && n.texts().all(is_text)
                && n.choices().into_iter().all(choice)
                && n.days().all(|day| is_in_years(&day))
                && n.weeks <= limits::RHYTHM_WEEKS
        };
        let situations = self.situations.iter();
        situations
            .clone()
            .all(|s| is_text(&s.text) && is_text(&s.result) && other_versions(&s.also))
            && self.talks.iter().all(|t| note(&t.note) && other_versions(&t.also))
            && moments([self.made, self.changed])
            && moments(situations.map(|s| s.changed).chain(self.talks.iter().map(|t| t.changed)))
    }

    fn entries(&self) -> usize {
        1 + self.situations.len() + self.talks.len()
    }
}

impl Bounded for OwnDialogue {
    fn is_in_bounds(&self) -> bool {
        let editions = self.also.iter().map(|e| &e.definition);
        editions.chain([&self.definition]).all(|d| d.check().is_ok())
            && moments(
                [self.made, self.changed].into_iter().chain(self.also.iter().map(|e| e.changed)),
            )
    }

    fn entries(&self) -> usize {
        let editions = self.also.iter().map(|e| &e.definition);
        1 + editions.chain([&self.definition]).map(Definition::entries).sum::<usize>()
    }
}
