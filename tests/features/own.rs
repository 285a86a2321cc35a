//! Dialogues of one's own (C15, C33): copied and changed, for everybody or for two; what is the matter with a
//! definition is said all at once, and what is not can be gone through to its end.

use std::slice::from_ref;

use common_ground::content::own::{self, Fault, OwnWrong, can_be_copied, faults, learn};
use common_ground::content::words::pack;
use common_ground::content::{self, dialogue as known};
use common_ground::domain::command::Command;
use common_ground::domain::decides::Decides;
use common_ground::domain::dialogue::Dialogue;
use common_ground::domain::ids::{DialogueId, OwnId, StepId};
use common_ground::domain::limits;
use common_ground::domain::merge::Merge;
use common_ground::domain::own::{Definition, OwnDialogue, OwnKind, OwnStage, OwnStep};
use common_ground::domain::person::KindOfPair;
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::How;
use common_ground::share::{definition, envelope, parcel};
use common_ground::written::Named;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::crossing::{APART, two_who};
use crate::dice::Dice;
use crate::files::{MERGE, bring, copy, read};
use crate::people::{FIRST, Table, USUAL, dialogue, texts};
use crate::walk::{self, ByChance, walk};
use crate::{arbitrary, cases};

fn step(id: &str) -> StepId {
    id.into()
}

fn copied(id: &str) -> Definition {
    Definition::of(dialogue(id))
}

/// A copy, changed.
fn changed(id: &str, with: impl FnOnce(&mut Definition)) -> Definition {
    let mut definition = copied(id);
    with(&mut definition);
    definition
}

fn of<'a>(definition: &'a mut Definition, id: &str) -> &'a mut OwnStep {
    definition.step_mut(&step(id)).expect("a step of it")
}

fn hide(definition: &mut Definition, id: &str) {
    of(definition, id).hidden = true;
}

fn adds(definition: &mut Definition, behind: &str, kind: OwnKind, ask: &str) -> StepId {
    let id = definition.add_step(Some(&step(behind)), kind);
    ask.clone_into(&mut definition.step_mut(&id).expect("just added").ask);
    id
}

/// Those that come with the app and can be copied.
fn originals() -> impl Iterator<Item = &'static Dialogue> {
    content::dialogues()
        .map(|d| &**d)
        .filter(|d| can_be_copied(d) && d.id.as_str() != "kitchen-sink")
}

#[test]
fn a_copy_that_is_not_changed_asks_the_same() {
    let all: Vec<&str> = originals().map(|d| d.id.as_str()).collect();
    assert!(all.starts_with(&["coalition", "clearing", "expectations", "wrapup"]), "{all:?}");
    for original in originals() {
        let definition = Definition::of(original);
        let made = learn(&definition).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(made.stages, original.stages, "{}", original.id);
        let words = [&original.id, &made.id].map(|id| pack(id).expect("words"));
        assert_eq!(words[0].title, words[1].title);
        for step in original.steps() {
            let [was, is] = words.map(|w| w.step(&step.id).expect("words of a step"));
            assert_eq!((&was.ask, &was.hint, &was.name), (&is.ask, &is.hint, &is.name));
        }
    }
}

/// What nobody can see, or tell apart, is not there; and a name has one line.
#[test]
fn names_and_answers_can_be_seen() {
    let at = |id: &str, what| Fault { step: Some(step(id)), what };
    let whole = |what| Fault { step: None, what };
    let check = |definition: &Definition, wanted: &[Fault]| {
        assert_eq!(faults(definition), wanted, "{definition:?}");
    };
    let unseen = Definition { title: "\u{200b}".to_owned(), ..Definition::anew() };
    check(&unseen, &[whole(OwnWrong::NoTitle), at("own-1", OwnWrong::NoQuestion)]);
    for options in [["Yes", "Yes\u{200b}"], ["Yes", "Yes "], ["\u{2060}", "No"]] {
        let alike = changed("coalition", |d| {
            adds(d, "cb-my-aim", OwnKind::Choose, "Tea?");
            of(d, "own-1").options = options.map(str::to_owned).to_vec();
        });
        check(&alike, &[at("own-1", OwnWrong::Options)]);
    }
    // Of what is copied, it is as it was.
    let unseen = changed("coalition", |d| {
        let step = of(d, "cb-same-way");
        step.ask = "\u{200b}".to_owned();
        step.hint = "\u{2060} ".to_owned();
        step.answers.put("mostly", "\u{feff}".to_owned());
    });
    let words = |id: &DialogueId| {
        let said = pack(id).and_then(|p| p.step(&step("cb-same-way"))).expect("a step of it");
        [said.ask.as_str(), &said.hint, said.options.get("mostly").expect("an answer of it")]
    };
    assert_eq!(words(&learn(&unseen).expect("ready").id), words(&"coalition".into()));
    let lines = changed("coalition", |d| d.title = "One\nTwo".to_owned());
    check(&lines, &[whole(OwnWrong::Signs)]);
}

