//! What only this tab knows, until it is closed, and finds again when the page is loaded anew: who holds the
//! device and where they are, which talk they left, what they write and have not proposed yet, and the like.

use web_sys::Storage;

use super::PREFIX;
use crate::platform::window;

fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Notes a value under `name`, or takes it away. Where the browser allows none, nothing is noted.
pub fn note(name: &str, value: Option<&str>) {
    let Some(tab) = tab() else { return };
    let name = format!("{PREFIX}{name}");
    let _ = match value {
        Some(value) => tab.set_item(&name, value),
        None => tab.remove_item(&name),
    };
}

/// What was noted.
pub fn noted(name: &str) -> Option<String> {
    tab()?.get_item(&format!("{PREFIX}{name}")).ok()?
}
