//! `turns`: one speaks, one listens, and both have the same time. The time is soft: it is drawn,
//! never counted down, and takes nothing away.

use leptos::prelude::*;

use super::answer::{note_field, tools};
use super::readback::change_own;
use super::{
    Page, continue_button, head, offer, others_words, plain_actions, question, refused, say_button,
};
use crate::domain::air_time::AirTime;
use crate::domain::command::Command;
use crate::domain::ids::StepId;
use crate::domain::limits;
use crate::domain::path;
use crate::domain::person::Side;
use crate::domain::run::{How, Run};
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, every, live, typed};
use crate::ui::parts::actions;
use crate::ui::parts::bridge::bridge;
use crate::ui::parts::button::{Look, button, next_button};
use crate::ui::parts::icon::icon;
use crate::ui::parts::kept::{keeping_alert, kept_line};
use crate::ui::parts::people::badge;
use crate::ui::parts::said::reading;
use crate::ui::words::{said, t, tf};

/// How often the bridge is drawn anew, in milliseconds.
const REDRAW: i32 = 15_000;

/// Where one is with one's turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Before,
    Speaking,
    After,
}

pub fn page(leaf: &Page) -> View {
    let Some(side) = leaf.side() else { return question(leaf, "", plain_actions(leaf, "".into())) };
    if !leaf.step.offer {
        return turn(leaf, side);
    }
    let taken = RwSignal::new(offer::wants_now(leaf));
    let shown = leaf.clone();
    live(
        move || taken.get(),
        move |now| if *now { turn(&shown, side) } else { offer::page(&shown, taken) },
    )
}

fn runs_now(run: &Run, step: &StepId) -> bool {
    run.turns.iter().any(|t| t.step == *step && t.since.is_some())
}

fn turn(leaf: &Page, side: Side) -> View {
    let (state, step) = (leaf.state, leaf.step);
    let phase = RwSignal::new(match leaf.entry_now(|e| e.given.is_some()) {
        Some(true) => Phase::After,
        _ if leaf.peek(|run| runs_now(run, &step.id)) => Phase::Speaking,
        _ => Phase::Before,
    });
    every(REDRAW, move || state.tick());
    let (body, acts) = (leaf.clone(), leaf.clone());
    let body = live(
        move || phase.get(),
        move |phase_now| match phase_now {
            Phase::Before => before(&body, side),
            Phase::Speaking => (time(&body), while_lists(&body, side, "cg-while")).into(),
            Phase::After => (time(&body), offer_more(&body, phase), note(&body)).into(),
        },
    );
    let actions = live(
        move || phase.get(),
        move |phase_now| match phase_now {
            Phase::Before => before_actions(&acts, side, phase),
            Phase::Speaking => speaking_actions(&acts, phase),
            Phase::After => {
                let main = continue_button(&acts, super::Leaf::give_said);
                plain_actions(&acts, main)
            }
        },
    );
    let asked = (keeping_alert(state), head(leaf), body, refused(state));
    (asked, others_words(leaf), actions).into()
}

/// Before the first word: how long a turn is, and what each of the two does.
fn before(leaf: &Page, side: Side) -> View {
    let minutes = leaf.peek(|run| run.turn_minutes);
    let choices = limits::TURN_MINUTES.map(|n| {
        let words = tf("turns.minutes", &[("n", &n.to_string())]);
        el("option", "").attr("value", n.to_string()).attr("selected", n == minutes).with(words)
    });
    let sets = leaf.clone();
    let length = el("select", "cg-field__input")
        .attr("id", "turn-length")
        .attr("aria-describedby", "turn-note")
        // The same for both: fixed once the first of them has begun.
        .attr("disabled", leaf.peek(|run| run.turns.iter().any(|t| t.step == leaf.step.id)))
        .on("change", move |event| {
            if let Ok(minutes) = typed(&event).parse() {
                sets.act(Command::TurnLengthSet { run: sets.run, minutes });
            }
        })
        .with(choices.collect::<Vec<_>>());
    let field = el("div", "cg-field cg-field--narrow cg-stack--after")
        .with(el("label", "cg-field__label").attr("for", "turn-length").with(t("turns.length")))
        .with(length)
        .with(el("p", "cg-small").attr("id", "turn-note").with(t("turns.same")));
    (plan(leaf, side), field, while_lists(leaf, side, "cg-while cg-stack--after")).into()
}

/// The plan this turn looks at, where there is one (`cb-realistic`): the partner's.
fn plan(leaf: &Page, side: Side) -> Option<View> {
    leaf.step.about.as_ref()?;
    let couple = &leaf.couple;
    let theirs = leaf.held(|held| path::plan_of(leaf.step, side.other(), held).cloned());
    let Some(theirs) = theirs else {
        return Some(el("p", "cg-hint").with(said("turns.no-plan", &couple.slots_of(side))).into());
    };
    let head = el("figcaption", "cg-entry__head")
        .with(badge(couple, theirs.owner, "cg-badge--small"))
        .with(el("span", "").with(said("plan.of", &couple.slots_of(theirs.owner))));
    let lighter = (!theirs.plan.lighter.is_empty()).then(|| reading(&theirs.plan.lighter));
    let sheet =
        el("figure", "cg-sheet cg-copy").with(head).with(reading(&theirs.plan.what)).with(lighter);
    Some((sheet, change_own(leaf.state, couple, &theirs)).into())
}

