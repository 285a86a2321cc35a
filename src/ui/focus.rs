//! Where the focus goes when something else is shown.

use wasm_bindgen::JsCast;

use super::dom::follow;
use crate::platform::{page, timer};

/// To where the page begins, once what is shown now is there.
pub fn settle(arriving: bool) {
    timer::after(0, move || settle_now(arriving));
}

/// The same each time that what `read` says has changed.
pub fn settle_when<T: PartialEq + 'static>(read: impl Fn() -> T + 'static) {
    let mut before = None;
    follow(Box::new(move || {
        let now = Some(read());
        if before.is_some() && before != now {
            settle(true);
        }
        before = now;
    }));
}

/// Puts the focus where the page begins: into a field with words in it or on a device with a
/// mouse, else on the heading, which a screen reader then reads. Moving there also scrolls up.
pub fn settle_now(arriving: bool) {
    if arriving {
        page::scroll_to_top();
    }
    let field =
        page::find("[data-first]").and_then(|f| f.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    if let Some(field) = field
        && (!field.value().is_empty() || !page::matches("(pointer: coarse)"))
    {
        page::focus_at_end(&field);
    } else if arriving && let Some(head) = page::find("h1") {
        page::focus(&head, false);
    }
}

/// To the heading, once what is shown now is there.
pub fn on_prompt() {
    on("#prompt");
}

/// To what `selector` finds, once what is shown now is there.
pub fn on(selector: &str) {
    let selector = selector.to_owned();
    timer::after(0, move || {
        if let Some(element) = page::find(&selector) {
            page::focus(&element, false);
        }
    });
}
