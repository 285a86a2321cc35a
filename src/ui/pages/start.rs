//! Before a dialogue: with whom, how much of the way, and how the two are sitting.

use leptos::prelude::*;

use super::{come_back, last_time, not_here, own_faults, paper, talk_endings, talk_tools};
use crate::app::route::Route;
use crate::content::{
    self,
    words::{Pack, pack},
};
use crate::domain::command::{Command, Setting};
use crate::domain::decides::Decides;
use crate::domain::dialogue::{CheckedDialogue, Dialogue, Stage, Step, Who};
use crate::domain::feedback::{self, FEEDBACK};
use crate::domain::ids::{DialogueId, OwnId, PairId, RunId};
use crate::domain::last_time::opens_with_it;
use crate::domain::person::{KindOfPair, Side};
use crate::domain::run;
use crate::domain::session::{Length, Mode, Session};
use crate::domain::workspace::RecordKind;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::{Couple, since};
use crate::ui::dom::{El, View, el, live};
use crate::ui::flow;
use crate::ui::focus;
use crate::ui::leave;
use crate::ui::parts::actions;
use crate::ui::parts::agreed_sign::agreed_sign;
use crate::ui::parts::button::{Look, large_button, next_button, sign_button};
use crate::ui::parts::choice::{group, row, row_words, switch};
use crate::ui::parts::curtain::{curtain, hands_over};
use crate::ui::parts::frame::{frame, main_part, skip_link, talk_masthead};
use crate::ui::parts::icon::{small_icon, turning_icon};
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::couple_emblem;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::parts::standing::storage_notice;
use crate::ui::steps::threshold::Asked;
use crate::ui::words::{said, t, tf};

/// Begins a partnership, and goes on to the cover of what was chosen before, or of joining forces.
pub fn begin_together(state: State, names: [String; 2], kind: KindOfPair) {
    let chosen = match state.route_untracked() {
        Route::NewFor(number) => Some(What::Numbered(number)),
        Route::NewForOwn(own) => Some(What::Own(own)),
        _ => None,
    };
    let begun = Command::PartnershipBegun { names, kind };
    let pair = state.make(begun, RecordKind::Partnership).map(PairId::from);
    let first =
        || content::dialogue(&DialogueId::from("coalition")).map(|d| What::Numbered(d.number));
    if let (Some(pair), Some(what)) = (pair, chosen.or_else(first)) {
        state.go(what.cover(Some(pair)), false);
    }
}

/// What is chosen on a cover, by position. It lasts as long as the page.
#[derive(Clone, Copy)]
struct Chosen {
    way: RwSignal<usize>,
    mode: RwSignal<usize>,
    opener: RwSignal<usize>,
    spoken_only: RwSignal<bool>,
    /// About which talk, where that is asked: the last one, or another.
    talk: RwSignal<usize>,
}

impl Chosen {
    /// Nothing; but who is at their own device is who asks.
    fn nothing(mine: Option<Side>) -> Self {
        let opener = mine.map_or(0, Side::index);
        let [way, mode, opener, talk] = [0, 0, opener, 0].map(RwSignal::new);
        Self { way, mode, opener, spoken_only: RwSignal::new(false), talk }
    }

    fn setting(self, dialogue: &Dialogue) -> Setting {
        let mode = MODES[self.mode.get_untracked()].0;
        Setting {
            mode: if dialogue.is_for_one() { Mode::Solo } else { mode },
            way: WAYS[self.way.get_untracked()].0,
            spoken_only: self.spoken_only.get_untracked(),
            opener: Side::BOTH[self.opener.get_untracked()],
        }
    }
}

/// Where somebody is before a dialogue begins. In memory only: at its threshold, not even that it was
/// opened is kept (F10b).
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Cover,
    /// The device changes hands: the cover is for both, the question for one.
    Curtain,
    Threshold,
    /// They went out.
    Left,
}

/// What is begun: a dialogue that comes with the app, by its number, or one of somebody's own.
#[derive(Clone, Copy)]
pub enum What {
    Numbered(u8),
    Own(OwnId),
}

impl What {
    /// With someone new.
    fn anew(self) -> Route {
        match self {
            Self::Numbered(number) => Route::NewFor(number),
            Self::Own(own) => Route::NewForOwn(own),
        }
    }

