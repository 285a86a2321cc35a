//! Records as text, and files: what is written, what is taken in, and what is wrong with it.
//!
//! Records and files share one reader: what a file holds is taken apart into records, and each is
//! read just as it would be from the store.

pub mod calendar;
pub mod export;
pub mod import;
pub mod keepsake;
pub mod markdown;
pub mod migrate;
pub mod record;

/// What a file says it is.
pub const FORMAT: &str = "common-ground";
/// The version written, and the newest that can be read.
pub const VERSION: u32 = 3;
