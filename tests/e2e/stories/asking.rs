//! "How was it for us?", asked by link and answered by link, each on a device of their own (F1, F3).

use serde_json::{Value, json};

use crate::drivers::{CHROMIUM, Engine, FIREFOX, WEBKIT};
use crate::links::{
    asks_anew, inside, kept_by, link_on, opens_sheet, request, takes, talked, talked_again,
};
use crate::page::{Key, Page};
use crate::story::{LAPTOP, PHONE, Story, story};
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, ask, records, told};

const NOTE: &str = "In your own words, if you like";
const NAMES: [&str; 2] = ["Marta", "Jonas"];
const FREE: &str = "More than I planned, less than I had.";
const SAY: &str = "When you suggested the timeline exercise I said \"great\" within half a second. I didn't think it was great. I think I was being a good student.";
const OFF: &str = "The moment my voice went strange when I said \"father\", and we moved on. I was relieved and also not.";
const THANKS: &str = "Thank you for the half second. I heard that \"great\" can mean \"I'm going along\". I'm glad you told me.";
const TRY: &str = "Ask \"what would you rather?\" before I offer any exercise.";
/// In paragraphs, and they stay.
const GREETING: &str = "Thank you for today.\n\nWrite as much or as little as you like.";
const WELCOME: &str = "Jonas, how was Thursday for you?";

/// The answer that is called so, on the page where each is handed over, kept or deleted.
#[track_caller]
fn decides(page: &Page, answer: &str, way: &str) {
    let n = page.run(
        "const all = [...document.querySelectorAll('main li:has(fieldset)')];
         return all.findIndex((e) => squash(e.querySelector('h2').textContent) === arguments[0]) + 1",
        Value::from(answer),
    );
    page.inside(&format!("main li:nth-child({n}):has(fieldset)"), |page| {
        page.choose(way);
        assert!(page.is_chosen(way), "{answer:?}: {way:?}");
    });
}

/// What stands under "What Marta will see", from the first answer on.
#[track_caller]
fn previewed(page: &Page, selector: &str) -> Vec<String> {
    let seen = page.run(
        "return [...document.querySelector(arguments[0]).querySelectorAll('li')].map((e) => squash(e.innerText))",
        Value::from(selector),
    );
    serde_json::from_value(seen).expect("texts")
}

/// The answers in a link.
#[track_caller]
fn handed_over(link: &str) -> String {
    let parcel: Value = serde_json::from_str(&inside(link)).expect("JSON");
    parcel["e"].to_string()
}

/// Nothing that Jonas kept is there, in no form.
#[track_caller]
fn tells_nothing_kept(text: &str) {
    for kept in
        ["father", "relieved", "strange", "quiet time", "ess guiding", "less-guiding", "more-quiet"]
    {
        assert!(!text.contains(kept), "{kept:?} is in {text}");
    }
}

