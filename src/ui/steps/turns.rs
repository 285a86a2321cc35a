//! `turns`: one speaks, one listens, and both have the same time. The time is soft: it is drawn,
//! never counted down, and takes nothing away.

use leptos::prelude::*;

use super::answer::{foot, note_field, read};
use super::bring::brought;
use super::readback::change_own;
use super::{
    Page, continue_button, floor, head, length, offer, others_words, plain_actions, question,
    say_button,
};
use crate::content::words::StepWords;
use crate::domain::air_time::AirTime;
use crate::domain::decides::Decides;
use crate::domain::dialogue::Step;
use crate::domain::limits;
use crate::domain::path;
use crate::domain::person::{Author, Side};
use crate::domain::privacy::Viewer;
use crate::domain::run::How;
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live};
use crate::ui::focus;
use crate::ui::parts::actions;
use crate::ui::parts::bridge::whole_minutes;
use crate::ui::parts::button::next_button;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::refused;
use crate::ui::parts::said::reading;
use crate::ui::words::{said, t};

/// More than this over the time of a turn is worth a word, in seconds.
const WORTH_A_WORD: u32 = 30;

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

fn turn(leaf: &Page, side: Side) -> View {
    let phase = RwSignal::new(phase_now(leaf, side));
    let speaker = RwSignal::new(leaf.peek(|run| floor::speaker(run, leaf)).unwrap_or(side));
    let (body, acts, watched) = (leaf.clone(), leaf.clone(), leaf.clone());
    let body = live(
        move || phase.get(),
        move |phase_now| match phase_now {
            Phase::Before => before(&body, side),
            Phase::Speaking => {
                let lists = while_lists(&body, body.step, side, "cg-while");
                (floor::time(&body), brought(&body, side), lists).into()
            }
            // What was said here, or noted on a device of their own.
            Phase::After if body.is_elsewhere() => {
                let words = el("div", ink(side)).attr("lang", body.couple.speaks(side));
                (brought(&body, side), words.with(read(&body, side.into(), Viewer::Table))).into()
            }
            Phase::After => {
                (floor::time(&body), offer_more(&body, phase, speaker), note(&body)).into()
            }
        },
    );
    let actions = live(
        move || (phase.get(), floor::is_timed(&watched)),
        move |(phase_now, timed)| match phase_now {
            Phase::Before => before_actions(&acts, side, *timed, phase),
            Phase::Speaking => {
                let hold = timed.then(|| floor::hold_button(&acts, speaker));
                actions::bar(hold.into(), vec![all_said(&acts, phase)])
            }
            Phase::After => {
                let is_given = acts.is_elsewhere() && has_given(&acts);
                let way = if is_given { super::Leaf::go_on } else { super::Leaf::give_said };
                plain_actions(&acts, continue_button(&acts, way))
            }
        },
    );
    let asked = (keeping_alert(leaf.state), head(leaf), body, refused(leaf.state));
    (asked, others_words(leaf), actions).into()
}

/// Whoever has begun is in the middle of it, also with the time standing still: after a pause, a
/// reload, or for another short turn.
fn phase_now(leaf: &Page, side: Side) -> Phase {
    if has_given(leaf) {
        return Phase::After;
    }
    let begun = leaf.peek(|run| {
        let timed = run.turn_minutes != limits::NO_TIME;
        let has_begun = run.turn(leaf.step.air(), side).is_some();
        floor::speaker(run, leaf).is_some() || (timed && has_begun)
    });
    if begun { Phase::Speaking } else { Phase::Before }
}

fn has_given(leaf: &Page) -> bool {
    leaf.entry_now(|e| e.given.is_some()) == Some(true)
}

/// Before the first word: how long a turn is, and what each of the two does.
fn before(leaf: &Page, side: Side) -> View {
    // The same for both: fixed once they chose it together, or the first of them has begun.
    let asked = leaf.dialogue.deciding(Decides::WhoStarts);
    let fixed = leaf.peek(|run| {
        let chosen = asked.is_some_and(|s| run.has_given(&s.id, Author::Both));
        chosen || run.turns.iter().any(|t| t.step == *leaf.step.air())
    });
    let watched = leaf.clone();
    let shown = leaf.clone();
    let chime = live(
        move || floor::is_timed(&watched),
        move |timed| timed.then(|| floor::chime_switch(&shown)),
    );
    let settings = el("div", "cg-turn-settings")
        .with(length::field(leaf, limits::TURN_MINUTES, fixed))
        .with(chime);
    let lists = while_lists(leaf, leaf.step, side, "cg-while cg-stack--after");
    (plan(leaf, side), brought(leaf, side), as_much(leaf, side), settings, lists).into()
}

