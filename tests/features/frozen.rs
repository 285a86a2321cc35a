//! Files of earlier days. They never change; what is read from them must not change either.

use std::collections::BTreeSet;

use common_ground::codec::export::{Scope, export};
use common_ground::codec::import::{self, Incoming};
use common_ground::codec::{FORMAT, VERSION};
use common_ground::domain::outcome::Agreement;
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::workspace::Workspace;
use serde_json::{Value, json};

use crate::files::{MERGE, bring, read};
use crate::people::{FIRST, SECOND, at};
use crate::{account, schema};

const VERSION_1: &str = include_str!("../fixtures/files/version-1.json");
const VERSION_2: &str = include_str!("../fixtures/files/version-2.json");
const VERSION_3: &str = include_str!("../fixtures/files/version-3.json");

/// Each version's file, and its schema.
const VERSIONS: [(&str, &str); 3] = [
    (VERSION_1, include_str!("../../public/schema/common-ground-1.json")),
    (VERSION_2, include_str!("../../public/schema/common-ground-2.json")),
    (VERSION_3, include_str!("../../public/schema/common-ground-3.json")),
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The file of today's version.
pub fn value() -> Value {
    json(VERSION_3)
}

/// What version 3 has and version 2 had not, in the file of version 2.
fn version_3() -> Value {
    let at = "2026-03-18T20:00:00+01:00";
    let mut file = json(VERSION_2);
    file["version"] = 3.into();
    let runs: Vec<Value> = list(&file, "runs").iter().map(|run| run["id"].clone()).collect();
    let sentence = file["agreements"][0]["id"].clone();
    file["partnerships"][0]["mine"] = "first".into();
    file["partnerships"][0]["people"][0]["form"] = "she/her, or just “you”".into();
    file["partnerships"][0]["erased"] = json!([{
        "run": "019c5cc5f09070008000000200000090",
        "steps": ["cb-hope-today"],
        "records": ["019c5cc5f09070008000000200000091"],
    }]);
    file["partnerships"][0]["later"] = json!([{"run": runs[0], "who": "first", "at": at}]);
    file["partnerships"][0]["declined"] =
        json!([{"offer": "long-view", "until": at}, {"offer": "wrap-up"}]);
    file["sessions"][0]["mode"] = "apart".into();
    for (n, reply) in ["yes", "not-today", "no"].into_iter().enumerate() {
        file["runs"][n]["asked"] = json!({
            "by": "second",
            "at": at,
            "questions": ["fb-mattered", "fb-off"],
            "own": ["Was the pause long enough?"],
            "greeting": "Thank you for today. 🫶🏽",
            "reply": reply,
        });
    }
    let seal = json!({"step": "cb-same-way", "hash": "p1h8gCk6zXD5TYLIZDzxd7N03SWI9L1OlWPUaKX13j0", "salt": "AAECAwQFBgcICQoLDA0ODw"});
    file["runs"][0]["crossed"] = json!([
        {"who": "first", "at": at, "steps": ["cb-hope-today", "cb-same-way"], "seals": [seal]},
        {"who": "second", "at": "2026-03-18T20:00:01+01:00"},
    ]);
    let gone = json!({"id": "019ca90e755870008000000100000004", "gone": true});
    file["runs"][0]["shared"] = json!([{"id": sentence}, gone]);
    file["talks"][1]["again"] = json!({"at": "2026-04-21T19:00:00", "zone": "Europe/London"});
    file["runs"][0]["about"] = file["commitments"][0]["id"].clone();
    file["agreements"][0]["replaced-by"] = "019ca90e755870008000000100000005".into();
    file["agreements"][0]["replaces"] = "019ca90e755870008000000100000006".into();
    file["maps"] = json!([map(at)]);
    file["runs"][1]["own"] = definition();
    let pair = file["partnerships"][0]["id"].clone();
    file["own-dialogues"] = json!([
        {
            "id": "019ca90e755870008000000300000001",
            "definition": definition(),
            "made": at,
            "changed": at,
            "also": [{"definition": {"title": "Over tea"}, "changed": at}],
        },
        {
            "id": "019ca90e755870008000000300000002",
            "pair": pair,
            "definition": {"from": "wrapup"},
            "made": at,
            "changed": at,
        },
    ]);
    file
}

/// What a dialogue of one's own asks, with everything a definition may hold.
fn definition() -> Value {
    let added = |id: &str, kind: &str| json!({"id": id, "ask": "And then?", "kind": kind});
    let mut steps = vec![
        json!({"id": "cb-my-aim", "name": "Aim", "ask": "What are you after?", "hint": "Take your time."}),
        json!({"id": "cb-what-matters", "hidden": true}),
        json!({"id": "cb-soon-and-later", "fields": {"soon": "By Friday"}}),
        json!({"id": "cb-clear-yet", "answers": {"clear": "Crystal"}, "labels": {"1": "Hardly"}}),
        json!({"id": "own-1", "ask": "Tea or coffee?", "kind": "choose", "options": ["Tea", "Coffee"]}),
    ];
    let kinds = ["guide", "each", "reflect", "turns", "agree"];
    steps.extend((2..).zip(kinds).map(|(n, kind)| added(&format!("own-{n}"), kind)));
    json!({
        "from": "coalition",
        "title": "Our season",
        "invites": "An hour for what each of us is after.",
        "stages": [{"id": "wants", "name": "What we want", "steps": steps}],
    })
}

/// A map with everything one may hold.
fn map(at: &str) -> Value {
    let id = |n: u8| format!("019ca90e7558700080000002000000{n:02x}");
    let other = json!({"words": {"text": "Ask for half a post"}, "changed": at});
    json!({
        "id": id(1),
        "situations": [
            {"id": id(2), "text": "R&D budget <2026>", "result": "We keep 2 of 3 posts", "changed": at, "also": [other]},
            {"id": id(3), "text": "Mum’s flat", "changed": at},
        ],
        "taken": id(2),
        "talks": [{
            "id": id(4),
            "note": {
                "person": "Dr. Nguyễn Thị Hương",
                "purpose": "ask for 0.5 post from her grant",
                "reason": "She has one to give.",
                "weight": {"pick": "unlocks-the-rest", "own": "All of it"},
                "time": {"pick": "a-date", "own": "Soon"},
                "date": "2026-04-12",
                "waiting": "I take the back stairs.",
                "sign": "She makes fun of me again.",
                "guide": {"pick": "clearing", "own": "A walk"},
                "moves": "Precision.",
                "moves-in-copies": true,
                "first": {
                    "what": "On Monday", "why": "It’s time", "lighter": "A line", "helps": "Coffee",
                    "partner-helps": "Time", "by": "2026-03-23", "remind": "once",
                },
                "chosen": "2026-03-18",
                "nudge": {"pick": "own-rhythm", "own": "When it rains"},
                "weeks": 6,
                "nudged": "2026-03-18",
            },
            "changed": at,
            "also": [other],
        }],
        "own-order": true,
        "made": at,
        "changed": at,
    })
}

fn list<'a>(file: &'a Value, name: &str) -> &'a [Value] {
    file[name].as_array().map_or(&[], Vec::as_slice)
}

