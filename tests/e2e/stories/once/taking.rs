//! Reading a whole partnership, finding words in it, and taking it along: on paper, as a text, as a keepsake.

use serde_json::{Value, json};

use super::super::paper::sheets;
use super::super::preparing::{UNRELEASED, after_talks, eight};
use crate::page::{Key, Page};
use crate::story::{PHONE, SMALL_PHONE, Story, story};
use crate::two::{look_into, records};

const TITLE: &str = "Read it all back, without hurrying.";
/// In a talk of the eight that both see.
const LINE: &str = "He laughed about the spreadsheet.";

/// The page on which everything is read, all of it there.
#[track_caller]
fn reads(page: &Page, address: &str) {
    page.open(&format!("{address}/read"));
    page.wait_for_focus(&format!("h1 {TITLE:?}"));
    is_there(page);
}

#[track_caller]
fn is_there(page: &Page) {
    let done = "return !!document.querySelector('.cg-readall__list[aria-busy=false]')";
    page.wait_for("all of it", |page| page.run(done, None) == json!(true));
}

/// One's own page of it.
#[track_caller]
fn reads_own(page: &Page, name: &str) {
    page.click_link(&format!("{name}’s own page"));
    page.click_button(&format!("I’m {name}, open my page"));
    page.wait_for_focus(&format!("h1 {TITLE:?}"));
    is_there(page);
}

/// Looks for words; gives what is marked.
#[track_caller]
fn finds(page: &Page, words: &str, says: &str) -> Vec<String> {
    page.clear_field("Find words in it");
    page.wait_for("nothing to be looked for", |page| {
        page.count("p[role=status] + ol:not([hidden])") == 0
    });
    page.type_into("Find words in it", words);
    page.wait_for_text(says);
    let marks = "return [...document.querySelectorAll('mark')].map((e) => e.textContent)";
    serde_json::from_value(page.run(marks, None)).expect("texts")
}

const FOUND: &str = "Here is where these words are, oldest first.";
const NOWHERE: &str = "These words aren’t here.";

fn words_are_found(page: &Page) {
    let address = after_talks(page, &eight());
    reads(page, &address);
    page.sound();
    page.screenshot("read");
    assert_eq!(finds(page, "spreadSHEET", FOUND), ["spreadsheet"]);
    assert_eq!(page.count(".cg-readall__list:not([hidden]) > li"), 1);
    page.sound();
    page.screenshot("found");
    assert_eq!(finds(page, "aiti", FOUND), ["Äiti"]);
    assert_eq!(finds(page, "vêne", FOUND), ["vene"]);
    // What is one's own is not found where both read.
    assert_eq!(finds(page, "keeps to himself", NOWHERE), Vec::<String>::new());
    page.sound();
    page.screenshot("nowhere");
    page.clear_field("Find words in it");
    page.wait_for("the rest", |page| page.text().contains(LINE));
    assert!(!page.text().contains(NOWHERE));
    // On his own page, behind the hand-over, it is; on hers it is not.
    reads_own(page, "Eero");
    assert_eq!(finds(page, "KEEPS TO", FOUND).len(), 8);
    page.sound();
    page.screenshot("own-found");
    page.click_link("Hanna’s own page");
    page.click_button("I’m Hanna, open my page");
    is_there(page);
    assert_eq!(finds(page, "keeps to", NOWHERE), Vec::<String>::new());
}

#[test]
fn words_are_found_with_and_without_marks() {
    story(words_are_found);
}

#[test]
fn words_are_found_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(words_are_found);
}

/// What was removed is not found (C2).
#[test]
fn what_was_removed_is_not_found() {
    story(|page| {
        let address = after_talks(page, &eight());
        reads(page, &address);
        page.inside(".cg-readall__list > li:nth-child(4)", |page| {
            page.click_button("Remove our words");
            page.click_button("Erase it");
        });
        page.wait_for("it to be gone", |page| !page.text().contains(LINE));
        assert_eq!(finds(page, "spreadsheet", NOWHERE), Vec::<String>::new());
    });
}

/// Before anything leaves, it is said that it cannot be called back; then each kind of file is saved.
#[track_caller]
fn takes(page: &Page, button: &str) -> (String, String) {
    page.click_button("Take it along");
    page.wait_for_focus("h2 \"Take it along\"");
    page.wait_for_text("A copy that has left this device can’t be called back.");
    page.sound();
    page.click_button(button);
    let (name, bytes) = page.download();
    page.wait_for_text("Handed to your browser as a file.");
    page.sound();
    page.screenshot("take");
    page.press(Key::Escape);
    page.wait_for_focus("button \"Take it along\"");
    (name, String::from_utf8(bytes).expect("a text"))
}

