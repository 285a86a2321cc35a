//! Air-time in `clearing`, told with a clock that goes as we say: turns, holds, extra time, and the
//! offer of the same (C10, C17, D.10).

use chrono::Duration;
use common_ground::domain::air_time::AirTime;
use common_ground::domain::command::Command;
use common_ground::domain::path::Part;
use common_ground::domain::person::Side;
use common_ground::domain::run::{How, RunState};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert_eq, proptest};

use crate::cases;
use crate::clearing::{stored, talk};
use crate::commands::SIDES;
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Table};

const A: Side = SECOND;
const B: Side = FIRST;

/// Something that happens in a turn. Maya has asked for the talk, so Tom (A) tells first.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// Somebody takes the floor on the page of this step.
    Takes(Side, &'static str),
    /// So many seconds go by; fewer than none where a clock is set back.
    Waits(i64),
    Holds,
    Pauses,
    CarriesOn,
    /// "Yes, another short turn."
    SpeaksOn(&'static str),
    Goes(&'static str, Part),
    Sets(u8),
}

use Act::{CarriesOn, Goes, Holds, Pauses, Sets, SpeaksOn, Takes, Waits};

fn act(table: &mut Table, act: Act) {
    let run = table.run;
    match act {
        Takes(who, step) => table.does(Command::FloorTaken { run, step: step.into(), who }),
        Waits(seconds) => table.clock += Duration::seconds(seconds),
        Holds => table.does(Command::TimeHeld { run }),
        Pauses => table.does(Command::Paused { run, until: None }),
        CarriesOn => table.does(Command::CarriedOn { run }),
        SpeaksOn(step) => table.does(Command::SpokeOn { run, step: step.into() }),
        Goes(step, part) => table.goes(step, part),
        Sets(minutes) => table.does(Command::TurnLengthSet { run, minutes }),
    }
}

/// A talk in which only what is told takes time.
fn timed(acts: &[Act]) -> Table {
    let mut table = talk();
    table.pace = 0;
    for what in acts {
        act(&mut table, *what);
    }
    table
}

fn time(table: &Table) -> AirTime {
    AirTime::at(table.now(), &"ca-story-a".into(), table.clock)
}

/// Seconds of A and of B.
fn used(table: &Table) -> [u32; 2] {
    [A, B].map(|s| time(table).used[s.index()])
}

#[test]
fn c17_time_is_counted_for_each() {
    const STORY_A: &str = "ca-story-a";
    const STORY_B: &str = "ca-story-b";
    let check = |what: &str, acts: &[Act], expect: [u32; 2], offered: Option<Side>| {
        let table = timed(acts);
        assert_eq!(used(&table), expect, "{what}");
        assert_eq!(time(&table).offer(), offered, "{what}");
    };
    check("nothing yet", &[Waits(600)], [0, 0], None);
    check("a turn", &[Takes(A, STORY_A), Waits(180), Holds, Waits(600)], [180, 0], None);
    check(
        "held in between",
        &[Takes(A, STORY_A), Waits(60), Holds, Waits(30), Takes(A, STORY_A), Waits(20)],
        [80, 0],
        None,
    );
    check("held twice", &[Takes(A, STORY_A), Waits(60), Holds, Holds, Waits(9)], [60, 0], None);
    check(
        "one after the other",
        &[Takes(A, STORY_A), Waits(100), Takes(B, STORY_B), Waits(90)],
        [100, 90],
        None,
    );
    check(
        "a pause",
        &[Takes(A, STORY_A), Waits(60), Pauses, Waits(1200), CarriesOn, Waits(30)],
        [60, 0],
        None,
    );
    check(
        "the page is left",
        &[
            Goes(STORY_A, Part::Own(A)),
            Takes(A, STORY_A),
            Waits(60),
            Goes("ca-say-back-a", Part::Own(B)),
            Waits(99),
        ],
        [60, 0],
        None,
    );
    check(
        "a clock set back",
        &[Takes(A, STORY_A), Waits(60), Holds, Takes(A, STORY_A), Waits(-7200), Holds, Waits(50)],
        [60, 0],
        None,
    );
    check(
        "and on from there",
        &[Takes(A, STORY_A), Waits(-7200), Holds, Takes(A, STORY_A), Waits(45)],
        [45, 0],
        None,
    );
    let more = [
        Takes(A, STORY_A),
        Waits(240),
        SpeaksOn("ca-more-a"),
        Takes(A, STORY_A),
        Waits(130),
        Holds,
    ];
    check("another short turn adds to it", &more, [370, 0], None);
    // F5: 4:00 and 2:10 more; 3:20; offered, and 1:05 taken.
    let f5 = [&more[..], &[Takes(B, STORY_B), Waits(200), Holds]].concat();
    check("F5", &f5, [370, 200], Some(B));
    check(
        "F5, taken",
        &[&f5[..], &[Takes(B, "ca-same-time"), Waits(65), Holds]].concat(),
        [370, 265],
        Some(B),
    );
    // F6: 3:00; 5:40 in two rounds; offered 2:40, and 2:00 taken.
    let f6 = [
        Takes(A, STORY_A),
        Waits(180),
        Takes(B, STORY_B),
        Waits(200),
        SpeaksOn("ca-more-b"),
        Takes(B, STORY_B),
        Waits(140),
        Holds,
    ];
    check("F6", &f6, [180, 340], Some(A));
    check(
        "F6, taken",
        &[&f6[..], &[Takes(A, "ca-same-time"), Waits(120), Holds]].concat(),
        [300, 340],
        None,
    );
    // F9: 3:00 and 2:10.
    check(
        "F9",
        &[Takes(A, STORY_A), Waits(180), Takes(B, STORY_B), Waits(130), Holds],
        [180, 130],
        None,
    );
    check("without a length", &[&f6[..], &[Sets(0)]].concat(), [180, 340], None);
    check("with one again", &[&f6[..], &[Sets(0), Sets(2)]].concat(), [180, 340], Some(A));
}

/// A minute is the same; a second more is offered. Without a length nothing is.
#[test]
fn c17_the_same_time_is_offered_over_one_minute_only() {
    let rows = [
        (180, 120, 3, false),
        (180, 119, 3, true),
        (120, 180, 3, false),
        (119, 180, 3, true),
        (400, 0, 3, false),
        (0, 400, 3, false),
        (400, 1, 10, true),
        (400, 1, 0, false),
        (0, 0, 3, false),
    ];
    for (a, b, minutes, shown) in rows {
        let mut acts = vec![Sets(minutes)];
        for (who, step, seconds) in [(A, "ca-story-a", a), (B, "ca-story-b", b)] {
            if seconds > 0 {
                acts.extend([Takes(who, step), Waits(seconds), Holds]);
            }
        }
        let mut table = timed(&acts);
        let on_the_way = |t: &Table| !t.parts("ca-same-time").is_empty();
        assert_eq!(on_the_way(&table), shown, "{a} {b} {minutes}");
        if !shown {
            continue;
        }
        assert_eq!(table.parts("ca-same-time"), [Part::Together]);
        let shorter = if a < b { A } else { B };
        assert_eq!(time(&table).offer(), Some(shorter));
        // While it is taken the page stays, even as the offer is met; and afterwards too.
        table.goes("ca-same-time", Part::Together);
        act(&mut table, Takes(shorter, "ca-same-time"));
        act(&mut table, Waits((a - b).abs()));
        act(&mut table, Holds);
        assert_eq!(time(&table).offer(), None);
        assert!(on_the_way(&table));
        let mut left = table.clone();
        table.gives(BOTH, "ca-same-time", How::Seen);
        table.goes("ca-both-stand", Part::Own(FIRST));
        assert!(on_the_way(&table), "it is behind them");
        left.goes("ca-both-stand", Part::Own(FIRST));
        assert!(!on_the_way(&left), "there was nothing to even out any more");
        let next = left
            .path()
            .after(
                &common_ground::domain::run::Place {
                    step: "ca-same-time".into(),
                    part: Part::Together,
                },
                left.dialogue(),
            )
            .map(|b| b.place.step.to_string());
        assert_eq!(next.as_deref(), Some("ca-both-stand"));
    }
}

/// One setting for both; time that nobody used is not given to the other.
#[test]
fn c17_unused_time_is_nobodys() {
    let table = timed(&[Takes(A, "ca-story-a"), Waits(30), Holds]);
    let is = time(&table);
    assert_eq!((is.agreed, used(&table)), (180, [30, 0]));
    let table = timed(&[Takes(A, "ca-story-a"), Waits(180), Holds, Sets(5)]);
    assert_eq!((time(&table).agreed, time(&table).is_full(A)), (300, false));
}

/// What nobody saw go by is no speech: of one stretch, the turn and ten minutes count.
#[test]
fn a_turn_left_running_is_not_all_speech() {
    let check = |what: &str, acts: &[Act], expect: u32| {
        assert_eq!(used(&timed(acts)), [expect, 0], "{what}");
    };
    let takes = Takes(A, "ca-story-a");
    check("a device that slept", &[takes, Waits(40_000), Holds], 780);
    check("still running", &[takes, Waits(40_000)], 780);
    check("just not too long", &[takes, Waits(780), Holds], 780);
    check("a longer turn", &[Sets(10), takes, Waits(40_000), Holds], 1200);
    check("a clock set forward", &[takes, Waits(400_000_000), Holds], 780);
    check("each stretch by itself", &[takes, Waits(700), Holds, takes, Waits(700), Holds], 1400);
}

/// A pause on any page holds the time, hides nothing for good and moves nothing on.
#[test]
fn c10_a_pause_on_every_page_holds_the_time() {
    for beat in talk().beats() {
        let mut table = talk();
        table.pace = 0;
        table.goes(beat.place.step.as_str(), beat.place.part);
        act(&mut table, Takes(A, "ca-story-a"));
        act(&mut table, Waits(60));
        let until = Some(table.clock + Duration::minutes(20));
        table.does(Command::Paused { run: table.run, until });
        assert!(matches!(table.now().state, RunState::PausedUntil(_)));
        act(&mut table, Waits(1200));
        assert_eq!((used(&table), time(&table).floor), ([60, 0], None));
        assert_eq!(table.here(), Some(beat.place.clone()), "time alone moves nothing");
        act(&mut table, CarriesOn);
        act(&mut table, Waits(30));
        assert_eq!(used(&table), [60, 0], "nobody is put back on the floor");
        assert_eq!(table.here(), Some(beat.place));
    }
}

/// With the sitting, the times are gone: of this talk and of all in it (D.10).
#[test]
fn d10_the_times_go_with_the_sitting() {
    let acts = [Takes(A, "ca-story-a"), Waits(200), Takes(B, "ca-story-b"), Waits(30)];
    let ends: [fn(&mut Table); 2] = [
        |t| t.close(),
        |t| {
            t.follow("wrapup");
            t.close();
        },
    ];
    for end in ends {
        let mut table = timed(&acts);
        assert!(stored(&table).contains("\"turns\""));
        end(&mut table);
        let text = stored(&table);
        assert!(!text.contains("\"turns\"") && !text.contains("\"used\""), "{text}");
        // None is counted until they carry on.
        table.run = table.workspace.runs.iter().next().expect("the talk").id;
        let taken = Command::FloorTaken { run: table.run, step: "ca-story-a".into(), who: A };
        assert!(table.act(taken.clone()).is_err());
        table.does(Command::CarriedOn { run: table.run });
        table.does(taken);
        assert_eq!(used(&table), [0, 0]);
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Whatever is taken, held, paused, left and taken up again: what the two had is what ran.
    #[test]
    fn c17_the_times_add_up(acts in vec(any::<[u8; 4]>(), 0..60)) {
        let mut table = talk();
        table.pace = 0;
        // Of one stretch, no more than the turn and ten minutes.
        let seen = |stretch: u32, t: &Table| stretch.min(u32::from(t.now().turn_minutes) * 60 + 600);
        let (mut ran, mut stretch, mut runs, mut at) = (0_u32, 0_u32, false, None);
        for bytes in &acts {
            let mut dice = Dice::new(bytes);
            let step = *dice.pick(&["ca-story-a", "ca-story-b", "ca-same-time"]);
            let place = *dice.pick(&[("ca-story-a", Part::Own(A)), ("ca-more-b", Part::Own(B))]);
            let what = match dice.below(10) {
                0..=2 => Takes(*dice.pick(&SIDES), step),
                3..=5 => Waits(i64::from(bytes[3])),
                6 => Holds,
                7 => *dice.pick(&[Pauses, CarriesOn]),
                8 => *dice.pick(&[SpeaksOn("ca-more-a"), SpeaksOn("ca-more-b"), Sets(bytes[3] % 11)]),
                _ => Goes(place.0, place.1),
            };
            act(&mut table, what);
            let ends = match what {
                Takes(..) | Holds | Pauses => true,
                Goes(..) => at.replace(place) != Some(place),
                _ => false,
            };
            if ends {
                ran += seen(std::mem::take(&mut stretch), &table);
                runs = matches!(what, Takes(..));
            }
            if let (true, Waits(seconds)) = (runs, what) {
                stretch += u32::try_from(seconds).expect("forward");
            }
            let counted = ran + seen(stretch, &table);
            prop_assert_eq!(used(&table).iter().sum::<u32>(), counted);
            prop_assert_eq!(time(&table).floor.is_some(), runs);
            let minutes = table.now().turn_minutes;
            let all = table.now().turns.iter().map(|t| t.used_at(table.clock, minutes));
            prop_assert_eq!(all.sum::<u32>(), counted, "all of it under the story");
        }
    }
}
