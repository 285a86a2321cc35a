//! Files that were cut, mangled, made up or made to harm. What is good in them is taken, what is
//! not is listed, and nothing panics.

use common_ground::codec::import::{self, Problem, ProblemWith, Unusable};
use common_ground::codec::record::Bad;
use common_ground::domain::privacy::{self, Viewer};
use common_ground::domain::workspace::{RecordKind, Workspace};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::files::{MERGE, bring, copy, read};
use crate::people::{BOTH, FIRST, SECOND, Table, lines, plan, texts};
use crate::{account, arbitrary, cases, schema, texts as hostile};

/// A small whole file, one record of each kind.
pub fn small() -> Value {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-hope-today", texts("So"));
    table.answers(BOTH, "cb-meet-and-differ", lines(&[("we-meet", "here")]));
    table.words_it("cb-declare", "We do.");
    table.plans(FIRST, "cb-first-step", plan("This"));
    table.follow("wrapup");
    table.answers(BOTH, "wu-open", lines(&[("", "That")]));
    let next = common_ground::domain::outcome::NextTime::NotForNow;
    table.does(common_ground::domain::command::Command::NextTimeSet {
        run: table.run,
        step: "wu-next".into(),
        who: None,
        next,
    });
    serde_json::from_str(&copy(&table.workspace)).expect("JSON")
}

/// The small file with `value` put at `place`.
fn with(place: &str, value: Value) -> Value {
    let mut file = small();
    let (parent, key) = place.rsplit_once('/').expect("a place");
    let parent = file.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
    match parent {
        Value::Object(map) => {
            map.insert(key.to_owned(), value);
        }
        Value::Array(list) => {
            let i: usize = key.parse().expect("a number");
            list.truncate(i);
            list.push(value);
        }
        _ => panic!("nothing can be put at {place}"),
    }
    file
}

fn without(place: &str) -> Value {
    let mut file = small();
    let (parent, key) = place.rsplit_once('/').expect("a place");
    let parent = file.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
    parent.remove(key).expect("it was there");
    file
}

const NOT_THIS: ProblemWith = ProblemWith::Record(Bad::NotThis);
const OUT_OF_RANGE: ProblemWith = ProblemWith::Record(Bad::OutOfRange);
const RUN: Option<RecordKind> = Some(RecordKind::Run);

/// What is amiss in `file`; what is good in it can be brought in, and a copy of that is whole.
fn problems(file: &Value) -> Vec<(Option<RecordKind>, ProblemWith)> {
    let mut incoming =
        import::read(&file.to_string()).unwrap_or_else(|why| panic!("{why:?}: {file}"));
    let problems = incoming.problems.clone();
    incoming.leave_out_homeless(&Workspace::default());
    let mut here = Workspace::default();
    bring(&mut here, &incoming, MERGE);
    let again = copy(&here);
    schema::is_a_copy(&again);
    assert_eq!(account::unequal(&read(&again).records, &incoming.records), Vec::<String>::new());
    problems.into_iter().map(|Problem { kind, why }| (kind, why)).collect()
}

#[test]
fn a_whole_file_has_no_problems() {
    assert_eq!(problems(&small()), []);
}

