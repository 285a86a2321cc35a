//! The interface's own words on the page. Names and other people's words inside a sentence stand
//! in an element of their own (`bdi`), so that each keeps its direction.

use super::dom::{View, el};
use crate::content::own;
use crate::content::words::{self, Piece, pieces};
use crate::domain::own::Definition;

/// The app's words for `key`.
pub fn t(key: &'static str) -> &'static str {
    words::say(key)
}

/// The app's words for `key`, filled, where only text can stand: labels, titles, files.
pub fn tf(key: &'static str, slots: &[(&str, &str)]) -> String {
    words::fill(words::say(key), slots)
}

/// The app's words for `key`, filled, on the page.
pub fn said(key: &'static str, slots: &[(&str, &str)]) -> View {
    sentence(words::say(key), slots)
}

/// Any sentence with slots, filled, on the page. It stands in one element: where boxes are set in
/// a row, no space opens between a name and what follows it.
pub fn sentence(sentence: &str, slots: &[(&str, &str)]) -> View {
    let parts = pieces(sentence).map(|piece| match piece {
        Piece::Text(text) => text.into(),
        Piece::Slot(name) => el("bdi", "")
            .with(slots.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| *v))
            .into(),
    });
    el("span", "").with(parts.collect::<Vec<View>>()).into()
}

/// What a conversation of one's own is called; one without a name says so.
pub fn own_title(definition: &Definition) -> String {
    match own::title_of(definition) {
        "" => t("own.unnamed").to_owned(),
        title => title.to_owned(),
    }
}

/// How many days have gone by since two last met; none: they haven't yet.
pub fn since(days: Option<i64>) -> String {
    match days {
        None => t("since.never").to_owned(),
        Some(0) => t("since.today").to_owned(),
        Some(1) => t("since.yesterday").to_owned(),
        Some(days) => tf("since.days", &[("n", &days.to_string())]),
    }
}

/// A small number as a word, as one begins a line; nothing for one above twelve.
pub fn number_word(n: usize) -> &'static str {
    const WORDS: [&str; 13] = [
        "number.0",
        "number.1",
        "number.2",
        "number.3",
        "number.4",
        "number.5",
        "number.6",
        "number.7",
        "number.8",
        "number.9",
        "number.10",
        "number.11",
        "number.12",
    ];
    WORDS.get(n).map_or("", |key| t(key))
}
