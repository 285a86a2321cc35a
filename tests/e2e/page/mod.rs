//! What a person does and sees, as words to write stories with.
//!
//! Everything is found by what it is and how it is called (`click_button("Next")`), never by where it stands in
//! the markup. A name is matched whole, with white space squashed, and before an element is used the browser is asked
//! for *its* idea of the name (`computedlabel`), which has to agree. If nothing or more than one thing
//! answers to a name, the story fails and the message lists what was there.
//!
//! | to do | words |
//! |---|---|
//! | move about | [`open`](Page::open) [`reload`](Page::reload) [`back`](Page::back) [`forward`](Page::forward) [`route`](Page::route) |
//! | act | [`click_button`](Page::click_button) [`click_link`](Page::click_link) [`choose`](Page::choose) [`pick`](Page::pick) [`pick_moment`](Page::pick_moment) [`set_slider`](Page::set_slider) [`type_into`](Page::type_into) [`paste_into`](Page::paste_into) [`clear_field`](Page::clear_field) [`press`](Page::press) [`press_with`](Page::press_with) |
//! | narrow down | [`inside`](Page::inside) a part of the page, by CSS selector |
//! | see | [`text`](Page::text) [`has`](Page::has) [`names`](Page::names) [`focus`](Page::focus) [`value_of`](Page::value_of) [`is_chosen`](Page::is_chosen) [`count`](Page::count) [`run`](Page::run) |
//! | wait | [`wait_for`](Page::wait_for) [`wait_for_text`](Page::wait_for_text) [`wait_for_button`](Page::wait_for_button) [`wait_for_focus`](Page::wait_for_focus) |
//! | files | [`download`](Page::download) [`choose_file`](Page::choose_file) |
//! | keeping | [`storage`](Page::storage) [`everything_kept`](Page::everything_kept) [`set_storage`](Page::set_storage) [`fill_storage`](Page::fill_storage) [`clear_filler`](Page::clear_filler) [`prepare_storage`](Page::prepare_storage) |
//! | time and trouble | [`let_time_pass`](Page::let_time_pass) [`kill_browser`](Page::kill_browser) [`close_and_reopen`](Page::close_and_reopen) [`another_device`](Page::another_device) [`device`](Page::device) [`put_away`](Page::put_away) [`server`](Page::server) |
//! | tabs | [`new_tab`](Page::new_tab) [`tabs`](Page::tabs) [`go_to_tab`](Page::go_to_tab) [`close_tab`](Page::close_tab) |
//! | size | [`viewport`](Page::viewport) |
//! | judge | [`axe`](Page::axe) [`fits`](Page::fits) [`sound`](Page::sound) [`screenshot`](Page::screenshot) |
//!
//! Waiting is always for something: every call that needs the page to change polls a condition until a deadline and
//! then fails saying what was awaited. Between two looks it waits a moment ([`LOOK`]); nothing else waits for time to
//! pass.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use url::Url;

mod acts;
mod device;
mod judge;

pub use fantoccini::key::Key;

use device::session;

use crate::drivers::{Driver, Engine, Folders, Wish};
use crate::server::{Server, Trap};

/// How long the page may take to do what is awaited. Nothing here is slow; a loaded machine may be.
pub const DEADLINE: Duration = Duration::from_secs(10);
/// Between two looks at a condition.
const LOOK: Duration = Duration::from_millis(15);
/// The program is there: `<html>` carries the mark, and the static page that stood in for it is gone. (The mark alone
/// says that the first question can be answered, which the static page can do by itself.)
const READY: &str = "return document.documentElement.hasAttribute('data-ready') && !document.querySelector('#first-paint, [data-stand-in]')";

/// One browser with one person in front of it.
pub struct Page {
    // In this order when dropped: the client first, then the browser, then the host and the folders they used.
    client: RefCell<Option<Client>>,
    driver: RefCell<Driver>,
    runtime: Runtime,
    server: Arc<Server>,
    trap: Arc<Trap>,
    folders: Folders,
    wish: Wish,
    /// The devices of the others in the same story.
    others: RefCell<Vec<Rc<Page>>>,
    scope: RefCell<Option<String>>,
    size: Cell<(u32, u32)>,
    shots: Cell<u32>,
    pub(crate) story: String,
}

