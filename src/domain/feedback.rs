//! "How was it for us?" (B.3): who is asked what, when somebody comes back, what was opened, and how long
//! words that were handed over may stay. Rules only; `acts` does what they say.

use chrono::{Days, NaiveTime, TimeDelta};

use super::decides::{
    BY_MYSELF, Decides, IN_TWO_DAYS, LATER, SEVEN_DAYS, STIRRED, TOMORROW, TONIGHT, UNTIL_TALKED,
};
use super::dialogue::{CheckedDialogue, Dialogue, Kind, Step};
use super::ids::{DialogueId, OptionId, PairId, RunId, StepId};
use super::meeting;
use super::path::Held;
use super::person::{Later, Partnership, Side};
use super::privacy::{self, Viewer};
use super::run::{How, Run};
use super::session::{Mode, Session};
use super::time::Stamp;
use super::workspace::Workspace;

/// The dialogue in which the two say how it was.
pub const FEEDBACK: &str = "feedback";

/// When the evening begins to which somebody puts it off, and the morning.
const EVENING: u64 = 19;
const MORNING: u64 = 9;

/// Whether a page of a step is there for `who`, as far as it hangs on what was asked and handed over.
#[must_use]
pub fn is_asked(step: &Step, who: Side, held: &Held) -> bool {
    let Held { dialogue, run, .. } = held;
    let for_them = if step.own {
        run.asked.as_ref().is_some_and(|a| a.by != who)
            && own_question(dialogue, step, run).is_some()
    } else {
        let among = |questions: &[_]| questions.is_empty() || questions.contains(&step.id);
        !step.release || run.asked.as_ref().is_none_or(|a| among(&a.questions))
    };
    let there = match step.decides {
        Some(Decides::WhatToHandOver) => can_hand_over(dialogue, run, who).next().is_some(),
        Some(Decides::HowLong) => handed_over(dialogue, run, who).next().is_some(),
        _ => !step.receives || handed_over(dialogue, run, who.other()).next().is_some(),
    };
    for_them && there
}

/// The question in the asker's own words that a step asks.
#[must_use]
pub fn own_question<'a>(dialogue: &Dialogue, step: &Step, run: &'a Run) -> Option<&'a str> {
    let n = dialogue.steps().filter(|s| s.own).position(|s| s.id == step.id)?;
    run.asked.as_ref()?.own.get(n).map(String::as_str).filter(|words| !words.is_empty())
}

/// The steps at which somebody has an answer that they may hand over.
pub fn can_hand_over<'a>(
    dialogue: &'a Dialogue,
    run: &'a Run,
    who: Side,
) -> impl Iterator<Item = &'a Step> {
    let has_answer = move |s: &&Step| {
        let entry = run.entry(&s.id, who.into());
        s.release && entry.is_some_and(|e| e.has_answer() && e.how == How::Wrote)
    };
    dialogue.steps().filter(has_answer)
}

/// The steps of which somebody handed their answer over, in order.
pub fn handed_over<'a>(
    dialogue: &'a Dialogue,
    run: &'a Run,
    who: Side,
) -> impl Iterator<Item = &'a Step> {
    can_hand_over(dialogue, run, who).filter(move |s| released(s, run, who).is_some())
}

fn released(step: &Step, run: &Run, who: Side) -> Option<Stamp> {
    run.entry(&step.id, who.into()).and_then(|e| e.released)
}

/// The page on which somebody opens what the other handed over (`fb-receive`).
#[must_use]
pub fn opening(dialogue: &Dialogue) -> Option<&Step> {
    dialogue.steps().find(|s| s.is_opening())
}

/// Whether the other has opened this very answer of `giver`: then it cannot be taken back any more, only
/// removed.
#[must_use]
pub fn is_opened(dialogue: &Dialogue, run: &Run, giver: Side, step: &Step) -> bool {
    let opened = opening(dialogue).and_then(|o| run.entry(&o.id, giver.other().into()));
    let opened = opened.filter(|e| e.how == How::Seen).and_then(|e| e.given);
    let released = released(step, run, giver);
    released.is_some_and(|released| opened.is_some_and(|opened| released <= opened))
}

/// Whether `giver` handed something over that the other has not passed yet.
#[must_use]
pub fn is_unread(dialogue: &Dialogue, run: &Run, giver: Side) -> bool {
    let passed = opening(dialogue).and_then(|o| run.entry(&o.id, giver.other().into())?.given);
    let waits = |s: &Step| released(s, run, giver) > passed;
    handed_over(dialogue, run, giver).any(waits)
}

/// When `who` means to come back and say how it was, if they wish to be reminded: once, and never again
/// unless they put it off anew (C3, C34). It is gone as soon as they answer, or say "not this time".
#[must_use]
pub fn comes_back(dialogue: &Dialogue, run: &Run, who: Side) -> Option<Stamp> {
    let given = |what, viewer, option: &str| {
        let step = dialogue.deciding(what)?;
        let entry = run.entry(&step.id, who.into()).filter(|e| e.how != How::Skipped)?;
        let chosen = [OptionId::from(option)];
        entry.given.filter(|_| privacy::has_chosen(step, run, who.into(), &chosen, viewer))
    };
    let channel = |option| given(Decides::WhenToAnswer, Viewer::Table, option);
    if let Some(at) = given(Decides::Settled, Viewer::One(who), STIRRED) {
        return at_hour(at, 1, MORNING);
    }
    channel(LATER)?;
    let tonight = channel(TONIGHT).and_then(|at| {
        // Who puts it off late in the evening is left in peace for an hour.
        at_hour(at, 0, EVENING).max(at.checked_add_signed(TimeDelta::hours(1)))
    });
    let tomorrow = channel(TOMORROW).and_then(|at| at_hour(at, 1, MORNING));
    let in_two_days = channel(IN_TWO_DAYS).and_then(|at| at_hour(at, 2, MORNING));
    tonight.or(tomorrow).or(in_two_days).filter(|_| channel(BY_MYSELF).is_none())
}

