//! Calendar files, read back by a reader that is not ours, with a table of time zones that is not the
//! browser's.

use chrono::{Days, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use common_ground::codec::calendar::{Again, Event, FILE_NAME, When, write};
use common_ground::domain::outcome::Remind;
use common_ground::domain::person::Side;
use common_ground::domain::time::{LocalMoment, read_day, read_local};
use icalendar::{Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::cases;
use crate::people::{Table, at, plan};

fn talk(title: &str, description: &str) -> Event {
    Event {
        uid: uuid::Uuid::from_u128(7),
        when: When::Utc(read_local("2026-11-27T09:00:00").expect("a time"), 60),
        title: title.to_owned(),
        description: description.to_owned(),
        alarm: None,
    }
}

fn written(event: &Event) -> String {
    write(event, at("2026-11-20T10:30:00+01:00"))
}

/// The one event of a file, as another program reads it.
#[track_caller]
fn read(file: &str) -> icalendar::Event {
    let calendar: Calendar = file.parse().unwrap_or_else(|e| panic!("{e}\n{file}"));
    match &calendar.components[..] {
        [CalendarComponent::Event(event)] => event.clone(),
        other => panic!("one event, and no more: {other:?}\n{file}"),
    }
}

/// What the standard asks of each line.
#[track_caller]
fn sound(file: &str) {
    assert!(file.ends_with("\r\n"));
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.is_empty(), "{line:?}");
        assert!(!line.contains(|c: char| c.is_control() && c != '\t'), "{line:?}");
    }
    for (mark, times) in [("BEGIN:VEVENT", 1), ("END:VEVENT", 1), ("BEGIN:VCALENDAR", 1)] {
        assert_eq!(
            file.split("\r\n").filter(|line| *line == mark).count(),
            times,
            "{mark}\n{file}"
        );
    }
}

