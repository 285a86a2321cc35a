//! What people do, in their words. Every change of the workspace is one of these.

use super::crossing::Parcel;
use super::device::{CopyReminder, PrivateLock, ReadingPace, TextSize};
use super::dialogue::CheckedDialogue;
use super::ids::{
    AgreementId, Chance, CommitmentId, DialogueId, MapId, OptionId, OwnId, PairId, RunId,
    SessionId, StepId, ThreadId,
};
use super::map::OnMap;
use super::outcome::{Assent, NextTime, Plan, Standing, ThreadState};
use super::own::Definition;
use super::person::{Author, KindOfPair, Offer, Person, Side, Status};
use super::run::{Asked, How, Place, Reply, Words};
use super::session::{Length, Mode};
use super::time::{LocalMoment, Stamp};

/// What a command may ask the world for. The domain has no clock and no dice of its own.
pub struct Circumstances<'a> {
    pub now: Stamp,
    pub chance: &'a mut Chance<'a>,
    pub dialogues: &'a dyn Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
}

/// How a sitting is set up, at its start or at any moment in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    pub mode: Mode,
    pub way: Length,
    pub spoken_only: bool,
    pub opener: Side,
}

/// What two say to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declining {
    /// It comes again after some months.
    NotThisTime,
    ForGood,
    /// They thought better of it: it is offered again.
    NotAtAll,
}

/// Whose answer to which step of which run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub run: RunId,
    pub step: StepId,
    pub who: Author,
}

