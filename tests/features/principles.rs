//! The principles of the method (part C) that a machine can judge without a screen, each by its
//! number. Others are judged by their number elsewhere in this suite, and in the browser
//! (`tests/e2e`). Tidy sees to it that each has a test of its name; what no machine can judge of
//! them stands in `ARCHITECTURE.md`.

use std::collections::BTreeSet;

use chrono::Duration;
use common_ground::codec::export::{Scope, export};
use common_ground::content::words;
use common_ground::domain::air_time::AirTime;
use common_ground::domain::command::Command;
use common_ground::domain::dialogue::Who;
use common_ground::domain::ids::OptionId;
use common_ground::domain::outcome::{Agreement, Assent, Plan, Remind, Standing};
use common_ground::domain::path::Part;
use common_ground::domain::person::{KindOfPair, Status};
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{How, RunState, Visibility};
use common_ground::domain::session::{Length, Mode};
use common_ground::domain::workspace::Workspace;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::Value;

use crate::commands::{self, ASSENTS, SIDES};
use crate::definitions::ALL;
use crate::dice::Dice;
use crate::people::{
    BOTH, FIRST, SECOND, Setting, Table, USUAL, dialogue, noon, picks, plan, texts,
};
use crate::walk::{self, ByChance, walk};
use crate::{account, cases, texts as hostile};

const MODES: [Mode; 3] = [Mode::SideBySide, Mode::Solo, Mode::LeaderOnly];
const WAYS: [Length; 2] = [Length::Whole, Length::Short];

fn all_settings() -> impl Iterator<Item = Setting> {
    MODES.into_iter().flat_map(|mode| {
        WAYS.into_iter().flat_map(move |way| {
            SIDES.into_iter().flat_map(move |opener| {
                [false, true].map(|spoken_only| Setting { mode, way, spoken_only, opener })
            })
        })
    })
}

/// Everything as a copy would hold it.
pub fn exported(workspace: &Workspace) -> String {
    export(workspace, Scope::Everything, noon(), "test", &[])
}

#[test]
fn c01_saying_it_is_enough() {
    for setting in all_settings() {
        for id in ALL {
            let mut table = Table::of(id, setting);
            walk(&mut table, &mut walk::all(How::SaidIt));
            assert_eq!(table.beats().iter().find(|b| !b.done), None, "{id} {setting:?}");
            table.close();
            let file: Value = serde_json::from_str(&exported(&table.workspace)).expect("JSON");
            for entry in file["runs"][0]["entries"].as_array().into_iter().flatten() {
                assert_eq!(entry.get("words"), None, "{entry}");
            }
            for kind in ["commitments", "agreements", "threads"] {
                assert_eq!(file[kind], serde_json::json!([]), "{id} {setting:?}");
            }
        }
    }
}

/// Said after it was written, nothing written is left.
#[test]
fn c01_said_instead_of_written_leaves_nothing_written() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-hope-today", texts("‹too much›"));
    table.says(FIRST, "cb-hope-today");
    assert!(!exported(&table.workspace).contains('‹'));
    assert!(matches!(table.sees(Viewer::One(SECOND), FIRST, "cb-hope-today"), Sight::SaidAloud));
    // A plan goes with the part asked for in it, and that part also by itself.
    table.plans(FIRST, "cb-first-step", plan("‹a plan›"));
    table.asks(FIRST, "cb-my-role", &["listen"], "‹on Fridays›");
    table.says(FIRST, "cb-my-role");
    assert!(table.role_of(FIRST).is_none() && table.plan_of(FIRST).is_some());
    table.asks(FIRST, "cb-my-role", &["listen"], "‹on Fridays›");
    table.plans(SECOND, "cb-first-step", plan("the other’s"));
    table.says(FIRST, "cb-first-step");
    assert!(table.plan_of(FIRST).is_none() && table.plan_of(SECOND).is_some());
    table.words_it("cb-declare", "‹a sentence›");
    table.answers_sentence(FIRST, "cb-declare", Assent::Yes);
    table.says(BOTH, "cb-declare");
    assert!(!exported(&table.workspace).contains('‹'));
    // What both stand by stays until one of them withdraws it (C.2, 1).
    table.words_it("cb-declare", "So be it.");
    for side in SIDES {
        table.answers_sentence(side, "cb-declare", Assent::Yes);
    }
    table.says(BOTH, "cb-declare");
    assert!(table.sentence("cb-declare").is_some_and(Agreement::was_agreed));
}

