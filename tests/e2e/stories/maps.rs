//! Sam's map (F7): seven talks, odd characters, two people with the same name; and what a map is kept from.

use serde_json::{Value, json};

use crate::page::{Key, Page};
use crate::story::{SMALL_PHONE, story};
use crate::two::{ALONE, ask, records};

const TALKS: [(&str, &str, &str, &str); 7] = [
    ("Alex (finance)", "find out what's already fixed", "It unlocks the rest", "This week"),
    ("Alex (my team)", "tell them what I know & don't know", "Quite a bit", "There’s a date"),
    ("Dr. Nguyễn Thị Hương", "ask for 0.5 post from her grant", "Quite a bit", "This month"),
    ("“The Dean”", "10 min, no slides!!!", "A little", "No rush"),
    ("O’Brien, Siobhán", "apologise for the e-mail of 3 Nov.", "It unlocks the rest", "This week"),
    ("me → calendar", "is that a talk? 🤔", "A little", "No rush"),
    ("my brother Łukasz", "who drives Mum on Thursdays", "Quite a bit", "This week"),
];
const SUGGESTED: [usize; 7] = [0, 4, 6, 1, 2, 5, 3];
const SAMS: [usize; 7] = [4, 0, 1, 6, 2, 3, 5];
const REASON: &str = "Because I wrote it to win and she's the only one in the building who tells me the truth. https://intranet.example/really/long/path/without/any/spaces/that/has/to/wrap/somewhere/or/it/will/break/the/layout/of/a/phone?x=1&y=<script>alert(\"no\")</script>";
/// Words that stand on the map, and nowhere else.
const ONLY_THERE: [&str; 7] =
    ["intranet", "stairs", "apologise", "Łukasz", "Nguyễn", "Precision", "stand-up"];

/// From a device nobody was at to the first question, alone.
fn begin(page: &Page) {
    page.open("#/about");
    page.click_link("On your own for now? A map of the talks you put off");
    page.wait_for_focus(&format!("h1 {:?}", ask("mp-welcome")));
    assert_eq!(page.route(), "#/m");
    assert_eq!(page.title(), "Common Ground");
    page.sound();
    page.screenshot("welcome");
    assert_eq!(records(page, "map"), Vec::<Value>::new(), "nothing is kept before it begins");
    page.click_button("Begin");
    at(page, "mp-situation");
}

#[track_caller]
fn at(page: &Page, step: &str) {
    page.wait_for_focus(&format!("h1 {:?}", ask(step)));
}

/// On to a question, which is as sound as every page.
#[track_caller]
fn on(page: &Page, step: &str) {
    page.click_button("Continue");
    at(page, step);
    page.sound();
}

fn add(page: &Page, fields: &[(&str, &str)]) {
    for (label, text) in fields {
        page.type_into(label, text);
    }
    page.press(Key::Enter);
}

fn talk_line(n: usize) -> String {
    let (person, purpose, ..) = TALKS[n];
    format!("{person}: {purpose}")
}

/// The talks as the page has them, from the top.
fn lines(page: &Page) -> Vec<String> {
    let found = page.run(
        "return [...document.querySelectorAll('ol.cg-items > li .cg-reading')].map((e) => squash(e.textContent))",
        None,
    );
    found
        .as_array()
        .into_iter()
        .flatten()
        .map(|l| l.as_str().unwrap_or_default().to_owned())
        .collect()
}

#[track_caller]
fn is_in_order(page: &Page, order: [usize; 7]) {
    let wanted: Vec<String> = order.iter().map(|n| talk_line(*n)).collect();
    page.wait_for("the order", |page| lines(page) == wanted);
}

/// What is asked of each of the talks, for the one at `n`.
fn of_talk(page: &Page, n: usize, act: impl FnOnce(&Page)) {
    let group = format!("fieldset.cg-field:nth-of-type({})", n + 1);
    page.inside(&group, act);
}

/// Every list ends with the same two (C37), for each of the talks it is asked of.
#[track_caller]
fn takes_any_answer(page: &Page, talks: usize) {
    let all = page.names("choice");
    for end in ["In my own words", "None of these"] {
        assert_eq!(all.iter().filter(|choice| *choice == end).count(), talks, "{end:?}: {all:?}");
    }
}

fn write_of_siobhan(page: &Page, text: &str) {
    let label = talk_line(4);
    page.inside("ul.cg-stack > li:nth-child(5)", |page| {
        page.click_at("summary");
        page.type_into(&label, text);
    });
}

