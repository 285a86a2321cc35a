//! How much of anything is taken, in one place (`trust.md` 5). Everything over is refused in words.

use chrono::{Datelike, TimeDelta};

pub use crate::written::json::{NESTING, VALUES};

/// Longest answer, in Unicode scalar values.
pub const TEXT: usize = 100_000;
/// Longest name of a person, in Unicode scalar values.
pub const NAME: usize = 200;
/// Most entries a file may hold, counted over all its records.
pub const ENTRIES: usize = 50_000;
/// Largest file read, in bytes.
pub const FILE: usize = 8 * 1024 * 1024;
/// Largest keepsake read, in bytes: a page, and a copy in it that is no larger than any other.
pub const KEEPSAKE: usize = 2 * FILE;
/// Longest link read, in characters of what stands behind `#`.
pub const LINK: usize = 64 * 1024;
/// Longest link in a file, in characters: as many as its head can say.
pub const LINK_IN_FILE: usize = 0xf_ffff;
/// Most that is unpacked from a link, in bytes.
pub const UNPACKED: usize = 1024 * 1024;
/// How many times as much as it is packed a link may be unpacked.
pub const RATIO: usize = 50;
/// Longest whole link that mail, chat and SMS carry, in characters.
pub const LIGHT_LINK: usize = 1_800;
/// Longest whole link that is offered at all, in characters: above, it goes by file.
pub const HEAVY_LINK: usize = 4_000;
/// First and last year a date may fall into.
pub const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;
/// Shortest and longest turn, in minutes (B.0.1).
pub const TURN_MINUTES: std::ops::RangeInclusive<u8> = 1..=10;
/// How many questions of their own somebody may add when they ask how it was.
pub const OWN_QUESTIONS: usize = 3;
/// Most lines of a pocket card (C28).
pub const POCKET: usize = 3;
/// A turn without a length: nothing is drawn, nobody is offered anything.
pub const NO_TIME: u8 = 0;
/// Most answers of one person in a link, and most that came of its run.
pub const OF_A_RUN: usize = 2_000;
/// Longest question of one's own, and longest hint, in Unicode scalar values.
pub const QUESTION: usize = 2_000;
/// Most steps of a dialogue of one's own, those left out among them.
pub const STEPS: usize = 200;
/// Most options of a choice of one's own.
pub const OPTIONS: usize = 24;
/// Longest rhythm of a nudge on a map, in weeks.
pub const RHYTHM_WEEKS: u16 = 520;
/// How far beyond its length a turn is counted that runs on by itself, in seconds: a page nobody looks at
/// cannot tell speech from sleep.
pub const UNSEEN: u32 = 600;

/// How far ahead of ours the clock of another device may be, for ours to follow it.
pub const CLOCKS_APART: TimeDelta = TimeDelta::days(366);

/// Whether a text of somebody is no longer than [`TEXT`].
#[must_use]
pub fn is_text(text: &str) -> bool {
    fits(text, TEXT)
}

/// Whether a name, of a person or of a thing, is no longer than [`NAME`].
#[must_use]
pub fn is_name(name: &str) -> bool {
    fits(name, NAME)
}

/// Whether a day or a moment falls into one of [`YEARS`].
#[must_use]
pub fn is_in_years(date: &impl Datelike) -> bool {
    YEARS.contains(&date.year())
}

/// Whether a turn can be that long, in minutes: one of [`TURN_MINUTES`], or [`NO_TIME`].
#[must_use]
pub fn is_turn(minutes: u8) -> bool {
    minutes == NO_TIME || TURN_MINUTES.contains(&minutes)
}

/// Whether `text` holds at most `limit` characters.
#[must_use]
pub fn fits(text: &str, limit: usize) -> bool {
    text.len() <= limit || text.chars().count() <= limit
}
