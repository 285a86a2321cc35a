//! The same time, offered to whoever had less (`ca-same-time`): a friendly sentence, no verdict.

use leptos::prelude::*;

use super::turns::while_lists;
use super::{Page, continue_button, floor, turn_line, usual_actions};
use crate::domain::air_time::AirTime;
use crate::domain::person::Side;
use crate::domain::run::How;
use crate::ui::dom::{View, el, live};
use crate::ui::focus;
use crate::ui::parts::actions;
use crate::ui::parts::bridge::whole_minutes;
use crate::ui::parts::button::next_button;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::{said, t};

pub fn page(leaf: &Page) -> View {
    let speaker = RwSignal::new(leaf.peek(|run| floor::speaker(run, leaf)));
    let shown = leaf.clone();
    let page = live(
        move || speaker.get(),
        move |now| match now {
            Some(side) => taking(&shown, *side),
            None => offer(&shown, speaker),
        },
    );
    (keeping_alert(leaf.state), turn_line(leaf), page).into()
}

fn offer(leaf: &Page, speaker: RwSignal<Option<Side>>) -> View {
    let shorter = floor::shorter(leaf);
    let heading = shorter.map_or_else(|| t("same-time.even").into(), |side| leaf.asked_of(side));
    let offer = shorter.map(|side| {
        let more = floor::takes_more(leaf, side, move || {
            speaker.set(Some(side));
            focus::on_prompt();
        });
        let vanish = el("p", "cg-small cg-same-time__note").with(leaf.words.hint.as_str());
        (el("p", "cg-hint").with(both_times(leaf, side)), vanish, more)
    });
    let main = continue_button(leaf, |leaf| leaf.give(How::Seen));
    (prompt(heading), offer, refused(leaf.state), usual_actions(leaf, main)).into()
}

/// "Olu spoke about 6 minutes, Beatriz about 3."
fn both_times(leaf: &Page, shorter: Side) -> View {
    let now = leaf.state.now_untracked();
    let used = leaf.peek(|run| AirTime::at(run, leaf.step.air(), now).used.map(whole_minutes));
    let [more, less] = [shorter.other(), shorter].map(|side| used[side.index()].to_string());
    let [name, other] = leaf.couple.slots_of(shorter.other());
    let key = if less == "0" { "same-time.brief" } else { "same-time.both" };
    said(key, &[name, other, ("more", &more), ("less", &less)])
}

/// They speak on. Saying that it is all leads on; nobody is offered anything twice.
fn taking(leaf: &Page, side: Side) -> View {
    let done = leaf.clone();
    let main = next_button(t("turns.all-said"), move || {
        floor::hold(&done);
        done.give(How::Seen);
    });
    let heading = prompt(said("same-time.taking", &leaf.couple.slots_of(side)));
    let bar = actions::bar(floor::hold_button(leaf, RwSignal::new(side)), vec![main]);
    let story = leaf.dialogue.step(leaf.step.air());
    let lists = story.map(|story| while_lists(leaf, story, side, "cg-while"));
    (heading, floor::time(leaf), lists, refused(leaf.state), bar).into()
}
