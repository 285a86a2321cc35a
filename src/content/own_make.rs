//! A definition of one's own made into a dialogue and its words; or all that is the matter with it, at once: with the whole, with
//! a part of it, with a step.

use super::own::{Fault, OwnWrong, original, original_words};
use super::words::{Pack, StepWords};
use crate::domain::decides::Decides;
use crate::domain::dialogue::{
    CheckedDialogue, Dialogue, Kind, Minutes, NONE_OF_THESE, OWN_WORDS, Stage, Step, Who,
};
use crate::domain::ids::{FieldId, OptionId, StepId};
use crate::domain::offers::WRAPUP;
use crate::domain::own::{
    Definition, LABELS, OwnKind, OwnStage, OwnStep, is_blank, is_own_name, own_name, seen,
};
use crate::domain::run::Visibility;
use crate::domain::{Fault as CheckFault, Wrong};
use crate::written::Named;

/// About how long a step takes, in minutes, where nobody has tried it.
const MINUTES: usize = 4;

/// A definition being made ready, and what was found on the way.
struct Making<'a> {
    asked: &'a Definition,
    original: Option<&'static CheckedDialogue>,
    /// The steps so far, in order: those that cannot be asked, too.
    all: Vec<StepId>,
    found: Vec<Fault>,
}

/// The dialogue and its words.
///
/// # Errors
/// All that is the matter with it.
pub(super) fn make(definition: &Definition) -> Result<(CheckedDialogue, Pack), Vec<Fault>> {
    // So many are not gone through one by one.
    if definition.has_too_many() {
        return Err(vec![Fault { step: None, what: OwnWrong::TooMuch }]);
    }
    let asked = definition.asked();
    let original = original(definition);
    let mut making = Making { asked: &asked, original, all: Vec::new(), found: Vec::new() };
    making.whole(definition);
    let stages: Vec<Stage> = (0..asked.stages.len()).map(|at| making.stage(at)).collect();
    making.order(&stages);
    let dialogue = dialogue_of(definition, original, stages);
    making.judged(CheckedDialogue::new(dialogue)).map(|checked| (checked, words_of(&asked)))
}

impl Making<'_> {
    fn fault(&mut self, step: Option<&StepId>, what: OwnWrong) {
        self.found.push(Fault { step: step.cloned(), what });
    }

    /// Of the whole: where it is from, what it is called, how long it is.
    fn whole(&mut self, definition: &Definition) {
        if definition.check().is_err() {
            self.fault(None, OwnWrong::TooMuch);
        }
        if definition.from.is_some() && self.original.is_none() {
            self.fault(None, OwnWrong::Original);
        }
        if definition.from.is_none() && is_blank(&definition.title) {
            self.fault(None, OwnWrong::NoTitle);
        }
        let asked = self.asked;
        let mut texts = asked.stages.iter().map(|s| &s.name).chain([&asked.title, &asked.invites]);
        if texts.any(|text| has_odd_signs(text) || has_breaks(text)) {
            self.fault(None, OwnWrong::Signs);
        }
    }

    /// Of a part, with all its steps.
    fn stage(&mut self, at: usize) -> Stage {
        let (before, stage) = (&self.asked.stages[..at], &self.asked.stages[at]);
        let copied = self.original.and_then(|o| o.stages.iter().find(|s| s.id == stage.id));
        let twice = before.iter().any(|s| s.id == stage.id);
        if twice || (copied.is_none() && !is_own_name(&stage.id)) {
            self.fault(None, OwnWrong::Stage);
        }
        let steps = self.steps(stage);
        let (apart, rest) = copied.map_or((false, false), |s| (s.apart, s.rest));
        for step in steps.iter().filter(|s| apart && !is_for_each_alone(s)) {
            self.fault(Some(&step.id), OwnWrong::Alone);
        }
        Stage { id: stage.id.clone(), apart, rest, steps }
    }

    /// The steps of a part that can be asked.
    fn steps(&mut self, stage: &OwnStage) -> Vec<Step> {
        let mut steps = Vec::new();
        for step in &stage.steps {
            steps.extend(self.step(step));
            self.all.push(step.id.clone());
        }
        steps
    }

    /// Of a step: one of the original's, or one that was added.
    fn step(&mut self, step: &OwnStep) -> Option<Step> {
        if self.all.contains(&step.id) {
            self.fault(Some(&step.id), OwnWrong::Twice);
        }
        let mut names = step.options.iter().chain([&step.name]);
        if step.texts().any(has_odd_signs) || names.any(|name| has_breaks(name)) {
            self.fault(Some(&step.id), OwnWrong::Signs);
        }
        let copied = self.original.and_then(|o| o.step(&step.id));
        let added = step.kind.filter(|_| copied.is_none() && is_own_name(step.id.as_str()));
        if !words_what_is_there(step, copied) {
            self.fault(Some(&step.id), OwnWrong::Wording);
        }
        match (copied, added) {
            (Some(copied), _) if step.kind.is_none() => {
                if are_alike(step, self.asked) {
                    self.fault(Some(&step.id), OwnWrong::Options);
                }
                Some(kept(copied, &self.all, self.asked))
            }
            (_, Some(kind)) => {
                if is_blank(&step.ask) {
                    self.fault(Some(&step.id), OwnWrong::NoQuestion);
                }
                if !are_options(step, kind) {
                    self.fault(Some(&step.id), OwnWrong::Options);
                }
                Some(self::added(step, kind))
            }
            _ => {
                self.fault(Some(&step.id), OwnWrong::UnknownStep);
                None
            }
        }
    }

    /// Of the order: what comes first, and what a step goes on from.
    fn order(&mut self, stages: &[Stage]) {
        if self.all.is_empty() {
            self.fault(None, OwnWrong::NothingAsked);
        }
        let first = self.original.and_then(|o| o.deciding(Decides::WhetherToBegin)).map(|s| &s.id);
        let asked = self.asked;
        let is_reworded = |first: &StepId| {
            asked.step(first).is_some_and(|step| step.texts().any(|text| !text.is_empty()))
        };
        if first.is_some_and(|first| self.all.first() != Some(first) || is_reworded(first)) {
            self.fault(first, OwnWrong::WhetherToBegin);
        }
        for step in stages.iter().flat_map(|s| &s.steps) {
            let place = self.all.iter().position(|id| *id == step.id).unwrap_or_default();
            let missing = step.goes_on_from().find(|id| !self.all[..place].contains(id)).cloned();
            if let Some(missing) = missing {
                self.fault(Some(&step.id), OwnWrong::GoesOnFrom(missing));
            }
        }
    }

    /// What `domain::check` finds besides, at steps of which nothing was said yet: what was said of one already is
    /// often why it cannot be asked.
    fn judged(
        mut self,
        checked: Result<CheckedDialogue, Vec<CheckFault>>,
    ) -> Result<CheckedDialogue, Vec<Fault>> {
        let besides = checked.as_ref().err().into_iter().flatten().map(told);
        let is_new = |fault: &Fault| match &fault.step {
            Some(step) => self.found.iter().all(|f| f.step.as_ref() != Some(step)),
            None => self.found.is_empty(),
        };
        let besides: Vec<Fault> = besides.filter(is_new).collect();
        self.found.extend(besides);
        match checked {
            Ok(checked) if self.found.is_empty() => Ok(checked),
            _ => Err(self.found),
        }
    }
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
    let whole = u16::try_from(steps * MINUTES).unwrap_or(u16::MAX).max(1);
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
    let options: Vec<String> = step.options.iter().map(|option| seen(option)).collect();
    let is_one = |(i, option): (usize, &String)| {
        !option.is_empty()
            && !options[..i].contains(option)
            && ![OWN_WORDS, NONE_OF_THESE].contains(&option.as_str())
    };
    match kind {
        OwnKind::Choose => !options.is_empty() && options.iter().enumerate().all(is_one),
        _ => options.is_empty(),
    }
}

