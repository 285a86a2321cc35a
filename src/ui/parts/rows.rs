//! Rows of a list, each with something to do at its end.

use super::icon::icon;
use crate::ui::dom::{El, View, el};

/// The classes of a row with something to do at its end.
pub const ROW: &str = "cg-row cg-row--act";
/// The same, where it erases.
pub const STOP_ROW: &str = "cg-row cg-row--act cg-row--stop";

/// A row with something to do at its end.
pub fn act_row(
    class: &str,
    sign: &str,
    head: impl Into<View>,
    words: impl Into<View>,
    act: impl Into<View>,
) -> El {
    let about =
        el("div", "").with(el("h3", "cg-label").with(head)).with(el("p", "cg-small").with(words));
    el("li", "").with(el("div", class).with(icon(sign)).with(about).with(act))
}
