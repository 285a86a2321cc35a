//! Two versions of one record become one, and no answer is lost by it.

use common_ground::codec::record::{self, Bounded};
use common_ground::domain::command::Command;
use common_ground::domain::merge::Merge;
use common_ground::domain::outcome::{Agreement, Assent, Commitment, Plan, Standing, Talk, Thread};
use common_ground::domain::person::{Author, Partnership, Person, Side};
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{Entry, How, Run, Words};
use common_ground::domain::session::Session;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use crate::arbitrary::{self, Builder};
use crate::commands::{self, AUTHORS};
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Table, at, picks, plan, texts};
use crate::{account, cases};

/// The same, or else just the lines that are not.
fn same<T: PartialEq + std::fmt::Debug>(is: &T, should_be: &T) -> Result<(), TestCaseError> {
    let [a, b] = [is, should_be].map(|r| format!("{r:#?}"));
    let only = |x: &str, y: &str| {
        x.lines().filter(|l| !y.lines().any(|m| m == *l)).collect::<Vec<_>>().join("\n")
    };
    prop_assert!(is == should_be, "is\n{}\nshould be\n{}", only(&a, &b), only(&b, &a));
    Ok(())
}

/// Symmetric; with itself, itself; doing it again changes nothing; with a base, whoever did not
/// change anything gives way.
fn check<T>([base, mine, theirs]: [T; 3]) -> Result<(), TestCaseError>
where
    T: Merge + std::fmt::Debug,
{
    let merge = |base: Option<&T>, a: &T, b: &T| T::merge(base, a, b);
    same(&merge(None, &mine, &mine), &mine)?;
    same(&merge(Some(&base), &base, &theirs), &theirs)?;
    same(&merge(Some(&base), &mine, &base), &mine)?;
    for base in [None, Some(&base)] {
        same(&merge(base, &theirs, &mine), &merge(base, &mine, &theirs))?;
    }
    let merged = merge(None, &mine, &theirs);
    for again in [&mine, &theirs, &merged] {
        same(&merge(None, &merged, again), &merged)?;
    }
    Ok(())
}

/// The texts in some words as JSON, without empty ones.
fn written(words: &Value) -> Vec<&str> {
    let items = words["items"].as_array().into_iter().flatten().map(|i| &i["text"]);
    let texts = [&words["text"], &words["own"]].into_iter().chain(items);
    texts.filter_map(Value::as_str).filter(|t| !t.is_empty()).collect()
}

/// What was tapped in them.
fn tapped(words: &Value) -> Vec<&Value> {
    let picks = words["picks"].as_array().into_iter().flatten();
    picks.chain(words.get("number")).collect()
}

fn three<T: Bounded>(bytes: &[Vec<u8>; 3], build: fn(&mut Builder) -> Value) -> [T; 3] {
    bytes.each_ref().map(|bytes| arbitrary::read(&build(&mut Builder::new(bytes))))
}

