//! Local storage, or memory where the browser allows none.

use std::cell::RefCell;

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

use super::PREFIX;
use crate::platform::window;
use crate::written::Named;

/// Why a value was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No room left.
    Full,
    /// For another reason, or it reads differently from what was written.
    Otherwise,
}

/// Where values stand, by name without our prefix.
pub enum Backing {
    Local(Storage),
    /// Until the tab closes.
    Memory(RefCell<Named<String>>),
}

impl Backing {
    /// Local storage if it works, else memory.
    pub fn find() -> Self {
        let local = window().local_storage().ok().flatten();
        let probe = format!("{PREFIX}probe");
        let works = |s: &Storage| match s.set_item(&probe, "1") {
            Ok(()) => s.remove_item(&probe).is_ok(),
            // Full is not blocked: what is there can be read, and made room in.
            Err(e) => is_quota(&e) && s.length().is_ok_and(|n| n > 0),
        };
        local.filter(works).map_or_else(|| Self::Memory(RefCell::default()), Self::Local)
    }

    /// What stands under a name, if anything.
    pub fn get(&self, name: &str) -> Option<String> {
        match self {
            Self::Local(s) => s.get_item(&format!("{PREFIX}{name}")).ok().flatten(),
            Self::Memory(m) => m.borrow().get(name).cloned(),
        }
    }

    /// Writes, and reads back what was written.
    pub fn set(&self, name: &str, value: &str) -> Result<(), Refused> {
        match self {
            Self::Local(s) => {
                let key = format!("{PREFIX}{name}");
                s.set_item(&key, value)
                    .map_err(|e| if is_quota(&e) { Refused::Full } else { Refused::Otherwise })?;
                let back = s.get_item(&key).ok().flatten();
                if back.as_deref() == Some(value) { Ok(()) } else { Err(Refused::Otherwise) }
            }
            Self::Memory(m) => {
                m.borrow_mut().put(name, value.to_owned());
                Ok(())
            }
        }
    }

    /// Takes a name away, with what stands under it.
    pub fn remove(&self, name: &str) {
        match self {
            Self::Local(s) => {
                let _ = s.remove_item(&format!("{PREFIX}{name}"));
            }
            Self::Memory(m) => {
                m.borrow_mut().take(name);
            }
        }
    }

    /// All our names, sorted.
    pub fn names(&self) -> Vec<String> {
        self.names_in("")
    }

    /// Those that begin so, sorted.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let is_in = |name: &&str| name.starts_with(folder);
        match self {
            Self::Local(s) => {
                let keys = Object::keys(s.unchecked_ref::<Object>());
                // Mostly nothing is aside or unsaved: then nothing is sorted or taken over.
                if !keys.join("\n").includes(&format!("{PREFIX}{folder}"), 0) {
                    return Vec::new();
                }
                let keys = keys.sort();
                // In one text: thousands of names are fetched as fast as one.
                let text = String::from(keys.join("\n"));
                let names: Vec<&str> = text.split('\n').collect();
                let ours = |name: &str| name.strip_prefix(PREFIX).filter(is_in).map(str::to_owned);
                if u32::try_from(names.len()) == Ok(keys.length()) {
                    return names.into_iter().filter_map(ours).collect();
                }
                // A line break in one of them; it may be anybody's.
                keys.iter().filter_map(|k| ours(&k.as_string()?)).collect()
            }
            Self::Memory(m) => m.borrow().names().filter(is_in).map(str::to_owned).collect(),
        }
    }
}

fn is_quota(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|e| {
        ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED"].contains(&e.name().as_str())
    })
}
