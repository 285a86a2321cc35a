//! The pages, one file for each; beside a page what only it shows, and what several show of one matter.

pub mod about;
pub mod agreed;
pub mod ask;
pub mod begin;
mod come_back;
#[cfg(feature = "specimens")]
pub mod components;
pub mod data;
pub mod example;
pub mod first_time;
pub mod home;
mod last_time;
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
mod offers;
pub mod own;
mod own_edit;
mod own_faults;
mod own_sent;
pub mod paper;
pub mod partnership;
mod partnership_lists;
pub mod read;
mod read_find;
mod read_take;
pub mod safe_hand;
pub mod send;
pub mod start;
pub mod talk;
mod talk_endings;
mod talk_tools;
mod to_start;
pub mod way;
mod whose;

use crate::app::route::Route;
use crate::domain::ids::{MapId, OwnId, PairId, RunId};
use crate::domain::person::Side;

/// The page of a route. Moving about inside a run is the run's own affair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// Home, where nobody is yet.
    Welcome,
    Home,
    New,
    Partnership(PairId),
    Begin(PairId),
    Read(PairId, Option<Side>),
    Way(PairId),
    Agreed(PairId),
    Start(u8, Option<PairId>),
    Talk(RunId),
    Send(RunId),
    Link,
    NewMap,
    Map(MapId),
    Owns,
    Own(OwnId),
    OwnAsked(OwnId),
    OwnSend(OwnId),
    OwnStart(OwnId, Option<PairId>),
    Data,
    About,
    SafeHand,
    Example,
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
            Route::New | Route::NewFor(_) | Route::NewForOwn(_) => Self::New,
            Route::Partnership(pair) => Self::Partnership(pair),
            Route::Begin(pair) => Self::Begin(pair),
            Route::Read(pair, side) => Self::Read(pair, side),
            Route::Way(pair) => Self::Way(pair),
            Route::Agreed(pair) => Self::Agreed(pair),
            Route::Start(number, pair) => Self::Start(number, pair),
            Route::Talk(run, _) => Self::Talk(run),
            Route::Send(run) => Self::Send(run),
            Route::Link => Self::Link,
            Route::NewMap => Self::NewMap,
            Route::Map(map, _) => Self::Map(map),
            Route::Owns => Self::Owns,
            Route::Own(own) => Self::Own(own),
            Route::OwnAsked(own) => Self::OwnAsked(own),
            Route::OwnSend(own) => Self::OwnSend(own),
            Route::OwnStart(own, pair) => Self::OwnStart(own, pair),
            Route::Data => Self::Data,
            Route::About => Self::About,
            Route::SafeHand => Self::SafeHand,
            Route::Example => Self::Example,
            Route::Paper(number) => Self::Paper(number),
            Route::Components => Self::Components,
            Route::Unknown => Self::Unknown,
        }
    }
}
