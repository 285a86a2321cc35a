//! Without a connection: whoever has something kept here finds the app there, whole, and whoever looked around left nothing.

use crate::page::Page;
use crate::server::Fault;
use crate::story::Story;
use crate::two::Who::First;
use crate::two::{ALONE, Two, records};

const NAMES: [&str; 2] = ["Noor", "Sam"];
const HOPE: &str = "To hear the end of it 🌱";

/// Waits until what `script` says of the app's own files is true.
fn wait_until(page: &Page, what: &str, script: &str) {
    let script = format!("(async () => {{ {script} }})().then(done, () => done(false))");
    page.wait_for(what, |page| page.run_later(&script, &[]) == true);
}

/// Waits until the page that runs is at hand, with all it needs; the page comes last.
fn wait_for_files(page: &Page) {
    let there = "const page = await caches.match(new URL('.', location.href).href, { cacheName: 'common-ground/files' }); \
                 return !!page && !!navigator.serviceWorker.controller \
                 && (await page.text()).includes(document.documentElement.dataset.release ?? '');";
    wait_until(page, "the app's own files", there);
}

fn hopes(page: &Page) -> Two<'_> {
    let two = Two::begin(page, NAMES);
    two.cover("coalition", &[ALONE]);
    two.at("cb-welcome", First).goes_on();
    two.at("cb-know-why", First).writes(HOPE);
    two.at("cb-purpose", First);
    two
}

#[test]
fn what_was_begun_goes_on_without_a_connection() {
    Story::new().with_worker().run(|page| {
        let two = hopes(page);
        wait_for_files(page);
        let route = page.route();
        page.server().set_fault(Fault::Gone);
        page.load_anew();
        assert_eq!(page.route(), route);
        two.at("cb-purpose", First).writes("To say it once.");
        two.at("cb-offer", First).press("Back");
        two.at("cb-purpose", First).press("Back");
        two.at("cb-know-why", First);
        assert_eq!(page.value_of("Noor’s words"), HOPE);
        page.open("#/data");
        page.wait_for_heading("What is kept here");
        page.sound();
        page.screenshot("data");
        // Also conversations that were never opened here, with all their words.
        let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();
        page.open(&format!("#/p/{pair}/start/8"));
        two.on_cover("lookback");
        page.open(&format!("#/p/{pair}/start/5"));
        two.cover("expectations", &[]);
        two.at("ex-welcome", First);
        page.sound();
        page.server().set_fault(Fault::None);
    });
}

#[test]
fn somebody_leaves_at_once_without_a_connection() {
    Story::new().with_worker().run(|page| {
        Two::begins_clearing(page, NAMES, &[]);
        wait_for_files(page);
        page.server().set_fault(Fault::Gone);
        page.click_button("Leave");
        page.wait_for("the page of notes", |page| page.address().ends_with("/notes.html"));
        page.server().set_fault(Fault::None);
    });
}

#[test]
fn a_new_release_is_there_as_soon_as_there_is_a_connection() {
    Story::new().with_worker().run(|page| {
        hopes(page);
        wait_for_files(page);
        let root = page.server().site().root.join("index.html");
        let built = std::fs::read_to_string(root).expect("the page as it was built");
        let release = built.replacen("<html", "<html data-release=tomorrows", 1);
        page.server().overlay("index.html", release);
        let shown =
            |page: &Page| page.run("return document.documentElement.dataset.release ?? ''", None);
        page.load_anew();
        assert_eq!(shown(page), "tomorrows");
        wait_for_files(page);
        page.server().set_fault(Fault::Gone);
        page.load_anew();
        assert_eq!(shown(page), "tomorrows");
        page.server().set_fault(Fault::None);
    });
}

#[test]
fn nothing_is_left_of_it_where_nothing_is_kept() {
    Story::new().with_worker().run(|page| {
        page.open("");
        page.click_link("About");
        page.wait_for("the page", |page| page.route() == "#/about");
        let asked = |page: &Page| page.server().seen().iter().any(|s| s.path == "/offline.js");
        assert!(!asked(page), "whoever looks around leaves nothing");
        page.open("");
        hopes(page);
        wait_for_files(page);
        page.open("#/data");
        page.click_button("Erase everything");
        page.click_button("Erase it");
        let gone = "return !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length;";
        wait_until(page, "nothing of the app's own files", gone);
    });
}

/// Which program the page names that is kept, and what of it is not.
fn kept_page_and_program(page: &Page) -> String {
    let named = "caches.open('common-ground/files').then(async (shelf) => {
           const text = await (await shelf.match(new URL('.', location.href).href)).text();
           const names = [...new Set(text.match(/[\\w-]+-[0-9a-f]{8,16}(_bg)?\\.(wasm|js|css)/g))];
           const there = await Promise.all(names.map((name) => shelf.match(new URL(name, location.href).href)));
           done(names.map((name, i) => there[i] ? name : `${name}, which was never kept`).join('; '));
         })";
    page.run_later(named, &[]).as_str().unwrap_or_default().to_owned()
}

/// A page of a later release that was loaded behind this one's back has another program: what is kept stays whole.
#[test]
fn what_is_kept_is_of_one_release() {
    Story::new().with_worker().run(|page| {
        let two = hopes(page);
        wait_for_files(page);
        let root = page.server().site().root.join("index.html");
        let built = std::fs::read_to_string(root).expect("the page as it was built");
        let program = built.split("common-ground-").nth(1).expect("its program");
        let program = program.split(['.', '_']).next().unwrap_or_default().to_owned();
        // A hash has no zeros in front: one in sixteen is this short.
        page.server().overlay("index.html", built.replace(&program, "123456789abcdef"));
        // Each time with one more file, which comes before the page.
        for more in [vec!["worker.js"], vec!["worker.js", "_headers"]] {
            let last = more.last().copied().unwrap_or_default();
            let keep = format!(
                "const base = new URL('.', location.href).href;
                 await fetch(base, {{ cache: 'reload' }});
                 const loaded = performance.getEntriesByType('resource').map((e) => e.name).filter((n) => n.startsWith(base) && n !== base);
                 const more = {more:?}.map((n) => base + n);
                 navigator.serviceWorker.controller.postMessage({{ page: base, files: [...new Set([...loaded, ...more])] }});
                 return true;"
            );
            wait_until(page, "the files to be kept once more", &keep);
            let there = format!("return !!(await caches.match(new URL('{last}', location.href).href, {{ cacheName: 'common-ground/files' }}))");
            wait_until(page, last, &there);
        }
        let kept = kept_page_and_program(page);
        assert!(kept.contains(&program) && !kept.contains("never kept"), "{kept}");
        page.server().set_fault(Fault::Gone);
        page.load_anew();
        two.at("cb-purpose", First);
        page.server().set_fault(Fault::None);
    });
}
