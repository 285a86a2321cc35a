//! What this device remembers about itself: nothing about the people.

use super::time::Stamp;
use crate::written::{written, written_words};

/// When to remind of saving a copy. It counts changed answers, not days (`trust.md` 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyReminder {
    /// After about one conversation's worth.
    #[default]
    Often,
    /// After a few conversations' worth.
    Seldom,
    Never,
}

written_words! { CopyReminder: Often | Seldom | Never }

impl CopyReminder {
    /// Changed answers after which a reminder is due; `None` for never.
    #[must_use]
    pub fn after(self) -> Option<u32> {
        match self {
            Self::Often => Some(20),
            Self::Seldom => Some(80),
            Self::Never => None,
        }
    }
}

/// Letters at their usual size or larger ("Bigger / read to me", B.0.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    #[default]
    Usual,
    Larger,
    Largest,
}

written_words! { TextSize: Usual | Larger | Largest }

/// The device's own record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// When the last copy of everything was saved to a file.
    pub copied: Option<Stamp>,
    /// Answers changed since then.
    pub changed_since: u32,
    pub remind: CopyReminder,
    pub text_size: TextSize,
    /// The browser was asked, once, to keep our storage.
    pub asked_to_persist: bool,
}

written! { Device { copied, changed_since, remind, text_size, asked_to_persist } }

impl Device {
    /// Whether it is time to speak of a copy.
    #[must_use]
    pub fn copy_is_due(&self) -> bool {
        self.remind.after().is_some_and(|n| self.changed_since >= n)
    }
}
