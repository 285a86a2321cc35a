//! Opaque names of things: nobody outside this module can make one up by hand.

use std::fmt;

use uuid::Uuid;

use super::time::Stamp;
use crate::written::{Odd, Tree, Written};

/// Ten random bytes, drawn anew at each call. The domain never draws them itself.
pub type Chance<'a> = dyn FnMut() -> [u8; 10] + 'a;

macro_rules! record_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh id. Ids sort by the time they were made (UUID version 7).
            #[must_use]
            pub fn fresh(now: Stamp, chance: &mut Chance) -> Self {
                Self(fresh(now, chance))
            }

            /// Reads the 32 hexadecimal digits that `Display` writes; `None` for anything else.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                parse(text).map(Self)
            }

            /// The bare number, for keys that name any kind of record.
            #[must_use]
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(self.0))
            }
        }

        impl Written for $name {
            fn write(&self) -> Tree {
                Tree::Text(hex(self.0))
            }

            fn read(tree: Tree) -> Result<Self, Odd> {
                tree.text().and_then(Self::parse).ok_or(Odd(stringify!($name)))
            }
        }
    )+};
}

record_ids! {
    /// Two people who talk with each other (D.2).
    PairId,
    /// One sitting of a pair (D.3).
    SessionId,
    /// One dialogue being held, or held once (D.4).
    RunId,
    /// Something a person chose to do (D.7).
    CommitmentId,
    /// A sentence two people may affirm (D.6).
    AgreementId,
    /// Something left open on purpose (D.3).
    ThreadId,
    /// A next time, or the wish for none (D.3 `nextDate`).
    TalkId,
    /// Anything that came of a run: an agreement, a thread, a next time, or a plan.
    RecordId,
    /// A map of whom somebody needs to talk with (D.9).
    MapId,
    /// A situation on a map.
    SituationId,
    /// A talk on a map that somebody means to have.
    ProspectId,
    /// A dialogue of one's own, as it is changed.
    OwnId,
}

/// How every id of the example goes on behind its time. Chance draws that as good as never, and so an address tells that
/// it leads to nobody who is kept here.
const INVENTED: [u8; 6] = [0x70, 0, 0x80, 0, 0, 0x0e];

/// What is drawn in the example instead of random bytes: different at every call, for as long as `drawn` is.
#[must_use]
pub fn invented(drawn: u32) -> [u8; 10] {
    let [a, b, c, d] = drawn.to_be_bytes();
    [0, 0, 0, 0, 0, INVENTED[5], a, b, c, d]
}

/// Whether something is of the example.
#[must_use]
pub fn is_invented(id: Uuid) -> bool {
    id.as_bytes()[6..12] == INVENTED
}

fn fresh(now: Stamp, chance: &mut Chance) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &chance()).into_uuid()
}

/// Thirty-two lower-case hexadecimal digits.
#[must_use]
pub fn hex(id: Uuid) -> String {
    id.simple().encode_lower(&mut [0; 32]).to_owned()
}

/// Reads 32 lower-case hexadecimal digits, and nothing else a UUID may look like.
#[must_use]
pub fn parse(text: &str) -> Option<Uuid> {
    let plain = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    plain.then(|| Uuid::try_parse(text).ok()).flatten()
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The name as the definition writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.to_owned())
            }
        }

        impl Written for $name {
            fn write(&self) -> Tree {
                self.0.write()
            }

            fn read(tree: Tree) -> Result<Self, Odd> {
                String::read(tree).map(Self)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

names! {
    /// A dialogue of the method, such as `coalition` (B.0.2).
    DialogueId,
    /// A step of a dialogue, such as `cb-hope-today`.
    StepId,
    /// One of the answers a step offers.
    OptionId,
    /// One of several named fields of a step, such as `soon` and `later`.
    FieldId,
}
