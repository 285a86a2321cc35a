//! Home: who there is, where to pick up, and what could be started.

use std::cmp::Reverse;

use super::to_start::starts;
use super::{come_back, map_parts as map, minute};
use crate::app::route::Route;
use crate::content::{self, words::pack};
use crate::domain::feedback;
use crate::domain::ids::PairId;
use crate::domain::order::put_by;
use crate::domain::outcome::NextTime;
use crate::domain::person::{Later, Partnership, Side, Status};
use crate::domain::run::RunState;
use crate::domain::session::{Mode, Session};
use crate::domain::time::{LocalMoment, Stamp};
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::{Couple, since, status_words};
use crate::ui::dom::{El, View, el, live};
use crate::ui::flow;
use crate::ui::next_time::next_talk;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::fact::fact;
use crate::ui::parts::frame::frame;
use crate::ui::parts::notice::top_notice;
use crate::ui::parts::people::couple_emblem;
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::standing::storage_notice;
use crate::ui::parts::when::{When, back_at, when};
use crate::ui::waiting::{Waiting, carry_on, sit_down};
use crate::ui::words::{said, t, tf};

/// The latest first; those that take a break after them, those that were ended last.
fn pairs_in_order(workspace: &Workspace) -> Vec<PairId> {
    let mut all: Vec<&Partnership> = Vec::new();
    for partnership in &workspace.partnerships {
        let aside = |p: &&Partnership| match p.status {
            Status::Active => 0,
            Status::Paused => 1,
            Status::EndedKindly => 2,
        };
        put_by(&mut all, partnership, |p| (aside(p), Reverse(p.changed)));
    }
    all.into_iter().map(|p| p.id).collect()
}

/// Home, where somebody is.
pub fn page(state: State) -> View {
    let sheets = live(
        move || {
            state.with(|w| {
                pairs_in_order(w).into_iter().filter_map(|p| facts(w, p)).collect::<Vec<_>>()
            })
        },
        move |all| {
            // The one main action of the page belongs to the latest open thing.
            let main = all.iter().position(|f| f.open.is_some());
            let sheet = |(i, facts): (usize, &Facts)| sheet(state, facts, main == Some(i));
            all.iter().enumerate().map(sheet).collect::<Vec<_>>()
        },
    );
    let left = el("div", "")
        .with(prompt(live(move || first_name(state), |name| question(name.as_deref()))))
        .with(el("ul", "cg-pairs").with(sheets))
        .with(sign_button(Look::Plain, "plus", t("home.new"), move || state.go(Route::New, false)));
    let right = el("section", "")
        .attr("aria-labelledby", "start")
        .with(el("h2", "cg-title cg-start__head").attr("id", "start").with(t("home.start")))
        .with(el("ul", "cg-start").with(starts(state, None)));
    let split = el("div", "cg-split cg-split--page").with(left).with(right);
    frame(
        state,
        Some(Route::Home),
        (storage_notice(state), aside_notice(state), map::due_notice(state), split),
    )
}

/// The name of whose device this is, or of the first person, if it is the same everywhere.
fn first_name(state: State) -> Option<String> {
    state.with(|w| {
        let whose = |p: &Partnership| p.mine.unwrap_or(Side::First);
        let mut names = w.partnerships.iter().map(|p| &p.person(whose(p)).name);
        let first = names.next().filter(|n| !n.trim().is_empty())?;
        names.all(|n| n == first).then(|| first.clone())
    })
}

/// "Where would you like to pick up, Maya?"
fn question(name: Option<&str>) -> View {
    match name {
        Some(name) => said("home.where-name", &[("name", name)]),
        None => t("home.where").into(),
    }
}

/// The run to pick up, and where it rests.
#[derive(Clone, PartialEq)]
struct Open {
    waits_for: Waiting,
    /// Where there is more than one.
    stage: Option<&'static str>,
    at: Stamp,
    /// It was paused, not only left.
    waits: bool,
    /// When they chose to come back.
    until: Option<Stamp>,
}

fn open_run(workspace: &Workspace, pair: PairId) -> Option<Open> {
    let waits_for = Waiting::of(workspace, pair)?;
    let run = workspace.runs.get(waits_for.run.uuid())?;
    let words = pack(&run.dialogue)?;
    let dialogue = content::dialogue(&run.dialogue).filter(|d| d.stages.len() > 1);
    let stage = flow::with_path(workspace, run.id, |held, path| {
        path.current(held.run).or_else(|| path.beats().last()).map(|b| b.stage)
    });
    let stage = stage.flatten().and_then(|i| dialogue?.stages.get(i));
    Some(Open {
        waits_for,
        stage: stage.map(|s| words.stage(&s.id)),
        at: run.changed,
        waits: run.state != RunState::Going,
        until: match run.state {
            RunState::PausedUntil(until) => Some(until),
            _ => None,
        },
    })
}

/// What a partnership's sheet says.
#[derive(Clone, PartialEq)]
struct Facts {
    couple: Couple,
    since: String,
    status: Status,
    open: Option<Open>,
    next: Option<NextTime>,
    last: Option<Stamp>,
    back: Vec<Later>,
    due: Vec<minute::Due>,
}

/// The last sitting of the two. What one of them did alone is nobody else's to know of (D.10).
fn last_sitting(workspace: &Workspace, pair: PairId) -> Option<&Session> {
    workspace.sessions.of(pair).rfind(|s| s.mode != Mode::Solo)
}

