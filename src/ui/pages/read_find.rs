//! Looking for words in all that is read back. What is found is told as it is read, and nothing is found that whoever
//! reads may not know of.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::read::{Reader, date, talk_title};
use crate::domain::ids::SessionId;
use crate::domain::search::Wanted;
use crate::platform::timer::PutOff;
use crate::reading::{self, Told};
use crate::ui::dom::{El, View, again, el, follow};
use crate::ui::parts::field::input_field;
use crate::ui::past::Telling;
use crate::ui::slices::Slices;
use crate::ui::words::t;

/// So long nobody typed, and it is looked for, in milliseconds.
const PAUSE: i32 = 150;

/// The field, and what was found in place of the rest.
pub fn find(reader: &Reader) -> View {
    let wanted = reader.wanted;
    let put_off = PutOff::default();
    let field = input_field(
        "find-in-reading",
        "search",
        t("find.label").into(),
        "",
        Box::new(move |typed| {
            put_off.set(PAUSE, move || {
                // The page may be gone by then.
                let _ = wanted.try_set(Wanted::new(&typed));
            });
        }),
    );
    el("search", "cg-readall__find").with(field).into()
}

/// What was found. Nothing stands here while nobody looks for anything.
pub fn found(reader: &Reader) -> View {
    let is_found = RwSignal::new(false);
    let is_looking = reader.is_looking;
    let list = el("ol", "cg-readall__list").live("hidden", {
        let wanted = reader.wanted;
        move || wanted.with(Option::is_none)
    });
    let slices = Slices::new();
    let (put, reader_of, wanted) = (list.clone(), reader.clone(), reader.wanted);
    follow(Box::new(move || {
        let reader = reader_of.clone();
        slices.stop();
        is_looking.set(false);
        put.clear();
        let Some(wanted) = reader.wanted.get().filter(|_| reader.ready.get()) else { return };
        is_looking.set(true);
        // Whatever changes, it is looked for anew: what was removed is not found.
        let all = reader.state.with(|w| reading::sittings(w, reader.couple.pair, reader.viewer()));
        let some = Rc::new(Cell::new(false));
        let (put, any) = (put.clone(), some.clone());
        let one = move |id| {
            if let Some(entry) = entry(&reader, id, &wanted) {
                any.set(true);
                let _ = put.clone().with(entry);
            }
        };
        let done = move || {
            is_found.set(some.get());
            is_looking.set(false);
        };
        slices.run(all, one, done);
    }));
    let status = again(move || {
        wanted.with(Option::is_some).then(|| match (is_looking.get(), is_found.get()) {
            (true, _) => t("find.under-way"),
            (_, true) => t("find.found"),
            (_, false) => t("find.nothing"),
        })
    });
    (el("p", "cg-hint").attr("role", "status").with(status), list).into()
}

/// What was found in a sitting, under its date and what the conversation is called.
fn entry(reader: &Reader, id: SessionId, wanted: &Wanted) -> Option<El> {
    let sitting = reader.state.peek(|w| reading::sitting(w, id, reader.viewer()))?;
    let telling =
        Telling { couple: &reader.couple, calm: false, wanted: Some(wanted), beneath: &|_| None };
    let talk = |talk: &Told| -> Option<View> {
        let pieces = talk.pieces.iter().filter(|piece| piece.has(wanted));
        let pieces = telling.pieces(&pieces.cloned().collect::<Vec<_>>());
        (!pieces.is_empty()).then(|| (talk_title(talk), pieces).into())
    };
    let talks: Vec<View> = sitting.talks.iter().filter_map(talk).collect();
    (!talks.is_empty())
        .then(|| el("li", "cg-entry").with(date(sitting.started)).with(el("div", "").with(talks)))
}
