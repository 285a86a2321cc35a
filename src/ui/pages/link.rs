//! A link that somebody was sent, opened from memory: nothing is kept before they begin to answer or
//! say so (`trust.md` 4). What cannot be opened says why, and what to do.

use leptos::prelude::*;

use super::{link_arrived, link_asked, own_sent};
use crate::content::own;
use crate::domain::crossing::Parcel;
use crate::domain::limits;
use crate::domain::own::Definition;
use crate::platform::task::spawn;
use crate::platform::{files, text};
use crate::share::definition;
use crate::share::envelope::{Fault, Limit, Locked, Opened};
use crate::share::file;
use crate::share::parcel;
use crate::state::State;
use crate::ui::dom::{El, View, el, follow, live};
use crate::ui::focus;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::field::{draft_field, file_button, text_field};
use crate::ui::parts::frame::frame;
use crate::ui::parts::icon::icon;
use crate::ui::parts::notice::alert;
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::standing::storage_notice;
use crate::ui::words::{t, tf};

/// What there is to show.
#[derive(Clone, PartialEq)]
enum Shown {
    Fault(Fault),
    /// In the envelope was something else than we make, or something a newer program makes.
    Strange,
    Locked(Locked),
    Parcel(Box<Parcel>),
    /// A conversation that somebody shared.
    Own(Box<Definition>),
}

fn shown(opened: Result<Opened, Fault>) -> Shown {
    match opened {
        Err(fault) => Shown::Fault(fault),
        Ok(Opened::Locked(locked)) => Shown::Locked(locked),
        Ok(Opened::Plain(text)) => {
            if let Some(shared) = definition::read(&text) {
                return shared.map_or(Shown::Strange, |own| Shown::Own(Box::new(own)));
            }
            let Ok(parcel) = parcel::read(&text) else { return Shown::Strange };
            // What it asks comes with it.
            own::learn_sent(&parcel.dialogue, parcel.definition.as_ref());
            Shown::Parcel(Box::new(parcel))
        }
    }
}

/// The page of the link in the address.
pub fn page(state: State) -> View {
    // What is behind a lock is shown in place of the question for the passphrase.
    let unlocked: RwSignal<Option<Shown>> = RwSignal::new(None);
    let mut before = None;
    follow(Box::new(move || {
        let now = (state.incoming(), unlocked.get());
        let is_first = before.is_none();
        let is_another = before.as_ref().is_some_and(|(link, _)| *link != now.0);
        if is_another && now.1.is_some() {
            // What was behind the lock of another link is not in this one. This runs again then.
            return unlocked.set(None);
        }
        if before.as_ref() != Some(&now) {
            focus::settle(!is_first);
            before = Some(now);
        }
    }));
    live(
        move || unlocked.get().unwrap_or_else(|| shown(file::open(&state.incoming()))),
        move |what| match what {
            Shown::Fault(fault) => not_opened(state, &fault_words(*fault)),
            Shown::Strange => not_opened(state, t("link.strange")),
            Shown::Locked(locked) => passphrase(state, locked, unlocked),
            Shown::Own(definition) => own_sent::page(state, definition),
            Shown::Parcel(parcel) if asks(state, parcel) => link_asked::page(state, parcel),
            Shown::Parcel(parcel) => link_arrived::page(state, parcel),
        },
    )
}

/// Whether somebody is asked here. To whoever said yes before, a seal is news of the talk.
fn asks(state: State, parcel: &Parcel) -> bool {
    parcel.only_asks()
        && !link_arrived::is_mine(state, parcel)
        && (parcel.seals.is_empty() || !state.knows(parcel))
}

/// What happened, where the words are, what to do.
fn fault_words(fault: Fault) -> String {
    let n = |n: usize| n.to_string();
    match fault {
        Fault::NoLink => t("link.no-link").to_owned(),
        Fault::Newer => t("link.newer").to_owned(),
        Fault::Cut { arrived, of: Some(of) } => {
            tf("link.cut", &[("n", &n(arrived)), ("m", &n(of))])
        }
        Fault::Cut { arrived, of: None } => tf("link.cut-early", &[("n", &n(arrived))]),
        Fault::More { arrived, of } => tf("link.more", &[("n", &n(arrived)), ("m", &n(of))]),
        Fault::Changed => t("link.changed").to_owned(),
        Fault::TooLarge(Limit::Link) => t("link.too-long").to_owned(),
        Fault::TooLarge(Limit::Unpacked | Limit::Ratio) => t("link.too-large").to_owned(),
        Fault::NotText => t("link.strange").to_owned(),
        Fault::WrongPassphrase => t("link.wrong-passphrase").to_owned(),
        Fault::NoRoom => t("link.no-room").to_owned(),
    }
}

fn not_opened(state: State, why: &str) -> View {
    let main = el("div", "cg-plain")
        .with(prompt(t("link.not-opened")))
        .with(el("p", "cg-lede").attr("role", "status").with(why))
        .with(el("p", "cg-hint").with(t("link.nothing-changed")))
        .with(again(state));
    frame(state, None, main)
}

/// The whole link once more, pasted; or the file of it.
pub fn again(state: State) -> El {
    let pasted = RwSignal::new(String::new());
    // What is wrong with a file that was not even looked into.
    let wrong: RwSignal<Option<&'static str>> = RwSignal::new(None);
    let open = move || {
        state.flush_drafts();
        let text = pasted.get_untracked();
        if !text.trim().is_empty() {
            state.open_link(&text);
        }
    };
    let field = draft_field(state, "pasted", t("link.paste"), "", move |text| {
        pasted.set(text);
        true
    });
    let pick = file_button("link-file", (icon("open"), t("link.file")).into(), move |file| {
        if files::size(&file) > limits::FILE {
            return wrong.set(Some(t("link.too-long")));
        }
        spawn(async move {
            match files::text(&file).await {
                Some(text) => state.open_link(&text),
                // The page may be gone by then.
                None => {
                    let _ = wrong.try_set(Some(t("link.no-link")));
                }
            }
        });
    });
    let said = live(move || wrong.get(), |why| why.map(alert));
    el("div", "cg-stack cg-stack--after")
        .with(field)
        .with(el("div", "").attr("role", "status").with(said))
        .with(el("div", "cg-buttons").with(button(Look::Main, t("link.open"), open)).with(pick))
}

fn passphrase(state: State, locked: &Locked, unlocked: RwSignal<Option<Shown>>) -> View {
    let phrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let locked = locked.clone();
    let open = move || match locked.open(&phrase.get_untracked()) {
        Ok(text) => unlocked.set(Some(shown(Ok(Opened::Plain(text))))),
        Err(fault) => wrong.set(Some(fault)),
    };
    let said = live(move || wrong.get(), |fault| fault.map(|fault| alert(fault_words(fault))));
    let field = text_field("passphrase", t("link.passphrase"), "", move |typed| {
        phrase.set(text::composed(&typed));
    });
    let unlock = el("button", "cg-button cg-button--main")
        .attr("type", "submit")
        .with(el("span", "").with(t("link.unlock")));
    let form = el("form", "cg-stack cg-stack--after")
        .on("submit", move |event| {
            event.prevent_default();
            open();
        })
        .with(field)
        .with(el("div", "").attr("role", "status").with(said))
        .with(el("div", "cg-buttons").with(unlock));
    let main = el("div", "cg-plain")
        .with(prompt(t("link.locked")))
        .with(el("p", "cg-lede").with(t("link.locked-words")))
        .with(form);
    let main = (storage_notice(state), main);
    frame(state, None, main)
}
