//! Older files become today's, one numbered step after another. Each version has a frozen file
//! under `tests/fixtures/files/` that never changes.

use super::VERSION;
use crate::written::Tree;

/// Why a file cannot be read whatever is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Written by a newer Common Ground.
    TooNew,
    /// A version there never was.
    NoVersion,
}

/// From version n + 1 to n + 2 at position n.
const STEPS: [fn(Tree) -> Tree; 2] = [
    // Version 2 knows more, and nothing that version 1 knows otherwise.
    |file| file,
    // So does version 3: links.
    |file| file,
];

/// Brings the content of a file of `version` up to today.
///
/// # Errors
/// The version is unknown.
pub fn migrate(version: u32, file: Tree) -> Result<Tree, Unfit> {
    match version {
        0 => Err(Unfit::NoVersion),
        v if v > VERSION => Err(Unfit::TooNew),
        v => Ok(STEPS.iter().skip(v as usize - 1).fold(file, |file, step| step(file))),
    }
}
