//! `pr-read-back` and `lb-read`: everything so far that one of the two may read, or that both may, from the first talk to
//! the last, on one calm page; for one of them, what the other handed over for today is on top. However much there is, it is put on the page a little at a time.

use leptos::prelude::*;

use super::release::handed_items;
use super::{Page, likes};
use crate::app::route::Route;
use crate::domain::command::Command;
use crate::domain::dialogue::Step;
use crate::domain::ids::{RunId, SessionId};
use crate::domain::path::Part;
use crate::domain::person::Side;
use crate::domain::privacy::Viewer;
use crate::domain::run::{Asked, Place};
use crate::domain::session::Mode;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::reading;
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::flow;
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::parts::choice::switch;
use crate::ui::parts::handed;
use crate::ui::parts::people::badge;
use crate::ui::past::Telling;
use crate::ui::slices::Slices;
use crate::ui::words::{said, t};

/// What the other handed over for today, then everything so far.
pub fn body(leaf: &Page) -> View {
    let viewer = leaf.side().map_or(Viewer::Table, Viewer::One);
    let ready = RwSignal::new(false);
    leaf.state.read_runs(leaf.couple.pair, move || {
        // The page may be gone by then.
        let _ = ready.try_set(true);
    });
    let newest_first = RwSignal::new(false);
    let shown = leaf.clone();
    let all = live(
        move || ready.get(),
        move |ready| -> View {
            if !*ready {
                return nothing();
            }
            let all = shown.state.peek(|w| sittings(w, shown.run, viewer));
            if all.is_empty() {
                return el("p", "cg-hint").with(t("everything.none")).into();
            }
            let turn = switch(
                t("everything.newest-first"),
                move || newest_first.get(),
                move |newest| newest_first.set(newest),
            );
            let leaf = shown.clone();
            let list = live(
                move || newest_first.get(),
                move |newest| {
                    let mut all = all.clone();
                    if *newest {
                        all.reverse();
                    }
                    list(&leaf, viewer, all)
                },
            );
            (turn, list).into()
        },
    );
    let above = leaf
        .side()
        .map(|reader| (for_today(leaf, reader), likes::section(leaf, reader, move || ready.get())));
    (above, all).into()
}

/// What the other would like to use the time for, once they handed it over; else how they can be asked.
fn for_today(leaf: &Page, reader: Side) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let other = reader.other();
    let steps = move || watched.read(|run| handed::steps(watched.dialogue, run, other));
    live(steps, move |steps| {
        if steps.is_empty() {
            return asking(&shown, reader);
        }
        let head = el("h2", "cg-heading")
            .attr("id", "for-today")
            .with(badge(&shown.couple, other, "cg-badge--small"))
            .with(" ")
            .with(said("everything.for-today", &shown.couple.slots_of(other)));
        el("section", &format!("cg-sheet cg-handed {}", ink(other)))
            .attr("aria-labelledby", "for-today")
            .with(head)
            .with(handed_items(&shown, steps, other, |_| nothing()))
            .into()
    })
}

/// By link, or on this device, which changes hands for a moment.
fn asking(leaf: &Page, reader: Side) -> View {
    let Some(step) = leaf.dialogue.steps().find(|s| s.is_asked_of_the_other()) else {
        return nothing();
    };
    let slots = leaf.couple.slots_of(reader.other());
    let (asks, hands) = (leaf.clone(), leaf.clone());
    let by_link = sign_button(Look::Quiet, "link", said("everything.ask-by-link", &slots), {
        move || ask_by_link(&asks, reader, step)
    });
    let here = (leaf.mode == Mode::Solo).then(|| {
        sign_button(Look::Quiet, "handover", said("everything.hand-over", &slots), move || {
            let place = Place { step: step.id.clone(), part: Part::Own(reader.other()) };
            flow::go_to(hands.state, hands.run, &place, false);
        })
    });
    el("div", "cg-buttons").with(by_link).with(here).into()
}

/// Asks the other what they bring. Nothing of what is prepared here goes with it.
fn ask_by_link(leaf: &Page, by: Side, step: &Step) {
    let (run, pair) = (leaf.run, leaf.couple.pair);
    let asked = Asked::of(by, clock::now(), vec![step.id.clone()]);
    // Asked once, it is the same link.
    let again = leaf.peek(|run| run.asked.is_some());
    let is_asked = leaf.act(Command::OwnDevice { pair, who: by })
        && (again || leaf.act(Command::Asked { run, asked }));
    if is_asked {
        leaf.state.go(Route::Send(run), false);
    }
}

/// The sittings there are, in order, without the one in which this is read.
fn sittings(workspace: &Workspace, run: RunId, viewer: Viewer) -> Vec<SessionId> {
    let Some(run) = workspace.runs.get(run.uuid()) else { return Vec::new() };
    let mut all = reading::sittings(workspace, run.pair, viewer);
    all.retain(|id| *id != run.session);
    all
}

fn list(leaf: &Page, viewer: Viewer, all: Vec<SessionId>) -> El {
    let list = el("ol", "cg-readall__list").attr("aria-busy", "true");
    let (leaf, put, done) = (leaf.clone(), list.clone(), list.clone());
    Slices::new().run(
        all,
        move |id| {
            let _ = put.clone().with(sitting(&leaf, viewer, id));
        },
        move || {
            let _ = done.attr("aria-busy", "false");
        },
    );
    list
}

/// A sitting with its date. Without a trace, where there is nothing to know of it.
fn sitting(leaf: &Page, viewer: Viewer, id: SessionId) -> Option<El> {
    let told = leaf.state.peek(|w| reading::sitting(w, id, viewer))?;
    let telling = Telling { couple: &leaf.couple, calm: true, wanted: None, beneath: &|_| None };
    let pieces = told.talks.iter().flat_map(|talk| &talk.pieces).filter(|p| p.has_words());
    let blocks: Vec<El> = pieces.map(|piece| telling.piece(piece)).collect();
    (!blocks.is_empty() || told.leaves_its_date).then(|| {
        let date = el("time", "cg-entry__date cg-small")
            .attr("datetime", told.started.to_rfc3339())
            .with(dates::moment(told.started, Form::Date, ""));
        el("li", "cg-entry").with(date).with(el("div", "").with(blocks))
    })
}
