//! What clocks show elsewhere, as the browser knows it.

use common_ground::domain::time::{LocalMoment, read_local};
use common_ground::platform::clock;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_moment_is_on_each_clock_what_it_is_there() {
    for (at, zone, other, there) in [
        ("2026-01-10T10:00", "Europe/Berlin", "Asia/Taipei", "2026-01-10T17:00"),
        ("2026-06-14T10:00", "Europe/Berlin", "Asia/Taipei", "2026-06-14T16:00"),
        ("2026-06-14T09:00", "Asia/Taipei", "America/Halifax", "2026-06-13T22:00"),
        ("2026-06-14T18:00", "Europe/Berlin", "Asia/Taipei", "2026-06-15T00:00"),
        // An hour that is left out, and one that comes twice.
        ("2026-03-29T02:30", "Europe/Berlin", "Europe/Berlin", "2026-03-29T03:30"),
        ("2026-10-25T02:30", "Europe/Berlin", "Asia/Taipei", "2026-10-25T08:30"),
        // A zone no browser knows leaves the moment as it was written.
        ("2026-06-14T09:00", "Mars/Olympus", "Asia/Taipei", "2026-06-14T09:00"),
    ] {
        let read = |text: &str| read_local(&format!("{text}:00")).expect("a time");
        let moment = LocalMoment { at: read(at), zone: zone.into() };
        let on = moment.on_clock(other, &clock::wall);
        assert_eq!(on.at, read(there), "{at} of {zone} in {other}");
    }
}

#[wasm_bindgen_test]
fn the_clock_without_a_name_is_this_devices() {
    let now = clock::now();
    let utc = now.naive_utc();
    let here = clock::wall(utc, "").expect("a clock");
    assert_eq!((here - utc).num_seconds(), i64::from(now.offset().local_minus_utc()));
    assert_eq!(Some(here), clock::wall(utc, &clock::zone()));
    assert_eq!(clock::wall(utc, "Mars/Olympus"), None);
}

#[wasm_bindgen_test]
fn zones_are_listed_and_known() {
    let zones = clock::zones();
    for zone in ["Europe/Berlin", "Asia/Taipei"] {
        assert!(zones.iter().any(|z| z == zone), "{zone} of {}", zones.len());
    }
    let utc = clock::now().naive_utc();
    assert!(zones.iter().all(|zone| clock::wall(utc, zone).is_some()));
}
