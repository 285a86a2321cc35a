//! Who somebody needs to talk with (B.7, D.9): situations, the talks that would help, and their order.
//!
//! A map is one person's own and belongs to no partnership. The people on it are labels, and nothing here
//! knows whether any of them is one of a partnership: what is written on it goes nowhere by itself.

use std::cmp::Reverse;

use chrono::{Days, Months};

use super::dialogue::OWN_WORDS;
use super::ids::{FieldId, MapId, OptionId, ProspectId, SituationId};
use super::order::put_in_order;
use super::outcome::{Plan, Remind};
use super::run::Version;
use super::search;
use super::time::{Day, Stamp};
use crate::written::written;

/// The dialogue whose steps ask what stands on a map.
pub const MAP: &str = "map";

/// How much a talk would move things (`mp-weight`), from little to much.
pub const WEIGHTS: [&str; 3] = ["a-little", "quite-a-bit", "unlocks-the-rest"];
/// There is a day for it (`mp-time`).
pub const A_DATE: &str = "a-date";
/// Whether time matters (`mp-time`), the most pressing first.
pub const TIMES: [&str; 4] = ["this-week", A_DATE, "this-month", "no-rush"];
/// No guide, just talk (`mp-which-guide`). The other options are called as the dialogue they lead to.
pub const NO_GUIDE: &str = "no-guide";
/// No nudge (`mp-keep-in-touch`).
pub const NO_NUDGE: &str = "no";
/// A nudge every month (`mp-keep-in-touch`).
pub const MONTHLY: &str = "monthly";
/// A nudge every three months (`mp-keep-in-touch`).
pub const EVERY_THREE_MONTHS: &str = "every-three-months";
/// A nudge in a rhythm of one's own, in weeks (`mp-keep-in-touch`).
pub const OWN_RHYTHM: &str = "own-rhythm";

/// The field of another version that holds what matters to them.
pub const MOVES: &str = "moves";

/// One of the options of a step, or words of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    pub pick: Option<OptionId>,
    /// What "in my own words" says; kept while another option is chosen.
    pub own: String,
}

written! { Choice { pick, own } }

impl Choice {
    /// Whether this option is chosen.
    #[must_use]
    pub fn is(&self, option: &str) -> bool {
        self.pick.as_ref().is_some_and(|p| p.as_str() == option)
    }

    /// The words of one's own, where those are chosen.
    #[must_use]
    pub fn own_words(&self) -> Option<&str> {
        self.is(OWN_WORDS).then_some(self.own.as_str())
    }

    fn place_in(&self, order: &[&str]) -> Option<usize> {
        order.iter().position(|option| self.is(option))
    }
}

/// What is noted of a talk. Everything may stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// With whom: a label, as its writer likes. Two may be alike.
    pub person: String,
    /// What the talk is for.
    pub purpose: String,
    /// Why them (`mp-reason`).
    pub reason: String,
    pub weight: Choice,
    pub time: Choice,
    /// The day, where there is one (`mp-time`).
    pub date: Option<Day>,
    /// What it costs to wait (`mp-waiting`).
    pub waiting: String,
    /// How one would notice that it helped (`mp-sign`).
    pub sign: String,
    pub guide: Choice,
    /// What matters to them, and what to ask (`mp-what-moves-them`): shown where it is written, and
    /// nowhere else.
    pub moves: String,
    /// Its writer wants that in copies too, beside the person's label.
    pub moves_in_copies: bool,
    /// When to invite them, and whether to be reminded of it (`mp-first`).
    pub first: Plan,
    /// Since when the reminder of that counts.
    pub chosen: Option<Day>,
    /// Whether to be nudged to ask how they are (`mp-keep-in-touch`).
    pub nudge: Choice,
    /// The rhythm of one's own, in weeks.
    pub weeks: u16,
    /// Since when the next nudge counts.
    pub nudged: Option<Day>,
}

written! { Note { person, purpose, reason, weight, time, date, waiting, sign, guide, moves, moves_in_copies, first, chosen, nudge, weeks, nudged } }

