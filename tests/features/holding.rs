//! Beginning, pausing, taking turns, ending and erasing.

use chrono::Duration;
use common_ground::codec::record;
use common_ground::domain::command::Command;
use common_ground::domain::limits;
use common_ground::domain::path::Part;
use common_ground::domain::person::{KindOfPair, Status};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::{How, Run, RunState, Words};
use common_ground::domain::workspace::{RecordKey, RecordKind, Workspace};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::commands::{self, SIDES};
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, picks, texts};
use crate::{account, cases, texts as hostile};

#[test]
fn a_partnership_needs_no_more_than_two_names() {
    let mut table = Table::empty(1);
    let long = "x".repeat(limits::NAME);
    // Anything is a name: nothing at all, the same twice, any script, any length up to the limit.
    for names in [["", ""], ["Tom", "Tom"], ["أمينة", "美玲"], ["..", "a/b"], [&long, &long]]
    {
        table.meet(names, KindOfPair::Unsaid);
        let pair = table.workspace.partnerships.get(table.pair.uuid()).expect("a pair");
        assert_eq!([&pair.people[0].name, &pair.people[1].name], names);
        assert_eq!(pair.status, Status::Active);
    }
    let too_long = format!("{long}x");
    for names in [[too_long.as_str(), ""], ["", too_long.as_str()]] {
        let names = names.map(str::to_owned);
        let begun = table.act(Command::PartnershipBegun { names, kind: KindOfPair::Unsaid });
        assert_eq!(begun, Err(Refusal::NameTooLong));
    }
    let kind = KindOfPair::Own(too_long);
    let changed = table.act(Command::KindChanged { pair: table.pair, kind });
    assert_eq!(changed, Err(Refusal::NameTooLong));
    // 200 characters are 200 characters, however many bytes they take.
    table.meet([&"👩".repeat(limits::NAME), ""], KindOfPair::Own("🦉".repeat(limits::NAME)));
}

#[test]
fn an_answer_holds_a_hundred_thousand_characters() {
    let mut table = Table::usual("coalition");
    let check = |table: &mut Table, text: String, fits: bool| {
        let answer = table.answer(FIRST, "cb-purpose");
        let words = texts(&text);
        let expect = if fits { Ok(()) } else { Err(Refusal::TooLong) };
        let done = table.act(Command::AnswerWritten { answer, words }).map(|_| ());
        assert_eq!(done, expect);
        let done =
            table.act(Command::SentenceWritten { run: table.run, step: "cb-declare".into(), text });
        assert_eq!(done.map(|_| ()), expect);
    };
    check(&mut table, "m".repeat(limits::TEXT), true);
    check(&mut table, "美".repeat(limits::TEXT), true);
    check(&mut table, "m".repeat(limits::TEXT + 1), false);
    check(&mut table, "美".repeat(limits::TEXT + 1), false);
}

/// Where nothing is written, nothing can be; what a step does not offer cannot be chosen.
#[test]
fn a_step_takes_what_it_asks_for() {
    let mut table = Table::usual("kitchen-sink");
    let mut check = |who, step: &str, words, expect: Result<(), Refusal>| {
        let answer = table.answer(who, step);
        let said = format!("{step} {words:?}");
        let done = table.act(Command::AnswerWritten { answer, words }).map(|_| ());
        assert_eq!(done, expect, "{said}");
    };
    let own = |own: &str| Words { own: own.to_owned(), ..picks(&[]) };
    let number = |n| Words { number: Some(n), ..picks(&[]) };
    for step in ["ks-guide", "ks-offer", "ks-mirror"] {
        check(FIRST.into(), step, texts("x"), Err(Refusal::TakesNoText));
        check(FIRST.into(), step, own("x"), Err(Refusal::TakesNoText));
    }
    check(BOTH, "ks-readback", texts("x"), Err(Refusal::TakesNoText));
    check(BOTH, "ks-agree-spoken", texts("x"), Err(Refusal::TakesNoText));
    check(FIRST.into(), "ks-turns", texts("a note"), Ok(()));
    check(FIRST.into(), "ks-choose", own("mine"), Ok(()));
    for option in ["one", "two", "in-my-own-words", "none-of-these"] {
        check(FIRST.into(), "ks-choose", picks(&[option]), Ok(()));
    }
    check(FIRST.into(), "ks-choose", picks(&["one", "two"]), Ok(()));
    check(FIRST.into(), "ks-choose", picks(&["three"]), Err(Refusal::OutOfRange));
    check(FIRST.into(), "ks-each", picks(&["one"]), Err(Refusal::OutOfRange));
    check(FIRST.into(), "ks-mirror", picks(&["thats-it"]), Ok(()));
    check(FIRST.into(), "ks-offer", picks(&["another-day"]), Ok(()));
    check(FIRST.into(), "ks-turns", picks(&["another-day"]), Err(Refusal::OutOfRange));
    for n in 0..8 {
        let expect = if (1..=5).contains(&n) { Ok(()) } else { Err(Refusal::OutOfRange) };
        check(FIRST.into(), "ks-scale", number(n), expect);
    }
    // Whose answer it is: each their own, or both together.
    check(BOTH, "ks-each", texts("x"), Err(Refusal::NotTheirs));
    check(FIRST.into(), "ks-joint", texts("x"), Err(Refusal::NotTheirs));
    check(BOTH, "ks-joint", texts("x"), Ok(()));
    check(FIRST.into(), "no-such-step", texts("x"), Err(Refusal::Gone));
}

