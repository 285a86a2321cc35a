//! Who tells their story first, whose turn it is, and how long it has been (B.0.1, C18).

use super::{Done, holding, step_of};
use crate::domain::command::Circumstances;
use crate::domain::decides::Decides;
use crate::domain::dialogue::Step;
use crate::domain::ids::{RunId, StepId};
use crate::domain::limits;
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, How, Run, TurnTime, Visibility};
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;

/// Who tells their story first; none: a coin says (`ca-who-starts`).
pub fn choose_starter(
    workspace: &mut Workspace,
    run: RunId,
    who: Option<Side>,
    around: &mut Circumstances,
) -> Done {
    let first = who.unwrap_or_else(|| Side::BOTH[usize::from((around.chance)()[9] & 1)]);
    holding::change(workspace, run, around.now, |r| r.first = Some(first))
}

/// Moving on from the page that asks who starts: as it was suggested, where they chose nobody, so that
/// the other one starts next time.
pub fn settle_starter(workspace: &mut Workspace, run: RunId, now: Stamp) -> Done {
    let there = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?;
    if there.first.is_some() {
        return Ok(Vec::new());
    }
    let session = workspace.sessions.get(there.session.uuid()).ok_or(Refusal::Gone)?;
    let first = session.opener.other();
    holding::change(workspace, run, now, |r| r.first = Some(first))
}

/// "Yes, another short turn" (C18): their story, what was said back and this question are open again.
/// The time they had stays counted.
pub fn speak_again(
    workspace: &mut Workspace,
    run: RunId,
    more: &StepId,
    around: &Circumstances,
) -> Done {
    let record = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?;
    let dialogue = (around.dialogues)(&record.dialogue).ok_or(Refusal::Gone)?;
    let step = dialogue.step(more).filter(|s| s.decides == Some(Decides::More));
    step.ok_or(Refusal::NotTheirs)?;
    let story = dialogue.story_before(more).map_or(more, |s| &s.id);
    let told = dialogue.steps().map(|s| &s.id).skip_while(|id| *id != story);
    let again: Vec<&StepId> = told.take_while(|id| *id != more).chain([more]).collect();
    holding::change(workspace, run, around.now, |r| {
        let withheld = |e: &Entry| e.how == How::Skipped || e.visibility == Visibility::Private;
        // What was noted stays and is open as well, except for what its writer kept to themselves.
        let noted = |e: &Entry| {
            let takes_text = dialogue.step(&e.step).is_some_and(Step::takes_text);
            takes_text && (e.has_text() || withheld(e))
        };
        r.entries.retain(|e| !again.contains(&&e.step) || noted(e));
        for entry in &mut r.entries {
            if again.contains(&&entry.step) && !withheld(entry) {
                (entry.given, entry.changed) = (None, around.now);
            }
        }
    })
}

/// Sets how long a turn is, in minutes, for both ([`limits::NO_TIME`]: as long as it takes).
pub fn set_turn(workspace: &mut Workspace, run: RunId, minutes: u8, now: Stamp) -> Done {
    if !limits::is_turn(minutes) {
        return Err(Refusal::OutOfRange);
    }
    holding::change(workspace, run, now, |r| r.turn_minutes = minutes)
}

/// One of the two begins to speak, or goes on; the time of the other stands.
pub fn take_floor(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    who: Side,
    around: &Circumstances,
) -> Done {
    let now = around.now;
    let step = step_of(workspace, run, step, around)?.air();
    // After the close there is no sitting in which a time could be kept.
    if workspace.run_mut(run)?.is_closed() {
        return Err(Refusal::Gone);
    }
    holding::change(workspace, run, now, |r| {
        hold(r, now);
        if let Some(turn) = r.turns.iter_mut().find(|t| t.who == who && t.step == *step) {
            turn.since = Some(now);
        } else {
            r.turns.push(TurnTime { step: step.clone(), who, used: 0, since: Some(now) });
        }
    })
}

/// The time stands, whoever speaks.
pub fn hold_time(workspace: &mut Workspace, run: RunId, now: Stamp) -> Done {
    let runs = workspace
        .runs
        .get(run.uuid())
        .ok_or(Refusal::Gone)?
        .turns
        .iter()
        .any(|t| t.since.is_some());
    if runs { holding::change(workspace, run, now, |r| hold(r, now)) } else { Ok(Vec::new()) }
}

/// Stops whatever time is running.
pub fn hold(run: &mut Run, now: Stamp) {
    for turn in &mut run.turns {
        turn.used = turn.used_at(now, run.turn_minutes);
        turn.since = None;
    }
}
