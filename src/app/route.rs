//! Addresses: the one place that makes and reads them.
//!
//! Everything stands behind the `#`, so that it never reaches a server and works on any host, in
//! any folder. What follows `/` is a page; it names records by opaque ids and dialogues and steps
//! by number, never by what they are called: a history must not tell what two people talk about,
//! nor that somebody looked for a way out.

use uuid::Uuid;

use crate::domain::ids::{self, MapId, OwnId, PairId, RunId};
use crate::domain::path::Part;
use crate::domain::person::Side;

/// A page of a run: the step by its position in the dialogue, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub step: usize,
    pub part: Part,
}

/// Where in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Wherever the two are.
    Here,
    At(Spot),
    /// Past the last step.
    End,
}

/// What an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Pair(PairId),
    Run(RunId),
    Map(MapId),
    Own(OwnId),
}

impl Of {
    /// Its id, whatever it is of.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Pair(pair) => pair.uuid(),
            Self::Run(run) => run.uuid(),
            Self::Map(map) => map.uuid(),
            Self::Own(own) => own.uuid(),
        }
    }
}

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Home,
    /// Begin with someone new.
    New,
    /// The same, for a dialogue that was chosen before.
    NewFor(u8),
    /// The same, for one of somebody's own.
    NewForOwn(OwnId),
    Partnership(PairId),
    /// Where two sit down: what is open, and how to begin.
    Begin(PairId),
    /// Everything read back: what both see, or what one sees.
    Read(PairId, Option<Side>),
    /// How the two work together, as it stands.
    Way(PairId),
    /// What the two have agreed, as a sheet.
    Agreed(PairId),
    /// A dialogue's cover, once it is known with whom.
    Start(u8, Option<PairId>),
    Talk(RunId, Where),
    /// What one hands over of a run, on its way to the other.
    Send(RunId),
    /// A link that somebody was sent. It stands in the address itself, and nowhere else.
    Link,
    /// Before there is a map of one's own.
    NewMap,
    /// A map: the whole of it at 0, or one of its questions, counted from 1.
    Map(MapId, usize),
    /// The conversations of one's own.
    Owns,
    /// One of them, to be changed.
    Own(OwnId),
    /// As it will be asked.
    OwnAsked(OwnId),
    /// On its way to somebody.
    OwnSend(OwnId),
    /// Its cover, once it is known with whom.
    OwnStart(OwnId, Option<PairId>),
    Data,
    About,
    /// Looking around with invented people: the third of the pages about the app.
    Example,
    /// Where to turn when this is not the right tool: the second of the pages about the app.
    SafeHand,
    /// A dialogue on paper.
    Paper(u8),
    /// The component page, in builds made for looking at it.
    Components,
    /// No page of ours.
    Unknown,
}

impl Route {
    /// Reads the part of an address after `#`. `None` for an anchor on the page, which is not ours
    /// to follow.
    #[must_use]
    pub fn parse(fragment: &str) -> Option<Self> {
        let Some(path) = fragment.strip_prefix('/') else {
            let is_link = fragment.starts_with(|c: char| c.is_ascii_digit());
            let other = fragment.is_empty().then_some(Self::Home);
            return if is_link { Some(Self::Link) } else { other };
        };
        let parts: Vec<&str> = path.split('/').collect();
        Some(read(&parts).unwrap_or(Self::Unknown))
    }

    /// What it names, if anything.
    #[must_use]
    pub fn of(self) -> Option<Of> {
        match self {
            Self::Partnership(pair)
            | Self::Begin(pair)
            | Self::Read(pair, _)
            | Self::Way(pair)
            | Self::Agreed(pair)
            | Self::Start(_, Some(pair))
            | Self::OwnStart(_, Some(pair)) => Some(Of::Pair(pair)),
            Self::Talk(run, _) | Self::Send(run) => Some(Of::Run(run)),
            Self::Map(map, _) => Some(Of::Map(map)),
            Self::Own(own)
            | Self::OwnAsked(own)
            | Self::OwnSend(own)
            | Self::NewForOwn(own)
            | Self::OwnStart(own, None) => Some(Of::Own(own)),
            Self::Home
            | Self::New
            | Self::NewFor(_)
            | Self::Start(_, None)
            | Self::Link
            | Self::NewMap
            | Self::Owns
            | Self::Data
            | Self::About
            | Self::Example
            | Self::SafeHand
            | Self::Paper(_)
            | Self::Components
            | Self::Unknown => None,
        }
    }

    /// Whether it leads to somebody of the example, who is in memory for as long as somebody looks around.
    #[must_use]
    pub fn is_invented(self) -> bool {
        self.of().is_some_and(|of| ids::is_invented(of.uuid()))
    }

    /// Whether something private to one person may be open on it.
    #[must_use]
    pub fn is_private(self) -> bool {
        matches!(self, Self::Talk(..) | Self::Read(..) | Self::Map(..))
    }

    /// The address, with its `#`.
    #[must_use]
    pub fn href(self) -> String {
        format!("#{}", self.fragment())
    }

