//! Moments, and how they are written down: as RFC 3339 says, and no other way. What time it is
//! comes from outside, always.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike,
};

use crate::written::{Odd, Tree, Written, written};

/// A moment with the offset of the clock it was read from.
pub type Stamp = DateTime<FixedOffset>;

/// A date on a calendar, without a clock: "by 2 March".
pub type Day = NaiveDate;

/// A wall-clock moment in a named place, for a next time (D.3: "with both zones").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalMoment {
    /// Date and time as the clock on that wall will show them.
    pub at: NaiveDateTime,
    /// IANA name of the zone, such as `Asia/Taipei`; empty when the browser would not say.
    pub zone: String,
}

written! { LocalMoment { at, zone } }

/// What the clock of a zone shows when it is this time in UTC; none where the zone is not known.
/// Without a name it is the clock of this device.
pub type Wall<'a> = &'a dyn Fn(NaiveDateTime, &str) -> Option<NaiveDateTime>;

impl LocalMoment {
    /// The moment in UTC; none where its zone is not known. An hour that a clock leaves out has gone
    /// on already; of one that comes twice, this is the first.
    #[must_use]
    pub fn utc(&self, wall: Wall) -> Option<NaiveDateTime> {
        // Clocks are turned once within two days, if at all.
        let day = TimeDelta::days(1);
        let with_offset_at = |utc: NaiveDateTime| Some(self.at - (wall(utc, &self.zone)? - utc));
        let before = with_offset_at(self.at - day)?;
        let after = with_offset_at(self.at + day)?;
        let shows = |utc| wall(utc, &self.zone) == Some(self.at);
        Some(if !shows(before) && shows(after) { after } else { before })
    }

    /// The same moment on the clock of `zone`; on this device's where that zone is not known, and
    /// as it was written where its own is not.
    #[must_use]
    pub fn on_clock(&self, zone: &str, wall: Wall) -> Self {
        let Some(utc) = self.utc(wall) else { return self.clone() };
        let on = |zone: &str| wall(utc, zone).map(|at| Self { at, zone: zone.to_owned() });
        on(zone).or_else(|| on("")).unwrap_or_else(|| self.clone())
    }
}

/// A zone by its place, as people say it: "Buenos Aires".
#[must_use]
pub fn place(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// `2026-11-20`. The year is one of `limits::YEARS`.
#[must_use]
pub fn day_text(day: Day) -> String {
    let mut text = String::new();
    number(&mut text, day.year().unsigned_abs(), 4);
    text.push('-');
    number(&mut text, day.month(), 2);
    text.push('-');
    number(&mut text, day.day(), 2);
    text
}

/// `09:30`.
#[must_use]
pub fn clock_text(time: NaiveTime) -> String {
    let mut text = String::new();
    number(&mut text, time.hour(), 2);
    text.push(':');
    number(&mut text, time.minute(), 2);
    text
}

/// `2026-11-20T09:30:00`, with the fraction of the second if there is one.
#[must_use]
pub fn local_text(at: NaiveDateTime) -> String {
    let mut text = day_text(at.date());
    text.push('T');
    text.push_str(&clock_text(at.time()));
    text.push(':');
    number(&mut text, at.second(), 2);
    let nanos = at.nanosecond();
    if nanos > 0 {
        text.push('.');
        let millis = nanos / 1_000_000;
        let whole = millis * 1_000_000 == nanos;
        number(&mut text, if whole { millis } else { nanos }, if whole { 3 } else { 9 });
    }
    text
}

/// `2026-11-20T09:30:00+01:00`.
#[must_use]
pub fn stamp_text(at: Stamp) -> String {
    let mut text = local_text(at.naive_local());
    let offset = at.offset().local_minus_utc();
    text.push(if offset < 0 { '-' } else { '+' });
    let minutes = offset.unsigned_abs() / 60;
    number(&mut text, minutes / 60, 2);
    text.push(':');
    number(&mut text, minutes % 60, 2);
    text
}

fn number(text: &mut String, n: u32, digits: u32) {
    for place in (0..digits).rev() {
        text.push(char::from(b'0' + (n / 10_u32.pow(place) % 10) as u8));
    }
}

/// Reads `2026-11-20`.
#[must_use]
pub fn read_day(text: &str) -> Option<Day> {
    let mut reader = Reader(text.as_bytes());
    let day = reader.day()?;
    reader.0.is_empty().then_some(day)
}

/// Reads `2026-11-20T09:30:00`, or with a fraction of the second.
#[must_use]
pub fn read_local(text: &str) -> Option<NaiveDateTime> {
    let mut reader = Reader(text.as_bytes());
    let at = reader.local()?;
    reader.0.is_empty().then_some(at)
}

/// Reads `2026-11-20T09:30:00+01:00`, or with `Z`, or with a fraction of the second.
#[must_use]
pub fn read_stamp(text: &str) -> Option<Stamp> {
    let mut reader = Reader(text.as_bytes());
    let at = reader.local()?;
    let offset = reader.offset()?;
    let at = at.and_local_timezone(FixedOffset::east_opt(offset)?).single()?;
    reader.0.is_empty().then_some(at)
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (these, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        these.iter().try_fold(0, |n, d| {
            Some(n * 10 + u32::from(d.checked_sub(b'0')?)).filter(|_| *d <= b'9')
        })
    }

    fn mark(&mut self, mark: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[mark])?;
        Some(())
    }

    fn day(&mut self) -> Option<Day> {
        let year = self.number(4)?;
        self.mark(b'-')?;
        let month = self.number(2)?;
        self.mark(b'-')?;
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, self.number(2)?)
    }

    fn local(&mut self) -> Option<NaiveDateTime> {
        let day = self.day()?;
        self.mark(b'T')?;
        let hour = self.number(2)?;
        self.mark(b':')?;
        let minute = self.number(2)?;
        self.mark(b':')?;
        let second = self.number(2)?;
        day.and_hms_nano_opt(hour, minute, second, self.fraction()?)
    }

    /// Nanoseconds after a point, if there is one.
    fn fraction(&mut self) -> Option<u32> {
        if self.mark(b'.').is_none() {
            return Some(0);
        }
        let digits = self.0.iter().take_while(|d| d.is_ascii_digit()).count();
        let missing = 9_u32.checked_sub(u32::try_from(digits).ok()?).filter(|m| *m < 9)?;
        Some(self.number(digits)? * 10_u32.pow(missing))
    }

    /// Seconds east of Greenwich.
    fn offset(&mut self) -> Option<i32> {
        if self.mark(b'Z').is_some() {
            return Some(0);
        }
        let west = self.mark(b'-').is_some();
        if !west {
            self.mark(b'+')?;
        }
        let hours = self.number(2)?;
        self.mark(b':')?;
        let minutes = self.number(2).filter(|m| *m < 60)?;
        let east = i32::try_from((hours * 60 + minutes) * 60).ok()?;
        Some(if west { -east } else { east })
    }
}

macro_rules! written_moments {
    ($($moment:ty: $write:ident, $read:ident);+ $(;)?) => {$(
        impl Written for $moment {
            fn write(&self) -> Tree {
                Tree::Text($write(*self))
            }

            fn read(tree: Tree) -> Result<Self, Odd> {
                tree.text().and_then($read).ok_or(Odd(stringify!($moment)))
            }
        }
    )+};
}

written_moments! {
    Stamp: stamp_text, read_stamp;
    Day: day_text, read_day;
    NaiveDateTime: local_text, read_local;
}
