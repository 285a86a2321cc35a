//! How it has felt, session by session: one small drawing for each question, all with the same axes,
//! and the same as tables (`fb-over-time`). Only what was handed over is here; see `domain::trend`.

use std::rc::Rc;

use leptos::prelude::*;

use crate::content::{self, words::pack};
use crate::domain::ids::{DialogueId, PairId};
use crate::domain::order::put_by;
use crate::domain::person::Side;
use crate::domain::run::Run;
use crate::domain::time::Stamp;
use crate::domain::trend::{CLEARING, Point, Question, Trend};
use crate::domain::workspace::Workspace;
use crate::platform::dates::{self, Form};
use crate::platform::timer;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live, nothing, svg};
use crate::ui::parts::fold::fold;
use crate::ui::words::{said, t, tf};

/// The five rules of a drawing: top and bottom one, and from one to the next.
const TOP: i64 = 14;
const RULE: i64 = 25;
const BOTTOM: i64 = TOP + 4 * RULE;
/// Where the rules begin and end, and how far inside of that the first and the last day are.
const LEFT: i64 = 70;
const RIGHT: i64 = 276;
const INSIDE: i64 = 10;
/// How far the marks of two people stand apart who answered in the same session.
const APART: i64 = 3;

/// So many talks can be told apart in a drawing; the tables have them all.
const MOST: usize = 20;

/// How many rows of a table are made before the page may do something else.
const ROWS: usize = 50;

/// One question as it is drawn.
pub struct Chart {
    pub name: &'static str,
    /// Five labels, from least to most.
    pub labels: Vec<&'static str>,
    /// The answers of the first and of the second person, oldest first.
    pub lines: [Vec<Point>; 2],
}

/// All questions of two people.
pub struct Charts {
    pub charts: Vec<Chart>,
    /// The moments of the first answer that is drawn, and of the last.
    pub span: (Stamp, Stamp),
    /// When they cleared the air.
    pub clearings: Vec<Stamp>,
    /// Whether to ask if it is worth a word.
    pub word: bool,
}

/// How it has felt for two people: drawings and tables; nothing where nothing was handed over. Older
/// talks are read first, a few at a time.
pub fn trends(state: State, pair: PairId) -> View {
    follow(state, pair, |couple, charts| (key(couple, &charts), body(couple, charts, "h2")).into())
}

/// The same with its heading, for the page of the two.
pub fn section(state: State, pair: PairId) -> View {
    follow(state, pair, |couple, charts| {
        let title = el("h2", "cg-title").attr("id", "felt").with(t("trend.title"));
        let head = el("div", "cg-trend__head").with(title).with(key(couple, &charts));
        el("section", "cg-partnership__felt")
            .attr("aria-labelledby", "felt")
            .with(head)
            .with(body(couple, charts, "h3"))
            .into()
    })
}

fn follow(state: State, pair: PairId, show: impl Fn(&Couple, Charts) -> View + 'static) -> View {
    let is_read = RwSignal::new(false);
    state.read_runs(pair, move || {
        // Nobody waits for it where the page was left meanwhile.
        let _ = is_read.try_set(true);
    });
    let now = move || {
        let started = |w: &Workspace, run: &Run| {
            w.sessions.get(run.session.uuid()).map_or(run.began, |s| s.started)
        };
        let trend =
            || state.with(|w| Trend::of(w.runs.of(pair), content::dialogue, |run| started(w, run)));
        is_read.get().then(|| Some((Couple::now(state, pair)?, trend()))).flatten()
    };
    live(now, move |now| {
        let (couple, trend) = now.as_ref()?;
        Some(show(couple, charts_of(trend)?))
    })
}

/// None without a single answer.
fn charts_of(trend: &Trend) -> Option<Charts> {
    let charts = trend.questions.iter().filter_map(chart_of).collect();
    let span = trend.span(MOST)?;
    let clearings = trend.clearings.iter().copied().filter(|at| *at >= span.0).collect();
    Some(Charts { charts, span, clearings, word: trend.is_worth_a_word() })
}

