//! `agree`: one sentence of both, then each says yes or not, by themselves. Anything but two yes
//! is a good ending too.

use leptos::prelude::*;

use super::choose::legend_question_with;
use super::{
    Page, continue_button, plain_actions, question, say_button, spoken_actions, turn_line,
    usual_actions,
};
use crate::app::route::Route;
use crate::content;
use crate::domain::command::Command;
use crate::domain::outcome::{Agreement, Assent};
use crate::domain::path::{self, Part};
use crate::domain::person::Side;
use crate::domain::run::{How, Place, Visibility};
use crate::domain::session::Mode;
use crate::domain::way;
use crate::platform::page;
use crate::ui::dom::{View, el};
use crate::ui::flow;
use crate::ui::parts::actions;
use crate::ui::parts::assent::{assents, plan_sheet, stands};
use crate::ui::parts::button::{Look, next_button, sign_button};
use crate::ui::parts::draft::Draft;
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::people::emblem;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::{said, t};

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
    // Where nothing is written yet it begins from what there is. What comes from elsewhere meanwhile, by a link that was
    // opened in another tab, stands here as well.
    let begins = last_time(leaf).unwrap_or_else(|| super::prefill::sentence(leaf));
    let watched = leaf.clone();
    let now = move || watched.read(|run| Some(run.id)).and(sentence(&watched)).map(|a| a.text);
    let has_text = RwSignal::new(!now().as_deref().unwrap_or(&begins).trim().is_empty());
    let area = el("textarea", "cg-answer__field")
        .attr("id", "answer")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "answer-status")
        .attr("data-first", true)
        .live_value(move || now().unwrap_or_else(|| begins.clone()));
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
