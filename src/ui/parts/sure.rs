//! Asked once more, before something goes for good.

use super::button::{Look, button};
use crate::ui::dom::{View, el};
use crate::ui::words::t;

/// Once more, before something goes for good.
pub fn sure(
    question: impl Into<View>,
    keep: impl Fn() + 'static,
    erase: impl Fn() + 'static,
) -> View {
    sure_or_more(question, keep, erase, None)
}

/// The same, where more than that may go.
pub fn sure_or_more(
    question: impl Into<View>,
    keep: impl Fn() + 'static,
    erase: impl Fn() + 'static,
    more: Option<View>,
) -> View {
    let keep = button(Look::Line, t("erase.keep"), keep);
    let erase = button(Look::Stop, t("erase.do"), erase);
    el("div", "cg-sure")
        .with(el("p", "cg-small").with(question))
        .with(el("p", "cg-buttons").with(keep).with(erase).with(more))
        .into()
}
