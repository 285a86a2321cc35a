//! Everything of a partnership, read back in order: what both see, or, behind a hand-over, what
//! one of them sees. Here every answer, and every conversation, can be taken back.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::read_find::{find, found};
use super::{not_here, read_take};
use crate::app::route::Route;
use crate::content;
use crate::domain::command::{Answer, Command};
use crate::domain::dialogue::Step;
use crate::domain::feedback;
use crate::domain::ids::{PairId, SessionId, StepId};
use crate::domain::outcome::{Thread, ThreadState};
use crate::domain::person::{Author, Side};
use crate::domain::privacy::Viewer;
use crate::domain::run::{Entry, Run};
use crate::domain::search::Wanted;
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;
use crate::platform::dates::{self, Form};
use crate::reading::{self, Of, Piece, Sitting, Told};
use crate::state::{Area, State};
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, again, el, follow, live};
use crate::ui::leave;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::curtain::{curtain, opens};
use crate::ui::parts::frame::{frame, talk_masthead};
use crate::ui::parts::people::{back_to, names_above};
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::sure::{sure, sure_or_more};
use crate::ui::parts::{lock, stood};
use crate::ui::past::Telling;
use crate::ui::slices::Slices;
use crate::ui::waiting::carry_on;
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
                    leave::way_out_for(state, pair, Some(side)),
                );
                let slots = couple.slots_of(side);
                let seal = ("closedeye", said("curtain.private", &slots));
                let open = move || state.hand_over(Some(side));
                let open = opens(state, couple, side, open);
                curtain(couple, side, masthead, said("read.curtain", &slots), seal, open)
            }
            (Some(couple), _) => open(state, couple, side),
        },
    )
}

/// Who reads what, and how far it is.
#[derive(Clone)]
pub struct Reader {
    pub state: State,
    pub couple: Couple,
    /// None: both, at the same screen.
    pub side: Option<Side>,
    /// Every record of it was read.
    pub ready: RwSignal<bool>,
    /// And all of it stands on the page.
    pub shown: RwSignal<bool>,
    /// What is looked for.
    pub wanted: RwSignal<Option<Wanted>>,
    /// And it is still being looked for.
    pub is_looking: RwSignal<bool>,
}

impl Reader {
    /// Whose eyes it is read with.
    pub fn viewer(&self) -> Viewer {
        self.side.map_or(Viewer::Table, Viewer::One)
    }
}

fn open(state: State, couple: &Couple, side: Option<Side>) -> View {
    let pair = couple.pair;
    let [ready, shown, is_looking] = [false; 3].map(RwSignal::new);
    let wanted = RwSignal::new(None);
    let reader = Reader { state, couple: couple.clone(), side, ready, shown, wanted, is_looking };
    state.read_runs(pair, move || {
        // The page may be gone by then.
        let _ = ready.try_set(true);
    });
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
    let whose = side.map(|side| (" · ", said("read.own", &couple.slots_of(side))));
    let names = el("p", "cg-readall__names").with((couple.both_names(), whose));
    let back = el("p", "cg-buttons cg-stack--after").with(back_to(state, couple));
    let has_any = move || state.with(|w| w.sessions.of(pair).next().is_some());
    let with_ways = reader.clone();
    let ways = live(has_any, move |any| {
        any.then(|| {
            let ways = (find(&with_ways), read_take::ways(&with_ways));
            el("div", "cg-readall__ways").with(ways)
        })
    });
    let own = reader.clone();
    let own_tools = live(
        move || ready.get(),
        move |ready| own.side.filter(|_| *ready).map(|side| own_tools(state, &own.couple, side)),
    );
    let main = el("div", "cg-readall")
        .with((names, names_above(couple)))
        .with(prompt(t("read.title")))
        .with(el("p", "cg-hint").with(t("read.hint")))
        .with(views)
        .with(
            leave::way_out_for(state, pair, side)
                .map(|way| el("p", "cg-buttons cg-stack--after").with(way)),
        )
        .with(ways)
        .with((found(&reader), list(&reader)))
        .with((own_tools, back));
    frame(state, Some(Route::Home), main)
}

