//! Looking again at how two began (C13): on two days that they set, in a few days and in a few weeks. From when on it
//! is offered, and until when; and when two mean to talk next. Rules only.

use chrono::{Days, NaiveDate};

use super::dialogue::CheckedDialogue;
use super::ids::{PairId, StepId};
use super::outcome::{NextTime, Talk};
use super::time::{LocalMoment, Wall};
use super::workspace::Workspace;

/// How many days before its day it is offered, and counts.
const BEFORE: Days = Days::new(1);

/// The days on which two look again, as they last set them, and at which dialogue.
#[must_use]
pub fn days_of(
    workspace: &Workspace,
    pair: PairId,
    looked_at: impl Fn(&StepId) -> Option<&'static CheckedDialogue>,
) -> Option<(&Talk, &'static CheckedDialogue)> {
    let all = workspace.talks.of(pair).filter_map(|t| Some((t, looked_at(&t.step)?)));
    all.max_by_key(|(t, _)| t.changed)
}

/// Whether they looked again on a day, or since: they began that dialogue anew, no earlier than the day before.
#[must_use]
pub fn is_held(
    workspace: &Workspace,
    talk: &Talk,
    looked_at: &CheckedDialogue,
    day: NaiveDate,
) -> bool {
    let from = opens(day);
    workspace.runs.of(talk.pair).any(|r| {
        let session = workspace.sessions.get(r.session.uuid());
        let began = session.is_some_and(|s| s.started.date_naive() >= from);
        began && r.id != talk.run && *r.root() == looked_at.id
    })
}

/// What they are offered to look at again today: from the day before one of their days, until they did. Nothing, once
/// they have parted (C14).
#[must_use]
pub fn offered(
    workspace: &Workspace,
    pair: PairId,
    looked_at: impl Fn(&StepId) -> Option<&'static CheckedDialogue>,
    today: NaiveDate,
    wall: Wall,
) -> Option<&'static CheckedDialogue> {
    if !workspace.goes_on(pair) {
        return None;
    }
    let (talk, dialogue) = days_of(workspace, pair, looked_at)?;
    let first = match &talk.next {
        NextTime::At(day) => Some(day),
        _ => None,
    };
    let mut days = first.into_iter().chain(&talk.again).map(|m| date(m, wall));
    let is_time = |day: NaiveDate| opens(day) <= today;
    days.any(|day| is_time(day) && !is_held(workspace, talk, dialogue, day)).then_some(dialogue)
}

/// When two people mean to talk next, as they last said, or to look again, whichever comes first; nothing
/// that is behind them today, and nothing once they have parted (C14).
#[must_use]
pub fn next<'a>(
    workspace: &'a Workspace,
    pair: PairId,
    looked_at: impl Fn(&StepId) -> Option<&'static CheckedDialogue>,
    today: NaiveDate,
    wall: Wall,
) -> Option<(&'a Talk, NextTime)> {
    if !workspace.goes_on(pair) {
        return None;
    }
    let is_behind = |m: &LocalMoment| date(m, wall) < today;
    let latest = workspace.talks.of(pair).max_by_key(|t| t.changed);
    let again = days_of(workspace, pair, looked_at);
    let coming = |talk: &Talk| match again {
        // On a day on which they looked, it is behind them, too.
        Some((days, d)) if days.id == talk.id => {
            talk.coming(|m| is_behind(m) || is_held(workspace, talk, d, date(m, wall)))
        }
        _ => talk.coming(is_behind),
    };
    let day = |(_, next): &(&Talk, NextTime)| match next {
        NextTime::At(moment) => (false, Some(moment.on_clock("", wall).at)),
        _ => (true, None),
    };
    let all = [latest, again.map(|(talk, _)| talk)].into_iter().flatten();
    all.filter_map(|talk| Some((talk, coming(talk)?))).min_by_key(day)
}

/// The day of a moment, as the clock of this device has it.
fn date(moment: &LocalMoment, wall: Wall) -> NaiveDate {
    moment.on_clock("", wall).at.date()
}

/// From which day on.
fn opens(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(BEFORE).unwrap_or(day)
}
