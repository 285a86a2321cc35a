//! The hand-over: the whole page in the next person's tint, and one button that only they can
//! truthfully press.

use super::frame::{main_part, skip_link};
use super::icon::icon;
use super::lock::gate;
use crate::domain::person::Side;
use crate::state::{Area, State};
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{View, el};
use crate::ui::words::said;

/// What opens a page of `to`: with their passphrase, where they have locked what is private to them.
pub fn opens(state: State, couple: &Couple, to: Side, open: impl Fn() + 'static) -> View {
    let (area, couple) = (Area { pair: Some(couple.pair), side: to }, couple.clone());
    gate(state, area, move || said("curtain.open", &couple.slots_of(to)), open)
}

/// What is asked of the other while `to` goes on alone. At a device of one's own the other is not there.
pub fn hands_over(state: State, couple: &Couple, to: Side) -> View {
    let mine = state.peek(|w| w.mine(couple.pair));
    let key = if mine == Some(to) { "curtain.words-own" } else { "curtain.words" };
    said(key, &couple.slots_of(to))
}

/// The curtain before a page of `to`; `seal` is a sign and what it means, `open` the button that opens it.
pub fn curtain(
    couple: &Couple,
    to: Side,
    masthead: View,
    words: View,
    seal: (&str, View),
    open: View,
) -> View {
    let slots = couple.slots_of(to);
    let head = el("h1", "cg-curtain__head").attr("id", "prompt").attr("tabindex", "-1");
    let main = main_part("cg-main cg-curtain")
        .with(head.with(said("curtain.head", &slots)))
        .with(el("p", "cg-curtain__words").with(words))
        .with(open)
        .with(el("p", "cg-curtain__seal").with(icon(seal.0)).with(el("span", "").with(seal.1)));
    let shape = el("span", &format!("cg-curtain__shape {}", ink(to))).attr("aria-hidden", "true");
    el("div", &format!("cg-page cg-page--curtain {}", ink(to)))
        .with(skip_link())
        .with(masthead)
        .with(main)
        .with(shape.with(couple.initial(to)))
        .into()
}
