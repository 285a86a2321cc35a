//! A dialogue being held, or held once, and what was answered in it (D.4, D.5).

use super::ids::{
    CommitmentId, DialogueId, FieldId, OptionId, PairId, RecordId, RunId, SessionId, StepId,
};
use super::limits;
use super::own::Definition;
use super::path::Part;
use super::person::{Author, Side};
use super::time::Stamp;
use crate::written::{written, written_kinds, written_words};

/// Whether a run goes on. Finished and stopped are the same thing (D.4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunState {
    Going,
    /// Put down without a time to come back.
    Resting,
    /// Paused, with the time the pauser chose to come back.
    PausedUntil(Stamp),
    Closed(Stamp),
}

written_kinds! { RunState { Going, Resting; PausedUntil(Stamp), Closed(Stamp) } }

/// How a step was met (D.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Wrote,
    SaidIt,
    Skipped,
    Seen,
}

written_words! { How | Wrote | SaidIt | Skipped | Seen }

/// Who an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// Only its writer, ever, unless released.
    Private,
    /// Both.
    Shared,
    /// Said aloud; at most a short note both see. Picks vanish when the run closes.
    Spoken,
}

written_words! { Visibility | Private | Shared | Spoken }

/// One line of a list, or the text of one named field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The field it belongs to, where the step has several.
    pub field: Option<FieldId>,
    pub text: String,
}

written! { Item { field, text } }

/// What somebody answered, exactly as typed: never trimmed, never tidied.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    pub text: String,
    /// Named fields and list lines, in the writer's order.
    pub items: Vec<Item>,
    /// Options chosen.
    pub picks: Vec<OptionId>,
    /// "In my own words", beside or instead of picks.
    pub own: String,
    /// 1 to 5 on a five-word scale.
    pub number: Option<u8>,
}

written! { Words { text, items, picks, own, number } }

impl Words {
    /// Words with nothing but a text.
    #[must_use]
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Whether nothing was answered at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.has_text() && self.picks.is_empty() && self.number.is_none()
    }

    /// Whether anything was written out.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.texts().any(|t| !t.is_empty())
    }

    /// Everything written out, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str())
            .chain(self.items.iter().map(|i| i.text.as_str()))
            .chain(std::iter::once(self.own.as_str()))
    }

    /// The same without what was tapped.
    #[must_use]
    pub fn without_taps(&self) -> Self {
        Self { picks: Vec::new(), number: None, ..self.clone() }
    }

    /// The lines of one field, or of the list that has none.
    pub fn lines<'a>(&'a self, field: Option<&'a FieldId>) -> impl Iterator<Item = &'a str> {
        self.items.iter().filter(move |i| i.field.as_ref() == field).map(|i| i.text.as_str())
    }

    /// Whether `option` is chosen.
    #[must_use]
    pub fn picked(&self, option: &OptionId) -> bool {
        self.picks.contains(option)
    }
}

/// Another version of the same answer, kept after two copies met. Never thrown away by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub words: Words,
    pub changed: Stamp,
}

written! { Version { words, changed } }

/// One person's, or both people's, answer to one step (D.5).
///
/// The words are not public: `domain::privacy` hands them out to those who may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub step: StepId,
    pub who: Author,
    pub how: How,
    pub(in crate::domain) words: Words,
    pub visibility: Visibility,
    /// When its writer moved on from it; for `reveal: both` that seals it. None: still a draft.
    pub given: Option<Stamp>,
    /// When the writer of a private answer handed it over.
    pub released: Option<Stamp>,
    pub changed: Stamp,
    pub(in crate::domain) also: Vec<Version>,
}

written! { Entry { step, who, how, words, visibility, given, released, changed, also } }

impl Entry {
    /// A fresh draft.
    #[must_use]
    pub fn draft(step: StepId, who: Author, visibility: Visibility, now: Stamp) -> Self {
        Self {
            step,
            who,
            how: How::Wrote,
            words: Words::default(),
            visibility,
            given: None,
            released: None,
            changed: now,
            also: Vec::new(),
        }
    }

    /// All its words, other versions too, for the file format alone: what people get to see goes
    /// through `domain::privacy`.
    pub(crate) fn all_words(&self) -> impl Iterator<Item = &Words> {
        std::iter::once(&self.words).chain(self.also.iter().map(|v| &v.words))
    }

    /// When its other versions last changed.
    pub(crate) fn also_changed(&self) -> impl Iterator<Item = Stamp> {
        self.also.iter().map(|v| v.changed)
    }

    /// As others see it: without other versions, which may never have been given.
    #[must_use]
    pub(in crate::domain) fn without_other_versions(&self) -> Self {
        Self { also: Vec::new(), ..self.clone() }
    }

    /// Forgets what was tapped rather than written, here and in other versions.
    pub(in crate::domain) fn forget_taps(&mut self) {
        self.words = self.words.without_taps();
        for version in &mut self.also {
            version.words = version.words.without_taps();
        }
        let words = &self.words;
        self.also.retain(|v| v.words != *words && !v.words.is_empty());
    }

