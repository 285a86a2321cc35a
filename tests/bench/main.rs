//! `make bench`: how fast the app is, beside a Leptos page with nothing on it and a form in plain HTML.
//!
//! All three are built and compressed by `.ci/bench`, served by the same host, and opened in Chromium by the same
//! commands: as this machine is, and as a phone of the middle range would be (CPU x4, 1.6 Mbit/s, 150 ms). Each
//! number is the median of `CG_RUNS` runs (5), each first visit with a profile of its own. It measures and never judges:
//! a machine that is busy makes everything slower, which is why there are ratios.
//!
//! What only the app knows, such as the form of its records, stands in `hooks`.

#![cfg(not(target_arch = "wasm32"))]
// The vocabulary is shared with the stories; this uses little of it.
#![allow(dead_code)]
#![allow(clippy::print_stdout, reason = "the table is what it is for")]

#[path = "../e2e/drivers.rs"]
mod drivers;
mod hooks;
#[path = "../e2e/links.rs"]
mod links;
#[path = "../e2e/page/mod.rs"]
mod page;
#[path = "../e2e/server.rs"]
mod server;
#[path = "../e2e/two.rs"]
mod two;

use std::env;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use common_ground::share::envelope;
use serde_json::{Value, json};

use drivers::Wish;
use page::Page;
use server::{Server, Site, Trap};

/// How much a full store holds, in characters. Chromium's limit is 5 Mi.
const FULL: usize = 4 * 1024 * 1024;
const SESSIONS: usize = 500;
/// Long enough for a median, short enough to wait for.
const STROKES: usize = 40;
/// Between two keys of somebody who types fast, in milliseconds.
const PACE: u64 = 120;
/// After the last key: everything that follows from it is done, and `probe.js` has set its second mark.
const QUIET: u64 = 2500;
/// A stretch of a turn with three redraws in it, in milliseconds.
const STRETCH: u64 = 45_000;

#[derive(Clone, Copy)]
struct Machine {
    name: &'static str,
    phone: bool,
}

const MACHINES: [Machine; 2] = [
    Machine { name: "this machine, unthrottled", phone: false },
    Machine { name: "a phone: CPU x4, 1.6 Mbit/s, 150 ms", phone: true },
];

#[derive(Clone, Copy)]
struct Subject {
    name: &'static str,
    /// Ready when the mark is set; a plain page when it has been read.
    marked: bool,
}

const PLAIN: Subject = Subject { name: "plain", marked: false };
const EMPTY: Subject = Subject { name: "empty", marked: true };
const APP: Subject = Subject { name: "app", marked: true };

/// Milliseconds, or bytes, or parts of a hundred.
type Number = Option<f64>;

struct Row {
    what: &'static str,
    plain: Number,
    empty: Number,
    app: Number,
    unit: &'static str,
}

fn main() {
    let runs: usize = env::var("CG_RUNS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    println!("medians of {runs} runs, Chromium; load of this machine at the start: {}\n", load());
    for machine in MACHINES {
        let mut rows = Vec::new();
        visits(machine, runs, &mut rows);
        rows.push(asked(machine, runs));
        typing(machine, &mut rows);
        stores(machine, runs, &mut rows);
        // Half a minute of work for a phone's sake would only say once more that it is done a little at a time.
        if !machine.phone {
            reading(machine, &mut rows);
        }
        rows.push(turn(machine));
        table(machine, &rows);
    }
    lengths();
}

/// How long links become, without the address in front.
fn lengths() {
    for (what, text) in [
        ("a request for feedback", include_str!("../fixtures/links/request.json")),
        ("twelve answers, 316 words", include_str!("../fixtures/links/reply.json")),
    ] {
        let link = envelope::seal(text.trim_end(), None).expect("far below the limits");
        println!("{what:<46} {:>10} characters", link.len() + 1);
    }
}

/// How busy the machine was, for whoever reads the numbers later.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or("unknown").to_owned()
}

