//! Buttons: one main act a page, lines round the ordinary ones, nothing round the quiet ones.

use super::icon::{icon, turning_icon};
use crate::ui::dom::{View, el, nothing};

/// How a button looks.
#[derive(Clone, Copy)]
pub enum Look {
    /// The page's one main action.
    Main,
    Line,
    Plain,
    /// Small and plain, for tools beside something.
    Quiet,
    /// In a sentence, like a link.
    Link,
    /// Erasing.
    Stop,
    /// A small one with a line.
    Small,
    /// A small one without.
    SmallPlain,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Main => "cg-button cg-button--main",
            Self::Line => "cg-button",
            Self::Plain => "cg-button cg-button--plain",
            Self::Quiet => "cg-button cg-button--quiet cg-button--plain",
            Self::Link => "cg-link",
            Self::Stop => "cg-button cg-button--stop",
            Self::Small => "cg-button cg-button--small",
            Self::SmallPlain => "cg-button cg-button--plain cg-button--small",
        }
    }
}

/// A button with words.
pub fn button(look: Look, words: impl Into<View>, act: impl Fn() + 'static) -> View {
    raw(look.class(), "", words.into(), "", Box::new(act))
}

/// A button with a sign before its words.
pub fn sign_button(
    look: Look,
    sign: &str,
    words: impl Into<View>,
    act: impl Fn() + 'static,
) -> View {
    raw(look.class(), sign, words.into(), "", Box::new(act))
}

/// The main button that leads on, with its sign after the words.
pub fn next_button(words: impl Into<View>, act: impl Fn() + 'static) -> View {
    raw(Look::Main.class(), "", words.into(), "next", Box::new(act))
}

/// The one large button of a page on which somebody takes the device.
pub fn large_button(words: impl Into<View>, act: impl Fn() + 'static) -> View {
    let class = "cg-button cg-button--main cg-button--large";
    raw(class, "", words.into(), "", Box::new(act))
}

/// A button with a class of its own, and signs before and after its words.
pub fn raw(class: &str, before: &str, words: View, after: &str, act: Box<dyn Fn()>) -> View {
    el("button", class)
        .attr("type", "button")
        .click(act)
        .with(drawn(before))
        // One box for all the words: the button sets its parts apart, and a name among them is one.
        .with(el("span", "").with(words))
        .with(drawn(after))
        .into()
}

fn drawn(sign: &str) -> View {
    match sign {
        "" => nothing(),
        "back" | "next" | "skip" => turning_icon(sign),
        _ => icon(sign),
    }
}
