//! The one rule of how things are written down: names in `kebab-case`, what is blank left out, and
//! nothing taken that nobody knows or that is there twice.

use std::collections::BTreeMap;
use std::fmt::Debug;

use common_ground::domain::device::{CopyReminder, Device, TextSize};
use common_ground::domain::outcome::{NextTime, Plan, Remind};
use common_ground::domain::path::Part;
use common_ground::domain::person::{KindOfPair, Person, Side, Status};
use common_ground::domain::run::{Item, Words};
use common_ground::written::{Members, Named, Odd, Tree, Written, json};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Map, Value};

use crate::people::{FIRST, SECOND};
use crate::{account, arbitrary, cases};

fn tree(json: &str) -> Tree {
    json::read(json).unwrap_or_else(|why| panic!("{why:?}: {json}"))
}

/// `thing` is written as `json`, and read from it.
fn check<T: Written + PartialEq + Debug>(thing: T, json: &str) {
    assert_eq!(json::write(&thing.write()), json);
    assert_eq!(T::read(tree(json)), Ok(thing), "{json}");
}

fn refused<T: Written + PartialEq + Debug>(json: &str) {
    assert!(T::read(tree(json)).is_err(), "{json}");
}

#[test]
fn plain_values() {
    check(String::new(), r#""""#);
    check("x".to_owned(), r#""x""#);
    check(false, "false");
    check(true, "true");
    check(0_u8, "0");
    check(u8::MAX, "255");
    check(u16::MAX, "65535");
    check(u32::MAX, "4294967295");
    check(None::<u8>, "null");
    check(Some(0_u8), "0");
    check(Some(String::new()), r#""""#);
    check(vec![1_u8, 1], "[1,1]");
    check(Vec::<bool>::new(), "[]");
    check([true, false], "[true,false]");
    for json in ["null", "0", "true", "[]", "{}"] {
        refused::<String>(json);
    }
    for json in ["null", "0", "\"true\"", "[]", "{}"] {
        refused::<bool>(json);
    }
    for json in ["null", "-1", "256", "1.0", "1e0", "\"1\"", "true", "18446744073709551616"] {
        refused::<u8>(json);
        refused::<Option<u8>>(if json == "null" { "false" } else { json });
    }
    refused::<u16>("65536");
    refused::<u32>("4294967296");
    for json in ["null", "{}", "0", "[1]", "[true,1]", "[null]"] {
        refused::<Vec<bool>>(json);
    }
    for json in ["[]", "[true]", "[true,true,true]", "[true,null]", "null"] {
        refused::<[bool; 2]>(json);
    }
}

#[test]
fn what_is_blank() {
    fn blanks<T: Written + PartialEq + Debug>(blank: T, others: Vec<T>) {
        assert!(blank.is_blank(), "{blank:?}");
        assert_eq!(T::blank(), Some(blank));
        for other in others {
            assert!(!other.is_blank(), "{other:?}");
        }
    }
    fn never_blank<T: Written + PartialEq + Debug>(all: Vec<T>) {
        assert_eq!(T::blank(), None);
        for one in all {
            assert!(!one.is_blank(), "{one:?}");
        }
    }
    blanks(String::new(), vec![" ".to_owned()]);
    blanks(false, vec![true]);
    blanks(0_u8, vec![1]);
    blanks(0_u16, vec![1]);
    blanks(0_u32, vec![1]);
    // A blank thing that was chosen is something.
    blanks(None, vec![Some(String::new()), Some("x".to_owned())]);
    blanks(Vec::new(), vec![vec![String::new()]]);
    never_blank(vec![[false, false]]);
    blanks(Named::<String>::default(), vec![named(&[("", "")])]);
    // Things with parts are blank if all their parts are.
    let person = |name: &str, language: &str, zone: &str| Person {
        name: name.to_owned(),
        language: language.to_owned(),
        zone: zone.to_owned(),
        ..Person::default()
    };
    blanks(person("", "", ""), vec![person("x", "", ""), person("", "x", ""), person("", "", "x")]);
    blanks(Remind::No, vec![Remind::Once, Remind::Weekly, Remind::Monthly]);
    blanks(CopyReminder::Often, vec![CopyReminder::Seldom, CopyReminder::Never]);
    blanks(TextSize::Usual, vec![TextSize::Larger, TextSize::Largest]);
    never_blank(vec![Side::First, Side::Second]);
    never_blank(vec![KindOfPair::Unsaid, KindOfPair::Own(String::new())]);
}

#[test]
fn things_with_parts() {
    check(Item { field: None, text: String::new() }, "{}");
    check(Item { field: Some("".into()), text: String::new() }, r#"{"field":""}"#);
    check(Words::default(), "{}");
    let all = Words {
        text: "a".to_owned(),
        items: vec![Item { field: Some("soon".into()), text: "b".to_owned() }],
        picks: vec!["c".into()],
        own: "d".to_owned(),
        number: Some(0),
    };
    let json =
        r#"{"text":"a","items":[{"field":"soon","text":"b"}],"picks":["c"],"own":"d","number":0}"#;
    check(all, json);
    let helped = Plan { partner_helps: "x".to_owned(), ..Plan::default() };
    check(helped, r#"{"partner-helps":"x"}"#);
    check(Device::default(), "{}");
    // In any order, and with what is blank written out.
    let blank = r#"{"number":null,"own":"","picks":[],"items":[],"text":""}"#;
    assert_eq!(Words::read(tree(blank)), Ok(Words::default()));
    for (json, at) in [
        (r#"{"text":null}"#, "text"),
        (r#"{"picks":[1]}"#, "picks"),
        (r#"{"Text":"a"}"#, "a name nobody knows"),
        (r#"{"text":"a","text":"a"}"#, "a name nobody knows"),
        (r#"{"text":"","number":null,"number":null}"#, "a name nobody knows"),
        (r#"{"__proto__":null}"#, "a name nobody knows"),
        ("[]", "Words"),
        ("null", "Words"),
        ("\"text\"", "Words"),
    ] {
        assert_eq!(Words::read(tree(json)), Err(Odd(at)), "{json}");
    }
    refused::<Plan>(r#"{"partner_helps":"x"}"#);
    refused::<Plan>(r#"{"partnerHelps":"x"}"#);
    refused::<Item>(r#"{"text":"","field":[]}"#);
}

#[test]
fn words_and_what_they_hold() {
    check(Status::EndedKindly, r#""ended-kindly""#);
    check(Remind::No, r#""no""#);
    check(KindOfPair::CoachAndClient, r#""coach-and-client""#);
    check(KindOfPair::Own(String::new()), r#"{"own":""}"#);
    check(NextTime::WeWillFindOne, r#""we-will-find-one""#);
    check(Part::Own(FIRST), r#"{"own":"first"}"#);
    check(Part::Yes(SECOND), r#"{"yes":"second"}"#);
    check(Part::Together, r#""together""#);
    for json in
        ["\"\"", "\"EndedKindly\"", "\"ended_kindly\"", "\"ended-kindly \"", "null", "{}", "[]"]
    {
        refused::<Status>(json);
    }
    for json in [
        "\"\"",
        "\"own\"",
        "{}",
        r#"{"together":null}"#,
        r#"{"own":null}"#,
        r#"{"own":"both"}"#,
        r#"{"own":"first","yes":"first"}"#,
        r#"{"own":"first","own":"first"}"#,
        r#"{"own":"first","x":null}"#,
        r#"["together"]"#,
    ] {
        refused::<Part>(json);
    }
}

#[test]
fn members_are_taken_out_one_by_one() {
    let Tree::Named(mut members) = tree(r#"{"a":1,"b":"x","a":2}"#) else { panic!("no members") };
    assert_eq!(members.get("a"), Some(&Tree::Number(1)));
    assert_eq!(members.get("c"), None);
    assert_eq!(members.read::<u8>("a"), Ok(1));
    assert_eq!(members.read::<u8>("b"), Err(Odd("b")));
    assert_eq!(members.read::<u8>("c"), Ok(0));
    assert_eq!(members.read::<Side>("c"), Err(Odd("c")));
    assert!(members.clone().end().is_err(), "the second of two is left");
    assert_eq!(members.read::<u8>("a"), Ok(2));
    assert_eq!(members.end(), Ok(()));
    let mut members = Members::default();
    members.write("blank", &String::new());
    members.write("no-blank", &FIRST);
    members.push("pushed", String::new().write());
    assert_eq!(json::write(&Tree::Named(members)), r#"{"no-blank":"first","pushed":""}"#);
}

#[test]
fn trees_are_looked_into() {
    let tree = tree(r#"{"a":["x",{}]}"#);
    let list = tree.get("a").and_then(Tree::list).expect("a list");
    assert_eq!(list[0].text(), Some("x"));
    assert_eq!((tree.get("b"), tree.list(), tree.text()), (None, None, None));
    assert_eq!((list[0].get("a"), list[0].list(), list[1].text()), (None, None, None));
}

fn named(all: &[(&str, &str)]) -> Named<String> {
    let mut named = Named::default();
    for (name, thing) in all {
        named.put(name, (*thing).to_owned());
    }
    named
}

#[test]
fn named_things() {
    check(Named::<String>::default(), "{}");
    check(named(&[("b", "2"), ("", ""), ("a", "1")]), r#"{"":"","a":"1","b":"2"}"#);
    let read = Named::<String>::read(tree(r#"{"b":"2","a":"1","":""}"#));
    assert_eq!(read, Ok(named(&[("a", "1"), ("", ""), ("b", "2")])));
    for json in [r#"{"a":"1","b":"","a":"1"}"#, r#"{"a":null}"#, "[]", "null", "\"a\""] {
        refused::<Named<String>>(json);
    }
}

/// No member that is written is blank, but for those whose being there says something.
fn no_blanks(value: &Value) -> Result<(), String> {
    match value {
        Value::Array(list) => list.iter().try_for_each(no_blanks),
        Value::Object(map) => map.iter().try_for_each(|(name, value)| {
            let blank = [Value::Null, false.into(), 0.into(), "".into(), Value::Array(Vec::new())]
                .contains(value)
                || *value == Value::Object(Map::new());
            // `own` holds the words of a kind, `field` and `number` are chosen or not there.
            let says_something = ["own", "field"].contains(&name.as_str()) && value == "";
            if blank && !says_something { Err(name.clone()) } else { no_blanks(value) }
        }),
        _ => Ok(()),
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Whatever is done to them, they are what a map is.
    #[test]
    fn named_things_are_a_map(acts in vec((0..8_u8, "[a-c\u{e9}]{0,2}", any::<u8>()), 0..40)) {
        let (mut named, mut map) = (Named::default(), BTreeMap::new());
        for (act, name, thing) in acts {
            match act {
                0 => {
                    named.clear();
                    map.clear();
                }
                1 | 2 => prop_assert_eq!(named.take(&name), map.remove(&name)),
                _ => {
                    named.put(&name, thing);
                    map.insert(name.clone(), thing);
                }
            }
            prop_assert_eq!(named.get(&name), map.get(&name));
            prop_assert_eq!(named.names().len(), map.len());
            prop_assert!(named.names().eq(map.keys()));
            prop_assert_eq!(named.is_blank(), map.is_empty());
        }
        prop_assert_eq!(json::write(&named.write()), serde_json::to_string(&map).expect("JSON"));
        prop_assert_eq!(Named::read(named.write()), Ok(named));
    }

    #[test]
    fn nothing_blank_is_written(bytes in vec(any::<u8>(), 0..900)) {
        for (key, record) in account::records(&arbitrary::workspace(&bytes)) {
            let value: Value = serde_json::from_str(&record).expect("JSON");
            prop_assert_eq!(no_blanks(&value), Ok(()), "{:?}: {}", key, record);
        }
    }
}
