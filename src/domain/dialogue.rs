//! What a dialogue is made of. Words live elsewhere (`content::words`), rules live in Rust; this
//! is the one description that the engine, the pages and the tests read.

use super::decides::{Decides, TIMES_TO_COME_BACK};
use super::ids::{DialogueId, FieldId, OptionId, StepId};
use super::run::Visibility;

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
