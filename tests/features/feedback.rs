//! "How was it for us?" (`feedback`, B.3): who is asked what, coming back, handing over, opening, and how
//! long words stay; F3 on one device.

use chrono::Duration;
use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::feedback;
use common_ground::domain::ids::StepId;
use common_ground::domain::outcome::ThreadState;
use common_ground::domain::path::Part;
use common_ground::domain::person::{Later, Side, Status};
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::{Asked, How, Run, Visibility, Words};
use common_ground::domain::session::Mode;
use common_ground::domain::taken;
use common_ground::domain::time::Stamp;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, proptest};

use crate::cases;
use crate::commands::{self, SIDES};
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, at, dialogue, picks, plan, texts};
use crate::principles::exported;
use crate::walk::{self, walk};

/// The questions of the writing stage, in order.
const QUESTIONS: [&str; 8] =
    ["fb-free", "fb-mattered", "fb-way", "fb-say", "fb-carry", "fb-off", "fb-more-less", "fb-need"];

fn number(n: u8) -> Words {
    Words { number: Some(n), ..Words::default() }
}

fn number_and(n: u8, text: &str) -> Words {
    Words { number: Some(n), ..texts(text) }
}

/// The steps on the way of one person.
fn way_of(table: &Table, who: Side) -> Vec<String> {
    let beats = table.beats();
    let own = beats.iter().filter(|b| b.place.part == Part::Own(who));
    own.map(|b| b.place.step.to_string()).collect()
}

/// What somebody answered, as `viewer` sees it; nothing where there is nothing to see.
fn seen(table: &Table, viewer: Viewer, who: Side, step: &str) -> Option<Words> {
    match table.sees(viewer, who, step) {
        Sight::Words(words, _) => Some(words.clone()),
        _ => None,
    }
}

fn takes_back(table: &mut Table, who: Side, step: &str) -> Option<Refusal> {
    let answer = table.answer(who, step);
    table.act(Command::TakenBack { answer }).err()
}

fn comes_back(table: &mut Table, who: Side, answers: bool) {
    table.does(Command::CameBack { run: table.run, who, answers });
}

/// Changes the run from outside, as a link does.
fn asks(table: &mut Table, asked: Asked) {
    let run = Run { asked: Some(asked), ..table.now().clone() };
    table.workspace.take(run);
}

/// What is asked of somebody hangs on what they chose; what they skipped asks everything that can be
/// written.
#[test]
fn what_is_asked_of_each_choice() {
    let check = |channel: &[&str], settled: &[&str], aloud: bool, settles: bool, writes: bool| {
        let mut table = Table::usual("feedback");
        let choose = |table: &mut Table, step: &str, options: &[&str]| match options {
            [] => table.skips(FIRST, step),
            _ => table.answers(FIRST, step, picks(options)),
        };
        choose(&mut table, "fb-channel", channel);
        choose(&mut table, "fb-settled", settled);
        let mut expect = vec!["fb-why", "fb-channel"];
        expect.extend(if aloud { &["fb-aloud-good", "fb-aloud-change"][..] } else { &[] });
        expect.extend(settles.then_some("fb-settled"));
        expect.extend(if writes { &QUESTIONS[..] } else { &[] });
        assert_eq!(way_of(&table, FIRST), expect, "{channel:?} {settled:?}");
    };
    check(&["say-now"], &[], true, false, false);
    check(&["write-now"], &[], false, true, true);
    check(&["write-now"], &["calm"], false, true, true);
    check(&["write-now"], &["stirred"], false, true, false);
    check(&["write-now"], &["leave-it"], false, true, false);
    check(&["both"], &["calm"], true, true, true);
    check(&["later", "tonight"], &[], false, false, false);
    check(&["not-this-time"], &[], false, false, false);
    check(&[], &[], false, true, true);
    check(&["none-of-these"], &[], false, true, true);
}