/// One wrong value: the record it is in is named, all others are taken.
#[test]
fn a_wrong_value_costs_its_record_and_no_other() {
    let check = |place: &str, value: Value, kind, why| {
        let said = format!("{place}: {value}");
        let file = with(place, value);
        assert_eq!(problems(&file), [(kind, why)], "{said}");
        let taken = account::records(&import::read(&file.to_string()).expect("a file").records);
        let whole = account::records(&import::read(&small().to_string()).expect("a file").records);
        assert_eq!(
            taken.len(),
            whole.len() - usize::from(kind != Some(RecordKind::Device)),
            "{said}"
        );
    };
    let of_words = "/runs/0/entries/0/words/number";
    for number in [json!(0), json!(6), json!(11)] {
        check(of_words, number, RUN, OUT_OF_RANGE);
    }
    for number in [json!(-1), json!(1.5), json!("3"), json!(9_007_199_254_740_993_u64), json!([])] {
        check(of_words, number, RUN, NOT_THIS);
    }
    for (year, why) in [
        ("-0001-01-01T00:00:00Z", NOT_THIS),
        ("+10000-01-01T00:00:00Z", NOT_THIS),
        ("0000-01-01T00:00:00Z", OUT_OF_RANGE),
    ] {
        for (place, kind) in [
            ("/runs/0/began", RecordKind::Run),
            ("/runs/0/changed", RecordKind::Run),
            ("/runs/0/state", RecordKind::Run),
            ("/runs/0/entries/0/changed", RecordKind::Run),
            ("/runs/0/entries/0/given", RecordKind::Run),
            ("/runs/0/entries/0/released", RecordKind::Run),
            ("/partnerships/0/since", RecordKind::Partnership),
            ("/partnerships/0/changed", RecordKind::Partnership),
            ("/sessions/0/started", RecordKind::Session),
            ("/sessions/0/ended", RecordKind::Session),
            ("/sessions/0/changed", RecordKind::Session),
            ("/commitments/0/chosen", RecordKind::Commitment),
            ("/commitments/0/changed", RecordKind::Commitment),
            ("/agreements/0/made", RecordKind::Agreement),
            ("/agreements/0/changed", RecordKind::Agreement),
            ("/threads/0/changed", RecordKind::Thread),
            ("/talks/0/changed", RecordKind::Talk),
            ("/device/copied", RecordKind::Device),
        ] {
            let value =
                if place.ends_with("state") { json!({"closed": year}) } else { json!(year) };
            check(place, value, Some(kind), why);
        }
    }
    for (year, why) in [
        ("-0001-01-01", NOT_THIS),
        ("+10000-01-01", NOT_THIS),
        ("0000-01-01", OUT_OF_RANGE),
        ("2026-02-30", NOT_THIS),
    ] {
        check("/commitments/0/plan/by", json!(year), Some(RecordKind::Commitment), why);
        let at = json!({"at": {"at": format!("{year}T00:00:00"), "zone": ""}});
        check("/talks/0/next", at, Some(RecordKind::Talk), why);
    }
    for minutes in [11, 255] {
        check("/runs/0/turn-minutes", json!(minutes), RUN, OUT_OF_RANGE);
    }
    check("/runs/0/turn-minutes", json!(256), RUN, NOT_THIS);
    for number in ["content", "round"] {
        check(&format!("/runs/0/{number}"), json!(0), RUN, OUT_OF_RANGE);
        check(&format!("/runs/0/{number}"), json!(4_294_967_296_u64), RUN, NOT_THIS);
    }
    check(
        "/device/changed-since",
        json!(9_007_199_254_740_993_u64),
        Some(RecordKind::Device),
        NOT_THIS,
    );
    for (place, kind) in [
        ("/partnerships/0/id", RecordKind::Partnership),
        ("/sessions/0/mode", RecordKind::Session),
        ("/runs/0/entries", RecordKind::Run),
        ("/commitments/0/plan", RecordKind::Commitment),
        ("/agreements/0/text", RecordKind::Agreement),
        ("/threads/0/state", RecordKind::Thread),
        ("/talks/0/next", RecordKind::Talk),
    ] {
        check(place, Value::Null, Some(kind), NOT_THIS);
        check(
            place,
            json!("x"),
            Some(kind),
            if kind == RecordKind::Agreement { continue } else { NOT_THIS },
        );
    }
    for key in ["__proto__", "constructor", "toString", "newer"] {
        check(&format!("/runs/0/{key}"), json!({"polluted": true}), RUN, NOT_THIS);
        check(&format!("/runs/0/entries/0/{key}"), json!(1), RUN, NOT_THIS);
        check(&format!("/threads/0/{key}"), json!(null), Some(RecordKind::Thread), NOT_THIS);
    }
}

/// What this version knows nothing of is not passed over in silence.
#[test]
fn unknown_parts_are_told() {
    let unknown = [(None, ProblemWith::Unknown)];
    for part in ["links", "__proto__", "Runs", "records2"] {
        assert_eq!(problems(&with(&format!("/{part}"), json!([]))), unknown, "{part}");
    }
    for list in
        ["partnerships", "sessions", "runs", "commitments", "agreements", "threads", "talks"]
    {
        for value in [json!(null), json!({}), json!("x"), json!(7)] {
            let found = problems(&with(&format!("/{list}"), value.clone()));
            assert_eq!(found.len(), 1, "{list}: {value}");
            assert_eq!(found[0].1, NOT_THIS);
        }
        assert_eq!(
            problems(&without(&format!("/{list}"))),
            [],
            "{list} left out is a list of none"
        );
    }
}

