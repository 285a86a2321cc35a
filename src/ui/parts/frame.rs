//! What every page stands in: skip link, masthead, main, footer.

use leptos::prelude::*;

use super::button::raw;
use super::icon::icon;
use super::kept::keeping_alert;
use super::people::emblem;
use crate::app::route::Route;
use crate::platform::dates::{self, Form};
use crate::platform::page;
use crate::state::State;
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::words::{t, tf};

/// An ordinary page.
pub fn frame(state: State, current: Option<Route>, main: impl Into<View>) -> View {
    el("div", "cg-page")
        .with(skip_link())
        .with(masthead(state, current))
        .with(main_part("cg-main").with(keeping_alert(state)).with(main))
        .with(footer(state))
        .into()
}

/// The main part of a page.
pub fn main_part(class: &str) -> El {
    el("main", class).attr("id", "main").attr("tabindex", "-1")
}

/// To the page itself, past the masthead. Not through the address, which says where we are.
pub fn skip_link() -> View {
    let skip = |event: web_sys::Event| {
        event.prevent_default();
        if let Some(main) = page::find("main") {
            page::focus(&main, true);
        }
    };
    el("a", "cg-skip").attr("href", "#main").on("click", skip).with(t("frame.skip")).into()
}

fn masthead(state: State, current: Option<Route>) -> View {
    let open = RwSignal::new(false);
    let link = move |route: Route, words: &'static str| {
        el("a", "cg-masthead__link")
            .attr("href", route.href())
            .attr("aria-current", (current == Some(route)).then_some("page"))
            .click(move || open.set(false))
            .with(words)
    };
    let brand = el("a", "cg-masthead__brand")
        .attr("href", Route::Home.href())
        .with(emblem("cg-emblem"))
        .with(el("span", "cg-masthead__name").with(t("app.name")));
    let menu = el("button", "cg-button cg-button--plain cg-masthead__menu")
        .attr("type", "button")
        .live("aria-expanded", move || open.get().to_string())
        .attr("aria-controls", "menu")
        .click(move || open.update(|o| *o = !*o))
        .with(icon("menu"))
        .with(t("frame.menu"));
    let pairs = live(
        move || state.with(|w| w.partnerships.iter().next().is_some()),
        move |some| some.then(|| link(Route::Home, t("frame.partnerships"))),
    );
    let nav = el("nav", "cg-masthead__nav")
        .attr("id", "menu")
        .attr("aria-label", t("frame.main"))
        .with(pairs)
        .with(link(Route::Data, t("frame.data")))
        .with(link(Route::About, t("frame.about")));
    el("header", "cg-masthead").with(brand).with(menu).with(nav).into()
}

/// The masthead of a conversation: what it is, who, and at the end Pause and other ways out.
pub fn talk_masthead(title: &str, under: View, ways: impl Into<View>) -> View {
    let brand = el("a", "cg-masthead__brand")
        .attr("href", Route::Home.href())
        .with(emblem("cg-emblem"))
        .with(el("span", "cg-hidden").with(t("frame.home")));
    let titles = el("p", "cg-masthead__titles")
        .with(el("span", "cg-masthead__title").with(title))
        .with(" ")
        .with(el("span", "cg-small").with(under));
    el("header", "cg-masthead cg-masthead--dialogue").with(brand).with(titles).with(ways).into()
}

/// A page with a few words and ways on, whose title tells nobody what it was about.
pub fn quiet_page(under: View, ways: impl Into<View>, main: impl Into<View>) -> View {
    el("div", "cg-page")
        .with(skip_link())
        .with(talk_masthead(t("app.name"), under, ways))
        .with(main_part("cg-main cg-quiet").with(main))
        .into()
}

/// Pause, in the masthead.
pub fn pause_button(act: impl Fn() + 'static) -> View {
    raw("cg-button cg-masthead__pause", "pause", t("act.pause").into(), "", Box::new(act))
}

fn footer(state: State) -> View {
    let about =
        || -> View { el("a", "").attr("href", Route::About.href()).with(t("footer.about")).into() };
    // To where it is said before what such a file holds (D.11).
    let save =
        || -> View { el("a", "").attr("href", Route::Data.href()).with(t("footer.save")).into() };
    let device =
        move || state.with(|w| w.has_anybody().then(|| (w.device.copied, w.device.copy_is_due())));
    let copies = live(device, move |device| match *device {
        None | Some((None, false)) => about(),
        Some((None, true)) => (t("footer.never-copied"), " ", save()).into(),
        Some((Some(at), due)) => {
            let date = dates::moment(at, Form::Date, "");
            let save = if due { save() } else { nothing() };
            (tf("footer.copied", &[("date", &date)]), " ", save).into()
        }
    });
    let promise = live(
        move || state.in_example(),
        |inside| t(if *inside { "example.footer" } else { "footer.promise" }),
    );
    el("footer", "cg-footer cg-small")
        .with(el("p", "").with(promise))
        .with(el("p", "").with(copies))
        .into()
}
