//! Looks a dialogue over before it is used: a faulty one is refused with all its faults.

use std::ops::Deref;

use super::decides::{Decides, GLADLY};
use super::dialogue::{Condition, Dialogue, Kind, NONE_OF_THESE, OWN_WORDS, Shows, Step, Who};
use super::ids::StepId;
use super::limits;
use super::run::Visibility;

/// What is not right with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The step concerned; none where it is the dialogue as a whole.
    pub step: Option<StepId>,
    pub what: Wrong,
}

/// The things that can be wrong with a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing to hold.
    NoSteps,
    /// A stage without steps, or two with the same name.
    BadStage,
    /// Two steps with the same id.
    TwiceTheSameStep,
    /// A choice without options, or a kind that takes none with some; or several of none.
    Options,
    /// An option twice, or one of the two every choice ends with.
    ReservedOption,
    /// Named fields where the kind has none, or one field twice.
    Fields,
    /// `reveal` needs two who always answer for themselves, and something written to reveal.
    Reveal,
    /// `release` needs a private step.
    Release,
    /// `note` needs a spoken step.
    Note,
    /// Refers to a step that does not come earlier, or to an option that step lacks.
    Refers,
    /// `about`, `prefill`, `offer` and the like belong to certain kinds only; what one person is
    /// asked on a condition cannot be asked of both, and what becomes threads is a list of both.
    Misplaced,
    /// A whole way of no length, or a short way that is not shorter.
    Minutes,
    /// Of a dialogue that one person goes through alone, every step is theirs, and stays so.
    Alone,
    /// A short way without steps, or marked steps without a short way.
    ShortWay,
}

/// A dialogue without faults. Only this module makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedDialogue(Dialogue);

impl Deref for CheckedDialogue {
    type Target = Dialogue;

    fn deref(&self) -> &Dialogue {
        &self.0
    }
}

impl CheckedDialogue {
    /// Takes the dialogue if it has no faults.
    ///
    /// # Errors
    /// All faults found, each with its step.
    pub fn new(dialogue: Dialogue) -> Result<Self, Vec<Fault>> {
        let faults = faults(&dialogue);
        if faults.is_empty() { Ok(Self(dialogue)) } else { Err(faults) }
    }

    /// The step called `id`.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.0.steps().find(|s| s.id == *id)
    }

    /// The step at `position`, counted from 0 over all stages.
    #[must_use]
    pub fn step_at(&self, position: usize) -> Option<&Step> {
        self.0.steps().nth(position)
    }

    /// The position of the step called `id`.
    #[must_use]
    pub fn position(&self, id: &StepId) -> Option<usize> {
        self.0.steps().position(|s| s.id == *id)
    }
}

fn faults(dialogue: &Dialogue) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut whole = |bad: bool, what| {
        if bad {
            found.push(Fault { step: None, what });
        }
    };
    let steps: Vec<&Step> = dialogue.steps().collect();
    let stages = &dialogue.stages;
    whole(steps.is_empty(), Wrong::NoSteps);
    let twice = |i: usize| stages[..i].iter().any(|s| s.id == stages[i].id);
    whole((0..stages.len()).any(|i| stages[i].steps.is_empty() || twice(i)), Wrong::BadStage);
    let minutes = dialogue.minutes;
    let longer = minutes.short.is_some_and(|m| m == 0 || m >= minutes.whole);
    let turn = minutes.turn.is_some_and(|m| !limits::TURN_MINUTES.contains(&m));
    whole(minutes.whole == 0 || longer || turn, Wrong::Minutes);
    whole(minutes.short.is_some() != steps.iter().any(|s| s.short), Wrong::ShortWay);
    for (i, step) in steps.iter().enumerate() {
        let mut at = |bad: bool, what| {
            if bad {
                found.push(Fault { step: Some(step.id.clone()), what });
            }
        };
        at(steps[..i].iter().any(|s| s.id == step.id), Wrong::TwiceTheSameStep);
        one_step(step, &steps[..i], &mut at);
        let card = step.card.as_ref().map(|id| steps.iter().find(|s| s.id == *id));
        at(card.is_some_and(|c| c.is_none_or(|c| c.kind != Kind::Guide)), Wrong::Refers);
        at(step.card.is_some() && step.kind != Kind::Turns, Wrong::Misplaced);
        let own = step.who == Who::Me && step.visibility == Visibility::Private && !step.release;
        at(dialogue.alone && !own, Wrong::Alone);
    }
    found
}

