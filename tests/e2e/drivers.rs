//! The three browsers, as data, and the processes that carry them.
//!
//! `CG_BROWSER` names the engine (`chromium`, `firefox`, `webkit`); a test never asks which it is, unless it tells of several. What differs is
//! a row in [`Engine`]: how the driver is started, which capabilities a [`Wish`] becomes, how a viewport is set.
//! Each session has its own driver process, its own profile and (WebKitGTK) its own X server, so sessions run side
//! by side. All of them are children of the test process and are ended by their process ids, also on a panic.
//!
//! Findings these rows rest on (Chromium 156, Firefox 153 ESR, WebKitGTK 2.50):
//!
//! - Firefox will not make a window narrower than 500 px; its viewport is set from browser code, which geckodriver
//!   allows with `--allow-system-access`.
//! - MiniBrowser's toolbar keeps it 447 px wide; a `gtk.css` that takes the padding away gives any width we want,
//!   with 20 px of toolbar above. Without a window manager a window only counts as focused when the pointer is in
//!   it, so the X screen is small enough that the resting pointer always is.
//! - MiniBrowser now and then crashes at its start when the driver tells it of hosts that need no proxy, and the driver
//!   then waits for ever; told on the command line, it does not.
//! - With its compilers for WebAssembly, WebKitGTK 2.50 ran out of bounds or found its heap broken in one story of some two
//!   hundred, in code that is safe, and in no other engine. Twice its own process crashed where its interpreter fetches the next
//!   instruction of a module, the address of the memory just loaded anew: a place to which no program leads it. It comes soonest
//!   where memories of both kinds are about (`JSC_maxNumWasmFastMemories=1`). By its interpreter alone, which is quick
//!   enough for what people do, it was not seen.
//! - MiniBrowser under automation keeps nothing on disk: its profile ends with the session ([`Engine::keeps_profile`]).
//! - Chromium takes any viewport through its `DevTools` protocol.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tempfile::TempDir;

/// How long anything local may take before the harness says that it did not happen.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What a story wants of its browser.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a separate wish, and any of them together"
)]
pub struct Wish {
    pub engine: Engine,
    /// `localStorage` throws or is missing, as when a person switched it off.
    pub storage_blocked: bool,
    pub dark: bool,
    /// Transitions run. Off unless asked for: a story then never waits for one, and axe never measures half a fade.
    pub motion: bool,
    /// The time zone of the device.
    pub zone: String,
    /// `host:port` that every request for another host is sent to.
    pub trap: Option<String>,
    /// Chromium writes down every task of its threads, for `make bench`.
    pub traced: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            engine: Engine::of_this_run(),
            storage_blocked: false,
            dark: false,
            motion: false,
            zone: "Europe/Berlin".to_owned(),
            trap: None,
            traced: false,
        }
    }
}

/// How an engine is brought to a viewport of an exact size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizing {
    /// Chromium: the `DevTools` command `Emulation.setDeviceMetricsOverride`.
    DevTools,
    /// Firefox: a style on the browser element, set from browser code.
    BrowserCode,
    /// `WebKitGTK`: the window, plus what the toolbar takes.
    Window,
}

/// One row per engine.
#[derive(Clone, Copy, Debug)]
pub struct Engine {
    pub name: &'static str,
    pub sizing: Sizing,
    /// What a second tab is to the driver: MiniBrowser opens tabs behind the first and keeps them hidden.
    pub new_tab: &'static str,
    /// A profile folder survives the end of the browser.
    pub keeps_profile: bool,
    /// Hosts the browser itself asks for, whatever page is open; everything else in the trap is our fault.
    pub own_chatter: &'static [&'static str],
}

pub const CHROMIUM: Engine = Engine {
    name: "chromium",
    sizing: Sizing::DevTools,
    new_tab: "tab",
    keeps_profile: true,
    // The clock, the updater, the search page of Debian's build. The policy forbids all of them to the app itself.
    own_chatter: &[
        "accounts.google.com",
        "clients2.google.com",
        "redirector.gvt1.com",
        "start.duckduckgo.com",
        "update.googleapis.com",
    ],
};