/// F1: Marta asks, Jonas answers on his phone, Marta thanks him.
#[test]
fn jonas_hands_over_two_answers_and_keeps_the_others() {
    story(|page| {
        let marta = Two::known(page, NAMES);
        marta.alone();
        let home = talked(page, NAMES, &["2026-11-19"]);
        opens_sheet(page, "Marta");
        page.wait_for_heading("Ask Jonas how Thursday was");
        page.sound();
        page.screenshot("sheet");
        asks_anew(page, |page| {
            page.click_button("Choose the questions");
            for (question, there) in
                [("fb-free", true), ("fb-more-less", true), ("fb-mattered", false)]
            {
                page.choose(&ask(question));
                page.wait_for(question, |page| page.is_chosen(&ask(question)) == there);
            }
        });
        asks_anew(page, |page| {
            page.click_button("Add a word to Jonas");
            page.type_into("Your word to begin with", GREETING);
        });
        page.wait_for_text("Four questions");
        page.sound();
        page.screenshot("sheet-chosen");
        let request = link_on(page);
        assert!(page.server().url().len() + request.len() <= 400, "{} characters", request.len());
        page.press(Key::Escape);
        page.wait_for_focus("button \"Ask Jonas how it was\"");

        let phone = page.device(page.engine(), PHONE);
        let fresh = phone_before(&phone);
        phone.open(&request);
        let jonas = Two::known(&phone, NAMES);
        jonas.alone();
        phone.wait_for_heading(WELCOME);
        phone.wait_for_text("Marta would like to know.");
        phone.wait_for_text("Write as much or as little as you like.");
        let greeting = phone.run(
            "const e = document.querySelector('.cg-quote'); return [e.textContent, getComputedStyle(e).whiteSpace]",
            None,
        );
        assert_eq!(greeting, json!([GREETING, "pre-line"]), "in paragraphs");
        phone.sound();
        phone.screenshot("welcome");
        takes(&phone, "What Marta will see");
        phone.wait_for_focus("h1 \"What Marta will see\"");
        phone.sound();
        phone.click_button("Back");
        phone.wait_for_focus(&told("h1", WELCOME));
        phone.reload();
        phone.wait_for_heading(WELCOME);
        assert_eq!(phone.everything_kept(), fresh, "nothing is kept of looking");

        // As far as the first question, and back by a reload: still nothing is kept.
        takes(&phone, "Write it now");
        jonas.at("fb-settled", Second);
        phone.sound();
        phone.screenshot("settled");
        assert_eq!(phone.everything_kept(), fresh, "nothing is kept before an answer");
        phone.reload();
        phone.wait_for_heading(WELCOME);
        assert_eq!(phone.everything_kept(), fresh, "nor by a reload");

        takes(&phone, "Write it now");
        jonas.judged();
        jonas.at("fb-settled", Second).picks(&["Calm enough"]);
        assert!(
            phone.route().starts_with("#/t/"),
            "the link is out of the address: {}",
            phone.route()
        );
        jonas.at("fb-free", Second).choose("I said about half of it");
        phone.type_into(NOTE, "More than I planned");
        jonas.goes_on();
        jonas.at("fb-say", Second).choose("I went along, mostly");
        phone.type_into(NOTE, SAY);
        jonas.goes_on();
        jonas.at("fb-off", Second).writes(OFF);
        jonas.at("fb-more-less", Second).picks(&["More quiet time", "Less guiding"]);
        jonas.at("fb-release", Second);

        // Later, he finds more words for the first.
        phone.open("#/");
        phone.let_time_pass(90);
        phone.reload();
        phone.wait_for_text("Marta and Jonas");
        jonas.press("Carry on");
        jonas.at("fb-release", Second);
        for _ in 0..4 {
            jonas.press("Back");
        }
        jonas.at("fb-free", Second);
        assert_eq!(phone.value_of(NOTE), "More than I planned");
        phone.type_into(NOTE, ", less than I had.");
        jonas.goes_on();
        jonas.at("fb-say", Second).goes_on();
        jonas.at("fb-off", Second).goes_on();
        jonas.at("fb-more-less", Second).goes_on();
        jonas.at("fb-release", Second);
        phone.wait_for_text("Nothing. Marta sees none of it.");
        decides(&phone, "Saying what’s on your mind", "Hand it over");
        decides(&phone, "A real say", "Hand it over");
        // What is about to be deleted is handed over no more, whatever is said to the question.
        decides(&phone, "Off, or too fast", "Hand it over");
        decides(&phone, "Off, or too fast", "Delete it");
        phone.click_button("Keep it");
        phone.wait_for("it to be kept", |page| !page.has("button", "Erase it"));
        let seen = [
            format!("Saying what’s on your mind I said about half of it {FREE}"),
            format!("A real say I went along, mostly {SAY}"),
        ];
        phone.wait_for("the preview", |page| previewed(page, ".cg-handed") == seen);
        phone.sound();
        phone.screenshot("release");
        jonas.goes_on();
        jonas.at("fb-how-long", Second).picks(&["Until we’ve talked about it"]);
        phone.wait_for_focus("h1 \"Send it back to Marta\"");
        assert_eq!(previewed(&phone, "section[aria-labelledby=preview]"), seen, "just these");
        phone.sound();
        phone.screenshot("send");
        let reply = link_on(&phone);
        tells_nothing_kept(&inside(&reply));
        assert!(!handed_over(&reply).contains("fb-off"));

        // On Marta's device it waits until she opens it.
        let before = kept_by(page);
        page.open(&reply);
        page.wait_for_heading("Jonas says how Thursday, November 19 was.");
        page.wait_for_text("It belongs to your talk of Thursday, November 19, and joins it there.");
        assert!(!page.text().contains(FREE));
        page.sound();
        page.screenshot("arrived");
        assert_eq!(kept_by(page), before, "untouched");
        marta.judged();
        marta.press("Go on");
        marta.at("fb-receive", First);
        assert!(!page.text().contains("half a second"), "guidance first, alone on the page");
        marta.press("Open Jonas’s words");
        page.wait_for_focus("h1 \"What Jonas handed over\"");
        for words in [FREE, SAY, "I said about half of it", "I went along, mostly"] {
            page.wait_for_text(words);
        }
        tells_nothing_kept(&page.text());
        page.screenshot("opened");
        for (key, record) in kept_by(page) {
            assert!(
                !record.contains("father") && !record.contains("less-guiding"),
                "{key}: {record}"
            );
        }
        // Twice is as good as once.
        let once = taken(page);
        page.open(&reply);
        page.wait_for_heading("Jonas says how Thursday, November 19 was.");
        marta.press("Go on");
        page.wait_for_focus("h1 \"What Jonas handed over\"");
        assert_eq!(taken(page), once, "opened twice it changes nothing");

        marta.goes_on();
        marta.at("fb-say-thanks", First).writes(THANKS);
        marta.at("fb-try", First).fills(&[("What I’ll do", TRY)]);
        marta.at("fb-over-time", Both);
        page.wait_for_text("Marta, on your own.");
        tells_nothing_kept(&page.text());
        marta.goes_on();
        page.wait_for_focus("h1 \"Send it back to Jonas\"");
        page.wait_for_text(THANKS);
        page.sound();
        page.screenshot("send-back");
        let thanks = link_on(page);
        // Much more than this is here with Jonas: nothing of it goes unasked.
        let all = kept_by(page);
        page.click_button("Finish and forget on this device");
        page.wait_for_text("More than this is here with Jonas.");
        page.sound();
        page.click_button("Keep it");
        page.wait_for("the question to be gone", |page| !page.has("button", "Erase it"));
        assert_eq!(kept_by(page), all);
        page.open(&home);
        page.wait_for_text(TRY);
        tells_nothing_kept(&page.text());
        // Before they meet again, what she will try is read back to her.
        marta.press("Prepare");
        marta.on_cover("prep");
        marta.press("Begin");
        marta.at("pr-slow", First).goes_on();
        marta.at("pr-read-back", First);
        page.wait_for_text(TRY);
        tells_nothing_kept(&page.text());

        phone.open(&thanks);
        phone.wait_for_heading("Marta writes back about Thursday, November 19.");
        jonas.press("Go on");
        phone.wait_for_text(THANKS);
        phone.wait_for_text(TRY);
        phone.sound();
        phone.screenshot("thanked");
        // What he kept is there, on his own page.
        let run = &records(&phone, "run")[0];
        assert!(run.to_string().contains("relieved and also not"));
        tells_nothing_kept(&kept_by(page).values().cloned().collect::<String>());
    });
}

