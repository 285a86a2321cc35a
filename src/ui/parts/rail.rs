//! The stages of a dialogue, who has been through which, and the tools that every page has.

use leptos::prelude::*;

use crate::content::words::Pack;
use crate::domain::ids::RunId;
use crate::domain::path::{Beat, Progress};
use crate::domain::person::Side;
use crate::domain::run::Place;
use crate::domain::workspace::Workspace;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live, nothing, svg};
use crate::ui::flow::{self, with_path};
use crate::ui::words::{said, t, tf};

/// One stage, as the rail shows it.
#[derive(Clone, Debug, PartialEq)]
struct StageLook {
    id: &'static str,
    /// In the order first, second; none for somebody who has no page in it.
    progress: [Option<Progress>; 2],
    /// Where a tap leads.
    first: Option<Place>,
    now: bool,
    href: String,
}

/// All stages from the page at `now`.
fn looks(workspace: &Workspace, run: RunId, now: &Place) -> Option<Vec<StageLook>> {
    with_path(workspace, run, |held, path| {
        let beat = path.find(now);
        let stages = crate::content::dialogue(&held.run.dialogue)?.stages.iter().enumerate();
        let look = |(i, stage): (usize, &'static crate::domain::dialogue::Stage)| {
            let beats = || path.beats().iter().filter(|b| b.stage == i);
            let first: Option<&Beat> = beats().next();
            let takes_part = |who| beats().any(|b| b.place.part.side().is_none_or(|s| s == who));
            StageLook {
                id: &stage.id,
                progress: Side::BOTH.map(|s| takes_part(s).then(|| path.progress(i, s, beat))),
                first: first.map(|b| b.place.clone()),
                now: beat.is_some_and(|b| b.stage == i),
                href: first
                    .map(|b| flow::address(held.dialogue, run, &b.place).href())
                    .unwrap_or_default(),
            }
        };
        Some(stages.map(look).filter(|s| s.first.is_some()).collect())
    })?
}

/// The rail over 60rem, the bars below; `tools` stands at its foot.
pub fn rail(
    state: State,
    run: RunId,
    place: &Place,
    pack: &'static Pack,
    couple: &Couple,
    tools: View,
) -> View {
    let open = RwSignal::new(false);
    let (now, again, couple) = (place.clone(), place.clone(), couple.clone());
    let head = live(
        move || state.with(|w| looks(w, run, &now).unwrap_or_default()),
        move |stages| bars(pack, stages, open),
    );
    let list = live(
        move || state.with(|w| looks(w, run, &again).unwrap_or_default()),
        move |stages| {
            // Of one stage there is nothing to choose.
            (stages.len() > 1).then(|| {
                let rows = stages.iter().map(|look| row(state, run, pack, &couple, look));
                let rows = el("ol", "").with(rows.collect::<Vec<_>>());
                el("nav", "").attr("aria-label", t("rail.stages")).with(rows)
            })
        },
    );
    el("div", "cg-rail")
        .with(head)
        .with(el("div", "cg-rail__panel").attr("id", "stages").with(list).with(tools))
        .into()
}

fn is_behind(look: &StageLook) -> bool {
    look.progress.iter().flatten().all(|p| *p == Progress::Behind)
}

fn bars(pack: &'static Pack, stages: &[StageLook], open: RwSignal<bool>) -> View {
    let here = stages.iter().position(|s| s.now).unwrap_or(0);
    let bar = |(i, look): (usize, &StageLook)| {
        el(
            "span",
            match () {
                () if i == here => "cg-rail__bar cg-rail__bar--now",
                () if is_behind(look) => "cg-rail__bar cg-rail__bar--done",
                () => "cg-rail__bar",
            },
        )
    };
    let several = stages.len() > 1;
    let drawn: Vec<El> = stages.iter().enumerate().filter(|_| several).map(bar).collect();
    let (n, of) = ((here + 1).to_string(), stages.len().to_string());
    let title = stages.get(here).map_or("", |look| pack.stage(look.id));
    let turn = svg("svg", "cg-icon cg-rail__turn").attr("aria-hidden", "true");
    let toggle = el("button", "cg-rail__toggle")
        .attr("type", "button")
        .live("aria-expanded", move || open.get().to_string())
        .attr("aria-controls", "stages")
        .click(move || open.update(|o| *o = !*o))
        .with(several.then(|| el("b", "").with(tf("rail.of", &[("n", &n), ("of", &of)]))))
        .with(el("span", "cg-rail__where").with(title))
        .with(turn.with(svg("use", "").attr("href", "#i-chev")));
    (el("div", "cg-rail__bars").attr("aria-hidden", "true").with(drawn), toggle).into()
}

fn row(state: State, run: RunId, pack: &'static Pack, couple: &Couple, look: &StageLook) -> El {
    let mark = |side: Side| -> Option<El> {
        let how = match look.progress[side.index()]? {
            Progress::Behind => " cg-mark--done",
            Progress::Now => " cg-mark--now",
            Progress::ToCome => "",
        };
        Some(el("span", &format!("cg-mark {}{how}", ink(side))))
    };
    let marks =
        el("span", "cg-marks").attr("aria-hidden", "true").with(Vec::from(Side::BOTH.map(mark)));
    let title = pack.stage(look.id);
    if look.now {
        let note = el("span", "cg-rail__note").with(note(couple, look.progress));
        let here = el("span", "cg-rail__stage cg-rail__stage--now").attr("aria-current", "step");
        return el("li", "")
            .with(here.with(marks).with(el("span", "").with(title)).with(" ").with(note));
    }
    let done = is_behind(look);
    let class = if done { "cg-rail__stage" } else { "cg-rail__stage cg-rail__stage--to-come" };
    let standing = if done { t("rail.behind") } else { t("rail.to-come") };
    let first = look.first.clone();
    let go = move |event: web_sys::Event| {
        event.prevent_default();
        if let Some(place) = &first {
            flow::go_to(state, run, place, false);
        }
    };
    let words = el("span", "").with(title).with(el("span", "cg-hidden").with(standing));
    el("li", "").with(
        el("a", class).attr("href", look.href.as_str()).on("click", go).with(marks).with(words),
    )
}

/// Whose turn it is, in one line.
fn note(couple: &Couple, progress: [Option<Progress>; 2]) -> View {
    use Progress::{Behind, Now};
    let key = match progress {
        [Some(Now), Some(Now)] => return t("rail.both-now").into(),
        [Some(Behind), Some(Now)] => ("rail.other-now", Side::Second),
        [Some(Now), Some(Behind)] => ("rail.other-now", Side::First),
        [Some(Now), _] => ("rail.one-now", Side::First),
        [_, Some(Now)] => ("rail.one-now", Side::Second),
        _ => return nothing(),
    };
    said(key.0, &couple.slots_of(key.1))
}
