//! "Before we meet" (`prep`, B.5): what one meets alone, what is read back, days since, what may be picked up, the
//! card to take along, what the other brings, and looking back.

use chrono::Duration;
use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::crossing;
use common_ground::domain::feedback;
use common_ground::domain::ids::{OptionId, StepId, hex};
use common_ground::domain::meeting;
use common_ground::domain::open_ends::{self, What, open_ends};
use common_ground::domain::outcome::{Standing, ThreadState};
use common_ground::domain::path::Part;
use common_ground::domain::person::{Side, Status};
use common_ground::domain::prep;
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::{How, Place, Words};
use common_ground::domain::session::Mode;
use common_ground::domain::taken;
use common_ground::reading;

use crate::people::{
    BOTH, FIRST, SECOND, Setting, Table, USUAL, at, dialogue, lines, picks, plan, texts,
};
use crate::walk::{self, walk};

const ALONE: Setting = Setting { mode: Mode::Solo, ..USUAL };

/// A talk of the two that was wrapped up with this line, which is skipped where there is none.
fn talked(table: &mut Table, line: Option<&str>) {
    table.begin("wrapup", USUAL);
    match line {
        Some(line) => table.answers(BOTH, "wu-one-line", texts(line)),
        None => table.skips(BOTH, "wu-one-line"),
    }
    table.close();
}

/// Two who never met here.
fn strangers() -> Table {
    let mut table = Table::empty(1);
    table.meet(["Hanna", "Eero"], common_ground::domain::person::KindOfPair::CoachAndClient);
    table
}

/// The dates that are read back by one of them, of sittings in which there is nothing to read.
fn dates(table: &Table, who: Side) -> Vec<bool> {
    let all = table.workspace.sessions.of(table.pair);
    all.map(|s| meeting::leaves_its_date(&table.workspace, s, Viewer::One(who))).collect()
}

/// Alone, one meets all that is asked of who gets ready, and nothing of the other's.
#[test]
fn one_gets_ready_alone() {
    let mut table = Table::of("prep", ALONE);
    let own: Vec<String> =
        dialogue("prep").steps().map(|s| s.id.to_string()).filter(|s| s != "pr-bring").collect();
    let passed = walk(&mut table, &mut walk::all(How::Skipped));
    assert_eq!(passed.iter().map(|p| p.step.to_string()).collect::<Vec<_>>(), own);
    assert!(table.beats().iter().all(|b| b.private_to == Some(FIRST)), "each page is theirs alone");
    assert!(dialogue("prep").is_for_one());
    let for_one = content::dialogues().filter(|d| d.is_for_one()).map(|d| d.id.to_string());
    assert!(for_one.collect::<Vec<_>>().contains(&"prep".to_owned()));
    for id in ["coalition", "clearing", "wrapup"] {
        assert!(!dialogue(id).is_for_one() && !dialogue(id).is_answered_by_link(), "{id}");
    }
    for id in ["prep", "feedback"] {
        assert!(dialogue(id).is_answered_by_link(), "{id}");
    }
}

/// The first page asks for nothing (C28), and nothing needs to be written anywhere (C1).
#[test]
fn c28_it_begins_without_a_field() {
    let first = dialogue("prep").steps().next().expect("a step");
    assert!(!first.takes_text() && first.options.is_empty());
    let card = dialogue("prep").step(&"pr-pocket".into()).expect("the card");
    assert!(!card.holds.is_empty() && card.holds.len() <= 3);
    let mut table = Table::of("prep", Setting { spoken_only: true, ..ALONE });
    walk(&mut table, &mut walk::all(How::SaidIt));
    assert!(table.now().entries.iter().all(|e| !e.has_text()));
}

/// Days are counted as a calendar does, over a change to summer time and back, a leap day, a new year.
#[test]
fn c27_days_since_are_days_of_a_calendar() {
    let check = |from: &str, to: &str, expect: i64| {
        assert_eq!(meeting::days_between(at(from), at(to)), expect, "{from} {to}");
    };
    check("2026-03-17T10:00:00+02:00", "2026-04-02T10:00:00+03:00", 16);
    check("2026-03-17T23:30:00+02:00", "2026-04-02T00:10:00+03:00", 16);
    check("2026-03-28T23:59:00+02:00", "2026-03-29T00:01:00+02:00", 1);
    check("2026-03-28T23:59:00+02:00", "2026-03-30T00:01:00+03:00", 2);
    check("2026-10-24T23:30:00+03:00", "2026-10-26T00:10:00+02:00", 2);
    check("2026-10-25T00:10:00+03:00", "2026-10-25T23:50:00+02:00", 0);
    check("2028-02-28T12:00:00+01:00", "2028-03-01T12:00:00+01:00", 2);
    check("2026-12-31T23:00:00+01:00", "2027-01-01T01:00:00+01:00", 1);
    check("2026-03-17T10:00:00+02:00", "2026-03-16T10:00:00+02:00", 0);
}

