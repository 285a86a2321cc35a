//! A copy of everything, or of one partnership, as a file.

use serde::Serialize;

use super::{FORMAT, VERSION};
use crate::domain::device::Device;
use crate::domain::ids::PairId;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Record, Workspace};

/// How much a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everything,
    Partnership(PairId),
}

/// A record that could not be read, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    /// Where it stood.
    pub key: String,
    pub text: String,
}

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u32,
    made: Stamp,
    app: &'a str,
    scope: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<&'a Device>,
    partnerships: Vec<&'a crate::domain::person::Partnership>,
    sessions: Vec<&'a crate::domain::session::Session>,
    runs: Vec<&'a crate::domain::run::Run>,
    commitments: Vec<&'a crate::domain::outcome::Commitment>,
    agreements: Vec<&'a crate::domain::outcome::Agreement>,
    threads: Vec<&'a crate::domain::outcome::Thread>,
    talks: Vec<&'a crate::domain::outcome::Talk>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aside: &'a [Aside],
}

/// Writes the file. `app` names the program and its build; `aside` goes into a copy of everything.
#[must_use]
pub fn export(
    workspace: &Workspace,
    scope: Scope,
    made: Stamp,
    app: &str,
    aside: &[Aside],
) -> String {
    fn of<T: Record>(workspace: &Workspace, scope: Scope) -> Vec<&T> {
        let shelf = T::shelf(workspace);
        match scope {
            Scope::Everything => shelf.iter().collect(),
            Scope::Partnership(pair) => shelf.of(pair).collect(),
        }
    }
    let everything = scope == Scope::Everything;
    super::record::write(&File {
        format: FORMAT,
        version: VERSION,
        made,
        app,
        scope: if everything { "everything" } else { "partnership" },
        device: everything.then_some(&workspace.device),
        partnerships: of(workspace, scope),
        sessions: of(workspace, scope),
        runs: of(workspace, scope),
        commitments: of(workspace, scope),
        agreements: of(workspace, scope),
        threads: of(workspace, scope),
        talks: of(workspace, scope),
        aside: if everything { aside } else { &[] },
    })
}

/// A name for the file that tells nobody anything: the date, and no more.
#[must_use]
pub fn file_name(made: Stamp) -> String {
    format!("common-ground-{}.json", made.date_naive())
}
