//! Which page is shown, and where the focus goes when it changes.

use super::route::Route;
use crate::domain::device::TextSize;
use crate::domain::ids::{PairId, RunId};
use crate::domain::person::Side;
use crate::platform::{page, timer};
use crate::state::State;
use crate::ui::dom::{View, follow, live};
use crate::ui::flow;
use crate::ui::pages::first_time::Typed;
use crate::ui::pages::{about, data, first_time, home, not_here, partnership, read, start, talk};
use crate::ui::words::{t, tf};

/// The page of a route. Moving about inside a run is the run's own affair.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Home,
    New,
    Partnership(PairId),
    Read(PairId, Option<Side>),
    Start(u8, Option<PairId>),
    Talk(RunId),
    Data,
    About,
    Components,
    Unknown,
}

impl From<Route> for Shown {
    fn from(route: Route) -> Self {
        match route {
            Route::Home => Self::Home,
            Route::New => Self::New,
            Route::Partnership(pair) => Self::Partnership(pair),
            Route::Read(pair, side) => Self::Read(pair, side),
            Route::Start(number, pair) => Self::Start(number, pair),
            Route::Talk(run, _) => Self::Talk(run),
            Route::Data => Self::Data,
            Route::About => Self::About,
            Route::Components => Self::Components,
            Route::Unknown => Self::Unknown,
        }
    }
}

/// Everything on the page. `typed` is what was typed before the program was there.
pub fn shell(typed: &Typed) -> View {
    let state = State::open();
    follow_text_size(state);
    follow_focus(state);
    let typed = typed.clone();
    live(
        move || Shown::from(state.route()),
        move |shown| {
            page::set_title(&title(*shown));
            match *shown {
                Shown::Home => home::page(state, &typed),
                Shown::New => first_time::new_page(state),
                Shown::Partnership(pair) => partnership::page(state, pair),
                Shown::Read(pair, side) => read::page(state, pair, side),
                Shown::Start(number, pair) => start::page(state, number, pair),
                Shown::Talk(run) => talk::page(state, run),
                Shown::Data => data::page(state),
                Shown::About => about::page(state),
                #[cfg(feature = "specimens")]
                Shown::Components => crate::ui::pages::components::page(state),
                #[cfg(not(feature = "specimens"))]
                Shown::Components => not_here::page(state),
                Shown::Unknown => not_here::page(state),
            }
        },
    )
}

/// Titles tell nobody whom one talks with, or about what (D.12).
fn title(shown: Shown) -> String {
    let page = match shown {
        Shown::Data => t("frame.data"),
        Shown::About => t("frame.about"),
        _ => return t("app.name").to_owned(),
    };
    tf("app.title", &[("page", page)])
}

fn follow_text_size(state: State) {
    follow(Box::new(move || {
        let size = match state.with(|w| w.device.text_size) {
            TextSize::Usual => None,
            TextSize::Larger => Some("larger"),
            TextSize::Largest => Some("largest"),
        };
        page::mark_root("data-text", size);
    }));
}

fn follow_focus(state: State) {
    let mut before = None;
    follow(Box::new(move || {
        let shown = Shown::from(state.route());
        // Moving about inside a run moves the focus by its scenes.
        if before != Some(shown) {
            let arriving = before.is_some();
            timer::after(0, move || flow::settle_focus(arriving));
        }
        before = Some(shown);
    }));
}