/// Every sitting, put on the page a few at a time. One that comes later, from another tab, stands last.
fn list(reader: &Reader) -> View {
    let (state, pair) = (reader.state, reader.couple.pair);
    let (ready, shown, wanted) = (reader.ready, reader.shown, reader.wanted);
    let list = el("ol", "cg-readall__list")
        .live("hidden", move || wanted.with(Option::is_some))
        .live("aria-busy", move || if shown.get() { "false" } else { "true" });
    let none = live(
        move || ready.get() && state.with(|w| w.sessions.of(pair).next().is_none()),
        |none| none.then(|| el("p", "cg-hint").with(t("partnership.nothing-yet"))),
    );
    let (slices, there) = (Slices::new(), Rc::new(RefCell::new(Vec::new())));
    let (put, reader) = (list.clone(), reader.clone());
    follow(Box::new(move || {
        if !ready.get() {
            return;
        }
        let mut all = state.with(|w| reading::sittings(w, pair, reader.viewer()));
        all.retain(|id| !there.borrow().contains(id));
        shown.set(all.is_empty());
        let (put, there, reader) = (put.clone(), there.clone(), reader.clone());
        let one = move |id| {
            there.borrow_mut().push(id);
            let _ = put.clone().with(sitting(&reader, id));
        };
        slices.run(all, one, move || shown.set(true));
    }));
    (none, list).into()
}

/// What somebody may do with all that is theirs: take it back (D.11).
fn own_tools(state: State, couple: &Couple, side: Side) -> El {
    let (pair, removes) = (couple.pair, couple.clone());
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
                let _ = state.take_back_all(pair, side);
                asking.set(false);
            },
        )
    });
    let tools = el("div", "")
        .with(el("div", "cg-buttons").with(remove))
        .with(lock::section(state, Area { pair: Some(pair), side }));
    el("section", &format!("cg-section {}", ink(side)))
        .with(el("h2", "cg-section__head").with(said("read.own-tools", &couple.slots_of(side))))
        .with(tools)
}

/// A sitting, and what may be done with it now.
#[derive(Clone, PartialEq)]
struct Whole {
    sitting: Sitting,
    /// Its conversations; of each, whether something of it is kept for next time.
    runs: Vec<(Run, bool)>,
}

fn whole(workspace: &Workspace, id: SessionId, viewer: Viewer) -> Option<Whole> {
    let sitting = reading::sitting(workspace, id, viewer)?;
    let run = |told: &Told| {
        let run = workspace.runs.get(told.run.uuid())?;
        let is_open = |t: &Thread| t.run == run.id && t.state == ThreadState::Open;
        Some((run.clone(), workspace.threads.of(run.pair).any(is_open)))
    };
    let runs = sitting.talks.iter().filter_map(run).collect();
    Some(Whole { sitting, runs })
}

fn sitting(reader: &Reader, id: SessionId) -> El {
    let (state, viewer, reader) = (reader.state, reader.viewer(), reader.clone());
    let entry = el("li", "cg-entry");
    let shown = entry.clone();
    let parts = live(
        move || state.with(|w| whole(w, id, viewer)),
        move |whole| {
            let _ = shown.clone().attr("hidden", whole.is_none());
            whole.as_ref().map(|whole| {
                let talks = whole.sitting.talks.iter().zip(&whole.runs);
                let talks = talks.map(|(told, run)| talk(&reader, told, run)).collect::<Vec<_>>();
                // Of a single conversation, erasing that is the same.
                let all = (whole.runs.len() > 1).then(|| {
                    let ask = ("read.erase-sitting-ask", "");
                    let command = Command::SittingErased { session: id };
                    let erase = erasing(state, t("read.erase-sitting"), ask, command);
                    el("div", "cg-buttons cg-stack--after").with(erase)
                });
                (date(whole.sitting.started), el("div", "").with(talks).with(all))
            })
        },
    );
    entry.with(parts)
}

/// When it was. Read in other years too, so that the year is always there.
pub fn date(started: Stamp) -> El {
    el("time", "cg-entry__date cg-small")
        .attr("datetime", started.to_rfc3339())
        .with(dates::moment(started, Form::Dated, ""))
}

/// What a conversation is called.
pub fn talk_title(told: &Told) -> El {
    el("h2", "cg-heading").with(told.title)
}

fn talk(reader: &Reader, told: &Told, (run, waits): &(Run, bool)) -> View {
    let (state, couple, viewer) = (reader.state, &reader.couple, reader.viewer());
    let beneath = |piece: &Piece| match &piece.of {
        Of::Answer(step, Some(versions)) => {
            answer_tools(state, couple, run, step, (piece.who, viewer), *versions)
        }
        Of::Plan(plan) => {
            let step = state.peek(|w| w.commitments.get(plan.uuid()).map(|c| c.step.clone()))?;
            let answer = Answer { run: run.id, step, who: piece.who };
            let buttons = el("div", "cg-buttons").with(remove_tool(state, couple, answer));
            Some(el("div", "").with((stood::history(state, couple, *plan, viewer), buttons)))
        }
        Of::Answer(_, None) | Of::Both => None,
    };
    let telling = Telling { couple, calm: false, wanted: None, beneath: &beneath };
    let blocks = telling.pieces(&told.pieces);
    let nothing = (blocks.is_empty() && !told.not_today)
        .then(|| el("p", "cg-small").with(t("read.nothing-written")));
    let talked = talked_tool(state, run, *waits, viewer);
    let talked = talked.map(|tool| el("div", "cg-buttons").with(tool));
    let tools = run_tools(state, couple, run, told.not_today);
    (talk_title(told), blocks, nothing, talked, tools).into()
}

