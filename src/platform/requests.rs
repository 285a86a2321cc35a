//! What this page asked for since it opened, as the browser counts it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// All of it, each once, in order: a file of ours without where it is, and whatever else there is with its whole address. Nothing
/// where a browser does not count.
pub fn all() -> Vec<String> {
    let folder = folder();
    let mut found: Vec<String> = Vec::new();
    for address in counted().into_iter().flat_map(|all| all.to_vec()).filter_map(|e| name(&e)) {
        let short = address.strip_prefix(folder.as_str()).unwrap_or(&address);
        if !found.iter().any(|there| there == short) {
            found.push(short.to_owned());
        }
    }
    found
}

/// Where the files of the app are.
fn folder() -> String {
    let base = super::page::base();
    base.rfind('/').map_or(base.clone(), |end| base[..=end].to_owned())
}

fn counted() -> Option<Array> {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).ok()?;
    let list: Function =
        Reflect::get(&performance, &"getEntriesByType".into()).ok()?.dyn_into().ok()?;
    list.call1(&performance, &"resource".into()).ok()?.dyn_into().ok()
}

fn name(entry: &JsValue) -> Option<String> {
    Reflect::get(entry, &"name".into()).ok()?.as_string()
}