pub fn f7(page: &Page) {
    begin(page);
    let situations =
        ["R&D budget <2026>", "\"Project O'Brien & Söhne\"", "my own workload", "Mum's flat"];
    for text in situations {
        add(page, &[("Add to “Situations”", text)]);
    }
    page.wait_for_text("Kept on this device, just now");
    page.screenshot("situations");
    on(page, "mp-result");
    page.choose("R&D budget <2026>");
    page.type_into(
        "What would be different?",
        "We keep 2 of 3 posts, and nobody learns it from the intranet.",
    );
    page.screenshot("result");
    on(page, "mp-talks");
    for (person, purpose, ..) in TALKS {
        add(page, &[("The person", person), ("What the talk is for", purpose)]);
    }
    page.wait_for_text(&talk_line(6));
    page.sound();
    page.screenshot("talks");
    on(page, "mp-reason");
    write_of_siobhan(page, REASON);
    page.sound();
    page.screenshot("reason");
    on(page, "mp-weight");
    takes_any_answer(page, TALKS.len());
    for (n, (_, _, weight, _)) in TALKS.iter().enumerate() {
        of_talk(page, n, |page| page.choose(weight));
    }
    page.screenshot("weight");
    on(page, "mp-time");
    takes_any_answer(page, TALKS.len());
    for (n, (_, _, _, time)) in TALKS.iter().enumerate() {
        of_talk(page, n, |page| page.choose(time));
    }
    of_talk(page, 1, |page| page.pick_moment("The day", "2026-02-12"));
    page.sound();
    page.screenshot("time");
    on(page, "mp-waiting");
    write_of_siobhan(page, "I take the back stairs.");
    on(page, "mp-order");
    order(page);
    on(page, "mp-sign");
    page.type_into("A sign that it helped", "If she makes fun of me again, we're good.");
    on(page, "mp-which-guide");
    takes_any_answer(page, 1);
    page.choose("Clear the air");
    page.wait_for_button("To “Clear the air”");
    page.sound();
    page.screenshot("guide");
    on(page, "mp-what-moves-them");
    page.type_into(
        "What matters to them",
        "Precision. Being asked *before* things are sent. Question: \"What would you have wanted me to do with that number?\"",
    );
    on(page, "mp-first");
    page.wait_for_text(&talk_line(4));
    page.type_into("When will you invite them?", "Monday after stand-up");
    page.screenshot("first");
    on(page, "mp-keep-in-touch");
    takes_any_answer(page, TALKS.len());
    of_talk(page, 2, |page| {
        page.choose("Every three months");
        page.wait_for_text("The next one comes on");
    });
    page.sound();
    page.screenshot("nudge");
    page.click_button("Continue");
    // Nothing more is asked (C32).
    page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
    assert_eq!(page.count("main :is(input, textarea)"), 0);
    page.sound();
    page.screenshot("end");
    page.click_button("See the whole map");
    whole(page);
    closes(page);
    into_a_clearing(page);
}

/// The order is suggested, then Sam's, and stays so, whatever comes between.
fn order(page: &Page) {
    is_in_order(page, SUGGESTED);
    for up in ["O’Brien, Siobhán", "Alex (my team)", "“The Dean”"] {
        page.click_button(&format!("Up : {up}"));
    }
    is_in_order(page, SAMS);
    page.wait_for_text("This is your order, and it stays as it is.");
    page.sound();
    page.screenshot("order");
    page.reload();
    page.wait_for_heading(&ask("mp-order"));
    is_in_order(page, SAMS);
    page.back();
    at(page, "mp-waiting");
    page.forward();
    at(page, "mp-order");
    is_in_order(page, SAMS);
}

/// The whole map: everything in Sam's order, found with and without marks, and nothing of what moves them.
fn whole(page: &Page) {
    page.wait_for_focus("h1 \"Your map\"");
    is_in_order(page, SAMS);
    page.sound();
    page.screenshot("whole");
    assert!(!page.text().contains("Precision"), "what matters to them is no profile");
    for (wanted, found) in [
        ("Nguyen", vec!["Nguyễn"]),
        ("nguyễn", vec!["Nguyễn"]),
        ("Lukasz", vec!["Łukasz"]),
        ("Sohne", vec!["Söhne"]),
        ("alex", vec!["Alex", "Alex"]),
        ("<script>", vec!["<script>"]),
        ("Precision", vec![]),
    ] {
        page.clear_field("A word or a name, with or without accents");
        page.type_into("A word or a name, with or without accents", wanted);
        page.wait_for(&format!("what is found of {wanted}"), |page| {
            let marks = "return [...document.querySelectorAll('mark')].map((e) => e.textContent)";
            page.run(marks, None) == json!(found)
        });
    }
    page.clear_field("A word or a name, with or without accents");
    page.type_into("A word or a name, with or without accents", "script");
    page.wait_for_text(REASON);
    assert_eq!(page.count("main script"), 0, "markup is plain characters");
    page.viewport(SMALL_PHONE.0, SMALL_PHONE.1);
    page.sound();
    page.screenshot("found");
}

/// Paused, nothing of it is on the page, and it takes a tap to open it again.
fn closes(page: &Page) {
    page.click_button("Pause");
    page.wait_for_focus("h1 \"This page is one person’s own.\"");
    for telling in ONLY_THERE.iter().chain(&["Siobhán", "Alex", "talk with"]) {
        assert!(!page.text().contains(telling), "{telling:?} is on the page");
    }
    page.sound();
    page.screenshot("closed");
    page.click_button("It’s mine, open it");
    page.wait_for_focus("h1 \"Your map\"");
    is_in_order(page, SAMS);
}