#[test]
fn all_that_is_the_matter_is_said_at_once() {
    let at = |id: &str, what| Fault { step: Some(step(id)), what };
    let whole = |what| Fault { step: None, what };
    let check = |name: &str, definition: &Definition, wanted: &[Fault]| {
        assert_eq!(faults(definition), wanted, "{name}");
    };
    let several = changed("coalition", |d| {
        adds(d, "cb-my-aim", OwnKind::Each, "  ");
        adds(d, "own-1", OwnKind::Choose, "Tea?");
        hide(d, "cb-first-step");
        of(d, "cb-care-now").ask = "What \u{202e}counts?".to_owned();
    });
    check(
        "several",
        &several,
        &[
            at("own-1", OwnWrong::NoQuestion),
            at("own-2", OwnWrong::Options),
            at("cb-care-now", OwnWrong::Signs),
            at("cb-realistic", OwnWrong::GoesOnFrom(step("cb-first-step"))),
            at("cb-my-role", OwnWrong::GoesOnFrom(step("cb-first-step"))),
        ],
    );
    let order = changed("coalition", |d| {
        for _ in 0..3 {
            d.move_step(&step("cb-clear-yet"), false);
        }
    });
    check("order", &order, &[at("cb-help-focus", OwnWrong::GoesOnFrom(step("cb-clear-yet")))]);
    let threshold = at("ca-safe", OwnWrong::WhetherToBegin);
    check("no threshold", &changed("clearing", |d| hide(d, "ca-safe")), from_ref(&threshold));
    let other_words = changed("clearing", |d| of(d, "ca-safe").ask = "Tea?".to_owned());
    check("a threshold in other words", &other_words, from_ref(&threshold));
    let later = changed("clearing", |d| d.move_step(&step("ca-safe"), false));
    check("a threshold that comes later", &later, &[threshold]);
    check(
        "an own one",
        &Definition::anew(),
        &[whole(OwnWrong::NoTitle), at("own-1", OwnWrong::NoQuestion)],
    );
    let from = |from: &str| Definition { from: Some(from.into()), ..Definition::default() };
    for id in ["no-such-dialogue", "map", "feedback", "prep", "__proto__", "own-1"] {
        check(id, &from(id), &[whole(OwnWrong::Original), whole(OwnWrong::NothingAsked)]);
    }
    check("nothing", &from("coalition"), &[whole(OwnWrong::NothingAsked)]);
    let itself = from(Definition::anew().id().as_str());
    check("of itself", &itself, &[whole(OwnWrong::Original), whole(OwnWrong::NothingAsked)]);
    let mut bare = copied("coalition").steps().next().expect("a step").clone();
    bare.id = step("__proto__");
    "<script>alert(1)</script>".clone_into(&mut bare.ask);
    let own = |id: &str| OwnStep { id: step(id), kind: Some(OwnKind::Each), ..bare.clone() };
    let with = |stages: &[&str], steps: Vec<OwnStep>| Definition {
        title: "Ours".to_owned(),
        stages: stages
            .iter()
            .map(|id| OwnStage { id: (*id).to_owned(), name: String::new(), steps: steps.clone() })
            .collect(),
        ..Definition::default()
    };
    let unknown = at("__proto__", OwnWrong::UnknownStep);
    check("unknown", &with(&["own-1"], vec![bare.clone()]), from_ref(&unknown));
    let pretends = OwnStep { kind: Some(OwnKind::Each), ..bare.clone() };
    check("a name that is none", &with(&["own-1"], vec![pretends]), &[unknown]);
    check(
        "a rule of another",
        &with(&["own-1"], vec![own("ca-keep")]),
        &[at("ca-keep", OwnWrong::UnknownStep)],
    );
    check(
        "twice",
        &with(&["own-1"], vec![own("own-1"), own("own-1")]),
        &[at("own-1", OwnWrong::Twice)],
    );
    check(
        "a stage twice",
        &with(&["own-1", "own-1"], vec![own("own-1")]),
        &[whole(OwnWrong::Stage), at("own-1", OwnWrong::Twice)],
    );
    check("a strange stage", &with(&["../x"], vec![own("own-1")]), &[whole(OwnWrong::Stage)]);
    let options = |options: &[&str]| OwnStep {
        kind: Some(OwnKind::Choose),
        options: options.iter().map(|o| (*o).to_owned()).collect(),
        ..own("own-1")
    };
    for bad in [&["Tea", "Tea"][..], &["Tea", " "], &["none-of-these"]] {
        let definition = with(&["own-1"], vec![options(bad)]);
        check("options", &definition, &[at("own-1", OwnWrong::Options)]);
    }
    let long = OwnStep { ask: "x".repeat(limits::QUESTION + 1), ..own("own-1") };
    let and_more = OwnStep { kind: None, ..long };
    let unknown = at("own-1", OwnWrong::UnknownStep);
    check("and more", &with(&["own-1"], vec![and_more]), &[whole(OwnWrong::TooMuch), unknown]);
    // A script is a text like any other.
    check("a script", &with(&["own-1"], vec![own("own-1")]), &[]);
}