fn table(machine: Machine, rows: &[Row]) {
    println!("{}", machine.name);
    println!("{:<58} {:>10} {:>10} {:>10} {:>12}", "", "plain form", "empty", "app", "app / empty");
    for row in rows {
        let cell = |number: Number| match number {
            Some(n) if row.unit == "B" => format!("{n:.0} B"),
            Some(n) if row.unit == "%" => format!("{n:.3} %"),
            Some(n) => format!("{n:.1} {}", row.unit),
            None => "-".to_owned(),
        };
        let ratio = match (row.app, row.empty) {
            (Some(app), Some(empty)) if empty > 0.0 => format!("{:.2}", app / empty),
            _ => "-".to_owned(),
        };
        println!(
            "{:<58} {:>10} {:>10} {:>10} {:>12}",
            row.what,
            cell(row.plain),
            cell(row.empty),
            cell(row.app),
            ratio
        );
    }
    println!();
}

fn folder(variable: &str) -> PathBuf {
    env::var(variable).map_or_else(|_| panic!("{variable} is set by .ci/bench"), PathBuf::from)
}

fn site(subject: Subject) -> Site {
    let root = folder(&format!("CG_BENCH_{}", subject.name.to_uppercase()));
    let mut site = Site::new(root);
    site.brotli = Some(folder("CG_BENCH_BROTLI").join(subject.name));
    site.watched = false;
    site
}

fn browser(subject: Subject, traced: bool) -> Page {
    let server = Arc::new(Server::start(site(subject)));
    let wish = Wish { traced, ..Wish::default() };
    Page::start("bench", server, Arc::new(Trap::start()), wish, (390, 844))
}

/// Makes the browser what `machine` says, and installs the probe. Again after every new browser.
fn prepare(page: &Page, machine: Machine) {
    page.dev_tools(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({ "source": include_str!("probe.js") }),
    );
    if machine.phone {
        page.dev_tools("Network.enable", &json!({}));
        page.dev_tools(
            "Network.emulateNetworkConditions",
            &json!({ "offline": false, "latency": 150, "downloadThroughput": 1.6e6 / 8.0, "uploadThroughput": 0.75e6 / 8.0 }),
        );
        page.dev_tools("Emulation.setCPUThrottlingRate", &json!({ "rate": 4 }));
    }
}

#[derive(Default)]
struct Visit {
    bytes: Number,
    paint: Number,
    ready: Number,
    running: Number,
}

fn visit(page: &Page, subject: Subject, route: &str) -> Visit {
    page.go("__away");
    page.go(route);
    if subject.marked {
        page.wait_until_ready();
        page.wait_for("the program to be shown", |page| {
            page.run("return __bench.ready !== null && __bench.running !== null", None)
                == json!(true)
        });
    }
    // The paint is told a little after it happened.
    page.wait_for("the first paint", |page| {
        page.run("return performance.getEntriesByName('first-contentful-paint').length", None)
            == json!(1)
    });
    let told = page.run(
        "const [nav] = performance.getEntriesByType('navigation');
         const all = [nav, ...performance.getEntriesByType('resource')];
         return {
           bytes: all.reduce((sum, e) => sum + (e.transferSize || 0), 0),
           paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
           read: nav.domContentLoadedEventEnd,
           ready: globalThis.__bench?.ready ?? null,
           running: globalThis.__bench?.running ?? null,
         };",
        None,
    );
    Visit {
        bytes: told["bytes"].as_f64(),
        paint: told["paint"].as_f64(),
        ready: if subject.marked { told["ready"].as_f64() } else { told["read"].as_f64() },
        running: told["running"].as_f64(),
    }
}

