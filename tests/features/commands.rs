//! Whatever people might do, drawn by chance: sensible or not.

use chrono::Duration;
use common_ground::domain::command::{Command, Declining, Setting};
use common_ground::domain::decides::Decides;
use common_ground::domain::device::{CopyReminder, ReadingPace, TextSize};
use common_ground::domain::dialogue::Step;
use common_ground::domain::ids::{OptionId, RunId, StepId};
use common_ground::domain::map::{Choice, Note, OnMap, Reminder};
use common_ground::domain::outcome::{Assent, NextTime, Plan, Remind, Standing, ThreadState};
use common_ground::domain::own::OwnKind;
use common_ground::domain::path::Part;
use common_ground::domain::person::{Author, KindOfPair, Offer, Person, Side, Status};
use common_ground::domain::run::{How, Item, Place, Words};
use common_ground::domain::session::{Length, Mode};
use common_ground::domain::time::LocalMoment;
use common_ground::domain::workspace::{Record, Shelf};

use crate::dice::Dice;
use crate::people::{FIRST, SECOND, Table};
use crate::texts;

pub const SIDES: [Side; 2] = [FIRST, SECOND];
pub const AUTHORS: [Author; 3] = [Author::First, Author::Second, Author::Both];
pub const HOWS: [How; 4] = [How::Wrote, How::SaidIt, How::Skipped, How::Seen];
pub const ASSENTS: [Assent; 4] = [Assent::Yes, Assent::NotYet, Assent::ChangeIt, Assent::Skipped];

/// Where the texts of a random command come from.
pub type Writer<'a> = dyn FnMut(&mut Dice) -> String + 'a;

pub fn setting(dice: &mut Dice) -> Setting {
    Setting {
        mode: *dice.pick(&[Mode::SideBySide, Mode::Solo, Mode::LeaderOnly]),
        way: *dice.pick(&[Length::Whole, Length::Short]),
        spoken_only: dice.one_in(6),
        opener: dice.side(),
    }
}

pub fn words(step: &Step, dice: &mut Dice, writer: &mut Writer) -> Words {
    let mut words = Words::default();
    if dice.below(3) > 0 {
        words.text = writer(dice);
    }
    for _ in 0..dice.below(3) {
        let field =
            (!step.fields.is_empty() && dice.below(4) > 0).then(|| dice.pick(&step.fields).clone());
        words.items.push(Item { field, text: writer(dice) });
    }
    let more = ["in-my-own-words", "none-of-these", "thats-it", "another-day", "no-such-option"];
    for _ in 0..dice.below(3) {
        let own = (!step.options.is_empty()).then(|| dice.pick(&step.options).clone());
        let other = OptionId::from(*dice.pick(&more));
        words.picks.push(own.filter(|_| dice.below(4) > 0).unwrap_or(other));
    }
    if dice.one_in(4) {
        words.own = writer(dice);
    }
    if dice.one_in(4) {
        words.number = u8::try_from(dice.below(7)).ok();
    }
    words
}

fn plan(dice: &mut Dice, writer: &mut Writer) -> Plan {
    let mut text = |dice: &mut Dice| if dice.one_in(2) { writer(dice) } else { String::new() };
    Plan {
        what: text(dice),
        why: text(dice),
        lighter: text(dice),
        helps: text(dice),
        partner_helps: text(dice),
        by: dice.one_in(3).then(|| day(dice)),
        remind: *dice.pick(&[Remind::No, Remind::Once, Remind::Weekly, Remind::Monthly]),
    }
}

fn day(dice: &mut Dice) -> chrono::NaiveDate {
    let year = *dice.pick(&[2026, 1, 9999, 10_000, 0, -1]);
    chrono::NaiveDate::from_ymd_opt(year, 3, 2).expect("a day")
}

fn moment(dice: &mut Dice) -> LocalMoment {
    LocalMoment {
        at: day(dice).and_hms_opt(9, 0, 0).expect("a time"),
        zone: (*dice.pick(&["Asia/Taipei", ""])).to_owned(),
    }
}

fn next_time(dice: &mut Dice) -> NextTime {
    match dice.below(3) {
        0 => NextTime::WeWillFindOne,
        1 => NextTime::NotForNow,
        _ => NextTime::At(moment(dice)),
    }
}

pub fn part(dice: &mut Dice) -> Part {
    let side = dice.side();
    *dice.pick(&[Part::Together, Part::Own(side), Part::Yes(side), Part::Reveal, Part::Outcome])
}

