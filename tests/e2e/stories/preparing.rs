//! "Before we meet": Hanna reads back eight talks and gets ready for the ninth (F8), what Eero brings, by link and on
//! one device, and a page of hundreds of talks.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::paper::sheets;
use crate::drivers::CHROMIUM;
use crate::links::{inside, kept_by, link_on, takes};
use crate::page::{Key, Page};
use crate::story::{PHONE, Story};
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, ask, records, told};

const NAMES: [&str; 2] = ["Hanna", "Eero"];
const TABLET: (u32, u32) = (768, 1024);
/// 2 April 2027 in Tampere, ten past midnight: the clocks went forward on 28 March.
const NOW: u64 = 1_806_613_800;
/// The one line of each talk; the third had none.
const LINES: [&str; 8] = [
    "Isä ja vene.",
    "Sleep first.",
    "",
    "He laughed about the spreadsheet.",
    "Äiti soitti.",
    "Something Eero took back.",
    "Ask for Wednesdays off?",
    "He asked for it. They said yes!",
];
const DAYS: [&str; 8] = [
    "2026-11-25",
    "2026-12-09",
    "2026-12-23",
    "2027-01-13",
    "2027-01-27",
    "2027-02-10",
    "2027-03-03",
    "2027-03-17",
];
const LIFE: &str = "A house half painted, two boys, the older one taller than him since summer. Wednesdays free for the first time in eleven years, and nobody has told him what one does with a free day.";
const GLAD: &str = "The boat. Being asked how things are built.";
const AWAKE: &str = "Whether he's the kind of father who leaves a dent. His own words, session 5; I don't know if they still hold.";
const CURIOUS: &str = "Who taught him to say \"no problem\"?";
const SINCE: &str = "16 days. One Wednesday, maybe two. He may have hated it.";
const LEAVE_OUT: &str = "The values wheel. Again.";
const OWN_WAY: &str = "unhurried, like my grandmother shelling peas";
const FIRST_WORDS: &str = "“Last time they had just said yes. And then came Wednesday.”";
const BRING: &str = "Not the job today if that's ok. The boys.";
const AFTER: &str =
    "I talked too much in the middle. Then peas. He said the \"no problem\" is from the navy.";
pub const UNRELEASED: &str = "Something Eero keeps to himself";

/// Everything that is Hanna's alone.
const HERS: [&str; 8] =
    [LIFE, GLAD, AWAKE, CURIOUS, SINCE, LEAVE_OUT, OWN_WAY, "They said yes! came"];

/// The page believes that it is that moment, from its next load on.
#[track_caller]
fn it_is(page: &Page, seconds: u64) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    let ahead = i64::try_from(seconds).expect("room") - i64::try_from(now).expect("room");
    page.let_time_pass(ahead / 60);
}

fn id(n: usize) -> String {
    format!("{n:032x}")
}

/// Puts talks into the store, each wrapped up with its line, or with none; gives the address of the two.
#[track_caller]
pub fn after_talks(page: &Page, talks: &[(String, String)]) -> String {
    Two::begin(page, NAMES);
    let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();
    let mut all = kept_by(page);
    for (n, (day, line)) in talks.iter().enumerate() {
        let (session, run, at) = (id(2 * n + 2), id(2 * n + 3), format!("{day}T17:00:00+02:00"));
        let entry = |who: &str, step: &str, how: &str, sight: &str, text: &str| {
            json!({
                "step": step, "who": who, "how": how, "words": {"text": text}, "visibility": sight,
                "given": at, "changed": at,
            })
        };
        let how = if line.is_empty() { "skipped" } else { "wrote" };
        let kept = entry("second", "wu-my-notes", "wrote", "private", UNRELEASED);
        let sitting = json!({
            "id": session, "pair": pair, "started": at, "ended": at, "mode": "side-by-side",
            "way": "whole", "opener": "first", "changed": at,
        });
        let held = json!({
            "id": run, "pair": pair, "session": session, "dialogue": "wrapup", "content": 1,
            "round": n + 1, "state": {"closed": at}, "turn-minutes": 3, "began": at, "changed": at,
            "entries": [entry("both", "wu-one-line", how, "shared", line), kept],
        });
        all.insert(format!("common-ground/session/{pair}/{session}"), sitting.to_string());
        all.insert(format!("common-ground/run/{pair}/{run}"), held.to_string());
    }
    page.prepare_storage(&all);
    let address = format!("#/p/{pair}");
    page.open(&address);
    page.wait_for_heading("Hanna and Eero");
    address
}

