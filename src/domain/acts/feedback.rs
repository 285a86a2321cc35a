//! Saying how it was: finding the talk it is about, coming back to it, taking it up again, and letting
//! words go that may stay no longer.

use super::{Done, device, holding, partnership, threads};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::decides::{
    ALOUD_NOW, Decides, LATER, LEAVE_IT, NOT_THIS_TIME, SAY_NOW, STIRRED, WRITE_NOW,
};
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::feedback::{self, FEEDBACK, Stay};
use crate::domain::ids::{OptionId, PairId, RunId, SessionId, StepId};
use crate::domain::outcome::{Thread, ThreadState};
use crate::domain::path::Part;
use crate::domain::person::{Author, Side};
use crate::domain::privacy::{self, Viewer};
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, Place, Run, Words};
use crate::domain::workspace::{Change, RecordKey, RecordKind, Workspace};

/// To what the two say of a sitting: what is there already goes on.
pub fn open(workspace: &mut Workspace, session: SessionId, around: &mut Circumstances) -> Done {
    let sitting = workspace.sessions.get(session.uuid()).ok_or(Refusal::Gone)?;
    let pair = sitting.pair;
    if let Some(run) = feedback::said_of(workspace, sitting) {
        let (id, was_over) = (run.id, run.is_closed());
        let mut changes = holding::carry_on(workspace, id, around.now)?;
        if was_over {
            // From its beginning, or to whatever is open.
            changes.extend(holding::change(workspace, id, around.now, |r| r.at = None)?);
        }
        return Ok(changes);
    }
    let definition = (around.dialogues)(&FEEDBACK.into()).ok_or(Refusal::Gone)?;
    holding::start_run(workspace, pair, session, definition, around)
}

/// What was chosen at the end of a talk is not asked once more: a way that needs no more words is given,
/// "later" waits for its time.
pub fn follow_choice(
    workspace: &mut Workspace,
    from: RunId,
    to: RunId,
    around: &Circumstances,
) -> Done {
    const SAME: [(&str, &str); 3] =
        [(ALOUD_NOW, SAY_NOW), (LATER, LATER), (NOT_THIS_TIME, NOT_THIS_TIME)];
    let run = workspace.run_mut(from)?.clone();
    let chosen = (around.dialogues)(&run.dialogue).and_then(|d| d.deciding(Decides::WhatFollows));
    let asks = workspace.run_mut(to)?.dialogue.clone();
    let asks = (around.dialogues)(&asks).and_then(|d| d.deciding(Decides::WhenToAnswer));
    let (Some(chosen), Some(asks)) = (chosen, asks) else { return Ok(Vec::new()) };
    let has = |who: Side, option: &str| {
        privacy::has_shown(chosen, &run, who.into(), &[OptionId::from(option)])
    };
    let now = around.now;
    holding::change(workspace, to, now, |r| {
        for who in Side::BOTH {
            let Some((_, option)) = SAME.iter().find(|(option, _)| has(who, option)) else {
                continue;
            };
            let mut entry = Entry::draft(asks.id.clone(), who.into(), asks.visibility, now);
            entry.words = Words { picks: vec![(*option).into()], ..Words::default() };
            entry.given = (*option != LATER).then_some(now);
            r.entries.push(entry);
        }
    })
}

/// The dialogue a run is of, if it is one in which something is handed over and opened.
fn asked(
    workspace: &Workspace,
    run: RunId,
    around: &Circumstances,
) -> Result<(Run, &'static CheckedDialogue), Refusal> {
    let run = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?.clone();
    let dialogue = (around.dialogues)(&run.dialogue).ok_or(Refusal::Gone)?;
    if feedback::opening(dialogue).is_none() {
        return Err(Refusal::NotTheirs);
    }
    Ok((run, dialogue))
}

/// Somebody who put it off is back. To answer: to the first page of what is asked alone, in the same
/// sitting. Else it is not this time, and nothing asks again.
pub fn come_back(
    workspace: &mut Workspace,
    id: RunId,
    who: Side,
    answers: bool,
    around: &mut Circumstances,
) -> Done {
    let (run, dialogue) = asked(workspace, id, around)?;
    let (Some(when), Some(settled)) =
        (dialogue.deciding(Decides::WhenToAnswer), dialogue.deciding(Decides::Settled))
    else {
        return Err(Refusal::NotTheirs);
    };
    let chose = |step, option: &str, viewer| {
        privacy::has_chosen(step, &run, who.into(), &[OptionId::from(option)], viewer)
    };
    let puts_off = chose(when, LATER, Viewer::Table);
    let is_stirred = chose(settled, STIRRED, Viewer::One(who));
    let now = around.now;
    let mut changes = holding::change(workspace, id, now, |r| {
        if let Some(entry) = r.entry_mut(&when.id, who.into()).filter(|_| puts_off) {
            entry.words.picks = vec![if answers { WRITE_NOW } else { NOT_THIS_TIME }.into()];
            entry.changed = now;
        }
        if let Some(entry) = r.entry_mut(&settled.id, who.into()).filter(|_| is_stirred) {
            if answers {
                entry.open_again(now);
            } else {
                entry.words.picks = vec![LEAVE_IT.into()];
                entry.changed = now;
            }
        }
        if answers {
            r.at = Some(Place { step: settled.id.clone(), part: Part::Own(who) });
        }
    })?;
    if answers {
        changes.extend(holding::carry_on(workspace, id, now)?);
    }
    Ok(changes)
}

