//! The published schemas: every file written keeps to them, and what does not is refused.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use common_ground::codec::export::{Aside, Scope, export};
use common_ground::codec::import;
use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::files::{acted, copy};
use crate::garbage::small;
use crate::people::noon;
use crate::{arbitrary, cases, frozen};

pub fn validator(json: &str) -> Validator {
    let schema: Value = serde_json::from_str(json).expect("a schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a schema of draft 2020-12");
    jsonschema::validator_for(&schema).expect("a schema")
}

static FILE: LazyLock<Validator> =
    LazyLock::new(|| validator(include_str!("../../public/schema/common-ground-3.json")));
static DIALOGUE: LazyLock<Validator> =
    LazyLock::new(|| validator(include_str!("../../public/schema/dialogue-1.json")));

pub fn errors_of(schema: &Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|e| format!("{} {e}", e.instance_path())).collect()
}

/// What the schema of files has against `file`.
pub fn errors(file: &Value) -> Vec<String> {
    errors_of(&FILE, file)
}

/// `file` keeps to the schema of files.
pub fn is_a_copy(file: &str) {
    let value: Value = serde_json::from_str(file).expect("JSON");
    assert_eq!(errors(&value), Vec::<String>::new(), "{file}");
}

/// All places in a value, as JSON pointers, from the outside in.
pub fn places(value: &Value, at: String, into: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (i, v) in list.iter().enumerate() {
                places(v, format!("{at}/{i}"), into);
            }
        }
        Value::Object(map) => {
            for (k, v) in map {
                places(v, format!("{at}/{}", k.replace('~', "~0").replace('/', "~1")), into);
            }
        }
        _ => {}
    }
    into.push(at);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn every_copy_keeps_to_the_schema(
        acts in vec(any::<[u8; 24]>(), 0..40),
        bytes in vec(any::<u8>(), 0..900),
        aside in vec(any::<(String, String)>(), 0..3),
    ) {
        let aside: Vec<Aside> = aside.into_iter().map(|(key, text)| Aside { key, text }).collect();
        for workspace in [acted(&acts), arbitrary::workspace(&bytes)] {
            let pairs = workspace.partnerships.iter().map(|p| Scope::Partnership(p.id));
            for scope in [Scope::Everything].into_iter().chain(pairs) {
                let file = export(&workspace, scope, noon(), "test", &aside);
                let value: Value = serde_json::from_str(&file).expect("JSON");
                prop_assert_eq!(errors(&value), Vec::<String>::new());
            }
        }
    }
}

/// Every object in both schemas says all it may hold, and every definition what it is for.
#[test]
fn the_schemas_leave_nothing_open() {
    fn look(value: &Value, at: &str) {
        if let Some(map) = value.as_object() {
            if map.get("type") == Some(&json!("object")) {
                assert!(map.contains_key("additionalProperties"), "{at} is open");
            }
            for (key, inner) in map {
                look(inner, &format!("{at}/{key}"));
            }
        } else if let Some(list) = value.as_array() {
            for inner in list {
                look(inner, at);
            }
        }
    }
    for json in [
        include_str!("../../public/schema/common-ground-1.json"),
        include_str!("../../public/schema/common-ground-2.json"),
        include_str!("../../public/schema/common-ground-3.json"),
        include_str!("../../public/schema/dialogue-1.json"),
    ] {
        let schema: Value = serde_json::from_str(json).expect("JSON");
        look(&schema, "");
        for (name, definition) in schema["$defs"].as_object().expect("definitions") {
            assert!(definition.get("description").is_some(), "{name} says not what it is for");
        }
    }
}

