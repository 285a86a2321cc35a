//! How it has felt over time: what was handed over, in time order, and nothing else (F3, D.8).

use std::slice::from_ref;
use std::sync::LazyLock;

use common_ground::content;
use common_ground::domain::dialogue::CheckedDialogue;
use common_ground::domain::ids::DialogueId;
use common_ground::domain::run::{Run, Words};
use common_ground::domain::time::read_stamp;
use common_ground::domain::trend::{Point, Trend, is_worth_a_word};
use common_ground::written::{Written, json};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::cases;
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Table};

/// Two questions that are handed over on five words, one that both see anyway, and one in words.
static FELT: LazyLock<CheckedDialogue> = LazyLock::new(|| {
    let step = |id: &str, kind: &str, visibility: &str, release: bool| json!({"id": id, "kind": kind, "who": "each", "visibility": visibility, "from": ["own"], "release": release});
    let steps = [
        step("ft-say", "scale", "private", true),
        step("ft-shared", "scale", "shared", false),
        step("ft-words", "reflect", "private", true),
        step("ft-free", "scale", "private", true),
    ];
    let felt = json!({"id": "felt", "number": 98, "content": 1, "minutes": {"whole": 5}, "stages": [{"id": "one", "steps": steps}]});
    content::read_dialogue(&felt.to_string()).expect("a dialogue without faults")
});

fn dialogues(id: &DialogueId) -> Option<&'static CheckedDialogue> {
    if id.as_str() == "felt" { Some(&*FELT) } else { content::dialogue(id) }
}

/// A run of the `n`th session, on a day of its own.
fn run(n: usize, dialogue: &str, closed: bool, entries: &[Value]) -> Run {
    let day = format!("2026-{:02}-{:02}T10:00:00+00:00", 1 + n / 28 % 12, 1 + n % 28);
    let state = if closed { json!({"closed": day}) } else { json!("going") };
    let run = json!({
        "id": format!("{:032x}", n + 1),
        "pair": format!("{:032x}", 1),
        "session": format!("{:032x}", 1),
        "dialogue": dialogue,
        "content": 1,
        "round": 1,
        "state": state,
        "turn-minutes": 5,
        "began": day,
        "changed": day,
        "entries": entries,
    });
    Run::read(json::read(&run.to_string()).expect("JSON")).expect("a run")
}

const DAY: &str = "2026-01-01T10:00:00+00:00";

/// An answer that was given and handed over.
fn released(step: &str, who: &str, number: u8) -> Value {
    json!({
        "step": step, "who": who, "how": "wrote", "words": {"number": number},
        "visibility": "private", "changed": DAY, "given": DAY, "released": DAY,
    })
}

fn with(mut entry: Value, changes: &[(&str, Value)]) -> Value {
    for (key, value) in changes {
        entry[key] = value.clone();
    }
    entry
}

fn without(mut entry: Value, key: &str) -> Value {
    entry.as_object_mut().expect("an entry").remove(key);
    entry
}

fn trend(runs: &[Run]) -> Trend {
    Trend::of(runs.iter(), dialogues, |run| run.began)
}

/// What is drawn: questions, and the words of both in time order.
fn drawn(trend: &Trend) -> Vec<(&str, [Vec<u8>; 2])> {
    let values = |line: &Vec<Point>| line.iter().map(|point| point.value).collect();
    trend.questions.iter().map(|q| (q.step.as_str(), [0, 1].map(|i| values(&q.lines[i])))).collect()
}

#[test]
fn what_was_handed_over_is_there_in_time_order_and_in_the_order_of_questions() {
    let runs = [
        run(2, "felt", true, &[released("ft-free", "first", 4), released("ft-say", "second", 2)]),
        run(0, "felt", false, &[released("ft-free", "first", 1)]),
        run(1, "felt", true, &[released("ft-free", "second", 5), released("ft-free", "first", 3)]),
    ];
    let trend = trend(&runs);
    assert_eq!(
        drawn(&trend),
        [("ft-say", [vec![], vec![2]]), ("ft-free", [vec![1, 3, 4], vec![5]])]
    );
    let first = &trend.questions[1].lines[0];
    assert!(first.windows(2).all(|two| two[0].at < two[1].at));
    for (most, from) in [(usize::MAX, 0), (3, 0), (2, 1), (1, 2)] {
        assert_eq!(trend.span(most), Some((first[from].at, first[2].at)), "the latest {most}");
    }
    assert_eq!(Trend::default().span(3), None);
}