fn while_lists(leaf: &Page, side: Side, class: &str) -> El {
    let list = |side: Side, title: &'static str, lines: [&'static str; 3]| {
        let lines = lines.into_iter().filter(|l| !l.is_empty()).map(|l| el("li", "").with(l));
        let title = el("span", "").with(said(title, &leaf.couple.slots_of(side)));
        let head =
            el("h2", "cg-while__head").with(badge(&leaf.couple, side, "cg-badge--mid")).with(title);
        el("section", ink(side)).with(head).with(el("ul", "").with(lines.collect::<Vec<_>>()))
    };
    let speaking = ["", t("turns.speak-1"), t("turns.speak-2")];
    let listening = [leaf.words.listen.as_str(), t("turns.listen-1"), t("turns.listen-2")];
    let mut both = vec![
        list(side, "turns.while-speaking", speaking),
        list(side.other(), "turns.while-listening", listening),
    ];
    if side == Side::Second {
        both.reverse();
    }
    el("div", class).with(both)
}

/// The bridge, and one sentence for screen readers, which changes only when the floor does.
fn time(leaf: &Page) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let time = move || {
        let now = watched.state.now();
        watched.read(|run| Some(AirTime::at(run, &watched.step.id, now)))
    };
    let drawing = live(time.clone(), move |time| time.map(|time| bridge(&shown.couple, time)));
    let shown = leaf.clone();
    let floor = move || time().and_then(|t| t.floor);
    let sentence = live(floor, move |floor| {
        floor.map(|side| said("bridge.floor", &shown.couple.slots_of(side)))
    });
    (drawing, el("p", "cg-hidden").attr("role", "status").with(sentence)).into()
}

/// Who of two who have spoken had over a minute less, if anybody.
fn shorter(leaf: &Page) -> Option<Side> {
    let now = leaf.state.now_untracked();
    leaf.peek(|run| AirTime::at(run, &leaf.step.id, now).offer())
}

/// Who had over a minute less is offered the same, by name. Nobody has to take it.
fn offer_more(leaf: &Page, phase: RwSignal<Phase>) -> Option<View> {
    let shorter = shorter(leaf)?;
    let slots = leaf.couple.slots_of(shorter);
    let takes = leaf.clone();
    let more = button(Look::Line, said("turns.take-more", &slots), move || {
        take_floor(&takes, shorter);
        phase.set(Phase::Speaking);
    });
    let offer = el("p", "cg-hint").with(said("turns.offer", &slots));
    Some((offer, el("p", "cg-buttons").with(more)).into())
}

fn note(leaf: &Page) -> Option<View> {
    let takes = leaf.step.note && !leaf.spoken_only;
    takes.then(|| {
        let hint = el("p", "cg-small").with(t("answer.note-hint"));
        (note_field(leaf), hint, kept_line(leaf.state), tools(leaf)).into()
    })
}

fn take_floor(leaf: &Page, who: Side) {
    leaf.act(Command::FloorTaken { run: leaf.run, step: leaf.step.id.clone(), who });
    leaf.state.tick();
}

fn before_actions(leaf: &Page, side: Side, phase: RwSignal<Phase>) -> View {
    let (back, skip, begin) = (leaf.clone(), leaf.clone(), leaf.clone());
    let main = next_button(said("turns.begin", &leaf.couple.slots_of(side)), move || {
        take_floor(&begin, side);
        phase.set(Phase::Speaking);
    });
    let skip = actions::skip(move || skip.give(How::Skipped));
    // A turn is said aloud anyway.
    let say = leaf.takes_text().then(|| say_button(leaf));
    (say, actions::bar(actions::back(move || back.back()), vec![skip, main])).into()
}

fn speaking_actions(leaf: &Page, phase: RwSignal<Phase>) -> View {
    let (watched, shown, done) = (leaf.clone(), leaf.clone(), leaf.clone());
    let runs = move || watched.read(|run| runs_now(run, &watched.step.id));
    let words = live(runs, |running| {
        let (sign, words) =
            if *running { ("pause", "turns.hold") } else { ("clock", "turns.go-on") };
        (icon(sign), el("span", "").with(t(words)))
    });
    // One button for both, which keeps the focus.
    let hold = el("button", "cg-button cg-button--plain")
        .attr("type", "button")
        .click(move || {
            if shown.peek(|run| runs_now(run, &shown.step.id)) {
                shown.act(Command::TimeHeld { run: shown.run });
                shown.state.tick();
                return;
            }
            let last = shown
                .peek(|run| run.turns.iter().rfind(|t| t.step == shown.step.id).map(|t| t.who));
            if let Some(who) = last.or(shown.side()) {
                take_floor(&shown, who);
            }
        })
        .with(words);
    let main = next_button(t("turns.all-said"), move || {
        done.act(Command::TimeHeld { run: done.run });
        done.state.tick();
        let takes_note = done.step.note && !done.spoken_only;
        if takes_note || shorter(&done).is_some() {
            phase.set(Phase::After);
        } else {
            done.give(How::SaidIt);
        }
    });
    actions::bar(hold.into(), vec![main])
}