/// Each hands over what they wish, and only who was given something receives.
#[test]
fn only_who_was_given_something_receives() {
    let mut table = Table::usual("feedback");
    let receiving = ["fb-receive", "fb-say-thanks", "fb-try"];
    let has = |table: &Table, who: Side, step: &str| way_of(table, who).iter().any(|s| s == step);
    for step in receiving {
        assert!(SIDES.iter().all(|side| !has(&table, *side, step)), "{step}");
    }
    assert!(!has(&table, FIRST, "fb-release"), "nothing is there to hand over yet");
    table.answers(FIRST, "fb-say", number(2));
    assert!(has(&table, FIRST, "fb-release") && !has(&table, SECOND, "fb-release"));
    assert!(table.parts("fb-over-time").is_empty());
    table.releases(FIRST, "fb-say");
    for step in receiving {
        assert!(has(&table, SECOND, step) && !has(&table, FIRST, step), "{step}");
    }
    assert!(has(&table, FIRST, "fb-how-long") && !has(&table, SECOND, "fb-how-long"));
    assert_eq!(table.parts("fb-over-time"), [Part::Together]);
    // It is opened by the one it is for, with the device in their hands.
    let opening = table.beats().into_iter().find(|b| b.place.step == *"fb-receive");
    assert_eq!(opening.and_then(|b| b.private_to), Some(SECOND));
    // What is skipped after all is not handed over.
    table.skips(FIRST, "fb-say");
    assert!(!has(&table, SECOND, "fb-receive"));
}

/// A turn aloud is one minute, until the two set it otherwise.
#[test]
fn a_turn_aloud_is_one_minute() {
    let mut table = Table::usual("feedback");
    assert_eq!(table.now().turn_minutes, 1);
    table.does(Command::TurnLengthSet { run: table.run, minutes: 2 });
    table.close();
    table.begin("feedback", USUAL);
    assert_eq!(table.now().turn_minutes, 2);
    assert_eq!(Table::usual("coalition").now().turn_minutes, 3);
}

/// When somebody comes back: once, at the time they chose, and never again by itself.
#[test]
fn c03_one_reminder_and_never_a_second() {
    let check = |given: &str, channel: &[&str], settled: &[&str], expect: Option<&str>| {
        let mut table = Table::usual("feedback");
        // The act that gives it is one second later.
        table.clock = at(given) - Duration::seconds(2);
        table.answers(FIRST, "fb-channel", picks(channel));
        if !settled.is_empty() {
            table.clock = at(given) - Duration::seconds(2);
            table.answers(FIRST, "fb-settled", picks(settled));
        }
        let expect: Option<Stamp> = expect.map(at);
        let dialogue = table.dialogue();
        assert_eq!(
            feedback::comes_back(dialogue, table.now(), FIRST),
            expect,
            "{given} {channel:?}"
        );
        assert_eq!(feedback::comes_back(dialogue, table.now(), SECOND), None);
        let noted = |table: &Table| {
            table.workspace.partnerships.get(table.pair.uuid()).expect("the pair").later.clone()
        };
        let later = expect.map(|at| Later { run: table.run, who: FIRST, at });
        assert_eq!(noted(&table), later.into_iter().collect::<Vec<_>>());
        // Either way on, it is gone.
        for answers in [true, false] {
            let mut table = table.clone();
            comes_back(&mut table, FIRST, answers);
            assert_eq!(noted(&table), []);
            assert!(!feedback::puts_off(dialogue, table.now(), FIRST));
        }
    };
    let noon = "2026-03-01T12:00:00+01:00";
    check(noon, &["later", "tonight"], &[], Some("2026-03-01T19:00:00+01:00"));
    check(noon, &["later", "tomorrow"], &[], Some("2026-03-02T09:00:00+01:00"));
    check(noon, &["later", "in-two-days"], &[], Some("2026-03-03T09:00:00+01:00"));
    check(noon, &["later", "by-myself"], &[], None);
    check(noon, &["later"], &[], None);
    check(noon, &["write-now"], &["stirred"], Some("2026-03-02T09:00:00+01:00"));
    check(noon, &["write-now"], &["leave-it"], None);
    check(noon, &["write-now"], &["calm"], None);
    check(noon, &["not-this-time"], &[], None);
    // On the clock it was said on, over the ends of a month and a year, and late in the evening.
    check(
        "2026-12-31T23:30:00-05:00",
        &["later", "tonight"],
        &[],
        Some("2027-01-01T00:30:00-05:00"),
    );
    check(
        "2026-12-31T23:30:00-05:00",
        &["later", "tomorrow"],
        &[],
        Some("2027-01-01T09:00:00-05:00"),
    );
    check(
        "2028-02-28T08:00:00+14:00",
        &["later", "in-two-days"],
        &[],
        Some("2028-03-01T09:00:00+14:00"),
    );
}

