//! A talk without a guide: a sitting like any other, of which nothing but its date is kept (B.0.2, C33, D.3).

use chrono::Duration;
use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::crossing;
use common_ground::domain::feedback;
use common_ground::domain::meeting;
use common_ground::domain::open_ends;
use common_ground::domain::path::Part;
use common_ground::domain::person::Author;
use common_ground::domain::privacy::Viewer;
use common_ground::domain::run::{How, RunState};
use common_ground::domain::session::{FREE_TALK, Mode};

use crate::files::{copy, read};
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, dialogue, texts};

fn talk(mode: Mode) -> Table {
    Table::of(FREE_TALK, Setting { mode, ..USUAL })
}

/// Whoever sits however: both see the same two pages, nobody is handed anything, and nothing can be written.
#[test]
fn both_see_the_same_and_write_nothing() {
    for mode in [Mode::SideBySide, Mode::LeaderOnly, Mode::Apart] {
        let mut table = talk(mode);
        let beats = table.beats();
        let places = beats.iter().map(|b| (b.place.step.as_str(), b.place.part));
        let expected = ["ft-talk", "ft-done"].map(|step| (step, Part::Together));
        assert_eq!(places.collect::<Vec<_>>(), expected, "{mode:?}");
        assert!(beats.iter().all(|b| b.private_to.is_none()), "{mode:?}");
        let answer = table.answer(BOTH, "ft-talk");
        assert!(table.act(Command::AnswerWritten { answer, words: texts("words") }).is_err());
    }
    assert!(dialogue(FREE_TALK).steps().next().is_some_and(|s| s.dims));
}

/// "We're done", then wrapping up in the same sitting; what they leave there is where they start next time (C26).
#[test]
fn it_leads_to_wrapping_up_in_the_same_sitting() {
    let mut table = talk(Mode::SideBySide);
    let sitting = table.now().session;
    table.gives(BOTH, "ft-talk", How::Seen);
    table.gives(BOTH, "ft-done", How::Seen);
    table.follow("wrapup");
    assert_eq!(table.now().session, sitting);
    table.answers(BOTH, "wu-one-line", texts("The boat first."));
    table.close();
    let line = table.workspace.runs.of(table.pair).rev().find_map(|run| {
        open_ends::line_of(run, dialogue(run.dialogue.as_str())).map(str::to_owned)
    });
    assert_eq!(line.as_deref(), Some("The boat first."));
    assert!(table.session().ended.is_some());
    let last =
        feedback::talk_to_ask_about(&table.workspace, table.pair).expect("a talk to ask about");
    assert_eq!(last.id, sitting);
}

/// Or nothing: that they talked, and when.
#[test]
fn left_at_that_it_is_a_date() {
    let mut table = talk(Mode::SideBySide);
    table.gives(BOTH, "ft-talk", How::Seen);
    table.close();
    let session = table.session().clone();
    assert!(session.ended.is_some() && table.now().is_closed());
    assert!(meeting::met(&table.workspace, &session));
    for viewer in [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)] {
        assert!(meeting::leaves_its_date(&table.workspace, &session, viewer));
    }
    assert!(table.now().entries.iter().all(|e| e.who == Author::Both && !e.has_answer()));
    assert!(table.workspace.threads.is_empty() && table.workspace.talks.is_empty());
    // It goes through a copy and comes back as it was.
    let back = read(&copy(&table.workspace));
    assert!(back.records.sessions.iter().any(|s| *s == session));
}

/// Paused, picked up, left and erased like any other.
#[test]
fn it_waits_and_goes_like_any_other() {
    let mut table = talk(Mode::SideBySide);
    let until = table.clock + Duration::minutes(20);
    table.does(Command::Paused { run: table.run, until: Some(until) });
    assert_eq!(table.now().state, RunState::PausedUntil(until));
    table.does(Command::CarriedOn { run: table.run });
    let pair = table.workspace.partnerships.get(table.pair.uuid()).expect("the pair");
    assert_eq!(pair.pick_up, Some(table.run));
    table.does(Command::RunErased { run: table.run });
    assert!(table.workspace.sessions.is_empty() && table.workspace.runs.is_empty());
}

/// On two devices nothing of it crosses: what is wrapped up afterwards does, by itself.
#[test]
fn nothing_of_it_crosses() {
    let mut table = talk(Mode::Apart);
    table.does(Command::OwnDevice { pair: table.pair, who: FIRST });
    let free = table.run;
    table.gives(BOTH, "ft-talk", How::Seen);
    table.follow("wrapup");
    table.answers(BOTH, "wu-one-line", texts("The boat first."));
    table.does(Command::ParcelMade { run: table.run });
    let parcel = crossing::parcel(&table.workspace, table.run, content::dialogue);
    let parcel = parcel.expect("what is wrapped up crosses");
    assert!(parcel.run != free && parcel.dialogue == *"wrapup");
    assert_eq!(parcel.joint.len(), 1);
    assert!(crossing::parcel(&table.workspace, free, content::dialogue).is_none());
}
