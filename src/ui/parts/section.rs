//! A part of a page under a heading of its own.

use crate::ui::dom::{El, View, el};

/// A list with its heading.
pub fn listed(id: &str, class: &str, title: &str, list: impl Into<View>) -> El {
    el("section", class)
        .attr("aria-labelledby", id)
        .with(el("h2", "cg-title cg-list-head").attr("id", id).with(title))
        .with(list)
}
