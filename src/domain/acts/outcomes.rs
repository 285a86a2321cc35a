//! Sentences and their two yes, plans, threads, next times.

use chrono::Datelike;

use super::{Done, check_texts, device, feedback, is_only_spoken, step_of};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::dialogue::{Kind, Shows, Step};
use crate::domain::ids::{
    AgreementId, CommitmentId, OptionId, PairId, RunId, StepId, TalkId, ThreadId,
};
use crate::domain::limits;
use crate::domain::outcome::{
    Affirmation, Agreement, Assent, Commitment, NextTime, Past, Plan, Standing, Talk, Thread,
    ThreadState,
};
use crate::domain::person::{Author, Side};
use crate::domain::refusal::Refusal;
use crate::domain::run::Run;
use crate::domain::time::{LocalMoment, Stamp};
use crate::domain::workspace::{Change, Record, Workspace};

/// The run, if something may be written in it at this step.
fn writable(
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

/// Where a sentence of both is written.
fn takes_sentence(step: &Step) -> bool {
    let agrees = step.kind == Kind::Agree && step.about.is_none() && step.takes_text();
    agrees || step.shows == Some(Shows::CommonGround)
}

// Sentences (D.6)

pub fn write_sentence(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    text: String,
    around: &mut Circumstances,
) -> Done {
    let definition = step_of(workspace, run, step, around)?;
    let run = writable(workspace, run, definition, around)?;
    if !takes_sentence(definition) {
        return Err(Refusal::TakesNoText);
    }
    check_texts(std::iter::once(text.as_str()))?;
    let there =
        workspace.agreements.of(run.pair).find(|a| a.run == run.id && a.is_written_at(step));
    let agreement = match there {
        Some(same) if same.text == text => return Ok(Vec::new()),
        Some(former) => Agreement {
            text,
            affirmations: Vec::new(),
            withdrawn_by: None,
            replaced_by: None,
            changed: around.now,
            ..former.clone()
        },
        None => Agreement { text, ..blank_agreement(&run, step, around) },
    };
    let mut changes = vec![workspace.put(agreement)];
    changes.extend(device::count_change(workspace));
    Ok(changes)
}

pub fn blank_agreement(run: &Run, step: &StepId, around: &mut Circumstances) -> Agreement {
    Agreement {
        id: AgreementId::fresh(around.now, around.chance),
        pair: run.pair,
        run: run.id,
        step: step.clone(),
        about: None,
        asked_by: None,
        text: String::new(),
        picks: Vec::new(),
        affirmations: Vec::new(),
        withdrawn_by: None,
        replaces: None,
        replaced_by: None,
        made: around.now,
        changed: around.now,
        also: Vec::new(),
    }
}

pub fn affirm(
    workspace: &mut Workspace,
    agreement: AgreementId,
    who: Side,
    state: Assent,
    now: Stamp,
) -> Done {
    change_agreement(workspace, agreement, now, |a| {
        a.affirmations.retain(|x| x.who != who);
        a.affirmations.push(Affirmation { who, state, at: now });
    })
}

/// One no longer stands by it: it is no agreement any more, and its wording is gone (C.2, 1).
pub fn withdraw(workspace: &mut Workspace, agreement: AgreementId, who: Side, now: Stamp) -> Done {
    change_agreement(workspace, agreement, now, |a| {
        a.withdrawn_by = Some(who);
        a.text.clear();
        a.picks.clear();
        a.affirmations.clear();
        a.also.clear();
    })
}

/// Takes back one's yes wherever one gave it in a partnership.
pub fn withdraw_all(workspace: &mut Workspace, pair: PairId, who: Side, now: Stamp) -> Done {
    let said_yes = |a: &&Agreement| a.withdrawn_by.is_none() && a.word_of(who) == Some(Assent::Yes);
    let all: Vec<AgreementId> =
        workspace.agreements.of(pair).filter(said_yes).map(|a| a.id).collect();
    let mut changes = Vec::new();
    for id in all {
        changes.extend(withdraw(workspace, id, who, now)?);
    }
    Ok(changes)
}

/// Takes away all plans of one person, with the parts asked for in them.
pub fn drop_plans(workspace: &mut Workspace, pair: PairId, owner: Side) -> Vec<Change> {
    let plans: Vec<CommitmentId> =
        workspace.commitments.of(pair).filter(|c| c.owner == owner).map(|c| c.id).collect();
    plans.into_iter().flat_map(|id| drop_commitment(workspace, id)).collect()
}

fn change_agreement(
    workspace: &mut Workspace,
    id: AgreementId,
    now: Stamp,
    with: impl FnOnce(&mut Agreement),
) -> Done {
    let mut agreement = workspace.agreements.get(id.uuid()).ok_or(Refusal::Gone)?.clone();
    with(&mut agreement);
    agreement.changed = now;
    Ok(vec![workspace.put(agreement)])
}

/// The owner asks the other to play a part in their plan; asking is the owner's own yes.
/// Asking for nothing takes the wish back.
pub fn ask_role(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    owner: Side,
    (picks, own): (Vec<OptionId>, String),
    around: &mut Circumstances,
) -> Done {
    let definition = step_of(workspace, run, step, around)?;
    let run = writable(workspace, run, definition, around)?;
    check_texts(std::iter::once(own.as_str()))?;
    if !picks.iter().all(|p| definition.options.contains(p)) {
        return Err(Refusal::OutOfRange);
    }
    let about = definition.about.as_ref().filter(|_| definition.kind == Kind::Agree);
    let about = about.ok_or(Refusal::TakesNoText)?;
    let plan = workspace
        .commitments
        .of(run.pair)
        .find(|c| c.run == run.id && c.step == *about && c.owner == owner)
        .map(|c| c.id)
        .ok_or(Refusal::Gone)?;
    let there = workspace
        .agreements
        .of(run.pair)
        .find(|a| a.step == *step && a.about == Some(plan))
        .cloned();
    if picks.is_empty() && own.is_empty() {
        return Ok(there.map(|a| workspace.drop_record(a.key())).into_iter().collect());
    }
    if there.as_ref().is_some_and(|a| a.picks == picks && a.text == own) {
        return Ok(Vec::new());
    }
    let former = there.unwrap_or_else(|| blank_agreement(&run, step, around));
    let yes = Affirmation { who: owner, state: Assent::Yes, at: around.now };
    let agreement = Agreement {
        about: Some(plan),
        text: own,
        picks,
        affirmations: vec![yes],
        withdrawn_by: None,
        changed: around.now,
        ..former
    };
    Ok(vec![workspace.put(agreement)])
}

// Plans (D.7)

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

fn drop_commitment(workspace: &mut Workspace, id: CommitmentId) -> Vec<Change> {
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
fn plans_of(workspace: &Workspace, run: &Run, answer: &Answer) -> Vec<CommitmentId> {
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
    let in_years = plan.by.is_none_or(|d| limits::YEARS.contains(&d.year()));
    if in_years { Ok(()) } else { Err(Refusal::Date) }
}

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
    if commitment.owner != by {
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

// Threads

/// Makes the threads of a list follow its lines: new lines open, lines taken out go.
pub fn follow_list(workspace: &mut Workspace, answer: &Answer, around: &mut Circumstances) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let lines: Vec<String> = run
        .entry(&answer.step, answer.who)
        .map(|e| e.words.items.iter().map(|i| i.text.clone()).filter(|t| !t.is_empty()).collect())
        .unwrap_or_default();
    let there: Vec<Thread> = threads_of(workspace, &run, &answer.step).cloned().collect();
    let mut changes: Vec<Change> = there
        .iter()
        .filter(|t| !lines.contains(&t.text))
        .map(|t| workspace.drop_record(t.key()))
        .collect();
    for (i, text) in lines.iter().enumerate() {
        let is_there = there.iter().any(|t| t.text == *text) || lines[..i].contains(text);
        if !is_there {
            let text = text.clone();
            changes.push(open_thread(workspace, &run, &answer.step, text, around));
        }
    }
    Ok(changes)
}

/// "Not sure yet, keep it for another day": the question itself becomes a thread, or stops being one.
pub fn keep_for_another_day(
    workspace: &mut Workspace,
    answer: &Answer,
    keep: bool,
    around: &mut Circumstances,
) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let there: Vec<_> = threads_of(workspace, &run, &answer.step).map(Record::key).collect();
    Ok(match (keep, there.is_empty()) {
        (true, true) => vec![open_thread(workspace, &run, &answer.step, String::new(), around)],
        (false, false) => there.into_iter().map(|k| workspace.drop_record(k)).collect(),
        _ => Vec::new(),
    })
}

fn threads_of<'a>(
    workspace: &'a Workspace,
    run: &'a Run,
    step: &'a StepId,
) -> impl Iterator<Item = &'a Thread> {
    workspace.threads.of(run.pair).filter(move |t| t.run == run.id && t.step == *step)
}

fn open_thread(
    workspace: &mut Workspace,
    run: &Run,
    step: &StepId,
    text: String,
    around: &mut Circumstances,
) -> Change {
    workspace.put(Thread {
        id: ThreadId::fresh(around.now, around.chance),
        pair: run.pair,
        run: run.id,
        step: step.clone(),
        text,
        state: ThreadState::Open,
        changed: around.now,
        also: Vec::new(),
    })
}

pub fn move_thread(
    workspace: &mut Workspace,
    id: ThreadId,
    state: ThreadState,
    around: &Circumstances,
) -> Done {
    let mut thread = workspace.threads.get(id.uuid()).ok_or(Refusal::Gone)?.clone();
    thread.state = state;
    thread.changed = around.now;
    let mut changes = vec![workspace.put(thread.clone())];
    changes.extend(feedback::thread_moved(workspace, &thread, around)?);
    Ok(changes)
}

// Next times

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
    if limits::YEARS.contains(&moment.at.year()) { Ok(()) } else { Err(Refusal::Date) }
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
