//! Everything of a partnership, read back in order: what both see, or, behind a hand-over, what
//! one of them sees. Here every answer, and every conversation, can be taken back.

use leptos::prelude::*;

use super::home::carry_on;
use super::not_here;
use crate::app::route::Route;
use crate::codec::export::Scope;
use crate::content;
use crate::content::words::pack;
use crate::domain::between;
use crate::domain::command::{Answer, Command};
use crate::domain::dialogue::Step;
use crate::domain::feedback;
use crate::domain::ids::{PairId, RunId};
use crate::domain::person::{Author, Side};
use crate::domain::privacy::Viewer;
use crate::domain::run::{Entry, Run};
use crate::domain::session::Session;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, again, el, live};
use crate::ui::leave;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::curtain::curtain;
use crate::ui::parts::frame::{frame, talk_masthead};
use crate::ui::past::{Beneath, Telling, Whole, whole};
use crate::ui::steps::agree::sure;
use crate::ui::steps::prompt;
use crate::ui::words::{said, t};

pub fn page(state: State, pair: PairId, side: Option<Side>) -> View {
    live(
        move || (Couple::now(state, pair), side.is_none() || state.holder() == side),
        move |(couple, may)| match (couple, side) {
            (None, _) => not_here::page(state),
            // One's own page is handed over first, like any other.
            (Some(couple), Some(side)) if !may => {
                let masthead = talk_masthead(
                    t("app.name"),
                    couple.both_names(),
                    leave::way_out_for(state, pair),
                );
                let slots = couple.slots_of(side);
                let seal = ("closedeye", said("curtain.private", &slots));
                let open = move || state.hand_over(Some(side));
                curtain(couple, side, masthead, said("read.curtain", &slots), seal, open)
            }
            (Some(couple), _) => open(state, couple, side),
        },
    )
}

fn open(state: State, couple: &Couple, side: Option<Side>) -> View {
    let (pair, listed) = (couple.pair, couple.clone());
    let viewer = side.map_or(Viewer::Table, Viewer::One);
    let list = live(
        move || {
            state.with(|w| {
                let shown = |s: &&Session| between::shows_sitting(w, s, viewer);
                w.sessions.of(pair).filter(shown).cloned().collect::<Vec<_>>()
            })
        },
        move |sessions| -> View {
            if sessions.is_empty() {
                return el("p", "cg-hint").with(t("partnership.nothing-yet")).into();
            }
            let entries =
                sessions.iter().map(|s| session(state, &listed, s, viewer)).collect::<Vec<_>>();
            el("ol", "cg-readall__list").with(entries).into()
        },
    );
    let link = |to: Option<Side>, words: View| {
        let link = el("a", "cg-masthead__link")
            .attr("href", Route::Read(pair, to).href())
            .attr("aria-current", (to == side).then_some("page"))
            .with(el("span", "").with(words));
        el("li", "").with(link)
    };
    let own = |side: Side| link(Some(side), said("read.own", &couple.slots_of(side)));
    let views = el("ul", "cg-views")
        .attr("aria-label", t("read.views"))
        .with(link(None, t("read.both").into()))
        .with(Vec::from(Side::BOTH.map(own)));
    let main = el("div", "cg-readall")
        .with(prompt(t("read.title")))
        .with(el("p", "cg-hint").with(t("read.hint")))
        .with(views)
        .with(leave::way_out_for(state, pair).map(|way| el("p", "cg-buttons").with(way)))
        .with(list)
        .with(side.map(|side| own_tools(state, couple, side)));
    frame(state, None, main)
}

