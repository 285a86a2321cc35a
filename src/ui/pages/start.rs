//! Before a dialogue: with whom, how much of the way, and how the two are sitting.

use leptos::prelude::*;

use super::{first_time, home, not_here};
use crate::app::route::Route;
use crate::content::{self, words::pack};
use crate::domain::command::{Command, Setting};
use crate::domain::dialogue::{CheckedDialogue, Who};
use crate::domain::ids::{DialogueId, PairId};
use crate::domain::person::{KindOfPair, Side};
use crate::domain::session::{Mode, Way};
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, live, ticked};
use crate::ui::flow;
use crate::ui::parts::button::{Look, next_button, sign_button};
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::frame::{frame, main_part, skip_link, talk_masthead};
use crate::ui::parts::icon::turning_icon;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::couple_emblem;
use crate::ui::steps::{prompt, refused};
use crate::ui::words::{t, tf};

/// Begins a partnership, and goes straight on to joining forces.
pub fn begin_together(state: State, names: [String; 2], kind: KindOfPair) {
    if state.act(Command::PartnershipBegun { names, kind }).is_err() {
        return;
    }
    let pair = state.peek(|w| w.partnerships.iter().next_back().map(|p| p.id));
    let first = content::dialogue(&DialogueId::from("coalition"));
    if let (Some(pair), Some(first)) = (pair, first) {
        state.go(Route::Start(first.number, Some(pair)), false);
    }
}

/// A dialogue's cover, or the question with whom.
pub fn page(state: State, number: u8, pair: Option<PairId>) -> View {
    let Some(dialogue) = content::numbered(number) else { return not_here::page(state) };
    let Some(pair) = pair else { return with_whom(state, dialogue) };
    live(
        move || Couple::now(state, pair),
        move |couple| match couple {
            Some(couple) => cover(state, dialogue, couple),
            None => not_here::page(state),
        },
    )
}

fn with_whom(state: State, dialogue: &'static CheckedDialogue) -> View {
    let title = pack(&dialogue.id).map_or("", |p| p.title.as_str());
    let choices = live(
        move || {
            state.with(|w| {
                w.partnerships.iter().map(|p| (Couple::of(p), home::since(p))).collect::<Vec<_>>()
            })
        },
        move |all| {
            all.iter().map(|(couple, since)| chooser(dialogue, couple, since)).collect::<Vec<_>>()
        },
    );
    let main = el("div", "cg-plain")
        .with(prompt(tf("start.with-whom", &[("title", title)])))
        .with(el("ul", "cg-choosers").with(choices))
        .with(sign_button(Look::Plain, "plus", t("home.new"), move || state.go(Route::New, false)));
    frame(state, None, main)
}

fn chooser(dialogue: &CheckedDialogue, couple: &Couple, since: &str) -> El {
    let words = el("span", "cg-chooser__words")
        .with(el("span", "cg-heading").with(couple.both_names()))
        .with(el("span", "cg-small").with(since));
    let link = el("a", "cg-chooser")
        .attr("href", Route::Start(dialogue.number, Some(couple.pair)).href())
        .with(couple_emblem("cg-emblem cg-chooser__emblem", couple))
        .with(words)
        .with(turning_icon("next"));
    el("li", "").with(link)
}

const WAYS: [(Way, &str); 2] = [(Way::Whole, "way.whole"), (Way::Short, "way.short")];
const MODES: [(Mode, &str, &str); 3] = [
    (Mode::SideBySide, "mode.side-by-side", "mode.side-by-side-note"),
    (Mode::LeaderOnly, "mode.leader-only", "mode.leader-only-note"),
    (Mode::Solo, "mode.solo", "mode.solo-note"),
];

/// A group of rows of which one is chosen, by position.
fn group(legend: &str, class: &str, rows: Vec<View>) -> El {
    el("fieldset", "cg-field")
        .with(el("legend", "cg-field__label").with(legend))
        .with(el("div", class).with(rows))
}

fn choice(name: &str, chosen: RwSignal<usize>, i: usize, words: View) -> View {
    row(name, false, move || chosen.get() == i, words, move || chosen.set(i))
}

