//! What may stay of `clearing` (`ca-keep`), looked for in the records themselves: every wish beside
//! every other, at once and at the close; and a talk that was only spoken (F5).

use std::collections::BTreeSet;

use common_ground::codec::record;
use common_ground::domain::command::Command;
use common_ground::domain::outcome::{Agreement, Assent};
use common_ground::domain::path::Part;
use common_ground::domain::person::Side;
use common_ground::domain::run::{How, Run, Words};
use common_ground::domain::session::Mode;

use crate::account;
use crate::clearing::{stored, written_talk};
use crate::commands::SIDES;
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, picks, plan, texts};
use crate::principles::exported;

/// What one may wish; nothing is to skip the question.
const WISHES: [&str; 4] = ["", "nothing", "only-what-we-agreed", "shared-notes-too"];

/// A talk in which something of every kind was written, each text with a mark of its own.
fn whole_talk() -> Table {
    let mut table = written_talk();
    table.answers(FIRST, "ca-what", texts("‹own 1›"));
    table.answers(SECOND, "ca-true", texts("‹own 2›"));
    table.answers(FIRST, "ca-mine", texts("‹released›"));
    table.releases(FIRST, "ca-mine");
    table.answers(
        FIRST,
        "ca-feel",
        Words { own: "‹feeling 1›".into(), ..picks(&["hurt", "tired"]) },
    );
    table.words_it("ca-reason", "‹agreed reason›");
    table.words_it("ca-common-ground", "‹not agreed›");
    for side in SIDES {
        table.answers_sentence(side, "ca-reason", Assent::Yes);
    }
    table.answers_sentence(FIRST, "ca-common-ground", Assent::Yes);
    table.answers_sentence(SECOND, "ca-common-ground", Assent::NotYet);
    let coin = Words { own: "‹a fair coin›".into(), ..picks(&["coin"]) };
    table.answers(BOTH, "ca-who-starts", coin);
    table.answers(SECOND, "ca-say-back-b", picks(&["thats-it"]));
    table.answers(FIRST, "ca-both-stand", picks(&["not-yet"]));
    table.answers(SECOND, "ca-both-stand", picks(&["both-may-stand"]));
    table.answers(FIRST, "ca-underneath", texts("‹note 1›"));
    table.answers(SECOND, "ca-underneath", texts("‹note 2›"));
    table.answers(SECOND, "ca-gratitude", texts("‹thanks›"));
    table.keeps(SECOND, "ca-gratitude");
    table.answers(FIRST, "ca-ask", texts("‹agreed wish›"));
    table.answers(SECOND, "ca-ask", texts("‹declined wish›"));
    table.answers(SECOND, "ca-answer", picks(&["gladly"]));
    table.answers(FIRST, "ca-answer", Words { own: "‹an answer›".into(), ..picks(&["not-now"]) });
    table.plans(FIRST, "ca-step", plan("‹plan 1›"));
    table.plans(SECOND, "ca-step", plan("‹kept plan 2›"));
    table.keeps(SECOND, "ca-step");
    table.answers(FIRST, "ca-state", picks(&["lighter"]));
    table.answers(SECOND, "ca-state", picks(&["another-round"]));
    table.opens("ca-state");
    table
}

/// Which of the marked texts are in a text.
fn marks(text: &str) -> BTreeSet<&str> {
    text.split('‹').skip(1).filter_map(|rest| rest.split('›').next()).collect()
}

const PRIVATE: [&[&str]; 2] = [&["own 1", "feeling 1"], &["own 2", "thanks", "kept plan 2"]];
const AGREED: &[&str] = &["agreed reason", "agreed wish", "plan 1"];
const SHARED: &[&str] =
    &["released", "not agreed", "note 1", "note 2", "declined wish", "an answer", "a fair coin"];

/// What is to stay with these two wishes, told once more.
fn stays(wishes: [&str; 2]) -> BTreeSet<&'static str> {
    let any = |wish: &str| wishes.contains(&wish);
    let mut all = BTreeSet::new();
    for side in SIDES {
        if wishes[side.index()] != "nothing" {
            all.extend(PRIVATE[side.index()]);
        }
    }
    if !any("nothing") {
        all.extend(AGREED);
        if !any("only-what-we-agreed") {
            all.extend(SHARED);
        }
    }
    all
}

fn wish(table: &mut Table, side: Side, wish: &str) {
    if wish.is_empty() {
        table.skips(side, "ca-keep");
    } else {
        table.answers(side, "ca-keep", picks(&[wish]));
    }
}

