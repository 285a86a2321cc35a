//! Something the address names is not on this device: no cheerful welcome, but what may have
//! happened, and how to bring a copy in.

use crate::app::route::Route;
use crate::state::State;
use crate::ui::dom::{View, el};
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::prompt::prompt;
use crate::ui::words::t;

pub fn page(state: State) -> View {
    let reasons = ["not-here.other-browser", "not-here.cleared", "not-here.erased"];
    let reasons = reasons.map(|key| el("li", "").with(t(key)));
    let buttons = el("p", "cg-buttons")
        .with(sign_button(Look::Main, "open", t("first.bring"), move || {
            state.go(Route::Data, false);
        }))
        .with(button(Look::Plain, t("not-here.home"), move || state.go(Route::Home, false)));
    let main = el("div", "cg-plain cg-prose")
        .with(prompt(t("not-here.title")))
        .with(el("p", "cg-lede").with(t("not-here.lede")))
        .with(el("ul", "").with(Vec::from(reasons)))
        .with(buttons);
    frame(state, None, main)
}