/// A table at which much was written by chance; every text bears a mark.
pub fn written(acts: &[[u8; 14]]) -> Table {
    let mut table = Table::usual("kitchen-sink");
    let mut mark = |_: &mut Dice| "‹x›".to_owned();
    for bytes in acts {
        let command = commands::in_run(&table, &mut Dice::new(bytes), &mut mark);
        let _ = table.act(command);
    }
    table
}

proptest! {
    #![proptest_config(cases(128))]

    /// Removed words are gone from every record and every copy made later, with no shell left.
    #[test]
    fn c02_removed_words_are_nowhere(acts in vec(any::<[u8; 14]>(), 0..60)) {
        let mut table = written(&acts);
        let steps: Vec<&str> = table.dialogue().steps().map(|s| s.id.as_str()).collect();
        let of_second = |t: &Table| {
            let entries = t.now().entries.iter().filter(|e| e.who == SECOND.into());
            entries.cloned().collect::<Vec<_>>()
        };
        let theirs = of_second(&table);
        for step in &steps {
            table.removes(FIRST, step);
            prop_assert!(table.entry(FIRST, step).is_none());
            let sight = table.sees(Viewer::One(SECOND), FIRST, step);
            prop_assert!(matches!(sight, Sight::NotYet | Sight::Absent), "a shell: {:?}", sight);
        }
        prop_assert_eq!(of_second(&table), theirs, "the other's words are the other's");
        for step in &steps {
            table.removes(SECOND, step);
            table.removes(BOTH, step);
        }
        prop_assert!(!exported(&table.workspace).contains('‹'), "{}", exported(&table.workspace));
    }

    /// The first and the second may do just the same: the same acts with the two changing places
    /// come to the same, with the two changing places.
    #[test]
    fn c07_the_two_are_mirror_images(acts in vec(any::<[u8; 14]>(), 0..60)) {
        let mut plain = Table::usual("kitchen-sink");
        let mut mirrored = Table::of("kitchen-sink", Setting { opener: SECOND, ..USUAL });
        let mut writer = |d: &mut Dice| (*d.pick(&["", "x", "y"])).to_owned();
        for bytes in &acts {
            let [a, b] = [Dice::new(bytes), Dice::mirrored(bytes)];
            let command = commands::anything_but_people(&plain, &mut a.clone(), &mut writer);
            let a = plain.act(command);
            let command = commands::anything_but_people(&mirrored, &mut b.clone(), &mut writer);
            prop_assert_eq!(a.is_ok(), mirrored.act(command).is_ok());
        }
        // One of the two, not who tells their story first.
        let swap = |text: &str| {
            let text = text.replace("\"first\":", "\"starts\":");
            text.replace("\"first\"", "\"~\"").replace("\"second\"", "\"first\"").replace("\"~\"", "\"second\"")
        };
        let records = account::records(&plain.workspace).into_iter();
        let swapped: Vec<_> = records.map(|(k, r)| (k, swap(&r))).collect();
        let theirs = account::records(&mirrored.workspace).into_iter();
        let theirs: Vec<_> = theirs.map(|(k, r)| (k, swap(&swap(&r)))).collect();
        prop_assert_eq!(theirs, swapped);
        // And each sees of the other what the other would see.
        for step in plain.dialogue().steps() {
            for side in SIDES {
                let a = privacy::sight(step, plain.now(), side.into(), Viewer::One(FIRST));
                let b = privacy::sight(step, mirrored.now(), side.other().into(), Viewer::One(SECOND));
                prop_assert_eq!(format!("{a:?}"), format!("{b:?}"));
            }
        }
    }

    /// What they are to each other changes words, and nothing else.
    #[test]
    fn c07_what_they_are_to_each_other_gives_no_rights(acts in vec(any::<[u8; 14]>(), 0..40)) {
        let kinds = [KindOfPair::CoachAndClient, KindOfPair::Peers, KindOfPair::Own("boss".into())];
        let outcomes = kinds.map(|kind| {
            let mut table = Table::empty(1);
            table.meet(["Maya", "Tom"], kind);
            table.begin("kitchen-sink", USUAL);
            let done: Vec<_> = acts.iter().map(|bytes| {
                let mut writer = hostile::by;
                let command = commands::in_run(&table, &mut Dice::new(bytes), &mut writer);
                table.act(command)
            }).collect();
            (done, table.workspace.runs, table.workspace.commitments, table.workspace.agreements)
        });
        prop_assert_eq!(&outcomes[0], &outcomes[1]);
        prop_assert_eq!(&outcomes[0], &outcomes[2]);
    }

    /// What one person does never becomes the other's answer, plan or yes.
    #[test]
    fn c09_nobody_is_answered_for(
        acts in vec(any::<[u8; 14]>(), 0..30),
        last in any::<[u8; 14]>(),
    ) {
        let mut table = written(&acts);
        let mut writer = hostile::by;
        let command = commands::in_run(&table, &mut Dice::new(&last), &mut writer);
        let by = commands::by_whom(&command);
        let of_other = |t: &Table, side: common_ground::domain::person::Side| {
            let entries: Vec<_> =
                t.now().entries.iter().filter(|e| e.who == side.into()).cloned().collect();
            let plan = t.plan_of(side).cloned();
            // A yes may fall with the words it was said to; it is never said by another.
            let yes = t.workspace.agreements.iter().filter(|a| a.word_of(side) == Some(Assent::Yes));
            (entries, plan, yes.map(|a| a.id).collect::<BTreeSet<_>>())
        };
        let before = SIDES.map(|s| of_other(&table, s));
        if table.act(command.clone()).is_ok() && let Some(by) = by {
            let other = by.other();
            let (entries, plan, yes) = of_other(&table, other);
            let (was, was_plan, was_yes) = &before[other.index()];
            prop_assert_eq!(&entries, was, "{:?}", command);
            prop_assert_eq!(&plan, was_plan, "{:?}", command);
            prop_assert!(yes.is_subset(was_yes), "{:?}", command);
        }
    }
}