/// It is offered to come back from the chosen time on, and to nobody of two who have parted (C14).
#[test]
fn c03_coming_back_is_offered_when_it_is_time() {
    let check = |channel: &[&str], parted: bool, expect: &[(&str, bool)]| {
        let mut table = Table::usual("feedback");
        table.clock = at("2026-03-01T12:00:00+01:00");
        table.answers(FIRST, "fb-channel", picks(channel));
        if parted {
            let (pair, status) = (table.pair, Status::EndedKindly);
            table.does(Command::PartnershipMoved { pair, status });
        }
        let pair = table.workspace.partnerships.get(table.pair.uuid()).expect("the pair");
        for (now, offered) in expect {
            let back = feedback::back_now(pair, at(now));
            let back: Vec<Side> = back.iter().map(|later| later.who).collect();
            let expect = offered.then_some(FIRST).into_iter().collect::<Vec<_>>();
            assert_eq!(back, expect, "{channel:?}, parted {parted}, {now}");
        }
    };
    let (before, then) = ("2026-03-01T18:59:59+01:00", "2026-03-01T19:00:00+01:00");
    let long_after = "2026-05-01T08:00:00+02:00";
    check(&["later", "tonight"], false, &[(before, false), (then, true), (long_after, true)]);
    check(&["later", "by-myself"], false, &[(then, false), (long_after, false)]);
    check(&["write-now"], false, &[(long_after, false)]);
    check(&["later", "tonight"], true, &[(then, false), (long_after, false)]);
}

/// At the end of a talk it is offered to say how it was: once, and to nobody who has parted (C14).
#[test]
fn how_a_talk_was_is_offered_once() {
    type Act = fn(&mut Table);
    let check = |id: &str, act: Act, expect: bool| {
        let mut table = Table::usual(id);
        act(&mut table);
        let run = table.now();
        assert_eq!(feedback::is_offered(&table.workspace, run, content::dialogue), expect, "{id}");
    };
    let wraps_up: Act = |t| t.answers(SECOND, "wu-feedback", picks(&["not-this-time"]));
    let says: Act = |t| {
        t.close();
        t.does(Command::FeedbackOpened { session: t.now().session });
    };
    let parts: Act = |t| {
        let (pair, status) = (t.pair, Status::EndedKindly);
        t.does(Command::PartnershipMoved { pair, status });
    };
    check("coalition", Table::close, true);
    check("wrapup", Table::close, true);
    check("wrapup", wraps_up, false);
    check("coalition", says, false);
    check("feedback", Table::close, false);
    check("coalition", parts, false);
}

