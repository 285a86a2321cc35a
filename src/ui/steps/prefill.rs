//! First sentences to start from: the pack's, with the pair's own words where they wrote some.
//! Nobody's mouth gets words put into it that they did not write (C9).

use super::Page;
use crate::content::words::fill;
use crate::domain::person::Side;
use crate::domain::privacy::{self, Sight, Viewer};

/// The sentence a step starts from.
pub fn sentence(leaf: &Page) -> String {
    let Some(steps) = &leaf.step.prefill else { return String::new() };
    let words_of = |side: Side| -> Option<String> {
        leaf.state.peek(|w| {
            let run = w.runs.get(leaf.run.uuid())?;
            let written =
                steps.iter().filter_map(|id| leaf.dialogue.step(id)).find_map(|step| {
                    match privacy::sight(step, run, side.into(), Viewer::Table) {
                        Sight::Words(words, _) => words.texts().find(|t| !t.trim().is_empty()),
                        _ => None,
                    }
                })?;
            Some(format!("“{}”", written.trim()))
        })
    };
    let (a, b) = (words_of(Side::First), words_of(Side::Second));
    let [slot_a, slot_b] = leaf.couple.slots();
    match (a, b) {
        (Some(a), Some(b)) => {
            fill(&leaf.words.prefill, &[slot_a, slot_b, ("a-words", &a), ("b-words", &b)])
        }
        _ if leaf.words.prefill_plain.is_empty() => fill(&leaf.words.prefill, &[slot_a, slot_b]),
        _ => fill(&leaf.words.prefill_plain, &[slot_a, slot_b]),
    }
}
