//! `clearing`: the threshold, how they talk, the order of things, two stories that may clash, wishes
//! and their answers, and another round. Its time is in `clearing_time.rs`, what may stay of it in
//! `clearing_keeping.rs`.

use common_ground::codec::record;
use common_ground::content::dialogues;
use common_ground::domain::command::Command;
use common_ground::domain::decides::Decides::{
    self, HowToTalk, More, WhatStays, WhetherToBegin, WhoStarts,
};
use common_ground::domain::dialogue::{Kind, Who};
use common_ground::domain::ids::{OptionId, StepId};
use common_ground::domain::outcome::{Agreement, Assent};
use common_ground::domain::path::{Held, Part, Progress};
use common_ground::domain::person::Side;
use common_ground::domain::privacy::{Sight, Viewer};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::{Entry, How, Visibility, Words};
use common_ground::domain::session::Mode;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, proptest};

use crate::commands::{self, HOWS, SIDES};
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, dialogue, picks, plan, texts};
use crate::walk::{self, walk};
use crate::{account, cases};

/// Maya has asked Tom for it.
pub fn talk() -> Table {
    Table::usual("clearing")
}

/// The same, and both would write first.
pub fn written_talk() -> Table {
    let mut table = talk();
    for side in SIDES {
        table.answers(side, "ca-how", picks(&["write-first"]));
    }
    table
}

/// All that would be stored, in one text.
pub fn stored(table: &Table) -> String {
    account::records(&table.workspace).into_values().collect()
}

fn steps() -> impl Iterator<Item = &'static str> {
    dialogue("clearing").steps().map(|s| s.id.as_str())
}

fn position(step: &str) -> usize {
    dialogue("clearing").position(&step.into()).expect("a step")
}

// The threshold (`ca-safe`, C40, F10b)

/// The one who asks is asked before there is anything; the other one on the first page of theirs.
#[test]
fn c40_the_threshold_comes_first() {
    for (opener, mode) in
        SIDES.into_iter().flat_map(|s| [Mode::SideBySide, Mode::LeaderOnly].map(|mode| (s, mode)))
    {
        let table = Table::of("clearing", Setting { opener, mode, ..USUAL });
        let of = |side: Side| {
            let beats = table.beats();
            let own: Vec<_> =
                beats.into_iter().filter(|b| b.place.part.side() == Some(side)).collect();
            own[0].clone()
        };
        assert_eq!(table.parts("ca-safe"), [Part::Own(opener.other())]);
        assert_eq!(of(opener.other()).place.step, StepId::from("ca-safe"));
        assert_eq!(of(opener.other()).private_to, Some(opener.other()));
        assert_eq!(of(opener).place.step, StepId::from("ca-what"));
    }
}

/// What one says to it is not to be written in any way.
#[test]
fn the_threshold_takes_no_answer() {
    let mut table = talk();
    let answers = ["yes", "slowly", "not-sure", "in-my-own-words", "none-of-these"];
    let mut words: Vec<Words> = answers.iter().map(|o| picks(&[o])).collect();
    words.push(texts("‹no›"));
    words.push(Words { own: "‹no›".into(), ..Words::default() });
    for side in SIDES {
        for words in &words {
            let (answer, words) = (table.answer(side, "ca-safe"), words.clone());
            let done = table.act(Command::AnswerWritten { answer, words });
            assert_eq!(done, Err(Refusal::NotTheirs));
        }
    }
    let mut records = Vec::new();
    for how in HOWS {
        let mut table = table.clone();
        table.gives(SECOND, "ca-safe", how);
        assert_eq!(table.entry(SECOND, "ca-safe").map(|e| e.how), Some(How::Seen));
        records.push(account::records(&table.workspace));
    }
    assert!(records.windows(2).all(|two| two[0] == two[1]), "however it was passed");
}

proptest! {
    #![proptest_config(cases(128))]

    /// Whatever is done, no record holds what anybody said to the threshold.
    #[test]
    fn no_record_tells_what_was_said_to_the_threshold(acts in vec(any::<[u8; 14]>(), 0..80)) {
        let mut table = talk();
        let mut writer = |_: &mut Dice| "‹x›".to_owned();
        for bytes in &acts {
            let mut dice = Dice::new(bytes);
            let command = match commands::in_run(&table, &mut dice, &mut writer) {
                Command::AnswerWritten { mut answer, .. } if dice.one_in(3) => {
                    answer.step = "ca-safe".into();
                    let words = commands::words(table.step("ca-safe"), &mut dice, &mut writer);
                    Command::AnswerWritten { answer, words }
                }
                Command::AnswerGiven { mut answer, how } if dice.one_in(3) => {
                    answer.step = "ca-safe".into();
                    Command::AnswerGiven { answer, how }
                }
                other => other,
            };
            let _ = table.act(command);
            for entry in table.now().entries.iter().filter(|e| e.step == *"ca-safe") {
                let entry = account::value(entry);
                prop_assert!(entry.get("words").is_none() && entry.get("also").is_none(), "{}", entry);
                prop_assert!(entry.get("released").is_none(), "{}", entry);
                prop_assert!(["seen", "said-it", "skipped"].iter().any(|h| entry["how"] == **h) || entry.get("given").is_none(), "{}", entry);
            }
            let text = stored(&table);
            prop_assert!(!text.contains("not-sure") && !text.contains("slowly"), "{}", text);
        }
    }
}