/// "Later" stands beside "now" and "not this time", none before the others.
#[test]
fn c03_later_is_as_good_as_now() {
    let mut table = Table::usual("wrapup");
    let step = table.step("wu-feedback");
    let options: Vec<&str> = step.options.iter().map(OptionId::as_str).collect();
    assert_eq!(options, ["aloud-now", "later", "not-this-time"]);
    for option in options {
        table.answers(FIRST, "wu-feedback", picks(&[option]));
    }
}

/// Nothing has to be answered: one act for each page, and it is over.
#[test]
fn c06_nothing_is_required() {
    for setting in all_settings() {
        for id in ALL {
            let mut table = Table::of(id, setting);
            let passed = walk(&mut table, &mut walk::all(How::Skipped));
            assert_eq!(table.beats().iter().filter(|b| !b.done).count(), 0);
            assert_eq!(passed.len(), table.beats().len(), "{id} {setting:?}: no page twice");
            table.close();
            assert!(matches!(table.now().state, RunState::Closed(_)));
        }
    }
}

/// "No", "not yet" and "skip" are one act, as "yes" is; so is leaving.
#[test]
fn c06_no_is_as_short_as_yes() {
    let mut table = Table::usual("coalition");
    table.words_it("cb-declare", "x");
    for state in ASSENTS {
        table.answers_sentence(FIRST, "cb-declare", state);
        assert_eq!(table.sentence("cb-declare").and_then(|a| a.word_of(FIRST)), Some(state));
    }
    for status in [Status::Paused, Status::EndedKindly, Status::Active] {
        table.does(Command::PartnershipMoved { pair: table.pair, status });
        let now = table.workspace.partnerships.iter().next().map(|p| p.status);
        assert_eq!(now, Some(status));
    }
}

