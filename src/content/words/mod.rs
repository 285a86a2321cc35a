//! Words, by key. Nothing the interface says is written in its code.

use std::sync::LazyLock;

use crate::domain::dialogue::{NONE_OF_THESE, Step};
use crate::domain::ids::{DialogueId, FieldId, OptionId, StepId};
use crate::written::{Named, Odd, Written, json, written};

/// The language these words are in.
pub const LANGUAGE: &str = "en";

/// What one step says.
#[derive(Clone, Debug, Default)]
pub struct StepWords {
    /// A few words, for lists and addresses within the dialogue.
    pub name: String,
    /// The prompt.
    pub ask: String,
    /// The prompt where there is nothing to show yet.
    pub ask_none: String,
    /// The prompt said to `{name}`, while `{other}` listens. What it leaves out stands in `ask_more`. In `{since}` stands
    /// how long ago the two last met, in `{role}` what the other was asked for.
    pub ask_named: String,
    pub ask_more: String,
    pub hint: String,
    /// For the one who listens.
    pub listen: String,
    /// The hint, or on a card the whole of it, line by line, as it stands beside the one it is for.
    pub lines: Vec<String>,
    /// Something to copy.
    pub sample: String,
    pub options: Named<String>,
    /// What "none of these" is called here, where it means more.
    pub none: String,
    pub fields: Named<String>,
    /// A first sentence, with the pair's own words in `{a-words}` and `{b-words}`.
    pub prefill: String,
    /// The same, where they wrote none.
    pub prefill_plain: String,
    /// Five labels of a scale, from least to most.
    pub labels: Vec<String>,
}

written! { StepWords { name, ask, ask_none, ask_named, ask_more, hint, listen, lines, sample, options, none, fields, prefill, prefill_plain, labels } }

impl StepWords {
    /// What an option is called; its bare name where a pack of another version lacks it.
    #[must_use]
    pub fn option<'a>(&'a self, option: &'a OptionId) -> &'a str {
        self.options.get(option.as_str()).map_or(option.as_str(), String::as_str)
    }

    /// Whether an option has words here.
    #[must_use]
    pub fn is_option(&self, option: &OptionId) -> bool {
        self.options.get(option.as_str()).is_some() || option == NONE_OF_THESE
    }

    /// What a field is called.
    #[must_use]
    pub fn field<'a>(&'a self, field: &'a FieldId) -> &'a str {
        self.fields.get(field.as_str()).map_or(field.as_str(), String::as_str)
    }
}

/// What one dialogue says in one language.
#[derive(Debug)]
pub struct Pack {
    pub title: String,
    /// Two short lines for a list.
    pub about: String,
    /// One for its cover.
    pub invites: String,
    stages: Named<String>,
    steps: Named<StepWords>,
}

written! { Pack { title, about, invites, stages, steps } }

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    /// It is not a pack: bad JSON, or a key nobody knows.
    pub fn of(text: &str) -> Result<Self, Odd> {
        from_json(text)
    }

    /// The words of a dialogue of one's own: its title, the lines for a list and for its cover, what its stages are called, and
    /// what its steps say.
    pub(super) fn made(
        [title, about, invites]: [&str; 3],
        stages: Named<String>,
        steps: Named<StepWords>,
    ) -> Self {
        let [title, about, invites] = [title, about, invites].map(str::to_owned);
        Self { title, about, invites, stages, steps }
    }

    /// The words of a step; none for a step of another version.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&StepWords> {
        self.steps.get(id.as_str())
    }

    /// What a stage is called.
    #[must_use]
    pub fn stage<'a>(&'a self, id: &'a str) -> &'a str {
        self.stages.get(id).map_or(id, String::as_str)
    }

    /// Steps and stages the pack names, to compare with the definition.
    pub fn names(&self) -> (impl Iterator<Item = &str>, impl Iterator<Item = &str>) {
        (self.steps.names(), self.stages.names())
    }

    /// Whether the words of `step` name just its options, fields and labels.
    #[must_use]
    pub fn fits(&self, step: &Step) -> bool {
        let Some(words) = self.step(&step.id) else { return false };
        let same = |named: &Named<String>, wanted: Vec<&str>| {
            named.names().len() == wanted.len() && wanted.iter().all(|w| named.get(w).is_some())
        };
        same(&words.options, step.options.iter().map(OptionId::as_str).collect())
            && same(&words.fields, step.fields.iter().map(FieldId::as_str).collect())
            && words.labels.len()
                == if step.kind == crate::domain::dialogue::Kind::Scale { 5 } else { 0 }
            && words.prefill.is_empty() == step.prefill.is_none()
            && words.sample.is_empty() != step.copy
    }
}

