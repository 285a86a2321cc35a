//! The words themselves: none of those the interface avoids (C.1), and no slot nobody fills.

use std::fs;
use std::path::{Path, PathBuf};

use common_ground::content;
use common_ground::content::words::{self, Piece, pieces};
use serde_json::Value;

/// C.1, word for word; several words stand for that very sequence.
const AVOIDED: &[&str] = &[
    "blame",
    "fault",
    "wrong",
    "failed",
    "overdue",
    "missed",
    "late",
    "score",
    "streak",
    "compliance",
    "resistant",
    "difficult person",
    "victim",
    "abuser",
    "trigger",
    "trauma",
    "patient",
    "therapy",
    "homework",
    "must",
    "should",
    "why did you",
    "be honest",
    "calm down",
    "obviously",
];

/// Where a word may stand all the same: to say that this is not it, and where the method itself asks
/// with it rather than tells (`ca-safe`, `ca-listen-card`, `ca-more-a`).
const EXCEPT: &[(&str, &str)] = &[
    ("therapy", "not therapy"),
    ("advice", "gives no advice"),
    ("advice", "keep my advice in my pocket"),
    ("be honest", "can you be honest with this person"),
    ("try to", "try to see it from their chair"),
    ("you need to", "is there more you need to say"),
];

/// Praise, ranks and prizes (C30, C34): nothing here is good, better or won.
const PRAISE: &[&str] = &[
    "well done",
    "good job",
    "great job",
    "congratulations",
    "good answer",
    "great answer",
    "badge",
    "badges",
    "rank",
    "level up",
    "keep it up",
    "progress",
];

/// Advice and readings of other people (C31): the app asks, and waits.
const ADVICE: &[&str] = &[
    "tip",
    "tips",
    "advice",
    "we recommend",
    "we suggest",
    "try to",
    "you need to",
    "it is best",
    "remember to",
    "it seems that",
    "you seem",
    "this means that",
];

/// What no page of questions can promise (C39).
const PROMISES: &[&str] =
    &["guarantee", "guaranteed", "proven", "works for", "will improve", "science based", "heals"];

fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn has(text: &str, phrase: &str) -> bool {
    let mut text = plain(text);
    for (_, allowed) in EXCEPT.iter().filter(|(word, _)| *word == phrase) {
        text = text.replace(&plain(allowed), " ");
    }
    text.contains(&plain(phrase))
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of words") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|e| e == "json") {
            into.push(path);
        }
    }
}

fn strings(value: &Value, at: &str, into: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => into.push((at.to_owned(), text.clone())),
        Value::Array(list) => list.iter().for_each(|v| strings(v, at, into)),
        Value::Object(map) => map.iter().for_each(|(k, v)| strings(v, &format!("{at}/{k}"), into)),
        _ => {}
    }
}

/// Every text the interface can show, and where it stands.
pub fn everything_said() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/content/words");
    let mut found = Vec::new();
    files(&folder, &mut found);
    assert!(found.len() >= 4, "the words have moved");
    let mut all = Vec::new();
    for file in found {
        let json = fs::read_to_string(&file).expect("a file of words");
        let value: Value = serde_json::from_str(&json).expect("words are JSON");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        strings(&value, &name, &mut all);
    }
    all
}

fn said(phrases: &[&str]) -> Vec<String> {
    let all = everything_said();
    let hits = all.iter().flat_map(|(at, text)| {
        let hit = phrases.iter().filter(|p| has(text, p));
        hit.map(move |p| format!("{at}: \u{201c}{text}\u{201d} has \u{201c}{p}\u{201d}"))
    });
    hits.collect()
}

#[test]
fn the_scan_finds_what_it_looks_for() {
    let check =
        |text: &str, phrase: &str, expect: bool| assert_eq!(has(text, phrase), expect, "{text}");
    check("You MUST.", "must", true);
    check("mustard", "must", false);
    check("Later, when I’m settled", "late", false);
    check("Why\u{a0}did you go?", "why did you", true);
    check("why, did he", "why did you", false);
    check("This is not therapy, and not for emergencies.", "therapy", false);
    check("This is therapy.", "therapy", true);
    check("Not therapy. Therapy!", "therapy", true);
    check("Be honest!", "be honest", true);
    check("Can you be honest with this person? Be honest!", "be honest", true);
    check("Was honest", "be honest", false);
    check("A difficult  person", "difficult person", true);
    check("You Should rest", "should", true);
    check("translate by default", "late", false);
    check("translate by default", "fault", false);
}

