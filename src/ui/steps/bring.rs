//! `ex-bring`: which of one's own lines come to the table, and beneath stands just what the other sees.
//! They see it with the answer, and of all else not even that it is there (C11).

use super::answer::foot;
use super::choose::legend_question;
use super::{Page, give_button, say_button, usual_actions};
use crate::domain::ids::FieldId;
use crate::domain::lines;
use crate::domain::person::Side;
use crate::domain::privacy::Viewer;
use crate::domain::run::{Item, Words};
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::refused;
use crate::ui::parts::said::reading;
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    let Some(side) = leaf.side() else { return nothing() };
    // Nothing is ticked or sorted anew while this page is there.
    let all = leaf.peek(|run| {
        let all = lines::through(leaf.dialogue, leaf.step, run, side, Viewer::One(side));
        all.iter().map(|l| (l.text.to_owned(), l.sorted.cloned())).collect::<Vec<_>>()
    });
    let body: View = if all.is_empty() || !leaf.takes_text() {
        el("p", "cg-hint").with(t("bring.none")).into()
    } else {
        all.into_iter()
            .map(|(text, sorted)| line(leaf, text, sorted.as_ref()))
            .collect::<Vec<_>>()
            .into()
    };
    let rest = (preview(leaf, side), foot(leaf), say_button(leaf));
    let asked = (keeping_alert(leaf.state), legend_question(leaf, body), rest);
    (asked, refused(leaf.state), usual_actions(leaf, give_button(leaf))).into()
}

/// One line, with where it was sorted to.
fn line(leaf: &Page, text: String, sorted: Option<&FieldId>) -> View {
    let source = leaf.step.lines.as_ref().and_then(|id| leaf.pack.step(id));
    let place = sorted.zip(source).and_then(|(field, words)| words.fields.get(field.as_str()));
    let note = place.map_or("", String::as_str);
    let words = row_words(el("span", "").attr("dir", "auto").with(text.as_str()), note);
    let (watched, leaf, marked) = (leaf.clone(), leaf.clone(), text.clone());
    row(
        "bring",
        true,
        move || watched.words(|w| brings(w, &marked)),
        words,
        move || {
            leaf.write(turned(leaf.words_now(), &text));
        },
    )
}

fn brings(words: &Words, text: &str) -> bool {
    words.items.iter().any(|i| i.text == text)
}

fn turned(mut words: Words, text: &str) -> Words {
    if brings(&words, text) {
        words.items.retain(|i| i.text != text);
    } else {
        words.items.push(Item { field: None, text: text.to_owned() });
    }
    words
}

/// Just what the other will see once this is given, and nothing else.
fn preview(leaf: &Page, side: Side) -> View {
    let (watched, couple) = (leaf.clone(), leaf.couple.clone());
    let brought =
        move || watched.words(|w| w.items.iter().map(|i| i.text.clone()).collect::<Vec<_>>());
    let list = live(brought, move |all| -> View {
        if all.is_empty() {
            return el("p", "cg-hint").with(said("handed.none", &couple.slots_of(side))).into();
        }
        all.iter().map(|text| reading(text)).collect::<Vec<_>>().into()
    });
    let head = said("handed.preview", &leaf.couple.slots_of(side));
    el("section", "cg-sheet cg-handed")
        .attr("aria-labelledby", "preview")
        .with(el("h2", "cg-heading").attr("id", "preview").with(head))
        .with(el("div", "").attr("role", "status").with(list))
        .into()
}

/// What somebody brought to the table, beside their turn.
pub fn brought(leaf: &Page, side: Side) -> Option<El> {
    let all = leaf.peek(|run| {
        let all = lines::through(leaf.dialogue, leaf.step, run, side, Viewer::Table);
        all.iter().map(|l| reading(l.text)).collect::<Vec<_>>()
    });
    let couple = &leaf.couple;
    (!all.is_empty()).then(|| {
        let head = el("figcaption", "cg-entry__head")
            .with(badge(couple, side, "cg-badge--small"))
            .with(el("span", "").with(said("bring.brought", &couple.slots_of(side))));
        let words = el("div", "").attr("lang", couple.speaks(side)).with(all);
        el("figure", &format!("cg-sheet cg-copy {}", ink(side))).with(head).with(words)
    })
}
