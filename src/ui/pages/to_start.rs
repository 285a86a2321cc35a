//! What there is to begin, a row for each: the conversations that come with the app, and those of one's own.

use super::map_parts as map;
use crate::app::route::Route;
use crate::content::{self, own, words::pack};
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::feedback::FEEDBACK;
use crate::domain::ids::PairId;
use crate::domain::map::MAP;
use crate::domain::own::Definition;
use crate::domain::prep::PREP;
use crate::domain::session::FREE_TALK;
use crate::state::State;
use crate::ui::dom::{El, el};
use crate::ui::parts::icon::icon;
use crate::ui::words::{own_title, t, tf};

/// Dialogues to start, with whom they are held where that is known already. What one does alone is of no two.
pub fn starts(state: State, pair: Option<PairId>) -> Vec<El> {
    // What is about one commitment is begun from there.
    let offered = content::offered().filter(|d| !d.is_about_one());
    let offered = offered.filter(|d| !(d.alone && pair.is_some()));
    let to = |d: &CheckedDialogue| {
        if d.alone { map::latest(state) } else { Route::Start(d.number, pair) }
    };
    let own =
        state.peek(|w| w.own.iter().filter(|o| o.pair.is_none()).cloned().collect::<Vec<_>>());
    // What cannot be begun yet is among the conversations of one's own.
    let own = own.iter().filter(|own| own::learn(&own.definition).is_ok());
    let own = own.map(|own| own_row(&own.definition, Route::OwnStart(own.id, pair)));
    let make = el("a", "cg-row cg-start__row")
        .attr("href", Route::Owns.href())
        .with(icon("edit"))
        .with(el("span", "cg-row__name").with(t("own.title")));
    let make = el("li", "").with(make);
    offered.filter_map(|d| start_row(d, to(d))).chain(own).chain([make]).collect()
}

/// One of somebody's own, to start.
fn own_row(definition: &Definition, to: Route) -> El {
    let text = |class: &str, text: &str| el("span", class).attr("dir", "auto").with(text);
    let title = own_title(definition);
    let words = el("span", "")
        .with(text("cg-row__name", &title))
        .with(text("cg-row__words cg-small", own::about(definition)));
    let row =
        el("a", "cg-row cg-start__row").attr("href", to.href()).with(icon("edit")).with(words);
    el("li", "").with(row.with(el("span", "cg-row__end").with(t("own.yours"))))
}

fn sign_of(dialogue: &CheckedDialogue) -> &'static str {
    match dialogue.id.as_str() {
        "coalition" => "coalition",
        "clearing" => "bridge",
        "expectations" => "reveal",
        FEEDBACK | FREE_TALK => "say",
        PREP => "tea",
        MAP => "edit",
        _ => "bookmark",
    }
}

fn start_row(dialogue: &'static CheckedDialogue, to: Route) -> Option<El> {
    let words = pack(&dialogue.id)?;
    // How long two talk who have no guide is nobody's to say.
    let has_length = dialogue.id != *FREE_TALK;
    let minutes = tf("start.minutes", &[("n", &dialogue.minutes.whole.to_string())]);
    let name = el("span", "cg-row__name").with(words.title.as_str());
    let about = el("span", "cg-row__words cg-small").with(words.about.as_str());
    let row = el("a", "cg-row cg-start__row")
        .attr("href", to.href())
        .with(icon(sign_of(dialogue)))
        .with(el("span", "").with(name).with(about))
        .with(has_length.then(|| el("span", "cg-row__end").with(minutes)));
    Some(el("li", "").with(row))
}
