//! `readback`: earlier words, shown again. Nothing is answered here.

use super::commit::plan_form;
use super::{Page, continue_button, question, usual_actions};
use crate::domain::command::Command;
use crate::domain::dialogue::Shows;
use crate::domain::outcome::Commitment;
use crate::domain::person::{Author, Side};
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::{How, Visibility};
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::parts::fold::fold;
use crate::ui::parts::people::{badge, emblem};
use crate::ui::parts::said::{reading, seen};
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    let body = match leaf.step.shows {
        Some(Shows::Commitments) => commitments(leaf),
        Some(Shows::Shared) => shared(leaf),
        None => nothing(),
    };
    let main = continue_button(leaf, |leaf| leaf.give(How::Seen));
    question(leaf, body, usual_actions(leaf, main))
}

/// Those that stand, as far as both may know. Which ones, not what they say: a plan being changed
/// must not be drawn anew under its owner's hands.
fn commitments(leaf: &Page) -> View {
    let (pair, state, shown) = (leaf.couple.pair, leaf.state, leaf.clone());
    let ids = move || {
        state.with(|w| {
            let stands = |c: &&Commitment| privacy::still_stands(c, Viewer::Table);
            w.commitments.of(pair).filter(stands).map(|c| c.id).collect::<Vec<_>>()
        })
    };
    live(ids, move |ids| -> View {
        let all = ids.iter().filter_map(|id| state.peek(|w| w.commitments.get(id.uuid()).cloned()));
        let entries: Vec<El> = all.map(|c| commitment(&shown, &c)).collect();
        if entries.is_empty() {
            return el("p", "cg-hint").with(t("plan.none")).into();
        }
        el("ol", "cg-stack--after").with(entries).into()
    })
}

fn commitment(leaf: &Page, c: &Commitment) -> El {
    let couple = &leaf.couple;
    let name = el("bdi", "").with(couple.name(c.owner));
    let head =
        el("h2", "cg-entry__head").with(badge(couple, c.owner, "cg-badge--small")).with(name);
    let inside = el("div", "")
        .with(head)
        .with(reading(&c.plan.what))
        .with(change_own(leaf.state, couple, c));
    el("li", "cg-entry").with(inside)
}

/// A fold in which the owner, and nobody else, changes a plan.
pub fn change_own(state: State, couple: &Couple, c: &Commitment) -> El {
    let (id, owner) = (c.id, c.owner);
    let form = plan_form(state, couple, owner, &c.plan, move |plan| {
        // A refusal is said on the page; the words stay in the fields.
        let _ = state.act(Command::PlanChanged { commitment: id, by: owner, plan });
    });
    fold(el("span", "").with(said("plan.change-own", &couple.slots_of(owner))), form)
}

/// What was shared in this run so far.
fn shared(leaf: &Page) -> View {
    let at = leaf.dialogue.position(&leaf.step.id).unwrap_or(0);
    let mut entries = Vec::new();
    for step in leaf.dialogue.steps().take(at).filter(|s| s.visibility == Visibility::Shared) {
        let Some(words) = leaf.pack.step(&step.id) else { continue };
        for who in [Side::First.into(), Side::Second.into(), Author::Both] {
            // What two people noticed about their two answers is not shown again as an answer.
            if who == Author::Both && step.reveal {
                continue;
            }
            let shown = leaf.peek(|run| match privacy::sight(step, run, who, Viewer::Table) {
                sight @ Sight::Words(..) => Some(seen(step, words, sight)),
                _ => None,
            });
            let Some(shown) = shown else { continue };
            let sign = match who.side() {
                Some(side) => badge(&leaf.couple, side, "cg-badge--small"),
                None => emblem("cg-emblem cg-emblem--small"),
            };
            let head = el("h2", "cg-entry__head").with(sign).with(words.name.as_str());
            entries.push(el("li", "cg-entry").with(el("div", "").with(head).with(shown)));
        }
    }
    el("ol", "cg-stack--after").with(entries).into()
}