proptest! {
    #![proptest_config(cases(384))]

    #[test]
    fn merging_is_symmetric_and_settles(
        a in vec(any::<u8>(), 0..200),
        b in vec(any::<u8>(), 0..200),
        c in vec(any::<u8>(), 0..200),
    ) {
        let bytes = [a, b, c];
        check::<Partnership>(three(&bytes, |b| b.partnership(0)))?;
        check::<Session>(three(&bytes, |b| b.session(0, 0)))?;
        check::<Run>(three(&bytes, |b| b.run(0, 0, 0)))?;
        check::<Commitment>(three(&bytes, |b| b.commitment(0, 0, 0)))?;
        check::<Agreement>(three(&bytes, |b| b.agreement(0, 0, 0)))?;
        check::<Thread>(three(&bytes, |b| b.thread(0, 0, 0)))?;
        check::<Talk>(three(&bytes, |b| b.talk(0, 0, 0)))?;
    }

    /// Every word written on either side is there afterwards, in the answer or beside it.
    #[test]
    fn no_answer_is_lost(a in vec(any::<u8>(), 0..300), b in vec(any::<u8>(), 0..300)) {
        let [mine, theirs, _]: [Run; 3] = three(&[a, b, Vec::new()], |b| b.run(0, 0, 0));
        let merged = Run::merge(None, &mine, &theirs);
        let words_of = |run: &Run, step: &str, who: Author| -> Vec<Value> {
            let Some(entry) = run.entry(&step.into(), who) else { return Vec::new() };
            let json = account::value(entry);
            let also = json["also"].as_array().cloned().unwrap_or_default();
            let mut all: Vec<_> = also.iter().map(|v| v["words"].clone()).collect();
            all.extend(json.get("words").cloned());
            all
        };
        for run in [&mine, &theirs] {
            for entry in &run.entries {
                // What was only tapped in a spoken step goes at the close, here too.
                let forgets = merged.is_closed();
                let step = entry.step.as_str();
                let there = words_of(&merged, step, entry.who);
                for words in words_of(run, step, entry.who) {
                    let texts = written(&words);
                    let is_empty = texts.is_empty() && (forgets || tapped(&words).is_empty());
                    let kept = there.contains(&words)
                        || forgets && there.iter().any(|t| written(t) == texts);
                    prop_assert!(is_empty || kept, "{} of {:?} in {:?}", words, entry, there);
                }
            }
        }
    }

    /// Two tabs that grew from the same: only where both changed the same answer is it kept twice,
    /// and what only one of them did is as that one did it.
    #[test]
    fn with_a_base_only_collisions_are_kept_twice(
        before in vec(any::<[u8; 14]>(), 0..20),
        mine in vec(any::<[u8; 14]>(), 0..12),
        theirs in vec(any::<[u8; 14]>(), 0..12),
    ) {
        let mut n = 0;
        let mut act = |table: &mut Table, acts: &[[u8; 14]]| {
            for bytes in acts {
                n += 1;
                let mut writer = |_: &mut Dice| format!("‹{n}›");
                let command = commands::in_run(table, &mut Dice::new(bytes), &mut writer);
                let _ = table.act(command);
            }
        };
        let mut base = Table::usual("kitchen-sink");
        act(&mut base, &before);
        let [mut a, mut b] = [base.clone(), base.clone()];
        act(&mut a, &mine);
        act(&mut b, &theirs);
        let merged = Run::merge(Some(base.now()), a.now(), b.now());
        for step in base.dialogue().steps() {
            for who in AUTHORS {
                let of = |run: &Run| run.entry(&step.id, who).cloned();
                let (was, x, y) = (of(base.now()), of(a.now()), of(b.now()));
                let is = of(&merged);
                if x == was {
                    prop_assert_eq!(is, y);
                } else if y == was || x == y {
                    prop_assert_eq!(is, x);
                } else if let (Some(x), Some(y)) = (x, y) {
                    let json = record::write(&is);
                    for one in [x, y] {
                        let one = account::value(&one);
                        let text = one["words"]["text"].as_str().unwrap_or_default();
                        prop_assert!(json.contains(text), "{} lost in {}", text, json);
                    }
                }
            }
        }
    }

    /// Whatever two copies bring together, others see no more than one version of an answer, and
    /// nothing of what was kept on either side.
    #[test]
    fn merging_shows_nothing_new(
        a in vec(any::<[u8; 14]>(), 0..40),
        b in vec(any::<[u8; 14]>(), 0..40),
    ) {
        let act = |acts: &[[u8; 14]], mark: &str| {
            let mut table = Table::usual("kitchen-sink");
            for bytes in acts {
                let mut writer = |_: &mut Dice| format!("‹{mark}›");
                let command = commands::in_run(&table, &mut Dice::new(bytes), &mut writer);
                let _ = table.act(command);
            }
            table
        };
        let tables = [act(&a, "a"), act(&b, "b")];
        let merged = Run::merge(None, tables[0].now(), tables[1].now());
        for step in tables[0].dialogue().steps() {
            for side in [FIRST, SECOND] {
                for viewer in [Viewer::Table, Viewer::One(side.other())] {
                    let sight = |run| format!("{:?}", privacy::sight(step, run, side.into(), viewer));
                    let after = sight(&merged);
                    for (table, mark) in tables.iter().zip(["‹a›", "‹b›"]) {
                        let before = sight(table.now());
                        // Seals are opened for both answers at once, so there it may come later.
                        let may = before.contains(mark) || before.contains("Sealed");
                        prop_assert!(!after.contains(mark) || may, "{}: {} {}", step.id, before, after);
                    }
                }
            }
        }
    }
}

