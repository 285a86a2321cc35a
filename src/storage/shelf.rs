//! Reading: which records there are, and what they say. What cannot be read is put aside, never
//! written over.

use std::cell::{Cell, RefCell};

use super::backing::Backing;
use super::{PREFIX, mirror, names};
use crate::codec::VERSION;
use crate::codec::export::Aside;
use crate::codec::record::{self, Bounded};
use crate::domain::ids::PairId;
use crate::domain::workspace::{Record, RecordKey, RecordKind};
use crate::platform;
use crate::written::Named;

/// Whether this browser keeps anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Ready,
    /// It keeps nothing: all is gone when the tab closes.
    Blocked,
    /// A newer Common Ground wrote here: nothing is written by this one.
    Newer,
}

/// The store. One for the page.
pub struct Store {
    pub(super) backing: Backing,
    /// What each record said when this tab last read or wrote it: the common ancestor for merging.
    pub(super) known: RefCell<Named<String>>,
    /// Records that could not be written yet.
    pub(super) unkept: RefCell<Vec<RecordKey>>,
    standing: Cell<Standing>,
}

impl Store {
    /// Opens what this browser has for us.
    #[must_use]
    pub fn open() -> Self {
        let backing = Backing::find();
        let layout = backing.get(names::LAYOUT).and_then(|v| v.parse::<u32>().ok());
        let standing = match (&backing, layout) {
            (Backing::Memory(_), _) => Standing::Blocked,
            (_, Some(version)) if version > VERSION => Standing::Newer,
            _ => Standing::Ready,
        };
        Self {
            backing,
            known: RefCell::default(),
            unkept: RefCell::default(),
            standing: Cell::new(standing),
        }
    }

    /// Whether this browser keeps anything.
    pub fn standing(&self) -> Standing {
        self.standing.get()
    }

    /// Looks again whether a newer program has written here meanwhile.
    pub fn note_layout(&self) {
        let layout = self.backing.get(names::LAYOUT).and_then(|v| v.parse::<u32>().ok());
        if layout.is_some_and(|v| v > VERSION) {
            self.standing.set(Standing::Newer);
        }
    }

    /// All records there are of a kind, of one partnership or of all; oldest first.
    pub fn keys(&self, kind: RecordKind, pair: Option<PairId>) -> Vec<RecordKey> {
        self.all_keys()
            .into_iter()
            .filter(|k| k.kind == kind && pair.is_none_or(|p| k.pair == p.uuid()))
            .collect()
    }

    /// All records there are, of any kind.
    pub fn all_keys(&self) -> Vec<RecordKey> {
        self.backing.names().iter().filter_map(|n| record::parse_key(n)).collect()
    }

    /// Whether there is any partnership, readable or not. Needs nothing of what reads records.
    pub fn has_partnerships(&self) -> bool {
        self.backing.names().iter().any(|n| n.starts_with(names::PARTNERSHIP))
    }

    /// Reads a record. One that cannot be read is put aside, and stays there untouched.
    pub fn read<T: Bounded>(&self, key: RecordKey) -> Option<T> {
        let name = record::key_name(key);
        let text = self.backing.get(&name)?;
        if let Ok(record) = record::read(&text) {
            self.known.borrow_mut().put(&name, text);
            return Some(record);
        }
        self.put_aside(&name, &text);
        None
    }

    /// Reads a record that must also say it belongs where it stands.
    pub fn read_record<T: Bounded + Record>(&self, key: RecordKey) -> Option<T> {
        let record: T = self.read(key)?;
        if record.key() == key {
            return Some(record);
        }
        let name = record::key_name(key);
        if let Some(text) = self.known.borrow_mut().take(&name) {
            self.put_aside(&name, &text);
        }
        None
    }

    pub(super) fn put_aside(&self, name: &str, text: &str) {
        if self.standing() == Standing::Newer {
            return;
        }
        let to = format!("{}{}/{name}", names::ASIDE, platform::clock::now().timestamp_millis());
        // Without room for a second copy it stays where it is; nothing is written over it there.
        if self.backing.set(&to, text).is_ok() {
            self.backing.remove(name);
        }
    }

    /// Records that could not be read.
    pub fn aside(&self) -> Vec<Aside> {
        let aside = |name: String| Some(Aside { text: self.backing.get(&name)?, key: name });
        self.backing
            .names()
            .into_iter()
            .filter(|n| n.starts_with(names::ASIDE))
            .filter_map(aside)
            .collect()
    }

    /// Keeps records that another device could not read, as they came in a file.
    pub fn keep_aside(&self, aside: &[Aside]) {
        for Aside { key, text } in aside.iter().filter(|a| a.key.starts_with(names::ASIDE)) {
            // Without room they stay in the file they came in.
            let _ = self.backing.set(key, text);
        }
    }

    /// Forgets a record that was put aside, once its owner has said so.
    pub fn forget_aside(&self, key: &str) {
        if key.starts_with(names::ASIDE) {
            self.backing.remove(key);
        }
    }

    /// What was on the page when the program broke: place and text. Taken out in reading.
    pub fn take_unsaved(&self) -> Vec<(String, String)> {
        let names: Vec<String> =
            self.backing.names().into_iter().filter(|n| n.starts_with(names::UNSAVED)).collect();
        names
            .into_iter()
            .filter_map(|name| {
                let text = self.backing.get(&name)?;
                self.backing.remove(&name);
                Some((name[names::UNSAVED.len()..].to_owned(), text))
            })
            .collect()
    }

    /// Everything of ours, word for word.
    pub fn all_raw(&self) -> Vec<(String, String)> {
        let value = |name: String| Some((name.clone(), self.backing.get(&name)?));
        self.backing.names().into_iter().filter_map(value).collect()
    }

    /// Puts everything back to the bytes it had.
    pub fn restore(&self, former: &[(String, String)]) {
        for name in self.backing.names() {
            if !former.iter().any(|(n, _)| *n == name) {
                self.backing.remove(&name);
                mirror::note_gone(&name);
            }
        }
        for (name, text) in former {
            if self.backing.get(name).as_ref() != Some(text) && self.backing.set(name, text).is_ok()
            {
                mirror::note(name, text);
            }
        }
        self.known.borrow_mut().clear();
        self.unkept.borrow_mut().clear();
    }

    /// Characters our records take up, as this browser counts them against its quota.
    pub fn used(&self) -> usize {
        // WebKit counts a value double as soon as one of its characters is beyond Latin-1.
        let counts_wide = is_webkit();
        self.all_raw()
            .iter()
            .map(|(name, text)| {
                let wide = counts_wide && text.chars().any(|c| c > '\u{ff}');
                let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
                PREFIX.len() + name.len() + if wide { units * 2 } else { units }
            })
            .sum()
    }
}

fn is_webkit() -> bool {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default();
    agent.contains("AppleWebKit") && !agent.contains("Chrom")
}

/// Characters a browser keeps for one origin (`trust.md` 1).
pub const QUOTA: usize = 5_242_880;