    fn cover(self, pair: Option<PairId>) -> Route {
        match self {
            Self::Numbered(number) => Route::Start(number, pair),
            Self::Own(own) => Route::OwnStart(own, pair),
        }
    }
}

/// What the pages before a dialogue need to know.
#[derive(Clone, Copy)]
struct Start {
    state: State,
    /// The one of somebody's own that this is, or that two changed this into.
    own: Option<OwnId>,
    dialogue: &'static CheckedDialogue,
    words: &'static Pack,
    chosen: Chosen,
    at: RwSignal<Before>,
}

/// A dialogue's cover, or the question with whom.
pub fn page(state: State, what: What, pair: Option<PairId>) -> View {
    let found = match what {
        // What one does alone is not held by two; what is about one commitment is begun from there.
        What::Numbered(number) => {
            content::numbered(number).filter(|d| !d.alone && !d.is_about_one())
        }
        What::Own(own) => {
            let definition = state.peek(|w| w.own.get(own.uuid()).map(|o| o.definition.clone()));
            match definition.map(|definition| content::own::learn(&definition)) {
                Some(Err(_)) => return own_faults::page(state, own),
                learned => learned.and_then(Result::ok),
            }
        }
    };
    let Some(dialogue) = found else { return not_here::page(state) };
    let Some(pair) = pair else { return with_whom(state, what, dialogue) };
    let (own, dialogue) = match what {
        What::Own(own) => (Some(own), dialogue),
        What::Numbered(_) => match flow::in_place_of(state, pair, &dialogue.id) {
            None => (None, dialogue),
            Some((own, Some(changed))) => (Some(own), changed),
            Some((own, None)) => return own_faults::page(state, own),
        },
    };
    let Some(words) = pack(&dialogue.id) else { return not_here::page(state) };
    let at = RwSignal::new(Before::Cover);
    let mine = state.peek(|w| w.mine(pair));
    let start = Start { state, own, dialogue, words, chosen: Chosen::nothing(mine), at };
    if looks_again(state, dialogue, pair) {
        start.chosen.way.set(1);
    }
    focus::settle_when(move || at.get());
    live(
        move || (Couple::now(state, pair), at.get()),
        move |(couple, at)| {
            let Some(couple) = couple else { return not_here::page(state) };
            match (at, dialogue.deciding(Decides::WhetherToBegin)) {
                (Before::Curtain, _) => start.curtain(couple),
                (Before::Threshold, Some(step)) => start.threshold(couple, step),
                (Before::Left, _) => talk_endings::left(state, start.to(Before::Cover)),
                _ => start.cover(couple),
            }
        },
    )
}

fn with_whom(state: State, what: What, dialogue: &'static CheckedDialogue) -> View {
    let title = pack(&dialogue.id).map_or("", |p| p.title.as_str());
    let choices = live(
        move || {
            state.with(|w| {
                w.partnerships.iter().map(|p| (Couple::of(p), since(p))).collect::<Vec<_>>()
            })
        },
        move |all| {
            all.iter().map(|(couple, since)| chooser(what, couple, since)).collect::<Vec<_>>()
        },
    );
    let main = el("div", "cg-plain")
        .with(prompt(tf("start.with-whom", &[("title", title)])))
        .with(el("ul", "cg-choosers").with(choices))
        .with(sign_button(Look::Plain, "plus", t("home.new"), move || {
            state.go(what.anew(), false);
        }));
    frame(state, None, main)
}

fn chooser(what: What, couple: &Couple, since: &str) -> El {
    let words = el("span", "cg-chooser__words")
        .with(el("span", "cg-heading").with(couple.both_names()))
        .with(el("span", "cg-small").with(since));
    let link = el("a", "cg-chooser")
        .attr("href", what.cover(Some(couple.pair)).href())
        .with(couple_emblem("cg-emblem cg-chooser__emblem", couple))
        .with(words)
        .with(turning_icon("next"));
    el("li", "").with(link)
}

