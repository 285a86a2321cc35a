//! A story: one or two people, a browser, the app, and what has to be true at the end.
//!
//! ```ignore
//! #[test]
//! fn a_name_is_kept() {
//!     story(|page| {
//!         page.open("");
//!         page.type_into("Your name", "Noor");
//!         page.click_button("Next");
//!         page.wait_for_focus("h1 \"Hello\"");
//!         page.sound();
//!     });
//! }
//! ```
//!
//! [`Story`] is the long form: another size, a fault of the host, blocked storage, a dark theme.
//!
//! After the last line of every story the harness checks, on every device and in every open tab, what holds for all of them: no violation of the
//! policy (a deliberate one is sent through first, so that silence is known to mean silence), no script error or unhandled
//! rejection, no request for anything but the app's own files, and nobody else asked for anything. A story that means to cause one of
//! these says so: [`Page::forgive_violations`], [`Page::forgive_errors`], [`Page::forgive_missing`].
//!
//! Others have devices of their own: [`Page::another_device`], [`Page::device`].
//!
//! When a story fails, each page is described in the output and photographed into `target/e2e/<engine>/<story>.png`.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Value, json};

use crate::drivers::Wish;
use crate::page::Page;
use crate::server::{Fault, Server, Site, Trap};

/// A laptop.
pub const LAPTOP: (u32, u32) = (1280, 800);
/// A phone of today.
pub const PHONE: (u32, u32) = (390, 844);
/// The smallest phone we care for.
pub const SMALL_PHONE: (u32, u32) = (320, 568);

/// What a story begins with.
#[derive(Clone, Debug)]
pub struct Story {
    site: Site,
    wish: Wish,
    size: (u32, u32),
    fault: Fault,
}

/// Runs a story on a laptop, on a healthy host, in a fresh browser.
#[track_caller]
pub fn story(tell: impl FnOnce(&Page)) {
    Story::new().run(tell);
}

impl Story {
    /// The built app (`CG_DIST`, else `dist/`).
    pub fn new() -> Self {
        let dist = std::env::var("CG_DIST").map_or_else(|_| checkout().join("dist"), PathBuf::from);
        assert!(
            dist.join("index.html").is_file(),
            "{} holds no index.html; make build comes first",
            dist.display()
        );
        Self::of(Site::new(dist))
    }

    /// The same app built with the feature `specimens` (`CG_SPECIMENS`): the component page and the dialogue of every step kind.
    pub fn specimens() -> Self {
        let built = std::env::var("CG_SPECIMENS")
            .map_or_else(|_| checkout().join("target/specimens"), PathBuf::from);
        assert!(
            built.join("index.html").is_file(),
            "{} holds no index.html; make specimens comes first",
            built.display()
        );
        Self::of(Site::new(built))
    }

    /// A page of the harness's own, from `tests/e2e/fixtures/<name>`.
    pub fn fixture(name: &str) -> Self {
        Self::of(Site::new(checkout().join("tests/e2e/fixtures").join(name)))
    }

    pub fn of(site: Site) -> Self {
        Self { site, wish: Wish::default(), size: LAPTOP, fault: Fault::None }
    }

    #[must_use]
    pub fn phone(self) -> Self {
        self.sized(PHONE)
    }

    #[must_use]
    pub fn small_phone(self) -> Self {
        self.sized(SMALL_PHONE)
    }

    #[must_use]
    pub fn sized(mut self, size: (u32, u32)) -> Self {
        self.size = size;
        self
    }

    #[must_use]
    pub fn dark(mut self) -> Self {
        self.wish.dark = true;
        self
    }

    /// Lets transitions run; otherwise the browser says that its person prefers less motion.
    #[must_use]
    pub fn with_motion(mut self) -> Self {
        self.wish.motion = true;
        self
    }

    #[must_use]
    pub fn storage_blocked(mut self) -> Self {
        self.wish.storage_blocked = true;
        self
    }

    /// The time zone of the device, `Asia/Kolkata`.
    #[must_use]
    pub fn zone(mut self, zone: &str) -> Self {
        zone.clone_into(&mut self.wish.zone);
        self
    }

    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = fault;
        self
    }

    /// Mounts the app in a folder of the host, `/some/folder/`.
    #[must_use]
    pub fn mounted(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.site.mount);
        self
    }

    /// Serves the page exactly as it was built: no error watcher, and no clock to turn.
    #[must_use]
    pub fn untouched(mut self) -> Self {
        self.site.watched = false;
        self
    }

    /// Lets the page keep the app's own files in the browser, as it does for people.
    #[must_use]
    pub fn with_worker(mut self) -> Self {
        self.site.worker = true;
        self
    }

    /// Tells the story, and then checks what holds for every story.
    #[track_caller]
    pub fn run(self, tell: impl FnOnce(&Page)) {
        let name = thread::current()
            .name()
            .unwrap_or("story")
            .trim_start_matches("stories::")
            .replace("::", "-");
        let server = Arc::new(Server::start(self.site));
        server.set_fault(self.fault);
        let trap = Arc::new(Trap::start());
        let page = Page::start(&name, server, trap, self.wish, self.size);
        let told = panic::catch_unwind(AssertUnwindSafe(|| {
            tell(&page);
            page.holds_for_every_story();
        }));
        if let Err(reason) = told {
            page.tell_of_failure();
            for complaint in page.server().complaints() {
                eprintln!("script: {}", complaint.0);
            }
            drop(page);
            panic::resume_unwind(reason);
        }
    }
}

fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What holds for every story.
impl Page {
    /// Forgets the policy violations so far, because the story meant to cause them.
    #[track_caller]
    pub fn forgive_violations(&self) -> Vec<Value> {
        let violations = self.violations();
        assert!(!violations.is_empty(), "there is no violation to forgive");
        self.server().forget_violations();
        violations
    }

    /// Forgets the script errors so far, because the story meant to cause them.
    #[track_caller]
    pub fn forgive_errors(&self) -> Vec<String> {
        self.flush();
        let all: Vec<String> = self.server().complaints().into_iter().map(|c| c.0).collect();
        assert!(!all.is_empty(), "there is no script error to forgive");
        self.server().forget_complaints();
        all
    }

    /// The same where the engines differ in whether they call it an error.
    pub fn forgive_errors_if_any(&self) -> Vec<String> {
        self.flush();
        let all = self.server().complaints().into_iter().map(|c| c.0).collect();
        self.server().forget_complaints();
        all
    }

    /// Forgets the requests so far, because the story meant to ask for something that is not there.
    pub fn forgive_missing(&self) {
        self.server().forget_seen();
    }

    /// Every violation of the policy so far.
    ///
    /// One more is caused on purpose and waited for: when it has arrived, so have those before it, and the reports are
    /// known to arrive at all.
    #[track_caller]
    pub fn violations(&self) -> Vec<Value> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        if !self.address().starts_with(&self.server().origin()) {
            // A page of nobody, such as the one after a quick leave, has no policy to violate.
            self.run(
                "location.href = arguments[0]",
                json!([format!("{}/__blank", self.server().origin())]),
            );
            self.wait_for("an empty page", |page| page.address().ends_with("/__blank"));
        }
        let sentinel = format!("sentinel-{}.invalid", COUNT.fetch_add(1, Ordering::Relaxed));
        self.run("new Image().src = 'https://' + arguments[0] + '/'", json!([sentinel]));
        let is_sentinel = |report: &Value| report.to_string().contains(&sentinel);
        self.wait_for("a deliberate policy violation to be reported", |page| {
            page.server().violations().iter().any(is_sentinel)
        });
        let any_sentinel = |report: &Value| {
            let blocked = report["csp-report"]["blocked-uri"].as_str().unwrap_or_default();
            blocked.starts_with("https://sentinel-")
        };
        let mut violations = self.server().violations();
        violations.retain(|report| !any_sentinel(report));
        violations
    }

    /// Waits until what the page has to tell the harness has arrived.
    #[track_caller]
    fn flush(&self) {
        if self.address().starts_with(&self.server().origin()) {
            self.run_later(
                "fetch('/__watch-flush', { method: 'POST' }).then(() => done(true), () => done(false))",
                &[],
            );
        }
    }

    /// Puts the device away before the story ends: what holds for every story is checked now.
    #[track_caller]
    pub fn put_away(&self) {
        self.holds_for_every_story();
        self.end_session();
    }

    /// Describes and photographs this device and those of the others.
    fn tell_of_failure(&self) {
        let file = format!("{}.png", self.story);
        let picture = checkout().join("target/e2e").join(self.engine().name).join(file);
        let shot = self.shoot(&picture);
        eprintln!("--- {}, in {}, when it failed", self.story, self.engine().name);
        if !self.is_put_away() {
            eprintln!("{}", self.state_of_things());
        }
        match shot {
            Ok(()) => eprintln!("picture: {}", picture.display()),
            Err(error) => eprintln!("no picture: {error}"),
        }
        for other in self.others() {
            other.tell_of_failure();
        }
    }

    /// On this device, and on those of the others that were not put away.
    #[track_caller]
    pub(crate) fn holds_for_every_story(&self) {
        for other in self.others().iter().filter(|other| !other.is_put_away()) {
            other.holds_for_every_story();
        }
        let mut faults = Vec::new();
        for tab in self.tabs() {
            self.go_to_tab(&tab);
            self.flush();
            let _ = self.violations();
        }
        for report in self.violations() {
            let part = |name: &str| report["csp-report"][name].to_string();
            faults.push(format!(
                "policy violated: {} {} {} {}",
                part("document-uri"),
                part("effective-directive"),
                part("blocked-uri"),
                part("script-sample")
            ));
        }
        for complaint in self.server().complaints() {
            faults.push(format!("script error: {}", complaint.0));
        }
        for seen in self.server().seen() {
            // Every browser asks for this one by itself.
            let favicon = seen.path == "/favicon.ico";
            if (seen.status >= 400 && !favicon) || seen.method != "GET" {
                faults.push(format!("asked for {} {}: {}", seen.method, seen.path, seen.status));
            }
        }
        let chatter = self.engine().own_chatter;
        for asked in self.trap().asked() {
            if !chatter.iter().any(|host| asked.contains(host)) {
                faults.push(format!("another host was asked: {asked}"));
            }
        }
        assert!(faults.is_empty(), "after the story:\n{}", faults.join("\n"));
    }
}
