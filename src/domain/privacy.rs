//! Who may see a text. The only place that decides it: the words of an entry, and how it stands
//! with a commitment, leave the domain through here and nowhere else.

use super::dialogue::Step;
use super::ids::OptionId;
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
    /// Whether it is this one person, alone.
    #[must_use]
    pub fn is(self, who: Author) -> bool {
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
        return wholly(entry);
    }
    if step.reveal && entry.given.is_some() && !is_opened(step, run) {
        return Sight::Sealed;
    }
    if viewer.is(who) {
        return wholly(entry);
    }
    if entry.released.is_some() && entry.how != How::Skipped {
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

/// What a giver handed over of a private answer, as both may see it; none of what is theirs alone.
#[must_use]
pub fn released<'a>(step: &Step, run: &'a Run, giver: Side) -> Option<&'a Words> {
    run.entry(&step.id, giver.into())?.released?;
    match sight(step, run, giver.into(), Viewer::Table) {
        Sight::Words(words, _) => Some(words),
        _ => None,
    }
}

/// Whether the seals of a `reveal: both` step have been opened. Passing their page by opens nothing.
#[must_use]
pub fn is_opened(step: &Step, run: &Run) -> bool {
    run.entry(&step.id, Author::Both).is_some_and(|e| e.how == How::Seen)
}

/// Whether `who` chose one of `options` so that both may know: a page that waits for it must not
/// tell what was kept, skipped or is still sealed.
#[must_use]
pub fn has_shown(step: &Step, run: &Run, who: Author, options: &[OptionId]) -> bool {
    has_chosen(step, run, who, options, Viewer::Table)
}

/// The same, as far as `viewer` may know.
#[must_use]
pub fn has_chosen(
    step: &Step,
    run: &Run,
    who: Author,
    options: &[OptionId],
    viewer: Viewer,
) -> bool {
    let picked = |words: &Words| options.iter().any(|o| words.picked(o));
    match sight(step, run, who, viewer) {
        Sight::Words(words, _) => picked(words),
        Sight::SaidAloud => run.entry(&step.id, who).is_some_and(|e| picked(&e.words)),
        _ => false,
    }
}

/// As those who wrote it see it: with the other versions that two copies brought together.
fn wholly(entry: &Entry) -> Sight<'_> {
    if entry.also.is_empty() { plainly(entry) } else { Sight::Words(&entry.words, &entry.also) }
}

/// As others see it: without other versions, which may never have been given.
fn plainly(entry: &Entry) -> Sight<'_> {
    match entry.how {
        How::SaidIt => Sight::SaidAloud,
        How::Skipped if entry.words.is_empty() => Sight::ChoseNotToSay,
        _ if entry.words.is_empty() && entry.given.is_none() => Sight::NotYet,
        How::Seen if entry.words.is_empty() => Sight::NotYet,
        _ => Sight::Words(&entry.words, &[]),
    }
}

/// A person's own answer as it stands, for the page they answer on.
#[must_use]
pub fn own<'a>(run: &'a Run, step: &Step, who: Author) -> Option<&'a Words> {
    run.entry(&step.id, who).map(|e| &e.words)
}

/// Whether a plan may be shown: not to the other, where its owner keeps it to themselves.
#[must_use]
pub fn shows_plan(commitment: &Commitment, viewer: Viewer) -> bool {
    !commitment.kept || viewer.is(commitment.owner.into())
}

/// How it stands with a commitment: the owner's to show (D.7).
#[must_use]
pub fn standing(commitment: &Commitment, viewer: Viewer) -> Option<Standing> {
    let may = commitment.open || viewer.is(commitment.owner.into());
    may.then_some(commitment.standing)
}

/// Whether, as far as the viewer may know, the owner still means to do it.
#[must_use]
pub fn still_stands(commitment: &Commitment, viewer: Viewer) -> bool {
    let is_over = matches!(standing(commitment, viewer), Some(Standing::Done | Standing::LetGo));
    shows_plan(commitment, viewer) && !is_over
}

/// How it stood before: only ever the owner's.
#[must_use]
pub fn history(commitment: &Commitment, viewer: Viewer) -> &[Past] {
    if viewer.is(commitment.owner.into()) { &commitment.history } else { &[] }
}
