//! What two sit down with (B.9, C26): when they last met, the line they left, what is open, and what somebody means to
//! try because of what they were told. Both see the same: nothing that is one person's own is here.

use super::dialogue::CheckedDialogue;
use super::feedback;
use super::ids::{CommitmentId, DialogueId, PairId, ThreadId};
use super::meeting;
use super::open_ends;
use super::outcome::Commitment;
use super::privacy::{self, Viewer};
use super::time::Stamp;
use super::workspace::Workspace;

/// What the first page of a sitting shows of the times before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastTime {
    /// When they last met.
    pub met: Option<Stamp>,
    /// The one line to start from (`wu-one-line`).
    pub line: Option<String>,
    /// What is open, oldest first.
    pub threads: Vec<ThreadId>,
    /// What somebody means to try (`fb-try`), as far as both may know of it and it still stands.
    pub tries: Vec<CommitmentId>,
}

/// What two go on from. Nothing, where they haven't met.
#[must_use]
pub fn last_time(
    workspace: &Workspace,
    pair: PairId,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> LastTime {
    let met = workspace.sessions.of(pair).rev().find(|s| meeting::met(workspace, s));
    let line = open_ends::last_line(workspace, pair, &dialogues).map(|(_, line)| line);
    let threads = open_ends::open_threads(workspace, pair);
    let is_try = |c: &&Commitment| {
        let run = workspace.runs.get(c.run.uuid());
        let step = run.and_then(|r| dialogues(&r.dialogue)?.step(&c.step));
        step.is_some_and(feedback::is_try) && privacy::still_stands(c, Viewer::Table)
    };
    LastTime {
        met: met.map(|s| s.started),
        line: line.map(str::to_owned),
        threads: threads.map(|t| t.id).collect(),
        tries: workspace.commitments.of(pair).filter(is_try).map(|c| c.id).collect(),
    }
}

/// Whether a dialogue opens with that: two talk in it, about more than the talk they just had.
#[must_use]
pub fn opens_with_it(dialogue: &CheckedDialogue) -> bool {
    !dialogue.is_for_one() && dialogue.id != *feedback::FEEDBACK
}
