//! A dialogue being held: the page of the moment, or the curtain, or the pause.

use std::rc::Rc;

use leptos::prelude::*;

use super::{not_here, talk_endings, talk_tools};
use crate::app::route::{Route, Where};
use crate::content::{self, words::pack};
use crate::domain::command::Command;
use crate::domain::dialogue::Shows;
use crate::domain::ids::RunId;
use crate::domain::path::{Beat, Held, Part, Path};
use crate::domain::person::Side;
use crate::domain::privacy::Viewer;
use crate::domain::run::Place;
use crate::domain::session::{Length, Mode};
use crate::platform::timer;
use crate::state::{State, Writer};
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, follow, live};
use crate::ui::flow::{self, Scene};
use crate::ui::focus;
use crate::ui::leave;
use crate::ui::parts::agreed_sign::agreed_sign;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::curtain::{curtain, hands_over, opens};
use crate::ui::parts::frame::{main_part, pause_button, skip_link, talk_masthead};
use crate::ui::parts::icon::icon;
use crate::ui::parts::notice::top_notice;
use crate::ui::parts::rail::rail;
use crate::ui::steps::{self, Leaf, Page};
use crate::ui::words::{said, t, tf};

/// Where the address says we are in the run.
fn at(state: State) -> Where {
    match state.route() {
        Route::Talk(_, at) => at,
        _ => Where::Here,
    }
}

fn scene_now(state: State, run: RunId) -> (Scene, Option<Couple>) {
    let (at, holder) = (at(state), state.holder());
    state.with(|w| {
        let couple = w.runs.get(run.uuid()).and_then(|r| w.partnership(r.pair));
        let scene = match flow::scene(w, run, at, holder) {
            // Until when is said on the page, which stays while it is being chosen.
            Scene::Paused(_) => Scene::Paused(None),
            other => other,
        };
        (scene, couple.map(Couple::of))
    })
}

/// A run, wherever the address says.
pub fn page(state: State, run: RunId) -> View {
    state.write_in(Some(run), false);
    on_cleanup(move || state.write_in(None, false));
    settle(state, run);
    // Somebody went out at the threshold, and still has before them what is said then.
    let left: RwSignal<Option<Route>> = RwSignal::new(None);
    // Once: whoever comes back there later is told no more than anybody.
    follow(Box::new(move || {
        if left.get().is_some_and(|at| at != state.route()) {
            left.set(None);
        }
    }));
    live(
        move || {
            let (scene, couple) = scene_now(state, run);
            (scene, couple, left.get().is_some_and(|at| at == state.route()))
        },
        move |(scene, couple, left_now)| {
            let Some(couple) = couple else { return not_here::page(state) };
            if *left_now {
                return talk_endings::left(state, move || left.set(None));
            }
            match scene {
                Scene::Gone => not_here::page(state),
                Scene::Paused(_) => talk_endings::paused(state, run, couple),
                Scene::Ended => talk_endings::ended(state, run, couple),
                Scene::NotToday => talk_endings::not_today(state, run, couple),
                Scene::Alone => talk_endings::alone(state, run, couple),
                Scene::Across => talk_endings::across(state, run, couple),
                Scene::Curtain { to, sealed } => hand_over(state, run, couple, *to, *sealed),
                Scene::Page { place, mode, spoken_only } => {
                    let leaf = leaf(state, run, couple, place, (*mode, *spoken_only), left);
                    leaf.map_or_else(|| not_here::page(state), |leaf| open_page(&Rc::new(leaf)))
                }
            }
        },
    )
}

/// Whenever the scene changes: an address without a place, or with one that is not on the way,
/// becomes the one shown; a page for both puts the device back on the table, so that what is
/// private is closed again; and the focus goes to where the new page begins.
fn settle(state: State, run: RunId) {
    let mut before = None;
    follow(Box::new(move || {
        let scene = scene_now(state, run).0;
        if before.as_ref() == Some(&scene) {
            return;
        }
        let arriving = before.is_some();
        before = Some(scene.clone());
        timer::after(0, move || {
            match &scene {
                Scene::Page { place, mode, .. } => {
                    settle_page(state, run, place, *mode, arriving);
                }
                // Shown, not only answered: nobody holds it while it changes hands.
                Scene::Curtain { .. } if state.holder_untracked().is_some() => {
                    state.hand_over(None);
                }
                // Also by another tab: a pause closes what is private in all of them.
                Scene::Paused(_) if state.holder_untracked().is_some() => state.hand_over(None),
                _ => {}
            }
            focus::settle_now(arriving);
        });
    }));
}

