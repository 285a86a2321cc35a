//! Keep it, make it smaller, move it, or let it go (`bt-choose-again`): the owner changes that very commitment.

use leptos::prelude::*;

use super::choose::legend_question_with;
use super::{Leaf, Page, continue_button, plain_actions, question, say_button, usual_actions};
use crate::domain::command::Command;
use crate::domain::outcome::{Commitment, Plan, Standing};
use crate::domain::run::How;
use crate::domain::time::{Day, day_text, read_day};
use crate::ui::dom::{View, el, live};
use crate::ui::parts::assent::plan_sheet;
use crate::ui::parts::choice::row;
use crate::ui::parts::field::{draft_field, input_field};
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::refused;
use crate::ui::words::{said, t};

/// What somebody may do with what they chose. All weigh the same (C6).
#[derive(Clone, Copy, PartialEq)]
enum Again {
    Keep,
    Smaller,
    Move,
    LetGo,
}

const WAYS: [(Again, &str); 4] = [
    (Again::Keep, "between.keep"),
    (Again::Smaller, "between.smaller"),
    (Again::Move, "between.move"),
    (Again::LetGo, "between.let-go"),
];

pub fn page(leaf: &Page) -> View {
    let Some(c) = leaf.subject() else {
        return question(leaf, "", plain_actions(leaf, continue_button(leaf, Leaf::go_on)));
    };
    // Nothing is preselected.
    let chosen: RwSignal<Option<Again>> = RwSignal::new(None);
    let day = RwSignal::new(c.plan.by);
    let one = |(way, words): (Again, &'static str)| {
        row(
            "again",
            false,
            move || chosen.get() == Some(way),
            t(words),
            move || {
                chosen.set(Some(way));
            },
        )
    };
    let whose = said("plan.of", &leaf.couple.slots_of(c.owner));
    let sheet = plan_sheet(badge(&leaf.couple, c.owner, "cg-badge--small"), whose, &c.plan.what);
    let asked = legend_question_with(leaf, leaf.asked(), sheet, Vec::from(WAYS.map(one)));
    let shown = leaf.clone();
    let more = live(
        move || chosen.get().filter(|way| matches!(way, Again::Smaller | Again::Move)),
        move |way| way.map(|way| details(&shown, way, day)),
    );
    let main = continue_button(leaf, move |leaf| {
        // Words that are refused stay in their field, and so does everybody.
        if leaf.state.flush_drafts() {
            let way = chosen.get_untracked();
            if way.is_none_or(|way| settle(leaf, way, day.get_untracked())) {
                leaf.give(if way.is_some() { How::Wrote } else { How::Skipped });
            }
        }
    });
    (asked, more, say_button(leaf), refused(leaf.state), usual_actions(leaf, main)).into()
}

/// The lighter version there is, or a new one; or another day.
fn details(leaf: &Page, way: Again, day: RwSignal<Option<Day>>) -> View {
    let Some(c) = leaf.subject() else { return "".into() };
    let field = if way == Again::Smaller {
        let keeps = leaf.clone();
        draft_field(leaf.state, "lighter", t("between.lighter"), &c.plan.lighter, move |text| {
            change(&keeps, |plan| plan.lighter = text)
        })
    } else {
        let value = day.get_untracked().map_or_else(String::new, day_text);
        let label = t("between.new-day").into();
        let set = Box::new(move |text: String| day.set(read_day(&text)));
        el("div", "cg-field--narrow").with(input_field("day", "date", label, &value, set)).into()
    };
    el("div", "cg-stack--after").with((field, kept_line(leaf.state))).into()
}

/// Does it. Refused only where it is gone.
fn settle(leaf: &Leaf, way: Again, day: Option<Day>) -> bool {
    let standing = match way {
        Again::Keep => Standing::Chosen,
        Again::Smaller | Again::Move => Standing::Changed,
        Again::LetGo => Standing::LetGo,
    };
    let changed = match way {
        Again::Smaller => change(leaf, |plan| {
            if !plan.lighter.trim().is_empty() {
                plan.what = std::mem::take(&mut plan.lighter);
            }
        }),
        Again::Move => change(leaf, |plan| plan.by = day),
        Again::Keep | Again::LetGo => true,
    };
    let moved = |Commitment { id, owner, .. }| {
        leaf.act(Command::CommitmentMoved { commitment: id, by: owner, standing })
    };
    changed && leaf.subject().is_some_and(moved)
}

fn change(leaf: &Leaf, with: impl FnOnce(&mut Plan)) -> bool {
    leaf.subject().is_some_and(|c| {
        let mut plan = c.plan;
        with(&mut plan);
        let (run, step) = (leaf.run, leaf.step.id.clone());
        leaf.act(Command::PlanWritten { run, step, owner: c.owner, plan })
    })
}