/// "Talk about it next time": the question becomes a thread of both, or stops being one. The words stay
/// where they are, for whoever wrote them to take away.
pub fn keep_for_next_time(
    workspace: &mut Workspace,
    id: RunId,
    step: &StepId,
    keep: bool,
    around: &mut Circumstances,
) -> Done {
    let (run, dialogue) = asked(workspace, id, around)?;
    let handed_over =
        |who| feedback::handed_over(dialogue, &run, who).any(|handed| handed.id == *step);
    if keep && !Side::BOTH.into_iter().any(handed_over) {
        return Err(Refusal::NotTheirs);
    }
    let answer = Answer { run: id, step: step.clone(), who: Author::Both };
    threads::keep_for_another_day(workspace, &answer, keep, around)
}

/// "We've talked about it": words that were to stay so long go, and nothing of it is left open.
pub fn talked_about(workspace: &mut Workspace, id: RunId, around: &Circumstances) -> Done {
    let (run, dialogue) = asked(workspace, id, around)?;
    let open: Vec<Thread> = workspace
        .threads
        .of(run.pair)
        .filter(|t| t.run == id && t.state == ThreadState::Open)
        .map(|t| Thread { state: ThreadState::PickedUp, changed: around.now, ..t.clone() })
        .collect();
    let mut changes: Vec<Change> = open.into_iter().map(|t| workspace.put(t)).collect();
    let goes = |who: &Side| feedback::stay(dialogue, &run, *who) == Stay::UntilTalked;
    let steps =
        |who: Side| feedback::handed_over(dialogue, &run, who).map(move |s| (s.id.clone(), who));
    let gone: Vec<_> = Side::BOTH.into_iter().filter(goes).flat_map(steps).collect();
    changes.extend(let_go(workspace, id, &gone, around)?);
    Ok(changes)
}

/// Once the last thread of a run is talked about, so is the run.
pub fn thread_moved(workspace: &mut Workspace, thread: &Thread, around: &Circumstances) -> Done {
    let is_open = |t: &Thread| t.run == thread.run && t.state == ThreadState::Open;
    let is_done =
        thread.state == ThreadState::PickedUp && !workspace.threads.of(thread.pair).any(is_open);
    if is_done && asked(workspace, thread.run, around).is_ok() {
        return talked_about(workspace, thread.run, around);
    }
    Ok(Vec::new())
}

/// Time went by: words that were to stay for seven days go.
pub fn time_went_by(workspace: &mut Workspace, pair: PairId, around: &Circumstances) -> Done {
    let all = feedback::over_in(workspace, pair, around.dialogues, around.now);
    let mut changes = Vec::new();
    for (run, gone) in all {
        changes.extend(let_go(workspace, run, &gone, around)?);
    }
    Ok(changes)
}

/// Takes answers away, without a shell.
fn let_go(
    workspace: &mut Workspace,
    run: RunId,
    gone: &[(StepId, Side)],
    around: &Circumstances,
) -> Done {
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let goes =
        |e: &Entry| gone.iter().any(|(step, who)| e.step == *step && e.who == Author::from(*who));
    let mut changes =
        holding::change(workspace, run, around.now, |r| r.entries.retain(|e| !goes(e)))?;
    changes.extend(device::count_change(workspace));
    Ok(changes)
}

/// Notes with the partnership who means to come back to the runs that changed, so that home can offer it.
pub fn note_later(workspace: &mut Workspace, changes: &[Change], around: &Circumstances) -> Done {
    let runs: Vec<RecordKey> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Put(key) | Change::Gone(key) if key.kind == RecordKind::Run => Some(*key),
            _ => None,
        })
        .collect();
    let mut noted = Vec::new();
    for key in runs {
        let run = workspace.runs.get(key.id);
        let later = run.and_then(|r| Some(feedback::laters((around.dialogues)(&r.dialogue)?, r)));
        let Some(pair) = workspace.partnerships.get(key.pair) else { continue };
        // Where each has a device of their own, nobody is told when the other means to come back.
        let mut later = later.unwrap_or_default();
        later.retain(|l| pair.is_here(l.who));
        let id = RunId::from(key.id);
        if pair.later.iter().filter(|l| l.run == id).eq(&later) {
            continue;
        }
        noted.extend(partnership::change(workspace, pair.id, around.now, |p| {
            p.later.retain(|l| l.run != id);
            p.later.extend(later);
        })?);
    }
    Ok(noted)
}
