//! What came of a run on the other's device, taken in: plans, agreements, threads, next times, and what is gone.

use super::crossing::set_crossing;
use crate::domain::crossing::Parcel;
use crate::domain::ids::{RecordId, RunId};
use crate::domain::merge::Merge;
use crate::domain::outcome::{Agreement, Commitment, Talk, Thread};
use crate::domain::person::{Author, Side};
use crate::domain::run::{Crossing, Entry, How, Run};
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Record, RecordKey, Shelf, Workspace};

/// Takes in all of it.
pub fn take(workspace: &mut Workspace, parcel: &Parcel, now: Stamp) -> Vec<Change> {
    let mut changes = take_plans(workspace, parcel, now);
    changes.extend(take_records(workspace, &parcel.agreements, parcel, now));
    changes.extend(take_records(workspace, &parcel.threads, parcel, now));
    changes.extend(take_records(workspace, &parcel.talks, parcel, now));
    changes.extend(take_gone(workspace, parcel, now));
    changes
}

/// The sender's own plans of this run, as they let the other know of them.
fn take_plans(workspace: &mut Workspace, parcel: &Parcel, now: Stamp) -> Vec<Change> {
    let theirs = |c: &&Commitment| c.run == parcel.run && c.owner == parcel.from;
    let there = workspace.commitments.of(parcel.pair).filter(theirs);
    let dropped = there.filter(|c| parcel.commitments.iter().all(|p| p.id != c.id));
    let dropped: Vec<_> = dropped.map(Record::key).collect();
    let mut changes: Vec<Change> =
        dropped.into_iter().map(|key| workspace.drop_record(key)).collect();
    for plan in parcel.commitments.iter().filter(theirs).filter(|c| c.pair == parcel.pair) {
        let plan = Commitment { also: Vec::new(), history: Vec::new(), ..plan.clone() };
        let id = plan.id.uuid();
        let there = workspace.commitments.get(id);
        let foreign = there.is_some_and(|c| c.key() != plan.key() || c.owner != plan.owner);
        if foreign {
            continue;
        }
        if there != Some(&plan) {
            changes.push(workspace.put(plan));
        }
        changes.extend(note_in(workspace, parcel.run, id, false, now));
    }
    changes
}

/// A record that came of a run, and is taken in by itself.
trait OfRun: Merge {
    fn run(&self) -> RunId;
    /// The same with another name.
    fn named(self, id: uuid::Uuid) -> Self;
    /// Whether the two stand for the same thing, made on two devices.
    fn is_twin(&self, other: &Self) -> bool;
    /// As both see it who hear of each other, of what was here and what `from` says: no other wordings come
    /// along, and nobody says yes for the other.
    fn told_by(self, mine: Option<&Self>, theirs: &Self, from: Side, run: &Run) -> Self;
}

impl OfRun for Agreement {
    fn run(&self) -> RunId {
        self.run
    }

    fn named(self, id: uuid::Uuid) -> Self {
        Self { id: id.into(), ..self }
    }

    fn is_twin(&self, other: &Self) -> bool {
        let what = |a: &Self| (a.step.clone(), a.about, a.asked_by, a.replaces);
        what(self) == what(other)
    }

    fn told_by(self, mine: Option<&Self>, theirs: &Self, from: Side, run: &Run) -> Self {
        let sentence = |a: &Self| (a.text.clone(), a.picks.clone(), a.withdrawn_by);
        let is_same = |a: &&Self| sentence(a) == sentence(&self);
        // Asking for something is a yes to it.
        let wished =
            |a: &&Self| a.asked_by == Some(from.other()) && has_written(run, from.other(), &a.text);
        let own = mine.filter(is_same).or(Some(theirs).filter(wished));
        let others = Some(theirs).filter(is_same).unwrap_or(&self);
        let said = |a: &Self, who| a.affirmations.iter().find(|x| x.who == who).cloned();
        let word = |who| if who == from { said(others, who) } else { said(own?, who) };
        let affirmations = Side::BOTH.into_iter().filter_map(word).collect();
        let also = mine.filter(|_| self.withdrawn_by.is_none()).map(|a| a.also.clone());
        // What took its place is known from the yes of both to that, and not told.
        let replaced_by = mine.map_or(self.replaced_by, |a| a.replaced_by);
        Self { affirmations, replaced_by, also: also.unwrap_or_default(), ..self }
    }
}

impl OfRun for Thread {
    fn run(&self) -> RunId {
        self.run
    }

    fn named(self, id: uuid::Uuid) -> Self {
        Self { id: id.into(), ..self }
    }

    fn is_twin(&self, other: &Self) -> bool {
        (&self.step, &self.text) == (&other.step, &other.text)
    }

    fn told_by(self, mine: Option<&Self>, _theirs: &Self, _from: Side, _run: &Run) -> Self {
        Self { also: mine.map(|t| t.also.clone()).unwrap_or_default(), ..self }
    }
}

impl OfRun for Talk {
    fn run(&self) -> RunId {
        self.run
    }

    fn named(self, id: uuid::Uuid) -> Self {
        Self { id: id.into(), ..self }
    }

    fn is_twin(&self, other: &Self) -> bool {
        (&self.step, self.who) == (&other.step, other.who)
    }

