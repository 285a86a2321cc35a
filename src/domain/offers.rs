//! What is offered at natural ends, and can be declined for a while or for good (C35): to wrap up after a talk, and the
//! long view once some months have gone by. Rules only.

use chrono::Months;

use super::dialogue::CheckedDialogue;
use super::ids::{DialogueId, PairId};
use super::meeting;
use super::person::{Offer, Partnership};
use super::run::Run;
use super::time::Stamp;
use super::workspace::Workspace;

/// The dialogue in which two look back over all their talks.
pub const LOOKBACK: &str = "lookback";
/// The dialogue with which two end a talk.
pub const WRAPUP: &str = "wrapup";

/// "Every few months" (B.8).
const SOME_MONTHS: Months = Months::new(3);

/// When some months have gone by since then.
#[must_use]
pub fn some_months_after(then: Stamp) -> Stamp {
    then.checked_add_months(SOME_MONTHS).unwrap_or(then)
}

/// Whether two declined an offer, as of now.
#[must_use]
pub fn is_declined(partnership: &Partnership, offer: Offer, now: Stamp) -> bool {
    let mut all = partnership.declined.iter().filter(|d| d.offer == offer);
    all.any(|d| d.until.is_none_or(|until| until > now))
}

/// Whether the long view is offered to two: once the first sitting since the last one is some months old; not if they
/// declined it, and nothing pulls back two who have parted (C14).
#[must_use]
pub fn offers_long_view(workspace: &Workspace, pair: PairId, now: Stamp) -> bool {
    let there = workspace.partnership(pair).filter(|_| workspace.goes_on(pair));
    let is_open = there.is_some_and(|p| !is_declined(p, Offer::LongView, now));
    let is_long_view = |r: &&Run| *r.root() == *LOOKBACK;
    let last = workspace.runs.of(pair).filter(is_long_view).map(|r| r.session).max();
    let mut sittings = workspace.sessions.of(pair).filter(|s| last.is_none_or(|last| s.id > last));
    let first = sittings.find(|s| meeting::met(workspace, s));
    is_open && first.is_some_and(|s| some_months_after(s.started) <= now)
}

/// What follows a run, as far as the two want it offered.
#[must_use]
pub fn follows<'a>(
    workspace: &Workspace,
    dialogue: &'a CheckedDialogue,
    run: &Run,
    now: Stamp,
) -> Option<&'a DialogueId> {
    let partnership = workspace.partnership(run.pair);
    let wanted = |next: &&DialogueId| {
        **next != *WRAPUP || !partnership.is_some_and(|p| is_declined(p, Offer::WrapUp, now))
    };
    dialogue.follows(run).filter(wanted)
}
