//! A minute with a commitment of one's own (`between`, B.8).

use super::{Done, holding, plans};
use crate::domain::between::{BETWEEN, run_today};
use crate::domain::command::{Answer, Circumstances, Setting};
use crate::domain::decides::DONE;
use crate::domain::ids::CommitmentId;
use crate::domain::outcome::Standing;
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::session::{Length, Mode};
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;

/// Begins it, or goes on with it: at most one for each commitment and day.
pub fn take_up(
    workspace: &mut Workspace,
    commitment: CommitmentId,
    by: Side,
    around: &mut Circumstances,
) -> Done {
    let there = workspace.commitments.get(commitment.uuid()).ok_or(Refusal::Gone)?;
    if there.owner != by {
        return Err(Refusal::NotTheirs);
    }
    let (pair, standing) = (there.pair, there.standing);
    let today = run_today(workspace, there, around.now.date_naive());
    // Whoever comes to it was reminded.
    let mut changes = plans::stand(workspace, commitment, by, standing, around.now)?;
    if let Some(run) = today {
        changes.extend(holding::carry_on(workspace, run, around.now)?);
        return Ok(changes);
    }
    let setting = Setting { mode: Mode::Solo, way: Length::Whole, spoken_only: false, opener: by };
    changes.extend(holding::begin(workspace, pair, &BETWEEN.into(), setting, around)?);
    let begun = workspace.pick_up(pair);
    let begun = begun.ok_or(Refusal::Gone)?;
    changes.extend(holding::change(workspace, begun, around.now, |run| {
        run.about = Some(commitment);
    })?);
    Ok(changes)
}

/// What somebody says of it is so at once.
pub fn follow_answer(workspace: &mut Workspace, answer: &Answer, now: Stamp) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?;
    let there = run.about.and_then(|id| workspace.commitments.get(id.uuid()));
    let Some(there) = there.filter(|c| Some(c.owner) == answer.who.side()) else {
        return Ok(Vec::new());
    };
    let is_done = run.entry(&answer.step, answer.who).is_some_and(|e| e.words.picked(&DONE.into()));
    let standing = match there.standing {
        _ if is_done => Standing::Done,
        Standing::Done => Standing::Chosen,
        standing => standing,
    };
    plans::stand(workspace, there.id, there.owner, standing, now)
}