/// Steps, options and dialogues nobody knows are kept: another version may.
#[test]
fn what_only_another_version_knows_is_kept() {
    for (place, value) in [
        ("/runs/0/entries/0/step", json!("cb-of-tomorrow")),
        ("/runs/0/entries/0/step", json!("__proto__")),
        ("/runs/0/entries/0/words/picks", json!(["of-tomorrow"])),
        ("/runs/0/dialogue", json!("clearing")),
        ("/runs/0/content", json!(7)),
        ("/runs/0/at", json!({"step": "nowhere", "part": "reveal"})),
        ("/commitments/0/step", json!("nowhere")),
        ("/agreements/0/about", small()["agreements"][0]["id"].clone()),
        ("/partnerships/0/pick-up", small()["partnerships"][0]["id"].clone()),
    ] {
        assert_eq!(problems(&with(place, value.clone())), [], "{place}: {value}");
    }
    assert_eq!(problems(&without("/runs/0/entries/0/step")), [(RUN, NOT_THIS)]);
}

/// Two answers of one person to one step: one answer, and the other beside it.
#[test]
fn two_answers_to_one_step_are_both_kept() {
    let mut file = small();
    let mut again = file["runs"][0]["entries"][0].clone();
    again["words"]["text"] = json!("Or so");
    again["changed"] = json!("2026-03-02T12:00:00Z");
    file["runs"][0]["entries"].as_array_mut().expect("entries").push(again);
    assert_eq!(problems(&file), []);
    let incoming = import::read(&file.to_string()).expect("a file");
    let run = incoming.records.runs.iter().next().expect("a run");
    let of_first = run.entries.iter().filter(|e| e.step == *"cb-hope-today").count();
    assert_eq!(of_first, 1);
    let step = crate::people::dialogue("coalition").step(&"cb-hope-today".into()).expect("it");
    let seen = format!("{:?}", privacy::sight(step, run, FIRST.into(), Viewer::One(FIRST)));
    assert!(seen.contains("\"So\"") && seen.contains("\"Or so\""), "{seen}");
}

/// The same id with other content, in one file: neither is thrown away.
#[test]
fn one_id_twice_keeps_both() {
    let mut file = small();
    let mut again = file["threads"][0].clone();
    again["text"] = json!("Something else");
    file["threads"].as_array_mut().expect("threads").push(again);
    assert_eq!(problems(&file), []);
    let incoming = import::read(&file.to_string()).expect("a file");
    let thread = incoming.records.threads.iter().next().expect("a thread");
    let both = format!("{thread:?}");
    assert!(both.contains("Something else") && both.contains("That"), "{both}");
    assert_eq!(incoming.records.threads.iter().count(), 1);
}

/// Nothing crosses over to another partnership (D.2), whatever ids a file makes up.
#[test]
fn nothing_crosses_over() {
    let mine = import::read(&small().to_string()).expect("a file").records;
    let stranger = "0123456789abcdef0123456789abcdef";
    let mut file = small();
    file["partnerships"][0]["id"] = json!(stranger);
    for list in ["sessions", "runs", "commitments", "agreements", "threads", "talks"] {
        for record in file[list].as_array_mut().expect("a list") {
            record["pair"] = json!(stranger);
        }
    }
    // Into an empty browser it goes as it is; beside mine, only what is nobody else's.
    assert_eq!(problems(&file), []);
    let mut incoming = import::read(&file.to_string()).expect("a file");
    incoming.leave_out_homeless(&mine);
    assert!(incoming.problems.iter().all(|p| p.why == ProblemWith::Homeless));
    assert_eq!(incoming.problems.len(), 7);
    let mut here = mine.clone();
    bring(&mut here, &incoming, MERGE);
    for (key, record) in account::records(&mine) {
        if key.kind != RecordKind::Device {
            assert_eq!(account::records(&here).get(&key), Some(&record));
        }
    }
    // And even unasked.
    let unasked = import::read(&file.to_string()).expect("a file");
    let mut here = mine.clone();
    bring(&mut here, &unasked, MERGE);
    assert_eq!(here.runs, mine.runs);
    // Twice in one file, in two partnerships: the second is none.
    let mut twice = small();
    let mut run = twice["runs"][0].clone();
    run["pair"] = json!(stranger);
    twice["runs"].as_array_mut().expect("runs").push(run);
    assert_eq!(problems(&twice), [(RUN, NOT_THIS)]);
}

