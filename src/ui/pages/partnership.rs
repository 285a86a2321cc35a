//! A partnership: what comes next, what was so far, what was agreed and chosen, what stays open.

use leptos::prelude::*;

use super::to_start::starts;
use super::{come_back, looking_back, manage, not_here, offers, partnership_lists as lists};
use crate::app::route::Route;
use crate::content::{self, words::pack};
use crate::domain::feedback;
use crate::domain::ids::PairId;
use crate::domain::open_ends;
use crate::domain::outcome::{NextTime, Talk};
use crate::domain::person::Side;
use crate::domain::prep::PREP;
use crate::domain::privacy::Viewer;
use crate::domain::run::Run;
use crate::domain::session::{Mode, Session};
use crate::domain::taken;
use crate::domain::workspace::Workspace;
use crate::platform::dates::{self, Form};
use crate::state::{RECENT, State};
use crate::ui::couple::{Couple, ink, since, status_words};
use crate::ui::dom::{El, View, el, live};
use crate::ui::later;
use crate::ui::next_time::{next_talk, to_look_at_again};
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::calendar::add_day;
use crate::ui::parts::dialog::{Sheet, dialog, opener};
use crate::ui::parts::frame::frame;
use crate::ui::parts::people::{couple_emblem, emblem};
use crate::ui::parts::section::{listed, section};
use crate::ui::parts::to_send::words_to_send;
use crate::ui::parts::trend;
use crate::ui::parts::when::{When, when};
use crate::ui::waiting::{Waiting, carry_on, sit_down};
use crate::ui::words::{said, t};

pub fn page(state: State, pair: PairId) -> View {
    let asking = manage::Asking::nothing();
    let page = live(
        move || Couple::now(state, pair),
        move |couple| match couple {
            Some(couple) => open(state, couple, asking),
            None => not_here::page(state),
        },
    );
    (page, manage::dialogs(state, pair, asking)).into()
}

fn open(state: State, couple: &Couple, asking: manage::Asking) -> View {
    let side =
        el("div", "").with(lists::commitments(state, couple)).with(lists::threads(state, couple));
    let columns = el("div", "cg-split cg-partnership__cols").with(so_far(state, couple)).with(side);
    let pair = couple.pair;
    let start = live(
        move || state.with(|w| w.goes_on(pair)),
        move |goes_on| {
            goes_on.then(|| {
                section(t("home.start"), el("ul", "cg-start").with(starts(state, Some(pair))))
            })
        },
    );
    let rest = el("div", "cg-partnership__rest")
        .with(lists::agreements(state, couple))
        .with(start)
        .with(manage::section(state, couple, asking));
    let trend = trend::section(state, couple.pair);
    let offers = (
        come_back::section(state, couple),
        looking_back::section(state, couple),
        offers::long_view(state, couple),
    );
    let head = (head(state, couple), offers, next(state, couple));
    frame(state, Some(Route::Home), (head, columns, trend, rest))
}

fn head(state: State, couple: &Couple) -> El {
    let pair = couple.pair;
    let what = live(
        move || state.with(|w| w.partnership(pair).map(|p| (since(p), p.status))),
        |what| {
            what.as_ref().map(|(since, status)| -> View {
                let standing = status_words(*status).map(|words| (". ", words));
                (since.as_str(), standing).into()
            })
        },
    );
    let name = el("h1", "cg-prompt").attr("tabindex", "-1").with(couple.both_names());
    el("div", "cg-partnership")
        .with(couple_emblem("cg-emblem cg-partnership__emblem", couple))
        .with(
            el("div", "")
                .with(name)
                .with(el("p", "cg-partnership__what").with(what))
                .with(forms(couple)),
        )
        .with(
            el("div", "cg-partnership__ways")
                .with(asking(state, couple))
                .with(ten_minutes(state, couple.pair)),
        )
}

/// How each likes to be addressed, where they said so (D.1).
fn forms(couple: &Couple) -> Vec<El> {
    let said_so = |side: &Side| !couple.form(*side).trim().is_empty();
    let line = |side: Side| {
        let slots = [("name", couple.name(side)), ("form", couple.form(side))];
        el("p", "cg-small").with(said("partnership.form", &slots))
    };
    Side::BOTH.into_iter().filter(said_so).map(line).collect()
}

