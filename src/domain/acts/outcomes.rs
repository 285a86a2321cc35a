//! What came of an answer, whichever kind it is: where it may be written, and how it goes again.

use super::plans::{drop_commitment, plans_of};
use super::threads::threads_of;
use super::{Done, is_only_spoken};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::dialogue::Step;
use crate::domain::ids::{RunId, StepId};
use crate::domain::outcome::Agreement;
use crate::domain::person::Author;
use crate::domain::refusal::Refusal;
use crate::domain::run::Run;
use crate::domain::workspace::{Record, Workspace};

/// The run, if something may be written in it at this step.
pub fn writable(
    workspace: &Workspace,
    run: RunId,
    step: &Step,
    around: &Circumstances,
) -> Result<Run, Refusal> {
    let run = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?;
    if is_only_spoken(workspace, run, step, around) {
        return Err(Refusal::SpokenOnly);
    }
    Ok(run.clone())
}

/// Takes back whatever came of an answer.
pub fn remove_of(workspace: &mut Workspace, answer: &Answer) -> Done {
    let mut changes = remove_written(workspace, answer, |_| true)?;
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?;
    let here = |r: RunId, s: &StepId| r == run.id && *s == answer.step;
    let mut keys: Vec<_> = workspace
        .talks
        .of(run.pair)
        .filter(|t| here(t.run, &t.step) && t.who.map_or(Author::Both, Author::from) == answer.who)
        .map(Record::key)
        .collect();
    if answer.who == Author::Both {
        keys.extend(threads_of(workspace, run, &answer.step).map(Record::key));
    }
    changes.extend(keys.into_iter().map(|k| workspace.drop_record(k)));
    Ok(changes)
}

/// Takes back what was written for an answer that is only said now (D.5). A sentence that both
/// stand by stays until one of them withdraws it (C.2, 1).
pub fn leave_unwritten(workspace: &mut Workspace, answer: &Answer) -> Done {
    remove_written(workspace, answer, |a| a.about.is_some() || !a.was_agreed())
}

/// Takes back the plans of an answer, the parts asked for in them, and those of its sentences
/// that `goes` names.
fn remove_written(
    workspace: &mut Workspace,
    answer: &Answer,
    goes: impl Fn(&Agreement) -> bool,
) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let here = |r: RunId, s: &StepId| r == run.id && *s == answer.step;
    let mut changes = Vec::new();
    for plan in plans_of(workspace, &run, answer) {
        changes.extend(drop_commitment(workspace, plan));
    }
    let asked_by = |workspace: &Workspace, a: &Agreement| match a.about {
        None => answer.who == Author::Both,
        Some(plan) => workspace
            .commitments
            .get(plan.uuid())
            .is_some_and(|c| Author::from(c.owner) == answer.who),
    };
    let keys: Vec<_> = workspace
        .agreements
        .of(run.pair)
        .filter(|a| here(a.run, &a.step) && asked_by(workspace, a) && goes(a))
        .map(Record::key)
        .collect();
    changes.extend(keys.into_iter().map(|k| workspace.drop_record(k)));
    Ok(changes)
}
