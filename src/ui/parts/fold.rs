//! Something folded away, one tap from being read.

use crate::ui::dom::{El, View, el, svg};

/// A fold. What is inside is there from the start.
pub fn fold(summary: impl Into<View>, inside: impl Into<View>) -> El {
    let turn = svg("svg", "cg-icon cg-fold__turn").attr("aria-hidden", "true");
    let turn = turn.with(svg("use", "").attr("href", "#i-chev"));
    let head = el("summary", "cg-fold__head").with(turn).with(summary);
    el("details", "cg-fold").with(head).with(el("div", "cg-fold__body").with(inside))
}
