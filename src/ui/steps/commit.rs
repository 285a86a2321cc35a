//! `commit`: what a person chooses to do. Only its owner writes or changes it; everything but the
//! "what" may stay empty.

use std::rc::Rc;

use leptos::prelude::*;

use super::answer::tools_and_then;
use super::{Page, continue_button, question, say_button, spoken_actions, usual_actions};
use crate::domain::command::Command;
use crate::domain::outcome::{Plan, Remind};
use crate::domain::person::Side;
use crate::domain::run::How;
use crate::domain::time::{day_text, read_day};
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live};
use crate::ui::focus;
use crate::ui::parts::choice::{row, switch};
use crate::ui::parts::field::{draft_field, input_field};
use crate::ui::parts::kept::kept_line;
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    let Some(owner) = leaf.side().filter(|_| leaf.takes_text()) else {
        return question(leaf, "", spoken_actions(leaf));
    };
    let writes = leaf.clone();
    let hand_over = move |plan: Plan| {
        let (run, step) = (writes.run, writes.step.id.clone());
        writes.act(Command::PlanWritten { run, step, owner, plan })
    };
    // Removed, the fields are drawn anew, without words.
    let removals = RwSignal::new(0_u32);
    let shown = leaf.clone();
    let form = live(
        move || removals.get(),
        move |_| {
            let plan = shown.plan(owner).map(|c| c.plan).unwrap_or_default();
            plan_form(shown.state, &shown.couple, owner, &plan, hand_over.clone())
        },
    );
    let tools = tools_and_then(leaf, move || {
        removals.update(|n| *n += 1);
        focus::on("#plan-what");
    });
    let main = continue_button(leaf, move |leaf| {
        if leaf.state.flush_drafts() {
            let has_plan = untrack(|| leaf.plan(owner)).is_some();
            leaf.give(if has_plan { How::Wrote } else { How::Skipped });
        }
    });
    let body = (form, kept_line(leaf.state), tools, say_button(leaf));
    question(leaf, body, usual_actions(leaf, main))
}

/// The fields of a plan. `hand_over` gets it after every pause in typing, and says whether it was
/// taken.
pub fn plan_form(
    state: State,
    couple: &Couple,
    owner: Side,
    plan: &Plan,
    hand_over: impl Fn(Plan) -> bool + 'static,
) -> El {
    let current = StoredValue::new_local(plan.clone());
    let change: Change = Rc::new(move |set| {
        current.update_value(|p| set(p));
        hand_over(current.get_value())
    });
    let area = |id: &str, label: View, value: &str, set: fn(&mut Plan, String)| {
        let change = change.clone();
        draft_field(state, id, label, value, move |text| change(&|p| set(p, text.clone())))
    };
    let partner = el("span", "").with(said("plan.partner-helps", &couple.slots_of(owner))).into();
    el("div", &format!("cg-stack cg-stack--after {}", ink(owner)))
        .with(area("plan-what", t("plan.what").into(), &plan.what, |p, text| p.what = text))
        .with(area("plan-why", t("plan.why").into(), &plan.why, |p, text| p.why = text))
        .with(area("plan-lighter", t("plan.lighter").into(), &plan.lighter, |p, text| {
            p.lighter = text;
        }))
        .with(by_when(plan, &change))
        .with(area("plan-helps", t("plan.helps").into(), &plan.helps, |p, text| p.helps = text))
        .with(area("plan-partner", partner, &plan.partner_helps, |p, text| p.partner_helps = text))
        .with(reminder(plan, &change))
}

/// Changes the plan, and hands it over.
pub type Change = Rc<dyn Fn(&dyn Fn(&mut Plan)) -> bool>;

/// By when, or without a date.
pub fn by_when(plan: &Plan, change: &Change) -> El {
    let has_day = RwSignal::new(plan.by.is_some());
    let (by_day, no_date) = (change.clone(), change.clone());
    let value = plan.by.map_or_else(String::new, day_text);
    let label = el("span", "cg-hidden").with(t("plan.the-day")).into();
    let typed = move |text: String| {
        by_day(&|p| p.by = read_day(&text));
    };
    let day = input_field("plan-day", "date", label, &value, Box::new(typed));
    let day = el("div", "cg-field--narrow").live("hidden", move || !has_day.get()).with(day);
    let a_day =
        row("plan-by", false, move || has_day.get(), t("plan.a-day"), move || has_day.set(true));
    let none = row(
        "plan-by",
        false,
        move || !has_day.get(),
        t("plan.no-date"),
        move || {
            has_day.set(false);
            no_date(&|p| p.by = None);
        },
    );
    el("fieldset", "cg-field")
        .with(el("legend", "cg-field__label").with(t("plan.by-when")))
        .with(el("div", "cg-picks--line").with(a_day).with(none))
        .with(day)
}

/// Whether to be reminded, and how often.
pub fn reminder(plan: &Plan, change: &Change) -> El {
    const HOW_OFTEN: [(Remind, &str); 3] = [
        (Remind::Once, "plan.remind-once"),
        (Remind::Weekly, "plan.remind-weekly"),
        (Remind::Monthly, "plan.remind-monthly"),
    ];
    let remind = RwSignal::new(plan.remind);
    let change = change.clone();
    let set: Rc<dyn Fn(Remind)> = Rc::new(move |now| {
        remind.set(now);
        change(&|p| p.remind = now);
    });
    let turn = set.clone();
    let is_on = move || remind.get() != Remind::No;
    let switch = switch(t("plan.remind"), is_on, move |on| {
        turn(if on { Remind::Once } else { Remind::No });
    });
    let how_often = live(
        move || remind.get() != Remind::No,
        move |wanted| {
            let one = |(often, words): (Remind, &'static str)| {
                let set = set.clone();
                row(
                    "plan-remind",
                    false,
                    move || remind.get() == often,
                    t(words),
                    move || {
                        set(often);
                    },
                )
            };
            wanted.then(|| {
                el("fieldset", "cg-field")
                    .with(el("legend", "cg-field__label").with(t("plan.remind-how")))
                    .with(el("div", "cg-picks--line").with(Vec::from(HOW_OFTEN.map(one))))
            })
        },
    );
    el("div", "cg-stack").with(switch).with(how_often)
}
