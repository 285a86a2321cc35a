//! What may stay written down (`ca-keep`): the most private wish of the two wins, at once and for
//! good.

use super::{Done, holding};
use crate::domain::command::Circumstances;
use crate::domain::decides::{Decides, NOTHING, ONLY_AGREED, SHARED_NOTES_TOO};
use crate::domain::dialogue::{CheckedDialogue, Step};
use crate::domain::ids::RunId;
use crate::domain::outcome::{Agreement, Commitment};
use crate::domain::person::{Author, Side};
use crate::domain::privacy;
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, How, Run, Visibility};
use crate::domain::way;
use crate::domain::workspace::{Change, Record, RecordKey, Workspace};

/// What somebody wishes to stay, the most private first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stays {
    Nothing,
    /// Agreements with two yes, and what each chose to do.
    Agreed,
    Everything,
}

impl Stays {
    const OPTIONS: [(&str, Self); 3] = [
        (NOTHING, Self::Nothing),
        (ONLY_AGREED, Self::Agreed),
        (SHARED_NOTES_TOO, Self::Everything),
    ];
}

/// What each of the two wishes. Saying nothing is no wish, and neither is a tap that was not given.
fn wishes(step: &Step, run: &Run) -> [Option<Stays>; 2] {
    Side::BOTH.map(|who| {
        let entry = run.entry(&step.id, who.into())?;
        if entry.given.is_none() || entry.how == How::Skipped {
            return None;
        }
        let own = privacy::own(run, step, who.into())?;
        let mut known = Stays::OPTIONS.iter();
        known.find(|(option, _)| own.picked(&(*option).into())).map(|(_, stays)| *stays)
    })
}

/// The question of a run, and what is wished in it.
fn asked(
    run: &Run,
    around: &Circumstances,
) -> Option<(&'static CheckedDialogue, [Option<Stays>; 2])> {
    let dialogue = (around.dialogues)(&run.dialogue)?;
    let step = dialogue.deciding(Decides::WhatStays)?;
    Some((dialogue, wishes(step, run)))
}

/// Whether both have said what may stay.
pub fn is_settled(run: &Run, dialogue: &CheckedDialogue) -> bool {
    let step = dialogue.deciding(Decides::WhatStays);
    step.is_some_and(|step| run.both_gave(&step.id))
}

fn most_private(wishes: [Option<Stays>; 2]) -> Stays {
    wishes.into_iter().flatten().min().unwrap_or(Stays::Everything)
}

/// Takes away what at least one of the two does not wish to stay. Whoever wishes that nothing stays
/// takes their private words away too; those of the other are the other's. On what was tapped where
/// something hangs on it, the rest of the talk still hangs: it goes at the close.
pub fn apply(workspace: &mut Workspace, id: RunId, around: &Circumstances) -> Done {
    take_away(workspace, id, around, false)
}

/// The same at the close, whoever has answered. Says whether nothing is to stay.
pub fn close(
    workspace: &mut Workspace,
    id: RunId,
    around: &Circumstances,
    changes: &mut Vec<Change>,
) -> Result<bool, Refusal> {
    let run = workspace.runs.get(id.uuid()).ok_or(Refusal::Gone)?;
    let nothing = asked(run, around).is_some_and(|(_, w)| most_private(w) == Stays::Nothing);
    changes.extend(take_away(workspace, id, around, true)?);
    Ok(nothing)
}

fn take_away(
    workspace: &mut Workspace,
    id: RunId,
    around: &Circumstances,
    at_the_close: bool,
) -> Done {
    let run = workspace.runs.get(id.uuid()).ok_or(Refusal::Gone)?.clone();
    let Some((dialogue, wishes)) = asked(&run, around) else { return Ok(Vec::new()) };
    let stays = most_private(wishes);
    if stays == Stays::Everything {
        return Ok(Vec::new());
    }
    let takes_own = |who: Side| wishes[who.index()] == Some(Stays::Nothing);
    let goes = |entry: &&mut Entry| match entry.who.side() {
        Some(who) if is_private(dialogue.step(&entry.step), entry) => takes_own(who),
        _ => true,
    };
    let mut changes = holding::change(workspace, id, around.now, |r| {
        for entry in r.entries.iter_mut().filter(goes) {
            let decides = dialogue.step(&entry.step).is_some_and(|s| s.decides.is_some());
            if decides && !at_the_close {
                entry.forget_texts(around.now);
            } else {
                entry.forget_words(around.now);
            }
        }
    })?;
    let gone = outcomes_that_go(workspace, &run, stays, takes_own);
    changes.extend(gone.into_iter().map(|key| workspace.drop_record(key)));
    changes.extend(drop_other_wordings(workspace, &run, around));
    Ok(changes)
}

/// Of agreements and plans that stay, other wordings go, which nobody agreed to or chose. A plan that its
/// owner keeps to themselves is theirs.
fn drop_other_wordings(
    workspace: &mut Workspace,
    run: &Run,
    around: &Circumstances,
) -> Vec<Change> {
    let agreements = workspace.agreements.of(run.pair);
    let agreements = agreements.filter(|a| a.run == run.id && !a.also.is_empty());
    let agreements: Vec<Agreement> = agreements
        .map(|a| Agreement { also: Vec::new(), changed: around.now, ..a.clone() })
        .collect();
    let plans = workspace.commitments.of(run.pair);
    let plans = plans.filter(|c| c.run == run.id && !c.kept && !c.also.is_empty());
    let plans: Vec<Commitment> =
        plans.map(|c| Commitment { also: Vec::new(), changed: around.now, ..c.clone() }).collect();
    let mut changes: Vec<Change> = agreements.into_iter().map(|a| workspace.put(a)).collect();
    changes.extend(plans.into_iter().map(|c| workspace.put(c)));
    changes
}

/// What came of the talk and is not to stay.
fn outcomes_that_go(
    workspace: &Workspace,
    run: &Run,
    stays: Stays,
    takes_own: impl Fn(Side) -> bool,
) -> Vec<RecordKey> {
    let nothing = stays == Stays::Nothing;
    let agreements = workspace.agreements.of(run.pair).filter(|a| a.run == run.id);
    let agreements = agreements.filter(|a| nothing || !way::stands(workspace, a)).map(Record::key);
    let plans = workspace.commitments.of(run.pair).filter(|c| c.run == run.id);
    let plans = plans.filter(|c| nothing && (!c.kept || takes_own(c.owner))).map(Record::key);
    let threads = workspace.threads.of(run.pair).filter(|t| t.run == run.id).map(Record::key);
    agreements.chain(plans).chain(threads).collect()
}

/// Whether an answer is its writer's alone.
fn is_private(step: Option<&Step>, entry: &Entry) -> bool {
    let starts_so = step.is_none_or(|s| s.visibility == Visibility::Private);
    entry.who != Author::Both
        && (starts_so || entry.visibility == Visibility::Private)
        && entry.released.is_none()
}
