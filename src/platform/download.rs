//! Handing the person a file.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers `text` as a file of a `kind` (as in `application/json`) to save. False where the browser
/// doesn't let us.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    let offered = || -> Option<()> {
        let made = BlobPropertyBag::new();
        made.set_type(kind);
        let blob =
            Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &made).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let link: HtmlAnchorElement =
            super::page::document().create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // Some engines read the address only after this task.
        super::timer::after(60_000, move || {
            let _ = Url::revoke_object_url(&address);
        });
        Some(())
    };
    offered().is_some()
}