/// Until version 3 is released it may gain parts: they are added above, and `CG_FREEZE=1` on this test writes
/// the file anew. After that neither changes.
#[test]
fn version_3_is_version_2_and_what_came_with_links() {
    let made = version_3();
    if std::env::var_os("CG_FREEZE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/files/version-3.json");
        let text = serde_json::to_string_pretty(&made).expect("JSON") + "\n";
        std::fs::write(path, text).expect("written");
    } else {
        assert_eq!(json(VERSION_3), made);
    }
}

/// The file itself never changes, not by a space. A change of the format gets a version and a file of
/// its own.
#[test]
fn every_version_is_the_file_it_was() {
    let sum = |file: &str| {
        file.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    // Of those that were released.
    let seen = [VERSION_1, VERSION_2].map(|file| (file.len(), sum(file)));
    assert_eq!(seen, [(40_123, 2_983_349_285_082_717_761), (40_292, 4_685_151_118_871_748_170)]);
}

/// Brought in and saved again, every file is what it was, value for value, but for the number.
#[test]
fn every_version_is_read_as_it_was_written() {
    for (file, schema) in VERSIONS {
        assert_eq!(
            schema::errors_of(&schema::validator(schema), &json(file)),
            Vec::<String>::new()
        );
        reads_as_it_was_written(file);
    }
}

fn reads_as_it_was_written(file: &str) {
    let incoming = read(file);
    let mut was = json(file);
    was["version"] = VERSION.into();
    let mut here = Workspace::default();
    bring(&mut here, &incoming, MERGE);
    assert_eq!(incoming.made, Some(at("2026-03-20T21:15:00+01:00")));
    let again = export(
        &here,
        Scope::Everything,
        at("2026-03-20T21:15:00+01:00"),
        "0.1.0 (frozen)",
        &incoming.aside,
    );
    let again: Value = serde_json::from_str(&again).expect("JSON");
    let (mut now, mut then) = (Vec::new(), Vec::new());
    schema::places(&again, String::new(), &mut now);
    schema::places(&was, String::new(), &mut then);
    assert_eq!(now, then);
    for place in now {
        assert_eq!(again.pointer(&place), was.pointer(&place), "{place}");
    }
}

/// Every part a file of a version may have is in its file, so that none can be forgotten by a migration.
#[test]
fn every_version_holds_every_part_there_is() {
    for (file, schema) in VERSIONS {
        holds_every_part(file, &json(schema));
    }
}

fn holds_every_part(file: &str, schema: &Value) {
    fn keys(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Array(list) => list.iter().for_each(|v| keys(v, into)),
            Value::Object(map) => {
                for (key, inner) in map {
                    into.insert(key.clone());
                    keys(inner, into);
                }
            }
            _ => {}
        }
    }
    fn wanted(schema: &Value, keys: &mut BTreeSet<String>, values: &mut BTreeSet<String>) {
        match schema {
            Value::Array(list) => list.iter().for_each(|v| wanted(v, keys, values)),
            Value::Object(map) => {
                if let Some(properties) = map.get("properties").and_then(Value::as_object) {
                    keys.extend(properties.keys().cloned());
                }
                let choices = map.get("enum").and_then(Value::as_array);
                values.extend(
                    choices.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
                );
                map.values().for_each(|v| wanted(v, keys, values));
            }
            _ => {}
        }
    }
    let (mut wanted_keys, mut wanted_values) = (BTreeSet::new(), BTreeSet::new());
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        if name != "rescue" {
            wanted(definition, &mut wanted_keys, &mut wanted_values);
        }
    }
    let mut there = BTreeSet::new();
    keys(&json(file), &mut there);
    let missing: Vec<_> = wanted_keys.difference(&there).collect();
    assert_eq!(missing, Vec::<&String>::new());
    // And every choice there is, save the other scopes, what a device chose otherwise and what is
    // left out.
    let others =
        ["partnership", "of-one", "of-both", "often", "never", "usual", "largest", "no", "faster"];
    let missing = wanted_values
        .iter()
        .filter(|v| !others.contains(&v.as_str()) && !file.contains(&format!("\"{v}\"")));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new());
}

