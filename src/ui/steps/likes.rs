//! How the other likes to work (`styleWishes`, D.2), where somebody gets ready: what they last said of it, so that it is
//! at hand. Nothing is suggested because of it.

use crate::content;
use crate::content::words::pack;
use crate::domain::ids::{RunId, StepId};
use crate::domain::person::Side;
use crate::domain::prep;
use crate::domain::privacy::{self, Viewer};
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::people::badge;
use crate::ui::parts::said::seen;
use crate::ui::words::said;

use super::Page;

/// The block, once what they said is read.
pub fn section(leaf: &Page, reader: Side, ready: impl Fn() -> bool + 'static) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let (other, viewer) = (reader.other(), Viewer::One(reader));
    let all = move || {
        let pair = watched.couple.pair;
        let likes =
            || watched.state.with(|w| prep::likes(w, pair, other, viewer, content::dialogue));
        if ready() { likes() } else { Vec::new() }
    };
    live(all, move |all| {
        (!all.is_empty()).then(|| {
            let head = el("h2", "cg-heading")
                .attr("id", "likes")
                .with(badge(&shown.couple, other, "cg-badge--small"))
                .with(" ")
                .with(said("everything.likes", &shown.couple.slots_of(other)));
            let rows = all.iter().filter_map(|like| one(&shown, like, other, viewer));
            el("section", &format!("cg-sheet cg-handed {}", ink(other)))
                .attr("aria-labelledby", "likes")
                .with(head)
                .with(rows.collect::<Vec<_>>())
        })
    })
}

/// The question in a word or two, and what they chose.
fn one(leaf: &Page, (run, step): &(RunId, StepId), who: Side, viewer: Viewer) -> Option<El> {
    leaf.state.peek(|w| {
        let run = w.runs.get(run.uuid())?;
        let words = pack(&run.dialogue)?.step(step)?;
        let step = content::dialogue(&run.dialogue)?.step(step)?;
        let sight = privacy::sight(step, run, who.into(), viewer);
        let answer = el("div", "").attr("lang", leaf.couple.speaks(who));
        let name = el("h3", "cg-label").with(words.name.as_str());
        Some(el("div", "").with(name).with(answer.with(seen(step, words, sight))))
    })
}
