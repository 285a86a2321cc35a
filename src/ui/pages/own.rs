//! The conversations of one's own: which there are, one as it will be asked, and one on its way to somebody.

use super::{link, not_here, own_edit, own_faults, paper};
use crate::app::route::Route;
use crate::content;
use crate::content::own::{self as made, can_be_copied};
use crate::content::words::pack;
use crate::domain::ids::OwnId;
use crate::domain::own::{Definition, OwnDialogue};
use crate::domain::person::Side;
use crate::platform::page as browser;
use crate::share::definition;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::icon::icon;
use crate::ui::parts::letter::{Told, letter, told};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::parts::section::named_section;
use crate::ui::words::{own_title, said, t};

/// All of them, and the ways to another.
pub fn page(state: State) -> View {
    let all = move || {
        state.with(|w| {
            let couple =
                |own: &OwnDialogue| own.pair.and_then(|pair| w.partnership(pair)).map(Couple::of);
            w.own
                .iter()
                .map(|own| (own.id, own.definition.clone(), couple(own)))
                .collect::<Vec<_>>()
        })
    };
    let list = live(all, |all| -> View {
        if all.is_empty() {
            return el("p", "cg-hint").with(t("own.none")).into();
        }
        el("ul", "cg-start").with(all.iter().map(row).collect::<Vec<_>>()).into()
    });
    let originals = content::offered().filter(|d| can_be_copied(d));
    let copy = |d: &'static crate::domain::dialogue::CheckedDialogue| {
        let title = pack(&d.id).map_or("", |p| p.title.as_str());
        let copy = button(Look::Line, title, move || {
            own_faults::copy(state, Some(d.id.clone()), None);
        });
        el("li", "").with(copy)
    };
    let copies = el("ul", "cg-buttons").with(originals.map(copy).collect::<Vec<_>>());
    let anew = sign_button(Look::Plain, "plus", t("own.anew"), move || {
        own_faults::copy(state, None, None);
    });
    let main = (
        (prompt(t("own.title")), el("p", "cg-lede").with(t("own.lede"))),
        refused(state),
        el("div", "cg-stack--after cg-own__list").with(list),
        named_section(
            "copy",
            t("own.copy-of"),
            (copies, el("p", "cg-buttons cg-stack--after").with(anew)),
        ),
        named_section(
            "bring",
            t("own.bring"),
            (el("p", "cg-hint").with(t("own.bring-words")), link::again(state)),
        ),
    );
    frame(state, None, el("div", "cg-plain").with(main))
}

fn row((id, definition, couple): &(OwnId, Definition, Option<Couple>)) -> El {
    let name = el("span", "cg-row__name").attr("dir", "auto").with(own_title(definition));
    let about = match couple {
        Some(couple) => {
            let [a, b] = Side::BOTH.map(|side| couple.name(side));
            said("own.of-two", &[("a", a), ("b", b)])
        }
        None => el("span", "").attr("dir", "auto").with(made::about(definition)).into(),
    };
    let row = el("a", "cg-row cg-start__row")
        .attr("href", Route::Own(*id).href())
        .with(icon("edit"))
        .with(el("span", "").with(name).with(el("span", "cg-row__words cg-small").with(about)));
    el("li", "").with(row)
}

/// To be changed.
pub fn edit(state: State, id: OwnId) -> View {
    live(
        move || state.with(|w| w.own.get(id.uuid()).is_some()),
        move |there| if *there { own_edit::page(state, id) } else { not_here::page(state) },
    )
}

/// Every question as it will be asked, also to be printed.
pub fn asked(state: State, id: OwnId) -> View {
    let Some(definition) = definition_of(state, id) else { return not_here::page(state) };
    let found = made::learn(&definition).ok().and_then(|d| Some((d, pack(&d.id)?)));
    let Some((dialogue, words)) = found else { return own_faults::page(state, id) };
    let print = sign_button(Look::Main, "print", t("paper.print"), browser::print);
    let change = sign_button(Look::Plain, "edit", t("own.change"), move || {
        state.go(Route::Own(id), false);
    });
    let tools = el("div", "cg-paper__tools")
        .with(el("p", "cg-lede").with(t("own.asked-lede")))
        .with(el("p", "cg-buttons cg-buttons--wide").with((print, change)));
    frame(state, None, (tools, paper::card(dialogue, words, paper::page_heading(words))))
}

fn definition_of(state: State, id: OwnId) -> Option<Definition> {
    state.peek(|w| w.own.get(id.uuid()).map(|o| o.definition.clone()))
}

/// On its way to somebody, as a link or a file.
pub fn send(state: State, id: OwnId) -> View {
    let Some(definition) = definition_of(state, id) else { return not_here::page(state) };
    if !made::faults(&definition).is_empty() {
        return own_faults::page(state, id);
    }
    let title = own_title(&definition);
    let text = definition::write(&definition);
    let line = |key: &'static str| -> View { t(key).into() };
    let list = |sign, title, keys: &[&'static str], in_order| Told {
        sign,
        title,
        lines: keys.iter().map(|key| line(key)).collect(),
        in_order,
    };
    let lists = [
        list("link", "told.in", &["own.in-title", "own.in-questions"], false),
        list(
            "closedeye",
            "told.not-in",
            &["own.not-in-answers", "own.not-in-names", "own.not-in-hidden"],
            false,
        ),
        list("next", "told.next", &["told.you-send", "own.next-look", "own.next-keep"], true),
    ];
    let main = (
        prompt(said("own.send-title", &[("title", &title)])),
        el("p", "cg-lede").with(t("own.send-lede")),
        el("section", "cg-sheet cg-send")
            .attr("aria-labelledby", "the-link")
            .with(el("h2", "cg-hidden").attr("id", "the-link").with(t("letter.link")))
            .with(letter(state, t("own.whoever"), move || Some(text.clone())))
            .with(told(lists)),
        el("p", "cg-buttons cg-stack--after").with(button(Look::Plain, t("act.done"), move || {
            state.go(Route::Own(id), false);
        })),
    );
    frame(state, None, el("div", "cg-send__page").with(main))
}
