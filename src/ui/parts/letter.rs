//! A link that is ready to be sent: the link itself, copying it, the device's own way to share, a code
//! to scan, a file instead, a passphrase; who can read it; and in three plain lists what is in it, what
//! is not, and what happens next (`trust.md` 4).

use std::rc::Rc;

use leptos::prelude::*;

use super::button::{Look, sign_button};
use super::choice::switch;
use super::field::text_field;
use super::icon::{icon, small_icon};
use super::notice::notice;
use crate::platform::sharing::{self, What};
use crate::platform::task::spawn;
use crate::platform::timer::PutOff;
use crate::platform::{chance, clipboard, download, page, text};
use crate::share::envelope::{self, Lock, Weight};
use crate::share::file;
use crate::share::qr::{self, Code};
use crate::state::State;
use crate::ui::dom::{El, View, el, follow, live, nothing, svg};
use crate::ui::words::{said, t};

/// After the last key of a passphrase, in milliseconds: locking takes a moment.
const CALM: i32 = 500;

/// What became of it.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Nothing,
    Copied,
    NotCopied,
    Saved,
    /// Nothing yet: it is to be locked, and there is no passphrase.
    NoPhrase,
}

/// A link in the making.
#[derive(Clone, Copy)]
struct Making {
    locks: RwSignal<bool>,
    phrase: RwSignal<String>,
    /// The part after `#`; nothing while there is no passphrase yet, or no room.
    fragment: RwSignal<String>,
    outcome: RwSignal<Outcome>,
}

/// The link for `payload`, to be sent to somebody called `name`.
pub fn letter(state: State, name: &str, payload: impl Fn() -> Option<String> + 'static) -> View {
    if state.is_example() {
        return notice("letter", el("p", "").with(t("example.no-links")));
    }
    let making = Making {
        locks: RwSignal::new(false),
        phrase: RwSignal::new(String::new()),
        fragment: RwSignal::new(String::new()),
        outcome: RwSignal::new(Outcome::Nothing),
    };
    follow_payload(making, Rc::new(payload));
    let whole = move || address(&making.fragment.get());
    let weight = live(move || Weight::of(&whole()), |weight| weight_words(*weight));
    let ways = live(
        move || Weight::of(&whole()) == Weight::TooHeavy,
        move |file_only| -> View {
            if *file_only { file_button(making, Look::Main) } else { link_ways(making) }
        },
    );
    let scans = name.to_owned();
    let code =
        live(move || making.fragment.get(), move |fragment: &String| code_of(fragment, &scans));
    let left = el("div", "cg-letter__link")
        .with(ways)
        .with(weight)
        .with(status(making))
        .with(readers(making))
        .with(passphrase(making, name));
    el("div", "cg-letter").with(left).with(code).into()
}

fn address(fragment: &str) -> String {
    if fragment.is_empty() { String::new() } else { format!("{}#{fragment}", page::base()) }
}

fn follow_payload(making: Making, payload: Rc<dyn Fn() -> Option<String>>) {
    let due = Rc::new(PutOff::default());
    follow(Box::new(move || {
        let Some(payload) = payload() else { return making.fragment.set(String::new()) };
        making.outcome.set(Outcome::Nothing);
        if !making.locks.get() {
            due.cancel();
            return making.fragment.set(envelope::seal(&payload, None).unwrap_or_default());
        }
        making.fragment.set(String::new());
        let phrase = making.phrase.get();
        if phrase.is_empty() {
            due.cancel();
            return;
        }
        due.set(CALM, move || {
            let lock = Lock::fresh(&phrase, &mut chance::ten_bytes);
            // The page may be gone by then.
            let sealed = envelope::seal(&payload, Some(lock)).unwrap_or_default();
            let _ = making.fragment.try_set(sealed);
        });
    }));
}

/// What there is to send; says so where a passphrase has to come first.
fn ready(making: Making) -> Option<String> {
    let fragment = making.fragment.get_untracked();
    if making.locks.get_untracked() && making.phrase.with_untracked(String::is_empty) {
        making.outcome.set(Outcome::NoPhrase);
    }
    (!fragment.is_empty()).then_some(fragment)
}

fn link_ways(making: Making) -> View {
    let whole = move || address(&making.fragment.get());
    let field = el("input", "cg-field__input cg-letter__address")
        .attr("id", "letter")
        .attr("type", "text")
        .attr("readonly", true)
        .attr("autocomplete", "off")
        .attr("dir", "ltr")
        .live_prop("value", whole);
    let copy = move || {
        let Some(fragment) = ready(making) else { return };
        let link = address(&fragment);
        spawn(async move {
            let done = clipboard::copy(&link).await;
            let outcome = if done { Outcome::Copied } else { Outcome::NotCopied };
            let _ = making.outcome.try_set(outcome);
        });
    };
    let copy = sign_button(Look::Main, "copy", t("letter.copy"), copy);
    let label = el("label", "cg-field__label").attr("for", "letter").with(t("letter.link"));
    let row = el("div", "cg-letter__row").with(field).with(copy);
    let share = sharing::is_offered().then(|| {
        sign_button(Look::Plain, "share", t("letter.share"), move || {
            let Some(fragment) = ready(making) else { return };
            let link = address(&fragment);
            spawn(sharing::share(What::Link(link)));
        })
    });
    let others = el("div", "cg-buttons cg-letter__others")
        .with(share)
        .with(file_button(making, Look::Plain));
    (label, row, others).into()
}

