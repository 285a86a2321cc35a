//! Copies as files, several tabs, and what a hostile file can do (`trust.md` 7: 7, 9, 10, 11, 19).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::page::Page;
use crate::story::story;
use crate::two::Who::First;
use crate::two::{ALONE, Two, bring_in, bring_in_here, look_into, look_into_here, records};

const FULL: &str = include_str!("../../fixtures/files/version-1.json");

/// All that is kept of ours, to the letter.
fn ours(page: &Page) -> BTreeMap<String, String> {
    page.storage().into_iter().filter(|(key, _)| key.starts_with("common-ground/")).collect()
}

/// The same without what the device notes of itself, such as when a copy was saved.
fn words(page: &Page) -> BTreeMap<String, String> {
    ours(page).into_iter().filter(|(key, _)| key != "common-ground/device").collect()
}

#[track_caller]
fn save(page: &Page) -> Vec<u8> {
    page.open("#/data");
    page.inside("main", |page| page.click_button("Save a copy"));
    page.download().1
}

#[test]
fn a_copy_is_whole_and_brings_everything_back() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.cover("coalition", &[ALONE]);
        two.at("cb-welcome", First).goes_on();
        two.at("cb-know-why", First).writes("A reason.");
        bring_in(page, FULL.as_bytes());
        page.set_storage("common-ground/aside/1700000000000/run/x", "{not ours to read");
        let before = words(page);
        let file = save(page);
        assert_eq!(words(page), before, "saving a copy changes nothing");

        page.click_button("Erase everything");
        // What was put aside has a button of that name too: not before the question is open.
        page.wait_for_heading("Erase everything on this device?");
        page.click_button("Erase it");
        page.wait_for_heading("Two people, one honest conversation at a time.");
        let left: Vec<String> = ours(page).into_keys().collect();
        assert!(
            left.iter().all(|key| !key.contains("/run/") && !key.contains("/partnership/")),
            "nothing of anybody is left: {left:?}"
        );
        page.click_button("Bring in a saved copy");
        bring_in_here(page, &file);
        assert_eq!(words(page), before, "all of it, to the letter, what could not be read too");

        look_into_here(page, &file);
        for other in ["New", "Changed on both sides", "Only here"] {
            assert!(!page.has("heading", other), "the same file a second time: {other}");
        }
        page.click_button("Bring it in");
        page.wait_for_text("The copy is in.");
        assert_eq!(words(page), before, "and it changes nothing");
    });
}

#[test]
fn two_halves_meet_and_can_be_parted_again() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.cover("coalition", &[ALONE]);
        two.at("cb-welcome", First).goes_on();
        two.at("cb-know-why", First).writes("What both devices have.");
        let file = save(page);

        // The other device goes on from the copy, in its own words.
        let other = page.another_device();
        bring_in(&other, &file);
        other.open("");
        let there = Two::known(&other, ["Noor", "Sam"]);
        there.press("Noor, carry on");
        there.at("cb-purpose", First).writes("Written there.");
        there.at("cb-offer", First).writes("Only there.");
        let theirs = save(&other);
        other.put_away();

        page.open("");
        two.press("Noor, carry on");
        two.take(First);
        two.at("cb-purpose", First).writes("Written here.");
        two.at("cb-offer", First).skips();
        two.at("cb-wish", First).writes("Only here.");
        let before = ours(page);
        look_into(page, &theirs);
        assert!(page.has("heading", "Changed on both sides"));
        assert!(
            page.text().contains("Something its writer keeps private. Both versions are kept.")
        );
        assert!(
            !page.text().contains("Written there."),
            "what is private is not shown to the table"
        );
        assert_eq!(ours(page).get("common-ground/layout"), before.get("common-ground/layout"));
        page.click_button("Bring it in");
        page.wait_for_text("The copy is in.");
        let all = words(page).into_values().collect::<String>();
        for text in [
            "What both devices have.",
            "Written there.",
            "Written here.",
            "Only there.",
            "Only here.",
        ] {
            assert!(all.contains(text), "the union holds {text:?}");
        }
        page.click_button("Undo");
        page.wait_for("the former bytes to be back", |page| ours(page) == before);
    });
}

