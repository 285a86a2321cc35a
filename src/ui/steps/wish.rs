//! What the other wished for, above the question of how one answers it (`ca-answer`).

use super::Page;
use crate::domain::person::Author;
use crate::domain::privacy::{self, Sight, Viewer};
use crate::ui::couple::ink;
use crate::ui::dom::{View, el, live, nothing};
use crate::ui::parts::people::badge;
use crate::ui::parts::said::seen;
use crate::ui::words::said;

/// The other's wish on a sheet of its own; or that it was said aloud.
pub fn asked(leaf: &Page) -> View {
    let (Some(about), Some(side)) = (leaf.about(), leaf.side()) else { return nothing() };
    let asker = side.other();
    let words = leaf.pack.step(&about.id);
    let head = el("figcaption", "cg-entry__head")
        .with(badge(&leaf.couple, asker, "cg-badge--small"))
        .with(el("span", "").with(said("wish.of", &leaf.couple.slots_of(asker))));
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let changed = move || {
        watched.read(|run| run.entry(&about.id, Author::from(asker)).map(|e| (e.changed, e.given)))
    };
    let wish = live(changed, move |_| -> View {
        shown
            .peek(|run| {
                let sight = privacy::sight(about, run, asker.into(), Viewer::Table);
                Some(match (sight, words) {
                    (Sight::Words(..), Some(words)) => seen(about, words, sight),
                    _ => el("p", "cg-hint")
                        .with(said("wish.aloud", &shown.couple.slots_of(asker)))
                        .into(),
                })
            })
            .into()
    });
    let wish = el("div", "").attr("lang", leaf.couple.speaks(asker)).with(wish);
    el("figure", &format!("cg-sheet cg-copy {}", ink(asker))).with(head).with(wish).into()
}