/// Something a person did.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    // Partnerships
    PartnershipBegun {
        names: [String; 2],
        kind: KindOfPair,
    },
    PersonChanged {
        pair: PairId,
        side: Side,
        person: Person,
    },
    KindChanged {
        pair: PairId,
        kind: KindOfPair,
    },
    OfferDeclined {
        pair: PairId,
        offer: Offer,
        how: Declining,
    },
    PartnershipMoved {
        pair: PairId,
        status: Status,
    },
    PartnershipErased {
        pair: PairId,
    },
    /// All of one's own words in a partnership (D.11).
    OwnWordsRemoved {
        pair: PairId,
        who: Side,
    },

    // Holding a dialogue
    DialogueBegun {
        pair: PairId,
        dialogue: DialogueId,
        setting: Setting,
    },
    /// The next dialogue of the same sitting, such as Wrap up.
    DialogueFollowed {
        run: RunId,
        dialogue: DialogueId,
    },
    /// To what the two say of how a sitting was: begun, or gone on with.
    FeedbackOpened {
        session: SessionId,
    },
    /// Somebody who put it off says how it was, or "not this time".
    CameBack {
        run: RunId,
        who: Side,
        answers: bool,
    },
    /// "Talk about it next time", for the question of something handed over; or not.
    KeptForNextTime {
        run: RunId,
        step: StepId,
        keep: bool,
    },
    /// "We've talked about it."
    TalkedAbout {
        run: RunId,
    },
    /// The records of a partnership were read: what may stay no longer goes.
    TimeWentBy {
        pair: PairId,
    },
    SettingChanged {
        session: SessionId,
        setting: Setting,
    },
    WentTo {
        run: RunId,
        place: Place,
    },
    /// "Let's pause"; without a time it rests.
    Paused {
        run: RunId,
        until: Option<Stamp>,
    },
    CarriedOn {
        run: RunId,
    },
    /// "That's enough for today", or the end: no difference.
    Closed {
        run: RunId,
    },
    RunErased {
        run: RunId,
    },
    /// All conversations of a sitting (D.11).
    SittingErased {
        session: SessionId,
    },
    TurnLengthSet {
        run: RunId,
        minutes: u8,
    },
    /// Who tells their story first; none: a coin says.
    StarterChosen {
        run: RunId,
        who: Option<Side>,
    },
    /// "Yes, another short turn."
    SpokeOn {
        run: RunId,
        step: StepId,
    },
    FloorTaken {
        run: RunId,
        step: StepId,
        who: Side,
    },
    TimeHeld {
        run: RunId,
    },

    // Answering
    /// A draft: picks, words, a place on the scale. Kept, not given yet.
    AnswerWritten {
        answer: Answer,
        words: Words,
    },
    /// Moved on, having written, said, skipped or seen.
    AnswerGiven {
        answer: Answer,
        how: How,
    },
    /// Back to a draft, to change something; breaks the seal.
    AnswerReopened {
        answer: Answer,
    },
    KeptToMyself {
        answer: Answer,
    },
    WordsRemoved {
        answer: Answer,
    },
    /// The same of one person, in every round in which they were asked this (D.11).
    RemovedInAllRounds {
        answer: Answer,
    },
    Released {
        answer: Answer,
    },
    TakenBack {
        answer: Answer,
    },
    /// One of several versions is the one that counts; the others go.
    VersionChosen {
        answer: Answer,
        version: usize,
    },
    SealsOpened {
        run: RunId,
        step: StepId,
    },
    /// What the two notice about their two answers, chosen together.
    Noticed {
        run: RunId,
        step: StepId,
        notice: OptionId,
    },

    // Outcomes
    SentenceWritten {
        run: RunId,
        step: StepId,
        text: String,
    },
    Affirmed {
        agreement: AgreementId,
        who: Side,
        state: Assent,
    },
    /// Other words in place of what two agreed on; their proposer says yes to them with it. Without words, the
    /// proposal is taken back.
    ChangeProposed {
        agreement: AgreementId,
        by: Side,
        text: String,
    },
    AgreementWithdrawn {
        agreement: AgreementId,
        who: Side,
    },
    RoleAsked {
        run: RunId,
        step: StepId,
        owner: Side,
        picks: Vec<OptionId>,
        own: String,
    },
    PlanWritten {
        run: RunId,
        step: StepId,
        owner: Side,
        plan: Plan,
    },
    PlanChanged {
        commitment: CommitmentId,
        by: Side,
        plan: Plan,
    },
    CommitmentMoved {
        commitment: CommitmentId,
        by: Side,
        standing: Standing,
    },
    CommitmentShown {
        commitment: CommitmentId,
        by: Side,
        open: bool,
    },
    /// A minute with a commitment of one's own (`between`): begun, or gone on with on the same day.
    TakenUp {
        commitment: CommitmentId,
        by: Side,
    },
    ThreadMoved {
        thread: ThreadId,
        state: ThreadState,
    },
    NextTimeSet {
        run: RunId,
        step: StepId,
        who: Option<Side>,
        next: NextTime,
    },
    /// The second day to look again, after the next time that was set there (`ex-check-again`).
    AgainSet {
        run: RunId,
        step: StepId,
        again: LocalMoment,
    },

    // Links
    /// "I'm Tom, and this device is mine."
    OwnDevice {
        pair: PairId,
        who: Side,
    },
    Asked {
        run: RunId,
        asked: Asked,
    },
    Replied {
        run: RunId,
        reply: Reply,
    },
    /// What crosses to the other is made ready (`crossing::parcel`).
    ParcelMade {
        run: RunId,
    },
    ParcelTaken {
        parcel: Box<Parcel>,
    },

    // A map of one's own
    MapBegun,
    OnMap {
        map: MapId,
        what: OnMap,
    },
    MapErased {
        map: MapId,
    },

    // A dialogue of one's own
    /// A copy of a dialogue, or one that is written anew; for these two, where they are named.
    OwnBegun {
        from: Option<DialogueId>,
        pair: Option<PairId>,
    },
    /// What somebody shared is kept.
    OwnKept {
        definition: Box<Definition>,
    },
    OwnChanged {
        own: OwnId,
        definition: Box<Definition>,
    },
    /// Of several versions one counts, or the one that stands; the others go.
    OwnSettled {
        own: OwnId,
        version: Option<usize>,
    },
    OwnErased {
        own: OwnId,
    },

    // The device
    CopySaved,
    ReminderSet {
        remind: CopyReminder,
    },
    TextSizeSet {
        size: TextSize,
    },
    ReadingPaceSet {
        pace: ReadingPace,
    },
    ChimeSet {
        chime: bool,
    },
    LeavingSet {
        erases: bool,
    },
    SafeLineWritten {
        text: String,
    },
    AskedToPersist,
    /// What is private to one person is locked, with another passphrase than before if it was.
    PrivateLocked {
        lock: PrivateLock,
    },
    /// The lock is taken off.
    PrivateUnlocked {
        pair: Option<PairId>,
        side: Side,
    },
    EverythingErased,
}

