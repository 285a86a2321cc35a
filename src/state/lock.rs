//! A lock on what is private to one person, on this device: whoever holds the device has opened it only once they gave
//! the passphrase. That is in memory only, and over as soon as they do not hold it any more: on hand-over, on pause, on
//! leaving, after two minutes without a touch, on loading the page anew.

use leptos::prelude::*;

use super::State;
use crate::app::route::{Of, Route};
use crate::content;
use crate::domain::command::Command;
use crate::domain::device::PrivateLock;
use crate::domain::ids::PairId;
use crate::domain::person::Side;
use crate::domain::taken;
use crate::domain::workspace::{Shelf, Workspace};
use crate::platform::chance;
use crate::share::lock::{fingerprint, fresh_salt};

/// What one lock is on: what is private to one of two; without a pair, the maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub pair: Option<PairId>,
    pub side: Side,
}

impl State {
    /// The lock on an area, waking the reader.
    pub fn lock_on(self, area: Area) -> Option<PrivateLock> {
        self.with(|w| w.device.lock_on(area.pair, area.side).cloned())
    }

    /// Whether an area is locked and was not opened, waking the reader.
    pub fn is_closed(self, area: Area) -> bool {
        self.lock_on(area).is_some() && self.opened.get() != Some(area)
    }

    /// Locks an area, which stays open to whoever locks it. Where there is no room to make the lock, there is none, and
    /// the page goes on saying so.
    pub fn put_lock(self, area: Area, passphrase: &str) {
        let salt = fresh_salt(&mut chance::ten_bytes);
        let Some(hash) = fingerprint(passphrase, &salt) else { return };
        let lock = PrivateLock { pair: area.pair, side: area.side, salt, hash };
        self.opened.set(Some(area));
        // Refused only where the two are gone.
        let _ = self.act(Command::PrivateLocked { lock });
    }

    /// Whether a passphrase is the one; then the area is open.
    pub fn try_lock(self, area: Area, passphrase: &str) -> bool {
        let lock = untrack(|| self.lock_on(area));
        let opens = lock.is_none_or(|l| fingerprint(passphrase, &l.salt).as_ref() == Some(&l.hash));
        if opens {
            self.opened.set(Some(area));
        }
        opens
    }

    /// What is private at an address is open to `side`, as far as locks go.
    pub(super) fn is_open(self, route: Route, side: Side) -> bool {
        let area = match route.of() {
            Some(Of::Pair(pair)) => Some(Some(pair)),
            Some(Of::Run(run)) => self.with(|w| w.runs.get(run.uuid()).map(|r| Some(r.pair))),
            Some(Of::Map(_)) => Some(None),
            Some(Of::Own(_)) | None => None,
        };
        area.is_none_or(|pair| !self.is_closed(Area { pair, side }))
    }

    /// What one person opened is closed for everybody else.
    pub(super) fn lock_again(self, to: Option<Side>) {
        if self.opened.get_untracked().is_some_and(|area| to != Some(area.side)) {
            self.opened.set(None);
        }
    }

    /// Whether a copy leaves anything out because it is locked, waking the reader.
    pub fn leaves_out(self) -> bool {
        !self.closed_areas().is_empty()
    }

    fn closed_areas(self) -> Vec<Area> {
        let area = |lock: &PrivateLock| Area { pair: lock.pair, side: lock.side };
        let all: Vec<Area> = self.with(|w| w.device.locks.iter().map(area).collect());
        all.into_iter().filter(|area| self.is_closed(*area)).collect()
    }

    /// A workspace without what is locked and closed: a copy holds no more than could be read here.
    pub(super) fn without_locked(self, workspace: Workspace) -> Workspace {
        let closed = untrack(|| self.closed_areas());
        closed.into_iter().fold(workspace, |rest, area| match area.pair {
            Some(pair) => taken::without(&rest, pair, area.side, content::dialogue),
            None => Workspace { maps: Shelf::default(), ..rest },
        })
    }
}
