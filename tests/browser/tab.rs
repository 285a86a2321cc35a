//! A tab of the app, as far as storage goes: a store, and what was read from it.

use common_ground::content;
use common_ground::domain::command::{Circumstances, Command};
use common_ground::domain::ids::{DialogueId, PairId};
use common_ground::domain::person::{KindOfPair, Partnership, Person, Side};
use common_ground::domain::workspace::{RecordKey, RecordKind, Workspace};
use common_ground::platform::{chance, clock, window};
use common_ground::storage::{Kept, PREFIX, Store};
use web_sys::Storage;

/// Local storage itself.
pub fn local() -> Storage {
    window().local_storage().expect("allowed").expect("present")
}

/// What local storage has under one of our names.
pub fn kept(name: &str) -> Option<String> {
    local().get_item(&format!("{PREFIX}{name}")).expect("allowed")
}

/// Puts something there past the app.
pub fn put(name: &str, text: &str) {
    local().set_item(&format!("{PREFIX}{name}"), text).expect("room");
}

/// Takes something away past the app.
pub fn lose(name: &str) {
    local().remove_item(&format!("{PREFIX}{name}")).expect("allowed");
}

/// Takes every entry away whose name is not in `but`.
pub fn clean_but(but: &[&str]) {
    let all = js_sys::Object::keys(&local());
    for key in all.iter().filter_map(|k| k.as_string()).filter(|k| !but.contains(&k.as_str())) {
        local().remove_item(&key).expect("allowed");
    }
}

/// One tab.
pub struct Tab {
    pub store: Store,
    pub workspace: Workspace,
}

impl Tab {
    /// Opened on what is kept.
    pub fn open() -> Self {
        let store = Store::open();
        let mut workspace = Workspace::default();
        for key in store.all_keys().into_iter().filter(|k| k.kind == RecordKind::Partnership) {
            if let Some(pair) = store.read_record::<Partnership>(key) {
                workspace.take(pair);
            }
        }
        Self { store, workspace }
    }

    /// Opened on an empty storage, after Noor and Sam have begun.
    pub fn begun() -> Self {
        clean_but(&[]);
        let mut tab = Self::open();
        let names = ["Noor", "Sam"].map(str::to_owned);
        let begun = Command::PartnershipBegun { names, kind: KindOfPair::Colleagues };
        assert_eq!(tab.act(begun), Kept::Yes);
        tab
    }

    /// Does something and writes it.
    pub fn act(&mut self, command: Command) -> Kept {
        let mut chance = chance::ten_bytes;
        let dialogues = |id: &DialogueId| content::dialogue(id);
        let mut around =
            Circumstances { now: clock::now(), chance: &mut chance, dialogues: &dialogues };
        let changes = self.workspace.apply(command, &mut around).expect("not refused");
        self.store.write(&changes, &mut self.workspace)
    }

    pub fn pair(&self) -> PairId {
        self.workspace.partnerships.iter().next().expect("somebody").id
    }

    pub fn key(&self) -> RecordKey {
        let id = self.pair().uuid();
        RecordKey { kind: RecordKind::Partnership, pair: id, id }
    }

    /// Renames one of the two.
    pub fn rename(&mut self, side: Side, name: &str) -> Kept {
        let person = Person { name: name.to_owned(), ..self.person(side).clone() };
        self.act(Command::PersonChanged { pair: self.pair(), side, person })
    }

    pub fn person(&self, side: Side) -> &Person {
        self.workspace.partnerships.iter().next().expect("somebody").person(side)
    }

    pub fn names(&self) -> [&str; 2] {
        Side::BOTH.map(|side| self.person(side).name.as_str())
    }
}