/// "Not today" is a close like any other: nothing tells a talk that was refused at the threshold
/// from one that was stopped there.
#[test]
fn a_refusal_looks_like_any_other_end() {
    let at_the_threshold = || {
        let mut table = talk();
        table.answers(FIRST, "ca-what", texts("The lease."));
        for step in
            ["ca-gain", "ca-feel", "ca-mine", "ca-true", "ca-set-down", "ca-human", "ca-how"]
        {
            table.skips(FIRST, step);
        }
        table.goes("ca-safe", Part::Own(SECOND));
        table
    };
    let mut refused = at_the_threshold();
    let answer = refused.answer(SECOND, "ca-safe");
    assert!(refused.act(Command::AnswerWritten { answer, words: picks(&["not-sure"]) }).is_err());
    refused.clock -= chrono::Duration::seconds(1);
    refused.close();
    let mut stopped = at_the_threshold();
    stopped.close();
    assert_eq!(account::records(&refused.workspace), account::records(&stopped.workspace));
    assert!(refused.now().entries.iter().all(|e| e.who == FIRST.into()));
    assert_eq!(refused.workspace.partnerships.iter().next().and_then(|p| p.pick_up), None);
}

// How they talk (`ca-how`)

/// What each would like, and whether anything is written where both see it.
#[test]
fn only_two_who_would_write_write() {
    let options = [None, Some("only-speak"), Some("own-notes"), Some("write-first")];
    for first in options {
        for second in options {
            let mut table = talk();
            for (side, option) in [(FIRST, first), (SECOND, second)] {
                match option {
                    Some(option) => table.answers(side, "ca-how", picks(&[option])),
                    None => table.skips(side, "ca-how"),
                }
            }
            let writes = (first, second) == (Some("write-first"), Some("write-first"));
            check_writing(&mut table, writes);
        }
    }
    // A wish that was kept to oneself is not one to go by, and neither is one not given yet.
    for unsaid in ["kept", "draft", "taken back"] {
        let mut table = talk();
        table.answers(FIRST, "ca-how", picks(&["write-first"]));
        table.writes(SECOND, "ca-how", picks(&["write-first"]));
        match unsaid {
            "kept" => table.keeps(SECOND, "ca-how"),
            "taken back" => {
                table.gives(SECOND, "ca-how", How::Wrote);
                table.reopens(SECOND, "ca-how");
            }
            _ => {}
        }
        check_writing(&mut table, false);
    }
}

/// Whether shared words are taken, of every kind; private ones always are.
fn check_writing(table: &mut Table, writes: bool) {
    let expect = if writes { Ok(()) } else { Err(Refusal::SpokenOnly) };
    let run = table.run;
    let said = || "x".to_owned();
    let acts = [
        Command::AnswerWritten { answer: table.answer(FIRST, "ca-underneath"), words: texts("x") },
        Command::AnswerWritten { answer: table.answer(SECOND, "ca-ask"), words: texts("x") },
        Command::AnswerWritten { answer: table.answer(SECOND, "ca-gratitude"), words: texts("x") },
        Command::SentenceWritten { run, step: "ca-reason".into(), text: said() },
        Command::SentenceWritten { run, step: "ca-common-ground".into(), text: said() },
        Command::PlanWritten { run, step: "ca-step".into(), owner: FIRST, plan: plan("x") },
    ];
    for act in acts {
        let name = format!("{act:?}");
        assert_eq!(table.clone().act(act).map(|_| ()), expect, "{name}");
    }
    assert_eq!(table.parts("ca-common-ground").len(), if writes { 4 } else { 1 });
    for step in ["ca-what", "ca-gain", "ca-mine", "ca-true", "ca-feel"] {
        table.writes(SECOND, step, texts("mine alone"));
    }
}

// The order of things (C20, C21, C22)

