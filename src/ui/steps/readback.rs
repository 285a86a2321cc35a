//! `readback`: earlier words, shown again. Nothing is answered here.

use leptos::prelude::*;

use super::agree;
use super::commit::plan_form;
use super::{Page, continue_button, everything, question, remember, usual_actions};
use crate::domain::command::Command;
use crate::domain::dialogue::{Shows, Step, Who};
use crate::domain::ids::AgreementId;
use crate::domain::outcome::{Agreement, Assent, Commitment};
use crate::domain::person::{Author, Side};
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::{How, Run, Visibility};
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::parts::assent::taking_back;
use crate::ui::parts::choice::row;
use crate::ui::parts::fold::fold;
use crate::ui::parts::people::{badge, emblem};
use crate::ui::parts::said::{reading, seen};
use crate::ui::parts::trend;
use crate::ui::words::{said, t};

/// Where they named nothing yet, or nothing holds any more, they name one thing they both want.
pub fn page(leaf: &Page) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let names = move || watched.names_ground();
    live(names, move |names| if *names { agree::page(&shown) } else { shows(&shown) })
}

fn shows(leaf: &Page) -> View {
    let body = match leaf.step.shows {
        Some(Shows::Commitments) => commitments(leaf),
        Some(Shows::Commitment) => remember::body(leaf),
        Some(Shows::Shared) => shared(leaf),
        Some(Shows::CommonGround) => common_ground(leaf),
        Some(Shows::SideBySide) => side_by_side(leaf),
        Some(Shows::OverTime) => trend::trends(leaf.state, leaf.couple.pair),
        Some(Shows::Everything) => everything::body(leaf),
        Some(Shows::Pocket) | None => nothing(),
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
        .with(el("div", "").attr("lang", couple.speaks(c.owner)).with(reading(&c.plan.what)))
        .with(change_own(leaf.state, couple, c));
    el("li", "cg-entry").with(inside)
}

/// A fold in which the owner, and nobody else, changes a plan; nothing where that is not on this device.
pub fn change_own(state: State, couple: &Couple, c: &Commitment) -> Option<El> {
    let (id, owner) = (c.id, c.owner);
    if state.peek(|w| w.is_elsewhere(c.run, owner)) {
        return None;
    }
    let form = plan_form(state, couple, owner, &c.plan, move |plan| {
        // A refusal is said on the page; the words stay in the fields.
        state.act(Command::PlanChanged { commitment: id, by: owner, plan }).is_ok()
    });
    Some(fold(el("span", "").with(said("plan.change-own", &couple.slots_of(owner))), form))
}

/// What both stand behind from earlier talks. Each says for themselves that it still holds, which is
/// their yes once more, or takes the yes back.
fn common_ground(leaf: &Page) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    // Which, not how they stand: a choice must not be drawn anew under a hand.
    let ids = move || watched.ground().iter().map(|a| a.id).collect::<Vec<_>>();
    live(ids, move |_| {
        let ground = untrack(|| shown.ground());
        let one = |a: &Agreement| {
            let is_here = |who: &Side| shown.state.peek(|w| !w.is_elsewhere(a.run, *who));
            let all: Vec<View> = Side::BOTH
                .into_iter()
                .filter(is_here)
                .map(|who| still_holds(&shown, a.id, who))
                .collect();
            let holds = el("div", "cg-picks--line").with(all);
            let tools = taking_back(shown.state, &shown.couple, a.id);
            el("li", "cg-entry").with(el("div", "").with(reading(&a.text)).with(holds).with(tools))
        };
        el("ol", "cg-stack--after").with(ground.iter().map(one).collect::<Vec<_>>())
    })
}

fn still_holds(leaf: &Page, agreement: AgreementId, who: Side) -> View {
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let words = said("ground.holds", &leaf.couple.slots_of(who));
    // Said in this talk, not only when it was agreed.
    let marked = move || {
        let since = watched.read(|run| Some(run.began));
        watched.ground().iter().filter(|a| a.id == agreement).any(|a| {
            a.affirmations.iter().any(|x| x.who == who && since.is_some_and(|since| x.at >= since))
        })
    };
    row("holds", true, marked, words, move || {
        leaf.act(Command::Affirmed { agreement, who, state: Assent::Yes });
    })
}

/// What each of the two answered to the same questions before this one, next to each other. Where only
/// one of them did, it says so of the other.
fn side_by_side(leaf: &Page) -> View {
    let before = leaf.dialogue.steps().take_while(|s| s.id != leaf.step.id);
    let asked = before.filter(|s| s.visibility == Visibility::Shared && s.who == Who::Each);
    let run = leaf.peek(|run| Some(run.clone()));
    let entries: Vec<El> = asked.filter_map(|step| both_to(leaf, step, run.as_ref()?)).collect();
    if entries.is_empty() {
        return el("p", "cg-hint").with(t("side-by-side.none")).into();
    }
    el("ol", "cg-stack--after").with(entries).into()
}

/// One question, and both answers to it.
fn both_to(leaf: &Page, step: &'static Step, run: &Run) -> Option<El> {
    let head = el("h2", "cg-heading").with(leaf.pack.step(&step.id)?.name.as_str());
    let both = abreast(leaf, step, run)?;
    Some(el("li", "cg-entry").with(el("div", "").with(head).with(both)))
}

/// Both answers to a question of `run`, next to each other; nothing where neither said anything to show.
pub fn abreast(leaf: &Page, step: &'static Step, run: &Run) -> Option<El> {
    let words = leaf.pack.step(&step.id)?;
    let couple = &leaf.couple;
    let mut any = false;
    let mut one = |side: Side| {
        let sight = privacy::sight(step, run, side.into(), Viewer::Table);
        any |= matches!(sight, Sight::Words(..) | Sight::SaidAloud);
        let shown = match sight {
            Sight::NotYet | Sight::Absent => el("p", "cg-small").with(t("side-by-side.not")).into(),
            sight => seen(step, words, sight),
        };
        let name = el("p", "cg-entry__head")
            .with(badge(couple, side, "cg-badge--small"))
            .with(el("bdi", "").with(couple.name(side)));
        let shown = el("div", "").attr("lang", couple.speaks(side)).with(shown);
        el("div", &format!("cg-abreast__one {}", ink(side))).with(name).with(shown)
    };
    let both = Vec::from(Side::BOTH.map(&mut one));
    any.then(|| el("div", "cg-abreast").with(both))
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
            let language = who.side().and_then(|side| leaf.couple.speaks(side));
            let shown = el("div", "").attr("lang", language).with(shown);
            entries.push(el("li", "cg-entry").with(el("div", "").with(head).with(shown)));
        }
    }
    el("ol", "cg-stack--after").with(entries).into()
}
