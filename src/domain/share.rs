//! What one of the two may take along: their own words, and what both see. Nothing in it tells that
//! there was anything else.

use super::dialogue::CheckedDialogue;
use super::ids::{DialogueId, PairId};
use super::outcome::{Agreement, Commitment, Standing, Thread};
use super::person::{Author, Partnership, Side};
use super::privacy::{self, Sight, Viewer};
use super::run::{Entry, Run};
use super::session::Session;
use super::workspace::{Record, Workspace};

/// The part of a workspace that is one person's to take along, of one partnership.
#[must_use]
pub fn for_one(
    workspace: &Workspace,
    pair: PairId,
    who: Side,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Workspace {
    let mut taken = Workspace::default();
    if let Some(partnership) = workspace.partnerships.get(pair.uuid()) {
        // When the other means to come back is the other's.
        let later = partnership.later.iter().filter(|l| l.who == who).copied().collect();
        taken.take(Partnership { later, ..partnership.clone() });
    }
    let is_others_own = |run: &Run| {
        let dialogue = dialogues(&run.dialogue);
        let opener = workspace.sessions.get(run.session.uuid()).map(|s| s.opener);
        let is_own = dialogue.is_some_and(|d| d.is_for_one()) && opener == Some(who.other());
        // That the other went on from a page without a word says only that they were there.
        let tells = |e: &Entry| e.who == Author::from(who) || e.has_answer();
        is_own && run.asked.is_none() && !run_for(run, dialogue, who).entries.iter().any(tells)
    };
    let is_alone = |session: &Session| {
        let mut runs = workspace.runs.of(pair).filter(|r| r.session == session.id).peekable();
        runs.peek().is_some() && runs.all(is_others_own)
    };
    // What the other went through alone, and kept, is not there at all.
    copy(workspace.sessions.of(pair).filter(|s| !is_alone(s)), &mut taken);
    copy(workspace.talks.of(pair), &mut taken);
    for agreement in workspace.agreements.of(pair) {
        taken.take(agreement_for_one(agreement));
    }
    for thread in workspace.threads.of(pair) {
        taken.take(Thread { also: Vec::new(), ..thread.clone() });
    }
    for run in workspace.runs.of(pair).filter(|run| !is_others_own(run)) {
        taken.take(run_for(run, dialogues(&run.dialogue), who));
    }
    for plan in workspace.commitments.of(pair) {
        if let Some(plan) = plan_for(plan, who) {
            taken.take(plan);
        }
    }
    taken
}

fn copy<'a, T: Record + 'a>(records: impl Iterator<Item = &'a T>, to: &mut Workspace) {
    records.for_each(|record| to.take(record.clone()));
}

fn run_for(run: &Run, dialogue: Option<&CheckedDialogue>, who: Side) -> Run {
    let entries = run.entries.iter().filter_map(|entry| entry_for(run, entry, dialogue, who));
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

/// An answer as this person may read it. What the other kept, skipped or did not give is not there.
fn entry_for(
    run: &Run,
    entry: &Entry,
    dialogue: Option<&CheckedDialogue>,
    who: Side,
) -> Option<Entry> {
    if entry.who == Author::Both || entry.who == Author::from(who) {
        return Some(entry.clone());
    }
    let dialogue = dialogue?;
    // That they passed the threshold is all there is of it, and known to both by what followed.
    if dialogue.is_passing_mark(entry) {
        return Some(entry.clone());
    }
    let step = dialogue.step(&entry.step)?;
    match privacy::sight(step, run, entry.who, Viewer::One(who)) {
        Sight::Words(..) => Some(entry.without_other_versions()),
        Sight::SaidAloud if entry.all_words().all(super::run::Words::is_empty) => {
            Some(entry.clone())
        }
        _ => None,
    }
}

/// A plan as this person may see it: how it stands is its owner's to show.
pub(in crate::domain) fn plan_for(plan: &Commitment, who: Side) -> Option<Commitment> {
    if plan.owner == who {
        return Some(plan.clone());
    }
    let viewer = Viewer::One(who);
    privacy::shows_plan(plan, viewer).then(|| Commitment {
        standing: privacy::standing(plan, viewer).unwrap_or(Standing::Chosen),
        history: Vec::new(),
        also: Vec::new(),
        // Older than what its owner has: that one counts, should the two meet again.
        changed: plan.chosen,
        ..plan.clone()
    })
}
