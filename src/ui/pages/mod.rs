//! The pages, one file for each.

pub mod about;
#[cfg(feature = "specimens")]
pub mod components;
pub mod data;
pub mod first_time;
pub mod home;
mod look;
mod manage;
pub mod not_here;
pub mod partnership;
mod partnership_lists;
pub mod read;
pub mod start;
pub mod talk;
mod talk_endings;
mod talk_tools;