fn every_two_wishes() -> impl Iterator<Item = [&'static str; 2]> {
    WISHES.into_iter().flat_map(|a| WISHES.map(|b| [a, b]))
}

#[test]
fn the_most_private_wish_counts_at_once() {
    let whole = whole_talk();
    assert_eq!(marks(&stored(&whole)), stays(["", ""]), "nothing is taken before it is asked");
    for wishes in every_two_wishes() {
        for order in [[FIRST, SECOND], [SECOND, FIRST]] {
            let mut table = whole.clone();
            wish(&mut table, order[0], wishes[order[0].index()]);
            assert_eq!(
                marks(&stored(&table)),
                marks(&stored(&whole)),
                "one alone takes nothing yet"
            );
            wish(&mut table, order[1], wishes[order[1].index()]);
            let expect = stays(wishes);
            assert_eq!(marks(&stored(&table)), expect, "{wishes:?}");
            assert_eq!(marks(&exported(&table.workspace)), expect, "{wishes:?}");
            // For good: another wish brings nothing back, and the close takes nothing more.
            for side in SIDES {
                table.answers(side, "ca-keep", picks(&["shared-notes-too"]));
            }
            table.close();
            assert_eq!(marks(&stored(&table)), expect, "{wishes:?}, closed");
        }
    }
}

/// Of one who has not come so far, the wish of the other counts when the talk ends, however it ends.
#[test]
fn one_wish_counts_at_the_close() {
    let ends: [fn(&mut Table); 2] = [|t| t.close(), |t| t.follow("wrapup")];
    for (side, other) in [(FIRST, SECOND), (SECOND, FIRST)] {
        for one in WISHES {
            for end in ends {
                for drafted in [false, true] {
                    let mut table = whole_talk();
                    if drafted && !one.is_empty() {
                        table.writes(side, "ca-keep", picks(&[one]));
                    } else {
                        wish(&mut table, side, one);
                    }
                    end(&mut table);
                    // A tap alone is no wish.
                    let mut wishes = [""; 2];
                    wishes[side.index()] = if drafted { "" } else { one };
                    assert_eq!(wishes[other.index()], "");
                    assert_eq!(marks(&stored(&table)), stays(wishes), "{wishes:?}");
                }
            }
        }
    }
}

/// What is written after both have answered goes the same way.
#[test]
fn what_comes_after_the_answer_goes_too() {
    for (wished, stays) in
        [("nothing", false), ("only-what-we-agreed", false), ("shared-notes-too", true)]
    {
        let mut table = whole_talk();
        wish(&mut table, FIRST, wished);
        wish(&mut table, SECOND, "shared-notes-too");
        table.answers(FIRST, "ca-underneath", texts("‹later›"));
        table.close();
        assert_eq!(stored(&table).contains("later"), stays, "{wished}");
    }
}

/// A wish that was tapped and then said counts like one that was given.
#[test]
fn a_wish_that_was_said_counts() {
    let mut table = whole_talk();
    table.writes(FIRST, "ca-keep", picks(&["nothing"]));
    table.says(FIRST, "ca-keep");
    table.skips(SECOND, "ca-keep");
    assert_eq!(marks(&stored(&table)), stays(["nothing", ""]));
}

/// Tapped or written, what somebody prepared alone is theirs.
#[test]
fn the_others_own_picks_are_the_others() {
    for wished in ["nothing", "only-what-we-agreed"] {
        let mut table = whole_talk();
        table.answers(SECOND, "ca-set-down", picks(&["being-right"]));
        wish(&mut table, FIRST, wished);
        wish(&mut table, SECOND, "shared-notes-too");
        table.close();
        let text = stored(&table);
        assert!(text.contains("being-right"), "{text}");
        assert_eq!(text.contains("tired"), wished != "nothing", "{text}");
        assert!(!text.contains("lighter") && !text.contains("not-now"), "{text}");
    }
}

/// Of other versions that two copies brought together, too, nothing is left.
#[test]
fn other_versions_go_as_well() {
    let mut table = whole_talk();
    let mut run = account::value(table.now());
    let entries = run["entries"].as_array_mut().expect("entries");
    let note = entries.iter_mut().find(|e| e["step"] == "ca-underneath").expect("a note");
    note["also"] = serde_json::json!([{"words": {"text": "‹another version›"}, "changed": "2026-03-01T12:00:00+01:00"}]);
    table.workspace.take(crate::arbitrary::read::<Run>(&run));
    let mut reason = account::value(table.sentence("ca-reason").expect("a sentence"));
    reason["also"] = serde_json::json!([{"words": {"text": "‹another version›"}, "changed": "2026-03-01T12:00:00+01:00"}]);
    table.workspace.take(crate::arbitrary::read::<Agreement>(&reason));
    wish(&mut table, FIRST, "only-what-we-agreed");
    wish(&mut table, SECOND, "");
    assert!(!stored(&table).contains("another version"));
    assert!(table.sentence("ca-reason").is_some_and(Agreement::was_agreed));
}

