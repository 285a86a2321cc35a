//! What a dialogue is made of. Words live elsewhere (`content::words`), rules live in Rust; this
//! is the one description that the engine, the pages and the tests read.

use serde::{Deserialize, Serialize};

use super::ids::{DialogueId, FieldId, OptionId, StepId};
use super::run::Visibility;

pub use super::check::CheckedDialogue;

/// The option every choice ends with: "In my own words".
pub const OWN_WORDS: &str = "in-my-own-words";
/// The option every choice ends with: "None of these".
pub const NONE_OF_THESE: &str = "none-of-these";

/// The thirteen kinds of step; these are all (B.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Guide,
    Readback,
    Reflect,
    Each,
    Turns,
    Mirror,
    Scale,
    Choose,
    List,
    Agree,
    Commit,
    Thank,
    Schedule,
}

/// Who answers. `Me` is the person who opened the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    Me,
    Partner,
    /// Both, each for themselves; the opener first.
    Each,
    /// Both, each for themselves; the partner first.
    EachPartnerFirst,
    /// Together, one answer.
    Both,
}

/// Shown only to a person who, or where anyone, chose one of these in an earlier step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub step: StepId,
    pub any: Vec<OptionId>,
}

/// What a readback shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// Commitments of this pair that still stand.
    Commitments,
    /// What was shared in this run so far.
    Shared,
}

/// What the answers of a step become beside entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Makes {
    /// Each line becomes an open thread.
    Threads,
}

/// An option that leads to another dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    pub option: OptionId,
    pub to: DialogueId,
}

/// One step of a dialogue.
#[allow(clippy::struct_excessive_bools)] // the flags of B.0, each on its own
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    pub id: StepId,
    pub kind: Kind,
    pub who: Who,
    pub visibility: Visibility,
    /// Where in the sources it comes from (Part E of the method).
    pub from: Vec<String>,
    /// Part of the short way.
    #[serde(default)]
    pub short: bool,
    /// Neither sees the other's answer before both have answered or skipped.
    #[serde(default)]
    pub reveal: bool,
    /// Starts private; the writer may hand it over.
    #[serde(default)]
    pub release: bool,
    /// Spoken, with an optional short note that both see.
    #[serde(default)]
    pub note: bool,
    /// What there is to choose from, without the two that every choice ends with.
    #[serde(default)]
    pub options: Vec<OptionId>,
    /// Several may be chosen.
    #[serde(default)]
    pub several: bool,
    /// Named fields, in order.
    #[serde(default)]
    pub fields: Vec<FieldId>,
    #[serde(default)]
    pub when: Option<Condition>,
    #[serde(default)]
    pub shows: Option<Shows>,
    #[serde(default)]
    pub makes: Option<Makes>,
    #[serde(default)]
    pub leads: Option<Lead>,
    /// The `commit` step whose plans this step is about.
    #[serde(default)]
    pub about: Option<StepId>,
    /// The sentence starts from words already there: the first of these steps that has any.
    #[serde(default)]
    pub prefill: Option<Vec<StepId>>,
    /// The prompt's text can be copied.
    #[serde(default)]
    pub copy: bool,
    /// Asks first: now, another day, or not.
    #[serde(default)]
    pub offer: bool,
}

impl Step {
    /// Whether the answer is kept from the other while it is being given.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.visibility == Visibility::Private || self.reveal
    }

    /// Whether a text may be written here at all: not where it is only spoken.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        match self.kind {
            Kind::Guide | Kind::Readback | Kind::Mirror => false,
            _ => self.visibility != Visibility::Spoken || self.note,
        }
    }
}

/// A stretch of a dialogue with a name of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub id: String,
    pub steps: Vec<Step>,
}

/// About how long it takes, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    pub whole: u16,
    /// The short way, where there is one.
    #[serde(default)]
    pub short: Option<u16>,
}

/// A dialogue as written down, not yet looked over. [`CheckedDialogue`] is the one to use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialogue {
    pub id: DialogueId,
    /// Stands for the dialogue in addresses, which must not tell what it is (D.12).
    pub number: u8,
    /// Counts up with every change of the steps.
    pub content: u32,
    pub minutes: Minutes,
    /// What follows at the end.
    #[serde(default)]
    pub next: Option<DialogueId>,
    pub stages: Vec<Stage>,
}

impl Dialogue {
    /// All steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|s| &s.steps)
    }
}
