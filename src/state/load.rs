//! Reading just what a page needs, so that a full store starts as fast as an empty one.

use leptos::prelude::*;

use super::State;
use crate::app::route::Route;
use crate::codec::record::Bounded;
use crate::content;
use crate::domain::command::{Answer, Command};
use crate::domain::crossing::{self, Parcel};
use crate::domain::feedback;
use crate::domain::ids::{FieldId, PairId, RunId, StepId};
use crate::domain::map::Map;
use crate::domain::meeting;
use crate::domain::order::put_once;
use crate::domain::outcome::{Agreement, Commitment, Talk, Thread};
use crate::domain::own::OwnDialogue;
use crate::domain::person::{Author, Partnership, Side};
use crate::domain::privacy;
use crate::domain::refusal::Refusal;
use crate::domain::run::{Item, Run};
use crate::domain::session::{Mode, Session};
use crate::domain::workspace::{Record, RecordKey, RecordKind, Workspace};
use crate::platform::{clock, timer};
use crate::storage::Store;

/// How many sittings a partnership's page shows before one asks for all.
pub const RECENT: usize = 8;
/// How many runs are read before the page may do something else.
const SLICE: usize = 16;

fn take<T: Record + Bounded>(
    store: &Store,
    workspace: &mut Workspace,
    keys: impl IntoIterator<Item = RecordKey>,
) {
    for key in keys {
        if T::shelf(workspace).get(key.id).is_none()
            && let Some(record) = store.read_record::<T>(key)
        {
            workspace.take(record);
        }
    }
}

/// Reads a record of whatever kind a partnership has. A map is one person's own, and no partnership's.
fn take_any(store: &Store, workspace: &mut Workspace, key: RecordKey) {
    match key.kind {
        RecordKind::Device | RecordKind::Partnership | RecordKind::Map => {}
        RecordKind::Session => take::<Session>(store, workspace, [key]),
        RecordKind::Run => take::<Run>(store, workspace, [key]),
        RecordKind::Commitment => take::<Commitment>(store, workspace, [key]),
        RecordKind::Agreement => take::<Agreement>(store, workspace, [key]),
        RecordKind::Thread => take::<Thread>(store, workspace, [key]),
        RecordKind::Talk => take::<Talk>(store, workspace, [key]),
        RecordKind::OwnDialogue => take::<OwnDialogue>(store, workspace, [key]),
    }
}

fn of_kind(
    keys: &[RecordKey],
    kind: RecordKind,
    pair: PairId,
) -> impl DoubleEndedIterator<Item = RecordKey> + Clone {
    let pair = pair.uuid();
    let keys: Vec<RecordKey> =
        keys.iter().filter(|k| k.kind == kind && k.pair == pair).copied().collect();
    keys.into_iter()
}

impl State {
    pub(super) fn load_device(self) {
        let device = self.here().store().read(RecordKey::DEVICE);
        if let Some(device) = device {
            self.workspace.update(|w| w.device = device);
        }
    }

    /// Reads what a page needs.
    pub(super) fn load_for(self, route: Route) {
        self.read(|store, workspace| {
            let keys = store.all_keys();
            match route {
                Route::Partnership(pair) | Route::Begin(pair) => {
                    load_pair(store, workspace, &keys, pair, RECENT);
                }
                Route::Start(_, Some(pair))
                | Route::OwnStart(_, Some(pair))
                | Route::Way(pair)
                | Route::Agreed(pair) => {
                    load_pair(store, workspace, &keys, pair, RECENT);
                    load_all_runs(store, workspace, &keys, pair);
                }
                // The rest of it is read in slices (`read_runs`).
                Route::Read(pair, _) => load_pair(store, workspace, &keys, pair, 1),
                Route::Talk(run, _) | Route::Send(run) => {
                    if let Some(key) =
                        keys.iter().find(|k| k.kind == RecordKind::Run && k.id == run.uuid())
                    {
                        let pair = PairId::from(key.pair);
                        load_pair(store, workspace, &keys, pair, 1);
                        load_run(store, workspace, &keys, *key);
                        load_all_runs(store, workspace, &keys, pair);
                        load_last_met(store, workspace, &keys, pair);
                    }
                }
                _ => load_home(store, workspace, &keys),
            }
        });
        self.let_go_of_words();
    }

    /// Reads what a parcel is of: its partnership, and of any other what has a name that stands in it, so that
    /// nothing of the parcel is taken for that.
    pub fn load_for_parcel(self, parcel: &Parcel) {
        self.load_for(Route::Start(0, Some(parcel.pair)));
        let mut names = Vec::new();
        let of_run = crossing::records(parcel).map(|(_, id)| id.uuid());
        for name in of_run.chain([parcel.session.uuid(), parcel.run.uuid()]) {
            put_once(&mut names, name);
        }
        self.read(|store, workspace| {
            let keys = store.all_keys();
            let others = keys.into_iter().filter(|key| key.pair != parcel.pair.uuid());
            for key in others.filter(|key| names.binary_search(&key.id).is_ok()) {
                take_any(store, workspace, key);
            }
        });
    }

