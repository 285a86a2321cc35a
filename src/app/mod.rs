//! The program as a whole: addresses, starting, and which page is shown.

pub mod route;
#[cfg(feature = "pages")]
mod shell;
#[cfg(feature = "pages")]
mod start;

#[cfg(feature = "pages")]
pub use start::{broke, start};
