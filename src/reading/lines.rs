//! An answer, line by line: exactly somebody's words, and what they chose of ours.

use crate::content;
use crate::content::words::{StepWords, pack, say};
use crate::domain::dialogue::{NONE_OF_THESE, OWN_WORDS, Step};
use crate::domain::feedback;
use crate::domain::ids::{OptionId, PairId};
use crate::domain::open_ends::{self, What};
use crate::domain::outcome::{Agreement, Plan, Thread};
use crate::domain::privacy::{Sight, Viewer};
use crate::domain::run::Words;
use crate::domain::workspace::Workspace;

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Somebody's words, exactly.
    Words(String),
    /// Chosen, of several.
    Chosen(String),
    /// A word of ours that was chosen, alone.
    Plain(String),
    /// What the next lines answer.
    Label(String),
    SaidAloud,
    ChoseNotToSay,
    Sealed,
}

impl Line {
    /// What was said in it, to be found there.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Words(text) | Self::Chosen(text) | Self::Plain(text) => Some(text),
            Self::Label(_) | Self::SaidAloud | Self::ChoseNotToSay | Self::Sealed => None,
        }
    }
}

/// What a viewer sees of an answer. Skipped and kept look the same, and like an answer (F4).
#[must_use]
pub fn of(step: &Step, words: &StepWords, sight: Sight) -> Vec<Line> {
    match sight {
        Sight::Words(answered, also) => {
            let mut lines = of_words(step, words, answered);
            for version in also {
                lines.push(Line::Label(say("answer.other-version").to_owned()));
                lines.extend(of_words(step, words, &version.words));
            }
            lines
        }
        Sight::SaidAloud => vec![Line::SaidAloud],
        Sight::ChoseNotToSay => vec![Line::ChoseNotToSay],
        Sight::Sealed => vec![Line::Sealed],
        Sight::NotYet | Sight::Absent => Vec::new(),
    }
}

/// The words themselves.
#[must_use]
pub fn of_words(step: &Step, words: &StepWords, answered: &Words) -> Vec<Line> {
    // What was chosen of what is open stands for words of its own (`of_open_ends`).
    let is_named = |p: &&OptionId| !step.open_ends || words.is_option(p);
    let picks = answered.picks.iter().filter(|p| *p != OWN_WORDS).filter(is_named);
    let mut lines: Vec<Line> = picks.map(|pick| Line::Chosen(option_words(words, pick))).collect();
    let level = answered.number.and_then(|n| words.labels.get(usize::from(n).saturating_sub(1)));
    lines.extend(level.map(|label| Line::Plain(label.clone())));
    let own = |texts: &mut dyn Iterator<Item = &str>| -> Vec<Line> {
        texts.filter(|t| !t.is_empty()).map(|t| Line::Words(t.to_owned())).collect()
    };
    lines.extend(own(&mut [answered.own.as_str(), answered.text.as_str()].into_iter()));
    for field in &step.fields {
        let written = own(&mut answered.lines(Some(field)));
        if !written.is_empty() {
            lines.push(Line::Label(words.field(field).to_owned()));
            lines.extend(written);
        }
    }
    lines.extend(own(&mut answered.lines(None)));
    lines
}

/// What was chosen of what is open between the two, while it is there: its own words.
#[must_use]
pub fn of_open_ends(
    workspace: &Workspace,
    pair: PairId,
    viewer: Viewer,
    step: &Step,
    sight: Sight,
) -> Vec<Line> {
    let Sight::Words(answered, _) = sight else { return Vec::new() };
    if !step.open_ends {
        return Vec::new();
    }
    let find = |option| open_ends::find(workspace, pair, viewer, option, content::dialogue);
    let found = answered.picks.iter().filter_map(find);
    found.map(|what| Line::Words(open_end_words(workspace, &what))).collect()
}

/// The words of something open.
#[must_use]
pub fn open_end_words(workspace: &Workspace, what: &What) -> String {
    match what {
        What::Line(text) | What::Thread(text) | What::Plan(_, text) | What::Try(_, text) => {
            text.clone()
        }
        What::Question(thread) => {
            let thread = workspace.threads.get(thread.uuid());
            thread.map_or_else(String::new, |thread| thread_words(workspace, thread))
        }
    }
}

/// The threads that are open, each with what it says.
#[must_use]
pub fn open_threads(workspace: &Workspace, pair: PairId) -> Vec<(Thread, String)> {
    let open = open_ends::open_threads(workspace, pair);
    open.map(|t| (t.clone(), thread_words(workspace, t))).collect()
}

/// The words of a thread, or the question that was kept for another day.
#[must_use]
pub fn thread_words(workspace: &Workspace, thread: &Thread) -> String {
    if !thread.text.is_empty() {
        return thread.text.clone();
    }
    let run = workspace.runs.get(thread.run.uuid());
    let dialogue = match run {
        Some(run) => content::dialogue(&run.dialogue),
        None => content::dialogues().find(|d| d.step(&thread.step).is_some()),
    };
    let words =
        dialogue.and_then(|d| Some((pack(&d.id)?.step(&thread.step)?, d.step(&thread.step)?)));
    let Some((words, step)) = words else { return String::new() };
    // Of what somebody handed over, both see what was asked, and no word of the answer.
    let own = run.zip(dialogue).and_then(|(run, d)| feedback::own_question(d, step, run));
    own.unwrap_or(if step.release { &words.name } else { &words.ask }).to_owned()
}

/// What somebody chose to do.
#[must_use]
pub fn of_plan(plan: &Plan) -> Vec<Line> {
    let mut lines = vec![Line::Words(plan.what.clone())];
    for (key, text) in [
        ("plan.why", &plan.why),
        ("plan.lighter", &plan.lighter),
        ("plan.helps", &plan.helps),
        ("plan.partner", &plan.partner_helps),
    ] {
        if !text.is_empty() {
            lines.push(Line::Label(say(key).to_owned()));
            lines.push(Line::Words(text.clone()));
        }
    }
    lines
}

/// The part that is asked for, in the words of its step and in their own.
#[must_use]
pub fn of_part(words: Option<&StepWords>, agreement: &Agreement) -> Vec<Line> {
    let picks = words.into_iter().flat_map(|words| {
        agreement.picks.iter().map(|pick| Line::Plain(option_words(words, pick)))
    });
    let own = Some(&agreement.text).filter(|text| !text.is_empty());
    picks.chain(own.map(|text| Line::Words(text.clone()))).collect()
}

/// What an option is called.
#[must_use]
pub fn option_words(words: &StepWords, option: &OptionId) -> String {
    match option.as_str() {
        OWN_WORDS => say("choose.own").to_owned(),
        NONE_OF_THESE if words.none.is_empty() => say("choose.none").to_owned(),
        NONE_OF_THESE => words.none.clone(),
        _ => words.option(option).to_owned(),
    }
}