pub fn eight() -> Vec<(String, String)> {
    let both = DAYS.iter().zip(LINES);
    both.map(|(day, line)| ((*day).to_owned(), line.to_owned())).collect()
}

/// Everything so far is on the page.
#[track_caller]
fn is_read_back(page: &Page) {
    // No more than this: to look over the whole page would be a long task of its own.
    let done = "return !!document.querySelector('.cg-readall__list[aria-busy=false]')";
    page.wait_for("everything so far", |page| page.run(done, None) == json!(true));
}

/// What is read back, a talk a line.
#[track_caller]
fn read_back(page: &Page) -> Vec<String> {
    is_read_back(page);
    let all = page.run(
        "return [...document.querySelectorAll('.cg-readall__list > li')].map((e) => squash(e.innerText))",
        None,
    );
    serde_json::from_value(all).expect("texts")
}

/// From the cover to the page on which everything is read back.
#[track_caller]
fn slows_down(two: &Two) {
    two.cover("prep", &[]);
    two.alone();
    two.at("pr-slow", First);
    assert!(two.page.names("field").is_empty() && two.page.names("choice").is_empty());
    two.page.screenshot("slow");
    two.goes_on();
    two.at("pr-read-back", First);
}

/// The card: three lines, one button, on a page that dims.
#[track_caller]
fn card(page: &Page) -> Vec<String> {
    page.wait_for_focus(&told("h1", &ask("pr-pocket")));
    assert_eq!(page.names("button"), ["Done"]);
    let lines = page.run(
        "return [...document.querySelectorAll('.cg-pocket__lines > li')].map((e) => squash(e.innerText))",
        None,
    );
    let ground = page
        .run("return getComputedStyle(document.querySelector('.cg-page')).backgroundColor", None);
    assert_eq!(ground, json!("rgb(17, 18, 13)"), "it dims");
    page.sound();
    page.screenshot("pocket");
    if page.engine().name == CHROMIUM.name {
        assert_eq!(sheets(page), 1, "it fits on a page");
    }
    serde_json::from_value(lines).expect("texts")
}