fn chart_of(question: &Question) -> Option<Chart> {
    let words = pack(&question.dialogue)?.step(&question.step)?;
    let labels = words.labels.iter().map(String::as_str).collect();
    Some(Chart { name: &words.name, labels, lines: question.lines.clone() })
}

impl Charts {
    fn givers(&self) -> Vec<Side> {
        let gave = |side: &Side| self.charts.iter().any(|c| !c.lines[side.index()].is_empty());
        Side::BOTH.into_iter().filter(gave).collect()
    }

    /// The answers of a line that are drawn.
    fn latest<'a>(&self, line: &'a [Point]) -> &'a [Point] {
        &line[line.partition_point(|point| point.at < self.span.0)..]
    }

    /// Whether there are more answers than are drawn.
    fn is_cut(&self) -> bool {
        let earlier = |line: &Vec<Point>| line.first().is_some_and(|point| point.at < self.span.0);
        self.charts.iter().flat_map(|c| &c.lines).any(earlier)
    }

    /// Where a moment stands between the left and the right end.
    fn x(&self, at: Stamp) -> i64 {
        let (first, last) = self.span;
        let (left, right) = (LEFT + INSIDE, RIGHT - INSIDE);
        match (last - first).num_seconds() {
            0 => i64::midpoint(left, right),
            whole => left + (at - first).num_seconds() * (right - left) / whole,
        }
    }
}

/// Drawings, the question whether it is worth a word, and all of it as tables. `head` is the element of
/// a drawing's heading: `h2`, or `h3` under one.
pub fn body(couple: &Couple, charts: Charts, head: &str) -> View {
    let drawings: Vec<El> =
        charts.charts.iter().map(|c| figure(couple, &charts, c, head)).collect();
    let word = charts.word.then(|| el("p", "cg-trend__word").with(t("trend.worth-a-word")));
    let note = match charts.givers()[..] {
        [giver] => said("trend.note", &couple.slots_of(giver)),
        _ => said("trend.note-both", &couple.slots()),
    };
    let cut = charts.is_cut().then(|| (" ", t("trend.cut")));
    let note = el("p", "cg-small").with((note, cut.map(View::from)));
    (el("div", "cg-trend__charts").with(drawings), word, note, tables(couple, charts)).into()
}

/// What the lines mean.
pub fn key(couple: &Couple, charts: &Charts) -> El {
    let sign = |inside: View| {
        svg("svg", "cg-trend__sign")
            .attr("viewBox", "0 0 36 16")
            .attr("aria-hidden", "true")
            .with(inside)
    };
    let line = |sign: El, words: View| el("li", "").with(sign).with(words);
    let giver = |side: Side| {
        let drawn = svg("g", ink(side))
            .with(svg("path", "cg-trend__line").attr("d", "M0 8H36"))
            .with(svg("path", "cg-trend__mark").attr("d", mark(side, 18, 8, 5)));
        line(sign(drawn.into()), said("trend.answers", &couple.slots_of(side)))
    };
    let clearing = (!charts.clearings.is_empty()).then(|| {
        let drawn = svg("path", "cg-trend__clearing").attr("d", "M18 0V16");
        line(sign(drawn.into()), cleared(&charts.clearings))
    });
    el("ul", "cg-trend__key cg-small")
        .with(charts.givers().into_iter().map(giver).collect::<Vec<_>>())
        .with(clearing)
}

/// The talk by its title; with its day, where there was one only.
fn cleared(clearings: &[Stamp]) -> View {
    let title = pack(&DialogueId::from(CLEARING)).map_or("", |pack| pack.title.as_str());
    match clearings {
        [at] => tf("trend.last", &[("when", &date(*at)), ("answer", title)]).into(),
        _ => title.into(),
    }
}

fn date(at: Stamp) -> String {
    dates::moment(at, Form::Date, "")
}

fn figure(couple: &Couple, charts: &Charts, chart: &Chart, head: &str) -> El {
    let givers = charts.givers();
    let lasts = givers.iter().filter_map(|side| {
        let point = chart.lines[side.index()].last()?;
        let words = [
            ("name", couple.name(*side)),
            ("when", &date(point.at)),
            ("answer", label(&chart.labels, *point)),
        ];
        let key = if givers.len() == 1 { "trend.last" } else { "trend.last-of" };
        Some(el("p", "cg-small").with(said(key, &words)))
    });
    el("div", "cg-trend__chart")
        .with(el(head, "cg-trend__name").with(chart.name))
        .with(lasts.collect::<Vec<_>>())
        .with(drawing(charts, chart))
}

