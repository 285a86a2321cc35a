//! The part one plays in the other's plan: its owner asks, the other says yes or not (C.2, 4).

use leptos::prelude::*;

use super::agree::{assent_page, nothing_to_say};
use super::choose::legend_question_with;
use super::{Page, continue_button, head, plain_actions, say_button, usual_actions};
use crate::content::words::{StepWords, pack};
use crate::domain::between;
use crate::domain::command::Command;
use crate::domain::dialogue::{NONE_OF_THESE, OWN_WORDS};
use crate::domain::ids::OptionId;
use crate::domain::outcome::{Agreement, Commitment};
use crate::domain::path::{self, Part};
use crate::domain::person::Side;
use crate::domain::run::{How, Place};
use crate::reading::{Line, lines};
use crate::state::State;
use crate::ui::dom::{El, View, again, el};
use crate::ui::flow;
use crate::ui::parts::assent::{plan_sheet, stands};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::choice::row;
use crate::ui::parts::field::draft_field;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::refused;
use crate::ui::parts::said::option_words;
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    match leaf.place.part {
        Part::Own(owner) => ask(leaf, owner),
        Part::Yes(other) => answer(leaf, other),
        _ => outcome(leaf),
    }
}

fn plan(leaf: &Page, owner: Side) -> Option<Commitment> {
    leaf.held(|held| path::plan_of(leaf.step, owner, held).cloned())
}

fn role(leaf: &Page, owner: Side) -> Option<Agreement> {
    leaf.held(|held| path::role_in_plan_of(leaf.step, owner, held).cloned())
}

fn sheet(leaf: &Page, owner: Side) -> View {
    let text = plan(leaf, owner).map(|c| c.plan.what).unwrap_or_default();
    let whose = said("plan.of", &leaf.couple.slots_of(owner));
    plan_sheet(badge(&leaf.couple, owner, "cg-badge--small"), whose, &text)
}

fn ask(leaf: &Page, owner: Side) -> View {
    let there = role(leaf, owner);
    let (asked, own_words) = there.map(|a| (a.picks, a.text)).unwrap_or_default();
    // What is ticked: the options by their names, and own words while their field is open.
    let own = OptionId::from(OWN_WORDS);
    let ticked = RwSignal::new(asked);
    if !own_words.is_empty() {
        ticked.update(|p| p.push(own.clone()));
    }
    let own_words = StoredValue::new(own_words);
    let one = |option: OptionId| {
        let (marked, words) = (option.clone(), option_words(leaf.words, &option));
        let turn = move || {
            ticked.update(|p| match p.iter().position(|x| *x == option) {
                Some(i) => drop(p.remove(i)),
                None => p.push(option.clone()),
            });
        };
        row("role", true, move || ticked.with(|p| p.contains(&marked)), words, turn)
    };
    let mut rows: Vec<View> = leaf.step.options.iter().cloned().map(one).collect();
    rows.push(one(own.clone()));
    let (state, wanted) = (leaf.state, own.clone());
    rows.push(again(move || {
        ticked.with(|p| p.contains(&wanted)).then(|| {
            let label = el("span", "cg-hidden").with(t("choose.own"));
            let field = own_words.with_value(|text| {
                draft_field(state, "own", label, text, move |text| {
                    own_words.set_value(text);
                    true
                })
            });
            el("div", "cg-pick__own").with(field)
        })
    }));
    let none = option_words(leaf.words, &NONE_OF_THESE.into());
    let clear = move || ticked.update(Vec::clear);
    rows.push(row("role", true, move || ticked.with(Vec::is_empty), none, clear));
    let main = continue_button(leaf, move |leaf| {
        leaf.state.flush_drafts();
        let mut picks = ticked.get_untracked();
        let wrote = picks.contains(&own);
        picks.retain(|p| *p != own);
        let own = if wrote { own_words.get_value() } else { String::new() };
        let how = if picks.is_empty() && own.is_empty() { How::Skipped } else { How::Wrote };
        let (run, step) = (leaf.run, leaf.step.id.clone());
        if leaf.act(Command::RoleAsked { run, step, owner, picks, own }) {
            leaf.give(how);
        }
    });
    let heading = said("role.ask", &leaf.couple.slots_of(owner));
    let counts = el("p", "cg-small").with(t("role.counts"));
    let asked = legend_question_with(leaf, heading, sheet(leaf, owner), rows);
    (asked, counts, say_button(leaf), refused(leaf.state), usual_actions(leaf, main)).into()
}

/// The part that is asked for, in the words of its step and in their own.
pub fn asked(words: Option<&StepWords>, agreement: &Agreement) -> View {
    let one = |line: &Line| {
        let own = matches!(line, Line::Words(_));
        let item = el("li", "").attr("dir", own.then_some("auto"));
        Some(item.with(line.text()?))
    };
    let lines: Vec<El> = lines::of_part(words, agreement).iter().filter_map(one).collect();
    el("ul", "cg-reading").with(lines).into()
}

/// The part that both agreed on in a plan, in one line; nothing where there is none.
pub fn in_words(state: State, plan: &Commitment) -> String {
    state.with(|w| {
        let Some(role) = between::part_in(w, plan) else { return String::new() };
        let dialogue = w.runs.get(role.run.uuid()).map(|r| &r.dialogue);
        let words = dialogue.and_then(pack).and_then(|p| p.step(&role.step));
        let picks = role.picks.iter().filter_map(|p| Some(option_words(words?, p)));
        let own = Some(role.text.clone()).filter(|t| !t.is_empty());
        picks.chain(own).collect::<Vec<_>>().join(" · ")
    })
}

fn answer(leaf: &Page, other: Side) -> View {
    let owner = other.other();
    let Some(agreement) = role(leaf, owner) else { return nothing_to_say(leaf) };
    let heading = said("role.would-you", &leaf.couple.slots_of(other));
    let above = (sheet(leaf, owner), asked(Some(leaf.words), &agreement)).into();
    assent_page(leaf, other, &agreement, heading, above)
}

fn outcome(leaf: &Page) -> View {
    let one = |owner: Side| {
        let agreement = role(leaf, owner)?;
        let ways = (!agreement.was_agreed()).then(|| {
            let leaf = leaf.clone();
            let place = Place { part: Part::Own(owner), ..leaf.place.clone() };
            let again = button(Look::Line, t("role.again"), move || {
                flow::go_to(leaf.state, leaf.run, &place, false);
            });
            el("p", "cg-buttons").with(again)
        });
        let stands = stands(&leaf.couple, &agreement);
        Some((sheet(leaf, owner), asked(Some(leaf.words), &agreement), stands, ways))
    };
    let roles: Vec<_> = Side::BOTH.into_iter().filter_map(one).collect();
    let none = roles.is_empty().then(|| el("p", "cg-hint").with(t("role.no-plans")));
    let main = continue_button(leaf, |leaf| match leaf.place.part {
        Part::Together => leaf.give(How::Seen),
        _ => leaf.go_on(),
    });
    (head(leaf), none, roles, plain_actions(leaf, main)).into()
}
