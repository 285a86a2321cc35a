//! One sitting: who sits how, how much of the way, and whether anything is written at all (D.3).

use serde::{Deserialize, Serialize};

use super::ids::{PairId, SessionId};
use super::person::Side;
use super::time::Stamp;

/// How the two sit together (A.2). `two-devices` and `remote` come with links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// One person alone.
    Solo,
    /// One device on the table; handed over before every private part.
    SideBySide,
    /// One reads the guide, the other never sees the app: everything of theirs is spoken.
    LeaderOnly,
}

/// How much of a dialogue is asked. The rest is always one tap away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    Whole,
    Short,
}

/// One sitting of a pair. Its dialogues are the runs that name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Session {
    pub id: SessionId,
    pub pair: PairId,
    pub started: Stamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Stamp>,
    pub mode: Mode,
    pub way: Way,
    /// No keyboard appears in the whole session, and no words stay after it (B.9).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spoken_only: bool,
    /// Who asked for this talk: `me` in the method's step tables.
    pub opener: Side,
    pub changed: Stamp,
}
