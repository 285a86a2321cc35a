//! A safe hand: when a guided talk is not the right tool, and where to turn. No country's numbers,
//! which nobody here could keep true; but a line of one's own, on this device.

use crate::app::route::Route;
use crate::domain::command::Command;
use crate::state::State;
use crate::ui::dom::{El, View, el};
use crate::ui::leave;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::choice::switch;
use crate::ui::parts::field::live_draft_field;
use crate::ui::parts::frame::frame;
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::t;

pub fn page(state: State) -> View {
    let before = state.aside_of();
    let run = before.and_then(|route| match route {
        Route::Talk(run, _) => Some(run),
        _ => None,
    });
    let back = before.map(|route| {
        let back = button(Look::Line, t("act.back"), move || state.go(route, true));
        el("p", "cg-buttons cg-stack--after").with(back)
    });
    let list = |keys: &[&'static str]| {
        el("ul", "").with(keys.iter().map(|key| el("li", "").with(t(key))).collect::<Vec<_>>())
    };
    let head = |key: &'static str| el("h2", "cg-title").with(t(key));
    let words = |key: &'static str| el("p", "").with(t(key));
    let when_not = (head("safe.not"), list(&["safe.not-1", "safe.not-2", "safe.not-3"]));
    let where_to = (head("safe.turn"), list(&["safe.turn-1", "safe.turn-2", "safe.turn-3"]));
    let leaving = (
        (head("leave.head"), words("leave.words-1"), words("leave.words-2")),
        el("p", "cg-buttons").with(leave::way_out(state, run)),
        erases(state),
    );
    let main = el("div", "cg-plain cg-prose")
        .with(prompt(t("safe.title")))
        .with(el("p", "cg-lede").with(t("safe.lede")))
        .with(when_not)
        .with(where_to)
        .with((own_line(state), leaving, back));
    frame(state, None, main)
}

/// A line of one's own.
fn own_line(state: State) -> View {
    let field = live_draft_field(
        state,
        "safe-line",
        t("safe.own-label"),
        move || state.with(|w| w.device.safe_line.clone()),
        move |text| state.act(Command::SafeLineWritten { text }).is_ok(),
    );
    let head = el("h2", "cg-title").with(t("safe.own"));
    let block = el("div", "cg-safe__own").with(field).with(kept_line(state)).with(refused(state));
    (head, el("p", "").with(t("safe.own-words")), block).into()
}

/// Whether leaving quickly erases the conversation that is open.
fn erases(state: State) -> El {
    let is_on = move || state.with(|w| w.device.leave_erases);
    switch(t("leave.erases"), is_on, move |erases| {
        // Never refused.
        let _ = state.act(Command::LeavingSet { erases });
    })
}
