//! Copying a text.

use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard. False where the browser doesn't let us.
pub async fn copy(text: &str) -> bool {
    let clipboard = super::window().navigator().clipboard();
    // Missing where the page is not served securely.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
