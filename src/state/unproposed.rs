//! Other words that somebody is still writing for what two agreed on (B.9). What is proposed both read at once, so until then
//! they are no record: this tab alone knows them, for a reload, until they are proposed or left, or anything is erased.

use super::State;
use crate::domain::ids::AgreementId;
use crate::domain::person::Side;
use crate::domain::workspace::Change;
use crate::storage::tab;

const NAME: &str = "unproposed";

/// What is being written, by whom, in place of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproposed {
    pub agreement: AgreementId,
    pub by: Side,
    pub text: String,
}

impl State {
    /// What was being written when this page was loaded anew, or left.
    pub fn unproposed(self) -> Option<Unproposed> {
        let noted = tab::noted(NAME).filter(|_| !self.is_example())?;
        let (agreement, rest) = noted.split_once(' ')?;
        let (by, text) = rest.split_once(' ')?;
        let by = if by == "a" { Side::First } else { Side::Second };
        Some(Unproposed { agreement: AgreementId::parse(agreement)?, by, text: text.to_owned() })
    }

    /// Notes it; or that there is nothing any more.
    pub fn note_unproposed(self, writing: Option<&Unproposed>) {
        let noted = writing.map(|Unproposed { agreement, by, text }| {
            let by = if *by == Side::First { "a" } else { "b" };
            format!("{agreement} {by} {text}")
        });
        self.note(NAME, noted.as_deref());
    }

    /// Whoever erases something finds nothing of it in this tab either.
    pub(super) fn forget_unproposed(self, changes: &[Change]) {
        if changes.iter().any(|change| !matches!(change, Change::Put(_))) {
            self.note_unproposed(None);
        }
    }
}
