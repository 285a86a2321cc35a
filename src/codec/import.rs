//! Looking into a file. A half-good file gives what is good in it and a list of what is not.

use serde_json::{Map, Value};

use super::export::Aside;
use super::migrate::{self, Unfit};
use super::record::{self, Bad, Bounded};
use super::{FORMAT, VERSION};
use crate::domain::device::Device;
use crate::domain::limits;
use crate::domain::merge::Merge;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Record, RecordKind, Workspace};

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
    /// A part of the file this version knows nothing of.
    Unknown,
}

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
    pub problems: Vec<Problem>,
}

/// Reads a file.
///
/// # Errors
/// Why nothing of it can be used.
pub fn read(text: &str) -> Result<Incoming, Unusable> {
    if text.len() > limits::FILE {
        return Err(Unusable::TooLarge);
    }
    let shape = Shape::of(text);
    if shape.depth > limits::NESTING {
        return Err(Unusable::TooDeep);
    }
    if shape.values > limits::VALUES {
        return Err(Unusable::TooMany);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: Value = serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&with_whole_characters(text)))
        .map_err(|_| Unusable::NotJson)?;
    let is_ours = file.get("format").and_then(Value::as_str) == Some(FORMAT);
    let version = file.get("version").and_then(Value::as_u64);
    let (true, Some(version)) = (is_ours, version) else { return Err(Unusable::NotOurs) };
    let version = u32::try_from(version).unwrap_or(VERSION + 1);
    let file = migrate::migrate(version, file).map_err(|unfit| match unfit {
        Unfit::TooNew => Unusable::TooNew,
        Unfit::NoVersion => Unusable::NotOurs,
    })?;
    let Value::Object(file) = file else { return Err(Unusable::NotOurs) };
    take_apart(&file)
}

/// Halves of characters, which JSON can name and no text can hold, become the sign for what could
/// not be read: one of them must not keep everything else from being read.
fn with_whole_characters(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        whole.push_str(before);
        let unit = |at: usize| {
            let digits = escape.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        let next = |len: usize| escape.get(..len).unwrap_or(escape);
        let taken = match (unit(0), unit(6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => next(12),
            (Some(0xd800..=0xdfff), _) => "\\ufffd",
            _ => next(2),
        };
        whole.push_str(taken);
        rest = escape.get(taken.len()..).unwrap_or_default();
    }
    whole.push_str(rest);
    whole
}

/// How large what a text holds would be, found without reading any of it.
struct Shape {
    /// How deep arrays and objects are nested.
    depth: usize,
    /// About how many members and elements there are.
    values: usize,
}

impl Shape {
    fn of(text: &str) -> Self {
        let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
        let mut shape = Self { depth: 0, values: 0 };
        for byte in text.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_text => escaped = true,
                b'"' => in_text = !in_text,
                b'[' | b'{' if !in_text => {
                    depth += 1;
                    shape.depth = shape.depth.max(depth);
                    shape.values += 1;
                }
                b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
                b',' if !in_text => shape.values += 1,
                _ => {}
            }
        }
        shape
    }
}

/// The parts a file of this version may have, besides lists of records.
const PARTS: [&str; 8] =
    ["format", "version", "made", "app", "scope", "device", "aside", "records"];

fn take_apart(file: &Map<String, Value>) -> Result<Incoming, Unusable> {
    let mut incoming = Incoming {
        made: file
            .get("made")
            .and_then(Value::as_str)
            .and_then(|t| Stamp::parse_from_rfc3339(t).ok()),
        one_partnership: file.get("scope").and_then(Value::as_str) == Some("partnership"),
        ..Incoming::default()
    };
    let lists = RecordKind::ALL.map(list_name);
    let unknown = |name: &&String| !PARTS.contains(&name.as_str()) && !lists.contains(name);
    let unknown = file.keys().filter(unknown);
    incoming.problems.extend(unknown.map(|_| Problem { kind: None, why: ProblemWith::Unknown }));
    let mut left = limits::ENTRIES;
    for kind in RecordKind::ALL {
        for Found { key, text } in found(file, kind, &mut incoming.problems) {
            left = left.checked_sub(1).ok_or(Unusable::TooMany)?;
            match take_one(&mut incoming, kind, &text) {
                Ok(entries) => left = left.checked_sub(entries).ok_or(Unusable::TooMany)?,
                Err(bad) => {
                    incoming.problem(kind, bad);
                    incoming.aside.extend(key.map(|key| Aside { key, text }));
                }
            }
        }
    }
    for aside in array(file, "aside").iter().chain(&rescued_aside(file)) {
        left = left.checked_sub(1).ok_or(Unusable::TooMany)?;
        if let (Some(key), Some(text)) = (member(aside, "key"), member(aside, "text")) {
            incoming.aside.push(Aside { key: key.to_owned(), text: text.to_owned() });
        }
    }
    Ok(incoming)
}

