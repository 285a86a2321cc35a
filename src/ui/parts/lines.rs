//! Lines somebody adds, moves and takes out again.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use crate::platform::page;
use crate::state::State;
use crate::ui::dom::{El, View, el};
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::words::t;

/// What can be done with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    Remove,
}

/// All of them.
pub const MOVES: [Move; 3] = [Move::Up, Move::Down, Move::Remove];

/// The list; without a line it says that it may stay empty.
pub fn lines(lines: Vec<El>) -> View {
    if lines.is_empty() {
        return el("p", "cg-small").with(t("list.empty")).into();
    }
    el("ol", "cg-items").with(lines).into()
}

/// A line at its place of so many, counted from 0, with what can be done with it. `name` is what it is
/// called where that is only heard.
pub fn line(
    words: El,
    name: &str,
    (at, of): (usize, usize),
    ways: &[Move],
    act: impl Fn(Move) + 'static,
) -> El {
    let act = Rc::new(act);
    let button = |way: &Move| {
        let (key, there) = match way {
            Move::Up => ("list.up", at > 0),
            Move::Down => ("list.down", at + 1 < of),
            Move::Remove => ("list.remove", true),
        };
        let (way, act) = (*way, act.clone());
        let which = el("span", "cg-hidden").with(": ").with(el("bdi", "").with(name));
        there.then(|| button(Look::Quiet, (t(key), which), move || act(way)))
    };
    let ways = el("span", "cg-item__ways").with(ways.iter().map(button).collect::<Vec<_>>());
    el("li", "cg-item").with(words).with(ways)
}

/// Fields, each with an id and a label, and a button that adds what stands in them: also with Enter, and
/// before anything that would leave it behind. `add` says whether it was taken.
pub fn adder<const N: usize>(
    state: State,
    fields: [(&str, View); N],
    add: impl Fn([String; N]) -> bool + 'static,
) -> El {
    let whole = el("div", "cg-add");
    // What one field is for is said above the list; what each of several is for, above it.
    let class = if N == 1 { "cg-hidden" } else { "cg-field__label" };
    let inputs = fields.map(|(id, label)| {
        let input = el("input", "cg-field__input")
            .attr("id", id)
            .attr("type", "text")
            .attr("dir", "auto")
            .attr("autocomplete", "off");
        let label = el("label", class).attr("for", id).with(label);
        let _ = whole.clone().with(el("div", "cg-field").with(label).with(input.clone()));
        input
    });
    let add = Rc::new(taker(inputs.clone().map(|i| i.element().unchecked_into()), add));
    for input in inputs {
        let entered = add.clone();
        // The listener stays with the element.
        let _ = input.on("keydown", move |event| {
            let key: &KeyboardEvent = event.unchecked_ref();
            if key.key() == "Enter" && !key.is_composing() {
                event.prevent_default();
                entered(true);
            }
        });
    }
    let left = add.clone();
    state.has_draft(move || left(false));
    whole.with(sign_button(Look::Line, "plus", t("act.add"), move || {
        add(true);
    }))
}

/// Takes what stands in the fields, unless it is refused. With `stay`, the cursor goes to the first for the
/// next line.
fn taker<const N: usize>(
    inputs: [HtmlInputElement; N],
    add: impl Fn([String; N]) -> bool,
) -> impl Fn(bool) -> bool {
    move |stay| {
        let texts = inputs.clone().map(|input| input.value());
        let mut taken = true;
        if texts.iter().any(|text| !text.trim().is_empty()) {
            taken = add(texts);
            if taken {
                for input in &inputs {
                    input.set_value("");
                }
            }
        }
        if stay && let Some(first) = inputs.first() {
            page::focus(first, false);
        }
        taken
    }
}