impl Note {
    /// All its texts but the person's label.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.purpose, &self.reason, &self.waiting, &self.sign, &self.moves]
            .into_iter()
            .map(String::as_str)
            .chain(self.first.texts())
    }

    /// All its choices.
    #[must_use]
    pub fn choices(&self) -> [&Choice; 4] {
        [&self.weight, &self.time, &self.guide, &self.nudge]
    }

    /// All its dates.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        [self.date, self.first.by, self.chosen, self.nudged].into_iter().flatten()
    }

    /// The day of the reminder to invite them, if its writer wished for one.
    #[must_use]
    pub fn reminder(&self) -> Option<Day> {
        let chosen = self.chosen?;
        self.first.reminder(chosen, chosen)
    }

    /// The day of the next nudge, if its writer wished for any.
    #[must_use]
    pub fn next_nudge(&self) -> Option<Day> {
        let since = self.nudged?;
        match self.nudge.pick.as_ref()?.as_str() {
            MONTHLY => since.checked_add_months(Months::new(1)),
            EVERY_THREE_MONTHS => since.checked_add_months(Months::new(3)),
            OWN_RHYTHM if self.weeks > 0 => {
                since.checked_add_days(Days::new(u64::from(self.weeks) * 7))
            }
            _ => None,
        }
    }

    /// Whether what its writer is reminded of comes again, once it was put away.
    #[must_use]
    pub fn comes_again(&self, what: Reminder) -> bool {
        match what {
            Reminder::Invite => !matches!(self.first.remind, Remind::No | Remind::Once),
            Reminder::AskHow => self.next_nudge().is_some(),
        }
    }

    /// No more of it: as if its writer had never asked to be reminded.
    pub fn stop(&mut self, what: Reminder) {
        match what {
            Reminder::Invite => self.first.remind = Remind::No,
            Reminder::AskHow => self.nudge.pick = Some(OptionId::from(NO_NUDGE)),
        }
    }

    /// Weight, then time, then the label: where nothing else says which comes first.
    fn rank(&self) -> impl Ord + use<> {
        let weight = self.weight.place_in(&WEIGHTS);
        let time = self.time.place_in(&TIMES).unwrap_or(TIMES.len());
        let day = self.date.filter(|_| self.time.is(A_DATE));
        let label = search::fold(&self.person);
        // A quotation mark before a name is none of its letters.
        let label = label.trim_start_matches(|c: char| c == ' ' || c.is_ascii_punctuation());
        (Reverse(weight), time, day, label.to_owned())
    }
}

/// Something somebody chose to be reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// To invite them to the talk.
    Invite,
    /// To ask how they are.
    AskHow,
}

/// Where one needs someone on one's side (`mp-situation`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    pub id: SituationId,
    pub text: String,
    /// What would be different if it turned out well (`mp-result`).
    pub result: String,
    pub changed: Stamp,
    pub also: Vec<Version>,
}

written! { Situation { id, text, result, changed, also } }

/// A talk that would help (`mp-talks`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    pub id: ProspectId,
    pub note: Note,
    pub changed: Stamp,
    pub also: Vec<Version>,
}

written! { Prospect { id, note, changed, also } }

impl Prospect {
    /// What is due on `today`, of what its writer chose to be reminded of. Nothing is ever overdue.
    pub fn due(&self, today: Day) -> impl Iterator<Item = Reminder> + use<> {
        let invite = (Reminder::Invite, self.note.reminder());
        let ask = (Reminder::AskHow, self.note.next_nudge());
        let is_due = move |(_, day): &(Reminder, Option<Day>)| day.is_some_and(|day| day <= today);
        [invite, ask].into_iter().filter(is_due).map(|(what, _)| what)
    }
}

/// Who somebody needs to talk with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    pub id: MapId,
    /// In the writer's order.
    pub situations: Vec<Situation>,
    /// The situation that was taken (`mp-result`).
    pub taken: Option<SituationId>,
    /// In the writer's order where they gave one, else as they were noted.
    pub talks: Vec<Prospect>,
    /// The writer put them in an order of their own: it wins over any suggestion from then on (`mp-order`).
    pub own_order: bool,
    pub made: Stamp,
    pub changed: Stamp,
}

written! { Map { id, situations, taken, talks, own_order, made, changed } }

