//! The browser, one small file for each thing we ask of it. Knows nothing of people or dialogues.
//!
//! Storage is the one exception: it has a module of its own.

pub mod chance;
pub mod clipboard;
pub mod clock;
pub mod dates;
pub mod download;
pub mod files;
pub mod language;
pub mod locks;
pub mod page;
pub mod speech;
pub mod task;
pub mod text;
pub mod timer;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

fn window() -> web_sys::Window {
    web_sys::window().expect("the program only ever runs in a page")
}

/// Calls `with` at every `event` on the window, for as long as the page lives.
pub fn on_window<E: JsCast>(event: &str, with: impl Fn(E) + 'static) {
    on(&window(), event, with);
}

/// Calls `with` at every `event` on the document, for as long as the page lives.
pub fn on_document<E: JsCast>(event: &str, with: impl Fn(E) + 'static) {
    on(&page::document(), event, with);
}

fn on<E: JsCast>(target: &web_sys::EventTarget, event: &str, with: impl Fn(E) + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |e: web_sys::Event| {
        with(e.unchecked_into());
    });
    // A window that takes no listeners leaves the page as it is; nothing to be done about it.
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}
