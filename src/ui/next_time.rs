//! When two people mean to talk next, and what they are to look at again, on the clock of this device.

use crate::content;
use crate::domain::ids::PairId;
use crate::domain::look_again;
use crate::domain::outcome::{NextTime, Talk};
use crate::domain::workspace::Workspace;
use crate::platform::clock;

/// When they mean to talk next, or to look again, whichever comes first.
pub fn next_talk(workspace: &Workspace, pair: PairId) -> Option<(&Talk, NextTime)> {
    let today = clock::now().date_naive();
    look_again::next(workspace, pair, content::looked_at_again, today, &clock::wall)
}

/// The dialogue that two are to look at again now (C13), by its number.
pub fn to_look_at_again(workspace: &Workspace, pair: PairId) -> Option<u8> {
    let today = clock::now().date_naive();
    let looked_at = content::looked_at_again;
    look_again::offered(workspace, pair, looked_at, today, &clock::wall).map(|d| d.number)
}
