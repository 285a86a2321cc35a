//! One thing that two carry along, on a list: what was chosen, left open or agreed.

use crate::ui::dom::{El, View, el};

/// One thing on a list: who it belongs to, the words, when, and the ways on.
pub fn item(
    sign: View,
    words: impl Into<View>,
    when: impl Into<View>,
    ways: impl Into<View>,
) -> El {
    let words = el("div", "cg-promise__words").with(words);
    let about = el("div", "").with(words).with(el("p", "cg-small").with(when));
    el("li", "").with(el("div", "cg-promise").with(sign).with(about).with(ways))
}

/// The ways on, at the end of an item.
pub fn ways(buttons: impl Into<View>) -> El {
    el("div", "cg-promise__ways").with(buttons)
}

/// Somebody's words, as an item shows them.
pub fn text(words: &str) -> El {
    el("p", "").attr("dir", "auto").with(words)
}
