//! What time it is, and where.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, TimeDelta, Timelike, Utc};
use js_sys::{Date, Intl, Object, Reflect};

/// Now, with the offset of this device's clock.
pub fn now() -> DateTime<FixedOffset> {
    let date = Date::new_0();
    stamp(date.get_time(), date.get_timezone_offset())
}

/// A moment some minutes from now.
pub fn in_minutes(minutes: i64) -> DateTime<FixedOffset> {
    now() + TimeDelta::minutes(minutes)
}

/// The moment at which this device's clock will show `local`.
pub fn at_local(local: NaiveDateTime) -> DateTime<FixedOffset> {
    // Years are those of `limits::YEARS`.
    let year = u32::try_from(local.year()).unwrap_or_default();
    let [month, day, hour, minute] =
        [local.month0(), local.day(), local.hour(), local.minute()].map(u32::cast_signed);
    let date = Date::new_with_year_month_day_hr_min(year, month, day, hour, minute);
    stamp(date.get_time(), date.get_timezone_offset())
}

fn stamp(millis: f64, minutes_behind: f64) -> DateTime<FixedOffset> {
    // Whole milliseconds, well inside what an i64 and a clock can hold.
    #[allow(clippy::cast_possible_truncation)]
    let (millis, behind) = (millis as i64, minutes_behind as i32);
    let zone = FixedOffset::west_opt(behind * 60).unwrap_or(chrono::offset::Offset::fix(&Utc));
    DateTime::from_timestamp_millis(millis).unwrap_or_default().with_timezone(&zone)
}

/// The IANA name of this device's time zone; empty if the browser will not say.
pub fn zone() -> String {
    let options =
        Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|z| z.as_string()).unwrap_or_default()
}