pub const FIREFOX: Engine = Engine {
    name: "firefox",
    sizing: Sizing::BrowserCode,
    new_tab: "tab",
    keeps_profile: true,
    // Settings of its maker. The policy forbids it to the app itself.
    own_chatter: &["firefox.settings.services.mozilla.com"],
};

pub const WEBKIT: Engine = Engine {
    name: "webkit",
    sizing: Sizing::Window,
    new_tab: "window",
    keeps_profile: false,
    own_chatter: &[],
};

impl Engine {
    /// The engine of this run, from `CG_BROWSER`.
    pub fn of_this_run() -> Self {
        let wanted = std::env::var("CG_BROWSER").unwrap_or_else(|_| CHROMIUM.name.to_owned());
        [CHROMIUM, FIREFOX, WEBKIT]
            .into_iter()
            .find(|engine| engine.name == wanted)
            .unwrap_or_else(|| panic!("CG_BROWSER is {wanted:?}: chromium, firefox or webkit"))
    }
}

/// The folders of one session: the profile, what the page downloads, what is handed to file fields.
pub struct Folders {
    // Dropped, and with it everything inside, after the processes that use it.
    root: TempDir,
}

impl Folders {
    pub fn new() -> Self {
        let root = tempfile::Builder::new()
            .prefix("common-ground-")
            .tempdir()
            .expect("a temporary folder");
        let folders = Self { root };
        for path in [folders.profile(), folders.downloads(), folders.uploads()] {
            fs::create_dir(path).expect("a folder inside our own");
        }
        folders
    }

    pub fn profile(&self) -> PathBuf {
        self.root.path().join("profile")
    }

    pub fn downloads(&self) -> PathBuf {
        self.root.path().join("downloads")
    }

    pub fn uploads(&self) -> PathBuf {
        self.root.path().join("uploads")
    }
}

/// A driver that listens, and the capabilities to ask it for.
pub struct Driver {
    pub engine: Engine,
    pub url: String,
    pub capabilities: Map<String, Value>,
    port: u16,
    // Ended in this order: the driver, then the screen it draws on.
    processes: Vec<Child>,
    session: Option<String>,
}

impl Driver {
    pub fn start(wish: &Wish, folders: &Folders) -> Self {
        let engine = wish.engine;
        let mut processes = Vec::new();
        let (mut command, capabilities) = match engine.name {
            "chromium" => chromium(wish, folders),
            "firefox" => firefox(wish, folders),
            _ => {
                let (screen, display) = screen();
                processes.push(screen);
                webkit(wish, folders, &display)
            }
        };
        command
            .env("TZ", &wish.zone)
            .env("LANG", "en_US.UTF-8")
            // The language above may not be installed; file names with accents need this much of it.
            .env_remove("LC_ALL")
            .env("LC_CTYPE", "C.UTF-8")
            .env("LANGUAGE", "en")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let port = listening(&mut command, &mut processes);
        processes.rotate_right(1);
        Self {
            engine,
            url: format!("http://127.0.0.1:{port}"),
            capabilities,
            port,
            processes,
            session: None,
        }
    }

    /// Remembers which session to end should the test panic.
    pub fn remember(&mut self, session: Option<String>) {
        self.session = session;
    }

