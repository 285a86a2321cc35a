//! `list`: lines of one's own or of both, in an order of one's own.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use super::answer::tools;
use super::{Page, give_button, question, say_button, spoken_actions, usual_actions};
use crate::domain::ids::FieldId;
use crate::domain::run::{Item, Words};
use crate::platform::page;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::kept::kept_line;
use crate::ui::words::{t, tf};

pub fn page(leaf: &Page) -> View {
    if !leaf.takes_text() {
        return question(leaf, "", spoken_actions(leaf));
    }
    let (watched, open) = (leaf.clone(), leaf.clone());
    let body = live(
        move || watched.is_sealed(),
        move |sealed| -> View {
            if *sealed {
                return super::answer::sealed(&open);
            }
            let groups: Vec<El> = match open.step.fields.as_slice() {
                [] => vec![group(&open, None)],
                fields => fields.iter().map(|field| group(&open, Some(field))).collect(),
            };
            let groups = el("div", "cg-stack cg-stack--after").with(groups);
            (groups, kept_line(open.state), tools(&open), say_button(&open)).into()
        },
    );
    question(leaf, body, usual_actions(leaf, give_button(leaf)))
}

fn group(leaf: &Page, field: Option<&'static FieldId>) -> El {
    let id = field.map_or_else(|| "lines".to_owned(), |f| format!("lines-{f}"));
    let title = field.map_or(leaf.words.name.as_str(), |f| leaf.words.field(f));
    let writes = leaf.clone();
    let add = adding(leaf, &format!("{id}-add"), title, move |text| {
        let mut words = writes.words_now();
        words.items.push(Item { field: field.cloned(), text });
        writes.write(words)
    });
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let lines = live(
        move || watched.words(|w| w.lines(field).map(str::to_owned).collect::<Vec<_>>()),
        move |lines| -> View {
            let Some(last) = lines.len().checked_sub(1) else {
                return el("p", "cg-small").with(t("list.empty")).into();
            };
            let one = |(i, text): (usize, &String)| line(&shown, field, (i, last), text);
            el("ol", "cg-items").with(lines.iter().enumerate().map(one).collect::<Vec<_>>()).into()
        },
    );
    el("section", "")
        .attr("aria-labelledby", id.as_str())
        .with(el("h2", "").attr("id", id.as_str()).with(title))
        .with(lines)
        .with(add)
}

/// A field for one more line of the list called `title`, and the button that adds it. `take` says whether
/// it was taken.
pub fn adding(leaf: &Page, id: &str, title: &str, take: impl Fn(String) -> bool + 'static) -> El {
    let input = el("input", "cg-field__input")
        .attr("id", id)
        .attr("type", "text")
        .attr("dir", "auto")
        .attr("autocomplete", "off");
    let add = Rc::new(adder(input.element(), take));
    let (entered, pressed, left) = (add.clone(), add.clone(), add);
    let input = input.on("keydown", move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if key.key() == "Enter" && !key.is_composing() {
            event.prevent_default();
            entered(true);
        }
    });
    // A line typed but not added yet is added before anything that would leave it behind.
    leaf.state.has_draft(move || left(false));
    let label =
        el("label", "cg-hidden").attr("for", id).with(tf("list.add-to", &[("list", title)]));
    let add = sign_button(Look::Line, "plus", t("act.add"), move || {
        pressed(true);
    });
    el("div", "cg-add").with(el("div", "cg-field").with(label).with(input)).with(add)
}

/// Takes what stands in the field to the list, unless it is refused. With `stay`, the cursor stays
/// for the next line.
fn adder(
    input: HtmlElement,
    take: impl Fn(String) -> bool + 'static,
) -> impl Fn(bool) -> bool + 'static {
    let input: HtmlInputElement = input.unchecked_into();
    move |stay| {
        let text = input.value();
        let mut taken = true;
        if !text.trim().is_empty() {
            taken = take(text);
            if taken {
                input.set_value("");
            }
        }
        if stay {
            page::focus(&input, false);
        }
        taken
    }
}

fn line(
    leaf: &Page,
    field: Option<&'static FieldId>,
    (at, last): (usize, usize),
    text: &str,
) -> El {
    let way = |key: &'static str, change: fn(&mut Vec<Item>, usize)| {
        let leaf = leaf.clone();
        let which = el("span", "cg-hidden").with(": ").with(el("bdi", "").with(text));
        button(Look::Quiet, (t(key), which), move || {
            let items = changed(leaf.words_now().items, field, at, change);
            leaf.write(Words { items, ..leaf.words_now() });
        })
    };
    let ways = el("span", "cg-item__ways")
        .with((at > 0).then(|| way("list.up", |items, i| items.swap(i, i - 1))))
        .with((at < last).then(|| way("list.down", |items, i| items.swap(i, i + 1))))
        .with(way("list.remove", |items, i| drop(items.remove(i))));
    let words = el("span", "cg-reading").attr("dir", "auto").with(text);
    el("li", "cg-item").with(words).with(ways)
}

/// All items, with one of a field's lines moved or taken out.
fn changed(
    items: Vec<Item>,
    field: Option<&FieldId>,
    at: usize,
    change: fn(&mut Vec<Item>, usize),
) -> Vec<Item> {
    let (mut of_field, mut others): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|i| i.field.as_ref() == field);
    if at < of_field.len() {
        change(&mut of_field, at);
    }
    others.append(&mut of_field);
    others
}
