//! What a dialogue is made of. Words live elsewhere (`content::words`), rules live in Rust; this
//! is the one description that the engine, the pages and the tests read.

use super::ids::{DialogueId, FieldId, OptionId, StepId};
use super::run::Visibility;

pub use super::check::CheckedDialogue;
use crate::written::{written, written_words};

/// The option every choice ends with: "In my own words".
pub const OWN_WORDS: &str = "in-my-own-words";
/// The option every choice ends with: "None of these".
pub const NONE_OF_THESE: &str = "none-of-these";

/// The thirteen kinds of step; these are all (B.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

written_words! { Kind | Guide | Readback | Reflect | Each | Turns | Mirror | Scale | Choose | List | Agree | Commit | Thank | Schedule }

/// Who answers. `Me` is the person who opened the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

written_words! { Who | Me | Partner | Each | EachPartnerFirst | Both }

/// Shown only to a person who, or where anyone, chose one of these in an earlier step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub step: StepId,
    pub any: Vec<OptionId>,
}

written! { Condition { step, any } }

/// What a readback shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Commitments of this pair that still stand.
    Commitments,
    /// What was shared in this run so far.
    Shared,
}

written_words! { Shows | Commitments | Shared }

/// What the answers of a step become beside entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makes {
    /// Each line becomes an open thread.
    Threads,
}

written_words! { Makes | Threads }

/// An option that leads to another dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub option: OptionId,
    pub to: DialogueId,
}

written! { Lead { option, to } }

/// One step of a dialogue.
#[allow(clippy::struct_excessive_bools)] // the flags of B.0, each on its own
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    pub kind: Kind,
    pub who: Who,
    pub visibility: Visibility,
    /// Where in the sources it comes from (Part E of the method).
    pub from: Vec<String>,
    /// Part of the short way.
    pub short: bool,
    /// Neither sees the other's answer before both have answered or skipped.
    pub reveal: bool,
    /// Starts private; the writer may hand it over.
    pub release: bool,
    /// Spoken, with an optional short note that both see.
    pub note: bool,
    /// What there is to choose from, without the two that every choice ends with.
    pub options: Vec<OptionId>,
    /// Several may be chosen.
    pub several: bool,
    /// Named fields, in order.
    pub fields: Vec<FieldId>,
    pub when: Option<Condition>,
    pub shows: Option<Shows>,
    pub makes: Option<Makes>,
    pub leads: Option<Lead>,
    /// The `commit` step whose plans this step is about.
    pub about: Option<StepId>,
    /// The sentence starts from words already there: the first of these steps that has any.
    pub prefill: Option<Vec<StepId>>,
    /// The prompt's text can be copied.
    pub copy: bool,
    /// Asks first: now, another day, or not.
    pub offer: bool,
}

written! { Step { id, kind, who, visibility, from, short, reveal, release, note, options, several, fields, when, shows, makes, leads, about, prefill, copy, offer } }

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub id: String,
    pub steps: Vec<Step>,
}

written! { Stage { id, steps } }

/// About how long it takes, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes {
    pub whole: u16,
    /// The short way, where there is one.
    pub short: Option<u16>,
}

written! { Minutes { whole, short } }

/// A dialogue as written down, not yet looked over. [`CheckedDialogue`] is the one to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    pub id: DialogueId,
    /// Stands for the dialogue in addresses, which must not tell what it is (D.12).
    pub number: u8,
    /// Counts up with every change of the steps.
    pub content: u32,
    pub minutes: Minutes,
    /// What follows at the end.
    pub next: Option<DialogueId>,
    pub stages: Vec<Stage>,
}

written! { Dialogue { id, number, content, minutes, next, stages } }

impl Dialogue {
    /// All steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|s| &s.steps)
    }
}
