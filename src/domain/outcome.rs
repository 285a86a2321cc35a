//! What comes out of a dialogue and outlives it: commitments, agreements, threads, next times.

use serde::{Deserialize, Serialize};

use super::ids::{AgreementId, CommitmentId, OptionId, PairId, RunId, StepId, TalkId, ThreadId};
use super::person::Side;
use super::run::Version;
use super::time::{Day, LocalMoment, Stamp};

/// Whether the owner wants to be reminded, when the app is opened. Only if they ask (C34).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remind {
    #[default]
    No,
    Once,
    Weekly,
    Monthly,
}

/// How it stands with a commitment. All are ordinary; none is a failure (C20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Chosen,
    Done,
    Resting,
    Changed,
    LetGo,
}

/// What a person chooses to do, in their words. Everything but `what` may stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Plan {
    pub what: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// A smaller version, for a messy week.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lighter: String,
    /// Time, place, cue: what helps to keep at it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub helps: String,
    /// What the other will do to help.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub partner_helps: String,
    /// No date is an ordinary answer (C36).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Day>,
    pub remind: Remind,
}

impl Plan {
    /// All its texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.what, &self.why, &self.lighter, &self.helps, &self.partner_helps]
            .into_iter()
            .map(String::as_str)
    }
}

/// An earlier standing. Only the owner sees these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    pub standing: Standing,
    pub at: Stamp,
}

/// Something one person chose to do (D.7). Only its owner makes or changes it (C24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Commitment {
    pub id: CommitmentId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    pub owner: Side,
    pub plan: Plan,
    pub(in crate::domain) standing: Standing,
    /// The owner lets the other see how it stands.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::domain) history: Vec<Past>,
    pub chosen: Stamp,
    pub changed: Stamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Version>,
}

impl Commitment {
    /// When it stood otherwise, without saying how.
    pub(crate) fn past_moments(&self) -> impl Iterator<Item = Stamp> {
        self.history.iter().map(|p| p.at)
    }
}

/// What a person says to a shared sentence (B.0 `agree`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assent {
    Yes,
    NotYet,
    ChangeIt,
    Skipped,
}

/// One person's word on the sentence as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affirmation {
    pub who: Side,
    pub state: Assent,
    pub at: Stamp,
}

/// A sentence of both, or the part one plays in the other's plan (D.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Agreement {
    pub id: AgreementId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    /// The plan this is a part in, for `cb-my-role`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<CommitmentId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Parts chosen from the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<OptionId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affirmations: Vec<Affirmation>,
    /// Who no longer stands by it. The wording is gone then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_by: Option<Side>,
    pub made: Stamp,
    pub changed: Stamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Version>,
}

impl Agreement {
    /// What `who` said to the sentence as it stands now.
    #[must_use]
    pub fn word_of(&self, who: Side) -> Option<Assent> {
        self.affirmations.iter().find(|a| a.who == who).map(|a| a.state)
    }

    /// Whether both said yes to this very sentence (C23). Nothing less is an agreement, and a yes
    /// to no words is none.
    #[must_use]
    pub fn holds(&self) -> bool {
        let says_something = !self.text.is_empty() || !self.picks.is_empty();
        says_something
            && self.withdrawn_by.is_none()
            && Side::BOTH.into_iter().all(|s| self.word_of(s) == Some(Assent::Yes))
    }
}

/// How an open end stands. Open is never overdue (`wu-open`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThreadState {
    Open,
    PickedUp,
    Dropped,
}

/// Something left open on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Thread {
    pub id: ThreadId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    /// Their words; empty where the thread is the question of the step itself, kept for another day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    pub state: ThreadState,
    pub changed: Stamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Version>,
}

/// When two people mean to talk again. None of the three is better than another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NextTime {
    At(LocalMoment),
    WeWillFindOne,
    NotForNow,
}

/// A next time (D.3 `nextDate`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Talk {
    pub id: TalkId,
    pub pair: PairId,
    pub run: RunId,
    pub step: StepId,
    /// For whose question, where it is one person's (`cb-help-focus`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Side>,
    pub next: NextTime,
    pub changed: Stamp,
}
