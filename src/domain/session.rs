//! One sitting: who sits how, how much of the way, and whether anything is written at all (D.3).

use super::ids::{PairId, SessionId};
use super::person::Side;
use super::time::Stamp;
use crate::written::{written, written_words};

/// The dialogue of a sitting without a guide: the two talk, and nothing is asked (B.0.2, C33).
pub const FREE_TALK: &str = "free-talk";

/// How the two sit together (A.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// One person alone.
    Solo,
    /// One device on the table; handed over before every private part.
    SideBySide,
    /// One reads the guide, the other never sees the app: everything of theirs is spoken.
    LeaderOnly,
    /// Each with a device of their own, in one room or far apart (`two-devices`, `remote`): what one
    /// shows the other crosses by link, code or file.
    Apart,
}

written_words! { Mode | Solo | SideBySide | LeaderOnly | Apart }

/// How much of a dialogue is asked. The rest is always one tap away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    Whole,
    Short,
}

written_words! { Length | Whole | Short }

/// One sitting of a pair. Its dialogues are the runs that name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    pub id: SessionId,
    pub pair: PairId,
    pub started: Stamp,
    pub ended: Option<Stamp>,
    pub mode: Mode,
    pub way: Length,
    /// No keyboard appears in the whole session, and no words stay after it (B.9).
    pub spoken_only: bool,
    /// Who asked for this talk: `me` in the method's step tables.
    pub opener: Side,
    pub changed: Stamp,
}

written! { Session { id, pair, started, ended, mode, way, spoken_only, opener, changed } }
