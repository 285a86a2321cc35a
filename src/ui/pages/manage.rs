//! Looking after a partnership: names, languages, time zones, a break, a kind ending, erasing.

use leptos::prelude::*;

use super::offers;
use crate::app::route::Route;
use crate::codec::export::Scope;
use crate::domain::command::Command;
use crate::domain::ids::PairId;
use crate::domain::person::{Person, Side, Status};
use crate::platform::{clock, language};
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live, typed};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::dialog::{Sheet, dialog, opener};
use crate::ui::parts::draft::Draft;
use crate::ui::parts::erase::erase_form;
use crate::ui::parts::people::shape;
use crate::ui::parts::prompt::refused;
use crate::ui::parts::rows::{ROW, STOP_ROW, act_row};
use crate::ui::parts::section;
use crate::ui::words::{said, t};

/// Languages offered for a person's dates. Any other stays as it came with a file.
const LANGUAGES: [&str; 24] = [
    "ar", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "it", "ja",
    "ko", "nl", "pl", "pt", "ru", "sv", "tr", "zh",
];

/// The dialog of names, languages and time zones.
const NAMES: &str = "names";

/// What is open over the page. It outlives the page, which is shown anew when a name changes.
#[derive(Clone, Copy)]
pub struct Asking {
    naming: RwSignal<bool>,
    erasing: RwSignal<bool>,
}

impl Asking {
    /// Nothing is open.
    pub fn nothing() -> Self {
        Self { naming: RwSignal::new(false), erasing: RwSignal::new(false) }
    }
}

/// The rows at the end of the page of two.
pub fn section(state: State, couple: &Couple, asking: Asking) -> El {
    let pair = couple.pair;
    let Asking { naming, erasing } = asking;
    let status = move || state.with(|w| w.partnership(pair).map(|p| p.status));
    let to = move |status| {
        // Refused only where it is gone; the page says so.
        let _ = state.act(Command::PartnershipMoved { pair, status });
    };
    let back = move || button(Look::Line, t("manage.come-back"), move || to(Status::Active));
    let pause = live(status, move |status| {
        let way = match status {
            Some(Status::Active) => {
                button(Look::Line, t("manage.pause"), move || to(Status::Paused))
            }
            Some(Status::Paused) => back(),
            _ => return None,
        };
        Some(act_row(ROW, "pause", t("manage.break"), t("manage.break-words"), way))
    });
    let end = live(status, move |status| {
        let end = || button(Look::Line, t("manage.end"), move || to(Status::EndedKindly));
        let (words, way) = match status {
            Some(Status::EndedKindly) => ("manage.finished-words", back()),
            _ => ("manage.finish-words", end()),
        };
        act_row(ROW, "bookmark", t("manage.finish"), t(words), way)
    });
    let names = button(Look::Line, t("manage.change"), move || naming.set(true));
    let names = el("span", "").attr("id", opener(NAMES).as_str()).with(names);
    let erase = button(Look::Stop, t("manage.erase"), move || erasing.set(true));
    let names_words = said("manage.names-words", &couple.slots());
    let rows = el("ul", "")
        .with(act_row(ROW, "edit", t("manage.names"), names_words, names))
        .with(pause)
        .with(end)
        .with(live(
            move || state.with(|w| w.goes_on(pair)),
            move |goes_on| goes_on.then(|| offers::rows(state, pair)),
        ))
        .with(act_row(STOP_ROW, "erase", t("manage.erase-head"), t("manage.erase-words"), erase));
    section::section(t("manage.title"), rows)
}

/// What can be open over the page.
pub fn dialogs(state: State, pair: PairId, asking: Asking) -> View {
    let Asking { naming, erasing } = asking;
    let title = move || {
        let couple = state.peek(|w| w.partnership(pair).map(Couple::of));
        couple.map(|c| said("manage.erase-ask", &c.slots())).into()
    };
    let names =
        dialog(naming, NAMES, || t("manage.names").into(), move || names_form(state, pair, naming));
    let erase = dialog(erasing, "erase", title, move || {
        erase_form(state, Scope::Partnership(pair), erasing, move || {
            if state.act(Command::PartnershipErased { pair }).is_ok() {
                state.go(Route::Home, true);
            }
        })
    });
    (names, erase).into()
}