    /// Forgets what was written rather than tapped, here and in other versions.
    pub(in crate::domain) fn forget_texts(&mut self, now: Stamp) {
        let Words { picks, number, .. } = std::mem::take(&mut self.words);
        self.words = Words { picks, number, ..Words::default() };
        self.also.clear();
        self.changed = now;
    }

    /// Forgets all its words, here and in other versions; that it was met stays.
    pub(in crate::domain) fn forget_words(&mut self, now: Stamp) {
        let had_text = self.has_text();
        self.words = Words::default();
        self.released = None;
        self.changed = now;
        self.also.clear();
        if self.how == How::Wrote {
            // What was only tapped was not said aloud.
            self.how = if had_text { How::SaidIt } else { How::Seen };
        }
    }

    /// What is left where the two removed what they wrote as one, until the other's device knows of it:
    /// nothing that anybody sees.
    #[must_use]
    pub(in crate::domain) fn removed(step: StepId, visibility: Visibility, now: Stamp) -> Self {
        Self { how: How::Seen, ..Self::draft(step, Author::Both, visibility, now) }
    }

    /// Whether it is that.
    pub(in crate::domain) fn is_removed(&self) -> bool {
        self.how == How::Seen && self.given.is_none() && !self.has_answer()
    }

    /// Whether anything was chosen in it, or its writer moved on from it.
    pub(in crate::domain) fn is_answered(&self) -> bool {
        self.given.is_some() || self.all_words().any(|w| !w.picks.is_empty())
    }

    /// Makes it a draft again, without what was chosen. What was written stays on its writer's page.
    pub(in crate::domain) fn open_again(&mut self, now: Stamp) {
        self.forget_taps();
        self.given = None;
        self.changed = now;
    }

    /// Whether anything is written out in it, without saying what.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.all_words().any(Words::has_text)
    }

    /// Whether anything is answered in it, written or tapped, without saying what.
    #[must_use]
    pub fn has_answer(&self) -> bool {
        self.all_words().any(|words| !words.is_empty())
    }
}

/// Seconds somebody has had the floor in one step. Dropped when the run closes (D.10).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TurnTime {
    pub step: StepId,
    pub who: Side,
    /// Seconds used before `since`.
    pub used: u32,
    /// Running since; none while the time is held.
    pub since: Option<Stamp>,
}

written! { TurnTime { step, who, used, since } }

impl TurnTime {
    /// Seconds used at `now`, in a run whose turns are `minutes` long. A clock set back takes nothing
    /// away; of a time that nobody can have seen go by, or of a clock set forward, not all is counted.
    #[must_use]
    pub fn used_at(&self, now: Stamp, minutes: u8) -> u32 {
        let longest = u32::from(minutes) * 60 + limits::UNSEEN;
        let running = self.since.map_or(0, |since| (now - since).num_seconds().max(0));
        let running = u32::try_from(running).map_or(longest, |running| running.min(longest));
        self.used.saturating_add(running)
    }
}

/// A page of a run: which step, and which part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub step: StepId,
    pub part: Part,
}

written! { Place { step, part } }

/// What the other says to what one asked through a link. None of the three needs a reason (C38).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reply {
    Yes,
    NotToday,
    No,
}

written_words! { Reply | Yes | NotToday | No }

/// What one asked the other through a link: words on how it was, or a talk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    pub by: Side,
    pub at: Stamp,
    /// The questions chosen; none: all there are.
    pub questions: Vec<StepId>,
    /// Questions of the asker's own, at most [`limits::OWN_QUESTIONS`].
    pub own: Vec<String>,
    /// A word to begin with.
    pub greeting: String,
    pub reply: Option<Reply>,
}

written! { Asked { by, at, questions, own, greeting, reply } }

impl Asked {
    /// A question without words of one's own: of these steps, or of all there are.
    #[must_use]
    pub fn of(by: Side, at: Stamp, questions: Vec<StepId>) -> Self {
        Self { by, at, questions, own: Vec::new(), greeting: String::new(), reply: None }
    }

    /// What the asker wrote in words of their own.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.own.iter().chain([&self.greeting]).map(String::as_str).filter(|t| !t.is_empty())
    }

    /// Takes those words away; that they asked stays.
    pub fn forget_texts(&mut self) {
        self.own.clear();
        self.greeting.clear();
    }
}

/// An answer's fingerprint, sent ahead of the answer: it shows later that nothing was changed after
/// the other's could be read (`trust.md` 4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seal {
    pub step: StepId,
    /// Of the answer with its salt.
    pub hash: String,
    /// Known to its owner at once, to the other with the answer.
    pub salt: String,
}

written! { Seal { step, hash, salt } }

/// What of one person's words last crossed between two devices, by link or file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crossing {
    pub who: Side,
    /// When it was made, by the clock of who made it. An older one changes nothing.
    pub at: Stamp,
    /// The steps whose words were in it. What is missing in a later one was taken back.
    pub steps: Vec<StepId>,
    pub seals: Vec<Seal>,
}

written! { Crossing { who, at, steps, seals } }

/// Something that came of a run and crossed, from here or to here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    pub id: RecordId,
    /// It was taken away since, on either device: it does not come back from the other.
    pub gone: bool,
}

