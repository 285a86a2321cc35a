//! What is kept in this browser: small records in local storage, each under a key of its own,
//! written at once, read back, and mirrored where a killed browser cannot lose them.
//!
//! Only keys with our prefix are ever read, counted or cleared: other apps may live on this
//! origin.

mod backing;
pub mod mirror;
pub mod persist;
mod saver;
mod shelf;
pub mod tab;

pub use saver::{Kept, NotKept};
pub use shelf::{QUOTA, Raw, Standing, Store};

/// What every key of ours begins with.
pub const PREFIX: &str = "common-ground/";
/// Names under which things other than records stand.
mod names {
    /// The version of the layout; a newer one is left alone.
    pub const LAYOUT: &str = "layout";
    /// Where partnerships stand.
    pub const PARTNERSHIP: &str = "partnership/";
    /// Where maps stand.
    pub const MAP: &str = "map/";
    /// Where the dialogues of one's own stand.
    pub const OWN: &str = "own-dialogue/";
    /// Records that could not be read, untouched.
    pub const ASIDE: &str = "aside/";
    /// What was on the page when the program broke, written by `boot.js`.
    pub const UNSAVED: &str = "unsaved/";

    /// Where something stood before it was put aside: `aside/<when>/` and its name.
    pub fn put_aside_from(name: &str) -> Option<&str> {
        Some(name.strip_prefix(ASIDE)?.split_once('/')?.1)
    }
}

#[cfg(test)]
mod tests {
    use super::names::put_aside_from;

    #[test]
    fn what_was_put_aside_is_known_by_where_it_stood() {
        assert_eq!(put_aside_from("aside/1700000000000/run/a/b"), Some("run/a/b"));
        for other in ["run/a/b", "aside/1700000000000", "unsaved/a/b/first/"] {
            assert_eq!(put_aside_from(other), None, "{other}");
        }
    }
}
