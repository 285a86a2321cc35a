//! One page of a run: what its parts read of it, and what is done on it.

use std::rc::Rc;

use leptos::prelude::RwSignal;

use super::role;
use crate::app::route::Route;
use crate::content;
use crate::content::words::{Pack, StepWords};
use crate::domain::command::{Answer, Command};
use crate::domain::dialogue::{CheckedDialogue, Shows, Stage, Step};
use crate::domain::feedback;
use crate::domain::ids::RunId;
use crate::domain::meeting;
use crate::domain::outcome::{Agreement, Commitment};
use crate::domain::path::{self, Held};
use crate::domain::person::{Author, Side};
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::{Entry, How, Place, Run, Visibility, Words};
use crate::domain::session::Mode;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{View, el};
use crate::ui::flow;
use crate::ui::words::{sentence, since};

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
    pub(super) fn is_kept(&self) -> bool {
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
        self.alone_here().zip(self.side()).is_some_and(|(mine, side)| mine != side)
    }

    /// Who sits here without the other, where each has a device of their own.
    pub(super) fn alone_here(&self) -> Option<Side> {
        self.state.peek(|w| w.mine(self.couple.pair)).filter(|_| self.mode == Mode::Apart)
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
            let last = meeting::last_met(w, w.runs.get(self.run.uuid())?)?;
            Some(meeting::days_between(last.started, clock::now()))
        });
        since(days)
    }

    /// What both stand behind from earlier talks, waking the reader.
    pub(super) fn ground(&self) -> Vec<Agreement> {
        let parts = |w: &Workspace| w.run_parts(self.run, content::is_ground).map(|p| p.ground);
        self.state.with(parts).unwrap_or_default()
    }

    /// Whether the two name what they both want here, because nothing is agreed yet, waking the reader.
    pub(super) fn names_ground(&self) -> bool {
        let names = |w: &Workspace| {
            let parts = w.run_parts(self.run, content::is_ground)?;
            Some(path::names_ground(self.step, &parts.held(self.dialogue)))
        };
        self.state.with(names).unwrap_or(false)
    }

    /// Whether each goes through this stage by themselves.
    pub(super) fn is_apart(&self) -> bool {
        let here = |s: &&Stage| s.steps.iter().any(|step| step.id == self.step.id);
        self.dialogue.stages.iter().find(here).is_some_and(|s| s.apart)
    }

    /// Whether nothing comes after this step.
    pub fn is_last(&self) -> bool {
        self.dialogue.steps().last().is_some_and(|s| s.id == self.step.id)
    }

    /// What else one may do than write, with its sign: think, where nobody else is there to hear it.
    pub(super) fn instead(&self) -> (&'static str, &'static str) {
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
    pub(super) fn has_plan(&self) -> bool {
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