/// As much as a limit says, and no more.
#[test]
fn a_definition_is_as_large_as_it_may_be() {
    let mut bare = Definition::anew();
    let bare = of(&mut bare, "own-1").clone();
    let own = |n: usize, ask: &str, options: Vec<String>| OwnStep {
        id: step(&format!("own-{n}")),
        kind: Some(if options.is_empty() { OwnKind::Each } else { OwnKind::Choose }),
        ask: ask.to_owned(),
        options,
        ..bare.clone()
    };
    let check = |name: &str, limit: usize, steps: &dyn Fn(usize) -> Vec<OwnStep>| {
        for (size, expect) in [(limit, &[][..]), (limit + 1, &[OwnWrong::TooMuch])] {
            let stage = OwnStage { id: "own-1".into(), name: String::new(), steps: steps(size) };
            let title = "Ours".to_owned();
            let definition = Definition { title, stages: vec![stage], ..Definition::default() };
            let found = faults(&definition).into_iter().map(|f| f.what).collect::<Vec<_>>();
            assert_eq!(found, expect, "{size} {name}");
        }
    };
    let tea = |n: usize| (0..n).map(|n| format!("Tea {n}")).collect::<Vec<_>>();
    check("steps", limits::STEPS, &|n| (0..n).map(|n| own(n, "Tea?", Vec::new())).collect());
    check("answers", limits::OPTIONS, &|n| vec![own(1, "Tea?", tea(n))]);
    check("letters", limits::QUESTION, &|n| vec![own(1, &"x".repeat(n), Vec::new())]);
}

/// What `domain::check` finds comes together with what is the matter with a definition of one's own.
#[test]
fn what_cannot_be_asked_there_is_said_with_the_rest() {
    let definition = changed("clearing", |d| {
        adds(d, "ca-reason", OwnKind::Each, " ");
        d.move_step(&step("ca-answer"), true);
        for _ in 0..40 {
            d.move_step(&step("ca-say-back-a"), true);
            d.move_step(&step("ca-same-time"), true);
        }
    });
    let found = faults(&definition);
    let has = |id: &str, is: fn(&OwnWrong) -> bool| {
        found.iter().any(|f| f.step == Some(step(id)) && is(&f.what))
    };
    assert!(has("own-1", |w| *w == OwnWrong::NoQuestion), "{found:?}");
    assert!(found.len() > 1 && learn(&definition).is_err(), "{found:?}");
}

