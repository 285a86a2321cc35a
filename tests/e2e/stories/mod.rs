//! The stories, one module per subject.

mod harness;
mod skipping;
mod smoke;