impl Map {
    /// The talks in the writer's own order; without one, as suggested: by weight, then by time.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Prospect> {
        if self.own_order {
            return self.talks.iter().collect();
        }
        let mut ranked = Vec::new();
        for talk in &self.talks {
            put_in_order(&mut ranked, (talk.note.rank(), talk), |(a, _), (b, _)| a.cmp(b));
        }
        ranked.into_iter().map(|(_, talk)| talk).collect()
    }

    /// A talk by its id.
    #[must_use]
    pub fn talk(&self, id: ProspectId) -> Option<&Prospect> {
        self.talks.iter().find(|t| t.id == id)
    }

    /// The situation that was taken.
    #[must_use]
    pub fn taken(&self) -> Option<&Situation> {
        self.situations.iter().find(|s| Some(s.id) == self.taken)
    }

    /// All that is due on `today`.
    pub fn due(&self, today: Day) -> impl Iterator<Item = (&Prospect, Reminder)> {
        self.talks.iter().flat_map(move |talk| talk.due(today).map(move |what| (talk, what)))
    }

    /// All texts but what matters to somebody, each with the step that asks for it and the talk it is of.
    pub fn texts(&self) -> impl Iterator<Item = Place<'_>> {
        let at = |step, talk, text| Place { step, talk, text };
        let situations = self.situations.iter().flat_map(move |s| {
            [at("mp-situation", None, s.text.as_str()), at("mp-result", None, &s.result)]
        });
        let talks = self.talks.iter().flat_map(move |talk| {
            let (note, talk) = (&talk.note, Some(talk.id));
            let own = |choice| Choice::own_words(choice).unwrap_or_default();
            let asked = [
                at("mp-talks", talk, note.person.as_str()),
                at("mp-talks", talk, &note.purpose),
                at("mp-reason", talk, &note.reason),
                at("mp-weight", talk, own(&note.weight)),
                at("mp-time", talk, own(&note.time)),
                at("mp-waiting", talk, &note.waiting),
                at("mp-sign", talk, &note.sign),
                at("mp-which-guide", talk, own(&note.guide)),
                at("mp-keep-in-touch", talk, own(&note.nudge)),
            ];
            let first = note.first.texts().map(move |text| at("mp-first", talk, text));
            asked.into_iter().chain(first)
        });
        situations.chain(talks).filter(|place| !place.text.is_empty())
    }

    /// Whether some of it stays out of copies.
    #[must_use]
    pub fn keeps_from_copies(&self) -> bool {
        self.talks.iter().any(|t| !t.note.moves.is_empty() && !t.note.moves_in_copies)
    }

    /// The map as a copy holds it: without what matters to somebody, which is never set beside their label
    /// in a file unless the writer asked for that (`mp-what-moves-them`).
    #[must_use]
    pub fn for_copy(&self) -> Self {
        let mut copy = self.clone();
        for talk in copy.talks.iter_mut().filter(|t| !t.note.moves_in_copies) {
            talk.note.moves.clear();
            let field = FieldId::from(MOVES);
            for version in &mut talk.also {
                version.words.items.retain(|i| i.field.as_ref() != Some(&field));
            }
        }
        copy
    }
}

/// A text on a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The step that asks for it.
    pub step: &'static str,
    pub talk: Option<ProspectId>,
    pub text: &'a str,
}

/// What somebody does on their map.
#[derive(Clone, Debug, PartialEq)]
pub enum OnMap {
    SituationAdded {
        text: String,
    },
    SituationMoved {
        situation: SituationId,
        up: bool,
    },
    SituationRemoved {
        situation: SituationId,
    },
    /// "Take one."
    Taken {
        situation: SituationId,
    },
    ResultWritten {
        situation: SituationId,
        result: String,
    },
    TalkAdded {
        person: String,
        purpose: String,
    },
    TalkChanged {
        talk: ProspectId,
        note: Box<Note>,
    },
    TalkMoved {
        talk: ProspectId,
        up: bool,
    },
    TalkRemoved {
        talk: ProspectId,
    },
    /// What they were reminded of is done, or seen.
    Settled {
        talk: ProspectId,
        what: Reminder,
    },
    /// Of several versions the one that stands is enough.
    OthersForgotten {
        talk: ProspectId,
    },
}
