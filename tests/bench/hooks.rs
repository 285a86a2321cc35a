//! What only the app knows: how its records look, where its field is, what its buttons are called.
//!
//! Each of these may answer `None` or `false`: then the row says that there is no way to measure it yet.

use std::collections::BTreeMap;

use crate::page::Page;

/// Local storage by key.
pub type Records = BTreeMap<String, String>;

/// A store the app could have written itself, of about `characters` characters.
pub fn a_store_of(_characters: usize) -> Option<Records> {
    None
}

/// A store with one partnership of `count` sessions, and the route of that partnership.
pub fn a_partnership_of(_count: usize) -> Option<(Records, String)> {
    None
}

/// Brings the page to a field one can type a long answer into, and puts the cursor there.
/// Whatever shows that the words are kept carries `data-kept`, and changes whenever they have been kept again.
pub fn to_a_field(_page: &Page) -> bool {
    false
}

/// Saves everything as a file, by the buttons a person would use. The time runs from the call until it returns.
pub fn export(_page: &Page) -> Option<Vec<u8>> {
    None
}

/// Brings the file in, until it is there. The time runs from the call until it returns.
pub fn import(_page: &Page, _file: &[u8]) -> bool {
    false
}