/// Each goes through the first stage alone, the one who asked first, with one hand-over.
#[test]
fn each_is_alone_first() {
    let mut table = Table::of("clearing", Setting { opener: SECOND, ..USUAL });
    let of_stage: Vec<_> = table.beats().into_iter().filter(|b| b.stage == 0).collect();
    let whose: Vec<_> = of_stage.iter().map(|b| b.place.part.side()).collect();
    assert_eq!(whose, [vec![Some(SECOND); 8], vec![Some(FIRST); 9]].concat());
    let shared = |step: &StepId| table.step(step.as_str()).visibility == Visibility::Shared;
    assert!(of_stage.iter().all(|b| b.private_to.is_some() || shared(&b.place.step)));
    // The other's pages wait for the other.
    let check = |table: &Table, first: Progress, second: Progress| {
        let path = table.path();
        let here = path.current(table.now());
        assert_eq!(SIDES.map(|s| path.progress(0, s, here)), [first, second]);
    };
    check(&table, Progress::ToCome, Progress::Now);
    for beat in &of_stage {
        let side = beat.place.part.side().expect("one alone");
        table.goes(beat.place.step.as_str(), beat.place.part);
        table.skips(side, beat.place.step.as_str());
    }
    check(&table, Progress::Now, Progress::Behind);
    table.goes("ca-arrive", Part::Together);
    check(&table, Progress::Behind, Progress::Behind);
}

/// Alone, one prepares and meets nothing else; without a screen of one's own, nothing private is asked
/// but whether to begin at all.
#[test]
fn what_is_asked_alone_and_without_a_screen() {
    let of = |mode: Mode, side: Side| {
        let beats = Table::of("clearing", Setting { mode, ..USUAL }).beats();
        let own = beats.into_iter().filter(|b| b.stage == 0 && b.place.part == Part::Own(side));
        own.map(|b| b.place.step.to_string()).collect::<Vec<_>>()
    };
    let prepared =
        ["ca-what", "ca-gain", "ca-feel", "ca-mine", "ca-true", "ca-set-down", "ca-human"];
    assert_eq!(of(Mode::Solo, FIRST), prepared);
    assert_eq!(of(Mode::Solo, SECOND), Vec::<String>::new());
    let alone = Table::of("clearing", Setting { mode: Mode::Solo, ..USUAL });
    assert_eq!(alone.beats().len(), prepared.len(), "what both will see waits for both");
    assert_eq!(of(Mode::LeaderOnly, FIRST), [&prepared[..], &["ca-how"]].concat());
    assert_eq!(of(Mode::LeaderOnly, SECOND), ["ca-safe", "ca-how"]);
    // Prepared alone, and then together: all of it is still there, and the other is asked first.
    let mut table = alone;
    table.answers(FIRST, "ca-what", texts("The lease."));
    table.sets(USUAL);
    assert!(table.entry(FIRST, "ca-what").is_some());
    assert_eq!(table.parts("ca-safe"), [Part::Own(SECOND)]);
    // In a stage of its own, whoever is done is done while the other is still at it.
    let path = table.path();
    let last = path.beats().iter().rfind(|b| b.stage == 0);
    assert_eq!(path.progress(0, FIRST, last), Progress::ToCome, "it was left, not ended");
    assert_eq!(path.progress(0, SECOND, last), Progress::Now);
}

#[test]
fn c20_there_is_room_to_be_human() {
    for mode in [Mode::SideBySide, Mode::Solo] {
        let table = Table::of("clearing", Setting { mode, ..USUAL });
        let parts = table.parts("ca-human");
        let expect = if mode == Mode::Solo { &SIDES[..1] } else { &SIDES[..] };
        assert_eq!(parts, expect.iter().map(|s| Part::Own(*s)).collect::<Vec<_>>());
    }
    assert!(position("ca-human") < position("ca-story-a"));
}

#[test]
fn c21_commitment_reason_and_common_ground_come_before_any_story() {
    let opening = ["ca-my-commitment", "ca-reason", "ca-common-ground"].map(position);
    assert_eq!(opening.map(|p| p - opening[0]), [0, 1, 2]);
    let stories = dialogue("clearing")
        .steps()
        .filter(|s| matches!(s.who, Who::FirstSpeaker | Who::SecondSpeaker));
    assert!(stories.map(|s| position(s.id.as_str())).all(|p| p > opening[2]));
    // It can be skipped and taken in another order; left to itself the way is as it was.
    let mut table = talk();
    let way = |t: &Table| t.beats().into_iter().map(|b| b.place).collect::<Vec<_>>();
    let before = way(&table);
    table.goes("ca-story-a", Part::Own(SECOND));
    table.gives(SECOND, "ca-story-a", How::SaidIt);
    assert_eq!(way(&table), before);
    for step in ["ca-my-commitment", "ca-reason", "ca-common-ground"] {
        for part in table.parts(step) {
            table.goes(step, part);
            table.skips(part.side().map_or(BOTH, Into::into), step);
        }
    }
    assert!(table.beats().iter().filter(|b| b.place.step == *"ca-reason").all(|b| b.done));
}

