//! A dialogue on paper, for a talk without a screen.

use serde_json::json;

use crate::page::Page;
use crate::story::{SMALL_PHONE, Story, story};
use crate::two::{Two, ask};

/// How many pages of A4 the page takes. Only one engine prints so that its pages can be counted.
pub fn sheets(page: &Page) -> u64 {
    if page.engine().name != "chromium" {
        return 0;
    }
    let pdf = page.paper();
    let text = String::from_utf8_lossy(&pdf);
    let counts = text.split("/Count ").skip(1);
    let number = |s: &str| s.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok();
    counts.filter_map(number).max().expect("a count of pages")
}

fn a_card(page: &Page) {
    let two = Two::begin(page, ["Maya", "Tom"]);
    page.click_link("Take it on paper");
    page.wait_for_focus("h1 \"Join forces\"");
    page.sound();
    page.open("#/paper/3");
    page.wait_for_heading("Clear the air");
    assert_eq!(page.title(), "Common Ground");
    let text = page.text();
    for step in ["ca-safe", "ca-what", "ca-story-a", "ca-listen-card", "ca-keep", "ca-to-wrapup"] {
        assert!(text.contains(&ask(step)), "{step} is on the card");
    }
    // Whether to begin, and what is private, is thought about: a page that lies about tells nothing.
    assert!(text.contains("If not, this is not the tool for it."));
    assert!(text.contains("think about it, or write on a page of your own."));
    let boxes = page.run(
        "return [...document.querySelectorAll('.cg-paper__stage')].map((e) => e.querySelectorAll('.cg-paper__answers li').length)",
        None,
    );
    // Of what they do alone, only how they would like to talk is shared.
    assert_eq!(boxes[0], json!(3));
    assert!(!text.contains("Mostly, I’d like to go slowly") && text.contains("Disappointed"));
    assert!(page.has("button", "Leave"));
    assert!(!text.contains('{'), "no slot is left open");
    assert!(!text.contains("Maya") && !two.names.iter().any(|name| text.contains(name)));
    page.sound();
    page.screenshot("clearing");
    assert!(page.run("window.print = () => { window.printed = true }; return true", None) == true);
    page.click_button("Print");
    assert_eq!(page.run("return window.printed", None), json!(true));
}

#[test]
fn a_card_for_a_talk_without_a_screen() {
    story(a_card);
}

#[test]
fn a_card_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(a_card);
}

/// Every conversation there is, by its number, and whether one goes through it alone.
const CARDS: [(u8, bool); 10] = [
    (1, false),
    (2, false),
    (3, false),
    (4, false),
    (5, false),
    (6, true),
    (7, true),
    (8, false),
    (9, true),
    (20, false),
];

/// Two pages of A4 at most, with nothing on them that can only be pressed.
#[test]
fn a_card_takes_two_pages() {
    story(|page| {
        for (number, alone) in CARDS {
            page.open(&format!("#/paper/{number}"));
            page.wait_for_button("Print");
            let sheets = sheets(page);
            assert!(sheets <= 2, "dialogue {number} takes {sheets} pages");
            // What one does alone is nobody else's to stop.
            assert_eq!(page.text().contains("Either of you may skip"), !alone, "dialogue {number}");
            let minute = number == 9;
            assert_eq!(page.text().contains("About one minute."), minute, "dialogue {number}");
            assert!(!page.text().contains('{'), "dialogue {number}: no slot is left open");
        }
    });
}
