//! The pages of a step, one file for each kind, and what they share.

pub mod agree;
pub mod answer;
mod both_stand;
mod bring;
pub mod choose;
mod choose_again;
pub mod commit;
mod dimmed;
mod each;
mod everything;
mod floor;
mod guide;
mod length;
mod likes;
mod list;
mod mirror;
mod more;
mod offer;
mod part_well;
mod pocket;
mod prefill;
pub mod readback;
mod receive;
mod release;
mod remember;
mod reveal;
pub mod role;
mod same_time;
mod scale;
pub mod schedule;
mod sort;
pub mod threshold;
mod turns;
mod who_starts;
mod wish;

use std::rc::Rc;

use leptos::prelude::RwSignal;

use super::couple::Couple;
use super::dom::{El, View, el, live, nothing};
use super::flow;
use super::parts::actions;
use super::parts::button::{Look, next_button, sign_button};
use super::parts::fold::fold;
use super::parts::kept::keeping_alert;
use super::parts::notice::alert;
use super::parts::people::{badge, emblem};
use super::words::{said, sentence, since, t};
use crate::app::route::Route;
use crate::content;
use crate::content::words::{Pack, StepWords};
use crate::domain::command::{Answer, Command};
use crate::domain::dialogue::{CheckedDialogue, Decides, Kind, Shows, Stage, Step};
use crate::domain::feedback;
use crate::domain::ids::RunId;
use crate::domain::outcome::{Agreement, Commitment};
use crate::domain::path::{self, Held, Part};
use crate::domain::person::{Author, Side};
use crate::domain::prep;
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, How, Place, Run, Visibility, Words};
use crate::domain::session::Mode;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::state::State;

/// One page of a run, and all its parts need to know.
pub struct Leaf {
    pub state: State,
    pub run: RunId,
    pub dialogue: &'static CheckedDialogue,
    pub pack: &'static Pack,
    pub step: &'static Step,
    pub words: &'static StepWords,
    pub place: Place,
    pub couple: Couple,
    pub mode: Mode,
    pub spoken_only: bool,
    pub opener: Side,
    /// Set to where they are by somebody who goes out at the threshold.
    pub left: RwSignal<Option<Route>>,
}

/// Shared by all parts of the page.
pub type Page = Rc<Leaf>;

impl Leaf {
    /// Whose page it is, if it is one person's.
    pub fn side(&self) -> Option<Side> {
        self.place.part.side()
    }

    /// Whose answer is given here.
    pub fn who(&self) -> Author {
        self.side().map_or(Author::Both, Author::from)
    }

    /// The answer given here.
    pub fn answer(&self) -> Answer {
        Answer { run: self.run, step: self.step.id.clone(), who: self.who() }
    }

    /// Only the one whose page it is may look.
    pub fn is_private(&self) -> bool {
        let private = flow::beat(self.state, self.run, &self.place, |b| b.private_to.is_some());
        private.unwrap_or(true)
    }

    /// Whether this person keeps their answer to themselves.
    fn is_kept(&self) -> bool {
        self.side().is_some_and(|side| self.peek(|run| run.keeps_private(&self.step.id, side)))
    }

    /// Who looks at this page.
    pub fn viewer(&self) -> Viewer {
        match self.side().filter(|_| self.is_private()) {
            Some(side) => Viewer::One(side),
            None => Viewer::Table,
        }
    }

    /// Whose page this is has a device of their own, and this is the other's.
    pub fn is_elsewhere(&self) -> bool {
        let mine = self.state.peek(|w| w.partnerships.get(self.couple.pair.uuid())?.mine);
        self.mode == Mode::Apart && mine.zip(self.side()).is_some_and(|(mine, side)| mine != side)
    }

    /// The other reads the guide; this person has no screen.
    pub fn is_told(&self) -> bool {
        self.mode == Mode::LeaderOnly && self.side() == Some(self.opener.other())
    }

