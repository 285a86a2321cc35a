//! How two work together (B.9, D.2 `ourWay`): what they agreed on, by what it is about, as it stands, as it is
//! proposed, and as it was. Rules only.

use super::dialogue::CheckedDialogue;
use super::ids::{DialogueId, PairId, StepId};
use super::outcome::Agreement;
use super::time::Stamp;
use super::workspace::Workspace;

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
        let mut now: Vec<Agreement> = all().filter(|a| a.holds()).cloned().collect();
        if now.is_empty() {
            let withdrawn = all().filter(|a| a.withdrawn_by.is_some() && a.replaced_by.is_none());
            now.extend(withdrawn.max_by_key(|a| a.changed).cloned());
        }
        let is_open = |a: &&Agreement| {
            let settled = a.was_agreed() || a.replaced_by.is_some() || a.withdrawn_by.is_some();
            a.replaces.is_some() && !settled
        };
        // Agreed on once more in the same words, it is no other version.
        let is_other = |a: &&Agreement| now.iter().all(|n| n.text != a.text);
        let earlier = all().filter(|a| a.replaced_by.is_some() && a.was_agreed()).filter(is_other);
        let mut earlier: Vec<(Agreement, Stamp)> =
            earlier.filter_map(|a| Some((a.clone(), a.said()?))).collect();
        earlier.reverse();
        (!now.is_empty()).then(|| Way {
            about,
            proposed: all().filter(is_open).cloned().collect(),
            earlier,
            now: now.clone(),
        })
    };
    subjects(workspace, pair, dialogues).into_iter().filter_map(way).collect()
}