/// Later weighs as much as now: it is one of the answers of the same question, at the end of each talk.
#[test]
fn c03_later_weighs_as_much_as_now() {
    let options = |id: &str, step: &str| {
        let step = dialogue(id).step(&step.into()).expect("a step");
        step.choices().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(options("wrapup", "wu-feedback"), ["aloud-now", "later", "not-this-time"]);
    let ways = ["say-now", "write-now", "later", "both", "not-this-time"];
    assert_eq!(options("feedback", "fb-channel"), ways);
}

/// A late answer belongs to the talk it is about.
#[test]
fn c03_a_late_answer_attaches_to_its_session() {
    let mut table = Table::usual("coalition");
    let session = table.now().session;
    table.close();
    table.does(Command::FeedbackOpened { session });
    table.run = table.workspace.runs.of(table.pair).last().expect("a run").id;
    table.answers(FIRST, "fb-channel", picks(&["later", "tomorrow"]));
    table.answers(SECOND, "fb-channel", picks(&["not-this-time"]));
    table.close();
    // Another talk in between changes nothing.
    let (run, pair) = (table.run, table.pair);
    table.begin("coalition", USUAL);
    assert_eq!(feedback::talk_to_ask_about(&table.workspace, pair).map(|s| s.id), Some(session));
    table.close();
    table.run = run;
    table.clock += Duration::days(3);
    comes_back(&mut table, FIRST, true);
    assert_eq!(table.now().session, session);
    assert!(!table.now().is_closed());
    assert_eq!(table.here().map(|p| p.step), Some(StepId::from("fb-settled")));
    table.answers(FIRST, "fb-settled", picks(&["calm"]));
    table.answers(FIRST, "fb-carry", texts("Three days later."));
    let all = table.workspace.runs.of(pair).filter(|r| r.dialogue == *"feedback").count();
    assert_eq!(all, 1, "the late answer is in the run it belongs to");
}

/// Opened twice for one talk, it is the same; a talk that goes on is not the one it is about.
#[test]
fn how_a_talk_was_is_said_in_one_place() {
    let mut table = Table::usual("coalition");
    let (pair, session) = (table.pair, table.now().session);
    assert!(feedback::talk_to_ask_about(&table.workspace, pair).is_none(), "it goes on");
    table.close();
    for _ in 0..2 {
        let last = feedback::talk_to_ask_about(&table.workspace, pair).map(|s| s.id);
        assert_eq!(last, Some(session));
        table.does(Command::FeedbackOpened { session });
        let all = table.workspace.runs.of(pair).filter(|r| r.dialogue == *"feedback");
        assert_eq!(all.count(), 1);
    }
    // What somebody did alone is no talk of the two.
    let mut alone = Table::of("coalition", Setting { mode: Mode::Solo, ..USUAL });
    alone.close();
    assert!(feedback::talk_to_ask_about(&alone.workspace, alone.pair).is_none());
}

/// What was chosen when they wrapped up is not asked once more.
#[test]
fn wrapping_up_leads_on_and_asks_once() {
    let check = |chosen: [&str; 2], follows: bool, expect: [(&str, bool); 2]| {
        let mut table = Table::usual("wrapup");
        for (side, option) in SIDES.into_iter().zip(chosen) {
            table.answers(side, "wu-feedback", picks(&[option]));
        }
        let next = table.dialogue().follows(table.now()).map(ToString::to_string);
        assert_eq!(next.as_deref(), follows.then_some("feedback"), "{chosen:?}");
        if !follows {
            return;
        }
        table.follow("feedback");
        for (side, (option, given)) in SIDES.into_iter().zip(expect) {
            let step = table.step("fb-channel");
            let own = privacy::own(table.now(), step, side.into()).cloned();
            assert_eq!(own, (!option.is_empty()).then(|| picks(&[option])), "{chosen:?}");
            assert_eq!(table.now().has_given(&step.id, side.into()), given, "{chosen:?}");
        }
    };
    let no = ("not-this-time", true);
    check(["aloud-now", "aloud-now"], true, [("say-now", true), ("say-now", true)]);
    // "Later" still says when.
    check(["later", "not-this-time"], true, [("later", false), no]);
    check(["none-of-these", "aloud-now"], true, [("", false), ("say-now", true)]);
    check(["not-this-time", "not-this-time"], false, [no, no]);
    check(["none-of-these", "not-this-time"], false, [no, no]);
}

#[test]
fn c01_all_of_it_can_be_said_or_thought() {
    for how in [How::SaidIt, How::Skipped] {
        let mut table = Table::usual("feedback");
        table.answers(FIRST, "fb-channel", picks(&["both"]));
        walk(&mut table, &mut walk::all(how));
        table.close();
        assert!(!table.now().entries.iter().any(common_ground::domain::run::Entry::has_text));
    }
}

/// Gone at once, everywhere; nothing tells the other that there was anything.
#[test]
fn c02_what_is_deleted_leaves_nothing() {
    let mut table = Table::usual("feedback");
    table.answers(FIRST, "fb-off", texts("‹gone›"));
    table.releases(FIRST, "fb-off");
    table.gives(SECOND, "fb-receive", How::Seen);
    table.does(Command::KeptForNextTime { run: table.run, step: "fb-off".into(), keep: true });
    table.removes(FIRST, "fb-off");
    assert!(!exported(&table.workspace).contains("‹gone›"));
    assert!(matches!(table.sees(Viewer::One(SECOND), FIRST, "fb-off"), Sight::Absent));
    assert!(!way_of(&table, SECOND).contains(&"fb-receive".to_owned()));
}

proptest! {
    #![proptest_config(cases(256))]

    /// Whatever the two do, in whatever order: nothing of it reaches the other before its writer handed
    /// over that very item, as it stands.
    #[test]
    fn c04_nothing_reaches_the_other_before_it_was_released(acts in vec(any::<[u8; 14]>(), 0..120)) {
        let mut table = Table::usual("feedback");
        let run = table.run;
        let mut released: Vec<(Side, StepId, Words)> = Vec::new();
        let mut drawn = 0;
        for bytes in acts {
            let mut dice = Dice::new(&bytes);
            let mut writer = |_: &mut Dice| {
                drawn += 1;
                format!("‹{drawn}›")
            };
            let command = commands::in_run(&table, &mut dice, &mut writer);
            if table.act(command.clone()).is_err() {
                continue;
            }
            table.run = run;
            if let Command::Released { answer } = &command
                && let Some(who) = answer.who.side()
            {
                released.retain(|(w, s, _)| (w, s) != (&who, &answer.step));
                let step = table.step(answer.step.as_str());
                let words = privacy::own(table.now(), step, who.into()).cloned();
                released.push((who, answer.step.clone(), words.unwrap_or_default()));
            }
            for step in dialogue("feedback").steps().filter(|s| s.visibility == Visibility::Private) {
                for who in SIDES {
                    for viewer in [Viewer::Table, Viewer::One(who.other())] {
                        let Some(words) = seen(&table, viewer, who, step.id.as_str()) else { continue };
                        let given = (who, step.id.clone(), words);
                        prop_assert!(released.contains(&given), "{:?}", given);
                        prop_assert!(step.release);
                    }
                }
            }
            // Threads of both quote nobody.
            let of_release = |t: &&common_ground::domain::outcome::Thread| {
                table.step(t.step.as_str()).release
            };
            prop_assert!(table.workspace.threads.iter().filter(of_release).all(|t| t.text.is_empty()));
            // Nor does what the other takes along hold anything else of it.
            for who in SIDES {
                let theirs = taken::for_one(&table.workspace, table.pair, who, content::dialogue);
                let run = theirs.runs.get(run.uuid()).expect("the run");
                for entry in run.entries.iter().filter(|e| e.who == who.other().into()) {
                    let step = table.step(entry.step.as_str());
                    let shown = step.visibility != Visibility::Private || entry.released.is_some();
                    prop_assert!(shown, "{:?}", entry);
                }
                let pair = theirs.partnerships.get(table.pair.uuid()).expect("the pair");
                prop_assert!(pair.later.iter().all(|l| l.who == who));
            }
        }
    }
}

/// The guidance comes before the words: what was handed over since is opened anew.
#[test]
fn c04_guidance_comes_first() {
    let mut table = Table::usual("feedback");
    let opens = |table: &Table| {
        let beats = table.beats();
        beats.iter().find(|b| b.place.step == *"fb-receive").map(|b| b.done)
    };
    table.answers(FIRST, "fb-say", number(1));
    table.releases(FIRST, "fb-say");
    assert_eq!(opens(&table), Some(false));
    table.gives(SECOND, "fb-receive", How::Seen);
    assert_eq!(opens(&table), Some(true));
    table.answers(FIRST, "fb-carry", texts("And this."));
    table.releases(FIRST, "fb-carry");
    assert_eq!(opens(&table), Some(false), "there is something new to open");
}

/// Taking back is possible until it was opened, item by item; removing always is.
#[test]
fn taking_back_is_possible_until_it_was_opened() {
    let mut table = Table::usual("feedback");
    for step in ["fb-say", "fb-free"] {
        table.answers(FIRST, step, number(2));
        table.releases(FIRST, step);
    }
    assert_eq!(takes_back(&mut table, FIRST, "fb-free"), None);
    assert_eq!(seen(&table, Viewer::One(SECOND), FIRST, "fb-free"), None);
    // Passing the page by opens nothing.
    table.skips(SECOND, "fb-receive");
    assert_eq!(takes_back(&mut table, FIRST, "fb-say"), None);
    table.releases(FIRST, "fb-say");
    table.gives(SECOND, "fb-receive", How::Seen);
    assert_eq!(takes_back(&mut table, FIRST, "fb-say"), Some(Refusal::Opened));
    assert_eq!(seen(&table, Viewer::One(SECOND), FIRST, "fb-say"), Some(number(2)));
    // Of what was handed over after that, nothing was opened.
    table.releases(FIRST, "fb-free");
    assert_eq!(takes_back(&mut table, FIRST, "fb-free"), None);
    table.removes(FIRST, "fb-say");
    assert_eq!(seen(&table, Viewer::Table, FIRST, "fb-say"), None);
}

/// Other words than those handed over are the writer's again (F9).
#[test]
fn the_first_version_never_reaches_the_other() {
    let mut table = Table::usual("feedback");
    let first = "I didn't like how fast I said sorry in round 1. I think I wanted it over.";
    let second = "I said sorry quickly in round 1. In round 2 I meant it.";
    table.answers(SECOND, "fb-off", texts(first));
    table.releases(SECOND, "fb-off");
    assert_eq!(takes_back(&mut table, SECOND, "fb-off"), None);
    table.answers(SECOND, "fb-off", texts(second));
    assert_eq!(seen(&table, Viewer::One(FIRST), SECOND, "fb-off"), None);
    table.releases(SECOND, "fb-off");
    table.gives(FIRST, "fb-receive", How::Seen);
    assert_eq!(seen(&table, Viewer::One(FIRST), SECOND, "fb-off"), Some(texts(second)));
    assert!(!exported(&table.workspace).contains(first));
}

/// One tap makes a thread of both, which another undoes. It names the question, and quotes nobody: the
/// words stay their writer's to take away.
#[test]
fn c05_each_item_can_be_talked_about_next_time() {
    let mut table = Table::usual("feedback");
    let keeps = |table: &mut Table, step: &str, keep: bool| {
        table.act(Command::KeptForNextTime { run: table.run, step: step.into(), keep }).is_ok()
    };
    table.answers(FIRST, "fb-say", number_and(2, "‹quoted›"));
    assert!(!keeps(&mut table, "fb-say", true), "nobody handed it over");
    table.releases(FIRST, "fb-say");
    assert!(keeps(&mut table, "fb-say", true));
    let open: Vec<_> = table.workspace.threads.iter().cloned().collect();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].text.as_str(), open[0].state), ("", ThreadState::Open));
    assert!(keeps(&mut table, "fb-say", true) && table.workspace.threads.iter().count() == 1);
    assert!(keeps(&mut table, "fb-say", false));
    assert_eq!(table.workspace.threads.iter().count(), 0);
}

