//! Start well (B.4): one's own list, sorted and brought or not; how it fits, and two who part as friends;
//! looking again after days and weeks.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::lines::{self, Line};
use common_ground::domain::look_again;
use common_ground::domain::outcome::{Assent, NextTime, Talk};
use common_ground::domain::path::Part;
use common_ground::domain::person::{Side, Status};
use common_ground::domain::privacy::{Sight, Viewer};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::How;
use common_ground::domain::session::Length;
use common_ground::domain::time::LocalMoment;

use crate::commands::SIDES;
use crate::crossing;
use crate::people::{
    BOTH, FIRST, SECOND, Setting, Table, USUAL, lines as items, noon, picks, texts,
};

const TABLE: Viewer = Viewer::Table;
const LIST: &str =
    "Tell me if it is any good\n\nNotice when I pretend\nKeep the clock\nKeep the clock";

/// What a step goes through, as `viewer` sees it: each line, with where it was sorted to.
fn through(t: &Table, who: Side, step: &str, viewer: Viewer) -> Vec<(String, String)> {
    let all = lines::through(t.dialogue(), t.step(step), t.now(), who, viewer);
    let said = |line: &Line| {
        (line.text.to_owned(), line.sorted.map(ToString::to_string).unwrap_or_default())
    };
    all.iter().map(said).collect()
}

fn texts_of(t: &Table, who: Side, step: &str, viewer: Viewer) -> Vec<String> {
    through(t, who, step, viewer).into_iter().map(|(text, _)| text).collect()
}

/// Jonas, who wrote his list and sorted two lines of it.
fn sorted() -> Table {
    let mut t = Table::usual("expectations");
    t.answers(FIRST, "ex-quiet-hopes", texts(LIST));
    let places = [("too-much", "Notice when I pretend"), ("fair-to-ask", "Keep the clock")];
    t.answers(FIRST, "ex-sort", items(&places));
    t
}

/// Line by line, each once and blank ones never; sorted, in the order of where to.
#[test]
fn c12_a_list_is_gone_through_line_by_line() {
    let mut t = Table::usual("expectations");
    let check = |t: &mut Table, text: &str, expect: &[&str]| {
        t.answers(FIRST, "ex-quiet-hopes", texts(text));
        assert_eq!(texts_of(t, FIRST, "ex-sort", Viewer::One(FIRST)), expect, "{text:?}");
    };
    check(&mut t, "", &[]);
    check(&mut t, "  \n\n", &[]);
    check(&mut t, " one \n\ntwo\r\none\none", &[" one ", "two", "one"]);
    let t = sorted();
    let own = Viewer::One(FIRST);
    let line = |text: &str, place: &str| (text.to_owned(), place.to_owned());
    assert_eq!(
        through(&t, FIRST, "ex-bring", own),
        [
            line("Keep the clock", "fair-to-ask"),
            line("Notice when I pretend", "too-much"),
            line("Tell me if it is any good", ""),
        ]
    );
    assert_eq!(lines::with_line("", "one"), "one");
    assert_eq!(lines::with_line("one", "two"), "one\ntwo");
}

/// The other can't see that a line exists until it is brought (C11).
#[test]
fn c11_what_is_not_brought_is_not_there_for_the_other() {
    let mut t = sorted();
    let others = [TABLE, Viewer::One(SECOND)];
    let sees_nothing = |t: &Table| {
        for viewer in others {
            for step in ["ex-quiet-hopes", "ex-familiar", "ex-last-time", "ex-sort", "ex-bring"] {
                assert_eq!(t.sees(viewer, FIRST, step), Sight::Absent, "{step}");
            }
            for step in ["ex-sort", "ex-bring", "ex-needs"] {
                assert_eq!(texts_of(t, FIRST, step, viewer), Vec::<String>::new(), "{step}");
            }
        }
    };
    sees_nothing(&t);
    t.writes(FIRST, "ex-bring", items(&[("", "Keep the clock")]));
    sees_nothing(&t);
    t.gives(FIRST, "ex-bring", How::Wrote);
    assert_eq!(texts_of(&t, FIRST, "ex-needs", TABLE), ["Keep the clock"]);
    // Ticked anew, it is theirs again until it is given.
    t.writes(FIRST, "ex-bring", items(&[("", "Notice when I pretend")]));
    sees_nothing(&t);
    for how in [How::Skipped, How::SaidIt] {
        t.gives(FIRST, "ex-bring", how);
        sees_nothing(&t);
    }
}

