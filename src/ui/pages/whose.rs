//! Which of the two this device belongs to: asked once, before anything crosses.

use crate::domain::command::Command;
use crate::domain::person::Side;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el};
use crate::ui::parts::choice::row;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::prompt;
use crate::ui::words::{said, t};

/// The question on a page of its own.
pub(super) fn question(state: State, couple: &Couple) -> El {
    el("div", "cg-plain").with(asked(state, couple, prompt(t("whose.question"))))
}

/// The same on a sheet that has a heading.
pub(super) fn rows(state: State, couple: &Couple) -> El {
    asked(state, couple, el("span", "cg-field__label").with(t("whose.question")))
}

fn asked(state: State, couple: &Couple, question: impl Into<View>) -> El {
    let pair = couple.pair;
    let one = |side: Side| {
        let name = said("whose.me", &couple.slots_of(side));
        let words = (badge(couple, side, "cg-badge--small"), " ", name);
        let row = row(
            "whose",
            false,
            || false,
            words,
            move || {
                // Refused only where the two are gone; then so is this page.
                let _ = state.act(Command::OwnDevice { pair, who: side });
            },
        );
        el("div", ink(side)).with(row)
    };
    let rows: Vec<El> = Side::BOTH.into_iter().map(one).collect();
    el("fieldset", "cg-field")
        .with(el("legend", "").with(question))
        .with(el("p", "cg-hint").with(t("whose.why")))
        .with(el("div", "cg-picks cg-picks--page").with(rows))
}