/// What a browser keeps before anybody was here: the program's own notes of the day, if any.
#[track_caller]
fn phone_before(phone: &Page) -> Value {
    phone.open("");
    phone.wait_for_heading("Two people, one honest conversation at a time.");
    phone.everything_kept()
}

/// What a device took in, without where its person is.
#[track_caller]
fn taken(page: &Page) -> Vec<Value> {
    let mut runs = records(page, "run");
    for run in &mut runs {
        for passing in ["at", "changed"] {
            run.as_object_mut().expect("a record").remove(passing);
        }
    }
    runs
}

/// The shortest way from the welcome to the link that goes back.
#[track_caller]
fn answers(two: &Two, words: &str) -> String {
    let device = two.page;
    device.wait_for_heading(WELCOME);
    two.alone();
    takes(device, "Write it now");
    two.at("fb-settled", Second).picks(&["Calm enough"]);
    two.at("fb-mattered", Second).skips();
    two.at("fb-say", Second).skips();
    two.at("fb-off", Second).writes(words);
    two.at("fb-release", Second);
    decides(device, "Off, or too fast", "Hand it over");
    two.goes_on();
    two.at("fb-how-long", Second).skips();
    device.wait_for_focus("h1 \"Send it back to Marta\"");
    link_on(device)
}

