//! `ex-part-well`: two who don't fit part as friends (C14). No warning, no second thoughts: only thanks,
//! what one of them would recommend instead, and how much of it all is to stay.

use leptos::prelude::*;

use super::{Page, question, usual_actions};
use crate::app::route::Route;
use crate::codec::export::Scope;
use crate::domain::command::Command;
use crate::domain::run::{How, Words};
use crate::ui::dom::{View, again, el};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::copying;
use crate::ui::parts::field::live_draft_field;
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::sure::sure;
use crate::ui::words::t;

pub fn page(leaf: &Page) -> View {
    let (wraps, parts) = (leaf.clone(), leaf.clone());
    let main = next_button(t("part-well.wrap-up"), move || {
        if part(&wraps) {
            flow::follow(wraps.state, wraps.run);
        }
    });
    let here = button(Look::Line, t("part-well.here"), move || {
        if part(&parts) {
            flow::close(parts.state, parts.run);
        }
    });
    let here = el("p", "cg-buttons cg-stack--after").with(here);
    question(leaf, (instead(leaf), here, erasing(leaf)), usual_actions(leaf, main))
}

/// They part: nothing reminds them of anything any more.
fn part(leaf: &Page) -> bool {
    let how = if leaf.words_now().has_text() { How::Wrote } else { How::SaidIt };
    leaf.state.flush_drafts() && leaf.act(Command::AnswerGiven { answer: leaf.answer(), how })
}

/// What one of them would recommend instead, in a line that both see.
fn instead(leaf: &Page) -> Option<View> {
    leaf.takes_text().then(|| {
        let (shown, writes) = (leaf.clone(), leaf.clone());
        let shown = move || shown.words(|words| words.text.clone());
        let write = move |text| writes.write(Words::of_text(text));
        let field = live_draft_field(leaf.state, "note", t("part-well.instead"), shown, write);
        let hint = el("p", "cg-small").with(t("answer.note-hint"));
        el("div", "cg-stack--after").with((field, hint, kept_line(leaf.state))).into()
    })
}

/// All of what these two have here can go, too; a copy can be had before.
fn erasing(leaf: &Page) -> View {
    let (state, pair) = (leaf.state, leaf.couple.pair);
    let asked = RwSignal::new(false);
    let copied = RwSignal::new(None);
    let ways = again(move || -> View {
        if !asked.get() {
            return sign_button(Look::Quiet, "erase", t("part-well.erase"), move || {
                asked.set(true);
            });
        }
        let save = sign_button(Look::Line, "save", t("data.save"), move || {
            copied.set(Some(state.save_copy(Scope::Partnership(pair))));
        });
        let save = (copying::warning(), el("p", "cg-buttons").with(save));
        let sure = sure(
            t("part-well.erase-ask"),
            move || asked.set(false),
            move || {
                if state.act(Command::PartnershipErased { pair }).is_ok() {
                    state.go(Route::Home, false);
                }
            },
        );
        (save, copying::outcome(copied), sure).into()
    });
    el("div", "cg-stack--after").with(ways).into()
}
