//! What is the program's own doing, and the same whichever browser it runs in: told in one engine, to be done in half an hour.
//! `make e2e-firefox EVERYTHING=1` tells it in another. The scenarios of the method (F1 to F10), links, files, storage,
//! keys, focus and what happens before the program is there are told in all three, beside this.

mod again;
mod agreed;
mod beginning;
mod between;
mod erasing;
mod example;
mod holding;
mod inviting;
mod living_page;
mod locking;
mod long_view;
mod looking;
mod mangled;
mod names;
mod over_time;
mod own;
mod pages;
mod plans;
mod taking;
mod turns;