/// Two copies of the coalition that grew from the same.
fn apart() -> (Table, Table) {
    let mut table = Table::usual("coalition");
    table.writes(FIRST, "cb-hope-today", texts("one"));
    (table.clone(), table)
}

fn merged(base: Option<&Table>, mine: &Table, theirs: &Table) -> Run {
    Run::merge(base.map(Table::now), mine.now(), theirs.now())
}

fn own<'a>(table: &Table, run: &'a Run, who: Side, step: &str) -> Sight<'a> {
    privacy::sight(table.step(step), run, who.into(), Viewer::One(who))
}

/// What one tab closed stays closed, though the other went on writing a moment longer.
#[test]
fn each_tab_keeps_what_it_did() {
    let base = Table::usual("coalition");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    theirs.does(Command::TurnLengthSet { run: base.run, minutes: 5 });
    theirs.close();
    mine.clock += chrono::Duration::minutes(1);
    mine.answers(FIRST, "cb-hope-today", texts("and on"));
    let run = merged(Some(&base), &mine, &theirs);
    assert!(run.is_closed() && run.turn_minutes == 5);
    assert!(run.entry(&"cb-hope-today".into(), FIRST.into()).is_some());

    let pair = |t: &Table| t.workspace.partnerships.iter().next().expect("a pair").clone();
    let person = Person { name: "Maja".into(), language: "pl".into(), ..Person::default() };
    mine.does(Command::PersonChanged { pair: base.pair, side: FIRST, person });
    theirs.clock += chrono::Duration::hours(1);
    theirs.begin("wrapup", crate::people::USUAL);
    let both = Partnership::merge(Some(&pair(&base)), &pair(&mine), &pair(&theirs));
    assert_eq!((both.people[0].name.as_str(), both.pick_up), ("Maja", Some(theirs.run)));
}

/// Kept on one side, it stays kept, whichever came later.
#[test]
fn what_one_side_kept_stays_kept() {
    for kept_first in [true, false] {
        let (mut mine, mut theirs) = apart();
        if !kept_first {
            mine.clock += chrono::Duration::hours(1);
        }
        mine.writes(FIRST, "cb-hope-today", texts("‹kept›"));
        mine.keeps(FIRST, "cb-hope-today");
        if kept_first {
            theirs.clock += chrono::Duration::hours(1);
        }
        theirs.answers(FIRST, "cb-hope-today", texts("given"));
        let run = merged(None, &mine, &theirs);
        let other = Viewer::One(SECOND);
        let seen = privacy::sight(mine.step("cb-hope-today"), &run, FIRST.into(), other);
        assert!(matches!(seen, Sight::ChoseNotToSay), "{seen:?}");
        let all = format!("{:?}", own(&mine, &run, FIRST, "cb-hope-today"));
        assert!(all.contains("‹kept›") && all.contains("given"), "{all}");
    }
}

