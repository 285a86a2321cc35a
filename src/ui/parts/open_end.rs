//! What something open between the two is, in a word.

use crate::domain::open_ends::What;
use crate::ui::words::t;

/// What it is.
pub fn kind(what: &What) -> &'static str {
    match what {
        What::Line(_) => t("open-end.line"),
        What::Thread(_) | What::Question(..) => t("open-end.thread"),
        What::Plan(_) => t("open-end.plan"),
        What::Try(_) => t("open-end.try"),
    }
}