/// Where nothing is to stay, what was tapped and for how long they spoke goes as well: that a talk
/// took place is all that is left of what both know of.
#[test]
fn nothing_is_nothing() {
    let mut table = whole_talk();
    table.does(Command::TurnLengthSet { run: table.run, minutes: 5 });
    wish(&mut table, FIRST, "nothing");
    wish(&mut table, SECOND, "nothing");
    assert_eq!(
        table.here(),
        table.path().beats().iter().find(|b| !b.done).map(|b| b.place.clone())
    );
    table.close();
    only_that_it_was(&table, "clearing");
}

/// The talk of `dialogue` is a date and a round, and nothing more.
fn only_that_it_was(table: &Table, dialogue: &str) {
    let run = table.workspace.runs.iter().find(|r| r.dialogue == *dialogue).expect("a run");
    let json = account::value(run);
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    let may = [
        "began",
        "changed",
        "content",
        "dialogue",
        "entries",
        "first",
        "id",
        "pair",
        "round",
        "session",
        "state",
        "turn-minutes",
    ];
    assert!(keys.iter().all(|k| may.contains(k)), "{json}");
    assert_eq!((&json["round"], &json["turn-minutes"]), (&1.into(), &3.into()), "as at the start");
    // That it began, and not a word of how that was answered.
    for mark in &run.entries {
        let json = account::value(mark);
        assert!(mark.step == *"ca-safe" && mark.how == How::Seen, "{json}");
        assert!(
            ["words", "also", "released"].iter().all(|what| json.get(what).is_none()),
            "{json}"
        );
    }
    assert!(run.is_closed());
    let pair = table.workspace.partnerships.iter().next().expect("a pair");
    assert_eq!(pair.pick_up, None);
    let w = &table.workspace;
    assert_eq!(
        [w.agreements.iter().count(), w.commitments.iter().count(), w.threads.iter().count()],
        [0; 3]
    );
}

/// Beatriz and Olu, who only speak (F5): with the whole sitting spoken, and by what each said to
/// `ca-how` and `ca-keep` alone.
#[test]
fn f5_only_speaking_leaves_that_a_talk_took_place() {
    for (spoken_only, mode) in
        [(true, Mode::SideBySide), (false, Mode::SideBySide), (true, Mode::LeaderOnly)]
    {
        let mut t = Table::of("clearing", Setting { spoken_only, mode, ..USUAL });
        t.gives(SECOND, "ca-safe", How::Seen);
        for side in SIDES {
            for step in ["ca-what", "ca-gain", "ca-mine", "ca-true"] {
                t.gives(side, step, How::Seen);
            }
            t.answers(side, "ca-how", picks(&["only-speak"]));
            t.says(side, "ca-my-commitment");
        }
        for step in ["ca-reason", "ca-common-ground"] {
            t.says(BOTH, step);
            assert_eq!(t.parts(step), [Part::Together], "no yes to words that are not there");
        }
        t.answers(BOTH, "ca-who-starts", picks(&["coin"]));
        t.does(Command::StarterChosen { run: t.run, who: Some(SECOND) });
        t.does(Command::TurnLengthSet { run: t.run, minutes: 4 });
        let speaks = |t: &mut Table, who, step: &str, seconds| {
            t.does(Command::FloorTaken { run: t.run, step: step.into(), who });
            t.clock += chrono::Duration::seconds(seconds);
            t.does(Command::TimeHeld { run: t.run });
        };
        speaks(&mut t, SECOND, "ca-story-a", 240);
        t.says(SECOND, "ca-story-a");
        t.answers(FIRST, "ca-say-back-a", picks(&["let-me-add"]));
        t.answers(SECOND, "ca-more-a", picks(&["another-turn"]));
        t.does(Command::SpokeOn { run: t.run, step: "ca-more-a".into() });
        speaks(&mut t, SECOND, "ca-story-a", 130);
        t.answers(FIRST, "ca-say-back-a", picks(&["thats-it"]));
        t.answers(SECOND, "ca-more-a", picks(&["thats-all"]));
        speaks(&mut t, FIRST, "ca-story-b", 200);
        t.answers(FIRST, "ca-more-b", picks(&["thats-all"]));
        assert_eq!(t.parts("ca-same-time"), [Part::Together], "offered to Beatriz");
        speaks(&mut t, FIRST, "ca-same-time", 65);
        t.gives(BOTH, "ca-same-time", How::Seen);
        for side in SIDES {
            t.answers(side, "ca-both-stand", picks(&["both-may-stand"]));
            for step in ["ca-own-it", "ca-underneath", "ca-gratitude", "ca-ask"] {
                t.says(side, step);
            }
            t.skips(side, "ca-step");
            t.answers(side, "ca-keep", picks(&["nothing"]));
        }
        let written = t.clone().act(Command::AnswerWritten {
            answer: t.answer(FIRST, "ca-gratitude"),
            words: texts("x"),
        });
        assert!(written.is_err(), "no keyboard at any moment");
        t.follow("wrapup");
        t.says(BOTH, "wu-one-line");
        t.does(Command::NextTimeSet {
            run: t.run,
            step: "wu-next".into(),
            who: None,
            next: common_ground::domain::outcome::NextTime::NotForNow,
        });
        t.close();
        only_that_it_was(&t, "clearing");
        let clearing = t.workspace.runs.iter().next().expect("a run");
        let text = record::write(clearing);
        for told in ["only-speak", "both-may-stand", "thats-", "nothing\"", "coin", "words", "used"]
        {
            assert!(!text.contains(told), "{told}: {text}");
        }
    }
}

