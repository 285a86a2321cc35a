//! What something open between the two is, in a word.

use crate::domain::open_ends::What;
use crate::domain::person::Side;
use crate::ui::couple::Couple;
use crate::ui::dom::View;
use crate::ui::words::{said, t};

/// What it is, as one says it to `reader`.
pub fn kind(couple: &Couple, reader: Side, what: &What) -> View {
    let of = |owner: &Side, own: &'static str, others: &'static str| -> View {
        if *owner == reader { t(own).into() } else { said(others, &couple.slots_of(*owner)) }
    };
    match what {
        What::Line(_) => t("open-end.line").into(),
        What::Thread(_) | What::Question(..) => t("open-end.thread").into(),
        What::Plan(owner, _) => of(owner, "open-end.plan", "open-end.plan-of"),
        What::Try(owner, _) => of(owner, "open-end.try", "open-end.try-of"),
    }
}
