//! The pages, one file for each.

pub mod about;
pub mod agreed;
pub mod ask;
mod come_back;
#[cfg(feature = "specimens")]
pub mod components;
pub mod data;
pub mod first_time;
pub mod home;
pub mod link;
mod link_arrived;
mod link_asked;
mod link_not;
mod look;
mod looking_back;
mod manage;
pub mod map;
mod map_parts;
mod map_questions;
mod map_whole;
mod minute;
pub mod not_here;
pub mod paper;
pub mod partnership;
mod partnership_lists;
pub mod read;
pub mod safe_hand;
pub mod send;
pub mod start;
pub mod talk;
mod talk_endings;
mod talk_tools;
pub mod way;
mod whose;

use crate::app::route::Route;
use crate::domain::ids::{MapId, PairId, RunId};
use crate::domain::person::Side;

/// The page of a route. Moving about inside a run is the run's own affair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// Home, where nobody is yet.
    Welcome,
    Home,
    New,
    Partnership(PairId),
    Read(PairId, Option<Side>),
    Way(PairId),
    Agreed(PairId),
    Start(u8, Option<PairId>),
    Talk(RunId),
    Send(RunId),
    Link,
    NewMap,
    Map(MapId),
    Data,
    About,
    SafeHand,
    Paper(u8),
    Components,
    Unknown,
}

impl Shown {
    /// What is shown at a route, to somebody or to a stranger.
    #[must_use]
    pub fn at(route: Route, to_somebody: bool) -> Self {
        match route {
            Route::Home if to_somebody => Self::Home,
            Route::Home => Self::Welcome,
            Route::New => Self::New,
            Route::Partnership(pair) => Self::Partnership(pair),
            Route::Read(pair, side) => Self::Read(pair, side),
            Route::Way(pair) => Self::Way(pair),
            Route::Agreed(pair) => Self::Agreed(pair),
            Route::Start(number, pair) => Self::Start(number, pair),
            Route::Talk(run, _) => Self::Talk(run),
            Route::Send(run) => Self::Send(run),
            Route::Link => Self::Link,
            Route::NewMap => Self::NewMap,
            Route::Map(map, _) => Self::Map(map),
            Route::Data => Self::Data,
            Route::About => Self::About,
            Route::SafeHand => Self::SafeHand,
            Route::Paper(number) => Self::Paper(number),
            Route::Components => Self::Components,
            Route::Unknown => Self::Unknown,
        }
    }
}
