//! One writer at a time, across tabs (Web Locks). Where the browser has none, everybody writes,
//! and the store brings the versions together.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A lock being held; dropping it lets the next one in.
pub struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving twice does nothing.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// Why there is no lock.
pub enum NotHeld {
    /// Somebody else has it.
    Taken,
    /// The browser has no locks.
    Unknown,
}

/// Asks for the lock called `name`; with `steal`, takes it from whoever has it. `lost` is called
/// when it is taken from us.
///
/// # Errors
/// Why it was not given.
pub async fn take(name: &str, steal: bool, lost: impl FnOnce() + 'static) -> Result<Held, NotHeld> {
    let locks =
        Reflect::get(&super::window().navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let request =
        Reflect::get(&locks, &"request".into()).ok().and_then(|r| r.dyn_into::<Function>().ok());
    let Some(request) = request else { return Err(NotHeld::Unknown) };
    let options = Object::new();
    let how = if steal { "steal" } else { "ifAvailable" };
    // Setting a member of a fresh object cannot fail.
    let _ = Reflect::set(&options, &how.into(), &JsValue::TRUE);
    // Resolves with the function that lets go of the lock, with undefined where it is taken, or with
    // false where the browser has locks and gives none: with storage switched off, for example.
    let mut told = None;
    let answer = Promise::new(&mut |resolve, _| told = Some(resolve));
    let tell = told.expect("a promise calls its maker at once");
    let (refuse, asked) = (tell.clone(), Rc::new(Cell::new(false)));
    let answered = asked.clone();
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        answered.set(true);
        if lock.is_null() {
            let _ = tell.call1(&JsValue::NULL, &JsValue::UNDEFINED);
            return JsValue::UNDEFINED;
        }
        Promise::new(&mut |release, _| {
            let _ = tell.call1(&JsValue::NULL, &release);
        })
        .into()
    });
    let held =
        request.call3(&locks, &name.into(), &options, &granted).map_err(|_| NotHeld::Unknown)?;
    let held: Promise = held.unchecked_into();
    super::task::spawn(async move {
        // Rejected when somebody steals it; resolved when we let go.
        match JsFuture::from(held).await {
            Err(_) if asked.get() => lost(),
            Err(_) => drop(refuse.call1(&JsValue::NULL, &JsValue::FALSE)),
            Ok(_) => {}
        }
    });
    let answer = JsFuture::from(answer).await.unwrap_or(JsValue::FALSE);
    if answer == JsValue::FALSE {
        return Err(NotHeld::Unknown);
    }
    answer.dyn_into().map(Held).map_err(|_| NotHeld::Taken)
}
