//! Something open between the two, in a line: the words themselves, and what they are.

use crate::content;
use crate::content::words::pack;
use crate::domain::dialogue::Step;
use crate::domain::ids::PairId;
use crate::domain::open_ends::{self, What};
use crate::domain::privacy::Sight;
use crate::state::State;
use crate::ui::dom::{View, nothing};
use crate::ui::parts::said::reading;
use crate::ui::words::t;

/// Their words; of a question kept for another day, what it is called.
pub fn words(what: &What) -> String {
    match what {
        What::Line(text) | What::Thread(text) | What::Plan(text) | What::Try(text) => text.clone(),
        What::Question(dialogue, step) => {
            let words = pack(dialogue).and_then(|p| p.step(step));
            words.map_or_else(String::new, |w| w.name.clone())
        }
    }
}

/// What it is.
pub fn kind(what: &What) -> &'static str {
    match what {
        What::Line(_) => t("open-end.line"),
        What::Thread(_) | What::Question(..) => t("open-end.thread"),
        What::Plan(_) => t("open-end.plan"),
        What::Try(_) => t("open-end.try"),
    }
}

/// What was chosen of it in an answer, while it is there.
pub fn chosen(state: State, pair: PairId, step: &Step, sight: Sight) -> View {
    let Sight::Words(words_of, _) = sight else { return nothing() };
    if !step.open_ends {
        return nothing();
    }
    let find = |option| state.peek(|w| open_ends::find(w, pair, option, content::dialogue));
    let found = words_of.picks.iter().filter_map(find);
    found.map(|what| reading(&words(&what))).collect::<Vec<_>>().into()
}
