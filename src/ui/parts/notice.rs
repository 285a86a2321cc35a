//! A strip with one or two sentences that the person needs to know now.

use super::icon::icon;
use crate::ui::dom::{View, el};

/// A quiet notice.
pub fn notice(sign: &str, words: impl Into<View>) -> View {
    strip("cg-notice", sign, words.into())
}

/// A notice at the top of a page.
pub fn top_notice(sign: &str, words: impl Into<View>) -> View {
    strip("cg-notice cg-notice--top", sign, words.into())
}

/// Something is not as it should be: what happened, where the words are, what to do.
pub fn alert(words: impl Into<View>) -> View {
    strip("cg-notice cg-notice--stop", "alert", words.into())
}

fn strip(class: &str, sign: &str, words: View) -> View {
    el("div", class).with(icon(sign)).with(el("div", "").with(words)).into()
}
