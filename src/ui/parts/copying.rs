//! A file on its way out: before it, that it cannot be called back (D.11); after it, what came of it.

use leptos::prelude::*;

use crate::ui::dom::{El, again, el};
use crate::ui::words::t;

/// Said before anything is saved as a file.
pub fn warning() -> El {
    el("p", "cg-hint").with(t("take.warning"))
}

/// Whether the browser took the file; nothing before there was one.
pub fn outcome(saved: RwSignal<Option<bool>>) -> El {
    let words = again(move || {
        saved.get().map(|saved| t(if saved { "take.handed" } else { "take.refused" }))
    });
    el("p", "cg-status").attr("role", "status").with(words)
}