fn settle_page(state: State, run: RunId, place: &Place, mode: Mode, arriving: bool) {
    let shown = state.peek(|w| {
        let dialogue = content::dialogue(&w.runs.get(run.uuid())?.dialogue)?;
        Some(flow::address(dialogue, run, place))
    });
    let talking = matches!(state.route_untracked(), Route::Talk(id, _) if id == run);
    if talking && shown.is_some_and(|shown| shown != state.route_untracked()) {
        flow::go_to(state, run, place, true);
    } else if talking && arriving && untrack(|| state.writer()) == Writer::Here {
        // Back and Forward take the bookmark along. Refused only where the run is gone.
        let _ = state.act(Command::WentTo { run, place: place.clone() });
    }
    let private = flow::beat(state, run, place, |b| b.private_to.is_some()).unwrap_or(false);
    if mode == Mode::SideBySide && !private && state.holder_untracked().is_some() {
        state.hand_over(None);
    }
}

fn leaf(
    state: State,
    run: RunId,
    couple: &Couple,
    place: &Place,
    (mode, spoken_only): (Mode, bool),
    left: RwSignal<Option<Route>>,
) -> Option<Leaf> {
    let (dialogue, opener) = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        let opener = w.sessions.get(record.session.uuid())?.opener;
        Some((content::dialogue(&record.dialogue)?, opener))
    })?;
    let (pack, step) = (pack(&dialogue.id)?, dialogue.step(&place.step)?);
    let (place, couple) = (place.clone(), couple.clone());
    let words = pack.step(&step.id)?;
    Some(Leaf {
        state,
        run,
        dialogue,
        pack,
        step,
        words,
        place,
        couple,
        mode,
        spoken_only,
        opener,
        left,
    })
}

/// Pause, and the quick way out: where a dialogue has one, and where it is one person's page.
fn ways_out(state: State, run: RunId, is_private: bool) -> View {
    let leave = leave::way_out_at(state, run, is_private);
    (pause_button(move || flow::pause(state, run)), leave).into()
}

/// The page of a step, with masthead and rail; a reveal has the width to itself.
fn open_page(leaf: &Page) -> View {
    let (state, run) = (leaf.state, leaf.run);
    // Another tab writes: everything can be read here, nothing typed or pressed.
    let elsewhere = move || state.writer() == Writer::Elsewhere;
    let notice = live(elsewhere, move |there| there.then(|| other_tab(state, run)));
    let mut was_there = false;
    follow(Box::new(move || {
        let there = elsewhere();
        if was_there && !there {
            // One writes here again: from where the page begins.
            focus::settle(true);
        } else if there && !was_there {
            // Nothing below can have the focus now: it is where one gets on.
            focus::on(".cg-step__notice button");
        }
        was_there = there;
    }));
    // What both see, with the sign they agreed on (C10).
    let sign = (leaf.viewer() == Viewer::Table).then(|| agreed_sign(state, leaf.couple.pair));
    let above = (another_day(leaf), sign);
    let step = el("div", "cg-step__page").live("inert", elsewhere);
    let step = step.with(above).with(steps::page(leaf));
    if leaf.step.dims || leaf.step.shows == Some(Shows::Pocket) {
        if leaf.is_private() {
            leave::by_keys(state, Some(run));
        }
        return dimmed_page((notice, step));
    }
    if is_letter(leaf) {
        return letter_page(leaf, (notice, step));
    }
    let main = if leaf.place.part == Part::Reveal {
        main_part("cg-main cg-reveal").with(notice).with(step)
    } else {
        let tools = el("div", "").live("inert", elsewhere).with(talk_tools::tools(leaf));
        let rail = rail(state, run, &leaf.place, leaf.pack, &leaf.couple, tools.into());
        let step = el("div", "cg-step").with(notice).with(step);
        main_part("cg-main").with(el("div", "cg-dialogue").with(rail).with(step))
    };
    let ways = ways_out(state, run, leaf.is_private());
    el("div", "cg-page")
        .with(skip_link())
        .with(talk_masthead(&leaf.pack.title, leaf.couple.both_names(), ways))
        .with(main)
        .into()
}