    /// The prompt.
    pub fn ask(&self) -> &'static str {
        let nothing = self.words.ask_none.as_str();
        let shows_none = match self.step.shows {
            Some(Shows::Commitment) => self.subject().is_none_or(|c| c.plan.why.is_empty()),
            _ => self.held(|held| Some(held.ground.is_empty())).unwrap_or(true),
        };
        if nothing.is_empty() || !shows_none { &self.words.ask } else { nothing }
    }

    /// The step whose answer by the other is answered here.
    pub fn about(&self) -> Option<&'static Step> {
        self.step.about.as_ref().and_then(|id| self.dialogue.step(id))
    }

    /// The prompt on the page: said by name to whose page it is, where the pack has it so.
    pub fn asked(&self) -> View {
        let own =
            |run: &Run| feedback::own_question(self.dialogue, self.step, run).map(str::to_owned);
        if let Some(own) = self.peek(own) {
            return el("span", "").attr("dir", "auto").with(own.as_str()).into();
        }
        self.side().map_or_else(|| self.ask().into(), |side| self.asked_of(side))
    }

    /// The prompt, said to one of them by name.
    pub fn asked_of(&self, side: Side) -> View {
        let [name, other] = self.couple.slots_of(side);
        match self.words.ask_named.as_str() {
            "" => self.ask().into(),
            named => {
                let role = self.subject().map(|c| role::in_words(self.state, &c));
                let more = [("since", &*self.since()), ("role", &*role.unwrap_or_default())];
                sentence(named, &[name, other, more[0], more[1]])
            }
        }
    }

    /// How long ago the two last met, as a calendar counts days.
    fn since(&self) -> String {
        let days = self.state.peek(|w| {
            let last = prep::last_met(w, w.runs.get(self.run.uuid())?)?;
            Some(prep::days_between(last.started, clock::now()))
        });
        since(days)
    }

    /// What both stand behind from earlier talks, waking the reader.
    fn ground(&self) -> Vec<Agreement> {
        let parts = |w: &Workspace| w.run_parts(self.run, content::is_ground).map(|p| p.ground);
        self.state.with(parts).unwrap_or_default()
    }

    /// Whether the two name what they both want here, because nothing is agreed yet, waking the reader.
    fn names_ground(&self) -> bool {
        let names = |w: &Workspace| {
            let parts = w.run_parts(self.run, content::is_ground)?;
            Some(path::names_ground(self.step, &parts.held(self.dialogue)))
        };
        self.state.with(names).unwrap_or(false)
    }

    /// Whether each goes through this stage by themselves.
    fn is_apart(&self) -> bool {
        let here = |s: &&Stage| s.steps.iter().any(|step| step.id == self.step.id);
        self.dialogue.stages.iter().find(here).is_some_and(|s| s.apart)
    }

    /// Whether nothing comes after this step.
    pub fn is_last(&self) -> bool {
        self.dialogue.steps().last().is_some_and(|s| s.id == self.step.id)
    }

    /// What else one may do than write, with its sign: think, where nobody else is there to hear it.
    fn instead(&self) -> (&'static str, &'static str) {
        match self.step.visibility {
            _ if self.mode == Mode::Solo => ("closedeye", "act.think"),
            Visibility::Private => ("closedeye", "act.think"),
            _ => ("say", "act.say"),
        }
    }

    /// Whether a text may be written here.
    pub fn takes_text(&self) -> bool {
        self.step.takes_text() && !self.spoken_only
    }

    /// Reads from the run, waking the reader when anything changes.
    pub fn read<T: Default>(&self, read: impl FnOnce(&Run) -> T) -> T {
        self.state.with(|w| w.runs.get(self.run.uuid()).map_or_else(T::default, read))
    }

    /// Reads from the run, once.
    pub fn peek<T: Default>(&self, read: impl FnOnce(&Run) -> T) -> T {
        self.state.peek(|w| w.runs.get(self.run.uuid()).map_or_else(T::default, read))
    }

    /// Reads from the run together with what came of it, once.
    pub fn held<T>(&self, read: impl FnOnce(&Held) -> Option<T>) -> Option<T> {
        self.state.peek(|w| {
            let parts = w.run_parts(self.run, content::is_ground)?;
            read(&parts.held(self.dialogue))
        })
    }

    /// The words of the answer given here, waking the reader.
    pub fn words<T: Default>(&self, read: impl FnOnce(&Words) -> T) -> T {
        self.read(|run| privacy::own(run, self.step, self.who()).map_or_else(T::default, read))
    }

    /// The same, once.
    pub fn words_now(&self) -> Words {
        self.peek(|run| privacy::own(run, self.step, self.who()).cloned().unwrap_or_default())
    }

    /// The plan somebody made here, waking the reader.
    pub fn plan(&self, owner: Side) -> Option<Commitment> {
        self.state.with(|w| {
            let mut all = w.commitments.of(self.couple.pair);
            all.find(|c| c.run == self.run && c.step == self.step.id && c.owner == owner).cloned()
        })
    }

    /// The commitment that all of the run is about, once.
    pub fn subject(&self) -> Option<Commitment> {
        self.state.peek(|w| {
            let about = w.runs.get(self.run.uuid())?.about?;
            w.commitments.get(about.uuid()).cloned()
        })
    }

    /// Whether the one whose page it is made a plan here, waking the reader.
    fn has_plan(&self) -> bool {
        self.side().is_some_and(|side| self.plan(side).is_some())
    }

    /// What is known of the answer besides its words, once.
    pub fn entry_now<T>(&self, read: impl FnOnce(&Entry) -> T) -> Option<T> {
        self.peek(|run| run.entry(&self.step.id, self.who()).map(read))
    }

    /// Whether the answer of this page is sealed.
    pub fn is_sealed(&self) -> bool {
        let viewer = self.side().map_or(Viewer::Table, Viewer::One);
        self.read(|run| matches!(privacy::sight(self.step, run, self.who(), viewer), Sight::Sealed))
    }

    /// Does something. A refusal is said on the page; whatever was typed stays where it is.
    pub fn act(&self, command: Command) -> bool {
        self.state.act(command).is_ok()
    }

    /// Writes a draft of the answer. False where it is refused.
    pub fn write(&self, words: Words) -> bool {
        self.act(Command::AnswerWritten { answer: self.answer(), words })
    }

    /// Gives the answer, and goes on.
    pub fn give(&self, how: How) {
        if self.act(Command::AnswerGiven { answer: self.answer(), how }) {
            self.go_on();
        }
    }

    /// Gives what was written or picked; nothing is as good as a skip. Words that are refused stay
    /// in their field, and so does everybody.
    pub fn give_words(&self) {
        if self.state.flush_drafts() {
            self.give(if self.words_now().is_empty() { How::Skipped } else { How::Wrote });
        }
    }

    /// Gives what was said, with the note if there is one.
    pub fn give_said(&self) {
        if self.state.flush_drafts() {
            self.give(if self.words_now().has_text() { How::Wrote } else { How::SaidIt });
        }
    }

    /// Goes on without giving anything.
    pub fn go_on(&self) {
        flow::advance(self.state, self.run, &self.place);
    }

    /// Back to the page before.
    pub fn back(&self) {
        flow::retreat(self.state, self.run, &self.place);
    }
}

