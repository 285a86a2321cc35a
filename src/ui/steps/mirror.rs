//! `mirror`: the listener says back what they heard; the one who was heard taps.

use super::choose::legend_question;
use super::{Page, continue_button, refused, usual_actions};
use crate::domain::ids::OptionId;
use crate::domain::run::{How, Words};
use crate::ui::dom::View;
use crate::ui::parts::choice::row;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::words::t;

/// What the one who was heard can say to it.
const ANSWERS: [(&str, &str); 3] = [
    ("thats-it", "mirror.thats-it"),
    ("let-me-add", "mirror.let-me-add"),
    ("leave-it", "mirror.leave-it"),
];

pub fn page(leaf: &Page) -> View {
    let rows = said_rows(leaf, "mirror", &ANSWERS);
    let main = continue_button(leaf, |leaf| leaf.give(How::SaidIt));
    let asked = (keeping_alert(leaf.state), legend_question(leaf, rows), refused(leaf.state));
    (asked, usual_actions(leaf, main)).into()
}

/// Rows of answers that are tapped and not kept: each an option and the key of its words.
pub fn said_rows(leaf: &Page, name: &str, answers: &[(&'static str, &'static str)]) -> View {
    let one = |(option, words): &(&'static str, &'static str)| {
        let (marked, option) = (OptionId::from(*option), *option);
        let (watched, leaf) = (leaf.clone(), leaf.clone());
        row(
            name,
            false,
            move || watched.words(|w| w.picked(&marked)),
            t(words),
            move || {
                leaf.write(Words { picks: vec![option.into()], ..leaf.words_now() });
            },
        )
    };
    answers.iter().map(one).collect::<Vec<_>>().into()
}