/// Whatever the later version is, its writer finds the other one; nobody else does.
#[test]
fn its_writer_finds_every_version() {
    for how in commands::HOWS {
        let (mut mine, mut theirs) = apart();
        mine.answers(FIRST, "cb-hope-today", texts("‹long and careful›"));
        theirs.clock += chrono::Duration::hours(1);
        theirs.writes(FIRST, "cb-hope-today", texts(""));
        theirs.gives(FIRST, "cb-hope-today", how);
        let run = merged(None, &mine, &theirs);
        let seen = format!("{:?}", own(&mine, &run, FIRST, "cb-hope-today"));
        assert!(seen.contains("‹long and careful›"), "{how:?}: {seen}");
        let entry = run.entry(&"cb-hope-today".into(), FIRST.into());
        assert!(entry.is_some_and(Entry::has_text), "{how:?}");
        let step = mine.step("cb-hope-today");
        for viewer in [Viewer::Table, Viewer::One(SECOND)] {
            let seen = format!("{:?}", privacy::sight(step, &run, FIRST.into(), viewer));
            assert!(!seen.contains('‹'), "{how:?}: {seen}");
        }
    }
}

/// An older copy does not bring back what was forgotten at the close.
#[test]
fn an_older_copy_brings_no_taps_back() {
    let mut table = Table::usual("coalition");
    let words = Words { picks: vec!["yes-if".into()], ..texts("if Sunday stays mine") };
    table.answers(FIRST, "cb-behind-you", words);
    table.answers(FIRST, "cb-say-back", picks(&["leave-it"]));
    table.does(Command::FloorTaken { run: table.run, step: "cb-my-aim".into(), who: FIRST });
    let older = table.clone();
    table.close();
    for (a, b) in [(&table, &older), (&older, &table)] {
        let run = merged(None, a, b);
        assert_eq!(&run, table.now());
    }
}

/// Nor of what was kept to oneself there, and of versions that had come together before.
#[test]
fn what_was_tapped_goes_from_every_version() {
    let noted = |text: &str, pick: &str| Words { picks: vec![pick.into()], ..texts(text) };
    let mut table = Table::usual("coalition");
    table.writes(FIRST, "cb-behind-you", noted("if Sunday stays mine", "yes-if"));
    table.keeps(FIRST, "cb-behind-you");
    let older = table.clone();
    table.close();
    for (a, b) in [(&table, &older), (&older, &table)] {
        assert_eq!(&merged(None, a, b), table.now());
    }
    let (mut mine, mut theirs) = apart();
    mine.answers(FIRST, "cb-behind-you", noted("yes", "yes"));
    theirs.answers(FIRST, "cb-behind-you", noted("not today", "not-yet"));
    let run = merged(None, &mine, &theirs);
    mine.workspace.take(run);
    mine.close();
    let json = record::write(mine.now());
    assert!(json.contains("not today") && json.contains("\"yes\""), "{json}");
    assert!(!json.contains("picks"), "{json}");
    // Two versions that differed by a tap only are one then.
    let (mut mine, mut theirs) = apart();
    mine.answers(FIRST, "cb-behind-you", noted("yes", "yes"));
    theirs.answers(FIRST, "cb-behind-you", noted("yes", "yes-if"));
    mine.workspace.take(merged(None, &mine, &theirs));
    assert!(record::write(mine.now()).contains("also"));
    mine.close();
    assert!(!record::write(mine.now()).contains("also"));
}

/// What was chosen, where choosing is the answer, outlasts a close and a merge.
#[test]
fn a_choice_outlasts_the_close() {
    let (mut mine, mut theirs) = apart();
    mine.answers(FIRST, "cb-clear-first", picks(&["a-little"]));
    theirs.answers(FIRST, "cb-clear-first", picks(&["not-sure"]));
    mine.close();
    theirs.close();
    let run = merged(None, &mine, &theirs);
    let seen = format!("{:?}", own(&mine, &run, FIRST, "cb-clear-first"));
    assert!(seen.contains("a-little") && seen.contains("not-sure"), "{seen}");
}

/// Two picks of one person collide as two texts do.
#[test]
fn two_picks_are_kept_as_two_texts_are() {
    let (mut mine, mut theirs) = apart();
    mine.answers(FIRST, "cb-clear-first", picks(&["a-little"]));
    theirs.answers(FIRST, "cb-clear-first", picks(&["not-sure"]));
    let run = merged(None, &mine, &theirs);
    let seen = format!("{:?}", own(&mine, &run, FIRST, "cb-clear-first"));
    assert!(seen.contains("a-little") && seen.contains("not-sure"), "{seen}");
}

