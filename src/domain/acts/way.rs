//! How two work together, as it stands: other words are proposed in its place (B.9, D.6). What both agree on
//! takes that place by itself: see `way::superseded`.

use super::{Done, agreements, check_texts, device};
use crate::domain::command::Circumstances;
use crate::domain::ids::AgreementId;
use crate::domain::outcome::{Affirmation, Agreement, Assent};
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::way;
use crate::domain::workspace::{Record, Workspace};

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
    let stood = former.was_agreed() || former.withdrawn_by.is_some();
    if !is_way || !stood || way::has_its_place(workspace, &former).is_some() {
        return Err(Refusal::NotTheirs);
    }
    let there = way::open_proposal(workspace, &former).cloned();
    if text.is_empty() {
        return Ok(there.map(|a| workspace.drop_record(a.key())).into_iter().collect());
    }
    if there.as_ref().is_some_and(|a| a.text == text && a.asked_by == Some(by)) {
        return Ok(Vec::new());
    }
    let run = workspace.runs.get(former.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let blank = |around: &mut _| agreements::blank_agreement(&run, &former.step, around);
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
