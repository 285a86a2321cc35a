//! When two talk again: a day, a second one, or none yet.

use super::{Done, step_of};
use crate::domain::command::Circumstances;
use crate::domain::ids::{RunId, StepId, TalkId};
use crate::domain::limits;
use crate::domain::outcome::{NextTime, Talk};
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::time::LocalMoment;
use crate::domain::workspace::Workspace;

/// Sets the next time of two, or that there is none for now; of a run there is one.
pub fn set_next(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    who: Option<Side>,
    next: NextTime,
    around: &mut Circumstances,
) -> Done {
    let run = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?.clone();
    if let NextTime::At(moment) = &next {
        check_day(moment)?;
    }
    let there =
        workspace.talks.of(run.pair).find(|t| t.run == run.id && t.step == *step && t.who == who);
    let is_day = matches!(next, NextTime::At(_));
    let talk = Talk {
        id: there.map_or_else(|| TalkId::fresh(around.now, around.chance), |t| t.id),
        pair: run.pair,
        run: run.id,
        step: step.clone(),
        who,
        next,
        again: there.and_then(|t| t.again.clone()).filter(|_| is_day),
        changed: around.now,
    };
    Ok(vec![workspace.put(talk)])
}

/// The second day, where a first one is set.
pub fn set_again(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    again: LocalMoment,
    around: &Circumstances,
) -> Done {
    if !step_of(workspace, run, step, around)?.twice {
        return Err(Refusal::NotTheirs);
    }
    check_day(&again)?;
    let here = |t: &&Talk| t.run == run && t.step == *step && t.who.is_none();
    let is_set = |t: &&Talk| here(t) && matches!(t.next, NextTime::At(_));
    let there = workspace.talks.iter().find(is_set).ok_or(Refusal::Gone)?;
    let talk = Talk { again: Some(again), changed: around.now, ..there.clone() };
    Ok(vec![workspace.put(talk)])
}

fn check_day(moment: &LocalMoment) -> Result<(), Refusal> {
    if limits::is_in_years(&moment.at) { Ok(()) } else { Err(Refusal::Date) }
}
