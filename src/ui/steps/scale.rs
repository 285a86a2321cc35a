//! `scale`: five phrases from one end to the other. No numbers, nothing preselected.

use super::answer::{foot, note_field};
use super::choose::{legend_question, sealable};
use super::{Page, say_button};
use crate::domain::run::Words;
use crate::ui::dom::{View, el};
use crate::ui::parts::choice::row;

pub fn page(leaf: &Page) -> View {
    sealable(leaf, open)
}

fn open(leaf: &Page) -> View {
    let one = |(n, label): (u8, &'static String)| {
        let (watched, leaf) = (leaf.clone(), leaf.clone());
        row(
            "scale",
            false,
            move || watched.words(|w| w.number == Some(n)),
            label.as_str(),
            move || {
                leaf.write(Words { number: Some(n), ..leaf.words_now() });
            },
        )
    };
    let rows: Vec<View> = (1..).zip(&leaf.words.labels).map(one).collect();
    let note = (!leaf.spoken_only).then(|| el("div", "cg-stack--after").with(note_field(leaf)));
    let below = (foot(leaf), say_button(leaf));
    (legend_question(leaf, rows), note, below).into()
}
