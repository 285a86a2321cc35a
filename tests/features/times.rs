//! Moments as text, against the library that keeps them.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta,
    Timelike,
};
use common_ground::domain::time::{
    Day, LocalMoment, Stamp, clock_text, day_text, local_text, place, read_day, read_local,
    read_stamp, stamp_text,
};
use common_ground::written::{Tree, Written, json};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::cases;

/// Days of all years there may be, often the first and last of them, and leap days.
fn day() -> impl Strategy<Value = Day> {
    let year = prop_oneof![
        1..=9999_i32,
        select(vec![1, 2, 4, 1900, 1999, 2000, 2024, 2100, 9996, 9998, 9999]),
    ];
    let of_year = prop_oneof![1..=366_u32, select(vec![1, 31, 32, 59, 60, 61, 365, 366])];
    (year, of_year).prop_filter_map("a day there is", |(y, n)| NaiveDate::from_yo_opt(y, n))
}

fn time() -> impl Strategy<Value = NaiveTime> {
    let fraction = prop_oneof![
        select(vec![0, 1, 999_999_999, 500_000_000, 100_000, 1_000, 1_000_000]),
        (0..1000_u32).prop_map(|millis| millis * 1_000_000),
        (0..1_000_000_u32).prop_map(|micros| micros * 1000),
        0..1_000_000_000_u32,
    ];
    let second = prop_oneof![0..86_400_u32, select(vec![0, 59, 60, 3599, 3600, 43_200, 86_399])];
    (second, fraction).prop_filter_map("a time there is", |(s, f)| {
        NaiveTime::from_num_seconds_from_midnight_opt(s, f)
    })
}

fn local() -> impl Strategy<Value = NaiveDateTime> {
    (day(), time()).prop_map(|(day, time)| day.and_time(time))
}

fn stamp() -> impl Strategy<Value = Stamp> {
    let minutes = prop_oneof![-1439..=1439_i32, select(vec![0, 60, -60, 345, -210, 840, -720])];
    (local(), minutes).prop_filter_map("a moment there is", |(local, minutes)| {
        local.and_local_timezone(FixedOffset::east_opt(minutes * 60)?).single()
    })
}

/// A moment and the clock it was read from: two moments are equal on whatever clocks.
fn on_its_clock(stamp: Stamp) -> (NaiveDateTime, FixedOffset) {
    (stamp.naive_local(), *stamp.offset())
}

/// Whether others would write a fraction in six digits, where ours are three or nine.
fn is_in_micros(nanos: u32) -> bool {
    !nanos.is_multiple_of(1_000_000) && nanos.is_multiple_of(1000)
}

