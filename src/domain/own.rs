//! Dialogues of one's own (C33): a copy of one that comes with the app, with other words, another order, steps
//! left out and questions added; or one that is written anew.
//!
//! A definition can do nothing but ask. It names steps of the dialogue it was copied from, which keep their rules, and
//! may say them in other words; a step it adds is one of [`OwnKind`], to which no rule belongs. So what comes from somebody
//! else brings words, and never a rule.

use super::dialogue::{Dialogue, Kind, Step, Who};
use super::ids::{DialogueId, OwnId, PairId, StepId};
use super::limits;
use super::refusal::Refusal;
use super::run::Visibility;
use super::seal::{self, Salt};
use super::time::Stamp;
use crate::written::{Named, Written, json, written, written_words};

/// What the id of a definition begins with. No dialogue that comes with the app is called so.
const PREFIX: &str = "own-";

/// What the five labels of a scale go by, from least to most.
pub const LABELS: [&str; 5] = ["1", "2", "3", "4", "5"];

/// What a step that somebody adds may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnKind {
    /// Something to read or to do, together.
    Guide,
    /// Each writes, and both see it.
    Each,
    /// Each writes for themselves alone.
    Reflect,
    /// Each tells, in turns as long as the other's.
    Turns,
    /// Each chooses, and both see it.
    Choose,
    /// A sentence that counts once both have said yes to it.
    Agree,
}

written_words! { OwnKind | Guide | Each | Reflect | Turns | Choose | Agree }

impl OwnKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Each, Self::Turns, Self::Choose, Self::Reflect, Self::Agree, Self::Guide];

    /// How such a step is asked: its kind, of whom, and who may know the answer.
    #[must_use]
    pub fn asked(self) -> (Kind, Who, Visibility) {
        match self {
            Self::Guide => (Kind::Guide, Who::Both, Visibility::Spoken),
            Self::Each => (Kind::Each, Who::Each, Visibility::Shared),
            Self::Reflect => (Kind::Reflect, Who::Each, Visibility::Private),
            Self::Turns => (Kind::Turns, Who::Each, Visibility::Spoken),
            Self::Choose => (Kind::Choose, Who::Each, Visibility::Shared),
            Self::Agree => (Kind::Agree, Who::Both, Visibility::Shared),
        }
    }
}

/// Words in place of others, by the names of what they say.
pub type Rewordings = Named<String>;

/// A step: one of the dialogue it is a copy of, or one that was added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnStep {
    pub id: StepId,
    /// It is not asked, and there to be asked again.
    pub hidden: bool,
    /// A few words for lists; blank: as it was, or as the question.
    pub name: String,
    /// The question; blank: as it was.
    pub ask: String,
    /// What stands below it; blank: as it was.
    pub hint: String,
    /// What an added step is; none for a step that was copied.
    pub kind: Option<OwnKind>,
    /// What an added choice offers.
    pub options: Vec<String>,
    /// The answers of a step that was copied, in other words, by the names of its options.
    pub answers: Rewordings,
    /// The labels of its scale, by their places ([`LABELS`]).
    pub labels: Rewordings,
    /// Its fields.
    pub fields: Rewordings,
}

written! { OwnStep { id, hidden, name, ask, hint, kind, options, answers, labels, fields } }

impl OwnStep {
    fn copied(id: StepId, hidden: bool) -> Self {
        let [name, ask, hint] = [(); 3].map(|()| String::new());
        let [answers, labels, fields] = [(); 3].map(|()| Named::default());
        Self {
            id,
            hidden,
            name,
            ask,
            hint,
            kind: None,
            options: Vec::new(),
            answers,
            labels,
            fields,
        }
    }

    fn added(id: StepId, kind: OwnKind) -> Self {
        Self { kind: Some(kind), ..Self::copied(id, false) }
    }

    /// Everything written out in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let words = [&self.name, &self.ask, &self.hint].into_iter();
        words.chain(&self.options).map(String::as_str).chain(self.rewordings())
    }

    /// Answers, labels and fields in other words.
    pub fn rewordings(&self) -> impl Iterator<Item = &str> {
        let all = [&self.answers, &self.labels, &self.fields].into_iter().flat_map(Named::all);
        all.map(|(_, text)| text.as_str())
    }

    /// How many of them there are.
    fn reworded(&self) -> usize {
        self.rewordings().count()
    }
}

/// A stretch with a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnStage {
    pub id: String,
    /// Blank: as it was.
    pub name: String,
    pub steps: Vec<OwnStep>,
}