    fn told_by(self, _mine: Option<&Self>, _theirs: &Self, _from: Side, _run: &Run) -> Self {
        self
    }
}

/// Whether somebody gave an answer with this very text in it.
fn has_written(run: &Run, who: Side, text: &str) -> bool {
    let mut given = run.entries.iter().filter(|e| e.who == Author::from(who) && e.given.is_some());
    given.any(|e| e.words.texts().any(|t| t == text))
}

/// What the two decided or left open, the latest of each. Made on both devices, it goes on under the
/// earlier name.
fn take_records<T: OfRun>(
    workspace: &mut Workspace,
    all: &[T],
    parcel: &Parcel,
    now: Stamp,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for theirs in all.iter().filter(|r| r.key().pair == parcel.pair.uuid()) {
        let (key, run) = (theirs.key(), theirs.run());
        let Some(of) = workspace.runs.get(run.uuid()).filter(|r| r.pair == parcel.pair) else {
            continue;
        };
        let mine = T::shelf(workspace).get(key.id);
        let foreign = mine.is_some_and(|m| m.key() != key || m.run() != run);
        // Of another talk, only what is here can have been withdrawn.
        let unasked = run != parcel.run && mine.is_none();
        if foreign || unasked || of.is_gone(key.id.into()) {
            continue;
        }
        let twin = T::shelf(workspace).iter().find(|m| {
            m.run() == run && m.key().pair == key.pair && m.key() != key && m.is_twin(theirs)
        });
        let twin = twin.cloned();
        let mine = mine.cloned().or_else(|| twin.clone().map(|t| t.named(key.id)));
        let taken = match &mine {
            Some(mine) => T::merge(None, mine, theirs),
            None => theirs.clone(),
        };
        let taken = taken.told_by(mine.as_ref(), theirs, parcel.from, of);
        let name = twin.iter().map(|t| t.key().id).chain([key.id]).min().unwrap_or(key.id);
        let given_up = twin.iter().map(Record::key).chain([key]).filter(|k| k.id != name);
        for key in given_up.collect::<Vec<_>>() {
            if T::shelf(workspace).get(key.id).is_some() {
                changes.push(workspace.drop_record(key));
            }
            changes.extend(note_in(workspace, run, key.id, true, now));
        }
        changes.extend(note_in(workspace, run, name, false, now));
        let taken = taken.named(name);
        if T::shelf(workspace).get(name) != Some(&taken) {
            changes.push(workspace.put(taken));
        }
    }
    changes
}

fn note_in(
    workspace: &mut Workspace,
    run: RunId,
    id: uuid::Uuid,
    gone: bool,
    now: Stamp,
) -> Option<Change> {
    let there = workspace.runs.get(run.uuid())?;
    let mut run = there.clone();
    run.note_shared(id.into(), gone);
    if run == *there {
        return None;
    }
    run.changed = now;
    Some(workspace.put(run))
}

/// What was removed since it crossed goes here, too (D.11): words of earlier talks that their writer
/// removed, and what came of any talk.
fn take_gone(workspace: &mut Workspace, parcel: &Parcel, now: Stamp) -> Vec<Change> {
    let mut changes = Vec::new();
    for gone in &parcel.gone {
        let there = workspace.runs.get(gone.run.uuid()).filter(|r| r.pair == parcel.pair);
        let Some(mut run) = there.cloned() else { continue };
        for id in &gone.records {
            // A plan is its owner's to take away.
            let plan = workspace.commitments.get(id.uuid());
            if plan.is_none_or(|p| p.owner == parcel.from) {
                let dropped = drop_of_run(workspace, run.id, *id);
                // What never was here is not noted: it would be told again with each link.
                if dropped.is_some() || run.shared.iter().any(|s| s.id == *id) {
                    run.note_shared(*id, true);
                }
                changes.extend(dropped);
            }
        }
        let who = Author::from(parcel.from);
        let is_gone =
            |e: &Entry| e.who == who && gone.steps.contains(&e.step) && e.how != How::Seen;
        let crossing = run.crossing(parcel.from).filter(|c| c.at < parcel.made).cloned();
        if let Some(crossing) = crossing {
            run.entries.retain(|e| !is_gone(e));
            // One that was made before that does not bring them back.
            set_crossing(&mut run, Crossing { at: parcel.made, ..crossing });
        }
        if workspace.runs.get(run.id.uuid()) != Some(&run) {
            run.changed = now;
            changes.push(workspace.put(run));
        }
    }
    changes
}

/// Takes away something that came of a run, whichever it is.
fn drop_of_run(workspace: &mut Workspace, run: RunId, id: RecordId) -> Option<Change> {
    fn key<T: Record>(
        shelf: &Shelf<T>,
        id: RecordId,
        is_of: impl Fn(&T) -> bool,
    ) -> Option<RecordKey> {
        shelf.get(id.uuid()).filter(|r| is_of(r)).map(Record::key)
    }
    let key = key(&workspace.agreements, id, |r| r.run == run)
        .or_else(|| key(&workspace.threads, id, |r| r.run == run))
        .or_else(|| key(&workspace.talks, id, |r| r.run == run))
        .or_else(|| key(&workspace.commitments, id, |r| r.run == run))?;
    Some(workspace.drop_record(key))
}