fn file_button(making: Making, look: Look) -> View {
    sign_button(look, "save", t("letter.file"), move || {
        let Some(fragment) = ready(making) else { return };
        let text = file::write(&fragment);
        if download::save(file::NAME, "application/json", &text) {
            making.outcome.set(Outcome::Saved);
        }
    })
}

fn status(making: Making) -> El {
    let said = live(
        move || making.outcome.get(),
        |outcome| -> View {
            let (sign, words) = match outcome {
                Outcome::Nothing => return nothing(),
                Outcome::Copied => ("check", t("letter.copied")),
                Outcome::NotCopied => ("alert", t("letter.not-copied")),
                Outcome::Saved => ("check", t("letter.saved")),
                Outcome::NoPhrase => ("alert", t("letter.phrase-first")),
            };
            (small_icon(sign), el("span", "").with(words)).into()
        },
    );
    el("p", "cg-status").attr("role", "status").with(said)
}

/// Who can read what is in it, before it is sent.
fn readers(making: Making) -> El {
    let words = live(
        move || making.locks.get(),
        |locks| t(if *locks { "letter.readers-locked" } else { "letter.readers" }),
    );
    el("p", "cg-hint").attr("role", "status").with(words)
}

fn weight_words(weight: Weight) -> View {
    match weight {
        Weight::Light => nothing(),
        Weight::Heavy => notice("link", t("letter.heavy")),
        Weight::TooHeavy => notice("link", t("letter.too-heavy")),
    }
}

fn passphrase(making: Making, name: &str) -> El {
    let locks = move || making.locks.get();
    let switch = switch(t("letter.lock"), locks, move |on| making.locks.set(on));
    let name = name.to_owned();
    let field = live(
        move || making.locks.get(),
        move |locks| {
            locks.then(|| {
                let label = el("span", "").with(t("letter.passphrase"));
                let field = text_field("passphrase", label, &making.phrase.get_untracked(), {
                    move |phrase| making.phrase.set(text::composed(&phrase))
                });
                let hint = said("letter.passphrase-hint", &[("name", &name)]);
                el("div", "cg-letter__lock").with(field).with(el("p", "cg-small").with(hint))
            })
        },
    );
    el("div", "cg-stack--after").with(switch).with(field)
}

/// Modules of quiet edge that a camera needs.
const EDGE: usize = 4;

/// The code to scan, dark on white in any theme; without one, where the link is too long for it.
fn code_of(fragment: &str, name: &str) -> View {
    if fragment.is_empty() {
        return nothing();
    }
    let Some(code) = qr::code(&address(fragment)) else {
        return el("p", "cg-small cg-letter__no-code").with(t("letter.no-code")).into();
    };
    let side = code.side() + 2 * EDGE;
    let drawing = svg("svg", "cg-code")
        .attr("viewBox", format!("0 0 {side} {side}"))
        .attr("role", "img")
        .attr("aria-label", t("letter.code"))
        .attr("shape-rendering", "crispEdges")
        .with(svg("path", "").attr("d", drawn(&code)));
    el("figure", "cg-letter__code")
        .with(drawing)
        .with(el("figcaption", "cg-small").with(said("letter.scan", &[("name", name)])))
        .into()
}

/// Each stretch of dark modules of a row as one box.
fn drawn(code: &Code) -> String {
    use std::fmt::Write;
    let mut path = String::new();
    for y in 0..code.side() {
        let mut x = 0;
        while x < code.side() {
            let dark = (x..code.side()).take_while(|x| code.is_dark(*x, y)).count();
            if dark > 0 {
                // Writing to a text cannot fail.
                let _ = write!(path, "M{} {}h{dark}v1h-{dark}z", x + EDGE, y + EDGE);
            }
            x += dark.max(1);
        }
    }
    path
}

/// One of the three lists.
pub struct Told {
    pub sign: &'static str,
    pub title: &'static str,
    pub lines: Vec<View>,
    /// Whether one thing comes after the other.
    pub in_order: bool,
}

/// In the link, not in the link, what happens next.
pub fn told(lists: [Told; 3]) -> El {
    let one = |list: Told| {
        let lines: Vec<El> = list.lines.into_iter().map(|line| el("li", "").with(line)).collect();
        let head = el("h3", "cg-told__head").with(icon(list.sign)).with(t(list.title));
        let list = el(if list.in_order { "ol" } else { "ul" }, "cg-small").with(lines);
        el("section", "").with(head).with(list)
    };
    el("div", "cg-told").with(lists.into_iter().map(one).collect::<Vec<_>>())
}
