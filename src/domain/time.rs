//! Moments as they are stored. What time it is comes from outside, always.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A moment with the offset of the clock it was read from, RFC 3339 in files.
pub type Stamp = DateTime<FixedOffset>;

/// A date on a calendar, without a clock: "by 2 March".
pub type Day = NaiveDate;

/// A wall-clock moment in a named place, for a next time (D.3: "with both zones").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalMoment {
    /// Date and time as the clock on that wall will show them.
    pub at: NaiveDateTime,
    /// IANA name of the zone, such as `Asia/Taipei`; empty when the browser would not say.
    pub zone: String,
}
