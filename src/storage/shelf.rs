//! Reading: which records there are, and what they say. What cannot be read is put aside, never
//! written over.

use std::cell::{Cell, RefCell};

use super::backing::Backing;
use super::{PREFIX, mirror, names};
use crate::codec::VERSION;
use crate::codec::export::Aside;
use crate::codec::record::{self, Bounded};
use crate::domain::workspace::{Record, RecordKey};
use crate::platform::{self, window};
use crate::written::Named;

/// Whether this browser keeps anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Ready,
    /// It keeps nothing: all is gone when the tab closes.
    Blocked,
    /// A newer Common Ground wrote here: nothing is written by this one.
    Newer,
    /// Invented people, in memory only: the browser is not even asked whether it keeps anything.
    Example,
}

/// Everything of ours, word for word, by name.
pub type Raw = Named<String>;

/// The store. One for the page.
pub struct Store {
    pub(super) backing: Backing,
    /// What each record said when this tab last read or wrote it: the common ancestor for merging.
    pub(super) known: RefCell<Named<String>>,
    /// Records that could not be written yet.
    pub(super) unkept: RefCell<Vec<RecordKey>>,
    standing: Cell<Standing>,
    /// The name of a partnership or map there was when we last looked.
    somebody: RefCell<Option<String>>,
}

impl Store {
    /// Opens what this browser has for us.
    #[must_use]
    pub fn open() -> Self {
        let backing = Backing::find();
        let standing = match (&backing, layout(&backing)) {
            (Backing::Memory(_), _) => Standing::Blocked,
            (_, Some(version)) if version > VERSION => Standing::Newer,
            _ => Standing::Ready,
        };
        Self::on(backing, standing)
    }

    /// An empty one in memory, which touches nothing of the browser.
    #[must_use]
    pub fn of_example() -> Self {
        Self::on(Backing::Memory(RefCell::default()), Standing::Example)
    }

    fn on(backing: Backing, standing: Standing) -> Self {
        Self {
            backing,
            known: RefCell::default(),
            unkept: RefCell::default(),
            standing: Cell::new(standing),
            somebody: RefCell::default(),
        }
    }

    /// Whether this browser keeps anything.
    pub fn standing(&self) -> Standing {
        self.standing.get()
    }

    /// Looks again whether a newer program has written here meanwhile.
    pub fn note_layout(&self) {
        if self.layout().is_some_and(|v| v > VERSION) {
            self.standing.set(Standing::Newer);
        }
    }

    /// The version of the layout that was last written here.
    pub(super) fn layout(&self) -> Option<u32> {
        layout(&self.backing)
    }

    /// All records there are, of any kind.
    pub fn all_keys(&self) -> Vec<RecordKey> {
        self.backing.names().iter().filter_map(|n| record::parse_key(n)).collect()
    }