/// What others read as a moment, and we do not: RFC 3339 lets a writer do without, and we do.
fn is_by_others(text: &str) -> bool {
    let digits =
        text.split('.').nth(1).map_or(0, |f| f.bytes().take_while(u8::is_ascii_digit).count());
    text.contains(['t', 'z', ' ', '−']) || text.contains(":60") || digits > 9
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn a_moment_is_written_and_read_as_others_do(stamp in stamp()) {
        let text = stamp_text(stamp);
        if !is_in_micros(stamp.nanosecond()) {
            prop_assert_eq!(&text, &stamp.to_rfc3339());
        }
        let theirs = DateTime::parse_from_rfc3339(&text).map(on_its_clock);
        prop_assert_eq!(theirs, Ok(on_its_clock(stamp)));
        prop_assert_eq!(read_stamp(&text).map(on_its_clock), Some(on_its_clock(stamp)));
        prop_assert_eq!(Stamp::read(stamp.write()).map(on_its_clock), Ok(on_its_clock(stamp)));
        // However they write it.
        for digits in [SecondsFormat::Secs, SecondsFormat::Millis, SecondsFormat::Micros, SecondsFormat::Nanos] {
            for z in [false, true] {
                let text = stamp.to_rfc3339_opts(digits, z);
                let theirs = DateTime::parse_from_rfc3339(&text).ok().map(on_its_clock);
                prop_assert_eq!(read_stamp(&text).map(on_its_clock), theirs, "{}", text);
            }
        }
    }

    #[test]
    fn a_day_and_a_clock_are_written_and_read_as_others_do(at in local()) {
        let (day, time) = (at.date(), at.time());
        prop_assert_eq!(day_text(day), day.format("%Y-%m-%d").to_string());
        prop_assert_eq!(clock_text(time), time.format("%H:%M").to_string());
        prop_assert_eq!(read_day(&day_text(day)), Some(day));
        prop_assert_eq!(Day::read(day.write()), Ok(day));
        let text = local_text(at);
        if !is_in_micros(at.nanosecond()) {
            prop_assert_eq!(&text, &at.format("%Y-%m-%dT%H:%M:%S%.f").to_string());
        }
        prop_assert_eq!(text.parse(), Ok(at));
        prop_assert_eq!(read_local(&text), Some(at));
        prop_assert_eq!(NaiveDateTime::read(at.write()), Ok(at));
        let six = at.format("%Y-%m-%dT%H:%M:%S%.6f").to_string();
        prop_assert_eq!(read_local(&six), six.parse().ok());
    }

    /// Any two numbers are a day just if the calendar has it.
    #[test]
    fn only_days_of_the_calendar_are_days(year in 0..=9999_i32, month in 0..=99_u32, day in 0..=99_u32) {
        for month in [month, month % 13] {
            for day in [day, day % 32, 28 + day % 4] {
                let there = NaiveDate::from_ymd_opt(year, month, day);
                prop_assert_eq!(read_day(&format!("{year:04}-{month:02}-{day:02}")), there);
            }
        }
    }

    /// Nearly a moment: what we read as one, others read as the same, and they hardly read more.
    #[test]
    fn of_what_is_nearly_a_moment_we_read_what_others_read(
        stamp in stamp(),
        changes in vec((any::<u8>(), 0..3_u8, any::<u8>()), 1..4),
    ) {
        const MARKS: &[u8] = b"0123456789-+:.TZtz ";
        let mut text = stamp_text(stamp).into_bytes();
        for (at, what, byte) in changes {
            let at = usize::from(at) % (text.len() + 1);
            let mark = MARKS[usize::from(byte) % MARKS.len()];
            match what {
                0 if at < text.len() => text[at] = mark,
                1 if at < text.len() => { text.remove(at); }
                _ => text.insert(at, mark),
            }
        }
        let text = String::from_utf8(text).expect("ASCII");
        let ours = read_stamp(&text).map(on_its_clock);
        let theirs = DateTime::parse_from_rfc3339(&text).ok().map(on_its_clock);
        if ours.is_some() || !is_by_others(&text) {
            prop_assert_eq!(ours, theirs, "{}", text);
        }
        // Its two halves as well.
        for part in [text.as_str(), text.get(..10).unwrap_or_default(), text.get(..19).unwrap_or_default()] {
            prop_assert!(read_day(part).is_none_or(|day| day_text(day) == part), "{}", part);
            let theirs = part.parse::<NaiveDateTime>().ok();
            prop_assert!(read_local(part).is_none_or(|at| theirs == Some(at)), "{}", part);
        }
    }

    /// Anything at all, and never a panic.
    #[test]
    fn anything_else_is_no_moment(text in "\\PC*", digits in "[0-9]{0,40}") {
        prop_assert_eq!(read_stamp(&text), None);
        prop_assert_eq!((read_day(&text), read_local(&text)), (None, None));
        let long = format!("2026-03-01T12:00:00.{digits}Z");
        prop_assert_eq!(read_stamp(&long).is_some(), (1..=9).contains(&digits.len()), "{}", long);
    }
}