    /// The part after `#`.
    #[must_use]
    pub fn fragment(self) -> String {
        match self {
            Self::Home | Self::Link | Self::Unknown => "/".to_owned(),
            Self::New => "/new".to_owned(),
            Self::NewFor(number) => format!("/new/{number}"),
            Self::NewForOwn(own) => format!("/o/{own}/5"),
            Self::Partnership(pair) => format!("/p/{pair}"),
            Self::Begin(pair) => format!("/p/{pair}/begin"),
            Self::Read(pair, None) => format!("/p/{pair}/read"),
            Self::Read(pair, Some(side)) => format!("/p/{pair}/read/{}", side_letter(side)),
            Self::Way(pair) => format!("/p/{pair}/way"),
            Self::Agreed(pair) => format!("/p/{pair}/sheet"),
            Self::Start(number, None) => format!("/start/{number}"),
            Self::Start(number, Some(pair)) => format!("/p/{pair}/start/{number}"),
            Self::Talk(run, Where::Here) => format!("/t/{run}"),
            Self::Send(run) => format!("/t/{run}/send"),
            Self::Talk(run, Where::End) => format!("/t/{run}/end"),
            Self::Talk(run, Where::At(spot)) => {
                format!("/t/{run}/{}{}", spot.step, part_letter(spot.part))
            }
            Self::NewMap => "/m".to_owned(),
            Self::Map(map, 0) => format!("/m/{map}"),
            Self::Map(map, question) => format!("/m/{map}/{question}"),
            Self::Owns => "/o".to_owned(),
            Self::Own(own) => format!("/o/{own}"),
            Self::OwnAsked(own) => format!("/o/{own}/2"),
            Self::OwnSend(own) => format!("/o/{own}/3"),
            Self::OwnStart(own, None) => format!("/o/{own}/4"),
            Self::OwnStart(own, Some(pair)) => format!("/p/{pair}/{own}"),
            Self::Data => "/data".to_owned(),
            Self::About => "/about".to_owned(),
            Self::SafeHand => "/about/2".to_owned(),
            Self::Example => "/about/3".to_owned(),
            Self::Paper(number) => format!("/paper/{number}"),
            Self::Components => "/components".to_owned(),
        }
    }
}

fn read(parts: &[&str]) -> Option<Route> {
    Some(match parts {
        [""] => Route::Home,
        ["new"] => Route::New,
        ["new", number] => Route::NewFor(number.parse().ok()?),
        ["m"] => Route::NewMap,
        ["m", map] => Route::Map(MapId::parse(map)?, 0),
        ["m", map, question] => {
            let question = question.parse().ok().filter(|n| *n > 0)?;
            Route::Map(MapId::parse(map)?, question)
        }
        ["o"] => Route::Owns,
        ["o", own] => Route::Own(OwnId::parse(own)?),
        ["o", own, "2"] => Route::OwnAsked(OwnId::parse(own)?),
        ["o", own, "3"] => Route::OwnSend(OwnId::parse(own)?),
        ["o", own, "4"] => Route::OwnStart(OwnId::parse(own)?, None),
        ["o", own, "5"] => Route::NewForOwn(OwnId::parse(own)?),
        ["data"] => Route::Data,
        ["about"] => Route::About,
        ["about", "2"] => Route::SafeHand,
        ["about", "3"] => Route::Example,
        ["paper", number] => Route::Paper(number.parse().ok()?),
        ["components"] => Route::Components,
        ["start", number] => Route::Start(number.parse().ok()?, None),
        ["p", pair] => Route::Partnership(PairId::parse(pair)?),
        ["p", pair, "begin"] => Route::Begin(PairId::parse(pair)?),
        ["p", pair, "way"] => Route::Way(PairId::parse(pair)?),
        ["p", pair, "sheet"] => Route::Agreed(PairId::parse(pair)?),
        ["p", pair, "read"] => Route::Read(PairId::parse(pair)?, None),
        ["p", pair, "read", side] => Route::Read(PairId::parse(pair)?, Some(side_of(side)?)),
        ["p", pair, own] => Route::OwnStart(OwnId::parse(own)?, Some(PairId::parse(pair)?)),
        ["p", pair, "start", number] => {
            Route::Start(number.parse().ok()?, Some(PairId::parse(pair)?))
        }
        ["t", run] => Route::Talk(RunId::parse(run)?, Where::Here),
        ["t", run, "send"] => Route::Send(RunId::parse(run)?),
        ["t", run, "end"] => Route::Talk(RunId::parse(run)?, Where::End),
        ["t", run, spot] => Route::Talk(RunId::parse(run)?, Where::At(spot_of(spot)?)),
        _ => return None,
    })
}

const PARTS: [(char, Part); 7] = [
    ('t', Part::Together),
    ('a', Part::Own(Side::First)),
    ('b', Part::Own(Side::Second)),
    ('y', Part::Yes(Side::First)),
    ('z', Part::Yes(Side::Second)),
    ('r', Part::Reveal),
    ('o', Part::Outcome),
];

fn part_letter(part: Part) -> char {
    PARTS.iter().find(|(_, p)| *p == part).map_or('t', |(letter, _)| *letter)
}

fn spot_of(text: &str) -> Option<Spot> {
    let letter = text.chars().last()?;
    let part = PARTS.iter().find(|(l, _)| *l == letter)?.1;
    let step = text.strip_suffix(letter)?.parse().ok().filter(|n| *n > 0)?;
    Some(Spot { step, part })
}

fn side_letter(side: Side) -> char {
    part_letter(Part::Own(side))
}

fn side_of(text: &str) -> Option<Side> {
    Side::BOTH.into_iter().find(|s| text == side_letter(*s).to_string())
}
