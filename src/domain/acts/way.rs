//! How two work together, as it stands: other words are proposed in its place, and what both agree on
//! takes the place of what they had agreed on before (B.9, D.6).

use super::{Done, check_texts, device, outcomes};
use crate::domain::command::Circumstances;
use crate::domain::ids::{AgreementId, PairId};
use crate::domain::outcome::{Affirmation, Agreement, Assent};
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::way;
use crate::domain::workspace::{Change, Record, Workspace};

/// Somebody proposes other words; proposing is their own yes. What stands, stands until both said yes.
pub fn propose(
    workspace: &mut Workspace,
    agreement: AgreementId,
    by: Side,
    text: String,
    around: &mut Circumstances,
) -> Done {
    check_texts(std::iter::once(text.as_str()))?;
    let former = workspace.agreements.get(agreement.uuid()).ok_or(Refusal::Gone)?.clone();
    let is_way = way::subject(workspace, &former, around.dialogues).is_some();
    let stood = former.holds() || former.withdrawn_by.is_some();
    if !is_way || !stood || former.replaced_by.is_some() {
        return Err(Refusal::NotTheirs);
    }
    let open = |a: &&Agreement| a.replaces == Some(agreement) && a.withdrawn_by.is_none();
    let there = workspace.agreements.of(former.pair).find(open).cloned();
    if text.is_empty() {
        return Ok(there.map(|a| workspace.drop_record(a.key())).into_iter().collect());
    }
    if there.as_ref().is_some_and(|a| a.text == text && a.asked_by == Some(by)) {
        return Ok(Vec::new());
    }
    let run = workspace.runs.get(former.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let blank = |around: &mut _| outcomes::blank_agreement(&run, &former.step, around);
    let proposal = Agreement {
        replaces: Some(agreement),
        asked_by: Some(by),
        text,
        affirmations: vec![Affirmation { who: by, state: Assent::Yes, at: around.now }],
        changed: around.now,
        ..there.unwrap_or_else(|| blank(around))
    };
    let mut changes = vec![workspace.put(proposal)];
    changes.extend(device::count_change(workspace));
    Ok(changes)
}

/// After a word on it: once it holds, it takes the place of what held on the same thing; no longer held, it gives that
/// place back. Withdrawn, it does not: nobody agreed again on what was before.
pub fn settle(
    workspace: &mut Workspace,
    agreement: AgreementId,
    around: &Circumstances,
) -> Vec<Change> {
    let Some(it) = workspace.agreements.get(agreement.uuid()).cloned() else { return Vec::new() };
    let Some(subject) = way::subject(workspace, &it, around.dialogues) else { return Vec::new() };
    // What is an earlier version itself has no place to give back.
    let lost = !it.was_agreed() && it.withdrawn_by.is_none() && it.replaced_by.is_none();
    let change = |other: &Agreement| {
        let replaced = other.replaced_by == Some(it.id);
        match () {
            () if it.holds() && other.holds() => Some(Some(it.id)),
            () if lost && replaced => Some(None),
            () => None,
        }
    };
    let others = way::on(workspace, it.pair, subject, around.dialogues).filter(|a| a.id != it.id);
    let changed: Vec<Agreement> = others
        .filter_map(|a| {
            let replaced_by = change(a)?;
            Some(Agreement { replaced_by, changed: around.now, ..a.clone() })
        })
        .collect();
    changed.into_iter().map(|a| workspace.put(a)).collect()
}

/// After agreements came from the other's device: of those on one thing that hold, the latest stands.
pub fn settle_all(workspace: &mut Workspace, pair: PairId, around: &Circumstances) -> Vec<Change> {
    let mut changes = Vec::new();
    for subject in way::subjects(workspace, pair, around.dialogues) {
        let holds = |a: &&Agreement| a.holds();
        let all = way::on(workspace, pair, subject, around.dialogues).filter(holds);
        if let Some(latest) = all.max_by_key(|a| (a.said(), a.id)).map(|a| a.id) {
            changes.extend(settle(workspace, latest, around));
        }
    }
    changes
}