/// The page of a place: what is asked, and what can be answered.
pub fn page(leaf: &Page) -> View {
    match (leaf.place.part, leaf.step.kind) {
        (Part::Reveal, _) => reveal::page(leaf),
        (Part::Yes(_) | Part::Outcome, Kind::Agree) if leaf.step.about.is_some() => {
            role::page(leaf)
        }
        (Part::Own(_), Kind::Agree) => role::page(leaf),
        (_, Kind::Agree) if leaf.step.about.is_some() => role::page(leaf),
        (_, Kind::Agree) => agree::page(leaf),
        (_, Kind::Guide) if leaf.step.continues.is_some() => same_time::page(leaf),
        (_, Kind::Guide) if leaf.step.is_opening() => receive::page(leaf),
        (_, Kind::Guide) if leaf.step.parts => part_well::page(leaf),
        (_, Kind::Guide) if leaf.step.dims => dimmed::page(leaf),
        (_, Kind::Guide) => guide::page(leaf),
        (_, Kind::Readback) if leaf.step.shows == Some(Shows::Pocket) => pocket::page(leaf),
        (_, Kind::Readback) => readback::page(leaf),
        (_, Kind::Reflect | Kind::Each | Kind::Thank) => each::page(leaf),
        (_, Kind::Turns) => turns::page(leaf),
        (_, Kind::Mirror) => mirror::page(leaf),
        (_, Kind::Scale) => scale::page(leaf),
        (_, Kind::Choose) => match leaf.step.decides {
            Some(Decides::WhetherToBegin) => threshold::page(leaf),
            Some(Decides::WhoStarts) => who_starts::page(leaf),
            Some(Decides::More) => more::page(leaf),
            Some(Decides::WhatToHandOver) => release::page(leaf),
            Some(Decides::WhatToBring) => bring::page(leaf),
            _ if leaf.step.goes_through() => sort::page(leaf),
            _ if leaf.step.facing => both_stand::page(leaf),
            _ => choose::page(leaf),
        },
        (_, Kind::List) => list::page(leaf),
        (_, Kind::Commit) if leaf.dialogue.is_about_one() => choose_again::page(leaf),
        (_, Kind::Commit) => commit::page(leaf),
        (_, Kind::Schedule) => schedule::page(leaf),
    }
}