/// What somebody may do with all that is theirs: take it along, with what both see, or take it back
/// (D.11).
fn own_tools(state: State, couple: &Couple, side: Side) -> El {
    let (pair, removes) = (couple.pair, couple.clone());
    let saved = RwSignal::new(false);
    let save = sign_button(Look::Line, "save", t("read.save-own"), move || {
        saved.set(state.save_copy(Scope::OfOne(pair, side)));
    });
    let status = el("p", "cg-status")
        .attr("role", "status")
        .with(again(move || saved.get().then(|| t("data.saved"))));
    let asking = RwSignal::new(false);
    let remove = again(move || -> View {
        if !asking.get() {
            let words = said("read.remove-all", &removes.slots_of(side));
            return sign_button(Look::Quiet, "erase", words, move || asking.set(true));
        }
        sure(
            t("read.remove-all-ask"),
            move || asking.set(false),
            move || {
                // Refused only where it is gone already.
                let _ = state.act(Command::OwnWordsRemoved { pair, who: side });
                asking.set(false);
            },
        )
    });
    let words = said("read.own-copy", &couple.slots_of(side));
    el("section", &format!("cg-section {}", ink(side)))
        .with(el("h2", "cg-section__head").with(said("read.own-tools", &couple.slots_of(side))))
        .with(el("p", "cg-hint").with(words))
        .with(el("div", "cg-buttons").with(save).with(status))
        .with(el("div", "cg-buttons").with(remove))
}

fn session(state: State, couple: &Couple, session: &Session, viewer: Viewer) -> El {
    let (pair, id, couple) = (couple.pair, session.id, couple.clone());
    let runs = live(
        move || {
            state.with(|w| {
                w.runs.of(pair).filter(|r| r.session == id).map(|r| r.id).collect::<Vec<_>>()
            })
        },
        move |runs| {
            runs.iter().map(|run| one_run(state, &couple, *run, viewer)).collect::<Vec<_>>()
        },
    );
    let date = el("time", "cg-entry__date cg-small")
        .attr("datetime", session.started.to_rfc3339())
        .with(dates::moment(session.started, Form::Date, ""));
    el("li", "cg-entry").with(date).with(el("div", "").with(runs))
}

fn one_run(state: State, couple: &Couple, id: RunId, viewer: Viewer) -> View {
    let couple = couple.clone();
    live(
        move || state.with(|w| whole(w, id)),
        move |whole| whole.as_ref().and_then(|whole| run_entries(state, &couple, whole, viewer)),
    )
}

fn run_entries(state: State, couple: &Couple, whole: &Whole, viewer: Viewer) -> Option<View> {
    let run = &whole.run;
    let words = pack(&run.dialogue)?;
    let title = el("h2", "cg-heading").with(words.title.as_str());
    if whole.not_today.is_some_and(|opener| viewer != Viewer::One(opener)) {
        // Only that it was there, and when. What the one who opened it wrote alone is theirs to read.
        return Some((title, run_tools(state, whole)).into());
    }
    let beneath = |whole: &Whole, what: Beneath| match what {
        Beneath::Answer(step, who, versions) => {
            answer_tools(state, couple, &whole.run, step, (who, viewer), versions)
        }
        Beneath::Plan(c) => {
            let answer = Answer { run: c.run, step: c.step.clone(), who: c.owner.into() };
            Some(el("div", "cg-buttons").with(remove_tool(state, couple, answer)))
        }
    };
    let blocks = Telling { state, couple, viewer, calm: false, beneath: &beneath }.blocks(whole);
    let nothing = blocks.is_empty().then(|| el("p", "cg-small").with(t("read.nothing-written")));
    let talked = talked_tool(state, whole, viewer);
    let talked = talked.map(|tool| el("div", "cg-buttons").with(tool));
    Some((title, blocks, nothing, talked, run_tools(state, whole)).into())
}

fn run_tools(state: State, whole: &Whole) -> El {
    let (run, id) = (&whole.run, whole.run.id);
    let words = if run.is_closed() { t("end.pick-up") } else { t("act.carry-on") };
    let carries_on = whole.not_today.is_none();
    let carry_on = carries_on.then(|| button(Look::Quiet, words, move || carry_on(state, id)));
    let erasing = RwSignal::new(false);
    let erase = again(move || -> View {
        if !erasing.get() {
            return sign_button(Look::Quiet, "erase", t("read.erase-run"), move || {
                erasing.set(true);
            });
        }
        sure(
            t("read.erase-ask"),
            move || erasing.set(false),
            move || {
                // Refused only where it is gone already.
                let _ = state.act(Command::RunErased { run: id });
            },
        )
    });
    el("div", "cg-buttons").with(carry_on).with(erase)
}

