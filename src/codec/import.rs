//! Looking into a file. A half-good file gives what is good in it and a list of what is not.

use super::export::Aside;
use super::keepsake;
use super::migrate::{self, Unfit};
use super::record::{self, Bad, Bounded};
use super::{FORMAT, VERSION};
use crate::domain::bring::Bring;
use crate::domain::device::Device;
use crate::domain::limits;
use crate::domain::map::Map;
use crate::domain::merge::Merge;
use crate::domain::outcome::{Agreement, Commitment, Talk, Thread};
use crate::domain::own::OwnDialogue;
use crate::domain::person::Partnership;
use crate::domain::run::Run;
use crate::domain::session::Session;
use crate::domain::time::{Stamp, read_stamp};
use crate::domain::workspace::{Record, RecordKind, Workspace};
use crate::written::json::{self, Unread};
use crate::written::{Members, Tree, Written};

/// Why nothing of a file can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Larger than `limits::FILE`.
    TooLarge,
    /// Nested deeper than `limits::NESTING`.
    TooDeep,
    /// More than `limits::ENTRIES`.
    TooMany,
    /// Not JSON, or cut short.
    NotJson,
    /// JSON, but not one of ours.
    NotOurs,
    /// Written by a newer Common Ground.
    TooNew,
    /// A page, and no copy in it.
    NoCopyInPage,
    /// A keepsake whose copy was cut or changed, so that nothing of it can be read.
    TornKeepsake,
}

/// One thing in a file that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// None where it is about the file as a whole.
    pub kind: Option<RecordKind>,
    pub why: ProblemWith,
}

/// What is the matter with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemWith {
    Record(Bad),
    /// It belongs to a partnership, session or conversation that is neither here nor in the file.
    Homeless,
    /// A part of the file this version knows nothing of, or one that was there before.
    Unknown,
}

const UNKNOWN: Problem = Problem { kind: None, why: ProblemWith::Unknown };

/// What is in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    pub records: Workspace,
    /// The device's own record, in a copy of everything.
    pub device: Option<Device>,
    pub aside: Vec<Aside>,
    /// When the file says it was made.
    pub made: Option<Stamp>,
    /// It holds one partnership only.
    pub one_partnership: bool,
    /// It holds only what one of two, or both, may take along.
    pub is_part: bool,
    /// It came in a keepsake: what the page around it says was not looked at.
    pub in_keepsake: bool,
    pub problems: Vec<Problem>,
}

/// Reads a file.
///
/// # Errors
/// Why nothing of it can be used.
pub fn read(text: &str) -> Result<Incoming, Unusable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !keepsake::is_page(text) {
        return read_copy(text);
    }
    if text.len() > limits::KEEPSAKE {
        return Err(Unusable::TooLarge);
    }
    let copy = keepsake::copy_in(text).ok_or(Unusable::NoCopyInPage)?;
    match read_copy(copy) {
        Ok(incoming) => Ok(Incoming { in_keepsake: true, ..incoming }),
        Err(Unusable::NotJson) => Err(Unusable::TornKeepsake),
        Err(why) => Err(why),
    }
}

fn read_copy(text: &str) -> Result<Incoming, Unusable> {
    if text.len() > limits::FILE {
        return Err(Unusable::TooLarge);
    }
    let file = json::read(text).map_err(|unread| match unread {
        Unread::NotJson => Unusable::NotJson,
        Unread::TooDeep => Unusable::TooDeep,
        Unread::TooMany => Unusable::TooMany,
    })?;
    let is_ours = member(&file, "format") == Some(FORMAT);
    let (true, Some(Tree::Number(version))) = (is_ours, file.get("version")) else {
        return Err(Unusable::NotOurs);
    };
    let version = u32::try_from((*version).max(0)).unwrap_or(VERSION + 1);
    let file = migrate::migrate(version, file).map_err(|unfit| match unfit {
        Unfit::TooNew => Unusable::TooNew,
        Unfit::NoVersion => Unusable::NotOurs,
    })?;
    take_apart(&file)
}

/// The parts a file of this version may have, besides lists of records.
const PARTS: [&str; 8] =
    ["format", "version", "made", "app", "scope", "device", "aside", "records"];

fn take_apart(file: &Tree) -> Result<Incoming, Unusable> {
    let is_part = matches!(member(file, "scope"), Some("of-one" | "of-both"));
    let mut incoming = Incoming {
        made: made(file),
        one_partnership: is_part || member(file, "scope") == Some("partnership"),
        is_part,
        ..Incoming::default()
    };
    incoming.note_unknown_parts(file);
    let mut room = Room(limits::ENTRIES);
    incoming.take_lists(file, &mut room)?;
    incoming.take_rescued(file, &mut room)?;
    incoming.take_aside(file, &mut room)?;
    Ok(incoming)
}

/// For how many entries there is room yet, of all that a file may hold.
struct Room(usize);

impl Room {
    fn take(&mut self, entries: usize) -> Result<(), Unusable> {
        self.0 = self.0.checked_sub(entries).ok_or(Unusable::TooMany)?;
        Ok(())
    }
}

fn member<'a>(tree: &'a Tree, name: &str) -> Option<&'a str> {
    tree.get(name).and_then(Tree::text)
}

fn members(tree: &Tree) -> impl Iterator<Item = (&str, &Tree)> {
    let members = match tree {
        Tree::Named(members) => Some(members),
        _ => None,
    };
    members.into_iter().flat_map(Members::iter)
}