/// Nothing of the map is in a clearing with Siobhán but what Sam types again.
fn into_a_clearing(page: &Page) {
    page.click_button("To “Clear the air”");
    page.wait_for_focus("h1 \"Clear the air, with whom?\"");
    page.click_button("Begin with someone new");
    page.type_into("Your first name", "Sam");
    page.type_into("Their first name", "Siobhán");
    page.click_button("Begin with Siobhán");
    page.wait_for("the cover", |page| page.route().ends_with("/start/3"));
    page.choose(ALONE);
    page.click_button("Begin");
    at(page, "ca-safe");
    page.choose("Yes");
    page.click_button("Continue");
    page.wait_for("a question of the talk", |page| page.route().starts_with("#/t/"));
    let kept = [records(page, "run"), records(page, "partnership"), records(page, "session")];
    let kept = json!(kept).to_string();
    for telling in ONLY_THERE {
        assert!(!page.text().contains(telling), "{telling:?} is on the page");
        assert!(!kept.contains(telling), "{telling:?} is kept with the two");
    }
    let maps = records(page, "map");
    assert_eq!(maps.len(), 1);
    assert!(maps[0].to_string().contains("stairs"), "and the map is as it was");
}

#[test]
fn f7_sams_map() {
    story(f7);
}

/// A map with one talk, by keys alone.
fn one_talk(page: &Page) {
    begin(page);
    page.type_into("Add to “Situations”", "Mum's flat");
    page.press(Key::Enter);
    page.wait_for_text("Kept on this device, just now");
    press_on(page, "mp-result");
    press_on(page, "mp-talks");
    page.type_into("The person", "Hương");
    page.press(Key::Enter);
    page.wait_for_button("Remove : Hương");
}

/// "Continue", with the keyboard.
fn press_on(page: &Page, step: &str) {
    // The page that has come puts the focus where it begins by a timer; whatever is set off later comes after that.
    page.run_later("setTimeout(() => done(null), 10)", &[]);
    page.run("document.querySelector('.cg-actions .cg-button--main').focus()", None);
    page.press(Key::Enter);
    at(page, step);
}

/// A nudge comes when it was chosen, says nothing to others, and is settled by a tap. A copy holds the map
/// without what matters to somebody; erased, nothing of it is left.
pub fn kept_and_erased(page: &Page) {
    one_talk(page);
    let map = page.route().trim_end_matches("/4").to_owned();
    for step in ["mp-reason", "mp-weight", "mp-time", "mp-waiting", "mp-order", "mp-sign"] {
        press_on(page, step);
    }
    press_on(page, "mp-which-guide");
    press_on(page, "mp-what-moves-them");
    page.type_into("What matters to them", "Precision");
    press_on(page, "mp-first");
    press_on(page, "mp-keep-in-touch");
    page.choose("Monthly");
    page.wait_for_text("The next one comes on");
    page.let_time_pass(32 * 24 * 60);
    page.open("");
    page.wait_for_text("There is something you wanted to be reminded of.");
    assert!(!page.text().contains("Hương"), "others may look on");
    page.sound();
    page.screenshot("home");
    page.click_button("Look");
    page.wait_for_focus("h1 \"This page is one person’s own.\"");
    page.click_button("It’s mine, open it");
    page.wait_for_text("You wanted to ask Hương how they are.");
    page.sound();
    page.screenshot("due");
    page.click_button("Put it away");
    page.wait_for("nothing due", |page| !page.text().contains("You wanted to ask"));
    // Another month on, it has come often enough.
    page.let_time_pass(32 * 24 * 60);
    page.reload();
    page.click_button("It’s mine, open it");
    page.wait_for_text("You wanted to ask Hương how they are.");
    page.click_button("Stop reminding me");
    page.wait_for("nothing due", |page| !page.text().contains("You wanted to ask"));
    page.open("#/data");
    page.wait_for_text("stays out of copies");
    page.sound();
    page.screenshot("data");
    page.click_button("Save a copy");
    let (_, bytes) = page.download();
    let file = String::from_utf8(bytes).expect("text");
    assert!(file.contains("Hương") && !file.contains("Precision"), "{file}");
    page.open(&map);
    page.click_button("It’s mine, open it");
    page.click_button("Erase this map");
    page.wait_for_button("Erase it");
    page.sound();
    page.click_button("Erase it");
    page.wait_for("nobody here any more", |page| page.route() == "#/");
    assert_eq!(records(page, "map"), Vec::<Value>::new());
    page.wait_for("nothing of it anywhere", |page| {
        !page.everything_kept().to_string().contains("Hương")
    });
}

#[test]
fn a_map_is_kept_reminds_and_is_erased() {
    story(kept_and_erased);
}
