//! The bridge between the records and the pages: one private signal that holds everything,
//! `act` in, `with` and `peek` out. Besides, it changes with what is read (`load`), what other tabs write (`sync`),
//! a copy that is brought in or taken back (`copies`), and the example, which takes its place for a while.

mod copies;
mod example;
mod going;
mod holder;
mod links;
mod load;
mod lock;
mod sync;
mod unproposed;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use uuid::Uuid;

use crate::app::route::Route;
use crate::content;
use crate::domain::command::{Circumstances, Command};
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, RecordKind, Workspace};
use crate::platform::{clock, on_window, page};
use crate::storage::{Kept, PREFIX, Store, mirror};

pub use crate::storage::{NotKept, Standing};
pub use copies::{Bringing, Fault, Snapshot};
pub use load::RECENT;
pub use lock::Area;
pub use sync::Writer;
pub use unproposed::Unproposed;

/// Whether what is on the page is kept, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing was written yet.
    Quiet,
    Kept(Stamp),
    Not(NotKept),
}

/// Fetching a part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaching {
    /// Nothing is waited for, or not yet for long.
    Nothing,
    /// For so long that it should be said.
    Waiting,
    /// It could not be had.
    Failed,
}

/// Called before anything that must not miss the last words typed. False: they were refused.
type Flush = Rc<dyn Fn() -> bool>;

/// What every page works with. Copying it copies handles, not data.
#[derive(Clone, Copy)]
pub struct State {
    workspace: RwSignal<Workspace>,
    route: RwSignal<Route>,
    keeping: RwSignal<Keeping>,
    /// Why the last act changed nothing, until the next.
    refusal: RwSignal<Option<Refusal>>,
    /// Who holds the device, as far as they have said so.
    holder: RwSignal<Option<Side>>,
    /// What is locked and was opened by its passphrase, for as long as its owner holds the device.
    opened: RwSignal<Option<Area>>,
    /// Set while another tab writes in the open run.
    writer: RwSignal<Writer>,
    /// Moves every quarter of a minute while somebody is waiting for it.
    now: RwSignal<Stamp>,
    /// Whether a part of the program is waited for, or could not be had.
    reaching: RwSignal<Reaching>,
    /// The link that was opened, while its page is open.
    incoming: RwSignal<String>,
    /// How one leaves the example, while somebody looks around there.
    example: RwSignal<Option<fn(State)>>,
    here: StoredValue<Rc<Here>, LocalStorage>,
}

/// What is not data for the pages.
struct Here {
    /// What is written to: the example's own while somebody looks around there.
    store: RefCell<Rc<Store>>,
    /// What waits while somebody looks around in the example.
    waiting: RefCell<Option<example::Waiting>>,
    awake: Cell<bool>,
    drafts: RefCell<Vec<(usize, Flush)>>,
    holding: RefCell<holder::Holding>,
    /// What the page we stepped aside to took the place of.
    aside_of: Cell<Option<Route>>,
    lock: RefCell<sync::Lock>,
    /// What came by a link and is in memory only.
    looking: RefCell<Option<links::Looking>>,
}

impl Here {
    fn store(&self) -> Rc<Store> {
        self.store.borrow().clone()
    }
}

impl State {
    /// Opens the store and follows the address. Reads no record: that needs more of the program
    /// than a stranger is sent, and is done by `wake`.
    pub fn open() -> Self {
        let here = Here {
            store: RefCell::new(Rc::new(Store::open())),
            waiting: RefCell::default(),
            awake: Cell::new(false),
            drafts: RefCell::default(),
            holding: RefCell::default(),
            aside_of: Cell::new(None),
            lock: RefCell::default(),
            looking: RefCell::default(),
        };
        let state = Self {
            workspace: RwSignal::new(Workspace::default()),
            route: RwSignal::new(Route::Home),
            keeping: RwSignal::new(Keeping::Quiet),
            refusal: RwSignal::new(None),
            holder: RwSignal::new(None),
            opened: RwSignal::new(None),
            writer: RwSignal::new(Writer::Here),
            now: RwSignal::new(clock::now()),
            reaching: RwSignal::new(Reaching::Nothing),
            incoming: RwSignal::new(String::new()),
            example: RwSignal::new(None),
            here: StoredValue::new_local(Rc::new(here)),
        };
        state.follow_address();
        state
    }

    /// Reads how this device is set, takes in what was left behind, and follows what happens
    /// around. The first call does that; the others nothing.
    pub fn wake(self) {
        if self.here().awake.replace(true) {
            return;
        }
        self.load_device();
        self.take_unsaved();
        self.follow_tabs();
        self.follow_holder();
    }

    /// The same, and reads what the page at our address needs.
    pub fn wake_for_page(self) {
        self.wake();
        self.load_for(self.route.get_untracked());
    }

    /// Whether there is anybody here: a stranger is shown another first page.
    pub fn is_anybody(self) -> bool {
        self.with(Workspace::has_anybody) || self.here().store().has_anything()
    }

    /// Whether records were read and other tabs are followed.
    pub fn is_awake(self) -> bool {
        self.here().awake.get()
    }

    /// Whether this browser may hold more than its store says: another program of ours ran here.
    pub async fn was_here_before(self) -> bool {
        self.here().store().standing() == Standing::Ready && mirror::exists().await
    }

    /// Waits until an erasure is noted in the journal as well, so that no later start brings back what
    /// is gone.
    pub async fn settled(self) {
        // Where there is no journal, there is nothing to wait for.
        mirror::settled().await.unwrap_or_default();
    }