/// Whoever listens has a card and nothing to write on; saying back comes before any answer.
#[test]
fn c22_listening_comes_before_answering() {
    let clearing = dialogue("clearing");
    for (story, say_back, more) in
        [("ca-story-a", "ca-say-back-a", "ca-more-a"), ("ca-story-b", "ca-say-back-b", "ca-more-b")]
    {
        let at = |step: &str| clearing.step(&step.into()).expect("a step");
        let card = at(story).card.as_ref().expect("a card");
        assert_eq!(at(card.as_str()).kind, Kind::Guide);
        assert!(talk().parts(card.as_str()).is_empty(), "it stands beside the turn");
        assert_eq!(
            [story, say_back, more].map(|s| at(s).kind),
            [Kind::Turns, Kind::Mirror, Kind::Choose]
        );
        assert!(position(story) < position(say_back) && position(say_back) < position(more));
        assert_ne!(at(story).who, at(say_back).who, "the one who listened says it back");
        assert_eq!(at(story).who, at(more).who, "the one who spoke says whether there is more");
        let mut table = written_talk();
        for side in SIDES {
            for step in [story, say_back, card.as_str()] {
                let answer = table.answer(side, step);
                assert!(table.act(Command::AnswerWritten { answer, words: texts("But") }).is_err());
            }
        }
        assert!(position(say_back) < position("ca-answer"));
    }
}

// Two stories (C16, C18, C19)

/// Nothing in the talk makes one story of two, and none asks for the same answer twice.
#[test]
fn c16_there_is_no_story_of_both() {
    let clearing = dialogue("clearing");
    let stories = &clearing.stages.iter().find(|s| s.id == "stories").expect("it").steps;
    assert!(stories.iter().all(|s| !s.takes_text()), "no field for facts");
    let of_both = clearing.steps().filter(|s| s.who == Who::Both && s.takes_text());
    assert_eq!(of_both.map(|s| s.id.as_str()).collect::<Vec<_>>(), ["ca-reason", "ca-who-starts"]);
    assert!(stories.iter().all(|s| s.when.is_none() && !s.reveal && s.prefill.is_none()));
    let stands: Vec<&str> = with_skip("ca-both-stand");
    let states: Vec<&str> = with_skip("ca-state");
    for (i, first) in stands.iter().enumerate() {
        for (j, second) in states.iter().enumerate() {
            let mut table = talk();
            for (side, step, option) in [
                (FIRST, "ca-both-stand", *first),
                (SECOND, "ca-both-stand", stands[(i + 1) % stands.len()]),
                (FIRST, "ca-state", *second),
                (SECOND, "ca-state", states[(j + 1) % states.len()]),
            ] {
                answer_or_skip(&mut table, side, step, option);
            }
            let mut rest = |t: &mut Table, beat: &common_ground::domain::path::Beat| {
                if !beat.done {
                    walk::Walker::meet(&mut walk::all(How::Skipped), t, beat);
                }
            };
            walk(&mut table, &mut rest);
            assert!(table.beats().iter().all(|b| b.done), "{first} {second}");
            table.close();
            assert!(table.now().is_closed() && table.session().ended.is_some());
        }
    }
}

/// The options of a step, and nothing.
fn with_skip(step: &str) -> Vec<&'static str> {
    let step = dialogue("clearing").step(&step.into()).expect("a step");
    step.options.iter().map(OptionId::as_str).chain([""]).collect()
}

fn answer_or_skip(table: &mut Table, side: Side, step: &str, option: &str) {
    if option.is_empty() {
        table.skips(side, step);
    } else {
        table.answers(side, step, picks(&[option]));
    }
}

