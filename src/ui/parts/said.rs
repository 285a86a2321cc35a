//! What somebody answered, as it is read: exactly their words, in their own direction.

use super::icon::small_icon;
use crate::content::words::StepWords;
use crate::domain::dialogue::Step;
use crate::domain::privacy::Sight;
use crate::domain::search::Wanted;
use crate::reading::{Line, lines};
use crate::ui::dom::{El, View, el};
use crate::ui::words::t;

pub use crate::reading::lines::option_words;

/// What a viewer sees of an answer.
pub fn seen(step: &Step, words: &StepWords, sight: Sight) -> View {
    shown(&lines::of(step, words, sight), None)
}

/// Lines on the page; what somebody looks for is marked in them.
pub fn shown(lines: &[Line], wanted: Option<&Wanted>) -> View {
    let mut all: Vec<View> = Vec::new();
    let is_chosen = |line: &Line| matches!(line, Line::Chosen(_));
    for group in lines.chunk_by(|one, next| is_chosen(one) && is_chosen(next)) {
        if group.first().is_some_and(is_chosen) {
            let chosen = group.iter().filter_map(Line::text).map(|text| chosen(text, wanted));
            all.push(el("ul", "cg-chosen").with(chosen.collect::<Vec<_>>()).into());
        } else {
            all.extend(group.iter().map(|line| one(line, wanted)));
        }
    }
    all.into()
}

fn chosen(text: &str, wanted: Option<&Wanted>) -> El {
    let words = el("span", "cg-reading").with(marked(text, wanted));
    el("li", "cg-fact").with(small_icon("check")).with(words)
}

fn one(line: &Line, wanted: Option<&Wanted>) -> View {
    match line {
        Line::Words(text) => {
            el("p", "cg-reading").attr("dir", "auto").with(marked(text, wanted)).into()
        }
        Line::Chosen(text) | Line::Plain(text) => {
            el("p", "cg-reading").with(marked(text, wanted)).into()
        }
        Line::Label(words) => el("p", "cg-small").with(words.as_str()).into(),
        Line::SaidAloud => status("say", t("answer.said-aloud")),
        Line::ChoseNotToSay => el("p", "cg-reading").with(t("answer.chose-not-to-say")).into(),
        Line::Sealed => status("sealed", t("answer.sealed")),
    }
}

fn status(sign: &str, words: &str) -> View {
    el("p", "cg-status").with(small_icon(sign)).with(el("span", "").with(words)).into()
}

/// Somebody's words, line breaks and all.
pub fn reading(text: &str) -> View {
    el("p", "cg-reading").attr("dir", "auto").with(text).into()
}

/// A text in which what somebody looks for is marked, wherever it stands.
pub fn marked(text: &str, wanted: Option<&Wanted>) -> View {
    let Some(wanted) = wanted else { return text.into() };
    let (mut parts, mut from): (Vec<View>, usize) = (Vec::new(), 0);
    for at in wanted.places_in(text) {
        parts.push(text[from..at.start].into());
        parts.push(el("mark", "").with(&text[at.clone()]).into());
        from = at.end;
    }
    parts.push(text[from..].into());
    parts.into()
}
