//! What each of the two says to a sentence: what they may say, how they stand, and taking a yes back.

use leptos::prelude::*;

use super::button::{Look, button};
use super::choice::{row, row_words};
use super::icon::icon;
use super::people::badge;
use super::sure::sure;
use crate::domain::command::Command;
use crate::domain::ids::AgreementId;
use crate::domain::outcome::{Agreement, Assent};
use crate::domain::person::Side;
use crate::reading::assent_key;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, again, el};
use crate::ui::focus;
use crate::ui::words::{said, t};

/// What each may say to the sentence. All weigh the same (C6).
const WORDS: [(Assent, &str, &str); 4] = [
    (Assent::Yes, "agree.yes", "agree.yes-note"),
    (Assent::NotYet, "agree.not-yet", "agree.not-yet-note"),
    (Assent::ChangeIt, "agree.change-it", "agree.change-it-note"),
    (Assent::Skipped, "agree.skipped", "agree.skipped-note"),
];

/// What somebody may say to a sentence, to choose from, and what they chose: a skip, while it is nothing.
pub fn assents(agreement: &Agreement, who: Side) -> (Vec<View>, impl Fn() -> Assent + 'static) {
    // By position in `WORDS`; nothing is preselected.
    let word = agreement.word_of(who);
    let chosen = RwSignal::new(WORDS.iter().position(|(w, ..)| Some(*w) == word));
    let one = |(i, (_, words, note)): (usize, &(Assent, &'static str, &'static str))| {
        let words = row_words(t(words), t(note));
        row("assent", false, move || chosen.get() == Some(i), words, move || chosen.set(Some(i)))
    };
    let rows = WORDS.iter().enumerate().map(one).collect();
    let now =
        move || chosen.get_untracked().and_then(|i| WORDS.get(i)).map_or(Assent::Skipped, |w| w.0);
    (rows, now)
}

/// A sentence on a sheet, with who it belongs to.
pub fn plan_sheet(sign: View, whose: View, text: &str) -> View {
    let head = el("figcaption", "cg-entry__head").with(sign).with(el("span", "").with(whose));
    let words = el("blockquote", "cg-reading").attr("dir", "auto").with(text);
    el("figure", "cg-sheet cg-copy").with(head).with(words).into()
}

/// How each stands with the sentence, in words, side by side.
pub fn stands(couple: &Couple, agreement: &Agreement) -> View {
    stand(couple, Side::BOTH.map(|side| agreement.word_of(side)))
}

/// The same, from what each said.
pub fn stand(couple: &Couple, said_to_it: [Option<Assent>; 2]) -> View {
    let one = |side: Side| {
        let assent = said_to_it[side.index()];
        let sign = match assent {
            Some(Assent::Yes) => "check",
            Some(Assent::NotYet) => "clock",
            Some(Assent::ChangeIt) => "edit",
            Some(Assent::Skipped) => "skip",
            None => "sealed",
        };
        let words = assent_key(assent);
        el("li", &format!("cg-stand {}", ink(side)))
            .with(badge(couple, side, ""))
            .with(el("span", "").with(said(words, &couple.slots_of(side))))
            .with(icon(sign))
    };
    el("ul", "cg-stands").with(Vec::from(Side::BOTH.map(one))).into()
}

/// Either takes their own yes back, asked once more: the wording goes with it (C.2, 1).
pub fn taking_back(state: State, couple: &Couple, agreement: AgreementId) -> El {
    let asked = RwSignal::new(None::<Side>);
    let here = couple.here(state);
    let couple = couple.clone();
    let ways = again(move || -> View {
        let Some(who) = asked.get() else {
            let (here, ask) = (here.clone(), |who: Side| {
                let words = said("agree.take-back", &couple.slots_of(who));
                button(Look::SmallPlain, words, move || {
                    asked.set(Some(who));
                    focus::on(".cg-sure button");
                })
            });
            return here.into_iter().map(ask).collect::<Vec<View>>().into();
        };
        sure(
            t("agree.take-back-ask"),
            move || asked.set(None),
            move || {
                // Refused only where it is gone; then the list says so.
                let _ = state.act(Command::AgreementWithdrawn { agreement, who });
            },
        )
    });
    el("div", "cg-promise__ways").with(ways)
}
