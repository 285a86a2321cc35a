//! Home: who there is, where to pick up, and what could be started.

use std::cmp::Reverse;

use super::{come_back, first_time, map_parts as map, minute};
use crate::app::route::Route;
use crate::content::{self, own, words::pack};
use crate::domain::command::Command;
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::feedback::FEEDBACK;
use crate::domain::ids::{PairId, RunId};
use crate::domain::map::MAP;
use crate::domain::order::put_by;
use crate::domain::outcome::{NextTime, Talk};
use crate::domain::own::Definition;
use crate::domain::person::{Later, Partnership, Side, Status};
use crate::domain::prep::PREP;
use crate::domain::run::RunState;
use crate::domain::session::{FREE_TALK, Mode, Session};
use crate::domain::time::{LocalMoment, Stamp};
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::{Couple, kind_words};
use crate::ui::dom::{El, View, el, live};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::icon::{icon, small_icon};
use crate::ui::parts::notice::top_notice;
use crate::ui::parts::people::couple_emblem;
use crate::ui::parts::when::{When, here, moment_of, when};
use crate::ui::steps::prompt;
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
        (first_time::storage_notice(state), aside_notice(state), map::due_notice(state), split),
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

/// Dialogues to start, with whom they are held where that is known already. What one does alone is of no two.
pub fn starts(state: State, pair: Option<PairId>) -> Vec<El> {
    // What is about one commitment is begun from there.
    let guided = |d: &&CheckedDialogue| d.id != *FREE_TALK && d.id != *"kitchen-sink";
    let offered = content::dialogues().filter(guided).filter(|d| !d.is_about_one());
    let offered = offered.filter(|d| !(d.alone && pair.is_some()));
    let to = |d: &CheckedDialogue| {
        if d.alone { map::latest(state) } else { Route::Start(d.number, pair) }
    };
    let own =
        state.peek(|w| w.own.iter().filter(|o| o.pair.is_none()).cloned().collect::<Vec<_>>());
    let own = own.iter().map(|own| own_row(&own.definition, Route::OwnStart(own.id, pair)));
    let make = el("a", "").attr("href", Route::Owns.href()).with(t("own.title"));
    let make = el("li", "cg-fact").with(small_icon("edit")).with(make);
    offered.filter_map(|d| start_row(d, to(d))).chain(own).chain([make]).collect()
}

/// One of somebody's own, to start.
fn own_row(definition: &Definition, to: Route) -> El {
    let text = |class: &str, text: &str| el("span", class).attr("dir", "auto").with(text);
    let title = match own::title_of(definition) {
        "" => t("own.unnamed"),
        title => title,
    };
    let words = el("span", "")
        .with(text("cg-row__name", title))
        .with(text("cg-row__words cg-small", own::about(definition)));
    let row =
        el("a", "cg-row cg-start__row").attr("href", to.href()).with(icon("edit")).with(words);
    el("li", "").with(row)
}

fn sign_of(dialogue: &CheckedDialogue) -> &'static str {
    match dialogue.id.as_str() {
        "coalition" => "coalition",
        "clearing" => "bridge",
        "expectations" => "reveal",
        FEEDBACK => "say",
        PREP => "tea",
        MAP => "edit",
        _ => "bookmark",
    }
}

fn start_row(dialogue: &'static CheckedDialogue, to: Route) -> Option<El> {
    let words = pack(&dialogue.id)?;
    let minutes = tf("start.minutes", &[("n", &dialogue.minutes.whole.to_string())]);
    let name = el("span", "cg-row__name").with(words.title.as_str());
    let about = el("span", "cg-row__words cg-small").with(words.about.as_str());
    let row = el("a", "cg-row cg-start__row")
        .attr("href", to.href())
        .with(icon(sign_of(dialogue)))
        .with(el("span", "").with(name).with(about))
        .with(el("span", "cg-row__end").with(minutes));
    Some(el("li", "").with(row))
}

/// The run to pick up.
#[derive(Clone, PartialEq)]
struct Open {
    run: RunId,
    title: &'static str,
    stage: &'static str,
    at: Stamp,
    /// It was paused, not only left.
    waits: bool,
    /// When they chose to come back.
    until: Option<Stamp>,
}

