//! Every part in every state, for tests and for looking at; not in the published app. The step
//! kinds are not here: the dialogue of every kind (`kitchen-sink`) walks through them.

use crate::content::words::specimen as words;
use crate::domain::air_time::AirTime;
use crate::domain::person::Side;
use crate::domain::time::read_stamp;
use crate::domain::trend::Point;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, nothing, svg};
use crate::ui::parts::bridge::bridge;
use crate::ui::parts::button::{Look, button, raw, sign_button};
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::facing::facing;
use crate::ui::parts::fold::fold;
use crate::ui::parts::frame::{main_part, skip_link};
use crate::ui::parts::icon::{icon, small_icon};
use crate::ui::parts::notice::{alert, notice};
use crate::ui::parts::people::{badge, couple_emblem, emblem, shape};
use crate::ui::parts::said::reading;
use crate::ui::parts::section;
use crate::ui::parts::trend::{self, Chart, Charts};
use crate::ui::words::{said, t, tf};

pub fn page(_state: State) -> View {
    let Some(couple) = Couple::specimen([words("maya"), words("tom")]) else { return nothing() };
    let head = el("h1", "cg-prompt cg-kit__head").attr("tabindex", "-1").with(words("title"));
    let main = main_part("cg-main cg-kit")
        .with(head)
        .with((swatches(), people(&couple), kinds_of_type()))
        .with((actions(), answers(&couple), fields()))
        .with((stages(), bridges(&couple), sheets(&couple)))
        .with((notices(), kept(&couple), felt(&couple), signs()));
    el("div", "cg-page").with(skip_link()).with(main).into()
}

fn section(head: &'static str, body: impl Into<View>) -> El {
    section::section(words(head), body)
}

fn cells(all: Vec<El>) -> El {
    el("div", "cg-kit__row").with(all)
}

fn cell(of: impl Into<View>, name: &'static str) -> El {
    el("div", "cg-kit__cell").with(of).with(el("span", "cg-kit__cap").with(words(name)))
}

fn swatches() -> El {
    const PAPERS: [(&str, &str); 10] = [
        ("ground", "ink"),
        ("sheet", "ink"),
        ("sunk", "ink"),
        ("a-tint", "ink"),
        ("a-fill", "on-person"),
        ("b-tint", "ink"),
        ("b-fill", "on-person"),
        ("t-tint", "ink"),
        ("act", "on-act"),
        ("stop-tint", "stop"),
    ];
    let swatch = |(paper, ink): (&'static str, &'static str)| {
        let with = crate::content::words::fill(words("with"), &[("ink", ink)]);
        el("p", "cg-kit__swatch")
            .style("background", &format!("var(--{paper})"))
            .style("color", &format!("var(--{ink})"))
            .with(paper)
            .with(el("br", ""))
            .with(with)
    };
    section("ink", el("div", "cg-kit__swatches").with(Vec::from(PAPERS.map(swatch))))
}

fn named(sign: View, name: &str) -> El {
    el("span", "cg-turn").with(sign).with(el("span", "").with(name))
}

fn people(couple: &Couple) -> El {
    let both = named(emblem("cg-emblem cg-emblem--mid"), words("together"));
    let row = el("div", "cg-kit__row")
        .with(Vec::from(Side::BOTH.map(|s| named(badge(couple, s, ""), couple.name(s)))))
        .with(both)
        .with(couple_emblem("cg-emblem cg-kit__pair", couple));
    section("people", row)
}

fn kinds_of_type() -> El {
    const KINDS: [(&str, &str); 6] = [
        ("cg-prompt", "type-prompt"),
        ("cg-title", "type-title"),
        ("cg-reading", "type-reading"),
        ("cg-quote", "type-quote"),
        ("", "type-body"),
        ("cg-small", "type-small"),
    ];
    let line = |(class, text)| el("p", class).with(words(text));
    section("type", el("div", "cg-kit__type").with(Vec::from(KINDS.map(line))))
}

