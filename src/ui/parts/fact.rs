//! A fact about two people or a file, in a line.

use super::icon::small_icon;
use crate::ui::dom::{El, View, el};

/// A line with a sign.
pub fn fact(sign: &str, words: impl Into<View>) -> El {
    el("li", "cg-fact").with(small_icon(sign)).with(el("div", "").with(words))
}