/// Where two talk about themselves, each is asked for a need or a wish, on the whole way, in plain words.
#[test]
fn c08_needs_are_asked_for() {
    let check = |id: &str, step: &str, plain: &str| {
        let asked = &words::pack(&id.into()).and_then(|p| p.step(&step.into())).expect("it").ask;
        assert!(asked.contains(plain), "{step}: {asked}");
        let mut table = Table::usual(id);
        if step == "cb-my-role" {
            // What part the other plays is asked of whoever has a plan.
            for side in SIDES {
                table.plans(side, "cb-first-step", plan("x"));
            }
        }
        let parts = table.parts(step);
        let asks = |side| parts.contains(&Part::Own(side));
        let alone = table.step(step).who == Who::Me;
        assert_eq!(SIDES.map(asks), [true, !alone], "{step}: {parts:?}");
    };
    check("coalition", "cb-wish", "help");
    check("coalition", "cb-my-role", "would you like");
    check("clearing", "ca-ask", "you’d like");
    check("feedback", "fb-need", "you need");
    check("expectations", "ex-needs", "you need");
}

/// No sentence starts from words that are somebody's alone.
#[test]
fn c09_nothing_private_is_put_into_a_sentence() {
    for id in ALL {
        for step in dialogue(id).steps() {
            for from in step.prefill.iter().flatten() {
                let from = dialogue(id).step(from).expect("a step");
                assert_ne!(from.visibility, Visibility::Private, "{} from {}", step.id, from.id);
            }
        }
    }
    let table = Table::usual("coalition");
    assert!(table.now().entries.is_empty(), "a dialogue begins with no words in it");
}

/// On every page there can be a pause, and afterwards it is that page.
#[test]
fn c10_a_pause_works_on_every_page() {
    let mut table = Table::usual("coalition");
    let bytes: Vec<u8> = (0..200_u8).map(|i| i.wrapping_mul(37)).collect();
    let mut writer = hostile::by;
    let mut chance = ByChance { dice: Dice::new(&bytes), writer: &mut writer };
    let mut walker = |table: &mut Table, beat: &common_ground::domain::path::Beat| {
        let place = table.here();
        assert_eq!(place.as_ref(), Some(&beat.place));
        table.does(Command::Paused {
            run: table.run,
            until: Some(table.clock + Duration::minutes(20)),
        });
        table.clock += Duration::hours(30);
        assert_eq!(table.here(), place, "time alone moves nothing on");
        table.does(Command::CarriedOn { run: table.run });
        assert_eq!(table.here(), place);
        walk::Walker::meet(&mut chance, table, beat);
    };
    walk(&mut table, &mut walker);
}

