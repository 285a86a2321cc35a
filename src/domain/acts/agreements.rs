//! Sentences of two, each with their yes, and the parts asked for in plans (D.6).

use super::outcomes::writable;
use super::{Done, check_texts, device, step_of};
use crate::domain::command::Circumstances;
use crate::domain::dialogue::{Kind, Shows, Step};
use crate::domain::ids::{AgreementId, OptionId, PairId, RunId, StepId};
use crate::domain::outcome::{Affirmation, Agreement, Assent};
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::run::Run;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Record, Workspace};

/// Where a sentence of both is written.
fn takes_sentence(step: &Step) -> bool {
    let agrees = step.kind == Kind::Agree && step.about.is_none() && step.takes_text();
    agrees || step.shows == Some(Shows::CommonGround)
}

/// Writes the sentence of an `agree` step, or takes it away where nothing is left of it. Other words need two new yes
/// (C23).
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

/// A sentence of this step without words and without a yes.
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

/// One of the two says yes, not yet, or something else to a sentence, for themselves alone (C23).
pub fn affirm(
    workspace: &mut Workspace,
    agreement: AgreementId,
    who: Side,
    state: Assent,
    now: Stamp,
) -> Done {
    let run = workspace.agreements.get(agreement.uuid()).ok_or(Refusal::Gone)?.run;
    if workspace.is_elsewhere(run, who) {
        return Err(Refusal::NotTheirs);
    }
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
