//! What is true of every page: it fits, axe finds nothing. And pictures, and a description for when something failed.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::{Page, plainly, strings};
use crate::drivers::{CHROMIUM, PATIENCE};

impl Page {
    /// No fault that axe-core can find, on what is shown now. It judges what a page says of itself and which colours it
    /// asks for, which is the same in every browser, and takes a quarter of the time: it looks in the first engine, and
    /// in the others with `EVERYTHING=1` only.
    #[track_caller]
    pub fn axe(&self) {
        if self.engine().name == CHROMIUM.name || everything() {
            self.axe_in_any();
        }
    }

    /// The same in whichever engine this is; for the page that holds every part.
    #[track_caller]
    pub fn axe_in_any(&self) {
        let faults = self.axe_faults();
        assert!(faults.is_empty(), "axe, at {}:\n{}", self.address(), faults.join("\n"));
    }

    /// The faults axe-core finds, one line each: rule, what it says, and the elements concerned.
    #[track_caller]
    pub fn axe_faults(&self) -> Vec<String> {
        let present = self.run("return typeof window.axe === 'object'", None);
        if present != Value::Bool(true) {
            let path = std::env::var("CG_AXE_JS").expect("CG_AXE_JS, from .ci/env");
            let source = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{path}: {error} (run .ci/setup test)"));
            self.run(&format!("{source}\nwindow.axe = window.axe ?? axe;"), None);
        }
        let faults = self.run_later(
            "axe.run(document, { resultTypes: ['violations'] }).then(
               (r) => done(r.violations.map((v) => `${v.id} (${v.impact}): ${v.help}\\n` + v.nodes.map((n) =>
                 `    ${n.html.slice(0, 200)}\\n      ${(n.failureSummary ?? '').split('\\n').slice(1).join('; ').trim()}`).join('\\n'))),
               (e) => done(['axe did not run: ' + e]));",
            &[],
        );
        strings(&faults)
    }

    /// Nothing is wider than the window.
    #[track_caller]
    pub fn fits(&self) {
        let wide = self.run(
            "const width = document.documentElement.clientWidth;
             if (document.documentElement.scrollWidth <= innerWidth) return [];
             return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 0.5)
               .map((e) => `${e.tagName.toLowerCase()}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`)
               .slice(0, 8).concat(`the page is ${document.documentElement.scrollWidth} wide, the window ${innerWidth}`);",
            None,
        );
        let wide = strings(&wide);
        assert!(wide.is_empty(), "too wide, at {}:\n{}", self.address(), wide.join("\n"));
    }

    /// No sentence is set apart into boxes: where a row of boxes holds bare words beside an element, a name in the
    /// middle of them becomes a box of its own, with a gap at each side.
    #[track_caller]
    pub fn sentences_hold(&self) {
        let torn = self.run(
            "return [...document.querySelectorAll('body *')].filter((e) => shown(e) && /flex|grid/.test(getComputedStyle(e).display)
               && [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) && [...e.children].some((c) => c.tagName === 'BDI'))
               .map((e) => `${e.tagName.toLowerCase()}.${e.className}: ${e.textContent.slice(0, 80)}`)",
            None,
        );
        let torn = strings(&torn);
        assert!(torn.is_empty(), "torn apart, at {}:\n{}", self.address(), torn.join("\n"));
    }

    /// Everything that is true of every page at every moment: it fits, its sentences hold together, and axe finds nothing.
    #[track_caller]
    pub fn sound(&self) {
        self.fits();
        self.sentences_hold();
        self.axe();
    }

    /// Saves what is in the window as `<$CG_SHOTS>/<engine>/<story>-<n>-<name>.png`; nothing when `CG_SHOTS` is not set.
    #[track_caller]
    pub fn screenshot(&self, name: &str) {
        let Ok(folder) = std::env::var("CG_SHOTS") else {
            return;
        };
        self.shots.set(self.shots.get() + 1);
        let file = format!("{}-{:02}-{name}.png", self.story, self.shots.get());
        let path = PathBuf::from(folder).join(self.engine().name).join(file);
        self.shoot(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Saves what is in the window to `path`.
    pub(crate) fn shoot(&self, path: &PathBuf) -> Result<(), String> {
        let client = self.client.borrow().clone().ok_or("no browser")?;
        let png = self
            .runtime
            .block_on(async { tokio::time::timeout(PATIENCE, client.screenshot()).await })
            .map_err(|_| "no answer".to_owned())?
            .map_err(|error| plainly(&error))?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        fs::write(path, png).map_err(|error| error.to_string())
    }

    /// For the report of a story that failed: where it was, what had the focus, what could be read.
    pub(crate) fn state_of_things(&self) -> String {
        let ask = |script: &str| match self.try_run(script, None) {
            Ok(Value::String(text)) => text,
            Ok(other) => other.to_string(),
            Err(error) => format!("({error})"),
        };
        format!(
            "address: {}\nloaded:  {}\nfocus:   {}\nbuttons: {}\nfields:  {}\ntext:\n{}",
            ask("return location.href"),
            ask(
                "return performance.getEntriesByType('resource').map((e) => e.name.split('/').pop() + (e.responseEnd ? '' : ' (never came)')).join(' ')"
            ),
            ask("return describe(document.activeElement)"),
            ask("return JSON.stringify(all('button').map(nameOf))"),
            ask("return JSON.stringify(all('field').map(nameOf))"),
            ask("return document.body.innerText.slice(0, 3000)")
        )
    }
}

/// Whether this run leaves nothing to the first engine alone.
fn everything() -> bool {
    std::env::var("CG_EVERYTHING").is_ok_and(|wish| !wish.is_empty())
}
