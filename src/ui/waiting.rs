//! What two would pick up, what may be said of it before anybody is asked who is there, and the ways to it.

use super::couple::Couple;
use super::dom::{View, el};
use super::flow;
use super::parts::button::{Look, button};
use super::words::{said, t};
use crate::app::route::Route;
use crate::content::words::pack;
use crate::domain::command::Command;
use crate::domain::ids::{PairId, RunId};
use crate::domain::person::{Partnership, Side};
use crate::domain::run::Run;
use crate::domain::session::{FREE_TALK, Mode};
use crate::domain::workspace::Workspace;
use crate::state::State;

/// What two would pick up. Of a sitting of one, whoever looks on learns whose it is and no more (D.12).
#[derive(Clone, Copy, PartialEq)]
pub struct Waiting {
    pub run: RunId,
    title: &'static str,
    /// Who sits alone with it.
    alone: Option<Side>,
    pub is_free_talk: bool,
}

impl Waiting {
    /// What a pair would pick up, if anything is open. What somebody put off is offered once, when its day has come (C3).
    pub fn of(workspace: &Workspace, pair: PairId) -> Option<Self> {
        let run = workspace.pick_up(pair)?;
        let put_off = |p: &Partnership| p.later.iter().any(|later| later.run == run);
        if workspace.partnership(pair).is_some_and(put_off) {
            return None;
        }
        Self::at(workspace, workspace.runs.get(run.uuid())?)
    }

    /// The same of one run, while that is open.
    pub fn at(workspace: &Workspace, run: &Run) -> Option<Self> {
        let title = pack(&run.dialogue).filter(|_| !run.is_closed())?.title.as_str();
        let session = workspace.sessions.get(run.session.uuid());
        let alone = session.filter(|s| s.mode == Mode::Solo).map(|s| s.opener);
        Some(Self { run: run.id, title, alone, is_free_talk: run.dialogue == *FREE_TALK })
    }

    /// What it is called; nothing where one of them sits alone with it.
    pub fn title(&self) -> Option<&'static str> {
        (!self.is_alone()).then_some(self.title)
    }

    /// Whether one of them sits alone with it.
    pub fn is_alone(&self) -> bool {
        self.alone.is_some()
    }

    /// What it is.
    pub fn told(&self, couple: &Couple) -> View {
        match self.alone {
            Some(side) => said("home.alone-waits", &couple.slots_of(side)),
            None => el("span", "").attr("dir", "auto").with(self.title).into(),
        }
    }

    /// What the button says that picks it up.
    pub fn words(&self, couple: &Couple) -> View {
        match self.alone {
            Some(side) => said("home.alone-carry-on", &couple.slots_of(side)),
            None => said("partnership.carry-on", &[("title", self.title)]),
        }
    }
}

/// To where the two sit down.
pub fn sit_down(state: State, pair: PairId, look: Look) -> View {
    button(look, t("home.begin"), move || state.go(Route::Begin(pair), false))
}

/// Picks a run up where it was put down. What is private in it asks who is there, but for a device of one's own.
pub fn carry_on(state: State, run: RunId) {
    let mine = state.peek(|w| {
        let pair = w.runs.get(run.uuid())?.pair;
        w.mine(pair)
    });
    if state.act(Command::CarriedOn { run }).is_ok() {
        if state.was_left(run) {
            state.note_left(None);
        }
        state.hand_over(mine);
        flow::enter(state, run, false);
    }
}
