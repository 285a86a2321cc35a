//! What somebody handed over of how it was: the same for the other as in the preview of who gives it.

use crate::content::words::StepWords;
use crate::domain::dialogue::{CheckedDialogue, Step};
use crate::domain::feedback;
use crate::domain::ids::StepId;
use crate::domain::person::Side;
use crate::domain::privacy::{self, Viewer};
use crate::domain::run::Run;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el};
use crate::ui::parts::said::seen;

/// What a question is called: a question of somebody's own by its own words.
pub fn question(dialogue: &CheckedDialogue, step: &Step, run: &Run, words: &StepWords) -> View {
    match feedback::own_question(dialogue, step, run) {
        Some(own) => el("span", "").attr("dir", "auto").with(own).into(),
        None => words.name.as_str().into(),
    }
}

/// One answer under its question, as `viewer` reads it.
pub fn item(
    dialogue: &CheckedDialogue,
    step: &Step,
    run: &Run,
    words: &StepWords,
    (giver, viewer): (Side, Viewer),
    couple: &Couple,
) -> El {
    let head = el("h2", "cg-entry__head").with(question(dialogue, step, run, words));
    let sight = privacy::sight(step, run, giver.into(), viewer);
    let read = el("div", "").attr("lang", couple.speaks(giver)).with(seen(step, words, sight));
    el("div", ink(giver)).with(head).with(read)
}

/// The steps of which `giver` handed their answer over.
pub fn steps(dialogue: &CheckedDialogue, run: &Run, giver: Side) -> Vec<StepId> {
    feedback::handed_over(dialogue, run, giver).map(|s| s.id.clone()).collect()
}