/// A second time is a round of its own (C42): nothing told the first time comes along.
#[test]
fn another_round_begins_empty() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-purpose", texts("‹story›"));
    table.close();
    let first = table.run;
    table.begin("coalition", USUAL);
    assert_ne!(table.run, first);
    assert_eq!(table.now().round, 2);
    assert!(table.now().entries.is_empty());
    table.begin("wrapup", USUAL);
    assert_eq!(table.now().round, 1, "the first of its own");
}

/// A pause hides nothing and moves nothing: the same page, the same words.
#[test]
fn after_a_pause_everything_is_where_it_was() {
    for until in [None, Some(Duration::minutes(5)), Some(Duration::days(3))] {
        let mut table = Table::usual("coalition");
        table.writes(FIRST, "cb-purpose", texts("half a sen"));
        table.goes("cb-purpose", Part::Own(FIRST));
        let before = table.clone();
        let until = until.map(|d| table.clock + d);
        table.does(Command::Paused { run: table.run, until });
        let expect = until.map_or(RunState::Resting, RunState::PausedUntil);
        assert_eq!(table.now().state, expect);
        assert_eq!(table.here(), before.here());
        table.clock += Duration::days(1);
        table.does(Command::CarriedOn { run: table.run });
        assert_eq!(table.now().state, RunState::Going);
        assert_eq!(table.here(), before.here());
        assert_eq!(table.now().entries, before.now().entries);
        assert_eq!(
            table.workspace.partnerships.iter().next().and_then(|p| p.pick_up),
            Some(table.run)
        );
    }
    let mut table = Table::usual("coalition");
    for year in ["+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"] {
        let until = Some(crate::people::at(year));
        let paused = table.act(Command::Paused { run: table.run, until });
        assert_eq!(paused, Err(Refusal::Date), "{year}");
    }
}

/// Finished and stopped are the same thing, and neither is for good (D.4).
#[test]
fn stopping_is_an_end_like_any_other() {
    let mut stopped = Table::usual("coalition");
    stopped.skips(FIRST, "cb-welcome");
    stopped.close();
    let mut finished = Table::usual("coalition");
    crate::walk::walk(&mut finished, &mut crate::walk::all(How::Skipped));
    finished.close();
    for mut table in [stopped, finished] {
        assert!(table.now().is_closed() && table.session().ended.is_some());
        assert_eq!(table.workspace.partnerships.iter().next().and_then(|p| p.pick_up), None);
        table.does(Command::CarriedOn { run: table.run });
        assert!(!table.now().is_closed() && table.session().ended.is_none());
        let pair = table.workspace.partnerships.iter().next();
        assert_eq!(pair.and_then(|p| p.pick_up), Some(table.run));
    }
}

/// Wrap up follows in the same sitting; stepping back and forth makes no second one.
#[test]
fn one_dialogue_follows_another_in_the_same_sitting() {
    let mut table = Table::usual("coalition");
    let (coalition, session) = (table.run, table.now().session);
    table.follow("wrapup");
    let wrapup = table.run;
    assert_ne!(wrapup, coalition);
    assert_eq!(table.now().session, session);
    assert!(table.workspace.runs.get(coalition.uuid()).expect("it").is_closed());
    table.run = coalition;
    table.does(Command::CarriedOn { run: coalition });
    table.follow("wrapup");
    assert_eq!(table.run, wrapup);
    assert_eq!(table.workspace.runs.iter().count(), 2);
    table.close();
    assert!(table.workspace.runs.iter().all(Run::is_closed));
    assert!(table.session().ended.is_some());
}

