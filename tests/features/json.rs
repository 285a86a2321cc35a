//! Our JSON against a reader and a writer made by others.

use common_ground::written::json::{self, NESTING, Unread, VALUES};
use common_ground::written::{Members, Tree};
use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use serde_json::{Map, Number, Value};

use crate::cases;
use crate::texts::HOSTILE;

fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        any::<char>(),
        proptest::char::range('\0', '\u{7f}'),
        select(vec!['"', '\\', '/', '\u{2028}', '\u{d7ff}', '\u{e000}', '\u{ffff}', '\u{10000}']),
    ];
    prop_oneof![
        vec(character, 0..8).prop_map(String::from_iter),
        select(HOSTILE).prop_map(str::to_owned),
    ]
}

/// Any value there is in JSON, a few levels deep.
fn value() -> impl Strategy<Value = Value> {
    let finite = any::<f64>().prop_filter_map("finite", Number::from_f64);
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-20..20_i64).prop_map(Value::from),
        finite.prop_map(Value::Number),
        text().prop_map(Value::from),
    ];
    plain.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(text(), inner, 0..6).prop_map(|map| Value::Object(Map::from_iter(map))),
        ]
    })
}

/// The tree of a value that others wrote.
fn tree_of(value: &Value) -> Tree {
    match value {
        Value::Null => Tree::Nothing,
        Value::Bool(on) => Tree::Switch(*on),
        Value::Number(n) => {
            n.as_i64().map_or_else(|| Tree::OtherNumber(n.to_string()), Tree::Number)
        }
        Value::String(text) => Tree::Text(text.clone()),
        Value::Array(list) => Tree::List(list.iter().map(tree_of).collect()),
        Value::Object(map) => {
            let mut members = Members::default();
            for (name, value) in map {
                members.push(name.clone(), tree_of(value));
            }
            Tree::Named(members)
        }
    }
}

/// The value of a tree. Of two with one name the later counts, as others have it.
fn value_of(tree: &Tree) -> Value {
    match tree {
        Tree::Nothing => Value::Null,
        Tree::Switch(on) => (*on).into(),
        Tree::Number(n) => (*n).into(),
        Tree::OtherNumber(number) => serde_json::from_str(number).expect("a number"),
        Tree::Text(text) => text.as_str().into(),
        Tree::List(list) => list.iter().map(value_of).collect(),
        Tree::Named(members) => {
            members.iter().map(|(name, tree)| (name.to_owned(), value_of(tree))).collect()
        }
    }
}

/// The same, without the sign of a nought, which we do not keep.
fn unsigned_noughts(value: Value) -> Value {
    match value {
        Value::Number(n) if n.as_f64() == Some(0.0) => 0.into(),
        Value::Array(list) => list.into_iter().map(unsigned_noughts).collect(),
        Value::Object(map) => map.into_iter().map(|(k, v)| (k, unsigned_noughts(v))).collect(),
        other => other,
    }
}

/// All but ASCII as JSON can name it.
fn escaped(json: &str) -> String {
    let mut plain = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            plain.push(c);
            continue;
        }
        let mut units = [0; 2];
        plain.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04X}")));
    }
    plain
}

/// Halves of characters replaced by the sign for what could not be read, so that others read it.
fn whole_characters(json: &str) -> String {
    let mut whole = String::new();
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let unit = |at: usize| {
            let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        let (taken, put) = match (unit(0), unit(6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, &rest[..12]),
            (Some(0xd800..=0xdfff), _) => (6, "\\ufffd"),
            _ => {
                let two = rest.chars().take(2).map(char::len_utf8).sum();
                (two, &rest[..two])
            }
        };
        whole.push_str(put);
        rest = &rest[taken..];
    }
    whole + rest
}

