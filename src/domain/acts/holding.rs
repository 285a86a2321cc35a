//! Beginning, pausing, moving about in, closing and erasing a dialogue.

use chrono::Datelike;

use super::{Done, partnership};
use crate::domain::command::{Circumstances, Setting};
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::ids::{DialogueId, PairId, RunId, SessionId, StepId};
use crate::domain::limits;
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, How, Place, Run, RunState, TurnTime, Visibility};
use crate::domain::session::Session;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Record, Workspace};

/// Length of a turn before anybody changes it (B.0.1).
const TURN_MINUTES: u8 = 3;

pub fn begin(
    workspace: &mut Workspace,
    pair: PairId,
    dialogue: &DialogueId,
    setting: Setting,
    around: &mut Circumstances,
) -> Done {
    workspace.partnerships.get(pair.uuid()).ok_or(Refusal::Gone)?;
    let definition = (around.dialogues)(dialogue).ok_or(Refusal::Gone)?;
    let session = Session {
        id: SessionId::fresh(around.now, around.chance),
        pair,
        started: around.now,
        ended: None,
        mode: setting.mode,
        way: setting.way,
        spoken_only: setting.spoken_only,
        opener: setting.opener,
        changed: around.now,
    };
    let id = session.id;
    let mut changes = vec![workspace.put(session)];
    changes.extend(start_run(workspace, pair, id, definition, around)?);
    Ok(changes)
}

pub fn follow(
    workspace: &mut Workspace,
    run: RunId,
    dialogue: &DialogueId,
    around: &mut Circumstances,
) -> Done {
    let definition = (around.dialogues)(dialogue).ok_or(Refusal::Gone)?;
    let run = workspace.run_mut(run)?;
    run.state = RunState::Closed(around.now);
    run.changed = around.now;
    let (pair, session, key) = (run.pair, run.session, run.key());
    let mut changes = vec![Change::Put(key)];
    let again = workspace.runs.of(pair).find(|r| r.session == session && r.dialogue == *dialogue);
    if let Some(id) = again.map(|r| r.id) {
        changes.extend(carry_on(workspace, id, around.now)?);
    } else {
        changes.extend(start_run(workspace, pair, session, definition, around)?);
    }
    Ok(changes)
}

fn start_run(
    workspace: &mut Workspace,
    pair: PairId,
    session: SessionId,
    definition: &CheckedDialogue,
    around: &mut Circumstances,
) -> Done {
    let earlier = workspace.runs.of(pair).filter(|r| r.dialogue == definition.id);
    // A copy may bring the last number there is.
    let round = earlier.map(|r| r.round).max().unwrap_or(0).saturating_add(1);
    let run = Run {
        id: RunId::fresh(around.now, around.chance),
        pair,
        session,
        dialogue: definition.id.clone(),
        content: definition.content,
        round,
        state: RunState::Going,
        turn_minutes: TURN_MINUTES,
        entries: Vec::new(),
        turns: Vec::new(),
        at: None,
        began: around.now,
        changed: around.now,
    };
    let id = run.id;
    let mut changes = vec![workspace.put(run)];
    changes.extend(partnership::change(workspace, pair, around.now, |p| p.pick_up = Some(id))?);
    Ok(changes)
}

pub fn set(workspace: &mut Workspace, session: SessionId, setting: Setting, now: Stamp) -> Done {
    let mut held = workspace.sessions.get(session.uuid()).ok_or(Refusal::Gone)?.clone();
    let sits_otherwise = held.mode != setting.mode;
    (held.mode, held.way) = (setting.mode, setting.way);
    (held.spoken_only, held.opener) = (setting.spoken_only, setting.opener);
    held.changed = now;
    let pair = held.pair;
    let mut changes = vec![workspace.put(held)];
    // Who sits how decides which pages there are: the bookmark may point at one that isn't.
    if sits_otherwise {
        let runs: Vec<RunId> = workspace
            .runs
            .of(pair)
            .filter(|r| r.session == session && !r.is_closed())
            .map(|r| r.id)
            .collect();
        for id in runs {
            changes.extend(change(workspace, id, now, |r| r.at = None)?);
        }
    }
    Ok(changes)
}

pub fn go(workspace: &mut Workspace, run: RunId, place: Place, now: Stamp) -> Done {
    let there = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?.at.as_ref() == Some(&place);
    if there {
        return Ok(Vec::new());
    }
    change(workspace, run, now, |r| {
        // Whoever leaves the page of a turn leaves the turn.
        hold(r, now);
        r.at = Some(place);
    })
}

pub fn pause(workspace: &mut Workspace, run: RunId, until: Option<Stamp>, now: Stamp) -> Done {
    if until.is_some_and(|t| !limits::YEARS.contains(&t.year())) {
        return Err(Refusal::Date);
    }
    change(workspace, run, now, |r| {
        hold(r, now);
        r.state = until.map_or(RunState::Resting, RunState::PausedUntil);
    })
}

pub fn carry_on(workspace: &mut Workspace, run: RunId, now: Stamp) -> Done {
    let mut changes = change(workspace, run, now, |r| r.state = RunState::Going)?;
    let (pair, session) = {
        let run = workspace.run_mut(run)?;
        (run.pair, run.session)
    };
    if let Some(ended) = workspace.sessions.get(session.uuid()).filter(|s| s.ended.is_some()) {
        let session = Session { ended: None, changed: now, ..ended.clone() };
        changes.push(workspace.put(session));
    }
    changes.extend(partnership::change(workspace, pair, now, |p| p.pick_up = Some(run))?);
    Ok(changes)
}

