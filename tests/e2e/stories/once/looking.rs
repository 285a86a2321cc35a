//! A link is looked at from memory: what was here stays as it was, and so does a device that is put back (`trust.md`
//! 4, 6 and 7.6, 7.13).

use std::time::Duration;

use common_ground::domain::crossing::Gone;
use common_ground::domain::ids::{RecordId, RunId, ThreadId};
use serde_json::{Value, json};

use crate::links::{inside, kept_by, link_on, locked_request, opens_sheet, request, takes, talked};
use crate::page::Page;
use crate::story::{PHONE, Story, story};
use crate::two::Two;
use crate::two::Who::{First, Second};

const NAMES: [&str; 2] = ["Marta", "Jonas"];
const WELCOME: &str = "Jonas, how was Thursday for you?";

/// Nothing is there that was not there before, and nothing is missing. What arrived on disk leaves the journal by itself.
#[track_caller]
fn is_as_before(page: &Page, before: &Value) {
    let now = page.everything_kept();
    for part in ["local", "tab", "caches"] {
        assert_eq!(now[part], before[part], "{part}, to the letter");
    }
    for (key, value) in now["journal"].as_object().expect("a journal") {
        assert_eq!(before["journal"].get(key), Some(value), "{key} is new in the journal");
    }
}

/// Looks at everything there is before an answer, there and back.
#[track_caller]
fn looks_around(page: &Page, link: &str, before: &Value) {
    page.open(link);
    page.wait_for_heading(WELCOME);
    is_as_before(page, before);
    takes(page, "What Marta will see");
    page.wait_for_focus("h1 \"What Marta will see\"");
    page.click_button("Back");
    takes(page, "Say it aloud");
    page.wait_for_focus("h1 \"To talk about with Marta\"");
    page.click_button("Put it away");
    page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
    is_as_before(page, before);
    page.click_button("Back");
    page.wait_for_focus("h1 \"To talk about with Marta\"");
    page.click_button("Back");
    page.wait_for_focus(&format!("h1 \"{WELCOME}\""));
    takes(page, "Write it now");
    page.wait_for_button("Continue");
    is_as_before(page, before);
    page.back();
    is_as_before(page, before);
    page.forward();
    page.wait_for_heading(WELCOME);
    is_as_before(page, before);
    page.reload();
    page.wait_for_heading(WELCOME);
    is_as_before(page, before);
    takes(page, "Write it now");
    page.wait_for_button("Continue");
    page.reload();
    page.wait_for_heading(WELCOME);
    is_as_before(page, before);
}

/// Nothing of `words` can be read, here or behind Back, as far as this tab goes back, nor in any address on the way.
#[track_caller]
fn tells_nothing(page: &Page, words: &[&str]) {
    let entries = page.run("return history.length", None).as_u64().unwrap_or_default();
    for step in 0..=entries {
        if page.address().starts_with(&page.server().url()) {
            page.wait_until_ready();
        }
        let there =
            format!("{} {}", page.address(), page.run("return document.body?.innerText", None));
        for word in words {
            assert!(!there.contains(word), "{word:?} is there, {step} back: {there}");
        }
        page.post("back", json!({}));
    }
}

/// Somebody else, who has seen a link of these two, cannot put a talk of theirs in the place of one that is here.
#[test]
fn a_link_with_the_name_of_a_talk_of_others_is_refused() {
    story(|page| {
        talked(page, NAMES, &["2026-11-12", "2026-11-19"]);
        let before = kept_by(page);
        let talk = format!("1{:0>31}", "20261112");
        let link = request(["Eve", "Jonas"], |asked| {
            asked.run = RunId::parse(&talk).expect("an id");
        });
        page.open(&link);
        page.reload();
        page.wait_for_heading(WELCOME);
        takes(page, "Write it now");
        page.wait_for_text("Only the one who chose it may change it.");
        assert_eq!(kept_by(page), before, "to the letter");
    });
}

/// What is gone by a link goes here, too, and does not come back with the next start.
#[test]
fn what_a_link_takes_away_is_gone_once_it_is_kept() {
    story(|page| {
        let keeps = |link: &str| {
            page.open(link);
            page.reload();
            page.wait_for_heading(WELCOME);
            takes(page, "Later");
            page.wait_for("the talk", |page| page.route().starts_with("#/t/"));
        };
        let mut pair = String::new();
        keeps(&request(NAMES, |asked| pair = asked.pair.to_string()));
        let run = format!("{}03", &pair[..30]);
        let thread = format!("{}09", &pair[..30]);
        let key = format!("common-ground/thread/{pair}/{thread}");
        let open = json!({
            "id": thread, "pair": pair, "run": run, "step": "fb-off", "text": "Later.",
            "state": "open", "changed": "2026-11-19T10:00:00+01:00",
        });
        let mut all = kept_by(page);
        all.insert(key.clone(), open.to_string());
        page.prepare_storage(&all);
        let link = request(NAMES, |asked| {
            asked.made += Duration::from_mins(1);
            let records = vec![RecordId::from(ThreadId::parse(&thread).expect("an id").uuid())];
            asked.gone = vec![Gone { run: asked.run, steps: Vec::new(), records }];
        });
        keeps(&link);
        assert!(!kept_by(page).contains_key(&key));
    });
}

