//! The device's own way to pass something on.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

fn way() -> Option<js_sys::Function> {
    let navigator = super::window().navigator();
    Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()
}

/// Whether this browser has one.
pub fn is_offered() -> bool {
    way().is_some()
}

/// What is passed on.
pub enum What {
    Link(String),
    Words(String),
}

/// Hands something to it. Whoever turns away from it has changed nothing.
pub async fn share(what: What) {
    let Some(way) = way() else { return };
    let (member, text) = match what {
        What::Link(link) => ("url", link),
        What::Words(words) => ("text", words),
    };
    let what = Object::new();
    // Setting a member of a fresh object cannot fail.
    let _ = Reflect::set(&what, &member.into(), &text.into());
    let asked = way.call1(&super::window().navigator(), &what).ok();
    if let Some(asked) = asked.and_then(|a| a.dyn_into::<Promise>().ok()) {
        let _ = JsFuture::from(asked).await;
    }
}
