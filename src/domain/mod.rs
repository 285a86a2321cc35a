//! The people, the partnership and the dialogues being held: plain Rust, with no browser, no
//! clock and no dice. What time it is and what chance says are arguments.

pub mod acts;
pub mod air_time;
pub mod between;
pub mod bring;
mod check;
pub mod command;
pub mod crossing;
pub mod decides;
pub mod device;
pub mod dialogue;
pub mod feedback;
pub mod ids;
pub mod last_time;
pub mod limits;
pub mod lines;
pub mod look_again;
pub mod map;
pub mod meeting;
pub mod merge;
pub mod offers;
pub mod open_ends;
pub mod order;
pub mod outcome;
pub mod own;
pub mod path;
pub mod person;
pub mod prep;
pub mod privacy;
pub mod refusal;
pub mod run;
pub mod seal;
pub mod search;
pub mod session;
pub mod taken;
pub mod taps;
pub mod time;
pub mod trend;
pub mod way;
pub mod workspace;

pub use check::{Fault, Wrong};
