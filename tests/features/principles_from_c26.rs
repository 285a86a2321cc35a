//! The principles of the method, from C26 on; see `principles.rs` for those before.

use std::collections::BTreeSet;

use chrono::Duration;
use common_ground::content::{self, words};
use common_ground::domain::command::{Command, Declining};
use common_ground::domain::decides::Decides;
use common_ground::domain::dialogue::{Kind, Shows};
use common_ground::domain::ids::DialogueId;
use common_ground::domain::last_time::{last_time, opens_with_it};
use common_ground::domain::map::{Choice, Note, OnMap};
use common_ground::domain::offers;
use common_ground::domain::open_ends::{What, open_ends};
use common_ground::domain::outcome::{Assent, NextTime, Plan, Remind, Standing, ThreadState};
use common_ground::domain::path::{Beat, Held, Part};
use common_ground::domain::person::{KindOfPair, Offer, Status};
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{How, Visibility};
use common_ground::domain::session::FREE_TALK;
use common_ground::reading;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use serde_json::Value;

use crate::commands::SIDES;
use crate::definitions::ALL;
use crate::people::{
    BOTH, FIRST, SECOND, SPOKEN, Table, USUAL, dialogue, lines, noon, picks, plan, texts,
};
use crate::principles::{exported, numbers, written};
use crate::walk::{self, walk};
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

/// What the first page of a sitting shows, wherever it begins: the line from last time, what is open and what somebody
/// means to try; and nothing that is one person's own.
#[test]
fn c26_every_sitting_goes_on_from_last_time() {
    let shown = |table: &Table| last_time(&table.workspace, table.pair, content::dialogue);
    let mut table = Table::usual("wrapup");
    table.answers(BOTH, "wu-open", lines(&[("", "The boat."), ("", "Who tells Mum.")]));
    table.answers(BOTH, "wu-one-line", texts("Start with the rota."));
    table.close();
    let talked = table.session().started;

    table.begin("feedback", USUAL);
    table.answers(FIRST, "fb-off", texts("The hurry."));
    table.releases(FIRST, "fb-off");
    table.plans(SECOND, "fb-try", plan("Count to five."));
    let tried = table.plan_id(SECOND);
    table.close();

    let all = shown(&table);
    assert_eq!((all.met, all.line.as_deref()), (Some(talked), Some("Start with the rota.")));
    assert_eq!((all.threads.len(), all.tries), (2, vec![tried]));

    // Dropped, done, or its owner's alone: it is gone from there.
    let thread = all.threads[0];
    table.does(Command::ThreadMoved { thread, state: ThreadState::Dropped });
    assert_eq!(shown(&table).threads.len(), 1);
    let mut kept = table.clone();
    let mut own = kept.workspace.commitments.get(tried.uuid()).expect("a plan").clone();
    own.kept = true;
    kept.workspace.take(own);
    assert_eq!(shown(&kept).tries, []);
    let standing = Standing::LetGo;
    table.does(Command::CommitmentMoved { commitment: tried, by: SECOND, standing });
    assert_eq!(shown(&table).tries, [tried], "how it stands is its owner's to show");
    table.does(Command::CommitmentShown { commitment: tried, by: SECOND, open: true });
    assert_eq!(shown(&table).tries, []);
    assert_eq!(shown(&Table::usual("coalition")).line, None);
}