/// Taking one's words back; choosing among versions that two copies brought together.
fn answer_tools(
    state: State,
    couple: &Couple,
    run: &Run,
    step: &Step,
    (who, viewer): (Author, Viewer),
    versions: usize,
) -> Option<El> {
    let target = Answer { run: run.id, step: step.id.clone(), who };
    // What was handed over can be taken away whole, whether it was written or tapped.
    let has = if step.release { Entry::has_answer } else { Entry::has_text };
    if !run.entry(&step.id, who).is_some_and(has) && versions == 0 {
        return None;
    }
    let keep = |version: usize| {
        let answer = target.clone();
        let words = if version == 0 { t("read.keep-first") } else { t("read.keep-other") };
        button(Look::Quiet, words, move || {
            let _ = state.act(Command::VersionChosen { answer: answer.clone(), version });
        })
    };
    let choices: Vec<View> =
        if versions > 0 { (0..=versions).map(keep).collect() } else { Vec::new() };
    let back = take_back_tool(state, run, step, (who, viewer));
    Some(el("div", "cg-buttons").with(choices).with(back).with(remove_tool(state, couple, target)))
}

/// Taking back what was handed over, on its writer's own page, until the other has opened it.
fn take_back_tool(
    state: State,
    run: &Run,
    step: &Step,
    (who, viewer): (Author, Viewer),
) -> Option<View> {
    let side = who.side().filter(|side| viewer == Viewer::One(*side))?;
    let dialogue = content::dialogue(&run.dialogue)?;
    let handed_over = run.entry(&step.id, who).is_some_and(|e| e.released.is_some());
    let answer = Answer { run: run.id, step: step.id.clone(), who };
    (handed_over && !feedback::is_opened(dialogue, run, side, step)).then(|| {
        sign_button(Look::Quiet, "back", t("act.take-back"), move || {
            // Refused only where it was opened meanwhile.
            let _ = state.act(Command::TakenBack { answer: answer.clone() });
        })
    })
}

/// "We've talked about it": what was to stay until then goes. Offered to whoever wished for that, and to
/// both while something of it waits for next time.
fn talked_tool(state: State, whole: &Whole, viewer: Viewer) -> Option<View> {
    let run = &whole.run;
    let dialogue = content::dialogue(&run.dialogue)?;
    feedback::opening(dialogue)?;
    let goes = |who: Side| {
        viewer == Viewer::One(who)
            && feedback::stay(dialogue, run, who) == feedback::Stay::UntilTalked
            && feedback::handed_over(dialogue, run, who).next().is_some()
    };
    let id = run.id;
    let talked = || {
        sign_button(Look::Quiet, "check", t("talked.do"), move || {
            // Refused only where it is gone already.
            let _ = state.act(Command::TalkedAbout { run: id });
        })
    };
    (whole.waits || Side::BOTH.into_iter().any(goes)).then(talked)
}

/// "Remove my words", asked once more.
fn remove_tool(state: State, couple: &Couple, answer: Answer) -> View {
    let couple = couple.clone();
    let who = answer.who;
    let label = move || match who.side() {
        Some(side) => said("read.remove", &couple.slots_of(side)),
        None => t("act.remove-ours").into(),
    };
    let asking = RwSignal::new(false);
    again(move || -> View {
        if !asking.get() {
            let ask = move || asking.set(true);
            return sign_button(Look::Quiet, "erase", label(), ask);
        }
        let answer = answer.clone();
        sure(
            t("read.remove-ask"),
            move || asking.set(false),
            move || {
                // Refused only where it is gone already.
                let _ = state.act(Command::WordsRemoved { answer: answer.clone() });
            },
        )
    })
}
