//! `agree`: one sentence of both, then each says yes or not, by themselves. Anything but two yes
//! is a good ending too.

use leptos::prelude::*;

use super::choose::legend_question_with;
use super::{
    Page, continue_button, plain_actions, prompt, question, refused, say_button, spoken_actions,
    turn_line, usual_actions,
};
use crate::app::route::Route;
use crate::content;
use crate::domain::command::Command;
use crate::domain::ids::AgreementId;
use crate::domain::outcome::{Agreement, Assent};
use crate::domain::path::{self, Part};
use crate::domain::person::Side;
use crate::domain::run::{How, Place, Visibility};
use crate::domain::session::Mode;
use crate::domain::way;
use crate::platform::page;
use crate::reading::assent_key;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, again, el};
use crate::ui::flow;
use crate::ui::parts::actions;
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::draft::Draft;
use crate::ui::parts::icon::icon;
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::people::{badge, emblem};
use crate::ui::words::{said, t};

/// What each may say to the sentence. All weigh the same (C6).
const WORDS: [(Assent, &str, &str); 4] = [
    (Assent::Yes, "agree.yes", "agree.yes-note"),
    (Assent::NotYet, "agree.not-yet", "agree.not-yet-note"),
    (Assent::ChangeIt, "agree.change-it", "agree.change-it-note"),
    (Assent::Skipped, "agree.skipped", "agree.skipped-note"),
];

pub fn page(leaf: &Page) -> View {
    match leaf.place.part {
        Part::Yes(side) => yes(leaf, side),
        Part::Outcome => outcome(leaf),
        _ if leaf.step.visibility == Visibility::Spoken || leaf.spoken_only => {
            question(leaf, example(leaf), spoken_actions(leaf))
        }
        _ => write(leaf),
    }
}

/// A sentence to start from, where nothing is written: said, it may be any other.
fn example(leaf: &Page) -> Option<View> {
    let text = super::prefill::sentence(leaf);
    (!text.is_empty()).then(|| {
        let head = el("figcaption", "cg-small").with(t("copy.for-example"));
        let words = el("blockquote", "cg-reading").with(text);
        el("figure", "cg-sheet cg-copy").with(head).with(words).into()
    })
}

fn sentence(leaf: &Page) -> Option<Agreement> {
    leaf.held(|held| path::sentence_of(&leaf.step.id, held).cloned())
}

/// What they stand by already, where this is part of how they work together: it begins from there.
fn last_time(leaf: &Page) -> Option<String> {
    let about = leaf.step.way.as_ref()?;
    leaf.state.peek(|w| {
        let all = way::on(w, leaf.couple.pair, about, &content::dialogue);
        let stands = all.filter(|a| way::stands(w, a) && a.run != leaf.run);
        stands.max_by_key(|a| a.said()).map(|a| a.text.clone())
    })
}

fn write(leaf: &Page) -> View {
    let text = sentence(leaf).map(|a| a.text).or_else(|| last_time(leaf));
    let text = text.unwrap_or_else(|| super::prefill::sentence(leaf));
    let has_text = RwSignal::new(!text.trim().is_empty());
    let area = el("textarea", "cg-answer__field")
        .attr("id", "answer")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "answer-status")
        .attr("data-first", true)
        .prop("value", &text.into());
    let element = area.element();
    let written = leaf.clone();
    let keep = move |text: String| {
        has_text.set(!text.trim().is_empty());
        let (run, step) = (written.run, written.step.id.clone());
        written.act(Command::SentenceWritten { run, step, text })
    };
    let area = Draft::follow(leaf.state, area, Box::new(keep.clone()));
    let (removes, field) = (leaf.clone(), element.clone());
    let remove = sign_button(Look::Quiet, "erase", t("act.remove-ours"), move || {
        removes.act(Command::WordsRemoved { answer: removes.answer() });
        page::set_value(&field, "");
        page::focus(&field, false);
        has_text.set(false);
    });
    let plate = el("label", "cg-answer__plate")
        .attr("for", "answer")
        .with(emblem("cg-emblem cg-emblem--small"))
        .with(t("agree.plate"));
    let tools = el("div", "cg-answer__tools").live("hidden", move || !has_text.get()).with(remove);
    let foot = el("div", "cg-answer__foot").attr("id", "answer-status");
    let state = leaf.state;
    let block = el("div", "cg-answer cg-t cg-answer--short")
        .class_if("cg-answer--error", move || state.is_not_kept())
        .with(el("div", "cg-answer__head").with(plate))
        .with(area)
        .with(foot.with(kept_line(leaf.state)).with(tools));
    let given = leaf.clone();
    let main = next_button(t("agree.each-answers"), move || {
        let text = page::value_of(&element);
        let wrote = !text.trim().is_empty();
        if !wrote || keep(text) {
            given.give(if wrote { How::Wrote } else { How::Skipped });
        }
    });
    question(leaf, (block, say_button(leaf)), usual_actions(leaf, main))
}