fn cover(state: State, dialogue: &'static CheckedDialogue, couple: &Couple) -> View {
    let Some(words) = pack(&dialogue.id) else { return not_here::page(state) };
    let pair = couple.pair;
    let alone_first = dialogue.steps().next().is_some_and(|s| s.who == Who::Me);
    let [way, mode, opener] = [0, 0, 0].map(RwSignal::new);
    let spoken_only = RwSignal::new(false);
    let ways = dialogue.minutes.short.map(|short| {
        let one = |(i, minutes): (usize, u16)| {
            let note = tf("start.about-minutes", &[("n", &minutes.to_string())]);
            choice("way", way, i, row_words(t(WAYS[i].1), note))
        };
        let rows = [dialogue.minutes.whole, short].into_iter().enumerate().map(one);
        group(t("start.which-way"), "cg-picks", rows.collect())
    });
    let one = |(i, (_, words, note)): (usize, &(Mode, &'static str, &'static str))| {
        choice("sit", mode, i, row_words(t(words), t(note)))
    };
    let modes = MODES.iter().take(if alone_first { 3 } else { 2 }).enumerate().map(one).collect();
    let name = |side: Side| {
        choice("opener", opener, side.index(), el("bdi", "").with(couple.name(side)).into())
    };
    let who = if alone_first { t("start.who-asks") } else { t("start.who-begins") };
    let spoken = el("input", "cg-switch")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .on("change", move |event| spoken_only.set(ticked(&event)));
    let spoken =
        el("label", "cg-switch-row").with(spoken).with(el("span", "").with(t("start.spoken-only")));
    let choices = el("div", "cg-stack cg-stack--after cg-t")
        .with(ways)
        .with(group(t("start.sitting"), "cg-picks", modes))
        .with(group(who, "cg-picks--line", Side::BOTH.map(name).into()))
        .with(spoken);
    let begin = next_button(t("start.begin"), move || {
        let setting = Setting {
            mode: MODES[mode.get_untracked()].0,
            way: WAYS[way.get_untracked()].0,
            spoken_only: spoken_only.get_untracked(),
            opener: Side::BOTH[opener.get_untracked()],
        };
        begin(state, dialogue, pair, setting);
    });
    let left = el("div", "")
        .with(prompt(words.invites.as_str()))
        .with(el("p", "cg-lede").with(t("start.may-stop")))
        .with(choices)
        .with(refused(state))
        .with(el("div", "cg-buttons cg-buttons--wide cg-cover__begin").with(begin));
    let stage = |stage: &'static crate::domain::dialogue::Stage| {
        let alone = stage.steps.iter().all(|s| s.who == Who::Me);
        let note = alone.then(|| el("p", "cg-small").with(t("start.nobody-else")));
        let title = el("h3", "cg-label").with(words.stage(&stage.id));
        el("li", "").with(el("div", "cg-way").with(title).with(note))
    };
    let stages = el("section", "")
        .attr("aria-labelledby", "stages")
        .with(el("h2", "cg-heading cg-list-head").attr("id", "stages").with(t("start.the-way")))
        .with(el("ol", "").with(dialogue.stages.iter().map(stage).collect::<Vec<_>>()));
    let main = main_part("cg-main")
        .with(keeping_alert(state))
        .with(first_time::storage_notice(state))
        .with(el("div", "cg-split cg-split--page").with(left).with(stages));
    el("div", "cg-page")
        .with(skip_link())
        .with(talk_masthead(&words.title, couple.both_names(), None))
        .with(main)
        .into()
}

fn begin(state: State, dialogue: &CheckedDialogue, pair: PairId, setting: Setting) {
    if state.act(Command::DialogueBegun { pair, dialogue: dialogue.id.clone(), setting }).is_err() {
        return;
    }
    state.hand_over((setting.mode != Mode::SideBySide).then_some(setting.opener));
    let run = state.peek(|w| w.partnerships.get(pair.uuid()).and_then(|p| p.pick_up));
    if let Some(run) = run {
        flow::enter(state, run, false);
    }
}
