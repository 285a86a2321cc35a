//! The principles of the method, from C26 on; see `principles.rs` for those before.

use std::collections::BTreeSet;

use common_ground::domain::command::Command;
use common_ground::domain::dialogue::{Decides, Kind};
use common_ground::domain::ids::DialogueId;
use common_ground::domain::outcome::{NextTime, Plan, Remind};
use common_ground::domain::path::Part;
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{How, Visibility};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::Value;

use crate::commands::SIDES;
use crate::definitions::ALL;
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Table, USUAL, dialogue, picks, plan, texts};
use crate::principles::{exported, numbers, written};
use crate::walk::{ByChance, walk};
use crate::{cases, texts as hostile};

proptest! {
    #![proptest_config(cases(64))]

    /// Empty, one word, in a mess: it is kept as it was typed.
    #[test]
    fn c30_words_are_kept_as_they_are_typed(text in any::<String>(), hostile in 0..hostile::HOSTILE.len()) {
        for text in [text.as_str(), hostile::HOSTILE[hostile]] {
            let mut table = Table::usual("coalition");
            table.writes(FIRST, "cb-hope-today", texts("-"));
            table.answers(FIRST, "cb-hope-today", texts(text));
            let step = table.step("cb-hope-today");
            let own = privacy::own(table.now(), step, FIRST.into()).expect("an answer");
            prop_assert_eq!(own.text.as_str(), text);
            match table.sees(Viewer::Table, FIRST, "cb-hope-today") {
                Sight::Words(words, _) => prop_assert_eq!(words.text.as_str(), text),
                other => prop_assert!(text.is_empty(), "{:?}", other),
            }
            let file = common_ground::codec::import::read(&exported(&table.workspace)).expect("a copy");
            prop_assert_eq!(&file.records.runs, &table.workspace.runs);
        }
    }
}

/// The line from last time is for both, and both see the same.
#[test]
fn c26_the_line_for_next_time_is_the_same_for_both() {
    let mut table = Table::usual("wrapup");
    table.answers(BOTH, "wu-one-line", texts("Start with the rota."));
    table.close();
    for viewer in [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)] {
        let seen = table.sees(viewer, BOTH, "wu-one-line");
        assert!(matches!(seen, Sight::Words(w, _) if w.text == "Start with the rota."));
    }
}

/// Sixty acts, some of this and some of that.
fn scattered(seed: u8) -> Vec<[u8; 14]> {
    let mut state = u64::from(seed) + 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state.to_be_bytes()[0]
    };
    (0..60).map(|_| std::array::from_fn(|_| next())).collect()
}

/// No counts of sessions, words, minutes or misses: these are all numbers there are in a copy. Of
/// them `used` goes at the close, and `changed-since` only says when to save a copy.
#[test]
fn c29_nothing_is_counted_that_could_be_compared() {
    let mut all = BTreeSet::new();
    for seed in 0..40_u8 {
        let mut table = written(&scattered(seed));
        let mut copy = |table: &Table| {
            let file = serde_json::from_str(&exported(&table.workspace)).expect("JSON");
            all.extend(numbers(&file));
        };
        copy(&table);
        table.close();
        copy(&table);
        assert!(table.now().turns.is_empty());
    }
    let known = ["changed-since", "content", "number", "round", "turn-minutes", "used", "version"];
    assert_eq!(all.iter().map(String::as_str).collect::<Vec<_>>(), known);
}

/// A dialogue ends on a page that asks for nothing.
#[test]
fn c32_the_last_page_asks_nothing() {
    for id in ["coalition", "wrapup"] {
        let last = dialogue(id).steps().last().expect("a step");
        assert_eq!((last.kind, last.short), (Kind::Guide, true), "{id}");
    }
}

/// Any step can be skipped, taken in another order, and done again.
#[test]
fn c33_no_order_is_forced() {
    for id in ALL {
        let mut table = Table::usual(id);
        for _ in 0..2 {
            for beat in table.beats().into_iter().rev() {
                let step = beat.place.step.as_str();
                if let Part::Own(side) = beat.place.part {
                    table.goes(step, beat.place.part);
                    table.skips(side, step);
                }
            }
        }
        assert!(table.beats().iter().all(|b| b.done || !matches!(b.place.part, Part::Own(_))));
    }
}

/// Nobody is reminded who did not ask, and of nothing but their own plan.
#[test]
fn c34_only_ones_own_plan_reminds() {
    assert_eq!(Plan::default().remind, Remind::No);
    let mut table = Table::usual("coalition");
    table.plans(FIRST, "cb-first-step", plan("x"));
    assert_eq!(table.plan_of(FIRST).map(|c| c.plan.remind), Some(Remind::No));
    let commitment = table.plan_id(FIRST);
    let weekly = Plan { remind: Remind::Weekly, ..plan("x") };
    let by_other = Command::PlanChanged { commitment, by: SECOND, plan: weekly.clone() };
    assert!(table.act(by_other).is_err());
    table.does(Command::PlanChanged { commitment, by: FIRST, plan: weekly });
    let file: Value = serde_json::from_str(&exported(&table.workspace)).expect("JSON");
    assert_eq!(file["commitments"][0]["plan"]["remind"], "weekly");
}