/// A name that tells nobody anything.
#[track_caller]
fn is_neutral(name: &str, ending: &str) {
    let date = name.strip_prefix("common-ground-").and_then(|rest| rest.strip_suffix(ending));
    assert!(date.is_some_and(|d| d.len() == 10 && !d.contains(char::is_alphabetic)), "{name}");
}

fn it_is_taken_along(page: &Page) {
    let address = after_talks(page, &eight());
    reads(page, &address);
    let (name, text) = takes(page, "Save as Markdown");
    is_neutral(&name, ".md");
    assert!(text.starts_with("# \u{2068}Hanna\u{2069} and \u{2068}Eero\u{2069}\n"), "{text}");
    assert!(text.contains(&format!("> {LINE}\n")), "{text}");
    assert!(!text.contains(UNRELEASED), "{text}");
    let (name, keepsake) = takes(page, "Save a keepsake");
    is_neutral(&name, ".html");
    assert!(keepsake.contains(LINE) && !keepsake.contains(UNRELEASED));
    let (name, copy) = takes(page, "Save a copy of this");
    is_neutral(&name, ".json");
    assert!(copy.contains(LINE) && !copy.contains(UNRELEASED));
    reads_own(page, "Eero");
    let (_, own) = takes(page, "Save a keepsake");
    assert!(own.contains(LINE) && own.contains(UNRELEASED));
    let (_, text) = takes(page, "Save as Markdown");
    assert!(text.contains(&format!("> {UNRELEASED}\n")), "{text}");
}

#[test]
fn a_whole_partnership_is_taken_along() {
    story(it_is_taken_along);
}

#[test]
fn a_whole_partnership_is_taken_along_on_a_phone() {
    Story::new().sized(PHONE).dark().run(it_is_taken_along);
}

/// A keepsake is erased here, and comes back: the same as the copy for the app would bring.
#[test]
fn a_keepsake_comes_back() {
    Story::new().run(|page| {
        let address = after_talks(page, &eight());
        reads(page, &address);
        let (_, keepsake) = takes(page, "Save a keepsake");
        let (_, copy) = takes(page, "Save a copy of this");
        let brought = |file: &str, name: &str| {
            page.open("#/data");
            page.click_button("Erase everything");
            page.wait_for_focus("h2 \"Erase everything on this device?\"");
            page.click_button("Erase it");
            page.wait_for("a new beginning", |page| records(page, "run").is_empty());
            page.open("#/data");
            page.choose_file("Check a file", name, file.as_bytes());
            page.wait_for_text("This copy can be read.");
            page.choose_file("Choose a file", name, file.as_bytes());
            page.wait_for_text("Look first. Nothing has been changed.");
            page.sound();
            page.screenshot(&name.replace('.', "-"));
            assert_eq!(page.text().contains("This is a keepsake."), name.ends_with("html"));
            page.click_button("Bring it in");
            page.wait_for_text("The copy is in. You can still undo it.");
            ["partnership", "session", "run"].map(|kind| records(page, kind))
        };
        let of_keepsake = brought(&keepsake, "keepsake.html");
        let of_copy = brought(&copy, "copy.json");
        assert_eq!(of_keepsake, of_copy);
        assert_eq!(of_keepsake[2].len(), 8);
        // Brought in once more, it changes nothing; without its copy it is refused, in words.
        page.choose_file("Check a file", "keepsake.html", keepsake.as_bytes());
        page.wait_for_text("This copy can be read.");
        let (front, _) = keepsake.split_once("<script").expect("a copy");
        for (file, words) in [
            (front.to_owned(), "there is no copy from Common Ground in it"),
            (keepsake[..front.len() + 200].to_owned(), "The copy in this keepsake can’t be read"),
        ] {
            page.choose_file("Check a file", "torn.html", file.as_bytes());
            page.wait_for_text(words);
            page.sound();
        }
    });
}

