//! What somebody answered, as it is read: exactly their words, in their own direction.

use super::icon::small_icon;
use crate::content::words::StepWords;
use crate::domain::dialogue::{NONE_OF_THESE, OWN_WORDS, Step};
use crate::domain::ids::OptionId;
use crate::domain::privacy::Sight;
use crate::domain::run::{Version, Words};
use crate::ui::dom::{El, View, el, nothing};
use crate::ui::words::t;

/// What a viewer sees of an answer. Skipped and kept look the same, and like an answer (F4).
pub fn seen(step: &Step, words: &StepWords, sight: Sight) -> View {
    match sight {
        Sight::Words(answered, also) => {
            let others = also.iter().map(|version| other_version(step, words, version));
            (plainly(step, words, answered), others.collect::<Vec<_>>()).into()
        }
        Sight::SaidAloud => line("say", t("answer.said-aloud")),
        Sight::ChoseNotToSay => el("p", "cg-reading").with(t("answer.chose-not-to-say")).into(),
        Sight::Sealed => line("sealed", t("answer.sealed")),
        Sight::NotYet | Sight::Absent => nothing(),
    }
}

fn line(sign: &str, words: &str) -> View {
    el("p", "cg-status").with(small_icon(sign)).with(el("span", "").with(words)).into()
}

fn other_version(step: &Step, words: &StepWords, version: &Version) -> View {
    let head = el("p", "cg-small").with(t("answer.other-version"));
    (head, plainly(step, words, &version.words)).into()
}

/// The words themselves.
pub fn plainly(step: &Step, words: &StepWords, answered: &Words) -> View {
    let mut lines: Vec<View> = Vec::new();
    let chosen = |pick| {
        let words = el("span", "cg-reading").with(option_words(words, pick));
        el("li", "cg-fact").with(small_icon("check")).with(words)
    };
    // What was chosen of what is open stands for words of its own (`open_end`).
    let is_named = |p: &&OptionId| !step.open_ends || words.is_option(p);
    let picks = answered.picks.iter().filter(|p| *p != OWN_WORDS).filter(is_named);
    let picks: Vec<El> = picks.map(chosen).collect();
    if !picks.is_empty() {
        lines.push(el("ul", "cg-chosen").with(picks).into());
    }
    if let Some(label) =
        answered.number.and_then(|n| words.labels.get(usize::from(n).saturating_sub(1)))
    {
        lines.push(el("p", "cg-reading").with(label.as_str()).into());
    }
    let texts = [&answered.own, &answered.text].into_iter().filter(|t| !t.is_empty());
    lines.extend(texts.map(|text| reading(text)));
    for field in &step.fields {
        let mut written = answered.lines(Some(field)).filter(|l| !l.is_empty()).peekable();
        if written.peek().is_some() {
            lines.push(el("p", "cg-small").with(words.field(field)).into());
            lines.extend(written.map(reading));
        }
    }
    lines.extend(answered.lines(None).filter(|l| !l.is_empty()).map(reading));
    lines.into()
}

/// Somebody's words, line breaks and all.
pub fn reading(text: &str) -> View {
    el("p", "cg-reading").attr("dir", "auto").with(text).into()
}

/// What an option is called.
pub fn option_words(words: &StepWords, option: &OptionId) -> String {
    match option.as_str() {
        OWN_WORDS => t("choose.own").to_owned(),
        NONE_OF_THESE if words.none.is_empty() => t("choose.none").to_owned(),
        NONE_OF_THESE => words.none.clone(),
        _ => words.option(option).to_owned(),
    }
}
