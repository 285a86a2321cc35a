//! `reflect`, `each` and `thank`: an answer in one's own words, or aloud.

use leptos::prelude::*;

use super::answer::{self, Spec};
use super::choose::rows;
use super::{Page, continue_button, give_button, question, spoken_actions, usual_actions};
use crate::domain::run::Visibility;
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::parts::button::next_button;
use crate::ui::parts::fold::fold;
use crate::ui::parts::to_send::words_to_send;
use crate::ui::words::{said, t};

/// How the answer stands on the page.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Sealed,
    Folded,
    Open,
}

pub fn page(leaf: &Page) -> View {
    let picks = if leaf.step.options.is_empty() {
        nothing()
    } else {
        let ink = leaf.side().map_or("cg-t", ink);
        el("div", &format!("cg-picks cg-picks--page {ink}"))
            .attr("role", "group")
            .attr("aria-label", leaf.words.ask.as_str())
            .with(rows(leaf, false))
            .into()
    };
    if !leaf.takes_text() {
        return question(leaf, picks, spoken_actions(leaf));
    }
    let folded = RwSignal::new(answer::starts_folded(leaf));
    let form = {
        let leaf = leaf.clone();
        move || match () {
            () if leaf.is_sealed() => Form::Sealed,
            () if folded.get() => Form::Folded,
            () => Form::Open,
        }
    };
    let (body, acts, asks) = (leaf.clone(), leaf.clone(), asks_for_time(leaf));
    let body = live(form.clone(), move |form| match form {
        Form::Sealed => answer::sealed(&body),
        Form::Folded => answer::aloud(&body, folded),
        Form::Open => fields(&body, folded),
    });
    let actions = live(form, move |form| match form {
        Form::Sealed => usual_actions(&acts, continue_button(&acts, super::Leaf::go_on)),
        Form::Open => usual_actions(&acts, give_button(&acts)),
        Form::Folded => {
            let leaf = acts.clone();
            let thinks = leaf.step.visibility == Visibility::Private;
            let words = if thinks { "act.continue" } else { "act.said" };
            usual_actions(&acts, next_button(t(words), move || leaf.give_said()))
        }
    });
    question(leaf, (picks, body, asks), actions)
}

/// Rather than note it, one may ask the other for a talk. Nothing of it goes along (B.9).
fn asks_for_time(leaf: &Page) -> Option<El> {
    let other = leaf.side().filter(|_| leaf.step.copy)?.other();
    let words = said("ten.ask", &[("name", leaf.couple.name(other))]);
    Some(fold(words, words_to_send(&leaf.words.sample)))
}

fn fields(leaf: &Page, folded: RwSignal<bool>) -> View {
    let fields = &leaf.step.fields;
    if fields.is_empty() {
        return answer::write(leaf, &Spec { field: None, first: true, last: true }, folded);
    }
    let last = fields.len() - 1;
    let one = |(i, field)| {
        answer::write(leaf, &Spec { field: Some(field), first: i == 0, last: i == last }, folded)
    };
    fields.iter().enumerate().map(one).collect::<Vec<_>>().into()
}