    /// What was to stay for a time, and outstayed it, goes.
    fn let_go_of_words(self) {
        let now = clock::now();
        let is_over =
            |w: &Workspace, pair| !feedback::over_in(w, pair, content::dialogue, now).is_empty();
        let over: Vec<PairId> = self.peek(|w| {
            w.partnerships.iter().map(|p| p.id).filter(|pair| is_over(w, *pair)).collect()
        });
        for pair in over {
            // Refused only where it is gone already.
            let _ = self.act(Command::TimeWentBy { pair });
        }
    }

    /// Reads everything there is: for copies.
    pub fn load_all(self) {
        self.read(|store, workspace| {
            let keys = store.all_keys();
            load_home(store, workspace, &keys);
            let pairs: Vec<PairId> = workspace.partnerships.iter().map(|p| p.id).collect();
            for pair in pairs {
                load_pair(store, workspace, &keys, pair, usize::MAX);
            }
        });
        self.let_go_of_words();
    }

    /// Reads all there is of a partnership: for a copy of it.
    pub(super) fn load_whole(self, pair: PairId) {
        let here = self.here();
        // Wakes no reader: whoever reads it had all of it read before.
        self.workspace.update_untracked(|w| {
            load_pair(&here.store(), w, &here.store().all_keys(), pair, usize::MAX);
            learn(w);
        });
        self.let_go_of_words();
    }

    /// All of one's own words with somebody go, in what was not read yet, too (D.11).
    ///
    /// # Errors
    /// The two are gone.
    pub fn take_back_all(self, pair: PairId, who: Side) -> Result<(), Refusal> {
        self.load_whole(pair);
        self.act(Command::OwnWordsRemoved { pair, who })
    }

    /// Reads all runs of a partnership, and their sittings, a few at a time, so that the page stays at hand, and calls
    /// `then`: at once, where they were read before. Wakes no reader: what shows them waits for `then`.
    pub fn read_runs(self, pair: PairId, then: impl FnOnce() + 'static) {
        let keys = self.here().store().all_keys();
        let is_missing = |key: &RecordKey| {
            self.peek(|w| match key.kind {
                RecordKind::Session => w.sessions.get(key.id).is_none(),
                _ => w.runs.get(key.id).is_none(),
            })
        };
        let of = |kind| of_kind(&keys, kind, pair);
        let all = of(RecordKind::Session).chain(of(RecordKind::Run));
        self.read_slices(all.filter(is_missing).collect(), Box::new(then));
    }

    fn read_slices(self, mut missing: Vec<RecordKey>, then: Box<dyn FnOnce()>) {
        let later = missing.split_off(missing.len().min(SLICE));
        let here = self.here();
        let (sittings, runs): (Vec<_>, Vec<_>) =
            missing.into_iter().partition(|key| key.kind == RecordKind::Session);
        self.workspace.update_untracked(|w| {
            take::<Session>(&here.store(), w, sittings);
            take::<Run>(&here.store(), w, runs);
            learn(w);
        });
        if later.is_empty() {
            // Of what was just read, something may have outstayed its time.
            self.let_go_of_words();
            then();
        } else {
            timer::after(0, move || self.read_slices(later, then));
        }
    }

    fn read(self, with: impl FnOnce(&Store, &mut Workspace)) {
        let here = self.here();
        self.workspace.update(|w| {
            with(&here.store(), w);
            learn(w);
        });
    }

    /// Takes in what `boot.js` saved from the page when the program broke. What belongs to no
    /// answer that can be written here is put aside.
    pub(super) fn take_unsaved(self) {
        let here = self.here();
        for (place, text) in here.store().take_unsaved() {
            if self.write_unsaved(&place, text.clone()).is_none() {
                here.store().put_unsaved_aside(&place, &text);
            }
        }
    }

    fn write_unsaved(self, place: &str, text: String) -> Option<()> {
        let parts: Vec<&str> = place.split('/').collect();
        let [run, step, who, field] = parts[..] else { return None };
        let run = RunId::parse(run)?;
        let who = match who {
            "first" => Author::First,
            "second" => Author::Second,
            _ => Author::Both,
        };
        self.load_for(Route::Talk(run, crate::app::route::Where::Here));
        let answer = Answer { run, step: StepId::from(step), who };
        let mut words = self.peek(|w| {
            let run = w.runs.get(answer.run.uuid())?;
            let step = content::dialogue(&run.dialogue)?.step(&answer.step)?;
            Some(privacy::own(run, step, answer.who).cloned().unwrap_or_default())
        })?;
        if field.is_empty() {
            words.text = text;
        } else {
            let field = Some(FieldId::from(field));
            words.items.retain(|i| i.field != field);
            words.items.push(Item { field, text });
        }
        self.act(Command::AnswerWritten { answer, words }).ok()
    }
}

/// Makes ready what talks of one's own ask, so that it is known to whatever reads them.
pub(super) fn learn(workspace: &Workspace) {
    workspace.runs.iter().for_each(content::own::learn_run);
}

