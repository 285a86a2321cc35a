//! A part of a page under a heading of its own.

use crate::ui::dom::{El, View, el};

/// A part with its heading beside it.
pub fn section(head: impl Into<View>, body: impl Into<View>) -> El {
    beside(el("h2", "cg-section__head").with(head), body)
}

/// The same, where the part goes by its heading, which `id` names.
pub fn named_section(id: &str, head: impl Into<View>, body: impl Into<View>) -> El {
    beside(el("h2", "cg-section__head").attr("id", id).with(head), body).attr("aria-labelledby", id)
}

fn beside(head: El, body: impl Into<View>) -> El {
    el("section", "cg-section").with(head).with(el("div", "").with(body))
}

/// A list with its heading.
pub fn listed(id: &str, class: &str, title: &str, list: impl Into<View>) -> El {
    el("section", class)
        .attr("aria-labelledby", id)
        .with(el("h2", "cg-title cg-list-head").attr("id", id).with(title))
        .with(list)
}