fn yes(leaf: &Page, side: Side) -> View {
    let Some(agreement) = sentence(leaf) else { return nothing_to_say(leaf) };
    let heading = said("agree.would-you", &leaf.couple.slots_of(side));
    let above = plan_sheet(emblem("cg-emblem"), t("agree.plate").into(), &agreement.text);
    assent_page(leaf, side, &agreement, heading, above)
}

/// The sentence is gone, taken back elsewhere: nothing to say yes to.
pub fn nothing_to_say(leaf: &Page) -> View {
    question(leaf, "", plain_actions(leaf, continue_button(leaf, super::Leaf::go_on)))
}

/// One person's word on a sentence, by themselves.
pub fn assent_page(
    leaf: &Page,
    who: Side,
    agreement: &Agreement,
    heading: View,
    above: View,
) -> View {
    let (rows, word) = assents(agreement, who);
    let (id, affirms, skips, back) = (agreement.id, leaf.clone(), leaf.clone(), leaf.clone());
    let say = move |leaf: &Page, state| {
        leaf.act(Command::Affirmed { agreement: id, who, state });
        leaf.go_on();
    };
    let main = next_button(t("act.continue"), move || {
        say(&affirms, word());
    });
    let skip = actions::skip(move || say(&skips, Assent::Skipped));
    let bar = actions::bar(actions::back(move || back.back()), vec![skip, main]);
    (legend_question_with(leaf, heading, above, rows), refused(leaf.state), bar).into()
}

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

fn outcome(leaf: &Page) -> View {
    let Some(agreement) = sentence(leaf) else { return nothing_to_say(leaf) };
    let holds = agreement.was_agreed();
    // On a device of one's own, who has not said anything yet was not asked yet.
    let waits_for = Side::BOTH.into_iter().find(|side| agreement.word_of(*side).is_none());
    let (heading, hint): (View, View) = match waits_for {
        Some(side) => {
            let slots = leaf.couple.slots_of(side);
            (said("agree.waits", &slots), said("agree.waits-hint", &slots))
        }
        None if holds => (t("agree.both-yes").into(), t("agree.stays").into()),
        None => (t("agree.open").into(), t("agree.open-hint").into()),
    };
    let (state, run) = (leaf.state, leaf.run);
    let send = waits_for.filter(|_| leaf.mode == Mode::Apart).map(|_| {
        let send = move || state.go(Route::Send(run), false);
        el("div", "cg-buttons cg-stack--after").with(sign_button(
            Look::Line,
            "share",
            t("across.exchange"),
            send,
        ))
    });
    let change = (!holds).then(|| {
        let leaf = leaf.clone();
        let change = sign_button(Look::Line, "edit", t("agree.change"), move || {
            let place = Place { step: leaf.step.id.clone(), part: Part::Together };
            flow::go_to(leaf.state, leaf.run, &place, false);
        });
        el("div", "cg-buttons cg-stack--after").with(change)
    });
    let sheet = plan_sheet(emblem("cg-emblem"), t("agree.plate").into(), &agreement.text);
    let asked = (turn_line(leaf), prompt(heading), sheet, stands(&leaf.couple, &agreement));
    let main = continue_button(leaf, super::Leaf::go_on);
    (asked, el("p", "cg-hint").with(hint), send, change, plain_actions(leaf, main)).into()
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
    let couple = couple.clone();
    let ways = again(move || -> View {
        let Some(who) = asked.get() else {
            let ask = |who: Side| {
                let words = said("agree.take-back", &couple.slots_of(who));
                button(Look::SmallPlain, words, move || asked.set(Some(who)))
            };
            return Vec::from(Side::BOTH.map(ask)).into();
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

/// Once more, before something goes for good.
pub fn sure(
    question: impl Into<View>,
    keep: impl Fn() + 'static,
    erase: impl Fn() + 'static,
) -> View {
    sure_or_more(question, keep, erase, None)
}

/// The same, where more than that may go.
pub fn sure_or_more(
    question: impl Into<View>,
    keep: impl Fn() + 'static,
    erase: impl Fn() + 'static,
    more: Option<View>,
) -> View {
    let keep = button(Look::Line, t("erase.keep"), keep);
    let erase = button(Look::Stop, t("erase.do"), erase);
    el("div", "cg-sure")
        .with(el("p", "cg-small").with(question))
        .with(el("p", "cg-buttons").with(keep).with(erase).with(more))
        .into()
}
