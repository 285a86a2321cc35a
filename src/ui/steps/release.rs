//! `fb-release`: each answer is handed over, kept or deleted, and beneath stands just what the other sees.

use leptos::prelude::*;

use super::{Page, continue_button, question, usual_actions};
use crate::domain::command::{Answer, Command};
use crate::domain::decides::{DELETE, HAND_OVER, KEEP};
use crate::domain::dialogue::Step;
use crate::domain::feedback;
use crate::domain::ids::StepId;
use crate::domain::person::Side;
use crate::domain::privacy::Viewer;
use crate::domain::run::How;
use crate::ui::couple::ink;
use crate::ui::dom::{View, again, el, live, nothing};
use crate::ui::focus;
use crate::ui::parts::choice::row;
use crate::ui::parts::handed;
use crate::ui::parts::said::option_words;
use crate::ui::parts::sure::sure;
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    let Some(giver) = leaf.side() else { return nothing() };
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let answers = move || {
        watched.read(|run| {
            let all = feedback::can_hand_over(watched.dialogue, run, giver);
            all.map(|s| s.id.clone()).collect::<Vec<_>>()
        })
    };
    let list = live(answers, move |all| {
        let one = |id: &StepId| shown.dialogue.step(id).map(|step| answer(&shown, step, giver));
        el("ol", "cg-stack--after").with(all.iter().filter_map(one).collect::<Vec<_>>())
    });
    let main = continue_button(leaf, |leaf| leaf.give(How::Seen));
    question(leaf, (list, preview(leaf, giver)), usual_actions(leaf, main))
}

/// One answer, and the three ways for it. None weighs more than another.
fn answer(leaf: &Page, step: &'static Step, giver: Side) -> View {
    let words = leaf.pack.step(&step.id);
    let (Some(words), answer) =
        (words, Answer { run: leaf.run, step: step.id.clone(), who: giver.into() })
    else {
        return nothing();
    };
    let item = leaf.state.peek(|w| {
        let run = w.runs.get(leaf.run.uuid())?;
        let own = (giver, Viewer::One(giver));
        Some(handed::item(leaf.dialogue, step, run, words, own, &leaf.couple))
    });
    let opened = {
        let leaf = leaf.clone();
        move || leaf.read(|run| feedback::is_opened(leaf.dialogue, run, giver, step))
    };
    let leaf = leaf.clone();
    let ways = live(opened, move |opened| {
        if *opened { removable(&leaf, &answer, giver) } else { three(&leaf, step, &answer, giver) }
    });
    el("li", "cg-entry").with(el("div", "").with(item).with(ways)).into()
}

/// The other has read it: it can be removed, not taken back.
fn removable(leaf: &Page, answer: &Answer, giver: Side) -> View {
    let words = el("p", "cg-small").with(said("release.opened", &leaf.couple.slots_of(giver)));
    (words, delete(leaf, answer, RwSignal::new(true))).into()
}

fn three(leaf: &Page, step: &'static Step, answer: &Answer, giver: Side) -> View {
    let asking = RwSignal::new(false);
    let is_over = {
        let leaf = leaf.clone();
        move || {
            leaf.read(|run| run.entry(&step.id, giver.into()).is_some_and(|e| e.released.is_some()))
        }
    };
    let name = format!("way-{}", step.id);
    let one = |option: &'static str| {
        let (is_over, leaf, answer) = (is_over.clone(), leaf.clone(), answer.clone());
        let words = option_words(leaf.words, &option.into());
        let marked = move || match option {
            DELETE => asking.get(),
            KEEP => !asking.get() && !is_over(),
            _ => !asking.get() && is_over(),
        };
        row(&name, false, marked, words, move || {
            let answer = answer.clone();
            asking.set(option == DELETE);
            // What is about to be deleted is not handed over, even if nobody says yes to the question beneath. Refused
            // only where it is gone or opened meanwhile; the page says so.
            leaf.act(match option {
                HAND_OVER => Command::Released { answer },
                _ => Command::TakenBack { answer },
            });
        })
    };
    let rows = Vec::from([HAND_OVER, KEEP, DELETE].map(one));
    let question = leaf.state.peek(|w| {
        let run = w.runs.get(leaf.run.uuid())?;
        Some(handed::question(leaf.dialogue, step, run, leaf.pack.step(&step.id)?))
    });
    let group = el("fieldset", ink(giver))
        .with(el("legend", "cg-hidden").with(question))
        .with(el("div", "cg-picks--line").with(rows));
    (group, delete(leaf, answer, asking)).into()
}

/// Asked once more: it is gone everywhere, at once.
fn delete(leaf: &Page, answer: &Answer, asking: RwSignal<bool>) -> View {
    let (leaf, answer) = (leaf.clone(), answer.clone());
    again(move || {
        let (leaf, answer) = (leaf.clone(), answer.clone());
        asking.get().then(|| {
            sure(
                t("release.ask"),
                move || asking.set(false),
                move || {
                    if leaf.act(Command::WordsRemoved { answer: answer.clone() }) {
                        focus::on_prompt();
                    }
                },
            )
        })
    })
}

/// Just what the other will see, and nothing else.
fn preview(leaf: &Page, giver: Side) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let steps = move || watched.read(|run| handed::steps(watched.dialogue, run, giver));
    let list = live(steps, move |steps| -> View {
        if steps.is_empty() {
            let words = said("handed.none", &shown.couple.slots_of(giver));
            return el("p", "cg-hint").with(words).into();
        }
        handed_items(&shown, steps, giver, |_| nothing())
    });
    let head = said("handed.preview", &leaf.couple.slots_of(giver));
    el("section", "cg-sheet cg-handed")
        .attr("aria-labelledby", "preview")
        .with(el("h2", "cg-heading").attr("id", "preview").with(head))
        .with(el("div", "").attr("role", "status").with(list))
        .into()
}

/// What `giver` handed over, as the other reads it, with something beneath each.
pub fn handed_items(
    leaf: &Page,
    steps: &[StepId],
    giver: Side,
    beneath: impl Fn(&'static Step) -> View,
) -> View {
    let one = |id: &StepId| {
        let step = leaf.dialogue.step(id)?;
        let words = leaf.pack.step(id)?;
        let item = leaf.state.peek(|w| {
            let run = w.runs.get(leaf.run.uuid())?;
            let theirs = (giver, Viewer::One(giver.other()));
            Some(handed::item(leaf.dialogue, step, run, words, theirs, &leaf.couple))
        })?;
        Some(el("li", "cg-entry").with(item.with(beneath(step))))
    };
    el("ol", "cg-stack--after").with(steps.iter().filter_map(one).collect::<Vec<_>>()).into()
}
