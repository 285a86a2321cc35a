//! What is tapped at a step that has no options of its own: it is the same in every dialogue. What hangs on a choice
//! that a definition names stands in `decides`.

use super::dialogue::{Kind, Step};

/// They were heard (`mirror`).
pub const THATS_IT: &str = "thats-it";
/// They add something, and it is said back again (`mirror`).
pub const LET_ME_ADD: &str = "let-me-add";
/// It may stay as it was said back (`mirror`).
pub const LEAVE_IT: &str = "leave-it";
/// What the one who was heard can say to it (B.0 `mirror`).
pub const MIRROR: [&str; 3] = [THATS_IT, LET_ME_ADD, LEAVE_IT];

/// The turn that is offered is wanted now (`cb-help-focus`).
pub const NOW: &str = "now";
/// On another day: a turn that is offered, or what two notice.
pub const ANOTHER_DAY: &str = "another-day";
/// The turn that is offered is not wanted (`cb-help-focus`).
pub const NOT_NOW: &str = "not-now";
/// What can be said to an offer (`cb-help-focus`).
pub const OFFER: [&str; 3] = [NOW, ANOTHER_DAY, NOT_NOW];

/// Two answers say the same.
pub const SAME: &str = "same";
/// Two answers differ, and it is worth a word.
pub const DIFFERENT: &str = "different";
/// What two may notice of their two answers, side by side.
pub const NOTICES: [&str; 3] = [SAME, DIFFERENT, ANOTHER_DAY];

/// What is tapped at this step, beside any options of its own.
#[must_use]
pub fn at(step: &Step) -> &'static [&'static str] {
    match step.kind {
        Kind::Mirror => &MIRROR,
        Kind::Turns if step.offer => &OFFER,
        _ => &[],
    }
}
