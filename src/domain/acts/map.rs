//! What somebody does on a map of their own.

use super::device::{count_change, unlock};
use super::{Done, check_texts};
use crate::domain::command::Circumstances;
use crate::domain::ids::{MapId, ProspectId, SituationId};
use crate::domain::limits;
use crate::domain::map::{Map, Note, OnMap, Prospect, Reminder, Situation};
use crate::domain::outcome::Remind;
use crate::domain::refusal::Refusal;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Record, Workspace};

/// Begins a map.
pub fn begin(workspace: &mut Workspace, around: &mut Circumstances) -> Vec<Change> {
    let map = Map {
        id: MapId::fresh(around.now, around.chance),
        situations: Vec::new(),
        taken: None,
        talks: Vec::new(),
        own_order: false,
        made: around.now,
        changed: around.now,
    };
    vec![workspace.put(map)]
}

/// Erases a map, and all that is noted on it.
pub fn erase(workspace: &mut Workspace, map: MapId) -> Done {
    let key = workspace.maps.get(map.uuid()).ok_or(Refusal::Gone)?.key();
    let mut changes = vec![workspace.drop_record(key)];
    // Nothing is left to lock.
    if workspace.maps.is_empty() {
        changes.extend(unlock(workspace, |lock| lock.pair.is_none()));
    }
    Ok(changes)
}

/// Does something on a map.
pub fn change(
    workspace: &mut Workspace,
    map: MapId,
    what: OnMap,
    around: &mut Circumstances,
) -> Done {
    let before = workspace.maps.get(map.uuid()).ok_or(Refusal::Gone)?;
    let mut map = before.clone();
    let is_new = matches!(what, OnMap::SituationAdded { .. } | OnMap::TalkAdded { .. });
    act(&mut map, what, around)?;
    if map == *before {
        return Ok(Vec::new());
    }
    map.changed = around.now;
    let mut changes = vec![workspace.put(map)];
    if is_new {
        changes.extend(count_change(workspace));
    }
    Ok(changes)
}

fn act(map: &mut Map, what: OnMap, around: &mut Circumstances) -> Result<(), Refusal> {
    let now = around.now;
    match what {
        OnMap::SituationAdded { text } => {
            check_texts(std::iter::once(text.as_str()))?;
            let id = SituationId::fresh(now, around.chance);
            let (result, also) = (String::new(), Vec::new());
            map.situations.push(Situation { id, text, result, changed: now, also });
        }
        OnMap::SituationMoved { situation, up } => {
            let at = place(&map.situations, |s| s.id == situation)?;
            swap(&mut map.situations, at, up);
        }
        OnMap::SituationRemoved { situation } => {
            let at = place(&map.situations, |s| s.id == situation)?;
            map.situations.remove(at);
            map.taken = map.taken.filter(|taken| *taken != situation);
        }
        OnMap::Taken { situation } => {
            place(&map.situations, |s| s.id == situation)?;
            map.taken = Some(situation);
        }
        OnMap::ResultWritten { situation, result } => {
            check_texts(std::iter::once(result.as_str()))?;
            let at = place(&map.situations, |s| s.id == situation)?;
            let situation = &mut map.situations[at];
            if situation.result != result {
                situation.result = result;
                situation.changed = now;
            }
        }
        OnMap::TalkAdded { person, purpose } => {
            let note = Note { person, purpose, ..Note::default() };
            check(&note)?;
            let id = ProspectId::fresh(now, around.chance);
            map.talks.push(Prospect { id, note, changed: now, also: Vec::new() });
        }
        OnMap::TalkChanged { talk, note } => {
            check(&note)?;
            let talk = talk_mut(map, talk)?;
            write(talk, *note, now);
        }
        OnMap::TalkMoved { talk, up } => {
            // From here on the order is the writer's own: it begins as it was shown.
            map.talks = map.in_order().into_iter().cloned().collect();
            let at = place(&map.talks, |t| t.id == talk)?;
            map.own_order = true;
            swap(&mut map.talks, at, up);
        }
        OnMap::TalkRemoved { talk } => {
            let at = place(&map.talks, |t| t.id == talk)?;
            map.talks.remove(at);
        }
        OnMap::Settled { talk, what } => settle(talk_mut(map, talk)?, what, now),
        OnMap::OthersForgotten { talk } => talk_mut(map, talk)?.also.clear(),
    }
    Ok(())
}

/// Takes what is noted now. A reminder counts from the day it was wished for.
fn write(talk: &mut Prospect, note: Note, now: Stamp) {
    let mut note = note;
    let today = now.date_naive();
    let before = &talk.note;
    if note.nudge.pick != before.nudge.pick || note.weeks != before.weeks {
        note.nudged = Some(today);
    }
    if (note.first.remind, note.first.by) != (before.first.remind, before.first.by) {
        note.chosen = Some(today);
    }
    if note != *before {
        talk.note = note;
        talk.changed = now;
    }
}

/// What comes once has come; what comes again counts from today.
fn settle(talk: &mut Prospect, what: Reminder, now: Stamp) {
    let today = Some(now.date_naive());
    match what {
        Reminder::Invite if talk.note.first.remind == Remind::Once => {
            talk.note.first.remind = Remind::No;
        }
        Reminder::Invite => talk.note.chosen = today,
        Reminder::AskHow => talk.note.nudged = today,
    }
    talk.changed = now;
}

fn talk_mut(map: &mut Map, id: ProspectId) -> Result<&mut Prospect, Refusal> {
    map.talks.iter_mut().find(|t| t.id == id).ok_or(Refusal::Gone)
}

fn place<T>(list: &[T], is: impl Fn(&T) -> bool) -> Result<usize, Refusal> {
    list.iter().position(is).ok_or(Refusal::Gone)
}

/// One place up or down; at the end of the list it stays.
fn swap<T>(list: &mut [T], at: usize, up: bool) {
    let to = if up { at.checked_sub(1) } else { Some(at + 1) };
    if let Some(to) = to.filter(|to| *to < list.len()) {
        list.swap(at, to);
    }
}

fn check(note: &Note) -> Result<(), Refusal> {
    if !limits::is_name(&note.person) {
        return Err(Refusal::NameTooLong);
    }
    check_texts(note.texts().chain(note.choices().into_iter().map(|c| c.own.as_str())))?;
    if !note.days().all(|day| limits::is_in_years(&day)) {
        return Err(Refusal::Date);
    }
    if note.weeks > limits::RHYTHM_WEEKS {
        return Err(Refusal::OutOfRange);
    }
    let picks = note.choices().into_iter().filter_map(|c| c.pick.as_ref());
    let known = picks.into_iter().all(|p| limits::is_name(p.as_str()));
    if known { Ok(()) } else { Err(Refusal::OutOfRange) }
}
