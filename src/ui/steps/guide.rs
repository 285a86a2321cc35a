//! `guide`: something to read, alone or aloud.

use std::rc::Rc;

use super::{Leaf, Page, continue_button, plain_actions, question, usual_actions};
use crate::content::words::pack;
use crate::domain::command::Command;
use crate::domain::run::How;
use crate::ui::dom::View;
use crate::ui::flow;
use crate::ui::parts::actions;
use crate::ui::parts::button::{Look, button, next_button};
use crate::ui::parts::to_send::words_to_send;
use crate::ui::words::t;

pub fn page(leaf: &Page) -> View {
    let body = leaf.step.copy.then(|| words_to_send(leaf.words.sample.as_str()));
    let actions = if leaf.is_last() {
        last_actions(leaf, |leaf| {
            leaf.act(Command::AnswerGiven { answer: leaf.answer(), how: How::Seen });
        })
    } else {
        usual_actions(leaf, continue_button(leaf, |leaf| leaf.give(How::Seen)))
    };
    question(leaf, body, actions)
}

/// At the end: on to what follows, or put it away. Nothing is left to skip. `give` is done first.
pub fn last_actions(leaf: &Page, give: impl Fn(&Leaf) + 'static) -> View {
    let (on, enough, back) = (leaf.clone(), leaf.clone(), leaf.clone());
    let give = Rc::new(give);
    let next = leaf.peek(|run| leaf.dialogue.follows(run).and_then(pack));
    let Some(next) = next else {
        let main = next_button(t("act.put-away"), move || {
            give(&on);
            flow::close(on.state, on.run);
        });
        return plain_actions(leaf, main);
    };
    let given = give.clone();
    let main = next_button(next.title.as_str(), move || {
        given(&on);
        flow::follow(on.state, on.run);
    });
    let enough = button(Look::Plain, t("act.enough"), move || {
        give(&enough);
        flow::close(enough.state, enough.run);
    });
    actions::bar(actions::back(move || back.back()), vec![enough, main])
}