fn take_one(incoming: &mut Incoming, kind: RecordKind, text: &str) -> Result<usize, Bad> {
    use crate::domain::outcome::{Agreement, Commitment, Talk, Thread};
    match kind {
        RecordKind::Device => {
            incoming.device = Some(record::read::<Device>(text)?);
            Ok(0)
        }
        RecordKind::Partnership => take::<crate::domain::person::Partnership>(incoming, text),
        RecordKind::Session => take::<crate::domain::session::Session>(incoming, text),
        RecordKind::Run => take::<crate::domain::run::Run>(incoming, text),
        RecordKind::Commitment => take::<Commitment>(incoming, text),
        RecordKind::Agreement => take::<Agreement>(incoming, text),
        RecordKind::Thread => take::<Thread>(incoming, text),
        RecordKind::Talk => take::<Talk>(incoming, text),
    }
}

fn member<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

fn array<'a>(file: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    file.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// What the list of a kind of record is called in a file.
fn list_name(kind: RecordKind) -> String {
    format!("{}s", record::kind_name(kind))
}

/// A record as text.
struct Found {
    /// Where to put it aside if it cannot be read: what was rescued is not to be rescued twice.
    key: Option<String>,
    text: String,
}

/// The records of a kind: from a copy, or from what `rescue.html` could save.
fn found(file: &Map<String, Value>, kind: RecordKind, problems: &mut Vec<Problem>) -> Vec<Found> {
    let name = list_name(kind);
    if file.get(&name).is_some_and(|list| !list.is_array()) {
        problems.push(Problem { kind: Some(kind), why: ProblemWith::Record(Bad::NotThis) });
    }
    let device = file.get("device").filter(|_| kind == RecordKind::Device);
    let copied = array(file, &name).iter().chain(device);
    let mut all: Vec<Found> =
        copied.map(|record| Found { key: None, text: record.to_string() }).collect();
    let of_kind = |key: &str| record::parse_key(key).is_some_and(|k| k.kind == kind);
    all.extend(
        rescued(file)
            .filter(|(key, _)| of_kind(key))
            .map(|(key, text)| Found { key: Some(aside_key(file, key)), text: text.to_owned() }),
    );
    all
}

/// What `rescue.html` could save, by the names under which it stood.
fn rescued(file: &Map<String, Value>) -> impl Iterator<Item = (&str, &str)> {
    let records = file.get("records").and_then(Value::as_object);
    records.into_iter().flatten().filter_map(|(key, text)| Some((key.as_str(), text.as_str()?)))
}

/// Whatever else was rescued that has a text in it, such as words that were not kept yet.
fn rescued_aside(file: &Map<String, Value>) -> Vec<Value> {
    rescued(file)
        .filter(|(key, _)| key.contains('/') && record::parse_key(key).is_none())
        .map(|(key, text)| serde_json::json!({"key": aside_key(file, key), "text": text}))
        .collect()
}

fn aside_key(file: &Map<String, Value>, key: &str) -> String {
    let made = file.get("made").and_then(Value::as_str);
    let made = made.and_then(|t| Stamp::parse_from_rfc3339(t).ok());
    format!("aside/{}/{key}", made.map_or(0, |at| at.timestamp_millis()))
}

fn take<T: Record + Merge + Bounded>(incoming: &mut Incoming, text: &str) -> Result<usize, Bad> {
    let record = record::read::<T>(text)?;
    let entries = record.entries();
    let record = record.tidied();
    // The same id twice with other content: neither is thrown away.
    let record = match T::shelf(&incoming.records).get(record.key().id) {
        Some(other) if other.key() != record.key() => return Err(Bad::NotThis),
        Some(other) => T::merge(None, other, &record),
        None => record,
    };
    incoming.records.take(record);
    Ok(entries - 1)
}

impl Incoming {
    /// Leaves out what belongs to nothing, neither in the file nor `here`, and lists it.
    pub fn leave_out_homeless(&mut self, here: &Workspace) {
        let gone = self.records.drop_homeless(here);
        self.problems.extend(
            gone.into_iter().map(|k| Problem { kind: Some(k), why: ProblemWith::Homeless }),
        );
    }

    fn problem(&mut self, kind: RecordKind, bad: Bad) {
        self.problems.push(Problem { kind: Some(kind), why: ProblemWith::Record(bad) });
    }
}