/// A question page: whose turn, prompt, hint, `body`, what the other said, actions.
pub fn question(leaf: &Page, body: impl Into<View>, actions: View) -> View {
    let alert = if leaf.takes_text() { nothing() } else { keeping_alert(leaf.state) };
    let asked = (alert, head(leaf), body.into(), refused(leaf.state));
    (asked, others_words(leaf), actions).into()
}

/// Whose turn it is, the prompt, the hint.
pub fn head(leaf: &Page) -> View {
    (turn_line(leaf), prompt(leaf.asked()), hint(leaf)).into()
}

/// The one heading of a page.
pub fn prompt(words: impl Into<View>) -> View {
    el("h1", "cg-prompt").attr("id", "prompt").attr("tabindex", "-1").with(words).into()
}

/// The focus goes to the heading, once what is shown now is there.
pub fn focus_prompt() {
    answer::focus_on("#prompt");
}

fn hint(leaf: &Page) -> View {
    // Line by line, it stands beside the one it is for.
    let hint = if leaf.words.lines.is_empty() { leaf.words.hint.as_str() } else { "" };
    // A guide is read out; elsewhere the hint is the app's own voice.
    let class = if leaf.step.kind == Kind::Guide { "cg-guide" } else { "cg-hint" };
    let line = |words: &'static str| (!words.is_empty()).then(|| el("p", class).with(words));
    (line(leaf.words.ask_more.as_str()), line(hint)).into()
}

fn turn_line(leaf: &Page) -> View {
    let couple = &leaf.couple;
    let (sign, words) = match leaf.side() {
        None => (emblem("cg-emblem cg-emblem--small"), t("turn.together").into()),
        Some(side) => {
            let key = match () {
                () if leaf.is_told() => "turn.told",
                () if leaf.is_kept() || leaf.step.visibility == Visibility::Private => {
                    "turn.private"
                }
                () if leaf.step.is_private() || leaf.step.kind == Kind::Agree => "turn.sealed",
                () if leaf.mode == Mode::Solo || leaf.is_apart() || leaf.step.is_opening() => {
                    "turn.alone"
                }
                () if leaf.step.kind == Kind::Mirror => "turn.says-back",
                () if leaf.step.visibility == Visibility::Spoken => "turn.speaks",
                () if leaf.mode == Mode::Apart => "turn.alone",
                () => "turn.own",
            };
            (badge(couple, side, ""), said(key, &couple.slots_of(side)))
        }
    };
    // A prompt that calls the speaker by name says it well enough to whoever sees it.
    let named = leaf.step.kind == Kind::Turns && !leaf.words.ask_named.is_empty();
    let class = if named { "cg-turn cg-hidden" } else { "cg-turn" };
    el("p", class).with(sign).with(el("span", "").with(words)).into()
}

