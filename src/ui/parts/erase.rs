//! What is asked before something is erased for good, with a copy first.

use leptos::prelude::*;

use super::button::{Look, button, sign_button};
use super::copying;
use super::dialog::Sheet;
use super::lock;
use crate::codec::export::Scope;
use crate::state::State;
use crate::ui::dom::el;
use crate::ui::words::t;

/// Asked once more, and offered a copy first.
pub fn erase_form(
    state: State,
    scope: Scope,
    open: RwSignal<bool>,
    erase: impl Fn() + 'static,
) -> Sheet {
    let saved = RwSignal::new(None);
    let save = sign_button(Look::Line, "save", t("erase.copy-first"), move || {
        saved.set(Some(state.save_copy(scope)));
    });
    let keep = button(Look::Line, t("erase.keep"), move || open.set(false));
    let erase = button(Look::Stop, t("erase.do"), move || {
        open.set(false);
        erase();
    });
    let save = el("div", "cg-buttons cg-stack--after").with(save).with(copying::outcome(saved));
    let body = (el("p", "cg-hint").with(t("erase.words")), lock::left_out(state), save).into();
    Sheet { body, foot: (keep, erase).into() }
}