/// `rescue.html` has nothing of the program to ask: what it saves says the version that its records are of.
#[test]
fn what_is_rescued_is_of_todays_version() {
    let rescue = include_str!("../../public/rescue.js");
    let file = rescue.split_once("const file = {").expect("what it saves").1;
    let says = format!(" format: \"{FORMAT}\", version: {VERSION}, ");
    assert!(file.starts_with(&says), "{says}");
}

/// Some of what it says, in plain words: the people of F2 and F4, and a pair with a bit of all.
#[test]
fn version_1_says_what_it_said() {
    let Incoming { records, device, aside, .. } = read(VERSION_1);
    let names: Vec<[&str; 2]> =
        records.partnerships.iter().map(|p| p.people.each_ref().map(|x| x.name.as_str())).collect();
    let people = [
        ["أمينة", "Claire"],
        ["Ken", "Ruth"],
        ["Sam", ""],
        ["Priya", "Tom"],
        ["Marta", "Jonas"],
        ["", ""],
    ];
    assert_eq!(names, people);
    let counts = [
        records.sessions.iter().count(),
        records.runs.iter().count(),
        records.commitments.iter().count(),
        records.agreements.iter().count(),
        records.threads.iter().count(),
        records.talks.iter().count(),
    ];
    assert_eq!(counts, [6, 8, 4, 6, 3, 3]);
    assert_eq!(device.map(|d| d.changed_since), Some(12));
    assert_eq!(aside.len(), 1);
    let held: Vec<bool> = records.agreements.iter().map(Agreement::was_agreed).collect();
    assert_eq!(held.iter().filter(|h| **h).count(), 2, "only two yes to the same words");
    // What was private then is private now.
    let run = records.runs.iter().next().expect("a run");
    let step = crate::people::dialogue("coalition").step(&"cb-know-why".into()).expect("a step");
    let sees = |viewer| privacy::sight(step, run, FIRST.into(), viewer);
    assert!(matches!(sees(Viewer::One(FIRST)), Sight::Words(w, []) if w.text.starts_with("لأنها")));
    assert!(matches!(sees(Viewer::One(SECOND)), Sight::Absent));
}

/// One partnership of it, taken alone, is whole as well.
#[test]
fn version_1_comes_apart_into_its_partnerships() {
    let whole = read(VERSION_1);
    let mut here = Workspace::default();
    for pair in whole.records.partnerships.iter().map(|p| p.id) {
        let made = at("2026-03-20T21:15:00+01:00");
        let one = export(&whole.records, Scope::Partnership(pair), made, "frozen", &[]);
        schema::is_a_copy(&one);
        bring(&mut here, &read(&one), MERGE);
    }
    assert_eq!(account::unequal(&here, &whole.records), Vec::<String>::new());
    assert!(import::read(VERSION_1).is_ok());
}
