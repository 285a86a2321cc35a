//! What is in a link, as text: every parcel comes back as it was, and what is none is refused, within limits
//! and before anything is taken of it (`docs/links.md`).

use common_ground::codec::record as kept;
use common_ground::domain::command::Command;
use common_ground::domain::crossing::{Gone, Joint, Parcel, Piece};
use common_ground::domain::limits;
use common_ground::domain::outcome::{Agreement, Commitment, Talk, Thread};
use common_ground::domain::person::{KindOfPair, Person, Side};
use common_ground::domain::run::{Asked, How, Item, Reply, Run, Seal, Words};
use common_ground::domain::time::Stamp;
use common_ground::share::parcel;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::arbitrary::{Builder, read as record};
use crate::commands::HOWS;
use crate::crossing::{both, two};
use crate::dice::Dice;
use crate::people::{FIRST, SECOND, at, picks, texts};
use crate::{account, cases, cost, texts as hostile};

const STEPS: [&str; 5] = ["fb-free", "fb-off", "cb-same-way", "no-such-step", "__proto__"];

fn id<T: From<uuid::Uuid>>(kind: u8, n: u8) -> T {
    uuid::Uuid::from_u128((u128::from(kind) << 64) | (u128::from(n) + 1)).into()
}

fn moment(dice: &mut Dice) -> Stamp {
    at(dice.pick::<&str>(&[
        "2026-03-01T12:00:00+01:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ]))
}

fn words(dice: &mut Dice) -> Words {
    let field = |dice: &mut Dice| dice.one_in(2).then(|| "soon".into());
    let item = |dice: &mut Dice| Item { field: field(dice), text: hostile::by(dice) };
    Words {
        text: hostile::by(dice),
        items: (0..dice.below(3)).map(|_| item(dice)).collect(),
        picks: (0..dice.below(3)).map(|n| ["mostly", "x", ""][n].into()).collect(),
        own: hostile::by(dice),
        number: dice.one_in(3).then(|| u8::try_from(1 + dice.below(5)).expect("small")),
    }
}

fn pieces(dice: &mut Dice) -> Vec<Piece> {
    let there: Vec<&str> = STEPS.into_iter().filter(|_| dice.one_in(2)).collect();
    let piece = |step: &str| {
        let how = *dice.pick(&HOWS);
        let words = if how == How::SaidIt { picks(&["x"]) } else { words(dice) };
        Piece { step: step.into(), how, words }
    };
    there.into_iter().map(piece).collect()
}

fn asked(dice: &mut Dice) -> Asked {
    Asked {
        by: dice.side(),
        at: moment(dice),
        questions: STEPS.into_iter().filter(|_| dice.one_in(2)).map(Into::into).collect(),
        own: (0..dice.below(4)).map(|_| hostile::by(dice)).collect(),
        greeting: hostile::by(dice),
        reply: *dice.pick(&[None, Some(Reply::Yes), Some(Reply::NotToday), Some(Reply::No)]),
    }
}

fn person(dice: &mut Dice) -> Person {
    Person {
        name: hostile::by(dice),
        language: (*dice.pick(&["", "ar"])).to_owned(),
        zone: (*dice.pick(&["", "Asia/Taipei"])).to_owned(),
        ..Person::default()
    }
}

fn by_chance(bytes: &[u8], records: &[u8]) -> Parcel {
    let mut dice = Dice::new(bytes);
    let dice = &mut dice;
    let mut b = Builder::new(records);
    let from = dice.side();
    let some = |dice: &mut Dice| dice.below(3);
    let mut plans: Vec<Commitment> =
        (0..some(dice)).map(|n| record(&b.commitment(n, 0, 0))).collect();
    for plan in &mut plans {
        plan.owner = from;
    }
    let mut joint = pieces(dice);
    joint.reverse();
    Parcel {
        from,
        made: moment(dice),
        pair: id(1, 0),
        people: [person(dice), person(dice)],
        kind: [KindOfPair::Unsaid, KindOfPair::Peers, KindOfPair::Own("choir".to_owned())]
            [some(dice)]
        .clone(),
        session: id(2, 0),
        started: moment(dice),
        opener: dice.side(),
        spoken_only: dice.one_in(2),
        run: id(3, 0),
        dialogue: (*dice.pick(&["feedback", "coalition", "no-such-dialogue"])).into(),
        content: 1 + u32::try_from(some(dice)).expect("small"),
        definition: None,
        round: *dice.pick(&[1, 2, u32::MAX]),
        turn_minutes: *dice.pick(&[0, 1, 10]),
        first: *dice.pick(&[None, Some(Side::First), Some(Side::Second)]),
        began: moment(dice),
        asked: dice.one_in(2).then(|| asked(dice)),
        own: pieces(dice),
        joint: joint
            .into_iter()
            .map(|piece| Joint { piece, given: dice.one_in(2), changed: moment(dice) })
            .collect(),
        seals: STEPS[..some(dice)]
            .iter()
            .map(|s| Seal {
                step: (*s).into(),
                hash: "h".repeat(43),
                salt: ["", "salt"][dice.below(2)].to_owned(),
            })
            .collect(),
        commitments: plans,
        agreements: (0..some(dice)).map(|n| record::<Agreement>(&b.agreement(n, 0, 0))).collect(),
        threads: (0..some(dice)).map(|n| record::<Thread>(&b.thread(n, 0, 0))).collect(),
        talks: (0..some(dice)).map(|n| record::<Talk>(&b.talk(n, 0, 0))).collect(),
        gone: (0..some(dice))
            .map(|n| Gone {
                run: id(3, u8::try_from(n).expect("small")),
                steps: STEPS[..dice.below(3)].iter().map(|s| (*s).into()).collect(),
                records: (0..3).take(dice.below(3)).map(|n| id(8, n)).collect(),
            })
            .collect(),
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn every_parcel_comes_back_as_it_was(bytes in vec(any::<u8>(), 0..400), records in vec(any::<u8>(), 0..300)) {
        let sent = by_chance(&bytes, &records);
        let text = parcel::write(&sent);
        prop_assert_eq!(parcel::read(&text), Ok(sent), "{}", text);
    }

    /// Anything put anywhere into one is taken or refused, never half, and breaks nothing.
    #[test]
    fn a_mangled_parcel_is_taken_whole_or_not_at_all(
        bytes in vec(any::<u8>(), 0..300),
        place in any::<proptest::sample::Index>(),
        what in any::<proptest::sample::Index>(),
    ) {
        let mut value: Value = serde_json::from_str(&parcel::write(&by_chance(&bytes, &bytes))).expect("JSON");
        let mut places = Vec::new();
        crate::schema::places(&value, String::new(), &mut places);
        let place = place.get(&places);
        *value.pointer_mut(place).expect("a place") = what.get(&odd_values()).clone();
        let text = value.to_string();
        let [mut maya, _] = two("feedback");
        let before = account::records(&maya.table.workspace);
        match parcel::read(&text) {
            Ok(read) => {
                prop_assert_eq!(parcel::read(&parcel::write(&read)), Ok(read.clone()));
                // Another pair's, or of a dialogue that is not here: refused is unchanged (`Table::act`).
                let done = maya.table.act(Command::ParcelTaken { parcel: Box::new(read) });
                prop_assert!(done.is_ok() || account::records(&maya.table.workspace) == before);
            }
            Err(odd) => prop_assert!(!odd.0.is_empty()),
        }
    }
}

fn odd_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(11),
        json!(255),
        json!(256),
        json!(9_007_199_254_740_993_u64),
        json!(u64::MAX),
        json!(1.5),
        json!(1e300),
        json!(""),
        json!("x"),
        json!("__proto__"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({"__proto__": 1}),
        json!(-62_167_219_201_i64),
        json!(253_402_300_800_i64),
        json!("x".repeat(201)),
    ]
}

/// A real one to change, with an answer, a joint sentence and a seal in it.
fn real() -> Value {
    let [mut maya, _] = both("coalition");
    maya.table.answers(FIRST, "cb-hope-today", texts("hope"));
    maya.table.answers(FIRST, "cb-same-way", picks(&["mostly"]));
    maya.table.answers(crate::people::BOTH, "cb-ground-rules", texts("rules"));
    maya.table.words_it("cb-declare", "We stand together.");
    serde_json::from_str(&maya.sends()).expect("JSON")
}

#[test]
fn what_is_no_parcel_is_refused() {
    let whole = real();
    assert!(parcel::read(&whole.to_string()).is_ok());
    let check = |place: &str, value: Value, fits: bool| {
        let mut changed = whole.clone();
        *changed.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = value.clone();
        let shown = value.to_string().chars().take(60).collect::<String>();
        assert_eq!(parcel::read(&changed.to_string()).is_ok(), fits, "{place}: {shown}");
    };
    // Letters and places.
    for letter in ["z", "__proto__", "ff", ""] {
        let mut changed = whole.clone();
        changed.as_object_mut().expect("an object").insert(letter.to_owned(), json!(1));
        assert!(parcel::read(&changed.to_string()).is_err(), "{letter}");
    }
    for letter in ["f", "m", "p", "s", "r"] {
        let mut changed = whole.clone();
        changed.as_object_mut().expect("an object").remove(letter);
        assert!(parcel::read(&changed.to_string()).is_err(), "without {letter}");
    }
    for (from, to) in
        [("{\"a\":", "{\"a\":[],\"a\":"), ("\"f\":1", "\"f\":1e400"), ("\"f\":1", "\"f\":1.0")]
    {
        let real = whole.to_string();
        let text = real.replacen(from, to, 1);
        assert!(text != real && parcel::read(&text).is_err(), "{to}");
    }
    for row in ["/p", "/s", "/r", "/q", "/e/0", "/b/0", "/k/0", "/p/1"] {
        let mut changed = whole.clone();
        let list = changed.pointer_mut(row).and_then(Value::as_array_mut).expect("a row");
        list.extend(vec![json!(0); 12]);
        assert!(parcel::read(&changed.to_string()).is_err(), "{row} goes on");
    }
    // Who and when.
    for side in [json!(0), json!(3), json!(-1), json!("first"), json!(null)] {
        check("/f", side.clone(), false);
        check("/s/2", side, false);
    }
    for (moment, fits) in [
        (json!(-62_135_596_800_i64), true),
        (json!(-62_135_596_801_i64), false),
        (json!(253_402_300_799_i64), true),
        (json!(253_402_300_800_i64), false),
        (json!(-62_200_000_000_i64), false),
        (json!(9_007_199_254_740_993_i64), false),
        (json!(i64::MIN), false),
        (json!("2026"), false),
    ] {
        check("/m", moment.clone(), fits);
        check("/s/1", moment.clone(), fits);
        check("/q/1", moment, fits);
    }
    check("/m", json!(null), false);
    // Numbers and texts.
    for (number, fits) in [(1, true), (5, true), (6, false), (11, false), (256, false), (-1, false)]
    {
        check("/e/0", json!(["cb-hope-today", 0, "x", number]), fits);
    }
    for (minutes, fits) in [(0, true), (1, true), (10, true), (11, false), (256, false)] {
        check("/r/5", json!(minutes), fits);
    }
    for place in ["/r/2", "/r/3"] {
        check(place, json!(0), false);
        check(place, json!(u32::MAX), true);
        check(place, json!(u64::from(u32::MAX) + 1), false);
    }
    check("/e/0/2", json!("x".repeat(limits::TEXT)), true);
    check("/e/0/2", json!("x".repeat(limits::TEXT + 1)), false);
    check("/q/4", json!("x".repeat(limits::TEXT + 1)), false);
    check("/q/3", json!(["a", "b", "c"]), true);
    check("/q/3", json!(["a", "b", "c", "d"]), false);
    check("/p/1/0", json!("x".repeat(200)), true);
    check("/p/1/0", json!("x".repeat(201)), false);
    check("/e/0/0", json!("x".repeat(201)), false);
    check("/e/0/0", json!(""), false);
    check("/k/0/1", json!("x".repeat(201)), false);
    check("/p/0", json!("019CA90E1F6870008000000100000001"), false);
    // What is said holds no words; what is there twice is nothing.
    check("/e/0", json!(["cb-hope-today", 2, "x"]), false);
    check("/e/0", json!(["cb-hope-today", 5]), false);
    let one = whole.pointer("/e/0").cloned().expect("an answer");
    check("/e", json!([one, one]), false);
    for (place, list) in [("/b", "/b/0"), ("/k", "/k/0"), ("/a", "/a/0")] {
        let one = whole.pointer(list).cloned().expect("one");
        check(place, json!([one, one]), false);
    }
    // Of another pair, by another run.
    check("/a/0/pair", json!("019ca90e1f6870008000000100000009"), false);
    let many = |n: usize| (0..n).map(|n| json!([format!("s{n}")])).collect::<Value>();
    check("/e", many(limits::OF_A_RUN), true);
    check("/e", many(limits::OF_A_RUN + 1), false);
    check("/e/0", json!(["cb-hope-today", 0, "", 0, vec!["x"; limits::ENTRIES]]), false);
}

/// A clock that is ahead is followed, so that an answer is later than what it answers; but not to where dates
/// end: what is made then could not be read any more.
#[test]
fn a_clock_that_is_ahead_is_followed_for_a_year() {
    for (seconds_ahead, follows) in
        [(86_400, true), (366 * 86_400, true), (366 * 86_400 + 1, false), (251_000_000_000, false)]
    {
        let [mut maya, mut tom] = both("coalition");
        maya.table.answers(FIRST, "cb-hope-today", texts("hope"));
        let mut ahead: Value = serde_json::from_str(&maya.sends()).expect("JSON");
        tom.table.pace = 0;
        let now = tom.table.clock.timestamp();
        ahead["m"] = json!((now + seconds_ahead).min(253_402_300_799));
        tom.opens(&ahead.to_string());
        tom.sends();
        let sent = tom.parcel().made.timestamp();
        assert_eq!(sent > now + seconds_ahead, follows, "{seconds_ahead}: {sent}");
        for run in &tom.table.workspace.runs {
            let text = kept::write(run);
            assert_eq!(kept::read::<Run>(&text).as_ref(), Ok(run), "{text}");
        }
    }
}

/// Whatever is over a limit is refused, in little room: a text that is too long at once, and else once the limit is met.
#[test]
fn too_much_is_refused() {
    let whole = real();
    let with = |value: Value| {
        let mut changed = whole.clone();
        changed["e"] = value;
        changed.to_string()
    };
    let many: Value = (0..60_000).rev().map(|n| json!([n.to_string()])).collect();
    for text in [
        "[".repeat(limits::UNPACKED),
        "x".repeat(limits::UNPACKED + 1),
        format!("{}{}", "{\"e\":[".repeat(200_000), ""),
        with(many),
        with(json!([["cb-hope-today", 0, "x".repeat(900_000)]])),
        with(json!(vec![0; 500_000])),
    ] {
        let (refused, cost) = cost::of(|| parcel::read(&text).is_err());
        assert!(refused);
        let may_cost = if text.len() > limits::UNPACKED { 0 } else { 64 * text.len() };
        assert!(cost.bytes <= may_cost, "{cost:?} for {}", text.len());
    }
}

/// A newer program knows more steps: those are left out here, everything else is taken, and they come with
/// a later parcel once they are known. A dialogue that is not known is refused as a whole.
#[test]
fn what_a_newer_program_knows_is_left_out() {
    let [mut maya, mut tom] = both("coalition");
    maya.table.answers(FIRST, "cb-hope-today", texts("hope"));
    maya.sends();
    let mut newer = maya.parcel();
    newer.own.push(Piece { step: "cb-of-tomorrow".into(), how: How::Wrote, words: texts("new") });
    let changed = newer.made;
    let piece = Piece { step: "cb-of-both".into(), how: How::Wrote, words: texts("new") };
    newer.joint.push(Joint { piece, given: true, changed });
    let taken = Command::ParcelTaken { parcel: Box::new(newer.clone()) };
    tom.table.does(taken);
    let steps: Vec<&str> = tom.table.now().entries.iter().map(|e| e.step.as_str()).collect();
    assert_eq!(steps, ["cb-hope-today"]);
    newer.dialogue = "of-tomorrow".into();
    newer.made += chrono::Duration::hours(1);
    assert!(tom.table.act(Command::ParcelTaken { parcel: Box::new(newer) }).is_err());
}

/// Nothing of it is taken in a run, or beside a record, that is somebody else's.
#[test]
fn nothing_crosses_into_another_partnership() {
    let [mut maya, mut tom] = both("coalition");
    maya.table.words_it("cb-declare", "‹agreed›");
    maya.sends();
    let parcel = maya.parcel();
    let mine = tom.table.pair;
    tom.table.meet(["Tom", "Ana"], KindOfPair::Unsaid);
    tom.table.begin("coalition", crate::crossing::APART);
    tom.table.words_it("cb-declare", "‹other›");
    let (other, run, sentence) =
        (tom.table.pair, tom.table.run, tom.table.sentence_id("cb-declare"));
    let refused = |tom: &mut crate::crossing::Device, parcel: Parcel| {
        tom.table.act(Command::ParcelTaken { parcel: Box::new(parcel) }).is_err()
    };
    assert!(refused(&mut tom, Parcel { run, ..parcel.clone() }));
    assert!(refused(&mut tom, Parcel { pair: other, ..parcel.clone() }));
    // His own, too.
    assert!(refused(&mut tom, Parcel { from: SECOND, ..parcel.clone() }));
    let mut same_id = parcel.clone();
    same_id.agreements[0].id = sentence;
    same_id.made += chrono::Duration::hours(1);
    same_id.gone.push(Gone {
        run,
        steps: vec!["cb-hope-today".into()],
        records: vec![sentence.uuid().into()],
    });
    tom.table.does(Command::ParcelTaken { parcel: Box::new(same_id) });
    assert_eq!(
        tom.table.workspace.agreements.get(sentence.uuid()).map(|a| a.text.as_str()),
        Some("‹other›")
    );
    assert!(mine != other);
}

/// What stands in docs/links.md and in the fixtures is what is really sent, letter for letter.
#[test]
fn the_fixtures_are_real_parcels() {
    let mut taken = common_ground::domain::workspace::Workspace::default();
    for text in [crate::links::REQUEST, crate::links::REPLY] {
        let read = parcel::read(text).expect("a parcel");
        assert_eq!(parcel::write(&read), text.trim_end());
        let mut around = common_ground::domain::command::Circumstances {
            now: at("2026-03-01T12:00:00Z"),
            chance: &mut || [0; 10],
            dialogues: &|id: &common_ground::domain::ids::DialogueId| {
                common_ground::content::dialogue(id)
            },
        };
        let words: usize = read.own.iter().map(|p| p.words.text.split_whitespace().count()).sum();
        let answers = read.own.iter().filter(|p| p.words != picks(&["write-now"])).count();
        assert!(
            [(0, 0), (12, 316)].contains(&(answers, words)),
            "{answers} answers, {words} words"
        );
        let parcel = Box::new(read);
        let mine = Command::OwnDevice { pair: parcel.pair, who: FIRST };
        // On a third device both would be the other's: here it is hers from the reply on.
        let took = taken.apply(Command::ParcelTaken { parcel }, &mut around).expect("taken");
        assert!(!took.is_empty());
        taken.apply(mine, &mut around).expect("hers");
    }
    assert!(include_str!("../../docs/links.md").contains(crate::links::REQUEST.trim_end()));
    let run = taken.runs.iter().next().expect("the run");
    assert_eq!(run.entries.len(), 13);
}
