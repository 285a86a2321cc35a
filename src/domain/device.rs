//! What this device remembers about itself: nothing about the people.

use super::ids::PairId;
use super::person::Side;
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

/// How fast words are read aloud: at the reader's pace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReadingPace {
    #[default]
    Usual,
    Slower,
    Faster,
}

written_words! { ReadingPace: Usual | Slower | Faster }

/// A lock on what is private to one person, on this device (D.1 `privateLock`). It keeps others who sit here from opening
/// it; it is no safe: what is locked is kept like everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateLock {
    /// Whose partnership; none: what belongs to one person and to no partnership, the maps.
    pub pair: Option<PairId>,
    pub side: Side,
    /// Drawn anew for each lock.
    pub salt: String,
    /// What the passphrase comes to with the salt. The passphrase itself is nowhere.
    pub hash: String,
}

written! { PrivateLock { pair, side, salt, hash } }

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
    pub reading_pace: ReadingPace,
    /// A soft chime when a turn has had its time.
    pub chime: bool,
    /// Leaving quickly erases the conversation that is open, too.
    pub leave_erases: bool,
    /// Where to turn when this is not the right tool: a line of one's own.
    pub safe_line: String,
    /// At most one for each private area. They stay on this device: no copy holds one, and none brings one.
    pub locks: Vec<PrivateLock>,
}

written! { Device { copied, changed_since, remind, text_size, asked_to_persist, reading_pace, chime, leave_erases, safe_line, locks } }

impl Device {
    /// The lock on what is private to one person, if they have set one.
    #[must_use]
    pub fn lock_on(&self, pair: Option<PairId>, side: Side) -> Option<&PrivateLock> {
        self.locks.iter().find(|lock| (lock.pair, lock.side) == (pair, side))
    }

    /// As it stands in a copy.
    #[must_use]
    pub fn for_copy(&self) -> Self {
        Self { locks: Vec::new(), ..self.clone() }
    }

    /// Whether it is time to speak of a copy.
    #[must_use]
    pub fn copy_is_due(&self) -> bool {
        self.remind.after().is_some_and(|n| self.changed_since >= n)
    }
}
