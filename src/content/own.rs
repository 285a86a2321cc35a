//! Dialogues of one's own, made ready to be held: the steps of the dialogue each is a copy of with the rules they have
//! there, and the steps that were added, which have none.
//!
//! What was made ready is kept for as long as the page is open, under the fingerprint of what it asks, so that a name means one
//! definition and never another. It is never freed: pages and paths read definitions as if they came with the app. There
//! are at most [`MOST`] of them, and each is within the limits of `domain::limits`.

use std::cell::RefCell;

use super::dialogue;
use super::words::{Pack, StepWords, pack};
use crate::domain::dialogue::{
    CheckedDialogue, Decides, Dialogue, Kind, Minutes, NONE_OF_THESE, OWN_WORDS, Stage, Step, Who,
};
use crate::domain::feedback::FEEDBACK;
use crate::domain::ids::{DialogueId, OptionId, StepId};
use crate::domain::own::{Definition, OwnKind, OwnStep, is_own, is_own_name, own_name};
use crate::domain::prep::PREP;
use crate::domain::run::{Run, Visibility};
use crate::domain::session::FREE_TALK;
use crate::domain::{Fault as CheckFault, Wrong};
use crate::written::Named;

/// Most definitions that are made ready while a page is open: more than anybody goes through.
pub const MOST: usize = 1_000;
/// What follows a dialogue that was written anew.
const WRAPUP: &str = "wrapup";
/// About how long a step takes, in minutes, where nobody has tried it.
const MINUTES: usize = 4;

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
    let by_itself = [PREP, FEEDBACK, FREE_TALK].iter().any(|id| dialogue.id == **id);
    !dialogue.alone && !by_itself && !dialogue.is_for_one() && !is_own(&dialogue.id)
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

