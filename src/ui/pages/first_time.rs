//! The first minute: two names, what the two are to each other, and straight on.
//!
//! `public/index.html` holds a copy of this page as it is first painted, so that one can type
//! before the program is there; what was typed is taken over.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::domain::person::{KindOfPair, Side};
use crate::platform::text::initial;
use crate::state::State;
use crate::ui::dom::{View, again, el, live_text, typed};
use crate::ui::later;
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::parts::choice::row;
use crate::ui::parts::field::text_field;
use crate::ui::parts::frame::frame;
use crate::ui::parts::people::{initials_emblem, shape};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::parts::standing::storage_notice;
use crate::ui::words::{said, t};

/// What was typed before the program was there: two names and a relation, by position.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub names: [String; 2],
    pub kind: Option<usize>,
}

/// The four relations that need no words of one's own.
const KINDS: [(KindOfPair, &str); 4] = [
    (KindOfPair::CoachAndClient, "kind.coach-and-client"),
    (KindOfPair::Colleagues, "kind.colleagues"),
    (KindOfPair::Partners, "kind.partners"),
    (KindOfPair::Peers, "kind.peers"),
];

/// The page where nobody is here yet.
pub fn page(state: State, typed: &Typed) -> View {
    let promise = |head: &'static str, words: &'static str| {
        let head = el("h2", "cg-promises__head").with(t(head));
        el("div", "").with(head).with(el("p", "cg-small").with(t(words)))
    };
    let promises = el("section", "cg-promises")
        .attr("aria-label", t("first.promises"))
        .with(promise("first.stays", "first.stays-words"))
        .with(promise("first.scored", "first.scored-words"))
        .with(promise("first.stop", "first.stop-words"));
    let look = el("a", "").attr("href", Route::Example.href()).with(t("example.enter"));
    let look = el("p", "cg-buttons cg-stack--after").with(look);
    let form = form(state, typed, "first.title");
    frame(state, None, (storage_notice(state), form, look, promises))
}

/// Begin with someone new.
pub fn new_page(state: State) -> View {
    frame(state, None, (storage_notice(state), form(state, &Typed::default(), "new.title")))
}

fn form(state: State, before: &Typed, title: &'static str) -> View {
    let [a, b] = before.names.clone().map(RwSignal::new);
    let kind = RwSignal::new(before.kind.filter(|k| *k <= KINDS.len()));
    let own = RwSignal::new(String::new());
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let kind = match kind.get_untracked() {
            None => KindOfPair::Unsaid,
            Some(i) => {
                KINDS.get(i).map_or_else(|| KindOfPair::Own(own.get_untracked()), |k| k.0.clone())
            }
        };
        later::begin(state, [a.get_untracked(), b.get_untracked()], kind);
    };
    let begin_words = again(move || -> View {
        let name = b.get();
        if name.trim().is_empty() {
            t("first.begin").into()
        } else {
            // In one box, or the name would stand apart.
            el("span", "").with(said("first.begin-with", &[("name", &name)])).into()
        }
    });
    let name = |id: &'static str, side: Side, label: &'static str, name: RwSignal<String>| {
        text_field(id, (shape(side), t(label)), &name.get_untracked(), move |text| name.set(text))
    };
    let names = el("div", "cg-two cg-welcome__names")
        .with(name("first", Side::First, "first.your-name", a))
        .with(name("second", Side::Second, "first.their-name", b));
    let buttons = el("p", "cg-buttons cg-buttons--wide")
        .with(el("button", "cg-button cg-button--main").attr("type", "submit").with(begin_words))
        .with(sign_button(Look::Plain, "open", t("first.bring"), move || {
            state.go(Route::Data, false);
        }));
    let form = el("form", "cg-welcome__form")
        .on("submit", submit)
        .with(names)
        .with(relations(kind, own))
        .with(refused(state))
        .with(buttons);
    let left = el("div", "")
        .with(prompt(t(title)))
        .with(el("p", "cg-lede").with(t("first.lede")))
        .with(form);
    let initials = [a, b].map(|name| live_text(move || initial(&name.get())));
    let emblem = initials_emblem("cg-emblem cg-welcome__emblem", initials);
    el("div", "cg-split cg-welcome").with(left).with(emblem).into()
}

fn relations(kind: RwSignal<Option<usize>>, own: RwSignal<String>) -> View {
    let one = |(i, words): (usize, &'static str)| {
        row("relation", false, move || kind.get() == Some(i), t(words), move || kind.set(Some(i)))
    };
    let words = KINDS.iter().map(|(_, words)| *words).chain(["kind.own"]);
    let rows: Vec<View> = words.enumerate().map(one).collect();
    let field = again(move || {
        (kind.get() == Some(KINDS.len())).then(|| {
            el("input", "cg-field__input")
                .attr("type", "text")
                .attr("aria-label", t("kind.own-label"))
                .attr("autocomplete", "off")
                .attr("dir", "auto")
                .attr("value", own.get_untracked())
                .on("input", move |event| own.set(typed(&event)))
        })
    });
    el("fieldset", "cg-field")
        .with(el("legend", "cg-field__label").with(t("kind.question")))
        .with(el("div", "cg-two cg-t").with(rows).with(field))
        .into()
}