#[test]
fn two_tabs_write_one_after_the_other() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.cover("coalition", &[ALONE]);
        two.at("cb-welcome", First).goes_on();
        two.at("cb-know-why", First).drafts("From the first tab.");
        let (first, here) = (page.tab(), page.route());

        page.new_tab();
        page.open(&here);
        page.click_button("I’m Noor, open my page");
        page.wait_for_text("This conversation is open in another tab.");
        page.click_button("Write here instead");
        page.wait_for_focus("textbox \"Noor’s words\"");
        assert_eq!(page.value_of("Noor’s words"), "From the first tab.");
        page.type_into("Noor’s words", " And the second.");
        page.click_button("Continue");

        let second = page.tab();
        page.go_to_tab(&first);
        page.wait_for_text("This conversation is open in another tab.");
        page.click_button("Write here instead");
        page.wait_for("the words of both tabs", |page| {
            page.has("field", "Noor’s words")
                && page.value_of("Noor’s words") == "From the first tab. And the second."
        });
        page.go_to_tab(&second);
        page.wait_for_text("This conversation is open in another tab.");
    });
}

#[test]
fn two_tabs_hold_two_conversations() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.cover("coalition", &[ALONE]);
        two.at("cb-welcome", First).goes_on();
        let first = page.tab();
        page.new_tab();
        page.open("#/new");
        let others = Two::known(page, ["Ida", "Leo"]);
        others.introduce();
        others.cover("coalition", &[ALONE]);
        others.at("cb-welcome", First).goes_on();
        others.at("cb-know-why", First).drafts("Ida’s.");
        let second = page.tab();
        for (n, tab) in [&first, &second].into_iter().cycle().take(6).enumerate() {
            page.go_to_tab(tab);
            let two = if *tab == first { &two } else { &others };
            page.type_into(&two.field(First), &format!(" {n}"));
            page.wait_for_text("Kept on this device");
        }
        page.click_button("Continue");
        page.go_to_tab(&first);
        page.click_button("Continue");
        let all = records(page, "run").iter().map(Value::to_string).collect::<String>();
        for text in ["\" 0 2 4\"", "\"Ida’s. 1 3 5\""] {
            assert!(all.contains(text), "{text} is kept: {all}");
        }
        page.open("");
        page.wait_for_text("Noor and Sam");
        page.wait_for_text("Ida and Leo");
    });
}

/// What ends up in a browser after years of bad luck, under each kind of key.
const GARBAGE: [&str; 9] = [
    "",
    "{",
    "null",
    "[]",
    "{\"__proto__\":{\"polluted\":true}}",
    "{\"id\":\"x\",\"id\":\"y\"}",
    "1e400",
    "\u{0}\u{1}🙂",
    "{\"id\":\"../../etc\",\"people\":[],\"kind\":{},\"status\":9007199254740993,\"changed\":\"-000001-01-01T00:00:00Z\"}",
];

#[test]
fn garbage_under_every_key_is_put_aside() {
    story(|page| {
        bring_in(page, FULL.as_bytes());
        let before = words(page);
        let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
        for key in before.keys() {
            let kind = key.trim_start_matches("common-ground/").split('/').next();
            kinds.insert(kind.unwrap_or_default(), key);
        }
        assert!(kinds.len() >= 7, "every kind of record is there: {kinds:?}");
        kinds.remove("layout");
        let pair =
            records(page, "partnership")[0]["id"].as_str().unwrap_or_default().replace('-', "");
        let mut hurt = Vec::new();
        for (i, garbage) in GARBAGE.iter().enumerate() {
            for kind in kinds.keys().filter(|kind| **kind != "partnership") {
                let key = format!("common-ground/{kind}/{pair}/019cf0000000700080000000ffff{i:04}");
                page.set_storage(&key, garbage);
                hurt.push((key, *garbage));
            }
        }
        page.set_storage("common-ground/device", "{");
        page.set_storage("common-ground/unsaved/a/b", "c");
        page.set_storage("common-ground/nobody/knows", "this");
        page.set_storage("someone-else", "{");
        page.open("#/about");
        page.open(&format!("#/p/{pair}/read"));
        page.wait_for_heading("Read it all back, without hurrying.");
        page.sound();
        page.open("");
        page.wait_for_text(
            "Something here couldn’t be read. It was put aside, untouched. Everything else opened.",
        );
        page.sound();
        page.click_button("Look at it");
        page.wait_for_heading("Put aside");
        let now = page.storage();
        for (key, garbage) in &hurt {
            let name = key.trim_start_matches("common-ground/");
            let aside = now
                .iter()
                .find(|(k, _)| k.starts_with("common-ground/aside/") && k.ends_with(name));
            assert_eq!(aside.map(|(_, v)| v.as_str()), Some(*garbage), "{key} is untouched");
        }
        for (key, text) in &before {
            assert_eq!(now.get(key), Some(text), "{key} is as it was");
        }
        assert_eq!(now.get("someone-else").map(String::as_str), Some("{"), "not ours, not touched");
        assert_eq!(page.run("return ({}).polluted === undefined", None), json!(true));
    });
}