fn actions() -> El {
    let drawn = |class: &str, before: &str, text: View, after: &str| {
        raw(&format!("cg-button {class}"), before, text, after, Box::new(|| ()))
    };
    let main = |class: &str| {
        drawn(&format!("cg-button--main {class}"), "", t("act.continue").into(), "next")
    };
    let skip = |class: &str| {
        let words = el("span", "").with((t("act.skip"), " ", t("act.skip-more")));
        drawn(&format!("cg-button--plain {class}"), "skip", words.into(), "")
    };
    let disabled = el("button", "cg-button").attr("type", "button").attr("aria-disabled", "true");
    let erase = t("erase.everything-do");
    let all = vec![
        cell(main(""), "main"),
        cell(main("cg-kit__hover"), "hover"),
        cell(main("cg-kit__focus"), "focus"),
        cell(disabled.with(t("act.continue")).with(icon("next")), "disabled"),
        cell(drawn("", "pause", t("act.pause").into(), ""), "line"),
        cell(drawn("cg-kit__hover", "pause", t("act.pause").into(), ""), "hover"),
        cell(skip(""), "plain"),
        cell(skip("cg-kit__hover"), "hover"),
        cell(button(Look::Stop, erase, || ()), "stop"),
        cell(button(Look::Small, t("plan.it-happened"), || ()), "small"),
        cell(sign_button(Look::Quiet, "say", t("act.read-to-me"), || ()), "quiet"),
        cell(button(Look::Link, t("kept.save"), || ()), "link"),
    ];
    section("actions", cells(all))
}

/// An answer as it looks in one state; the real one lives in a run.
fn answer(class: &str, id: &str, plate: View, field: El, foot: impl Into<View>) -> El {
    let plate = el("label", "cg-answer__plate").attr("for", id).with(plate);
    let field = field.attr("id", id).attr("dir", "auto").attr("autocomplete", "off");
    el("div", &format!("cg-answer {class}"))
        .with(el("div", "cg-answer__head").with(plate))
        .with(field)
        .with(el("div", "cg-answer__foot").with(foot))
}

/// The same where nothing can be written.
fn closed_answer(class: &str, id: &str, plate: View, line: impl Into<View>, foot: View) -> El {
    let plate = el("p", "cg-answer__plate").attr("id", id).with(plate);
    el("div", &format!("cg-answer {class}"))
        .attr("role", "group")
        .attr("aria-labelledby", id)
        .with(el("div", "cg-answer__head").with(plate))
        .with(el("p", "cg-answer__field").with(line))
        .with(el("div", "cg-answer__foot").with(foot))
}

fn area(text: &str, class: &str) -> El {
    el("textarea", &format!("cg-answer__field {class}")).with(text)
}

fn status(class: &str, sign: &str, text: impl Into<View>) -> View {
    let line = el("p", &format!("cg-status {class}")).with(small_icon(sign));
    line.with(el("span", "").with(text)).into()
}

fn answers(couple: &Couple) -> El {
    let (first, second) = (Side::First, Side::Second);
    let plate =
        |side: Side| -> View { (shape(side), said("answer.plate", &couple.slots_of(side))).into() };
    let just_now = || status("", "kept", t("kept.just-now"));
    let begin = area("", "").attr("placeholder", t("answer.placeholder"));
    let not_kept: View = (t("kept.full"), " ", button(Look::Link, t("kept.save"), || ())).into();
    let not_kept = status("cg-status--stop", "alert", not_kept);
    let aloud = (icon("say"), said("answer.aloud-by", &couple.slots_of(second)));
    let private: View = (shape(first), said("turn.private", &couple.slots_of(first))).into();
    let both: View = (emblem("cg-emblem cg-emblem--small"), t("answer.both")).into();
    let text = words("words");
    let all = vec![
        cell(answer("cg-a", "kit-empty", plate(first), begin, ""), "empty"),
        cell(
            answer("cg-b", "kit-saved", plate(second), area(text, "cg-kit__focus"), just_now()),
            "saved",
        ),
        cell(
            closed_answer(
                "cg-a cg-answer--sealed",
                "kit-sealed",
                plate(first),
                t("answer.sealed-until"),
                status("", "sealed", words("sealed-at")),
            ),
            "sealed",
        ),
        cell(
            answer("cg-b cg-answer--error", "kit-error", plate(second), area(text, ""), not_kept),
            "error",
        ),
        cell(
            closed_answer("cg-b cg-answer--aloud", "kit-aloud", plate(second), aloud, nothing()),
            "aloud",
        ),
        cell(
            answer("cg-t cg-answer--short", "kit-joint", both, area(text, ""), just_now()),
            "joint",
        ),
        cell(answer("cg-a", "kit-private", private, area(text, ""), just_now()), "private"),
    ];
    section("answer", cells(all))
}

fn field(id: &str, class: &str, label: &'static str, value: &'static str) -> [El; 2] {
    let label = el("label", "cg-field__label").attr("for", id).with(words(label));
    let input = el("input", &format!("cg-field__input {class}")).attr("id", id);
    let input = input.attr("type", "text").attr("autocomplete", "off").attr("value", words(value));
    [label, input]
}

