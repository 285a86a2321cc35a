//! The browser, one small file for each thing we ask of it. Knows nothing of people or dialogues.
//!
//! Storage is the one exception: it has a module of its own.

pub mod chance;
pub mod chime;
pub mod clipboard;
pub mod clock;
pub mod dates;
pub mod download;
pub mod files;
pub mod idle;
pub mod language;
pub mod locks;
pub mod page;
pub mod requests;
pub mod sharing;
pub mod speech;
pub mod task;
pub mod text;
pub mod timer;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::EventTarget;

/// The page's own window. It is not asked whether it is one, as `web_sys::window` asks: while a page is being left,
/// that of `WebKit` speaks for the page that follows already, and is no instance of what the page that is left calls `Window`.
pub fn window() -> web_sys::Window {
    js_sys::global().unchecked_into()
}

/// Calls `with` at every `event` on the window, for as long as the page lives.
pub fn on_window<E: JsCast>(event: &str, with: impl Fn(E) + 'static) {
    on(&window(), event, with);
}

/// Calls `with` at every `event` on the document, for as long as the page lives.
pub fn on_document<E: JsCast>(event: &str, with: impl Fn(E) + 'static) {
    on(&page::document(), event, with);
}

/// A listener that is called off when it is dropped.
pub struct Listening {
    target: EventTarget,
    event: String,
    listener: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        // It was added there, so it can be taken away.
        let _ = self.target.remove_event_listener_with_callback(&self.event, listener);
    }
}

/// Calls `with` at every `event` on the document, for as long as the result lives.
pub fn while_on_document<E: JsCast>(event: &str, with: impl Fn(E) + 'static) -> Listening {
    while_on(page::document().into(), event, with)
}

/// The same on the window.
pub fn while_on_window<E: JsCast>(event: &str, with: impl Fn(E) + 'static) -> Listening {
    while_on(window().into(), event, with)
}

fn while_on<E: JsCast>(target: EventTarget, event: &str, with: impl Fn(E) + 'static) -> Listening {
    let listener = listen(&target, event, with);
    Listening { target, event: event.to_owned(), listener }
}

fn on<E: JsCast>(target: &EventTarget, event: &str, with: impl Fn(E) + 'static) {
    listen(target, event, with).forget();
}

fn listen<E: JsCast>(
    target: &EventTarget,
    event: &str,
    with: impl Fn(E) + 'static,
) -> Closure<dyn Fn(web_sys::Event)> {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |e: web_sys::Event| {
        with(e.unchecked_into());
    });
    // What takes no listeners leaves the page as it is; nothing to be done about it.
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener
}