/// A copied step keeps what can be answered, and may call it otherwise, but for what the app acts upon.
#[test]
fn answers_labels_and_fields_in_other_words() {
    let says =
        |dialogue: &str,
         id: &str,
         part: fn(&mut OwnStep) -> &mut Named<String>,
         name: &str,
         text: &str| { changed(dialogue, |d| part(of(d, id)).put(name, text.to_owned())) };
    let good = [
        says("coalition", "cb-clear-yet", |s| &mut s.answers, "clear", "Crystal"),
        says("coalition", "cb-soon-and-later", |s| &mut s.fields, "soon", "By Friday"),
    ];
    for definition in good {
        let made = learn(&definition).unwrap_or_else(|faults| panic!("{faults:?}"));
        let original = dialogue("coalition");
        assert_eq!(made.stages, original.stages, "no rule is another");
        let (is, was) = (pack(&made.id).expect("words"), pack(&original.id).expect("words"));
        let words =
            |p: &'static content::words::Pack, id: &str| p.step(&step(id)).expect("a step").clone();
        let (clear, soon) = (words(is, "cb-clear-yet"), words(is, "cb-soon-and-later"));
        let other = words(was, "cb-clear-yet");
        assert!(
            clear.option(&"clear".into()) == "Crystal" || soon.field(&"soon".into()) == "By Friday"
        );
        assert_eq!(clear.options.names().len(), other.options.names().len());
        let text = definition::write(&definition);
        assert_eq!(definition::read(&text).expect("one").expect("a good one").id(), made.id);
    }
    let check = |what: OwnWrong, definition: Definition| {
        let found = faults(&definition);
        assert!(found.iter().any(|f| f.what == what), "{what:?}: {found:?}");
    };
    let answers: fn(&mut OwnStep) -> &mut Named<String> = |s| &mut s.answers;
    check(OwnWrong::Wording, says("coalition", "cb-clear-yet", answers, "no-such", "Tea"));
    check(OwnWrong::Wording, says("clearing", "ca-keep", answers, "nothing", "All of it"));
    check(OwnWrong::Wording, says("coalition", "cb-clear-yet", |s| &mut s.labels, "1", "Tea"));
    check(OwnWrong::Wording, says("coalition", "cb-clear-yet", |s| &mut s.fields, "soon", "Tea"));
    check(OwnWrong::Signs, says("coalition", "cb-clear-yet", answers, "clear", "\u{202e}"));
    check(OwnWrong::WhetherToBegin, says("clearing", "ca-safe", answers, "yes", "Tea"));
    let clear =
        pack(&"coalition".into()).and_then(|p| p.step(&step("cb-clear-yet"))).expect("words");
    let other = clear.options.all().find(|(id, _)| *id != "clear").expect("another").1.clone();
    check(OwnWrong::Options, says("coalition", "cb-clear-yet", answers, "clear", &other));
    // Blank is as it was, and too many are too many.
    let blank = says("coalition", "cb-clear-yet", answers, "clear", " ");
    let made = learn(&blank).expect("no faults");
    let words = pack(&made.id).and_then(|p| p.step(&step("cb-clear-yet"))).expect("words");
    assert_eq!(words.option(&"clear".into()), clear.option(&"clear".into()));
    let many = changed("coalition", |d| {
        for n in 0..=limits::OPTIONS {
            of(d, "cb-clear-yet").answers.put(&n.to_string(), "Tea".to_owned());
        }
    });
    assert_eq!(faults(&many), [Fault { step: None, what: OwnWrong::TooMuch }]);
}

#[test]
fn a_step_that_was_added_asks_and_nothing_hangs_on_it() {
    for kind in OwnKind::ALL {
        let definition = changed("coalition", |d| {
            let id = adds(d, "cb-my-aim", kind, "And then?");
            if kind == OwnKind::Choose {
                of(d, id.as_str()).options = vec!["Tea".to_owned(), "Coffee".to_owned()];
            }
        });
        let made = learn(&definition).unwrap_or_else(|faults| panic!("{kind:?}: {faults:?}"));
        let added = made.step(&step("own-1")).expect("it is asked");
        assert_eq!(added.decides.map(Decides::options), None);
        let rules = (&added.leads, &added.when, &added.about, added.sign, added.ground);
        assert_eq!(rules, (&None, &None, &None, false, false));
        let words = pack(&made.id).and_then(|p| p.step(&added.id)).expect("words");
        assert_eq!((words.ask.as_str(), words.name.as_str()), ("And then?", "And then?"));
        let named: Vec<&str> = added.options.iter().map(|o| words.option(o)).collect();
        assert_eq!(named, if kind == OwnKind::Choose { vec!["Tea", "Coffee"] } else { vec![] });
    }
}

