//! What goes by link: the parcel in it, the envelope, the lock on it, and the square code of it.
//!
//! The link is the data (`trust.md` 4): nothing is stored anywhere else, nothing is asked of anybody.
//! `docs/links.md` is the same for another program to read.

mod arrival;
pub mod definition;
pub mod envelope;
pub mod file;
pub mod lock;
mod pack;
pub mod parcel;
pub mod qr;