/// A short request for a talk, to send by whatever the two use: it says nothing of what it is about (B.9).
fn ten_minutes(state: State, pair: PairId) -> View {
    const SHEET: &str = "ten-minutes";
    let open = RwSignal::new(false);
    let go_on = move || state.with(|w| w.goes_on(pair));
    let ask = move || sign_button(Look::Plain, "clock", t("ten.button"), move || open.set(true));
    let way = live(go_on, move |go_on| go_on.then(ask));
    let sheet = dialog(
        open,
        SHEET,
        || t("ten.button").into(),
        move || Sheet {
            body: words_to_send(t("ten.words")),
            foot: button(Look::Main, t("act.done"), move || open.set(false)),
        },
    );
    el("div", "").attr("id", opener(SHEET)).with(way).with(sheet).into()
}

/// "Ask Tom how it was", while there is a talk to ask about.
fn asking(state: State, couple: &Couple) -> View {
    let (sheet, ask) = later::ask(state, couple.pair);
    let (pair, couple) = (couple.pair, couple.clone());
    let there = move || {
        state.with(|w| {
            feedback::talk_to_ask_about(w, pair)?;
            w.goes_on(pair).then(|| w.mine(pair))
        })
    };
    let button = live(there, move |there| {
        there.map(|mine| {
            let words: View = match mine {
                Some(mine) => said("ask.button", &[("name", couple.name(mine.other()))]),
                None => t("ask.head").into(),
            };
            sign_button(Look::Plain, "share", words, ask)
        })
    });
    el("div", "").attr("id", opener("ask")).with(button).with(sheet).into()
}

/// A run's "one line to start from", as both may read it.
fn line_of(run: &Run) -> Option<String> {
    open_ends::line_of(run, content::dialogue(&run.dialogue)?).map(str::to_owned)
}

/// What the strip for the next conversation says.
#[derive(PartialEq)]
struct Next {
    talk: Option<(Talk, NextTime)>,
    /// What it is time to look at again.
    again: Option<u8>,
    line: Option<String>,
    open: Option<Waiting>,
}

/// Nothing asks two who have parted for a next time (C14).
fn next_now(workspace: &Workspace, pair: PairId) -> Option<Next> {
    workspace.goes_on(pair).then(|| Next {
        talk: next_talk(workspace, pair).map(|(talk, next)| (talk.clone(), next)),
        again: to_look_at_again(workspace, pair),
        line: open_ends::last_line(workspace, pair, content::dialogue)
            .map(|(_, line)| line.to_owned()),
        open: Waiting::of(workspace, pair),
    })
}

fn next(state: State, couple: &Couple) -> View {
    let (pair, couple) = (couple.pair, couple.clone());
    live(
        move || state.with(|w| next_now(w, pair)),
        move |next| next.as_ref().map(|next| next_strip(state, &couple, next)),
    )
}

/// The heading of the strip, with what it is above it or below it.
fn next_head(couple: &Couple, next: &Next) -> View {
    let titled = |title: View| el("h2", "cg-title").attr("id", "next").with(title);
    let title = match (next.talk.as_ref().map(|(_, next)| next), next.open) {
        (Some(NextTime::At(moment)), _) => match when(couple, moment) {
            When::Once(when) => when.into(),
            When::Each(lines) => return (titled(t("partnership.next").into()), lines).into(),
        },
        (_, Some(waiting)) => waiting.told(couple),
        (Some(_), None) => t("partnership.find-one").into(),
        (None, None) => t("partnership.next-time").into(),
    };
    let label = match next.open {
        Some(waiting) if next.talk.is_none() && !waiting.is_alone() => "partnership.left-off",
        _ => "partnership.next",
    };
    let label = el("p", "cg-next__label").with(t(label));
    (label, titled(title)).into()
}

fn next_strip(state: State, couple: &Couple, next: &Next) -> El {
    let pair = couple.pair;
    let act: View = match next.open {
        Some(waiting) => {
            let words = waiting.words(couple);
            let carry_on = button(Look::Main, words, move || carry_on(state, waiting.run));
            (carry_on, sit_down(state, pair, Look::Line)).into()
        }
        None => begin(state, pair, next),
    };
    let calendar = next.talk.as_ref().and_then(|(talk, next)| match next {
        NextTime::At(day) => add_day(talk, day),
        _ => None,
    });
    let kept = next.line.as_ref().map(|line| {
        let line = el("span", "cg-quote").attr("dir", "auto").with(line.as_str());
        el("p", "cg-next__kept").with(t("partnership.one-line")).with(" ").with(line)
    });
    let words = el("div", "").with(next_head(couple, next)).with(kept);
    el("section", "cg-next")
        .attr("aria-labelledby", "next")
        .with(words)
        .with(el("p", "cg-buttons").with((act, prepare(state, pair), calendar)))
}

