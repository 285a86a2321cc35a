//! Common Ground: guided conversations for two people, in the browser, kept nowhere else.
//!
//! A person acts; `ui` sends a `Command` in their words; `domain::Workspace::apply` checks it and
//! answers with changes or a refusal; `state` changes the one signal that holds everything; the
//! views that read what changed follow; `storage` writes the changed records, reads them back, and
//! only then the page says *Kept on this device*.

pub mod app;
pub mod codec;
pub mod content;
pub mod domain;
pub mod platform;
pub mod reading;
pub mod share;
pub mod state;
pub mod storage;
#[cfg(feature = "pages")]
pub mod ui;
pub mod written;
