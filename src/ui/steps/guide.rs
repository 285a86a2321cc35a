//! `guide`: something to read, alone or aloud.

use std::rc::Rc;

use super::{Leaf, Page, continue_button, plain_actions, question, usual_actions};
use crate::content::words::pack;
use crate::domain::command::{Command, Declining};
use crate::domain::ids::DialogueId;
use crate::domain::offers::{self, WRAPUP};
use crate::domain::person::Offer;
use crate::domain::run::How;
use crate::platform::clock;
use crate::ui::dom::{El, View, el};
use crate::ui::flow;
use crate::ui::parts::actions;
use crate::ui::parts::button::{Look, button, next_button};
use crate::ui::parts::to_send::words_to_send;
use crate::ui::words::{t, tf};

pub fn page(leaf: &Page) -> View {
    let body = leaf.step.copy.then(|| words_to_send(leaf.words.sample.as_str()));
    let actions = if leaf.is_last() {
        last_actions(leaf, |leaf| {
            leaf.act(Command::AnswerGiven { answer: leaf.answer(), how: How::Seen });
        })
    } else {
        usual_actions(leaf, continue_button(leaf, |leaf| leaf.give(How::Seen)))
    };
    question(leaf, (body, as_it_comes(leaf)), actions)
}

/// That what follows is asked as it comes with the app, where the two changed it and it cannot be begun like that yet.
fn as_it_comes(leaf: &Page) -> Option<El> {
    let next = follows(leaf).filter(|_| leaf.is_last())?;
    let (_, changed) = flow::in_place_of(leaf.state, leaf.couple.pair, next)?;
    let words = tf("own.as-it-comes", &[("title", &pack(next)?.title)]);
    changed.is_none().then(|| el("p", "cg-hint").with(words))
}

/// At the end: on to what follows, or put it away. Nothing is left to skip. `give` is done first.
pub fn last_actions(leaf: &Page, give: impl Fn(&Leaf) + 'static) -> View {
    let (on, enough, back) = (leaf.clone(), leaf.clone(), leaf.clone());
    let give = Rc::new(give);
    let follows = follows(leaf);
    let Some((next, words)) = follows.and_then(|next| Some((next, pack(next)?))) else {
        let main = next_button(t("act.put-away"), move || {
            give(&on);
            flow::close(on.state, on.run);
        });
        return plain_actions(leaf, main);
    };
    let given = give.clone();
    let main = next_button(words.title.as_str(), move || {
        given(&on);
        flow::follow(on.state, on.run);
    });
    let never = (*next == *WRAPUP).then(|| never(leaf, give.clone()));
    let enough = button(Look::Plain, t("act.enough"), move || {
        give(&enough);
        flow::close(enough.state, enough.run);
    });
    (never, actions::bar(actions::back(move || back.back()), vec![enough, main])).into()
}

/// What is offered to follow.
fn follows(leaf: &Page) -> Option<&'static DialogueId> {
    let (state, dialogue) = (leaf.state, leaf.dialogue);
    let now = clock::now();
    state.peek(|w| offers::follows(w, dialogue, w.runs.get(leaf.run.uuid())?, now))
}

/// Wrapping up can be declined for good (C35); then this is the end of this talk, too.
fn never(leaf: &Page, give: Rc<impl Fn(&Leaf) + 'static>) -> El {
    let leaf = leaf.clone();
    let never = button(Look::SmallPlain, t("offer.never-wrap-up"), move || {
        let (pair, offer) = (leaf.couple.pair, Offer::WrapUp);
        if leaf.act(Command::OfferDeclined { pair, offer, how: Declining::ForGood }) {
            give(&leaf);
            flow::close(leaf.state, leaf.run);
        }
    });
    el("p", "cg-step__aloud").with(never)
}