/// Greta and Ivan (F6): of all that was written, the one wish that was answered gladly stays.
#[test]
fn f6_the_accepted_wish_is_all_that_both_keep() {
    let mut t = written_talk();
    t.answers(FIRST, "ca-underneath", texts("‹That my name means something.›"));
    t.answers(SECOND, "ca-underneath", texts("‹That we don’t get old in one street.›"));
    t.answers(FIRST, "ca-ask", texts("‹both hands held the pen›"));
    t.answers(SECOND, "ca-answer", picks(&["gladly"]));
    t.answers(SECOND, "ca-ask", texts("‹Come and see Hafenstraße once›"));
    t.answers(FIRST, "ca-answer", picks(&["not-now"]));
    t.answers(FIRST, "ca-state", picks(&["still-open"]));
    t.answers(SECOND, "ca-state", picks(&["another-round"]));
    t.answers(FIRST, "ca-keep", picks(&["only-what-we-agreed"]));
    t.answers(SECOND, "ca-keep", picks(&["shared-notes-too"]));
    assert_eq!(marks(&stored(&t)), BTreeSet::from(["both hands held the pen"]));
    t.close();
    t.begin("clearing", USUAL);
    let ground = t.held(|h| h.ground.iter().map(|a| a.text.clone()).collect::<Vec<_>>());
    assert_eq!(ground, ["‹both hands held the pen›"]);
    assert!(t.workspace.commitments.iter().next().is_none());
    assert!(t.workspace.threads.iter().next().is_none());
}

/// Tapped, given, and taken back; or tapped and then skipped: none is a wish.
#[test]
fn a_tap_alone_is_no_wish() {
    let undone: [fn(&mut Table); 3] = [
        |t| t.writes(FIRST, "ca-keep", picks(&["nothing"])),
        |t| {
            t.writes(FIRST, "ca-keep", picks(&["nothing"]));
            t.skips(FIRST, "ca-keep");
        },
        |t| {
            t.answers(FIRST, "ca-keep", picks(&["nothing"]));
            t.reopens(FIRST, "ca-keep");
        },
    ];
    for undo in undone {
        let mut table = whole_talk();
        undo(&mut table);
        table.skips(SECOND, "ca-keep");
        assert_eq!(marks(&stored(&table)), stays(["", ""]));
        table.close();
        assert_eq!(marks(&stored(&table)), stays(["", ""]));
    }
}

/// A wish that its owner keeps to themselves counts, and counts at once, whoever is second.
#[test]
fn a_wish_kept_to_oneself_counts_at_once() {
    for order in [[FIRST, SECOND], [SECOND, FIRST]] {
        let mut table = whole_talk();
        wish(&mut table, order[0], "shared-notes-too");
        table.writes(order[1], "ca-keep", picks(&["nothing"]));
        table.keeps(order[1], "ca-keep");
        let mut wishes = ["shared-notes-too"; 2];
        wishes[order[1].index()] = "nothing";
        assert_eq!(marks(&stored(&table)), stays(wishes));
    }
}

