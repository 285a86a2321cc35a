//! The device under the page: its files, what it keeps, its tabs and its size, and what can happen to it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::{Page, plainly, strings};
use crate::drivers::{Driver, Engine, Folders, Sizing, Wish};
use crate::server::Trap;

impl Page {
    /// The next file the page saves, whole: its name and its bytes. It is taken out of the folder.
    #[track_caller]
    pub fn download(&self) -> (String, Vec<u8>) {
        let folder = self.folders.downloads();
        let found = RefCell::new(None);
        self.wait_for("a file to be saved", |_| {
            let mut files: Vec<PathBuf> = fs::read_dir(&folder)
                .map(|list| list.filter_map(Result::ok).map(|e| e.path()).collect())
                .unwrap_or_default();
            // While one is being written, each engine keeps a second, half-named file beside it.
            let partial = |path: &PathBuf| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                name.starts_with('.')
                    || [".crdownload", ".part", ".wkdownload"].iter().any(|end| name.ends_with(end))
            };
            if files.iter().any(partial) {
                return false;
            }
            files.sort();
            let Some(path) = files.first() else { return false };
            let bytes = fs::read(path).unwrap_or_default();
            if bytes.is_empty() {
                return false;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            *found.borrow_mut() = Some((name, bytes, path.clone()));
            true
        });
        let (name, bytes, path) = found.into_inner().expect("awaited above");
        fs::remove_file(path).expect("our own folder");
        (name, bytes)
    }

    /// Gives a file to the file field called `label`.
    #[track_caller]
    pub fn choose_file(&self, label: &str, name: &str, bytes: &[u8]) {
        assert!(name.is_ascii(), "chromedriver finds no file whose name is not ASCII: {name:?}");
        let path = self.folders.uploads().join(name);
        fs::write(&path, bytes).expect("our own folder");
        let id = self.element("file", label);
        self.post(&format!("element/{id}/value"), json!({ "text": path }));
    }

    /// Opens a file of this device, as somebody would who finds it there.
    #[track_caller]
    pub fn open_file(&self, name: &str, bytes: &[u8]) {
        let path = self.folders.uploads().join(name);
        fs::write(&path, bytes).expect("our own folder");
        self.post("url", json!({ "url": format!("file://{}", path.display()) }));
    }

    /// The page as it would be printed: a PDF on A4, with the margins the page asks for.
    #[track_caller]
    pub fn paper(&self) -> Vec<u8> {
        let a4 = json!({ "page": { "width": 21.0, "height": 29.7 }, "margin": { "top": 1.6, "bottom": 1.6, "left": 1.8, "right": 1.8 }, "shrinkToFit": false });
        let printed = self.post("print", a4);
        let text = printed.as_str().expect("a PDF as text");
        let digit = |c: u8| {
            let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            digits.iter().position(|d| *d == c).and_then(|at| u32::try_from(at).ok())
        };
        let bits: Vec<u32> = text.bytes().filter_map(digit).collect();
        let three = |four: &[u32]| {
            let whole = four.iter().fold(0, |sum, six| (sum << 6) | six) << (6 * (4 - four.len()));
            whole.to_be_bytes().into_iter().skip(1).take(four.len() - 1).collect::<Vec<_>>()
        };
        bits.chunks(4).flat_map(three).collect()
    }

    /// All of local storage.
    #[track_caller]
    pub fn storage(&self) -> BTreeMap<String, String> {
        let all = self.run("return { ...localStorage }", None);
        serde_json::from_value(all).expect("local storage holds strings")
    }