fn from_json<T: Written>(text: &str) -> Result<T, Odd> {
    T::read(json::read(text).map_err(|_| Odd("JSON"))?)
}

macro_rules! packs {
    ($($(#[$only:meta])* $name:ident = $file:literal),+ $(,)?) => {
        $($(#[$only])*
        static $name: LazyLock<Pack> = LazyLock::new(|| {
            Pack::of(include_str!(concat!("en/", $file, ".json")))
                .expect("the packs that come with the program can be read; a test reads each")
        });)+

        /// The words of a dialogue.
        #[must_use]
        pub fn pack(id: &DialogueId) -> Option<&'static Pack> {
            match id.as_str() {
                $($(#[$only])* $file => Some(&$name),)+
                _ => super::own::words(id),
            }
        }
    };
}

packs! {
    COALITION = "coalition",
    CLEARING = "clearing",
    EXPECTATIONS = "expectations",
    WRAPUP = "wrapup",
    FEEDBACK = "feedback",
    PREP = "prep",
    LOOKBACK = "lookback",
    BETWEEN = "between",
    MAP = "map",
    FREE_TALK = "free-talk",
    #[cfg(any(test, feature = "specimens"))]
    KITCHEN_SINK = "kitchen-sink",
}

static APP: LazyLock<Named<String>> = LazyLock::new(|| {
    from_json(include_str!("en/app.json"))
        .expect("the app's own words can be read; a test reads them")
});

/// The app's own words for `key`. A key without words shows as itself; a test finds those.
#[must_use]
pub fn say(key: &'static str) -> &'static str {
    APP.get(key).map_or(key, String::as_str)
}

#[cfg(any(test, feature = "specimens"))]
static SPECIMENS: LazyLock<Named<String>> = LazyLock::new(|| {
    from_json(include_str!("en/specimens.json"))
        .expect("the words of the component page can be read; it shows them")
});

/// The words of the component page for `key`.
#[cfg(any(test, feature = "specimens"))]
#[must_use]
pub fn specimen(key: &'static str) -> &'static str {
    SPECIMENS.get(key).map_or(key, String::as_str)
}

/// A stretch of a sentence with slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The name of a slot, `{so}` in the words.
    Slot(&'a str),
}

/// Takes a sentence apart at its slots.
pub fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    sentence.split('{').enumerate().flat_map(|(i, part)| {
        let (slot, text) = match (i, part.split_once('}')) {
            (1.., Some((slot, text))) => (Some(slot), text),
            _ => (None, part),
        };
        slot.map(Piece::Slot).into_iter().chain((!text.is_empty()).then_some(Piece::Text(text)))
    })
}

/// Fills a sentence for places that hold text only, such as labels. What is put in keeps its own
/// direction: it stands between the two characters made for that (FSI and PDI), also in a sentence
/// to start from: one that begins with an Arabic name would else be laid out from the right.
#[must_use]
pub fn fill(sentence: &str, slots: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len());
    for piece in pieces(sentence) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Slot(name) => {
                let value = slots.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v);
                filled.extend(["\u{2068}", value, "\u{2069}"]);
            }
        }
    }
    filled
}