/// The last time they met is the last talk of the two: not what one did alone, nor what was said of a talk.
#[test]
fn the_last_time_they_met() {
    let mut table = strangers();
    table.begin("prep", ALONE);
    assert!(meeting::last_met(&table.workspace, table.now()).is_none());
    table.close();
    talked(&mut table, Some("Isä ja vene."));
    let met = table.session().id;
    table.begin("coalition", ALONE);
    table.close();
    table.begin("feedback", USUAL);
    table.close();
    table.begin("prep", ALONE);
    assert_eq!(meeting::last_met(&table.workspace, table.now()).map(|s| s.id), Some(met));
    // What is done later is not before it.
    let run = table.run;
    talked(&mut table, None);
    table.run = run;
    assert_eq!(meeting::last_met(&table.workspace, table.now()).map(|s| s.id), Some(met));
}

/// A sitting in which something was passed leaves its date; what was taken back, and what the other did alone,
/// leaves nothing.
#[test]
fn what_was_taken_back_leaves_no_trace() {
    let mut table = strangers();
    talked(&mut table, None);
    talked(&mut table, Some("gone"));
    let answer = table.answer(BOTH, "wu-one-line");
    table.does(Command::WordsRemoved { answer });
    // Only spoken, the date is all there ever was.
    table.begin("coalition", Setting { spoken_only: true, ..USUAL });
    table.close();
    // The other got ready alone.
    table.begin("prep", Setting { opener: SECOND, ..ALONE });
    table.answers(SECOND, "pr-life", texts("Eero's own"));
    table.skips(SECOND, "pr-glad");
    table.close();
    // The other skipped something private in a talk.
    table.begin("coalition", USUAL);
    table.answers(SECOND, "cb-know-why", texts("kept"));
    table.close();
    assert_eq!(dates(&table, FIRST), [true, false, true, false, false]);
}

