//! `mirror`: the listener says back what they heard; the one who was heard taps.

use leptos::prelude::*;

use super::choose::legend_question_of;
use super::{Page, continue_button, hint, usual_actions};
use crate::domain::ids::OptionId;
use crate::domain::run::{How, Words};
use crate::domain::taps::{LEAVE_IT, LET_ME_ADD, THATS_IT};
use crate::ui::dom::{View, el, live};
use crate::ui::focus;
use crate::ui::parts::choice::row;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::refused;
use crate::ui::words::{said, t};

/// What the one who was heard can say to it.
const ANSWERS: [(&str, &str); 3] = [
    (THATS_IT, "mirror.thats-it"),
    (LET_ME_ADD, "mirror.let-me-add"),
    (LEAVE_IT, "mirror.leave-it"),
];

pub fn page(leaf: &Page) -> View {
    // How often something was added.
    let added = RwSignal::new(0_u32);
    let rows = said_rows(leaf, "mirror", &ANSWERS);
    let main = continue_button(leaf, move |leaf| {
        if !leaf.words_now().picked(&LET_ME_ADD.into()) {
            leaf.give(How::SaidIt);
        } else if leaf.write(Words::default()) {
            added.update(|n| *n += 1);
            focus::on_prompt();
        }
    });
    let heard = leaf.side().map(crate::domain::person::Side::other);
    let above = (hint(leaf), who_adds(leaf, added), who_answers(leaf));
    let asked = legend_question_of(leaf, heard, leaf.asked(), above, rows);
    (keeping_alert(leaf.state), asked, refused(leaf.state), usual_actions(leaf, main)).into()
}

/// It is the one who was heard who taps.
fn who_answers(leaf: &Page) -> Option<View> {
    let heard = leaf.side()?.other();
    let words = el("span", "").with(said("mirror.answers", &leaf.couple.slots_of(heard)));
    let sign = badge(&leaf.couple, heard, "cg-badge--small");
    Some(el("p", "cg-mirror__who").with(sign).with(words).into())
}

/// After "let me add": who adds, and who says it back again. Then the question is open again.
fn who_adds(leaf: &Page, added: RwSignal<u32>) -> View {
    let shown = leaf.clone();
    let line = live(
        move || added.get(),
        move |times| {
            let heard = shown.side().filter(|_| *times > 0)?.other();
            let words = said("mirror.adds", &shown.couple.slots_of(heard));
            Some(el("p", "cg-mirror__adds").with(words))
        },
    );
    el("div", "").attr("role", "status").with(line).into()
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
