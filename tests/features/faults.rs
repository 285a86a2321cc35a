//! A faulty definition is refused, with all that is wrong with it and where.

use common_ground::content::{Faulty, read_dialogue};
use common_ground::domain::decides::Decides;
use common_ground::domain::decides::Decides::{
    HowLong, HowToTalk, More, Settled, WhatFollows, WhatStays, WhatToHandOver, WhenToAnswer,
    WhetherToBegin, WhoStarts,
};
use common_ground::domain::dialogue::{
    CheckedDialogue, Condition, Dialogue, Kind, Lead, Makes, Shows, Stage, Step, Who,
};
use common_ground::domain::ids::StepId;
use common_ground::domain::limits;
use common_ground::domain::run::Visibility;
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
    check(&[Wrong::BadStage], |d| {
        d.stages.push(Stage { id: "more".into(), apart: false, rest: false, steps: Vec::new() });
    });
    check(&[Wrong::BadStage], |d| d.stages[2].id = d.stages[0].id.clone());
    check(&[Wrong::Minutes], |d| d.minutes.whole = 0);
    check(&[Wrong::Minutes], |d| d.minutes.short = Some(0));
    check(&[Wrong::Minutes], |d| d.minutes.turn = Some(0));
    check(&[Wrong::Minutes], |d| d.minutes.turn = Some(11));
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
    // What somebody said alone is not told by what both are asked.
    check("ks-parts", Wrong::Misplaced, &|s| s.when = when("ks-rests", &["two"]));
    let unless = |step: &str, any: &[&str]| when(step, any).into_iter().collect::<Vec<_>>();
    check("ks-unless", Wrong::Refers, &|s| s.unless = unless("no-such-step", &["two"]));
    check("ks-unless", Wrong::Refers, &|s| s.unless = unless("ks-unless", &["two"]));
    check("ks-unless", Wrong::Refers, &|s| s.unless = unless("ks-choose", &[]));
    check("ks-unless", Wrong::Refers, &|s| s.unless = unless("ks-choose", &["three"]));
    check("ks-twice", Wrong::Misplaced, &|s| s.unless = unless("ks-rests", &["two"]));
    // Lines are one person's own, of an earlier step in which there are some.
    check("ks-sort", Wrong::Refers, &|s| s.lines = Some("no-such-step".into()));
    check("ks-sort", Wrong::Refers, &|s| s.lines = Some("ks-bring".into()));
    check("ks-sort", Wrong::Refers, &|s| s.lines = Some("ks-each".into()));
    check("ks-sort", Wrong::Options, &|s| s.options = vec!["one".into()]);
    check("ks-sort", Wrong::Misplaced, &|s| s.decides = Some(Decides::WhatToBring));
    check("ks-scale-private", Wrong::Refers, &|s| s.rests = Some("two".into()));
    check("ks-rests", Wrong::Refers, &|s| s.rests = Some("three".into()));
    check("ks-twice", Wrong::Misplaced, &|s| s.sign = true);
    check("ks-role", Wrong::Misplaced, &|s| s.sign = true);
    check("ks-guide", Wrong::Misplaced, &|s| s.parts = true);
    check("ks-over-time", Wrong::Misplaced, &|s| s.parts = true);
    check("ks-over-time", Wrong::Misplaced, &|s| s.dims = true);
    check("ks-sign", Wrong::Misplaced, &|s| s.twice = true);
    // Something was handed over before it is received, and each receives it.
    check("ks-guide", Wrong::Misplaced, &|s| s.receives = true);
    check("ks-schedule", Wrong::Misplaced, &|s| s.receives = true);
    check("ks-over-time", Wrong::Misplaced, &|s| s.receives = true);
    // A question of one's own is answered in writing, and handed over or not.
    check("ks-apart", Wrong::Misplaced, &|s| s.own = true);
    check("ks-scale-private", Wrong::Misplaced, &|s| s.own = true);
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