/// Whether we and others make the same of a text. Ours are: numbers of any size, halves of
/// characters, which are mended, and less depth.
fn agree(text: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    let others = serde_json::from_str::<Value>(&whole_characters(text));
    match (json::read(text), others) {
        (Ok(tree), Ok(value)) => {
            prop_assert_eq!(unsigned_noughts(value_of(&tree)), unsigned_noughts(value), "{}", text);
            // And what is written of it is read as the same again.
            prop_assert_eq!(json::read(&json::write(&tree)), Ok(tree));
        }
        (Ok(_), Err(why)) => {
            prop_assert!(why.to_string().starts_with("number out of range"), "{}: {}", text, why);
        }
        (Err(Unread::TooDeep), _) => {
            prop_assert!(text.matches(['[', '{']).count() > NESTING, "{}", text);
        }
        (Err(why), others) => {
            prop_assert!(why == Unread::NotJson && others.is_err(), "{:?}: {}", why, text);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(768))]

    /// Whatever we write, others read as what it is.
    #[test]
    fn others_read_what_we_write(value in value()) {
        let theirs: Value = serde_json::from_str(&value.to_string()).expect("their own");
        let ours = json::write(&tree_of(&value));
        prop_assert_eq!(serde_json::from_str::<Value>(&ours).ok(), Some(theirs), "{}", ours);
    }

    /// Whatever others write, however they space and name it, we read as what it is.
    #[test]
    fn we_read_what_others_write(value in value()) {
        let tight = value.to_string();
        let spaced = serde_json::to_string_pretty(&value).expect("JSON");
        for json in [&tight, &spaced, &escaped(&tight), &format!(" \t\r\n{tight}\n")] {
            prop_assert_eq!(json::read(json), Ok(tree_of(&value)), "{}", json);
        }
    }

    /// Nearly JSON: what we take, others take, and make the same of it.
    #[test]
    fn of_what_is_nearly_json_we_take_what_others_take(
        value in value(),
        changes in vec((any::<u16>(), 0..3_u8, any::<u8>()), 1..4),
    ) {
        const MARKS: &[u8] = b"{}[]\",:0123456789-+.eEtrufalsn\\/bd \t\n\r";
        let mut json = value.to_string().into_bytes();
        for (at, what, byte) in changes {
            let at = usize::from(at) % (json.len() + 1);
            let mark = MARKS[usize::from(byte) % MARKS.len()];
            match what {
                0 if at < json.len() => json[at] = mark,
                1 if at < json.len() => { json.remove(at); }
                _ => json.insert(at, mark),
            }
        }
        agree(&String::from_utf8_lossy(&json))?;
    }

    /// Any bytes at all, and any row of the marks that JSON is made of.
    #[test]
    fn of_anything_we_take_what_others_take(
        bytes in vec(any::<u8>(), 0..16),
        marks in "[-+.0-9eE]{1,8}|[\\[\\]{},:\" 01\\\\]{0,12}|\"(\\\\u[dD][8-9a-fA-F0][0-9a-f]{1,2}|[a\\\\\"un]){0,6}\"",
    ) {
        agree(&String::from_utf8_lossy(&bytes))?;
        agree(&marks)?;
    }
}