fn fields() -> El {
    let whole = |parts: [El; 2]| el("div", "cg-field cg-kit__wide").with(Vec::from(parts));
    let [label, input] = field("kit-when", "", "when", "when-value");
    let input = input.attr("aria-invalid", "true").attr("aria-describedby", "kit-when-error");
    let why = el("p", "cg-status cg-status--stop").attr("id", "kit-when-error");
    let why = why.with(small_icon("alert")).with(el("span", "").with(words("when-error")));
    let faulty = el("div", "cg-field cg-field--error cg-kit__wide");
    let faulty = faulty.with(label).with(input).with(why);
    let rows = |name: &'static str, several: bool| {
        let one = |chosen: bool, text| row(name, several, move || chosen, words(text), || ());
        el("fieldset", "cg-picks cg-t cg-kit__wide")
            .with(el("legend", "cg-hidden").with(words(name)))
            .with((one(false, "partly"), one(true, "mostly")))
    };
    let switch = |on: bool| {
        let switch = el("input", "cg-switch").attr("type", "checkbox").attr("role", "switch");
        let words = el("span", "").with(words("switch"));
        el("label", "cg-switch-row").with(switch.attr("checked", on)).with(words)
    };
    let all = vec![
        cell(whole(field("kit-name", "", "name", "tom")), "default"),
        cell(whole(field("kit-focus", "cg-kit__focus", "name", "tom")), "focus"),
        cell(faulty, "error"),
        cell(rows("scale", false), "scale"),
        cell(rows("several", true), "several"),
        cell((switch(false), switch(true)), "switched"),
    ];
    section("fields", cells(all))
}

fn stages() -> El {
    let mark = |side: Side, how: &str| el("span", &format!("cg-mark {}{how}", ink(side)));
    let stage = |class: &str, how: [&str; 2], name: &'static str, note: Option<El>| {
        let marks = el("span", "cg-marks").attr("aria-hidden", "true");
        let marks = marks.with(mark(Side::First, how[0])).with(mark(Side::Second, how[1]));
        let name = el("span", "").with(words(name));
        let stage = el("span", &format!("cg-rail__stage {class}")).with(marks);
        el("li", "").with(stage.with(name).with(note))
    };
    let (done, now) = (" cg-mark--done", " cg-mark--now");
    let note = el("span", "cg-rail__note").with(words("stage-note"));
    let list = el("ol", "cg-kit__sheet")
        .with(stage("", [done, done], "stage-done", None))
        .with(stage("cg-rail__stage--now", [done, now], "stage-now", Some(note)))
        .with(stage("", ["", ""], "stage-to-come", None));
    section("stages", list)
}

fn bridges(couple: &Couple) -> El {
    let one = |used, floor, name| {
        let drawing = bridge(couple, AirTime { used, agreed: 480, floor });
        cell(el("div", "cg-kit__sheet").with(drawing), name)
    };
    section(
        "bridge",
        cells(vec![
            one([0, 0], Some(Side::First), "bridge-begins"),
            one([360, 240], Some(Side::First), "bridge-goes"),
            one([540, 480], None, "bridge-met"),
        ]),
    )
}

fn sheets(couple: &Couple) -> El {
    let seal = |()| -> View {
        let words = el("span", "").with(t("reveal.sealed"));
        el("p", "cg-facing__seal").with(icon("sealed")).with(words).into()
    };
    let said = |text: &'static str| -> View {
        el("div", "cg-facing__body").with(reading(words(text))).into()
    };
    let open = || facing(couple, ["facing-first", "facing-second"].map(said));
    let all = vec![
        cell(el("div", "cg-kit__sheet").with(facing(couple, [(), ()].map(seal))), "facing-closed"),
        cell(
            el("div", "cg-kit__sheet").with(open().class_if("cg-facing--open", || true)),
            "facing-open",
        ),
        cell(
            el("div", "cg-kit__sheet").with(open().class_if("cg-facing--same", || true)),
            "facing-same",
        ),
    ];
    section("facing", cells(all))
}

fn notices() -> El {
    let body = el("div", "cg-stack")
        .with(notice("clock", el("p", "").with(words("notice"))))
        .with(alert(el("p", "").with(t("kept.full"))));
    section("notices", body)
}