written! { Shared { id, gone } }

/// A dialogue being held, or held once (D.4). Answers are kept by step id, never by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub pair: PairId,
    pub session: SessionId,
    pub dialogue: DialogueId,
    /// The commitment that all of it is about (`between`).
    pub about: Option<CommitmentId>,
    /// Version of the definition the answers were given with.
    pub content: u32,
    /// That definition itself, where the dialogue is one of somebody's own: what is changed of it later changes
    /// nothing here.
    pub own: Option<Definition>,
    /// 1 for the first time these two hold this dialogue.
    pub round: u32,
    pub state: RunState,
    /// Length of a turn for both, in minutes. One setting, never two (C17).
    pub turn_minutes: u8,
    /// Who tells their story first, where that is asked. Next time it is the other (`ca-who-starts`).
    pub first: Option<Side>,
    /// What one asked the other through a link.
    pub asked: Option<Asked>,
    pub entries: Vec<Entry>,
    pub turns: Vec<TurnTime>,
    /// Where the two last were. A bookmark: the way itself is computed from the answers.
    pub at: Option<Place>,
    /// What crossed to or from the other's device, at most one for each of the two.
    pub crossed: Vec<Crossing>,
    /// What came of it and crossed, in the order of ids.
    pub shared: Vec<Shared>,
    pub began: Stamp,
    pub changed: Stamp,
}

written! { Run { id, pair, session, dialogue, about, content, own, round, state, turn_minutes, first, asked, entries, turns, at, crossed, shared, began, changed } }

impl Run {
    /// A run in which nobody has answered yet, the first of its dialogue: `content` is the version of that.
    pub(in crate::domain) fn begun(
        id: RunId,
        (pair, session): (PairId, SessionId),
        (dialogue, content): (DialogueId, u32),
        turn_minutes: u8,
        began: Stamp,
    ) -> Self {
        Self {
            id,
            pair,
            session,
            dialogue,
            about: None,
            content,
            own: None,
            round: 1,
            state: RunState::Going,
            turn_minutes,
            first: None,
            asked: None,
            entries: Vec::new(),
            turns: Vec::new(),
            at: None,
            crossed: Vec::new(),
            shared: Vec::new(),
            began,
            changed: began,
        }
    }

    /// Whether somebody keeps their answer to a step to themselves.
    #[must_use]
    pub fn keeps_private(&self, step: &StepId, side: Side) -> bool {
        self.entry(step, side.into()).is_some_and(|e| e.visibility == Visibility::Private)
    }

    /// Whether somebody gave no answer for the other to see. Kept and skipped look the same from
    /// outside: their page asks for its owner again, also while it is open once more.
    #[must_use]
    pub fn withholds(&self, step: &StepId, side: Side) -> bool {
        let skipped = |e: &Entry| e.how == How::Skipped;
        self.keeps_private(step, side) || self.entry(step, side.into()).is_some_and(skipped)
    }

    /// What `who` answered to `step`, if anything.
    #[must_use]
    pub fn entry(&self, step: &StepId, who: Author) -> Option<&Entry> {
        self.entries.iter().find(|e| e.who == who && e.step == *step)
    }

    pub(in crate::domain) fn entry_mut(
        &mut self,
        step: &StepId,
        who: Author,
    ) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|e| e.who == who && e.step == *step)
    }

    /// Whether `who` has moved on from `step`.
    #[must_use]
    pub fn has_given(&self, step: &StepId, who: Author) -> bool {
        self.entry(step, who).is_some_and(|e| e.given.is_some())
    }

    /// Whether both of them have given an answer there.
    #[must_use]
    pub fn both_gave(&self, step: &StepId) -> bool {
        Side::BOTH.into_iter().all(|side| self.has_given(step, side.into()))
    }

    /// Time on the floor, if the turn has begun.
    #[must_use]
    pub fn turn(&self, step: &StepId, who: Side) -> Option<&TurnTime> {
        self.turns.iter().find(|t| t.who == who && t.step == *step)
    }

    /// What last crossed of one person's words.
    #[must_use]
    pub fn crossing(&self, who: Side) -> Option<&Crossing> {
        self.crossed.iter().find(|c| c.who == who)
    }

    /// Whether something that came of it was taken away after it had crossed.
    #[must_use]
    pub fn is_gone(&self, id: RecordId) -> bool {
        self.shared.iter().any(|s| s.id == id && s.gone)
    }

    /// Notes that something that came of it crossed, or, once it did, that it is gone.
    pub(in crate::domain) fn note_shared(&mut self, id: RecordId, gone: bool) {
        match self.shared.binary_search_by_key(&id, |s| s.id) {
            Ok(place) => self.shared[place].gone |= gone,
            Err(place) => self.shared.insert(place, Shared { id, gone }),
        }
    }

    /// The dialogue it is of; of one's own, the one that is a copy of.
    #[must_use]
    pub fn root(&self) -> &DialogueId {
        self.own.as_ref().and_then(|own| own.from.as_ref()).unwrap_or(&self.dialogue)
    }

    /// Whether the run is over, for whatever reason.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.state, RunState::Closed(_))
    }
}