/// Walking back over pages whose words did not stay changes nothing of what was agreed.
#[test]
fn walking_back_keeps_what_was_agreed() {
    let holds = |t: &Table, what: &str| {
        let agreed: Vec<_> =
            t.workspace.agreements.iter().filter(|a| a.asked_by.is_some()).collect();
        assert!(
            matches!(agreed[..], [a] if a.was_agreed() && a.text == "‹agreed wish›"),
            "{what}: {agreed:?}"
        );
    };
    let mut kept = whole_talk();
    for side in SIDES {
        wish(&mut kept, side, "only-what-we-agreed");
    }
    holds(&kept, "kept");
    for (who, step) in [(FIRST, "ca-ask"), (SECOND, "ca-answer")] {
        for how in [How::Wrote, How::SaidIt, How::Skipped, How::Seen] {
            let mut table = kept.clone();
            table.gives(who, step, how);
            holds(&table, &format!("{step} {how:?}"));
            table.gives(who, step, how);
            holds(&table, &format!("{step} {how:?} twice"));
            table.close();
            holds(&table, "closed");
        }
    }
    // Said gladly once more, it is the same; another answer takes the yes back.
    let mut table = kept.clone();
    table.answers(SECOND, "ca-answer", picks(&["gladly"]));
    holds(&table, "gladly again");
    table.answers(SECOND, "ca-answer", picks(&["not-now"]));
    assert!(table.workspace.agreements.iter().all(|a| a.asked_by.is_none() || !a.was_agreed()));
}

/// Other wordings of a plan that two copies brought together go as those of an agreement do; those of a plan
/// that was kept are its owner's.
#[test]
fn other_wordings_of_a_plan_go_as_well() {
    for wished in ["only-what-we-agreed", "shared-notes-too"] {
        let mut table = whole_talk();
        for owner in SIDES {
            let mut plan = account::value(table.plan_of(owner).expect("a plan"));
            let text = format!("‹another plan {}›", owner.index());
            plan["also"] = serde_json::json!([{"words": {"text": text}, "changed": "2026-03-01T12:00:00+01:00"}]);
            table
                .workspace
                .take(crate::arbitrary::read::<common_ground::domain::outcome::Commitment>(&plan));
        }
        for side in SIDES {
            wish(&mut table, side, wished);
        }
        let text = stored(&table);
        assert_eq!(text.contains("another plan 0"), wished == "shared-notes-too", "{wished}");
        assert!(text.contains("another plan 1"), "{wished}");
    }
}

/// Where both wished to only speak, and did, no more is left than of a sitting without a keyboard.
#[test]
fn only_speaking_by_wish_leaves_as_little() {
    let spoken = |write: &dyn Fn(&mut Table)| {
        let mut t = Table::usual("clearing");
        t.gives(SECOND, "ca-safe", How::Seen);
        t.answers(FIRST, "ca-feel", picks(&["tired"]));
        for side in SIDES {
            t.answers(side, "ca-how", picks(&["only-speak"]));
            t.answers(side, "ca-both-stand", picks(&["both-may-stand"]));
            t.answers(side, "ca-state", picks(&["lighter"]));
        }
        t.opens("ca-state");
        t.does(Command::TurnLengthSet { run: t.run, minutes: 5 });
        write(&mut t);
        t.close();
        t
    };
    let table = spoken(&|_| {});
    only_that_it_was(&table, "clearing");
    let run = record::write(table.now());
    assert!(["tired", "lighter", "only-speak"].iter().all(|told| !run.contains(told)), "{run}");
    // With anything written, what was tapped beside it is still somebody's.
    let table = spoken(&|t| t.answers(FIRST, "ca-what", texts("‹own›")));
    let run = record::write(table.now());
    assert!(run.contains("tired") && run.contains("‹own›") && run.contains("lighter"), "{run}");
}

/// What is left of a talk in which they only spoke still tells whether both wanted it.
#[test]
fn what_is_left_tells_whether_it_began() {
    for spoken_only in [true, false] {
        for passed in [true, false] {
            let mut t = Table::of("clearing", Setting { spoken_only, ..USUAL });
            t.says(FIRST, "ca-what");
            t.goes("ca-safe", Part::Own(SECOND));
            if passed {
                t.gives(SECOND, "ca-safe", How::Seen);
                t.goes("ca-what", Part::Own(SECOND));
            }
            t.close();
            assert_eq!(t.dialogue().is_begun(t.now()), passed);
            let stands = t.now().at.is_some();
            assert_eq!(stands, passed && !spoken_only, "nobody stood at the threshold");
            assert!(passed || !record::write(t.now()).contains("ca-safe"));
        }
    }
}