/// Who reads it and who gave it see the same.
#[test]
fn c05_released_items_look_the_same_on_both_sides() {
    let mut table = Table::usual("feedback");
    table.answers(FIRST, "fb-say", number_and(4, "I <3 this & that"));
    table.releases(FIRST, "fb-say");
    let views = [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)];
    let all = views.map(|viewer| seen(&table, viewer, FIRST, "fb-say"));
    assert!(all[0].is_some() && all.iter().all(|words| *words == all[0]));
}

/// Nobody is praised or pushed: there is nothing in what is kept that counts reminders, days or misses.
#[test]
fn c34_a_reminder_is_off_with_one_answer() {
    let mut table = Table::usual("feedback");
    table.answers(FIRST, "fb-channel", picks(&["later", "tonight"]));
    table.clock += Duration::days(30);
    // Nothing piles up, however long it takes.
    assert_eq!(feedback::laters(table.dialogue(), table.now()).len(), 1);
    comes_back(&mut table, FIRST, false);
    assert_eq!(feedback::laters(table.dialogue(), table.now()), []);
    let shown = [["not-this-time"].map(Into::into)];
    let step = table.step("fb-channel");
    assert!(privacy::has_shown(step, table.now(), FIRST.into(), &shown[0]));
    let stay = ["fb-why", "fb-channel"];
    assert_eq!(way_of(&table, FIRST), stay, "and nothing more is asked");
}