/// The same for what came with two stories and with answers to the other; what is well beside each
/// slip is taken.
#[test]
fn one_slip_one_fault_in_two_stories() {
    let check = |id: &str, expect: Option<Wrong>, with: &dyn Fn(&mut Step)| {
        let found = broken(|d| with(step(d, id)));
        assert_eq!(
            found,
            expect.map(|what| fault(id, what)).into_iter().collect::<Vec<_>>(),
            "{id}"
        );
    };
    let (misplaced, refers) = (Some(Wrong::Misplaced), Some(Wrong::Refers));
    let to = |id: &str| Some(StepId::from(id));
    // A card is any guide, and stands beside turns only.
    check("ks-story", None, &|s| s.card = to("ks-guide"));
    check("ks-offer", None, &|s| s.card = to("ks-card"));
    check("ks-story", refers, &|s| s.card = to("no-such-step"));
    check("ks-story", refers, &|s| s.card = to("ks-each"));
    check("ks-story", refers, &|s| s.card = to("ks-story"));
    check("ks-each", misplaced, &|s| s.card = to("ks-card"));
    check("ks-say-back", misplaced, &|s| s.card = to("ks-card"));
    // A turn, or the offer of the same time, goes on with an earlier turn.
    check("ks-story-second", None, &|s| s.continues = to("ks-offer"));
    check("ks-readback", None, &|s| s.continues = None);
    check("ks-even", None, &|s| s.continues = to("ks-story-second"));
    check("ks-story-second", refers, &|s| s.continues = to("no-such-step"));
    check("ks-story-second", refers, &|s| s.continues = to("ks-say-back"));
    check("ks-story-second", refers, &|s| s.continues = to("ks-story-second"));
    check("ks-story", refers, &|s| s.continues = to("ks-story-second"));
    check("ks-more", misplaced, &|s| s.continues = to("ks-story"));
    check("ks-apart-shared", misplaced, &|s| s.continues = to("ks-turns"));
    // A choice answers what the other said for themselves.
    check("ks-answer", None, &|s| s.about = to("ks-fields"));
    check("ks-answer", refers, &|s| s.about = to("no-such-step"));
    check("ks-answer", refers, &|s| s.about = to("ks-answer"));
    check("ks-answer", refers, &|s| s.about = to("ks-joint"));
    check("ks-answer", refers, &|s| s.about = to("ks-commit"));
    check("ks-answer", refers, &|s| s.about = to("ks-reflect"));
    check("ks-role", refers, &|s| s.about = to("ks-fields"));
    // Ground is where something is agreed.
    check("ks-agree", None, &|s| s.ground = true);
    check("ks-ground", None, &|s| s.ground = false);
    check("ks-role", misplaced, &|s| s.ground = true);
    check("ks-readback", misplaced, &|s| s.ground = true);
    check("ks-choose", misplaced, &|s| s.ground = true);
    check("ks-each", misplaced, &|s| s.ground = true);
    check("ks-commit", misplaced, &|s| s.ground = true);
}

/// On what each kind of choice something may hang.
#[test]
fn something_hangs_on_a_choice_that_can_bear_it() {
    let check = |fits: &[Decides], with: &dyn Fn(&mut Step)| {
        for what in [
            WhetherToBegin,
            HowToTalk,
            WhoStarts,
            More,
            WhatStays,
            WhatFollows,
            WhenToAnswer,
            Settled,
            WhatToHandOver,
            HowLong,
        ] {
            let found = broken(|d| {
                let choice = step(d, "ks-more");
                (choice.who, choice.decides) = (Who::Each, Some(what));
                choice.visibility = Visibility::Shared;
                choice.options.extend(what.options().iter().map(|o| (*o).into()));
                with(choice);
            });
            let expect = if fits.contains(&what) {
                vec![]
            } else {
                vec![fault("ks-more", Wrong::Misplaced)]
            };
            assert_eq!(found, expect, "{what:?}");
        }
    };
    check(&[HowToTalk, WhatStays, WhatFollows, WhenToAnswer], &|_| {});
    check(&[HowToTalk, WhatStays], &|s| s.visibility = Visibility::Spoken);
    let private = [WhetherToBegin, HowToTalk, WhatStays, Settled, WhatToHandOver, HowLong];
    check(&private, &|s| s.visibility = Visibility::Private);
    check(&[], &|s| s.reveal = true);
    check(&[], &|s| s.several = true);
    check(&[], &|s| s.who = Who::EachPartnerFirst);
    check(&[], &|s| s.who = Who::Me);
    check(&[WhoStarts], &|s| s.who = Who::Both);
    check(&[More], &|s| s.who = Who::FirstSpeaker);
    check(&[More], &|s| s.who = Who::SecondSpeaker);
    check(&[], &|s| {
        s.kind = Kind::Thank;
        s.who = Who::Both;
    });
}

/// What a rule goes by is among the options.
#[test]
fn the_options_that_a_rule_goes_by_are_there() {
    for what in [WhetherToBegin, HowToTalk, WhatStays, Settled, WhatToHandOver, HowLong] {
        for missing in what.options() {
            let found = broken(|d| {
                let choice = step(d, "ks-more");
                (choice.who, choice.decides) = (Who::Each, Some(what));
                choice.visibility = Visibility::Private;
                let there = what.options().iter().filter(|o| *o != missing);
                choice.options.extend(there.map(|o| (*o).into()));
            });
            assert_eq!(found, [fault("ks-more", Wrong::Misplaced)], "{missing}");
        }
    }
    let found = broken(|d| step(d, "ks-answer").options = vec!["not-now".into()]);
    assert_eq!(found, [fault("ks-answer", Wrong::Options)], "a wish can be answered gladly");
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
    assert!(matches!(read_dialogue(&faulty), Err(Faulty::Faults(f)) if f.len() == 3));
}

/// A pocket card holds one to three lines (C28).
#[test]
fn a_pocket_card_is_a_small_one() {
    let prep = dialogue("prep");
    let is_card = |s: &Step| s.shows == Some(Shows::Pocket);
    let card = prep.steps().find(|s| is_card(s)).expect("the pocket card");
    let check = |lines: usize, expect: &[Fault]| {
        let mut changed: Dialogue = Dialogue::clone(prep);
        let mut steps = changed.stages.iter_mut().flat_map(|s| &mut s.steps);
        let changed_card = steps.find(|s| is_card(s)).expect("the pocket card");
        changed_card.holds = vec![card.holds[0].clone(); lines];
        assert_eq!(CheckedDialogue::new(changed).err().unwrap_or_default(), expect, "{lines}");
    };
    let misplaced = [fault(card.id.as_str(), Wrong::Misplaced)];
    check(0, &misplaced);
    check(1, &[]);
    check(limits::POCKET, &[]);
    check(limits::POCKET + 1, &misplaced);
}
