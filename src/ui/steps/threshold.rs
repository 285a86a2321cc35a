//! `ca-safe`: whether to begin at all, asked of each alone. The answer is in no record, no address
//! and no title; it is on the page while it is being given, and nowhere else (D.10, F10b).

use leptos::prelude::*;

use super::{Page, plain_actions};
use crate::app::route::Route;
use crate::content::words::StepWords;
use crate::domain::command::Command;
use crate::domain::decides::{NOT_SURE, SLOWLY};
use crate::domain::dialogue::Step;
use crate::domain::person::Side;
use crate::domain::run::{How, Reply};
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live};
use crate::ui::leave;
use crate::ui::parts::button::{Look, button, next_button};
use crate::ui::parts::choice::row;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::said::reading;
use crate::ui::words::{said, t};

/// The question, in memory only.
#[derive(Clone, Copy)]
pub struct Asked {
    chosen: RwSignal<Option<usize>>,
    /// They went on without choosing one.
    unanswered: RwSignal<bool>,
    step: &'static Step,
}

impl Asked {
    /// What is asked at this step.
    pub fn of(step: &'static Step) -> Self {
        Self { chosen: RwSignal::new(None), unanswered: RwSignal::new(false), step }
    }

    /// Prompt and answers, as `side` has them before them.
    pub fn view(
        self,
        state: State,
        words: &'static StepWords,
        couple: &Couple,
        side: Side,
    ) -> View {
        let one = |(i, option)| {
            let choose = move || {
                self.unanswered.set(false);
                self.chosen.set(Some(i));
            };
            row("choice", false, move || self.chosen.get() == Some(i), words.option(option), choose)
        };
        let rows: Vec<View> = self.step.options.iter().enumerate().map(one).collect();
        let group = el("fieldset", ink(side))
            .with(el("legend", "").with(prompt(words.ask.as_str())))
            .with(el("p", "cg-hint").with(words.hint.as_str()))
            .with(el("div", "cg-picks cg-picks--page").with(rows));
        let line = live(
            move || (self.is(SLOWLY), self.unanswered.get()),
            |now| match *now {
                (true, _) => Some(t("threshold.slowly")),
                (_, true) => Some(t("threshold.choose")),
                _ => None,
            },
        );
        let turn = el("p", "cg-turn")
            .with(badge(couple, side, ""))
            .with(el("span", "").with(said("turn.private", &couple.slots_of(side))));
        let safe = button(Look::Link, t("safe.link"), move || leave::to_safe_hand(state));
        let below = el("p", "cg-threshold__line").attr("role", "status").with(line);
        (turn, group, below, el("p", "cg-threshold__safe").with(safe)).into()
    }

    /// "Continue": a yes goes on, anything else goes out. Without an answer it stays: this question
    /// alone keeps its place (C.2, 2).
    pub fn continue_button(self, yes: impl Fn() + 'static, no: impl Fn() + 'static) -> View {
        next_button(t("act.continue"), move || {
            if self.chosen.get_untracked().is_none() {
                self.unanswered.set(true);
            } else if untrack(|| self.is(NOT_SURE)) {
                no();
            } else {
                yes();
            }
        })
    }

    fn is(self, option: &str) -> bool {
        self.chosen.get().and_then(|i| self.step.options.get(i)).is_some_and(|o| *o == *option)
    }
}

/// The other one's page of it, inside the run.
pub fn page(leaf: &Page) -> View {
    let Some(side) = leaf.side() else { return super::nothing() };
    let asked = Asked::of(leaf.step);
    let (on, out) = (leaf.clone(), leaf.clone());
    let no = move || {
        // Refused only where the run is gone; then there is nothing to leave.
        let _ = out.state.act(Command::Closed { run: out.run });
        out.state.hand_over(None);
        out.left.set(Some(out.state.route_untracked()));
    };
    let yes = move || {
        on.give(How::Seen);
        if has_said_yes(&on, side) {
            on.state.go(Route::Send(on.run), false);
        }
    };
    let main = asked.continue_button(yes, no);
    (asked.view(leaf.state, leaf.words, &leaf.couple, side), plain_actions(leaf, main)).into()
}

/// Whether somebody who was asked by link has said that they would like this talk, on their own device.
fn has_said_yes(leaf: &Page, side: Side) -> bool {
    leaf.state.peek(|w| {
        let run = w.runs.get(leaf.run.uuid())?;
        let asked = run.asked.as_ref().filter(|a| a.by != side)?;
        let mine = w.mine(run.pair);
        Some(mine == Some(side) && asked.reply == Some(Reply::Yes))
    }) == Some(true)
}

/// After a no: nothing is asked, nothing is kept, and the way out takes this page out of the history.
pub fn not_the_tool(state: State, close: impl Fn() + 'static) -> View {
    leave::after_idle(close);
    let go = move |route: Route| move || state.go(route, true);
    let buttons = el("p", "cg-buttons cg-buttons--wide cg-stack--after")
        .with(button(Look::Main, t("threshold.out"), go(Route::Home)))
        .with(button(Look::Plain, t("safe.link"), go(Route::SafeHand)));
    let lede = el("p", "cg-lede").with(t("threshold.lede"));
    (prompt(t("threshold.title")), lede, own_line(state), buttons).into()
}

/// Where to turn, as somebody wrote it down for themselves on this device.
pub fn own_line(state: State) -> View {
    live(
        move || state.with(|w| w.device.safe_line.clone()),
        |line| -> Option<El> {
            let label = || el("p", "cg-small").with(t("safe.own"));
            (!line.trim().is_empty())
                .then(|| el("div", "cg-threshold__own").with(label()).with(reading(line)))
        },
    )
}