fn one_step(step: &Step, earlier: &[&Step], at: &mut impl FnMut(bool, Wrong)) {
    let kind = step.kind;
    let may_have_options = matches!(kind, Kind::Choose | Kind::Thank | Kind::Agree);
    let none = step.options.is_empty();
    let nothing_to_choose = none && !step.open_ends && step.lines.is_none();
    at((kind == Kind::Choose && nothing_to_choose) || (!none && !may_have_options), Wrong::Options);
    at(step.open_ends && (kind != Kind::Choose || step.several || step.reveal), Wrong::Misplaced);
    let is_choice = |id: &StepId| earlier.iter().any(|s| s.id == *id && s.kind == Kind::Choose);
    at(!step.holds.iter().all(is_choice), Wrong::Refers);
    let is_card = step.shows == Some(Shows::Pocket);
    let holds = 1..=limits::POCKET;
    at(
        if is_card { !holds.contains(&step.holds.len()) } else { !step.holds.is_empty() },
        Wrong::Misplaced,
    );
    at(step.several && none, Wrong::Options);
    let reserved = |o: &super::ids::OptionId| [OWN_WORDS, NONE_OF_THESE].contains(&o.as_str());
    at(step.options.iter().any(reserved) || has_twice(&step.options), Wrong::ReservedOption);
    let may_have_fields = matches!(kind, Kind::Each | Kind::List) || step.goes_through();
    at((!step.fields.is_empty() && !may_have_fields) || has_twice(&step.fields), Wrong::Fields);
    let revealable = matches!(kind, Kind::Each | Kind::Scale | Kind::Choose | Kind::List);
    let sealed = revealable && is_each(step) && step.visibility == Visibility::Shared;
    at(step.reveal && (!sealed || step.when.is_some()), Wrong::Reveal);
    at(step.stands && !step.reveal, Wrong::Reveal);
    at(step.release && step.visibility != Visibility::Private, Wrong::Release);
    at(step.note && step.visibility != Visibility::Spoken, Wrong::Note);
    let before = |id: &StepId| earlier.iter().find(|s| s.id == *id);
    let is_off = |w: &Condition| {
        before(&w.step)
            .is_none_or(|s| w.any.is_empty() || w.any.iter().any(|o| !s.options.contains(o)))
    };
    let unmet = step.when.iter().chain(&step.unless).any(is_off);
    // A choice answers what the other said for themselves; all else is about plans.
    let about = if kind == Kind::Choose { Kind::Each } else { Kind::Commit };
    let is_one = |id: &StepId, of: Kind| before(id).is_some_and(|s| s.kind == of && is_each(s));
    at(unmet, Wrong::Refers);
    at(step.about.as_ref().is_some_and(|id| !is_one(id, about)), Wrong::Refers);
    let turn = |id: &StepId| before(id).is_some_and(|s| s.kind == Kind::Turns);
    at(step.continues.as_ref().is_some_and(|id| !turn(id)), Wrong::Refers);
    let may_continue = matches!(kind, Kind::Turns | Kind::Guide);
    at(step.continues.is_some() && !may_continue, Wrong::Misplaced);
    at(step.ground && !can_be_ground(step), Wrong::Misplaced);
    at(step.decides.is_some_and(|what| !can_decide(step, what)), Wrong::Misplaced);
    at(step.prefill.iter().flatten().any(|id| before(id).is_none()), Wrong::Refers);
    at(step.leads.as_ref().is_some_and(|l| !step.options.contains(&l.option)), Wrong::Refers);
    at(
        step.about.is_some() && !matches!(kind, Kind::Agree | Kind::Turns | Kind::Choose),
        Wrong::Misplaced,
    );
    let can_agree = step.options.iter().any(|o| *o == *GLADLY);
    at(step.answers_wish() && !can_agree, Wrong::Options);
    at(step.prefill.is_some() && kind != Kind::Agree, Wrong::Misplaced);
    at(kind == Kind::Agree && step.who != Who::Both, Wrong::Misplaced);
    at(step.offer && kind != Kind::Turns, Wrong::Misplaced);
    // What one answered alone must not be told by what both are asked.
    let is_private =
        |w: &Condition| before(&w.step).is_some_and(|s| s.visibility == Visibility::Private);
    let told = step.when.iter().chain(&step.unless).any(is_private);
    at(told && step.who == Who::Both, Wrong::Misplaced);
    let handed_over = earlier.iter().any(|s| s.release);
    at(step.receives && !(handed_over && is_each(step)), Wrong::Misplaced);
    at(step.own && !(step.release && kind == Kind::Reflect), Wrong::Misplaced);
    let is_joint_list = kind == Kind::List && step.who == Who::Both;
    let is_shared = step.visibility == Visibility::Shared;
    at(step.makes.is_some() && !(is_joint_list && is_shared), Wrong::Misplaced);
    at(step.shows.is_some() != (kind == Kind::Readback), Wrong::Misplaced);
    at(step.copy && !matches!(kind, Kind::Guide | Kind::Reflect), Wrong::Misplaced);
    of_lines(step, &before, at);
    at(step.rests.iter().any(|o| !step.options.contains(o)), Wrong::Refers);
    let is_sentence = kind == Kind::Agree && step.about.is_none();
    at(step.sign && !(is_sentence && is_shared), Wrong::Misplaced);
    let is_way = is_sentence && is_shared;
    at(step.way.is_some() && !is_way, Wrong::Misplaced);
    at(step.cares && (step.visibility == Visibility::Private || !is_each(step)), Wrong::Misplaced);
    at(step.parts && !(kind == Kind::Guide && step.who == Who::Both), Wrong::Misplaced);
    at(step.twice && !(kind == Kind::Schedule && step.who == Who::Both), Wrong::Misplaced);
    at(step.dims && !(kind == Kind::Guide && step.who == Who::Both), Wrong::Misplaced);
    at(step.facing && (kind != Kind::Choose || step.reveal), Wrong::Misplaced);
}

