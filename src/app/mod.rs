//! The program as a whole: addresses, starting, and which page is shown.

pub mod route;
mod shell;
mod start;

pub use start::{broke, start};