/// The time of a turn runs for one at a time, is held by a pause and by leaving its page, and a clock set back takes none.
#[test]
fn time_on_the_floor() {
    let mut table = Table::usual("coalition");
    let take = |t: &Table, who| Command::FloorTaken { run: t.run, step: "cb-my-aim".into(), who };
    let used = |t: &Table, who| {
        t.now()
            .turn(&"cb-my-aim".into(), who)
            .map_or(0, |x| x.used_at(t.clock, t.now().turn_minutes))
    };
    table.does(take(&table, FIRST));
    table.clock += Duration::seconds(59);
    table.does(take(&table, SECOND));
    assert_eq!((used(&table, FIRST), used(&table, SECOND)), (60, 0));
    table.clock += Duration::seconds(29);
    table.does(Command::Paused { run: table.run, until: None });
    table.clock += Duration::hours(1);
    assert_eq!((used(&table, FIRST), used(&table, SECOND)), (60, 30));
    table.does(Command::CarriedOn { run: table.run });
    table.does(take(&table, FIRST));
    table.clock -= Duration::hours(2);
    table.does(Command::TimeHeld { run: table.run });
    assert_eq!(used(&table, FIRST), 60);
    table.does(take(&table, FIRST));
    table.clock += Duration::seconds(9);
    table.does(Command::TimeHeld { run: table.run });
    table.clock += Duration::hours(1);
    assert_eq!((used(&table, FIRST), used(&table, SECOND)), (70, 30), "held, and none given over");
    let entry = table.act(Command::TimeHeld { run: table.run });
    assert_eq!(entry, Ok(Vec::new()), "nothing was running");
    table.does(take(&table, FIRST));
    table.clock += Duration::seconds(4);
    table.goes("cb-what-matters", Part::Own(SECOND));
    table.clock += Duration::hours(1);
    assert_eq!(used(&table, FIRST), 75, "whoever leaves the page leaves the turn");
}

#[test]
fn a_turn_is_one_to_ten_minutes_or_without_a_length() {
    let mut table = Table::usual("coalition");
    assert_eq!(table.now().turn_minutes, 3);
    for minutes in 0..=12_u8 {
        let set = table.act(Command::TurnLengthSet { run: table.run, minutes });
        let expect = if minutes <= 10 { Ok(()) } else { Err(Refusal::OutOfRange) };
        assert_eq!(set.map(|_| ()), expect, "{minutes}");
    }
    assert_eq!(table.now().turn_minutes, 10);
}

/// One run erased leaves the others; the last of a sitting takes the sitting along (D.11).
#[test]
fn erasing_takes_what_was_named_and_nothing_else() {
    let mut table = Table::usual("coalition");
    table.words_it("cb-declare", "x");
    table.plans(FIRST, "cb-first-step", crate::people::plan("x"));
    let coalition = table.run;
    table.follow("wrapup");
    table.writes(BOTH, "wu-open", crate::people::lines(&[("", "y")]));
    table.gives(BOTH, "wu-open", How::Wrote);
    let whole = table.clone();
    let count = |w: &Workspace| {
        [
            w.sessions.iter().count(),
            w.runs.iter().count(),
            w.commitments.iter().count(),
            w.agreements.iter().count(),
            w.threads.iter().count(),
        ]
    };
    table.does(Command::RunErased { run: coalition });
    assert_eq!(count(&table.workspace), [1, 1, 0, 0, 1]);
    table.does(Command::RunErased { run: table.run });
    assert_eq!(count(&table.workspace), [0; 5]);
    assert_eq!(table.workspace.partnerships.iter().next().and_then(|p| p.pick_up), None);

    // The last talk of a sitting that was not over yet: now it is, and what was only said goes.
    let mut sitting = Table::usual("coalition");
    let first = sitting.run;
    sitting.does(Command::FloorTaken { run: first, step: "cb-my-aim".into(), who: FIRST });
    sitting.answers(FIRST, "cb-say-back", picks(&["leave-it"]));
    sitting.follow("wrapup");
    assert!(sitting.session().ended.is_none());
    sitting.does(Command::RunErased { run: sitting.run });
    sitting.run = first;
    assert!(sitting.session().ended.is_some() && sitting.now().turns.is_empty());
    assert!(!record::write(sitting.now()).contains("leave-it"));

    // A partnership, beside another one that stays byte for byte.
    let mut two = whole;
    two.meet(["A", "B"], KindOfPair::Peers);
    two.begin("coalition", USUAL);
    let (gone, kept) = (two.workspace.partnerships.iter().next().expect("a pair").id, two.pair);
    let of_kept = |w: &Workspace| {
        account::records(w).into_iter().filter(|(k, _)| k.pair == kept.uuid()).collect::<Vec<_>>()
    };
    let before = of_kept(&two.workspace);
    two.does(Command::PartnershipErased { pair: gone });
    assert_eq!(of_kept(&two.workspace), before);
    assert!(account::records(&two.workspace).keys().all(|k| k.pair != gone.uuid()));
    two.does(Command::EverythingErased);
    assert_eq!(two.workspace, Workspace::default());
}

