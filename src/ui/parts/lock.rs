//! A lock on what is private to one person (D.1): the passphrase before it opens, setting it, taking it off, and what
//! it is not. The words beside it promise no more than it does: it is no safe.

use std::rc::Rc;

use leptos::prelude::*;

use super::button::{Look, button, large_button};
use super::fold::fold;
use super::icon::small_icon;
use super::notice::notice;
use super::sure::sure;
use crate::app::route::Route;
use crate::domain::command::Command;
use crate::domain::ids::MapId;
use crate::platform::{page, text};
use crate::state::{Area, State};
use crate::ui::dom::{El, View, again, el, live, typed};
use crate::ui::focus;
use crate::ui::later;
use crate::ui::words::t;

/// A field for a passphrase. Not of the type that browsers offer to remember: others sit at this device, too.
fn field(
    id: &'static str,
    label: &'static str,
    phrase: RwSignal<String>,
    wrong: RwSignal<Wrong>,
) -> El {
    let is_wrong = move || wrong.get().is_some_and(|(field, _)| field == id);
    let why = format!("{id}-why");
    let described = why.clone();
    let input = el("input", "cg-field__input cg-field__input--covered")
        .attr("id", id)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .live("aria-invalid", move || is_wrong().then_some("true"))
        .live("aria-describedby", move || is_wrong().then(|| described.clone()))
        .on("input", move |event| phrase.set(text::composed(&typed(&event))));
    let label = el("label", "cg-field__label").attr("for", id).with(t(label));
    let words = again(move || {
        let (_, words) = wrong.get().filter(|(field, _)| *field == id)?;
        Some((small_icon("alert"), el("span", "").with(t(words))))
    });
    let why = el("p", "cg-status cg-status--stop").attr("id", why.as_str()).attr("role", "status");
    el("div", "cg-field")
        .class_if("cg-field--error", is_wrong)
        .with(label)
        .with(input)
        .with(why.with(words))
}

/// The field that was filled in wrongly, and what is the matter; none: nothing.
type Wrong = Option<(&'static str, &'static str)>;

/// Says so, and goes there: what was typed is typed over. The page may be gone by then.
fn say(wrong: RwSignal<Wrong>, field: &'static str, words: &'static str) {
    if wrong.try_set(Some((field, words))).is_none()
        && let Some(input) = page::find(&format!("#{field}"))
    {
        page::select(&input);
    }
}

/// The button that opens what is private; where that is locked, with the passphrase. `open` is done then.
pub fn gate(
    state: State,
    area: Area,
    words: impl Fn() -> View + 'static,
    open: impl Fn() + 'static,
) -> View {
    let asking = RwSignal::new(false);
    let open: Rc<dyn Fn()> = Rc::new(open);
    again(move || {
        if asking.get() && state.is_closed(area) {
            return asked(state, area, asking, open.clone());
        }
        let open = open.clone();
        let press = move || {
            if untrack(|| state.is_closed(area)) {
                asking.set(true);
                focus::on("#lock-try");
            } else {
                open();
            }
        };
        large_button(words(), press)
    })
}

fn asked(state: State, area: Area, asking: RwSignal<bool>, open: Rc<dyn Fn()>) -> View {
    let phrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let open = open.clone();
        later::try_lock(state, area, phrase.get_untracked(), move |opens| {
            if opens {
                open();
            } else {
                say(wrong, "lock-try", "lock.not-it");
            }
        });
    };
    let buttons = el("p", "cg-buttons")
        .with(el("button", "cg-button cg-button--main").attr("type", "submit").with(t("lock.open")))
        .with(button(Look::Plain, t("lock.not-now"), move || asking.set(false)));
    el("div", "cg-stack")
        .with(
            el("form", "cg-stack")
                .on("submit", submit)
                .with(field("lock-try", "lock.field", phrase, wrong))
                .with(buttons),
        )
        .with(fold(t("lock.forgot"), forgotten(state, area)))
        .into()
}

/// Nobody can look it up; but what is one's own can always be erased (D.11).
fn forgotten(state: State, area: Area) -> View {
    let (words, erases) = match area.pair {
        Some(_) => ("lock.forgot-words", "lock.forgot-do"),
        None => ("lock.forgot-maps", "lock.forgot-maps-do"),
    };
    let sure_now = RwSignal::new(false);
    let way = again(move || -> View {
        if !sure_now.get() {
            return button(Look::Stop, t(erases), move || sure_now.set(true));
        }
        sure(t("lock.forgot-ask"), move || sure_now.set(false), move || erase(state, area))
    });
    (el("p", "cg-small").with(t(words)), way).into()
}

/// Refused only where it is gone already.
fn erase(state: State, area: Area) {
    if let Some(pair) = area.pair {
        // First the words: the lock is on them until they are gone.
        if state.take_back_all(pair, area.side).is_ok() {
            let _ = state.act(Command::PrivateUnlocked { pair: Some(pair), side: area.side });
        }
        return;
    }
    let maps: Vec<MapId> = state.peek(|w| w.maps.iter().map(|map| map.id).collect());
    for map in maps {
        let _ = state.act(Command::MapErased { map });
    }
    state.go(Route::Home, true);
}

/// Setting a lock, or taking it off, on the page of whoever has it open.
pub fn section(state: State, area: Area) -> View {
    let is_on = move || state.lock_on(area).is_some();
    live(is_on, move |is_on| if *is_on { taking_off(state, area) } else { setting(state, area) })
}

fn setting(state: State, area: Area) -> View {
    let [first, second] = [(); 2].map(|()| RwSignal::new(String::new()));
    let wrong = RwSignal::new(None);
    let lock = move || {
        let phrase = first.get_untracked();
        if phrase.is_empty() {
            say(wrong, "lock-new", "lock.empty");
        } else if phrase != second.get_untracked() {
            say(wrong, "lock-again", "lock.differ");
        } else {
            wrong.set(None);
            later::lock(state, area, phrase);
        }
    };
    let words = ["lock.words", "lock.no-safe", "lock.before"].map(|key| el("p", "").with(t(key)));
    let fields = (
        field("lock-new", "lock.field", first, wrong),
        field("lock-again", "lock.again", second, wrong),
    );
    let button = el("p", "cg-buttons").with(button(Look::Line, t("lock.do"), lock));
    let inside = el("div", "cg-stack").with(Vec::from(words)).with((fields, button));
    fold((small_icon("key"), el("span", "").with(t("lock.set"))), inside).into()
}

fn taking_off(state: State, area: Area) -> View {
    let phrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let off = move || {
        later::try_lock(state, area, phrase.get_untracked(), move |opens| {
            if opens {
                // Refused only where it is gone already.
                let _ = state.act(Command::PrivateUnlocked { pair: area.pair, side: area.side });
            } else {
                say(wrong, "lock-now", "lock.not-it");
            }
        });
    };
    let on = el("p", "cg-fact").with(small_icon("key")).with(el("span", "").with(t("lock.on")));
    let button = el("p", "cg-buttons").with(button(Look::Line, t("lock.off"), off));
    let inside = el("div", "cg-stack")
        .with(el("p", "cg-small").with(t("lock.off-words")))
        .with((field("lock-now", "lock.field", phrase, wrong), button));
    (el("div", "").attr("role", "status").with(on), fold(t("lock.change"), inside)).into()
}

/// Beside the ways to save a copy: what is not in it, while that is locked.
pub fn left_out(state: State) -> View {
    let out = move || state.leaves_out();
    live(out, |out| out.then(|| notice("key", el("p", "").with(t("lock.left-out")))))
}