/// Asked in Chromium, answered in `WebKitGTK`, received in Firefox, whatever engine the suite runs in: so it is told once, in
/// Chromium's run.
#[test]
fn a_link_goes_from_engine_to_engine() {
    const WORDS: &str = "The bakery 🥐.\n\n\"I <3 it\" & you — مرحبا\nQuiet = something landed.";
    if Engine::of_this_run().name != CHROMIUM.name {
        return;
    }
    story(|page| {
        talked(page, NAMES, &["2026-11-19"]);
        opens_sheet(page, "Marta");
        let request = link_on(page);
        let jonas = page.device(WEBKIT, PHONE);
        jonas.open(&request);
        let reply = answers(&Two::known(&jonas, NAMES), WORDS);

        // Marta's other browser has what this one has.
        let marta = page.device(FIREFOX, LAPTOP);
        marta.prepare_storage(&kept_by(page));
        marta.open(&reply);
        marta.wait_for_heading("Jonas says how Thursday, November 19 was.");
        marta.click_button("Go on");
        marta.click_button("Open Jonas’s words");
        marta.wait_for_focus("h1 \"What Jonas handed over\"");
        let there = marta.run(
            "return [...document.querySelectorAll('main *')].some((e) => e.childElementCount === 0 && e.textContent === arguments[0])",
            Value::from(WORDS),
        );
        assert_eq!(there, Value::Bool(true), "to the letter: {}", marta.text());
        marta.sound();
    });
}

#[test]
fn not_this_time_needs_no_word_and_can_have_one() {
    story(|page| {
        talked(page, NAMES, &["2026-11-19"]);
        opens_sheet(page, "Marta");
        let request = link_on(page);
        let phone = page.device(page.engine(), PHONE);
        let fresh = phone_before(&phone);
        phone.open(&request);
        phone.wait_for_heading(WELCOME);
        takes(&phone, "Say it aloud");
        phone.wait_for_focus("h1 \"To talk about with Marta\"");
        for question in ["fb-mattered", "fb-say", "fb-off"] {
            phone.wait_for_text(&ask(question));
        }
        phone.sound();
        phone.screenshot("aloud");
        phone.click_button("Put it away");
        phone.wait_for_focus("h1 \"That’s all. You can put this away.\"");
        assert!(!phone.text().contains("Let Marta know"), "it was said: there is no no to tell");
        phone.sound();
        phone.click_button("Back");
        phone.wait_for_focus("h1 \"To talk about with Marta\"");
        phone.click_button("Back");
        phone.wait_for_focus(&told("h1", WELCOME));
        takes(&phone, "Not this time");
        phone.wait_for_focus("h1 \"Not this time. That’s fine.\"");
        phone.wait_for_text("Nothing of this is kept on this device.");
        phone.sound();
        phone.screenshot("not-this-time");
        phone.click_button("Let Marta know");
        let reply = link_on(&phone);
        assert_eq!(phone.everything_kept(), fresh, "nothing of it is kept, with a word or without");

        let before = kept_by(page);
        page.open(&reply);
        page.wait_for_heading("Jonas says: not today.");
        assert_eq!(kept_by(page), before);
        page.sound();
        page.screenshot("told");
        page.click_button("Go on");
        page.wait_for_focus("h1 \"Marta and Jonas\"");
        assert!(!page.text().contains("Carry on"), "nothing is left to do: {}", page.text());
    });
}

#[test]
fn later_is_kept_with_one_reminder() {
    story(|page| {
        page.open("");
        page.open(&request(NAMES, |_| {}));
        page.wait_for_heading(WELCOME);
        takes(page, "Later");
        let jonas = Two::known(page, NAMES);
        jonas.alone();
        jonas.judged();
        jonas.at("fb-channel", Second);
        assert!(page.route().starts_with("#/t/"), "kept, and the link is out of the address");
        for chosen in ["Later, when I’m settled", "Tomorrow"] {
            assert!(page.is_chosen(chosen), "{chosen}");
        }
        page.screenshot("later");
        jonas.goes_on();
        page.open("#/");
        page.wait_for_text("Marta and Jonas");
        assert!(!page.text().contains("you meant to come back"), "not before its time");
        page.let_time_pass(36 * 60);
        page.reload();
        page.wait_for_text("Jonas, you meant to come back and say how it was.");
        page.sound();
        page.screenshot("come-back");
        jonas.press("Not this time");
        page.wait_for("the reminder to be gone", |page| {
            !page.text().contains("you meant to come back")
        });
        page.let_time_pass(36 * 60);
        page.reload();
        page.wait_for_text("Marta and Jonas");
        assert!(!page.text().contains("you meant to come back"), "once, and never again");
    });
}