    /// Whether there is any partnership, map or dialogue of one's own, readable or not. Needs nothing of what reads records.
    pub fn has_anything(&self) -> bool {
        // Asked several times at each start: the one found before is looked up, not all listed again.
        let mut found = self.somebody.borrow_mut();
        if found.as_ref().is_none_or(|name| self.backing.get(name).is_none()) {
            let of = |prefix| self.backing.names_in(prefix).pop();
            let all = [names::PARTNERSHIP, names::MAP, names::OWN];
            *found = all.into_iter().find_map(of);
        }
        found.is_some()
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

    /// Notes in the journal what was written. Where nothing is to be kept, not there either.
    pub(super) fn note(&self, name: &str, text: &str) {
        if self.standing() == Standing::Ready {
            mirror::note(name, text);
        }
    }

    /// Notes in the journal that something was erased.
    pub(super) fn note_gone(&self, name: &str) {
        if self.standing() == Standing::Ready {
            mirror::note_gone(name);
        }
    }

    /// Puts aside what cannot be read. False: there is no room for it, and it stays where it is;
    /// nothing may be written over it there.
    pub(super) fn put_aside(&self, name: &str, text: &str) -> bool {
        if self.standing() == Standing::Newer {
            return false;
        }
        let to = format!("{}{}/{name}", names::ASIDE, platform::clock::now().timestamp_millis());
        let put = self.backing.set(&to, text).is_ok();
        if put {
            self.backing.remove(name);
        }
        put
    }

    /// Records that could not be read.
    pub fn aside(&self) -> Vec<Aside> {
        let aside = |name: String| Some(Aside { text: self.backing.get(&name)?, key: name });
        self.backing.names_in(names::ASIDE).into_iter().filter_map(aside).collect()
    }

    /// Keeps records that another device could not read, as they came in a file.
    pub fn keep_aside(&self, aside: &[Aside]) {
        for Aside { key, text } in aside.iter().filter(|a| a.key.starts_with(names::ASIDE)) {
            // A name of two lines would be taken for two names. Without room they stay in the file
            // they came in.
            let _ = self.backing.set(&key.replace(['\n', '\r'], " "), text);
        }
    }

    /// Forgets a record that was put aside, once its owner has said so.
    pub fn forget_aside(&self, key: &str) {
        if key.starts_with(names::ASIDE) {
            self.backing.remove(key);
        }
    }

    /// Puts aside what was on the page when the program broke and belongs to nothing here.
    pub fn put_unsaved_aside(&self, place: &str, text: &str) {
        self.put_aside(&format!("{}{place}", names::UNSAVED), text);
    }

    /// What was on the page when the program broke: place and text. Taken out in reading; a newer
    /// program is left to take it in itself.
    pub fn take_unsaved(&self) -> Vec<(String, String)> {
        if self.standing() == Standing::Newer {
            return Vec::new();
        }
        self.backing
            .names_in(names::UNSAVED)
            .into_iter()
            .filter_map(|name| {
                let text = self.backing.get(&name)?;
                self.backing.remove(&name);
                Some((name[names::UNSAVED.len()..].to_owned(), text))
            })
            .collect()
    }

    /// Everything of ours, word for word.
    pub fn all_raw(&self) -> Raw {
        let mut all = Raw::default();
        for name in self.backing.names() {
            if let Some(text) = self.backing.get(&name) {
                all.put(&name, text);
            }
        }
        all
    }

    /// Records that could not be written yet.
    pub fn unkept(&self) -> Vec<RecordKey> {
        self.unkept.borrow().clone()
    }

    /// Puts everything back to the bytes it had in `former`, where it still has those of `left`:
    /// what changed since, here or in another tab, stays. `unkept` still waits to be written.
    pub fn restore(&self, former: &Raw, left: &Raw, unkept: Vec<RecordKey>) {
        mirror::note_brought();
        for name in left.names().chain(former.names()) {
            let (was, is) = (former.get(name), left.get(name));
            if was == is || self.backing.get(name).as_ref() != is {
                continue;
            }
            if let Some(text) = was {
                if self.backing.set(name, text).is_ok() {
                    self.note(name, text);
                }
            } else {
                self.backing.remove(name);
                self.note_gone(name);
            }
        }
        self.known.borrow_mut().clear();
        *self.unkept.borrow_mut() = unkept;
    }

    /// Characters our records take up, as this browser counts them against its quota.
    pub fn used(&self) -> usize {
        // WebKit counts a value double as soon as one of its characters is beyond Latin-1.
        let counts_wide = is_webkit();
        let all = self.all_raw();
        all.names()
            .filter_map(|name| Some((name, all.get(name)?)))
            .map(|(name, text)| {
                let wide = counts_wide && text.chars().any(|c| c > '\u{ff}');
                let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
                PREFIX.len() + name.len() + if wide { units * 2 } else { units }
            })
            .sum()
    }
}

fn layout(backing: &Backing) -> Option<u32> {
    backing.get(names::LAYOUT)?.parse().ok()
}

fn is_webkit() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    agent.contains("AppleWebKit") && !agent.contains("Chrom")
}

/// Characters a browser keeps for one origin (`trust.md` 1).
pub const QUOTA: usize = 5_242_880;
