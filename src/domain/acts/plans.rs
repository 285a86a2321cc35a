//! Plans: written by their owner, moved by their owner, kept to oneself (D.7).

use super::outcomes::writable;
use super::{Done, check_texts, device, step_of};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::dialogue::Kind;
use crate::domain::ids::{CommitmentId, PairId, RunId, StepId};
use crate::domain::limits;
use crate::domain::outcome::{Commitment, Past, Plan, Standing};
use crate::domain::person::{Author, Side};
use crate::domain::refusal::Refusal;
use crate::domain::run::Run;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Record, Workspace};

/// Writes what somebody chooses to do, or takes it away where nothing is left of it.
pub fn write_plan(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    owner: Side,
    plan: Plan,
    around: &mut Circumstances,
) -> Done {
    let definition = step_of(workspace, run, step, around)?;
    let run = writable(workspace, run, definition, around)?;
    if definition.kind != Kind::Commit {
        return Err(Refusal::TakesNoText);
    }
    check_plan(&plan)?;
    // What the run is about is changed; there is no second one.
    if let Some(about) = run.about {
        return change_plan(workspace, about, owner, plan, around.now);
    }
    let there = workspace
        .commitments
        .of(run.pair)
        .find(|c| c.run == run.id && c.step == *step && c.owner == owner);
    if let Some(same) = there {
        let id = same.id;
        // Without a "what" there is no commitment; a first one that was emptied goes again.
        if plan == Plan::default() {
            return Ok(drop_commitment(workspace, id));
        }
        return change_plan(workspace, id, owner, plan, around.now);
    }
    if plan == Plan::default() {
        return Ok(Vec::new());
    }
    let commitment = Commitment {
        id: CommitmentId::fresh(around.now, around.chance),
        pair: run.pair,
        run: run.id,
        step: step.clone(),
        owner,
        plan,
        standing: Standing::Chosen,
        open: false,
        // The page it is written on may be kept already.
        kept: run.withholds(step, owner),
        history: Vec::new(),
        chosen: around.now,
        changed: around.now,
        also: Vec::new(),
    };
    let mut changes = vec![workspace.put(commitment)];
    changes.extend(device::count_change(workspace));
    Ok(changes)
}

/// Takes away all plans of one person, with the parts asked for in them.
pub fn drop_all(workspace: &mut Workspace, pair: PairId, owner: Side) -> Vec<Change> {
    let plans: Vec<CommitmentId> =
        workspace.commitments.of(pair).filter(|c| c.owner == owner).map(|c| c.id).collect();
    plans.into_iter().flat_map(|id| drop_commitment(workspace, id)).collect()
}

/// Erases a commitment.
pub fn drop_commitment(workspace: &mut Workspace, id: CommitmentId) -> Vec<Change> {
    let mut changes = drop_parts_in(workspace, id);
    let key = workspace.commitments.get(id.uuid()).map(Record::key);
    changes.extend(key.map(|k| workspace.drop_record(k)));
    changes
}

/// Takes back the part asked for in a plan.
fn drop_parts_in(workspace: &mut Workspace, plan: CommitmentId) -> Vec<Change> {
    let keys: Vec<_> =
        workspace.agreements.iter().filter(|a| a.about == Some(plan)).map(Record::key).collect();
    keys.into_iter().map(|k| workspace.drop_record(k)).collect()
}

/// The plans somebody made as their answer.
pub fn plans_of(workspace: &Workspace, run: &Run, answer: &Answer) -> Vec<CommitmentId> {
    let here = |c: &&Commitment| {
        c.run == run.id && c.step == answer.step && Author::from(c.owner) == answer.who
    };
    workspace.commitments.of(run.pair).filter(here).map(|c| c.id).collect()
}

/// "Keep this to myself", for a plan: nobody else sees it, and nobody plays a part in it. A page
/// that is skipped keeps what was written on it, too.
pub fn keep_plans(workspace: &mut Workspace, answer: &Answer, kept: bool, now: Stamp) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let mut changes = Vec::new();
    for id in plans_of(workspace, &run, answer) {
        let plan = workspace.commitments.get(id.uuid()).ok_or(Refusal::Gone)?;
        if plan.kept == kept {
            continue;
        }
        let plan = Commitment { kept, changed: now, ..plan.clone() };
        if kept {
            changes.extend(drop_parts_in(workspace, id));
        }
        changes.push(workspace.put(plan));
    }
    Ok(changes)
}

/// Changes the words, days and reminders of a commitment. Only its owner may (D.7).
pub fn change_plan(
    workspace: &mut Workspace,
    id: CommitmentId,
    by: Side,
    plan: Plan,
    now: Stamp,
) -> Done {
    check_plan(&plan)?;
    change_commitment(workspace, id, by, now, |c| c.plan = plan)
}

fn check_plan(plan: &Plan) -> Result<(), Refusal> {
    check_texts(plan.texts())?;
    if plan.by.as_ref().is_none_or(limits::is_in_years) { Ok(()) } else { Err(Refusal::Date) }
}

/// How it stands with a commitment from now on; how it stood before is kept for its owner.
pub fn move_commitment(
    workspace: &mut Workspace,
    id: CommitmentId,
    by: Side,
    standing: Standing,
    now: Stamp,
) -> Done {
    change_commitment(workspace, id, by, now, |c| {
        if c.standing == standing {
            return;
        }
        let former = std::mem::replace(&mut c.standing, standing);
        c.history.push(Past { standing: former, at: c.changed });
    })
}

/// The owner says how it stands, or looks at it: also that it stands as before settles a reminder.
pub fn stand(
    workspace: &mut Workspace,
    id: CommitmentId,
    by: Side,
    standing: Standing,
    now: Stamp,
) -> Done {
    let mut changes = move_commitment(workspace, id, by, standing, now)?;
    let said = workspace.commitments.get(id.uuid()).ok_or(Refusal::Gone)?;
    let said = Commitment { changed: now, ..said.clone() };
    changes.push(workspace.put(said));
    Ok(changes)
}

/// Lets the other see how it stands with a commitment, or not any more.
pub fn show_commitment(
    workspace: &mut Workspace,
    id: CommitmentId,
    by: Side,
    open: bool,
    now: Stamp,
) -> Done {
    change_commitment(workspace, id, by, now, |c| c.open = open)
}

fn change_commitment(
    workspace: &mut Workspace,
    id: CommitmentId,
    by: Side,
    now: Stamp,
    with: impl FnOnce(&mut Commitment),
) -> Done {
    let mut commitment = workspace.commitments.get(id.uuid()).ok_or(Refusal::Gone)?.clone();
    if commitment.owner != by || workspace.is_elsewhere(commitment.run, by) {
        return Err(Refusal::NotTheirs);
    }
    let before = commitment.clone();
    with(&mut commitment);
    if commitment == before {
        return Ok(Vec::new());
    }
    commitment.changed = now;
    let mut changes = vec![workspace.put(commitment)];
    changes.extend(device::count_change(workspace));
    Ok(changes)
}
