//! "Ask Tom how Thursday was": the questions, a word to begin with, and the link, on a sheet over the
//! partnership's page.

use leptos::prelude::*;

use super::whose;
use crate::content;
use crate::content::words::pack;
use crate::domain::command::Command;
use crate::domain::crossing;
use crate::domain::dialogue::{CheckedDialogue, Step};
use crate::domain::feedback::{self, FEEDBACK};
use crate::domain::ids::{PairId, RunId, StepId};
use crate::domain::limits;
use crate::domain::person::Side;
use crate::domain::run::Asked;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::share::parcel;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{View, el, live, nothing};
use crate::ui::focus;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::choice::row;
use crate::ui::parts::dialog::{Sheet, wide_dialog};
use crate::ui::parts::field::draft_field;
use crate::ui::parts::fold::fold;
use crate::ui::parts::letter::{Told, letter, told};
use crate::ui::parts::prompt::refused;
use crate::ui::words::{number_word, said, t};

/// The questions a request begins with: few enough for two minutes.
const USUAL: [&str; 3] = ["fb-mattered", "fb-say", "fb-off"];

/// What the fields for questions of one's own are called.
const OWN: [&str; limits::OWN_QUESTIONS] = ["ask.own", "ask.own-2", "ask.own-3"];

/// The sheet over the page of two people, shown while `open`.
pub fn over(state: State, pair: PairId, open: RwSignal<bool>) -> View {
    let Some(couple) = Couple::now(state, pair) else { return nothing() };
    let named = couple.clone();
    let titled = move || {
        let (pair, named) = (named.pair, named.clone());
        live(move || mine(state, pair), move |mine| title(state, &named, *mine))
    };
    wide_dialog(open, "ask", titled, move || sheet(state, &couple, open))
}

/// Whose device this is, as far as it was said.
fn mine(state: State, pair: PairId) -> Option<Side> {
    state.with(|w| w.mine(pair))
}

/// What the sheet is called.
fn title(state: State, couple: &Couple, mine: Option<Side>) -> View {
    let day = state.peek(|w| {
        Some(dates::moment(feedback::talk_to_ask_about(w, couple.pair)?.started, Form::Weekday, ""))
    });
    match (mine.map(|mine| couple.name(mine.other())), day) {
        (Some(name), Some(day)) => said("ask.title", &[("name", name), ("day", &day)]),
        _ => t("ask.head").into(),
    }
}

/// What is on the sheet: whose device this is, where that is not known, else the link.
fn sheet(state: State, couple: &Couple, open: RwSignal<bool>) -> Sheet {
    let (pair, couple) = (couple.pair, couple.clone());
    let body = live(
        move || mine(state, pair),
        move |mine| match mine {
            None => whose::rows(state, &couple).into(),
            Some(mine) => {
                // What was pressed is gone: the focus goes to the heading.
                focus::on("#ask-title");
                asking(state, &couple, *mine)
            }
        },
    );
    Sheet { body, foot: button(Look::Line, t("act.done"), move || open.set(false)) }
}

fn asking(state: State, couple: &Couple, mine: Side) -> View {
    let Some(run) = asked_run(state, couple.pair, mine) else { return refused(state) };
    let Some(dialogue) = content::dialogue(&FEEDBACK.into()) else { return nothing() };
    let name = couple.name(mine.other()).to_owned();
    let slots = [("name", name.as_str())];
    let payload = move || {
        state.with(|w| crossing::parcel(w, run, content::dialogue).map(|p| parcel::write(&p)))
    };
    let day = state.peek(|w| {
        let session = w.runs.get(run.uuid())?.session;
        Some(dates::moment(w.sessions.get(session.uuid())?.started, Form::Day, ""))
    });
    let told_lists = live(move || questions_of(state, run), {
        let name = name.clone();
        move |questions: &Vec<String>| {
            told(lists(questions.len(), day.as_deref().unwrap_or_default(), &name))
        }
    });
    let head = (el("p", "cg-hint").with(said("ask.no-account", &slots)), refused(state));
    (
        head,
        letter(state, &name, payload),
        fold(el("span", "").with(t("ask.choose")), choices(state, run, dialogue)),
        fold(el("span", "").with(said("ask.greet", &slots)), greeting(state, run)),
        el("div", "cg-dialog__told").with(told_lists),
    )
        .into()
}

