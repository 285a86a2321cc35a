//! Dates and times as the browser's own `Intl` writes them, in anybody's language.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How much of a moment to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Thursday 27 November", with the year when it is another one.
    Day,
    /// "27 November", with the year when it is another one.
    Date,
    /// "27 November 2026", for what is read in other years.
    Dated,
    /// "27 Nov".
    Short,
    /// "Thursday".
    Weekday,
    /// "10:24".
    Time,
    /// "Thursday 27 November, 10:00".
    DayAndTime,
}

/// A moment, on this device's clock.
pub fn moment(at: DateTime<FixedOffset>, form: Form, language: &str) -> String {
    let millis = JsValue::from_f64(millis(at.timestamp_millis()));
    show(&Date::new(&millis), form, language, "")
}

/// A date without a clock.
pub fn day(day: NaiveDate, form: Form, language: &str) -> String {
    local(day.and_time(chrono::NaiveTime::MIN), form, language)
}

/// A moment on some wall's clock, shown as that wall shows it.
pub fn local(at: NaiveDateTime, form: Form, language: &str) -> String {
    show(&date_of(at), form, language, "UTC")
}

/// A moment of UTC, as the browser keeps it.
pub(super) fn date_of(utc: NaiveDateTime) -> Date {
    Date::new(&JsValue::from_f64(millis(utc.and_utc().timestamp_millis())))
}

#[allow(clippy::cast_precision_loss)] // milliseconds of the years 1 to 9999 stay far below 2^53
fn millis(millis: i64) -> f64 {
    millis as f64
}

fn show(date: &Date, form: Form, language: &str, zone: &str) -> String {
    let options = Object::new();
    let set = |name: &str, value: &str| {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    let has_day = !matches!(form, Form::Time | Form::Weekday);
    if matches!(form, Form::Day | Form::DayAndTime | Form::Weekday) {
        set("weekday", "long");
    }
    if has_day {
        set("day", "numeric");
        set("month", if form == Form::Short { "short" } else { "long" });
        let is_this_year = date.get_utc_full_year() == Date::new_0().get_utc_full_year();
        if form == Form::Dated || !is_this_year {
            set("year", "numeric");
        }
    }
    if matches!(form, Form::Time | Form::DayAndTime) {
        set("hour", "numeric");
        set("minute", "2-digit");
    }
    if !zone.is_empty() {
        set("timeZone", zone);
    }
    format(date, language, &options)
}

/// A language the browser does not know falls back to its own.
fn format(date: &Date, language: &str, options: &Object) -> String {
    let languages = super::language::list(language);
    let make = |languages: &Array| {
        let format = formatter(languages, options)?.format();
        format.call1(&JsValue::NULL, date).ok()?.as_string()
    };
    make(&languages).or_else(|| make(&Array::new())).unwrap_or_default()
}

/// None where the browser does not know the language, or the zone among the options.
pub(super) fn formatter(languages: &Array, options: &Object) -> Option<Intl::DateTimeFormat> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&class, &Array::of2(languages, options)).ok()?;
    Some(made.unchecked_into())
}
