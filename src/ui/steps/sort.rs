//! `ex-sort`: each line of one's own list, and where it belongs. Nothing has to be sorted, and nobody
//! else sees it.

use super::answer::foot;
use super::list::adding;
use super::{Page, give_button, question, say_button, usual_actions};
use crate::domain::command::{Answer, Command};
use crate::domain::ids::FieldId;
use crate::domain::lines;
use crate::domain::person::Side;
use crate::domain::privacy::{self, Viewer};
use crate::domain::run::{Item, Words};
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::choice::row;
use crate::ui::parts::said::reading;
use crate::ui::words::t;

pub fn page(leaf: &Page) -> View {
    let Some(side) = leaf.side().filter(|_| leaf.takes_text()) else {
        return question(leaf, say_button(leaf), usual_actions(leaf, give_button(leaf)));
    };
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let list = live(
        move || texts(&watched, side),
        move |texts| -> View {
            if texts.is_empty() {
                return el("p", "cg-hint").with(t("list.empty")).into();
            }
            let one = |(i, text): (usize, &String)| line(&shown, side, i, text);
            let all = texts.iter().enumerate().map(one).collect::<Vec<_>>();
            el("ol", "cg-stack--after").with(all).into()
        },
    );
    let of = leaf.step.lines.as_ref().and_then(|id| leaf.pack.step(id)).unwrap_or(leaf.words);
    let more = adding(leaf, "lines-add", &of.name, {
        let leaf = leaf.clone();
        move |text| add(&leaf, side, &text)
    });
    let more = (el("p", "cg-small").with(t("sort.more")), more);
    let body = (list, more, foot(leaf), say_button(leaf));
    question(leaf, body, usual_actions(leaf, give_button(leaf)))
}

/// The lines, waking the reader.
fn texts(leaf: &Page, side: Side) -> Vec<String> {
    leaf.read(|run| {
        let all = lines::through(leaf.dialogue, leaf.step, run, side, Viewer::One(side));
        all.iter().map(|l| l.text.to_owned()).collect()
    })
}

/// One line, and the places it may have. None weighs more than another.
fn line(leaf: &Page, side: Side, number: usize, text: &str) -> El {
    let one = |field: &'static FieldId| {
        let (watched, leaf) = (leaf.clone(), leaf.clone());
        let (marked, text) = (text.to_owned(), text.to_owned());
        row(
            &format!("place-{number}"),
            false,
            move || watched.words(|w| w.lines(Some(field)).any(|l| l == marked)),
            leaf.words.field(field),
            move || {
                leaf.write(sorted(leaf.words_now(), field, &text));
            },
        )
    };
    let rows = leaf.step.fields.iter().map(one).collect::<Vec<_>>();
    let places = el("fieldset", ink(side))
        .with(el("legend", "cg-hidden").attr("dir", "auto").with(text))
        .with(el("div", "cg-picks--line").with(rows));
    el("li", "cg-entry").with(el("div", "").with(reading(text)).with(places))
}

fn sorted(mut words: Words, field: &FieldId, text: &str) -> Words {
    words.items.retain(|i| i.text != text);
    words.items.push(Item { field: Some(field.clone()), text: text.to_owned() });
    words
}

/// One more line, beneath what is written already.
fn add(leaf: &Page, side: Side, text: &str) -> bool {
    let source = leaf.step.lines.as_ref().and_then(|id| leaf.dialogue.step(id));
    let Some(source) = source else { return false };
    let written = leaf.peek(|run| privacy::own(run, source, side.into()).cloned());
    let written = written.unwrap_or_default();
    let words = Words { text: lines::with_line(&written.text, text), ..written };
    let answer = Answer { run: leaf.run, step: source.id.clone(), who: side.into() };
    leaf.act(Command::AnswerWritten { answer, words })
}
