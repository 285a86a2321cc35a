//! What only a browser can answer: local storage and its neighbours, called from wasm, in three engines.
//!
//! ```text
//! make wasm-firefox                      all of them in one engine (chromium, firefox, webkit)
//! make wasm-firefox ONLY=quota           those whose name contains it
//! ```
//!
//! `.ci/wasm-test` starts wasm-bindgen's runner with one driver; the browser's own options are in `chromium.json` and
//! `firefox.json` beside this file (for WebKitGTK the script writes them, since they name a file of the machine).
//! All tests of one run share one page and one local storage, one after another: leave it as it was found.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn what_is_set_can_be_read() {
    let window = web_sys::window().expect("a window");
    let storage = window.local_storage().expect("allowed").expect("present");
    storage.set_item("common-ground-test", "“Zoë” 😀").expect("room");
    let read = storage.get_item("common-ground-test").expect("allowed");
    storage.remove_item("common-ground-test").expect("allowed");
    assert_eq!(read.as_deref(), Some("“Zoë” 😀"));
}