/// Whatever is not handed over leaves nothing: no point, no gap, no day, not even a question.
#[test]
fn f3_kept_and_skipped_leave_no_trace() {
    let gave = released("ft-free", "first", 3);
    for (what, entry) in [
        ("kept", without(gave.clone(), "released")),
        ("a draft", without(without(gave.clone(), "released"), "given")),
        ("skipped", with(gave.clone(), &[("how", json!("skipped"))])),
        ("said aloud", with(gave.clone(), &[("how", json!("said-it"))])),
        ("without a word chosen", with(gave.clone(), &[("words", json!({"text": "hm"}))])),
        ("what both see anyway", released("ft-shared", "first", 3)),
        ("words", released("ft-words", "first", 3)),
        ("of both", with(gave.clone(), &[("who", json!("both"))])),
        ("a question of another version", with(gave.clone(), &[("step", json!("ft-gone"))])),
    ] {
        let never = [run(0, "felt", true, from_ref(&gave))];
        let there = [never[0].clone(), run(5, "felt", true, from_ref(&entry))];
        assert_eq!(trend(&there), trend(&never), "{what}");
        assert_eq!(trend(&there[1..]), Trend::default(), "{what}, alone");
    }
    let foreign = run(1, "no-such-dialogue", true, &[gave]);
    assert_eq!(trend(&[foreign]), Trend::default());
}

/// Through what people do: handed over, it is there; taken back, changed or removed, it never was.
#[test]
fn f3_what_is_taken_back_was_never_there() {
    let mut table = Table::usual("kitchen-sink");
    let now = |table: &Table| {
        let trend =
            Trend::of(table.workspace.runs.of(table.pair), content::dialogue, |run| run.began);
        drawn(&trend).into_iter().map(|(_, [first, _])| first).collect::<Vec<_>>()
    };
    let step = "ks-scale-private";
    table.answers(FIRST, step, Words { number: Some(4), ..Words::default() });
    assert_eq!(now(&table), Vec::<Vec<u8>>::new(), "kept is the beginning");
    table.releases(FIRST, step);
    assert_eq!(now(&table), [[4]]);
    table.writes(FIRST, step, Words { number: Some(2), ..Words::default() });
    assert_eq!(now(&table), Vec::<Vec<u8>>::new(), "changed, it is theirs again");
    table.releases(FIRST, step);
    assert_eq!(now(&table), [[2]]);
    table.keeps(FIRST, step);
    assert_eq!(now(&table), Vec::<Vec<u8>>::new());
    table.releases(FIRST, step);
    table.removes(FIRST, step);
    assert_eq!(now(&table), Vec::<Vec<u8>>::new());
}

/// F3, as it is told: top marks three times, once said for all questions; then one dot alone.
#[test]
fn f3_three_sessions_of_top_marks_are_worth_a_word_once() {
    let session = |n, numbers: [Option<u8>; 2]| {
        let steps = ["ft-say", "ft-free"].into_iter().zip(numbers);
        let entries: Vec<Value> =
            steps.filter_map(|(step, n)| Some(released(step, "first", n?))).collect();
        run(n, "felt", true, &entries)
    };
    let top = [Some(5), Some(5)];
    let mut runs = vec![session(3, top), session(4, top)];
    assert!(!trend(&runs).is_worth_a_word());
    runs.push(session(5, top));
    assert!(trend(&runs).is_worth_a_word(), "asked of all of it, not of each question");
    runs[2] = session(5, [Some(2), None]);
    let trend = trend(&runs);
    assert_eq!(
        drawn(&trend),
        [("ft-say", [vec![5, 5, 2], vec![]]), ("ft-free", [vec![5, 5], vec![]])]
    );
    assert!(!trend.is_worth_a_word(), "two sessions are nothing usual yet");
}

