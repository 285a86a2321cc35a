//! Rows to choose from: the whole row is the target. Nothing is preselected.

use crate::ui::dom::{El, View, el, ticked};

/// One row. `marked` says whether it is chosen now; choosing calls `choose`.
pub fn row(
    name: &str,
    several: bool,
    marked: impl Fn() -> bool + 'static,
    words: impl Into<View>,
    choose: impl Fn() + 'static,
) -> View {
    let mark = el("input", "cg-mark-in")
        .attr("type", if several { "checkbox" } else { "radio" })
        .attr("name", name)
        .live_prop("checked", marked)
        .on("change", move |_| choose());
    el("label", "cg-pick").with(mark).with(el("span", "").with(words)).into()
}

/// A question, and the rows of which one is chosen.
pub fn group(class: &str, legend: impl Into<View>, rows_class: &str, rows: impl Into<View>) -> El {
    el("fieldset", class)
        .with(el("legend", "cg-field__label").with(legend))
        .with(el("div", rows_class).with(rows))
}

/// Words of a row with a smaller second part.
pub fn row_words(words: impl Into<View>, note: impl Into<View>) -> View {
    let note = el("span", "cg-pick__note").with(note);
    (el("b", "").with(words), " ", note).into()
}

/// Something that is on or off; the whole row is the target.
pub fn switch(
    words: &'static str,
    is_on: impl Fn() -> bool + 'static,
    turn: impl Fn(bool) + 'static,
) -> El {
    let switch = el("input", "cg-switch")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .live_prop("checked", is_on)
        .on("change", move |event| turn(ticked(&event)));
    el("label", "cg-switch-row").with(switch).with(el("span", "").with(words))
}
