//! "Between times" (B.8): which commitments are reminded of now, and by whose wish. Rules only.

use super::ids::{PairId, RunId};
use super::outcome::{Agreement, Commitment};
use super::run::Run;
use super::time::Day;
use super::workspace::Workspace;

/// The dialogue in which somebody looks at one commitment of theirs.
pub const BETWEEN: &str = "between";

/// The commitments of a pair whose owners wished to be reminded by `today`. None once the two have parted (C14).
pub fn due(workspace: &Workspace, pair: PairId, today: Day) -> impl Iterator<Item = &Commitment> {
    let go_on = workspace.goes_on(pair);
    workspace.commitments.of(pair).filter(move |c| go_on && c.is_due(today))
}

/// The run about a commitment that goes on, or that began `today`.
#[must_use]
pub fn run_today(workspace: &Workspace, commitment: &Commitment, today: Day) -> Option<RunId> {
    let about = |r: &&Run| r.about == Some(commitment.id);
    let now = |r: &&Run| !r.is_closed() || r.began.date_naive() == today;
    workspace.runs.of(commitment.pair).rfind(|r| about(r) && now(r)).map(|r| r.id)
}

/// The part that the other plays in a plan, once both said yes to it.
#[must_use]
pub fn part_in<'a>(workspace: &'a Workspace, commitment: &Commitment) -> Option<&'a Agreement> {
    let mut all = workspace.agreements.of(commitment.pair);
    all.find(|a| a.about == Some(commitment.id) && a.was_agreed())
}
