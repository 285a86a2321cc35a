//! What a dialogue is made of. Words live elsewhere (`content::words`), rules live in Rust; this
//! is the one description that the engine, the pages and the tests read.

use std::slice::from_ref;

use super::ids::{DialogueId, FieldId, OptionId, StepId};
use super::person::Side;
use super::privacy;
use super::run::{Entry, Run, Visibility};

pub use super::check::CheckedDialogue;
use crate::written::{written, written_words};

/// The option every choice ends with: "In my own words".
pub const OWN_WORDS: &str = "in-my-own-words";
/// The option every choice ends with: "None of these".
pub const NONE_OF_THESE: &str = "none-of-these";

/// The thirteen kinds of step; these are all (B.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Guide,
    Readback,
    Reflect,
    Each,
    Turns,
    Mirror,
    Scale,
    Choose,
    List,
    Agree,
    Commit,
    Thank,
    Schedule,
}

written_words! { Kind | Guide | Readback | Reflect | Each | Turns | Mirror | Scale | Choose | List | Agree | Commit | Thank | Schedule }

/// Who answers. `Me` is the person who opened the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Me,
    Partner,
    /// Both, each for themselves; the opener first.
    Each,
    /// Both, each for themselves; the partner first.
    EachPartnerFirst,
    /// Together, one answer.
    Both,
    /// The one who tells their story first (`ca-who-starts`).
    FirstSpeaker,
    SecondSpeaker,
}

written_words! { Who | Me | Partner | Each | EachPartnerFirst | Both | FirstSpeaker | SecondSpeaker }

/// What hangs on an answer. The rules stand in the domain, by these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// Whether to begin at all (`ca-safe`): asked of each alone, never kept, and no is the end.
    WhetherToBegin,
    /// Whether anything is written where both see it (`ca-how`): only if both wish it.
    HowToTalk,
    /// Who tells their story first, and how long a turn is (`ca-who-starts`).
    WhoStarts,
    /// Whether the one who spoke has more to say (`ca-more-a`, C18).
    More,
    /// What may stay written (`ca-keep`): the most private wish of the two wins.
    WhatStays,
    /// Whether what follows at the end does: where one of the two chose it (`wu-feedback`).
    WhatFollows,
    /// How, and when, somebody says how it was (`fb-channel`).
    WhenToAnswer,
    /// Whether they are settled enough to write (`fb-settled`).
    Settled,
    /// Each answer is handed over, kept or deleted (`fb-release`).
    WhatToHandOver,
    /// How long what was handed over may stay (`fb-how-long`).
    HowLong,
    /// Which of one's own lines the other gets to see, with the answer (`ex-bring`).
    WhatToBring,
    /// How it stands with the commitment that the run is about (`bt-where`).
    WhereItStands,
}

written_words! { Decides | WhetherToBegin | HowToTalk | WhoStarts | More | WhatStays | WhatFollows | WhenToAnswer | Settled | WhatToHandOver | HowLong | WhatToBring | WhereItStands }

