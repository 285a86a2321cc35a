//! The dialogues as data, and their words. A definition says what is asked and of whom; a pack
//! says it in a language. Both are looked over before anything is shown.

pub mod own;
mod own_make;
pub mod words;

use std::sync::LazyLock;

use crate::domain::Fault;
use crate::domain::dialogue::{CheckedDialogue, Dialogue};
use crate::domain::ids::{DialogueId, StepId};
use crate::written::{Odd, Written, json};

/// A definition that was not taken.
#[derive(Debug)]
pub enum Faulty {
    /// It is not JSON.
    NotJson,
    /// It is JSON of another shape; says at which name.
    Odd(Odd),
    /// All that is wrong with it.
    Faults(Vec<Fault>),
}

/// Reads a definition and looks it over.
///
/// # Errors
/// Where it cannot be read, or all its faults.
pub fn read_dialogue(text: &str) -> Result<CheckedDialogue, Faulty> {
    let tree = json::read(text).map_err(|_| Faulty::NotJson)?;
    let dialogue = Dialogue::read(tree).map_err(Faulty::Odd)?;
    CheckedDialogue::new(dialogue).map_err(Faulty::Faults)
}

macro_rules! dialogues {
    ($($(#[$only:meta])* $name:ident = $file:literal),+ $(,)?) => {
        $($(#[$only])*
        static $name: LazyLock<CheckedDialogue> = LazyLock::new(|| {
            read_dialogue(include_str!(concat!("dialogues/", $file, ".json")))
                .expect("the dialogues that come with the program have no faults; a test reads each")
        });)+

        /// The dialogue called `id`, if it exists (yet), or is one of somebody's own that was made ready.
        #[must_use]
        pub fn dialogue(id: &DialogueId) -> Option<&'static CheckedDialogue> {
            match id.as_str() {
                $($(#[$only])* $file => Some(&$name),)+
                _ => own::known(id),
            }
        }

        /// All dialogues, in the order in which they are offered.
        pub fn dialogues() -> impl Iterator<Item = &'static CheckedDialogue> {
            let all: Vec<&'static CheckedDialogue> = vec![$($(#[$only])* &$name),+];
            all.into_iter()
        }
    };
}

dialogues! {
    COALITION = "coalition",
    CLEARING = "clearing",
    EXPECTATIONS = "expectations",
    WRAPUP = "wrapup",
    FEEDBACK = "feedback",
    PREP = "prep",
    LOOKBACK = "lookback",
    BETWEEN = "between",
    MAP = "map",
    FREE_TALK = "free-talk",
    #[cfg(any(test, feature = "specimens"))]
    KITCHEN_SINK = "kitchen-sink",
}

/// The dialogues that people are offered: all but the one of every kind, which is for tests and the page of parts.
pub fn offered() -> impl Iterator<Item = &'static CheckedDialogue> {
    dialogues().filter(|d| d.id != *"kitchen-sink")
}

/// A copy of the invented people one can look around with (Part F). A test plays them, and compares.
#[must_use]
pub fn example() -> &'static str {
    include_str!("example.json")
}

/// The dialogue that goes by this number in addresses.
#[must_use]
pub fn numbered(number: u8) -> Option<&'static CheckedDialogue> {
    dialogues().find(|d| d.number == number)
}

/// Whether what is agreed at this step is common ground for later talks. Steps are called alike in no
/// two dialogues, and a step of a copy is the step it was copied from.
#[must_use]
pub fn is_ground(step: &StepId) -> bool {
    dialogues().any(|d| d.step(step).is_some_and(|s| s.ground))
}

/// The dialogue that two people look at again on the days set at this step.
#[must_use]
pub fn looked_at_again(step: &StepId) -> Option<&'static CheckedDialogue> {
    dialogues().find(|d| d.step(step).is_some_and(|s| s.twice))
}

/// Whether what is agreed at this step is a sign of the two, to be seen on every page of both.
#[must_use]
pub fn is_sign(step: &StepId) -> bool {
    dialogues().any(|d| d.step(step).is_some_and(|s| s.sign))
}