/// A yes belongs to words: two yes given apart to the same words make an agreement, two yes to
/// different words don't.
#[test]
fn a_yes_given_elsewhere_counts_for_the_same_words_only() {
    let agreement = |t: &Table| t.sentence("cb-declare").expect("a sentence").clone();
    let mut base = Table::usual("coalition");
    base.words_it("cb-declare", "We back each other.");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.answers_sentence(FIRST, "cb-declare", Assent::Yes);
    theirs.answers_sentence(SECOND, "cb-declare", Assent::Yes);
    for base in [None, Some(&agreement(&base))] {
        assert!(Agreement::merge(base, &agreement(&mine), &agreement(&theirs)).was_agreed());
    }
    theirs.words_it("cb-declare", "We back each other, mostly.");
    theirs.answers_sentence(SECOND, "cb-declare", Assent::Yes);
    for base in [None, Some(&agreement(&base))] {
        let merged = Agreement::merge(base, &agreement(&mine), &agreement(&theirs));
        assert!(!merged.was_agreed());
        assert_eq!(merged.also.len(), 1, "both wordings are there");
    }
    // Withdrawn on one side, the wording does not come back from the other.
    let mut withdrawn = mine.clone();
    withdrawn.clock += chrono::Duration::hours(1);
    let id = withdrawn.sentence_id("cb-declare");
    withdrawn.does(Command::AgreementWithdrawn { agreement: id, who: FIRST });
    let merged = Agreement::merge(None, &agreement(&withdrawn), &agreement(&theirs));
    assert!(!record::write(&merged).contains("back each other"));
    // Nor when the other side, not knowing of it, said its yes to the very same words later.
    let mut unknowing = base.clone();
    unknowing.answers_sentence(FIRST, "cb-declare", Assent::Yes);
    unknowing.clock = withdrawn.clock + chrono::Duration::hours(1);
    unknowing.answers_sentence(SECOND, "cb-declare", Assent::Yes);
    assert!(agreement(&unknowing).was_agreed());
    for (a, b) in [(&withdrawn, &unknowing), (&unknowing, &withdrawn)] {
        let merged = Agreement::merge(None, &agreement(a), &agreement(b));
        assert_eq!(merged, agreement(&withdrawn));
    }
    // Worded anew since, by people who knew, it is a new sentence.
    let mut anew = withdrawn.clone();
    anew.words_it("cb-declare", "We begin again.");
    let merged = Agreement::merge(None, &agreement(&withdrawn), &agreement(&anew));
    assert_eq!(merged, agreement(&anew));
    // Not even one that a file claims was kept beside it, whichever of the two comes first.
    let wordless = agreement(&withdrawn);
    let mut fuller = account::value(&wordless);
    fuller["also"] =
        serde_json::json!([{"words": {"text": "back each other"}, "changed": fuller["changed"]}]);
    let fuller: Agreement = arbitrary::read(&fuller);
    assert_eq!(Agreement::merge(None, &wordless, &fuller), wordless);
    assert_eq!(Agreement::merge(None, &fuller, &wordless), wordless);
    // Nor does any other wording that was kept beside it.
    mine.workspace.take(Agreement::merge(None, &agreement(&mine), &agreement(&theirs)));
    mine.does(Command::AgreementWithdrawn { agreement: id, who: SECOND });
    assert!(!record::write(&agreement(&mine)).contains("back each other"));
}

