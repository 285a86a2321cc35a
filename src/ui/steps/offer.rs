//! Before a turn that one may not want: now, another day, or not (`cb-help-focus`).

use leptos::prelude::*;

use super::choose::legend_question;
use super::mirror::said_rows;
use super::{Leaf, Page, continue_button, say_button, schedule, usual_actions};
use crate::domain::run::How;
use crate::domain::taps::{ANOTHER_DAY, NOT_NOW, NOW};
use crate::ui::dom::{View, el, live};
use crate::ui::focus;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::prompt::refused;
use crate::ui::words::t;

/// The three answers to the offer.
const ANSWERS: [(&str, &str); 3] =
    [(NOW, "offer.now"), (ANOTHER_DAY, "offer.another-day"), (NOT_NOW, "offer.not-now")];

/// Whether the talk is wanted now.
pub fn wants_now(leaf: &Leaf) -> bool {
    leaf.words_now().picked(&NOW.into())
}

/// The offer. Taken, the turn takes its place; only with "Continue", for a choice alone moves nobody.
pub fn page(leaf: &Page, taken: RwSignal<bool>) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let when = live(
        move || watched.words(|w| w.picked(&ANOTHER_DAY.into())),
        move |another_day| {
            another_day.then(|| {
                let rows = schedule::rows(&shown.answer(), &shown.couple, shown.state);
                el("fieldset", "cg-stack--after")
                    .with(el("legend", "cg-field__label").with(t("offer.when")))
                    .with(el("div", "cg-picks").with(rows))
            })
        },
    );
    let main = continue_button(leaf, move |leaf| {
        if wants_now(leaf) {
            taken.set(true);
            focus::on_prompt();
            return;
        }
        leaf.give(if leaf.words_now().is_empty() { How::Skipped } else { How::SaidIt });
    });
    let asked = (
        keeping_alert(leaf.state),
        legend_question(leaf, said_rows(leaf, "offer", &ANSWERS)),
        when,
    );
    (asked, say_button(leaf), refused(leaf.state), usual_actions(leaf, main)).into()
}
