//! A next time, said to two people: once where their clocks show what this device's does, and else
//! to each of them on their own.

use crate::domain::person::Side;
use crate::domain::time::{LocalMoment, Stamp, place};
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::ui::couple::Couple;
use crate::ui::dom::{El, el};
use crate::ui::parts::people::badge;
use crate::ui::words::{t, tf};

/// How a moment is said.
pub enum When {
    /// One text for both.
    Once(String),
    /// A list with a line for each.
    Each(El),
}

/// A moment as the two of them have it.
pub fn when(couple: &Couple, moment: &LocalMoment) -> When {
    match clocks(couple, moment) {
        Ok(once) => When::Once(once),
        Err(clocks) => {
            let lines = Side::BOTH.map(|side| line(couple, side, &clocks[side.index()]));
            When::Each(el("ul", "cg-clocks").with(Vec::from(lines)))
        }
    }
}

/// When they come back, in a sentence; where their clocks differ, with a line for each below it (F9). `today` is how a time
/// of this very day is shown.
pub fn back_at(
    couple: &Couple,
    until: Stamp,
    [once, each]: [&'static str; 2],
    today: Form,
) -> (String, Option<El>) {
    match when(couple, &moment_of(until)) {
        When::Once(_) => {
            let is_today = until.date_naive() == clock::now().date_naive();
            let form = if is_today { today } else { Form::DayAndTime };
            (tf(once, &[("when", &dates::moment(until, form, ""))]), None)
        }
        When::Each(lines) => (t(each).to_owned(), Some(lines)),
    }
}

/// A moment as the two of them have it, where only text can stand.
pub fn when_lines(couple: &Couple, moment: &LocalMoment) -> Vec<String> {
    match clocks(couple, moment) {
        Ok(once) => vec![once],
        Err(clocks) => Vec::from(Side::BOTH.map(|side| {
            let clock = &clocks[side.index()];
            let when = dates::local(clock.at, Form::DayAndTime, couple.language(side));
            let slots = [("name", couple.name(side)), ("place", &place_of(clock)), ("when", &when)];
            tf("take.clock", &slots)
        })),
    }
}

/// Once, where both clocks show what this device's does, or else what each of them shows.
fn clocks(couple: &Couple, moment: &LocalMoment) -> Result<String, [LocalMoment; 2]> {
    let clocks = Side::BOTH.map(|side| moment.on_clock(couple.zone(side), &clock::wall));
    let here = here(moment);
    if clocks.iter().all(|clock| clock.at == here.at) {
        return Ok(dates::local(here.at, Form::DayAndTime, ""));
    }
    Err(clocks)
}

/// A moment that was set on this device, as its clock shows it now.
pub fn moment_of(stamp: Stamp) -> LocalMoment {
    let at = clock::wall(stamp.naive_utc(), "").unwrap_or_else(|| stamp.naive_local());
    LocalMoment { at, zone: String::new() }
}

/// A moment on the clock of this device.
pub fn here(moment: &LocalMoment) -> LocalMoment {
    moment.on_clock("", &clock::wall)
}

/// The place whose clock shows it.
fn place_of(moment: &LocalMoment) -> String {
    if moment.zone.is_empty() { place(&clock::zone()) } else { place(&moment.zone) }
}

fn line(couple: &Couple, side: Side, moment: &LocalMoment) -> El {
    let when = dates::local(moment.at, Form::DayAndTime, couple.language(side));
    let words = el("span", "")
        .with(el("bdi", "cg-clock__name").with(couple.name(side)))
        .with(" ")
        .with(el("span", "cg-small").with(place_of(moment)))
        .with(" ")
        .with(el("bdi", "cg-clock__when").with(when));
    el("li", "cg-clock").with(badge(couple, side, "cg-badge--small")).with(words)
}