fn is_turning(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same words: line ends are one kind, controls are gone, and turns of direction are looked at apart.
fn words(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .filter(|c| !is_turning(*c))
        .collect()
}

/// Whatever begins to turn the direction of writing in a line ends in it, and nothing ends that did
/// not begin.
fn turns_nothing_around_it(text: &str) -> bool {
    text.split('\n').all(|line| {
        let mut open = Vec::new();
        line.chars().filter(|c| is_turning(*c)).all(|c| match c {
            '\u{202c}' => open.pop() == Some('\u{202c}'),
            '\u{2069}' => open.pop() == Some('\u{2069}'),
            '\u{2066}'..='\u{2068}' => {
                open.push('\u{2069}');
                true
            }
            _ => {
                open.push('\u{202c}');
                true
            }
        }) && open.is_empty()
    })
}

#[track_caller]
fn check_words(text: &str) {
    let file = written(&talk(text, text));
    sound(&file);
    let event = read(&file);
    for read in [event.get_summary(), event.get_description()] {
        let read = read.unwrap_or_default();
        assert_eq!(words(read), words(text), "{text:?}");
        assert!(turns_nothing_around_it(read), "{read:?}");
    }
}

#[test]
fn what_anybody_writes_stays_inside_its_own_line() {
    let emoji = "👩🏽‍💻➡️🛌🏽".repeat(200);
    let long = "w".repeat(100_000);
    for text in [
        "A time to talk",
        "with , and ; and \\ and \\n and \"quotes\": all of them",
        "\\",
        "ends with a backslash\\",
        "\r\nBEGIN:VEVENT\r\nSUMMARY:another\r\nEND:VEVENT\r\n",
        "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR",
        "\n",
        "a\nb\rc\r\nd\n\re",
        "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f",
        " leads and ends with spaces ",
        "tab\there, nothing\u{0}there, bell\u{7}, delete\u{7f}",
        "مكتبة خطوط مفتوحة باسم جدتي «خديجة»، ولو بعد عشر سنوات؛ 2035",
        "\u{202e}gnirts desrever",
        "\u{2067}\u{202e}both\u{2069}\u{202c}",
        "ends that end nothing\u{202c}\u{2069}",
        "over two lines \u{202d}one\ntwo\u{202c}",
        "Z̸̢̛a̷l̵g̶o̴ and ไทยไม่มีช่องว่าง",
        "<img src=x onerror=alert(1)></script>{{7*7}}",
        "\u{feff}begins with a mark",
        emoji.as_str(),
        long.as_str(),
    ] {
        check_words(text);
    }
    check_words(&"\u{202b}".repeat(300));
    check_words(&"😀".repeat(1000));
}

#[test]
fn a_line_is_folded_between_characters_wherever_it_begins() {
    for lead in 0..80 {
        check_words(&format!("{}{}", "x".repeat(lead), "é漢🫶🏽".repeat(60)));
    }
}

fn wall(utc: NaiveDateTime, zone: &str) -> Option<NaiveDateTime> {
    let zone: Tz = if zone.is_empty() { Tz::Europe__Berlin } else { zone.parse().ok()? };
    Some(utc.and_utc().with_timezone(&zone).naive_local())
}

fn local(at: &str, zone: &str) -> LocalMoment {
    LocalMoment { at: read_local(at).expect("a time"), zone: zone.to_owned() }
}

/// Whatever zone a talk was set in, another program finds it at that hour there, around summer time too.
#[test]
fn a_talk_is_at_its_hour_in_its_own_zone() {
    for (set, zone, shown) in [
        ("2026-11-27T10:00:00", "Asia/Taipei", "2026-11-27T10:00:00"),
        ("2026-01-01T00:30:00", "Asia/Taipei", "2026-01-01T00:30:00"),
        ("2026-03-08T01:59:00", "America/Halifax", "2026-03-08T01:59:00"),
        // An hour that clocks leave out has gone on already.
        ("2026-03-08T02:30:00", "America/Halifax", "2026-03-08T03:30:00"),
        ("2026-03-08T03:00:00", "America/Halifax", "2026-03-08T03:00:00"),
        ("2026-11-01T00:59:00", "America/Halifax", "2026-11-01T00:59:00"),
        ("2026-11-01T01:30:00", "America/Halifax", "2026-11-01T01:30:00"),
        ("2026-11-01T02:00:00", "America/Halifax", "2026-11-01T02:00:00"),
        ("2026-03-29T01:59:00", "Europe/Berlin", "2026-03-29T01:59:00"),
        ("2026-03-29T02:30:00", "Europe/Berlin", "2026-03-29T03:30:00"),
        ("2026-10-25T02:30:00", "Europe/Berlin", "2026-10-25T02:30:00"),
        ("2026-10-25T03:00:00", "Europe/Berlin", "2026-10-25T03:00:00"),
        ("2026-07-01T10:00:00", "", "2026-07-01T10:00:00"),
        ("2026-12-01T10:00:00", "", "2026-12-01T10:00:00"),
    ] {
        let when = When::of(&local(set, zone), 60, &wall);
        let file = written(&Event { when, ..talk("A time to talk", "") });
        sound(&file);
        let event = read(&file);
        let Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(start))) = event.get_start()
        else {
            panic!("a moment of UTC: {file}");
        };
        let there = wall(start.naive_utc(), zone).expect("a zone there is");
        assert_eq!(there, read_local(shown).expect("a time"), "{set} in {zone:?}\n{file}");
        assert_eq!(event.property_value("DURATION"), Some("PT60M"));
    }
}

/// Without a zone, or beyond the years a file can say, it is that hour on any clock.
#[test]
fn a_zone_nobody_knows_is_any_clock() {
    for (set, zone) in
        [("2026-11-27T10:00:00", "Mars/Olympus"), ("9999-12-31T23:30:00", "America/Halifax")]
    {
        let moment = local(set, zone);
        let when = When::of(&moment, 60, &wall);
        assert_eq!(when, When::AnyClock(moment.at, 60));
        let event = read(&written(&Event { when, ..talk("t", "") }));
        let start = DatePerhapsTime::DateTime(CalendarDateTime::Floating(moment.at));
        assert_eq!(event.get_start(), Some(start), "{set} in {zone}");
    }
}

