//! The stories, one module per subject.

mod directions;
mod harness;
mod skipping;
mod smoke;
