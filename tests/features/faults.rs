//! A faulty definition is refused, with all that is wrong with it and where.

use common_ground::content::{Faulty, read_dialogue};
use common_ground::domain::dialogue::{
    CheckedDialogue, Condition, Dialogue, Kind, Lead, Makes, Shows, Stage, Step, Who,
};
use common_ground::domain::{Fault, Wrong};
use common_ground::written::Odd;

use crate::people::dialogue;

/// The kitchen sink, with something done to it.
fn broken(with: impl FnOnce(&mut Dialogue)) -> Vec<Fault> {
    let mut broken: Dialogue = Dialogue::clone(dialogue("kitchen-sink"));
    with(&mut broken);
    CheckedDialogue::new(broken).err().unwrap_or_default()
}

fn fault(step: &str, what: Wrong) -> Fault {
    Fault { step: (!step.is_empty()).then(|| step.into()), what }
}

fn step<'a>(dialogue: &'a mut Dialogue, id: &str) -> &'a mut Step {
    let mut steps = dialogue.stages.iter_mut().flat_map(|s| &mut s.steps);
    steps.find(|s| s.id == *id).expect("a step of the kitchen sink")
}

#[test]
fn the_dialogues_that_come_with_the_program_have_no_faults() {
    assert_eq!(broken(|_| {}), []);
}

/// Faults of the dialogue as a whole: no step is named.
#[test]
fn faults_of_the_whole() {
    let check = |expect: &[Wrong], with: fn(&mut Dialogue)| {
        let found = broken(with);
        assert!(found.iter().all(|f| f.step.is_none()), "{found:?}");
        assert_eq!(found.iter().map(|f| f.what).collect::<Vec<_>>(), expect);
    };
    check(&[Wrong::NoSteps, Wrong::ShortWay], |d| d.stages.clear());
    check(&[Wrong::BadStage], |d| d.stages.push(Stage { id: "four".into(), steps: Vec::new() }));
    check(&[Wrong::BadStage], |d| d.stages[2].id = d.stages[0].id.clone());
    check(&[Wrong::Minutes], |d| d.minutes.whole = 0);
    check(&[Wrong::Minutes], |d| d.minutes.short = Some(0));
    check(&[Wrong::Minutes], |d| d.minutes.short = Some(d.minutes.whole));
    check(&[Wrong::ShortWay], |d| d.minutes.short = None);
    check(&[Wrong::ShortWay], |d| {
        d.stages.iter_mut().flat_map(|s| &mut s.steps).for_each(|s| s.short = false);
    });
}

