//! What only this tab knows, until it is closed: who holds the device, so that a reload doesn't
//! ask again.

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