/// A yes at the threshold that wishes to go slowly (`ca-safe`).
pub const SLOWLY: &str = "slowly";
/// The no of the threshold (`ca-safe`).
pub const NOT_SURE: &str = "not-sure";
/// One would write where both see it (`ca-how`).
pub const WRITE_FIRST: &str = "write-first";
/// Nothing is to stay (`ca-keep`).
pub const NOTHING: &str = "nothing";
/// Agreements with two yes are to stay, and what each chose to do (`ca-keep`).
pub const ONLY_AGREED: &str = "only-what-we-agreed";
/// Everything may stay (`ca-keep`).
pub const SHARED_NOTES_TOO: &str = "shared-notes-too";
/// The answer that makes a wish something both stand by (`ca-answer`).
pub const GLADLY: &str = "gladly";
/// A word on how it was, aloud and at once (`wu-feedback`).
pub const ALOUD_NOW: &str = "aloud-now";
/// A minute aloud (`fb-channel`).
pub const SAY_NOW: &str = "say-now";
/// In writing, at once (`fb-channel`).
pub const WRITE_NOW: &str = "write-now";
/// In writing, when one is settled (`fb-channel`, `wu-feedback`).
pub const LATER: &str = "later";
/// Aloud, and in writing (`fb-channel`).
pub const SAY_AND_WRITE: &str = "both";
/// Neither, which needs no reason (`fb-channel`, `wu-feedback`).
pub const NOT_THIS_TIME: &str = "not-this-time";
/// Later, in the evening of that day (`fb-channel`).
pub const TONIGHT: &str = "tonight";
/// Later, on the next day (`fb-channel`).
pub const TOMORROW: &str = "tomorrow";
/// Later, on the day after the next (`fb-channel`).
pub const IN_TWO_DAYS: &str = "in-two-days";
/// Later, without being reminded (`fb-channel`).
pub const BY_MYSELF: &str = "by-myself";
/// When somebody comes back who answers later: said beside it, none of the choices of its own.
pub const TIMES_TO_COME_BACK: [&str; 4] = [TONIGHT, TOMORROW, IN_TWO_DAYS, BY_MYSELF];
/// Calm enough to write (`fb-settled`).
pub const CALM: &str = "calm";
/// Still stirred up: tomorrow (`fb-settled`).
pub const STIRRED: &str = "stirred";
/// Would rather leave it (`fb-settled`).
pub const LEAVE_IT: &str = "leave-it";
/// The other may read it (`fb-release`).
pub const HAND_OVER: &str = "hand-over";
/// It stays with its writer (`fb-release`).
pub const KEEP: &str = "keep";
/// It is gone (`fb-release`).
pub const DELETE: &str = "delete";
/// It is done (`bt-where`).
pub const DONE: &str = "done";
/// The words stay until the two have talked about them (`fb-how-long`).
pub const UNTIL_TALKED: &str = "until-talked";
/// The words stay for seven days (`fb-how-long`).
pub const SEVEN_DAYS: &str = "seven-days";
/// The words stay until their writer removes them (`fb-how-long`).
pub const UNTIL_REMOVED: &str = "until-removed";

impl Decides {
    /// The options that a rule goes by: a step on which this hangs has them all.
    #[must_use]
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Self::WhetherToBegin => &[SLOWLY, NOT_SURE],
            Self::HowToTalk => &[WRITE_FIRST],
            Self::WhatStays => &[NOTHING, ONLY_AGREED, SHARED_NOTES_TOO],
            Self::WhatFollows => &[ALOUD_NOW, LATER, NOT_THIS_TIME],
            Self::WhenToAnswer => &[
                SAY_NOW,
                WRITE_NOW,
                LATER,
                SAY_AND_WRITE,
                NOT_THIS_TIME,
                TONIGHT,
                TOMORROW,
                IN_TWO_DAYS,
                BY_MYSELF,
            ],
            Self::Settled => &[CALM, STIRRED, LEAVE_IT],
            Self::WhatToHandOver => &[HAND_OVER, KEEP, DELETE],
            Self::HowLong => &[UNTIL_TALKED, SEVEN_DAYS, UNTIL_REMOVED],
            Self::WhereItStands => &[DONE],
            Self::WhoStarts | Self::More | Self::WhatToBring => &[],
        }
    }
}

/// Shown only to a person who, or where anyone, chose one of these in an earlier step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub step: StepId,
    pub any: Vec<OptionId>,
}

written! { Condition { step, any } }

/// What a readback shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Commitments of this pair that still stand.
    Commitments,
    /// The one that the run is about, with its reminder (`bt-remember`).
    Commitment,
    /// What was shared in this run so far.
    Shared,
    /// What both stand behind from earlier talks; without any, they name one thing (`ca-common-ground`).
    CommonGround,
    /// What the two handed over of how it was, over all their talks (`fb-over-time`).
    OverTime,
    /// Everything so far that one of them may read, or that both may, from the first talk to the last; for one of
    /// them, what the other handed over in this run is on top (`pr-read-back`, `lb-read`).
    Everything,
    /// A card of at most three lines to take along, and nothing else (`pr-pocket`).
    Pocket,
    /// What each of the two answered to the same questions, next to each other (`ex-side-by-side`).
    SideBySide,
}

written_words! { Shows | Commitments | Commitment | Shared | CommonGround | OverTime | Everything | Pocket | SideBySide }

/// What the answers of a step become beside entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makes {
    /// Each line becomes an open thread.
    Threads,
}

written_words! { Makes | Threads }

/// An option that leads to another dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub option: OptionId,
    pub to: DialogueId,
}

written! { Lead { option, to } }

