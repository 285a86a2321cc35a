//! Beginning, pausing, moving about in, and closing a dialogue.

use super::{Done, feedback, keeping, partnership, turns};
use crate::domain::command::{Circumstances, Setting};
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::ids::{DialogueId, PairId, RunId, SessionId, StepId};
use crate::domain::limits;
use crate::domain::outcome::{NextTime, Talk};
use crate::domain::own;
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, How, Place, Run, RunState, Visibility};
use crate::domain::session::Session;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Record, Workspace};

/// Length of a turn, in minutes, where a dialogue says nothing else (B.0.1).
const TURN_MINUTES: u8 = 3;

/// Begins a dialogue in a new sitting.
pub fn begin(
    workspace: &mut Workspace,
    pair: PairId,
    dialogue: &DialogueId,
    setting: Setting,
    around: &mut Circumstances,
) -> Done {
    workspace.partnership(pair).ok_or(Refusal::Gone)?;
    let definition = (around.dialogues)(dialogue).ok_or(Refusal::Gone)?;
    // Nothing of what somebody does for themselves alone is of a partnership.
    if definition.alone {
        return Err(Refusal::Gone);
    }
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

/// Ends a run, and begins the next dialogue of the same sitting, or its next round.
pub fn follow(
    workspace: &mut Workspace,
    run: RunId,
    dialogue: &DialogueId,
    around: &mut Circumstances,
) -> Done {
    let definition = (around.dialogues)(dialogue).ok_or(Refusal::Gone)?;
    let mut changes = keeping::apply(workspace, run, around)?;
    changes.extend(shut(workspace, run, around)?);
    let (pair, session) = {
        let run = workspace.run_mut(run)?;
        (run.pair, run.session)
    };
    let again = workspace.runs.of(pair).find(|r| r.session == session && r.dialogue == *dialogue);
    if let Some(id) = again.map(|r| r.id) {
        changes.extend(carry_on(workspace, id, around.now)?);
    } else {
        changes.extend(start_run(workspace, pair, session, definition, around)?);
        let begun = workspace.pick_up(pair);
        let begun = begun.ok_or(Refusal::Gone)?;
        changes.extend(feedback::follow_choice(workspace, run, begun, around)?);
    }
    Ok(changes)
}

/// Begins a dialogue in a sitting.
pub fn start_run(
    workspace: &mut Workspace,
    pair: PairId,
    session: SessionId,
    definition: &CheckedDialogue,
    around: &mut Circumstances,
) -> Done {
    let next = workspace.next_round(pair, definition);
    let turn = next.turn_minutes.unwrap_or(usual_turn(Some(definition)));
    let dialogue = (definition.id.clone(), definition.content);
    let own = workspace.definition(&definition.id);
    if own::is_own(&definition.id) && own.is_none() {
        return Err(Refusal::Gone);
    }
    let fresh = RunId::fresh(around.now, around.chance);
    let run = Run {
        own,
        round: next.number,
        first: next.first,
        ..Run::begun(fresh, (pair, session), dialogue, turn, around.now)
    };
    let id = run.id;
    let mut changes = vec![workspace.put(run)];
    changes.extend(partnership::change(workspace, pair, around.now, |p| p.pick_up = Some(id))?);
    Ok(changes)
}

/// Length of a turn before anybody changes it, in minutes.
fn usual_turn(dialogue: Option<&CheckedDialogue>) -> u8 {
    dialogue.and_then(|d| d.minutes.turn).unwrap_or(TURN_MINUTES)
}

/// Changes how a sitting is held.
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

/// Goes to a place of a run: where the two are, and come back to.
pub fn go(workspace: &mut Workspace, run: RunId, place: Place, now: Stamp) -> Done {
    let there = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?.at.as_ref() == Some(&place);
    if there {
        return Ok(Vec::new());
    }
    change(workspace, run, now, |r| {
        // Whoever leaves the page of a turn leaves the turn.
        turns::hold(r, now);
        r.at = Some(place);
    })
}

/// Pauses a run, until a moment if they chose one.
pub fn pause(workspace: &mut Workspace, run: RunId, until: Option<Stamp>, now: Stamp) -> Done {
    if !until.as_ref().is_none_or(limits::is_in_years) {
        return Err(Refusal::Date);
    }
    change(workspace, run, now, |r| {
        turns::hold(r, now);
        r.state = until.map_or(RunState::Resting, RunState::PausedUntil);
    })
}

/// Carries on with a run, also with one that was closed.
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
    let mut changes = shut(workspace, run, around)?;
    let (pair, session) = {
        let run = workspace.run_mut(run)?;
        (run.pair, run.session)
    };
    changes.extend(end_sitting(workspace, pair, session, around)?);
    changes.extend(pick_up_another(workspace, pair, now)?);
    Ok(changes)
}

