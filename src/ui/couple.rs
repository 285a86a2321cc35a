//! The two people as the pages name them.

use super::dom::View;
use super::words::{said, t, tf};
use crate::domain::ids::PairId;
use crate::domain::person::{KindOfPair, Partnership, Side, Status};
use crate::platform::dates::{self, Form};
use crate::platform::text;
use crate::state::State;

/// Names, initials, languages, time zones and forms of address of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Couple {
    pub pair: PairId,
    names: [String; 2],
    initials: [String; 2],
    languages: [String; 2],
    zones: [String; 2],
    forms: [String; 2],
}

impl Couple {
    /// As the partnership has it. Somebody without a name goes by their shape.
    pub fn of(partnership: &Partnership) -> Self {
        let name = |side: Side| {
            let name = &partnership.person(side).name;
            if !name.trim().is_empty() {
                return name.clone();
            }
            match side {
                Side::First => t("person.first").to_owned(),
                Side::Second => t("person.second").to_owned(),
            }
        };
        let language = |side: Side| partnership.person(side).language.clone();
        let zone = |side: Side| partnership.person(side).zone.clone();
        let initial = |side: Side| text::initial(&partnership.person(side).name);
        Self {
            pair: partnership.id,
            names: Side::BOTH.map(name),
            initials: Side::BOTH.map(initial),
            languages: Side::BOTH.map(language),
            zones: Side::BOTH.map(zone),
            forms: Side::BOTH.map(|side| partnership.person(side).form.clone()),
        }
    }

    /// Who may say something here: on a device of one's own, nobody else (C23).
    pub fn here(&self, state: State) -> Vec<Side> {
        state.peek(|w| {
            let here = |side: &Side| w.partnership(self.pair).is_none_or(|p| p.is_here(*side));
            Side::BOTH.into_iter().filter(here).collect()
        })
    }

    /// Two names, for the component page.
    #[cfg(feature = "specimens")]
    pub fn specimen(names: [&str; 2]) -> Option<Self> {
        let pair = PairId::parse("01a1f8e9d4a77b52a32fddec652075f7")?;
        let (names, initials) = (names.map(str::to_owned), names.map(text::initial));
        Some(Self {
            pair,
            names,
            initials,
            languages: Default::default(),
            zones: Default::default(),
            forms: Default::default(),
        })
    }

    /// The pair's, while it is here.
    pub fn now(state: State, pair: PairId) -> Option<Self> {
        state.with(|w| w.partnership(pair).map(Self::of))
    }

    /// What one of them is called.
    pub fn name(&self, side: Side) -> &str {
        &self.names[side.index()]
    }

    /// The letter in their shape; nothing for a person without a name.
    pub fn initial(&self, side: Side) -> &str {
        &self.initials[side.index()]
    }

    /// The language of their dates; empty for the browser's.
    pub fn language(&self, side: Side) -> &str {
        &self.languages[side.index()]
    }

    /// The same as an attribute of their words; none where it is the browser's.
    pub fn speaks(&self, side: Side) -> Option<&str> {
        Some(self.language(side)).filter(|language| !language.is_empty())
    }

    /// The time zone of their clock; empty for this device's.
    pub fn zone(&self, side: Side) -> &str {
        &self.zones[side.index()]
    }

    /// Pronouns, or how they like to be addressed; empty where they said nothing.
    pub fn form(&self, side: Side) -> &str {
        &self.forms[side.index()]
    }

    /// "Maya and Tom".
    pub fn both(&self) -> String {
        tf("pair.both", &self.slots())
    }

    /// The same on the page, each name in its own direction.
    pub fn both_names(&self) -> View {
        said("pair.both", &self.slots())
    }

    /// Both names, for sentences with `{a}` and `{b}`.
    pub fn slots(&self) -> [(&'static str, &str); 2] {
        [("a", self.name(Side::First)), ("b", self.name(Side::Second))]
    }

    /// One name and the other, for sentences with `{name}` and `{other}`.
    pub fn slots_of(&self, side: Side) -> [(&'static str, &str); 2] {
        [("name", self.name(side)), ("other", self.name(side.other()))]
    }
}

/// What the two are to each other, in words.
pub fn kind_words(kind: &KindOfPair) -> String {
    match kind {
        KindOfPair::Unsaid => String::new(),
        KindOfPair::CoachAndClient => t("kind.coach-and-client").to_owned(),
        KindOfPair::Colleagues => t("kind.colleagues").to_owned(),
        KindOfPair::Partners => t("kind.partners").to_owned(),
        KindOfPair::Peers => t("kind.peers").to_owned(),
        KindOfPair::Own(words) => words.clone(),
    }
}

/// "Coach and client, since 6 March".
pub fn since(partnership: &Partnership) -> String {
    let date = dates::moment(partnership.since, Form::Date, "");
    match kind_words(&partnership.kind) {
        kind if kind.is_empty() => tf("home.since", &[("date", &date)]),
        kind => tf("home.kind-since", &[("kind", &kind), ("date", &date)]),
    }
}

/// How a partnership stands, where that needs saying.
pub fn status_words(status: Status) -> Option<&'static str> {
    match status {
        Status::Active => None,
        Status::Paused => Some(t("home.paused")),
        Status::EndedKindly => Some(t("home.ended")),
    }
}

/// The class that gives a person's ink to everything inside.
pub fn ink(side: Side) -> &'static str {
    match side {
        Side::First => "cg-a",
        Side::Second => "cg-b",
    }
}