fn open_run(workspace: &Workspace, partnership: &Partnership) -> Option<Open> {
    let run = workspace.runs.get(partnership.pick_up?.uuid()).filter(|r| !r.is_closed())?;
    let words = pack(&run.dialogue)?;
    let stage = flow::with_path(workspace, run.id, |held, path| {
        path.current(held.run).or_else(|| path.beats().last()).map(|b| b.stage)
    });
    let stage = stage.flatten().and_then(|i| content::dialogue(&run.dialogue)?.stages.get(i));
    Some(Open {
        run: run.id,
        title: &words.title,
        stage: stage.map_or("", |s| words.stage(&s.id)),
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

/// The last sitting of the two; where one of them only sat alone so far, the last of those.
fn last_talk(workspace: &Workspace, pair: PairId) -> Option<&Session> {
    let all = || workspace.sessions.of(pair).rev();
    all().find(|s| s.mode != Mode::Solo).or_else(|| all().next())
}

fn facts(workspace: &Workspace, pair: PairId) -> Option<Facts> {
    let partnership = workspace.partnerships.get(pair.uuid())?;
    Some(Facts {
        couple: Couple::of(partnership),
        since: since(partnership),
        status: partnership.status,
        open: open_run(workspace, partnership),
        next: next_talk(workspace, pair).map(|(_, next)| next),
        last: last_talk(workspace, pair).map(|s| s.started),
        back: come_back::offers(partnership),
        due: minute::due(workspace, pair),
    })
}

/// "Coach and client, since 6 March".
pub fn since(partnership: &Partnership) -> String {
    let date = dates::moment(partnership.since, Form::Date, "");
    match kind_words(&partnership.kind) {
        kind if kind.is_empty() => tf("home.since", &[("date", &date)]),
        kind => tf("home.kind-since", &[("kind", &kind), ("date", &date)]),
    }
}

/// How a partnership stands, where that needs saying.
pub fn status_words(status: Status) -> Option<&'static str> {
    match status {
        Status::Active => None,
        Status::Paused => Some(t("home.paused")),
        Status::EndedKindly => Some(t("home.ended")),
    }
}

/// When two people mean to talk next, as they last said, or to look again, whichever comes first; nothing
/// that is behind them, and nothing once they have parted (C14).
pub fn next_talk(workspace: &Workspace, pair: PairId) -> Option<(&Talk, NextTime)> {
    workspace.partnerships.get(pair.uuid()).filter(|p| !p.has_parted())?;
    let is_behind = |m: &LocalMoment| here(m).at.date() < clock::now().date_naive();
    let of_looking_again = |t: &&Talk| content::looked_at_again(&t.step).is_some();
    let latest = workspace.talks.of(pair).max_by_key(|t| t.changed);
    let again = workspace.talks.of(pair).filter(of_looking_again).max_by_key(|t| t.changed);
    let day = |(_, next): &(&Talk, NextTime)| match next {
        NextTime::At(moment) => (false, Some(here(moment).at)),
        _ => (true, None),
    };
    let all = [latest, again].into_iter().flatten();
    all.filter_map(|talk| Some((talk, talk.coming(is_behind)?))).min_by_key(day)
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

/// A line with a sign.
pub fn fact(sign: &str, words: impl Into<View>) -> El {
    el("li", "cg-fact").with(small_icon(sign)).with(el("div", "").with(words))
}

fn next_fact(couple: &Couple, moment: &LocalMoment) -> El {
    match when(couple, moment) {
        When::Once(when) => fact("calendar", tf("home.next", &[("when", &when)])),
        When::Each(lines) => fact("calendar", (t("partnership.next"), lines)),
    }
}

/// When they chose to come back, on the clocks of both where these differ.
fn come_back(couple: &Couple, until: Stamp) -> View {
    match when(couple, &moment_of(until)) {
        When::Once(when) => (" ", tf("home.come-back", &[("when", &when)])).into(),
        When::Each(lines) => (" ", t("home.come-back-each"), lines).into(),
    }
}

fn fact_lines(facts: &Facts) -> Vec<El> {
    let mut lines = Vec::new();
    if let Some(words) = status_words(facts.status) {
        lines.push(fact("pause", words));
    }
    if let Some(open) = &facts.open {
        // A weekday names a day of the last week only.
        let days_ago = (clock::now().date_naive() - open.at.date_naive()).num_days();
        let form = if (0..7).contains(&days_ago) { Form::Weekday } else { Form::Date };
        let day = dates::moment(open.at, form, "");
        let key = match (open.waits, days_ago) {
            (true, 0) => "home.paused-today",
            (true, _) => "home.paused-at",
            (false, 0) => "home.left-today",
            (false, _) => "home.left-at",
        };
        let words = tf(key, &[("title", open.title), ("day", &day), ("stage", open.stage)]);
        let back = open.until.map(|until| come_back(&facts.couple, until));
        lines.push(fact("pause", (words, back)));
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
    if let Some(Open { run, .. }) = facts.open {
        let look = if is_main { Look::Main } else { Look::Line };
        return button(look, t("act.carry-on"), move || carry_on(state, run));
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

/// To where the two sit down.
pub fn sit_down(state: State, pair: PairId, look: Look) -> View {
    button(look, t("home.begin"), move || state.go(Route::Begin(pair), false))
}

/// Picks a run up where it was put down. Whoever sits alone with it holds the device.
pub fn carry_on(state: State, run: RunId) {
    let opener = state.peek(|w| {
        let session = w.sessions.get(w.runs.get(run.uuid())?.session.uuid())?;
        (session.mode != Mode::SideBySide).then_some(session.opener)
    });
    if state.act(Command::CarriedOn { run }).is_ok() {
        state.hand_over(opener);
        flow::enter(state, run, false);
    }
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