/// How long words may stay is their writer's to say; without a word they stay until removed.
#[test]
fn words_stay_as_long_as_their_writer_says() {
    let check = |stay: &str, days: i64, talked: bool, stays: bool| {
        let mut table = Table::usual("feedback");
        table.answers(FIRST, "fb-say", number_and(2, "‹handed over›"));
        table.answers(FIRST, "fb-off", texts("‹kept›"));
        table.releases(FIRST, "fb-say");
        table.answers(SECOND, "fb-carry", texts("‹theirs›"));
        table.releases(SECOND, "fb-carry");
        if !stay.is_empty() {
            table.answers(FIRST, "fb-how-long", picks(&[stay]));
        }
        table.close();
        table.clock += Duration::days(days);
        if talked {
            table.does(Command::TalkedAbout { run: table.run });
        }
        table.does(Command::TimeWentBy { pair: table.pair });
        let file = exported(&table.workspace);
        assert_eq!(file.contains("‹handed over›"), stays, "{stay} {days} {talked}");
        assert!(file.contains("‹kept›") && file.contains("‹theirs›"), "only what was handed over");
        assert_eq!(table.entry(FIRST, "fb-say").is_some(), stays, "without a shell");
    };
    check("seven-days", 6, false, true);
    check("seven-days", 7, false, false);
    check("seven-days", 1, true, true);
    check("until-talked", 365, false, true);
    check("until-talked", 0, true, false);
    check("until-removed", 3650, true, true);
    check("", 3650, true, true);
}