fn kept(couple: &Couple) -> El {
    let side = Side::Second;
    let ways = el("div", "cg-promise__ways")
        .with(button(Look::Small, t("plan.it-happened"), || ()))
        .with(button(Look::Small, t("plan.changing"), || ()))
        .with(button(Look::SmallPlain, t("plan.let-go"), || ()));
    let about = el("div", "")
        .with(el("p", "cg-promise__words").with(words("promise")))
        .with(el("p", "cg-small").with(words("promise-when")));
    let promise = el("div", "cg-promise").with(badge(couple, side, "cg-badge--row")).with(about);
    let promise = el("ul", "").with(el("li", "").with(promise.with(ways)));
    let moment = |sign: View| {
        let text = el("div", "cg-moment__words")
            .with(el("h3", "cg-label").with(words("moment")))
            .with(el("p", "").with(words("moment-words")));
        let date = el("span", "cg-moment__date cg-small").with(words("moment-date"));
        el("li", "cg-moment").with(date).with(sign).with(text)
    };
    let alone = el("span", "cg-shape cg-a cg-moment__node").attr("aria-hidden", "true");
    let moments = el("ol", "")
        .with(moment(emblem("cg-emblem cg-moment__node cg-emblem--small")))
        .with(moment(alone.into()));
    let summary = || {
        let words = said("fold.read", &[("name", couple.name(side))]);
        (badge(couple, side, "cg-badge--small"), el("span", "").with(words))
    };
    let open = fold(summary(), reading(words("promise"))).attr("open", true);
    let rows = el("div", "cg-picks cg-t cg-kit__wide").with(row(
        "kit-note",
        false,
        || true,
        row_words(t("agree.yes"), t("agree.yes-note")),
        || (),
    ));
    let folds = cell((fold(summary(), reading(words("promise"))), open), "fold");
    let used = tf("bridge.about", &[("used", "6"), ("agreed", "8")]);
    let meter = el("div", "cg-meter").attr("aria-hidden", "true");
    let meter = meter.with(el("div", "cg-meter__used").style("--used", "40%"));
    let meter = (el("p", "cg-ends cg-data__used").with(used), meter);
    section("kept", el("div", "cg-stack").with((promise, moments, rows, folds, meter)))
}

/// As many sessions, with an answer here and there.
const SESSIONS: [&str; 8] = [
    "2026-08-07T10:00:00+02:00",
    "2026-08-21T10:00:00+02:00",
    "2026-09-04T10:00:00+02:00",
    "2026-09-18T10:00:00+02:00",
    "2026-10-02T10:00:00+02:00",
    "2026-10-16T10:00:00+02:00",
    "2026-10-30T10:00:00+01:00",
    "2026-11-13T10:00:00+01:00",
];

/// 0 where nothing was handed over.
fn points(values: [u8; 8]) -> Vec<Point> {
    let point = |(at, value): (&&str, u8)| Some(Point { at: read_stamp(at)?, value });
    SESSIONS.iter().zip(values).filter(|(_, value)| *value > 0).filter_map(point).collect()
}

fn felt(couple: &Couple) -> El {
    let labels = || ["felt-1", "felt-2", "felt-3", "felt-4", "felt-5"].map(words).into();
    let chart = |name, first, second| Chart {
        name: words(name),
        labels: labels(),
        lines: [points(first), points(second)],
    };
    let none = [0; 8];
    let all = [read_stamp(SESSIONS[0]), read_stamp(SESSIONS[7]), read_stamp(SESSIONS[4])];
    let [Some(first), Some(last), Some(cleared)] = all else { return section("felt", nothing()) };
    let shown = |charts, clearings, word| {
        let charts = Charts { charts, span: (first, last), clearings, word };
        el("div", "").with(trend::key(couple, &charts)).with(trend::body(couple, charts, "h3"))
    };
    let one = shown(
        vec![
            chart("felt-heard", none, [3, 4, 3, 0, 2, 4, 4, 5]),
            chart("felt-matters", none, [3, 3, 2, 0, 3, 4, 4, 4]),
        ],
        vec![cleared],
        false,
    );
    let both = shown(
        vec![
            chart("felt-way", [4, 4, 5, 4, 4, 4, 3, 2], [4, 3, 3, 0, 2, 3, 4, 4]),
            chart("felt-say", none, [0, 0, 0, 0, 0, 0, 0, 4]),
        ],
        Vec::new(),
        true,
    );
    section("felt", el("div", "cg-stack").with((one, both)))
}

fn signs() -> El {
    const SIGNS: [&str; 32] = [
        "coalition",
        "bridge",
        "reveal",
        "letter",
        "tea",
        "bookmark",
        "notes",
        "say",
        "skip",
        "pause",
        "sealed",
        "kept",
        "handover",
        "share",
        "link",
        "copy",
        "calendar",
        "print",
        "save",
        "open",
        "key",
        "closedeye",
        "clock",
        "edit",
        "erase",
        "alert",
        "check",
        "plus",
        "close",
        "menu",
        "back",
        "next",
    ];
    let sign = |name: &'static str| {
        let drawing = svg("use", "").attr("href", format!("#i-{name}"));
        let drawing = svg("svg", "cg-icon").attr("aria-hidden", "true").with(drawing);
        el("li", "").with(drawing).with(name)
    };
    section("signs", el("ul", "cg-kit__signs").with(Vec::from(SIGNS.map(sign))))
}