    /// Everything this browser keeps for our origin: local storage, what the tab knows, and the journal.
    #[track_caller]
    pub fn everything_kept(&self) -> Value {
        self.run_later(
            "(async () => {
               const journal = {};
               for (const { name } of await indexedDB.databases()) {
                 const db = await new Promise((done, not) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); r.onerror = not; });
                 for (const store of db.objectStoreNames) {
                   const all = db.transaction(store).objectStore(store);
                   const [keys, values] = await Promise.all(['getAllKeys', 'getAll'].map((of) => new Promise((done) => { const r = all[of](); r.onsuccess = () => done(r.result); })));
                   keys.forEach((key, i) => { journal[`${name}/${store}/${key}`] = JSON.stringify(values[i]); });
                 }
                 db.close();
               }
               done({ local: { ...localStorage }, tab: { ...sessionStorage }, journal, caches: await caches.keys() });
             })().catch((why) => done(String(why)))",
            &[],
        )
    }

    #[track_caller]
    pub fn set_storage(&self, key: &str, value: &str) {
        self.run("localStorage.setItem(arguments[0], arguments[1])", json!([key, value]));
    }

    /// Puts records into local storage before the app has run at all: on an empty page of the same origin.
    #[track_caller]
    pub fn prepare_storage(&self, records: &BTreeMap<String, String>) {
        self.post("url", json!({ "url": format!("{}/__blank", self.server.origin()) }));
        self.run(
            "for (const [key, value] of Object.entries(arguments[0])) localStorage.setItem(key, value)",
            json!([records]),
        );
    }

    /// Fills local storage with keys that are not ours until no more than `left` characters fit.
    #[track_caller]
    pub fn fill_storage(&self, left: u64) {
        self.run(
            "let piece = 1 << 20, n = Number(localStorage.length);
             while (piece >= 1) {
               try { localStorage.setItem('filler-' + n, 'x'.repeat(piece)); n++; } catch { piece = Math.floor(piece / 2); }
             }
             // Give back what is to stay free, from as many fillers as it takes.
             let give = arguments[0];
             for (const key of Object.keys(localStorage).filter((k) => k.startsWith('filler-'))) {
               if (give <= 0) break;
               const value = localStorage.getItem(key);
               const keep = Math.max(0, value.length - give);
               give -= value.length - keep;
               localStorage.removeItem(key);
               if (keep) localStorage.setItem(key, 'x'.repeat(keep));
             }",
            json!([left]),
        );
    }

    /// Takes the filling out again; room has been made.
    #[track_caller]
    pub fn clear_filler(&self) {
        self.run(
            "for (const key of Object.keys(localStorage)) if (key.startsWith('filler-')) localStorage.removeItem(key)",
            None,
        );
    }

    /// The page believes that many minutes have gone by, from its next load on.
    pub fn let_time_pass(&self, minutes: i64) {
        self.server.advance_clock(minutes);
    }

    /// Ends the browser as a power cut would and starts a new one on the same profile, nothing opened yet.
    /// Gives `false`, and does nothing, where an engine keeps no profile under automation (`WebKitGTK`).
    #[track_caller]
    pub fn kill_browser(&self) -> bool {
        if !self.engine().keeps_profile {
            return false;
        }
        self.driver.borrow_mut().kill_browser();
        self.fresh_session();
        true
    }

    /// Closes the browser in good order and opens it again another time: same device, nothing in memory.
    /// Where an engine keeps no profile under automation, local storage is carried over by hand.
    #[track_caller]
    pub fn close_and_reopen(&self) {
        let carried = (!self.engine().keeps_profile).then(|| self.storage());
        self.end_session();
        self.fresh_session();
        if let Some(records) = carried {
            self.prepare_storage(&records);
        }
    }

    #[track_caller]
    pub(super) fn fresh_session(&self) {
        if let Some(client) = self.client.borrow_mut().take() {
            // The session is gone with its browser; this only ends fantoccini's task.
            let _ = self.runtime.block_on(async {
                tokio::time::timeout(Duration::from_secs(5), client.close()).await
            });
        }
        // A profile that was not closed in good order says so in lock files a new browser would stop at.
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket", "lock", ".parentlock"] {
            let _ = fs::remove_file(self.folders.profile().join(lock));
        }
        let (driver, client) = session(&self.runtime, &self.wish, &self.folders);
        *self.driver.borrow_mut() = driver;
        *self.client.borrow_mut() = Some(client);
        let (width, height) = self.size.get();
        self.viewport(width, height);
    }

    /// A second person's device: a fresh profile on the same host. What holds for every story holds for it, too.
    #[track_caller]
    pub fn another_device(&self) -> Rc<Self> {
        self.device(self.engine(), self.size.get())
    }

    /// The same, with another browser or of another size.
    #[track_caller]
    pub fn device(&self, engine: Engine, size: (u32, u32)) -> Rc<Self> {
        let mut others = self.others.borrow_mut();
        let other = Rc::new(Self::start(
            &format!("{}-other-{}", self.story, others.len() + 1),
            Arc::clone(&self.server),
            Arc::new(Trap::start()),
            Wish { engine, ..self.wish.clone() },
            size,
        ));
        others.push(Rc::clone(&other));
        other
    }

    pub(crate) fn is_put_away(&self) -> bool {
        self.client.borrow().is_none()
    }

    /// Ends the session and with it the browser, which writes its profile first.
    #[track_caller]
    pub(crate) fn end_session(&self) {
        let client = self.client.borrow_mut().take().expect("the browser is running");
        self.runtime
            .block_on(client.close())
            .unwrap_or_else(|error| panic!("closing the browser: {}", plainly(&error)));
        self.driver.borrow_mut().remember(None);
    }

    /// Opens another tab of the same browser and goes there. Open a page in it next.
    #[track_caller]
    pub fn new_tab(&self) {
        let made = self.post("window/new", json!({ "type": self.engine().new_tab }));
        let handle = made["handle"].as_str().expect("a window handle").to_owned();
        self.switch(&handle);
        let (width, height) = self.size.get();
        self.viewport(width, height);
    }

    /// The tabs, in the order they were opened.
    #[track_caller]
    pub fn tabs(&self) -> Vec<String> {
        strings(&self.get("window/handles"))
    }

    /// Goes to a tab of [`tabs`](Self::tabs), or to one kept from [`tab`](Self::tab).
    #[track_caller]
    pub fn go_to_tab(&self, handle: &str) {
        self.switch(handle);
    }

    /// The tab that is open.
    #[track_caller]
    pub fn tab(&self) -> String {
        self.get("window").as_str().unwrap_or_default().to_owned()
    }

    /// Closes this tab and goes to the first of those left.
    #[track_caller]
    pub fn close_tab(&self) {
        self.command(Method::DELETE, "window", None);
        let left = self.tabs();
        self.switch(left.first().expect("one tab is left"));
    }

    #[track_caller]
    pub(super) fn switch(&self, handle: &str) {
        self.post("window", json!({ "handle": handle }));
        if self.engine().sizing == Sizing::DevTools {
            self.dev_tools("Page.bringToFront", &json!({}));
        }
    }

    /// The text of an open `confirm` or "leave this page?"; nothing when none is open.
    pub fn browser_question(&self) -> Option<String> {
        let text = self.try_command(Method::GET, "alert/text", None).ok()?;
        Some(text.as_str().unwrap_or_default().to_owned())
    }

    #[track_caller]
    pub fn accept_question(&self) {
        self.post("alert/accept", json!({}));
    }

    #[track_caller]
    pub fn dismiss_question(&self) {
        self.post("alert/dismiss", json!({}));
    }

    /// Gives the page exactly this much room, and makes sure that it has it.
    #[track_caller]
    pub fn viewport(&self, width: u32, height: u32) {
        self.size.set((width, height));
        match self.engine().sizing {
            Sizing::DevTools => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.dev_tools("Emulation.setDeviceMetricsOverride", &size);
            }
            Sizing::BrowserCode => {
                self.post("moz/context", json!({ "context": "chrome" }));
                let script = "
                    const view = gBrowser.selectedBrowser;
                    for (const [name, value] of [['width', arguments[0] + 'px'], ['height', arguments[1] + 'px'],
                        ['min-width', '0'], ['flex', 'none']]) view.style.setProperty(name, value, 'important');
                    window.resizeTo(Math.max(500, arguments[0]), arguments[1] + 120);";
                let sized = self.try_command(
                    Method::POST,
                    "execute/sync",
                    Some(json!({ "script": script, "args": [width, height] })),
                );
                self.post("moz/context", json!({ "context": "content" }));
                if let Err(error) = sized {
                    panic!("viewport: {}", plainly(&error));
                }
            }
            Sizing::Window => {
                // The toolbar, measured while nothing moves.
                let toolbar = self.run("return outerHeight - innerHeight", None);
                let toolbar =
                    toolbar.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
                let rect = json!({ "x": 0, "y": 0, "width": width, "height": height + toolbar });
                self.post("window/rect", rect);
            }
        }
        self.wait_for(&format!("a viewport of {width} x {height}"), |page| {
            page.inner() == (width, height)
        });
    }

    pub(super) fn inner(&self) -> (u32, u32) {
        let size = self.run("return [innerWidth, innerHeight]", None);
        let pixels = |index: usize| {
            size[index].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
        };
        (pixels(0), pixels(1))
    }

    /// A command of Chromium's `DevTools` protocol.
    #[track_caller]
    pub(crate) fn dev_tools(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }
}

#[track_caller]
pub(super) fn session(runtime: &Runtime, wish: &Wish, folders: &Folders) -> (Driver, Client) {
    let mut driver = Driver::start(wish, folders);
    let client = runtime.block_on(async {
        let connecting = async {
            ClientBuilder::new(HttpConnector::new())
                .capabilities(driver.capabilities.clone())
                .connect(&driver.url)
                .await
        };
        tokio::time::timeout(Duration::from_mins(3), connecting)
            .await
            .expect("a session within three minutes")
            .unwrap_or_else(|error| panic!("no session: {error}"))
    });
    let id = runtime
        .block_on(client.session_id())
        .unwrap_or_else(|error| panic!("no session: {}", plainly(&error)));
    driver.remember(id);
    (driver, client)
}