/// What crosses to the other's device is what was brought, and none of the rest, not even as a number.
#[test]
fn what_was_brought_crosses_and_nothing_else() {
    let [mut jonas, _] = crossing::both("expectations");
    let t = &mut jonas.table;
    t.answers(FIRST, "ex-quiet-hopes", texts(LIST));
    t.answers(FIRST, "ex-sort", items(&[("too-much", "Notice when I pretend")]));
    t.answers(FIRST, "ex-bring", items(&[("", "Keep the clock")]));
    let link = jonas.sends();
    assert!(link.contains("Keep the clock"));
    for own in ["Tell me", "Notice", "too-much", "ex-sort", "ex-quiet-hopes"] {
        assert!(!link.contains(own), "{own} in {link}");
    }
}

/// A line that is taken out of the list is gone wherever it went (C2).
#[test]
fn c02_a_line_that_is_gone_is_gone_everywhere() {
    let check = |with: &dyn Fn(&mut Table), sorted_left: &[&str], brought: &[&str]| {
        let mut t = sorted();
        t.answers(
            FIRST,
            "ex-bring",
            items(&[("", "Keep the clock"), ("", "Notice when I pretend")]),
        );
        with(&mut t);
        let own = Viewer::One(FIRST);
        let sorted = through(&t, FIRST, "ex-bring", own).into_iter();
        let sorted: Vec<String> = sorted.filter(|l| !l.1.is_empty()).map(|l| l.0).collect();
        assert_eq!(sorted, sorted_left);
        assert_eq!(texts_of(&t, FIRST, "ex-needs", TABLE), brought);
    };
    check(
        &|_| {},
        &["Keep the clock", "Notice when I pretend"],
        &["Keep the clock", "Notice when I pretend"],
    );
    check(
        &|t| t.writes(FIRST, "ex-quiet-hopes", texts("Keep the clock\nOne more")),
        &["Keep the clock"],
        &["Keep the clock"],
    );
    check(&|t| t.removes(FIRST, "ex-quiet-hopes"), &[], &[]);
    check(&|t| t.says(FIRST, "ex-quiet-hopes"), &[], &[]);
    // Nothing is sorted any more, and what was brought is still on the list.
    check(&|t| t.removes(FIRST, "ex-sort"), &[], &["Keep the clock", "Notice when I pretend"]);
    check(&|t| t.removes(FIRST, "ex-bring"), &["Keep the clock", "Notice when I pretend"], &[]);
    // The other's list is the other's.
    check(
        &|t| t.removes(SECOND, "ex-quiet-hopes"),
        &["Keep the clock", "Notice when I pretend"],
        &["Keep the clock", "Notice when I pretend"],
    );
}

/// Each says how it feels, and both open it.
fn felt(first: &str, second: &str) -> Table {
    let mut t = Table::usual("expectations");
    t.answers(FIRST, "ex-fit", picks(&[first]));
    t.answers(SECOND, "ex-fit", picks(&[second]));
    t.opens("ex-fit");
    t.gives(BOTH, "ex-fit", How::Seen);
    t
}

const KEEP_OPEN: [&str; 3] = ["ex-feedback-way", "ex-our-way", "ex-check-again"];