/// The run that asks, found or begun, with what was asked before or the usual questions.
fn asked_run(state: State, pair: PairId, mine: Side) -> Option<RunId> {
    let session = state.peek(|w| feedback::talk_to_ask_about(w, pair).map(|s| s.id))?;
    state.act(Command::FeedbackOpened { session }).ok()?;
    let run = state.peek(|w| {
        let mut runs = w.runs.of(pair);
        runs.rfind(|r| r.session == session && r.dialogue == *FEEDBACK)
            .map(|r| (r.id, r.asked.clone()))
    });
    let (run, asked) = run?;
    if asked.is_none_or(|a| a.by != mine) {
        let questions = USUAL.map(StepId::from).to_vec();
        let at = clock::now();
        let asked = Asked::of(mine, at, questions);
        state.act(Command::Asked { run, asked }).ok()?;
    }
    state.act(Command::ParcelMade { run }).ok()?;
    Some(run)
}

fn asked_now(state: State, run: RunId) -> Option<Asked> {
    state.with(|w| w.runs.get(run.uuid())?.asked.clone())
}

fn questions_of(state: State, run: RunId) -> Vec<String> {
    let asked = asked_now(state, run);
    let own = asked.iter().flat_map(|a| a.own.iter().filter(|o| !o.is_empty()).cloned());
    asked.iter().flat_map(|a| a.questions.iter().map(ToString::to_string)).chain(own).collect()
}

/// Asks anew, with something changed.
fn change(state: State, run: RunId, with: impl FnOnce(&mut Asked)) -> bool {
    let asked = untrack(|| asked_now(state, run));
    let Some(mut asked) = asked else { return false };
    with(&mut asked);
    asked.at = clock::now();
    state.act(Command::Asked { run, asked }).is_ok()
        && state.act(Command::ParcelMade { run }).is_ok()
}

fn choices(state: State, run: RunId, dialogue: &'static CheckedDialogue) -> View {
    let words = pack(&dialogue.id);
    let one = |step: &'static Step| -> Option<View> {
        let ask = words?.step(&step.id)?.ask.as_str();
        let marked =
            move || asked_now(state, run).is_some_and(|asked| asked.questions.contains(&step.id));
        let choose = move || {
            change(state, run, |asked| {
                let before = asked.questions.len();
                asked.questions.retain(|q| *q != step.id);
                // One at least: without any, all of them are asked.
                if asked.questions.len() == before || before == 1 {
                    asked.questions.push(step.id.clone());
                }
            });
        };
        Some(row("questions", true, marked, ask, choose))
    };
    let rows: Vec<View> =
        dialogue.steps().filter(|s| s.release && !s.own).filter_map(one).collect();
    let own = |(n, key): (usize, &&'static str)| {
        let before = untrack(|| asked_now(state, run)).and_then(|a| a.own.get(n).cloned());
        let label = el("span", "").with(t(key));
        draft_field(state, &format!("own-{n}"), label, &before.unwrap_or_default(), move |text| {
            change(state, run, |asked| {
                if asked.own.len() <= n {
                    asked.own.resize(n + 1, String::new());
                }
                asked.own[n] = text;
            })
        })
    };
    let own: Vec<View> = OWN.iter().enumerate().map(own).collect();
    let group = el("fieldset", "cg-t")
        .with(el("legend", "cg-hidden").with(t("ask.choose")))
        .with(el("div", "cg-picks").with(rows));
    el("div", "cg-stack").with(group).with(own).into()
}

fn greeting(state: State, run: RunId) -> View {
    let before = untrack(|| asked_now(state, run)).map(|a| a.greeting).unwrap_or_default();
    let label = el("span", "").with(t("ask.greeting"));
    draft_field(state, "greeting", label, &before, move |text| {
        change(state, run, |asked| asked.greeting = text)
    })
}

fn lists(questions: usize, day: &str, name: &str) -> [Told; 3] {
    let slots = [("name", name), ("day", day)];
    let count = if questions == 1 { "told.question" } else { "told.questions" };
    let lines = |keys: &[&'static str]| keys.iter().map(|key| said(key, &slots)).collect();
    let mut inside: Vec<View> = lines(&["told.names", "told.date"]);
    inside.push(said(count, &[("n", number_word(questions))]));
    [
        Told { sign: "letter", title: "told.in", lines: inside, in_order: false },
        Told {
            sign: "closedeye",
            title: "told.not-in",
            lines: lines(&["told.notes", "told.said-before", "told.plans"]),
            in_order: false,
        },
        Told {
            sign: "reveal",
            title: "told.next",
            lines: lines(&["told.answers", "told.sends-back", "told.opens-here"]),
            in_order: true,
        },
    ]
}