fn median(numbers: impl IntoIterator<Item = Number>) -> Number {
    let mut numbers: Vec<f64> = numbers.into_iter().flatten().collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

fn visits(machine: Machine, runs: usize, rows: &mut Vec<Row>) {
    let subjects = [PLAIN, EMPTY, APP];
    let mut first = [const { Vec::new() }; 3];
    let mut again = [const { Vec::new() }; 3];
    // In turns, so that a busy minute of the machine is everybody's.
    for _ in 0..runs {
        for (index, subject) in subjects.into_iter().enumerate() {
            let page = browser(subject, false);
            prepare(&page, machine);
            first[index].push(visit(&page, subject, ""));
            again[index].push(visit(&page, subject, ""));
        }
    }
    let measured = [0, 1, 2].map(|index: usize| {
        let (first, again) = (&first[index], &again[index]);
        [
            median(first.iter().map(|v| v.bytes)),
            median(first.iter().map(|v| v.paint)),
            median(first.iter().map(|v| v.ready)),
            median(first.iter().map(|v| v.running)),
            median(again.iter().map(|v| v.bytes)),
            median(again.iter().map(|v| v.paint)),
            median(again.iter().map(|v| v.ready)),
            median(again.iter().map(|v| v.running)),
        ]
    });
    let lines = [
        ("first visit: over the wire", "B"),
        ("first visit: first contentful paint", "ms"),
        ("first visit: the first question can be answered", "ms"),
        ("first visit: the program runs", "ms"),
        ("repeat visit: over the wire", "B"),
        ("repeat visit: first contentful paint", "ms"),
        ("repeat visit: the first question can be answered", "ms"),
        ("repeat visit: the program runs", "ms"),
    ];
    for (index, (what, unit)) in lines.into_iter().enumerate() {
        let [plain, empty, app] = [0, 1, 2].map(|subject: usize| measured[subject][index]);
        rows.push(Row { what, plain, empty, app, unit });
    }
}

/// A link that asks for feedback, opened by somebody who was never here.
fn asked(machine: Machine, runs: usize) -> Row {
    let link = links::request(["Marta", "Jonas"], |_| {});
    let mut took = [const { Vec::new() }; 2];
    for _ in 0..runs {
        let page = browser(EMPTY, false);
        prepare(&page, machine);
        took[0].push(visit(&page, EMPTY, "").ready);
        let page = browser(APP, false);
        prepare(&page, machine);
        visit(&page, APP, &link);
        let told = |page: &Page| page.run("return __bench.question", None).as_f64();
        page.wait_for("the first question", |page| told(page).is_some());
        took[1].push(told(&page));
    }
    let [empty, app] = took.map(median);
    Row {
        what: "a feedback link, until the first question can be answered",
        plain: None,
        empty,
        app,
        unit: "ms",
    }
}

/// Types into a field of the page; the cursor is there already.
fn type_along(page: &Page) -> [Number; 3] {
    // The first keys wake things that later keys find awake.
    strokes(page, 3);
    page.run("__bench.arm()", None);
    strokes(page, STROKES);
    // Kept is shown after a pause in typing, which the command above has waited out.
    let kept = page.run(
        "const last = __bench.strokes.at(-1)?.at; return __bench.kept.findLast((t) => t > last) - last || null",
        None,
    );
    let painted = page
        .run("return __bench.strokes.filter((s) => s.painted).map((s) => s.painted - s.at)", None);
    let painted = painted.as_array().map(Vec::as_slice).unwrap_or_default();
    [median(painted.iter().map(Value::as_f64)), kept.as_f64(), longest_task(page)]
}

/// One command for all keys and for the quiet after them, so that nothing of ours runs in the page meanwhile.
fn strokes(page: &Page, count: usize) {
    let pause = |milliseconds: u64| json!({ "type": "pause", "duration": milliseconds });
    let mut actions = vec![pause(200)];
    for letter in "the quick brown fox jumps ".chars().cycle().take(count) {
        actions.push(json!({ "type": "keyDown", "value": letter }));
        actions.push(json!({ "type": "keyUp", "value": letter }));
        actions.push(pause(PACE));
    }
    actions.push(pause(QUIET));
    page.post(
        "actions",
        json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
    );
}

/// The longest task of the page's main thread between the two marks. The trace can be read once per session.
fn longest_task(page: &Page) -> Number {
    let log = page.post("se/log", json!({ "type": "performance" }));
    let events: Vec<Value> = log
        .as_array()?
        .iter()
        .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
        .filter(|entry| entry["message"]["method"] == "Tracing.dataCollected")
        .map(|entry| entry["message"]["params"].clone())
        .collect();
    let mark = |name: &str| events.iter().find(|event| event["name"] == name);
    let (begins, ends) = (mark("typing begins")?, mark("typing ends")?);
    let (from, to) = (begins["ts"].as_f64()?, ends["ts"].as_f64()?);
    events
        .iter()
        .filter(|event| event["name"] == "ThreadControllerImpl::RunTask")
        .filter(|event| event["pid"] == begins["pid"] && event["tid"] == begins["tid"])
        .filter(|event| event["ts"].as_f64().is_some_and(|at| at > from && at < to))
        .filter_map(|event| event["dur"].as_f64())
        .max_by(f64::total_cmp)
        .map(|microseconds| microseconds / 1000.0)
}

fn typing(machine: Machine, rows: &mut Vec<Row>) {
    let simple = |subject: Subject| {
        let page = browser(subject, true);
        prepare(&page, machine);
        visit(&page, subject, "");
        page.run("document.querySelector('input').focus()", None);
        type_along(&page)
    };
    let app = |store: Option<hooks::Records>| {
        let page = browser(APP, true);
        prepare(&page, machine);
        if let Some(records) = store {
            page.prepare_storage(&records);
        }
        visit(&page, APP, "");
        hooks::to_a_field(&page);
        type_along(&page)
    };
    let plain = simple(PLAIN);
    let empty = simple(EMPTY);
    let bare = app(None);
    let full = app(Some(hooks::a_store_of(FULL)));
    let lines = ["keystroke to paint", "last keystroke to kept", "longest task while typing"];
    for (index, what) in lines.into_iter().enumerate() {
        rows.push(Row {
            what,
            plain: plain[index],
            empty: empty[index],
            app: bare[index],
            unit: "ms",
        });
    }
    let lines = [
        "keystroke to paint, store of 4 MB",
        "last keystroke to kept, store of 4 MB",
        "longest task while typing, store of 4 MB",
    ];
    for (index, what) in lines.into_iter().enumerate() {
        rows.push(Row { what, plain: None, empty: bare[index], app: full[index], unit: "ms" });
    }
}

/// What a turn costs while somebody speaks: all that the page's main thread does, redraws and all, as a share of one
/// core. Beside it the same page before the turn began.
fn turn(machine: Machine) -> Row {
    let page = browser(APP, false);
    prepare(&page, machine);
    page.dev_tools("Performance.enable", &json!({}));
    visit(&page, APP, "");
    hooks::to_a_turn(&page);
    let before = share_of_a_core(&page);
    hooks::begin_turn(&page);
    let speaking = share_of_a_core(&page);
    Row {
        what: "a turn, of one core (beside: before it)",
        plain: None,
        empty: before,
        app: speaking,
        unit: "%",
    }
}

/// How much of a stretch in which nobody touches anything the page's main thread is busy.
fn share_of_a_core(page: &Page) -> Number {
    let busy = || {
        let metrics = page.dev_tools("Performance.getMetrics", &json!({}));
        let all = metrics["metrics"].as_array()?;
        all.iter().find(|metric| metric["name"] == "TaskDuration")?["value"].as_f64()
    };
    let pause = |milliseconds: u64| {
        let pause = json!({ "type": "pause", "duration": milliseconds });
        page.post(
            "actions",
            json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": [pause] }] }),
        );
    };
    pause(QUIET);
    let before = busy()?;
    pause(STRETCH);
    Some((busy()? - before) * 1e5 / f64::from(u32::try_from(STRETCH).ok()?))
}

/// A start of the app as on another day: the browser closed in between, its cache warm, `records` in its store.
fn start_with(machine: Machine, records: &hooks::Records, route: &str, runs: usize) -> Number {
    let page = browser(APP, false);
    prepare(&page, machine);
    page.prepare_storage(records);
    visit(&page, APP, route);
    median((0..runs).map(|_| {
        page.close_and_reopen();
        prepare(&page, machine);
        visit(&page, APP, route).running
    }))
}

fn stores(machine: Machine, runs: usize, rows: &mut Vec<Row>) {
    let nothing = hooks::Records::new();
    let bare = start_with(machine, &nothing, "", runs);
    let full = hooks::a_store_of(FULL);
    let start = start_with(machine, &full, "", runs);
    rows.push(Row {
        what: "start, store of 4 MB (beside: an empty store)",
        plain: None,
        empty: bare,
        app: start,
        unit: "ms",
    });

    let (records, route) = hooks::a_partnership_of(SESSIONS);
    let page = browser(APP, false);
    prepare(&page, machine);
    page.prepare_storage(&records);
    let opened = median((0..runs).map(|_| {
        visit(&page, APP, "");
        settled_after(&page, &route)
    }));
    rows.push(Row {
        what: "opening a partnership with 500 sessions",
        plain: None,
        empty: None,
        app: opened,
        unit: "ms",
    });

    let page = browser(APP, false);
    prepare(&page, machine);
    page.prepare_storage(&full);
    visit(&page, APP, "");
    let begun = Instant::now();
    let file = hooks::export(&page);
    let out = Some(milliseconds(begun));
    let other = browser(APP, false);
    prepare(&other, machine);
    visit(&other, APP, "");
    let begun = Instant::now();
    hooks::import(&other, &file);
    let back = Some(milliseconds(begun));
    rows.push(Row {
        what: "export of everything, 4 MB",
        plain: None,
        empty: None,
        app: out,
        unit: "ms",
    });
    rows.push(Row {
        what: "import of everything, 4 MB",
        plain: None,
        empty: None,
        app: back,
        unit: "ms",
    });
}

/// A partnership of hundreds of sessions: read back, looked through, got ready for paper, and taken along. The page does
/// it all by itself, so that nothing of ours runs in it meanwhile. Of tasks, browsers tell those over 50 ms; 0: there was none.
fn reading(machine: Machine, rows: &mut Vec<Row>) {
    let (records, route) = hooks::a_past_to_read(SESSIONS);
    let page = browser(APP, false);
    prepare(&page, machine);
    page.prepare_storage(&records);
    visit(&page, APP, "");
    let told = page.run_later(include_str!("reading.js"), &[json!(format!("{route}/read"))]);
    for (what, of) in [
        ("reading 500 sessions back, until all is there", "there"),
        ("longest task over 50 ms: reading 500 sessions back", "reading"),
        ("longest task over 50 ms: getting them ready to print", "printing"),
        ("longest task over 50 ms: finding words everywhere", "finding"),
        ("longest task over 50 ms: removing one answer", "removing"),
        ("longest task over 50 ms: saving all as Markdown", "writing"),
        ("longest task over 50 ms: saving all as a keepsake", "keeping"),
    ] {
        rows.push(Row { what, plain: None, empty: None, app: told[of].as_f64(), unit: "ms" });
    }
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// From the change of address until the page has been still for a while, counted to its last change.
fn settled_after(page: &Page, route: &str) -> Number {
    let took = page.run_later(
        "const begun = performance.now();
         let last = begun;
         const watch = new MutationObserver(() => { last = performance.now(); });
         watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
         location.hash = arguments[0];
         const look = () => {
           if (last > begun && performance.now() - last > 300) { watch.disconnect(); done(last - begun); }
           else if (performance.now() - begun > 20000) done(null);
           else setTimeout(look, 50);
         };
         look();",
        &[json!(route)],
    );
    took.as_f64()
}