/// At the start of a stage before which it is good to go on another day, the way to do so.
fn another_day(leaf: &Page) -> Option<View> {
    let (state, run) = (leaf.state, leaf.run);
    let begins = |held: &Held, path: &Path| {
        let beats = path.beats();
        let here = beats.iter().position(|b| b.place == leaf.place)?;
        let before = beats.get(here.checked_sub(1)?)?.stage;
        let moves_on = before < beats[here].stage;
        // Looking again takes a few minutes.
        let whole = held.session.way == Length::Whole;
        Some(
            whole
                && moves_on
                && leaf.dialogue.stages[before..beats[here].stage].iter().any(|s| s.rest),
        )
    };
    let begins = state.peek(|w| flow::with_path(w, run, begins));
    begins.flatten().filter(|begins| *begins).map(|_| {
        let later =
            sign_button(Look::SmallPlain, "calendar", t("meeting.another-day"), move || {
                flow::pause(state, run);
            });
        el("p", "cg-buttons").with(later).into()
    })
}

/// Whether this is an answer on a device of one's own, as somebody gives it who was sent a link: there is
/// nothing else on the page.
fn is_letter(leaf: &Page) -> bool {
    let is_own = leaf.dialogue.is_for_one() && leaf.side() == Some(leaf.opener);
    leaf.mode == Mode::Apart && leaf.dialogue.is_answered_by_link() && !is_own
}

/// A card to take along, or the names of two who talk: the screen dims, and nothing else is on it.
fn dimmed_page(step: impl Into<View>) -> View {
    let main = main_part("cg-main").with(step);
    el("div", "cg-page cg-page--dim").with(skip_link()).with(main).into()
}

/// The page of one question: how many there are, Pause, and what is asked.
fn letter_page(leaf: &Page, step: impl Into<View>) -> View {
    let summary = el("summary", "").with(icon("menu"));
    let summary = summary.with(el("span", "cg-hidden").with(t("letter.more")));
    let more = el("details", "cg-ticks__more").with(summary);
    let more = more.with(el("div", "").with(talk_tools::tools(leaf)));
    let head = el("header", "cg-ticks").with(ticks(leaf));
    let head = head.with(ways_out(leaf.state, leaf.run, leaf.is_private())).with(more);
    let step = el("div", "cg-step").with(step);
    el("div", "cg-page cg-page--letter")
        .with(skip_link())
        .with(head)
        .with(main_part("cg-main").with(step))
        .into()
}

/// Which question of how many; nothing where nothing is asked.
fn ticks(leaf: &Page) -> View {
    let asked = |path: &Path| -> Vec<Place> {
        let is_question = |b: &&Beat| leaf.dialogue.step(&b.place.step).is_some_and(|s| s.release);
        path.beats().iter().filter(is_question).map(|b| b.place.clone()).collect()
    };
    let all = leaf.state.peek(|w| flow::with_path(w, leaf.run, |_, path| asked(path)));
    let all = all.unwrap_or_default();
    let Some(here) = all.iter().position(|p| *p == leaf.place) else {
        return el("p", "cg-small").with(leaf.couple.both_names()).into();
    };
    let (n, of) = ((here + 1).to_string(), all.len().to_string());
    let tick = |i| {
        el("span", if i <= here { "cg-ticks__tick cg-ticks__tick--done" } else { "cg-ticks__tick" })
    };
    let drawn: Vec<El> = (0..all.len()).map(tick).collect();
    let words = el("p", "cg-small").with(tf("letter.of", &[("n", &n), ("of", &of)]));
    (words, el("span", "cg-ticks__all").attr("aria-hidden", "true").with(drawn)).into()
}

fn other_tab(state: State, run: RunId) -> View {
    let here = button(Look::Small, t("other-tab.here"), move || state.write_in(Some(run), true));
    let ways = el("div", "cg-notice__ways").with(here);
    let notice = top_notice("reveal", (el("p", "").with(t("other-tab.words")), ways));
    el("div", "cg-step__notice").attr("role", "status").with(notice).into()
}

/// The device changes hands: nothing of anybody's answers is on this page.
fn hand_over(state: State, run: RunId, couple: &Couple, to: Side, sealed: bool) -> View {
    let title =
        state.peek(|w| pack(&w.runs.get(run.uuid())?.dialogue)).map_or("", |p| p.title.as_str());
    let masthead = talk_masthead(title, couple.both_names(), ways_out(state, run, true));
    let slots = couple.slots_of(to);
    let seal = if sealed {
        ("sealed", said("curtain.sealed", &slots))
    } else {
        ("closedeye", said("curtain.private", &slots))
    };
    let open = opens(state, couple, to, move || state.hand_over(Some(to)));
    curtain(couple, to, masthead, hands_over(state, couple, to), seal, open)
}