/// A plan reworded here and done there is done, and reworded.
#[test]
fn a_plan_keeps_what_each_side_did_to_it() {
    let the_plan = |t: &Table| t.plan_of(FIRST).expect("a plan").clone();
    let mut base = Table::usual("coalition");
    base.plans(FIRST, "cb-first-step", plan("Send the contract"));
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    let commitment = base.plan_id(FIRST);
    let by = chrono::NaiveDate::from_ymd_opt(2026, 3, 2);
    theirs.does(Command::CommitmentMoved { commitment, by: FIRST, standing: Standing::Done });
    mine.clock += chrono::Duration::hours(1);
    let lighter = Plan { by, ..plan("Send a draft") };
    mine.does(Command::PlanChanged { commitment, by: FIRST, plan: lighter });
    let merged = Commitment::merge(Some(&the_plan(&base)), &the_plan(&mine), &the_plan(&theirs));
    let standing = privacy::standing(&merged, Viewer::One(FIRST));
    assert_eq!((merged.plan.what.as_str(), standing), ("Send a draft", Some(Standing::Done)));
    assert_eq!(merged.also, [], "only one side reworded it");
    let merged = Commitment::merge(None, &the_plan(&mine), &the_plan(&theirs));
    assert_eq!(merged.also.len(), 1);
    assert_eq!(merged.also[0].words.text, "Send the contract");
    mine.does(Command::CommitmentMoved { commitment, by: FIRST, standing: Standing::Resting });
    theirs.clock += chrono::Duration::hours(2);
    theirs.does(Command::CommitmentMoved { commitment, by: FIRST, standing: Standing::LetGo });
    for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
        let both = Commitment::merge(None, &the_plan(a), &the_plan(b));
        let times: Vec<_> =
            privacy::history(&both, Viewer::One(FIRST)).iter().map(|p| p.at).collect();
        assert!(times.len() == 3 && times.is_sorted(), "{times:?}");
    }
}

/// Kept to oneself on one side, a plan stays kept, whatever the other side did to it.
#[test]
fn a_plan_kept_on_one_side_stays_kept() {
    let the_plan = |t: &Table| t.plan_of(FIRST).expect("a plan").clone();
    let mut base = Table::usual("coalition");
    base.plans(FIRST, "cb-first-step", plan("Send the contract"));
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.keeps(FIRST, "cb-first-step");
    theirs.clock += chrono::Duration::hours(1);
    theirs.plans(FIRST, "cb-first-step", plan("Send a draft"));
    for base in [None, Some(&the_plan(&base))] {
        for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
            let merged = Commitment::merge(base, &the_plan(a), &the_plan(b));
            assert!(merged.kept && !privacy::shows_plan(&merged, Viewer::Table));
            assert_eq!(merged.plan.what, "Send a draft");
        }
    }
}

/// Who starts, chosen in one tab while something else was done in the other, is chosen.
#[test]
fn who_starts_is_chosen_once() {
    let base = Table::usual("clearing");
    for who in [FIRST, SECOND] {
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        mine.does(Command::StarterChosen { run: mine.run, who: Some(who) });
        theirs.answers(SECOND, "ca-what", texts("theirs"));
        theirs.answers(SECOND, "ca-gain", texts("theirs"));
        for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
            let run = merged(Some(&base), a, b);
            assert_eq!((run.first, run.entries.len()), (Some(who), 2));
        }
    }
}

/// Records of several kinds, one after the other, from two tabs: nothing of either is missing.
#[test]
fn two_tabs_by_turns() {
    let mut base = Table::usual("coalition");
    base.writes(BOTH, "cb-meet-and-differ", texts("small studio"));
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    for (i, step) in ["cb-hope-today", "cb-bigger-picture"].iter().enumerate() {
        mine.answers(FIRST, step, texts(&format!("mine {i}")));
        theirs.answers(SECOND, step, texts(&format!("theirs {i}")));
        let run = merged(Some(&base), &mine, &theirs);
        mine.workspace.take(run.clone());
        theirs.workspace.take(run.clone());
        base.workspace.take(run);
    }
    assert_eq!(account::unequal(&mine.workspace, &theirs.workspace), Vec::<String>::new());
    assert_eq!(mine.now().entries.len(), 5);
    assert!(mine.now().entries.iter().all(|e| account::value(e).get("also").is_none()));
    assert_eq!(mine.now().changed, at("2026-03-01T12:00:07+01:00"));
    assert!(mine.now().entries.iter().all(|e| e.how == How::Wrote));
}
