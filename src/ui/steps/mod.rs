//! The pages of a step, one file for each kind, and what they share.

pub mod agree;
pub mod answer;
mod both_stand;
mod bring;
pub mod choose;
mod choose_again;
pub mod commit;
mod dimmed;
mod each;
mod everything;
mod floor;
mod guide;
mod leaf;
mod length;
mod likes;
mod list;
mod mirror;
mod more;
mod offer;
mod part_well;
mod pocket;
mod prefill;
pub mod readback;
mod receive;
mod release;
mod remember;
mod reveal;
pub mod role;
mod same_time;
mod scale;
pub mod schedule;
mod sort;
pub mod threshold;
mod turns;
mod who_starts;
mod wish;

pub use leaf::{Leaf, Page};

use super::dom::{El, View, el, live, nothing};
use super::parts::actions;
use super::parts::button::{Look, next_button, sign_button};
use super::parts::fold::fold;
use super::parts::kept::keeping_alert;
use super::parts::people::{badge, emblem};
use super::parts::prompt::{prompt, refused};
use super::words::{said, t};
use crate::domain::decides::Decides;
use crate::domain::dialogue::{Kind, Shows};
use crate::domain::path::Part;
use crate::domain::privacy::{self, Sight};
use crate::domain::run::{How, Visibility};
use crate::domain::session::Mode;

/// The page of a place: what is asked, and what can be answered.
pub fn page(leaf: &Page) -> View {
    match (leaf.place.part, leaf.step.kind) {
        (Part::Reveal, _) => reveal::page(leaf),
        (Part::Yes(_) | Part::Outcome, Kind::Agree) if leaf.step.about.is_some() => {
            role::page(leaf)
        }
        (Part::Own(_), Kind::Agree) => role::page(leaf),
        (_, Kind::Agree) if leaf.step.about.is_some() => role::page(leaf),
        (_, Kind::Agree) => agree::page(leaf),
        (_, Kind::Guide) if leaf.step.continues.is_some() => same_time::page(leaf),
        (_, Kind::Guide) if leaf.step.is_opening() => receive::page(leaf),
        (_, Kind::Guide) if leaf.step.parts => part_well::page(leaf),
        (_, Kind::Guide) if leaf.step.dims => dimmed::page(leaf),
        (_, Kind::Guide) => guide::page(leaf),
        (_, Kind::Readback) if leaf.step.shows == Some(Shows::Pocket) => pocket::page(leaf),
        (_, Kind::Readback) => readback::page(leaf),
        (_, Kind::Reflect | Kind::Each | Kind::Thank) => each::page(leaf),
        (_, Kind::Turns) => turns::page(leaf),
        (_, Kind::Mirror) => mirror::page(leaf),
        (_, Kind::Scale) => scale::page(leaf),
        (_, Kind::Choose) => match leaf.step.decides {
            Some(Decides::WhetherToBegin) => threshold::page(leaf),
            Some(Decides::WhoStarts) => who_starts::page(leaf),
            Some(Decides::More) => more::page(leaf),
            Some(Decides::WhatToHandOver) => release::page(leaf),
            Some(Decides::WhatToBring) => bring::page(leaf),
            _ if leaf.step.goes_through() => sort::page(leaf),
            _ if leaf.step.facing => both_stand::page(leaf),
            _ => choose::page(leaf),
        },
        (_, Kind::List) => list::page(leaf),
        (_, Kind::Commit) if leaf.dialogue.is_about_one() => choose_again::page(leaf),
        (_, Kind::Commit) => commit::page(leaf),
        (_, Kind::Schedule) => schedule::page(leaf),
    }
}

/// A question page: whose turn, prompt, hint, `body`, what the other said, actions.
pub fn question(leaf: &Page, body: impl Into<View>, actions: View) -> View {
    let alert = if leaf.takes_text() { nothing() } else { keeping_alert(leaf.state) };
    let asked = (alert, head(leaf), body.into(), refused(leaf.state));
    (asked, others_words(leaf), actions).into()
}

/// Whose turn it is, the prompt, the hint.
pub fn head(leaf: &Page) -> View {
    (turn_line(leaf), prompt(leaf.asked()), hint(leaf)).into()
}

fn hint(leaf: &Page) -> View {
    // Line by line, it stands beside the one it is for.
    let hint = if leaf.words.lines.is_empty() { leaf.words.hint.as_str() } else { "" };
    // A guide is read out; elsewhere the hint is the app's own voice.
    let class = if leaf.step.kind == Kind::Guide { "cg-guide" } else { "cg-hint" };
    let line = |words: &'static str| (!words.is_empty()).then(|| el("p", class).with(words));
    (line(leaf.words.ask_more.as_str()), line(hint)).into()
}

