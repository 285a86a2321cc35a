//! The two shapes. A person is never only a colour: shape and name carry it too.

use super::button::{Look, sign_button};
use crate::app::route::Route;
use crate::domain::person::Side;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, svg};

/// Shape and initial, always beside the written name.
pub fn badge(couple: &Couple, side: Side, size: &str) -> View {
    let class = format!("cg-badge {} {size}", ink(side));
    el("span", &class).attr("aria-hidden", "true").with(couple.initial(side)).into()
}

/// The bare shape.
pub fn shape(side: Side) -> View {
    el("span", &format!("cg-shape {}", ink(side))).attr("aria-hidden", "true").into()
}

/// The emblem without letters: the brand, and the sign for *together*.
pub fn emblem(class: &str) -> View {
    svg("svg", class)
        .attr("aria-hidden", "true")
        .with(svg("use", "").attr("href", "#emblem"))
        .into()
}

/// The sign of what belongs to both.
pub fn small_emblem() -> View {
    emblem("cg-emblem cg-emblem--small")
}

/// The emblem with the initials of two people.
pub fn initials_emblem(class: &str, initials: [View; 2]) -> View {
    let [a, b] = initials;
    let whole = svg("use", "").attr("href", "#emblem").attr("x", "8").attr("y", "6");
    svg("svg", class)
        .attr("viewBox", "8 6 114 68")
        .attr("aria-hidden", "true")
        .with(whole.attr("width", "114").attr("height", "68"))
        .with(svg("text", "").attr("x", "31").attr("y", "48.5").with(a))
        .with(svg("text", "").attr("x", "99").attr("y", "48.5").with(b))
        .into()
}

/// The emblem of a pair.
pub fn couple_emblem(class: &str, couple: &Couple) -> View {
    initials_emblem(class, Side::BOTH.map(|s| couple.initial(s).into()))
}

/// Whose page it is, above its heading, and the way to the two.
pub fn names_above(couple: &Couple) -> El {
    let link = el("a", "").attr("href", Route::Partnership(couple.pair).href());
    el("p", "cg-turn")
        .with(emblem("cg-emblem cg-emblem--small"))
        .with(el("span", "").with(link.with(couple.both_names())))
}

/// Back to the two, at the end of a page of theirs.
pub fn back_to(state: State, couple: &Couple) -> View {
    let pair = couple.pair;
    sign_button(Look::Plain, "back", couple.both_names(), move || {
        state.go(Route::Partnership(pair), false);
    })
}