/// A sitting erased takes all its talks and what came of them, and nothing of another (D.11).
#[test]
fn erasing_a_sitting_takes_all_of_it() {
    let mut table = Table::usual("coalition");
    let kept = table.session().id;
    table.answers(FIRST, "cb-hope-today", texts("‹earlier›"));
    table.words_it("cb-declare", "‹agreed earlier›");
    table.close();
    let earlier = account::records(&table.workspace);
    table.begin("coalition", USUAL);
    let gone = table.session().id;
    table.answers(SECOND, "cb-hope-today", texts("‹gone›"));
    table.words_it("cb-declare", "‹gone›");
    table.plans(FIRST, "cb-first-step", crate::people::plan("‹gone›"));
    table.follow("wrapup");
    table.writes(BOTH, "wu-open", crate::people::lines(&[("", "‹gone›")]));
    table.gives(BOTH, "wu-open", How::Wrote);
    table.does(Command::SittingErased { session: gone });
    let w = &table.workspace;
    let there: Vec<_> = w.sessions.iter().map(|s| s.id).collect();
    assert_eq!(there, [kept]);
    assert!(w.commitments.is_empty() && w.threads.is_empty());
    let after = account::records(w);
    assert!(after.values().all(|text| !text.contains("‹gone›")));
    let stays =
        |key: &&RecordKey| ![RecordKind::Device, RecordKind::Partnership].contains(&key.kind);
    for key in earlier.keys().filter(stays) {
        assert_eq!(after.get(key), earlier.get(key), "{key:?} stays as it was");
    }
    let pair = w.partnerships.iter().next().expect("the two");
    assert_eq!(pair.pick_up, None, "nothing is left to carry on with");
    assert_eq!(table.act(Command::SittingErased { session: gone }), Err(Refusal::Gone));
}

/// "Remove my words" in every round: one person's words of one question go from all of them, and nothing else does (D.11).
#[test]
fn words_are_removed_in_every_round() {
    let mut table = Table::usual("coalition");
    let mut rounds = Vec::new();
    for _ in 0..3 {
        for (who, words) in [(FIRST, "‹hers›"), (SECOND, "‹his›")] {
            table.answers(who, "cb-hope-today", texts(words));
            table.answers(who, "cb-know-why", texts("‹other›"));
        }
        table.plans(FIRST, "cb-first-step", crate::people::plan("‹plan›"));
        table.close();
        rounds.push(table.run);
        table.begin("coalition", USUAL);
    }
    let count = |table: &Table, words: &str| {
        let all = account::records(&table.workspace);
        all.values().map(|text| text.matches(words).count()).sum::<usize>()
    };
    table.run = rounds[1];
    let answer = table.answer(FIRST, "cb-hope-today");
    assert_eq!(table.workspace.other_rounds(&answer), [rounds[0], rounds[2]]);
    table.does(Command::RemovedInAllRounds { answer: answer.clone() });
    assert!(table.workspace.other_rounds(&answer).is_empty());
    let left = ["‹hers›", "‹his›", "‹other›", "‹plan›"].map(|words| count(&table, words));
    assert_eq!(left, [0, 3, 6, 3]);
    table.does(Command::RemovedInAllRounds { answer: table.answer(FIRST, "cb-first-step") });
    assert_eq!(count(&table, "‹plan›"), 0, "a plan is an answer, too");
    let both = Command::RemovedInAllRounds { answer: table.answer(BOTH, "cb-hope-today") };
    assert_eq!(table.act(both), Err(Refusal::NotTheirs), "own words only");
}

