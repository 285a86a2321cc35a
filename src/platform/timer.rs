//! Later, once or again and again.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Calls `then` once, after `millis`.
pub fn after(millis: i32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    let _ = super::window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), millis);
}

/// Something that happens again and again until it is dropped.
pub struct Every {
    handle: i32,
    _then: Closure<dyn Fn()>,
}

impl Drop for Every {
    fn drop(&mut self) {
        super::window().clear_interval_with_handle(self.handle);
    }
}

/// Calls `then` every `millis`, as long as the result lives. Sleeps while the page is hidden, as
/// browsers have it: whoever counts time asks the clock.
pub fn every(millis: i32, then: impl Fn() + 'static) -> Every {
    let then = Closure::<dyn Fn()>::new(then);
    let handle = super::window()
        .set_interval_with_callback_and_timeout_and_arguments_0(
            then.as_ref().unchecked_ref(),
            millis,
        )
        .unwrap_or(0);
    Every { handle, _then: then }
}

/// Something put off: each call puts it off anew, dropping it calls it off.
#[derive(Default)]
pub struct PutOff {
    due: Rc<RefCell<Option<Due>>>,
}

/// The browser's handle, and what it will call.
type Due = (i32, Closure<dyn Fn()>);

impl Drop for PutOff {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl PutOff {
    /// Calls `then` after `millis`, unless called again before.
    pub fn set(&self, millis: i32, then: impl Fn() + 'static) {
        self.cancel();
        let due = self.due.clone();
        let then = Closure::<dyn Fn()>::new(move || {
            // No longer due; it is this very closure, and so kept until it has returned.
            let _at_work = due.take();
            then();
        });
        let handle = super::window().set_timeout_with_callback_and_timeout_and_arguments_0(
            then.as_ref().unchecked_ref(),
            millis,
        );
        *self.due.borrow_mut() = handle.ok().map(|h| (h, then));
    }

    /// Calls it off. True if it was still due.
    pub fn cancel(&self) -> bool {
        let due = self.due.borrow_mut().take();
        if let Some((handle, _)) = &due {
            super::window().clear_timeout_with_handle(*handle);
        }
        due.is_some()
    }
}
