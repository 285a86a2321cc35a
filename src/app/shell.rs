//! Which page is shown, where the focus goes when it changes, and what is fetched for it.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::domain::device::TextSize;
use crate::platform::task::spawn;
use crate::platform::{on_document, page, timer};
use crate::state::{Reaching, State};
use crate::ui::dom::{View, el, follow, live, nothing};
use crate::ui::focus;
use crate::ui::later::{self, Part};
use crate::ui::pages::Shown;
use crate::ui::pages::first_time::{self, Typed};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::notice::{alert, notice};
use crate::ui::parts::prompt::prompt;
use crate::ui::words::{t, tf};

/// After a page is there, in milliseconds: time to fetch what is likely to be wanted next.
const SOON: i32 = 1000;

/// What stands on the page.
#[derive(Clone, Copy, PartialEq)]
enum There {
    /// The static page, still.
    Static,
    Page(Shown),
    /// The first page could not be fetched.
    Unreached,
}

/// Everything on the page. `typed` is what was typed before the program was there.
pub fn shell(typed: &Typed) -> View {
    let state = State::open();
    let there = RwSignal::new(There::Static);
    fetch_pages(state, there);
    fetch_ahead(there);
    follow_others(state);
    follow_text_size(state);
    let typed = typed.clone();
    let shown = live(
        move || there.get(),
        move |there| match *there {
            There::Static => nothing(),
            There::Unreached => arrive(|| frame(state, None, prompt(t("later.title")))),
            There::Page(shown) => arrive(|| {
                page::set_title(&title(shown));
                match shown {
                    Shown::Welcome => first_time::page(state, &typed),
                    _ => later::page(state, shown),
                }
            }),
        },
    );
    follow_focus(there);
    (reaching(state), example(state), shown).into()
}

/// For as long as somebody looks around with invented people, it is said above every page, with the way out.
fn example(state: State) -> View {
    let strip = move || {
        let leave = button(Look::Link, t("example.leave"), move || {
            state.leave_example();
            state.go(Route::Home, false);
            // It may be the page they are on.
            focus::settle(true);
        });
        el("aside", "cg-example cg-small")
            .attr("aria-label", t("example.label"))
            .with(el("p", "").with(t("example.notice")).with(" ").with(leave))
    };
    live(move || state.in_example(), move |inside| inside.then(strip))
}

/// A part of the program that is waited for, or cannot be had: said above every page.
fn reaching(state: State) -> View {
    let strip = live(
        move || state.reaching(),
        move |reaching| -> View {
            let again = || {
                button(Look::Link, t("later.again"), move || state.set_reaching(Reaching::Nothing))
            };
            // A newer release has other parts: then only loading anew helps.
            let anew = || button(Look::Link, t("act.reload"), page::reload);
            match reaching {
                Reaching::Nothing => nothing(),
                Reaching::Waiting => notice("notes", t("later.waiting")),
                Reaching::Failed => {
                    alert((t("later.words"), " ", again(), el("span", "").with(" "), anew()))
                }
            }
        },
    );
    el("div", "").attr("role", "status").with(strip).into()
}

/// Makes a page. The first one takes the place of the static page.
fn arrive(make: impl FnOnce() -> View) -> View {
    if let Some(before) = page::find("[data-static]") {
        before.remove();
    }
    page::mark_root("data-ready", Some(""));
    make()
}

/// Shows the page of the address: at once if its part is there, else when it has been fetched.
/// Until then the former page stays.
fn fetch_pages(state: State, there: RwSignal<There>) {
    let wanted = move || Shown::at(state.route(), state.is_anybody());
    follow(Box::new(move || {
        let shown = wanted();
        // Until somebody asks to try again.
        if state.reaching() == Reaching::Failed {
            return;
        }
        let Some(part) = Part::of(shown).filter(|p| !p.is_here()) else {
            there.set(There::Page(shown));
            return;
        };
        spawn(async move {
            let reached = later::fetch(state, part).await;
            if untrack(wanted) != shown {
                return;
            }
            if reached {
                there.set(There::Page(shown));
            } else if there.get_untracked() == There::Static {
                there.set(There::Unreached);
            }
        });
    }));
}

/// Fetches what is likely to be wanted next, so that nobody waits for it: a conversation when
/// somebody begins to fill in the first page, the rest when the first conversation is open.
fn fetch_ahead(there: RwSignal<There>) {
    for event in ["pointerdown", "keydown"] {
        on_document(event, |_: web_sys::Event| Part::Talk.expect());
    }
    follow(Box::new(move || {
        if let There::Page(shown) = there.get()
            && Part::of(shown).is_some()
        {
            timer::after(SOON, || [Part::Talk, Part::Desk].into_iter().for_each(Part::expect));
        }
    }));
}

/// A stranger's page reads no records; it learns here that there are some after all: another tab
/// wrote them, or a browser that was killed kept them in the journal only.
fn follow_others(state: State) {
    let is_strange = move || !state.is_awake() && !untrack(|| state.is_anybody());
    state.on_news(move || {
        if !state.is_awake() {
            later::wake(state);
        }
    });
    spawn(async move {
        if is_strange() && state.was_here_before().await {
            later::wake(state);
        }
    });
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

fn follow_focus(there: RwSignal<There>) {
    let mut before = There::Static;
    follow(Box::new(move || {
        let now = there.get();
        // Moving about inside a run moves the focus by its scenes.
        if before != now {
            let arriving = before != There::Static;
            focus::settle(arriving);
        }
        before = now;
    }));
}