/// "Is there more?" comes again until the one who spoke says that's all.
#[test]
fn c18_only_the_speaker_ends_their_turn() {
    for (story, say_back, more) in
        [("ca-story-a", "ca-say-back-a", "ca-more-a"), ("ca-story-b", "ca-say-back-b", "ca-more-b")]
    {
        let mut table = talk();
        let speaker = table.parts(story)[0].side().expect("one speaks");
        let done = |t: &Table| {
            [story, say_back, more]
                .map(|step| t.beats().iter().filter(|b| b.place.step == *step).all(|b| b.done))
        };
        // Whatever stands elsewhere stays as it is.
        table.gives(BOTH, "ca-arrive", How::Seen);
        table.answers(FIRST, "ca-both-stand", picks(&["not-yet"]));
        for _ in 0..4 {
            table.says(speaker, story);
            table.answers(speaker.other(), say_back, picks(&["let-me-add"]));
            assert_eq!(done(&table), [true, true, false]);
            table.answers(speaker.other(), more, picks(&["thats-all"]));
            assert_eq!(done(&table), [true, true, false], "nobody else can end it");
            table.answers(speaker, more, picks(&["another-turn"]));
            table.does(Command::SpokeOn { run: table.run, step: more.into() });
            assert_eq!(done(&table), [false; 3]);
            assert!(table.entry(BOTH, "ca-arrive").is_some());
            assert!(table.entry(FIRST, "ca-both-stand").is_some());
        }
        table.says(speaker, story);
        table.answers(speaker.other(), say_back, picks(&["thats-it"]));
        table.answers(speaker, more, picks(&["thats-all"]));
        assert_eq!(done(&table), [true; 3]);
    }
    // Only this question can be answered so.
    let mut table = talk();
    for step in steps().filter(|s| !["ca-more-a", "ca-more-b"].contains(s)).chain(["no-such-step"])
    {
        let spoke_on = Command::SpokeOn { run: table.run, step: step.into() };
        assert_eq!(table.act(spoke_on), Err(Refusal::NotTheirs), "{step}");
    }
}

/// What was noted in a turn stays when it goes on; what was kept or skipped tells nothing.
#[test]
fn a_note_stays_when_the_turn_goes_on() {
    let mut table = Table::usual("kitchen-sink");
    table.answers(SECOND, "ks-story", texts("a note"));
    table.answers(FIRST, "ks-say-back", picks(&["let-me-add"]));
    table.does(Command::SpokeOn { run: table.run, step: "ks-more".into() });
    let note = table.entry(SECOND, "ks-story").expect("a note");
    assert!(note.has_text() && note.given.is_none());
    assert!(matches!(table.sees(Viewer::Table, SECOND, "ks-story"), Sight::NotYet));
    assert!(table.entry(FIRST, "ks-say-back").is_none());
    table.keeps(SECOND, "ks-story");
    table.does(Command::SpokeOn { run: table.run, step: "ks-more".into() });
    assert!(matches!(table.sees(Viewer::Table, SECOND, "ks-story"), Sight::ChoseNotToSay));
}

/// Owning is each person's own, never suggested and never about the other.
#[test]
fn c19_owning_is_ones_own() {
    for step in ["ca-mine", "ca-own-it"] {
        let own = dialogue("clearing").step(&step.into()).expect("a step");
        assert!(own.options.is_empty() && own.prefill.is_none() && own.about.is_none());
        assert_eq!(own.who, Who::Each);
    }
    let mut table = talk();
    assert_eq!(table.parts("ca-own-it"), SIDES.map(Part::Own));
    let answer = table.answer(BOTH, "ca-own-it");
    assert!(table.act(Command::AnswerGiven { answer, how: How::SaidIt }).is_err());
    // What is theirs is read by nobody until they hand it over, item by item.
    table.answers(FIRST, "ca-mine", texts("‹mine›"));
    table.answers(FIRST, "ca-true", texts("‹true›"));
    let absent =
        |t: &Table, step| matches!(t.sees(Viewer::One(SECOND), FIRST, step), Sight::Absent);
    assert!(absent(&table, "ca-mine") && absent(&table, "ca-true"));
    table.releases(FIRST, "ca-mine");
    assert!(!absent(&table, "ca-mine") && absent(&table, "ca-true"));
    let answer = table.answer(FIRST, "ca-mine");
    table.does(Command::TakenBack { answer });
    assert!(absent(&table, "ca-mine"));
    for step in ["ca-what", "ca-gain", "ca-set-down", "ca-human", "ca-safe"] {
        table.gives(FIRST, step, How::Seen);
        let answer = table.answer(FIRST, step);
        assert!(table.act(Command::Released { answer }).is_err(), "{step}");
    }
}

// Wishes and their answers (`ca-ask`, `ca-answer`)

const WISH: &str = "‹Call me before you change the plan.›";

/// Maya has a wish, and Tom answers.
fn wished(answer: &str) -> Table {
    let mut table = written_talk();
    table.answers(FIRST, "ca-ask", texts(WISH));
    answer_or_skip(&mut table, SECOND, "ca-answer", answer);
    table
}

fn agreed(table: &Table) -> Vec<(Option<Side>, &str)> {
    let holding = table.workspace.agreements.iter().filter(|a| a.was_agreed());
    holding.map(|a| (a.asked_by, a.text.as_str())).collect()
}

fn made(table: &Table) -> [usize; 3] {
    let w = &table.workspace;
    [w.agreements.iter().count(), w.commitments.iter().count(), w.threads.iter().count()]
}

