//! Air-time, drawn: each builds their half of a bridge from their own foot. Whole minutes only, no
//! countdown; when both have had the same time, it meets.

use crate::domain::air_time::AirTime;
use crate::domain::person::Side;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{View, el, svg};
use crate::ui::words::{said, t, tf};

/// Seconds as people see them.
pub fn whole_minutes(seconds: u32) -> u32 {
    (seconds + 30) / 60
}

/// "about 2 of 3 minutes", "3 minutes and a little more".
fn minutes_words(time: AirTime, side: Side) -> String {
    let minutes = |seconds: u32| whole_minutes(seconds).to_string();
    let (used, agreed) = (time.used[side.index()], minutes(time.agreed));
    if used == 0 {
        return tf("bridge.none", &[("agreed", &agreed)]);
    }
    if used > time.agreed + 15 {
        return tf("bridge.more", &[("agreed", &agreed)]);
    }
    tf("bridge.about", &[("used", &minutes(used)), ("agreed", &agreed)])
}

/// A point on one's half of the arch, in tenths of a unit. `part` of `whole` is built.
fn point(side: Side, part: u32, whole: u32) -> (i32, i32) {
    // Over a quarter of the ellipse, the tangent of a quarter of the angle runs from 0 to 0.4142;
    // walking it evenly is within a hair of walking the arc evenly, and needs no trigonometry.
    // Doubling the angle twice leads from there to the point.
    let quarter = 0.414_213_56 * f64::from(part) / f64::from(whole.max(1));
    let t = 2.0 * quarter / (1.0 - quarter * quarter);
    let (across, up) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
    let sign = if side == Side::First { -1.0 } else { 1.0 };
    #[allow(clippy::cast_possible_truncation)] // a few thousand at most
    let tenths = |x: f64| (x * 10.0).round() as i32;
    (tenths(360.0 + sign * 284.0 * across), tenths(296.0 - 226.0 * up))
}

fn pair(at: (i32, i32)) -> String {
    format!("{}.{} {}.{}", at.0 / 10, at.0 % 10, at.1 / 10, at.1 % 10)
}

/// The drawing, its words, and one sentence for screen readers.
pub fn bridge(couple: &Couple, time: AirTime) -> View {
    let met = Side::BOTH.into_iter().all(|s| time.is_full(s));
    let short = time.agreed * 17 / 20;
    // The tips stand on the ground at first, and stop short of the keystone, so that it stays to
    // be seen.
    let tip = |side: Side| {
        let used = time.used[side.index()].clamp(time.agreed / 13, short);
        point(side, used, time.agreed)
    };
    let built = |side: Side| {
        let end = if met { time.agreed } else { time.used[side.index()].min(short) };
        let end = point(side, end, time.agreed);
        match side {
            Side::First => format!("M76 296A284 226 0 0 1 {}", pair(end)),
            Side::Second => format!("M644 296A284 226 0 0 0 {}", pair(end)),
        }
    };
    let track = |side: Side| {
        let from = pair(tip(side));
        match side {
            _ if time.is_full(side) => String::new(),
            Side::First => format!("M{from}A284 226 0 0 1 330 71.3"),
            Side::Second => format!("M{from}A284 226 0 0 0 390 71.3"),
        }
    };
    // When the halves meet, the keystone fills, and the initials stand in it instead of at the tips.
    let keystone = if met {
        let whole = svg("use", "").attr("href", "#emblem").attr("x", "318.1").attr("y", "45");
        let letter = |side: Side, x: &'static str| {
            svg("text", "").attr("x", x).attr("y", "78").with(couple.initial(side))
        };
        svg("g", "cg-bridge__met")
            .with(whole.attr("width", "83.8").attr("height", "50"))
            .with((letter(Side::First, "335"), letter(Side::Second, "385")))
    } else {
        let circle = svg("circle", "").attr("cx", "349.9").attr("cy", "70").attr("r", "15");
        svg("g", "").with(circle).with(svg("path", "").attr("d", "M355.2 55h30v30h-30z"))
    };
    let half = |side: Side| {
        svg("g", ink(side))
            .with(svg("path", "cg-bridge__edge").attr("d", built(side)))
            .with(svg("path", "cg-bridge__built").attr("d", built(side)))
    };
    let marker = |side: Side| {
        let shape = match side {
            Side::First => svg("circle", "").attr("r", "25"),
            Side::Second => svg("path", "").attr("d", "M-23-23h46v46h-46z"),
        };
        let letter = svg("text", "").attr("y", "8").with(couple.initial(side));
        let shape = svg("g", &format!("cg-bridge__tip {}", ink(side))).with(shape).with(letter);
        svg("g", "").attr("transform", format!("translate({})", pair(tip(side)))).with(shape)
    };
    let head = match time.floor {
        Some(side) => said("bridge.floor", &couple.slots_of(side)),
        None if met => t("bridge.met").into(),
        None => t("bridge.held").into(),
    };
    let foot = |side: Side| {
        el("p", "").with(el("b", "").with(couple.name(side))).with(minutes_words(time, side))
    };
    let drawing = svg("svg", "cg-bridge__drawing")
        .attr("viewBox", "46 34 628 272")
        .with(svg("path", "cg-bridge__track").attr("d", Side::BOTH.map(track).concat()))
        .with(Vec::from(Side::BOTH.map(half)))
        .with(svg("path", "cg-bridge__ground").attr("d", "M48 296H672"))
        .with((!met).then(|| Vec::from(Side::BOTH.map(marker))))
        .with(keystone);
    let words = el("p", "cg-bridge__words")
        .with(el("span", "cg-heading").with(head))
        .with(el("br", ""))
        .with(el("span", "cg-small").with(t("bridge.meets")));
    let feet = el("div", "cg-bridge__feet").with(Vec::from(Side::BOTH.map(foot)));
    // Who has the floor is said once, beside it, and only when it changes hands.
    let bridge = el("div", "cg-bridge").attr("aria-hidden", "true").with(drawing).with(words);
    (bridge, feet).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_half_runs_from_its_foot_to_the_keystone() {
        for (side, foot) in [(Side::First, (760, 2960)), (Side::Second, (6440, 2960))] {
            assert_eq!(point(side, 0, 8), foot);
            assert_eq!(point(side, 8, 8), (3600, 700));
        }
        // Half the time is half the way: 45 degrees, within a few units.
        let (x, y) = point(Side::First, 4, 8);
        assert!((1592 - x).abs() < 80 && (1362 - y).abs() < 60, "{x} {y}");
    }
}
