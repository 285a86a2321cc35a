//! Words to take along to wherever two people write to each other. The app sends nothing by itself.

use leptos::prelude::*;

use crate::platform::sharing::{self, What};
use crate::platform::{clipboard, task::spawn};
use crate::ui::dom::{View, again, el};
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::parts::icon::small_icon;
use crate::ui::words::t;

/// An example of such words, with ways to take them along.
pub fn words_to_send(words: &'static str) -> View {
    let copied = RwSignal::new(None);
    let copy = sign_button(Look::Line, "copy", t("act.copy"), move || {
        spawn(async move {
            let done = clipboard::copy(words).await;
            // The page may be gone by then.
            let _ = copied.try_set(Some(done));
        });
    });
    let share = sharing::is_offered().then(|| {
        sign_button(Look::Plain, "share", t("letter.share"), move || {
            spawn(sharing::share(What::Words(words.to_owned())));
        })
    });
    let outcome = again(move || {
        copied.get().map(|done| {
            let (sign, words) =
                if done { ("check", t("copy.done")) } else { ("alert", t("copy.refused")) };
            (small_icon(sign), el("span", "").with(words))
        })
    });
    let outcome = el("p", "cg-status").attr("role", "status").with(outcome);
    let sheet = el("figure", "cg-sheet cg-copy")
        .with(el("figcaption", "cg-small").with(t("copy.for-example")))
        .with(el("blockquote", "cg-reading").with(words))
        .with(el("div", "cg-buttons").with((copy, share)).with(outcome));
    (sheet, el("p", "cg-small cg-step__note").with(t("copy.never-sends"))).into()
}