#[test]
fn a_word_is_worth_it_after_three_tops_or_clearly_below_the_usual() {
    for (values, worth) in [
        (&[][..], false),
        (&[1], false),
        (&[5, 5], false),
        (&[5, 5, 5], true),
        (&[1, 5, 5, 5], true),
        (&[5, 5, 5, 5], true),
        // It is about the latest.
        (&[5, 5, 5, 4], false),
        (&[5, 5, 4, 5], false),
        (&[4, 4, 4], false),
        // Too few earlier ones to be usual.
        (&[5, 4, 1], false),
        (&[4, 4, 4, 2], true),
        (&[4, 4, 4, 3], false),
        (&[3, 3, 3, 1], true),
        (&[2, 2, 2, 1], false),
        // What is usual is the middle, not the best.
        (&[5, 3, 3, 2], false),
        (&[1, 5, 5, 3], true),
        // Between two middle ones.
        (&[3, 4, 4, 5, 2], true),
        (&[3, 3, 4, 4, 2], false),
        (&[3, 3, 4, 4, 1], true),
        // Usual for them is what it became.
        (&[5, 5, 2, 2, 2, 2], false),
        (&[4, 4, 4, 2, 4], false),
    ] {
        let at = read_stamp(DAY).expect("a moment");
        let line: Vec<Point> = values.iter().map(|value| Point { at, value: *value }).collect();
        assert_eq!(is_worth_a_word(&line), worth, "{values:?}");
    }
}

/// A clearing stands between the answers, where both wanted it and it is over. Beyond them it would
/// only tell that there was one.
#[test]
fn clearings_stand_between_the_answers() {
    let passed = |who: &str| json!({"step": "ca-safe", "who": who, "how": "seen", "visibility": "private", "changed": DAY, "given": DAY});
    let gave = |n| run(n, "felt", true, &[released("ft-free", "first", 3)]);
    for (what, clearing, there) in [
        ("over", run(1, "clearing", true, &[passed("second")]), 1),
        ("not over", run(1, "clearing", false, &[passed("second")]), 0),
        ("not today", run(1, "clearing", true, &[]), 0),
        ("later", run(3, "clearing", true, &[passed("first")]), 0),
        ("of another kind", run(1, "coalition", true, &[]), 0),
    ] {
        let trend = trend(&[clearing, gave(2), gave(0)]);
        assert_eq!(trend.clearings.len(), there, "{what}");
    }
    let alone = trend(&[run(1, "clearing", true, &[passed("second")])]);
    assert_eq!(alone, Trend::default(), "without an answer there is nothing to draw");
}

/// One session by chance: with what was handed over, and with what was not.
fn session(n: usize, bytes: &[u8]) -> [Run; 2] {
    let mut dice = Dice::new(bytes);
    let (mut all, mut over) = (Vec::new(), Vec::new());
    for step in ["ft-say", "ft-shared", "ft-words", "ft-free"] {
        for who in ["first", "second"] {
            let number = u8::try_from(1 + dice.below(5)).expect("one of five");
            let entry = released(step, who, number);
            match dice.below(5) {
                0 => {}
                1 => all.push(without(entry, "released")),
                2 => all.push(with(without(entry, "released"), &[("how", json!("skipped"))])),
                3 => all.push(without(without(entry, "released"), "given")),
                _ => {
                    over.push(entry.clone());
                    all.push(entry);
                }
            }
        }
    }
    [all, over].map(|entries| run(n, "felt", true, &entries))
}

proptest! {
    #![proptest_config(cases(128))]

    /// Neither the order of records nor anything that was not handed over changes what comes out.
    #[test]
    fn only_what_was_handed_over_counts(
        bytes in vec(vec(any::<u8>(), 16), 0..12),
        turn in 0..12_usize,
    ) {
        let sessions: Vec<[Run; 2]> =
            bytes.iter().enumerate().map(|(n, bytes)| session(n, bytes)).collect();
        let [mut all, over] = [0, 1].map(|i| {
            sessions.iter().map(|both| both[i].clone()).collect::<Vec<Run>>()
        });
        let told = trend(&over);
        prop_assert_eq!(&trend(&all), &told);
        let turn = turn % all.len().max(1);
        all.rotate_left(turn);
        prop_assert_eq!(&trend(&all), &told);
        all.reverse();
        let again = trend(&all);
        prop_assert_eq!(again.is_worth_a_word(), told.is_worth_a_word());
        prop_assert_eq!(&again, &told);
        for question in &told.questions {
            prop_assert!(question.lines.iter().any(|line| !line.is_empty()));
            for giver in [FIRST, SECOND] {
                let line = &question.lines[giver.index()];
                let over = over.iter().filter(|run| run.entry(&question.step, giver.into()).is_some());
                prop_assert_eq!(line.len(), over.count());
                prop_assert!(line.is_sorted_by_key(|point| point.at));
            }
        }
        prop_assert!(over.iter().all(|run| run.entry(&"ft-free".into(), BOTH).is_none()));
    }
}