/// Ends a run in which nobody here has anything to do; its sitting stays as it is.
pub fn rest(workspace: &mut Workspace, run: RunId, around: &Circumstances) -> Done {
    let mut changes = shut(workspace, run, around)?;
    let pair = workspace.run_mut(run)?.pair;
    changes.extend(pick_up_another(workspace, pair, around.now)?);
    Ok(changes)
}

/// Another run that is open is what the two pick up next, or none.
pub fn pick_up_another(workspace: &mut Workspace, pair: PairId, now: Stamp) -> Done {
    let open = workspace.runs.of(pair).rfind(|r| !r.is_closed()).map(|r| r.id);
    partnership::change(workspace, pair, now, |p| p.pick_up = open)
}

/// Closes a run. Where one of the two stood at the threshold and did not pass it, nothing says that they
/// were there; and who was to tell first and did not is not who told first.
fn shut(workspace: &mut Workspace, run: RunId, around: &Circumstances) -> Done {
    let now = around.now;
    change(workspace, run, now, |r| {
        r.state = RunState::Closed(now);
        if let Some(dialogue) = (around.dialogues)(&r.dialogue) {
            r.first = dialogue.settled_first(r);
            if !dialogue.is_begun(r) {
                r.at = None;
            }
        }
    })
}

/// Ends a sitting: of all that was held in it, what was not to stay goes.
pub fn end_sitting(
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
    spoken_only |= is_spoken_by_wish(workspace, pair, &held, around);
    for id in held {
        changes.extend(leave_what_stays(workspace, id, spoken_only, around)?);
    }
    Ok(changes)
}

/// Of a run that is over: what was not to stay goes, also where it came by link since.
pub fn leave_what_stays(
    workspace: &mut Workspace,
    id: RunId,
    spoken_only: bool,
    around: &Circumstances,
) -> Done {
    let pair = workspace.runs.get(id.uuid()).ok_or(Refusal::Gone)?.pair;
    let mut changes = Vec::new();
    let nothing_stays = keeping::close(workspace, id, around, &mut changes)?;
    changes.extend(change(workspace, id, around.now, |r| {
        forget_what_was_said(r, spoken_only, around);
        if nothing_stays || spoken_only {
            leave_only_that_it_was(r, around);
        }
    })?);
    if spoken_only {
        changes.extend(forget_no_next_time(workspace, pair, id));
    }
    Ok(changes)
}

/// Whether the two of a sitting wished to only speak, and did: nothing is written anywhere in it.
fn is_spoken_by_wish(
    workspace: &Workspace,
    pair: PairId,
    held: &[RunId],
    around: &Circumstances,
) -> bool {
    let runs = || workspace.runs.of(pair).filter(|r| held.contains(&r.id));
    let wished = |r: &Run| (around.dialogues)(&r.dialogue).is_some_and(|d| d.is_spoken_by_wish(r));
    let wrote = runs().any(|r| r.entries.iter().any(Entry::has_text))
        || workspace.agreements.of(pair).any(|a| held.contains(&a.run))
        || workspace.commitments.of(pair).any(|c| held.contains(&c.run))
        || workspace.threads.of(pair).any(|t| held.contains(&t.run) && !t.text.is_empty());
    runs().any(wished) && !wrote
}

/// "Not for now" was only said, too: a next time they did set stays (F5).
fn forget_no_next_time(workspace: &mut Workspace, pair: PairId, run: RunId) -> Vec<Change> {
    let said = |t: &&Talk| t.run == run && t.next == NextTime::NotForNow;
    let said: Vec<_> = workspace.talks.of(pair).filter(said).map(Record::key).collect();
    said.into_iter().map(|key| workspace.drop_record(key)).collect()
}

fn forget_what_was_said(run: &mut Run, spoken_only: bool, around: &Circumstances) {
    run.turns.clear();
    let dialogue = (around.dialogues)(&run.dialogue);
    let spoken = |step: &StepId| {
        dialogue.and_then(|d| d.step(step)).is_some_and(|s| s.visibility == Visibility::Spoken)
    };
    let said = |e: &&mut Entry| spoken_only || e.how == How::SaidIt || spoken(&e.step);
    run.entries.iter_mut().filter(said).for_each(Entry::forget_taps);
}

/// That a talk took place (F5), beside words that are still somebody's own.
fn leave_only_that_it_was(run: &mut Run, around: &Circumstances) {
    let dialogue = (around.dialogues)(&run.dialogue);
    let passed = |e: &Entry| dialogue.is_some_and(|d| d.is_passing_mark(e));
    run.entries.retain(|e| passed(e) || e.has_answer());
    run.turn_minutes = usual_turn(dialogue);
    run.at = None;
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
