//! What a language-aware browser knows about text.

use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The first character as a reader sees it, in capitals: joined emoji and marks stay whole.
pub fn initial(name: &str) -> String {
    let first = || -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"Segmenter".into()).ok()?.dyn_into().ok()?;
        let made =
            Reflect::construct(&class, &Array::of2(&JsValue::UNDEFINED, &Object::new())).ok()?;
        let segment: Function = Reflect::get(&made, &"segment".into()).ok()?.dyn_into().ok()?;
        let segments = segment.call1(&made, &name.into()).ok()?;
        let first = js_sys::try_iter(&segments).ok()??.next()?.ok()?;
        Reflect::get(&first, &"segment".into()).ok()?.as_string()
    };
    let name = name.trim_start();
    let first = first().or_else(|| name.chars().next().map(String::from)).unwrap_or_default();
    JsString::from(first).to_locale_upper_case(None).into()
}

/// The same text in the one way of writing it that composes letters and their marks (NFC): two keyboards may send the
/// letters of one passphrase differently, and it is the same passphrase.
pub fn composed(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}
