//! A second copy of what was written lately, in `IndexedDB`: a browser that is killed within
//! seconds of a write loses it from local storage, but not from there (`trust.md` 1).
//!
//! It is a journal, not a second store: at the next start what is missing is put back, what was
//! erased is erased again, and everything that arrived is taken out of the journal.

use std::cell::RefCell;

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use super::shelf::{Standing, Store};
use super::tab;
use crate::codec::record::{self, Bounded};
use crate::domain::map::Map;
use crate::domain::outcome::{Agreement, Commitment, Talk, Thread};
use crate::domain::own::OwnDialogue;
use crate::domain::person::Partnership;
use crate::domain::run::Run;
use crate::domain::session::Session;
use crate::domain::workspace::{Record, RecordKind};
use crate::platform::task::spawn;
use crate::platform::{timer, window};

const DATABASE: &str = "common-ground";
const JOURNAL: &str = "journal";
/// When records were last brought here.
const BROUGHT: &str = "brought";
/// By then local storage has been written to disk, in every engine.
const SETTLED: i32 = 60_000;

thread_local! {
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

fn on_done(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

/// Whether there is a journal in this browser. False where it does not say.
pub async fn exists() -> bool {
    databases().await.is_some_and(|all| {
        let name = |database: JsValue| Reflect::get(&database, &"name".into()).ok()?.as_string();
        all.iter().filter_map(name).any(|name| name == DATABASE)
    })
}

async fn databases() -> Option<Array> {
    let factory = window().indexed_db().ok()??;
    let ask = Reflect::get(&factory, &"databases".into()).ok()?.dyn_into::<js_sys::Function>();
    let asked: Promise = ask.ok()?.call0(&factory).ok()?.dyn_into().ok()?;
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

async fn open() -> Option<IdbDatabase> {
    if let Some(database) = OPEN.with_borrow(Clone::clone) {
        return Some(database);
    }
    let factory = window().indexed_db().ok()??;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1).ok()?;
    let upgraded = request.clone();
    let make = Closure::once_into_js(move || {
        if let Ok(database) = upgraded.result() {
            // There already, on a later upgrade; there is none yet.
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(JOURNAL);
        }
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    JsFuture::from(on_done(&request)).await.ok()?;
    let database: IdbDatabase = request.result().ok()?.unchecked_into();
    OPEN.set(Some(database.clone()));
    Some(database)
}

async fn journal() -> Option<IdbObjectStore> {
    let database = open().await?;
    let within =
        database.transaction_with_str_and_mode(JOURNAL, IdbTransactionMode::Readwrite).ok()?;
    within.object_store(JOURNAL).ok()
}

/// Notes what was just written. Where there is no `IndexedDB`, nothing is noted.
pub fn note(name: &str, text: &str) {
    let (name, text) = (JsValue::from_str(name), JsValue::from_str(text));
    spawn(async move {
        if let Some(journal) = journal().await {
            let _ = journal.put_with_key(&text, &name);
        }
    });
}

/// Notes when something was erased; after a minute even that is forgotten.
pub fn note_gone(name: &str) {
    let (name, when) = (JsValue::from_str(name), JsValue::from_f64(now()));
    spawn(async move {
        if let Some(journal) = journal().await {
            let _ = journal.put_with_key(&when, &name);
        }
        timer::after(SETTLED, move || {
            spawn(async move { forget(&name, &when).await.unwrap_or_default() });
        });
    });
}

/// Notes that records were brought here, in this tab, which may have been erased before. The journal is
/// written a moment later than they are, and the page may be loaded anew in between: what it
/// says is erased until now is no longer so.
pub fn note_brought() {
    tab::note(BROUGHT, Some(&now().to_string()));
}

fn now() -> f64 {
    js_sys::Date::now()
}

/// Waits until everything noted so far has arrived: what comes later waits for what came before.
pub async fn settled() -> Option<()> {
    let asked = journal().await?.count().ok()?;
    JsFuture::from(on_done(&asked)).await.ok()?;
    Some(())
}

/// Takes a note out of the journal, unless another has taken its place.
async fn forget(name: &JsValue, noted: &JsValue) -> Option<()> {
    let asked = journal().await?.get(name).ok()?;
    JsFuture::from(on_done(&asked)).await.ok()?;
    if asked.result().ok()? == *noted {
        journal().await?.delete(name).ok()?;
    }
    Some(())
}

/// What is noted of a name.
enum Noted {
    Text(String),
    /// It was erased at this time.
    Gone(f64),
}

async fn entries() -> Option<Vec<(String, JsValue)>> {
    let journal = journal().await?;
    let (keys, values) = (journal.get_all_keys().ok()?, journal.get_all().ok()?);
    JsFuture::from(Promise::all(&Array::of2(&on_done(&keys), &on_done(&values)))).await.ok()?;
    let (keys, values): (Array, Array) =
        (keys.result().ok()?.unchecked_into(), values.result().ok()?.unchecked_into());
    Some(keys.iter().filter_map(|k| k.as_string()).zip(values.iter()).collect())
}

/// Puts back what the browser lost, and erases again what it brought back. Says which names
/// changed in the store.
pub async fn recover(store: &Store) -> Vec<String> {
    let mut changed = Vec::new();
    if store.standing() != Standing::Ready {
        return changed;
    }
    let brought = tab::noted(BROUGHT).and_then(|at| at.parse().ok()).unwrap_or(0.0);
    for (name, value) in entries().await.unwrap_or_default() {
        let stored = store.backing.get(&name);
        let noted = match value.as_string() {
            Some(text) => Noted::Text(text),
            None => Noted::Gone(value.as_f64().unwrap_or(0.0)),
        };
        let lost = match (&stored, &noted) {
            (Some(_), Noted::Gone(when)) if *when > brought => {
                store.backing.remove(&name);
                true
            }
            (stored, Noted::Text(noted)) if stored.as_ref() != Some(noted) => {
                is_newer(&name, noted, stored.as_deref()) && store.backing.set(&name, noted).is_ok()
            }
            _ => false,
        };
        let key = JsValue::from_str(&name);
        // What was put back just now may be lost once more: it leaves the journal only later.
        timer::after(if lost { SETTLED } else { 0 }, move || {
            spawn(async move { forget(&key, &value).await.unwrap_or_default() });
        });
        if lost {
            changed.push(name);
        }
    }
    changed
}

fn is_newer(name: &str, noted: &str, stored: Option<&str>) -> bool {
    fn of<T: Record + Bounded>(noted: &str, stored: Option<&str>) -> bool {
        let Ok(noted) = record::read::<T>(noted) else { return false };
        let Some(stored) = stored else { return true };
        record::read::<T>(stored).is_ok_and(|stored| noted.changed() > stored.changed())
    }
    let Some(key) = record::parse_key(name) else { return stored.is_none() };
    match key.kind {
        RecordKind::Device => stored.is_none(),
        RecordKind::Partnership => of::<Partnership>(noted, stored),
        RecordKind::Session => of::<Session>(noted, stored),
        RecordKind::Run => of::<Run>(noted, stored),
        RecordKind::Commitment => of::<Commitment>(noted, stored),
        RecordKind::Agreement => of::<Agreement>(noted, stored),
        RecordKind::Thread => of::<Thread>(noted, stored),
        RecordKind::Talk => of::<Talk>(noted, stored),
        RecordKind::Map => of::<Map>(noted, stored),
        RecordKind::OwnDialogue => of::<OwnDialogue>(noted, stored),
    }
}