#[test]
fn moments_are_read_strictly() {
    let at = |text: &str| {
        read_stamp(text).map(|s| (s.naive_local().to_string(), s.offset().local_minus_utc()))
    };
    let noon = |fraction: &str| format!("2026-03-01 12:00:00{fraction}");
    for (text, local, offset) in [
        ("2026-03-01T12:00:00Z", noon(""), 0),
        ("2026-03-01T12:00:00+00:00", noon(""), 0),
        ("2026-03-01T12:00:00-00:00", noon(""), 0),
        ("2026-03-01T12:00:00+01:30", noon(""), 5400),
        ("2026-03-01T12:00:00-01:30", noon(""), -5400),
        ("2026-03-01T12:00:00+23:59", noon(""), 86_340),
        ("2026-03-01T12:00:00.5Z", noon(".500"), 0),
        ("2026-03-01T12:00:00.050Z", noon(".050"), 0),
        ("2026-03-01T12:00:00.000000001Z", noon(".000000001"), 0),
        ("2026-03-01T12:00:00.999999999Z", noon(".999999999"), 0),
    ] {
        assert_eq!(at(text), Some((local, offset)), "{text}");
    }
    for text in [
        "",
        "2026-03-01",
        "2026-03-01T12:00Z",
        "2026-03-01T12:00:00",
        "2026-03-01T12:00:00z",
        "2026-03-01t12:00:00Z",
        "2026-03-01 12:00:00Z",
        "2026-03-01T12:00:00.Z",
        "2026-03-01T12:00:00,5Z",
        "2026-03-01T12:00:00.1234567890Z",
        "2026-03-01T12:00:00+24:00",
        "2026-03-01T12:00:00+99:00",
        "2026-03-01T12:00:00+01:60",
        "2026-03-01T12:00:00+0100",
        "2026-03-01T12:00:00+01",
        "2026-03-01T12:00:00+01:00 ",
        " 2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00Z+01:00",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:60:00Z",
        "2026-03-01T12:00:60Z",
        "2026-03-01T12:00:0/Z",
        "2026-03-01T12:00:0:Z",
        "2026-00-01T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "26-03-01T12:00:00Z",
        "-026-03-01T12:00:00Z",
        "+10000-03-01T12:00:00Z",
        "2026-03-01T12:00:00\u{2212}01:00",
        "２026-03-01T12:00:00Z",
    ] {
        assert_eq!(read_stamp(text), None, "{text}");
    }
    // Nothing may follow, nor be wanting.
    for text in ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00 ", "2026-03-01T12:00", "2026-03-01"] {
        assert_eq!(read_local(text), None, "{text}");
    }
    for text in ["2026-03-01T", "2026-03-01 ", "2026-03-1", "2026-3-01", "2026-03", "20260301"] {
        assert_eq!(read_day(text), None, "{text}");
    }
}

#[test]
fn leap_days_are_days() {
    for (text, is_one) in [
        ("2024-02-29", true),
        ("2000-02-29", true),
        ("0004-02-29", true),
        ("9996-02-29", true),
        ("2023-02-29", false),
        ("1900-02-29", false),
        ("2100-02-29", false),
        ("2024-02-30", false),
        ("2024-04-31", false),
        ("2024-12-31", true),
    ] {
        assert_eq!(read_day(text).is_some(), is_one, "{text}");
        let at = format!("{text}T23:59:59");
        assert_eq!(read_local(&at).is_some(), is_one, "{at}");
        assert_eq!(read_stamp(&format!("{at}-11:00")).is_some(), is_one, "{at}");
    }
}

/// At both ends of what there is, the day counts that the clock on that wall shows.
#[test]
fn the_first_and_the_last_moment_can_be_written() {
    for text in [
        "0001-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59.999+00:00",
        "9999-12-31T23:59:59.999999999-12:00",
    ] {
        let stamp = read_stamp(text).expect("a moment");
        assert_eq!(stamp_text(stamp), text);
        assert!([1, 9999].contains(&stamp.year()), "{text}");
    }
}