/// Wrap up is offered at the end, and leaving it out is an end as well.
#[test]
fn c35_wrapping_up_is_offered_and_can_be_left_out() {
    assert_eq!(dialogue("coalition").next.as_ref().map(DialogueId::as_str), Some("wrapup"));
    let mut table = Table::usual("coalition");
    table.close();
    assert!(table.session().ended.is_some());
}

/// No date is an ordinary answer, for a plan as for a next time.
#[test]
fn c36_nothing_needs_a_date() {
    let mut table = Table::usual("coalition");
    table.plans(FIRST, "cb-first-step", plan("Plant the trees"));
    assert_eq!(table.plan_of(FIRST).and_then(|c| c.plan.by), None);
    table.follow("wrapup");
    for next in [NextTime::WeWillFindOne, NextTime::NotForNow] {
        table.does(Command::NextTimeSet {
            run: table.run,
            step: "wu-next".into(),
            who: None,
            next,
        });
    }
}

/// Every list can be answered with "none of these", and in one's own words.
#[test]
fn c37_none_of_these_is_an_answer_to_every_list() {
    for id in ALL {
        let mut table = Table::usual(id);
        // What one says to the threshold is kept nowhere.
        let lists = dialogue(id).steps().filter(|s| {
            matches!(s.kind, Kind::Choose | Kind::Thank)
                && s.decides != Some(Decides::WhetherToBegin)
        });
        for step in lists {
            let who = if step.who == common_ground::domain::dialogue::Who::Both {
                BOTH
            } else {
                FIRST.into()
            };
            table.answers(who, step.id.as_str(), picks(&["none-of-these"]));
            table.answers(who, step.id.as_str(), picks(&["in-my-own-words"]));
        }
    }
}

/// What was thought about alone before the talk stays with the one who thought it.
#[test]
fn c41_private_reasons_stay_private() {
    let mut table = Table::usual("coalition");
    let alone: Vec<&str> = table.dialogue().stages[0].steps.iter().map(|s| s.id.as_str()).collect();
    for step in &alone {
        if table.step(step).takes_text() {
            table.answers(FIRST, step, texts("‹reason›"));
        } else {
            table.gives(FIRST, step, How::Seen);
        }
        for viewer in [Viewer::Table, Viewer::One(SECOND)] {
            let seen = format!("{:?}", table.sees(viewer, FIRST, step));
            assert!(!seen.contains('‹'), "{step}: {seen}");
            let hidden = table.step(step).visibility == Visibility::Private;
            assert!(!hidden || seen == "Absent", "{step}: not even that it is there: {seen}");
        }
        // In no way can it be handed over, neither by slip nor by another.
        for side in SIDES {
            let answer = table.answer(side, step);
            assert!(table.act(Command::Released { answer }).is_err());
        }
    }
    assert!(
        table.beats().iter().filter(|b| b.stage == 0).all(|b| b.place.part == Part::Own(FIRST))
    );
}

/// The next round begins with the frame and without the stories.
#[test]
fn c42_another_round_brings_no_stories_along() {
    let mut table = Table::usual("coalition");
    let bytes: Vec<u8> = (0..250_u8).map(|i| i.wrapping_mul(73)).collect();
    let mut writer = |_: &mut Dice| "‹story›".to_owned();
    walk(&mut table, &mut ByChance { dice: Dice::new(&bytes), writer: &mut writer });
    table.close();
    table.begin("coalition", USUAL);
    assert_eq!((table.now().round, table.now().entries.len()), (2, 0));
    let of_round = |t: &Table| t.held(|h| h.commitments.len() + h.agreements.len());
    assert_eq!(of_round(&table), 0);
    let options = &dialogue("wrapup").step(&"wu-rough".into()).expect("it").options;
    assert!(options.iter().any(|o| o.as_str() == "try-again"));
    assert!(options.iter().any(|o| o.as_str() == "let-it-rest"));
}

/// Three separate chances to thank, none of them filled in.
#[test]
fn c43_three_chances_to_thank() {
    let table = Table::usual("wrapup");
    let thanks: Vec<&str> = dialogue("wrapup")
        .steps()
        .filter(|s| s.kind == Kind::Thank)
        .map(|s| s.id.as_str())
        .collect();
    assert_eq!(thanks, ["wu-thanks", "wu-how-you-were", "wu-courage"]);
    for step in thanks {
        for side in SIDES {
            assert!(table.entry(side, step).is_none());
            assert!(!table.parts(step).is_empty());
        }
        assert!(table.step(step).prefill.is_none());
    }
}
