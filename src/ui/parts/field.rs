//! Small fields: a label above, something to write on.

use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::draft::Draft;
use crate::platform::files;
use crate::state::State;
use crate::ui::dom::{El, View, el, typed};

/// A one-line text field. `label` may hold a shape before its words.
pub fn text_field(
    id: &str,
    label: impl Into<View>,
    value: &str,
    on_input: impl Fn(String) + 'static,
) -> View {
    input_field(id, "text", label.into(), value, Box::new(on_input))
}

/// A field of another type, such as `date`.
pub fn input_field(
    id: &str,
    kind: &str,
    label: View,
    value: &str,
    on_input: Box<dyn Fn(String)>,
) -> View {
    let input = el("input", "cg-field__input")
        .attr("id", id)
        .attr("type", kind)
        .attr("value", value)
        .attr("autocomplete", "off")
        .attr("dir", (kind == "text").then_some("auto"))
        .on("input", move |event| on_input(typed(&event)));
    labelled(id, label, input.into())
}

fn labelled(id: &str, label: View, field: View) -> View {
    let label = el("label", "cg-field__label").attr("for", id).with(label);
    el("div", "cg-field").with(label).with(field).into()
}

/// A field of a few lines whose words are kept as they are typed. `hand_over` says whether they
/// were taken.
pub fn draft_field(
    state: State,
    id: &str,
    label: impl Into<View>,
    value: &str,
    hand_over: impl Fn(String) -> bool + 'static,
) -> View {
    let area = Draft::follow(state, area(id).prop("value", &value.into()), Box::new(hand_over));
    labelled(id, label.into(), area.into())
}

/// The same, showing what `value` says, also when that is taken back beside it.
pub fn live_draft_field(
    state: State,
    id: &str,
    label: impl Into<View>,
    value: impl Fn() -> String + 'static,
    hand_over: impl Fn(String) -> bool + 'static,
) -> View {
    let area = Draft::follow(state, area(id).live_value(value), Box::new(hand_over));
    labelled(id, label.into(), area.into())
}

/// The same, showing what counts while it is blank.
pub fn blank_draft_field(
    state: State,
    id: &str,
    label: impl Into<View>,
    while_blank: &str,
    value: impl Fn() -> String + 'static,
    hand_over: impl Fn(String) -> bool + 'static,
) -> View {
    let area = area(id).attr("placeholder", while_blank).live_value(value);
    labelled(id, label.into(), Draft::follow(state, area, Box::new(hand_over)).into())
}

fn area(id: &str) -> El {
    el("textarea", "cg-field__input")
        .attr("id", id)
        .attr("rows", "2")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
}

/// A file to choose. The field itself is hidden; its label is the button.
pub fn file_button(id: &str, words: View, take: impl Fn(File) + 'static) -> View {
    let input = el("input", "cg-file")
        .attr("id", id)
        .attr("type", "file")
        .attr("accept", ".json,.html,application/json,text/html")
        .on("change", move |event| {
            let input = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            if let Some(file) = input.and_then(|input| files::chosen(&input)) {
                take(file);
            }
        });
    (input, el("label", "cg-button").attr("for", id).with(words)).into()
}