const WAYS: [(Length, &str); 2] = [(Length::Whole, "way.whole"), (Length::Short, "way.short")];
const MODES: [(Mode, &str, &str); 4] = [
    (Mode::SideBySide, "mode.side-by-side", "mode.side-by-side-note"),
    (Mode::LeaderOnly, "mode.leader-only", "mode.leader-only-note"),
    (Mode::Apart, "mode.apart", "mode.apart-note"),
    (Mode::Solo, "mode.solo", "mode.solo-note"),
];

fn choice(name: &str, chosen: RwSignal<usize>, i: usize, words: View) -> View {
    row(name, false, move || chosen.get() == i, words, move || chosen.set(i))
}

impl Start {
    /// What goes to another of these pages.
    fn to(self, before: Before) -> impl Fn() + Copy + 'static {
        move || self.at.set(before)
    }

    fn masthead(self, couple: &Couple) -> View {
        let ways = leave::is_offered(self.dialogue).then(|| leave::way_out(self.state, None));
        talk_masthead(&self.words.title, couple.both_names(), ways)
    }

    /// To the question before anything, if there is one; else into the dialogue.
    fn go_on(self, pair: PairId) {
        let mode = self.chosen.setting(self.dialogue).mode;
        let last = self.asked_about(pair).filter(|_| self.chosen.talk.get_untracked() == 0);
        if let Some(talk) = last {
            return flow::open_feedback(self.state, pair, talk.id);
        }
        match self.dialogue.deciding(Decides::WhetherToBegin) {
            None => self.begin(pair, mode != Mode::SideBySide),
            Some(_) if mode == Mode::SideBySide => self.at.set(Before::Curtain),
            Some(_) => self.at.set(Before::Threshold),
        }
    }

    /// Begins. `holds`: the opener has the device already.
    fn begin(self, pair: PairId, holds: bool) {
        let Self { state, dialogue, .. } = self;
        let setting = self.chosen.setting(dialogue);
        let begun = Command::DialogueBegun { pair, dialogue: dialogue.id.clone(), setting };
        if state.act(begun).is_err() {
            return;
        }
        state.hand_over(holds.then_some(setting.opener));
        let run = state.peek(|w| w.pick_up(pair));
        match run {
            Some(run) if setting.mode == Mode::Apart => invite(state, pair, run, setting.opener),
            Some(run) => flow::enter(state, run, false),
            None => {}
        }
    }

    /// The talk that "how was it" is about, if there was one.
    fn asked_about(self, pair: PairId) -> Option<Session> {
        let is_asked = self.dialogue.id == *FEEDBACK;
        self.state.peek(|w| feedback::talk_to_ask_about(w, pair).cloned()).filter(|_| is_asked)
    }

    /// About which talk, and for another one how the two sit.
    fn about(self, couple: &Couple) -> View {
        let Self { state, dialogue, chosen, .. } = self;
        let Some(talk) = self.asked_about(couple.pair) else {
            return choices(state, dialogue, couple, chosen).into();
        };
        let date = dates::moment(talk.started, Form::Date, "");
        let rows = [tf("start.about-talk", &[("date", &date)]), t("start.another-talk").to_owned()];
        let one =
            |(i, words): (usize, String)| choice("talk", chosen.talk, i, words.as_str().into());
        let rows = rows.into_iter().enumerate().map(one).collect::<Vec<_>>();
        let couple = couple.clone();
        let set_up = live(
            move || chosen.talk.get() == 1,
            move |another| another.then(|| choices(state, dialogue, &couple, chosen)),
        );
        (
            group("cg-field", t("start.which-talk"), "cg-picks cg-t", rows),
            come_back::said_of(state, &talk),
            set_up,
        )
            .into()
    }

    fn curtain(self, couple: &Couple) -> View {
        let opener = self.chosen.setting(self.dialogue).opener;
        let slots = couple.slots_of(opener);
        let seal = ("closedeye", said("curtain.private", &slots));
        let words = hands_over(self.state, couple, opener);
        // Nothing of it is ever written, so there is nothing to lock.
        let open = large_button(said("curtain.open", &slots), self.to(Before::Threshold));
        curtain(couple, opener, self.masthead(couple), words, seal, open)
    }

    /// The question of one alone. A yes begins; before it, there is nothing.
    fn threshold(self, couple: &Couple, step: &'static Step) -> View {
        leave::after_idle(self.to(Before::Cover));
        let (pair, opener) = (couple.pair, self.chosen.setting(self.dialogue).opener);
        let Some(words) = self.words.step(&step.id) else { return not_here::page(self.state) };
        let asked = Asked::of(step);
        let on = asked.continue_button(move || self.begin(pair, true), self.to(Before::Left));
        let bar = actions::bar(actions::back(self.to(Before::Cover)), vec![on]);
        let question = (asked.view(self.state, words, couple, opener), refused(self.state), bar);
        let tools = talk_tools::for_readers(self.state, []);
        let page = el("div", "cg-step__page").with(question);
        let step = el("div", "cg-step").with((page, tools));
        el("div", "cg-page")
            .with(skip_link())
            .with(self.masthead(couple))
            .with(main_part("cg-main").with(step))
            .into()
    }

    fn cover(self, couple: &Couple) -> View {
        let Self { state, dialogue, words, .. } = self;
        let pair = couple.pair;
        let begin = next_button(t("start.begin"), move || self.go_on(pair));
        let goes_on = opens_with_it(dialogue);
        let left = el("div", "")
            .with(prompt(words.invites.as_str()))
            .with(el("p", "cg-lede").with(t(paper::may_stop(dialogue))))
            .with((!dialogue.is_for_one()).then(|| agreed_sign(state, pair)))
            .with(another_round(state, dialogue, couple))
            .with(goes_on.then(|| last_time::left_off_if_met(state, pair)))
            .with(last_time::tries(state, couple))
            .with(self.about(couple))
            .with(refused(state))
            .with(el("div", "cg-buttons cg-buttons--wide cg-cover__begin").with(begin))
            // Beneath, so that however much is open, the way on is near.
            .with(goes_on.then(|| last_time::threads(state, pair)));
        let way =
            live(move || WAYS[self.chosen.way.get()].0, move |way| the_way(dialogue, words, *way));
        let right = el("div", "").with(way).with(
            beside(dialogue, self.own)
                .with(own_faults::ways_to_change(state, dialogue, self.own, couple)),
        );
        let main = main_part("cg-main")
            .with(keeping_alert(state))
            .with(storage_notice(state))
            .with(el("div", "cg-split cg-split--page").with(left).with(right));
        el("div", "cg-page").with(skip_link()).with(self.masthead(couple)).with(main).into()
    }
}