/// Only what was answered gladly is agreed; a wish that was declined becomes nothing at all.
#[test]
fn a_declined_wish_never_becomes_a_task() {
    let others = ["in-my-own-words", "none-of-these"];
    for option in with_skip("ca-answer").into_iter().chain(others) {
        let mut table = wished(option);
        if option == "gladly" {
            assert_eq!(agreed(&table), [(Some(FIRST), WISH)]);
            assert_eq!(made(&table), [1, 0, 0]);
        } else {
            assert_eq!(made(&table), [0; 3], "{option}");
        }
        table.follow("wrapup");
        table.close();
        assert_eq!(made(&table), if option == "gladly" { [1, 0, 0] } else { [0; 3] }, "{option}");
    }
    // Each wish is its asker's: the other's answer to the other's wish is another thing.
    let mut table = wished("gladly");
    table.answers(SECOND, "ca-ask", texts("‹Come and see it once.›"));
    table.answers(FIRST, "ca-answer", picks(&["not-now"]));
    assert_eq!(agreed(&table), [(Some(FIRST), WISH)]);
}

/// What ends it, and what is left of it then.
#[test]
fn a_yes_to_a_wish_holds_while_both_stand_by_it() {
    let check = |what: &str, act: &dyn Fn(&mut Table)| {
        let mut table = wished("gladly");
        act(&mut table);
        assert_eq!(agreed(&table), [], "{what}");
        let text: Vec<_> = table.workspace.agreements.iter().map(|a| a.text.as_str()).collect();
        assert!(text.iter().all(|t| t.is_empty()), "{what}: its wording is gone: {text:?}");
        table
    };
    check("another answer", &|t| t.answers(SECOND, "ca-answer", picks(&["not-now"])));
    check("answer removed", &|t| t.removes(SECOND, "ca-answer"));
    check("answer skipped", &|t| t.skips(SECOND, "ca-answer"));
    check("answer kept", &|t| t.keeps(SECOND, "ca-answer"));
    check("another wish", &|t| t.answers(FIRST, "ca-ask", texts("Write to me.")));
    check("wish removed", &|t| t.removes(FIRST, "ca-ask"));
    check("wish kept", &|t| t.keeps(FIRST, "ca-ask"));
    check("wish skipped", &|t| t.skips(FIRST, "ca-ask"));
    check("wish only said", &|t| t.says(FIRST, "ca-ask"));
    let withdraw = |who: Side| {
        move |t: &mut Table| {
            let agreement = t.workspace.agreements.iter().next().expect("it").id;
            t.does(Command::AgreementWithdrawn { agreement, who });
        }
    };
    // Taken back by the one who asked, it is theirs to ask again.
    let mut table = check("withdrawn by the asker", &withdraw(FIRST));
    table.gives(SECOND, "ca-answer", How::Wrote);
    assert_eq!(agreed(&table), [], "nobody says yes for another");
    table.gives(FIRST, "ca-ask", How::Wrote);
    assert_eq!(agreed(&table), []);
    table.gives(SECOND, "ca-answer", How::Wrote);
    assert_eq!(agreed(&table), [(Some(FIRST), WISH)]);
    // Taken back by the one who said yes, another yes is a yes.
    let mut table = check("withdrawn by the other", &withdraw(SECOND));
    table.answers(SECOND, "ca-answer", picks(&["gladly"]));
    assert_eq!(agreed(&table), [(Some(FIRST), WISH)]);
    // Looking at it again changes nothing.
    let mut table = wished("gladly");
    table.writes(SECOND, "ca-answer", picks(&["gladly"]));
    table.gives(SECOND, "ca-answer", How::Wrote);
    table.gives(FIRST, "ca-ask", How::Wrote);
    assert_eq!(agreed(&table), [(Some(FIRST), WISH)]);
}

/// A wish nobody may read cannot be answered into being.
#[test]
fn a_wish_that_was_not_given_is_not_agreed() {
    for unsaid in ["draft", "kept", "said", "none"] {
        let mut table = written_talk();
        if unsaid != "none" {
            table.writes(FIRST, "ca-ask", texts(WISH));
        }
        match unsaid {
            "kept" => table.keeps(FIRST, "ca-ask"),
            "said" => table.says(FIRST, "ca-ask"),
            _ => {}
        }
        table.answers(SECOND, "ca-answer", picks(&["gladly"]));
        assert_eq!(made(&table), [0; 3], "{unsaid}");
    }
}

// Another round (C25, C42)

