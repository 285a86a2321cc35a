//! `fb-receive`: what to know first, alone on the page; then what the other handed over.

use super::release::handed_items;
use super::{Page, continue_button, plain_actions, question, turn_line, usual_actions};
use crate::domain::command::Command;
use crate::domain::dialogue::Step;
use crate::domain::feedback;
use crate::domain::outcome::ThreadState;
use crate::domain::person::Side;
use crate::domain::run::How;
use crate::ui::dom::{View, el, live, nothing};
use crate::ui::focus;
use crate::ui::parts::button::{Look, next_button, sign_button};
use crate::ui::parts::handed;
use crate::ui::parts::icon::small_icon;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    let Some(receiver) = leaf.side() else { return nothing() };
    let giver = receiver.other();
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let opened = move || {
        watched.read(|run| {
            let seen = run.entry(&watched.step.id, receiver.into());
            seen.is_some_and(|e| e.how == How::Seen && e.given.is_some())
                && !feedback::is_unread(watched.dialogue, run, giver)
        })
    };
    live(opened, move |opened| if *opened { words(&shown, giver) } else { guidance(&shown, giver) })
}

fn guidance(leaf: &Page, giver: Side) -> View {
    let opens = leaf.clone();
    let open = next_button(said("handed.open", &leaf.couple.slots_of(giver)), move || {
        if opens.act(Command::AnswerGiven { answer: opens.answer(), how: How::Seen }) {
            focus::on_prompt();
        }
    });
    question(leaf, nothing(), usual_actions(leaf, open))
}

fn words(leaf: &Page, giver: Side) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let steps = move || watched.read(|run| handed::steps(watched.dialogue, run, giver));
    let list = live(steps, move |steps| -> View {
        if steps.is_empty() {
            return el("p", "cg-hint").with(t("handed.none-left")).into();
        }
        handed_items(&shown, steps, giver, |step| next_time(&shown, step))
    });
    let head = prompt(said("handed.title", &leaf.couple.slots_of(giver)));
    let main = continue_button(leaf, super::Leaf::go_on);
    let body = (turn_line(leaf), head, list, refused(leaf.state));
    (body, plain_actions(leaf, main)).into()
}

/// "Talk about it next time": one tap, and it can be undone.
fn next_time(leaf: &Page, step: &'static Step) -> View {
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let (run, pair) = (leaf.run, leaf.couple.pair);
    let kept = move || {
        watched.state.with(|w| {
            let open = |state| state == ThreadState::Open;
            w.threads.of(pair).any(|t| t.run == run && t.step == step.id && open(t.state))
        })
    };
    let tool = live(kept, move |kept| {
        let (leaf, keep) = (leaf.clone(), !*kept);
        let (sign, key) =
            if keep { ("bookmark", "next-time.keep") } else { ("back", "next-time.leave") };
        let tool = sign_button(Look::Quiet, sign, t(key), move || {
            leaf.act(Command::KeptForNextTime { run, step: step.id.clone(), keep });
        });
        let status = (!keep).then(|| {
            let words = el("span", "").with(t("next-time.kept"));
            el("span", "cg-status").with(small_icon("check")).with(words)
        });
        (status, tool)
    });
    el("div", "cg-buttons").attr("role", "status").with(tool).into()
}
