//! What is offered at natural ends, in one quiet line (C35): the long view, once some months have gone by; and where it is
//! said what is offered at all.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::content;
use crate::domain::command::{Command, Declining};
use crate::domain::ids::PairId;
use crate::domain::offers::{self, LOOKBACK};
use crate::domain::person::Offer;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::people::small_emblem;
use crate::ui::parts::promise::ways;
use crate::ui::parts::rows::{ROW, act_row};
use crate::ui::words::t;

/// The long view, where it is time for it.
pub fn long_view(state: State, couple: &Couple) -> View {
    let pair = couple.pair;
    let ready = RwSignal::new(false);
    state.read_runs(pair, move || {
        // The page may be gone by then.
        let _ = ready.try_set(true);
    });
    let due =
        move || ready.get() && state.with(|w| offers::offers_long_view(w, pair, clock::now()));
    live(due, move |due| due.then(|| line(state, pair)))
}

fn line(state: State, pair: PairId) -> El {
    let go = button(Look::Small, t("offer.long-view-do"), move || {
        if let Some(dialogue) = content::dialogue(&LOOKBACK.into()) {
            state.go(Route::Start(dialogue.number, Some(pair)), false);
        }
    });
    let not_now = button(Look::SmallPlain, t("come-back.not-now"), move || {
        decline(state, pair, Offer::LongView, Declining::NotThisTime);
    });
    let never = button(Look::SmallPlain, t("offer.never"), move || {
        decline(state, pair, Offer::LongView, Declining::ForGood);
    });
    let line = el("li", "cg-promise")
        .with(small_emblem())
        .with(el("p", "").with(t("offer.long-view")))
        .with(ways((go, not_now, never)));
    el("ul", "cg-come-back").with(line)
}

/// What two say to an offer. Refused only where they are gone already.
pub fn decline(state: State, pair: PairId, offer: Offer, how: Declining) {
    let _ = state.act(Command::OfferDeclined { pair, offer, how });
}

/// Whether each of them is offered, with the way to change that.
pub fn rows(state: State, pair: PairId) -> View {
    let row = |offer: Offer, sign: &'static str, head: &'static str, words: &'static str| {
        let is_offered = move || {
            let pair = |w: &Workspace| w.partnership(pair).cloned();
            state.with(pair).is_some_and(|p| !offers::is_declined(&p, offer, clock::now()))
        };
        let way = live(is_offered, move |offered| {
            let (words, how) = match offered {
                true => (t("offer.never"), Declining::ForGood),
                false => (t("offer.again"), Declining::NotAtAll),
            };
            button(Look::Line, words, move || decline(state, pair, offer, how))
        });
        act_row(ROW, sign, t(head), t(words), way)
    };
    (
        row(Offer::WrapUp, "check", "offer.wrap-up-head", "offer.wrap-up-words"),
        row(Offer::LongView, "notes", "offer.long-view-head", "offer.long-view-words"),
    )
        .into()
}
