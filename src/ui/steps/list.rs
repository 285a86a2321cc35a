//! `list`: lines of one's own or of both, in an order of one's own.

use super::answer::foot;
use super::{Page, give_button, question, say_button, spoken_actions, usual_actions};
use crate::domain::ids::FieldId;
use crate::domain::run::{Item, Words};
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::lines::{self as parts, MOVES, Move, adder, lines};
use crate::ui::words::tf;

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
            (groups, foot(&open), say_button(&open)).into()
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
        move |texts| {
            let one = |(i, text): (usize, &String)| line(&shown, field, (i, texts.len()), text);
            lines(texts.iter().enumerate().map(one).collect())
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
    let label = tf("list.add-to", &[("list", title)]).into();
    adder(leaf.state, [(id, label)], move |[text]| take(text))
}

fn line(leaf: &Page, field: Option<&'static FieldId>, place: (usize, usize), text: &str) -> El {
    let leaf = leaf.clone();
    let words = el("span", "cg-reading").attr("dir", "auto").with(text);
    parts::line(words, text, place, &MOVES, move |way| {
        let change: fn(&mut Vec<Item>, usize) = match way {
            Move::Up => |items, i| items.swap(i, i - 1),
            Move::Down => |items, i| items.swap(i, i + 1),
            Move::Remove => |items, i| drop(items.remove(i)),
        };
        let items = changed(leaf.words_now().items, field, place.0, change);
        leaf.write(Words { items, ..leaf.words_now() });
    })
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
