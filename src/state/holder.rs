//! Who holds the device. What is private is open only to them, and closes on hand-over, on pause,
//! and after two minutes in which nobody touched anything (D.12).

use leptos::prelude::*;

use super::State;
use crate::domain::person::Side;
use crate::platform::timer::PutOff;
use crate::platform::{clock, on_document, on_window, page};
use crate::storage::tab;

/// Two minutes of no touch, in milliseconds.
const IDLE: i32 = 120_000;
const NAME: &str = "holder";

#[derive(Default)]
pub struct Holding {
    touched: i64,
    idle: PutOff,
}

impl State {
    /// Who holds the device, as far as they have said so.
    pub fn holder(self) -> Option<Side> {
        self.holder.get()
    }

    /// The same, once.
    pub fn holder_untracked(self) -> Option<Side> {
        self.holder.get_untracked()
    }

    /// The device is with this person now, or on the table.
    pub fn hand_over(self, to: Option<Side>) {
        self.flush_drafts();
        self.holder.set(to);
        self.touch();
    }

    /// Whether nobody touched anything for two minutes, or the clock was set back meanwhile: then
    /// nobody can say how long it was. Timers sleep with the device, so they cannot be asked.
    fn is_idle(self) -> bool {
        !is_fresh(self.here().holding.borrow().touched)
    }

    /// Somebody touched the device: it stays with whoever holds it, unless they were long away.
    fn keep_holding(self) {
        match self.holder.get_untracked() {
            Some(_) if self.is_idle() => self.hand_over(None),
            Some(_) => self.touch(),
            None => {}
        }
    }

    /// Somebody is there.
    fn touch(self) {
        let held = self.holder.get_untracked();
        let here = self.here();
        let mut holding = here.holding.borrow_mut();
        let now = clock::now().timestamp_millis();
        // Once a second is often enough.
        if held.is_some() && now - holding.touched < 1000 && tab::noted(NAME).is_some() {
            return;
        }
        holding.touched = now;
        match held {
            None => {
                holding.idle.cancel();
                tab::note(NAME, None);
            }
            Some(side) => {
                let letter = if side == Side::First { "a" } else { "b" };
                tab::note(NAME, Some(&format!("{letter}{now}")));
                holding.idle.set(IDLE, move || self.hand_over(None));
            }
        }
    }

    pub(super) fn follow_holder(self) {
        let noted = tab::noted(NAME).unwrap_or_default();
        let since = noted.get(1..).and_then(|t| t.parse::<i64>().ok()).unwrap_or(0);
        let fresh = is_fresh(since);
        let side = match noted.get(..1) {
            Some("a") if fresh => Some(Side::First),
            Some("b") if fresh => Some(Side::Second),
            _ => None,
        };
        self.holder.set(side);
        self.touch();
        // `input` alone is what dictating and pasting with a menu make.
        for event in ["pointerdown", "keydown", "input", "wheel", "touchmove"] {
            on_document(event, move |_: web_sys::Event| self.keep_holding());
        }
        let look = move || {
            if self.holder.get_untracked().is_some() && self.is_idle() {
                self.hand_over(None);
            }
        };
        on_document("visibilitychange", move |_: web_sys::Event| {
            if !page::is_hidden() {
                look();
            }
        });
        on_window("focus", move |_: web_sys::Event| look());
        on_window("pageshow", move |_: web_sys::Event| look());
    }
}

fn is_fresh(touched: i64) -> bool {
    (0..i64::from(IDLE)).contains(&(clock::now().timestamp_millis() - touched))
}
