//! What each command does. One function for each, grouped by what people are at.

mod agreements;
mod answering;
mod between;
mod crossing;
mod crossing_outcomes;
mod device;
mod erasing;
mod feedback;
mod holding;
mod keeping;
mod map;
mod next_times;
mod outcomes;
mod own;
mod partnership;
mod plans;
mod threads;
mod turns;
mod way;
mod wishes;

use super::command::{Circumstances, Command};
use super::dialogue::Step;
use super::ids::{RunId, StepId};
use super::limits;
use super::path;
use super::refusal::Refusal;
use super::run::Run;
use super::way::superseded;
use super::workspace::{Change, Record, RecordKey, Workspace};

/// What a command did: the changes, or why there were none.
pub type Done = Result<Vec<Change>, Refusal>;

impl Workspace {
    /// Does what a person did, and says what changed.
    ///
    /// # Errors
    /// A refusal; then nothing changed at all.
    pub fn apply(&mut self, command: Command, around: &mut Circumstances) -> Done {
        let mut changes = self.perform(command, around)?;
        for agreement in superseded(self, &changes, around.dialogues, around.now) {
            changes.push(self.put(agreement));
        }
        changes.extend(crossing::note_gone(self, &changes, around.now));
        changes.extend(feedback::note_later(self, &changes, around)?);
        Ok(changes)
    }

    #[allow(clippy::too_many_lines)] // one line for each command
    fn perform(&mut self, command: Command, around: &mut Circumstances) -> Done {
        use Command as C;
        match command {
            C::PartnershipBegun { names, kind } => partnership::begin(self, names, kind, around),
            C::PersonChanged { pair, side, person } => {
                partnership::change_person(self, pair, side, person, around.now)
            }
            C::KindChanged { pair, kind } => partnership::change_kind(self, pair, kind, around.now),
            C::OfferDeclined { pair, offer, how } => {
                partnership::decline(self, pair, offer, how, around.now)
            }
            C::PartnershipMoved { pair, status } => {
                partnership::set_status(self, pair, status, around.now)
            }
            C::OwnWordsRemoved { pair, who } => erasing::remove_all(self, pair, who, around),
            C::PartnershipErased { pair } => Ok(partnership::erase(self, pair)),

            C::DialogueBegun { pair, dialogue, setting } => {
                holding::begin(self, pair, &dialogue, setting, around)
            }
            C::DialogueFollowed { run, dialogue } => holding::follow(self, run, &dialogue, around),
            C::FeedbackOpened { session } => feedback::open(self, session, around),
            C::CameBack { run, who, answers } => {
                feedback::come_back(self, run, who, answers, around)
            }
            C::KeptForNextTime { run, step, keep } => {
                feedback::keep_for_next_time(self, run, &step, keep, around)
            }
            C::TalkedAbout { run } => feedback::talked_about(self, run, around),
            C::TimeWentBy { pair } => feedback::time_went_by(self, pair, around),
            C::SettingChanged { session, setting } => {
                holding::set(self, session, setting, around.now)
            }
            C::WentTo { run, place } => holding::go(self, run, place, around.now),
            C::Paused { run, until } => holding::pause(self, run, until, around.now),
            C::CarriedOn { run } => holding::carry_on(self, run, around.now),
            C::Closed { run } => holding::close(self, run, around),
            C::RunErased { run } => erasing::erase_run(self, run, around),
            C::SittingErased { session } => erasing::erase_sitting(self, session, around.now),
            C::StarterChosen { run, who } => turns::choose_starter(self, run, who, around),
            C::SpokeOn { run, step } => turns::speak_again(self, run, &step, around),
            C::TurnLengthSet { run, minutes } => turns::set_turn(self, run, minutes, around.now),
            C::FloorTaken { run, step, who } => turns::take_floor(self, run, &step, who, around),
            C::TimeHeld { run } => turns::hold_time(self, run, around.now),

            C::AnswerWritten { answer, words } => answering::write(self, &answer, words, around),
            C::AnswerGiven { answer, how } => answering::give(self, &answer, how, around),
            C::AnswerReopened { answer } => answering::reopen(self, &answer, around.now),
            C::KeptToMyself { answer } => answering::keep(self, &answer, around),
            C::WordsRemoved { answer } => erasing::remove_words(self, &answer, around),
            C::RemovedInAllRounds { answer } => erasing::remove_rounds(self, &answer, around),
            C::Released { answer } => answering::release(self, &answer, true, around),
            C::TakenBack { answer } => answering::release(self, &answer, false, around),
            C::VersionChosen { answer, version } => {
                answering::choose_version(self, &answer, version, around)
            }
            C::SealsOpened { run, step } => answering::open_seals(self, run, step, around),
            C::Noticed { run, step, notice } => answering::notice(self, run, &step, notice, around),

            C::SentenceWritten { run, step, text } => {
                agreements::write_sentence(self, run, &step, text, around)
            }
            C::Affirmed { agreement, who, state } => {
                agreements::affirm(self, agreement, who, state, around.now)
            }
            C::ChangeProposed { agreement, by, text } => {
                way::propose(self, agreement, by, text, around)
            }
            C::AgreementWithdrawn { agreement, who } => {
                agreements::withdraw(self, agreement, who, around.now)
            }
            C::RoleAsked { run, step, owner, picks, own } => {
                agreements::ask_role(self, run, &step, owner, (picks, own), around)
            }
            C::PlanWritten { run, step, owner, plan } => {
                plans::write_plan(self, run, &step, owner, plan, around)
            }
            C::PlanChanged { commitment, by, plan } => {
                plans::change_plan(self, commitment, by, plan, around.now)
            }
            C::CommitmentMoved { commitment, by, standing } => {
                plans::move_commitment(self, commitment, by, standing, around.now)
            }
            C::CommitmentShown { commitment, by, open } => {
                plans::show_commitment(self, commitment, by, open, around.now)
            }
            C::TakenUp { commitment, by } => between::take_up(self, commitment, by, around),
            C::ThreadMoved { thread, state } => threads::move_thread(self, thread, state, around),
            C::NextTimeSet { run, step, who, next } => {
                next_times::set_next(self, run, &step, who, next, around)
            }
            C::AgainSet { run, step, again } => {
                next_times::set_again(self, run, &step, again, around)
            }

            C::OwnDevice { pair, who } => crossing::own_device(self, pair, who, around.now),
            C::Asked { run, asked } => crossing::ask(self, run, asked, around),
            C::Replied { run, reply } => crossing::reply(self, run, reply, around.now),
            C::ParcelMade { run } => crossing::made(self, run, around),
            C::ParcelTaken { parcel } => crossing::take(self, &parcel, around),

            C::MapBegun => Ok(map::begin(self, around)),
            C::OnMap { map, what } => map::change(self, map, what, around),
            C::MapErased { map } => map::erase(self, map),

            C::OwnBegun { from, pair } => own::begin(self, from.as_ref(), pair, around),
            C::OwnKept { definition } => own::keep(self, *definition, around),
            C::OwnChanged { own, definition } => own::change(self, own, *definition, around),
            C::OwnSettled { own, version } => own::settle(self, own, version, around),
            C::OwnErased { own } => own::erase(self, own),

            C::CopySaved => Ok(device::change(self, |d| {
                d.copied = Some(around.now);
                d.changed_since = 0;
            })),
            C::ReminderSet { remind } => Ok(device::change(self, |d| d.remind = remind)),
            C::TextSizeSet { size } => Ok(device::change(self, |d| d.text_size = size)),
            C::ReadingPaceSet { pace } => Ok(device::change(self, |d| d.reading_pace = pace)),
            C::ChimeSet { chime } => Ok(device::change(self, |d| d.chime = chime)),
            C::LeavingSet { erases } => Ok(device::change(self, |d| d.leave_erases = erases)),
            C::SafeLineWritten { text } => {
                check_texts(std::iter::once(text.as_str()))?;
                Ok(device::change(self, |d| d.safe_line = text))
            }
            C::AskedToPersist => Ok(device::change(self, |d| d.asked_to_persist = true)),
            C::PrivateLocked { lock } => device::lock(self, lock),
            C::PrivateUnlocked { pair, side } => {
                Ok(device::unlock(self, |lock| (lock.pair, lock.side) == (pair, side)))
            }
            C::EverythingErased => {
                *self = Self::default();
                Ok(vec![Change::AllGone])
            }
        }
    }