/// The pair can switch any step off for itself, with those that go on from it; only the question whether to begin at all
/// stays (C.2, 2).
#[test]
fn c15_any_step_can_be_left_out_but_the_threshold() {
    for original in originals() {
        for left_out in original.steps() {
            let mut definition = Definition::of(original);
            hide(&mut definition, left_out.id.as_str());
            loop {
                let found = faults(&definition);
                let goes_on = |f: &Fault| matches!(f.what, OwnWrong::GoesOnFrom(_));
                let Some(fault) = found.iter().find(|f| goes_on(f)) else { break };
                hide(&mut definition, fault.step.as_ref().expect("a step").as_str());
            }
            let threshold = left_out.decides == Some(Decides::WhetherToBegin);
            let found = faults(&definition);
            assert_eq!(found.is_empty(), !threshold, "{}: {found:?}", left_out.id);
        }
    }
}

/// Somebody with a copy of a dialogue.
struct Ada {
    table: Table,
    own: OwnId,
}

impl Ada {
    fn with(from: &str, for_two: bool) -> Self {
        let mut table = Table::empty(3);
        table.meet(["Ada", "Ben"], KindOfPair::Unsaid);
        let pair = for_two.then_some(table.pair);
        table.does(Command::OwnBegun { from: Some(from.into()), pair });
        let own = table.workspace.own.iter().next().expect("a copy").id;
        Self { table, own }
    }

    fn own(&self) -> &OwnDialogue {
        self.table.workspace.own.get(self.own.uuid()).expect("it is there")
    }

    fn changes(&mut self, with: impl FnOnce(&mut Definition)) {
        let mut definition = self.own().definition.clone();
        with(&mut definition);
        let definition = Box::new(definition);
        self.table.does(Command::OwnChanged { own: self.own, definition });
    }

    /// Begins it as it is now.
    fn begins(&mut self) -> DialogueId {
        let id = learn(&self.own().definition).unwrap_or_else(|f| panic!("{f:?}")).id.clone();
        self.table.begin(id.as_str(), USUAL);
        id
    }

    fn asks(&self, id: &str) -> String {
        let words = pack(&self.table.now().dialogue).and_then(|p| p.step(&step(id)));
        words.expect("words").ask.clone()
    }
}

#[test]
fn answers_keep_the_questions_they_were_given_to() {
    let mut ada = Ada::with("coalition", false);
    ada.changes(|d| {
        of(d, "cb-hope-today").ask = "What shall we leave with?".to_owned();
        adds(d, "cb-hope-today", OwnKind::Each, "Who else should know?");
    });
    let first = ada.begins();
    ada.table.writes(FIRST, "own-1", texts("Mina"));
    ada.table.gives(FIRST, "own-1", How::Wrote);
    let run = ada.table.run;
    ada.table.close();
    ada.changes(|d| of(d, "cb-hope-today").ask = "What else?".to_owned());
    let second = ada.begins();
    assert_ne!(first, second);
    assert_eq!(ada.asks("cb-hope-today"), "What else?");
    ada.table.close();
    let own = ada.own;
    ada.table.does(Command::OwnErased { own });
    ada.table.run = run;
    assert_eq!(ada.asks("cb-hope-today"), "What shall we leave with?");
    assert_eq!(ada.asks("own-1"), "Who else should know?");
    // A device that has read nothing yet learns it from the run alone.
    let stored = common_ground::codec::record::write(ada.table.now());
    std::thread::spawn(move || {
        let run = common_ground::codec::record::read(&stored).expect("a run");
        own::learn_run(&run);
        assert!(known(&first).is_some() && known(&second).is_none());
        let forged = common_ground::domain::run::Run { dialogue: second.clone(), ..run };
        own::learn_run(&forged);
        assert!(known(&second).is_none(), "a name means one definition and never another");
    })
    .join()
    .expect("no panic");
}

