//! A dialogue on paper: a page or two for a talk without a screen, from the same definition and the
//! same words as its pages.

use super::not_here;
use crate::app::route::Route;
use crate::content::{
    self,
    words::{Pack, StepWords, pack},
};
use crate::domain::decides::Decides;
use crate::domain::dialogue::{CheckedDialogue, Kind, Stage, Step, Who};
use crate::domain::run::Visibility;
use crate::platform::page as browser;
use crate::state::State;
use crate::ui::dom::{El, View, el, nothing};
use crate::ui::leave;
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::icon::small_icon;
use crate::ui::words::{sentence, t, tf};

/// Where a name would stand.
const BLANK: &str = "________";

/// The card of a dialogue, and a button that prints it.
pub fn page(state: State, number: u8) -> View {
    let dialogue = content::numbered(number);
    let Some((dialogue, words)) = dialogue.and_then(|d| Some((d, pack(&d.id)?))) else {
        return not_here::page(state);
    };
    let print = sign_button(Look::Main, "print", t("paper.print"), browser::print);
    let way_out = leave::is_offered(dialogue).then(|| leave::way_out(state, None));
    let tools = el("div", "cg-paper__tools")
        .with(el("p", "cg-lede").with(t("paper.lede")))
        .with(el("p", "cg-buttons cg-buttons--wide").with((print, way_out)));
    frame(state, None, (tools, card(dialogue, words, page_heading(words))))
}

/// The way to the card of a dialogue, or of one of somebody's own.
pub fn link(card: Route) -> El {
    el("a", "").attr("href", card.href()).with(t("paper.link"))
}

/// The same as one of several facts.
pub fn fact(card: Route) -> El {
    el("li", "cg-fact").with(small_icon("print")).with(link(card))
}

/// That whoever goes through it may stop: one person, or either of two.
pub fn may_stop(dialogue: &CheckedDialogue) -> &'static str {
    if dialogue.is_for_one() { "start.may-stop-alone" } else { "start.may-stop" }
}

/// The title, as the heading of the page.
pub fn page_heading(words: &'static Pack) -> El {
    el("h1", "cg-prompt").attr("id", "prompt").attr("tabindex", "-1").with(words.title.as_str())
}

/// The card under its heading.
pub fn card(dialogue: &'static CheckedDialogue, words: &'static Pack, heading: El) -> El {
    let minutes = match dialogue.minutes.whole {
        1 => t("paper.minute").to_owned(),
        n => tf("paper.minutes", &[("n", &n.to_string())]),
    };
    let head = el("header", "")
        .with(heading)
        .with(el("p", "cg-paper__purpose").with(words.invites.as_str()))
        .with(el("p", "cg-small").with(minutes).with(" ").with(t(may_stop(dialogue))));
    let stages = dialogue.stages.iter().map(|s| stage(dialogue, words, s)).collect::<Vec<_>>();
    el("article", "cg-sheet cg-paper")
        .with(head)
        .with(el("ol", "cg-paper__stages").with(stages))
        .with(el("p", "cg-paper__foot cg-small").with(t("paper.foot")))
}

fn stage(dialogue: &CheckedDialogue, words: &'static Pack, stage: &'static Stage) -> El {
    let mut before = "";
    let mut one = |step: &'static Step| {
        let who = whose(step);
        // Said once, until it is somebody else's turn.
        let changes = std::mem::replace(&mut before, who) != who;
        Some(line(words, step, words.step(&step.id)?, changes.then_some(who)))
    };
    let own = stage.steps.iter().filter(|step| !dialogue.is_card(&step.id) && !step.own);
    let steps: Vec<El> = own.filter_map(&mut one).collect();
    el("li", "cg-paper__stage")
        .with(el("h2", "cg-heading").with(words.stage(&stage.id)))
        .with(el("ul", "").with(steps))
}

/// One step: who, what is asked, hints and answers, and the card of whoever listens.
fn line(
    words: &'static Pack,
    step: &'static Step,
    asks: &'static StepWords,
    who: Option<&'static str>,
) -> El {
    let text =
        |class: &str, text: &'static str| (!text.is_empty()).then(|| el("p", class).with(text));
    let who = who.and_then(|who| text("cg-paper__who cg-small", who));
    let ask = text("cg-paper__ask", &asks.ask);
    if step.decides == Some(Decides::WhetherToBegin) {
        let exit = (el("p", "").with(t("paper.if-not")), el("p", "").with(t("threshold.lede")));
        return el("li", "cg-paper__step").with((who, ask, exit));
    }
    let card = step.card.as_ref().and_then(|card| words.step(card)).map(|card| {
        el("div", "cg-paper__card")
            .with(el("h3", "cg-label").with(card.name.as_str()))
            .with(text("", &card.ask))
            .with(text("cg-small", &card.hint))
    });
    let private = step.visibility == Visibility::Private;
    let choices = if private { to_think_of(step, asks) } else { answers(step, asks) };
    let start = sentence_to_say(asks).map(|start| {
        let blanks = ["a", "b"].map(|who| (who, BLANK));
        el("p", "cg-quote").with(sentence(start, &blanks))
    });
    el("li", "cg-paper__step")
        .with((who, ask))
        .with(text("cg-small", &asks.hint))
        .with(choices)
        .with((start, card))
}

/// The sentence to start from. One with words somebody wrote has none on paper.
fn sentence_to_say(asks: &'static StepWords) -> Option<&'static str> {
    let mut all = [&asks.prefill_plain, &asks.prefill].into_iter();
    all.find(|text| !text.is_empty() && !text.contains("-words}")).map(String::as_str)
}

/// Whose turn it is, in a word or two.
fn whose(step: &Step) -> &'static str {
    match step.who {
        _ if step.visibility == Visibility::Private => t("paper.alone"),
        _ if step.kind == Kind::Mirror => t("paper.listener"),
        Who::FirstSpeaker => t("paper.first"),
        Who::SecondSpeaker => t("paper.second"),
        Who::Me => t("paper.asker"),
        Who::Partner => t("paper.other"),
        Who::Each | Who::EachPartnerFirst => t("paper.each"),
        Who::Both => t("paper.both"),
    }
}

/// What there is to choose from alone. Whoever finds the page later learns nothing from it.
fn to_think_of(step: &'static Step, asks: &'static StepWords) -> View {
    let fields = step.fields.iter().map(|field| asks.field(field));
    let options: Vec<&str> =
        step.choices().map(|option| asks.option(option)).chain(fields).collect();
    if options.is_empty() {
        return nothing();
    }
    el("p", "cg-small").with(options.join(" · ")).into()
}

/// What there is to choose from, with a box each to tick.
fn answers(step: &'static Step, asks: &'static StepWords) -> View {
    let options = step.choices().map(|option| asks.option(option));
    let fields = step.fields.iter().map(|field| asks.field(field));
    let all = options.chain(fields).chain(asks.labels.iter().map(String::as_str));
    let all: Vec<El> = all.map(|words| el("li", "").with(words)).collect();
    if all.is_empty() { nothing() } else { el("ul", "cg-paper__answers").with(all).into() }
}