/// Whether `who` puts it off, with a reminder or without.
#[must_use]
pub fn puts_off(dialogue: &Dialogue, run: &Run, who: Side) -> bool {
    let later = [OptionId::from(LATER)];
    let channel = dialogue.deciding(Decides::WhenToAnswer);
    let by_choice = channel.is_some_and(|s| privacy::has_shown(s, run, who.into(), &later));
    by_choice || comes_back(dialogue, run, who).is_some()
}

/// What is offered to come back to now. Before its time it is nobody's business; nor is it once two have parted (C14).
#[must_use]
pub fn back_now(partnership: &Partnership, now: Stamp) -> Vec<Later> {
    let is_time = |later: &&Later| later.at <= now && !partnership.has_parted();
    partnership.later.iter().filter(is_time).copied().collect()
}

/// Whether two are offered to say how the sitting of a run was: once, be it by itself or while they wrap up; and not once
/// they have parted (C14).
#[must_use]
pub fn is_offered(
    workspace: &Workspace,
    run: &Run,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> bool {
    let was_asked = |r: &Run| {
        let asks = dialogues(&r.dialogue).and_then(|d| d.deciding(Decides::WhatFollows));
        let has_said = |who: Side| asks.is_some_and(|step| r.has_given(&step.id, who.into()));
        r.dialogue == *FEEDBACK || Side::BOTH.into_iter().any(has_said)
    };
    let mut sitting = workspace.runs.of(run.pair).filter(|r| r.session == run.session);
    workspace.goes_on(run.pair) && !sitting.any(was_asked)
}

/// The sitting that "how was it" is about, if it is not said otherwise: the last one of the two in which
/// nothing else goes on.
#[must_use]
pub fn talk_to_ask_about(workspace: &Workspace, pair: PairId) -> Option<&Session> {
    let is_over = |s: &&Session| {
        let others =
            || workspace.runs.of(pair).filter(|r| r.session == s.id && meeting::is_talk(r));
        s.mode != Mode::Solo && others().next().is_some() && others().all(Run::is_closed)
    };
    workspace.sessions.of(pair).rev().find(is_over)
}

/// What was said of a sitting, or is being said.
#[must_use]
pub fn said_of<'a>(workspace: &'a Workspace, session: &Session) -> Option<&'a Run> {
    let here = |r: &&Run| r.session == session.id && r.dialogue == *FEEDBACK;
    workspace.runs.of(session.pair).find(here)
}

/// An hour of a day after a moment, on the same clock.
fn at_hour(at: Stamp, days: u64, hour: u64) -> Option<Stamp> {
    let day = at.date_naive().checked_add_days(Days::new(days))?;
    let hour = NaiveTime::from_hms_opt(u32::try_from(hour).ok()?, 0, 0)?;
    day.and_time(hour).and_local_timezone(*at.offset()).single()
}

/// Who of a run means to come back, and when.
#[must_use]
pub fn laters(dialogue: &Dialogue, run: &Run) -> Vec<Later> {
    let later = |who| Some(Later { run: run.id, who, at: comes_back(dialogue, run, who)? });
    Side::BOTH.into_iter().filter_map(later).collect()
}

/// How long what somebody handed over may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    UntilTalked,
    SevenDays,
    UntilRemoved,
}

/// What `who` said about it; without a word, until they remove it.
#[must_use]
pub fn stay(dialogue: &Dialogue, run: &Run, who: Side) -> Stay {
    let chosen = |option: &str| {
        let step = dialogue.deciding(Decides::HowLong);
        step.filter(|s| run.has_given(&s.id, who.into())).is_some_and(|step| {
            let option = [OptionId::from(option)];
            privacy::has_chosen(step, run, who.into(), &option, Viewer::One(who))
        })
    };
    match () {
        () if chosen(UNTIL_TALKED) => Stay::UntilTalked,
        () if chosen(SEVEN_DAYS) => Stay::SevenDays,
        () => Stay::UntilRemoved,
    }
}

/// The steps whose words, handed over by `who`, have been there for the seven days they may stay.
fn outstayed<'a>(
    dialogue: &'a Dialogue,
    run: &'a Run,
    who: Side,
    now: Stamp,
) -> impl Iterator<Item = &'a Step> {
    let timed = stay(dialogue, run, who) == Stay::SevenDays;
    let is_over = move |at: Stamp| now - at >= TimeDelta::days(7);
    handed_over(dialogue, run, who)
        .filter(move |s| timed && released(s, run, who).is_some_and(is_over))
}

/// What of a partnership has outstayed its time: of each run the steps, and whose words.
pub fn over_in(
    workspace: &Workspace,
    pair: PairId,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
    now: Stamp,
) -> Vec<(RunId, Vec<(StepId, Side)>)> {
    let over = |run: &Run| {
        let dialogue = dialogues(&run.dialogue)?;
        let of = |who| {
            let steps = outstayed(dialogue, run, who, now);
            steps.map(move |s| (s.id.clone(), who)).collect::<Vec<_>>()
        };
        let gone = Side::BOTH.map(of).concat();
        (!gone.is_empty()).then_some((run.id, gone))
    };
    workspace.runs.of(pair).filter_map(over).collect()
}

/// Whether a step is where somebody says what they will try because of it (`fb-try`).
#[must_use]
pub fn is_try(step: &Step) -> bool {
    step.receives && step.kind == Kind::Commit
}
