//! A moment as a file that any calendar takes (iCalendar, RFC 5545).
//!
//! The program has no table of time zones, and a calendar file that names a zone must carry its rules.
//! So a talk, which is once, is written in UTC: no reader can take that for another moment. Where the
//! browser does not know the zone, it is written without one, and is that hour on whatever clock reads
//! it. What comes again is a whole day: in UTC it would move by an hour when clocks are turned, and a
//! reminder of something chosen has no hour anyway.

use chrono::{Datelike, NaiveDateTime, Timelike};
use uuid::Uuid;

use crate::domain::limits;
use crate::domain::outcome::Remind;
use crate::domain::time::{Day, LocalMoment, Stamp, Wall, day_text, local_text};

/// Longest line in octets, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// The name of the file. It tells nobody anything.
pub const FILE_NAME: &str = "calendar.ics";

/// What kind of file it is, for the browser.
pub const FILE_KIND: &str = "text/calendar;charset=utf-8";

/// Something to be found in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same for the same thing: brought in again, it takes its own place.
    pub uid: Uuid,
    pub when: When,
    /// What everybody sees who sees the screen: neutral, unless its owner asked for their own words (D.12).
    pub title: String,
    /// May be empty.
    pub description: String,
    /// In how many minutes from its beginning it is called out, before that where negative.
    pub alarm: Option<i32>,
}

/// When something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// At a moment of UTC, for some minutes.
    Utc(NaiveDateTime, u16),
    /// When the clock of whoever reads it shows this, for some minutes.
    AnyClock(NaiveDateTime, u16),
    /// A whole day, and again.
    Day(Day, Again),
}

/// How often a day comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    No,
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months, on the same day, or on the last where a month has no such day.
    Months(u16),
}

impl From<Remind> for Again {
    fn from(remind: Remind) -> Self {
        match remind {
            Remind::No | Remind::Once => Self::No,
            Remind::Weekly => Self::Weeks(1),
            Remind::Monthly => Self::Months(1),
        }
    }
}

impl When {
    /// A moment on somebody's wall, for some minutes.
    #[must_use]
    pub fn of(moment: &LocalMoment, minutes: u16, wall: Wall) -> Self {
        match moment.utc(wall).filter(limits::is_in_years) {
            Some(utc) => Self::Utc(utc, minutes),
            None => Self::AnyClock(moment.at, minutes),
        }
    }
}

/// Writes the file.
#[must_use]
pub fn write(event: &Event, made: Stamp) -> String {
    let mut file = Lines::default();
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Common Ground//Common Ground//EN");
    file.line("CALSCALE:GREGORIAN");
    file.line("BEGIN:VEVENT");
    file.line(&format!("UID:{}", event.uid));
    file.line(&format!("DTSTAMP:{}Z", clock(made.naive_utc())));
    file.when(&event.when);
    file.text("SUMMARY", &event.title);
    if !event.description.is_empty() {
        file.text("DESCRIPTION", &event.description);
    }
    // Others who share the calendar see that there is something, and not what.
    file.line("CLASS:PRIVATE");
    if let Some(minutes) = event.alarm {
        let before = if minutes < 0 { "-" } else { "" };
        file.line("BEGIN:VALARM");
        file.line("ACTION:DISPLAY");
        file.text("DESCRIPTION", &event.title);
        file.line(&format!("TRIGGER:{before}PT{}M", minutes.unsigned_abs()));
        file.line("END:VALARM");
    }
    file.line("END:VEVENT");
    file.line("END:VCALENDAR");
    file.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line, folded where it is too long, never inside a character.
    fn line(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, words: &str) {
        self.line(&format!("{name}:{}", plain(words)));
    }

    fn when(&mut self, when: &When) {
        match when {
            When::Utc(at, minutes) => {
                self.line(&format!("DTSTART:{}Z", clock(*at)));
                self.line(&format!("DURATION:PT{minutes}M"));
            }
            When::AnyClock(at, minutes) => {
                self.line(&format!("DTSTART:{}", clock(*at)));
                self.line(&format!("DURATION:PT{minutes}M"));
            }
            When::Day(day, again) => {
                self.line(&format!("DTSTART;VALUE=DATE:{}", digits(&day_text(*day))));
                self.line("DURATION:P1D");
                self.again(*again, *day);
                // The day stays free for other things.
                self.line("TRANSP:TRANSPARENT");
            }
        }
    }

    fn again(&mut self, again: Again, day: Day) {
        let (unit, every) = match again {
            Again::No => return,
            Again::Weeks(every) => ("WEEKLY", every),
            Again::Months(every) => ("MONTHLY", every),
        };
        let interval = if every > 1 { format!(";INTERVAL={every}") } else { String::new() };
        let mut days = String::new();
        if matches!(again, Again::Months(_)) && day.day() > 28 {
            // The last there is of these days: a month without a 31st would else be left out.
            let all: Vec<String> = (28..=day.day()).map(|d| d.to_string()).collect();
            days = format!(";BYMONTHDAY={};BYSETPOS=-1", all.join(","));
        }
        self.line(&format!("RRULE:FREQ={unit}{interval}{days}"));
    }
}

/// `20261120T093000`, in whole seconds.
fn clock(at: NaiveDateTime) -> String {
    digits(&local_text(at.with_nanosecond(0).unwrap_or(at)))
}

fn digits(text: &str) -> String {
    text.replace(['-', ':'], "")
}

/// Somebody's words as the value of a property. Line ends of every kind become the one that is written
/// in letters, other control characters go, and what turns the direction of writing is closed before
/// the line ends, so that it turns nothing around it.
fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut turned = Vec::new();
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // One line end, not two.
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                text.extend(turned.drain(..).rev());
                text.push_str("\\n");
            }
            '\\' | ';' | ',' => text.extend(['\\', c]),
            _ => turning(c, &mut turned, &mut text),
        }
    }
    text.extend(turned.drain(..).rev());
    text
}

/// Embeddings and overrides end with PDF, isolates with PDI, which ends what began inside as well.
/// What would turn nothing goes: an end of nothing, and what begins deeper than anybody follows
/// (Unicode Annex 9).
fn turning(c: char, turned: &mut Vec<char>, text: &mut String) {
    const PDF: char = '\u{202c}';
    const PDI: char = '\u{2069}';
    const DEEPEST: usize = 125;
    match c {
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}'
            if turned.len() == DEEPEST =>
        {
            return;
        }
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => turned.push(PDF),
        '\u{2066}'..='\u{2068}' => turned.push(PDI),
        PDF if turned.last() == Some(&PDF) => {
            turned.pop();
        }
        PDI if turned.contains(&PDI) => {
            while turned.pop_if(|end| *end == PDF).is_some() {
                text.push(PDF);
            }
            turned.pop();
        }
        PDF | PDI => return,
        _ if c.is_control() && c != '\t' => return,
        _ => {}
    }
    text.push(c);
}
