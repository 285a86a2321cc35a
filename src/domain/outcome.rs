//! What comes out of a dialogue and outlives it: commitments, agreements, threads, next times.

use chrono::{Days, Months};

use super::ids::{AgreementId, CommitmentId, OptionId, PairId, RunId, StepId, TalkId, ThreadId};
use super::person::Side;
use super::run::Version;
use super::time::{Day, LocalMoment, Stamp};
use crate::written::{written, written_kinds, written_words};

/// Whether the owner wants to be reminded, when the app is opened. Only if they ask (C34).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remind {
    #[default]
    No,
    Once,
    Weekly,
    Monthly,
}

/// How long a reminder without a day of its own waits.
const WEEK: Days = Days::new(7);

written_words! { Remind: No | Once | Weekly | Monthly }

/// How it stands with a commitment. All are ordinary; none is a failure (C20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Chosen,
    Done,
    Resting,
    Changed,
    LetGo,
}

written_words! { Standing | Chosen | Done | Resting | Changed | LetGo }

/// What a person chooses to do, in their words. Everything but `what` may stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plan {
    pub what: String,
    pub why: String,
    /// A smaller version, for a messy week.
    pub lighter: String,
    /// Time, place, cue: what helps to keep at it.
    pub helps: String,
    /// What the other will do to help.
    pub partner_helps: String,
    /// No date is an ordinary answer (C36).
    pub by: Option<Day>,
    pub remind: Remind,
}

written! { Plan { what, why, lighter, helps, partner_helps, by, remind } }

impl Plan {
    /// All its texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.what, &self.why, &self.lighter, &self.helps, &self.partner_helps]
            .into_iter()
            .map(String::as_str)
    }

    /// The day of the reminder its owner wished for (C34). Once: the day they meant to look again, or a
    /// week after choosing it, unless they said something of it on or after that day; again: a week, or a
    /// month, after anything was last said of it.
    #[must_use]
    pub fn reminder(&self, chosen: Day, touched: Day) -> Option<Day> {
        match self.remind {
            Remind::No => None,
            Remind::Once => {
                let day = self.by.or_else(|| chosen.checked_add_days(WEEK));
                day.filter(|day| touched < *day)
            }
            Remind::Weekly => touched.checked_add_days(WEEK),
            Remind::Monthly => touched.checked_add_months(Months::new(1)),
        }
    }
}

/// An earlier standing. Only the owner sees these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    pub standing: Standing,
    pub at: Stamp,
}

written! { Past { standing, at } }

/// Something one person chose to do (D.7). Only its owner makes or changes it (C24).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    pub id: CommitmentId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    pub owner: Side,
    pub plan: Plan,
    pub(in crate::domain) standing: Standing,
    /// The owner lets the other see how it stands.
    pub open: bool,
    /// The owner keeps the whole of it to themselves (B.0.1).
    pub kept: bool,
    pub(in crate::domain) history: Vec<Past>,
    pub chosen: Stamp,
    pub changed: Stamp,
    pub also: Vec<Version>,
}

written! { Commitment { id, pair, run, step, owner, plan, standing, open, kept, history, chosen, changed, also } }

impl Commitment {
    /// The day of the reminder its owner wished for, if one is still to come or was not met (C34). A word
    /// of its owner on or after that day settles it, and so does its end; while it rests, nothing reminds of it.
    #[must_use]
    pub fn reminder(&self) -> Option<Day> {
        let goes_on = matches!(self.standing, Standing::Chosen | Standing::Changed);
        let day = self.plan.reminder(self.chosen.date_naive(), self.changed.date_naive());
        day.filter(|_| goes_on)
    }

    /// Whether that reminder is due on `today`. Nothing is ever overdue.
    #[must_use]
    pub fn is_due(&self, today: Day) -> bool {
        self.reminder().is_some_and(|day| day <= today)
    }

    /// When it stood otherwise, without saying how.
    pub(crate) fn past_moments(&self) -> impl Iterator<Item = Stamp> {
        self.history.iter().map(|p| p.at)
    }
}

/// What a person says to a shared sentence (B.0 `agree`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assent {
    Yes,
    NotYet,
    ChangeIt,
    Skipped,
}

