//! Who may see a text. The only place that decides it: the words of an entry, and how it stands
//! with a commitment, leave the domain through here and nowhere else.

use super::dialogue::Step;
use super::outcome::{Commitment, Past, Standing};
use super::person::{Author, Side};
use super::run::{Entry, How, Run, Version, Visibility, Words};

/// Who is looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Both, at the same screen.
    Table,
    /// One person alone.
    One(Side),
}

impl Viewer {
    fn is(self, who: Author) -> bool {
        matches!((self, who.side()), (Viewer::One(v), Some(s)) if v == s)
    }
}

/// What a viewer gets to see of somebody's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight<'a> {
    /// The words, and other versions of them that two copies brought together.
    Words(&'a Words, &'a [Version]),
    /// It was said aloud; nothing was written.
    SaidAloud,
    /// Skipped, or kept: the same to everybody else (F4).
    ChoseNotToSay,
    /// Given, and waiting for the other's. Not even its writer sees it until the seals are opened.
    Sealed,
    /// Nothing yet.
    NotYet,
    /// Nothing the viewer may know of, not even that it is there.
    Absent,
}

/// What `viewer` sees of what `who` answered to `step`.
#[must_use]
pub fn sight<'a>(step: &Step, run: &'a Run, who: Author, viewer: Viewer) -> Sight<'a> {
    let hidden_by_kind = step.visibility == Visibility::Private && !viewer.is(who);
    let Some(entry) = run.entry(&step.id, who) else {
        return if hidden_by_kind { Sight::Absent } else { Sight::NotYet };
    };
    if who == Author::Both {
        return plainly(entry);
    }
    if step.reveal && entry.given.is_some() && !is_opened(step, run) {
        return Sight::Sealed;
    }
    if viewer.is(who) || entry.released.is_some() {
        return plainly(entry);
    }
    if hidden_by_kind {
        return Sight::Absent;
    }
    if entry.given.is_none() {
        return Sight::NotYet;
    }
    match (entry.how, entry.visibility) {
        (How::Skipped, _) | (_, Visibility::Private) => Sight::ChoseNotToSay,
        _ => plainly(entry),
    }
}

/// Whether the seals of a `reveal: both` step have been opened.
#[must_use]
pub fn is_opened(step: &Step, run: &Run) -> bool {
    run.entry(&step.id, Author::Both).is_some()
}

fn plainly(entry: &Entry) -> Sight<'_> {
    match entry.how {
        How::SaidIt => Sight::SaidAloud,
        How::Skipped if entry.words.is_empty() => Sight::ChoseNotToSay,
        _ if entry.words.is_empty() && entry.given.is_none() => Sight::NotYet,
        How::Seen if entry.words.is_empty() => Sight::NotYet,
        _ => Sight::Words(&entry.words, &entry.also),
    }
}

/// A person's own answer as it stands, for the page they answer on.
#[must_use]
pub fn own<'a>(run: &'a Run, step: &Step, who: Author) -> Option<&'a Words> {
    run.entry(&step.id, who).map(|e| &e.words)
}

/// How it stands with a commitment: the owner's to show (D.7).
#[must_use]
pub fn standing(commitment: &Commitment, viewer: Viewer) -> Option<Standing> {
    let may = commitment.open || viewer.is(commitment.owner.into());
    may.then_some(commitment.standing)
}

/// How it stood before: only ever the owner's.
#[must_use]
pub fn history(commitment: &Commitment, viewer: Viewer) -> &[Past] {
    if viewer.is(commitment.owner.into()) { &commitment.history } else { &[] }
}