/// Lines are one person's own, of what they wrote alone, or sorted, or brought.
fn of_lines<'a>(
    step: &Step,
    before: &impl Fn(&StepId) -> Option<&'a &'a Step>,
    at: &mut impl FnMut(bool, Wrong),
) {
    let Some(source) = &step.lines else { return };
    let has_lines = |s: &&Step| s.goes_through() || (s.kind == Kind::Reflect && is_each(s));
    at(!before(source).is_some_and(has_lines), Wrong::Refers);
    let is_own = step.goes_through() && step.release;
    at(!(is_each(step) && (is_own || step.kind == Kind::Turns)), Wrong::Misplaced);
    at(step.goes_through() && !step.options.is_empty(), Wrong::Options);
}

/// Whether each of the two answers for themselves.
fn is_each(step: &Step) -> bool {
    matches!(step.who, Who::Each | Who::EachPartnerFirst)
}

/// Where something is agreed.
fn can_be_ground(step: &Step) -> bool {
    match step.kind {
        Kind::Agree => step.about.is_none(),
        Kind::Readback => step.shows == Some(Shows::CommonGround),
        Kind::Choose => step.about.is_some(),
        _ => false,
    }
}

/// What hangs on a choice is one of two people's, of both together, or of one speaker; and the options
/// that the rule goes by are there.
fn can_decide(step: &Step, what: Decides) -> bool {
    let fits = match what {
        Decides::WhetherToBegin | Decides::Settled | Decides::WhatToHandOver | Decides::HowLong => {
            step.who == Who::Each && step.visibility == Visibility::Private
        }
        Decides::WhereItStands => step.who == Who::Me && step.visibility == Visibility::Private,
        Decides::WhatToBring => step.goes_through() && step.fields.is_empty(),
        Decides::HowToTalk | Decides::WhatStays => step.who == Who::Each && !step.reveal,
        Decides::WhatFollows | Decides::WhenToAnswer => {
            step.who == Who::Each && step.visibility == Visibility::Shared && !step.reveal
        }
        Decides::WhoStarts => step.who == Who::Both,
        Decides::More => matches!(step.who, Who::FirstSpeaker | Who::SecondSpeaker),
    };
    let has = |option: &&str| step.options.iter().any(|o| *o == **option);
    step.kind == Kind::Choose && !step.several && fits && what.options().iter().all(has)
}

fn has_twice<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(i, x)| list[..i].contains(x))
}