written! { OwnStage { id, name, steps } }

/// What is asked, in which order and words. Whether it can be held is said by `content::own`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Definition {
    /// The dialogue it is a copy of; none: it was written anew.
    pub from: Option<DialogueId>,
    /// Blank: as that is called.
    pub title: String,
    /// One line for its cover; blank: as it was.
    pub invites: String,
    pub stages: Vec<OwnStage>,
}

written! { Definition { from, title, invites, stages } }

impl Definition {
    /// A copy of a dialogue as it is.
    #[must_use]
    pub fn of(original: &Dialogue) -> Self {
        let copied = |step: &Step| OwnStep::copied(step.id.clone(), false);
        let stage = |stage: &super::dialogue::Stage| OwnStage {
            id: stage.id.clone(),
            name: String::new(),
            steps: stage.steps.iter().map(copied).collect(),
        };
        Self {
            from: Some(original.id.clone()),
            stages: original.stages.iter().map(stage).collect(),
            ..Self::default()
        }
    }

    /// One that is written anew, with one question to begin with.
    #[must_use]
    pub fn anew() -> Self {
        let steps = vec![OwnStep::added(own_name(1).as_str().into(), OwnKind::Each)];
        let stage = OwnStage { id: own_name(1), name: String::new(), steps };
        Self { stages: vec![stage], ..Self::default() }
    }

    /// What it goes by in the records of talks: a fingerprint of all it asks, so that answers keep the very
    /// questions they were given to.
    #[must_use]
    pub fn id(&self) -> DialogueId {
        let text = json::write(&self.asked().write());
        format!("{PREFIX}{}", seal::hash(&Salt::default(), &text)).as_str().into()
    }

    /// As it is asked: without what is left out, and without stages in which nothing is left.
    #[must_use]
    pub fn asked(&self) -> Self {
        let mut asked = self.clone();
        for stage in &mut asked.stages {
            stage.steps.retain(|step| !step.hidden);
        }
        asked.stages.retain(|stage| !stage.steps.is_empty());
        asked
    }

    /// As it is changed: with the steps of `original` that are not in it, left out, where they were.
    #[must_use]
    pub fn whole(&self, original: &Dialogue) -> Self {
        let mut whole = self.clone();
        let mut at = 0;
        for stage in &original.stages {
            let there = whole.stages.iter().position(|s| s.id == stage.id);
            let place = there.unwrap_or_else(|| {
                let (id, name) = (stage.id.clone(), String::new());
                whole.stages.insert(at, OwnStage { id, name, steps: Vec::new() });
                at
            });
            at = place + 1;
            let mut before: Option<&StepId> = None;
            for step in &stage.steps {
                if whole.step(&step.id).is_none() {
                    let steps = &mut whole.stages[place].steps;
                    let behind = steps.iter().position(|s| Some(&s.id) == before);
                    let copied = OwnStep::copied(step.id.clone(), true);
                    steps.insert(behind.map_or(0, |i| i + 1), copied);
                }
                before = Some(&step.id);
            }
        }
        whole
    }

