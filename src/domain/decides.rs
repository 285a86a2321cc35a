//! On which choice something hangs, and what of it can be told of a run. What then happens stands in the modules that
//! ARCHITECTURE.md names ("What hangs on an answer").

use std::slice::from_ref;

use super::dialogue::{Dialogue, Step, Who};
use super::ids::{DialogueId, OptionId};
use super::person::Side;
use super::privacy;
use super::run::{Entry, Run};
use crate::written::written_words;

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

impl Dialogue {
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
        self.deciding(Decides::HowToTalk)
            .is_some_and(|step| run.both_gave(&step.id) && !self.lets_write(run))
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
}