fn facts(workspace: &Workspace, pair: PairId) -> Option<Facts> {
    let partnership = workspace.partnership(pair)?;
    Some(Facts {
        couple: Couple::of(partnership),
        since: since(partnership),
        status: partnership.status,
        open: open_run(workspace, pair),
        next: next_talk(workspace, pair).map(|(_, next)| next),
        last: last_sitting(workspace, pair).map(|s| s.started),
        back: feedback::back_now(partnership, clock::now()),
        due: minute::due(workspace, pair),
    })
}

fn sheet(state: State, facts: &Facts, is_main: bool) -> El {
    let (couple, pair) = (&facts.couple, facts.couple.pair);
    let name = el("a", "cg-pair__link")
        .attr("href", Route::Partnership(pair).href())
        .with(couple.both_names());
    let head = el("div", "")
        .with(el("h2", "cg-pair__name").with(name))
        .with(el("p", "cg-small").with(facts.since.as_str()));
    let more = el("div", "cg-pair__more")
        .with(el("ul", "cg-facts").with(fact_lines(facts)))
        .with(come_back::lines(state, couple, &facts.back))
        .with(minute::lines(state, couple, &facts.due))
        .with(el("p", "cg-buttons cg-buttons--wide").with(sheet_action(state, facts, is_main)));
    el("li", "cg-sheet cg-pair")
        .with(couple_emblem("cg-emblem cg-pair__emblem", couple))
        .with(head)
        .with(more)
}

fn next_fact(couple: &Couple, moment: &LocalMoment) -> El {
    match when(couple, moment) {
        When::Once(when) => fact("calendar", tf("home.next", &[("when", &when)])),
        When::Each(lines) => fact("calendar", (t("partnership.next"), lines)),
    }
}

/// Where they put it down, and when.
fn left_at(couple: &Couple, open: &Open) -> View {
    let Some(title) = open.waits_for.title() else { return open.waits_for.told(couple) };
    // A weekday names a day of the last week only.
    let days_ago = (clock::now().date_naive() - open.at.date_naive()).num_days();
    let form = if (0..7).contains(&days_ago) { Form::Weekday } else { Form::Date };
    let day = dates::moment(open.at, form, "");
    let key = match (open.stage, open.waits, days_ago) {
        (None, _, 0) => "home.from-today",
        (None, ..) => "home.from",
        (_, true, 0) => "home.paused-today",
        (_, true, _) => "home.paused-at",
        (_, false, 0) => "home.left-today",
        (_, false, _) => "home.left-at",
    };
    let stage = open.stage.unwrap_or_default();
    tf(key, &[("title", title), ("day", &day), ("stage", stage)]).into()
}

fn fact_lines(facts: &Facts) -> Vec<El> {
    let mut lines = Vec::new();
    if let Some(words) = status_words(facts.status) {
        lines.push(fact("pause", words));
    }
    if let Some(open) = &facts.open {
        let until = open.until.filter(|_| !open.waits_for.is_alone());
        let keys = ["home.come-back", "home.come-back-each"];
        let back = |until| (" ", back_at(&facts.couple, until, keys, Form::DayAndTime));
        let back = until.map(back);
        lines.push(fact("pause", (left_at(&facts.couple, open), back)));
    }
    match &facts.next {
        Some(NextTime::At(moment)) => lines.push(next_fact(&facts.couple, moment)),
        Some(NextTime::WeWillFindOne) if facts.open.is_none() => {
            lines.push(fact("calendar", t("home.find-one")));
        }
        _ => {}
    }
    if lines.is_empty() {
        lines.push(match facts.last {
            Some(at) => {
                let date = dates::moment(at, Form::Date, "");
                fact("notes", tf("home.nothing-open", &[("date", &date)]))
            }
            None => fact("coalition", t("home.nothing-yet")),
        });
    }
    lines.truncate(2);
    lines
}

fn sheet_action(state: State, facts: &Facts, is_main: bool) -> View {
    let pair = facts.couple.pair;
    if let Some(Open { waits_for, .. }) = facts.open {
        let look = if is_main { Look::Main } else { Look::Line };
        let words = match waits_for.title() {
            None => waits_for.words(&facts.couple),
            Some(_) => t("act.carry-on").into(),
        };
        return button(look, words, move || carry_on(state, waits_for.run));
    }
    if facts.last.is_some() {
        // Nothing asks two who have parted for a next time (C14).
        let goes_on = facts.status != Status::EndedKindly;
        let look = if goes_on { Look::Plain } else { Look::Line };
        let begin = goes_on.then(|| sit_down(state, pair, Look::Line));
        let read = button(look, t("home.read-back"), move || {
            state.go(Route::Read(pair, None), false);
        });
        return (begin, read).into();
    }
    sit_down(state, pair, Look::Line)
}

/// Records that could not be read: put aside untouched, named, and there to be saved.
fn aside_notice(state: State) -> Option<View> {
    (!state.aside().is_empty()).then(|| {
        let look = button(Look::Small, t("aside.look"), move || state.go(Route::Data, false));
        let ways = el("div", "cg-notice__ways").with(look);
        let notice = top_notice("alert", (el("p", "").with(t("aside.notice")), ways));
        el("div", "").attr("role", "status").with(notice).into()
    })
}