#[test]
fn what_is_read_and_as_what() {
    let text = |text: &str| Ok(Tree::Text(text.to_owned()));
    let other = |number: &str| Ok(Tree::OtherNumber(number.to_owned()));
    for (json, tree) in [
        ("null", Ok(Tree::Nothing)),
        (" true ", Ok(Tree::Switch(true))),
        ("false\n", Ok(Tree::Switch(false))),
        ("0", Ok(Tree::Number(0))),
        ("-0", Ok(Tree::Number(0))),
        ("-12", Ok(Tree::Number(-12))),
        ("9223372036854775807", Ok(Tree::Number(i64::MAX))),
        ("-9223372036854775808", Ok(Tree::Number(i64::MIN))),
        ("9223372036854775808", other("9223372036854775808")),
        ("1.0", other("1.0")),
        ("0e0", other("0e0")),
        ("-0.25E+10", other("-0.25E+10")),
        ("1e-9", other("1e-9")),
        (r#""""#, text("")),
        (r#""\"\\\/\b\f\n\r\t""#, text("\"\\/\u{8}\u{c}\n\r\t")),
        (r#""\u0000\u001F\u00e9\uD83E\uDD89""#, text("\0\u{1f}é🦉")),
        (r#""\ud83e""#, text("\u{fffd}")),
        (r#""\udd89x""#, text("\u{fffd}x")),
        (r#""\ud83e\ud83e\udd89""#, text("\u{fffd}🦉")),
        (r#""\ud83e\u0041""#, text("\u{fffd}A")),
        (r#""\ud800\udc00\udbff\udfff\ud7ff\ue000""#, text("\u{10000}\u{10ffff}\u{d7ff}\u{e000}")),
        ("\"\u{7f}\u{80}\u{2028}\"", text("\u{7f}\u{80}\u{2028}")),
        ("[ ]", Ok(Tree::List(Vec::new()))),
        ("[0 , 1]", Ok(Tree::List(vec![Tree::Number(0), Tree::Number(1)]))),
        ("{ }", Ok(Tree::Named(Members::default()))),
    ] {
        assert_eq!(json::read(json), tree, "{json}");
    }
    for json in [
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "tru",
        "NaN",
        "Infinity",
        "+1",
        "-",
        "--1",
        "01",
        "-01",
        "00",
        "1.",
        ".5",
        "-.5",
        "1e",
        "1e+",
        "0x1",
        "1_0",
        "1 2",
        "'a'",
        "\"",
        "\"\\\"",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\\U0041\"",
        "\"\\ud83e\\u12\"",
        "\"\n\"",
        "\"\u{1f}\"",
        "\"\0\"",
        "[",
        "]",
        "[,]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1;2]",
        "[1}",
        "{",
        "}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{1:1}",
        "{\"a\"=1}",
        "{\"a\":1]",
        "[]]",
        "{}{}",
        "// x\n1",
        "1 // x",
        "/**/1",
        "\u{feff}1",
        "\u{a0}1",
        "1\u{b}",
        "1\0",
        "\0",
    ] {
        assert_eq!(json::read(json), Err(Unread::NotJson), "{json:?}");
    }
}

#[test]
fn members_stand_as_they_stood() {
    let tree = json::read(r#"{"b":1,"a":2 , "b" : 3}"#).expect("JSON");
    let Tree::Named(members) = &tree else { panic!("{tree:?}") };
    let there: Vec<_> = members.iter().map(|(name, tree)| (name, tree.clone())).collect();
    let numbers = [("b", 1), ("a", 2), ("b", 3)].map(|(name, n)| (name, Tree::Number(n)));
    assert_eq!(there, numbers);
    assert_eq!(json::write(&tree), r#"{"b":1,"a":2,"b":3}"#);
}

#[test]
fn what_is_written_is_plain() {
    let quoted = |text: &str| json::write(&Tree::Text(text.to_owned()));
    assert_eq!(quoted("\"\\/\n\r\t"), r#""\"\\/\n\r\t""#);
    assert_eq!(quoted("\0\u{8}\u{b}\u{c}\u{1f}"), r#""\u0000\u0008\u000b\u000c\u001f""#);
    assert_eq!(quoted(" \u{7f}é🦉\u{2028}"), "\" \u{7f}é🦉\u{2028}\"");
    let list = [Tree::Nothing, Tree::Switch(true), Tree::Switch(false), Tree::Number(i64::MIN)];
    let mut members = Members::default();
    members.push("\"", Tree::List(list.to_vec()));
    members.push("", Tree::OtherNumber("1e400".to_owned()));
    members.push("x", Tree::Named(Members::default()));
    let plain = r#"{"\"":[null,true,false,-9223372036854775808],"":1e400,"x":{}}"#;
    assert_eq!(json::write(&Tree::Named(members)), plain);
}

/// As deep and as many as the limits say, whatever it is; brackets beside each other are not deep.
#[test]
fn the_limits_are_kept() {
    let deep = |depth: usize| {
        let (pairs, inside) = (depth / 2, ["0", "[]"][depth % 2]);
        format!("{}{inside}{}", "[{\"a\":".repeat(pairs), "}]".repeat(pairs))
    };
    for depth in [NESTING - 1, NESTING] {
        assert!(json::read(&deep(depth)).is_ok(), "{depth}");
        assert!(
            json::read(&format!("[{}]", vec![deep(depth - 1); 3].join(","))).is_ok(),
            "{depth}"
        );
    }
    assert_eq!(json::read(&deep(NESTING + 1)), Err(Unread::TooDeep));
    assert_eq!(json::read(&deep(NESTING + 2)), Err(Unread::TooDeep));
    // The list itself is one of them; names are none.
    let many = |n: usize| format!("[{}]", vec!["0"; n - 1].join(","));
    assert!(json::read(&many(VALUES)).is_ok());
    assert_eq!(json::read(&many(VALUES + 1)), Err(Unread::TooMany));
    let many = |n: usize| format!("{{{}}}", vec!["\"\":\"\""; n - 1].join(","));
    assert!(json::read(&many(VALUES)).is_ok());
    assert_eq!(json::read(&many(VALUES + 1)), Err(Unread::TooMany));
}
