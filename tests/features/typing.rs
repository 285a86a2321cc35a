//! What a field hands over while somebody writes in it, and what waits for it.

use common_ground::domain::command::{Answer, Command};
use common_ground::domain::map::OnMap;
use common_ground::domain::own::Definition;
use common_ground::domain::person::Person;
use common_ground::domain::run::{How, Words};
use uuid::Uuid;

use crate::people::{BOTH, FIRST, plan};

fn answer() -> Answer {
    Answer { run: Uuid::nil().into(), step: "cb-hope-today".into(), who: BOTH }
}

/// If anything that a field sends waited for all fields, it would wait for itself.
#[test]
fn what_a_field_sends_waits_for_none() {
    let (nil, step) = (Uuid::nil(), || "cb-what-we-said".into());
    for command in [
        Command::PersonChanged { pair: nil.into(), side: FIRST, person: Person::default() },
        Command::AnswerWritten { answer: answer(), words: Words::default() },
        Command::SentenceWritten { run: nil.into(), step: step(), text: String::new() },
        Command::PlanWritten { run: nil.into(), step: step(), owner: FIRST, plan: plan("") },
        Command::PlanChanged { commitment: nil.into(), by: FIRST, plan: plan("") },
        Command::OnMap { map: nil.into(), what: OnMap::SituationAdded { text: String::new() } },
        Command::OwnChanged { own: nil.into(), definition: Box::<Definition>::default() },
        Command::SafeLineWritten { text: String::new() },
    ] {
        assert!(command.is_typed(), "{command:?}");
    }
}

#[test]
fn what_is_done_waits_for_what_is_written() {
    let run = Uuid::nil().into();
    for command in [
        Command::AnswerGiven { answer: answer(), how: How::Wrote },
        Command::KeptToMyself { answer: answer() },
        Command::Paused { run, until: None },
        Command::Closed { run },
        Command::ParcelMade { run },
        Command::CopySaved,
        Command::EverythingErased,
    ] {
        assert!(!command.is_typed(), "{command:?}");
    }
}
