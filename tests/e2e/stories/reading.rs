//! Read it to me: in the language of the words, at the reader's pace, until they have had enough.

use serde_json::{Value, json};

use crate::page::Page;
use crate::story::story;
use crate::two::Who::First;
use crate::two::{ALONE, Two, ask};

/// Gives the device a voice that says nothing and remembers everything.
fn with_a_voice(page: &Page) {
    page.run(
        "window.said = []; window.stopped = 0; window.ending = null;
         window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; this.lang = ''; this.rate = 1; } };
         Object.defineProperty(window, 'speechSynthesis', { configurable: true, value: {
           getVoices: () => [{}],
           speak: (one) => { window.said.push([one.text, one.lang, Math.round(one.rate * 100)]); window.ending = one; },
           cancel: () => { window.stopped++; },
         } });",
        None,
    );
}

fn said(page: &Page) -> Value {
    page.run("return window.said.splice(0)", None)
}

#[test]
fn everything_on_a_page_is_read_at_the_readers_pace() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.cover("coalition", &["The short way about 20 minutes"]);
        two.at("cb-care-now", First);
        with_a_voice(page);
        two.press("Read it to me");
        let all = said(page);
        assert_eq!(all[0], json!([ask("cb-care-now"), "en", 100]));
        page.wait_for_button("Stop reading");
        page.sound();
        two.press("Stop reading");
        page.wait_for_button("Read it to me");
        two.press("Read more slowly");
        two.press("Read it to me");
        assert_eq!(said(page)[0], json!([ask("cb-care-now"), "en", 75]));
        two.press("Read faster");
        // The voice comes to an end by itself.
        page.run("window.ending.onend()", None);
        page.wait_for_button("Read it to me");
        two.press("Read it to me");
        assert_eq!(said(page)[0], json!([ask("cb-care-now"), "en", 130]));
        two.press("Read at the usual pace");
        let before = page.run("return window.stopped", None);
        two.skips();
        page.wait_for("silence on the next page", |page| {
            page.run("return window.stopped", None) != before
        });
    });
}

/// The question before there is anything can be read to whom it is asked, too, and in larger letters.
#[test]
fn the_question_before_anything_is_read_too() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        page.open(&page.route().replace("/start/1", "/start/3"));
        two.choose(ALONE);
        two.press("Begin");
        page.wait_for_focus(&format!("h1 \"{}\"", ask("ca-safe")));
        with_a_voice(page);
        two.press("Read more slowly");
        two.press("Read it to me");
        let all = said(page);
        assert_eq!(all[0], json!([ask("ca-safe"), "en", 75]));
        assert!(all.to_string().contains("No, or I’m not sure"));
        two.press("Larger letters");
        page.wait_for("larger letters", |page| {
            page.run("return document.documentElement.dataset.text", None) == json!("larger")
        });
        page.sound();
        page.screenshot("threshold");
        let before = page.run("return window.stopped", None);
        page.click_button("Back");
        page.wait_for("silence on the cover", |page| {
            page.run("return window.stopped", None) != before
        });
    });
}

/// Answers to choose from are read too.
#[test]
fn answers_are_read_too() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        page.open(&page.route().replace("/start/1", "/start/3"));
        two.press("Begin");
        two.take(First);
        two.choose("Yes");
        page.click_button("Continue");
        two.at("ca-what", First).press("Jump to…");
        two.press("What you put aside");
        two.at("ca-set-down", First);
        with_a_voice(page);
        two.press("Read it to me");
        let texts = said(page).to_string();
        for words in [&ask("ca-set-down"), "Keeping count", "Nothing yet", "None of these"] {
            assert!(texts.contains(words), "{words:?} in {texts}");
        }
    });
}