/// Each with their own device: this one is the opener's, and the other is asked by link (C38).
fn invite(state: State, pair: PairId, id: RunId, by: Side) {
    let asked = run::Asked::of(by, clock::now(), Vec::new());
    let invited = state
        .act(Command::OwnDevice { pair, who: by })
        .and_then(|()| state.act(Command::Asked { run: id, asked }));
    // Refused only where the two are gone; then the page says so.
    if invited.is_ok() {
        state.go(Route::Send(id), false);
    }
}

/// A next round: what comes along, what does not, and who starts (C25, C42).
fn another_round(state: State, dialogue: &CheckedDialogue, couple: &Couple) -> Option<El> {
    let first = state.peek(|w| w.next_round(couple.pair, dialogue).first)?;
    dialogue.deciding(Decides::WhoStarts)?;
    let words = said("start.another-round", &[("name", couple.name(first))]);
    Some(el("p", "cg-hint").with(words))
}

/// Whether a dialogue starts with what each does alone.
fn is_alone_first(dialogue: &Dialogue) -> bool {
    dialogue.stages.first().is_some_and(is_alone)
}

/// Whether nobody else sees a stage: each goes through it alone, or only one does.
fn is_alone(stage: &Stage) -> bool {
    stage.apart || stage.steps.iter().all(|s| s.who == Who::Me)
}

/// Whether two have been through a dialogue that is there to be looked at again (C13).
fn looks_again(state: State, dialogue: &CheckedDialogue, pair: PairId) -> bool {
    let root = state.peek(|w| w.root(&dialogue.id));
    let been = |r: &run::Run| *r.root() == root && r.is_closed();
    dialogue.minutes.again && state.peek(|w| w.runs.of(pair).any(been))
}

