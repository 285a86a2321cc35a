//! What comes out of a dialogue: sentences two people stand behind, plans of one, open ends, next
//! times.

use common_ground::domain::command::Command;
use common_ground::domain::limits;
use common_ground::domain::outcome::{
    Assent, Commitment, NextTime, Plan, Remind, Standing, Talk, Thread, ThreadState,
};
use common_ground::domain::path::Part;
use common_ground::domain::person::Side;
use common_ground::domain::privacy::{self, Viewer};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::{How, Place, Words};
use common_ground::domain::taps;
use common_ground::domain::time::LocalMoment;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert_eq, proptest};

use crate::cases;
use crate::commands::{ASSENTS, SIDES};
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, lines, plan, texts};

const SENTENCE: &str = "cb-declare";

fn agreed(table: &Table) -> bool {
    table.sentence(SENTENCE).is_some_and(common_ground::domain::outcome::Agreement::was_agreed)
}

fn worded(text: &str) -> Table {
    let mut table = Table::usual("coalition");
    table.words_it(SENTENCE, text);
    table.gives(BOTH, SENTENCE, How::Wrote);
    table
}

/// Every pair of answers to a sentence, and the one that makes an agreement.
#[test]
fn only_two_yes_make_an_agreement() {
    for first in ASSENTS {
        for second in ASSENTS {
            let mut table = worded("Claire stands behind خديجة.");
            table.answers_sentence(FIRST, SENTENCE, first);
            assert!(!agreed(&table));
            table.answers_sentence(SECOND, SENTENCE, second);
            let both = first == Assent::Yes && second == Assent::Yes;
            assert_eq!(agreed(&table), both, "{first:?} {second:?}");
        }
    }
}

#[test]
fn one_persons_yes_twice_is_one_yes() {
    let mut table = worded("So be it.");
    for _ in 0..2 {
        table.answers_sentence(FIRST, SENTENCE, Assent::Yes);
    }
    assert!(!agreed(&table));
    table.answers_sentence(SECOND, SENTENCE, Assent::Yes);
    assert!(agreed(&table));
    table.answers_sentence(FIRST, SENTENCE, Assent::NotYet);
    assert!(!agreed(&table), "the latest word counts");
}

/// Any edit, however small, and back again too.
#[test]
fn an_edit_asks_both_again() {
    for edit in ["So be it", "So be it. ", "so be it.", "", "So be it.\n"] {
        let mut table = worded("So be it.");
        for side in SIDES {
            table.answers_sentence(side, SENTENCE, Assent::Yes);
        }
        let id = table.sentence_id(SENTENCE);
        table.words_it(SENTENCE, "So be it.");
        assert!(agreed(&table), "nothing was edited");
        table.words_it(SENTENCE, edit);
        assert!(!agreed(&table), "{edit:?}");
        table.answers_sentence(FIRST, SENTENCE, Assent::Yes);
        assert!(!agreed(&table), "{edit:?}");
        table.words_it(SENTENCE, "So be it.");
        assert!(!agreed(&table), "{edit:?}: back again is an edit too");
        assert_eq!(table.sentence_id(SENTENCE), id);
    }
}

/// Two yes to no words are no agreement.
#[test]
fn nothing_cannot_be_agreed() {
    let mut table = worded("");
    for side in SIDES {
        table.answers_sentence(side, SENTENCE, Assent::Yes);
    }
    assert!(!agreed(&table));
}