/// One step of a dialogue.
#[allow(clippy::struct_excessive_bools)] // the flags of B.0, each on its own
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    pub kind: Kind,
    pub who: Who,
    pub visibility: Visibility,
    /// Where in the sources it comes from (Part E of the method).
    pub from: Vec<String>,
    /// Part of the short way.
    pub short: bool,
    /// Neither sees the other's answer before both have answered or skipped.
    pub reveal: bool,
    /// Starts private; the writer may hand it over.
    pub release: bool,
    /// Spoken, with an optional short note that both see.
    pub note: bool,
    /// What there is to choose from, without the two that every choice ends with.
    pub options: Vec<OptionId>,
    /// Several may be chosen.
    pub several: bool,
    /// What is open between the two is there to choose from, too (`pr-thread`, [`super::open_ends`]).
    pub open_ends: bool,
    /// Named fields, in order.
    pub fields: Vec<FieldId>,
    pub when: Option<Condition>,
    /// Not asked of a person who chose one of these in an earlier step: as they see it where that step is
    /// private, else as both do.
    pub unless: Vec<Condition>,
    /// Asked only of a person to whom the other has handed something over in this run.
    pub receives: bool,
    /// Asks a question that the one who asked through a link put in their own words: the first such step
    /// the first of them, and so on. There only with such a question, for the one who was asked.
    pub own: bool,
    pub shows: Option<Shows>,
    /// The earlier choices that a pocket card holds, a line each.
    pub holds: Vec<StepId>,
    pub makes: Option<Makes>,
    pub leads: Option<Lead>,
    /// The `commit` step whose plans this step is about; for a choice, the step whose answer by the
    /// other is answered.
    pub about: Option<StepId>,
    /// The sentence starts from words already there: the first of these steps that has any.
    pub prefill: Option<Vec<StepId>>,
    /// Its sample can be copied, and sent by whatever the two use.
    pub copy: bool,
    /// Asks first: now, another day, or not.
    pub offer: bool,
    pub decides: Option<Decides>,
    /// The guide that stands beside the listener for the whole turn, and has no page of its own.
    pub card: Option<StepId>,
    /// The turn whose air-time this one goes on with. A guide with one offers the same time to whoever
    /// had less, and is shown only then (`ca-same-time`).
    pub continues: Option<StepId>,
    /// What is agreed here is common ground for later talks.
    pub ground: bool,
    /// Both answers stand as they are: once they are open, nothing more is asked of the two (C16).
    pub stands: bool,
    /// Both stories stand side by side on facing sheets, with what each handed over of their
    /// preparation (`ca-both-stand`).
    pub facing: bool,
    /// The earlier step whose lines it goes through, of one's own: a choice sorts them into its fields or
    /// has some of them brought to the table; a turn has those that were brought beside it.
    pub lines: Option<StepId>,
    /// The option with which somebody would rather go on another day (`ex-stirred`).
    pub rests: Option<OptionId>,
    /// What is agreed here is a sign of the two, and stands on every page of both (`ex-slow-sign`, C10).
    pub sign: bool,
    /// What is agreed here is part of how the two work together, under the name of this step: its own, or
    /// the one that it asks about again (`ex-our-way`, B.9).
    pub way: Option<StepId>,
    /// What each cares about, for the sheet of what they have agreed (`cb-care-now`).
    pub cares: bool,
    /// The two part here, as friends (`ex-part-well`, C14).
    pub parts: bool,
    /// Asked only of two who go on together: not once they have parted.
    pub goes_on: bool,
    /// Two days to look again: in a few days, and in a few weeks (`ex-check-again`).
    pub twice: bool,
    /// The page dims: nothing stands on it but the names of the two, and that they can put the device away
    /// (`ft-talk`, C32).
    pub dims: bool,
}

written! { Step { id, kind, who, visibility, from, short, reveal, release, note, options, several, open_ends, fields, when, unless, receives, own, shows, holds, makes, leads, about, prefill, copy, offer, decides, card, continues, ground, stands, facing, lines, rests, sign, way, cares, parts, goes_on, twice, dims } }

impl Step {
    /// A step on which nothing hangs.
    #[must_use]
    pub fn plain(id: StepId, kind: Kind, who: Who, visibility: Visibility) -> Self {
        Self {
            id,
            kind,
            who,
            visibility,
            from: Vec::new(),
            short: false,
            reveal: false,
            release: false,
            note: false,
            options: Vec::new(),
            several: false,
            open_ends: false,
            fields: Vec::new(),
            when: None,
            unless: Vec::new(),
            receives: false,
            own: false,
            shows: None,
            holds: Vec::new(),
            makes: None,
            leads: None,
            about: None,
            prefill: None,
            copy: false,
            offer: false,
            decides: None,
            card: None,
            continues: None,
            ground: false,
            stands: false,
            facing: false,
            lines: None,
            rests: None,
            sign: false,
            way: None,
            cares: false,
            parts: false,
            goes_on: false,
            twice: false,
            dims: false,
        }
    }

