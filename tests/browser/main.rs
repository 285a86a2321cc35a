//! What only a browser can answer: local storage and its neighbours, clocks elsewhere, and what is put off, called from wasm, in three engines.
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

mod clocks;
mod putting_off;
mod storing;
mod tab;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
