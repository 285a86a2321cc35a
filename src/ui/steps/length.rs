//! How long a turn is: one setting, the same for both.

use std::ops::RangeInclusive;

use super::Page;
use crate::domain::command::Command;
use crate::domain::limits;
use crate::ui::dom::{El, View, el, live, typed};
use crate::ui::parts::button::{Look, button};
use crate::ui::words::{said, t, tf};

/// What they chose; time can be left out altogether at any moment.
fn fixed_length(leaf: &Page) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    live(
        move || watched.read(|run| run.turn_minutes),
        move |minutes| -> View {
            if *minutes == limits::NO_TIME {
                return el("p", "cg-hint").attr("role", "status").with(t("turns.no-time")).into();
            }
            let words = said("turns.fixed", &[("n", &minutes.to_string())]);
            let sets = shown.clone();
            let off = button(Look::Quiet, t("turns.time-off"), move || {
                sets.act(Command::TurnLengthSet { run: sets.run, minutes: limits::NO_TIME });
            });
            (el("p", "cg-hint").with(words), off).into()
        },
    )
}

/// The field; once the first of them has begun, only what they chose.
pub fn field(leaf: &Page, choices: RangeInclusive<u8>, fixed: bool) -> El {
    let minutes = leaf.peek(|run| run.turn_minutes);
    if fixed && minutes != limits::NO_TIME {
        return el("div", "").with(fixed_length(leaf));
    }
    let words = |n: u8| match n {
        limits::NO_TIME => t("turns.no-time").to_owned(),
        n => tf("turns.minutes", &[("n", &n.to_string())]),
    };
    let option = |n: u8| {
        let value = el("option", "").attr("value", n.to_string());
        value.attr("selected", n == minutes).with(words(n))
    };
    // A length chosen elsewhere is among them.
    let around = limits::TURN_MINUTES.filter(|n| choices.contains(n) || *n == minutes);
    let options: Vec<El> = around.chain([limits::NO_TIME]).map(option).collect();
    let sets = leaf.clone();
    let select = el("select", "cg-field__input")
        .attr("id", "turn-length")
        .attr("aria-describedby", "turn-note")
        .on("change", move |event| {
            if let Ok(minutes) = typed(&event).parse() {
                sets.act(Command::TurnLengthSet { run: sets.run, minutes });
            }
        })
        .with(options);
    el("div", "cg-field cg-field--narrow cg-stack--after")
        .with(el("label", "cg-field__label").attr("for", "turn-length").with(t("turns.length")))
        .with(select)
        .with(el("p", "cg-small").attr("id", "turn-note").with(t("turns.same")))
}
