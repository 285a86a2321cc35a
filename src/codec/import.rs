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
    pub kind: RecordKind,
    pub why: ProblemWith,
}

/// What is the matter with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemWith {
    Record(Bad),
    /// It belongs to a partnership, session or conversation that is neither here nor in the file.
    Homeless,
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
    if depth(text) > limits::NESTING {
        return Err(Unusable::TooDeep);
    }
    let file: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| Unusable::NotJson)?;
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

/// How deep arrays and objects are nested, without reading anything.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn take_apart(file: &Map<String, Value>) -> Result<Incoming, Unusable> {
    let mut incoming = Incoming {
        made: file
            .get("made")
            .and_then(Value::as_str)
            .and_then(|t| Stamp::parse_from_rfc3339(t).ok()),
        one_partnership: file.get("scope").and_then(Value::as_str) == Some("partnership"),
        ..Incoming::default()
    };
    let mut left = limits::ENTRIES;
    if let Some(device) = file.get("device") {
        match record::read::<Device>(&device.to_string()) {
            Ok(device) => incoming.device = Some(device),
            Err(bad) => incoming
                .problems
                .push(Problem { kind: RecordKind::Device, why: ProblemWith::Record(bad) }),
        }
    }
    for kind in RecordKind::ALL {
        for text in texts_of(file, kind) {
            left = left.checked_sub(1).ok_or(Unusable::TooMany)?;
            let taken = match kind {
                RecordKind::Device => Ok(0),
                RecordKind::Partnership => {
                    take::<crate::domain::person::Partnership>(&mut incoming, &text)
                }
                RecordKind::Session => {
                    take::<crate::domain::session::Session>(&mut incoming, &text)
                }
                RecordKind::Run => take::<crate::domain::run::Run>(&mut incoming, &text),
                RecordKind::Commitment => {
                    take::<crate::domain::outcome::Commitment>(&mut incoming, &text)
                }
                RecordKind::Agreement => {
                    take::<crate::domain::outcome::Agreement>(&mut incoming, &text)
                }
                RecordKind::Thread => take::<crate::domain::outcome::Thread>(&mut incoming, &text),
                RecordKind::Talk => take::<crate::domain::outcome::Talk>(&mut incoming, &text),
            };
            match taken {
                Ok(entries) => left = left.checked_sub(entries).ok_or(Unusable::TooMany)?,
                Err(bad) => incoming.problems.push(Problem { kind, why: ProblemWith::Record(bad) }),
            }
        }
    }
    for (i, aside) in array(file, "aside").iter().enumerate() {
        if i >= left {
            return Err(Unusable::TooMany);
        }
        if let (Some(key), Some(text)) = (member(aside, "key"), member(aside, "text")) {
            incoming.aside.push(Aside { key: key.to_owned(), text: text.to_owned() });
        }
    }
    Ok(incoming)
}

fn member<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name).and_then(Value::as_str)
}

fn array<'a>(file: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    file.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The records of a kind, as texts: from a copy, or from what `rescue.html` could save.
fn texts_of(file: &Map<String, Value>, kind: RecordKind) -> Vec<String> {
    let name = record::kind_name(kind);
    let mut texts: Vec<String> =
        array(file, &format!("{name}s")).iter().map(ToString::to_string).collect();
    let rescued = file.get("records").and_then(Value::as_object);
    texts.extend(
        rescued
            .into_iter()
            .flatten()
            .filter(|(key, _)| record::parse_key(key).is_some_and(|k| k.kind == kind))
            .filter_map(|(_, text)| text.as_str().map(str::to_owned)),
    );
    texts
}

fn take<T: Record + Merge + Bounded>(incoming: &mut Incoming, text: &str) -> Result<usize, Bad> {
    let record: T = record::read(text)?;
    let entries = record.entries();
    // The same id twice with other content: neither is thrown away.
    let record = match T::shelf(&incoming.records).get(record.key().id) {
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
        self.problems
            .extend(gone.into_iter().map(|kind| Problem { kind, why: ProblemWith::Homeless }));
    }
}
