//! Looking around with invented people (B.9): what that is, the way in, and what stands in the place of "Your data"
//! meanwhile. Nothing of it is ever written.

use crate::app::route::Route;
use crate::state::State;
use crate::ui::dom::{El, View, el, live};
use crate::ui::later;
use crate::ui::parts::button::{Look, button, next_button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::prompt::prompt;
use crate::ui::words::t;

/// Before it.
pub fn page(state: State) -> View {
    let facts = ["example.fact-1", "example.fact-2", "example.fact-3"];
    let facts = facts.map(|key| el("li", "").with(t(key)));
    let way = live(
        move || state.in_example(),
        move |inside| -> View {
            if *inside {
                leave(state)
            } else {
                next_button(t("example.enter"), move || later::enter_example(state))
            }
        },
    );
    let main = el("div", "cg-plain cg-prose")
        .with(prompt(t("example.title")))
        .with(el("p", "cg-lede").with(t("example.lede")))
        .with(el("ul", "").with(Vec::from(facts)))
        .with(el("p", "cg-buttons cg-stack--after").with(way));
    frame(state, Some(Route::About), main)
}

/// In the place of "Your data": there is none.
pub fn data(state: State) -> View {
    let main = el("div", "cg-plain")
        .with(prompt(t("example.data-title")))
        .with(el("p", "cg-lede").with(t("example.data")))
        .with(el("p", "cg-buttons cg-stack--after").with(leave(state)));
    frame(state, Some(Route::Data), main)
}

fn leave(state: State) -> View {
    button(Look::Line, t("example.leave"), move || {
        state.leave_example();
        state.go(Route::Home, false);
    })
}

/// The way there, in a line of its own.
pub fn link() -> El {
    el("p", "").with(el("a", "").attr("href", Route::Example.href()).with(t("example.enter")))
}