/// Ends the run and its session. What was only said, and for how long, is forgotten (D.5, D.10).
pub fn close(workspace: &mut Workspace, run: RunId, around: &mut Circumstances) -> Done {
    let now = around.now;
    let mut changes = change(workspace, run, now, |r| r.state = RunState::Closed(now))?;
    let (pair, session) = {
        let run = workspace.run_mut(run)?;
        (run.pair, run.session)
    };
    changes.extend(end_sitting(workspace, pair, session, around)?);
    let open = workspace.runs.of(pair).rfind(|r| !r.is_closed()).map(|r| r.id);
    changes.extend(partnership::change(workspace, pair, now, |p| p.pick_up = open)?);
    Ok(changes)
}

fn end_sitting(
    workspace: &mut Workspace,
    pair: PairId,
    session: SessionId,
    around: &Circumstances,
) -> Done {
    let now = around.now;
    let mut changes = Vec::new();
    let mut spoken_only = false;
    if let Some(open) = workspace.sessions.get(session.uuid()) {
        let ended = Session { ended: Some(now), changed: now, ..open.clone() };
        spoken_only = ended.spoken_only;
        changes.push(workspace.put(ended));
    }
    let held: Vec<RunId> =
        workspace.runs.of(pair).filter(|r| r.session == session).map(|r| r.id).collect();
    for id in held {
        changes
            .extend(change(workspace, id, now, |r| forget_what_was_said(r, spoken_only, around))?);
    }
    Ok(changes)
}

fn forget_what_was_said(run: &mut Run, spoken_only: bool, around: &Circumstances) {
    run.turns.clear();
    let dialogue = (around.dialogues)(&run.dialogue);
    let spoken = |step: &StepId| {
        dialogue.and_then(|d| d.step(step)).is_some_and(|s| s.visibility == Visibility::Spoken)
    };
    // What was written before they chose to only speak was written to stay.
    let said = |e: &&mut Entry| spoken_only || e.how == How::SaidIt || spoken(&e.step);
    run.entries.iter_mut().filter(said).for_each(Entry::forget_taps);
}

pub fn erase(workspace: &mut Workspace, run: RunId, around: &Circumstances) -> Done {
    let now = around.now;
    let gone = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?.clone();
    let pair = gone.pair;
    let mut keys = vec![gone.key()];
    let of_run = |r: RunId| r == run;
    keys.extend(workspace.commitments.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    keys.extend(workspace.agreements.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    keys.extend(workspace.threads.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    keys.extend(workspace.talks.of(pair).filter(|x| of_run(x.run)).map(Record::key));
    let shared = workspace.runs.of(pair).any(|r| r.session == gone.session && r.id != run);
    if !shared {
        keys.extend(workspace.sessions.get(gone.session.uuid()).map(Record::key));
    }
    let mut changes: Vec<Change> = keys.into_iter().map(|k| workspace.drop_record(k)).collect();
    // What stays of the sitting may be over now, too.
    let goes_on = workspace.sessions.get(gone.session.uuid()).is_none_or(|s| s.ended.is_some())
        || workspace.runs.of(pair).any(|r| r.session == gone.session && !r.is_closed());
    if !goes_on {
        changes.extend(end_sitting(workspace, pair, gone.session, around)?);
    }
    if workspace.partnerships.get(pair.uuid()).is_some_and(|p| p.pick_up == Some(run)) {
        let open = workspace.runs.of(pair).rfind(|r| !r.is_closed()).map(|r| r.id);
        changes.extend(partnership::change(workspace, pair, now, |p| p.pick_up = open)?);
    }
    Ok(changes)
}

pub fn set_turn(workspace: &mut Workspace, run: RunId, minutes: u8, now: Stamp) -> Done {
    if !limits::TURN_MINUTES.contains(&minutes) {
        return Err(Refusal::OutOfRange);
    }
    change(workspace, run, now, |r| r.turn_minutes = minutes)
}

pub fn take_floor(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    who: Side,
    now: Stamp,
) -> Done {
    change(workspace, run, now, |r| {
        hold(r, now);
        if let Some(turn) = r.turns.iter_mut().find(|t| t.who == who && t.step == *step) {
            turn.since = Some(now);
        } else {
            r.turns.push(TurnTime { step: step.clone(), who, used: 0, since: Some(now) });
        }
    })
}

pub fn hold_time(workspace: &mut Workspace, run: RunId, now: Stamp) -> Done {
    let runs = workspace
        .runs
        .get(run.uuid())
        .ok_or(Refusal::Gone)?
        .turns
        .iter()
        .any(|t| t.since.is_some());
    if runs { change(workspace, run, now, |r| hold(r, now)) } else { Ok(Vec::new()) }
}

/// Stops whatever time is running.
fn hold(run: &mut Run, now: Stamp) {
    for turn in &mut run.turns {
        turn.used = turn.used_at(now);
        turn.since = None;
    }
}

/// Changes a run and notes when.
pub fn change(
    workspace: &mut Workspace,
    run: RunId,
    now: Stamp,
    with: impl FnOnce(&mut Run),
) -> Done {
    let run = workspace.run_mut(run)?;
    with(run);
    run.changed = now;
    let key = run.key();
    Ok(vec![Change::Put(key)])
}