/// A wall clock without the name of a place is one all the same; without a time it is none.
#[test]
fn a_local_moment_needs_a_time_and_no_place() {
    let read = |json: &str| LocalMoment::read(json::read(json).expect("JSON"));
    let at = read_local("2026-06-14T09:00:00").expect("a time");
    let nowhere = LocalMoment { at, zone: String::new() };
    assert_eq!(json::write(&nowhere.write()), r#"{"at":"2026-06-14T09:00:00"}"#);
    for json in [r#"{"at":"2026-06-14T09:00:00"}"#, r#"{"zone":"","at":"2026-06-14T09:00:00"}"#] {
        assert_eq!(read(json), Ok(nowhere.clone()));
    }
    for json in ["{}", r#"{"zone":"Asia/Taipei"}"#, r#"{"at":null}"#, r#"{"at":""}"#, r#"{"at":0}"#]
    {
        assert!(read(json).is_err(), "{json}");
    }
    assert!(Stamp::read(Tree::Number(0)).is_err() && Stamp::blank().is_none());
}

/// Three clocks as they go in 2026; the one without a name is Berlin's.
fn wall(utc: NaiveDateTime, zone: &str) -> Option<NaiveDateTime> {
    let between = |from: &str, to: &str| {
        let [from, to] = [from, to].map(|text| read_local(text).expect("a time"));
        i64::from((from..to).contains(&utc))
    };
    let hours = match zone {
        "" | "Europe/Berlin" => 1 + between("2026-03-29T01:00:00", "2026-10-25T01:00:00"),
        "Asia/Taipei" => 8,
        "America/Halifax" => between("2026-03-08T06:00:00", "2026-11-01T05:00:00") - 4,
        _ => return None,
    };
    Some(utc + TimeDelta::hours(hours))
}

/// A moment is on everybody's clock what it is there, in summer, in winter, and on the days between.
#[test]
fn a_moment_on_somebody_elses_clock() {
    for (at, zone, other, there) in [
        ("2026-01-10T10:00", "Europe/Berlin", "Asia/Taipei", "2026-01-10T17:00"),
        ("2026-06-14T10:00", "Europe/Berlin", "Asia/Taipei", "2026-06-14T16:00"),
        ("2026-06-14T09:00", "Asia/Taipei", "America/Halifax", "2026-06-13T22:00"),
        ("2026-06-14T09:00", "Asia/Taipei", "", "2026-06-14T03:00"),
        ("2026-06-14T09:00", "", "Asia/Taipei", "2026-06-14T15:00"),
        // Just before and just after the clocks are turned.
        ("2026-03-29T01:59", "Europe/Berlin", "Asia/Taipei", "2026-03-29T08:59"),
        ("2026-03-29T03:00", "Europe/Berlin", "Asia/Taipei", "2026-03-29T09:00"),
        ("2026-10-25T03:00", "Europe/Berlin", "Asia/Taipei", "2026-10-25T10:00"),
        // An hour that is left out, and one that comes twice, on both sides of Greenwich.
        ("2026-03-29T02:30", "Europe/Berlin", "Asia/Taipei", "2026-03-29T09:30"),
        ("2026-03-29T02:30", "Europe/Berlin", "Europe/Berlin", "2026-03-29T03:30"),
        ("2026-10-25T02:30", "Europe/Berlin", "Asia/Taipei", "2026-10-25T08:30"),
        ("2026-03-08T02:30", "America/Halifax", "America/Halifax", "2026-03-08T03:30"),
        ("2026-11-01T01:30", "America/Halifax", "Asia/Taipei", "2026-11-01T12:30"),
        // A zone nobody knows: this device's for a person, and for the moment as it was written.
        ("2026-06-14T09:00", "Asia/Taipei", "Mars/Olympus", "2026-06-14T03:00"),
        ("2026-06-14T09:00", "Mars/Olympus", "Asia/Taipei", "2026-06-14T09:00"),
    ] {
        let read = |text: &str| read_local(&format!("{text}:00")).expect("a time");
        let moment = LocalMoment { at: read(at), zone: zone.into() };
        let on = moment.on_clock(other, &wall);
        assert_eq!(on.at, read(there), "{at} of {zone:?} in {other:?}");
        let named = match (zone, other) {
            ("Mars/Olympus", _) => zone,
            (_, "Mars/Olympus") => "",
            _ => other,
        };
        assert_eq!(on.zone, named, "{at} of {zone:?} in {other:?}");
    }
}

#[test]
fn a_zone_is_said_by_its_place() {
    for (zone, said) in [
        ("Asia/Taipei", "Taipei"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("", ""),
    ] {
        assert_eq!(place(zone), said);
    }
}
