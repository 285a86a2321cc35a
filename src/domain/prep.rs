//! "Before we meet" (B.5): where everything is read back, how the other likes to work, what one said before, and when one
//! looks back on how they were. Rules only.

use super::dialogue::{CheckedDialogue, Shows, Step, Who};
use super::ids::{DialogueId, PairId, RunId, StepId};
use super::meeting::{days_between, met};
use super::person::Side;
use super::privacy::{self, Sight, Viewer};
use super::run::Run;
use super::time::Stamp;
use super::workspace::Workspace;

/// The dialogue in which one of the two gets ready.
pub const PREP: &str = "prep";

/// The step on which somebody reads everything so far by themselves.
#[must_use]
pub fn reading(dialogue: &CheckedDialogue) -> Option<&Step> {
    dialogue.steps().find(|s| s.shows == Some(Shows::Everything) && s.who == Who::Me)
}

/// The question about how it was, which comes after the card one took along (`pr-after`).
fn afterwards(dialogue: &CheckedDialogue) -> Option<(&Step, &Step)> {
    let mut steps = dialogue.steps().skip_while(|s| s.shows != Some(Shows::Pocket));
    let card = steps.next()?;
    Some((card, steps.find(|s| s.who == Who::Me)?))
}

/// Somebody who got ready may look back on how they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookBack {
    pub run: RunId,
    pub who: Side,
    pub step: StepId,
}

/// Who may look back, and where: whoever got ready last and took their card along, once the two have met since, or
/// on another day; not once they did, or passed it, and nobody of two who have parted (C14).
#[must_use]
pub fn look_back(
    workspace: &Workspace,
    pair: PairId,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
    now: Stamp,
) -> Option<LookBack> {
    let partnership = workspace.partnership(pair).filter(|p| !p.has_parted())?;
    let run = workspace.runs.of(pair).rfind(|r| r.dialogue == *PREP)?;
    let who = workspace.sessions.get(run.session.uuid())?.opener;
    let (card, step) = afterwards(dialogues(&run.dialogue)?)?;
    let taken = run.entry(&card.id, who.into())?.given?;
    let since = workspace.sessions.of(pair).filter(|s| s.id > run.session);
    let met = since.filter(|s| s.ended.is_some()).any(|s| met(workspace, s));
    let is_time = met || days_between(taken, now) > 0;
    let there = run.is_closed() && !run.has_given(&step.id, who.into());
    (is_time && there && partnership.is_here(who)).then(|| LookBack {
        run: run.id,
        who,
        step: step.id.clone(),
    })
}

/// How somebody likes to use the time, and in which style (`styleWishes`, D.2).
const LIKES: [&str; 2] = ["ex-time-use", "ex-style"];

/// Where one of the two last said how they like to work, as far as `viewer` may know; the words themselves go by
/// [`privacy::sight`]. What they kept to themselves the last time is not looked for in earlier talks.
#[must_use]
pub fn likes(
    workspace: &Workspace,
    pair: PairId,
    who: Side,
    viewer: Viewer,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Vec<(RunId, StepId)> {
    let last = |step: &&str| {
        let step = StepId::from(*step);
        let run = last_said(workspace, (pair, &step), who, viewer, &dialogues)?;
        Some((run.id, step))
    };
    LIKES.iter().filter_map(last).collect()
}

/// The run in which one of the two last said something at a step, of all talks, as far as `viewer` may know it. What they
/// kept to themselves or skipped the last time is not looked for in earlier ones.
#[must_use]
pub fn last_said<'a>(
    workspace: &'a Workspace,
    (pair, step): (PairId, &StepId),
    who: Side,
    viewer: Viewer,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Option<&'a Run> {
    let has_words = |run: &Run| -> Option<bool> {
        let step = dialogues(&run.dialogue)?.step(step)?;
        match privacy::sight(step, run, who.into(), viewer) {
            Sight::NotYet | Sight::Sealed | Sight::Absent => None,
            sight => Some(matches!(sight, Sight::Words(..))),
        }
    };
    let (run, has_words) =
        workspace.runs.of(pair).rev().find_map(|run| Some((run, has_words(run)?)))?;
    has_words.then_some(run)
}

/// The question who one wants to be (B.5): what one said to it before may be chosen again.
const SHOW_UP: &str = "pr-show-up";
/// How many of one's earlier answers are offered.
const EARLIER: usize = 5;

/// What `who` said in their own words to this very question before this run, newest first, each once.
#[must_use]
pub fn earlier_words<'a>(
    workspace: &'a Workspace,
    run: &Run,
    step: &Step,
    who: Side,
) -> Vec<&'a str> {
    if step.id != *SHOW_UP {
        return Vec::new();
    }
    let before = workspace.runs.of(run.pair).rev().filter(|r| r.id < run.id);
    let own = before.filter_map(|r| Some(privacy::own(r, step, who.into())?.own.as_str()));
    let mut all = Vec::new();
    for text in own.filter(|own| !own.trim().is_empty()) {
        if !all.contains(&text) && all.len() < EARLIER {
            all.push(text);
        }
    }
    all
}

/// Whether an earlier answer stands among one's own words now, on lines of its own.
#[must_use]
pub fn stands_in(own: &str, earlier: &str) -> bool {
    on_lines(own).contains(&on_lines(earlier))
}

/// One's own words with an earlier answer beneath them; or without it, where it stands there. No other word changes.
#[must_use]
pub fn with_or_without(own: &str, earlier: &str) -> String {
    if own.is_empty() {
        return earlier.to_owned();
    }
    if !stands_in(own, earlier) {
        return format!("{own}\n{earlier}");
    }
    let rest = on_lines(own).replacen(&on_lines(earlier), "\n", 1);
    let rest = rest.strip_prefix('\n').unwrap_or(&rest);
    rest.strip_suffix('\n').unwrap_or(rest).to_owned()
}

fn on_lines(text: &str) -> String {
    format!("\n{text}\n")
}