/// F8, with its own words.
#[test]
fn f8_hanna_prepares_for_eero() {
    Story::new().sized(TABLET).zone("Europe/Helsinki").run(|page| {
        it_is(page, NOW);
        let address = after_talks(page, &eight());
        let two = Two::known(page, NAMES);
        // Eero takes the sixth line back.
        page.open(&format!("{address}/read"));
        page.wait_for_text("Something Eero took back.");
        page.inside(".cg-readall__list > li:nth-child(6)", |page| {
            page.click_button("Remove our words");
            page.click_button("Erase it");
        });
        page.wait_for("the line to be gone", |page| !page.text().contains("Eero took back"));

        page.open(&address);
        page.wait_for_heading("Hanna and Eero");
        page.click_button("Prepare");
        two.judged();
        slows_down(&two);
        let dates = ["November 25, 2026", "December 9, 2026", "December 23, 2026", "January 13"];
        let dates = dates.iter().chain(&["January 27", "March 3", "March 17"]);
        let lines = LINES.iter().enumerate().filter(|(n, _)| *n != 5).map(|(_, line)| *line);
        let told_back: Vec<String> = dates
            .zip(lines)
            .map(|(date, line)| match line {
                "" => (*date).to_owned(),
                line => format!("{date} One line for next time {line}"),
            })
            .collect();
        assert_eq!(read_back(page), told_back);
        assert!(!page.text().contains(UNRELEASED) && !page.text().contains("removed"));
        page.screenshot("read-back");
        two.choose("Newest first");
        let reversed: Vec<String> = told_back.iter().rev().cloned().collect();
        page.wait_for("the newest first", |page| read_back(page) == reversed);
        two.choose("Newest first");
        page.wait_for("the oldest first", |page| read_back(page) == told_back);

        // Eero is asked by link, on his phone, and lets her read it.
        two.press("Ask Eero by link what’s alive for them");
        page.wait_for_focus("h1 \"Ask Eero what they’d like to use the time for\"");
        page.sound();
        page.screenshot("ask");
        let question = link_on(page);
        let phone = page.device(page.engine(), PHONE);
        phone.open(&question);
        let eero = Two::known(&phone, NAMES);
        eero.judged().alone();
        let welcome = "Eero, what would you like to use the time with Hanna for?";
        phone.wait_for_heading(welcome);
        phone.sound();
        phone.screenshot("welcome");
        takes(&phone, "Write it now");
        eero.at("pr-bring", Second).drafts(BRING);
        phone.wait_for_button("Let Hanna read this");
        phone.sound();
        phone.screenshot("bring");
        // Kept on the way out, it can be handed over there.
        eero.goes_on();
        phone.wait_for_focus("h1 \"Send it back to Hanna\"");
        phone.wait_for_text("Nothing of your answers is handed over yet.");
        phone.sound();
        phone.screenshot("still-kept");
        assert!(!inside(&link_on(&phone)).contains(BRING));
        eero.press("Let Hanna read this");
        phone.wait_for("it to be in the link", |phone| inside(&link_on(phone)).contains(BRING));
        assert!(phone.text().contains(BRING) && !phone.has("button", "Let Hanna read this"));
        phone.sound();
        phone.screenshot("send");
        let reply = link_on(&phone);

        page.open(&reply);
        page.wait_for_heading("Eero says what they’d like to use the time for.");
        page.sound();
        page.screenshot("arrived");
        two.press("Go on");
        two.at("pr-read-back", First);
        page.wait_for_text("Eero, for today");
        let order = page.run(
            "const [words, list] = ['.cg-handed', '.cg-readall__list'].map((s) => document.querySelector(s));
             return words.innerText.includes(arguments[0]) && !!(words.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING)",
            json!([BRING]),
        );
        assert_eq!(order, Value::Bool(true), "it is on top");
        assert_eq!(read_back(page), told_back);
        two.judge();
        page.screenshot("for-today");
        two.goes_on();

        two.at("pr-life", First).writes(LIFE);
        two.at("pr-glad", First).writes(GLAD);
        two.at("pr-awake", First).writes(AWAKE);
        two.at("pr-curious", First).writes(CURIOUS);
        let since = "16 days have passed. What may be different for them by now? Leave a gap for what you can’t know.";
        two.arrive(since, First);
        page.screenshot("since");
        two.reload();
        two.arrive(since, First).writes(SINCE);
        two.at("pr-thread", First);
        page.screenshot("thread");
        page.back();
        two.arrive(since, First);
        assert_eq!(page.value_of("Hanna’s words"), SINCE);
        two.goes_on();
        two.at("pr-thread", First)
            .picks(&["He asked for it. They said yes! The line for next time"]);
        two.at("pr-leave-out", First).writes(LEAVE_OUT);
        two.at("pr-show-up", First).choose("Someone who truly listens").choose("In my own words");
        page.type_into("In my own words", OWN_WAY);
        page.screenshot("show-up");
        two.goes_on();
        two.at("pr-not-impress", First).goes_on();
        two.at("pr-make-safe", First).skips();
        two.at("pr-hold-back", First).picks(&["Count to five after they stop"]);
        two.at("pr-first-words", First).writes(FIRST_WORDS);
        assert_eq!(
            card(page),
            [
                format!("Someone who truly listens · {OWN_WAY}").as_str(),
                "He asked for it. They said yes!",
                "Count to five after they stop",
            ]
        );
        two.press("Done");
        page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
        page.sound();
        page.screenshot("put-away");

        // They meet, and afterwards she looks back.
        page.open(&address);
        page.wait_for_heading("Hanna and Eero");
        assert!(!page.text().contains("Look back"), "they have not met yet");
        page.go(&format!("{address}/start/2"));
        let both = Two::known(page, NAMES);
        both.cover("wrapup", &[]);
        both.at("wu-enough", Both).jump("15t");
        both.at("wu-close", Both).press("Put it away");
        both.arrive_alone("That’s all. You can put this away.");
        page.screenshot("afterwards");
        both.press("Hanna, look back alone");
        // It is her own device by now: nobody hands it over.
        both.alone();
        both.arrive("Were you who you wanted to be? What did you learn about Eero?", First);
        both.writes(AFTER);
        page.wait_for_focus("h1 \"That’s all. You can put this away.\"");

        // Nothing of it is Eero's: not in the link, not on his phone, not where both look.
        let sent = inside(&question);
        let there: String = kept_by(&phone).values().cloned().collect();
        page.open(&format!("{address}/read"));
        page.wait_for_heading("Read it all back, without hurrying.");
        let shared = page.text();
        for hers in HERS.into_iter().chain([FIRST_WORDS, AFTER]) {
            for (place, text) in [("link", &sent), ("phone", &there), ("page of both", &shared)] {
                assert!(!text.contains(hers), "{hers:?} is in the {place}");
            }
        }
        // On her own page, it is all there.
        page.open(&format!("{address}/read/a"));
        page.click_button("I’m Hanna, open my page");
        page.wait_for_text(LIFE);
        page.wait_for_text(AFTER);
        page.sound();
        page.screenshot("own-page");
    });
}