/// Three things can be wrong with a locked link, and each is said.
#[test]
fn a_passphrase_that_is_wrong_is_not_a_link_that_is_broken() {
    story(|page| {
        talked(page, NAMES, &["2026-11-19"]);
        opens_sheet(page, "Marta");
        let open = link_on(page);
        page.choose("Lock it with a passphrase");
        page.click_button("Copy link");
        page.wait_for_text("The link comes with the passphrase, which is still empty.");
        page.type_into("Passphrase", "two owls 🦉");
        let locked = link_on(page);
        assert_ne!(locked, open);
        page.sound();
        page.screenshot("locks");
        let phone = page.device(page.engine(), PHONE);
        for (link, words) in [
            (locked[..locked.len() - 4].to_owned(), "The rest was cut off on the way."),
            (locked.replacen(&locked[20..24], "AAAA", 1), "Something in this link was changed"),
        ] {
            phone.open(&link);
            phone.wait_for_text(words);
            assert!(!phone.has("field", "Passphrase"), "nobody is asked for it");
        }
        phone.open(&locked);
        phone.wait_for_heading("This link is locked");
        phone.type_into("Passphrase", "Two owls 🦉");
        phone.press(Key::Enter);
        phone.wait_for_text("That doesn’t open this link.");
        phone.sound();
        phone.clear_field("Passphrase");
        phone.type_into("Passphrase", "two owls 🦉");
        phone.press(Key::Enter);
        phone.wait_for_focus(&told("h1", WELCOME));
        // Another link in the same tab is another link.
        phone.open(&request(["Noor", "Sam"], |_| {}));
        phone.wait_for_heading("Sam, how was Thursday for you?");
    });
}

const LAUGH: &str = "I <3 how you laugh at your own slides & I'd like more \"what if\" time.";
const WEDS: &str = "ok so 😬 when you picked the topic AGAIN i smiled and died a little inside 💀 not mad!! 👩🏽‍💻➡️🛌🏽 just… can i pick on weds? 🙏🏽";
const SAME: &str = "the bit where u said \"we're basically the same\" 🫠 we're not lol";
const TRUST: &str = "thank you 🙇‍♂️ heard: topic = yours on weds ✅";
const NO_TOPIC: &str = "Wednesday: I don't bring a topic at all.";
const TOP: [(&str, &str); 3] = [
    ("2026-10-28", "yesss"),
    ("2026-11-04", "💯💯💯 best hour of my week 🥹🫶🏽 love uuuu"),
    ("2026-11-11", "🔥🔥🔥"),
];
const LAST: &str = "2026-11-18";
const PEERS: [&str; 2] = ["Priya", "Tom"];

/// Tom asks how Wednesday was, three questions; gives the link.
#[track_caller]
fn tom_asks(tom: &Page) -> String {
    let first = tom.has("button", "Ask how it was");
    if first {
        opens_sheet(tom, "Tom");
    } else {
        tom.click_button("Ask Priya how it was");
    }
    tom.wait_for_heading("Ask Priya how Wednesday was");
    asks_anew(tom, |tom| {
        tom.click_button("Choose the questions");
        for (question, there) in [("fb-free", true), ("fb-mattered", false)] {
            tom.choose(&ask(question));
            tom.wait_for(question, |page| page.is_chosen(&ask(question)) == there);
        }
    });
    let link = link_on(tom);
    tom.press(Key::Escape);
    link
}

/// Priya answers one question on her phone, with words if there are any.
#[track_caller]
fn rates(two: &Two, step: &str, label: &str, words: &str) {
    two.at(step, First).choose(label);
    if !words.is_empty() {
        two.page.type_into(NOTE, words);
    }
    two.goes_on();
}

/// From what she handed over to the link for Tom.
#[track_caller]
fn sends(two: &Two, other: &str) -> String {
    two.goes_on();
    if two.page.has("button", "Skip for now") || two.page.has("button", "Skip") {
        two.skips();
    }
    two.page.wait_for_focus(&format!("h1 \"Send it back to {other}\""));
    link_on(two.page)
}