/// Whether the answers, labels and fields that are said in other words are those of the step. What the app does on an answer is
/// said in the app's words: a copy from somebody else must not call one thing another.
fn words_what_is_there(step: &OwnStep, copied: Option<&Step>) -> bool {
    let Some(copied) = copied.filter(|_| step.kind.is_none()) else {
        return step.rewordings().next().is_none();
    };
    let is_answer =
        |id: &str| can_word_answers(copied) && copied.options.contains(&OptionId::from(id));
    let is_label = |id: &str| copied.kind == Kind::Scale && LABELS.contains(&id);
    step.answers.names().all(is_answer)
        && step.labels.names().all(is_label)
        && step.fields.names().all(|id| copied.fields.contains(&FieldId::from(id)))
}

/// Whether the answers of a step may be said in other words: not where the app acts upon them.
#[must_use]
pub fn can_word_answers(copied: &Step) -> bool {
    copied.decides.is_none()
}

/// Whether two answers of a copied step came to read the same.
fn are_alike(step: &OwnStep, asked: &Definition) -> bool {
    let copied = original_words(asked).and_then(|o| o.step(&step.id));
    let words = step_words(step, copied);
    let all: Vec<String> = words.options.all().map(|(_, said)| seen(said)).collect();
    step.answers.names().len() > 0 && (1..all.len()).any(|n| all[..n].contains(&all[n]))
}

/// Signs that cannot be seen: those that override the direction of what follows, and control characters.
fn has_odd_signs(text: &str) -> bool {
    text.chars().any(|c| {
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || (c.is_control() && c != '\n' && c != '\t')
    })
}

/// Whether a text takes more than one line, where a name has one.
fn has_breaks(text: &str) -> bool {
    text.contains(['\n', '\u{2028}', '\u{2029}'])
}

/// Words of one's own, or as it was where there are none.
pub(super) fn or<'a>(own: &'a str, as_it_was: &'a str) -> &'a str {
    if is_blank(own) { as_it_was } else { own }
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
    if !is_blank(&step.ask) {
        words.ask.clone_from(&step.ask);
        // The other ways to say it say what it was.
        for other in [&mut words.ask_none, &mut words.ask_named, &mut words.ask_more] {
            other.clear();
        }
    }
    if !is_blank(&step.hint) {
        words.hint.clone_from(&step.hint);
        words.lines.clear();
    }
    let name = or(&step.name, &words.name);
    words.name = or(name, &words.ask).to_owned();
    for (n, option) in step.options.iter().enumerate() {
        words.options.put(&own_name(n + 1), option.clone());
    }
    reword(step, &mut words);
    words
}

/// Answers, labels and fields in other words.
fn reword(step: &OwnStep, words: &mut StepWords) {
    for (own, said) in [(&step.answers, &mut words.options), (&step.fields, &mut words.fields)] {
        for (id, text) in own.all().filter(|(_, text)| !is_blank(text)) {
            said.put(id, text.clone());
        }
    }
    for (label, id) in words.labels.iter_mut().zip(LABELS) {
        if let Some(text) = step.labels.get(id) {
            or(text, &label.clone()).clone_into(label);
        }
    }
}
