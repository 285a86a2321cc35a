//! Dialogues of one's own, made ready to be held: the steps of the dialogue each is a copy of with the rules they have
//! there, and the steps that were added, which have none.
//!
//! What was made ready is kept for as long as the page is open, under the fingerprint of what it asks, so that a name means one
//! definition and never another. It is never freed: pages and paths read definitions as if they came with the app. There
//! are at most [`MOST`] of them, and each is within the limits of `domain::limits`.

use std::cell::RefCell;

use super::dialogue;
pub use super::own_make::can_word_answers;
use super::own_make::{make, or};
use super::words::{Pack, pack};
use crate::domain::dialogue::{CheckedDialogue, Dialogue};
use crate::domain::feedback::FEEDBACK;
use crate::domain::ids::{DialogueId, StepId};
use crate::domain::own::{Definition, OwnStep, is_own};
use crate::domain::prep::PREP;
use crate::domain::run::Run;
use crate::domain::session::FREE_TALK;

/// Most definitions that are made ready while a page is open: more than anybody goes through.
pub const MOST: usize = 1_000;

/// What is the matter with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The step concerned; none where it is the whole.
    pub step: Option<StepId>,
    pub what: OwnWrong,
}

/// The things that can be the matter with a definition of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnWrong {
    /// A copy of a dialogue that is not known here, or of one that cannot be copied.
    Original,
    /// Over a limit of `domain::limits`.
    TooMuch,
    /// It has no name.
    NoTitle,
    /// Nothing is asked.
    NothingAsked,
    /// A stage that is not known, or there twice.
    Stage,
    /// A step that the original has not, and that is none of one's own.
    UnknownStep,
    /// Two steps are called the same.
    Twice,
    /// A question without words.
    NoQuestion,
    /// A choice of nothing, or of the same twice.
    Options,
    /// It says answers, labels or fields in other words that the step has not, or those of what the app does.
    Wording,
    /// The question whether to begin at all comes first, is always asked, and in its own words (C.2, 2).
    WhetherToBegin,
    /// It goes on from this step, which is not asked before it.
    GoesOnFrom(StepId),
    /// It is for both, and in this stage each is alone.
    Alone,
    /// It cannot be asked here.
    Misplaced,
    /// Signs that turn the direction of everything after them, or cannot be seen.
    Signs,
}

type Known = (DialogueId, &'static (CheckedDialogue, Pack));

thread_local! {
    static READY: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

fn find(id: &DialogueId) -> Option<&'static (CheckedDialogue, Pack)> {
    READY.with_borrow(|ready| {
        let at = ready.binary_search_by(|(known, _)| known.cmp(id)).ok()?;
        Some(ready[at].1)
    })
}

/// A definition that was made ready.
pub(super) fn known(id: &DialogueId) -> Option<&'static CheckedDialogue> {
    find(id).map(|(dialogue, _)| dialogue)
}

/// Its words.
pub(super) fn words(id: &DialogueId) -> Option<&'static Pack> {
    find(id).map(|(_, words)| words)
}

/// Makes a definition ready to be held.
///
/// # Errors
/// All that is the matter with it.
pub fn learn(definition: &Definition) -> Result<&'static CheckedDialogue, Vec<Fault>> {
    learn_as(&definition.id(), definition)
}

/// Makes the definition of a run ready, where it has one of its own. One that is not what the run goes by is left aside.
pub fn learn_run(run: &Run) {
    learn_sent(&run.dialogue, run.own.as_ref());
}

/// The same for what came by a link.
pub fn learn_sent(id: &DialogueId, definition: Option<&Definition>) {
    if let Some(definition) = definition.filter(|d| known(id).is_none() && d.id() == *id) {
        // What cannot be asked here is not known here.
        let _ = learn_as(id, definition);
    }
}

fn learn_as(
    id: &DialogueId,
    definition: &Definition,
) -> Result<&'static CheckedDialogue, Vec<Fault>> {
    if let Some(there) = known(id) {
        return Ok(there);
    }
    let (dialogue, words) = make(definition)?;
    READY.with_borrow_mut(|ready| {
        let Err(at) = ready.binary_search_by(|(known, _)| known.cmp(id)) else {
            return Err(whole(OwnWrong::TooMuch));
        };
        if ready.len() >= MOST {
            return Err(whole(OwnWrong::TooMuch));
        }
        let made: &'static (CheckedDialogue, Pack) = Box::leak(Box::new((dialogue, words)));
        ready.insert(at, (id.clone(), made));
        Ok(&made.0)
    })
}

fn whole(what: OwnWrong) -> Vec<Fault> {
    vec![Fault { step: None, what }]
}

/// Whether a dialogue can be copied: one that two hold. The pages of the others are made for them.
#[must_use]
pub fn can_be_copied(dialogue: &Dialogue) -> bool {
    let by_itself = stays_as_it_is(dialogue) || dialogue.id == *FREE_TALK;
    !dialogue.alone && !by_itself && !dialogue.is_for_one() && !is_own(&dialogue.id)
}

/// Whether a dialogue of two stays as it is, because pages and links are made for it.
#[must_use]
pub fn stays_as_it_is(dialogue: &Dialogue) -> bool {
    [PREP, FEEDBACK].iter().any(|id| dialogue.id == **id)
}

/// All that is the matter with a definition; nothing, where it can be held.
#[must_use]
pub fn faults(definition: &Definition) -> Vec<Fault> {
    make(definition).err().unwrap_or_default()
}

/// What an own step, or one that was changed, is called in a list.
#[must_use]
pub fn name_of(definition: &Definition, step: &OwnStep) -> String {
    let copied = original_words(definition).and_then(|pack| pack.step(&step.id));
    let as_it_was = copied.filter(|_| step.name.is_empty()).map_or("", |w| w.name.as_str());
    [step.name.as_str(), as_it_was, step.ask.as_str()]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// What a dialogue of one's own is called; nothing, where it was written anew and has no name yet.
#[must_use]
pub fn title_of(definition: &Definition) -> &str {
    or(&definition.title, original_words(definition).map_or("", |pack| &pack.title))
}

/// One line of what it is for.
#[must_use]
pub fn about(definition: &Definition) -> &str {
    or(&definition.invites, original_words(definition).map_or("", |pack| &pack.about))
}

/// The words of the dialogue a definition is a copy of.
#[must_use]
pub fn original_words(definition: &Definition) -> Option<&'static Pack> {
    pack(definition.from.as_ref()?)
}

/// The dialogue a definition is a copy of, if it is known and can be copied.
#[must_use]
pub fn original(definition: &Definition) -> Option<&'static CheckedDialogue> {
    dialogue(definition.from.as_ref()?).filter(|original| can_be_copied(original))
}
