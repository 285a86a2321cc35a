//! Somebody who put it off to say how it was: offered to them once, and gone as soon as they do, or say
//! "not this time" (C3, C34).

use crate::content;
use crate::domain::command::Command;
use crate::domain::feedback;
use crate::domain::person::{Later, Side};
use crate::domain::session::Session;
use crate::platform::clock;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::people::badge;
use crate::ui::waiting::carry_on;
use crate::ui::words::{said, t};

/// What is offered now, on the page of a partnership.
pub fn section(state: State, couple: &Couple) -> View {
    let (pair, couple) = (couple.pair, couple.clone());
    let now =
        move || state.with(|w| w.partnership(pair).map(|p| feedback::back_now(p, clock::now())));
    live(now, move |all| all.as_ref().and_then(|all| lines(state, &couple, all)))
}

/// On the cover: whoever put it off, with a reminder or without, can come back to this talk.
pub fn said_of(state: State, talk: &Session) -> View {
    let talk = talk.clone();
    let put_off = move || {
        state.with(|w| {
            let run = feedback::said_of(w, &talk)?;
            let dialogue = content::dialogue(&run.dialogue)?;
            let puts_off = |who: &Side| feedback::puts_off(dialogue, run, *who);
            let later = |who| Later { run: run.id, who, at: run.changed };
            let couple = w.partnership(talk.pair).map(Couple::of)?;
            Some((couple, Side::BOTH.into_iter().filter(puts_off).map(later).collect::<Vec<_>>()))
        })
    };
    live(put_off, move |put_off| {
        put_off.as_ref().and_then(|(couple, all)| lines(state, couple, all))
    })
}

/// A line for each.
pub fn lines(state: State, couple: &Couple, all: &[Later]) -> Option<El> {
    let lines: Vec<El> = all.iter().map(|later| line(state, couple, *later)).collect();
    (!lines.is_empty()).then(|| el("ul", "cg-come-back").with(lines))
}

fn line(state: State, couple: &Couple, later: Later) -> El {
    let Later { run, who, .. } = later;
    let back = move |answers| state.act(Command::CameBack { run, who, answers }).is_ok();
    let come = button(Look::Small, t("come-back.do"), move || {
        if back(true) {
            carry_on(state, run);
        }
    });
    let not_now = button(Look::SmallPlain, t("come-back.not-now"), move || {
        back(false);
    });
    let words = el("p", "").with(said("come-back.words", &couple.slots_of(who)));
    el("li", "cg-promise")
        .with(badge(couple, who, "cg-badge--row"))
        .with(words)
        .with(el("div", "cg-promise__ways").with((come, not_now)))
}