/// Names, languages and time zones of both.
fn names_form(state: State, pair: PairId, open: RwSignal<bool>) -> Sheet {
    let form = |side: Side| {
        let person = state.peek(|w| w.partnership(pair).map(|p| p.person(side).clone()));
        person.map(|person| person_form(state, pair, side, &person))
    };
    let done = button(Look::Line, t("act.done"), move || {
        if state.flush_drafts() {
            open.set(false);
        }
    });
    let forms = el("div", "cg-stack cg-stack--after").with(Vec::from(Side::BOTH.map(form)));
    Sheet { body: (forms, refused(state)).into(), foot: done }
}

fn person_form(state: State, pair: PairId, side: Side, person: &Person) -> El {
    let (name_id, form_id, language_id, zone_id, whose) = match side {
        Side::First => ("name-first", "form-first", "language-first", "zone-first", "person.first"),
        Side::Second => {
            ("name-second", "form-second", "language-second", "zone-second", "person.second")
        }
    };
    let change = move |with: &dyn Fn(&mut Person)| {
        let person = state.peek(|w| w.partnership(pair).map(|p| p.person(side).clone()));
        if let Some(mut person) = person {
            with(&mut person);
            // A refusal is said on the page; the name stays in the field.
            return state.act(Command::PersonChanged { pair, side, person }).is_ok();
        }
        false
    };
    let line = |id: &str, value: &str, taken: Box<dyn Fn(String) -> bool>| {
        let input = el("input", "cg-field__input")
            .attr("id", id)
            .attr("type", "text")
            .attr("dir", "auto")
            .attr("autocomplete", "off")
            .attr("value", value);
        Draft::follow(state, input, taken)
    };
    let name = move |name: String| change(&|p| p.name.clone_from(&name));
    let name = line(name_id, &person.name, Box::new(name));
    let form = move |form: String| change(&|p| p.form.clone_from(&form));
    let form = line(form_id, &person.form, Box::new(form));
    let languages = select(
        language_id,
        &person.language,
        t("manage.browser-language"),
        &LANGUAGES.map(str::to_owned),
        language::own_name,
        Box::new(move |tag| {
            change(&|p| tag.clone_into(&mut p.language));
        }),
    );
    let zones = select(
        zone_id,
        &person.zone,
        t("manage.device-zone"),
        &clock::zones(),
        |zone| zone.replace('_', " "),
        Box::new(move |zone| {
            change(&|p| zone.clone_into(&mut p.zone));
        }),
    );
    el("fieldset", &format!("cg-field {}", ink(side)))
        .with(el("legend", "cg-field__label").with(shape(side)).with(t(whose)))
        .with(el("label", "cg-field__label").attr("for", name_id).with(t("manage.name")))
        .with(name)
        .with(el("label", "cg-field__label").attr("for", form_id).with(t("manage.form")))
        .with(form)
        .with(el("label", "cg-field__label").attr("for", language_id).with(t("manage.language")))
        .with(languages)
        .with(el("label", "cg-field__label").attr("for", zone_id).with(t("manage.zone")))
        .with(zones)
}

/// A list to choose one of, or nothing in particular. What was chosen stays, also where it is not
/// among what is offered.
fn select(
    id: &str,
    chosen: &str,
    nothing: &str,
    offered: &[String],
    words: fn(&str) -> String,
    choose: Box<dyn Fn(&str)>,
) -> El {
    let option = |value: &str, words: String| {
        el("option", "").attr("value", value).attr("selected", value == chosen).with(words)
    };
    let other = (!chosen.is_empty() && !offered.iter().any(|o| o == chosen)).then_some(chosen);
    let values = offered.iter().map(String::as_str).chain(other);
    el("select", "cg-field__input")
        .attr("id", id)
        .on("change", move |event| choose(&typed(&event)))
        .with(option("", nothing.to_owned()))
        .with(values.map(|value| option(value, words(value))).collect::<Vec<_>>())
}