/// Who there is, where to pick up, when each pair last met and will meet again, what somebody wished to be reminded of,
/// and what is one person's own.
fn load_home(store: &Store, workspace: &mut Workspace, keys: &[RecordKey]) {
    take::<Map>(store, workspace, keys.iter().filter(|k| k.kind == RecordKind::Map).copied());
    load_own(store, workspace, keys);
    take::<Partnership>(
        store,
        workspace,
        keys.iter().filter(|k| k.kind == RecordKind::Partnership).copied(),
    );
    let wanted = |p: &Partnership| {
        let back = p.later.iter().map(|l| l.run);
        (p.id, p.pick_up.into_iter().chain(back).collect())
    };
    let pairs: Vec<(PairId, Vec<RunId>)> = workspace.partnerships.iter().map(wanted).collect();
    for (pair, wanted) in pairs {
        load_sittings_until(store, workspace, keys, pair, |_, s| s.mode != Mode::Solo);
        take::<Talk>(store, workspace, of_kind(keys, RecordKind::Talk, pair));
        take::<Commitment>(store, workspace, of_kind(keys, RecordKind::Commitment, pair));
        for run in wanted {
            let key = of_kind(keys, RecordKind::Run, pair).find(|k| k.id == run.uuid());
            if let Some(key) = key {
                load_run(store, workspace, keys, key);
            }
        }
    }
}

/// The dialogues of one's own, those of two among them: there are few, and any may be asked for anywhere.
fn load_own(store: &Store, workspace: &mut Workspace, keys: &[RecordKey]) {
    let own = keys.iter().filter(|k| k.kind == RecordKind::OwnDialogue).copied();
    take::<OwnDialogue>(store, workspace, own);
}

/// A run with its session, and with what came of it.
fn load_run(store: &Store, workspace: &mut Workspace, keys: &[RecordKey], key: RecordKey) {
    take::<Run>(store, workspace, [key]);
    let pair = PairId::from(key.pair);
    let session = workspace.runs.get(key.id).map(|r| r.session);
    if let Some(session) = session {
        take::<Session>(
            store,
            workspace,
            of_kind(keys, RecordKind::Session, pair).filter(|k| k.id == session.uuid()),
        );
        // The other dialogues of the same sitting: made after it began.
        take::<Run>(
            store,
            workspace,
            of_kind(keys, RecordKind::Run, pair).filter(|k| k.id > session.uuid()),
        );
    }
}

/// All runs of a partnership, and the sittings of those that go on: what is picked up when another ends,
/// which round is next and who starts it hang on them, however long ago they were.
fn load_all_runs(store: &Store, workspace: &mut Workspace, keys: &[RecordKey], pair: PairId) {
    take::<Run>(store, workspace, of_kind(keys, RecordKind::Run, pair));
    let open = workspace.runs.of(pair).filter(|r| !r.is_closed());
    let open: Vec<_> = open.map(|r| r.session.uuid()).collect();
    let sessions = of_kind(keys, RecordKind::Session, pair);
    take::<Session>(store, workspace, sessions.filter(|k| open.contains(&k.id)));
}

/// The sittings back to the last one in which the two met, however often one of them sat alone since.
fn load_last_met(store: &Store, workspace: &mut Workspace, keys: &[RecordKey], pair: PairId) {
    load_sittings_until(store, workspace, keys, pair, meeting::met);
}

/// The latest sittings, back to the first that will do.
fn load_sittings_until(
    store: &Store,
    workspace: &mut Workspace,
    keys: &[RecordKey],
    pair: PairId,
    will_do: impl Fn(&Workspace, &Session) -> bool,
) {
    for key in of_kind(keys, RecordKind::Session, pair).rev() {
        take::<Session>(store, workspace, [key]);
        if workspace.sessions.get(key.id).is_some_and(|s| will_do(workspace, s)) {
            break;
        }
    }
}

/// A partnership with its outcomes and its latest sittings.
fn load_pair(
    store: &Store,
    workspace: &mut Workspace,
    keys: &[RecordKey],
    pair: PairId,
    sittings: usize,
) {
    let of = |kind| of_kind(keys, kind, pair);
    take::<Partnership>(store, workspace, of(RecordKind::Partnership));
    load_own(store, workspace, keys);
    take::<Commitment>(store, workspace, of(RecordKind::Commitment));
    take::<Agreement>(store, workspace, of(RecordKind::Agreement));
    take::<Thread>(store, workspace, of(RecordKind::Thread));
    take::<Talk>(store, workspace, of(RecordKind::Talk));
    let latest: Vec<RecordKey> = of(RecordKind::Session).rev().take(sittings).collect();
    let all = latest.len() == of(RecordKind::Session).count();
    let oldest = latest.last().map(|k| k.id);
    take::<Session>(store, workspace, latest);
    // Ids sort by time, and a run is made after its sitting.
    take::<Run>(
        store,
        workspace,
        of(RecordKind::Run).filter(|k| all || oldest.is_some_and(|o| k.id > o)),
    );
    let open = workspace.pick_up(pair);
    if let Some(key) = open.and_then(|run| of(RecordKind::Run).find(|k| k.id == run.uuid())) {
        load_run(store, workspace, keys, key);
    }
}