const HOSTILE: [&str; 6] = [
    "<img src=x onerror=\"window.pwned=1\">",
    "</script><script>window.pwned=1</script>",
    "<svg><script>window.pwned=1</script></svg>",
    "javascript:window.pwned=1",
    "{{7*7}} ${7*7} \u{202e}dlrow\u{2069}",
    "Z̸̢͎̪a̷l̴g̶o 👨‍👩‍👧‍👦ภาษาไทยไม่มีช่องว่าง",
];

#[track_caller]
fn unharmed(page: &Page) {
    assert_eq!(page.run("return window.pwned ?? null", None), Value::Null, "nothing of it ran");
    let made = page.run("return document.querySelectorAll('#cg img, #cg script, #cg iframe, #cg a[href^=\"javascript\"]').length", None);
    assert_eq!(made, json!(0), "it is only text");
}

/// Puts `hostile` into every text of a file that is somebody's words.
fn poisoned(value: &mut Value, hostile: &str, inside: &str) {
    match value {
        Value::String(text)
            if ["text", "name", "own", "what", "why", "helps", "lighter"].contains(&inside) =>
        {
            *text = format!("{hostile} {text}");
        }
        Value::Array(all) => all.iter_mut().for_each(|v| poisoned(v, hostile, inside)),
        Value::Object(all) => all.iter_mut().for_each(|(k, v)| poisoned(v, hostile, k)),
        _ => {}
    }
}

#[test]
fn scripts_in_a_file_from_a_friend_stay_words() {
    story(|page| {
        let mut file: Value = serde_json::from_str(FULL).expect("JSON");
        poisoned(&mut file, &HOSTILE.join(" "), "");
        look_into(page, file.to_string().as_bytes());
        unharmed(page);
        page.fits();
        page.click_button("Bring it in");
        page.wait_for_text("The copy is in.");
        page.open("");
        unharmed(page);
        page.sound();
        for pair in records(page, "partnership") {
            let id = pair["id"].as_str().unwrap_or_default().replace('-', "");
            for route in
                [format!("#/p/{id}"), format!("#/p/{id}/read"), format!("#/p/{id}/start/1")]
            {
                page.open(&route);
                unharmed(page);
                page.fits();
            }
        }
        page.go("rescue.html");
        unharmed(page);
    });
}

#[test]
fn scripts_typed_in_stay_words() {
    story(|page| {
        page.open("");
        page.type_into("Your first name", HOSTILE[0]);
        page.type_into("Their first name", HOSTILE[1]);
        page.click_button(&format!("Begin with {}", HOSTILE[1]));
        page.wait_for_heading("The way");
        page.click_button("Begin");
        unharmed(page);
        page.sound();
        assert!(page.text().contains(HOSTILE[0]), "a name is shown as it is");
    });
}

/// "Ask for ten minutes" (B.9): words for wherever the two write to each other, with nothing of what it is about.
#[test]
fn ten_minutes_are_asked_for_in_words_that_tell_nothing() {
    story(|page| {
        Two::begin(page, ["Noor", "Sam"]);
        let pair = page.route().trim_end_matches("/start/1").to_owned();
        page.run(
            "Object.defineProperty(navigator, 'share', { configurable: true, value: async (what) => { self.handed = what; } })",
            None,
        );

        page.open(&pair);
        page.wait_for_focus("h1 \"Noor and Sam\"");
        let before = page.everything_kept();
        page.click_button("Ask for ten minutes");
        page.wait_for_focus("h2 \"Ask for ten minutes\"");
        let words =
            "Do you have ten minutes for me in the next few days? There is nothing to prepare.";
        page.wait_for_text(words);
        page.sound();
        page.screenshot("ten-minutes");
        page.click_button("Send it another way");
        page.wait_for("the words to be handed over", |page| {
            page.run("return self.handed ?? null", None) == serde_json::json!({ "text": words })
        });
        page.click_button("Done");
        page.wait_for_focus("button \"Ask for ten minutes\"");
        assert_eq!(page.everything_kept(), before, "nobody knows that it was asked");
    });
}