/// One “I don't think we fit” is enough, once both can see it, and nothing else is (C14).
#[test]
fn c14_one_of_them_is_enough_to_part_well() {
    let parts_ways = |t: &Table| {
        let open = KEEP_OPEN.map(|step| !t.parts(step).is_empty());
        let parts = t.parts("ex-part-well") == [Part::Together];
        assert!(open.iter().all(|o| *o != parts), "one or the other: {open:?}");
        parts
    };
    let all = ["good-fit", "with-changes", "try-some-weeks", "no-fit", "need-time"];
    for first in all {
        for second in all {
            let expect = [first, second].contains(&"no-fit");
            assert_eq!(parts_ways(&felt(first, second)), expect, "{first} {second}");
        }
    }
    // Not before the seals are open, and not for what somebody keeps.
    let mut t = Table::usual("expectations");
    t.answers(FIRST, "ex-fit", picks(&["no-fit"]));
    assert!(!parts_ways(&t));
    t.answers(SECOND, "ex-fit", picks(&["good-fit"]));
    assert!(!parts_ways(&t));
    t.opens("ex-fit");
    assert!(parts_ways(&t));
    let mut t = Table::usual("expectations");
    t.writes(FIRST, "ex-fit", picks(&["no-fit"]));
    t.keeps(FIRST, "ex-fit");
    t.skips(SECOND, "ex-fit");
    t.opens("ex-fit");
    assert!(!parts_ways(&t));
}

/// They part where they say so, and not where they leave the page; nothing asks them to stay (C14).
#[test]
fn two_who_part_are_asked_for_nothing_any_more() {
    let status = |t: &Table| t.workspace.partnerships.get(t.pair.uuid()).expect("them").status;
    let check = |how: How, expect: Status| {
        let mut t = felt("no-fit", "with-changes");
        t.gives(BOTH, "ex-part-well", how);
        assert_eq!(status(&t), expect, "{how:?}");
        t
    };
    check(How::Skipped, Status::Active);
    check(How::SaidIt, Status::EndedKindly);
    let mut t = felt("no-fit", "with-changes");
    t.answers(BOTH, "ex-part-well", texts("Ask Carla."));
    assert_eq!(status(&t), Status::EndedKindly);
    t.follow("wrapup");
    let mut asked: Vec<String> = t.beats().iter().map(|b| b.place.step.to_string()).collect();
    asked.dedup();
    assert_eq!(
        asked,
        [
            "wu-ground",
            "wu-thanks",
            "wu-how-you-were",
            "wu-courage",
            "wu-wish-you-well",
            "wu-learned",
            "wu-my-notes",
            "wu-close",
        ]
    );
    // One erases their words; the other keeps theirs, and what they noted as one (D.11).
    t.does(Command::OwnWordsRemoved { pair: t.pair, who: FIRST });
    let left = t.workspace.runs.of(t.pair).flat_map(|r| &r.entries);
    assert_eq!(left.filter(|e| e.who.side() == Some(FIRST)).count(), 0);
    assert_eq!(t.workspace.talks.iter().count(), 0);
}

/// Looking again is three questions, and the kind ending where it does not fit (C13).
#[test]
fn c13_looking_again_is_short() {
    let check = |first: &str, second: &str, expect: &[&str]| {
        let mut t = felt("good-fit", "good-fit");
        t.close();
        t.begin("expectations", Setting { way: Length::Short, ..USUAL });
        for (side, felt) in SIDES.into_iter().zip([first, second]) {
            t.answers(side, "ex-fit", picks(&[felt]));
        }
        t.opens("ex-fit");
        let mut asked: Vec<String> = t.beats().iter().map(|b| b.place.step.to_string()).collect();
        asked.dedup();
        assert_eq!(asked, expect);
    };
    check("good-fit", "with-changes", &["ex-no-guessing", "ex-fit", "ex-our-way"]);
    check("good-fit", "no-fit", &["ex-no-guessing", "ex-fit", "ex-part-well"]);
    let minutes = crate::people::dialogue("expectations").minutes;
    assert!(minutes.again && minutes.short.is_some_and(|m| m <= 5));
}

fn day(day: u32) -> LocalMoment {
    let date = NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
    LocalMoment { at: date.and_hms_opt(10, 0, 0).expect("a time"), zone: String::new() }
}

