//! What is open between two people, as one of them may pick it up in the next talk (`pr-thread`): threads, the one
//! line for next time, and what either chose to do, as far as they may see it. A choice names the record and copies none of its words,
//! so that what is taken away is gone from there, too.

use uuid::Uuid;

use super::dialogue::{CheckedDialogue, Step};
use super::feedback;
use super::ids::{DialogueId, OptionId, PairId, RecordId, StepId, ThreadId, hex};
use super::outcome::{Commitment, Thread, ThreadState};
use super::person::{Author, Side};
use super::privacy::{self, Sight, Viewer};
use super::run::Run;
use super::workspace::Workspace;

/// The step that holds the one line to start from next time (B.6).
const ONE_LINE: &str = "wu-one-line";

/// Something open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEnd {
    /// What a choice of it is called: the name of the record.
    pub option: OptionId,
    pub what: What,
}

/// Which of them, in the words that both see, or its owner does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The line to start from next time.
    Line(String),
    Thread(String),
    /// A question kept for another day.
    Question(ThreadId),
    /// What one of the two chose to do.
    Plan(Side, String),
    /// What one of them means to try because of what they were told (`fb-try`).
    Try(Side, String),
}

/// What is open to `who`: the line of the last talk that left one, threads, their plans that stand, and those of the other
/// that they may see.
#[must_use]
pub fn open_ends(
    workspace: &Workspace,
    pair: PairId,
    who: Side,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Vec<OpenEnd> {
    let line = last_line(workspace, pair, &dialogues);
    let line = line.map(|(run, text)| OpenEnd {
        option: option(run.id.uuid()),
        what: What::Line(text.to_owned()),
    });
    let threads = open_threads(workspace, pair).map(of_thread);
    let plans = |owner: Side| {
        let stands =
            move |c: &&Commitment| c.owner == owner && privacy::still_stands(c, Viewer::One(who));
        workspace.commitments.of(pair).filter(stands).map(|c| of_plan(workspace, c, &dialogues))
    };
    line.into_iter().chain(threads).chain(plans(who)).chain(plans(who.other())).collect()
}

/// The line to start from that the last talk left which left one, and its run.
pub fn last_line(
    workspace: &Workspace,
    pair: PairId,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Option<(&Run, &str)> {
    let line = |run| Some((run, line_of(run, dialogues(&run.dialogue)?)?));
    workspace.runs.of(pair).rev().find_map(line)
}

/// The threads of two that are open, oldest first.
pub fn open_threads(workspace: &Workspace, pair: PairId) -> impl Iterator<Item = &Thread> {
    workspace.threads.of(pair).filter(|t| t.state == ThreadState::Open)
}

/// What an earlier choice stands for, while it is there for whoever looks.
#[must_use]
pub fn find(
    workspace: &Workspace,
    pair: PairId,
    viewer: Viewer,
    chosen: &OptionId,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Option<What> {
    let id = RecordId::parse(chosen.as_str())?.uuid();
    let thread = workspace.threads.get(id).filter(|t| t.pair == pair);
    let shown = |c: &&Commitment| c.pair == pair && privacy::shows_plan(c, viewer);
    let plan = workspace.commitments.get(id).filter(shown);
    let run = workspace.runs.get(id).filter(|r| r.pair == pair);
    thread
        .map(of_thread)
        .or_else(|| plan.map(|c| of_plan(workspace, c, &dialogues)))
        .map(|end| end.what)
        .or_else(|| {
            let run = run?;
            Some(What::Line(line_of(run, dialogues(&run.dialogue)?)?.to_owned()))
        })
}

/// Whether a choice at `step` names something of these two that was or is open.
#[must_use]
pub fn is_one(workspace: &Workspace, pair: PairId, step: &Step, chosen: &OptionId) -> bool {
    let Some(id) = RecordId::parse(chosen.as_str()).map(RecordId::uuid) else { return false };
    step.open_ends
        && (workspace.threads.get(id).is_some_and(|t| t.pair == pair)
            || workspace.commitments.get(id).is_some_and(|c| c.pair == pair)
            || workspace.runs.get(id).is_some_and(|r| r.pair == pair))
}

/// The one line to start from that a talk left, as both may read it.
#[must_use]
pub fn line_of<'a>(run: &'a Run, dialogue: &CheckedDialogue) -> Option<&'a str> {
    let step = dialogue.step(&StepId::from(ONE_LINE))?;
    match privacy::sight(step, run, Author::Both, Viewer::Table) {
        Sight::Words(words, _) => Some(words.text.as_str()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn option(id: Uuid) -> OptionId {
    OptionId::from(hex(id).as_str())
}

fn of_thread(thread: &Thread) -> OpenEnd {
    let what = if thread.text.is_empty() {
        What::Question(thread.id)
    } else {
        What::Thread(thread.text.clone())
    };
    OpenEnd { option: option(thread.id.uuid()), what }
}

fn of_plan(
    workspace: &Workspace,
    plan: &Commitment,
    dialogues: &impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> OpenEnd {
    let run = workspace.runs.get(plan.run.uuid());
    let step = run.and_then(|r| dialogues(&r.dialogue)?.step(&plan.step));
    let (owner, text) = (plan.owner, plan.plan.what.clone());
    let is_try = step.is_some_and(feedback::is_try);
    let what = if is_try { What::Try(owner, text) } else { What::Plan(owner, text) };
    OpenEnd { option: option(plan.id.uuid()), what }
}
