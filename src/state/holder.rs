//! Who holds the device. What is private is open only to them, and closes on hand-over, on pause,
//! and after two minutes in which nobody touched anything (D.12). A map is one person's: whoever opened it holds it
//! as the first of two would.

use leptos::prelude::*;

use super::State;
use crate::app::route::Route;
use crate::domain::ids::RunId;
use crate::domain::person::Side;
use crate::platform::Listening;
use crate::platform::idle::{self, IDLE, Sign};
use crate::platform::timer::PutOff;
use crate::storage::tab;

const NAME: &str = "holder";
/// Which conversation, which two, or which map they hold it for.
const PLACE: &str = "holder-at";
/// Which conversation somebody left at once.
const LEFT: &str = "left";

/// When the device was last touched, and what listens for that.
#[derive(Default)]
pub struct Holding {
    touched: i64,
    idle: PutOff,
    signs: Vec<Listening>,
}

impl State {
    /// Who holds the device, as far as they have said so; where what is theirs is locked, as far as they have opened it.
    pub fn holder(self) -> Option<Side> {
        let route = self.route();
        self.holder.get().filter(|side| self.is_open(route, *side))
    }

    /// The same, once.
    pub fn holder_untracked(self) -> Option<Side> {
        untrack(|| self.holder())
    }

    /// The device is with this person now, or on the table.
    pub fn hand_over(self, to: Option<Side>) {
        self.flush_drafts();
        self.lock_again(to);
        self.holder.set(to);
        self.touch();
        self.note_place();
    }

    /// What is private is open where they are, and on no other page this tab may load.
    pub(super) fn note_place(self) {
        if self.holder.get_untracked().is_some() {
            self.note(PLACE, place(self.route_untracked()).as_deref());
        }
    }

    /// Somebody leaves a conversation at once: until it goes on, this tab tells no more of it than that it rests.
    pub fn note_left(self, run: Option<RunId>) {
        self.note(LEFT, run.map(|run| run.to_string()).as_deref());
    }

    /// Whether somebody left it at once in this tab.
    pub fn was_left(self, run: RunId) -> bool {
        tab::noted(LEFT).is_some_and(|left| left == run.to_string())
    }

    /// For a reload of this tab. An example leaves nothing behind.
    pub(super) fn note(self, name: &str, value: Option<&str>) {
        if !self.is_example() {
            tab::note(name, value);
        }
    }

    /// Somebody is there: it stays with whoever holds it, unless they were long away.
    fn keep_holding(self, sign: Sign) {
        if self.holder.get_untracked().is_none() {
            return;
        }
        let touched = self.here().holding.borrow().touched;
        if !idle::is_fresh(touched) {
            self.hand_over(None);
        } else if sign == Sign::Touch {
            self.touch();
        }
    }

    /// Somebody is there.
    fn touch(self) {
        let held = self.holder.get_untracked();
        let here = self.here();
        let mut holding = here.holding.borrow_mut();
        let now = idle::now();
        // Once a second is often enough.
        if held.is_some() && now - holding.touched < 1000 && tab::noted(NAME).is_some() {
            return;
        }
        holding.touched = now;
        match held {
            None => {
                holding.idle.cancel();
                self.note(NAME, None);
            }
            Some(side) => {
                let letter = if side == Side::First { "a" } else { "b" };
                self.note(NAME, Some(&format!("{letter}{now}")));
                holding.idle.set(IDLE, move || self.hand_over(None));
            }
        }
    }

    pub(super) fn follow_holder(self) {
        let noted = tab::noted(NAME).unwrap_or_default();
        let since = noted.get(1..).and_then(|t| t.parse::<i64>().ok()).unwrap_or(0);
        let place = place(self.route_untracked());
        let here = place.is_some() && tab::noted(PLACE) == place;
        let fresh = here && idle::is_fresh(since);
        let side = match noted.get(..1) {
            Some("a") if fresh => Some(Side::First),
            Some("b") if fresh => Some(Side::Second),
            _ => None,
        };
        self.holder.set(side);
        self.touch();
        let signs = idle::while_anybody(move |sign| self.keep_holding(sign));
        self.here().holding.borrow_mut().signs = signs;
    }
}

fn place(route: Route) -> Option<String> {
    let of = route.of().filter(|_| route.is_private())?;
    Some(of.uuid().simple().to_string())
}