/// Where something stands, whichever of a list it is in.
fn shape(place: &str) -> String {
    let part = |part: &str| if part.parse::<usize>().is_ok() { "*" } else { part }.to_owned();
    place.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// What can be blank, and is left out then.
const BLANK: &[&str] = &[
    "/aside",
    "/aside/*/key",
    "/text",
    "/device/asked-to-persist",
    "/device/changed-since",
    "/device/chime",
    "/device/copied",
    "/device/leave-erases",
    "/device/reading-pace",
    "/device/remind",
    "/device/safe-line",
    "/device/text-size",
    "/people/*/form",
    "/people/*/language",
    "/people/*/name",
    "/people/*/zone",
    "/partnerships/*/erased",
    "/erased/*/records",
    "/erased/*/steps",
    "/partnerships/*/declined",
    "/declined/*/until",
    "/partnerships/*/later",
    "/partnerships/*/mine",
    "/partnerships/*/pick-up",
    "/sessions/*/ended",
    "/sessions/*/spoken-only",
    "/runs/*/asked",
    "/asked/greeting",
    "/asked/own",
    "/asked/questions",
    "/asked/reply",
    "/runs/*/at",
    "/runs/*/crossed",
    "/crossed/*/seals",
    "/crossed/*/steps",
    "/seals/*/hash",
    "/seals/*/salt",
    "/runs/*/shared",
    "/shared/*/gone",
    "/runs/*/entries",
    "/runs/*/about",
    "/runs/*/first",
    "/runs/*/turn-minutes",
    "/runs/*/turns",
    "/turns/*/since",
    "/turns/*/used",
    "/entries/*/given",
    "/entries/*/released",
    "/also",
    "/words",
    "/words/items",
    "/words/number",
    "/words/own",
    "/items/*/field",
    "/picks",
    "/commitments/*/history",
    "/commitments/*/kept",
    "/commitments/*/open",
    "/commitments/*/plan",
    "/plan/by",
    "/plan/helps",
    "/plan/lighter",
    "/plan/partner-helps",
    "/plan/remind",
    "/plan/what",
    "/plan/why",
    "/agreements/*/about",
    "/agreements/*/affirmations",
    "/agreements/*/asked-by",
    "/agreements/*/replaces",
    "/agreements/*/replaced-by",
    "/agreements/*/withdrawn-by",
    "/talks/*/who",
    "/runs/*/own",
    "/own-dialogues",
    "/own-dialogues/*/definition",
    "/also/*/definition",
    "/own-dialogues/*/also",
    "/own-dialogues/*/pair",
    "/definition/from",
    "/own/from",
    "/definition/title",
    "/own/title",
    "/definition/invites",
    "/own/invites",
    "/stages/*/name",
    "/steps/*/answers",
    "/steps/*/ask",
    "/steps/*/fields",
    // One of them, by its name.
    "/answers/clear",
    "/fields/soon",
    "/labels/*",
    "/steps/*/hidden",
    "/steps/*/hint",
    "/steps/*/kind",
    "/steps/*/labels",
    "/steps/*/name",
    "/steps/*/options",
    "/stages",
    "/stages/*/steps",
    "/maps",
    "/maps/*/situations",
    "/maps/*/taken",
    "/maps/*/talks",
    "/maps/*/own-order",
    "/situations/*/result",
    "/talks/*/note",
    "/weight/own",
    "/weight/pick",
    "/note/weight",
    "/time/own",
    "/time/pick",
    "/note/time",
    "/guide/own",
    "/guide/pick",
    "/note/guide",
    "/nudge/own",
    "/nudge/pick",
    "/note/nudge",
    "/note/person",
    "/note/purpose",
    "/note/reason",
    "/note/date",
    "/note/waiting",
    "/note/sign",
    "/note/moves",
    "/note/moves-in-copies",
    "/note/first",
    "/note/chosen",
    "/note/weeks",
    "/note/nudged",
    "/first/by",
    "/first/helps",
    "/first/lighter",
    "/first/partner-helps",
    "/first/remind",
    "/first/what",
    "/first/why",
    "/talks/*/again",
    "/next/at/zone",
    "/again/zone",
];

/// Nothing can be left out of a file, added to it or renamed without the schema noticing; but what
/// can be blank can be left out.
#[test]
fn a_file_that_is_not_quite_one_is_refused() {
    let whole = frozen::value();
    assert_eq!(errors(&whole), Vec::<String>::new());
    let mut all = Vec::new();
    places(&whole, String::new(), &mut all);
    let mut shapes = BTreeSet::new();
    all.retain(|place| shapes.insert(shape(place)));
    let idle = BLANK.iter().filter(|b| !shapes.iter().any(|shape| shape.ends_with(*b)));
    assert_eq!(idle.collect::<Vec<_>>(), Vec::<&&str>::new());
    let mut needed = 0;
    for place in all {
        let mut file = whole.clone();
        let Some((parent, key)) = place.rsplit_once('/') else { continue };
        let Some(map) = file.pointer_mut(parent).and_then(Value::as_object_mut) else { continue };
        let was = map.remove(key).expect("it was there");
        let may = BLANK.iter().any(|b| shape(&place).ends_with(b));
        assert_eq!(errors(&file).is_empty(), may, "{place} left out");
        let read = import::read(&file.to_string());
        let taken = read.is_ok_and(|incoming| incoming.problems.is_empty());
        assert!(taken || !may, "{place} left out and refused");
        needed += usize::from(!may);

        let map = file.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
        map.insert(key.to_owned(), was);
        map.insert(format!("{key}x"), json!(null));
        assert!(!errors(&file).is_empty(), "{place}x put in");
    }
    assert!(needed > 60, "only {needed} parts looked at");
    let check = |place: &str, value: Value, valid: bool| {
        let mut file = small();
        *file.pointer_mut(place).expect("a place") = value.clone();
        assert_eq!(errors(&file).is_empty(), valid, "{place}: {value}");
    };
    for version in [1, 2, 4] {
        check("/version", json!(version), false);
    }
    check("/format", json!("other"), false);
    check("/scope", json!("all"), false);
    check("/scope", json!("partnership"), false);
    check("/runs/0/turn-minutes", json!(11), false);
    check("/runs/0/turn-minutes", json!(10), true);
    check("/runs/0/turn-minutes", json!(0), true);
    for number in ["/runs/0/content", "/runs/0/round"] {
        check(number, json!(0), false);
        check(number, json!(1), true);
    }
    check("/partnerships/0/people/0/name", json!("x".repeat(200)), true);
    check("/partnerships/0/people/0/name", json!("👩".repeat(200)), true);
    check("/partnerships/0/people/0/name", json!("x".repeat(201)), false);
    check("/partnerships/0/people", json!([{"name": "Solo"}]), false);
    check("/runs/0/began", json!("0000-01-01T00:00:00Z"), false);
    check("/runs/0/began", json!("0001-01-01T00:00:00Z"), true);
    check("/runs/0/began", json!("+10000-01-01T00:00:00Z"), false);
    check("/runs/0/id", json!("019CA90E235070008000000100000003"), false);
    check("/threads/0/text", json!("x".repeat(100_000)), true);
    check("/threads/0/text", json!("x".repeat(100_001)), false);
}

/// Definitions keep to theirs; the mistakes one makes in writing one are refused by it.
#[test]
fn definitions_keep_to_their_schema() {
    let sources = [
        include_str!("../../src/content/dialogues/coalition.json"),
        include_str!("../../src/content/dialogues/wrapup.json"),
        include_str!("../../src/content/dialogues/kitchen-sink.json"),
        include_str!("../../src/content/dialogues/clearing.json"),
        include_str!("../../src/content/dialogues/feedback.json"),
        include_str!("../../src/content/dialogues/map.json"),
    ];
    for source in sources {
        let value: Value = serde_json::from_str(source).expect("JSON");
        assert_eq!(errors_of(&DIALOGUE, &value), Vec::<String>::new());
        let mut all = Vec::new();
        places(&value, String::new(), &mut all);
        for place in all {
            let Some((parent, key)) = place.rsplit_once('/') else { continue };
            let mut wrong = value.clone();
            let Some(map) = wrong.pointer_mut(parent).and_then(Value::as_object_mut) else {
                continue;
            };
            let was = map.remove(key).expect("it was there");
            map.insert(format!("{key}x"), was);
            assert!(!errors_of(&DIALOGUE, &wrong).is_empty(), "{place}x taken");
            let mut wrong = value.clone();
            *wrong.pointer_mut(&place).expect("a place") = json!(null);
            assert!(!errors_of(&DIALOGUE, &wrong).is_empty(), "{place} null");
        }
    }
    let check = |place: &str, bad: Value| {
        let mut value: Value = serde_json::from_str(sources[2]).expect("JSON");
        *value.pointer_mut(place).expect("a place") = bad.clone();
        assert!(!errors_of(&DIALOGUE, &value).is_empty(), "{place}: {bad}");
    };
    check("/stages/0/steps/0/kind", json!("question"));
    check("/stages/0/steps/0/who", json!("A"));
    check("/stages/0/steps/0/id", json!("Ks Guide"));
    check("/stages/0/steps", json!([]));
    check("/number", json!(0));
    check("/number", json!(256));
    check("/minutes/whole", json!(0));
}

/// A copy names the schema's version as its own.
#[test]
fn the_version_is_the_schemas() {
    let file: Value = serde_json::from_str(&copy(&acted(&[]))).expect("JSON");
    assert_eq!(file["version"], json!(common_ground::codec::VERSION));
    assert_eq!(file["format"], json!(common_ground::codec::FORMAT));
    let schema = format!("common-ground-{}.json", common_ground::codec::VERSION);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/public/schema");
    assert!(std::path::Path::new(folder).join(schema).exists());
}