/// Any `WebDriver` command, also those fantoccini has no method for.
#[derive(Debug)]
struct Raw {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = self.body.as_ref().map(Value::to_string);
        (self.method.clone(), body)
    }
}

/// What has the focus: `button "Next"`, `textbox "Your name"`, `h1 "Welcome"`, or `page` when nothing has.
pub type Focus = String;

impl Page {
    /// A fresh profile on `server`, at `size`.
    #[track_caller]
    pub fn start(
        story: &str,
        server: Arc<Server>,
        trap: Arc<Trap>,
        wish: Wish,
        size: (u32, u32),
    ) -> Self {
        let folders = Folders::new();
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut wish = wish;
        wish.trap = Some(trap.address());
        let (driver, client) = session(&runtime, &wish, &folders);
        let page = Self {
            client: RefCell::new(Some(client)),
            driver: RefCell::new(driver),
            runtime,
            server,
            trap,
            folders,
            wish,
            others: RefCell::default(),
            scope: RefCell::default(),
            size: Cell::new(size),
            shots: Cell::new(0),
            story: story.to_owned(),
        };
        page.viewport(size.0, size.1);
        page
    }

    pub fn engine(&self) -> Engine {
        self.driver.borrow().engine
    }

    /// The host of the app: faults, the request log, the policy reports.
    pub fn server(&self) -> &Server {
        &self.server
    }

    pub fn trap(&self) -> &Trap {
        &self.trap
    }

    /// The devices of the others in the same story.
    pub(crate) fn others(&self) -> Vec<Rc<Page>> {
        self.others.borrow().clone()
    }

    fn client(&self) -> Client {
        self.client.borrow().clone().expect("the browser is running")
    }

    fn try_command(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value, CmdError> {
        let command = Raw { method, path: path.to_owned(), body };
        let client = self.client();
        self.runtime.block_on(async {
            tokio::time::timeout(Duration::from_mins(1), client.issue_cmd(command))
                .await
                .unwrap_or_else(|_| panic!("the browser did not answer for a minute"))
        })
    }

    #[track_caller]
    fn command(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let said = self.try_command(method, path, body);
        said.unwrap_or_else(|error| panic!("{path}: {}", plainly(&error)))
    }

    #[track_caller]
    pub(crate) fn post(&self, path: &str, body: Value) -> Value {
        self.command(Method::POST, path, Some(body))
    }

    #[track_caller]
    fn get(&self, path: &str) -> Value {
        self.command(Method::GET, path, None)
    }

    /// Runs `script` in the page, with the helpers of `page.js` and `arguments`, and gives what it returns.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: impl Into<Option<Value>>) -> Value {
        self.try_run(script, arguments).unwrap_or_else(|error| panic!("script: {error}"))
    }

    fn try_run(&self, script: &str, arguments: impl Into<Option<Value>>) -> Result<Value, String> {
        let arguments = match arguments.into() {
            Some(Value::Array(list)) => list,
            Some(one) => vec![one],
            None => Vec::new(),
        };
        // In a function of its own, so that its names never meet those of the helpers.
        let whole = format!(
            "{}\nreturn (function () {{\n{script}\n}}).apply(this, arguments);",
            include_str!("page.js")
        );
        let body = json!({ "script": whole, "args": arguments });
        self.try_command(Method::POST, "execute/sync", Some(body)).map_err(|error| plainly(&error))
    }

    /// Like [`run`](Self::run) for a script that ends by calling `done(value)`.
    #[track_caller]
    pub fn run_later(&self, script: &str, arguments: &[Value]) -> Value {
        let whole = format!(
            "{}\nconst done = arguments[arguments.length - 1];\n(function () {{\n{script}\n}}).apply(this, arguments);",
            include_str!("page.js")
        );
        self.post("execute/async", json!({ "script": whole, "args": arguments }))
    }

