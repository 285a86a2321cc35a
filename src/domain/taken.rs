//! What one of the two may take along, their own words and what both see; and what both may, which is what both
//! see. Nothing in it tells that there was anything else.

use super::dialogue::CheckedDialogue;
use super::ids::{DialogueId, PairId, SessionId};
use super::order::put_once;
use super::outcome::{Agreement, Commitment, Standing, Thread};
use super::person::{Author, Later, Partnership, Side};
use super::privacy::{self, Sight, Viewer};
use super::run::{Entry, Run};
use super::session::{Mode, Session};
use super::workspace::{Record, Workspace};

/// The part of a workspace that is one person's to take along, of one partnership.
#[must_use]
pub fn for_one(
    workspace: &Workspace,
    pair: PairId,
    who: Side,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Workspace {
    for_viewer(workspace, pair, Viewer::One(who), dialogues)
}

/// The part of a workspace that whoever looks may take along, of one partnership.
#[must_use]
pub fn for_viewer(
    workspace: &Workspace,
    pair: PairId,
    viewer: Viewer,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Workspace {
    let mut taken = Workspace::default();
    if let Some(partnership) = workspace.partnership(pair) {
        // When somebody means to come back is theirs.
        let own = |l: &&Later| viewer.is(l.who.into());
        let later = partnership.later.iter().filter(own).copied().collect();
        // So is what they erased.
        let is_theirs = partnership.mine.is_some_and(|mine| viewer.is(mine.into()));
        let erased = if is_theirs { partnership.erased.clone() } else { Vec::new() };
        taken.take(Partnership { later, erased, ..partnership.clone() });
    }
    // What somebody else went through alone, and kept, is not there at all.
    let [mut held, mut known] = [const { Vec::<SessionId>::new() }; 2];
    for run in workspace.runs.of(pair) {
        put_once(&mut held, run.session);
        let dialogue = dialogues(&run.dialogue);
        if !is_kept(workspace, run, viewer, dialogue) {
            put_once(&mut known, run.session);
            taken.take(run_for(run, dialogue, viewer));
        }
    }
    let is_there =
        |id: SessionId| known.binary_search(&id).is_ok() || held.binary_search(&id).is_err();
    copy(workspace.sessions.of(pair).filter(|s| is_there(s.id)), &mut taken);
    copy(workspace.talks.of(pair), &mut taken);
    // What the two changed of a dialogue is both's.
    copy(workspace.own.of(pair), &mut taken);
    for agreement in workspace.agreements.of(pair) {
        taken.take(agreement_for_one(agreement));
    }
    for thread in workspace.threads.of(pair) {
        taken.take(Thread { also: Vec::new(), ..thread.clone() });
    }
    for plan in workspace.commitments.of(pair) {
        if let Some(plan) = plan_as_seen(plan, viewer) {
            taken.take(plan);
        }
    }
    taken
}

/// Everything, but for what one of two keeps to themselves: what a copy holds while that is locked.
#[must_use]
pub fn without(
    workspace: &Workspace,
    pair: PairId,
    who: Side,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Workspace {
    let taken = for_one(workspace, pair, who.other(), dialogues);
    let mut rest = workspace.clone();
    rest.forget_pair(pair);
    copy(taken.partnerships.iter(), &mut rest);
    copy(taken.sessions.iter(), &mut rest);
    copy(taken.runs.iter(), &mut rest);
    copy(taken.commitments.iter(), &mut rest);
    copy(taken.agreements.iter(), &mut rest);
    copy(taken.threads.iter(), &mut rest);
    copy(taken.talks.iter(), &mut rest);
    copy(taken.own.iter(), &mut rest);
    rest
}

fn copy<'a, T: Record + 'a>(records: impl Iterator<Item = &'a T>, to: &mut Workspace) {
    records.for_each(|record| to.take(record.clone()));
}

/// Whether somebody else went through this alone and keeps all of it, so that whoever looks is not told of it (D.10).
#[must_use]
pub fn is_kept(
    workspace: &Workspace,
    run: &Run,
    viewer: Viewer,
    dialogue: Option<&CheckedDialogue>,
) -> bool {
    let session = workspace.sessions.get(run.session.uuid());
    let is_others = |s: &Session| s.mode == Mode::Solo && !viewer.is(s.opener.into());
    // That the other went on from a page without a word says only that they were there.
    let tells = |e: Entry| viewer.is(e.who) || e.has_answer();
    let mut entries = run.entries.iter().filter_map(|e| entry_for(run, e, dialogue, viewer));
    session.is_some_and(is_others)
        && run.asked.is_none()
        && !entries.any(tells)
        && !leaves_something(workspace, run, viewer)
}

/// Whether something came of a run that whoever looks may know of.
fn leaves_something(workspace: &Workspace, run: &Run, viewer: Viewer) -> bool {
    let plan = |c: &Commitment| c.run == run.id && plan_as_seen(c, viewer).is_some();
    workspace.agreements.of(run.pair).any(|a| a.run == run.id)
        || workspace.threads.of(run.pair).any(|t| t.run == run.id)
        || workspace.talks.of(run.pair).any(|t| t.run == run.id)
        || workspace.commitments.of(run.pair).any(plan)
}

/// Whether whoever looks may know of a sitting: not where somebody else keeps all of it.
#[must_use]
pub fn is_known(
    workspace: &Workspace,
    session: &Session,
    viewer: Viewer,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> bool {
    let here = |r: &&Run| r.session == session.id;
    let mut runs = workspace.runs.of(session.pair).filter(here).peekable();
    let keeps = |run: &Run| is_kept(workspace, run, viewer, dialogues(&run.dialogue));
    runs.peek().is_none() || !runs.all(keeps)
}

fn run_for(run: &Run, dialogue: Option<&CheckedDialogue>, viewer: Viewer) -> Run {
    let entries = run.entries.iter().filter_map(|entry| entry_for(run, entry, dialogue, viewer));
    // Where the two last were may be a page of the other's.
    Run { entries: entries.collect(), turns: Vec::new(), at: None, ..run.clone() }
}

/// A sentence without other wordings, and without a word that only one has said so far: the two yes are
/// asked of each alone. Asking for a part in one's plan, or for other words, is a word of its own.
pub(in crate::domain) fn agreement_for_one(agreement: &Agreement) -> Agreement {
    let is_asked = agreement.about.is_some() || agreement.replaces.is_some();
    let is_lone = !is_asked && agreement.affirmations.len() == 1;
    let affirmations = if is_lone { Vec::new() } else { agreement.affirmations.clone() };
    Agreement { affirmations, also: Vec::new(), ..agreement.clone() }
}

/// An answer as whoever looks may read it. What somebody else kept, skipped or did not give is not there.
fn entry_for(
    run: &Run,
    entry: &Entry,
    dialogue: Option<&CheckedDialogue>,
    viewer: Viewer,
) -> Option<Entry> {
    if entry.who == Author::Both || viewer.is(entry.who) {
        return Some(entry.clone());
    }
    let dialogue = dialogue?;
    // That somebody passed the threshold is all there is of it, and known to both by what followed.
    if dialogue.is_passing_mark(entry) {
        return Some(entry.clone());
    }
    let step = dialogue.step(&entry.step)?;
    match privacy::sight(step, run, entry.who, viewer) {
        Sight::Words(..) => Some(entry.without_other_versions()),
        Sight::SaidAloud if entry.all_words().all(super::run::Words::is_empty) => {
            Some(entry.clone())
        }
        _ => None,
    }
}

/// A plan as this person may see it: how it stands is its owner's to show.
pub(in crate::domain) fn plan_for(plan: &Commitment, who: Side) -> Option<Commitment> {
    plan_as_seen(plan, Viewer::One(who))
}

fn plan_as_seen(plan: &Commitment, viewer: Viewer) -> Option<Commitment> {
    if viewer.is(plan.owner.into()) {
        return Some(plan.clone());
    }
    privacy::shows_plan(plan, viewer).then(|| Commitment {
        standing: privacy::standing(plan, viewer).unwrap_or(Standing::Chosen),
        history: Vec::new(),
        also: Vec::new(),
        // Older than what its owner has: that one counts, should the two meet again.
        changed: plan.chosen,
        ..plan.clone()
    })
}
