//! The line signs. Always beside a word, except Close.

use crate::ui::dom::{View, svg};

/// A sign by its name in `icons.svg`.
pub fn icon(name: &str) -> View {
    sign(name, "cg-icon")
}

/// A sign at 20px, for small lines.
pub fn small_icon(name: &str) -> View {
    sign(name, "cg-icon cg-icon--small")
}

/// A sign that points along the line, and turns with its direction.
pub fn turning_icon(name: &str) -> View {
    sign(name, "cg-icon cg-icon--turn")
}

fn sign(name: &str, class: &str) -> View {
    let drawing = svg("use", "").attr("href", format!("#i-{name}"));
    svg("svg", class).attr("aria-hidden", "true").with(drawing).into()
}