    /// The earlier steps without which it cannot be asked.
    pub fn goes_on_from(&self) -> impl Iterator<Item = &StepId> {
        let conditions = self.when.iter().chain(&self.unless).map(|c| &c.step);
        let others = [&self.about, &self.continues, &self.lines].into_iter().flatten();
        conditions.chain(others).chain(&self.holds)
    }

    /// Whether it answers what the other wished for (`ca-answer`).
    #[must_use]
    pub fn answers_wish(&self) -> bool {
        self.kind == Kind::Choose && self.about.is_some()
    }

    /// Whether the answer is kept from the other while it is being given.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.visibility == Visibility::Private || self.reveal
    }

    /// Whether it is the page on which somebody opens what the other handed over (`fb-receive`).
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.receives && self.kind == Kind::Guide
    }

    /// Whether it is for the other one alone, who may hand their answer over (`pr-bring`).
    #[must_use]
    pub fn is_asked_of_the_other(&self) -> bool {
        self.who == Who::Partner && self.release
    }

    /// Whether it is for the other one alone, to answer or to read (`bt-partner`).
    #[must_use]
    pub fn is_for_the_other(&self) -> bool {
        self.is_asked_of_the_other() || (self.who == Who::Partner && self.kind == Kind::Guide)
    }

    /// What there is to choose from at first sight: when to come back is asked beside one of them.
    pub fn choices(&self) -> impl Iterator<Item = &OptionId> {
        let beside = self.decides == Some(Decides::WhenToAnswer);
        let is_time = |o: &OptionId| TIMES_TO_COME_BACK.contains(&o.as_str());
        self.options.iter().filter(move |o| !(beside && is_time(o)))
    }

    /// The step under which the time of a turn is kept: its own, or that of the turn it goes on with.
    #[must_use]
    pub fn air(&self) -> &StepId {
        self.continues.as_ref().unwrap_or(&self.id)
    }

    /// Whether it is a choice about lines of one's own (`ex-sort`, `ex-bring`).
    #[must_use]
    pub fn goes_through(&self) -> bool {
        self.kind == Kind::Choose && self.lines.is_some()
    }

    /// Whether a choice ends with words of one's own and with none of these (B.0). Not where the app does what is chosen: there
    /// one of the options asks for nothing to be done, and words of one's own would ask for what nobody does. Nor where the
    /// lines and the stories of the two are gone through. Passing is there in any case.
    #[must_use]
    pub fn takes_any_answer(&self) -> bool {
        let is_word = self.decides.is_none_or(|decides| decides == Decides::WhereItStands);
        self.kind == Kind::Choose && is_word && !self.facing && !self.goes_through()
    }

    /// Whether a text may be written here at all: not where it is only spoken.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        match self.kind {
            // What one of them would recommend instead (`ex-part-well`).
            Kind::Guide => self.parts,
            Kind::Readback | Kind::Mirror => false,
            _ => self.visibility != Visibility::Spoken || self.note,
        }
    }
}

/// A stretch of a dialogue with a name of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub id: String,
    /// Each goes through all of it alone, one after the other.
    pub apart: bool,
    /// After it is a good moment to go on another day.
    pub rest: bool,
    pub steps: Vec<Step>,
}

written! { Stage { id, apart, rest, steps } }

/// About how long it takes, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes {
    pub whole: u16,
    /// The short way, where there is one.
    pub short: Option<u16>,
    /// A turn, before anybody changes its length; none: as long as usual.
    pub turn: Option<u8>,
    /// The short way is for looking again, by two who have been through the whole (C13).
    pub again: bool,
}

written! { Minutes { whole, short, turn, again } }

/// A dialogue as written down, not yet looked over. [`CheckedDialogue`] is the one to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    pub id: DialogueId,
    /// Stands for the dialogue in addresses, which must not tell what it is (D.12).
    pub number: u8,
    /// Counts up with every change of the steps.
    pub content: u32,
    pub minutes: Minutes,
    /// One person goes through it for themselves, with nobody and in no partnership (`map`).
    pub alone: bool,
    /// What follows at the end.
    pub next: Option<DialogueId>,
    pub stages: Vec<Stage>,
}

written! { Dialogue { id, number, content, minutes, alone, next, stages } }

