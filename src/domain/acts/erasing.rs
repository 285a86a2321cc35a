//! Taking away what was written and held (D.11): one's own words, at a step, in all rounds or everywhere, and whole
//! conversations with all that came of them.

use super::{
    Done, agreements, answering, device, holding, outcomes, partnership, plans, step_of, wishes,
};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::crossing;
use crate::domain::ids::{PairId, RunId, SessionId};
use crate::domain::order::put_once;
use crate::domain::person::{Author, Erased, Side};
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, Run, Visibility};
use crate::domain::time::Stamp;
use crate::domain::workspace::{Record, RecordKey, Workspace};

/// "Remove my words": the answer and all that came of it is gone, without a shell.
pub fn remove_words(
    workspace: &mut Workspace,
    answer: &Answer,
    around: &mut Circumstances,
) -> Done {
    let now = around.now;
    // A step that there is no more is removed, too.
    let step = step_of(workspace, answer.run, &answer.step, around);
    let (visibility, reveals) =
        step.map_or((Visibility::Shared, false), |s| (s.visibility, s.reveal));
    let mut changes = wishes::withdraw_ask(workspace, answer, around)?;
    changes.extend(outcomes::remove_of(workspace, answer)?);
    let run = workspace.run_mut(answer.run)?;
    if run.entry(&answer.step, answer.who).is_some() {
        changes.extend(holding::change(workspace, answer.run, around.now, |r| {
            r.entries.retain(|e| e.who != answer.who || e.step != answer.step);
            // What the two wrote as one, and may be on the other's device, is to go there too.
            if answer.who == Author::Both && !reveals && !r.crossed.is_empty() {
                r.entries.push(Entry::removed(answer.step.clone(), visibility, now));
            }
        })?);
        changes.extend(device::count_change(workspace));
    }
    changes.extend(answering::settle_lines(workspace, answer, around)?);
    Ok(changes)
}

/// "Remove my words", in every round in which they were asked this. What the two wrote as one is not one person's.
pub fn remove_rounds(
    workspace: &mut Workspace,
    answer: &Answer,
    around: &mut Circumstances,
) -> Done {
    answer.who.side().ok_or(Refusal::NotTheirs)?;
    let mut changes = remove_words(workspace, answer, around)?;
    for round in workspace.other_rounds(answer) {
        changes.extend(remove_words(workspace, &Answer { run: round, ..answer.clone() }, around)?);
    }
    Ok(changes)
}

/// All of one's own words in a partnership: answers, plans, and one's yes to what both agreed on,
/// whose wording is gone with it (D.11); also what one asked by link in words of one's own. What the two wrote as one, and
/// the dates, stay.
pub fn remove_all(
    workspace: &mut Workspace,
    pair: PairId,
    who: Side,
    around: &mut Circumstances,
) -> Done {
    workspace.partnership(pair).ok_or(Refusal::Gone)?;
    let mut changes = agreements::withdraw_all(workspace, pair, who, around.now)?;
    changes.extend(plans::drop_all(workspace, pair, who));
    let answered: Vec<RunId> = workspace.runs.of(pair).map(|r| r.id).collect();
    for run in answered {
        let there = workspace.run_mut(run)?;
        let answers = there.entries.iter().any(|e| e.who == Author::from(who));
        let asks = there.asked.as_ref().is_some_and(|a| a.by == who && a.texts().next().is_some());
        if answers || asks {
            changes.extend(holding::change(workspace, run, around.now, |r| {
                r.entries.retain(|e| e.who != Author::from(who));
                if let Some(asked) = r.asked.as_mut().filter(|a| a.by == who) {
                    asked.forget_texts();
                }
            })?);
        }
    }
    changes.extend(device::count_change(workspace));
    Ok(changes)
}

/// Erases a run and what came of it; with the last one of a sitting, the sitting.
pub fn erase_run(workspace: &mut Workspace, run: RunId, around: &Circumstances) -> Done {
    let now = around.now;
    let gone = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?.clone();
    let pair = gone.pair;
    let mut changes = note_erased(workspace, pair, std::slice::from_ref(&gone), now)?;
    let mut keys = keys_of(workspace, &gone);
    let shared = workspace.runs.of(pair).any(|r| r.session == gone.session && r.id != run);
    if !shared {
        keys.extend(workspace.sessions.get(gone.session.uuid()).map(Record::key));
    }
    changes.extend(keys.into_iter().map(|k| workspace.drop_record(k)));
    // What stays of the sitting may be over now, too.
    let goes_on = workspace.sessions.get(gone.session.uuid()).is_none_or(|s| s.ended.is_some())
        || workspace.runs.of(pair).any(|r| r.session == gone.session && !r.is_closed());
    if !goes_on {
        changes.extend(holding::end_sitting(workspace, pair, gone.session, around)?);
    }
    changes.extend(pick_up_what_is_left(workspace, pair, &[run], now)?);
    Ok(changes)
}

/// All conversations of a sitting, and what came of them.
pub fn erase_sitting(workspace: &mut Workspace, session: SessionId, now: Stamp) -> Done {
    let sitting = workspace.sessions.get(session.uuid()).ok_or(Refusal::Gone)?;
    let pair = sitting.pair;
    let held = workspace.runs.of(pair).filter(|r| r.session == session);
    let held: Vec<Run> = held.cloned().collect();
    let of_runs = held.iter().flat_map(|run| keys_of(workspace, run));
    let keys: Vec<RecordKey> = std::iter::once(sitting.key()).chain(of_runs).collect();
    let gone: Vec<RunId> = held.iter().map(|r| r.id).collect();
    let mut changes = note_erased(workspace, pair, &held, now)?;
    changes.extend(keys.into_iter().map(|k| workspace.drop_record(k)));
    changes.extend(pick_up_what_is_left(workspace, pair, &gone, now)?);
    Ok(changes)
}

/// Of what had crossed from this device, the other's is told with the next parcel that it is gone.
fn note_erased(workspace: &mut Workspace, pair: PairId, runs: &[Run], now: Stamp) -> Done {
    let mine = workspace.mine(pair);
    let of_mine = |mine| runs.iter().filter_map(move |run| crossing::erased(run, mine));
    let erased: Vec<Erased> = mine.into_iter().flat_map(of_mine).collect();
    if erased.is_empty() {
        return Ok(Vec::new());
    }
    partnership::change(workspace, pair, now, |p| {
        p.erased.retain(|e| erased.iter().all(|new| new.run != e.run));
        for one in erased {
            put_once(&mut p.erased, one);
        }
    })
}

/// A run, and everything that came of it.
fn keys_of(workspace: &Workspace, run: &Run) -> Vec<RecordKey> {
    let (pair, of_run) = (run.pair, |r: RunId| r == run.id);
    let mut keys = vec![run.key()];
    keys.extend(workspace.commitments.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    keys.extend(workspace.agreements.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    keys.extend(workspace.threads.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    keys.extend(workspace.talks.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    keys
}

/// Where what would have been carried on is gone, something else is.
fn pick_up_what_is_left(
    workspace: &mut Workspace,
    pair: PairId,
    gone: &[RunId],
    now: Stamp,
) -> Done {
    let next = workspace.pick_up(pair);
    if next.is_some_and(|next| gone.contains(&next)) {
        holding::pick_up_another(workspace, pair, now)
    } else {
        Ok(Vec::new())
    }
}
