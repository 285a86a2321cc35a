//! Small parts that more than one page is made of.

pub mod actions;
pub mod bridge;
pub mod button;
pub mod calendar;
pub mod choice;
pub mod curtain;
pub mod dialog;
pub mod draft;
pub mod facing;
pub mod field;
pub mod fold;
pub mod frame;
pub mod handed;
pub mod icon;
pub mod kept;
pub mod letter;
pub mod lines;
pub mod lock;
pub mod notice;
pub mod open_end;
pub mod people;
pub mod rail;
pub mod said;
pub mod to_send;
pub mod trend;
pub mod when;