/// C.1; with it C19 (no blame) and C20 (nothing is late, missed or failed), as far as words go.
#[test]
fn c19_c20_the_words_to_avoid_are_avoided() {
    assert_eq!(said(AVOIDED), Vec::<String>::new());
}

#[test]
fn c30_c34_nothing_is_praised_or_ranked() {
    assert_eq!(said(PRAISE), Vec::<String>::new());
}

#[test]
fn c31_no_advice_is_given() {
    assert_eq!(said(ADVICE), Vec::<String>::new());
}

/// Research stands in one place, as a link that is not a promise, with its source.
#[test]
fn c39_nothing_is_promised() {
    assert_eq!(said(PROMISES), Vec::<String>::new());
    let research = said(&["studies", "study", "research", "evidence"]);
    let [one] = &research[..] else { panic!("research is mentioned once: {research:?}") };
    assert!(one.starts_with("app.json/about.claims-1"), "{one}");
    assert!(has(one, "not a promise") && has(one, "Human Relations"), "{one}");
}

/// A slot nobody fills would show as nothing; a brace left over would show as itself.
#[test]
fn slots_in_the_words_of_dialogues_are_filled() {
    for dialogue in content::dialogues() {
        let pack = words::pack(&dialogue.id).expect("a pack");
        for step in dialogue.steps() {
            let words = pack.step(&step.id).expect("words");
            let check = |text: &str, known: &[&str]| {
                for piece in pieces(text) {
                    match piece {
                        Piece::Slot(slot) => assert!(known.contains(&slot), "{}: {slot}", step.id),
                        Piece::Text(t) => assert!(!t.contains(['{', '}']), "{}: {t}", step.id),
                    }
                }
            };
            check(&words.prefill, &["a", "b", "a-words", "b-words"]);
            check(&words.prefill_plain, &["a", "b"]);
            check(&words.ask_named, &["name", "other", "since", "role"]);
            let plain = [&words.name, &words.ask, &words.ask_more, &words.hint, &words.none];
            for text in plain.into_iter().chain([&words.listen, &words.sample]).chain(&words.lines)
            {
                check(text, &[]);
            }
            let [options, fields] = [&words.options, &words.fields]
                .map(|named| named.names().filter_map(|name| named.get(name)));
            for text in options.chain(fields).chain(&words.labels) {
                check(text, &[]);
            }
        }
    }
}

/// A prompt said by name leaves nothing of the method's words out, and what stands beside somebody line by line is
/// what the step says anyway.
#[test]
fn what_is_said_in_parts_is_the_whole() {
    for dialogue in content::dialogues() {
        let pack = words::pack(&dialogue.id).expect("a pack");
        for step in dialogue.steps() {
            let words = pack.step(&step.id).expect("words");
            let whole = format!("{} {}", words.ask, words.hint).to_lowercase();
            for part in words.lines.iter().chain([&words.ask_more]) {
                assert!(whole.contains(&part.to_lowercase()), "{}: {part}", step.id);
            }
            let has_both = words.ask_more.is_empty() || !words.ask_named.is_empty();
            assert!(has_both, "{}: what is more than nothing?", step.id);
        }
    }
}

/// What is put into a sentence keeps its own direction, and can't put in a slot of its own.
#[test]
fn sentences_are_filled() {
    let check = |sentence: &str, slots: &[(&str, &str)], expect: &str| {
        let plain = words::fill(sentence, slots).replace(['\u{2068}', '\u{2069}'], "|");
        assert_eq!(plain, expect);
    };
    check("", &[], "");
    check("{a} and {b}", &[("a", "أمينة"), ("b", "Claire")], "|أمينة| and |Claire|");
    check("{a}{a}", &[("a", "x")], "|x||x|");
    check("{a} and {b}", &[("a", "{b}"), ("b", "{a}")], "|{b}| and |{a}|");
    check("for {nobody}.", &[("a", "x")], "for ||.");
    check("a { b", &[("a", "x")], "a  b");
}