    /// Ends the browser at once, as a crash or a power cut would; nothing is told to it first.
    pub fn kill_browser(&mut self) {
        self.session = None;
        for pid in descendants(self.processes[0].id()) {
            kill(pid);
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // A browser outlives a driver that is killed, so the family is listed while it is still together.
        let mut family: Vec<u32> = Vec::new();
        for process in &self.processes {
            family.extend(descendants(process.id()));
        }
        if let Some(session) = self.session.take() {
            // Politely first, so that the profile is written out. If the driver is stuck, the kill below is enough.
            let _ = delete_session(self.port, &session);
        }
        for process in &mut self.processes {
            kill(process.id());
            let _ = process.wait();
        }
        for pid in family {
            kill(pid);
        }
    }
}

/// Starts the driver on a port that is free, and waits until it listens. `{port}` in an argument is replaced.
fn listening(command: &mut Command, processes: &mut Vec<Child>) -> u16 {
    // One at a time in this process: nobody else takes the port between the question and the driver.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);

    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|socket| socket.local_addr())
        .expect("a free port")
        .port();
    let program = command.get_program().to_os_string();
    let mut real = Command::new(&program);
    for argument in command.get_args() {
        let argument = argument.to_string_lossy().replace("{port}", &port.to_string());
        real.arg(argument);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => real.env(name, value),
            None => real.env_remove(name),
        };
    }
    let child = real
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error} (run .ci/setup test)", program.display()));
    processes.push(child);
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < deadline, "{} does not listen on port {port}", program.display());
        thread::sleep(Duration::from_millis(5));
    }
    port
}

fn chromium(wish: &Wish, folders: &Folders) -> (Command, Map<String, Value>) {
    let mut command = Command::new("chromedriver");
    command.arg("--port={port}");
    let mut arguments = vec![
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-domain-reliability".to_owned(),
        "--disable-features=AutofillServerCommunication,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,Translate".to_owned(),
        "--no-first-run".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--lang=en-US".to_owned(),
        format!("--user-data-dir={}", folders.profile().display()),
    ];
    if !wish.motion {
        arguments.push("--force-prefers-reduced-motion".to_owned());
    }
    if wish.dark {
        arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
    }
    let mut options = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": "/usr/bin/chromium",
            "args": arguments,
            "prefs": {
                "download.default_directory": folders.downloads(),
                "profile.default_content_setting_values.cookies": if wish.storage_blocked { 2 } else { 1 },
            },
        },
    });
    if wish.traced {
        options["goog:loggingPrefs"] = json!({ "performance": "ALL" });
        options["goog:chromeOptions"]["perfLoggingPrefs"] = json!({
            "enableNetwork": false,
            "enablePage": false,
            "traceCategories": "toplevel,blink.user_timing,__metadata",
        });
    }
    (command, common(proxied(options, wish)))
}

fn firefox(wish: &Wish, folders: &Folders) -> (Command, Map<String, Value>) {
    let mut command = Command::new("geckodriver");
    command.args(["--port", "{port}", "--websocket-port", "0"]).arg("--allow-system-access");
    let mut preferences = json!({
        "browser.download.folderList": 2,
        "browser.download.dir": folders.downloads(),
        "browser.download.useDownloadDir": true,
        "browser.download.always_ask_before_handling_new_types": false,
        "browser.download.alwaysOpenPanel": false,
        "intl.accept_languages": "en-US",
        "layout.css.prefers-color-scheme.content-override": u8::from(!wish.dark),
        "ui.prefersReducedMotion": u8::from(!wish.motion),
        // Firefox would otherwise look for a captive portal and for settings of its maker.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "browser.safebrowsing.downloads.remote.enabled": false,
        "extensions.getAddons.cache.enabled": false,
    });
    if wish.storage_blocked {
        preferences["network.cookie.cookieBehavior"] = json!(2);
    }
    let options = json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": "/usr/bin/firefox-esr",
            "args": ["-headless", "-profile", folders.profile()],
            "prefs": preferences,
        },
    });
    (command, common(proxied(options, wish)))
}