/// How much of the way, how they sit, who begins, and whether anything is written.
fn choices(
    state: State,
    dialogue: &'static CheckedDialogue,
    couple: &Couple,
    chosen: Chosen,
) -> El {
    let alone_first = is_alone_first(dialogue);
    let again = dialogue.minutes.again;
    let has_short = !again || looks_again(state, dialogue, couple.pair);
    let ways = dialogue.minutes.short.filter(|_| has_short).map(|short| {
        let one = |(i, minutes): (usize, u16)| {
            let looks_again = again && i == 1;
            let note = if looks_again { "start.under-minutes" } else { "start.about-minutes" };
            let note = tf(note, &[("n", &minutes.to_string())]);
            let words = if looks_again { "way.again" } else { WAYS[i].1 };
            choice("way", chosen.way, i, row_words(t(words), note))
        };
        let rows = [dialogue.minutes.whole, short].into_iter().enumerate().map(one);
        group("cg-field", t("start.which-way"), "cg-picks", rows.collect::<Vec<_>>())
    });
    let one = |(i, (_, words, note)): (usize, &(Mode, &'static str, &'static str))| {
        choice("sit", chosen.mode, i, row_words(t(words), t(note)))
    };
    let modes =
        MODES.iter().take(if alone_first { 4 } else { 3 }).enumerate().map(one).collect::<Vec<_>>();
    let name = |side: Side| {
        choice("opener", chosen.opener, side.index(), el("bdi", "").with(couple.name(side)).into())
    };
    let alone = dialogue.is_for_one();
    let who = match () {
        () if alone => t("start.who-prepares"),
        () if alone_first => t("start.who-asks"),
        () => t("start.who-begins"),
    };
    let spoken = switch(
        if alone { t("start.think-only") } else { t("start.spoken-only") },
        move || chosen.spoken_only.get(),
        move |on| chosen.spoken_only.set(on),
    );
    el("div", "cg-stack cg-stack--after cg-t")
        .with(ways)
        .with((!alone).then(|| group("cg-field", t("start.sitting"), "cg-picks", modes)))
        .with(group("cg-field", who, "cg-picks--line", Vec::from(Side::BOTH.map(name))))
        .with(spoken)
}

/// The stages of the way they chose, and which of them nobody else sees; where they look again, the few questions that
/// are asked of them in any case.
fn the_way(dialogue: &'static CheckedDialogue, words: &'static Pack, way: Length) -> El {
    let is_short = way == Length::Short && dialogue.minutes.short.is_some();
    let stage = |stage: &'static Stage| {
        let note = |key| el("p", "cg-small").with(t(key));
        let note = (
            is_alone(stage).then(|| note("start.nobody-else")),
            stage.rest.then(|| note("start.may-rest")),
        );
        let title = el("h3", "cg-label").with(words.stage(&stage.id));
        el("li", "").with(el("div", "cg-way").with(title).with(note))
    };
    let question = |step: &'static Step| {
        let title = el("h3", "cg-label").with(words.step(&step.id)?.name.as_str());
        Some(el("li", "").with(el("div", "cg-way").with(title)))
    };
    let list: Vec<El> = if is_short && dialogue.minutes.again {
        dialogue.steps().filter(|s| s.short && s.when.is_none()).filter_map(question).collect()
    } else {
        let on_it = |s: &&Stage| !is_short || s.steps.iter().any(|step| step.short);
        dialogue.stages.iter().filter(on_it).map(stage).collect()
    };
    el("section", "")
        .attr("aria-labelledby", "stages")
        .with(el("h2", "cg-heading cg-list-head").attr("id", "stages").with(t("start.the-way")))
        .with(el("ol", "").with(list))
}

/// The same on paper, and where a talk could do harm, where else to turn.
fn beside(dialogue: &CheckedDialogue, own: Option<OwnId>) -> El {
    let paper = paper::fact(own.map_or(Route::Paper(dialogue.number), Route::OwnAsked));
    let safe = leave::is_offered(dialogue).then(|| {
        let link = el("a", "").attr("href", Route::SafeHand.href()).with(t("safe.link"));
        el("li", "cg-fact").with(small_icon("handover")).with(link)
    });
    el("ul", "cg-facts cg-cover__beside").with(paper).with(safe)
}
