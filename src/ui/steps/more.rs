//! "Is there more?" (`ca-more-a`): another short turn, as often as it takes, until the speaker says
//! that is all.

use super::choose::{legend_question, rows};
use super::{Leaf, Page, continue_button, usual_actions};
use crate::domain::command::Command;
use crate::domain::run::{How, Place};
use crate::ui::dom::View;
use crate::ui::flow;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::prompt::refused;

/// The option that leads back to the story.
const ANOTHER_TURN: &str = "another-turn";

pub fn page(leaf: &Page) -> View {
    let main = continue_button(leaf, |leaf| {
        if leaf.words_now().picked(&ANOTHER_TURN.into()) {
            speak_on(leaf);
        } else {
            leaf.give(How::SaidIt);
        }
    });
    let question = legend_question(leaf, rows(leaf, false));
    (keeping_alert(leaf.state), question, refused(leaf.state), usual_actions(leaf, main)).into()
}

fn speak_on(leaf: &Leaf) {
    let (run, step) = (leaf.run, leaf.step.id.clone());
    let Some(story) = leaf.dialogue.story_before(&step).map(|s| s.id.clone()) else { return };
    if leaf.act(Command::SpokeOn { run, step }) {
        flow::go_to(leaf.state, run, &Place { step: story, part: leaf.place.part }, false);
    }
}