/// Talking about the last thing kept for next time is talking about it.
#[test]
fn words_go_with_the_last_thread() {
    let mut table = Table::usual("feedback");
    for step in ["fb-say", "fb-free"] {
        table.answers(FIRST, step, number(2));
        table.releases(FIRST, step);
        table.does(Command::KeptForNextTime { run: table.run, step: step.into(), keep: true });
    }
    table.answers(FIRST, "fb-how-long", picks(&["until-talked"]));
    table.close();
    let threads: Vec<_> = table.workspace.threads.iter().map(|t| t.id).collect();
    let moves = |table: &mut Table, i: usize, state| {
        table.does(Command::ThreadMoved { thread: threads[i], state });
    };
    moves(&mut table, 0, ThreadState::PickedUp);
    assert!(table.entry(FIRST, "fb-say").is_some(), "one is still open");
    moves(&mut table, 1, ThreadState::PickedUp);
    for step in ["fb-say", "fb-free"] {
        assert!(table.entry(FIRST, step).is_none(), "{step}");
    }
}

/// Who asks through a link may choose the questions, and put up to three of their own.
#[test]
fn questions_of_ones_own() {
    let asked = |questions: &[&str], own: &[&str]| Asked {
        by: FIRST,
        at: at("2026-03-01T12:00:00+01:00"),
        questions: questions.iter().map(|q| (*q).into()).collect(),
        own: own.iter().map(|q| (*q).to_owned()).collect(),
        greeting: String::new(),
        reply: None,
    };
    let check = |questions: &[&str], own: &[&str], expect: &[&str]| {
        let mut table = Table::usual("feedback");
        asks(&mut table, asked(questions, own));
        let way = way_of(&table, SECOND);
        let writing: Vec<&str> = way.iter().map(String::as_str).skip(3).collect();
        assert_eq!(writing, expect);
        assert!(!way_of(&table, FIRST).iter().any(|s| s.starts_with("fb-own")), "asked by them");
        let first = dialogue("feedback").step(&"fb-own-1".into()).expect("a step");
        let question = feedback::own_question(dialogue("feedback"), first, table.now());
        assert_eq!(question, own.first().copied());
    };
    check(&[], &[], &QUESTIONS);
    check(&["fb-say", "fb-off"], &[], &["fb-say", "fb-off"]);
    check(&["fb-off"], &["Was the room <ok>?"], &["fb-off", "fb-own-1"]);
    check(&["fb-off"], &["a", "b", "c"], &["fb-off", "fb-own-1", "fb-own-2", "fb-own-3"]);
}

