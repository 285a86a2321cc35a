//! How two work together (B.9, D.2 `ourWay`): what they agreed on, by what it is about, as it stands, as it is
//! proposed, and as it was. Rules only.

use super::dialogue::CheckedDialogue;
use super::ids::{DialogueId, PairId, StepId};
use super::order::put_once;
use super::outcome::Agreement;
use super::time::Stamp;
use super::workspace::{Change, RecordKind, Workspace};

/// The dialogues there are, by their names.
pub type Dialogues<'a> = &'a dyn Fn(&DialogueId) -> Option<&'static CheckedDialogue>;

/// What an agreement is about, where it is part of how the two work together.
#[must_use]
pub fn subject(
    workspace: &Workspace,
    agreement: &Agreement,
    dialogues: Dialogues,
) -> Option<&'static StepId> {
    let run = workspace.runs.get(agreement.run.uuid()).filter(|_| agreement.about.is_none())?;
    dialogues(&run.dialogue)?.step(&agreement.step)?.way.as_ref()
}

/// Everything of a pair about one thing, oldest first.
pub fn on<'a>(
    workspace: &'a Workspace,
    pair: PairId,
    about: &'a StepId,
    dialogues: Dialogues<'a>,
) -> impl Iterator<Item = &'a Agreement> {
    let all = workspace.agreements.of(pair);
    all.filter(move |a| subject(workspace, a, dialogues) == Some(about))
}

/// What the agreements of a pair are about, each once, in the order in which they were made.
#[must_use]
pub fn subjects(workspace: &Workspace, pair: PairId, dialogues: Dialogues) -> Vec<&'static StepId> {
    let mut all: Vec<&'static StepId> = Vec::new();
    for agreement in workspace.agreements.of(pair) {
        all.extend(subject(workspace, agreement, dialogues).filter(|s| !all.contains(s)));
    }
    all
}

/// One thing that the two agreed on, with all that was and may be in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    pub about: &'static StepId,
    /// What both stand by: one, but for copies in which they agreed apart from each other. Where none, the
    /// one that somebody withdrew.
    pub now: Vec<Agreement>,
    /// What is proposed in its place.
    pub proposed: Vec<Agreement>,
    /// What both stood by before, the latest first, with when they began to.
    pub earlier: Vec<(Agreement, Stamp)>,
}

/// How two work together, as far as they agreed on anything.
#[must_use]
pub fn ways(workspace: &Workspace, pair: PairId, dialogues: Dialogues) -> Vec<Way> {
    let way = |about| {
        let all = || on(workspace, pair, about, dialogues);
        let mut now: Vec<Agreement> = all().filter(|a| stands(workspace, a)).cloned().collect();
        let is_former = |a: &Agreement| has_its_place(workspace, a).is_some();
        if now.is_empty() {
            let withdrawn = all().filter(|a| a.withdrawn_by.is_some() && !is_former(a));
            now.extend(withdrawn.max_by_key(|a| a.changed).cloned());
        }
        // Agreed on once more in the same words, it is no other version.
        let is_other = |a: &&Agreement| now.iter().all(|n| n.text != a.text);
        let earlier = all().filter(|a| a.was_agreed() && is_former(a)).filter(is_other);
        let mut earlier: Vec<(Agreement, Stamp)> =
            earlier.filter_map(|a| Some((a.clone(), a.said()?))).collect();
        earlier.reverse();
        (!now.is_empty()).then(|| Way {
            about,
            proposed: all().filter(|a| is_proposed(workspace, a)).cloned().collect(),
            earlier,
            now: now.clone(),
        })
    };
    subjects(workspace, pair, dialogues).into_iter().filter_map(way).collect()
}

/// Whether both said yes to this very sentence (C23), and to no other in its place since. Nothing less is an agreement,
/// and a yes to no words is none.
#[must_use]
pub fn stands(workspace: &Workspace, agreement: &Agreement) -> bool {
    agreement.was_agreed() && has_its_place(workspace, agreement).is_none()
}

/// Whether an agreement is proposed in the place of another, and neither agreed on nor withdrawn, nor anything else in that
/// place since.
#[must_use]
pub fn is_proposed(workspace: &Workspace, agreement: &Agreement) -> bool {
    let is_settled = agreement.was_agreed() || agreement.withdrawn_by.is_some();
    agreement.replaces.is_some() && !is_settled && has_its_place(workspace, agreement).is_none()
}

/// What is proposed in the place of an agreement: one, which both may word.
#[must_use]
pub fn open_proposal<'a>(workspace: &'a Workspace, agreement: &Agreement) -> Option<&'a Agreement> {
    let mut all = workspace.agreements.of(agreement.pair);
    all.find(|a| a.replaces == Some(agreement.id) && is_proposed(workspace, a))
}

/// What has the place of an agreement: the first on the way from it that was agreed on, or withdrawn since, for then
/// nobody agreed again on what was before. What is not agreed on any more, or gone, gives back the place it had.
#[must_use]
pub fn has_its_place<'a>(
    workspace: &'a Workspace,
    agreement: &'a Agreement,
) -> Option<&'a Agreement> {
    let next = |a: &&Agreement| {
        let next = workspace.agreements.get(a.replaced_by?.uuid());
        next.filter(|next| next.pair == agreement.pair)
    };
    let there = workspace.agreements.of(agreement.pair).count();
    let way = || std::iter::successors(Some(agreement), next).skip(1).take(there);
    if way().any(|a| a.id == agreement.id) {
        // Copies brought together may lead round in a circle: of that, the latest stands.
        let latest = way().filter(|a| a.was_agreed()).max_by_key(|a| (a.said(), a.id));
        return latest.filter(|latest| latest.id != agreement.id);
    }
    way().find(|a| a.was_agreed() || a.withdrawn_by.is_some())
}

/// After agreements changed, whatever changed them: of those on one thing that stand, the latest takes the place of all.
/// Those whose place is taken.
#[must_use]
pub fn superseded(
    workspace: &Workspace,
    changes: &[Change],
    dialogues: Dialogues,
    now: Stamp,
) -> Vec<Agreement> {
    let mut pairs: Vec<PairId> = Vec::new();
    for change in changes {
        if let Change::Put(key) | Change::Gone(key) = change
            && key.kind == RecordKind::Agreement
        {
            put_once(&mut pairs, key.pair.into());
        }
    }
    let mut former = Vec::new();
    for pair in pairs {
        for subject in subjects(workspace, pair, dialogues) {
            let all = on(workspace, pair, subject, dialogues);
            let standing: Vec<&Agreement> = all.filter(|a| stands(workspace, a)).collect();
            let latest = standing.iter().max_by_key(|a| (a.said(), a.id)).map(|a| a.id);
            let others = standing.into_iter().filter(|a| Some(a.id) != latest);
            former.extend(others.map(|a| Agreement {
                replaced_by: latest,
                changed: now,
                ..a.clone()
            }));
        }
    }
    former
}
