//! "Between times" (B.8): which commitments are reminded of now, and by whose wish. Rules only.

use super::ids::{PairId, RunId};
use super::outcome::{Agreement, Commitment};
use super::privacy::Viewer;
use super::run::Run;
use super::session::Session;
use super::time::Day;
use super::workspace::Workspace;

/// The dialogue in which somebody looks at one commitment of theirs.
pub const BETWEEN: &str = "between";

/// The commitments of a pair whose owners wished to be reminded by `today`. None once the two have parted (C14).
pub fn due(workspace: &Workspace, pair: PairId, today: Day) -> impl Iterator<Item = &Commitment> {
    let go_on = workspace.goes_on(pair);
    workspace.commitments.of(pair).filter(move |c| go_on && c.is_due(today))
}

/// Whether a sitting is there for whoever looks: what somebody did alone with a commitment of theirs is theirs, until they
/// hand something of it over.
#[must_use]
pub fn shows_sitting(workspace: &Workspace, session: &Session, viewer: Viewer) -> bool {
    let keeps = |r: &Run| r.about.is_some() && r.entries.iter().all(|e| e.released.is_none());
    let mut runs = workspace.runs.of(session.pair).filter(|r| r.session == session.id).peekable();
    let is_own = runs.peek().is_some() && runs.all(keeps);
    !is_own || viewer == Viewer::One(session.opener)
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
