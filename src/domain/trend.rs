//! How it has felt over time: for each question that is answered on five words and handed over
//! (`scale`, `release`), the answers of each giver in time order (`fb-over-time`, D.8). No sum, no
//! average, no rank, and of what was kept, skipped or taken back no trace: what comes out is the same
//! as if it had never been.

use super::dialogue::{CheckedDialogue, Kind, Step};
use super::ids::{DialogueId, StepId};
use super::order::{put_by, put_once};
use super::person::Side;
use super::privacy;
use super::run::Run;
use super::time::Stamp;

/// The dialogue after which things may feel otherwise.
pub const CLEARING: &str = "clearing";
/// The word at the upper end.
const TOP: u8 = 5;
/// So many top marks in a row may be a wish to be kind.
const TOPS: usize = 3;
/// So many earlier answers make something usual.
const USUAL: usize = 3;
/// So many of the five words below it is clearly below.
const BELOW: u8 = 2;

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// When the talk it was given in began.
    pub at: Stamp,
    /// Which of the five words, 1 to 5.
    pub value: u8,
}

/// The answers to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub dialogue: DialogueId,
    pub step: StepId,
    /// Of the first and of the second person, oldest first.
    pub lines: [Vec<Point>; 2],
    /// Where it stands among the others: by the number of its dialogue, and in it.
    place: (u8, usize),
}

/// What two people handed over, over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// Those with an answer, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// When they cleared the air, between the first answer and the last.
    pub clearings: Vec<Stamp>,
}

impl Trend {
    /// Of these runs of one partnership, in whatever order; `started` says when the talk was that a run is of.
    pub fn of<'a>(
        runs: impl Iterator<Item = &'a Run>,
        dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
        started: impl Fn(&Run) -> Stamp,
    ) -> Self {
        let mut in_time = Vec::new();
        for run in runs {
            put_by(&mut in_time, (started(run), run), |(at, run)| (*at, run.id));
        }
        let mut trend = Self::default();
        for (at, run) in in_time {
            if let Some(dialogue) = dialogues(&run.dialogue) {
                trend.take(dialogue, run, at);
            }
        }
        let span = trend.span(usize::MAX);
        trend.clearings.retain(|at| span.is_some_and(|(first, last)| first <= *at && *at <= last));
        trend
    }

    fn take(&mut self, dialogue: &CheckedDialogue, run: &Run, at: Stamp) {
        let asks = |step: &Step| step.kind == Kind::Scale && step.release;
        for (position, step) in dialogue.steps().enumerate().filter(|(_, step)| asks(step)) {
            for giver in Side::BOTH {
                if let Some(value) = value(step, run, giver) {
                    let point = Point { at, value };
                    self.line((dialogue.number, position), dialogue, step, giver).push(point);
                }
            }
        }
        // Both know of it: a talk is begun when both have said that they want it.
        if run.root().as_str() == CLEARING && run.is_closed() && dialogue.is_begun(run) {
            put_once(&mut self.clearings, at);
        }
    }

    fn line(
        &mut self,
        place: (u8, usize),
        dialogue: &CheckedDialogue,
        step: &Step,
        giver: Side,
    ) -> &mut Vec<Point> {
        let found = self.questions.binary_search_by_key(&place, |q| q.place);
        let at = found.unwrap_or_else(|at| {
            let (dialogue, step) = (dialogue.id.clone(), step.id.clone());
            self.questions
                .insert(at, Question { dialogue, step, lines: Default::default(), place });
            at
        });
        &mut self.questions[at].lines[giver.index()]
    }

    /// The first and the last of the latest moments with an answer to whatever question: of so many
    /// of them at `most`, which is 1 or more.
    #[must_use]
    pub fn span(&self, most: usize) -> Option<(Stamp, Stamp)> {
        let mut all = Vec::new();
        for point in self.questions.iter().flat_map(|q| q.lines.iter().flatten()) {
            put_once(&mut all, point.at);
        }
        Some((*all.get(all.len().saturating_sub(most))?, *all.last()?))
    }

    /// Whether the latest answer of somebody to some question is one to have a word about. Said once
    /// for all of them: it is no mark on anything.
    #[must_use]
    pub fn is_worth_a_word(&self) -> bool {
        self.questions.iter().flat_map(|q| &q.lines).any(|line| is_worth_a_word(line))
    }
}

fn value(step: &Step, run: &Run, giver: Side) -> Option<u8> {
    privacy::released(step, run, giver)?.number.filter(|value| (1..=TOP).contains(value))
}

/// Whether the last of these answers of one person to one question is clearly below what is usual for
/// them: two words or more under the middle of at least three earlier ones. Or whether it is the third top
/// mark in a row.
#[must_use]
pub fn is_worth_a_word(line: &[Point]) -> bool {
    let Some((last, earlier)) = line.split_last() else { return false };
    let tops = line.iter().rev().take_while(|point| point.value == TOP).count();
    let is_below = || 2 * (last.value + BELOW) <= middle_twice(earlier);
    tops >= TOPS || (earlier.len() >= USUAL && is_below())
}

/// Twice the median of at least one answer.
fn middle_twice(points: &[Point]) -> u8 {
    let mut values = Vec::new();
    for point in points {
        put_by(&mut values, point.value, |value| *value);
    }
    values[(values.len() - 1) / 2] + values[values.len() / 2]
}
