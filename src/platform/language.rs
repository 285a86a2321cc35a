//! Which language the browser speaks, and what languages are called.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The browser's first language, such as `en-GB`.
fn of_browser() -> String {
    super::window().navigator().language().unwrap_or_default()
}

/// `language` as a list for `Intl`; empty for the browser's own.
pub fn list(language: &str) -> Array {
    if language.is_empty() {
        Array::of1(&of_browser().into())
    } else {
        Array::of1(&language.into())
    }
}

/// What a language calls itself: "Deutsch" for `de`.
pub fn own_name(language: &str) -> String {
    let name = || -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
        let names = Reflect::construct(&class, &Array::of2(&list(language), &options)).ok()?;
        let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &JsValue::from_str(language)).ok()?.as_string()
    };
    name().unwrap_or_else(|| language.to_owned())
}
