//! `ft-talk`: two talk, and the screen gets out of their way (C32). Their names, that they can put the device away, and
//! how to come back from it.

use super::Page;
use crate::domain::run::How;
use crate::ui::dom::{View, el};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::t;

pub fn page(leaf: &Page) -> View {
    let (done, pause) = (leaf.clone(), leaf.clone());
    let done = button(Look::Line, t("talk.done"), move || done.give(How::Seen));
    let pause = sign_button(Look::Plain, "pause", t("act.pause"), move || {
        flow::pause(pause.state, pause.run);
    });
    let words = el("p", "cg-reading").with(leaf.asked());
    let hint = el("p", "cg-hint").with(leaf.words.hint.as_str());
    let buttons = el("p", "cg-buttons cg-stack--after").with((done, pause));
    let names = el("div", "cg-talking").with(prompt(leaf.couple.both_names()));
    (names, words, hint, refused(leaf.state), buttons).into()
}
