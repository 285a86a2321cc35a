//! Whether the words on the page are kept: said only after they were read back, and said at once
//! when they were not.

use super::button::{Look, button};
use super::icon::small_icon;
use super::notice::alert;
use crate::platform::dates::{self, Form};
use crate::platform::page;
use crate::state::{Keeping, NotKept, State};
use crate::ui::dom::{View, el, every, live, nothing};
use crate::ui::later;
use crate::ui::words::{t, tf};

/// What the line says; the same words are not said twice.
#[derive(Clone, PartialEq)]
enum Line {
    Quiet,
    Kept(String),
    Not(NotKept),
}

fn line(state: State) -> Line {
    match state.keeping() {
        Keeping::Quiet => Line::Quiet,
        Keeping::Kept(at) if state.now() - at < chrono::TimeDelta::minutes(1) => {
            Line::Kept(t("kept.just-now").to_owned())
        }
        Keeping::Kept(at) => {
            Line::Kept(tf("kept.at", &[("time", &dates::moment(at, Form::Time, ""))]))
        }
        Keeping::Not(why) => Line::Not(why),
    }
}

/// How often "just now" is looked at again, in milliseconds.
const LOOK_AGAIN: i32 = 15_000;

/// The line under what somebody writes.
pub fn kept_line(state: State) -> View {
    every(LOOK_AGAIN, move || state.tick());
    let words = live(
        move || line(state),
        move |line| match line {
            Line::Quiet => nothing(),
            Line::Kept(words) => {
                let words = el("span", "").with(words.as_str());
                (small_icon("kept"), words).into()
            }
            Line::Not(why) => {
                (small_icon("alert"), el("span", "").with(not_kept(state, *why))).into()
            }
        },
    );
    let since = move || match state.keeping() {
        Keeping::Kept(at) => at.timestamp_millis().to_string(),
        _ => String::new(),
    };
    el("p", "cg-status")
        .live("data-kept", since)
        .class_if("cg-status--stop", move || state.is_not_kept())
        .attr("role", "status")
        .with(words)
        .into()
}

/// The same, as a strip, on pages without a field.
pub fn keeping_alert(state: State) -> View {
    let why = move || match state.keeping() {
        Keeping::Not(why) => Some(why),
        _ => None,
    };
    let strip = live(why, move |why| why.map(|why| alert(not_kept(state, why))));
    el("div", "").attr("role", "status").with(strip).into()
}

/// What happened, where the words are, and what to do.
fn not_kept(state: State, why: NotKept) -> View {
    let words = match why {
        NotKept::Full => t("kept.full"),
        NotKept::Blocked => t("kept.blocked"),
        NotKept::Newer => t("kept.newer"),
        NotKept::Refused => t("kept.refused"),
    };
    let act = if why == NotKept::Newer {
        button(Look::Link, t("act.reload"), page::reload)
    } else {
        button(Look::Link, t("kept.save"), move || later::save_copy(state))
    };
    (words, " ", act).into()
}