impl Command {
    /// Whether a field sends this while somebody writes in it. Before anything else is done, what they are still
    /// writing is handed over.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        match self {
            Self::PersonChanged { .. }
            | Self::AnswerWritten { .. }
            | Self::SentenceWritten { .. }
            | Self::PlanWritten { .. }
            | Self::PlanChanged { .. }
            | Self::OnMap { .. }
            | Self::OwnChanged { .. }
            | Self::SafeLineWritten { .. } => true,
            Self::PartnershipBegun { .. }
            | Self::KindChanged { .. }
            | Self::OfferDeclined { .. }
            | Self::PartnershipMoved { .. }
            | Self::PartnershipErased { .. }
            | Self::OwnWordsRemoved { .. }
            | Self::DialogueBegun { .. }
            | Self::DialogueFollowed { .. }
            | Self::FeedbackOpened { .. }
            | Self::CameBack { .. }
            | Self::KeptForNextTime { .. }
            | Self::TalkedAbout { .. }
            | Self::TimeWentBy { .. }
            | Self::SettingChanged { .. }
            | Self::WentTo { .. }
            | Self::Paused { .. }
            | Self::CarriedOn { .. }
            | Self::Closed { .. }
            | Self::RunErased { .. }
            | Self::SittingErased { .. }
            | Self::TurnLengthSet { .. }
            | Self::StarterChosen { .. }
            | Self::SpokeOn { .. }
            | Self::FloorTaken { .. }
            | Self::TimeHeld { .. }
            | Self::AnswerGiven { .. }
            | Self::AnswerReopened { .. }
            | Self::KeptToMyself { .. }
            | Self::WordsRemoved { .. }
            | Self::RemovedInAllRounds { .. }
            | Self::Released { .. }
            | Self::TakenBack { .. }
            | Self::VersionChosen { .. }
            | Self::SealsOpened { .. }
            | Self::Noticed { .. }
            | Self::Affirmed { .. }
            | Self::ChangeProposed { .. }
            | Self::AgreementWithdrawn { .. }
            | Self::RoleAsked { .. }
            | Self::CommitmentMoved { .. }
            | Self::CommitmentShown { .. }
            | Self::TakenUp { .. }
            | Self::ThreadMoved { .. }
            | Self::NextTimeSet { .. }
            | Self::AgainSet { .. }
            | Self::OwnDevice { .. }
            | Self::Asked { .. }
            | Self::Replied { .. }
            | Self::ParcelMade { .. }
            | Self::ParcelTaken { .. }
            | Self::MapBegun
            | Self::MapErased { .. }
            | Self::OwnBegun { .. }
            | Self::OwnKept { .. }
            | Self::OwnSettled { .. }
            | Self::OwnErased { .. }
            | Self::CopySaved
            | Self::ReminderSet { .. }
            | Self::TextSizeSet { .. }
            | Self::ReadingPaceSet { .. }
            | Self::ChimeSet { .. }
            | Self::LeavingSet { .. }
            | Self::AskedToPersist
            | Self::PrivateLocked { .. }
            | Self::PrivateUnlocked { .. }
            | Self::EverythingErased => false,
        }
    }
}