    /// Opens `route` (`""`, `"#/data"`, `"rescue.html"`) and waits until the app says that it is ready.
    #[track_caller]
    pub fn open(&self, route: &str) {
        self.go(route);
        self.wait_until_ready();
    }

    /// The same place, loaded anew. Unlike a reload by `WebDriver`, which goes past a worker in some engines; and with a
    /// worker, some engines say that a page is there while it is still the former one.
    #[track_caller]
    pub fn load_anew(&self) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let search = format!("?anew-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        self.run("self.isFormer = true", None);
        self.go(&format!("{search}{}", self.route()));
        let is_new = format!("if (self.isFormer) return false; {READY}");
        self.wait_for("the page, loaded anew", |page| {
            page.try_run(&is_new, None) == Ok(Value::Bool(true))
        });
    }

    /// Opens `route` and waits for nothing but the page itself; for pages that are not the app, or cannot start.
    #[track_caller]
    pub fn go(&self, route: &str) {
        let address = format!("{}{route}", self.server.url());
        let here = self.address();
        self.post("url", json!({ "url": address }));
        // A change of fragment alone is no navigation; a person would press Enter in the address bar all the same.
        if route.starts_with('#') && here == address {
            self.post("refresh", json!({}));
        }
    }

    #[track_caller]
    pub fn wait_until_ready(&self) {
        self.wait_for("the program to be there (data-ready on <html>, no static page)", |page| {
            page.try_run(READY, None) == Ok(Value::Bool(true))
        });
    }

    #[track_caller]
    pub fn reload(&self) {
        self.post("refresh", json!({}));
        self.wait_until_ready();
    }

    /// The Back button.
    #[track_caller]
    pub fn back(&self) {
        self.post("back", json!({}));
        self.wait_until_ready();
    }

    /// The Forward button.
    #[track_caller]
    pub fn forward(&self) {
        self.post("forward", json!({}));
        self.wait_until_ready();
    }

    /// What the address bar shows.
    #[track_caller]
    pub fn address(&self) -> String {
        self.get("url").as_str().unwrap_or_default().to_owned()
    }

    /// The fragment of the address: `#/data`, or nothing.
    #[track_caller]
    pub fn route(&self) -> String {
        let address = self.address();
        let at = address.find('#').unwrap_or(address.len());
        address[at..].to_owned()
    }

    #[track_caller]
    pub fn title(&self) -> String {
        self.get("title").as_str().unwrap_or_default().to_owned()
    }

    /// Looks at `condition` until it holds; fails with `what` after [`DEADLINE`].
    #[track_caller]
    pub fn wait_for(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !condition(self) {
            assert!(Instant::now() < deadline, "waited for {what}");
            thread::sleep(LOOK);
        }
    }

    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(&format!("the text {text:?}"), |page| page.text().contains(text));
    }

    #[track_caller]
    pub fn wait_for_button(&self, name: &str) {
        self.element("button", name);
    }

    #[track_caller]
    pub fn wait_for_field(&self, name: &str) {
        self.element("field", name);
    }

    #[track_caller]
    pub fn wait_for_heading(&self, name: &str) {
        self.element("heading", name);
    }

    /// Waits until the focus is there: `button "Next"`.
    #[track_caller]
    pub fn wait_for_focus(&self, wanted: &str) {
        let last = RefCell::new(String::new());
        let deadline = Instant::now() + DEADLINE;
        loop {
            *last.borrow_mut() = self.focus();
            if *last.borrow() == wanted {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "the focus should be on {wanted}, and it is on {}",
                last.borrow()
            );
            thread::sleep(LOOK);
        }
    }
}

/// The key under which `WebDriver` sends an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

fn reference(value: &Value) -> Option<String> {
    value.get(ELEMENT)?.as_str().map(str::to_owned)
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}

/// What a driver said, without the stack of its own program.
fn plainly(error: &CmdError) -> String {
    match error {
        CmdError::Standard(said) => {
            let lines =
                said.message.lines().take_while(|line| !line.starts_with("  (Session info"));
            format!("{}: {}", said.error, lines.collect::<Vec<_>>().join(" ").trim())
        }
        other => other.to_string(),
    }
}
