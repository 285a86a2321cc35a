//! The built app, used by people in three browsers.
//!
//! ```text
//! make e2e-firefox                       all stories in one engine (chromium, firefox, webkit)
//! make e2e-firefox ONLY=smoke            those whose name contains it
//! make e2e-firefox EVERYTHING=1          also what is the same in every browser (`stories/once`)
//! CG_SHOTS=/tmp/shots make e2e-webkit    with a picture wherever a story calls `screenshot`
//! ```
//!
//! Stories are in `stories/`; `story` says how one is written, `page` what it can say, `server` what the host can do to it, and
//! `drivers` what the engines are. A story never knows its engine. No story runs twice and none is ignored; waiting
//! looks at a condition until a deadline.

#![cfg(not(target_arch = "wasm32"))]
// A vocabulary: which of its words the stories use at the moment is not a fault of the others.
#![allow(dead_code)]
// A story is told in one go, in the order in which it happens.
#![allow(clippy::too_many_lines)]

mod drivers;
mod links;
mod page;
mod server;
mod stories;
mod story;
mod two;
mod way;
