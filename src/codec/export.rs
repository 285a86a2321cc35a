//! A copy of everything, or of one partnership, as a file.

use super::{FORMAT, VERSION, record};
use crate::domain::ids::PairId;
use crate::domain::map::Map;
use crate::domain::outcome::{Agreement, Commitment, Talk, Thread};
use crate::domain::own::OwnDialogue;
use crate::domain::person::{Partnership, Side};
use crate::domain::run::Run;
use crate::domain::session::Session;
use crate::domain::time::{Stamp, day_text};
use crate::domain::workspace::{Record, RecordKind, Workspace};
use crate::written::{Members, Tree, Written, json, written};

/// What kind of file it is, for the browser.
pub const FILE_KIND: &str = "application/json";

/// How much a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everything,
    Partnership(PairId),
    /// What one of two may take along, of a workspace that holds just that (`domain::taken`).
    OfOne(PairId, Side),
    /// What both may take along, of a workspace that holds just that.
    OfBoth(PairId),
}

impl Scope {
    /// What the file says of it.
    fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Partnership(_) => "partnership",
            Self::OfOne(..) => "of-one",
            Self::OfBoth(_) => "of-both",
        }
    }
}

/// A record that could not be read, word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Where it stood.
    pub key: String,
    pub text: String,
}

written! { Aside { key, text } }

/// Writes the file. `app` names the program and its build; `aside` goes into a copy of everything.
#[must_use]
pub fn export(
    workspace: &Workspace,
    scope: Scope,
    made: Stamp,
    app: &str,
    aside: &[Aside],
) -> String {
    let everything = scope == Scope::Everything;
    let mut file = Members::default();
    file.push("format", Tree::Text(FORMAT.to_owned()));
    file.write("version", &VERSION);
    file.write("made", &made);
    file.push("app", Tree::Text(app.to_owned()));
    file.push("scope", Tree::Text(scope.name().to_owned()));
    if everything {
        file.push("device", workspace.device.for_copy().write());
    }
    for kind in RecordKind::ALL {
        if let Some(records) = list(workspace, kind, scope) {
            file.push(record::list_name(kind), Tree::List(records));
        }
    }
    if everything {
        file.write("aside", &aside.to_vec());
    }
    json::write(&Tree::Named(file))
}

fn list(workspace: &Workspace, kind: RecordKind, scope: Scope) -> Option<Vec<Tree>> {
    fn of<T: Record>(workspace: &Workspace, scope: Scope) -> Vec<Tree> {
        let pair = match scope {
            Scope::Everything => None,
            Scope::Partnership(pair) | Scope::OfOne(pair, _) | Scope::OfBoth(pair) => {
                Some(pair.uuid())
            }
        };
        let shelf = T::shelf(workspace).iter();
        shelf.filter(|r| pair.is_none_or(|p| r.key().pair == p)).map(T::write).collect()
    }
    Some(match kind {
        RecordKind::Device => return None,
        RecordKind::Partnership => of::<Partnership>(workspace, scope),
        RecordKind::Session => of::<Session>(workspace, scope),
        RecordKind::Run => of::<Run>(workspace, scope),
        RecordKind::Commitment => of::<Commitment>(workspace, scope),
        RecordKind::Agreement => of::<Agreement>(workspace, scope),
        RecordKind::Thread => of::<Thread>(workspace, scope),
        RecordKind::Talk => of::<Talk>(workspace, scope),
        // One person's own: in no copy of what two have.
        RecordKind::Map if scope != Scope::Everything || workspace.maps.is_empty() => return None,
        RecordKind::Map => workspace.maps.iter().map(|map| Map::for_copy(map).write()).collect(),
        RecordKind::OwnDialogue => {
            return Some(of::<OwnDialogue>(workspace, scope)).filter(|own| !own.is_empty());
        }
    })
}

/// A name for the file that tells nobody anything: the date, and no more.
#[must_use]
pub fn file_name(made: Stamp) -> String {
    name_of(made, "json")
}

/// The same for a file of another kind.
#[must_use]
pub fn name_of(made: Stamp, ending: &str) -> String {
    format!("common-ground-{}.{ending}", day_text(made.date_naive()))
}