/// A step that asks whether there is more to say.
fn more(steps: &[&'static Step], dice: &mut Dice) -> Option<StepId> {
    let asks: Vec<_> = steps.iter().filter(|s| s.decides == Some(Decides::More)).collect();
    (!asks.is_empty()).then(|| dice.pick(&asks).id.clone())
}

/// One of the records on a shelf, or one that isn't there.
fn any<T: Record>(shelf: &Shelf<T>, dice: &mut Dice) -> uuid::Uuid {
    let ids: Vec<_> = shelf.iter().map(|r| r.key().id).collect();
    if ids.is_empty() || dice.one_in(12) { uuid::Uuid::nil() } else { *dice.pick(&ids) }
}

fn any_run(table: &Table, dice: &mut Dice) -> RunId {
    if dice.below(5) > 0 { table.run } else { any(&table.workspace.runs, dice).into() }
}

/// Something one of the two might do in the run they are in.
pub fn in_run(table: &Table, dice: &mut Dice, writer: &mut Writer) -> Command {
    let run = any_run(table, dice);
    let steps: Vec<&'static Step> = table.dialogue().steps().collect();
    let step = *dice.pick(&steps);
    // Mostly somebody whose answer it can be.
    let who = dice.author();
    let side = dice.side();
    let answer = common_ground::domain::command::Answer { run, step: step.id.clone(), who };
    let workspace = &table.workspace;
    let id = step.id.clone();
    match dice.below(35) {
        0..=5 => Command::AnswerWritten { answer, words: words(step, dice, writer) },
        6..=9 => Command::AnswerGiven { answer, how: *dice.pick(&HOWS) },
        10 => Command::AnswerReopened { answer },
        11 => Command::KeptToMyself { answer },
        12 if dice.one_in(4) => Command::RemovedInAllRounds { answer },
        12 => Command::WordsRemoved { answer },
        13 => Command::Released { answer },
        14 => Command::TakenBack { answer },
        15 => Command::VersionChosen { answer, version: dice.below(4) },
        16 => Command::SealsOpened { run, step: id },
        17 => Command::Noticed {
            run,
            step: id,
            notice: (*dice.pick(&["another-day", "same", "good-to-know"])).into(),
        },
        18 => Command::SentenceWritten { run, step: id, text: writer(dice) },
        19 => Command::Affirmed {
            agreement: any(&workspace.agreements, dice).into(),
            who: side,
            state: *dice.pick(&ASSENTS),
        },
        20 => Command::AgreementWithdrawn {
            agreement: any(&workspace.agreements, dice).into(),
            who: side,
        },
        21 => Command::RoleAsked {
            run,
            step: id,
            owner: side,
            picks: step.options.iter().take(dice.below(3)).cloned().collect(),
            own: if dice.one_in(3) { writer(dice) } else { String::new() },
        },
        22 => Command::PlanWritten { run, step: id, owner: side, plan: plan(dice, writer) },
        23 => Command::PlanChanged {
            commitment: any(&workspace.commitments, dice).into(),
            by: side,
            plan: plan(dice, writer),
        },
        24 => Command::NextTimeSet {
            run,
            step: id,
            who: dice.one_in(2).then_some(side),
            next: next_time(dice),
        },
        25 => Command::FloorTaken { run, step: id, who: side },
        26 => Command::WentTo { run, place: Place { step: id, part: part(dice) } },
        27 => Command::StarterChosen { run, who: Some(side) },
        28 => Command::SpokeOn { run, step: more(&steps, dice).unwrap_or(id) },
        29 => Command::KeptForNextTime { run, step: id, keep: dice.below(3) > 0 },
        30 => Command::TalkedAbout { run },
        31 => Command::CameBack { run, who: side, answers: dice.one_in(2) },
        32 => Command::TimeWentBy { pair: table.pair },
        33 => Command::AgainSet { run, step: id, again: moment(dice) },
        _ => Command::TimeHeld { run },
    }
}

/// Anything at all.
pub fn anything(table: &Table, dice: &mut Dice, writer: &mut Writer) -> Command {
    let has_run = table.workspace.runs.get(table.run.uuid()).is_some();
    if has_run && dice.below(4) > 0 {
        return in_run(table, dice, writer);
    }
    let workspace = &table.workspace;
    let pair = any(&workspace.partnerships, dice).into();
    let run = any_run(table, dice);
    let side = dice.side();
    let dialogue = (*dice.pick(&[
        "coalition",
        "clearing",
        "wrapup",
        "expectations",
        "kitchen-sink",
        "no-such-dialogue",
    ]))
    .into();
    match dice.below(33) {
        25..=29 => on_map(table, dice, writer),
        30..=32 => on_own(table, dice, writer),
        0 => Command::PartnershipBegun { names: [writer(dice), writer(dice)], kind: kind(dice) },
        1 => Command::PersonChanged { pair, side, person: person(dice, writer) },
        2 => Command::KindChanged { pair, kind: kind(dice) },
        3 if dice.one_in(3) => Command::OfferDeclined {
            pair,
            offer: *dice.pick(&[Offer::LongView, Offer::WrapUp]),
            how: *dice.pick(&[Declining::NotThisTime, Declining::ForGood, Declining::NotAtAll]),
        },
        3 => Command::PartnershipMoved {
            pair,
            status: *dice.pick(&[Status::Active, Status::Paused, Status::EndedKindly]),
        },
        4 if dice.one_in(4) => Command::PartnershipErased { pair },
        4..=6 => Command::DialogueBegun { pair, dialogue, setting: setting(dice) },
        7 => Command::DialogueFollowed { run, dialogue },
        8 => Command::SettingChanged {
            session: any(&workspace.sessions, dice).into(),
            setting: setting(dice),
        },
        9 => Command::Paused {
            run,
            until: dice.one_in(2).then(|| table.clock + Duration::minutes(20)),
        },
        10 => Command::CarriedOn { run },
        11 => Command::Closed { run },
        12 if dice.one_in(4) => Command::RunErased { run },
        13 if dice.one_in(6) => {
            Command::SittingErased { session: any(&workspace.sessions, dice).into() }
        }
        12 | 13 => {
            Command::TurnLengthSet { run, minutes: u8::try_from(dice.below(13)).unwrap_or(0) }
        }
        14 => Command::CommitmentMoved {
            commitment: any(&workspace.commitments, dice).into(),
            by: side,
            standing: *dice.pick(&[
                Standing::Chosen,
                Standing::Done,
                Standing::Resting,
                Standing::Changed,
                Standing::LetGo,
            ]),
        },
        15 => Command::CommitmentShown {
            commitment: any(&workspace.commitments, dice).into(),
            by: side,
            open: dice.one_in(2),
        },
        16 => Command::ThreadMoved {
            thread: any(&workspace.threads, dice).into(),
            state: *dice.pick(&[ThreadState::Open, ThreadState::PickedUp, ThreadState::Dropped]),
        },
        17 => Command::CopySaved,
        18 => Command::ReminderSet {
            remind: *dice.pick(&[CopyReminder::Often, CopyReminder::Seldom, CopyReminder::Never]),
        },
        19 => Command::TextSizeSet {
            size: *dice.pick(&[TextSize::Usual, TextSize::Larger, TextSize::Largest]),
        },
        20 => Command::ReadingPaceSet {
            pace: *dice.pick(&[ReadingPace::Usual, ReadingPace::Slower, ReadingPace::Faster]),
        },
        21 => Command::ChimeSet { chime: dice.one_in(2) },
        22 => Command::LeavingSet { erases: dice.one_in(2) },
        23 => Command::SafeLineWritten { text: writer(dice) },
        _ if dice.one_in(12) => Command::EverythingErased,
        _ => Command::AskedToPersist,
    }
}

/// Something somebody might do with a dialogue of their own.
fn on_own(table: &Table, dice: &mut Dice, writer: &mut Writer) -> Command {
    let own = any(&table.workspace.own, dice).into();
    let Some(there) = table.workspace.own.iter().find(|o| o.id == own) else {
        let from = dice.pick(&[Some("coalition"), Some("clearing"), None]).map(Into::into);
        return Command::OwnBegun { from, pair: dice.one_in(2).then_some(table.pair) };
    };
    let mut definition = there.definition.clone();
    let steps: Vec<_> = definition.steps().map(|s| s.id.clone()).collect();
    if steps.is_empty() || dice.one_in(8) {
        return Command::OwnErased { own };
    }
    let step = dice.pick(&steps).clone();
    match dice.below(5) {
        0 => definition.move_step(&step, dice.one_in(2)),
        1 => drop(definition.add_step(Some(&step), *dice.pick(&OwnKind::ALL))),
        2 => definition.title = writer(dice),
        3 => return Command::OwnSettled { own, version: None },
        _ => {
            let step = definition.step_mut(&step).expect("a step of it");
            step.hidden = !step.hidden;
            step.ask = writer(dice);
        }
    }
    Command::OwnChanged { own, definition: Box::new(definition) }
}

/// Something somebody might do on a map of their own.
fn on_map(table: &Table, dice: &mut Dice, writer: &mut Writer) -> Command {
    let map = any(&table.workspace.maps, dice).into();
    let Some(there) = table.workspace.maps.iter().find(|m| m.id == map) else {
        return Command::MapBegun;
    };
    let one = |ids: Vec<uuid::Uuid>, dice: &mut Dice| {
        if ids.is_empty() { uuid::Uuid::nil() } else { *dice.pick(&ids) }
    };
    let situation = one(there.situations.iter().map(|s| s.id.uuid()).collect(), dice).into();
    let talk = one(there.talks.iter().map(|t| t.id.uuid()).collect(), dice).into();
    let up = dice.one_in(2);
    let what = match dice.below(15) {
        0 | 1 => OnMap::SituationAdded { text: writer(dice) },
        2 => OnMap::SituationMoved { situation, up },
        3 => OnMap::SituationRemoved { situation },
        4 => OnMap::Taken { situation },
        5 => OnMap::ResultWritten { situation, result: writer(dice) },
        6..=8 => OnMap::TalkAdded { person: writer(dice), purpose: writer(dice) },
        9 | 10 => OnMap::TalkChanged { talk, note: Box::new(note(dice, writer)) },
        11 => OnMap::TalkMoved { talk, up },
        12 => OnMap::TalkRemoved { talk },
        13 => OnMap::Settled { talk, what: *dice.pick(&[Reminder::Invite, Reminder::AskHow]) },
        _ if dice.one_in(6) => return Command::MapErased { map },
        _ => OnMap::OthersForgotten { talk },
    };
    Command::OnMap { map, what }
}

fn note(dice: &mut Dice, writer: &mut Writer) -> Note {
    let choice = |options: &[&str], dice: &mut Dice| Choice {
        pick: dice.one_in(2).then(|| OptionId::from(*dice.pick(options))),
        own: String::new(),
    };
    Note {
        weight: choice(&["a-little", "quite-a-bit", "unlocks-the-rest"], dice),
        time: choice(&["a-date", "this-week", "no-rush"], dice),
        nudge: choice(&["monthly", "every-three-months", "own-rhythm", "no"], dice),
        guide: choice(&["clearing", "no-guide"], dice),
        date: dice.one_in(3).then(|| day(dice)),
        weeks: u16::try_from(dice.below(530)).unwrap_or(0),
        first: plan(dice, writer),
        person: writer(dice),
        purpose: writer(dice),
        moves: writer(dice),
        moves_in_copies: true,
        ..Note::default()
    }
}

fn kind(dice: &mut Dice) -> KindOfPair {
    match dice.below(6) {
        0 => KindOfPair::Unsaid,
        1 => KindOfPair::CoachAndClient,
        2 => KindOfPair::Colleagues,
        3 => KindOfPair::Partners,
        4 => KindOfPair::Peers,
        _ => KindOfPair::Own(texts::by(dice)),
    }
}

fn person(dice: &mut Dice, writer: &mut Writer) -> Person {
    Person {
        name: writer(dice),
        language: (*dice.pick(&["", "ar", "en-GB"])).to_owned(),
        zone: (*dice.pick(&["", "Asia/Taipei"])).to_owned(),
        form: (*dice.pick(&["", "she/her", "Frau Doktor"])).to_owned(),
    }
}

/// Who did it, where it is one person's doing.
pub fn by_whom(command: &Command) -> Option<Side> {
    match command {
        Command::AnswerWritten { answer, .. }
        | Command::AnswerGiven { answer, .. }
        | Command::AnswerReopened { answer }
        | Command::KeptToMyself { answer }
        | Command::WordsRemoved { answer }
        | Command::RemovedInAllRounds { answer }
        | Command::Released { answer }
        | Command::TakenBack { answer }
        | Command::VersionChosen { answer, .. } => answer.who.side(),
        Command::Affirmed { who, .. }
        | Command::AgreementWithdrawn { who, .. }
        | Command::CameBack { who, .. } => Some(*who),
        Command::RoleAsked { owner, .. } | Command::PlanWritten { owner, .. } => Some(*owner),
        Command::PlanChanged { by, .. }
        | Command::CommitmentMoved { by, .. }
        | Command::CommitmentShown { by, .. } => Some(*by),
        _ => None,
    }
}

/// Anything that is not about who the two are.
pub fn anything_but_people(table: &Table, dice: &mut Dice, writer: &mut Writer) -> Command {
    match anything(table, dice, writer) {
        Command::PartnershipBegun { .. }
        | Command::PersonChanged { .. }
        | Command::PartnershipErased { .. }
        | Command::RunErased { .. }
        | Command::SittingErased { .. }
        | Command::EverythingErased => Command::TimeHeld { run: table.run },
        other => other,
    }
}
