//! Starting: takes over what the static page holds, and lets the program take its place. And what
//! happens when the program breaks.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlInputElement};

use super::shell::shell;
use crate::platform::page;
use crate::ui::pages::first_time::Typed;

/// Puts the program where the static page is.
pub fn start() {
    let Some(root) = page::find("#cg") else { return };
    let typed = typed_so_far(&root);
    let focused = page::focused().map(|e| e.id()).filter(|id| !id.is_empty());
    let caret = focused.as_deref().and_then(field).and_then(|f| f.selection_start().ok().flatten());
    leptos::mount::mount_to_renderer(&root, move || shell(&typed)).forget();
    // Somebody may be in the middle of a name.
    if let Some(same) = focused.as_deref().and_then(field) {
        page::focus(&same, false);
        let _ = same.set_selection_range(caret.unwrap_or(0), caret.unwrap_or(0));
    }
}

fn field(id: &str) -> Option<HtmlInputElement> {
    page::document().get_element_by_id(id)?.dyn_into().ok()
}

fn typed_so_far(root: &HtmlElement) -> Typed {
    let value = |id: &str| field(id).map(|f| f.value()).unwrap_or_default();
    let chosen = || {
        let relations = root.query_selector_all("[name=relation]").ok()?;
        (0..relations.length()).find(|i| {
            relations
                .item(*i)
                .and_then(|n| n.dyn_into::<HtmlInputElement>().ok())
                .is_some_and(|r| r.checked())
        })
    };
    Typed { names: [value("first"), value("second")], kind: chosen().map(|i| i as usize) }
}

/// The program broke: `boot.js` says so, keeps what is on the page, and offers ways on.
pub fn broke(info: &std::panic::PanicHookInfo) {
    let words = JsValue::from_str(&info.to_string());
    let told = Reflect::get(&js_sys::global(), &"cgBroke".into()).ok();
    if let Some(tell) = told.and_then(|t| t.dyn_into::<Function>().ok()) {
        // There is nobody left to tell if even this fails.
        let _ = tell.call1(&JsValue::NULL, &words);
    }
}
