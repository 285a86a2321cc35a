//! The program as a whole: addresses, and the shell around the pages.

pub mod route;
