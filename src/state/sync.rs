//! Other tabs, and the moment this one goes away.

use leptos::prelude::*;

use super::{State, load};
use crate::domain::command::Command;
use crate::domain::ids::RunId;
use crate::domain::workspace::{Change, Workspace};
use crate::platform::locks::{self, Held, NotHeld};
use crate::platform::task::spawn;
use crate::platform::{on_document, on_window, page};
use crate::storage::{PREFIX, mirror, persist};

/// Who may write in the open run: one tab at a time, where the browser can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    Here,
    /// Another tab; this one only shows.
    Elsewhere,
}

/// That this tab writes to a run; given back when it is dropped.
#[derive(Default)]
pub struct Lock {
    run: Option<RunId>,
    held: Option<Held>,
}

impl State {
    /// Which tab writes in the open run.
    pub fn writer(self) -> Writer {
        self.writer.get()
    }

    /// Makes this tab the one that writes in `run`, if no other is; with `take_over`, in any case.
    pub fn write_in(self, run: Option<RunId>, take_over: bool) {
        let here = self.here();
        if !take_over && here.lock.borrow().run == run {
            return;
        }
        *here.lock.borrow_mut() = Lock { run, held: None };
        let Some(id) = run else {
            self.writer.set(Writer::Here);
            return;
        };
        spawn(async move {
            let lost = move || {
                if self.here().lock.borrow().run == run {
                    self.flush_drafts();
                    self.writer.set(Writer::Elsewhere);
                }
            };
            let answer = locks::take(&format!("{PREFIX}{id}"), take_over, lost).await;
            // Gone elsewhere meanwhile: the lock is let go by being dropped.
            if self.here().lock.borrow().run != run {
                return;
            }
            let writer = match answer {
                Ok(held) => {
                    self.here().lock.borrow_mut().held = Some(held);
                    Writer::Here
                }
                Err(NotHeld::Taken) => Writer::Elsewhere,
                Err(NotHeld::Unknown) => Writer::Here,
            };
            self.writer.set(writer);
        });
    }

    /// Asks the browser, once ever, to keep our storage; after the first dialogue that was closed.
    pub fn ask_to_persist(self) {
        if !self.peek(|w| w.device.asked_to_persist) && self.act(Command::AskedToPersist).is_ok() {
            if self.is_example() {
                return;
            }
            spawn(async {
                persist::ask().await;
            });
        }
    }

    /// Whether the browser has agreed to keep our storage.
    pub async fn is_persisted() -> bool {
        persist::is_granted().await
    }

    pub(super) fn follow_tabs(self) {
        on_window("storage", move |event: web_sys::StorageEvent| {
            let Some(key) = event.key() else {
                self.keep_all_again();
                return;
            };
            if let Some(name) = key.strip_prefix(PREFIX) {
                self.take_from_elsewhere(name);
            }
        });
        on_document("visibilitychange", move |_: web_sys::Event| {
            if page::is_hidden() {
                self.flush_drafts();
            }
        });
        on_window("pagehide", move |_: web_sys::Event| {
            self.flush_drafts();
        });
        spawn(async move {
            let store = self.here().store();
            for name in mirror::recover(&store).await {
                self.take_from_elsewhere(&name);
            }
        });
    }

    /// Everything of this origin was cleared, and not by us: we erase name by name. What this tab
    /// holds is kept again.
    pub(super) fn keep_all_again(self) {
        // What waits is kept again when the example is left.
        if let Some(waiting) = self.here().waiting.borrow_mut().as_mut() {
            waiting.cleared = true;
            return;
        }
        self.flush_drafts();
        let all: Vec<Change> = self.peek(Workspace::keys).into_iter().map(Change::Put).collect();
        self.write(&all, &mut self.workspace.write());
    }

    pub(super) fn take_from_elsewhere(self, name: &str) {
        // What waits is looked over when the example is left.
        if self.is_example() {
            return;
        }
        let mut workspace = self.workspace.write();
        if self.here().store().take_from_elsewhere(name, &mut workspace) {
            load::learn(&workspace);
        } else {
            workspace.untrack();
        }
    }
}