#[test]
fn what_is_hidden_leaves_no_trace_and_comes_back_where_it_was() {
    let definition = changed("coalition", |d| {
        hide(d, "cb-hope-today");
        of(d, "cb-hope-today").ask = "Nobody needs to know".to_owned();
        hide(d, "cb-arrive");
    });
    let text = definition::write(&definition);
    assert!(!text.contains("Nobody") && !text.contains("cb-hope-today"), "{text}");
    let sent = definition::read(&text).expect("a definition").expect("a good one");
    assert_eq!(sent, definition.asked());
    assert_eq!(sent.id(), definition.id());
    let whole = sent.whole(dialogue("coalition"));
    let order = |d: &Definition| d.steps().map(|s| s.id.clone()).collect::<Vec<_>>();
    assert_eq!(order(&whole), order(&copied("coalition")));
    let hidden: Vec<&str> = whole.steps().filter(|s| s.hidden).map(|s| s.id.as_str()).collect();
    assert_eq!(hidden, ["cb-arrive", "cb-hope-today"]);
}

#[test]
fn what_two_changed_takes_the_place_of_the_original_and_counts_its_rounds() {
    let mut ada = Ada::with("clearing", true);
    ada.table.begin("clearing", USUAL);
    ada.table.gives(FIRST, "ca-safe", How::Seen);
    ada.table.close();
    ada.changes(|d| {
        hide(d, "ca-reason");
        of(d, "ca-my-commitment").name = "What I stand for".to_owned();
        adds(d, "ca-my-commitment", OwnKind::Each, "What do you need from me today?");
    });
    let pair = ada.table.pair;
    let place = |id: &str| ada.table.workspace.in_place_of(pair, &id.into()).map(|o| o.id);
    assert_eq!((place("clearing"), place("coalition")), (Some(ada.own), None));
    let id = ada.begins();
    assert_eq!(ada.table.now().round, 2);
    assert_eq!(ada.table.now().root().as_str(), "clearing");
    let made = known(&id).expect("made ready");
    assert!(made.step(&step("ca-reason")).is_none() && made.step(&step("own-1")).is_some());
    assert!(content::is_ground(&step("ca-common-ground")), "a copied step is what it was");
    // It goes with the two, and what they talked stays told.
    ada.table.does(Command::PartnershipErased { pair });
    assert!(ada.table.workspace.own.is_empty());
}

/// Looking again finds last time's answers, whether the two changed it before, since or not at all (C13, C15).
#[test]
fn last_time_is_found_whatever_two_changed_since() {
    let mut ada = Ada::with("expectations", true);
    let before = |ada: &Ada| ada.table.workspace.round_before(ada.table.run).map(|r| r.id);
    let mut last = None;
    let mut begins = |ada: &mut Ada, own: bool| {
        if own {
            ada.begins();
        } else {
            ada.table.begin("expectations", USUAL);
        }
        assert_eq!(before(ada), last, "own: {own}");
        ada.table.answers(FIRST, "ex-no-guessing", texts("Quiet is fine."));
        ada.table.close();
        last = Some(ada.table.run);
    };
    begins(&mut ada, false);
    ada.changes(|d| of(d, "ex-fit").ask = "How do we fit?".to_owned());
    begins(&mut ada, true);
    ada.changes(|d| of(d, "ex-fit").ask = "And now?".to_owned());
    begins(&mut ada, true);
    begins(&mut ada, false);
    // Another dialogue is none of it.
    ada.table.begin("coalition", USUAL);
    assert_eq!(before(&ada), None);
}

#[test]
fn what_is_over_a_limit_changes_nothing() {
    let mut ada = Ada::with("coalition", false);
    let refused = |ada: &mut Ada, with: &dyn Fn(&mut Definition)| {
        let definition = Box::new(changed("coalition", with));
        ada.table.act(Command::OwnChanged { own: ada.own, definition }).expect_err("refused")
    };
    let long = "x".repeat(limits::QUESTION + 1);
    assert_eq!(refused(&mut ada, &|d| of(d, "cb-my-aim").ask = long.clone()), Refusal::TooLong);
    assert_eq!(refused(&mut ada, &|d| d.title = long.clone()), Refusal::NameTooLong);
    let many = |d: &mut Definition| {
        for _ in 0..limits::STEPS {
            d.add_step(None, OwnKind::Each);
        }
    };
    assert_eq!(refused(&mut ada, &many), Refusal::OutOfRange);
}