/// The keys of all numbers somewhere in a record.
pub fn numbers(value: &Value) -> Vec<String> {
    fn look(value: &Value, key: &str, into: &mut Vec<String>) {
        match value {
            Value::Number(_) => into.push(key.to_owned()),
            Value::Array(list) => list.iter().for_each(|v| look(v, key, into)),
            Value::Object(map) => map.iter().for_each(|(k, v)| look(v, k, into)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    look(value, "", &mut found);
    found
}

#[test]
fn c17_the_length_of_a_turn_is_one_for_both() {
    let mut table = Table::usual("coalition");
    table.does(Command::TurnLengthSet { run: table.run, minutes: 5 });
    let run = account::value(table.now());
    let lengths: Vec<_> = numbers(&run).into_iter().filter(|k| k.contains("minutes")).collect();
    assert_eq!(lengths, ["turn-minutes"]);
    assert_eq!(run["turn-minutes"], 5);
}

/// Seconds each has spoken, and who is offered more.
#[test]
fn c17_who_had_less_is_offered_the_same() {
    let rows = [
        ([0, 0], None),
        // Nobody is offered anything before both have spoken.
        ([300, 0], None),
        ([0, 300], None),
        ([1, 62], Some(FIRST)),
        ([62, 1], Some(SECOND)),
        // A minute is the same.
        ([120, 180], None),
        ([180, 120], None),
        ([120, 181], Some(FIRST)),
        ([181, 120], Some(SECOND)),
        ([180, 180], None),
    ];
    for (used, offered) in rows {
        let mut table = Table::usual("coalition");
        table.pace = 0;
        for (who, seconds) in SIDES.into_iter().zip(used).filter(|(_, seconds)| *seconds > 0) {
            table.does(Command::FloorTaken { run: table.run, step: "cb-my-aim".into(), who });
            table.clock += Duration::seconds(seconds);
            table.does(Command::TimeHeld { run: table.run });
        }
        let time = AirTime::at(table.now(), &"cb-my-aim".into(), table.clock);
        assert_eq!(time.used.map(i64::from), used);
        assert_eq!((time.offer(), time.floor), (offered, None), "{used:?}");
        assert_eq!(SIDES.map(|s| time.is_full(s)), used.map(|seconds| seconds >= 180));
    }
}

/// A plan has no part that could hold it against anybody (D.7).
#[test]
fn c20_a_plan_that_changes_is_a_plan() {
    let mut table = Table::usual("coalition");
    table.plans(
        FIRST,
        "cb-first-step",
        Plan {
            what: "x".into(),
            why: "x".into(),
            lighter: "x".into(),
            helps: "x".into(),
            partner_helps: "x".into(),
            by: chrono::NaiveDate::from_ymd_opt(2026, 3, 2),
            remind: Remind::Weekly,
        },
    );
    let commitment = table.plan_id(FIRST);
    for standing in
        [Standing::Resting, Standing::Changed, Standing::LetGo, Standing::Done, Standing::Chosen]
    {
        table.does(Command::CommitmentMoved { commitment, by: FIRST, standing });
    }
    table.does(Command::CommitmentShown { commitment, by: FIRST, open: true });
    let json = account::value(table.plan_of(FIRST).expect("a plan"));
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    let known = [
        "changed", "chosen", "history", "id", "open", "owner", "pair", "plan", "run", "standing",
        "step",
    ];
    assert_eq!(keys, known);
    // A day that has passed changes nothing.
    let before = table.workspace.clone();
    table.clock += Duration::days(900);
    assert_eq!(table.workspace, before);
    assert_eq!(
        table.plan_of(FIRST).and_then(|c| c.plan.by),
        chrono::NaiveDate::from_ymd_opt(2026, 3, 2)
    );
}

/// Two people, two yes, each on a page that is handed over to the one who says it.
#[test]
fn c23_two_separate_yes_make_an_agreement() {
    for mode in [Mode::SideBySide, Mode::LeaderOnly] {
        let mut table = Table::of("coalition", Setting { mode, ..USUAL });
        table.words_it("cb-declare", "We back each other.");
        table.gives(BOTH, "cb-declare", How::Wrote);
        for side in SIDES {
            let held = table.sentence("cb-declare").is_some_and(Agreement::was_agreed);
            assert!(!held, "one yes is none");
            let here = table
                .beats()
                .into_iter()
                .find(|b| b.place.step == *"cb-declare" && b.place.part == Part::Yes(side));
            let here = here.expect("a page for each yes");
            assert_eq!((here.done, here.private_to), (false, Some(side)));
            table.answers_sentence(side, "cb-declare", Assent::Yes);
        }
        assert!(table.sentence("cb-declare").is_some_and(Agreement::was_agreed));
    }
}

#[test]
fn c24_a_plan_is_made_by_its_owner() {
    let mut table = Table::usual("coalition");
    table.plans(FIRST, "cb-first-step", plan("Send the contract"));
    let commitment = table.plan_id(FIRST);
    let before = table.workspace.clone();
    let changed = Command::PlanChanged { commitment, by: SECOND, plan: plan("More!") };
    assert!(table.act(changed).is_err());
    assert_eq!(table.workspace, before);
}