fn webkit(wish: &Wish, folders: &Folders, display: &str) -> (Command, Map<String, Value>) {
    let settings = folders.profile().join("gtk-3.0");
    fs::create_dir_all(&settings).expect("a folder inside our own");
    // See the module comment: a toolbar that does not keep the window wide.
    let small =
        "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border: none; font-size: 1px; }";
    fs::write(settings.join("gtk.css"), small).expect("a file inside our own folder");
    let theme = format!("[Settings]\ngtk-enable-animations={}\n", u8::from(wish.motion));
    fs::write(settings.join("settings.ini"), theme).expect("a file inside our own folder");
    let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", folders.downloads().display());
    fs::write(folders.profile().join("user-dirs.dirs"), downloads)
        .expect("a file inside our own folder");

    let mut command = Command::new("WebKitWebDriver");
    command
        .arg("--port={port}")
        .env("DISPLAY", display)
        .env("GDK_BACKEND", "x11")
        .env("GTK_A11Y", "none")
        .env("NO_AT_BRIDGE", "1")
        .env("XDG_CONFIG_HOME", folders.profile())
        .env("XDG_DATA_HOME", folders.profile())
        .env("XDG_CACHE_HOME", folders.profile())
        .env("JSC_useOMGJIT", "0")
        .env("JSC_useBBQJIT", "0");
    let mut arguments = vec!["--automation".to_owned()];
    if wish.dark {
        arguments.push("--dark-mode".to_owned());
    }
    if wish.storage_blocked {
        arguments.push("--enable-html5-local-storage=false".to_owned());
    }
    if let Some(trap) = &wish.trap {
        arguments.push(format!("--proxy=http://{trap}"));
        arguments.push("--ignore-host=127.0.0.1".to_owned());
    }
    let options = json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": mini_browser(), "args": arguments },
    });
    (command, common(options))
}

/// The one that comes with the library, whatever this machine's architecture is called.
fn mini_browser() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").expect("/usr/lib");
    folders
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.is_file())
        .expect("MiniBrowser of libwebkit2gtk-4.1 (run .ci/setup test)")
}

/// What every driver is told.
fn common(mut capabilities: Value) -> Map<String, Value> {
    capabilities["pageLoadStrategy"] = json!("normal");
    capabilities["unhandledPromptBehavior"] = json!("ignore");
    capabilities["timeouts"] = json!({ "script": 30_000, "pageLoad": 30_000, "implicit": 0 });
    match capabilities {
        Value::Object(map) => map,
        _ => unreachable!("built above as an object"),
    }
}

/// The trap, for drivers that can be told of it.
fn proxied(mut capabilities: Value, wish: &Wish) -> Value {
    if let Some(trap) = &wish.trap {
        capabilities["proxy"] = json!({
            "proxyType": "manual",
            "httpProxy": trap,
            "sslProxy": trap,
            "noProxy": ["127.0.0.1"],
        });
    }
    capabilities
}

/// An X server of our own, on a display number it chooses itself.
fn screen() -> (Child, String) {
    let mut child = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "240x240x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("Xvfb: {error} (run .ci/setup test)"));
    let output = child.stdout.take().expect("it was piped");
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("Xvfb says which display it took");
    assert!(!line.trim().is_empty(), "Xvfb ended without a display");
    (child, format!(":{}", line.trim()))
}

/// Ends the session over a plain socket: works while the test unwinds and no runtime is left to ask.
fn delete_session(port: u16, session: &str) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(
        stream,
        "DELETE /session/{session} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    )?;
    let mut answer = [0; 256];
    stream.read(&mut answer).map(drop)
}

/// Every process below `pid`, from `/proc`.
fn descendants(pid: u32) -> Vec<u32> {
    let mut parents: Vec<(u32, u32)> = Vec::new();
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    for entry in entries.filter_map(Result::ok) {
        let Some(child) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        if let Some(parent) = parent_of(&entry.path()) {
            parents.push((child, parent));
        }
    }
    let mut found = vec![pid];
    let mut next = 0;
    while next < found.len() {
        let parent = found[next];
        next += 1;
        found.extend(parents.iter().filter(|(_, p)| *p == parent).map(|(child, _)| *child));
    }
    found.remove(0);
    found
}

fn parent_of(process: &Path) -> Option<u32> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // The name stands in parentheses and may hold anything; what we want is the second word after it.
    let after = stat.rsplit_once(')')?.1;
    after.split_whitespace().nth(1)?.parse().ok()
}

fn kill(pid: u32) {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(pid) = pid {
        // It may have ended by itself in the meantime.
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
    }
}
