//! Somebody who got ready for a talk may look back on how they were, once it is behind them: offered on the page of
//! the two and at the end of a talk, in front of nobody (`pr-after`).

use crate::content;
use crate::domain::command::{Answer, Command};
use crate::domain::ids::PairId;
use crate::domain::path::Part;
use crate::domain::prep::{self, LookBack};
use crate::domain::run::{How, Place};
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{View, el, live};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::people::badge;
use crate::ui::words::{said, t};

/// A line on the page of the two.
pub fn section(state: State, couple: &Couple) -> View {
    let (pair, couple) = (couple.pair, couple.clone());
    let due = move || state.with(|w| due_now(w, pair));
    live(due, move |due| {
        due.clone().map(|due| {
            let words = el("p", "").with(said("look-back.words", &couple.slots_of(due.who)));
            let badge = badge(&couple, due.who, "cg-badge--row");
            let (goes, passes) = (due.clone(), due);
            let go = button(Look::Small, t("look-back.do"), move || go(state, &goes));
            let pass = button(Look::SmallPlain, t("come-back.not-now"), move || {
                pass(state, &passes);
            });
            let ways = el("div", "cg-promise__ways").with((go, pass));
            let line = el("li", "cg-promise").with(badge).with(words).with(ways);
            el("ul", "cg-come-back").with(line)
        })
    })
}

/// A button at the end of a talk.
pub fn button_for(state: State, couple: &Couple) -> Option<View> {
    let due = state.peek(|w| due_now(w, couple.pair))?;
    let words = said("look-back.button", &couple.slots_of(due.who));
    Some(sign_button(Look::Line, "closedeye", words, move || go(state, &due)))
}

fn due_now(workspace: &Workspace, pair: PairId) -> Option<LookBack> {
    prep::look_back(workspace, pair, content::dialogue, clock::now())
}

/// The device is handed over first, like before any page of one alone.
fn go(state: State, due: &LookBack) {
    if state.act(Command::CarriedOn { run: due.run }).is_ok() {
        state.hand_over(None);
        let place = Place { step: due.step.clone(), part: Part::Own(due.who) };
        flow::go_to(state, due.run, &place, false);
    }
}

/// "Not this time": nothing asks again.
fn pass(state: State, due: &LookBack) {
    let answer = Answer { run: due.run, step: due.step.clone(), who: due.who.into() };
    // Refused only where it is gone already.
    let _ = state.act(Command::AnswerGiven { answer, how: How::Skipped });
}
