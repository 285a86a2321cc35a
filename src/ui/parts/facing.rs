//! Two answers on facing sheets, which overlap in the middle. Same size, same type, same moment.

use super::people::badge;
use crate::domain::person::Side;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el};

/// The two sheets.
pub fn facing(couple: &Couple, sheets: [View; 2]) -> El {
    let sheet = |(side, words): (Side, View)| {
        let name = couple.name(side);
        let who =
            el("h2", "cg-facing__who").with(badge(couple, side, "")).with(el("bdi", "").with(name));
        el("article", &format!("cg-facing__sheet {}", ink(side)))
            .attr("aria-label", name)
            .with(who)
            .with(words)
    };
    let sheets: Vec<El> = Side::BOTH.into_iter().zip(sheets).map(sheet).collect();
    el("div", "cg-facing")
        .with(sheets)
        .with(el("div", "cg-facing__lap").attr("aria-hidden", "true"))
}