written_words! { Assent | Yes | NotYet | ChangeIt | Skipped }

/// One person's word on the sentence as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affirmation {
    pub who: Side,
    pub state: Assent,
    pub at: Stamp,
}

written! { Affirmation { who, state, at } }

/// A sentence of both, or the part one plays in the other's plan (D.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub id: AgreementId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    /// The plan this is a part in, for `cb-my-role`.
    pub about: Option<CommitmentId>,
    /// Whose wish it was, for one that the other answered gladly (`ca-answer`).
    pub asked_by: Option<Side>,
    pub text: String,
    /// Parts chosen from the list.
    pub picks: Vec<OptionId>,
    pub affirmations: Vec<Affirmation>,
    /// Who no longer stands by it. The wording is gone then.
    pub withdrawn_by: Option<Side>,
    /// What it is proposed in place of, where it was written on the page of their way of working.
    pub replaces: Option<AgreementId>,
    /// What the two agreed on since, in its place (D.6). It is an earlier version then.
    pub replaced_by: Option<AgreementId>,
    pub made: Stamp,
    pub changed: Stamp,
    pub also: Vec<Version>,
}

written! { Agreement { id, pair, run, step, about, asked_by, text, picks, affirmations, withdrawn_by, replaces, replaced_by, made, changed, also } }

impl Agreement {
    /// What `who` said to the sentence as it stands now.
    #[must_use]
    pub fn word_of(&self, who: Side) -> Option<Assent> {
        self.affirmations.iter().find(|a| a.who == who).map(|a| a.state)
    }

    /// Whether it is the sentence that was written at a step itself: no part in a plan, nothing proposed since.
    #[must_use]
    pub fn is_written_at(&self, step: &StepId) -> bool {
        self.about.is_none() && self.replaces.is_none() && self.step == *step
    }

    /// Whether both said yes to it, whatever they agreed on since.
    #[must_use]
    pub fn was_agreed(&self) -> bool {
        let says_something = !self.text.is_empty() || !self.picks.is_empty();
        says_something
            && self.withdrawn_by.is_none()
            && Side::BOTH.into_iter().all(|s| self.word_of(s) == Some(Assent::Yes))
    }

    /// Since when it stands as it does.
    #[must_use]
    pub fn since(&self) -> Stamp {
        self.said().unwrap_or(self.changed)
    }

    /// When the last of the two said what they say to it.
    #[must_use]
    pub fn said(&self) -> Option<Stamp> {
        self.affirmations.iter().map(|a| a.at).max()
    }
}

/// How an open end stands. Open is never overdue (`wu-open`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThreadState {
    Open,
    PickedUp,
    Dropped,
}

written_words! { ThreadState | Open | PickedUp | Dropped }

/// Something left open on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub id: ThreadId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    /// Their words; empty where the thread is the question of the step itself, kept for another day.
    pub text: String,
    pub state: ThreadState,
    pub changed: Stamp,
    pub also: Vec<Version>,
}

written! { Thread { id, pair, run, step, text, state, changed, also } }

/// When two people mean to talk again. None of the three is better than another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextTime {
    At(LocalMoment),
    WeWillFindOne,
    NotForNow,
}

written_kinds! { NextTime { WeWillFindOne, NotForNow; At(LocalMoment) } }

/// A next time (D.3 `nextDate`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Talk {
    pub id: TalkId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    /// For whose question, where it is one person's (`cb-help-focus`).
    pub who: Option<Side>,
    pub next: NextTime,
    /// A second day after that one, to look again (`ex-check-again`).
    pub again: Option<LocalMoment>,
    pub changed: Stamp,
}

written! { Talk { id, pair, run, step, who, next, again, changed } }

impl Talk {
    /// What is still to come of it: the first day, then the second; or that they will find one.
    #[must_use]
    pub fn coming(&self, is_behind: impl Fn(&LocalMoment) -> bool) -> Option<NextTime> {
        match &self.next {
            NextTime::NotForNow => None,
            NextTime::At(day) if is_behind(day) => {
                self.again.clone().filter(|day| !is_behind(day)).map(NextTime::At)
            }
            next => Some(next.clone()),
        }
    }
}