/// Any number of times, from home and from inside another dialogue, each a round of its own.
#[test]
fn c25_clearing_comes_again() {
    let mut table = talk();
    for round in 1..4 {
        assert_eq!(table.now().round, round);
        assert!(table.now().entries.is_empty());
        table.gives(SECOND, "ca-safe", How::Seen);
        table.answers(FIRST, "ca-what", texts("‹story›"));
        table.close();
        table.begin("clearing", USUAL);
    }
    // From inside Join forces, and back to where they were.
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-clear-first", picks(&["clear-that-first"]));
    table.goes("cb-invite", Part::Own(FIRST));
    let coalition = table.run;
    table.follow("clearing");
    assert_eq!((table.now().round, table.now().entries.len()), (1, 0));
    let leads = dialogues().flat_map(|d| d.steps()).filter_map(|s| s.leads.as_ref());
    assert!(leads.into_iter().any(|l| l.to == *"clearing"));
    table.follow("coalition");
    assert_eq!(table.run, coalition);
    assert!(!table.now().is_closed());
    assert_eq!(table.here().map(|p| p.step), Some("cb-invite".into()));
}

/// What a next round brings along: the aims, what was agreed, how they sat; the other one starts.
#[test]
fn c42_another_round_brings_the_frame_and_no_story() {
    let mut table = wished("gladly");
    for step in ["ca-what", "ca-mine", "ca-true", "ca-feel"] {
        table.answers(FIRST, step, texts("‹story›"));
    }
    table.releases(FIRST, "ca-mine");
    table.answers(SECOND, "ca-underneath", texts("‹story›"));
    table.words_it("ca-common-ground", "Both shops alive.");
    table.words_it("ca-reason", "‹reason›");
    for side in SIDES {
        table.answers_sentence(side, "ca-common-ground", Assent::Yes);
        table.answers_sentence(side, "ca-reason", Assent::Yes);
    }
    table.does(Command::TurnLengthSet { run: table.run, minutes: 5 });
    table.gives(SECOND, "ca-safe", How::Seen);
    table.does(Command::StarterChosen { run: table.run, who: Some(FIRST) });
    table.says(BOTH, "ca-who-starts");
    table.close();
    table.begin("clearing", USUAL);
    let next = table.now();
    assert_eq!((next.round, next.turn_minutes, next.first), (2, 5, Some(SECOND)));
    assert!(next.entries.is_empty() && next.turns.is_empty() && next.at.is_none());
    assert!(!record::write(next).contains('‹'));
    let ground = table.held(|h| h.ground.iter().map(|a| a.text.clone()).collect::<Vec<_>>());
    assert_eq!(
        ground,
        [WISH, "Both shops alive."],
        "aims and what was agreed, in order of their making"
    );
    assert_eq!(table.parts("ca-common-ground"), [Part::Together], "there is something to show");
    // The round after that starts with the first again; and what no longer holds is no ground.
    let agreement =
        table.workspace.agreements.iter().find(|a| a.asked_by.is_some()).expect("it").id;
    table.does(Command::AgreementWithdrawn { agreement, who: SECOND });
    table.gives(SECOND, "ca-safe", How::Seen);
    table.says(BOTH, "ca-who-starts");
    table.close();
    table.begin("clearing", USUAL);
    assert_eq!((table.now().round, table.now().first), (3, Some(FIRST)));
    assert_eq!(table.held(|h| h.ground.len()), 1);
}

fn starter(table: &Table) -> Side {
    fn first(held: &Held) -> Side {
        held.first_speaker()
    }

    table.held(first)
}

/// Who starts, by what was chosen, who asked, and what was last time.
#[test]
fn the_other_one_starts_next_time() {
    let next = |table: &mut Table, opener: Side| {
        table.close();
        table.begin("clearing", Setting { opener, ..USUAL });
        starter(table)
    };
    for opener in SIDES {
        // Whoever asked listens first; passing the page is as good as choosing so.
        let mut table = Table::of("clearing", Setting { opener, ..USUAL });
        table.gives(opener.other(), "ca-safe", How::Seen);
        assert_eq!(starter(&table), opener.other());
        for how in HOWS {
            let mut passed = table.clone();
            passed.gives(BOTH, "ca-who-starts", how);
            assert_eq!(next(&mut passed, opener), opener, "{how:?}");
        }
        for who in SIDES {
            let mut chosen = table.clone();
            chosen.does(Command::StarterChosen { run: chosen.run, who: Some(who) });
            chosen.gives(BOTH, "ca-who-starts", How::Wrote);
            assert_eq!(chosen.parts("ca-story-a"), [Part::Own(who)]);
            assert_eq!(chosen.parts("ca-story-b"), [Part::Own(who.other())]);
            assert_eq!(chosen.parts("ca-say-back-a"), [Part::Own(who.other())]);
            assert_eq!(next(&mut chosen, opener), who.other());
        }
        // A talk that never came so far changes nothing.
        assert_eq!(next(&mut table, opener), opener.other());
    }
    // A coin falls on both sides, and only by chance.
    let mut fell = SIDES.map(|_| false);
    let mut table = talk();
    for _ in 0..16 {
        table.does(Command::StarterChosen { run: table.run, who: None });
        fell[table.now().first.expect("it fell").index()] = true;
    }
    assert_eq!(fell, [true; 2]);
}

