//! Lines of one's own that later steps go through: written under each other in one answer, sorted in the
//! next, and some of them brought to the table (`ex-quiet-hopes`, `ex-sort`, `ex-bring`).

use super::decides::Decides;
use super::dialogue::{CheckedDialogue, Step};
use super::ids::FieldId;
use super::order::put_by;
use super::person::Side;
use super::privacy::{self, Sight, Viewer};
use super::run::{Item, Run, Words};
use super::time::Stamp;

/// A line, and where it was sorted to, if it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub text: &'a str,
    pub sorted: Option<&'a FieldId>,
}

/// The lines that `step` goes through, of what `who` wrote, as far as `viewer` may see them: each once,
/// those that were sorted in the order of where to.
#[must_use]
pub fn through<'a>(
    dialogue: &CheckedDialogue,
    step: &Step,
    run: &'a Run,
    who: Side,
    viewer: Viewer,
) -> Vec<Line<'a>> {
    let Some(source) = step.lines.as_ref().and_then(|id| dialogue.step(id)) else {
        return Vec::new();
    };
    let words = match privacy::sight(source, run, who.into(), viewer) {
        Sight::Words(words, _) => Some(words),
        _ => None,
    };
    if source.lines.is_none() {
        return words.map_or_else(Vec::new, written);
    }
    let items = words.map_or(&[][..], |w| &w.items);
    if source.decides == Some(Decides::WhatToBring) {
        return items.iter().map(|i| Line { text: &i.text, sorted: None }).collect();
    }
    let place =
        |text: &str| items.iter().find(|i| i.text == text).and_then(|i: &'a Item| i.field.as_ref());
    let rank = |line: &Line| {
        let place = line.sorted.and_then(|field| source.fields.iter().position(|f| f == field));
        place.unwrap_or(source.fields.len())
    };
    let mut all = Vec::new();
    for line in through(dialogue, source, run, who, viewer) {
        put_by(&mut all, Line { sorted: place(line.text), ..line }, rank);
    }
    all
}

/// A text, line by line, without blank ones.
fn written(words: &Words) -> Vec<Line<'_>> {
    let mut all: Vec<Line> = Vec::new();
    for text in words.text.lines().filter(|l| !l.trim().is_empty()) {
        if all.iter().all(|l| l.text != text) {
            all.push(Line { text, sorted: None });
        }
    }
    all
}

/// A text with one more line beneath it.
#[must_use]
pub fn with_line(text: &str, line: &str) -> String {
    if text.is_empty() { line.to_owned() } else { format!("{text}\n{line}") }
}

/// Takes lines that `who` no longer has out of where they were sorted and brought (C2). Whether there
/// were any.
pub(in crate::domain) fn settle(
    run: &mut Run,
    dialogue: &CheckedDialogue,
    who: Side,
    now: Stamp,
) -> bool {
    let mut any = false;
    for step in dialogue.steps().filter(|s| s.goes_through()) {
        let there: Vec<String> = through(dialogue, step, run, who, Viewer::One(who))
            .iter()
            .map(|l| l.text.to_owned())
            .collect();
        let Some(entry) = run.entry_mut(&step.id, who.into()) else { continue };
        let had = entry.words.items.len();
        entry.words.items.retain(|i| there.contains(&i.text));
        if entry.words.items.len() < had {
            entry.changed = now;
            entry.released = entry.released.filter(|_| !entry.words.items.is_empty());
            any = true;
        }
    }
    any
}