/// F3: emoji, speed, and a very good face.
#[test]
fn priya_hands_over_one_answer_of_the_fifth_session() {
    Story::new().sized(PHONE).run(|page| {
        let tom = Two::known(page, PEERS);
        tom.alone();
        let home = talked(page, PEERS, &[]);
        let phone = page.another_device();
        let priya = Two::known(&phone, PEERS);
        priya.alone();
        for (day, words) in TOP {
            talked_again(page, &home, day);
            let link = tom_asks(page);
            phone.open(&link);
            phone.wait_for_heading("Priya, how was Wednesday for you?");
            takes(&phone, "Write it now");
            priya.alone();
            priya.at("fb-settled", First).picks(&["Calm enough"]);
            rates(&priya, "fb-free", "I could say anything", words);
            rates(&priya, "fb-say", "I chose it too", "");
            priya.at("fb-off", First).skips();
            priya.at("fb-release", First);
            for answer in ["Saying what’s on your mind", "A real say"] {
                decides(&phone, answer, "Hand it over");
            }
            let reply = sends(&priya, "Tom");
            page.open(&reply);
            page.click_button("Go on");
            page.click_button("Open Priya’s words");
            page.wait_for_text(words);
            page.open(&home);
        }
        page.wait_for_text("Worth a word?");
        assert_eq!(page.text().matches("Worth a word?").count(), 1, "of three top marks, once");

        talked_again(page, &home, LAST);
        let link = tom_asks(page);
        phone.open(&link);
        phone.wait_for_heading("Priya, how was Wednesday for you?");
        takes(&phone, "Write it now");
        priya.alone();
        priya.at("fb-settled", First).picks(&["Still stirred up — remind me tomorrow"]);
        priya.arrive_alone("It waits here for you.");
        phone.open("#/");
        phone.let_time_pass(36 * 60);
        phone.reload();
        phone.wait_for_text("Priya, you meant to come back and say how it was.");
        priya.press("Say how it was");
        priya.alone();
        priya.at("fb-settled", First).picks(&["Calm enough"]);
        rates(&priya, "fb-free", "I said about half of it", "");
        rates(&priya, "fb-say", "I went along, mostly", WEDS);
        priya.at("fb-off", First).writes(SAME);
        priya.at("fb-release", First);
        decides(&phone, "A real say", "Hand it over");
        decides(&phone, "Off, or too fast", "Delete it");
        phone.click_button("Erase it");
        phone.wait_for("it to be gone", |page| !page.text().contains("basically the same"));
        let reply = sends(&priya, "Tom");
        let told = handed_over(&reply);
        for kept in ["basically", "fb-free", "fb-off"] {
            assert!(!told.contains(kept), "{kept:?} is not in {told}");
        }
        let copy = {
            phone.open("#/data");
            phone.click_button("Save a copy");
            String::from_utf8(phone.download().1).expect("text")
        };
        assert!(!copy.contains("basically the same") && copy.contains("🛌🏽"), "deleted is gone");

        page.open(&reply);
        tom.judged();
        tom.press("Go on");
        tom.at("fb-receive", Second).press("Open Priya’s words");
        page.wait_for_text(WEDS);
        page.screenshot("opened");
        tom.goes_on();
        tom.at("fb-say-thanks", Second).writes(TRUST);
        tom.at("fb-try", Second).fills(&[("What I’ll do", NO_TOPIC)]);
        // And his own, of the same talk.
        tom.jump("6b");
        tom.at("fb-free", Second).choose("I could say anything");
        page.type_into(NOTE, LAUGH);
        tom.goes_on();
        tom.jump("17b");
        tom.at("fb-release", Second);
        decides(page, "Saying what’s on your mind", "Hand it over");
        let run = page.route().split('/').nth(2).expect("a run").to_owned();
        page.open(&format!("#/t/{run}/send"));
        let thanks = link_on(page);
        for words in [TRUST, NO_TOPIC, LAUGH] {
            page.wait_for_text(words);
        }
        page.open(&home);
        page.wait_for_heading("How it has felt, session by session");
        page.click_at(".cg-partnership__felt summary");
        // Of the last talk only what she handed over; no gap where she kept or deleted something.
        let told = [("Priya", 7), ("Tom", 1), ("I went along, mostly", 1)];
        page.wait_for("the table of what was handed over", |page| {
            let rows = page.run(
                "return [...document.querySelectorAll('.cg-table tbody tr')].map((e) => squash(e.innerText))", None);
            told.iter().all(|(words, n)| rows.to_string().matches(words).count() == *n)
        });
        assert_eq!(page.text().matches("Worth a word?").count(), 1);
        page.sound();
        page.screenshot("over-time");

        phone.open(&thanks);
        phone.wait_for_heading("Tom says how Wednesday, November 18 was.");
        priya.press("Go on");
        priya.at("fb-receive", First).press("Open Tom’s words");
        phone.wait_for_text(LAUGH);
        phone.sound();
        phone.screenshot("thanked");
        phone.open(&home);
        phone.wait_for_text(NO_TOPIC);
    });
}