/// An agreement is told by its wish's asker; no sentence of both is.
#[test]
fn every_rule_of_the_definition_is_asked_once() {
    let decided =
        |what: Decides| dialogue("clearing").steps().filter(|s| s.decides == Some(what)).count();
    assert_eq!(
        [WhetherToBegin, HowToTalk, WhoStarts, More, WhatStays].map(decided),
        [1, 1, 1, 2, 1]
    );
    let mut table = wished("gladly");
    table.words_it("ca-reason", "So.");
    let asked = |a: &Agreement| (a.step.to_string(), a.asked_by);
    let all: Vec<_> = table.workspace.agreements.iter().map(asked).collect();
    assert_eq!(all, [("ca-answer".to_owned(), Some(FIRST)), ("ca-reason".to_owned(), None)]);
}

/// The other one starts after the last talk in which it was settled who does; a talk that ended at the
/// threshold is no round.
#[test]
fn a_talk_that_ended_at_the_threshold_is_no_round() {
    let mut table = talk();
    table.does(Command::TurnLengthSet { run: table.run, minutes: 6 });
    table.gives(SECOND, "ca-safe", How::Seen);
    table.does(Command::StarterChosen { run: table.run, who: Some(FIRST) });
    table.says(BOTH, "ca-who-starts");
    table.close();
    let next = |t: &Table| t.workspace.next_round(t.pair, t.dialogue());
    for _ in 0..3 {
        assert_eq!((next(&table).number, next(&table).first), (2, Some(SECOND)));
        table.begin("clearing", USUAL);
        assert_eq!((table.now().round, table.now().first), (2, Some(SECOND)));
        table.does(Command::TurnLengthSet { run: table.run, minutes: 2 });
        table.close();
    }
    assert_eq!(next(&table).turn_minutes, Some(6));
    // Begun, and ended before anybody told: a round, after which the same one is to start.
    table.begin("clearing", USUAL);
    table.gives(SECOND, "ca-safe", How::Seen);
    table.close();
    assert_eq!((next(&table).number, next(&table).first), (3, Some(SECOND)));
    // One told, though the page was passed by: now the other one is.
    table.begin("clearing", USUAL);
    table.gives(SECOND, "ca-safe", How::Seen);
    table.says(SECOND, "ca-story-a");
    assert_eq!((next(&table).number, next(&table).first), (4, Some(FIRST)), "while it goes on");
    table.close();
    assert_eq!((next(&table).number, next(&table).first), (4, Some(FIRST)));
    // So it is where nothing but the talk itself stayed.
    table.begin("clearing", Setting { spoken_only: true, ..USUAL });
    table.gives(SECOND, "ca-safe", How::Seen);
    table.says(BOTH, "ca-who-starts");
    table.close();
    assert_eq!((next(&table).number, next(&table).first), (5, Some(SECOND)));
}

/// An answer to a wish is no answer to another wish: nobody said yes to what they never saw.
#[test]
fn another_wish_is_asked_anew() {
    for option in ["gladly", "not-now"] {
        let answer = |t: &Table| {
            let entry = t.entry(SECOND, "ca-answer").map(account::value).expect("an entry");
            (entry["words"]["picks"].is_array(), entry.get("given").is_some())
        };
        let mut table = wished(option);
        table.writes(SECOND, "ca-answer", Words { own: "mine".into(), ..picks(&[option]) });
        table.gives(SECOND, "ca-answer", How::Wrote);
        table.gives(FIRST, "ca-ask", How::Wrote);
        assert_eq!(answer(&table), (true, true), "looking at it again is no change");
        let mut other = table.clone();
        other.answers(FIRST, "ca-ask", texts("Write to me."));
        assert_eq!(answer(&other), (false, false));
        assert!(other.entry(SECOND, "ca-answer").is_some_and(Entry::has_text), "still a draft");
        assert!(matches!(other.sees(Viewer::Table, SECOND, "ca-answer"), Sight::NotYet));
        let beats = other.beats();
        let page = beats
            .iter()
            .find(|b| b.place.step == *"ca-answer" && b.place.part == Part::Own(SECOND));
        assert!(page.is_some_and(|b| !b.done), "it is asked again");
        let mut said = table.clone();
        said.says(FIRST, "ca-ask");
        assert_eq!(answer(&said), (false, false), "what is said now may be another wish");
        table.answers(SECOND, "ca-ask", texts("‹mine›"));
        assert_eq!(answer(&table), (true, true), "one's own wish is another thing");
    }
}
