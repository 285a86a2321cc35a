//! `pr-pocket`: at most three lines to take along, on a page that dims, with nothing else to press than "Done"; and on
//! paper.

use super::{Page, hint};
use crate::content;
use crate::domain::command::Command;
use crate::domain::dialogue::{NONE_OF_THESE, OWN_WORDS, Step};
use crate::domain::open_ends;
use crate::domain::person::Side;
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::{How, Words};
use crate::reading::lines::open_end_words;
use crate::ui::dom::{El, View, el, nothing};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::parts::said::option_words;
use crate::ui::words::t;

pub fn page(leaf: &Page) -> View {
    let lines: Vec<El> = leaf.step.holds.iter().filter_map(|id| line(leaf, id)).collect();
    let card: View = if lines.is_empty() {
        el("p", "cg-reading").with(t("pocket.empty")).into()
    } else {
        el("ol", "cg-pocket__lines").with(lines).into()
    };
    let done = leaf.clone();
    let done = button(Look::Line, t("act.done"), move || {
        if done.act(Command::AnswerGiven { answer: done.answer(), how: How::Seen }) {
            flow::close(done.state, done.run);
        }
    });
    let head = (prompt(leaf.asked()), hint(leaf));
    (head, card, refused(leaf.state), el("p", "cg-buttons").with(done)).into()
}

/// What was chosen at a step, on one line.
fn line(leaf: &Page, step: &crate::domain::ids::StepId) -> Option<El> {
    let step = leaf.dialogue.step(step)?;
    let who = leaf.side()?;
    let all = leaf.peek(|run| match privacy::sight(step, run, who.into(), Viewer::One(who)) {
        Sight::Words(words, _) => said(leaf, step, who, words),
        _ => Vec::new(),
    });
    let one = |(i, words): (usize, String)| {
        let between = if i == 0 { nothing() } else { " · ".into() };
        (between, el("span", "").attr("dir", "auto").with(words)).into()
    };
    let parts: Vec<View> = all.into_iter().enumerate().map(one).collect();
    (!parts.is_empty()).then(|| el("li", "cg-reading").with(parts))
}

fn said(leaf: &Page, step: &Step, who: Side, words: &Words) -> Vec<String> {
    let mut all = Vec::new();
    for pick in words.picks.iter().filter(|p| *p != OWN_WORDS && *p != NONE_OF_THESE) {
        if step.options.contains(pick) {
            all.extend(leaf.pack.step(&step.id).map(|w| option_words(w, pick)));
        } else {
            let pair = leaf.couple.pair;
            all.extend(leaf.state.peek(|w| {
                let what = open_ends::find(w, pair, Viewer::One(who), pick, content::dialogue)?;
                Some(open_end_words(w, &what))
            }));
        }
    }
    all.extend(Some(words.own.clone()).filter(|own| !own.is_empty()));
    all
}
