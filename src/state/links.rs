//! What came by a link is looked at from memory first: nothing is stored, and nothing of one's own is
//! touched, until somebody keeps it or begins to answer (`trust.md` 4). Then the link is taken out of
//! the address.

use leptos::prelude::*;

use super::State;
use crate::app::route::Route;
use crate::domain::command::Command;
use crate::domain::crossing::Parcel;
use crate::domain::ids::{PairId, RunId};
use crate::domain::limits;
use crate::domain::refusal::Refusal;
use crate::domain::run::How;
use crate::domain::workspace::{Change, Record, RecordKey, Workspace};
use crate::platform::page;
use crate::share::{envelope, file};
use crate::storage::tab;

/// What the tab notes while somebody who forgets is on the way back to where they began.
const FORGETTING: &str = "forgetting";

/// Something that is in memory only.
pub struct Looking {
    pair: PairId,
    run: RunId,
    /// What the address holds meanwhile, so that a reload comes back to it.
    fragment: String,
    /// Nobody has answered: it is only being laid out.
    laying_out: bool,
    /// What is gone by it, and goes from the store once it is kept.
    gone: Vec<RecordKey>,
    /// Reads anew what is kept. Named here, and called through here by whatever every page begins with: what
    /// reads records is not in that part of the program.
    restore: fn(State),
}

impl Looking {
    fn is_about(&self, route: Route) -> bool {
        matches!(route, Route::Talk(run, _) | Route::Send(run) if run == self.run)
            || route == Route::Link
    }
}

impl State {
    /// The link that was opened, as it stands there.
    pub fn incoming(self) -> String {
        self.incoming.get()
    }

    /// Opens a link that was pasted, or read from the file of one. If it is a link at all, it takes the
    /// place in the address, too.
    pub fn open_link(self, text: &str) {
        // What somebody was sent is no part of an example.
        self.leave_example();
        let inside = file::read(text);
        // Where it is too long for an address, it stays what stands in the file.
        let fragment = envelope::fragment(inside.as_deref().unwrap_or(text));
        let fragment = fragment.filter(|link| link.len() <= limits::LINK);
        if let Some(fragment) = &fragment {
            page::go(fragment, true);
        }
        self.look_away();
        self.incoming.set(fragment.unwrap_or_else(|| text.to_owned()));
        self.arrive(Route::Link, None);
    }

    /// Opens a link that stands in a file. False where the file is another one.
    pub fn open_link_file(self, text: &str) -> bool {
        let is_one = file::read(text).is_some();
        if is_one {
            self.open_link(text);
        }
        is_one
    }

    /// Lays out in memory what a link holds, and does what is `done` first with it. Nothing of it is
    /// written until somebody answers or keeps it.
    ///
    /// # Errors
    /// It cannot be taken in here; nothing changed.
    pub fn look_at(
        self,
        parcel: &Parcel,
        done: impl FnOnce() -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.look_away();
        self.load_for_parcel(parcel);
        *self.here().looking.borrow_mut() = Some(Looking {
            pair: parcel.pair,
            run: parcel.run,
            fragment: page::fragment(),
            laying_out: true,
            gone: Vec::new(),
            restore,
        });
        let parcel = Box::new(parcel.clone());
        let laid = self.act(Command::ParcelTaken { parcel }).and_then(|()| done());
        if let Some(looking) = self.here().looking.borrow_mut().as_mut() {
            looking.laying_out = false;
        }
        if laid.is_err() {
            self.look_away();
        }
        laid
    }

    /// Whether what is on the page is in memory only.
    pub fn is_looking(self) -> bool {
        self.here().looking.borrow().is_some()
    }

    /// Keeps what was only looked at, and takes the link out of the address.
    pub fn keep(self) {
        let Some(looking) = self.here().looking.borrow_mut().take() else { return };
        let theirs = |key: &RecordKey| key.pair == looking.pair.uuid();
        let there = self.peek(Workspace::keys).into_iter().filter(theirs).map(Change::Put);
        let all: Vec<Change> = looking.gone.into_iter().map(Change::Gone).chain(there).collect();
        let mut workspace = self.workspace.write_untracked();
        self.write(&all, &mut workspace);
        drop(workspace);
        // It is what these two pick up next. Refused only where it is gone.
        let _ = self.act(Command::CarriedOn { run: looking.run });
        page::go(&self.route_untracked().fragment(), true);
    }

    /// Forgets what was only looked at: everything is as it was.
    pub(super) fn look_away(self) {
        let looking = self.here().looking.borrow_mut().take();
        if let Some(looking) = looking {
            (looking.restore)(self);
        }
    }

    /// Whether a change goes to the store. An answer keeps what was only looked at.
    pub(super) fn keeps(self, command: &Command) -> bool {
        let here = self.here();
        let looking = here.looking.borrow();
        let Some(looking) = looking.as_ref() else { return true };
        let answers = matches!(
            command,
            Command::AnswerWritten { .. }
                // A page that was only read is no answer.
                | Command::AnswerGiven { how: How::Wrote | How::SaidIt | How::Skipped, .. }
                | Command::PlanWritten { .. }
                | Command::SentenceWritten { .. }
        );
        answers && !looking.laying_out
    }

    /// Remembers what is gone while something is only looked at.
    pub(super) fn looks_past(self, changes: &[Change]) {
        if let Some(looking) = self.here().looking.borrow_mut().as_mut() {
            let gone = |change: &Change| match change {
                Change::Gone(key) => Some(*key),
                _ => None,
            };
            looking.gone.extend(changes.iter().filter_map(gone));
        }
    }

    /// Goes on with a page while something is only looked at: the address keeps the link.
    pub(super) fn looks_on(self, route: Route) -> bool {
        let here = self.here();
        let fragment = {
            let looking = here.looking.borrow();
            looking.as_ref().filter(|l| l.is_about(route)).map(|l| l.fragment.clone())
        };
        if let Some(fragment) = &fragment {
            page::go(fragment, true);
        } else {
            self.look_away();
        }
        fragment.is_some()
    }

    /// Erases a partnership that came by a link, and everything that tells of it here.
    pub fn finish_and_forget(self, pair: PairId) {
        self.hand_over(None);
        // There is nothing to say where it is gone already.
        let _ = self.act(Command::PartnershipErased { pair });
        // After the only two who were here, not even that somebody was here is left.
        if !self.is_anybody() && self.aside().is_empty() {
            let _ = self.act(Command::EverythingErased);
        }
        page::go("/", true);
        self.arrive(Route::Home, None);
        // Back leads to nothing that was forgotten: home takes the place of the first page, and of all after it.
        tab::note(FORGETTING, Some("1"));
        if tab::noted(FORGETTING).is_some() && !page::back_to_the_first() {
            forget_the_way();
        }
    }

    /// Whether the run of a parcel is here already, with the same two. Reads what is kept of it first.
    pub fn knows(self, parcel: &Parcel) -> bool {
        self.load_for_parcel(parcel);
        self.peek(|w| {
            w.runs.get(parcel.run.uuid()).is_some_and(|r| r.key().pair == parcel.pair.uuid())
        })
    }
}

/// Once somebody who forgets has come back to where they began: nothing lies after it in the history.
pub(super) fn forget_the_way() {
    if tab::noted(FORGETTING).is_some() {
        tab::note(FORGETTING, None);
        page::go("/", true);
        page::go("/", false);
    }
}

/// Reads anew what is kept, as far as the page at our address needs it.
pub(super) fn restore(state: State) {
    state.workspace.set(Workspace::default());
    state.load_device();
    state.load_for(state.route_untracked());
}
