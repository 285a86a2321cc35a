//! Whether anybody is there. Timers sleep with the device, so the clock is asked: at every touch
//! before it counts as one, and whenever the page is looked at again.

use super::{Listening, clock, page, while_on_document, while_on_window};

/// So long without a touch, and nobody is there, in milliseconds (D.12).
pub const IDLE: i32 = 120_000;

/// What a touch is. `input` alone is what dictating and pasting with a menu make.
const TOUCHES: [&str; 5] = ["pointerdown", "keydown", "input", "wheel", "touchmove"];

/// Now, as touches are noted, in milliseconds.
pub fn now() -> i64 {
    clock::now().timestamp_millis()
}

/// Whether somebody was there until now, who was last at `touched`. Not where the clock was set back
/// meanwhile: then nobody can say how long it was.
pub fn is_fresh(touched: i64) -> bool {
    (0..i64::from(IDLE)).contains(&(now() - touched))
}

/// What somebody who is there does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// They touch the device.
    Touch,
    /// The page is before somebody again.
    Look,
}

/// Calls `with` at every sign of somebody, for as long as the result lives.
pub fn while_anybody(with: impl Fn(Sign) + Clone + 'static) -> Vec<Listening> {
    let touch = |event: &&str| {
        let with = with.clone();
        while_on_document(event, move |_: web_sys::Event| with(Sign::Touch))
    };
    let mut all: Vec<Listening> = TOUCHES.iter().map(touch).collect();
    all.extend(["focus", "pageshow"].map(|event| {
        let with = with.clone();
        while_on_window(event, move |_: web_sys::Event| with(Sign::Look))
    }));
    all.push(while_on_document("visibilitychange", move |_: web_sys::Event| {
        if !page::is_hidden() {
            with(Sign::Look);
        }
    }));
    all
}