    fn run_mut(&mut self, id: RunId) -> Result<&mut Run, Refusal> {
        self.runs.get_mut(id.uuid()).ok_or(Refusal::Gone)
    }

    /// Puts a record on its shelf, and says so.
    fn put<T: Record>(&mut self, record: T) -> Change {
        let key = record.key();
        T::shelf_mut(self).put(record);
        Change::Put(key)
    }

    /// Takes a record off its shelf, and says so.
    fn drop_record(&mut self, key: RecordKey) -> Change {
        self.forget(key);
        Change::Gone(key)
    }
}

/// A step of the dialogue a run is of.
fn step_of(
    workspace: &Workspace,
    run: RunId,
    step: &StepId,
    around: &Circumstances,
) -> Result<&'static Step, Refusal> {
    let run = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?;
    let dialogue = (around.dialogues)(&run.dialogue).ok_or(Refusal::Gone)?;
    dialogue.step(step).ok_or(Refusal::Gone)
}

/// Whether nothing is written at this step: the whole sitting is only spoken, or what both see is.
fn is_only_spoken(workspace: &Workspace, run: &Run, step: &Step, around: &Circumstances) -> bool {
    let sitting = workspace.sessions.get(run.session.uuid()).is_some_and(|s| s.spoken_only);
    let dialogue = (around.dialogues)(&run.dialogue);
    path::is_only_spoken(sitting, dialogue.map(|d| &**d), run, step)
}

fn check_texts<'a>(mut texts: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    if texts.all(limits::is_text) { Ok(()) } else { Err(Refusal::TooLong) }
}
