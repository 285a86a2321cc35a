//! The word or sign that two agreed on, where both look (C10).

use crate::content;
use crate::domain::ids::PairId;
use crate::domain::way;
use crate::state::State;
use crate::ui::dom::{View, el, live};
use crate::ui::words::t;

/// The last one they agreed on, while it stands.
pub fn agreed_sign(state: State, pair: PairId) -> View {
    let agreed = move || {
        state.with(|w| {
            let signs =
                w.agreements.of(pair).filter(|a| content::is_sign(&a.step) && way::stands(w, a));
            signs.max_by_key(|a| a.changed).map(|a| a.text.clone())
        })
    };
    live(agreed, |agreed| {
        agreed.as_ref().map(|sign| {
            let words = el("bdi", "cg-quote").with(sign.as_str());
            el("p", "cg-sign cg-small").with(t("sign.yours")).with(" ").with(words)
        })
    })
}
