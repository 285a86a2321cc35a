//! The limits of `trust.md` 5, each on both sides, and refused before they cost anything.

use common_ground::codec::import::{self, Incoming, ProblemWith, Unusable};
use common_ground::codec::record::Bad;
use common_ground::domain::limits;
use serde_json::{Value, json};

use crate::cost;
use crate::garbage::small;

/// What may be asked for to refuse a file, in bytes: next to nothing, and of one with too much in it only room for what was
/// counted until it was too much.
fn may_cost(why: Unusable) -> usize {
    if why == Unusable::TooMany { 100 * limits::VALUES } else { 4096 }
}

fn read(file: &str) -> Result<Incoming, Unusable> {
    let (read, cost) = cost::of(|| import::read(file));
    if let Err(why) = read {
        assert!(cost.bytes <= may_cost(why), "{cost:?} for {why:?}");
    }
    read
}

fn refused(file: &str) -> Option<Unusable> {
    read(file).err()
}

fn with(place: &str, value: Value) -> String {
    let mut file = small();
    *file.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = value;
    file.to_string()
}

#[test]
fn a_file_is_at_most_eight_mebibytes() {
    let padded = |bytes: usize| {
        let head =
            "{\"format\":\"common-ground\",\"version\":1,\"aside\":[{\"key\":\"\",\"text\":\"";
        let tail = "\"}]}";
        format!("{head}{}{tail}", "x".repeat(bytes - head.len() - tail.len()))
    };
    assert_eq!(refused(&padded(limits::FILE)), None);
    assert_eq!(refused(&padded(limits::FILE + 1)), Some(Unusable::TooLarge));
    assert_eq!(refused(&"[".repeat(limits::FILE + 1)), Some(Unusable::TooLarge));
}