/// What may be picked up: the line of the last talk that left one, threads, one's own plans that stand.
#[test]
fn what_is_open_can_be_chosen() {
    let mut table = strangers();
    talked(&mut table, Some("An older line."));
    table.begin("wrapup", USUAL);
    table.answers(BOTH, "wu-open", lines(&[("", "the boat"), ("", "the job")]));
    table.answers(BOTH, "wu-one-line", texts("He asked for it. They said yes!"));
    table.close();
    talked(&mut table, None);
    table.begin("coalition", USUAL);
    table.plans(FIRST, "cb-first-step", plan("listen longer"));
    table.plans(SECOND, "cb-first-step", plan("Eero's own plan"));
    table.close();
    let all = |table: &Table, who| open_ends(&table.workspace, table.pair, who, content::dialogue);
    let whats = |table: &Table| all(table, FIRST).into_iter().map(|e| e.what).collect::<Vec<_>>();
    let text = |t: &str| t.to_owned();
    let line = What::Line(text("He asked for it. They said yes!"));
    let (boat, job) = (What::Thread(text("the boat")), What::Thread(text("the job")));
    let own = What::Plan(FIRST, text("listen longer"));
    let others = What::Plan(SECOND, text("Eero's own plan"));
    assert_eq!(
        whats(&table),
        [line.clone(), boat.clone(), job.clone(), own.clone(), others.clone()]
    );

    // Dropped, or let go, it is not offered any more.
    let thread = table.workspace.threads.of(table.pair).next().expect("a thread").id;
    table.does(Command::ThreadMoved { thread, state: ThreadState::Dropped });
    let commitment = table.plan_of(FIRST).expect("a plan").id;
    table.does(Command::CommitmentMoved { commitment, by: FIRST, standing: Standing::LetGo });
    assert_eq!(whats(&table), [line.clone(), job.clone(), others]);

    // What the other keeps to themselves is not there, neither to be chosen nor where it was.
    let plan = table.plan_of(SECOND).expect("a plan").clone();
    let named = OptionId::from(hex(plan.id.uuid()).as_str());
    let is_there = |table: &Table| {
        let (w, viewer) = (&table.workspace, Viewer::One(FIRST));
        open_ends::find(w, table.pair, viewer, &named, content::dialogue).is_some()
    };
    assert!(is_there(&table));
    let answer = table.answer(SECOND, "cb-first-step");
    table.does(Command::KeptToMyself { answer });
    assert_eq!(whats(&table), [line.clone(), job]);
    assert!(!is_there(&table));

    // Chosen, it stands for the words, and copies none of them.
    table.begin("prep", ALONE);
    let chosen = all(&table, FIRST)[0].option.clone();
    table.answers(FIRST, "pr-thread", picks(&[chosen.as_str()]));
    let find = |table: &Table| {
        let (w, viewer) = (&table.workspace, Viewer::One(FIRST));
        open_ends::find(w, table.pair, viewer, &chosen, content::dialogue)
    };
    assert_eq!(find(&table), Some(line));
    let kept = format!("{:?}", table.now());
    assert!(!kept.contains("They said yes"));
    let run = table.workspace.runs.of(table.pair).nth(1).expect("the talk").id;
    let prepares = std::mem::replace(&mut table.run, run);
    let answer = table.answer(BOTH, "wu-one-line");
    table.does(Command::WordsRemoved { answer });
    table.run = prepares;
    assert_eq!(find(&table), None);

    // Nothing but what is open between these two can be chosen, and only there.
    let answer = table.answer(FIRST, "pr-thread");
    let strange = picks(&["0123456789abcdef0123456789abcdef"]);
    let refused = table.act(Command::AnswerWritten { answer, words: strange });
    assert_eq!(refused.err(), Some(Refusal::OutOfRange));
    let answer = table.answer(FIRST, "pr-hold-back");
    let refused = table.act(Command::AnswerWritten { answer, words: picks(&[chosen.as_str()]) });
    assert_eq!(refused.err(), Some(Refusal::OutOfRange));
}

/// What somebody means to try because of what they were told is among it, and named as that.
#[test]
fn what_one_means_to_try_can_be_picked_up() {
    let mut table = Table::usual("feedback");
    table.answers(SECOND, "fb-say", Words { number: Some(2), ..Words::default() });
    table.releases(SECOND, "fb-say");
    table.plans(FIRST, "fb-try", plan("ask first"));
    let all = open_ends(&table.workspace, table.pair, FIRST, content::dialogue);
    let whats: Vec<What> = all.into_iter().map(|e| e.what).collect();
    assert_eq!(whats, [What::Try(FIRST, "ask first".to_owned())]);
}

/// The other may say what they bring: on this device for a moment, and only what they hand over is read.
#[test]
fn the_other_says_what_they_bring() {
    let mut table = Table::of("prep", ALONE);
    let bring = Place { step: "pr-bring".into(), part: Part::Own(SECOND) };
    let there = |table: &Table| table.path().find(&bring).cloned();
    assert_eq!(there(&table), None);
    table.does(Command::WentTo { run: table.run, place: bring.clone() });
    assert_eq!(there(&table).and_then(|b| b.private_to), Some(SECOND));
    table.answers(SECOND, "pr-bring", texts("Not the job today if that's ok. The boys."));
    let sees = |table: &Table| {
        matches!(table.sees(Viewer::One(FIRST), SECOND, "pr-bring"), Sight::Words(..))
    };
    assert!(!sees(&table));
    table.releases(SECOND, "pr-bring");
    assert!(sees(&table));
    let answer = table.answer(SECOND, "pr-bring");
    table.does(Command::TakenBack { answer });
    assert!(!sees(&table));
}