/// To looking again at how they began, when it is time for that; else to wherever they like.
fn begin(state: State, pair: PairId, next: &Next) -> View {
    match next.again {
        Some(number) => {
            let again = button(Look::Main, t("again.begin"), move || {
                state.go(Route::Start(number, Some(pair)), false);
            });
            (again, sit_down(state, pair, Look::Line)).into()
        }
        None => sit_down(state, pair, Look::Main),
    }
}

/// To where one gets ready, alone.
fn prepare(state: State, pair: PairId) -> Option<View> {
    let number = content::dialogue(&PREP.into())?.number;
    Some(sign_button(Look::Line, "tea", t("partnership.prepare"), move || {
        state.go(Route::Start(number, Some(pair)), false);
    }))
}

/// One sitting on the timeline.
#[derive(PartialEq)]
struct Moment {
    session: Session,
    title: String,
    line: Option<String>,
    open: Option<Waiting>,
    /// It was asked for by link, and nothing of it is here yet.
    asked_only: bool,
}

fn moments(workspace: &Workspace, pair: PairId) -> Vec<Moment> {
    let moment = |session: &Session| {
        let runs: Vec<&Run> = workspace.runs.of(pair).filter(|r| r.session == session.id).collect();
        let titles: Vec<&str> =
            runs.iter().filter_map(|r| pack(&r.dialogue)).map(|p| p.title.as_str()).collect();
        Moment {
            session: session.clone(),
            title: titles.join("\u{a0}· "),
            line: runs.iter().find_map(|run| line_of(run)),
            open: runs.iter().rev().find_map(|r| Waiting::at(workspace, r)),
            asked_only: runs.iter().all(|r| r.asked.is_some() && r.entries.is_empty()),
        }
    };
    // A minute with something one chose waits where that stands.
    let waits = |r: &Run| r.about.is_none() && Waiting::at(workspace, r).is_some();
    let is_open = |s: &Session| workspace.runs.of(pair).any(|r| r.session == s.id && waits(r));
    // What waits can be gone on with; of what somebody did alone and keeps, nothing else is told.
    let shown = |s: &&Session| {
        is_open(s) || taken::is_known(workspace, s, Viewer::Table, content::dialogue)
    };
    // The rest is one tap away.
    workspace.sessions.of(pair).rev().filter(shown).take(RECENT).map(moment).collect()
}

fn so_far(state: State, couple: &Couple) -> El {
    let (pair, couple) = (couple.pair, couple.clone());
    let list = live(
        move || state.with(|w| moments(w, pair)),
        move |moments| -> View {
            let read = |words: &'static str| {
                let go = move || state.go(Route::Read(pair, None), false);
                sign_button(Look::Plain, "notes", words, go)
            };
            if moments.is_empty() {
                // There whether or not somebody did something alone: it tells nobody that they did.
                let hint = el("p", "cg-hint").with(t("partnership.nothing-yet"));
                return (hint, read(t("partnership.read-own"))).into();
            }
            let list = el("ol", "")
                .with(moments.iter().map(|m| moment(state, &couple, m)).collect::<Vec<_>>());
            (list, read(t("partnership.read-all"))).into()
        },
    );
    listed("so-far", "", t("partnership.so-far"), list)
}

fn moment(state: State, couple: &Couple, m: &Moment) -> El {
    let waits_alone = m.open.filter(|_| m.session.mode == Mode::Solo);
    let node = match m.session.mode {
        Mode::Solo => {
            let class = format!("cg-shape {} cg-moment__node", ink(m.session.opener));
            el("span", &class).attr("aria-hidden", "true").into()
        }
        _ => emblem("cg-emblem cg-moment__node cg-emblem--small"),
    };
    let more: Option<View> = match (m.open, &m.line) {
        _ if m.asked_only => Some(el("p", "cg-small").with(t("partnership.asked")).into()),
        (Some(waiting), _) => {
            let words = match waits_alone {
                Some(waiting) => waiting.words(couple),
                None => t("act.carry-on").into(),
            };
            Some(button(Look::Small, words, move || carry_on(state, waiting.run)))
        }
        (None, Some(line)) => {
            Some(el("p", "cg-quote").attr("dir", "auto").with(line.as_str()).into())
        }
        (None, None) => None,
    };
    let date = el("time", "cg-moment__date cg-small")
        .attr("datetime", m.session.started.to_rfc3339())
        .with(dates::moment(m.session.started, Form::Short, ""));
    let title: View =
        waits_alone.map_or_else(|| m.title.as_str().into(), |waiting| waiting.told(couple));
    let words = el("div", "cg-moment__words").with(el("h3", "cg-label").with(title)).with(more);
    el("li", "cg-moment").with(date).with(node).with(words)
}