/// F3 on one device: three talks, and what came of them.
#[test]
fn f3_priya_and_tom() {
    let mut table = Table::empty(3);
    table.meet(["Priya", "Tom"], common_ground::domain::person::KindOfPair::Peers);
    let (priya, tom) = (FIRST, SECOND);
    let scales = ["fb-free", "fb-mattered", "fb-way", "fb-say"];
    for words in ["💯💯💯 best hour of my week 🥹🫶🏽 love uuuu", "🔥🔥🔥"] {
        table.begin("feedback", USUAL);
        for step in scales {
            table.answers(priya, step, number(5));
            table.releases(priya, step);
        }
        table.answers(priya, "fb-carry", texts(words));
        table.releases(priya, "fb-carry");
        table.gives(tom, "fb-receive", How::Seen);
        table.close();
    }
    table.begin("feedback", USUAL);
    table.answers(priya, "fb-channel", picks(&["write-now"]));
    table.answers(priya, "fb-settled", picks(&["stirred"]));
    let later = feedback::comes_back(table.dialogue(), table.now(), priya).expect("a reminder");
    assert!(!way_of(&table, priya).iter().any(|s| scales.contains(&s.as_str())));
    table.close();
    table.clock = later;
    comes_back(&mut table, priya, true);
    table.answers(priya, "fb-settled", picks(&["calm"]));
    let say = "ok so 😬 when you picked the topic AGAIN i smiled and died a little inside 💀 not mad!! \
               👩🏽‍💻➡️🛌🏽 just… can i pick on weds? 🙏🏽";
    let off = "the bit where u said \"we're basically the same\" 🫠 we're not lol";
    for (step, answer) in
        [("fb-free", number(3)), ("fb-mattered", number(4)), ("fb-way", number(4))]
    {
        table.answers(priya, step, answer);
    }
    table.answers(priya, "fb-say", number_and(2, say));
    table.answers(priya, "fb-off", texts(off));
    table.releases(priya, "fb-say");
    table.removes(priya, "fb-off");
    table.gives(priya, "fb-release", How::Seen);
    let slides = "I <3 how you laugh at your own slides & I'd like more \"what if\" time.";
    table.answers(tom, "fb-free", number_and(5, slides));
    table.releases(tom, "fb-free");
    table.gives(tom, "fb-receive", How::Seen);
    let thanks = "thank you 🙇‍♂️ heard: topic = yours on weds ✅";
    table.answers(tom, "fb-say-thanks", texts(thanks));
    table.plans(tom, "fb-try", plan("Wednesday: I don't bring a topic at all."));
    table.gives(priya, "fb-receive", How::Seen);
    table.gives(BOTH, "fb-over-time", How::Seen);
    table.close();

    let tom_sees = |step: &str| seen(&table, Viewer::One(tom), priya, step);
    assert_eq!(tom_sees("fb-say"), Some(number_and(2, say)), "joined emoji whole");
    for kept in ["fb-free", "fb-mattered", "fb-way", "fb-off"] {
        assert!(matches!(table.sees(Viewer::One(tom), priya, kept), Sight::Absent), "{kept}");
    }
    assert_eq!(seen(&table, Viewer::One(priya), tom, "fb-free"), Some(number_and(5, slides)));
    assert_eq!(seen(&table, Viewer::One(priya), tom, "fb-say-thanks"), Some(texts(thanks)));
    let kept = table.plan_of(tom).expect("a plan");
    assert_eq!(kept.plan.what, "Wednesday: I don't bring a topic at all.");
    assert!(feedback::is_try(table.step(kept.step.as_str())));
    let handed: Vec<&str> = feedback::handed_over(table.dialogue(), table.now(), priya)
        .map(|s| s.id.as_str())
        .collect();
    assert_eq!(handed, ["fb-say"], "one, and no mark of the others");
    assert!(!exported(&table.workspace).contains("basically the same"));
}
