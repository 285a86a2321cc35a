//! `guide`: something to read, alone or aloud.

use super::{Page, continue_button, plain_actions, question, usual_actions};
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
        last_actions(leaf)
    } else {
        usual_actions(leaf, continue_button(leaf, |leaf| leaf.give(How::Seen)))
    };
    question(leaf, body, actions)
}

/// At the end: on to what follows, or put it away. Nothing is left to skip.
fn last_actions(leaf: &Page) -> View {
    let (on, enough, back) = (leaf.clone(), leaf.clone(), leaf.clone());
    let seen = move || {
        on.act(Command::AnswerGiven { answer: on.answer(), how: How::Seen });
        on.clone()
    };
    let next = leaf.peek(|run| leaf.dialogue.follows(run).and_then(pack));
    let Some(next) = next else {
        let main = next_button(t("act.put-away"), move || {
            let on = seen();
            flow::close(on.state, on.run);
        });
        return plain_actions(leaf, main);
    };
    let main = next_button(next.title.as_str(), move || {
        let on = seen();
        flow::follow(on.state, on.run);
    });
    let enough =
        button(Look::Plain, t("act.enough"), move || flow::close(enough.state, enough.run));
    actions::bar(actions::back(move || back.back()), vec![enough, main])
}
