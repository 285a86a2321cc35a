//! Looking around with invented people: a store in memory, which stands where the real one stood, so that every page
//! works and nothing is written. What was there waits, untouched, until somebody leaves.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::{Keeping, State};
use crate::app::route::Route;
use crate::codec::import;
use crate::codec::record;
use crate::content::{self, words};
use crate::domain::bring::Bring;
use crate::domain::device::Device;
use crate::domain::ids;
use crate::domain::person::{Partnership, Person};
use crate::domain::workspace::{Change, RecordKey, RecordKind, Workspace};
use crate::platform::{chance, page};
use crate::storage::Store;

// What was drawn in the example so far.
thread_local! {
    static DRAWN: Cell<u32> = const { Cell::new(u32::MAX / 2) };
}

/// What is everybody's own, meanwhile.
pub(super) struct Waiting {
    store: Rc<Store>,
    workspace: Workspace,
    keeping: Keeping,
    /// Everything of this origin was cleared meanwhile, and not by us.
    pub(super) cleared: bool,
}

impl State {
    /// Whether somebody looks around with invented people.
    pub fn is_example(self) -> bool {
        self.example.get_untracked().is_some()
    }

    /// The same, waking the reader.
    pub fn in_example(self) -> bool {
        self.example.get().is_some()
    }

    /// Leaves everything as it is, and goes on with the invented people.
    pub fn enter_example(self) {
        let Ok(incoming) = import::read(content::example()) else { return };
        if self.is_example() {
            return;
        }
        self.wake();
        self.hand_over(None);
        self.look_away();
        let here = self.here();
        let mut people = Workspace::default();
        let mut changes = people.bring_in(&incoming.records, None, Bring::Merge);
        // How this device is read is nobody's secret, and somebody needs it.
        let device = self.peek(|w| w.device.clone());
        let Device { text_size, reading_pace, chime, .. } = device;
        people.device = Device { text_size, reading_pace, chime, ..Device::default() };
        changes.push(Change::Put(RecordKey::DEVICE));
        let store = Store::of_example();
        store.write(&changes, &mut people);
        let waiting = Waiting {
            store: here.store.replace(Rc::new(store)),
            workspace: self.peek(Workspace::clone),
            keeping: self.keeping.get_untracked(),
            cleared: false,
        };
        *here.waiting.borrow_mut() = Some(waiting);
        self.example.set(Some(Self::out_of_example));
        page::mark_root("data-example", Some(""));
        self.keeping.set(Keeping::Quiet);
        self.workspace.set(people);
        self.go(Route::Home, false);
    }

    /// Leaves the example, if somebody is there: everything is as it was, with what other tabs wrote meanwhile.
    pub fn leave_example(self) {
        // By the way that was noted: what reads records is not in the part of the program that every page begins with.
        if let Some(leave) = self.example.get_untracked() {
            leave(self);
        }
    }

    fn out_of_example(self) {
        self.hand_over(None);
        let here = self.here();
        let Some(waiting) = here.waiting.borrow_mut().take() else { return };
        *here.store.borrow_mut() = waiting.store;
        self.example.set(None);
        page::mark_root("data-example", None);
        self.workspace.set(waiting.workspace);
        self.keeping.set(waiting.keeping);
        if waiting.cleared {
            self.keep_all_again();
            return;
        }
        let (held, store) = (self.peek(Workspace::keys), here.store());
        // All else is read when a page needs it.
        let whole = |key: &RecordKey| matches!(key.kind, RecordKind::Partnership | RecordKind::Map);
        let all = held.into_iter().chain(store.all_keys().into_iter().filter(whole));
        let unkept = store.unkept();
        for key in all.filter(|key| !unkept.contains(key)) {
            self.take_from_elsewhere(&record::key_name(key));
        }
    }

    /// A copy of the example says of each of its people that they are invented, wherever it is brought in.
    pub(super) fn marked(self, mut workspace: Workspace) -> Workspace {
        let named = |person: &Person| {
            let name = words::fill(words::say("example.name"), &[("name", &person.name)]);
            Person { name, ..person.clone() }
        };
        let all: Vec<Partnership> = workspace.partnerships.iter().cloned().collect();
        for partnership in all.into_iter().filter(|_| self.is_example()) {
            let people = partnership.people.each_ref().map(named);
            workspace.take(Partnership { people, ..partnership });
        }
        workspace
    }

    /// Home, for an address that leads to somebody of the example, once it was left.
    pub(super) fn at_home(self, route: Route) -> Route {
        if !route.is_invented() || self.is_example() {
            return route;
        }
        page::go(&Route::Home.fragment(), true);
        Route::Home
    }

    /// Ten bytes, different at every call: by chance, or such that an address tells that it is an example's.
    pub(super) fn chance(self) -> [u8; 10] {
        if !self.is_example() {
            return chance::ten_bytes();
        }
        DRAWN.set(DRAWN.get().wrapping_add(1));
        ids::invented(DRAWN.get())
    }
}
