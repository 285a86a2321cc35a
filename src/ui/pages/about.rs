//! What this is, who can read what is written here, what it is not, and where it comes from.

use super::example;
use crate::app::route::Route;
use crate::platform::{page, requests};
use crate::state::State;
use crate::ui::dom::{View, el};
use crate::ui::parts::fold::fold;
use crate::ui::parts::frame::frame;
use crate::ui::parts::prompt::prompt;
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
        .with(example::link())
        .with(el("p", "").with(alone))
        .with(section("about.where", &["about.where-1", "about.where-2"]))
        .with((facts, asked_for()))
        .with(section("about.not", &["about.not-1", "about.not-2"]))
        .with(el("p", "").with(safe))
        .with(section(
            "about.sources",
            &["about.sources-1", "about.sources-2", "about.sources-3", "about.sources-4"],
        ))
        .with(section("about.claims", &["about.claims-1"]))
        .with(el("h2", "cg-title").with(t("about.version")))
        .with(el("p", "").with(build));
    frame(state, Some(Route::About), main)
}

/// What this page asked for since it opened, as the browser itself counted it: to be looked at, not to be believed.
fn asked_for() -> View {
    let all = requests::all();
    let is_other = |address: &&String| address.contains("://");
    let list = |all: Vec<&String>| {
        let one = |address: &String| el("li", "").with(el("code", "").with(address.as_str()));
        el("ul", "").with(all.into_iter().map(one).collect::<Vec<_>>())
    };
    let others: Vec<&String> = all.iter().filter(is_other).collect();
    let own: Vec<&String> = all.iter().filter(|address| !is_other(address)).collect();
    let words = if others.is_empty() { "about.asked-own" } else { "about.asked-others" };
    let others = (!others.is_empty()).then(|| list(others));
    let files = fold(t("about.asked-files"), list(own));
    (el("p", "").with(t(words)), others, files).into()
}