/// Nothing of what one prepared is the other's: not in a link that asks, not in their copy.
#[test]
fn nothing_of_it_is_the_others() {
    let mut table = Table::of("prep", ALONE);
    for step in ["pr-life", "pr-glad", "pr-first-words"] {
        table.answers(FIRST, step, texts("only Hanna's"));
    }
    table.answers(
        FIRST,
        "pr-show-up",
        Words { own: "like my grandmother".to_owned(), ..picks(&["listens", "in-my-own-words"]) },
    );
    table.does(Command::OwnDevice { pair: table.pair, who: FIRST });
    table.does(Command::ParcelMade { run: table.run });
    let parcel =
        crossing::parcel(&table.workspace, table.run, content::dialogue).expect("a parcel");
    assert!(parcel.own.is_empty() && parcel.joint.is_empty(), "{parcel:?}");
    let copy = taken::for_one(&table.workspace, table.pair, SECOND, content::dialogue);
    assert_eq!(copy.runs.iter().count() + copy.sessions.iter().count(), 0, "not even a date");
    let own = taken::for_one(&table.workspace, table.pair, FIRST, content::dialogue);
    assert_eq!(own.runs.iter().count(), 1);
    let said = format!("{copy:?}");
    assert!(
        !said.contains("Hanna's") && !said.contains("grandmother") && !said.contains("listens")
    );
}

/// That somebody sat down alone is told to nobody else: neither that they got ready for the other, nor for which talk, not
/// even once it is over (D.10). What both read, and what is in a copy, is the same.
#[test]
fn that_one_sat_alone_is_nobody_elses() {
    for (name, step, released) in [
        ("prep", "pr-life", None),
        ("prep", "pr-life", Some("pr-bring")),
        ("coalition", "cb-know-why", None),
        ("expectations", "ex-quiet-hopes", None),
        ("expectations", "ex-quiet-hopes", Some("ex-quiet-hopes")),
    ] {
        let mut table = Table::of(name, ALONE);
        table.answers(FIRST, step, texts("only Hanna's"));
        if let Some(step) = released {
            let who = if step == "pr-bring" { SECOND } else { FIRST };
            table.answers(who, step, texts("for both"));
            table.releases(who, step);
        }
        for close in [false, true] {
            if close {
                table.close();
            }
            for viewer in [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)] {
                let read = reading::sittings(&table.workspace, table.pair, viewer);
                let copy =
                    taken::for_viewer(&table.workspace, table.pair, viewer, content::dialogue);
                let should_be = usize::from(released.is_some() || viewer == Viewer::One(FIRST));
                assert_eq!(read.len(), should_be, "{name} {released:?} {viewer:?}");
                assert_eq!(
                    copy.sessions.iter().count(),
                    should_be,
                    "{name} {released:?} {viewer:?}"
                );
            }
        }
    }
}

/// Getting ready is no talk that anybody is asked about.
#[test]
fn nobody_is_asked_how_getting_ready_was() {
    for mode in [Mode::Solo, Mode::SideBySide, Mode::Apart] {
        let mut table = Table::of("prep", Setting { mode, ..USUAL });
        table.skips(FIRST, "pr-life");
        table.close();
        assert!(feedback::talk_to_ask_about(&table.workspace, table.pair).is_none(), "{mode:?}");
    }
}

/// Looking back is offered once the card was taken along and the two have met, or on another day; and not again.
#[test]
fn looking_back_comes_after_the_talk() {
    let due = |table: &Table| {
        let due = prep::look_back(&table.workspace, table.pair, content::dialogue, table.clock);
        due.map(|due| (due.who, due.step))
    };
    let offered = Some((FIRST, StepId::from("pr-after")));
    let mut table = Table::of("prep", ALONE);
    table.close();
    talked(&mut table, None);
    assert_eq!(due(&table), None, "no card was taken along");

    let mut table = Table::of("prep", ALONE);
    table.gives(FIRST, "pr-pocket", How::Seen);
    table.close();
    assert_eq!(due(&table), None, "they have not met yet");
    let mut later = table.clone();
    later.clock += Duration::days(1);
    assert_eq!(due(&later), offered, "they met without the app");
    let prepared = table.run;
    talked(&mut table, None);
    assert_eq!(due(&table), offered);
    table.run = prepared;
    for how in [How::Skipped, How::SaidIt] {
        let mut table = table.clone();
        table.gives(FIRST, "pr-after", how);
        assert_eq!(due(&table), None);
    }
    let mut parted = table.clone();
    let (pair, status) = (table.pair, Status::EndedKindly);
    parted.does(Command::PartnershipMoved { pair, status });
    assert_eq!(due(&parted), None, "nothing asks it of two who have parted");
    table.does(Command::OwnDevice { pair: table.pair, who: SECOND });
    assert_eq!(due(&table), None, "on the other's device it is nobody's");
}

