//! When two met: in which sittings, how long ago, and which of them leave a date where nothing else is left.

use super::feedback::FEEDBACK;
use super::prep::PREP;
use super::privacy::Viewer;
use super::run::{How, Run, Visibility};
use super::session::{FREE_TALK, Mode, Session};
use super::time::Stamp;
use super::workspace::Workspace;

/// Whether a run is of something the two talked about with each other.
#[must_use]
pub fn is_talk(run: &Run) -> bool {
    run.dialogue != *PREP && run.dialogue != *FEEDBACK
}

/// The last sitting in which the two met, before the run began.
#[must_use]
pub fn last_met<'a>(workspace: &'a Workspace, run: &Run) -> Option<&'a Session> {
    let before = |s: &&Session| s.id < run.session && met(workspace, s);
    workspace.sessions.of(run.pair).rev().find(before)
}

/// Whether the two met in a sitting.
#[must_use]
pub fn met(workspace: &Workspace, session: &Session) -> bool {
    let here = |r: &Run| r.session == session.id && is_talk(r);
    session.mode != Mode::Solo && workspace.runs.of(session.pair).any(here)
}

/// How many days have gone by from one moment to another, as a calendar counts them: an hour more or less in a
/// night changes nothing. A clock set back takes no day away.
#[must_use]
pub fn days_between(from: Stamp, to: Stamp) -> i64 {
    (to.date_naive() - from.date_naive()).num_days().max(0)
}

/// Whether the date of a sitting is read back, in which there is nothing to read: where somebody passed a question
/// that both know of without words, or nothing was to be written, as in a free talk. Where all that there was has been
/// taken back, or was the other's alone, the sitting is not there at all.
#[must_use]
pub fn leaves_its_date(workspace: &Workspace, session: &Session, viewer: Viewer) -> bool {
    let passed = |run: &Run| {
        let free = run.dialogue == *FREE_TALK;
        free || run.entries.iter().any(|e| {
            let theirs = e.visibility == Visibility::Private && !viewer.is(e.who);
            e.given.is_some() && e.how != How::Seen && !theirs
        })
    };
    let here = |r: &&Run| r.session == session.id && is_talk(r);
    let mut runs = workspace.runs.of(session.pair).filter(here);
    session.mode != Mode::Solo && (session.spoken_only || runs.any(passed))
}