impl Dialogue {
    /// All steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|s| &s.steps)
    }

    /// Whether one of the two goes through it alone: the other is asked at most what they may hand over, or
    /// told what they were asked for.
    #[must_use]
    pub fn is_for_one(&self) -> bool {
        self.steps().all(|s| s.who == Who::Me || s.is_for_the_other())
    }

    /// Whether all of it is about one commitment, of whoever goes through it (`between`).
    #[must_use]
    pub fn is_about_one(&self) -> bool {
        self.steps().any(|s| s.shows == Some(Shows::Commitment))
    }

    /// Whether whoever is asked through a link answers questions, and is not asked for a talk.
    #[must_use]
    pub fn is_answered_by_link(&self) -> bool {
        self.deciding(Decides::WhenToAnswer).is_some()
            || self.steps().any(Step::is_asked_of_the_other)
    }

    /// The step on which something hangs, if there is one.
    #[must_use]
    pub fn deciding(&self, what: Decides) -> Option<&Step> {
        self.steps().find(|s| s.decides == Some(what))
    }

    /// What follows a run of this dialogue. Where that is theirs to choose, only if one of them did.
    #[must_use]
    pub fn follows(&self, run: &Run) -> Option<&DialogueId> {
        let wanted = [OptionId::from(ALOUD_NOW), OptionId::from(LATER)];
        let chosen = self.deciding(Decides::WhatFollows).is_none_or(|step| {
            Side::BOTH.into_iter().any(|s| privacy::has_shown(step, run, s.into(), &wanted))
        });
        self.next.as_ref().filter(|_| chosen)
    }

    /// Whether both of a run wish to write where both see it, if that is asked. Saying nothing means
    /// to only speak (`ca-how`).
    #[must_use]
    pub fn lets_write(&self, run: &Run) -> bool {
        let Some(step) = self.deciding(Decides::HowToTalk) else { return true };
        let writes = OptionId::from(WRITE_FIRST);
        Side::BOTH.into_iter().all(|s| privacy::has_shown(step, run, s.into(), from_ref(&writes)))
    }

    /// Whether both said how they would talk, and at least one would rather not write (`ca-how`).
    #[must_use]
    pub fn is_spoken_by_wish(&self, run: &Run) -> bool {
        self.deciding(Decides::HowToTalk).is_some_and(|step| {
            Side::BOTH.into_iter().all(|s| run.has_given(&step.id, s.into()))
                && !self.lets_write(run)
        })
    }

    /// Whether both have said that they want this talk. The one who asked for it did before there was a
    /// run; that the other one passed the threshold is all that is kept of their answer (`ca-safe`).
    #[must_use]
    pub fn is_begun(&self, run: &Run) -> bool {
        self.deciding(Decides::WhetherToBegin)
            .is_none_or(|step| Side::BOTH.into_iter().any(|s| run.has_given(&step.id, s.into())))
    }

    /// Whether an answer is the mark that somebody passed the threshold; there are no words in it.
    #[must_use]
    pub fn is_passing_mark(&self, entry: &Entry) -> bool {
        let threshold = self.deciding(Decides::WhetherToBegin);
        entry.given.is_some() && threshold.is_some_and(|step| step.id == entry.step)
    }

    /// Who told their story first, if that was settled: on the page that asks it, or by telling.
    #[must_use]
    pub fn settled_first(&self, run: &Run) -> Option<Side> {
        let settles = |s: &Step| {
            s.decides == Some(Decides::WhoStarts)
                || matches!(s.who, Who::FirstSpeaker | Who::SecondSpeaker)
        };
        let given =
            |e: &Entry| e.given.is_some() && self.steps().any(|s| s.id == e.step && settles(s));
        run.first.filter(|_| run.entries.iter().any(given))
    }

    /// The turn of the same speaker that `more` asks about (`ca-more-a`).
    #[must_use]
    pub fn story_before(&self, more: &StepId) -> Option<&Step> {
        let mut before = None;
        for step in self.steps() {
            if step.id == *more {
                return before.filter(|story: &&Step| story.who == step.who);
            }
            if step.kind == Kind::Turns {
                before = Some(step);
            }
        }
        None
    }

    /// Whether the time of a turn is offered to whoever had less on a page of its own
    /// (`ca-same-time`).
    #[must_use]
    pub fn offers_later(&self, air: &StepId) -> bool {
        self.steps().any(|s| s.kind == Kind::Guide && s.continues.as_ref() == Some(air))
    }

    /// Whether a step is the card of a turn.
    #[must_use]
    pub fn is_card(&self, step: &StepId) -> bool {
        self.steps().any(|s| s.card.as_ref() == Some(step))
    }
}
