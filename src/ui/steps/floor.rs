//! Who has the floor, and since when: drawn, held, rung, and offered to whoever had less. The time is
//! soft: it is never counted down and takes nothing away.

use chrono::TimeDelta;
use leptos::prelude::*;

use super::{Leaf, Page};
use crate::domain::air_time::AirTime;
use crate::domain::command::Command;
use crate::domain::limits;
use crate::domain::person::Side;
use crate::domain::run::{Run, TurnTime};
use crate::platform::timer::PutOff;
use crate::platform::{chime, clock};
use crate::ui::dom::{El, View, el, every, follow, live, ticked};
use crate::ui::parts::bridge::bridge;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::icon::icon;
use crate::ui::words::{said, t};

/// How often the bridge is drawn anew, in milliseconds.
const REDRAW: i32 = 15_000;
/// Later than this a chime would tell nothing, in seconds: the device has slept through it.
const TOO_LATE: i64 = 10;

/// Whether there is a time at all, waking the reader.
pub fn is_timed(leaf: &Leaf) -> bool {
    leaf.read(|run| run.turn_minutes != limits::NO_TIME)
}

/// Whoever speaks now, of the turn this page is about.
pub fn speaker(run: &Run, leaf: &Leaf) -> Option<Side> {
    running(run, leaf).map(|turn| turn.who)
}

fn running<'a>(run: &'a Run, leaf: &Leaf) -> Option<&'a TurnTime> {
    run.turns.iter().find(|t| t.step == *leaf.step.air() && t.since.is_some())
}

/// Somebody begins, or goes on.
pub fn take(leaf: &Leaf, who: Side) {
    // The one moment in which a browser lets a page make a sound later.
    if rings(leaf) {
        chime::ready();
    }
    leaf.act(Command::FloorTaken { run: leaf.run, step: leaf.step.air().clone(), who });
    leaf.state.tick();
}

/// The time stands still.
pub fn hold(leaf: &Leaf) {
    leaf.act(Command::TimeHeld { run: leaf.run });
    leaf.state.tick();
}

/// Who of two who have spoken had over a minute less, if anybody.
pub fn shorter(leaf: &Leaf) -> Option<Side> {
    let now = leaf.state.now_untracked();
    leaf.peek(|run| AirTime::at(run, leaf.step.air(), now).offer())
}

/// Who had less takes more, and `then`. Nobody has to.
pub fn takes_more(leaf: &Page, who: Side, then: impl Fn() + 'static) -> View {
    let takes = leaf.clone();
    let words = said("turns.take-more", &leaf.couple.slots_of(who));
    let more = button(Look::Line, words, move || {
        take(&takes, who);
        then();
    });
    el("p", "cg-buttons").with(more).into()
}

/// The bridge, and one sentence for screen readers, which changes only when the floor does. Nothing
/// where they go without a time.
pub fn time(leaf: &Page) -> View {
    let state = leaf.state;
    every(REDRAW, move || state.tick());
    ring_when_full(leaf);
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let time = move || {
        let now = watched.state.now();
        is_timed(&watched)
            .then(|| watched.read(|run| Some(AirTime::at(run, watched.step.air(), now))))
            .flatten()
    };
    let drawing = live(time.clone(), move |time| time.map(|time| bridge(&shown.couple, time)));
    let shown = leaf.clone();
    let floor = move || time().map(|time| time.floor);
    let sentence = live(floor, move |floor| {
        floor.map(|side| match side {
            Some(side) => said("bridge.floor", &shown.couple.slots_of(side)),
            None => t("bridge.held").into(),
        })
    });
    (drawing, el("p", "cg-hidden").attr("role", "status").with(sentence)).into()
}

/// "Hold the time", then "Go on", as `who`: one button for both, which keeps the focus.
pub fn hold_button(leaf: &Page, who: RwSignal<Side>) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let runs = move || watched.read(|run| speaker(run, &watched).is_some());
    let words = live(runs.clone(), |running| {
        let (sign, words) =
            if *running { ("pause", "turns.hold") } else { ("clock", "turns.go-on") };
        (icon(sign), el("span", "").with(t(words)))
    });
    el("button", "cg-button")
        .class_if("cg-button--plain", runs)
        .attr("type", "button")
        .click(move || {
            if shown.peek(|run| speaker(run, &shown).is_some()) {
                hold(&shown);
            } else {
                take(&shown, who.get_untracked());
            }
        })
        .with(words)
        .into()
}

fn rings(leaf: &Leaf) -> bool {
    leaf.state.peek(|w| w.device.chime)
}

/// Whether a chime is wanted. Choosing it lets one hear it.
pub fn chime_switch(leaf: &Page) -> El {
    let sets = leaf.clone();
    let switch = el("input", "cg-switch")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .attr("checked", rings(leaf))
        .on("change", move |event| {
            let on = ticked(&event);
            sets.act(Command::ChimeSet { chime: on });
            if on {
                chime::ready();
                chime::ring();
            }
        });
    el("label", "cg-switch-row").with(switch).with(el("span", "").with(t("turns.chime")))
}

/// Rings once, softly, at the moment in which whoever speaks has had the time of a turn.
fn ring_when_full(leaf: &Page) {
    let due = PutOff::default();
    let watched = leaf.clone();
    follow(Box::new(move || {
        due.cancel();
        let full = watched.read(|run| {
            let turn = running(run, &watched)?;
            let agreed = i64::from(run.turn_minutes) * 60;
            Some(turn.since? + TimeDelta::seconds(agreed - i64::from(turn.used)))
        });
        let wanted = watched.state.with(|w| w.device.chime) && is_timed(&watched);
        let Some(full) = full.filter(|_| wanted) else { return };
        let wait = (full - clock::now()).num_milliseconds();
        if let Some(wait) = i32::try_from(wait).ok().filter(|wait| *wait > 0) {
            due.set(wait, move || {
                if clock::now() - full < TimeDelta::seconds(TOO_LATE) {
                    chime::ring();
                }
            });
        }
    }));
}
