//! A link as a file: the same envelope, for links too long to be sent, and for whoever likes files
//! better.

use super::envelope::{self, Fault, Opened};
use crate::domain::limits;
use crate::written::{Members, Tree, json};

/// What it is called. Names nobody, and nothing of what is in it.
pub const NAME: &str = "common-ground-link.json";
/// What such a file says it is.
const FORMAT: &str = "common-ground-link";

/// The file for the part of a link after `#`.
#[must_use]
pub fn write(fragment: &str) -> String {
    let mut file = Members::default();
    file.push("format", Tree::Text(FORMAT.to_owned()));
    file.push("link", Tree::Text(fragment.to_owned()));
    json::write(&Tree::Named(file))
}

/// The part of a link after `#`, if the text is such a file.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let file = json::read(text).ok()?;
    let is_one = file.get("format").and_then(Tree::text) == Some(FORMAT);
    file.get("link").and_then(Tree::text).filter(|_| is_one).map(str::to_owned)
}

/// Opens what somebody pasted, or what stands in the file of a link.
///
/// # Errors
/// As [`envelope::open`]. In a file a link may be longer.
pub fn open(text: &str) -> Result<Opened, Fault> {
    match read(text) {
        Some(fragment) => envelope::open_within(&fragment, limits::LINK_IN_FILE),
        None => envelope::open(text),
    }
}