#[test]
fn a_day_comes_again_as_it_was_asked() {
    for (day, again, rule) in [
        ("2026-11-20", Again::No, None),
        ("2026-11-20", Again::Weeks(1), Some("FREQ=WEEKLY")),
        ("2026-11-20", Again::Weeks(5), Some("FREQ=WEEKLY;INTERVAL=5")),
        ("2026-11-28", Again::Months(1), Some("FREQ=MONTHLY")),
        ("2026-11-28", Again::Months(3), Some("FREQ=MONTHLY;INTERVAL=3")),
        (
            "2026-11-30",
            Again::Months(3),
            Some("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ),
        ("2026-11-29", Again::Months(1), Some("FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1")),
        ("2026-12-31", Again::Months(1), Some("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1")),
    ] {
        let day = read_day(day).expect("a day");
        let file = written(&Event { when: When::Day(day, again), ..talk("t", "") });
        sound(&file);
        let event = read(&file);
        assert_eq!(event.get_start(), Some(DatePerhapsTime::Date(day)), "{file}");
        assert_eq!(event.property_value("RRULE"), rule, "{file}");
        assert_eq!(event.property_value("DURATION"), Some("P1D"));
        assert_eq!(event.property_value("TRANSP"), Some("TRANSPARENT"));
    }
}

#[test]
fn it_says_what_every_reader_asks_for_and_nothing_more() {
    let file = written(&Event { alarm: Some(-15), ..talk("A time to talk", "") });
    let event = read(&file);
    assert_eq!(event.get_uid(), Some("00000000-0000-0000-0000-000000000007"));
    assert_eq!(event.property_value("DTSTAMP"), Some("20261120T093000Z"));
    assert_eq!(event.property_value("CLASS"), Some("PRIVATE"));
    assert_eq!(event.get_description(), None, "nothing to say is not said");
    for (minutes, trigger) in [(-15, "-PT15M"), (0, "PT0M"), (540, "PT540M")] {
        let file = written(&Event { alarm: Some(minutes), ..talk("t", "") });
        sound(&file);
        assert!(file.contains(&format!("\r\nTRIGGER:{trigger}\r\n")), "{file}");
    }
    let calendar: Calendar = file.parse().expect("a calendar");
    assert_eq!(calendar.property_value("VERSION"), Some("2.0"));
    assert!(calendar.property_value("PRODID").is_some());
    assert_eq!(FILE_NAME, "calendar.ics", "the name tells nobody anything");
}

/// Words that two people, a copy or a link may bring: with all that means something in such a file.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "\r\n",
            "\n",
            "\r",
            "\\",
            ";",
            ",",
            ":",
            "BEGIN:VEVENT",
            "END:VEVENT",
            " ",
            "\t",
            "\u{202e}",
            "\u{202c}",
            "\u{2067}",
            "\u{2069}",
            "\u{2028}",
            "👩🏽‍💻",
            "خديجة",
            "\u{0}",
        ])
        .prop_map(str::to_owned),
        vec(any::<char>(), 0..20).prop_map(|chars| chars.into_iter().collect()),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn any_words_come_back(title in anything(), description in anything()) {
        let file = written(&talk(&title, &description));
        sound(&file);
        let event = read(&file);
        let (read, described) = (event.get_summary().unwrap_or_default(), event.get_description());
        prop_assert_eq!(words(read), words(&title));
        prop_assert_eq!(words(described.unwrap_or_default()), words(&description));
        prop_assert!(turns_nothing_around_it(read));
    }
}

/// When the reminder of a plan is: from then on it is in the calendar.
#[test]
fn a_plan_says_when_it_reminds() {
    let chosen = at("2026-11-20T12:00:00+01:00").date_naive();
    let by = read_day("2026-11-27");
    for (remind, by, day) in [
        (Remind::No, by, None),
        (Remind::Once, by, by),
        (Remind::Once, None, chosen.checked_add_days(Days::new(7))),
        (Remind::Once, read_day("2026-11-20"), None),
        (Remind::Weekly, by, chosen.checked_add_days(Days::new(7))),
        (Remind::Monthly, None, read_day("2026-12-20")),
    ] {
        let mut table = Table::usual("coalition");
        table.clock = at("2026-11-20T12:00:00+01:00");
        let mut wanted = plan("Call the bank.");
        (wanted.remind, wanted.by) = (remind, by);
        table.plans(Side::First, "cb-first-step", wanted);
        let made = table.plan_of(Side::First).expect("a plan");
        assert_eq!(made.reminder(), day, "{remind:?} {by:?}");
        let due = |today: chrono::NaiveDate| made.is_due(today);
        assert_eq!(day.is_some_and(due), day.is_some());
        assert!(!day.is_some_and(|day| due(day - TimeDelta::days(1))));
    }
}