/// Each small slip in a step is one fault, of that step.
#[test]
fn one_slip_one_fault() {
    let twice = broken(|d| step(d, "ks-thank").id = "ks-turns".into());
    assert_eq!(twice, [fault("ks-turns", Wrong::TwiceTheSameStep)]);
    let check = |id: &str, expect: Wrong, with: &dyn Fn(&mut Step)| {
        let found = broken(|d| with(step(d, id)));
        assert_eq!(found, [fault(id, expect)], "{id}");
    };
    check("ks-choose-both", Wrong::Options, &|s| s.options.clear());
    check("ks-each", Wrong::Options, &|s| s.options.push("one".into()));
    check("ks-each", Wrong::Options, &|s| s.several = true);
    check("ks-thank", Wrong::ReservedOption, &|s| s.options.push("in-my-own-words".into()));
    check("ks-thank", Wrong::ReservedOption, &|s| s.options.push("none-of-these".into()));
    check("ks-thank", Wrong::ReservedOption, &|s| s.options.push("one".into()));
    check("ks-guide", Wrong::Fields, &|s| s.fields.push("soon".into()));
    check("ks-fields", Wrong::Fields, &|s| s.fields.push("soon".into()));
    check("ks-reflect", Wrong::Reveal, &|s| s.reveal = true);
    check("ks-turns", Wrong::Reveal, &|s| s.reveal = true);
    check("ks-joint", Wrong::Reveal, &|s| s.reveal = true);
    check("ks-commit", Wrong::Reveal, &|s| s.reveal = true);
    check("ks-when", Wrong::Reveal, &|s| s.reveal = true);
    check("ks-each", Wrong::Release, &|s| s.release = true);
    check("ks-turns", Wrong::Release, &|s| s.release = true);
    check("ks-each", Wrong::Note, &|s| s.note = true);
    check("ks-reflect", Wrong::Note, &|s| s.note = true);
    let when = |step: &str, any: &[&str]| {
        let any = any.iter().map(|o| (*o).into()).collect();
        Some(Condition { step: step.into(), any })
    };
    check("ks-when", Wrong::Refers, &|s| s.when = when("no-such-step", &["two"]));
    check("ks-when", Wrong::Refers, &|s| s.when = when("ks-thank", &["two"]));
    check("ks-when", Wrong::Refers, &|s| s.when = when("ks-when", &["two"]));
    check("ks-when", Wrong::Refers, &|s| s.when = when("ks-choose", &[]));
    check("ks-when", Wrong::Refers, &|s| s.when = when("ks-choose", &["two", "three"]));
    check("ks-schedule", Wrong::Misplaced, &|s| s.when = when("ks-choose", &["two"]));
    check("ks-role", Wrong::Refers, &|s| s.about = Some("ks-thank".into()));
    check("ks-role", Wrong::Refers, &|s| s.about = Some("ks-each".into()));
    check("ks-agree", Wrong::Refers, &|s| s.prefill = Some(vec!["ks-commit".into()]));
    check("ks-agree", Wrong::Refers, &|s| s.prefill = Some(vec!["ks-agree".into()]));
    let lead = |option: &str| Some(Lead { option: option.into(), to: "clearing".into() });
    check("ks-choose", Wrong::Refers, &|s| s.leads = lead("three"));
    check("ks-thank", Wrong::Misplaced, &|s| s.about = Some("ks-commit".into()));
    check("ks-choose", Wrong::Misplaced, &|s| s.prefill = Some(Vec::new()));
    check("ks-each", Wrong::Misplaced, &|s| s.offer = true);
    check("ks-each", Wrong::Misplaced, &|s| s.makes = Some(Makes::Threads));
    check("ks-each", Wrong::Misplaced, &|s| s.shows = Some(Shows::Shared));
    check("ks-readback", Wrong::Misplaced, &|s| s.shows = None);
    check("ks-each", Wrong::Misplaced, &|s| s.copy = true);
    check("ks-agree", Wrong::Misplaced, &|s| s.who = Who::Each);
    // Lines that would become threads for both are asked of both.
    check("ks-list", Wrong::Misplaced, &|s| s.who = Who::Each);
    check("ks-list", Wrong::Misplaced, &|s| s.visibility = crate::people::SPOKEN);
}

/// Nothing stops at the first fault.
#[test]
fn all_faults_are_listed() {
    let found = broken(|d| {
        d.minutes.whole = 0;
        step(d, "ks-guide").options = vec!["one".into()];
        step(d, "ks-reflect").note = true;
        let choose = step(d, "ks-choose");
        choose.kind = Kind::Reflect;
        choose.fields = vec!["a".into(), "a".into()];
        step(d, "ks-thank").id = "ks-guide".into();
    });
    let expect = [
        fault("", Wrong::Minutes),
        fault("ks-guide", Wrong::Options),
        fault("ks-reflect", Wrong::Note),
        fault("ks-choose", Wrong::Options),
        fault("ks-choose", Wrong::Fields),
        fault("ks-guide", Wrong::TwiceTheSameStep),
    ];
    assert_eq!(found, expect);
}

/// What cannot even be read says so, and an unknown word in a definition is never passed over.
#[test]
fn a_definition_that_cannot_be_read() {
    let good = include_str!("../../src/content/dialogues/kitchen-sink.json");
    assert!(read_dialogue(good).is_ok());
    for no_json in ["", &good[..good.len() / 2]] {
        assert!(matches!(read_dialogue(no_json), Err(Faulty::NotJson)));
    }
    let check = |right: &str, wrong: &str, at: &str| {
        let found = read_dialogue(&good.replace(right, wrong));
        assert!(matches!(found, Err(Faulty::Odd(Odd(name))) if name == at), "{found:?}");
    };
    check("\"reveal\"", "\"revael\"", "stages");
    check("\"guide\"", "\"giude\"", "stages");
    check("\"minutes\"", "\"hours\"", "a name nobody knows");
    check("\"content\": 1", "\"content\": \"1\"", "content");
    check("\"content\": 1", "\"content\": 1, \"content\": 1", "a name nobody knows");
    let faulty = good.replace("\"note\": true", "\"release\": true");
    assert!(matches!(read_dialogue(&faulty), Err(Faulty::Faults(f)) if f.len() == 2));
}