/// A reminder to save a copy counts changed answers, not days (`trust.md` 2).
#[test]
fn the_reminder_counts_changed_answers() {
    use common_ground::domain::device::CopyReminder;
    let mut table = Table::usual("coalition");
    let due = |t: &Table| t.workspace.device.copy_is_due();
    table.clock += Duration::days(400);
    // Neither what was passed over nor what was only said makes a copy more needed.
    for _ in 0..30 {
        table.skips(FIRST, "cb-welcome");
        table.answers(FIRST, "cb-hope-today", Words::default());
        table.writes(FIRST, "cb-behind-you", picks(&["yes"]));
        table.says(FIRST, "cb-behind-you");
    }
    assert!(!due(&table));
    let steps = ["cb-know-why", "cb-purpose", "cb-offer", "cb-wish", "cb-weight"];
    for round in 0..4 {
        for step in steps {
            assert!(!due(&table));
            table.answers(FIRST, step, texts(&format!("{round}")));
        }
    }
    assert!(due(&table));
    // Sentences and plans are words as well.
    let mut other = table.clone();
    other.does(Command::CopySaved);
    for i in 0..10 {
        assert!(!due(&other));
        other.words_it("cb-declare", &format!("{i}"));
        other.plans(FIRST, "cb-first-step", crate::people::plan(&format!("{i}")));
    }
    assert!(due(&other));
    table.does(Command::ReminderSet { remind: CopyReminder::Never });
    assert!(!due(&table));
    table.does(Command::ReminderSet { remind: CopyReminder::Often });
    table.does(Command::CopySaved);
    assert!(!due(&table));
    assert_eq!(table.workspace.device.copied, Some(table.clock));
}

proptest! {
    #![proptest_config(cases(256))]

    /// Anything in any order: nothing panics, nothing refused changes anything, every change is
    /// told (all three are checked at each act), and every record can be read back as it is.
    #[test]
    fn whatever_people_do_is_kept_whole(acts in vec(any::<[u8; 24]>(), 0..80)) {
        let mut table = Table::of("kitchen-sink", USUAL);
        for bytes in &acts {
            let mut dice = Dice::new(bytes);
            let command = commands::anything(&table, &mut dice, &mut hostile::by);
            if table.act(command).is_ok()
                && let Some(run) = table.workspace.runs.iter().last()
                && dice.one_in(3)
            {
                table.run = run.id;
            }
        }
        for (key, text) in account::records(&table.workspace) {
            prop_assert!(crate::files::reads_back(key, &text), "{:?} {}", key, text);
        }
        for run in &table.workspace.runs {
            prop_assert!(table.workspace.run_parts(run.id, common_ground::content::is_ground).is_some(), "no run without its session");
            let of = |side| run.entries.iter().filter(|e| e.who == side).count();
            prop_assert_eq!(of(BOTH) + SIDES.map(|s| of(s.into())).iter().sum::<usize>(), run.entries.len());
            for (i, entry) in run.entries.iter().enumerate() {
                let twice = run.entries[..i].iter().any(|e| e.step == entry.step && e.who == entry.who);
                prop_assert!(!twice, "two answers of one person to one step");
            }
        }
    }
}

/// "Only speak from here on": what was written before was written to stay.
#[test]
fn what_was_written_before_only_speaking_stays() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-know-why", texts("‹mine alone›"));
    table.answers(SECOND, "cb-hope-today", texts("‹for both›"));
    table.sets(Setting { spoken_only: true, ..USUAL });
    table.writes(FIRST, "cb-behind-you", picks(&["yes"]));
    table.says(FIRST, "cb-behind-you");
    table.close();
    for (who, step) in [(FIRST, "cb-know-why"), (SECOND, "cb-hope-today")] {
        let entry = table.entry(who, step).expect("an answer");
        assert!(entry.has_text(), "{step}");
    }
    assert_eq!(table.entry(FIRST, "cb-behind-you"), None, "what was said was said, and is gone");
}

/// The number of a round is told by what is there, and a copy may bring any number.
#[test]
fn there_is_no_round_after_the_last() {
    let mut table = Table::usual("coalition");
    let mut last = account::value(table.now());
    last["round"] = serde_json::json!(u32::MAX);
    table.workspace.take(crate::arbitrary::read::<Run>(&last));
    table.begin("coalition", USUAL);
    let begun = record::write(table.now());
    let read = record::read::<Run>(&begun);
    assert_eq!(read.map(|r| r.round), Ok(u32::MAX));
}

/// A setting is anybody's to change, at any moment.
#[test]
fn the_setting_changes_at_any_moment() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-hope-today", texts("x"));
    let bytes: Vec<[u8; 4]> = (0..16).map(|i| [i, i / 3, i * 7, i / 2]).collect();
    for bytes in &bytes {
        let setting = Setting { spoken_only: false, ..commands::setting(&mut Dice::new(bytes)) };
        table.sets(setting);
        assert!(
            table
                .entry(FIRST, "cb-hope-today")
                .is_some_and(common_ground::domain::run::Entry::has_text)
        );
        let _ = table.beats();
    }
}