/// Why the last act changed nothing, in words.
pub fn refused(state: State) -> View {
    let words = |refusal: Refusal| match refusal {
        Refusal::TooLong => t("refused.too-long"),
        Refusal::NameTooLong => t("refused.name-too-long"),
        Refusal::SpokenOnly => t("refused.spoken-only"),
        Refusal::TakesNoText => t("refused.takes-no-text"),
        Refusal::NotTheirs => t("refused.not-theirs"),
        Refusal::Opened => t("refused.opened"),
        Refusal::Gone => t("refused.gone"),
        Refusal::Date => t("refused.date"),
        Refusal::OutOfRange => t("refused.out-of-range"),
    };
    let line = live(move || state.refusal(), move |refusal| refusal.map(|r| alert(words(r))));
    el("div", "").attr("role", "status").with(line).into()
}

/// What there is to read beside one's own answer, folded: the other's, and both of last time.
fn others_words(leaf: &Page) -> View {
    (theirs(leaf), last_time(leaf)).into()
}

/// What both answered last time, where they look at it again.
fn last_time(leaf: &Page) -> Option<El> {
    let again = leaf.dialogue.minutes.again;
    let last = leaf.state.peek(|w| w.round_before(leaf.run).cloned());
    let shown = readback::abreast(leaf, leaf.step, &last.filter(|_| again)?)?;
    Some(fold(el("span", "").with(t("fold.last-time")), shown))
}

/// "Read what Maya said", where there is something the viewer may read.
fn theirs(leaf: &Page) -> View {
    let Some(side) = leaf.side().filter(|_| leaf.mode != Mode::Solo) else { return nothing() };
    let (other, viewer) = (side.other(), leaf.viewer());
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let has = move || {
        watched.read(|run| {
            let sight = privacy::sight(watched.step, run, other.into(), viewer);
            matches!(sight, Sight::Words(..) | Sight::ChoseNotToSay)
        })
    };
    live(has, move |has| {
        has.then(|| {
            let summary = said("fold.read", &[("name", leaf.couple.name(other))]);
            let summary =
                (badge(&leaf.couple, other, "cg-badge--small"), el("span", "").with(summary));
            let words = el("div", "").attr("lang", leaf.couple.speaks(other));
            fold(summary, words.with(answer::read(&leaf, other.into(), viewer)))
        })
    })
}

/// Back, skip, and the way on.
pub fn usual_actions(leaf: &Page, main: View) -> View {
    let (back, skip) = (leaf.clone(), leaf.clone());
    let skip = actions::skip(move || skip.give(How::Skipped));
    actions::bar(actions::back(move || back.back()), vec![skip, main])
}

/// Back, and the way on; for pages where there is nothing to skip.
pub fn plain_actions(leaf: &Page, main: View) -> View {
    let back = leaf.clone();
    actions::bar(actions::back(move || back.back()), vec![main])
}

/// "Continue", doing something first.
pub fn continue_button(leaf: &Page, act: impl Fn(&Leaf) + 'static) -> View {
    let leaf = leaf.clone();
    next_button(t("act.continue"), move || act(&leaf))
}

/// "Continue", giving what was written or picked; or sealing it.
pub fn give_button(leaf: &Page) -> View {
    let key = if leaf.step.reveal && leaf.mode != Mode::Solo { "act.seal" } else { "act.continue" };
    let leaf = leaf.clone();
    next_button(t(key), move || leaf.give_words())
}

/// "We'll just say it": completes the step with nothing written.
pub fn say_button(leaf: &Page) -> View {
    let leaf = leaf.clone();
    let (sign, words) = leaf.instead();
    let say = sign_button(Look::SmallPlain, sign, t(words), move || leaf.give(How::SaidIt));
    el("p", "cg-step__aloud").with(say).into()
}

/// Where nothing is written: said to each other, then on.
pub fn spoken_actions(leaf: &Page) -> View {
    let said = leaf.clone();
    usual_actions(leaf, next_button(t("act.said"), move || said.give(How::SaidIt)))
}
