//! The program comes in parts: what is loaded when, and what is said when a part cannot be had.

use std::path::Path;

use crate::page::Page;
use crate::server::Fault;
use crate::story::story;
use crate::two::Two;

const NAMES: [&str; 2] = ["Noor", "Sam"];

/// The parts that were asked for, by name.
fn parts(page: &Page) -> Vec<String> {
    let seen = page.server().seen();
    let name = |path: &str| path.trim_start_matches('/').split('-').next().map(str::to_owned);
    let wasm = |path: &&str| Path::new(path).extension().is_some_and(|e| e == "wasm");
    let parts = seen.iter().map(|s| s.path.as_str()).filter(wasm).filter(|p| !p.contains("_bg."));
    let mut names: Vec<String> = parts.filter_map(name).collect();
    names.sort();
    // What is shared by some of them stands in several files.
    names.dedup();
    names
}

#[test]
fn a_stranger_is_sent_the_first_part_only() {
    story(|page| {
        page.open("");
        assert_eq!(parts(page), [""; 0]);
        page.type_into("Your first name", "N");
        page.wait_for("a conversation, while a name is typed", |page| {
            parts(page) == ["shared", "talk"]
        });
        Two::known(page, NAMES).introduce();
        page.wait_for("the rest, once a conversation is open", |page| {
            parts(page) == ["desk", "shared", "talk"]
        });
    });
}

#[test]
fn somebody_known_is_sent_what_the_address_needs() {
    story(|page| {
        Two::begin(page, NAMES);
        // The same records, and nothing in the cache.
        let other = page.another_device();
        other.prepare_storage(&page.storage());
        page.server().forget_seen();
        other.open("#/");
        let sent = parts(page);
        assert!(sent.contains(&"desk".to_owned()) && sent.contains(&"shared".to_owned()));
        other.wait_for("a conversation, soon after", |_| parts(page) == ["desk", "shared", "talk"]);
    });
}

#[test]
fn beginning_without_the_conversations_says_so_and_can_be_tried_again() {
    story(|page| {
        page.open("");
        page.server().set_fault(Fault::NoParts);
        page.type_into("Your first name", "Noor");
        page.type_into("Their first name", "Sam");
        page.click_button("Begin with Sam");
        page.wait_for_button("Try again");
        page.sound();
        assert_eq!(page.value_of("Their first name"), "Sam");
        assert!(page.storage().is_empty(), "nothing has begun yet");
        page.server().set_fault(Fault::None);
        page.forgive_missing();
        page.click_button("Begin with Sam");
        Two::known(page, NAMES).on_cover("coalition");
        assert!(!page.has("button", "Try again"));
    });
}

#[test]
fn a_page_that_cannot_be_fetched_leaves_the_former_one() {
    story(|page| {
        page.open("");
        page.type_into("Your first name", "Noor");
        page.wait_for("a conversation", |page| parts(page) == ["shared", "talk"]);
        page.server().set_fault(Fault::NoParts);
        page.click_link("Your data");
        page.wait_for_button("Try again");
        assert_eq!(page.value_of("Your first name"), "Noor");
        page.sound();
        page.server().set_fault(Fault::None);
        page.forgive_missing();
        page.click_button("Try again");
        page.wait_for_heading("What is kept here");
        page.sound();
    });
}

#[test]
fn a_first_page_that_cannot_be_fetched_says_so() {
    story(|page| {
        Two::begin(page, NAMES);
        page.server().set_fault(Fault::NoParts);
        page.open("#/about");
        page.reload();
        page.wait_for_heading("This page is not here yet.");
        page.sound();
        page.server().set_fault(Fault::None);
        page.forgive_missing();
        page.click_button("Try again");
        page.wait_for("the page, and the focus on its heading", |page| {
            page.focus().starts_with("h1 ") && !page.focus().contains("not here yet")
        });
        page.sound();
    });
}