#[test]
fn nesting_goes_at_most_thirty_two_deep() {
    let nested = |depth: usize| {
        let inner = format!("{}{}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        format!("{{\"format\":\"common-ground\",\"version\":1,\"deep\":{inner}}}")
    };
    assert_eq!(refused(&nested(limits::NESTING)), None);
    assert_eq!(refused(&nested(limits::NESTING + 1)), Some(Unusable::TooDeep));
    assert_eq!(refused(&"{".repeat(limits::FILE)), Some(Unusable::NotJson));
    for bomb in ["[", "{\"a\":", "{\"a\":[", "[[],"] {
        let bomb = bomb.repeat(limits::FILE / bomb.len());
        assert_eq!(refused(&bomb), Some(Unusable::TooDeep));
    }
    // Brackets in a text are text.
    let text = "[{".repeat(1000) + "\\\"[[";
    assert_eq!(refused(&with("/agreements/0/text", json!(text))), None);
}

#[test]
fn fifty_thousand_entries_and_no_more() {
    // Three records and one answer; the rest are lines of a list.
    let lines = |lines: usize| {
        let mut file = small();
        for list in ["commitments", "agreements", "threads", "talks"] {
            file[list] = json!([]);
        }
        file["runs"].as_array_mut().expect("runs").truncate(1);
        let entries = file["runs"][0]["entries"].as_array_mut().expect("entries");
        entries.truncate(1);
        entries[0]["words"] = json!({"items": vec![json!({"text": ""}); lines]});
        // The device, a partnership, a session, a run, an answer.
        (file.to_string(), lines + 5)
    };
    let (file, entries) = lines(limits::ENTRIES - 5);
    assert_eq!((refused(&file), entries), (None, limits::ENTRIES));
    let (file, _) = lines(limits::ENTRIES - 4);
    assert_eq!(refused(&file), Some(Unusable::TooMany));
    // Bad ones count as well, whatever list they are in.
    for list in ["runs", "threads", "aside", "partnerships"] {
        let of = |n: usize| {
            let list = format!("\"{list}\":[{}]", vec!["0"; n].join(","));
            format!("{{\"format\":\"common-ground\",\"version\":1,{list}}}")
        };
        assert_eq!(refused(&of(limits::ENTRIES)), None, "{list}");
        assert_eq!(refused(&of(limits::ENTRIES + 1)), Some(Unusable::TooMany), "{list}");
    }
}

/// Millions of nothings: counted before anything is made of them.
#[test]
fn a_file_of_nothings_is_refused_unread() {
    for nothing in ["0", "[]", "{}", "\"\"", "\"a\":0"] {
        let (open, close) = if nothing.contains(':') { ('{', '}') } else { ('[', ']') };
        let many = vec![nothing; limits::FILE / 2 / (nothing.len() + 1)].join(",");
        let file =
            format!("{{\"format\":\"common-ground\",\"version\":1,\"x\":{open}{many}{close}}}");
        let expect = if many.len() / (nothing.len() + 1) > limits::VALUES {
            Some(Unusable::TooMany)
        } else {
            None
        };
        assert_eq!(refused(&file), expect, "{nothing}");
    }
}

/// A hundred thousand characters to a text, wherever it stands, whatever it is written in.
#[test]
fn a_text_is_at_most_a_hundred_thousand_characters() {
    for place in [
        "/runs/0/entries/0/words/text",
        "/commitments/0/plan/what",
        "/agreements/0/text",
        "/threads/0/text",
    ] {
        for character in ["m", "美", "🦉"] {
            let text = character.repeat(limits::TEXT);
            let problems = |text: &str| read(&with(place, json!(text))).expect("a file").problems;
            assert_eq!(problems(&text), [], "{place}");
            let over = problems(&format!("{text}{character}"));
            let why: Vec<_> = over.iter().map(|p| p.why).collect();
            assert_eq!(why, [ProblemWith::Record(Bad::OutOfRange)], "{place}");
        }
    }
}

#[test]
fn a_name_is_at_most_two_hundred_characters() {
    for place in [
        "/partnerships/0/people/0/name",
        "/partnerships/0/people/1/name",
        "/runs/0/entries/0/step",
        "/runs/0/dialogue",
        "/commitments/0/step",
        "/agreements/0/step",
        "/threads/0/step",
        "/talks/0/step",
    ] {
        let name = "美".repeat(limits::NAME);
        let problems = |name: &str| read(&with(place, json!(name))).expect("a file").problems.len();
        assert_eq!(problems(&name), 0, "{place}");
        assert_eq!(problems(&format!("{name}x")), 1, "{place}");
    }
}

#[test]
fn years_go_from_one_to_nine_thousand_nine_hundred_and_ninety_nine() {
    let check = |year: &str, fits: bool| {
        let file = with("/runs/0/began", json!(format!("{year}-01-01T00:00:00Z")));
        assert_eq!(read(&file).expect("a file").problems.is_empty(), fits, "{year}");
    };
    check("0001", true);
    check("9999", true);
    check("0000", false);
    check("-0001", false);
    check("+10000", false);
}

/// The largest copy there can be, of what two people might really have, is read, and costs no more than a few times what
/// it holds.
#[test]
fn a_full_store_is_read() {
    let mut table = crate::people::Table::usual("coalition");
    for round in 0..40 {
        for side in crate::commands::SIDES {
            let text = format!("{round} ").repeat(4000);
            for step in ["cb-hope-today", "cb-bigger-picture", "cb-my-aim", "cb-care-now"] {
                table.answers(side, step, crate::people::texts(&text));
            }
        }
        table.begin("coalition", crate::people::USUAL);
    }
    let file = crate::files::copy(&table.workspace);
    assert!((3_000_000..limits::FILE).contains(&file.len()), "{}", file.len());
    let (read, cost) = cost::of(|| import::read(&file).expect("a copy").records.runs);
    assert_eq!(read, table.workspace.runs);
    assert!(cost.bytes < 5 * file.len(), "{cost:?} for {}", file.len());
}

/// For twice as many answers in one run, whatever order they stand in, reading two such runs and bringing them together is
/// hardly more than twice the work; and as many as a file can hold come together. Whoever looks at the name of an answer
/// asks for room for it, so that looking at each for each is seen in what is asked for.
#[test]
fn runs_of_many_answers_are_brought_together() {
    let brought = |many: usize| {
        let of = |steps: &mut dyn Iterator<Item = usize>| {
            let mut file = small();
            let mut entry = file["runs"][0]["entries"][0].take();
            let entries = steps.map(|n| {
                entry["step"] = json!(format!("s{n:05}"));
                entry.clone()
            });
            file["runs"][0]["entries"] = entries.collect();
            file.to_string()
        };
        // A prime number makes steps of the length that leaves none out.
        let files = [of(&mut (0..many).map(|n| n * 7919 % many)), of(&mut (1..=many))];
        let ([mut here, more], reading) =
            cost::of(|| files.each_ref().map(|file| import::read(file).expect("a file").records));
        let ((), bringing) = cost::of(|| {
            here.bring_in(&more, None, crate::files::MERGE);
        });
        let run = here.runs.iter().next().expect("a run");
        assert_eq!(run.entries.len(), many + 1);
        assert!(run.entries.is_sorted_by_key(|e| &e.step));
        [reading.times, bringing.times]
    };
    let [half, whole] = [2_000, 4_000].map(brought);
    for (half, whole) in half.into_iter().zip(whole) {
        assert!(2 * whole < 5 * half, "{half}, then {whole}");
    }
    brought(40_000);
}