fn label(labels: &[&'static str], point: Point) -> &'static str {
    labels.get(usize::from(point.value) - 1).copied().unwrap_or_default()
}

/// What both ends and the middle of a drawing say stands in its words, and again under it in full.
fn drawing(charts: &Charts, chart: &Chart) -> El {
    const WORDS: [(&str, i64); 3] =
        [("trend.top", TOP), ("trend.middle", TOP + 2 * RULE), ("trend.bottom", BOTTOM)];
    let rule = |n: i64| format!("M{LEFT} {}H{RIGHT}", TOP + n * RULE);
    let rules: Vec<String> = (0..4).map(rule).collect();
    let word = |(key, y): (&'static str, i64)| text(LEFT - 6, y + 4, "end", t(key));
    let upright = |at: &Stamp| format!("M{} 2V{}", charts.x(*at), BOTTOM + 4);
    let uprights: Vec<String> = charts.clearings.iter().map(upright).collect();
    let (first, last) = charts.span;
    let [first, last] = [first, last].map(|at| dates::moment(at, Form::Short, ""));
    let one_day = first == last;
    let slots = [("question", chart.name), ("first", &first), ("last", &last)];
    let name = tf(if one_day { "trend.chart-day" } else { "trend.chart" }, &slots);
    let days: View = if one_day {
        text(i64::midpoint(LEFT, RIGHT), BOTTOM + 28, "middle", &first).into()
    } else {
        (text(LEFT, BOTTOM + 28, "start", &first), text(RIGHT, BOTTOM + 28, "end", &last)).into()
    };
    svg("svg", "cg-trend__drawing")
        .attr("viewBox", "0 0 280 150")
        .attr("role", "img")
        .attr("aria-label", name)
        .with(svg("path", "cg-trend__rule").attr("d", rules.concat()))
        .with(svg("path", "cg-trend__rule cg-trend__rule--last").attr("d", rule(4)))
        .with(svg("path", "cg-trend__clearing").attr("d", uprights.concat()))
        .with(Vec::from(WORDS.map(word)))
        .with(days)
        .with(Vec::from(Side::BOTH.map(|side| line(charts, chart, side))))
}

fn text(x: i64, y: i64, anchor: &str, words: &str) -> El {
    svg("text", "cg-trend__axis")
        .attr("x", x.to_string())
        .attr("y", y.to_string())
        .attr("text-anchor", anchor)
        .with(words)
}

/// A person's line with all its marks as one shape, the last one larger.
fn line(charts: &Charts, chart: &Chart, side: Side) -> View {
    let apart = match (chart.lines.iter().any(Vec::is_empty), side) {
        (true, _) => 0,
        (false, Side::First) => -APART,
        (false, Side::Second) => APART,
    };
    let place =
        |point: &Point| (charts.x(point.at) + apart, BOTTOM - RULE * (i64::from(point.value) - 1));
    let places: Vec<(i64, i64)> =
        charts.latest(&chart.lines[side.index()]).iter().map(place).collect();
    let Some((last, earlier)) = places.split_last() else { return nothing() };
    let way: Vec<String> = places.iter().map(|(x, y)| format!("{x} {y}")).collect();
    let marks: String = earlier.iter().map(|(x, y)| mark(side, *x, *y, 4)).collect();
    svg("g", ink(side))
        .with(svg("path", "cg-trend__line").attr("d", format!("M{}", way.join("L"))))
        .with(svg("path", "cg-trend__mark").attr("d", marks + &mark(side, last.0, last.1, 6)))
        .into()
}

/// A circle or a square, `half` as wide on either side.
fn mark(side: Side, x: i64, y: i64, half: i64) -> String {
    let (left, whole) = (x - half, 2 * half);
    match side {
        Side::First => {
            format!("M{left} {y}a{half} {half} 0 1 0 {whole} 0a{half} {half} 0 1 0 -{whole} 0z")
        }
        Side::Second => format!("M{left} {}h{whole}v{whole}h-{whole}z", y - half),
    }
}

/// All answers as tables, made when somebody wants to read them.
fn tables(couple: &Couple, charts: Charts) -> El {
    let wanted = RwSignal::new(false);
    let (couple, charts) = (couple.clone(), Rc::new(charts));
    let inside = live(
        move || wanted.get(),
        move |wanted| {
            wanted.then(|| charts.charts.iter().map(|c| table(&couple, c)).collect::<Vec<_>>())
        },
    );
    let body = el("div", "cg-trend__tables").with(inside);
    fold(t("trend.table"), body).on("toggle", move |_| wanted.set(true))
}

fn table(couple: &Couple, chart: &Chart) -> El {
    let mut answers = Vec::new();
    for side in Side::BOTH {
        for point in &chart.lines[side.index()] {
            put_by(&mut answers, (*point, side), |(point, side)| (point.at, *side));
        }
    }
    let (couple, labels) = (couple.clone(), chart.labels.clone());
    let row = move |(point, side): &(Point, Side)| {
        el("tr", "")
            .with(el("td", "").with(dates::moment(point.at, Form::Short, "")))
            .with(el("td", "").with(el("bdi", "").with(couple.name(*side))))
            .with(el("td", "").with(label(&labels, *point)))
    };
    let head = |key| el("th", "").attr("scope", "col").with(t(key));
    let heads =
        el("tr", "").with(Vec::from(["trend.day", "trend.who", "trend.in-words"].map(head)));
    let body = el("tbody", "");
    fill(body.clone(), answers, row);
    el("table", "cg-table")
        .with(el("caption", "").with(chart.name))
        .with(el("thead", "").with(heads))
        .with(body)
}

/// Fills a table, a few rows at a time, so that the page stays at hand.
fn fill(body: El, mut answers: Vec<(Point, Side)>, row: impl Fn(&(Point, Side)) -> El + 'static) {
    let later = answers.split_off(answers.len().min(ROWS));
    let body = body.with(answers.iter().map(&row).collect::<Vec<_>>());
    if !later.is_empty() {
        timer::after(0, move || fill(body, later, row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::read_stamp;

    fn at(day: u32) -> Stamp {
        read_stamp(&format!("2026-11-{day:02}T10:00:00+01:00")).expect("a moment")
    }

    #[test]
    fn days_stand_in_proportion_between_the_ends() {
        let (left, right) = (LEFT + INSIDE, RIGHT - INSIDE);
        let middle = i64::midpoint(left, right);
        for (first, last, day, x) in [
            (1, 11, 1, left),
            (1, 11, 11, right),
            (1, 11, 6, middle),
            // One day stands in the middle.
            (6, 6, 6, middle),
        ] {
            let span = (at(first), at(last));
            let charts = Charts { charts: Vec::new(), span, clearings: Vec::new(), word: false };
            assert_eq!(charts.x(at(day)), x, "{day} of {first} to {last}");
        }
    }

    #[test]
    fn what_came_before_the_first_day_is_not_drawn() {
        let line: Vec<Point> = (1..=4).map(|day| Point { at: at(day), value: 3 }).collect();
        let chart = |lines| Chart { name: "", labels: Vec::new(), lines };
        for (first, drawn) in [(1, 4), (3, 2), (4, 1)] {
            let charts = Charts {
                charts: vec![chart([Vec::new(), line.clone()])],
                span: (at(first), at(4)),
                clearings: Vec::new(),
                word: false,
            };
            assert_eq!(charts.latest(&line).len(), drawn, "from {first} on");
            assert_eq!(charts.is_cut(), drawn < 4);
            assert_eq!(charts.givers(), [Side::Second]);
        }
    }

    #[test]
    fn a_mark_is_closed_around_its_place() {
        assert_eq!(mark(Side::First, 18, 8, 5), "M13 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z");
        assert_eq!(mark(Side::Second, 18, 8, 5), "M13 3h10v10h-10z");
    }
}