/// How the other likes to work is what they last said of it so that it may be known (C15, D.2 `styleWishes`).
#[test]
fn c15_how_the_other_likes_to_work_is_at_hand() {
    // Each talk: what Eero chose, and how he gave it.
    let check = |talks: &[(&str, How)], expect: Option<&str>| {
        let mut table = strangers();
        for (style, how) in talks {
            table.begin("expectations", USUAL);
            table.answers(FIRST, "ex-style", picks(&["moving"]));
            table.writes(SECOND, "ex-style", picks(&[style]));
            table.gives(SECOND, "ex-style", *how);
            table.opens("ex-style");
            table.close();
        }
        table.begin("prep", ALONE);
        let (viewer, all) = (Viewer::One(FIRST), &table.workspace);
        let likes = prep::likes(all, table.pair, SECOND, viewer, content::dialogue);
        let seen = likes.iter().map(|(run, step)| {
            let run = all.runs.get(run.uuid()).expect("a run");
            let step = dialogue("expectations").step(step).expect("a step");
            match privacy::sight(step, run, SECOND.into(), viewer) {
                Sight::Words(words, _) => words.picks[0].to_string(),
                other => panic!("{other:?}"),
            }
        });
        assert_eq!(seen.collect::<Vec<_>>(), expect.into_iter().collect::<Vec<_>>(), "{talks:?}");
    };
    check(&[], None);
    check(&[("sitting-still", How::Wrote)], Some("sitting-still"));
    check(&[("moving", How::Wrote), ("long-silences", How::Wrote)], Some("long-silences"));
    check(&[("moving", How::Wrote), ("long-silences", How::Skipped)], None);
}

/// Sealed, or kept: nothing of it.
#[test]
fn c15_what_was_kept_of_it_stays_kept() {
    for opened in [false, true] {
        let mut table = strangers();
        table.begin("expectations", USUAL);
        table.answers(FIRST, "ex-style", picks(&["moving"]));
        table.writes(SECOND, "ex-style", picks(&["long-silences"]));
        if opened {
            table.keeps(SECOND, "ex-style");
            table.opens("ex-style");
        } else {
            table.gives(SECOND, "ex-style", How::Wrote);
        }
        let viewer = Viewer::One(FIRST);
        let likes = prep::likes(&table.workspace, table.pair, SECOND, viewer, content::dialogue);
        assert_eq!(likes, [], "opened: {opened}");
    }
}

/// Who they want to be: their own earlier words are there to choose from, newest first, each once, and few.
#[test]
fn earlier_words_are_there_to_choose_from() {
    let step = || dialogue("prep").step(&"pr-show-up".into()).expect("a step");
    let own = |text: &str| Words { own: text.to_owned(), ..picks(&["in-my-own-words"]) };
    let check = |said: &[&str], expect: &[&str]| {
        let mut table = strangers();
        for text in said {
            table.begin("prep", ALONE);
            table.answers(FIRST, "pr-show-up", own(text));
            table.close();
        }
        table.begin("prep", ALONE);
        let of = |who| prep::earlier_words(&table.workspace, table.now(), step(), who);
        assert_eq!(of(FIRST), expect, "{said:?}");
        assert_eq!(of(SECOND), Vec::<&str>::new(), "nobody else's");
        let other = dialogue("prep").step(&"pr-hold-back".into()).expect("a step");
        assert!(prep::earlier_words(&table.workspace, table.now(), other, FIRST).is_empty());
    };
    check(&[], &[]);
    check(&["unhurried", "", "  "], &["unhurried"]);
    check(&["a", "b", "a"], &["a", "b"]);
    check(&["1", "2", "3", "4", "5", "6"], &["6", "5", "4", "3", "2"]);
}

/// Taken, they stand beneath what was typed; let go, all else is as it was.
#[test]
fn taking_earlier_words_changes_no_other() {
    let check = |own: &str, earlier: &str, expect: &str| {
        let with = prep::with_or_without(own, earlier);
        assert_eq!(with, expect);
        assert!(prep::stands_in(&with, earlier));
        assert_eq!(prep::with_or_without(&with, earlier), own);
    };
    check("", "unhurried", "unhurried");
    check("calm ", "unhurried", "calm \nunhurried");
    check("calm", " two\nlines ", "calm\n two\nlines ");
    assert!(!prep::stands_in("unhurriedly", "unhurried"));
    assert_eq!(prep::with_or_without("a\nb\nc", "b"), "a\nc");
    assert_eq!(prep::with_or_without("b\nc", "b"), "c");
}
