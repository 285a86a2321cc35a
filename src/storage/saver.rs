//! Writing: only what changed, at once, read back. What another tab wrote meanwhile is brought
//! together with ours first, so that no answer is lost.

use super::backing::Refused;
use super::names;
use super::shelf::{Standing, Store};
use crate::codec::VERSION;
use crate::codec::record::{self, Bounded};
use crate::domain::map::Map;
use crate::domain::merge::Merge;
use crate::domain::outcome::{Agreement, Commitment, Talk, Thread};
use crate::domain::own::OwnDialogue;
use crate::domain::person::Partnership;
use crate::domain::run::Run;
use crate::domain::session::Session;
use crate::domain::workspace::{Change, RecordKey, RecordKind, Workspace};

/// Whether everything on the page is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Written, and read back.
    Yes,
    No(NotKept),
}

/// Why something is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// This browser is out of room.
    Full,
    /// This browser keeps nothing.
    Blocked,
    /// A newer Common Ground is at work here.
    Newer,
    /// It would not be written, or reads back differently.
    Refused,
}

impl Store {
    /// Writes the changes, and whatever could not be written before.
    pub fn write(&self, changes: &[Change], workspace: &mut Workspace) -> Kept {
        match self.standing() {
            Standing::Newer => return Kept::No(NotKept::Newer),
            // Raised before the first record: a tab of an older program then writes nothing over it.
            Standing::Ready if self.layout().is_none_or(|layout| layout < VERSION) => {
                // Full already? Then the records will say so.
                let _ = self.backing.set(names::LAYOUT, &VERSION.to_string());
            }
            Standing::Ready | Standing::Blocked | Standing::Example => {}
        }
        let mut kept = Kept::Yes;
        let unkept = std::mem::take(&mut *self.unkept.borrow_mut());
        let again = unkept.into_iter().map(Change::Put);
        for change in changes.iter().copied().chain(again) {
            match change {
                Change::Put(key) => {
                    if let Err(why) = self.put(key, workspace) {
                        kept = Kept::No(why);
                        let mut unkept = self.unkept.borrow_mut();
                        if !unkept.contains(&key) {
                            unkept.push(key);
                        }
                    }
                }
                Change::Gone(key) => {
                    self.remove(&record::key_name(key));
                    self.remove_all(|there| there == key);
                }
                Change::PairGone(pair) => self.remove_all(|there| there.pair == pair.uuid()),
                Change::AllGone => self.backing.names().iter().for_each(|n| self.remove(n)),
            }
        }
        if kept == Kept::Yes && self.standing() == Standing::Blocked {
            Kept::No(NotKept::Blocked)
        } else {
            kept
        }
    }

    fn remove(&self, name: &str) {
        self.backing.remove(name);
        self.known.borrow_mut().take(name);
        self.note_gone(name);
    }

    /// Removes records, and what was put aside of them because it could not be read: erased is
    /// erased.
    fn remove_all(&self, of: impl Fn(RecordKey) -> bool) {
        for name in self.backing.names() {
            let plain = names::put_aside_from(&name).unwrap_or(&name);
            if record::parse_key(plain).is_some_and(&of) {
                self.remove(&name);
            }
        }
    }

    fn put(&self, key: RecordKey, workspace: &mut Workspace) -> Result<(), NotKept> {
        match key.kind {
            RecordKind::Device => {
                let text = record::write(&workspace.device);
                self.set(&record::key_name(key), text)
            }
            RecordKind::Partnership => self.put_record::<Partnership>(key, workspace),
            RecordKind::Session => self.put_record::<Session>(key, workspace),
            RecordKind::Run => self.put_record::<Run>(key, workspace),
            RecordKind::Commitment => self.put_record::<Commitment>(key, workspace),
            RecordKind::Agreement => self.put_record::<Agreement>(key, workspace),
            RecordKind::Thread => self.put_record::<Thread>(key, workspace),
            RecordKind::Talk => self.put_record::<Talk>(key, workspace),
            RecordKind::Map => self.put_record::<Map>(key, workspace),
            RecordKind::OwnDialogue => self.put_record::<OwnDialogue>(key, workspace),
        }
    }

    fn put_record<T: Merge + Bounded>(
        &self,
        key: RecordKey,
        workspace: &mut Workspace,
    ) -> Result<(), NotKept> {
        // Gone again by a later change of the same act: nothing to write.
        let Some(mine) = T::shelf(workspace).get(key.id).cloned() else { return Ok(()) };
        let name = record::key_name(key);
        let stored = self.backing.get(&name);
        let base = self.known.borrow().get(&name).cloned();
        let mut text = record::write(&mine);
        if let Some(stored) = stored.as_ref().filter(|s| base.as_ref() != Some(s)) {
            if let Ok(theirs) = record::read::<T>(stored) {
                let base = base.and_then(|b| record::read::<T>(&b).ok());
                let merged = T::merge(base.as_ref(), &mine, &theirs);
                text = record::write(&merged);
                workspace.take(merged);
            } else if !self.put_aside(&name, stored) {
                // What stands there cannot be read; ours never goes over it.
                return Err(NotKept::Full);
            }
        }
        if stored.as_ref() == Some(&text) {
            self.known.borrow_mut().put(&name, text);
            return Ok(());
        }
        self.set(&name, text)
    }

    fn set(&self, name: &str, text: String) -> Result<(), NotKept> {
        self.backing.set(name, &text).map_err(|refused| match refused {
            Refused::Full => NotKept::Full,
            Refused::Otherwise => NotKept::Refused,
        })?;
        self.note(name, &text);
        self.known.borrow_mut().put(name, text);
        Ok(())
    }

    /// Takes in what another tab wrote or removed. True if anything changed here.
    pub fn take_from_elsewhere(&self, name: &str, workspace: &mut Workspace) -> bool {
        if name == names::LAYOUT {
            self.note_layout();
            return true;
        }
        let Some(key) = record::parse_key(name) else { return false };
        if self.backing.get(name).is_none() {
            self.known.borrow_mut().take(name);
            workspace.forget(key);
            return true;
        }
        match key.kind {
            RecordKind::Device => {
                let device = self.read(key);
                device.is_some_and(|d| {
                    std::mem::replace(&mut workspace.device, d) != workspace.device
                })
            }
            RecordKind::Partnership => self.take_record::<Partnership>(key, workspace),
            RecordKind::Session => self.take_record::<Session>(key, workspace),
            RecordKind::Run => self.take_record::<Run>(key, workspace),
            RecordKind::Commitment => self.take_record::<Commitment>(key, workspace),
            RecordKind::Agreement => self.take_record::<Agreement>(key, workspace),
            RecordKind::Thread => self.take_record::<Thread>(key, workspace),
            RecordKind::Talk => self.take_record::<Talk>(key, workspace),
            RecordKind::Map => self.take_record::<Map>(key, workspace),
            RecordKind::OwnDialogue => self.take_record::<OwnDialogue>(key, workspace),
        }
    }

    fn take_record<T: Merge + Bounded>(&self, key: RecordKey, workspace: &mut Workspace) -> bool {
        let base =
            self.known.borrow().get(&record::key_name(key)).and_then(|b| record::read::<T>(b).ok());
        let Some(theirs) = self.read_record::<T>(key) else { return false };
        let merged = match T::shelf(workspace).get(key.id) {
            Some(mine) if *mine == theirs => return false,
            Some(mine) => T::merge(base.as_ref(), mine, &theirs),
            None => theirs,
        };
        workspace.take(merged);
        true
    }
}