/// What belongs to nothing is left out, and listed.
#[test]
fn homeless_records_are_listed() {
    use RecordKind::{Agreement, Commitment, Run, Session, Talk, Thread};
    let check = |list: &str, expect: &[RecordKind]| {
        let mut file = small();
        file[list] = json!([]);
        let mut incoming = import::read(&file.to_string()).expect("a file");
        incoming.leave_out_homeless(&Workspace::default());
        let kinds: Vec<_> = incoming.problems.iter().map(|p| (p.kind, p.why)).collect();
        let expect: Vec<_> = expect.iter().map(|k| (Some(*k), ProblemWith::Homeless)).collect();
        assert_eq!(kinds, expect, "{list}");
        // With a home here they are taken.
        let mut again = import::read(&file.to_string()).expect("a file");
        again.leave_out_homeless(&import::read(&small().to_string()).expect("a file").records);
        assert_eq!(again.problems, [], "{list}");
    };
    check("partnerships", &[Session, Run, Run, Commitment, Agreement, Thread, Talk]);
    check("sessions", &[Run, Run, Commitment, Agreement, Thread, Talk]);
    check("runs", &[Commitment, Agreement, Thread, Talk]);
    check("commitments", &[]);
}

/// Whose file it is, and of which version.
#[test]
fn not_every_json_is_ours() {
    let check = |file: &Value, expect: Result<(), Unusable>| {
        let read = import::read(&file.to_string()).map(|_| ());
        assert_eq!(read, expect, "{file}");
    };
    check(&small(), Ok(()));
    let not_ours = Err(Unusable::NotOurs);
    for version in
        [json!(0), json!("1"), json!(null), json!(-1), json!(1.5), json!([1]), json!(true)]
    {
        check(&with("/version", version), not_ours);
    }
    check(&without("/version"), not_ours);
    for version in
        [json!(4), json!(1000), json!(4_294_967_296_u64), json!(9_007_199_254_740_993_u64)]
    {
        check(&with("/version", version), Err(Unusable::TooNew));
    }
    for format in [json!("common-grounds"), json!(""), json!(null), json!(["common-ground"])] {
        check(&with("/format", format), not_ours);
    }
    check(&without("/format"), not_ours);
    for other in
        [json!([]), json!({}), json!(null), json!(1), json!("common-ground"), json!([small()])]
    {
        check(&other, not_ours);
    }
}

/// Not JSON at all, in many ways.
#[test]
fn what_is_no_json_is_said_to_be_none() {
    let good = small().to_string();
    let check = |file: &str| assert_eq!(import::read(file), Err(Unusable::NotJson), "{file}");
    for file in ["", " ", "{", "}", "nul", "common-ground", "\u{feff}", "{}{}", "'a'"] {
        check(file);
    }
    check(&format!("{good},"));
    check(&format!("{good}{good}"));
    check(&good.replace("\"turn-minutes\":3", "\"turn-minutes\":NaN"));
    check(&good.replace("\"turn-minutes\":3", "\"turn-minutes\":03"));
    check(&good.replace("\"So\"", "\"S\u{1}o\""));
    check(&good.replace("\"So\"", "\"S\\xo\""));
    check(&good.replace("\"So\"", "\"\\u12g4\""));
}

/// A number nobody could mean is a number all the same.
#[test]
fn a_boundless_number_costs_its_record() {
    for number in ["1e400", "-0.5e-400", "3.0", "3e0", "99999999999999999999"] {
        let file = small().to_string();
        let file = file.replace("\"turn-minutes\":3", &format!("\"turn-minutes\":{number}"));
        let kinds = import::read(&file).expect("a file").problems;
        assert_eq!(kinds, [Problem { kind: RUN, why: NOT_THIS }; 2], "{number}");
    }
}

/// A mark some editors put before a file does no harm.
#[test]
fn a_byte_order_mark_does_no_harm() {
    let file = small().to_string();
    assert_eq!(import::read(&format!("\u{feff}{file}")), import::read(&file));
}

/// Half a character cannot be a text. It costs itself and nothing else.
#[test]
fn half_a_character_costs_only_itself() {
    let check = |escaped: &str, expect: &str| {
        let file = small().to_string().replace("\"So\"", &format!("\"{escaped}\""));
        let incoming = import::read(&file).unwrap_or_else(|why| panic!("{why:?}: {escaped}"));
        let stored = account::records(&incoming.records);
        let there = stored.values().any(|r| r.contains(&format!("\"{expect}\"")));
        assert!(there && incoming.problems.is_empty(), "{escaped}: {stored:?}");
    };
    check(r"\ud83e\udd89", "🦉");
    check(r"\ud83e", "\u{fffd}");
    check(r"a\uDD89b", "a\u{fffd}b");
    check(r"\udd89\ud83e", "\u{fffd}\u{fffd}");
    check(r"\ud83e\ud83e\udd89", "\u{fffd}🦉");
    check(r"\\ud83e \ud83e", "\\\\ud83e \u{fffd}");
    check(r"\ud83e\n\u00e9", "\u{fffd}\\né");
}