fn run_tools(state: State, couple: &Couple, run: &Run, not_today: bool) -> El {
    let id = run.id;
    let words = if run.is_closed() { t("end.pick-up") } else { t("act.carry-on") };
    let carry_on = (!not_today).then(|| button(Look::Quiet, words, move || carry_on(state, id)));
    // What is taken back here goes from the other's device with the next link.
    let mine = state.peek(|w| w.mine(run.pair)).filter(|mine| run.crossing(*mine).is_some());
    let send = mine.map(|mine| {
        let words = said("across.send", &[("name", couple.name(mine.other()))]);
        sign_button(Look::Quiet, "share", words, move || state.go(Route::Send(id), false))
    });
    let ask = match mine {
        Some(mine) => ("read.erase-crossed", couple.name(mine.other())),
        None => ("read.erase-ask", ""),
    };
    let erase = erasing(state, t("read.erase-run"), ask, Command::RunErased { run: id });
    el("div", "cg-buttons").with((carry_on, send, erase))
}

/// Erasing something, asked once more, with a name to be put into the question.
fn erasing(
    state: State,
    words: &'static str,
    (ask, name): (&'static str, &str),
    command: Command,
) -> View {
    let name = name.to_owned();
    let asking = RwSignal::new(false);
    again(move || -> View {
        if !asking.get() {
            return sign_button(Look::Quiet, "erase", words, move || asking.set(true));
        }
        let command = command.clone();
        sure(
            said(ask, &[("name", &name)]),
            move || asking.set(false),
            move || {
                // Refused only where it is gone already.
                let _ = state.act(command.clone());
            },
        )
    })
}

/// Taking one's words back; choosing among versions that two copies brought together.
fn answer_tools(
    state: State,
    couple: &Couple,
    run: &Run,
    step: &StepId,
    (who, viewer): (Author, Viewer),
    versions: usize,
) -> Option<El> {
    let step = content::dialogue(&run.dialogue)?.step(step)?;
    let target = Answer { run: run.id, step: step.id.clone(), who };
    // Written or tapped, it can be taken away (D.11).
    if !run.entry(&step.id, who).is_some_and(Entry::has_answer) && versions == 0 {
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
fn talked_tool(state: State, run: &Run, waits: bool, viewer: Viewer) -> Option<View> {
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
    (waits || Side::BOTH.into_iter().any(goes)).then(talked)
}

/// What removing an answer does, by its key, and the name of whoever else has it: on a device of one's own the other keeps
/// what crossed until the next link (D.11).
fn removing(w: &Workspace, couple: &Couple, answer: &Answer) -> (&'static str, String) {
    let Some(mine) = w.mine(couple.pair) else { return ("read.remove-ask", String::new()) };
    let other = couple.name(mine.other()).to_owned();
    let crossed = w.runs.get(answer.run.uuid()).is_some_and(|r| r.crossing(mine).is_some());
    let key = match answer.who.side() {
        Some(side) if side != mine => "read.remove-theirs",
        _ if crossed => "read.remove-crossed",
        _ => "read.remove-here",
    };
    (key, other)
}

/// "Remove my words", asked once more.
fn remove_tool(state: State, couple: &Couple, answer: Answer) -> View {
    let couple = couple.clone();
    let who = answer.who;
    let (ask, other) = state.peek(|w| removing(w, &couple, &answer));
    let more_rounds = who.side().is_some() && state.peek(|w| !w.other_rounds(&answer).is_empty());
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
        let (answer, all) = (answer.clone(), answer.clone());
        let slots = [("name", other.as_str())];
        let in_all = more_rounds.then(|| {
            button(Look::Stop, t("read.remove-rounds"), move || {
                let _ = state.act(Command::RemovedInAllRounds { answer: all.clone() });
            })
        });
        sure_or_more(
            said(ask, &slots),
            move || asking.set(false),
            move || {
                // Refused only where it is gone already.
                let _ = state.act(Command::WordsRemoved { answer: answer.clone() });
            },
            in_all,
        )
    })
}
