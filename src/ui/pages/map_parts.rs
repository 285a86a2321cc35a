//! What other pages say of a map, and what its own pages share.

use crate::app::route::Route;
use crate::domain::ids::MapId;
use crate::domain::map::{Map, Note};
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::dom::{View, el, live};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::notice::top_notice;
use crate::ui::words::{said, t, tf};

/// To the map begun last, or to where one begins.
pub fn latest(state: State) -> Route {
    let last = state.peek(|w| w.maps.iter().next_back().map(|map| map.id));
    last.map_or(Route::NewMap, |map| Route::Map(map, 0))
}

/// Something somebody chose to be reminded of is due. Home does not say what: others may look on (D.12).
pub fn due_notice(state: State) -> View {
    let due = move || state.with(due_in);
    let strip = live(due, move |map| {
        map.map(|map| {
            let look =
                button(Look::Small, t("map.look"), move || state.go(Route::Map(map, 0), false));
            let ways = el("div", "cg-notice__ways").with(look);
            top_notice("clock", (el("p", "").with(t("map.due")), ways))
        })
    });
    el("div", "").attr("role", "status").with(strip).into()
}

fn due_in(workspace: &Workspace) -> Option<MapId> {
    let today = clock::now().date_naive();
    let is_due = |map: &&Map| map.due(today).next().is_some();
    workspace.maps.iter().find(is_due).map(|map| map.id)
}

/// A map, by the day it was begun.
pub fn since(made: Stamp) -> String {
    tf("map.since", &[("date", &dates::moment(made, Form::Date, ""))])
}

/// With whom, and what for, on a line.
pub fn talk_line(note: &Note) -> View {
    match (note.person.is_empty(), note.purpose.is_empty()) {
        (false, false) => {
            let slots = [("person", note.person.as_str()), ("purpose", &note.purpose)];
            said("map.talk", &slots)
        }
        (true, _) => el("bdi", "").with(note.purpose.as_str()).into(),
        (false, true) => el("bdi", "").with(note.person.as_str()).into(),
    }
}