/// Nobody can say which of two values of one name was meant: it is refused wherever it stands.
#[test]
fn a_name_written_twice_is_refused() {
    let file = small().to_string();
    let twice = file.replacen('{', "{\"format\":\"other\",\"version\":9,", 1);
    assert_eq!(import::read(&twice), Err(Unusable::NotOurs));
    let problems = |right: &str, wrong: &str| {
        assert!(file.contains(right), "{right}");
        let incoming = import::read(&file.replacen(right, wrong, 1)).expect("a file");
        incoming.problems.into_iter().map(|p| (p.kind, p.why)).collect::<Vec<_>>()
    };
    let unknown = (None, ProblemWith::Unknown);
    assert_eq!(problems("\"runs\":", "\"runs\":[],\"runs\":"), [unknown]);
    assert_eq!(problems("\"scope\":", "\"scope\":\"partnership\",\"scope\":"), [unknown]);
    let minutes = "\"turn-minutes\":3";
    assert_eq!(problems(minutes, &format!("{minutes},{minutes}")), [(RUN, NOT_THIS)]);
    let text = "\"text\":\"So\"";
    assert_eq!(problems(text, &format!("{text},{text}")), [(RUN, NOT_THIS)]);
    // Even where it says nothing.
    assert_eq!(problems(text, &format!("{text},\"own\":\"\",\"own\":\"\"")), [(RUN, NOT_THIS)]);
}

/// What was put aside comes back whatever of it is blank; what is no such thing is told.
#[test]
fn what_is_aside_is_not_passed_over() {
    let read = |aside: Value| import::read(&with("/aside", aside).to_string()).expect("a file");
    let incoming = read(json!([{"text": "kept"}, {"key": "aside/1/x"}, {}]));
    let aside: Vec<_> = incoming.aside.iter().map(|a| [a.key.as_str(), &a.text]).collect();
    assert_eq!(aside, [["", "kept"], ["aside/1/x", ""], ["", ""]]);
    assert_eq!(incoming.problems, []);
    for none in [json!(0), json!("x"), json!({"key": 1}), json!({"text": "kept", "newer": 1})] {
        let incoming = read(json!([none]));
        assert_eq!(incoming.problems, [Problem { kind: None, why: ProblemWith::Unknown }]);
        assert_eq!(incoming.aside, []);
    }
}

/// Cut anywhere, it is no file: not one half of anything is taken for the whole.
#[test]
fn a_file_cut_anywhere_is_no_file() {
    let mut table = Table::usual("coalition");
    table.answers(SECOND, "cb-hope-today", texts("أن نعرف 👩🏽‍💻 \\ \" { ["));
    let file = copy(&table.workspace);
    for cut in (0..file.len()).filter(|i| file.is_char_boundary(*i)) {
        assert_eq!(import::read(&file[..cut]), Err(Unusable::NotJson), "cut at {cut}");
    }
}

/// What `rescue.html` saved: raw records by name, good and bad, and all else that holds words.
#[test]
fn what_was_rescued_comes_back() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-hope-today", texts("‹kept›"));
    let mut records: serde_json::Map<String, Value> = account::records(&table.workspace)
        .into_iter()
        .map(|(key, text)| (common_ground::codec::record::key_name(key), json!(text)))
        .collect();
    let whole = records.clone();
    let rescue = |records: &serde_json::Map<String, Value>| {
        json!({
            "format": "common-ground", "version": 3, "made": "2026-03-01T12:00:00.000Z",
            "app": "rescue", "scope": "rescue", "records": records,
            "aside": [{"key": "aside/5/run/x", "text": "was aside before"}],
        })
        .to_string()
    };
    schema::is_a_copy(&rescue(&whole));
    let incoming = import::read(&rescue(&whole)).expect("a rescue");
    assert_eq!(incoming.problems, []);
    assert_eq!(
        account::unequal(
            &incoming.records,
            &Workspace { device: incoming.records.device.clone(), ..table.workspace.clone() }
        ),
        Vec::<String>::new()
    );
    assert_eq!(incoming.device.as_ref(), Some(&table.workspace.device));

    let run = records.keys().find(|k| k.starts_with("run/")).expect("a run").clone();
    records[&run] = json!("{\"half a rec");
    records.insert("layout".into(), json!("1"));
    records.insert("unsaved/1/cb-purpose/first/".into(), json!("half a sentence"));
    records.insert(format!("{run}x"), json!("no such name"));
    records.insert("talk/x".into(), json!(7));
    let incoming = import::read(&rescue(&records)).expect("a rescue");
    assert_eq!(incoming.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [RUN]);
    let aside: Vec<&str> = incoming.aside.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(aside, ["{\"half a rec", "no such name", "half a sentence", "was aside before"]);
    assert!(incoming.aside.iter().all(|a| a.key.starts_with("aside/")));
    assert_eq!(incoming.records.partnerships, table.workspace.partnerships);
}