#[test]
fn an_invitation_brings_its_questions_along() {
    let definition = changed("coalition", |d| {
        of(d, "cb-hope-today").ask = "What shall we leave with?".to_owned();
    });
    let id = learn(&definition).expect("no faults").id.clone();
    let [mut maya, mut tom] = two_who(|maya| {
        maya.does(Command::OwnKept { definition: Box::new(definition.clone()) });
        maya.begin(id.as_str(), APART);
    });
    let link = maya.sends();
    let sealed = envelope::seal(&link, None).expect("a link").len();
    assert!(sealed < limits::LIGHT_LINK, "{sealed}");
    let sent = parcel::read(&link).expect("a parcel");
    assert_eq!(sent.definition.as_ref().map(Definition::id), Some(id.clone()));
    tom.opens(&link);
    let there = tom.table.workspace.runs.iter().next().expect("the run");
    assert_eq!((&there.dialogue, there.own.as_ref()), (&id, sent.definition.as_ref()));
    // Another one under its name is refused as a whole.
    let other = link.replace("What shall we leave with?", "What did you do wrong?");
    assert_ne!(other, link);
    assert!(parcel::read(&other).is_err());
}

#[test]
fn a_link_with_a_definition_fits_a_message() {
    let definition = changed("coalition", |d| {
        of(d, "cb-hope-today").ask = "What shall the two of us leave this room with?".to_owned();
        d.move_step(&step("cb-what-matters"), true);
        adds(d, "cb-hope-today", OwnKind::Each, "Who else should know about this?");
    });
    let link = envelope::seal(&definition::write(&definition), None).expect("a link");
    assert!(link.len() < limits::LIGHT_LINK, "{}", link.len());
}

/// Nothing else that a link may hold is taken for one.
#[test]
fn a_definition_is_known_by_its_form() {
    for text in ["{}", "[]", "{\"o\":1}", "{\"o\":{\"decides\":\"x\"}}", "{\"o\":{},\"m\":1}"] {
        assert!(definition::read(text).is_none_or(|read| read.is_err()), "{text}");
        assert!(parcel::read(text).is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(cases(48))]

    /// Whatever somebody makes of a copy: it is refused with what is the matter, or it can be gone through to its end.
    #[test]
    fn what_has_no_faults_comes_to_an_end(
        which in 0..8_usize,
        edits in vec(any::<u8>(), 0..60),
        answers in vec(any::<u8>(), 0..200),
    ) {
        let all: Vec<&Dialogue> = originals().collect();
        let mut definition = Definition::of(all[which % all.len()]);
        let mut dice = Dice::new(&edits);
        for _ in 0..edits.len() / 4 {
            let steps: Vec<StepId> = definition.steps().map(|s| s.id.clone()).collect();
            let id = dice.pick(&steps).clone();
            match dice.below(4) {
                0 => definition.move_step(&id, dice.one_in(2)),
                1 => {
                    let id = adds(&mut definition, id.as_str(), *dice.pick(&OwnKind::ALL), "And?");
                    let is = of(&mut definition, id.as_str());
                    if is.kind == Some(OwnKind::Choose) {
                        is.options = vec!["Tea".to_owned()];
                    }
                }
                _ => hide(&mut definition, id.as_str()),
            }
        }
        match learn(&definition) {
            Err(faults) => prop_assert!(!faults.is_empty()),
            Ok(made) => {
                let mut ada = Ada::with(all[which % all.len()].id.as_str(), false);
                ada.changes(|d| *d = definition.clone());
                prop_assert_eq!(&ada.begins(), &made.id);
                let mut skipped = ada.table.clone();
                walk(&mut skipped, &mut walk::all(How::Skipped));
                let mut writer = |_: &mut Dice| "Words.".to_owned();
                walk(&mut ada.table, &mut ByChance { dice: Dice::new(&answers), writer: &mut writer });
                ada.table.close();
            }
        }
    }

    /// Nothing that can stand in a file brings the check down, and what is kept comes back as it was.
    #[test]
    fn hostile_definitions_are_refused_in_words_or_harmless(bytes in vec(any::<u8>(), 0..400)) {
        let mut builder = arbitrary::Builder::new(&bytes);
        let own: OwnDialogue = arbitrary::read::<OwnDialogue>(&builder.own(0, None)).tidied();
        if let Ok(made) = learn(&own.definition) {
            prop_assert!(pack(&made.id).is_some());
        }
        let mut workspace = common_ground::domain::workspace::Workspace::default();
        workspace.take(own.clone());
        let mut empty = common_ground::domain::workspace::Workspace::default();
        bring(&mut empty, &read(&copy(&workspace)), MERGE);
        prop_assert_eq!(empty.own, workspace.own);
    }
}
