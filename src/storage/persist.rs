//! Whether the browser keeps our storage until the person erases it, or clears it away when it wants room.

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

use crate::platform::window;

/// Where the browser is asked, if it can be.
fn manager() -> Option<StorageManager> {
    let navigator = window().navigator();
    let is_there = Reflect::get(&navigator, &"storage".into()).is_ok_and(|m| !m.is_undefined());
    is_there.then(|| navigator.storage())
}

/// Asks the browser, once, to keep our storage until the person erases it. True if it agreed.
pub async fn ask() -> bool {
    let Some(storage) = manager() else { return false };
    match storage.persist() {
        Ok(asked) => JsFuture::from(asked).await.is_ok_and(|a| a.is_truthy()),
        Err(_) => false,
    }
}

/// Whether the browser has agreed to that.
pub async fn is_granted() -> bool {
    let Some(storage) = manager() else { return false };
    match storage.persisted() {
        Ok(asked) => JsFuture::from(asked).await.is_ok_and(|a| a.is_truthy()),
        Err(_) => false,
    }
}
