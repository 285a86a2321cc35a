//! Both stories side by side (`ca-both-stand`): two sheets of the same size, nothing in the overlap.
//! Nobody is asked who is right.

use super::choose::{legend_question_with, rows};
use super::{Page, give_button, hint, usual_actions};
use crate::domain::person::Side;
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::Visibility;
use crate::ui::dom::{View, el};
use crate::ui::parts::facing::facing;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::prompt::refused;
use crate::ui::parts::said::seen;
use crate::ui::words::t;

pub fn page(leaf: &Page) -> View {
    let sheets = facing(&leaf.couple, Side::BOTH.map(|side| sheet(leaf, side)));
    let question =
        legend_question_with(leaf, leaf.asked(), (hint(leaf), sheets), rows(leaf, false));
    let actions = usual_actions(leaf, give_button(leaf));
    (keeping_alert(leaf.state), question, refused(leaf.state), actions).into()
}

/// What one of them handed over of their preparation, in the order in which it was asked.
fn sheet(leaf: &Page, side: Side) -> View {
    let handed_over = leaf.dialogue.steps().filter(|s| s.release);
    let of_the_preparation = handed_over.filter(|s| s.visibility == Visibility::Private);
    let shown: Vec<View> = of_the_preparation
        .filter_map(|step| {
            let words = leaf.pack.step(&step.id)?;
            leaf.peek(|run| match privacy::sight(step, run, side.into(), Viewer::Table) {
                sight @ Sight::Words(..) => Some(seen(step, words, sight)),
                _ => None,
            })
            .map(|seen| el("div", "cg-facing__piece").with(seen).into())
        })
        .collect();
    if shown.is_empty() {
        return el("p", "cg-small").with(t("both-stand.told")).into();
    }
    el("div", "").attr("lang", leaf.couple.speaks(side)).with(shown).into()
}