#[test]
fn what_is_here_stays_as_it_was_while_a_link_is_looked_at() {
    story(|page| {
        let two = Two::begins_joining(page, ["Noor", "Sam"]);
        two.goes_on();
        two.at("cb-know-why", First).drafts("Mine alone.");
        page.wait_for_text("Kept on this device");
        page.open("#/");
        page.wait_for_text("Noor and Sam");
        let before = page.everything_kept();

        let link = request(NAMES, |_| {});
        looks_around(page, &link, &before);

        let locked = locked_request(NAMES, "two owls 🦉");
        page.open(&locked);
        page.wait_for_heading("This link is locked");
        page.sound();
        page.screenshot("locked");
        page.reload();
        page.wait_for_heading("This link is locked");
        page.type_into("Passphrase", "two owls");
        page.click_button("Open it");
        page.wait_for_text("That doesn’t open this link.");
        is_as_before(page, &before);
        page.clear_field("Passphrase");
        page.type_into("Passphrase", "two owls 🦉");
        page.click_button("Open it");
        page.wait_for_focus(&format!("h1 \"{WELCOME}\""));
        is_as_before(page, &before);

        let broken = &link[..link.len() / 2];
        page.open(broken);
        page.wait_for_heading("This link can’t be opened");
        page.sound();
        page.screenshot("broken");
        is_as_before(page, &before);
        page.reload();
        page.wait_for_heading("This link can’t be opened");
        page.back();
        is_as_before(page, &before);
        page.open("#/");
        page.wait_for_text("Noor and Sam");
        is_as_before(page, &before);

        // Once it is answered, it is here beside the rest, which is as it was; and the address tells nothing of it.
        page.open(&link);
        takes(page, "Write it now");
        let jonas = Two::known(page, NAMES);
        jonas.alone();
        jonas.at("fb-settled", Second).picks(&["Calm enough"]);
        jonas.at("fb-mattered", Second);
        for (key, text) in before["local"].as_object().expect("records") {
            assert_eq!(page.storage().get(key), text.as_str().map(str::to_owned).as_ref(), "{key}");
        }
        assert!(page.route().starts_with("#/t/"));
        page.open("#/");
        for who in ["Noor and Sam", "Marta and Jonas"] {
            page.wait_for_text(who);
        }
    });
}

#[test]
fn who_asked_can_look_at_their_own_link() {
    story(|page| {
        let home = talked(page, NAMES, &["2026-11-19"]);
        opens_sheet(page, "Marta");
        let link = link_on(page);
        page.open(&home);
        page.wait_for_heading("Marta and Jonas");
        let before = page.everything_kept();
        page.open(&link);
        page.wait_for_heading("You made this link yourself. It is for Jonas to open.");
        page.sound();
        page.screenshot("own");
        is_as_before(page, &before);
        page.reload();
        page.wait_for_heading("You made this link yourself. It is for Jonas to open.");
        is_as_before(page, &before);
        page.click_button("To your page");
        page.wait_for_focus("h1 \"Marta and Jonas\"");
        is_as_before(page, &before);
    });
}

/// Whoever presses Back, and Forward, finds the page for newcomers and nothing else.
#[track_caller]
fn nothing_lies_behind(page: &Page) {
    const HOME: &str = "Two people, one honest conversation at a time.";
    page.wait_for("the way to be forgotten", |page| {
        page.run("return sessionStorage.getItem('common-ground/forgetting') === null", None) == true
    });
    for back in [true, false] {
        if back {
            page.back();
        } else {
            page.forward();
        }
        page.wait_for_heading(HOME);
        assert_eq!(page.route(), "#/");
    }
}

/// Story 13: the next person at a shared tablet finds nothing.
#[test]
fn a_shared_tablet_tells_the_next_person_nothing() {
    Story::new().sized(PHONE).run(|page| {
        page.open("");
        page.wait_for_heading("Two people, one honest conversation at a time.");
        let fresh = page.everything_kept();
        page.open(&request(NAMES, |_| {}));
        page.wait_for_heading(WELCOME);
        let jonas = Two::known(page, NAMES);
        jonas.alone();
        takes(page, "Write it now");
        jonas.at("fb-settled", Second).picks(&["Calm enough"]);
        jonas.at("fb-mattered", Second).skips();
        jonas.at("fb-say", Second).picks(&["I chose it too"]);
        jonas.at("fb-off", Second);
        page.reload();
        jonas.at("fb-off", Second).writes("A word nobody else may find.");
        jonas.at("fb-release", Second);
        page.inside("main li:nth-child(2):has(fieldset)", |page| page.choose("Hand it over"));
        page.inside(".cg-handed", |page| page.wait_for_text("A word nobody else may find."));
        jonas.goes_on();
        jonas.at("fb-how-long", Second).skips();
        page.wait_for_focus("h1 \"Send it back to Marta\"");
        let reply = link_on(page);
        page.click_button("Finish and forget on this device");
        page.wait_for_focus("h1 \"Two people, one honest conversation at a time.\"");
        page.sound();
        let now = page.everything_kept();
        assert_eq!(now["local"], fresh["local"], "no key");
        // For a minute, or until the next start, the journal knows what is not to come back, by names that say nothing.
        let journal = now["journal"].as_object().expect("a journal");
        assert!(
            journal.values().all(|gone| gone.as_str().is_some_and(|at| at.parse::<f64>().is_ok())),
            "{now}"
        );
        let telling = ["Marta", "Jonas", "A word nobody", "#1."];
        nothing_lies_behind(page);
        page.reload();
        page.wait_for_heading("Two people, one honest conversation at a time.");
        page.wait_for("the journal to be empty", |page| page.everything_kept() == fresh);
        tells_nothing(page, &telling);
        page.open("");
        assert_eq!(page.everything_kept(), fresh);
        assert!(!inside(&reply).is_empty());
    });
}