proptest! {
    #![proptest_config(cases(384))]

    /// Bytes changed, put in or taken out anywhere: nothing panics, and what is taken is sound.
    #[test]
    fn a_mangled_file_does_no_harm(
        bytes in vec(any::<u8>(), 0..400),
        changes in vec((any::<u16>(), 0..3_u8, any::<u8>()), 1..6),
    ) {
        let mut file = copy(&arbitrary::workspace(&bytes)).into_bytes();
        for (at, what, byte) in changes {
            let at = usize::from(at) % file.len();
            match what {
                0 => file[at] = byte,
                1 => file.insert(at, b"{}[]\",:0\\eu"[usize::from(byte) % 11]),
                _ => { file.remove(at); }
            }
        }
        let file = String::from_utf8_lossy(&file).into_owned();
        if let Ok(mut incoming) = import::read(&file) {
            incoming.leave_out_homeless(&Workspace::default());
            let mut here = Workspace::default();
            bring(&mut here, &incoming, MERGE);
            let again = copy(&here);
            schema::is_a_copy(&again);
            prop_assert_eq!(account::unequal(&read(&again).records, &incoming.records), Vec::<String>::new());
        }
    }

    /// One value anywhere replaced by another: if the schema takes it, so does the program.
    #[test]
    fn what_the_schema_takes_the_program_takes(
        bytes in vec(any::<u8>(), 0..400),
        place in any::<u16>(),
        value in 0..24_usize,
    ) {
        let mut file: Value =
            serde_json::from_str(&copy(&arbitrary::workspace(&bytes))).expect("JSON");
        let mut places = Vec::new();
        schema::places(&file, String::new(), &mut places);
        let place = &places[usize::from(place) % places.len()];
        let values = [
            json!(null), json!(true), json!(false), json!(0), json!(1), json!(11), json!(-1),
            json!(1.5), json!(9_007_199_254_740_993_u64), json!(""), json!("x"), json!([]),
            json!({}), json!("first"), json!("yes"), json!("2026-03-01"), json!("x".repeat(201)),
            json!("2026-03-01T12:00:00Z"), json!("10000-01-01T00:00:00Z"), json!("2026-13-01T00:00:00Z"),
            json!("00000000000000030000000000000001"), json!({"own": "first"}), json!([{}]),
            json!({"__proto__": 1}),
        ];
        *file.pointer_mut(place).expect("a place") = values[value].clone();
        let text = file.to_string();
        let read = import::read(&text);
        let taken = read.is_ok_and(|incoming| incoming.problems.is_empty());
        // The one thing a schema can't say: that a date is in the calendar.
        if schema::errors(&file).is_empty() && !text.contains("2026-13") {
            prop_assert!(taken, "{} = {} is valid and refused", place, values[value]);
        }
    }
}

/// Script from a friend, in every field (`trust.md` 7, 19): it goes in and comes out as the text it is.
#[test]
fn hostile_texts_are_texts() {
    for text in hostile::HOSTILE.iter().filter(|t| !t.is_empty()) {
        for place in [
            "/partnerships/0/people/0/name",
            "/partnerships/0/people/0/language",
            "/partnerships/0/kind",
            "/runs/0/entries/0/words/text",
            "/runs/0/entries/0/words/own",
            "/runs/0/entries/0/step",
            "/commitments/0/plan/what",
            "/agreements/0/text",
            "/threads/0/text",
        ] {
            let value = if place.ends_with("kind") { json!({"own": text}) } else { json!(text) };
            let file = with(place, value.clone());
            assert_eq!(problems(&file), [], "{place}: {text}");
            let incoming = import::read(&file.to_string()).expect("a file");
            let again: Value = serde_json::from_str(&copy(&incoming.records)).expect("JSON");
            assert_eq!(again.pointer(place), Some(&value));
        }
    }
}
