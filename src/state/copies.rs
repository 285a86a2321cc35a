//! Copies of everything: saving, looking into, bringing in, undoing.

use leptos::prelude::*;

use super::{Keeping, State, links, load};
use crate::codec::export::{self, Aside, Scope};
use crate::codec::import::{self, Incoming, Unusable};
use crate::content;
use crate::domain::bring::{self, Bring, Compared, PairLook};
use crate::domain::command::Command;
use crate::domain::ids::PairId;
use crate::domain::own::Definition;
use crate::domain::privacy::Viewer;
use crate::domain::taken;
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;
use crate::platform::{clock, download, page};
use crate::storage::{Kept, NotKept, Raw, mirror};

/// A file that was looked into and may be brought in.
#[derive(Clone, Debug, PartialEq)]
pub struct Bringing {
    pub incoming: Incoming,
    pub looks: Vec<PairLook>,
    /// The maps in it and here, by the moment they were begun.
    pub maps: Vec<(Stamp, Compared)>,
    /// The dialogues of one's own in it and here.
    pub own: Vec<(Definition, Compared)>,
}

/// Why a file cannot be brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Unusable(Unusable),
    /// There is no room for it here; everything is as it was.
    NoRoom(NotKept),
}

/// The bytes of everything before a file was brought in, and after, to undo with.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    former: Raw,
    left: Raw,
}

impl State {
    /// Offers a copy as a file. Works with a full store too. False where the browser refuses.
    pub fn save_copy(self, scope: Scope) -> bool {
        let made = clock::now();
        let text = match scope {
            Scope::OfOne(pair, who) => {
                self.copy_of(&self.taken(pair, Viewer::One(who)), scope, made)
            }
            Scope::OfBoth(pair) => self.copy_of(&self.taken(pair, Viewer::Table), scope, made),
            Scope::Everything | Scope::Partnership(_) => {
                self.flush_drafts();
                self.load_all();
                if scope == Scope::Everything && self.act(Command::CopySaved).is_err() {
                    return false;
                }
                let all = self.marked(self.without_locked(self.peek(Workspace::clone)));
                self.copy_of(&all, scope, made)
            }
        };
        download::save(&export::file_name(made), export::FILE_KIND, &text)
    }

    /// What whoever looks may take along of a partnership.
    pub fn taken(self, pair: PairId, viewer: Viewer) -> Workspace {
        self.flush_drafts();
        self.load_whole(pair);
        self.marked(self.peek(|w| taken::for_viewer(w, pair, viewer, content::dialogue)))
    }

    /// A copy as a text.
    pub fn copy_of(self, workspace: &Workspace, scope: Scope, made: Stamp) -> String {
        let app = format!("{} {}", env!("CARGO_PKG_VERSION"), page::build());
        // What could not be read may be anybody's: also of somebody whose lock is on.
        let tells = scope == Scope::Everything && !untrack(|| self.leaves_out());
        let aside = if tells { self.here().store().aside() } else { Vec::new() };
        export::export(workspace, scope, made, &app, &aside)
    }

    /// Looks into a file, changing nothing.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn look_into(self, text: &str) -> Result<Bringing, Fault> {
        let mut incoming = import::read(text).map_err(Fault::Unusable)?;
        self.load_all();
        let (looks, maps, own) = self.peek(|w| {
            incoming.leave_out_homeless(w);
            let file = &incoming.records;
            (bring::look(w, file), bring::look_at_maps(w, file), bring::look_at_own(w, file))
        });
        Ok(Bringing { incoming, looks, maps, own })
    }

    /// Brings a file in. Gives back what is needed to undo it.
    ///
    /// # Errors
    /// There is no room for it; nothing changed.
    pub fn bring_in(self, bringing: &Bringing, how: Bring) -> Result<Snapshot, Fault> {
        self.flush_drafts();
        self.load_all();
        let here = self.here();
        let (former, unkept) = (here.store().all_raw(), here.store().unkept());
        let mut workspace = self.peek(Workspace::clone);
        let incoming = &bringing.incoming;
        let how = if incoming.ways().contains(&how) { how } else { Bring::Merge };
        let changes = workspace.bring_in(&incoming.records, incoming.device.as_ref(), how);
        mirror::note_brought();
        let kept = here.store().write(&changes, &mut workspace);
        if let Kept::No(why @ (NotKept::Full | NotKept::Newer | NotKept::Refused)) = kept {
            here.store().restore(&former, &here.store().all_raw(), unkept);
            self.load_all();
            return Err(Fault::NoRoom(why));
        }
        here.store().keep_aside(&incoming.aside);
        load::learn(&workspace);
        self.workspace.set(workspace);
        self.note_kept(kept, &changes);
        Ok(Snapshot { former, left: here.store().all_raw() })
    }

    /// Takes back what a file brought. What changed since stays.
    pub fn undo(self, snapshot: &Snapshot) {
        self.here().store().restore(&snapshot.former, &snapshot.left, Vec::new());
        links::restore(self);
        self.keeping.set(Keeping::Quiet);
    }

    /// Records that could not be read.
    pub fn aside(self) -> Vec<Aside> {
        self.here().store().aside()
    }

    /// Forgets a record that could not be read.
    pub fn forget_aside(self, key: &str) {
        self.here().store().forget_aside(key);
    }

    /// How full the store is, in percent.
    pub fn fullness(self) -> u32 {
        let percent = self.here().store().used().saturating_mul(100) / crate::storage::QUOTA;
        u32::try_from(percent).unwrap_or(100).min(100)
    }
}
