//! What time it is, and where.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::dates;

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
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|z| z.as_string()).unwrap_or_default()
}

/// The IANA names of the zones this browser knows; none if it will not list them.
pub fn zones() -> Vec<String> {
    let list = || -> Option<Array> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let of: Function =
            Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        of.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
    };
    list().unwrap_or_default().iter().filter_map(|zone| zone.as_string()).collect()
}

/// What the clock of a zone shows when it is `utc`; none for a zone the browser does not know.
/// Without a name it is the clock of this device.
pub fn wall(utc: NaiveDateTime, zone: &str) -> Option<NaiveDateTime> {
    let options = Object::new();
    let set = |name: &str, value: &str| {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    for part in ["year", "month", "day", "hour", "minute", "second"] {
        set(part, "numeric");
    }
    set("hourCycle", "h23");
    if !zone.is_empty() {
        set("timeZone", zone);
    }
    let plain = Array::of1(&"en-u-ca-gregory-nu-latn".into());
    let parts = dates::formatter(&plain, &options)?.format_to_parts(&dates::date_of(utc));
    let member = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    let number = |name: &str| {
        let part = parts.iter().find(|part| member(part, "type").as_deref() == Some(name))?;
        member(&part, "value")?.parse::<u32>().ok()
    };
    NaiveDate::from_ymd_opt(number("year")?.cast_signed(), number("month")?, number("day")?)?
        .and_hms_opt(number("hour")?, number("minute")?, number("second")?)
}