/// The keepsake by itself: no script, no request, and what people wrote is text.
#[test]
fn a_keepsake_is_read_without_the_program() {
    let mut talks = eight();
    talks[0].1 =
        "<img src=x onerror=\"window.bad=1\"></script><script>window.bad=1</script>".to_owned();
    talks[1].1 = "لأنها تسأل الأسئلة\nsecond line".to_owned();
    Story::new().run(|page| {
        let address = after_talks(page, &talks);
        reads(page, &address);
        reads_own(page, "Eero");
        let (_, keepsake) = takes(page, "Save a keepsake");
        page.open_file("keepsake.html", keepsake.as_bytes());
        let told = page.run(
            "return {
               scripts: [...document.scripts].map((s) => s.type),
               ran: 'bad' in window,
               words: [...document.querySelectorAll('.words')].map((e) => e.textContent),
               title: document.title,
               rest: document.querySelectorAll('a, link, img, svg, iframe, form').length,
               styled: getComputedStyle(document.querySelector('.shape.a')).borderRadius,
               wide: document.documentElement.scrollWidth > innerWidth,
             }",
            None,
        );
        page.axe();
        page.screenshot("keepsake");
        assert_eq!(told["scripts"], json!(["application/json"]));
        assert_eq!((&told["rest"], &told["ran"]), (&json!(0), &json!(false)));
        assert_eq!((&told["styled"], &told["wide"]), (&json!("50%"), &json!(false)));
        assert_eq!(told["title"], json!("Common Ground"));
        let words: Vec<String> = serde_json::from_value(told["words"].clone()).expect("texts");
        for (_, line) in talks.iter().filter(|(_, line)| !line.is_empty()) {
            assert!(words.contains(line), "{line:?} in {words:?}");
        }
        assert!(sheets(page) > 0 || page.engine().name != "chromium");
        page.open(&address);
    });
}

/// Five hundred talks: put on the page, looked through, and got ready for paper, a few at a time.
#[test]
fn hundreds_of_talks_stay_at_hand() {
    const MANY: usize = 500;
    Story::new().run(|page| {
        let talk = |n: usize| {
            let day = format!("20{:02}-{:02}-{:02}", 10 + n / 336, 1 + n / 28 % 12, 1 + n % 28);
            let words = "What I would like us to have said when this is over is that we told each other early. ";
            (day, format!("Line {n}: {}", words.repeat(1 + n % 6)))
        };
        let address = after_talks(page, &(0..MANY).map(talk).collect::<Vec<_>>());
        // What one task adds is seen at its end. How long it takes hangs on what else the machine does.
        page.run(
            "window.most = 0; window.long = []; window.printed = 0;
             const talks = (changes) => changes.flatMap((c) => [...c.addedNodes]).filter((n) => n.matches?.('.cg-readall__list > li'));
             new MutationObserver((changes) => { window.most = Math.max(window.most, talks(changes).length); })
               .observe(document.body, { childList: true, subtree: true });
             window.print = () => { window.printed = document.querySelectorAll('.cg-readall__list > li').length; };
             if (PerformanceObserver.supportedEntryTypes.includes('longtask'))
               new PerformanceObserver((list) => { window.long.push(...list.getEntries().map((e) => Math.round(e.duration))); })
                 .observe({ type: 'longtask' });
             location.hash = arguments[0];",
            json!([format!("{address}/read")]),
        );
        page.wait_for_button("Print");
        page.click_button("Print");
        page.wait_for("paper", |page| page.run("return window.printed", None) == json!(MANY));
        told(page, "read back and got ready to print");
        page.screenshot("hundreds");
        assert_eq!(finds(page, "line 49", FOUND).len(), 11);
        told(page, "looked through");
        let everywhere = (0..MANY).map(|n| 1 + n % 6).sum::<usize>();
        assert_eq!(finds(page, "early", FOUND).len(), everywhere);
        told(page, "found everywhere");
        page.clear_field("Find words in it");
        page.wait_for("the rest", |page| page.count(".cg-readall__list:not([hidden])") == 1);
        page.run("window.long.length = 0", None);
        page.inside(".cg-readall__list > li:first-child", |page| {
            page.click_button("Remove our words");
            page.click_button("Erase it");
        });
        told(page, "words removed");
        page.click_button("Take it along");
        page.click_button("Save a keepsake");
        let (_, keepsake) = page.download();
        told(page, "saved as a keepsake");
        let most = page.run("return window.most", None).as_u64().expect("a number");
        assert!((1..=4).contains(&most), "{most} at once");
        look_into(page, &keepsake);
        assert!(sheets(page) > 0 || page.engine().name != "chromium");
    });
}

/// Says how long the page was busy at a stretch. It judges nothing.
fn told(page: &Page, what: &str) {
    let long: Value = page.run("return window.long.splice(0)", None);
    eprintln!("{what}: tasks over 50 ms: {long}");
}