/// Everything with the keyboard, at the size of a phone, on one device: Eero says what he brings, hands it over, and
/// passes the device back.
pub fn on_one_device(story: Story) {
    story.run(|page| {
        let address = after_talks(page, &eight()[6..]);
        page.open(&format!("{address}/start/6"));
        let two = Two::known(page, NAMES);
        two.judged().by_keys();
        two.cover("prep", &[]);
        two.alone();
        two.at("pr-slow", First).goes_on();
        two.at("pr-read-back", First);
        page.screenshot("read-back");
        two.press("Hand this to Eero for a moment");
        two.take(Second);
        two.at("pr-bring", Second).drafts(BRING);
        page.wait_for_button("Let Hanna read this");
        two.press("Let Hanna read this");
        page.wait_for_button("Take it back");
        page.screenshot("bring");
        two.goes_on();
        two.take(First);
        two.at("pr-read-back", First);
        page.wait_for_text(BRING);
        page.wait_for_text("Eero, for today");
        page.screenshot("for-today");
        two.reload();
        two.at("pr-read-back", First);
        page.wait_for_text(BRING);
        two.goes_on();
        for step in ["pr-life", "pr-glad", "pr-awake", "pr-curious"] {
            two.at(step, First).skips();
        }
        page.wait_for("the next question", |page| page.text().contains("What may be different"));
        two.skips();
        two.at("pr-thread", First);
        page.screenshot("thread");
        two.picks(&["None: start where they are"]);
        two.at("pr-leave-out", First).skips();
        two.at("pr-show-up", First).picks(&["Someone calm"]);
        two.at("pr-not-impress", First).goes_on();
        two.at("pr-make-safe", First).skips();
        two.at("pr-hold-back", First).picks(&["Let silence work"]);
        two.at("pr-first-words", First).skips();
        assert_eq!(card(page), ["Someone calm", "Let silence work"]);
        page.press(Key::Tab);
        two.press("Done");
        page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
        // On another day it is offered on the page of the two, and passed without a reason.
        page.let_time_pass(24 * 60);
        page.open(&address);
        page.reload();
        page.wait_for_text("Hanna, you got ready for a talk.");
        page.sound();
        page.screenshot("look-back");
        page.click_button("Not this time");
        page.wait_for("it to be left", |page| !page.text().contains("you got ready for a talk"));
    });
}

#[test]
fn getting_ready_by_keys_on_a_phone() {
    on_one_device(Story::new().phone());
}

/// Five hundred talks are read back in order, and the page stays at hand: they are put on it a few at a time.
#[test]
fn hundreds_of_talks_are_read_back_calmly() {
    const MANY: usize = 500;
    Story::new().run(|page| {
        let talk = |n: usize| {
            let day = format!("20{:02}-{:02}-{:02}", 10 + n / 336, 1 + n / 28 % 12, 1 + n % 28);
            (day, format!("Line {n}: {GLAD}"))
        };
        let address = after_talks(page, &(0..MANY).map(talk).collect::<Vec<_>>());
        page.open(&format!("{address}/start/6"));
        let two = Two::known(page, NAMES);
        two.cover("prep", &[]);
        two.alone();
        two.at("pr-slow", First);
        // What one task adds is seen at its end. How long it takes hangs on what else the machine does.
        page.run(
            "window.most = 0;
             const talks = (changes) => changes.flatMap((c) => [...c.addedNodes]).filter((n) => n.matches?.('.cg-readall__list > li'));
             new MutationObserver((changes) => { window.most = Math.max(window.most, talks(changes).length); })
               .observe(document.body, { childList: true, subtree: true });",
            None,
        );
        two.goes_on();
        is_read_back(page);
        let most = page.run("return window.most", None).as_u64().expect("a number");
        assert!((1..=4).contains(&most), "{most} at once");
        let all = read_back(page);
        assert_eq!(all.len(), MANY);
        assert!(all[0].contains("Line 0:") && all[MANY - 1].contains(&format!("Line {}:", MANY - 1)));
        page.screenshot("hundreds");
    });
}