/// Withdrawn by one: no agreement any more, and its wording is gone (C.2, 1).
#[test]
fn a_withdrawn_agreement_loses_its_words() {
    for side in SIDES {
        let mut table = worded("‹the wording›");
        for side in SIDES {
            table.answers_sentence(side, SENTENCE, Assent::Yes);
        }
        let agreement = table.sentence_id(SENTENCE);
        table.does(Command::AgreementWithdrawn { agreement, who: side });
        assert!(!agreed(&table));
        assert_eq!(table.sentence(SENTENCE).and_then(|a| a.withdrawn_by), Some(side));
        let stored = crate::account::records(&table.workspace);
        assert!(!stored.values().any(|r| r.contains('‹')));
        assert!(
            SIDES.iter().all(|s| table.sentence(SENTENCE).is_some_and(|a| a.word_of(*s).is_none()))
        );
        // Two yes to what is withdrawn bring nothing back.
        for side in SIDES {
            table.answers_sentence(side, SENTENCE, Assent::Yes);
        }
        assert!(!agreed(&table));
        // Worded again it is a new beginning.
        table.words_it(SENTENCE, "Another one.");
        for side in SIDES {
            assert!(!agreed(&table));
            table.answers_sentence(side, SENTENCE, Assent::Yes);
        }
        assert!(agreed(&table));
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Whatever is written and said, an agreement holds exactly when the last word of each, on the
    /// words as they stand, was yes.
    #[test]
    fn an_agreement_is_two_yes_to_the_same_words(acts in vec(any::<(u8, bool)>(), 0..24)) {
        let mut table = worded("0");
        let (mut text, mut said, mut withdrawn) = ("0".to_owned(), [None; 2], false);
        for (act, second) in acts {
            let side = if second { SECOND } else { FIRST };
            match act % 8 {
                0 => {
                    let new = ["0", "1", ""][usize::from(act / 8) % 3];
                    if new != text {
                        (text, said, withdrawn) = (new.to_owned(), [None; 2], false);
                    }
                    table.words_it(SENTENCE, new);
                }
                1 => {
                    let agreement = table.sentence_id(SENTENCE);
                    table.does(Command::AgreementWithdrawn { agreement, who: side });
                    (text, said, withdrawn) = (String::new(), [None; 2], true);
                }
                n => {
                    let state = ASSENTS[usize::from(n) % 4];
                    table.answers_sentence(side, SENTENCE, state);
                    said[side.index()] = Some(state);
                }
            }
            let expect = said == [Some(Assent::Yes); 2] && !withdrawn && !text.is_empty();
            prop_assert_eq!(agreed(&table), expect);
            prop_assert_eq!(table.sentence(SENTENCE).map(|a| a.text.as_str()), Some(text.as_str()));
        }
    }
}

/// A part in a plan counts when the other takes it; asking anew asks the other anew.
#[test]
fn a_part_counts_when_both_want_it() {
    const ROLE: &str = "cb-my-role";
    let holds = |t: &Table| {
        t.role_of(FIRST).is_some_and(common_ground::domain::outcome::Agreement::was_agreed)
    };
    let mut table = Table::usual("coalition");
    let ask = |t: &Table, own: &str| Command::RoleAsked {
        run: t.run,
        step: ROLE.into(),
        owner: FIRST,
        picks: Vec::new(),
        own: own.to_owned(),
    };
    assert_eq!(table.act(ask(&table, "Sing")), Err(Refusal::Gone), "no plan, no part in it");
    table.plans(FIRST, "cb-first-step", plan("Send the contract"));
    table.asks(FIRST, ROLE, &["ask-how-it-goes"], "on Thursdays");
    assert!(!holds(&table), "the other has not been asked yet");
    table.answers_role(FIRST, Assent::NotYet);
    assert!(!holds(&table));
    table.answers_role(FIRST, Assent::Yes);
    assert!(holds(&table));
    table.asks(FIRST, ROLE, &["ask-how-it-goes"], "on Fridays");
    assert!(!holds(&table));
    table.answers_role(FIRST, Assent::Yes);
    assert!(holds(&table));
    // Both can end it (C.2, 4): the owner by asking for nothing, the other by withdrawing.
    let mut ended = table.clone();
    let agreement = ended.role_of(FIRST).expect("a part").id;
    ended.does(Command::AgreementWithdrawn { agreement, who: SECOND });
    assert!(!holds(&ended));
    let nothing = ask(&table, "");
    table.does(nothing);
    assert!(table.role_of(FIRST).is_none());
    assert_eq!(table.workspace.agreements.iter().count(), 0);
}

/// Whose plan it is decides, and nobody else (C24).
#[test]
fn only_the_owner_touches_a_plan() {
    let mut table = Table::usual("coalition");
    table.plans(FIRST, "cb-first-step", plan("Send the contract"));
    let commitment = table.plan_id(FIRST);
    let acts = |by: Side| {
        [
            Command::PlanChanged { commitment, by, plan: plan("Something lighter") },
            Command::CommitmentMoved { commitment, by, standing: Standing::LetGo },
            Command::CommitmentShown { commitment, by, open: true },
        ]
    };
    for act in acts(SECOND) {
        assert_eq!(table.act(act), Err(Refusal::NotTheirs));
    }
    for act in acts(FIRST) {
        table.does(act);
    }
    // What the other writes as a plan is the other's own.
    table.plans(SECOND, "cb-first-step", plan("Open the account"));
    assert_eq!(table.plan_of(FIRST).map(|c| c.plan.what.as_str()), Some("Something lighter"));
    assert_eq!(table.plan_of(SECOND).map(|c| c.plan.what.as_str()), Some("Open the account"));
}

/// How it stands is the owner's to show; how it stood before, only the owner's to see (D.7).
#[test]
fn how_it_stands_is_the_owners_to_show() {
    let mut table = Table::usual("coalition");
    table.plans(FIRST, "cb-first-step", plan("Send the contract"));
    let commitment = table.plan_id(FIRST);
    let moved = |standing| Command::CommitmentMoved { commitment, by: FIRST, standing };
    for standing in [Standing::Resting, Standing::Changed, Standing::Done] {
        table.does(moved(standing));
    }
    let seen = |t: &Table, viewer| {
        let plan = t.plan_of(FIRST).expect("a plan");
        (privacy::standing(plan, viewer), privacy::history(plan, viewer).len())
    };
    let (own, others) = (Viewer::One(FIRST), [Viewer::One(SECOND), Viewer::Table]);
    assert_eq!(seen(&table, own), (Some(Standing::Done), 3));
    for other in others {
        assert_eq!(seen(&table, other), (None, 0));
    }
    table.does(Command::CommitmentShown { commitment, by: FIRST, open: true });
    for other in others {
        assert_eq!(seen(&table, other), (Some(Standing::Done), 0));
    }
    // Saying the same again is no history.
    table.does(moved(Standing::Done));
    assert_eq!(seen(&table, own), (Some(Standing::Done), 3));
}

/// "Keep this to myself" (B.0.1): nobody else sees the plan, plays a part in it, or looks at it.
#[test]
fn a_plan_can_be_kept_to_oneself() {
    for given in [false, true] {
        let mut table = Table::usual("coalition");
        table.plans(SECOND, "cb-first-step", plan("Open the account"));
        let mine = plan("Send the contract");
        if given {
            table.plans(FIRST, "cb-first-step", mine);
            table.asks(FIRST, "cb-my-role", &["listen"], "");
        } else {
            let (run, step) = (table.run, "cb-first-step".into());
            table.does(Command::PlanWritten { run, step, owner: FIRST, plan: mine });
        }
        table.keeps(FIRST, "cb-first-step");
        let shown = |t: &Table, viewer| {
            let shows = |c: &Commitment| privacy::shows_plan(c, viewer).then_some(c.owner);
            t.workspace.commitments.iter().filter_map(shows).collect::<Vec<_>>()
        };
        assert_eq!(shown(&table, Viewer::Table), [SECOND]);
        assert_eq!(shown(&table, Viewer::One(SECOND)), [SECOND]);
        assert_eq!(shown(&table, Viewer::One(FIRST)).len(), 2);
        assert!(table.role_of(FIRST).is_none(), "nobody plays a part in it");
        assert!(!table.parts("cb-my-role").contains(&Part::Own(FIRST)));
        let beats = table.beats();
        let page = |step: &str, part| {
            let found = beats.iter().find(|b| b.place == Place { step: step.into(), part });
            found.expect("a page").clone()
        };
        let own = page("cb-first-step", Part::Own(FIRST));
        assert_eq!((own.private_to, own.done), (Some(FIRST), true));
        // Rewritten, it is still theirs alone; removed, it is gone, and the next one is open again.
        table.plans(FIRST, "cb-first-step", plan("Send half of it"));
        assert_eq!(shown(&table, Viewer::Table), [SECOND]);
        table.removes(FIRST, "cb-first-step");
        assert!(table.plan_of(FIRST).is_none());
        table.plans(FIRST, "cb-first-step", plan("Something else"));
        assert_eq!(shown(&table, Viewer::Table).len(), 2);
    }
}

/// Days after the one a plan was chosen on.
/// On which days, from the one it was chosen, its owner is reminded (C34). They said a word on it
/// on the days named second.
#[test]
fn a_reminder_comes_when_its_owner_wished() {
    use Remind::{Monthly, No, Once, Weekly};
    /// What was wished, the day meant, and the days: of a word, due, and quiet.
    type Row = (Remind, Option<u64>, [&'static [i64]; 3]);
    let rows: [Row; 8] = [
        (No, Some(3), [&[], &[], &[0, 3, 40]]),
        (Once, Some(3), [&[], &[3, 4, 400], &[0, 2]]),
        (Once, Some(3), [&[1], &[3, 4], &[1, 2]]),
        (Once, Some(3), [&[3], &[], &[3, 4, 400]]),
        (Once, None, [&[], &[7, 8], &[0, 6]]),
        (Weekly, None, [&[], &[7, 8, 20], &[0, 6]]),
        (Weekly, Some(3), [&[7], &[14, 15], &[7, 8, 13]]),
        (Monthly, None, [&[20], &[51], &[7, 20, 50]]),
    ];
    for (remind, by, [words, due, quiet]) in rows {
        let mut table = Table::usual("coalition");
        let began = table.clock;
        let by = by.and_then(|days| began.date_naive().checked_add_days(chrono::Days::new(days)));
        let wished = Plan { remind, by, ..plan("Send the contract") };
        table.plans(FIRST, "cb-first-step", wished);
        let commitment = table.plan_id(FIRST);
        for day in words {
            table.clock = began + chrono::Duration::days(*day);
            let standing = Standing::Changed;
            table.does(Command::CommitmentMoved { commitment, by: FIRST, standing });
            table.does(Command::CommitmentMoved {
                commitment,
                by: FIRST,
                standing: Standing::Chosen,
            });
        }
        let is_due = |t: &Table, day: i64| {
            let today = (began + chrono::Duration::days(day)).date_naive();
            t.plan_of(FIRST).expect("a plan").is_due(today)
        };
        for (days, wanted) in [(due, true), (quiet, false)] {
            for day in days {
                assert_eq!(is_due(&table, *day), wanted, "{remind:?} {by:?} {words:?}: day {day}");
            }
        }
        for standing in [Standing::Done, Standing::Resting, Standing::LetGo] {
            table.does(Command::CommitmentMoved { commitment, by: FIRST, standing });
            assert!(
                due.iter().all(|day| !is_due(&table, *day)),
                "nothing is due of it: {standing:?}"
            );
        }
    }
}

/// Emptied, a first plan is none at all; and the part asked in it goes with it.
#[test]
fn an_emptied_plan_is_gone() {
    let mut table = Table::usual("coalition");
    table.plans(FIRST, "cb-first-step", plan("x"));
    table.asks(FIRST, "cb-my-role", &["listen"], "");
    table.plans(FIRST, "cb-first-step", Plan::default());
    assert!(table.plan_of(FIRST).is_none());
    assert_eq!(table.workspace.agreements.iter().count(), 0);
    table.plans(SECOND, "cb-first-step", Plan::default());
    assert_eq!(table.workspace.commitments.iter().count(), 0);
}

#[test]
fn a_plan_takes_dates_of_the_calendar_or_none() {
    let check = |year: Option<i32>, expect: Result<(), Refusal>| {
        let mut table = Table::usual("coalition");
        let by = year.map(|y| chrono::NaiveDate::from_ymd_opt(y, 3, 2).expect("a day"));
        let plan = Plan { by, remind: Remind::Once, ..plan("x") };
        let done = table.act(Command::PlanWritten {
            run: table.run,
            step: "cb-first-step".into(),
            owner: FIRST,
            plan,
        });
        assert_eq!(done.map(|_| ()), expect, "{year:?}");
    };
    check(None, Ok(()));
    for (year, fits) in
        [(2026, true), (1, true), (9999, true), (0, false), (-1, false), (10_000, false)]
    {
        check(Some(year), if fits { Ok(()) } else { Err(Refusal::Date) });
    }
}

fn threads(table: &Table) -> Vec<&Thread> {
    table.workspace.threads.iter().collect()
}

/// Open ends follow the list they come from.
#[test]
fn threads_follow_the_list() {
    let check = |table: &mut Table, list: &[&str], how: How, expect: &[&str]| {
        let items: Vec<(&str, &str)> = list.iter().map(|l| ("", *l)).collect();
        table.writes(BOTH, "wu-open", lines(&items));
        table.gives(BOTH, "wu-open", how);
        let texts: Vec<&str> = threads(table).iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, expect);
    };
    let mut table = Table::usual("wrapup");
    check(&mut table, &["who decides", ""], How::Wrote, &["who decides"]);
    let first = threads(&table)[0].id;
    check(&mut table, &["money", "who decides"], How::Wrote, &["who decides", "money"]);
    assert_eq!(threads(&table)[0].id, first, "what stays is the same thread");
    check(&mut table, &["money", "money"], How::Wrote, &["money"]);
    check(&mut table, &["money", "who decides"], How::Skipped, &["money"]);
    assert!(threads(&table).iter().all(|t| t.state == ThreadState::Open));
    check(&mut table, &[], How::Wrote, &[]);
    check(&mut table, &["again", "again"], How::Wrote, &["again"]);
    table.says(BOTH, "wu-open");
    assert!(threads(&table).is_empty(), "said, not written");
}

#[test]
fn a_thread_is_picked_up_or_dropped_with_one_act() {
    let mut table = Table::usual("wrapup");
    table.writes(BOTH, "wu-open", lines(&[("", "money")]));
    table.gives(BOTH, "wu-open", How::Wrote);
    let thread = threads(&table)[0].id;
    for state in [ThreadState::Dropped, ThreadState::PickedUp, ThreadState::Open] {
        table.does(Command::ThreadMoved { thread, state });
        assert_eq!(threads(&table)[0].state, state);
    }
}

/// "Not sure yet, keep it for another day": the question becomes an open end, and stops being one.
#[test]
fn a_question_can_be_kept_for_another_day() {
    let mut table = Table::usual("coalition");
    let notice = |t: &Table, notice: &str| Command::Noticed {
        run: t.run,
        step: "cb-same-way".into(),
        notice: notice.into(),
    };
    assert!(table.act(notice(&table, "another-day")).is_err(), "nothing to notice yet");
    for side in SIDES {
        table.answers(side, "cb-same-way", crate::people::picks(&["mostly"]));
    }
    assert!(table.act(notice(&table, "another-day")).is_err(), "still sealed");
    table.opens("cb-same-way");
    for _ in 0..2 {
        table.does(notice(&table, "another-day"));
        assert_eq!(threads(&table).len(), 1);
    }
    assert_eq!(
        (threads(&table)[0].step.as_str(), threads(&table)[0].text.as_str()),
        ("cb-same-way", "")
    );
    table.does(notice(&table, "same"));
    assert!(threads(&table).is_empty());
}

/// What two notice is one of three things to tap, and no words of theirs.
#[test]
fn nothing_else_can_be_noticed() {
    let mut table = Table::usual("coalition");
    for side in SIDES {
        table.answers(side, "cb-same-way", crate::people::picks(&["mostly"]));
    }
    table.opens("cb-same-way");
    let notice = |t: &Table, notice: &str| Command::Noticed {
        run: t.run,
        step: "cb-same-way".into(),
        notice: notice.into(),
    };
    for known in taps::NOTICES {
        table.does(notice(&table, known));
    }
    for other in ["", "good-to-know", "thats-it", "mostly", &"x".repeat(limits::TEXT)] {
        assert_eq!(table.act(notice(&table, other)), Err(Refusal::OutOfRange));
    }
}

fn talks(table: &Table) -> Vec<&Talk> {
    table.workspace.talks.iter().collect()
}

#[test]
fn a_next_time_is_a_moment_a_wish_or_none() {
    let mut table = Table::usual("wrapup");
    let moment = |year| {
        let day = chrono::NaiveDate::from_ymd_opt(year, 6, 14).expect("a day");
        let at = day.and_hms_opt(9, 0, 0).expect("a time");
        NextTime::At(LocalMoment { at, zone: "Asia/Taipei".into() })
    };
    let set = |t: &mut Table, who, next| {
        t.act(Command::NextTimeSet { run: t.run, step: "wu-next".into(), who, next })
    };
    for next in
        [NextTime::WeWillFindOne, NextTime::NotForNow, moment(2026), moment(1), moment(9999)]
    {
        set(&mut table, None, next.clone()).expect("a next time");
        assert_eq!(talks(&table).len(), 1, "the latest counts");
        assert_eq!(talks(&table)[0].next, next);
    }
    for year in [-1, 0, 10_000] {
        assert_eq!(set(&mut table, None, moment(year)), Err(Refusal::Date), "{year}");
    }
    // One person's own question has a time of its own.
    set(&mut table, Some(FIRST), NextTime::NotForNow).expect("a next time");
    assert_eq!(talks(&table).len(), 2);
}

/// "Remove my words" takes with it all that came of them, and nothing of anybody else.
#[test]
fn what_came_of_an_answer_goes_with_it() {
    let mut table = Table::usual("kitchen-sink");
    for side in SIDES {
        table.plans(side, "ks-commit", plan("a plan"));
        table.asks(side, "ks-role", &["listen"], "");
    }
    table.words_it("ks-agree", "a sentence");
    table.gives(BOTH, "ks-agree", How::Wrote);
    table.writes(BOTH, "ks-list", lines(&[("", "an open end")]));
    table.gives(BOTH, "ks-list", How::Wrote);
    table.does(Command::NextTimeSet {
        run: table.run,
        step: "ks-schedule".into(),
        who: None,
        next: NextTime::NotForNow,
    });
    table.gives(BOTH, "ks-schedule", How::Wrote);
    let count = |t: &Table| {
        let w = &t.workspace;
        [
            w.commitments.iter().count(),
            w.agreements.iter().count(),
            threads(t).len(),
            talks(t).len(),
        ]
    };
    let check = |who: common_ground::domain::person::Author, step: &str, expect: [usize; 4]| {
        let mut table = table.clone();
        table.removes(who, step);
        assert_eq!(count(&table), expect, "{who:?} {step}");
        assert!(table.entry(who, step).is_none());
    };
    assert_eq!(count(&table), [2, 3, 1, 1]);
    check(FIRST.into(), "ks-commit", [1, 2, 1, 1]);
    check(SECOND.into(), "ks-role", [2, 2, 1, 1]);
    check(BOTH, "ks-agree", [2, 2, 1, 1]);
    check(BOTH, "ks-list", [2, 3, 0, 1]);
    check(BOTH, "ks-schedule", [2, 3, 1, 0]);
    check(FIRST.into(), "ks-each", [2, 3, 1, 1]);
}

/// Sentences, plans and parts in them come of the steps that ask for them, and of no others.
#[test]
fn each_outcome_comes_of_its_own_step() {
    let mut table = Table::usual("kitchen-sink");
    table.plans(FIRST, "ks-commit", plan("x"));
    let run = table.run;
    for id in table.dialogue().steps().map(|s| s.id.clone()).collect::<Vec<_>>() {
        let (step, text) = (id.clone(), "x".to_owned());
        let done = table.act(Command::SentenceWritten { run, step, text });
        assert_eq!(
            done.is_ok(),
            ["ks-agree", "ks-ground", "ks-sign"].contains(&id.as_str()),
            "a sentence at {id}: {done:?}"
        );
        let step = id.clone();
        let done = table.act(Command::PlanWritten { run, step, owner: SECOND, plan: plan("x") });
        assert_eq!(done.is_ok(), id == *"ks-commit", "a plan at {id}: {done:?}");
        let (step, own) = (id.clone(), "x".to_owned());
        let picks = Vec::new();
        let done = table.act(Command::RoleAsked { run, step, owner: FIRST, picks, own });
        assert_eq!(done.is_ok(), id == *"ks-role", "a part at {id}: {done:?}");
    }
    let picks = vec!["no-such-part".into()];
    let (step, own) = ("ks-role".into(), String::new());
    let unknown = table.act(Command::RoleAsked { run, step, owner: FIRST, picks, own });
    assert_eq!(unknown, Err(Refusal::OutOfRange));
}

/// In a spoken-only session nothing comes to be that holds words.
#[test]
fn spoken_only_makes_no_words() {
    let mut table = Table::of("coalition", Setting { spoken_only: true, ..USUAL });
    let run = table.run;
    let step = |s: &str| s.into();
    let answer = table.answer(FIRST, "cb-hope-today");
    for act in [
        Command::AnswerWritten { answer: answer.clone(), words: texts("x") },
        Command::SentenceWritten { run, step: step(SENTENCE), text: "x".into() },
        Command::PlanWritten { run, step: step("cb-first-step"), owner: FIRST, plan: plan("x") },
    ] {
        assert_eq!(table.act(act), Err(Refusal::SpokenOnly));
    }
    assert!(table.act(Command::AnswerWritten { answer, words: Words::default() }).is_ok());
}