/// Who took longer than a turn has given the other as much (`ca-more-a`).
fn as_much(leaf: &Page, side: Side) -> Option<View> {
    let time = leaf.peek(|run| Some(AirTime::held(run, leaf.step.air())))?;
    let used = time.used[side.other().index()];
    let longer = time.agreed > 0 && used > time.agreed + WORTH_A_WORD;
    longer.then(|| {
        let n = whole_minutes(used).to_string();
        let slots = [("other", leaf.couple.name(side.other())), ("n", &n)];
        el("p", "cg-hint").with(said("turns.as-much", &slots)).into()
    })
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

/// What each does while one speaks: for the listener, the card of `turn`, if it has one.
pub fn while_lists(leaf: &Page, turn: &'static Step, side: Side, class: &str) -> El {
    let list = |side: Side, title: &'static str, lines: Vec<&'static str>| {
        let lines = lines.into_iter().filter(|l| !l.is_empty()).map(|l| el("li", "").with(l));
        let title = el("span", "").with(said(title, &leaf.couple.slots_of(side)));
        let head =
            el("h2", "cg-while__head").with(badge(&leaf.couple, side, "cg-badge--mid")).with(title);
        el("section", ink(side)).with(head).with(el("ul", "").with(lines.collect::<Vec<_>>()))
    };
    let card = turn.card.as_ref().and_then(|card| leaf.pack.step(card));
    let words = leaf.pack.step(&turn.id).unwrap_or(leaf.words);
    let lines = |words: &'static StepWords| words.lines.iter().map(String::as_str);
    let (speaking, listening) = match card {
        Some(card) => (
            lines(words).chain([t("turns.speak-2")]).collect(),
            // The card of the step, without a place to write anything (C22). Its last line is that
            // their own turn comes; whoever listens second had it.
            lines(card).take(card.lines.len() - usize::from(turn.continues.is_some())).collect(),
        ),
        None => (
            vec![t("turns.speak-1"), t("turns.speak-2")],
            vec![words.listen.as_str(), t("turns.listen-1"), t("turns.listen-2")],
        ),
    };
    let mut both = vec![
        list(side, "turns.while-speaking", speaking),
        list(side.other(), "turns.while-listening", listening),
    ];
    if side == Side::Second {
        both.reverse();
    }
    el("div", class).with(both)
}

/// Who is offered the same here, if anybody: not where a page of its own does that later.
fn offered(leaf: &Page) -> Option<Side> {
    let later = leaf.dialogue.offers_later(leaf.step.air());
    if later { None } else { floor::shorter(leaf) }
}

/// Who had over a minute less is offered the same, by name. Nobody has to take it.
fn offer_more(leaf: &Page, phase: RwSignal<Phase>, speaker: RwSignal<Side>) -> Option<View> {
    let shorter = offered(leaf)?;
    let offer = el("p", "cg-hint").with(said("turns.offer", &leaf.couple.slots_of(shorter)));
    let more = floor::takes_more(leaf, shorter, move || {
        speaker.set(shorter);
        phase.set(Phase::Speaking);
    });
    Some((offer, more).into())
}

fn note(leaf: &Page) -> Option<View> {
    takes_note(leaf).then(|| {
        let hint = el("p", "cg-small").with(t("answer.note-hint"));
        (note_field(leaf), hint, foot(leaf)).into()
    })
}

fn takes_note(leaf: &Page) -> bool {
    leaf.step.note && !leaf.spoken_only && !leaf.is_elsewhere()
}

/// Without a time nothing has to begin: they speak, and say when all is said.
fn before_actions(leaf: &Page, side: Side, timed: bool, phase: RwSignal<Phase>) -> View {
    let (back, skip, begin) = (leaf.clone(), leaf.clone(), leaf.clone());
    let main = if timed {
        next_button(said("turns.begin", &leaf.couple.slots_of(side)), move || {
            floor::take(&begin, side);
            phase.set(Phase::Speaking);
            // The button was at the foot of a longer page.
            focus::settle(true);
        })
    } else {
        all_said(leaf, phase)
    };
    let skip = actions::skip(move || skip.give(How::Skipped));
    // A turn is said aloud anyway.
    let say = leaf.takes_text().then(|| say_button(leaf));
    (say, actions::bar(actions::back(move || back.back()), vec![skip, main])).into()
}

/// "I've said it all": only this ends a turn.
fn all_said(leaf: &Page, phase: RwSignal<Phase>) -> View {
    let done = leaf.clone();
    next_button(t("turns.all-said"), move || {
        floor::hold(&done);
        if takes_note(&done) || offered(&done).is_some() {
            phase.set(Phase::After);
        } else {
            done.give(How::SaidIt);
        }
    })
}