/// On the covers of these it stands: of all in which two talk, but not of looking back on the talk they just had.
#[test]
fn c26_it_stands_on_the_cover_of_every_talk_of_two() {
    let with: Vec<&str> = ALL.into_iter().filter(|id| opens_with_it(dialogue(id))).collect();
    for id in ["coalition", "clearing", "expectations", "wrapup", "lookback", FREE_TALK] {
        assert!(with.contains(&id), "{id}");
    }
    for id in ["feedback", "prep"] {
        assert!(!with.contains(&id), "{id}");
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

/// Whatever two talk in ends where it asks to put the device away: on a page of its own that asks for nothing, or on
/// the app's own, which comes after the last one wherever nothing follows.
#[test]
fn c32_the_last_page_asks_nothing() {
    const AWAY: &str = "put this away";
    for id in ALL {
        let mut dialogue = dialogue(id);
        let ends = loop {
            let last = dialogue.steps().last().expect("a step");
            let words =
                &words::pack(&dialogue.id).and_then(|p| p.step(&last.id)).expect("words").ask;
            if words.contains(AWAY) {
                assert_eq!((last.kind, last.short), (Kind::Guide, true), "{id}: {}", last.id);
                break words.as_str();
            }
            match &dialogue.next {
                Some(next) => dialogue = content::dialogue(next).expect("it is known"),
                None => break words::say("end.title"),
            }
        };
        assert!(ends.contains(AWAY), "{id}: {ends}");
        // After the last page comes none.
        let mut table = Table::usual(id);
        let passed = walk(&mut table, &mut walk::all(How::Skipped));
        let last = passed.last().expect("a page");
        assert_eq!(table.path().after(last, table.dialogue()), None, "{id}");
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

/// Wrapping up is declined for good, and offered again once they think better of it.
#[test]
fn c35_wrapping_up_can_be_declined_for_good() {
    let mut table = Table::usual("coalition");
    let follows = |table: &Table| {
        let next = offers::follows(&table.workspace, table.dialogue(), table.now(), table.clock);
        next.map(DialogueId::as_str)
    };
    let (pair, offer) = (table.pair, Offer::WrapUp);
    assert_eq!(follows(&table), Some("wrapup"));
    table.does(Command::OfferDeclined { pair, offer, how: Declining::ForGood });
    assert_eq!(follows(&table), None);
    table.clock += Duration::days(4000);
    assert_eq!(follows(&table), None);
    table.does(Command::OfferDeclined { pair, offer, how: Declining::NotAtAll });
    assert_eq!(follows(&table), Some("wrapup"));
    // What else follows is as it was.
    let mut table = Table::usual("wrapup");
    table.does(Command::OfferDeclined { pair: table.pair, offer, how: Declining::ForGood });
    table.answers(FIRST, "wu-feedback", picks(&["aloud-now"]));
    assert_eq!(follows(&table), Some("feedback"));
}

/// The long view is offered once some months have gone by since the first sitting after the last one.
#[test]
fn c35_the_long_view_comes_every_few_months_and_can_be_declined() {
    let check = |acts: &[(i64, &str)], day: i64, expect: bool| {
        let mut table = Table::empty(1);
        table.meet(["Maya", "Tom"], KindOfPair::Unsaid);
        let pair = table.pair;
        for (day, act) in acts {
            table.clock = noon() + Duration::days(*day);
            let says = |how| Command::OfferDeclined { pair, offer: Offer::LongView, how };
            match *act {
                "not this time" => table.does(says(Declining::NotThisTime)),
                "never" => table.does(says(Declining::ForGood)),
                "again" => table.does(says(Declining::NotAtAll)),
                "end" => {
                    let status = Status::EndedKindly;
                    table.does(Command::PartnershipMoved { pair, status });
                }
                dialogue => {
                    table.begin(dialogue, USUAL);
                    table.close();
                }
            }
        }
        let now = noon() + Duration::days(day);
        let offered = offers::offers_long_view(&table.workspace, pair, now);
        assert_eq!(offered, expect, "{acts:?}, on day {day}");
    };
    let talked = (0, "coalition");
    check(&[], 400, false);
    check(&[(0, "prep")], 400, false);
    check(&[talked], 85, false);
    check(&[talked], 93, true);
    check(&[talked, (60, FREE_TALK)], 93, true);
    check(&[talked, (93, "lookback")], 94, false);
    check(&[talked, (93, "lookback")], 400, false);
    check(&[talked, (93, "lookback"), (100, FREE_TALK)], 180, false);
    check(&[talked, (93, "lookback"), (100, FREE_TALK)], 200, true);
    check(&[talked, (93, "not this time")], 94, false);
    check(&[talked, (93, "not this time")], 190, true);
    check(&[talked, (93, "never")], 4000, false);
    check(&[talked, (93, "never"), (94, "again")], 95, true);
    check(&[talked, (93, "never"), (94, "not this time")], 95, false);
    check(&[talked, (20, "end")], 400, false);
}

/// The long view leafs through all of it, from the first talk on, however long ago that was; and no less of it with each
/// day that goes by.
#[test]
fn c36_the_long_view_shows_months() {
    let read = dialogue("lookback").step(&"lb-read".into()).expect("the step");
    assert_eq!((read.kind, read.shows), (Kind::Readback, Some(Shows::Everything)));
    let mut table = Table::usual("wrapup");
    let said = [700, 90, 6].map(|days| format!("{days} days before the next"));
    for (days, line) in [700, 90, 6].into_iter().zip(&said) {
        table.answers(BOTH, "wu-one-line", texts(line));
        table.close();
        table.clock += Duration::days(days);
        table.begin("wrapup", USUAL);
    }
    table.close();
    table.begin("lookback", USUAL);
    let all = reading::sittings(&table.workspace, table.pair, Viewer::Table);
    let all =
        all.into_iter().filter_map(|id| reading::sitting(&table.workspace, id, Viewer::Table));
    let pieces = all.flat_map(|sitting| sitting.talks).flat_map(|told| told.pieces);
    let lines = pieces.flat_map(|p| p.lines).filter_map(|line| line.text().map(str::to_owned));
    assert_eq!(lines.collect::<Vec<_>>(), said);
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
    for id in ALL.into_iter().filter(|id| *id != "kitchen-sink") {
        let mut table = Table::usual(id);
        let lists = dialogue(id).steps().filter(|s| matches!(s.kind, Kind::Choose | Kind::Thank));
        for step in lists {
            // Words of thanks are words of one's own, and can be left out.
            if step.kind == Kind::Choose && !step.takes_any_answer() {
                let nothing = ASKS_FOR_NOTHING.iter().find(|(id, _)| step.id == **id);
                let (_, nothing) = nothing.unwrap_or_else(|| panic!("{} has no such end", step.id));
                assert!(nothing.iter().all(|o| step.options.contains(&(*o).into())), "{}", step.id);
                continue;
            }
            let who = if step.who == common_ground::domain::dialogue::Who::Both {
                BOTH
            } else {
                FIRST.into()
            };
            table.answers(who, step.id.as_str(), picks(&["none-of-these"]));
            table.answers(who, step.id.as_str(), picks(&["in-my-own-words"]));
        }
    }
    // Those of a map are kept with each of its talks.
    let lists: Vec<_> = dialogue("map").steps().filter(|s| s.kind == Kind::Choose).collect();
    assert!(lists.iter().all(|s| s.takes_any_answer()));
    let mut table = Table::empty(7);
    table.does(Command::MapBegun);
    let map = table.workspace.maps.iter().next().expect("a map").id;
    let [person, purpose] = ["Siobhán", ""].map(str::to_owned);
    table.does(Command::OnMap { map, what: OnMap::TalkAdded { person, purpose } });
    for end in ["none-of-these", "in-my-own-words"] {
        let first = |t: &Table| t.workspace.maps.iter().next().expect("a map").talks[0].clone();
        let talk = first(&table);
        let chosen = || Choice { pick: Some(end.into()), own: String::new() };
        let [weight, time, guide, nudge] = [(); 4].map(|()| chosen());
        let note = Box::new(Note { weight, time, guide, nudge, ..talk.note });
        table.does(Command::OnMap { map, what: OnMap::TalkChanged { talk: talk.id, note } });
        let kept = first(&table).note;
        assert!(kept.choices().len() == lists.len() && kept.choices().iter().all(|c| c.is(end)));
    }
}

/// The choices that the app acts upon, and the option of each that asks for nothing; who starts, and lines and stories that are gone
/// through one by one, are passed instead.
const ASKS_FOR_NOTHING: [(&str, &[&str]); 14] = [
    ("ca-safe", &["not-sure"]),
    ("ca-how", &["only-speak"]),
    ("ca-who-starts", &[]),
    ("ca-more-a", &["thats-all"]),
    ("ca-more-b", &["thats-all"]),
    ("ca-both-stand", &[]),
    ("ca-keep", &["nothing"]),
    ("ex-sort", &[]),
    ("ex-bring", &[]),
    ("fb-channel", &["not-this-time"]),
    ("fb-settled", &["leave-it"]),
    ("fb-release", &["keep"]),
    ("fb-how-long", &["until-removed"]),
    ("wu-feedback", &["not-this-time"]),
];

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

/// The next round begins with the frame, and without the stories: of those, nothing comes along to any page of it.
#[test]
fn c42_another_round_brings_no_stories_along() {
    for (id, ground) in [("coalition", "cb-declare"), ("clearing", "ca-common-ground")] {
        let mut table = Table::usual(id);
        let starter = |h: &Held| h.first_speaker();
        let started = table.held(starter);
        walk(&mut table, &mut tells_it_all);
        if table.sentence(ground).is_none() {
            both_stand_behind(&mut table, ground);
        }
        table.does(Command::TurnLengthSet { run: table.run, minutes: 7 });
        assert!(shown_in(&table).contains(STORY), "{id}: there are stories");
        table.close();
        table.begin(id, USUAL);
        assert_eq!((table.now().round, table.now().entries.len()), (2, 0));
        let of_round = |t: &Table| t.held(|h| h.commitments.len() + h.agreements.len());
        assert_eq!(of_round(&table), 0);
        assert!(!shown_in(&table).contains(STORY), "{id}: {}", shown_in(&table));
        // The frame: how long a turn is, who starts, and what both stand behind.
        assert_eq!(table.now().turn_minutes, 7);
        let starts = table.held(starter);
        let is_chosen = dialogue(id).deciding(Decides::WhoStarts).is_some();
        assert_eq!(starts == started.other(), is_chosen, "{id}: {starts:?}");
        let stands = |h: &Held| h.ground.iter().map(|a| a.text.clone()).collect::<Vec<_>>();
        assert_eq!(table.held(stands), [AGREED], "{id}");
    }
    let options = &dialogue("wrapup").step(&"wu-rough".into()).expect("it").options;
    assert!(options.iter().any(|o| o.as_str() == "try-again"));
    assert!(options.iter().any(|o| o.as_str() == "let-it-rest"));
}

/// In whatever somebody tells.
const STORY: &str = "‹story›";
const AGREED: &str = "We pay on time.";

/// Tells their story wherever they may; what both say they stand behind, and what one chose to do, are other words.
fn tells_it_all(table: &mut Table, beat: &Beat) {
    let step = table.step(beat.place.step.as_str());
    let id = step.id.as_str();
    match (beat.place.part, step.kind) {
        (Part::Own(side), _) if step.decides == Some(Decides::WhetherToBegin) => {
            table.gives(side, id, How::Seen);
        }
        (Part::Own(side), _) if step.decides == Some(Decides::HowToTalk) => {
            table.answers(side, id, picks(&["write-first"]));
        }
        (Part::Own(side), Kind::Commit) => table.plans(side, id, plan("Buy the posts.")),
        (Part::Own(side), Kind::Agree) => table.says(side, id),
        (Part::Together, Kind::Agree) if step.visibility != SPOKEN => {
            table.words_it(id, AGREED);
            table.gives(BOTH, id, How::Wrote);
        }
        (Part::Own(side), _) if step.takes_text() => table.answers(side, id, texts(STORY)),
        (Part::Together, _) if step.takes_text() => table.answers(BOTH, id, texts(STORY)),
        (Part::Own(side), _) => table.says(side, id),
        (Part::Together, _) => table.says(BOTH, id),
        (Part::Yes(side), _) => table.answers_sentence(side, id, Assent::Yes),
        (Part::Reveal, _) => {
            table.opens(id);
            table.gives(BOTH, id, How::Seen);
        }
        (Part::Outcome, _) => {}
    }
}

fn both_stand_behind(table: &mut Table, step: &str) {
    table.words_it(step, AGREED);
    for side in SIDES {
        table.answers_sentence(side, step, Assent::Yes);
    }
}

/// All that a page of the run may show of what anybody wrote, in it or before it, to whoever it is; not what they chose
/// to do, which goes on.
fn shown_in(table: &Table) -> String {
    let (workspace, run, dialogue) = (&table.workspace, table.now(), table.dialogue());
    let last = last_time(workspace, table.pair, content::dialogue);
    let threads = last.threads.iter().map(|id| workspace.threads.get(id.uuid()));
    let mut all = vec![format!("{:?} {:?}", last.line, threads.collect::<Vec<_>>())];
    // Beside an answer stands what was said last time, where the two look at it again.
    let before = workspace.round_before(run.id).filter(|_| dialogue.minutes.again);
    for viewer in [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)] {
        for who in [BOTH, FIRST.into(), SECOND.into()] {
            for (step, run) in dialogue.steps().flat_map(|s| [Some(run), before].map(|r| (s, r))) {
                all.extend(run.map(|run| format!("{:?}", privacy::sight(step, run, who, viewer))));
            }
        }
        let told = reading::told(workspace, run, viewer).expect("a dialogue of ours");
        all.extend(told.pieces.iter().flat_map(|p| &p.lines).map(|line| format!("{line:?}")));
    }
    for side in SIDES {
        let open = open_ends(workspace, table.pair, side, content::dialogue);
        let goes_on = |what: &What| matches!(what, What::Plan(..) | What::Try(..));
        all.extend(open.iter().filter(|e| !goes_on(&e.what)).map(|e| format!("{e:?}")));
    }
    all.join("\n")
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
