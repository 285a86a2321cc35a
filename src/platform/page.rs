//! The page itself: address, title, focus, what is visible.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, FocusOptions, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
};

thread_local! {
    /// How many entries of the history lead back from here to where the app was opened, once they are counted.
    static BEHIND: Cell<Option<u32>> = const { Cell::new(None) };
}

/// The document.
pub fn document() -> Document {
    super::window().document().expect("a window has a document")
}

/// The part of the address after `#`, as it stands there.
pub fn fragment() -> String {
    let hash = super::window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or_default()
}

/// The address of the app, without anything that was added to it.
pub fn base() -> String {
    let location = super::window().location();
    location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default()
}

/// Goes to a fragment: a new entry in the history, or in place of the present one.
pub fn go(fragment: &str, in_place: bool) {
    let address = format!("#{fragment}");
    let Ok(history) = super::window().history() else { return };
    let behind = BEHIND.get().unwrap_or_default() + u32::from(!in_place);
    // Refused only for addresses of another origin, and for hundreds of calls in a few seconds.
    let gone = if in_place {
        history.replace_state_with_url(&behind.into(), "", Some(&address))
    } else {
        history.push_state_with_url(&behind.into(), "", Some(&address))
    };
    if gone.is_ok() {
        BEHIND.set(Some(behind));
    }
}

/// Counts the entry that somebody has come to, by the address or by Back and Forward: each carries its number.
pub fn count() {
    let Ok(history) = super::window().history() else { return };
    let noted = history.state().ok().and_then(|state| state.as_f64());
    // A number of ours, and small.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let behind = noted.map_or_else(|| BEHIND.get().map_or(0, |n| n + 1), |n| n as u32);
    BEHIND.set(Some(behind));
    if noted.is_none() {
        // Refused only after hundreds of calls in a few seconds.
        let _ = history.replace_state_with_url(&behind.into(), "", None);
    }
}

/// Goes back to where the app was opened; somebody comes there in a moment. False where that is here.
pub fn back_to_the_first() -> bool {
    let behind = BEHIND.get().and_then(|n| i32::try_from(n).ok()).unwrap_or_default();
    let back = |history: web_sys::History| history.go_with_delta(-behind).is_ok();
    behind > 0 && super::window().history().is_ok_and(back)
}

/// Loads the page anew. What is typed on it goes where the next start finds it (`boot.js`), in case
/// it could not be kept.
pub fn reload() {
    put_aside();
    let _ = super::window().location().reload();
}

/// Puts aside what is typed on the page, where the next start finds it.
pub fn put_aside() {
    if let Some(put_aside) = of_boot("cgPutAside") {
        // Without room it stays on the page only.
        let _ = put_aside.call0(&JsValue::NULL);
    }
}

/// Keeps the app's own files in this browser, so that it opens without a connection; or keeps them no longer.
pub fn keep_files(keep: bool) {
    if let Some(keep_files) = of_boot("cgKeepFiles") {
        // It never throws.
        let _ = keep_files.call1(&JsValue::NULL, &keep.into());
    }
}

/// What `boot.js` lends to the program.
fn of_boot(name: &str) -> Option<js_sys::Function> {
    js_sys::Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()
}

/// Shows nothing of this page from now on, and nothing when a browser that kept it shows it again:
/// then it is loaded anew.
pub fn hide() {
    if let Some(body) = document().body() {
        body.set_hidden(true);
    }
    super::on_window("pageshow", |_: web_sys::Event| {
        let _ = super::window().location().reload();
    });
}

/// Leaves for another file of ours, in place of this page and of its entry in the history.
pub fn leave_for(file: &str) {
    // Refused only for addresses that are none.
    let _ = super::window().location().replace(file);
}

/// Opens the browser's own way to paper.
pub fn print() {
    // Where a browser has none, nothing happens.
    let _ = super::window().print();
}

/// What can be read in the elements that match a selector, in the order of the page, each with its
/// language where it says one. What is not drawn is left out.
pub fn texts(selector: &str) -> Vec<(String, String)> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    let elements =
        (0..found.length()).filter_map(|i| found.item(i)?.dyn_into::<HtmlElement>().ok());
    let drawn = elements.filter(|e| e.get_client_rects().length() > 0);
    let language = |e: &HtmlElement| {
        let speaks = e.closest("[lang]").ok().flatten();
        speaks.and_then(|s| s.get_attribute("lang")).unwrap_or_default()
    };
    drawn.map(|e| (e.inner_text(), language(&e))).collect()
}

/// Names the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Whether nobody can see the page now.
pub fn is_hidden() -> bool {
    document().hidden()
}

/// Whether a style query holds, such as `(pointer: coarse)`.
pub fn matches(query: &str) -> bool {
    super::window().match_media(query).ok().flatten().is_some_and(|m| m.matches())
}

/// The first element that fits a selector.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Moves the focus there. With `scroll`, brings it into view.
pub fn focus(element: &HtmlElement, scroll: bool) {
    let how = FocusOptions::new();
    how.set_prevent_scroll(!scroll);
    // An element that cannot take the focus leaves it where it was.
    let _ = element.focus_with_options(&how);
}

/// Moves the focus there, and shows it if what had it before showed it. Said outright, for some
/// browsers forget it when what had the focus is gone.
pub fn pass_focus_on(element: &HtmlElement, shown: bool) {
    let how = FocusOptions::new();
    if shown {
        // Setting a member of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&how, &"focusVisible".into(), &true.into());
    }
    // An element that cannot take the focus leaves it where it was.
    let _ = element.focus_with_options(&how);
}

/// Moves the focus into a field, behind its last word.
pub fn focus_at_end(field: &HtmlTextAreaElement) {
    focus(field, false);
    let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX);
    let _ = field.set_selection_range(end, end);
}

/// Moves the focus into a field, with all that stands there selected.
pub fn select(field: &HtmlElement) {
    focus(field, true);
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// Takes the focus away from whatever has it.
pub fn leave_field() {
    if let Some(field) = focused().and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        // It can always be taken away.
        let _ = field.blur();
    }
}

/// What stands in a field.
pub fn value_of(field: &Element) -> String {
    let value = js_sys::Reflect::get(field, &"value".into());
    value.ok().and_then(|v| v.as_string()).unwrap_or_default()
}

/// Puts something into a field.
pub fn set_value(field: &HtmlElement, value: &str) {
    // Setting a member of an element cannot fail.
    let _ = js_sys::Reflect::set(field, &"value".into(), &value.into());
}

/// To the top, at once.
pub fn scroll_to_top() {
    super::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// The element that has the focus.
pub fn focused() -> Option<Element> {
    document().active_element()
}

/// What can have the focus.
pub const FOCUSABLE: &str = "a[href], button, input, select, textarea, summary, h1";

/// What can have the focus within an element, in the order of the page.
pub fn focusable_in(element: &Element) -> Vec<HtmlElement> {
    let Ok(found) = element.query_selector_all(FOCUSABLE) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}

/// Sets or takes away an attribute of the root element.
pub fn mark_root(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // Fails only for names that are none.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Which build runs here: the part of the program's file name that its content decides.
pub fn build() -> String {
    let app = document().get_element_by_id("app");
    let file = app.and_then(|a| a.get_attribute("data-wasm")).unwrap_or_default();
    let name = file.rsplit('/').next().unwrap_or_default();
    let hash = name.trim_end_matches("_bg.wasm").rsplit('-').next().unwrap_or_default();
    hash.to_owned()
}
