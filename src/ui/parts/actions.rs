//! The bar at the foot of a page: back at the left, the way on at the right. Docked on phones.

use super::button::raw;
use crate::ui::dom::{View, el};
use crate::ui::words::t;

/// Back.
pub fn back(act: impl Fn() + 'static) -> View {
    raw("cg-button cg-button--plain", "back", t("act.back").into(), "", Box::new(act))
}

/// Skip, at once, without a reason.
pub fn skip(act: impl Fn() + 'static) -> View {
    let more = el("span", "cg-actions__more").with(" ").with(t("act.skip-more"));
    let words = el("span", "").with(t("act.skip")).with(more);
    raw("cg-button cg-button--plain cg-actions__skip", "skip", words.into(), "", Box::new(act))
}

/// The bar.
pub fn bar(left: View, right: Vec<View>) -> View {
    el("div", "cg-actions").with(left).with(right).into()
}