/// What `rescue.html` could save, by the names under which it stood.
fn rescued(file: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let records = file.get("records");
    records.into_iter().flat_map(members).filter_map(|(key, tree)| Some((key, tree.text()?)))
}

/// When the file says it was made.
fn made(file: &Tree) -> Option<Stamp> {
    member(file, "made").and_then(read_stamp)
}

impl Incoming {
    /// How it may be brought in. What was taken along never takes the place of all that was there.
    #[must_use]
    pub fn ways(&self) -> Vec<Bring> {
        let replace = Bring::Replace { everything: !self.one_partnership };
        if self.is_part { vec![Bring::Merge] } else { vec![Bring::Merge, replace] }
    }

    /// Leaves out what belongs to nothing, neither in the file nor `here`, and lists it.
    pub fn leave_out_homeless(&mut self, here: &Workspace) {
        let gone = self.records.drop_homeless(here);
        self.problems.extend(
            gone.into_iter().map(|k| Problem { kind: Some(k), why: ProblemWith::Homeless }),
        );
    }

    /// Lists the parts of the file that this version knows nothing of, and those that are there twice.
    fn note_unknown_parts(&mut self, file: &Tree) {
        let lists = RecordKind::ALL.map(record::list_name);
        let mut once = Vec::new();
        for (name, _) in members(file) {
            let known = PARTS.contains(&name) || lists.iter().any(|l| l == name);
            if known && !once.contains(&name) {
                once.push(name);
            } else {
                self.problems.push(UNKNOWN);
            }
        }
    }

    /// Takes in the lists of records, and the device's own.
    fn take_lists(&mut self, file: &Tree, room: &mut Room) -> Result<(), Unusable> {
        for kind in RecordKind::ALL {
            let there = file.get(&record::list_name(kind));
            if there.is_some_and(|list| list.list().is_none()) {
                self.problem(kind, Bad::NotThis);
            }
            let device = file.get("device").filter(|_| kind == RecordKind::Device);
            for tree in there.and_then(Tree::list).unwrap_or_default().iter().chain(device) {
                room.take(1)?;
                match self.take(kind, tree.clone()) {
                    Ok(entries) => room.take(entries)?,
                    Err(bad) => self.problem(kind, bad),
                }
            }
        }
        Ok(())
    }

    /// Takes in what `rescue.html` saved, each as the text that stood under its name.
    fn take_rescued(&mut self, file: &Tree, room: &mut Room) -> Result<(), Unusable> {
        for (name, text) in rescued(file) {
            room.take(1)?;
            let Some(key) = record::parse_key(name) else {
                // Whatever else was rescued, such as words that were not kept yet.
                if name.contains('/') {
                    self.put_aside(file, name, text);
                }
                continue;
            };
            let tree = json::read(text).map_err(|_| Bad::NotJson);
            match tree.and_then(|tree| self.take(key.kind, tree)) {
                Ok(entries) => room.take(entries)?,
                Err(bad) => {
                    self.problem(key.kind, bad);
                    self.put_aside(file, name, text);
                }
            }
        }
        Ok(())
    }

    /// Takes in what could not be read where the file was made.
    fn take_aside(&mut self, file: &Tree, room: &mut Room) -> Result<(), Unusable> {
        for aside in file.get("aside").and_then(Tree::list).unwrap_or_default() {
            room.take(1)?;
            match Aside::read(aside.clone()) {
                Ok(aside) => self.aside.push(aside),
                Err(_) => self.problems.push(UNKNOWN),
            }
        }
        Ok(())
    }

    /// Takes a record in. Says for how many entries it counts besides itself.
    fn take(&mut self, kind: RecordKind, tree: Tree) -> Result<usize, Bad> {
        match kind {
            RecordKind::Device => {
                self.device = Some(record::from_tree(tree)?);
                Ok(0)
            }
            RecordKind::Partnership => self.take_record::<Partnership>(tree),
            RecordKind::Session => self.take_record::<Session>(tree),
            RecordKind::Run => self.take_record::<Run>(tree),
            RecordKind::Commitment => self.take_record::<Commitment>(tree),
            RecordKind::Agreement => self.take_record::<Agreement>(tree),
            RecordKind::Thread => self.take_record::<Thread>(tree),
            RecordKind::Talk => self.take_record::<Talk>(tree),
            RecordKind::Map => self.take_record::<Map>(tree),
            RecordKind::OwnDialogue => self.take_record::<OwnDialogue>(tree),
        }
    }

    fn take_record<T: Record + Merge + Bounded>(&mut self, tree: Tree) -> Result<usize, Bad> {
        let record = record::from_tree::<T>(tree)?;
        let entries = record.entries();
        let record = record.tidied();
        // The same id twice with other content: neither is thrown away.
        let record = match T::shelf(&self.records).get(record.key().id) {
            Some(other) if other.key() != record.key() => return Err(Bad::NotThis),
            Some(other) => T::merge(None, other, &record),
            None => record,
        };
        self.records.take(record);
        Ok(entries - 1)
    }

    /// Keeps what was rescued and cannot be read, under a name by which it is known again: what
    /// was rescued is not to be rescued twice.
    fn put_aside(&mut self, file: &Tree, name: &str, text: &str) {
        let made = made(file).map_or(0, |at| at.timestamp_millis());
        self.aside.push(Aside { key: format!("aside/{made}/{name}"), text: text.to_owned() });
    }

    fn problem(&mut self, kind: RecordKind, bad: Bad) {
        self.problems.push(Problem { kind: Some(kind), why: ProblemWith::Record(bad) });
    }
}
