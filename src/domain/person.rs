//! The two people of a partnership, and what they are to each other (D.1, D.2).

use super::ids::{PairId, RecordId, RunId, StepId};
use super::time::Stamp;
use crate::written::{written, written_kinds, written_words};

/// One of the two. Who is first is fixed when a partnership begins and never changes:
/// left, top, ochre, circle. It carries no rights (C7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    First,
    Second,
}

written_words! { Side | First | Second }

impl Side {
    /// Both, first one first.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];

    /// The one who is not this one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    /// Position in `[first, second]`.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }
}

/// Who wrote or chose something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    First,
    Second,
    Both,
}

written_words! { Author | First | Second | Both }

impl From<Side> for Author {
    fn from(side: Side) -> Self {
        match side {
            Side::First => Self::First,
            Side::Second => Self::Second,
        }
    }
}

impl Author {
    /// The person, unless it was both.
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match self {
            Self::First => Some(Side::First),
            Self::Second => Some(Side::Second),
            Self::Both => None,
        }
    }
}

/// A person, as the two of them want to be called. Nothing else is ever asked (D.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// First name or nickname; anything is allowed, duplicates and nothing at all too.
    pub name: String,
    /// BCP 47 tag for this person's dates and for reading aloud; empty: as the browser.
    pub language: String,
    /// IANA time zone; empty: as the device.
    pub zone: String,
    /// Pronouns, or how they like to be addressed, in words of their own; nothing at all too (`pronounsOrForm`). Stays
    /// where it was written.
    pub form: String,
}

written! { Person { name, language, zone, form } }

/// What the two are to each other. Changes wording only (C7).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KindOfPair {
    /// They didn't say.
    Unsaid,
    CoachAndClient,
    Colleagues,
    Partners,
    Peers,
    /// In their own words.
    Own(String),
}

written_kinds! { KindOfPair { Unsaid, CoachAndClient, Colleagues, Partners, Peers; Own(String) } }

/// How a partnership stands (D.2). There is no `invited`: ARCHITECTURE.md, "Where we differ".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Active,
    Paused,
    EndedKindly,
}

written_words! { Status | Active | Paused | EndedKindly }

/// Somebody means to come back to a run and say how it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Later {
    pub run: RunId,
    pub who: Side,
    /// From when on it is offered to them.
    pub at: Stamp,
}

written! { Later { run, who, at } }

/// A run that was erased here after something of it had crossed to the other's device: what goes there with the next parcel
/// (D.11). Names only, and no words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erased {
    pub run: RunId,
    /// The answers of the one whose device this is.
    pub steps: Vec<StepId>,
    /// What came of it.
    pub records: Vec<RecordId>,
}

written! { Erased { run, steps, records } }

/// What is offered to two at natural ends (C35).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offer {
    /// To look back over all their talks (`lookback`).
    LongView,
    /// To wrap up at the end of a talk (`wrapup`).
    WrapUp,
}

written_words! { Offer | LongView | WrapUp }

/// An offer that the two declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Declined {
    pub offer: Offer,
    /// From when on it is offered again; none: never.
    pub until: Option<Stamp>,
}

written! { Declined { offer, until } }

/// Two people who talk with each other (D.2). Nothing crosses over to another partnership.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Partnership {
    pub id: PairId,
    /// First and second person.
    pub people: [Person; 2],
    pub kind: KindOfPair,
    pub status: Status,
    pub since: Stamp,
    /// The run to pick up, if one is open. Kept here so that home need not read every run.
    pub pick_up: Option<RunId>,
    /// Who of them means to come back and say how it was, and when. Kept here so that home need not read
    /// every run.
    pub later: Vec<Later>,
    /// What is not offered to them, in the order of offers.
    pub declined: Vec<Declined>,
    /// Whose device this is, where each has one of their own. Never leaves it but in a whole copy.
    pub mine: Option<Side>,
    /// What was erased here and is to go from the other's device.
    pub erased: Vec<Erased>,
    /// When anything above last changed.
    pub changed: Stamp,
}

written! { Partnership { id, people, kind, status, since, pick_up, later, declined, mine, erased, changed } }

impl Partnership {
    /// One of the two people.
    #[must_use]
    pub fn person(&self, side: Side) -> &Person {
        &self.people[side.index()]
    }

    /// Whether one of them may say something on this device: on one of one's own, nobody else (C23).
    #[must_use]
    pub fn is_here(&self, side: Side) -> bool {
        self.mine.is_none_or(|mine| mine == side)
    }

    /// Whether the two have parted: nothing reminds them of anything any more (C14).
    #[must_use]
    pub fn has_parted(&self) -> bool {
        self.status == Status::EndedKindly
    }
}