    /// All steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &OwnStep> {
        self.stages.iter().flat_map(|s| &s.steps)
    }

    /// A step by its id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&OwnStep> {
        self.steps().find(|s| s.id == *id)
    }

    /// The same, to change it.
    pub fn step_mut(&mut self, id: &StepId) -> Option<&mut OwnStep> {
        self.stages.iter_mut().flat_map(|s| &mut s.steps).find(|s| s.id == *id)
    }

    fn place(&self, id: &StepId) -> Option<(usize, usize)> {
        let in_stage = |stage: &OwnStage| stage.steps.iter().position(|s| s.id == *id);
        self.stages.iter().enumerate().find_map(|(i, stage)| Some((i, in_stage(stage)?)))
    }

    /// Moves a step one place up or down; over the edge of its stage, into the next one.
    pub fn move_step(&mut self, id: &StepId, up: bool) {
        let Some((stage, at)) = self.place(id) else { return };
        let last = self.stages[stage].steps.len() - 1;
        if if up { at > 0 } else { at < last } {
            self.stages[stage].steps.swap(at, if up { at - 1 } else { at + 1 });
            return;
        }
        let to = if up { stage.checked_sub(1) } else { Some(stage + 1) };
        let Some(to) = to.filter(|to| *to < self.stages.len()) else { return };
        let step = self.stages[stage].steps.remove(at);
        let steps = &mut self.stages[to].steps;
        let place = if up { steps.len() } else { 0 };
        steps.insert(place, step);
    }

    /// Adds a step of this kind behind another, or at the end of the last stage. Gives its id.
    pub fn add_step(&mut self, behind: Option<&StepId>, kind: OwnKind) -> StepId {
        let is_free = |n: &usize| self.step(&own_name(*n).as_str().into()).is_none();
        // There are more numbers than steps.
        let number = (1..=self.steps().count() + 1).find(is_free).unwrap_or_default();
        let id = StepId::from(own_name(number).as_str());
        if self.stages.is_empty() {
            self.stages =
                vec![OwnStage { id: own_name(1), name: String::new(), steps: Vec::new() }];
        }
        let end = (self.stages.len() - 1, self.stages[self.stages.len() - 1].steps.len());
        let place = behind.and_then(|step| self.place(step)).map(|(stage, at)| (stage, at + 1));
        let (stage, at) = place.unwrap_or(end);
        self.stages[stage].steps.insert(at, OwnStep::added(id.clone(), kind));
        id
    }

    /// Takes an added step out. One that was copied is left out instead.
    pub fn remove_step(&mut self, id: &StepId) {
        for stage in &mut self.stages {
            stage.steps.retain(|s| s.id != *id || s.kind.is_none());
        }
    }

    /// Whether it keeps to what is taken (`domain::limits`).
    ///
    /// # Errors
    /// A text, a name or the whole is over a limit.
    pub fn check(&self) -> Result<(), Refusal> {
        let names = self.stages.iter().flat_map(|s| [&s.id, &s.name]).map(String::as_str);
        let of_steps = self.steps().flat_map(|s| {
            let names = [s.id.as_str(), s.name.as_str()].into_iter();
            let of_words = [&s.answers, &s.labels, &s.fields].into_iter().flat_map(Named::names);
            names.chain(s.options.iter().map(String::as_str)).chain(of_words).chain(s.rewordings())
        });
        let from = self.from.iter().map(DialogueId::as_str).chain([self.title.as_str()]);
        if !names.chain(of_steps).chain(from).all(limits::is_name) {
            return Err(Refusal::NameTooLong);
        }
        let words = self.steps().flat_map(|s| [&s.ask, &s.hint]).chain([&self.invites]);
        if !words.into_iter().all(|text| limits::fits(text, limits::QUESTION)) {
            return Err(Refusal::TooLong);
        }
        if self.has_too_many() { Err(Refusal::OutOfRange) } else { Ok(()) }
    }

    /// Whether there is more of anything in it than is taken.
    #[must_use]
    pub fn has_too_many(&self) -> bool {
        let of_one = |s: &OwnStep| s.options.len().max(s.reworded()) > limits::OPTIONS;
        self.steps().count() > limits::STEPS
            || self.stages.len() > limits::STEPS
            || self.steps().any(of_one)
    }

    /// How many entries of a file it counts for.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.stages.len() + self.steps().map(|s| 1 + s.options.len() + s.reworded()).sum::<usize>()
    }
}

/// A text as it is seen: without what is around it, and without signs that take no room.
#[must_use]
pub fn seen(text: &str) -> String {
    let takes_none = |c: &char| matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    text.chars().filter(|c| !takes_none(c)).collect::<String>().trim().to_owned()
}

/// Whether nothing of a text can be seen: it stands for no words.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    seen(text).is_empty()
}

/// What stages, steps and options that were added are called.
#[must_use]
pub fn own_name(n: usize) -> String {
    format!("{PREFIX}{n}")
}

/// Whether something is called so: `own-` and a number.
#[must_use]
pub fn is_own_name(name: &str) -> bool {
    let number = name.strip_prefix(PREFIX).unwrap_or_default();
    (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a dialogue is one of somebody's own.
#[must_use]
pub fn is_own(id: &DialogueId) -> bool {
    id.as_str().starts_with(PREFIX)
}

/// Another state of it, kept after two copies met. Never thrown away by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    pub definition: Definition,
    pub changed: Stamp,
}

written! { Edition { definition, changed } }

/// A dialogue of one's own, to be changed at any time: a talk that was begun keeps the questions it began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDialogue {
    pub id: OwnId,
    /// The two for whom it takes the place of the dialogue it is a copy of; none: it stands beside that.
    pub pair: Option<PairId>,
    pub definition: Definition,
    pub made: Stamp,
    pub changed: Stamp,
    pub also: Vec<Edition>,
}

written! { OwnDialogue { id, pair, definition, made, changed, also } }
