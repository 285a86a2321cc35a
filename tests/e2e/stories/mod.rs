//! The stories, one module per subject.

mod components;
mod directions;
mod first_paint;
mod handing;
mod harness;
mod holding;
mod keyboard;
mod only_speaking;
mod pages;
mod paper;
mod parts;
mod pausing;
mod plans;
mod reading;
mod rounds;
mod safe;
mod sharing;
mod skipping;
mod smoke;
mod threshold;
mod trouble;
mod turns;
mod unresolved;
mod zones;