fn make(definition: &Definition) -> Result<(CheckedDialogue, Pack), Vec<Fault>> {
    if definition.check().is_err() {
        return Err(whole(OwnWrong::TooMuch));
    }
    let original = original(definition);
    let asked = definition.asked();
    let mut found = Vec::new();
    let mut fault = |step: Option<&StepId>, what| found.push(Fault { step: step.cloned(), what });
    if definition.from.is_some() && original.is_none() {
        fault(None, OwnWrong::Original);
    }
    if definition.from.is_none() && definition.title.trim().is_empty() {
        fault(None, OwnWrong::NoTitle);
    }
    let of_whole = asked.stages.iter().map(|s| &s.name).chain([&asked.title, &asked.invites]);
    if of_whole.into_iter().any(|text| has_odd_signs(text)) {
        fault(None, OwnWrong::Signs);
    }
    let mut all: Vec<StepId> = Vec::new();
    let mut stages = Vec::new();
    for (i, stage) in asked.stages.iter().enumerate() {
        let copied = original.and_then(|o| o.stages.iter().find(|s| s.id == stage.id));
        let twice = asked.stages[..i].iter().any(|s| s.id == stage.id);
        if twice || (copied.is_none() && !is_own_name(&stage.id)) {
            fault(None, OwnWrong::Stage);
        }
        let mut steps = Vec::new();
        for step in &stage.steps {
            if all.contains(&step.id) {
                fault(Some(&step.id), OwnWrong::Twice);
            }
            if step.texts().any(has_odd_signs) {
                fault(Some(&step.id), OwnWrong::Signs);
            }
            let copied = original.and_then(|o| o.step(&step.id));
            match (copied, step.kind) {
                (Some(copied), None) => steps.push(kept(copied, &all, &asked)),
                (None, Some(kind)) if is_own_name(step.id.as_str()) => {
                    if step.ask.trim().is_empty() {
                        fault(Some(&step.id), OwnWrong::NoQuestion);
                    }
                    if !are_options(step, kind) {
                        fault(Some(&step.id), OwnWrong::Options);
                    }
                    steps.push(added(step, kind));
                }
                _ => fault(Some(&step.id), OwnWrong::UnknownStep),
            }
            all.push(step.id.clone());
        }
        let (apart, rest) = copied.map_or((false, false), |s| (s.apart, s.rest));
        for step in steps.iter().filter(|s| apart && !is_for_each_alone(s)) {
            fault(Some(&step.id), OwnWrong::Alone);
        }
        stages.push(Stage { id: stage.id.clone(), apart, rest, steps });
    }
    if all.is_empty() {
        fault(None, OwnWrong::NothingAsked);
    }
    let first = original.and_then(|o| o.deciding(Decides::WhetherToBegin)).map(|s| &s.id);
    let is_reworded = |first: &StepId| {
        asked.step(first).is_some_and(|step| step.texts().any(|text| !text.is_empty()))
    };
    if first.is_some_and(|first| all.first() != Some(first) || is_reworded(first)) {
        fault(first, OwnWrong::WhetherToBegin);
    }
    // What a step goes on from may be told of faults of its own already.
    for step in stages.iter().flat_map(|s| &s.steps) {
        let before: &[StepId] =
            all.iter().position(|id| *id == step.id).map_or(&[], |place| &all[..place]);
        if let Some(missing) = step.goes_on_from().find(|id| !before.contains(id)) {
            fault(Some(&step.id), OwnWrong::GoesOnFrom(missing.clone()));
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    let dialogue = dialogue_of(definition, original, stages);
    let words = words_of(&asked);
    let checked = CheckedDialogue::new(dialogue)
        .map_err(|faults| faults.iter().map(told).collect::<Vec<_>>())?;
    Ok((checked, words))
}

fn told(fault: &CheckFault) -> Fault {
    let what = match fault.what {
        Wrong::NoSteps => OwnWrong::NothingAsked,
        Wrong::BadStage => OwnWrong::Stage,
        Wrong::TwiceTheSameStep => OwnWrong::Twice,
        Wrong::Options | Wrong::ReservedOption => OwnWrong::Options,
        _ => OwnWrong::Misplaced,
    };
    Fault { step: fault.step.clone(), what }
}

fn dialogue_of(
    definition: &Definition,
    original: Option<&CheckedDialogue>,
    stages: Vec<Stage>,
) -> Dialogue {
    let steps = stages.iter().map(|s| s.steps.len()).sum::<usize>();
    let has_short = stages.iter().flat_map(|s| &s.steps).any(|s| s.short);
    let whole = u16::try_from(steps * MINUTES).unwrap_or(u16::MAX);
    let anew = Minutes { whole, short: None, turn: None, again: false };
    let minutes = original.map_or(anew, |o| o.minutes);
    Dialogue {
        id: definition.id(),
        number: original.map_or(0, |o| o.number),
        content: original.map_or(1, |o| o.content),
        minutes: Minutes { short: minutes.short.filter(|_| has_short), ..minutes },
        alone: false,
        next: original.map_or_else(|| Some(WRAPUP.into()), |o| o.next.clone()),
        stages,
    }
}

/// A step as it is in the original; a sentence begins with words that are there, and a card that is not asked stands
/// beside nobody.
fn kept(copied: &Step, before: &[StepId], asked: &Definition) -> Step {
    let mut step = copied.clone();
    if let Some(words) = &mut step.prefill {
        words.retain(|id| before.contains(id));
    }
    step.card = step.card.filter(|card| asked.step(card).is_some());
    step
}

/// A step of one's own: it asks, and nothing hangs on it.
fn added(step: &OwnStep, kind: OwnKind) -> Step {
    let (is, who, visibility) = kind.asked();
    let options = (1..=step.options.len()).map(|n| OptionId::from(own_name(n).as_str()));
    Step {
        note: is == Kind::Turns,
        options: options.collect(),
        ..Step::plain(step.id.clone(), is, who, visibility)
    }
}

/// Whether each goes through a step for themselves, with nothing in it that waits for the other.
fn is_for_each_alone(step: &Step) -> bool {
    step.who == Who::Each && step.visibility != Visibility::Spoken && !step.reveal
}

fn are_options(step: &OwnStep, kind: OwnKind) -> bool {
    let options = &step.options;
    let is_one = |(i, option): (usize, &String)| {
        !option.trim().is_empty()
            && !options[..i].contains(option)
            && ![OWN_WORDS, NONE_OF_THESE].contains(&option.as_str())
    };
    match kind {
        OwnKind::Choose => !options.is_empty() && options.iter().enumerate().all(is_one),
        _ => options.is_empty(),
    }
}

/// Signs that cannot be seen: those that override the direction of what follows, and control characters.
fn has_odd_signs(text: &str) -> bool {
    text.chars().any(|c| {
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || (c.is_control() && c != '\n' && c != '\t')
    })
}

fn or<'a>(own: &'a str, as_it_was: &'a str) -> &'a str {
    if own.trim().is_empty() { as_it_was } else { own }
}

fn words_of(asked: &Definition) -> Pack {
    let original = original_words(asked);
    let mut stages = Named::default();
    let mut steps = Named::default();
    let title = or(&asked.title, original.map_or("", |o| &o.title)).to_owned();
    for stage in &asked.stages {
        let as_it_was = original.map_or(title.as_str(), |o| o.stage(&stage.id));
        let as_it_was = if is_own_name(&stage.id) { &title } else { as_it_was };
        stages.put(&stage.id, or(&stage.name, as_it_was).to_owned());
        for step in &stage.steps {
            let copied = original.and_then(|o| o.step(&step.id));
            steps.put(step.id.as_str(), step_words(step, copied));
        }
    }
    let invites = or(&asked.invites, original.map_or("", |o| &o.invites));
    let about = or(&asked.invites, original.map_or("", |o| &o.about));
    Pack::made([title.as_str(), about, invites], stages, steps)
}

fn step_words(step: &OwnStep, copied: Option<&StepWords>) -> StepWords {
    let mut words = copied.cloned().unwrap_or_default();
    if !step.ask.trim().is_empty() {
        words.ask.clone_from(&step.ask);
        // The other ways to say it say what it was.
        for other in [&mut words.ask_none, &mut words.ask_named, &mut words.ask_more] {
            other.clear();
        }
    }
    if !step.hint.trim().is_empty() {
        words.hint.clone_from(&step.hint);
        words.lines.clear();
    }
    let name = or(&step.name, &words.name);
    words.name = or(name, &words.ask).to_owned();
    for (n, option) in step.options.iter().enumerate() {
        words.options.put(&own_name(n + 1), option.clone());
    }
    words
}
