//! What this is, who can read what is written here, what it is not, and where it comes from.

use super::example;
use crate::app::route::Route;
use crate::platform::page;
use crate::state::State;
use crate::ui::dom::{View, el};
use crate::ui::parts::frame::frame;
use crate::ui::steps::prompt;
use crate::ui::words::{t, tf};

pub fn page(state: State) -> View {
    let section = |head: &'static str, paragraphs: &[&'static str]| -> View {
        let paragraphs = paragraphs.iter().map(|key| el("p", "").with(t(key))).collect::<Vec<_>>();
        (el("h2", "cg-title").with(t(head)), paragraphs).into()
    };
    let save = el("a", "").attr("href", Route::Data.href()).with(t("about.where-save"));
    let safe = el("a", "").attr("href", Route::SafeHand.href()).with(t("safe.link"));
    let alone = el("a", "").attr("href", Route::NewMap.href()).with(t("about.alone"));
    let facts = el("ul", "")
        .with(el("li", "").with(t("about.where-profile")))
        .with(el("li", "").with(t("about.where-cleared")).with(" ").with(save))
        .with(el("li", "").with(t("about.where-forgotten")));
    let build =
        tf("about.build", &[("version", env!("CARGO_PKG_VERSION")), ("build", &page::build())]);
    let main = el("div", "cg-plain cg-prose")
        .with(prompt(t("about.title")))
        .with(el("p", "cg-lede").with(t("about.lede")))
        .with(section("about.how", &["about.how-1", "about.how-2"]))
        .with(section("about.where", &["about.where-1", "about.where-2"]))
        .with(facts)
        .with(section("about.not", &["about.not-1", "about.not-2"]))
        .with(el("p", "").with(safe))
        .with(el("p", "").with(alone))
        .with(example::link())
        .with(section(
            "about.sources",
            &["about.sources-1", "about.sources-2", "about.sources-3", "about.sources-4"],
        ))
        .with(section("about.claims", &["about.claims-1"]))
        .with(el("h2", "cg-title").with(t("about.version")))
        .with(el("p", "").with(build));
    frame(state, Some(Route::About), main)
}