fn turn_line(leaf: &Page) -> View {
    let couple = &leaf.couple;
    let whose = leaf.side().or_else(|| leaf.alone_here());
    let (sign, words) = match whose {
        None => (emblem("cg-emblem cg-emblem--small"), t("turn.together").into()),
        Some(side) => {
            let key = match () {
                () if leaf.side().is_none() => "turn.alone",
                () if leaf.is_told() => "turn.told",
                () if leaf.is_kept() || leaf.step.visibility == Visibility::Private => {
                    "turn.private"
                }
                () if leaf.step.is_private() || leaf.step.kind == Kind::Agree => "turn.sealed",
                () if leaf.mode == Mode::Solo || leaf.is_apart() || leaf.step.is_opening() => {
                    "turn.alone"
                }
                () if leaf.step.kind == Kind::Mirror => "turn.says-back",
                () if leaf.step.visibility == Visibility::Spoken => "turn.speaks",
                () if leaf.mode == Mode::Apart => "turn.alone",
                () => "turn.own",
            };
            (badge(couple, side, ""), said(key, &couple.slots_of(side)))
        }
    };
    // A prompt that calls the speaker by name says it well enough to whoever sees it.
    let named = leaf.step.kind == Kind::Turns && !leaf.words.ask_named.is_empty();
    let class = if named { "cg-turn cg-hidden" } else { "cg-turn" };
    el("p", class).with(sign).with(el("span", "").with(words)).into()
}

/// What there is to read beside one's own answer, folded: the other's, and both of last time.
fn others_words(leaf: &Page) -> View {
    (theirs(leaf), last_time(leaf)).into()
}

/// What both answered last time, where they look at it again.
fn last_time(leaf: &Page) -> Option<El> {
    let again = leaf.dialogue.minutes.again;
    let last = leaf.state.peek(|w| w.round_before(leaf.run).cloned());
    let shown = readback::abreast(leaf, leaf.step, &last.filter(|_| again)?)?;
    Some(fold(el("span", "").with(t("fold.last-time")), shown))
}

/// "Read what Maya said", where there is something the viewer may read.
fn theirs(leaf: &Page) -> View {
    let Some(side) = leaf.side().filter(|_| leaf.mode != Mode::Solo) else { return nothing() };
    let (other, viewer) = (side.other(), leaf.viewer());
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let has = move || {
        watched.read(|run| {
            let sight = privacy::sight(watched.step, run, other.into(), viewer);
            matches!(sight, Sight::Words(..) | Sight::ChoseNotToSay)
        })
    };
    live(has, move |has| {
        has.then(|| {
            let summary = said("fold.read", &[("name", leaf.couple.name(other))]);
            let summary =
                (badge(&leaf.couple, other, "cg-badge--small"), el("span", "").with(summary));
            let words = el("div", "").attr("lang", leaf.couple.speaks(other));
            fold(summary, words.with(answer::read(&leaf, other.into(), viewer)))
        })
    })
}

/// Back, skip, and the way on.
pub fn usual_actions(leaf: &Page, main: View) -> View {
    let (back, skip) = (leaf.clone(), leaf.clone());
    let skip = actions::skip(move || skip.give(How::Skipped));
    actions::bar(actions::back(move || back.back()), vec![skip, main])
}

/// Back, and the way on; for pages where there is nothing to skip.
pub fn plain_actions(leaf: &Page, main: View) -> View {
    let back = leaf.clone();
    actions::bar(actions::back(move || back.back()), vec![main])
}

/// "Continue", doing something first.
pub fn continue_button(leaf: &Page, act: impl Fn(&Leaf) + 'static) -> View {
    let leaf = leaf.clone();
    next_button(t("act.continue"), move || act(&leaf))
}

/// "Continue", giving what was written or picked; or sealing it.
pub fn give_button(leaf: &Page) -> View {
    let key = if leaf.step.reveal && leaf.mode != Mode::Solo { "act.seal" } else { "act.continue" };
    let leaf = leaf.clone();
    next_button(t(key), move || leaf.give_words())
}

/// "We'll just say it": completes the step with nothing written.
pub fn say_button(leaf: &Page) -> View {
    let leaf = leaf.clone();
    let (sign, words) = leaf.instead();
    let say = sign_button(Look::SmallPlain, sign, t(words), move || leaf.give(How::SaidIt));
    el("p", "cg-step__aloud").with(say).into()
}

/// Where nothing is written: said to each other, then on.
pub fn spoken_actions(leaf: &Page) -> View {
    let said = leaf.clone();
    usual_actions(leaf, next_button(t("act.said"), move || said.give(How::SaidIt)))
}