/// Two days: the first is to come, then the second, then none.
#[test]
fn two_days_come_one_after_the_other() {
    let mut t = Table::usual("expectations");
    let step = || "ex-check-again".into();
    let again =
        |t: &mut Table, day| t.act(Command::AgainSet { run: t.run, step: step(), again: day });
    assert_eq!(again(&mut t, day(29)), Err(Refusal::Gone), "no first day yet");
    let next = |t: &mut Table, next| {
        t.does(Command::NextTimeSet { run: t.run, step: step(), who: None, next });
    };
    next(&mut t, NextTime::At(day(6)));
    again(&mut t, day(29)).expect("a second day");
    // Moving the first leaves the second.
    next(&mut t, NextTime::At(day(7)));
    let talk = |t: &Table| t.workspace.talks.iter().next().expect("a talk").clone();
    let check = |talk: &Talk, behind: u32, expect: Option<u32>| {
        let coming = talk.coming(|moment| moment.at < day(behind).at);
        assert_eq!(coming, expect.map(|d| NextTime::At(day(d))), "on {behind}");
    };
    let both = talk(&t);
    check(&both, 1, Some(7));
    check(&both, 7, Some(7));
    check(&both, 8, Some(29));
    check(&both, 30, None);
    next(&mut t, NextTime::WeWillFindOne);
    assert_eq!(talk(&t).coming(|_| false), Some(NextTime::WeWillFindOne));
    assert_eq!(talk(&t).again, None);
    next(&mut t, NextTime::NotForNow);
    assert_eq!(talk(&t).coming(|_| false), None);
    let beyond = NaiveDate::from_ymd_opt(10_000, 1, 1).and_then(|d| d.and_hms_opt(10, 0, 0));
    let far = LocalMoment { at: beyond.expect("a day"), zone: String::new() };
    next(&mut t, NextTime::At(day(6)));
    assert_eq!(again(&mut t, far), Err(Refusal::Date));
    let elsewhere = Command::AgainSet { run: t.run, step: "ex-our-way".into(), again: day(29) };
    assert_eq!(t.act(elsewhere), Err(Refusal::NotTheirs));
}

/// It is offered from the day before one of their days until they looked, however late: not by the calendar alone (C13).
#[test]
fn c13_looking_again_is_offered_from_the_day_before_until_they_did() {
    const SHORT: Setting = Setting { way: Length::Short, ..USUAL };
    let date = |day_of_march: u32| day(day_of_march).at.date();
    let wall = |utc: NaiveDateTime, _: &str| Some(utc);
    let offered = |t: &Table, today: u32| {
        let looked_at = content::looked_at_again;
        look_again::offered(&t.workspace, t.pair, looked_at, date(today), &wall).is_some()
    };
    // They began on the first, and look again on the 6th and the 29th.
    let mut began = Table::usual("expectations");
    let step = || "ex-check-again".into();
    let next = NextTime::At(day(6));
    began.does(Command::NextTimeSet { run: began.run, step: step(), who: None, next });
    began.does(Command::AgainSet { run: began.run, step: step(), again: day(29) });
    began.close();
    let check = |looked: &[(&str, u32)], expect: &[(u32, bool)]| {
        let mut t = began.clone();
        for (dialogue, on) in looked {
            t.clock = noon() + Duration::days(i64::from(*on) - 1);
            t.begin(dialogue, SHORT);
            t.close();
        }
        for (today, offers) in expect {
            assert_eq!(offered(&t, *today), *offers, "looked {looked:?}, on {today}");
        }
    };
    check(&[], &[(1, false), (4, false), (5, true), (6, true), (7, true), (27, true), (31, true)]);
    check(&[("expectations", 3)], &[(4, false), (5, true), (6, true)]);
    check(&[("expectations", 5)], &[(5, false), (6, false), (27, false), (28, true)]);
    check(&[("expectations", 6)], &[(6, false), (7, false), (28, true), (31, true)]);
    check(&[("expectations", 12)], &[(12, false), (28, true)]);
    check(&[("coalition", 6)], &[(6, true), (7, true)]);
    check(&[("expectations", 29)], &[(29, false), (31, false)]);
    check(&[("expectations", 6), ("expectations", 28)], &[(28, false), (31, false)]);
    let mut parted = began.clone();
    let mut pair = parted.workspace.partnerships.get(parted.pair.uuid()).expect("two").clone();
    pair.status = Status::EndedKindly;
    parted.workspace.take(pair);
    assert!(!offered(&parted, 6), "nothing reminds two who have parted");
}