    /// Calls `act` when another tab writes or erases something of ours.
    pub fn on_news(self, act: impl Fn() + 'static) {
        on_window("storage", move |event: web_sys::StorageEvent| {
            if event.key().is_none_or(|key| key.starts_with(PREFIX)) {
                act();
            }
        });
    }

    /// Whether a part of the program is waited for, or could not be had.
    pub fn reaching(self) -> Reaching {
        self.reaching.get()
    }

    /// Notes how the fetching of a part goes. `Nothing` lets it be tried again.
    pub fn set_reaching(self, reaching: Reaching) {
        self.reaching.set(reaching);
    }

    fn here(self) -> Rc<Here> {
        self.here.get_value()
    }

    /// Reads from everything, waking the reader when it changes.
    pub fn with<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with(read)
    }

    /// Reads from everything, once.
    pub fn peek<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with_untracked(read)
    }

    /// Where we are.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// Where we are, once.
    pub fn route_untracked(self) -> Route {
        self.route.get_untracked()
    }

    /// Whether what is on the page is kept.
    pub fn keeping(self) -> Keeping {
        self.keeping.get()
    }

    /// Whether what is on the page could not be kept.
    pub fn is_not_kept(self) -> bool {
        matches!(self.keeping(), Keeping::Not(_))
    }

    /// Why the last act changed nothing.
    pub fn refusal(self) -> Option<Refusal> {
        self.refusal.get()
    }

    /// Whether this browser keeps anything at all.
    pub fn standing(self) -> Standing {
        self.here().store().standing()
    }

    /// The time, moving on while a turn runs or a pause is waited out.
    pub fn now(self) -> Stamp {
        self.now.get()
    }

    /// The same, once.
    pub fn now_untracked(self) -> Stamp {
        self.now.get_untracked()
    }

    /// Looks at the clock.
    pub fn tick(self) {
        self.now.set(clock::now());
    }

    /// Somebody did something.
    ///
    /// # Errors
    /// Why nothing changed; the page says it in words too.
    pub fn act(self, command: Command) -> Result<(), Refusal> {
        self.changed_by(command).map(drop)
    }

    /// The same, where it makes a record of this kind: which.
    pub fn make(self, command: Command, kind: RecordKind) -> Option<Uuid> {
        let changes = self.changed_by(command).ok()?;
        changes.iter().find_map(|change| match change {
            Change::Put(key) if key.kind == kind => Some(key.id),
            _ => None,
        })
    }

    fn changed_by(self, command: Command) -> Result<Vec<Change>, Refusal> {
        let is_typed = command.is_typed();
        if !is_typed {
            self.flush_drafts();
        }
        let keeps = self.keeps(&command);
        if keeps {
            self.keep();
        }
        let mut workspace = self.workspace.write();
        let mut chance = || self.chance();
        let mut around =
            Circumstances { now: clock::now(), chance: &mut chance, dialogues: &content::dialogue };
        match workspace.apply(command, &mut around) {
            Ok(changes) => {
                if changes.is_empty() {
                    workspace.untrack();
                } else if keeps {
                    let before = self.keeping.get_untracked();
                    self.write(&changes, &mut workspace);
                    // Where nothing was written yet, nothing is said to be kept.
                    let kept = matches!(self.keeping.get_untracked(), Keeping::Kept(_));
                    if !is_typed && kept && before == Keeping::Quiet {
                        self.keeping.set(before);
                    }
                } else {
                    self.looks_past(&changes);
                }
                drop(workspace);
                self.refusal.set(None);
                Ok(changes)
            }
            Err(refusal) => {
                workspace.untrack();
                drop(workspace);
                self.refusal.set(Some(refusal));
                if is_typed {
                    // What was kept before is not what stands on the page.
                    self.keeping.set(Keeping::Quiet);
                }
                Err(refusal)
            }
        }
    }

    fn write(self, changes: &[Change], workspace: &mut Workspace) {
        let kept = self.here().store().write(changes, workspace);
        self.note_kept(kept, changes);
    }

    /// Says whether what was written is kept, and has the app's files kept beside it.
    fn note_kept(self, kept: Kept, changes: &[Change]) {
        let keeping = match kept {
            // Of an example nothing is.
            Kept::Yes if self.is_example() => Keeping::Quiet,
            Kept::Yes => Keeping::Kept(clock::now()),
            Kept::No(why) => Keeping::Not(why),
        };
        self.forget_unproposed(changes);
        if matches!(keeping, Keeping::Kept(_)) {
            page::keep_files(!changes.contains(&Change::AllGone));
        }
        self.keeping.set(keeping);
    }

    /// Registers a field whose last words may not have been handed over yet.
    pub fn has_draft(self, flush: impl Fn() -> bool + 'static) {
        let here = self.here();
        let flush: Flush = Rc::new(flush);
        let id = Rc::as_ptr(&flush).cast::<()>() as usize;
        here.drafts.borrow_mut().push((id, flush));
        on_cleanup(move || {
            if let Some(here) = self.here.try_get_value() {
                here.drafts.borrow_mut().retain(|(i, _)| *i != id);
            }
        });
    }

    /// Hands over whatever is still being typed. False: something of it was refused, and stands in
    /// its field only.
    pub fn flush_drafts(self) -> bool {
        let drafts: Vec<Flush> =
            self.here().drafts.borrow().iter().map(|(_, f)| f.clone()).collect();
        // All of them, whatever comes of the first.
        drafts.iter().filter(|flush| !flush()).count() == 0
    }
}
