//! The stories, one module per subject.

mod components;
mod directions;
mod first_paint;
mod handing;
mod harness;
mod holding;
mod keyboard;
mod pages;
mod parts;
mod plans;
mod sharing;
mod skipping;
mod smoke;
mod trouble;
mod turns;
mod zones;