/// What comes next is the nearest day of what they said last and of when they look again; what lies behind them is over.
#[test]
fn what_comes_next_is_the_nearest_day() {
    let wall = |utc: NaiveDateTime, _: &str| Some(utc);
    let sets = |t: &mut Table, step: &str, next: NextTime| {
        t.does(Command::NextTimeSet { run: t.run, step: step.into(), who: None, next });
    };
    // They look again on the 6th and the 29th.
    let mut began = Table::usual("expectations");
    sets(&mut began, "ex-check-again", NextTime::At(day(6)));
    let step = "ex-check-again".into();
    began.does(Command::AgainSet { run: began.run, step, again: day(29) });
    began.close();
    let find_one = || Some(NextTime::WeWillFindOne);
    let on = |of_march: u32| Some(NextTime::At(day(of_march)));
    let check = |said: Option<NextTime>, looked: bool, expect: &[(u32, Option<NextTime>)]| {
        let mut t = began.clone();
        if looked {
            t.clock = noon() + Duration::days(5);
            t.begin("expectations", USUAL);
            t.close();
        }
        if let Some(said) = said.clone() {
            t.begin("wrapup", USUAL);
            sets(&mut t, "wu-next", said);
            t.close();
        }
        for (today, next) in expect {
            let (looked_at, today) = (content::looked_at_again, day(*today).at.date());
            let found = look_again::next(&t.workspace, t.pair, looked_at, today, &wall);
            let found = found.map(|(_, next)| next);
            assert_eq!(found, *next, "said {said:?}, looked {looked}, on {today}");
        }
        let (pair, status) = (t.pair, Status::EndedKindly);
        t.does(Command::PartnershipMoved { pair, status });
        let today = day(1).at.date();
        let found = look_again::next(&t.workspace, t.pair, content::looked_at_again, today, &wall);
        assert_eq!(found, None, "nothing reminds two who have parted");
    };
    check(None, false, &[(1, on(6)), (6, on(6)), (7, on(29)), (29, on(29)), (30, None)]);
    check(None, true, &[(6, on(29)), (30, None)]);
    check(on(3), false, &[(1, on(3)), (3, on(3)), (4, on(6))]);
    check(on(20), false, &[(1, on(6)), (7, on(20)), (21, on(29)), (30, None)]);
    check(find_one(), false, &[(1, on(6)), (7, on(29)), (30, find_one())]);
    check(Some(NextTime::NotForNow), false, &[(1, on(6)), (30, None)]);
}

/// The word they chose is a sign once both said yes, and what they look at again is found by its day.
#[test]
fn signs_and_days_are_known_by_their_steps() {
    assert!(content::is_sign(&"ex-slow-sign".into()) && !content::is_sign(&"ex-our-way".into()));
    let again = |step: &str| content::looked_at_again(&step.into()).map(|d| d.id.to_string());
    assert_eq!(again("ex-check-again").as_deref(), Some("expectations"));
    assert_eq!(again("wu-next"), None);
    let mut t = Table::usual("expectations");
    t.words_it("ex-our-way", "Numbers after the first sale.");
    t.gives(BOTH, "ex-our-way", How::Wrote);
    for side in SIDES {
        t.answers_sentence(side, "ex-our-way", Assent::Yes);
    }
    assert!(
        t.sentence("ex-our-way").is_some_and(common_ground::domain::outcome::Agreement::was_agreed)
    );
}
