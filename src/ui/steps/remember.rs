//! What somebody chose, and why, in their own words (`bt-remember`). The reminder can be switched off right here (C34).

use std::rc::Rc;

use super::Page;
use super::commit::{Change, reminder};
use crate::domain::command::Command;
use crate::domain::outcome::Plan;
use crate::platform::dates::{self, Form};
use crate::ui::couple::ink;
use crate::ui::dom::{View, el};
use crate::ui::parts::assent::plan_sheet;
use crate::ui::parts::people::badge;
use crate::ui::words::{said, t};

pub fn body(leaf: &Page) -> View {
    let Some(c) = leaf.subject() else {
        return el("p", "cg-hint").with(t("refused.gone")).into();
    };
    let (state, couple) = (leaf.state, &leaf.couple);
    let whose = said("plan.of", &couple.slots_of(c.owner));
    let sheet = plan_sheet(badge(couple, c.owner, "cg-badge--small"), whose, &c.plan.what);
    let why = (!c.plan.why.is_empty())
        .then(|| el("p", "cg-quote cg-stack--after").attr("dir", "auto").with(c.plan.why.as_str()));
    let by = c.plan.by.map(|day| {
        let date = dates::day(day, Form::Day, couple.language(c.owner));
        el("p", "cg-small").with(said("plan.look-again", &[("date", &date)]))
    });
    let (commitment, owner) = (c.id, c.owner);
    let change: Change = Rc::new(move |set: &dyn Fn(&mut Plan)| {
        let now = state.peek(|w| w.commitments.get(commitment.uuid()).map(|c| c.plan.clone()));
        let Some(mut plan) = now else { return false };
        set(&mut plan);
        state.act(Command::PlanChanged { commitment, by: owner, plan }).is_ok()
    });
    let remind =
        el("div", &format!("cg-stack--after {}", ink(owner))).with(reminder(&c.plan, &change));
    (sheet, why, by, remind).into()
}
