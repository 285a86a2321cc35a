//! What people see and touch. Reads through `State`, acts through `State::act`; never touches
//! storage, and never decides by itself who may see a text.

pub mod couple;
pub mod dom;
pub mod flow;
pub mod focus;
pub mod later;
pub mod leave;
pub mod next_time;
pub mod pages;
pub mod parts;
pub mod past;
pub mod slices;
pub mod steps;
pub mod waiting;
pub mod words;
