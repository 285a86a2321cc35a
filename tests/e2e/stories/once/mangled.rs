//! A link that did not arrive as it was sent (story 4 and 5), and links with words in them that are no words of a friend
//! (story 19).

use common_ground::domain::limits;
use common_ground::share::file;
use serde_json::Value;

use crate::links::{link_on, request, takes};
use crate::page::Page;
use crate::story::{PHONE, Story, story};
use crate::two::Two;
use crate::two::Who::Second;

const NAMES: [&str; 2] = ["Marta", "Jonas"];
const WELCOME: &str = "Jonas, how was Thursday for you?";

/// What the page says of a link that cannot be opened.
#[track_caller]
fn says(page: &Page, words: &str) {
    page.wait_for_heading("This link can’t be opened");
    page.wait_for_text(words);
    page.wait_for_text("Nothing was opened, and nothing of yours was touched.");
}

#[test]
fn each_part_of_a_link_says_how_much_arrived() {
    story(|page| {
        page.open("");
        page.wait_for_heading("Two people, one honest conversation at a time.");
        let fresh = page.everything_kept();
        let link = request(NAMES, |_| {});
        let all = link.len() - 1;
        // From the first character to the last but one, and twenty of those in between.
        let some = (1..20).map(|n| n * all / 20);
        for arrived in [1, 2, 5].into_iter().chain(some).chain([all - 1]) {
            page.open(&link[..=arrived]);
            let says_so = if arrived < 6 {
                format!("Only {arrived} characters arrived")
            } else {
                format!("Only {arrived} of {all} characters arrived.")
            };
            says(page, &says_so);
        }
        page.sound();
        page.screenshot("cut");
        page.open(&format!("{link}AA"));
        says(page, &format!("{} characters arrived, and only {all} were sent.", all + 2));
        let (before, last) = link.split_at(link.len() - 1);
        page.open(&format!("{before}{}", if last == "A" { "B" } else { "A" }));
        says(page, "Something in this link was changed on the way.");
        page.open(&link.replacen("#1.", "#2.", 1));
        says(page, "This link was made by a newer Common Ground.");
        assert_eq!(page.everything_kept(), fresh, "nothing of it is kept");
    });
}

/// What is too long for a link opens from its file, wherever one opens a file.
#[test]
fn a_link_too_long_for_an_address_opens_from_its_file() {
    story(|page| {
        let mut dice = 1_u32;
        let mut letter = || {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_digit(dice >> 27, 36).expect("below 36")
        };
        let link = request(NAMES, |parcel| {
            let asked = parcel.asked.as_mut().expect("asked");
            asked.greeting = (0..limits::TEXT).map(|_| letter()).collect();
        });
        assert!(link.len() > limits::LINK);
        let whole = file::write(&link[1..]);
        page.open("#1.");
        page.wait_for_heading("This link can’t be opened");
        page.choose_file("Open it from a file", file::NAME, whole.as_bytes());
        page.wait_for_heading(WELCOME);
    });
}

/// What came of it in a mail is undone where it is pasted; a file does as well.
#[test]
fn a_link_can_be_pasted_or_opened_from_a_file() {
    Story::new().sized(PHONE).run(|page| {
        let link = request(NAMES, |_| {});
        let whole = format!("{}{link}", page.server().url());
        let encoded: Vec<String> = whole.bytes().map(|b| format!("%{b:02X}")).collect();
        let encoded = encoded.concat();
        let wrapped = format!("https://eur02.safelinks.protection.outlook.com/?url={encoded}&data=05%7C02");
        let broken = &link[..link.len() - 9];
        for pasted in [whole.clone(), wrapped, format!("<{whole}>."), format!("\n{whole}&fbclid=x")] {
            page.open(broken);
            says(page, "The rest was cut off on the way.");
            page.paste_into("The whole link", pasted.trim_start());
            page.click_button("Open this link");
            page.wait_for_focus(&format!("h1 \"{WELCOME}\""));
            assert_eq!(page.route(), link, "it stands in the address");
        }
        page.open(broken);
        page.type_into("The whole link", "no link at all");
        page.click_button("Open this link");
        page.wait_for_text("There is no Common Ground link in this.");
        page.sound();
        page.screenshot("no-link");

        page.open(&link);
        writes_a_little(page, &Two::known(page, NAMES), "As a file.");
        let link = link_on(page);
        page.click_button("Save it as a file");
        let (name, file) = page.download();
        assert_eq!(name, "common-ground-link.json");
        let other = page.another_device();
        other.open(broken);
        other.wait_for_heading("This link can’t be opened");
        // Whatever file is taken, something is said to it.
        other.choose_file("Open it from a file", "film.json", &vec![b'x'; limits::FILE + 1]);
        other.wait_for_text("This is longer than any link of Common Ground, so it was not opened.");
        other.sound();
        other.choose_file("Open it from a file", "notes.json", &vec![b'x'; 2 * limits::LINK]);
        other.wait_for_text("There is no Common Ground link in this.");
        other.choose_file("Open it from a file", &name, &file);
        // A device that never asked.
        other.wait_for_focus("h1 \"Jonas says how Thursday, November 19 was.\"");
        assert_eq!(other.route(), link);
        other.wait_for_text("Nothing on this device asked for it. You can keep it as a new partnership with Jonas, or leave it.");
        other.sound();
        other.screenshot("never-asked");
        other.click_button("Keep it here");
        other.wait_for_button("Open Jonas’s words");
        other.click_button("Open Jonas’s words");
        other.wait_for_text("As a file.");
        other.open("#/");
        other.wait_for_text("Marta and Jonas");
    });
}

/// From the welcome to the page from which it is sent, with one answer handed over.
#[track_caller]
fn writes_a_little(page: &Page, jonas: &Two, words: &str) {
    jonas.alone();
    takes(page, "Write it now");
    jonas.at("fb-settled", Second).picks(&["Calm enough"]);
    jonas.at("fb-mattered", Second).skips();
    jonas.at("fb-say", Second).skips();
    jonas.at("fb-off", Second).writes(words);
    jonas.at("fb-release", Second);
    page.inside("main li:has(fieldset)", |page| page.choose("Hand it over"));
    jonas.goes_on();
    jonas.at("fb-how-long", Second).skips();
    let other = jonas.names[0];
    page.wait_for_focus(&format!("h1 \"Send it back to {other}\""));
}

const SCRIPT: &str = "<img src=x onerror=hostile()>";
const END: &str = "</script><svg onload=hostile()>{{7*7}}";
const BACKWARDS: &str = "Jo\u{202e}nas ../CON a/b";
const LOUD: &str = "Z̸̢̛͓a̴l̵g̶o̷ 👩🏽‍💻🙇‍♂️ مرحبا à vous javascript:hostile() __proto__";

/// Story 19.
#[test]
fn words_of_a_link_are_words_and_nothing_else() {
    story(|page| {
        page.open("");
        let link = request([SCRIPT, BACKWARDS], |asked| {
            let asks = asked.asked.as_mut().expect("it asks");
            asks.greeting = format!("{END}\r\nBEGIN:VEVENT\r\n{LOUD}");
            asks.own = vec![format!("{SCRIPT} why?"), END.to_owned()];
        });
        page.open(&link);
        for words in [SCRIPT, END, LOUD, "BEGIN:VEVENT"] {
            page.wait_for_text(words);
        }
        harmless(page);
        page.sound();
        page.screenshot("welcome");
        takes(page, "Say it aloud");
        page.wait_for_text(&format!("{SCRIPT} why?"));
        page.click_button("Back");
        takes(page, &format!("What {SCRIPT} will see"));
        page.click_button("Back");
        harmless(page);
        takes(page, "Write it now");
        let go = |page: &Page| page.click_button("Continue");
        page.choose("Calm enough");
        go(page);
        for question in ["what matters to you?", "a real say"] {
            page.wait_for_text(question);
            page.click_button("Skip for now");
        }
        page.wait_for_text("felt off");
        writes_here(page, LOUD);
        go(page);
        page.wait_for_heading(&format!("{SCRIPT} why?"));
        writes_here(page, SCRIPT);
        go(page);
        page.wait_for_heading(END);
        writes_here(page, END);
        go(page);
        page.wait_for_text("Look at each answer.");
        for n in 1..=3 {
            page.inside(&format!("main li:nth-child({n}):has(fieldset)"), |page| {
                page.choose("Hand it over");
            });
        }
        harmless(page);
        page.sound();
        page.screenshot("release");
        go(page);
        page.wait_for_text("How long may your words stay?");
        go(page);
        page.wait_for_heading(&format!("Send it back to {SCRIPT}"));
        for words in [SCRIPT, END, LOUD] {
            page.wait_for_text(words);
        }
        harmless(page);
        assert_eq!(page.count(".cg-code path"), 1, "the code is drawn");
        page.fits();
        page.axe();
        page.screenshot("send");
        let reply = link_on(page);
        page.click_button("Save it as a file");
        let (name, _) = page.download();
        assert_eq!(name, "common-ground-link.json");

        let other = page.another_device();
        other.open(&reply);
        other.wait_for_button("Keep it here");
        harmless(&other);
        other.click_button("Keep it here");
        other.wait_for_text("Before you open it");
        other.click_at("main .cg-button--main");
        for words in [SCRIPT, END, LOUD] {
            other.wait_for_text(words);
        }
        harmless(&other);
        other.open("#/data");
        other.click_button("Save a copy");
        let (name, file) = other.download();
        assert!(name.starts_with("common-ground-20") && !name.contains("CON"), "{name}");
        let file: Value = serde_json::from_slice(&file).expect("a copy is JSON");
        for words in [SCRIPT, END, LOUD] {
            let told = Value::from(words).to_string();
            assert!(file.to_string().contains(&told), "{told}");
        }
    });
}

/// Writes where the page begins. Not by the field's name: engines differ in what they tell of a mark that turns a name.
#[track_caller]
fn writes_here(page: &Page, words: &str) {
    page.wait_for("the field to have the focus", |page| {
        page.run("return document.activeElement?.matches('[data-first]') ?? false", None) == true
    });
    page.type_here(words);
}

/// Nothing ran, nothing of it became markup, and the title tells nothing.
#[track_caller]
fn harmless(page: &Page) {
    assert_eq!(page.title(), "Common Ground");
    let markup = page.run(
        "return document.querySelectorAll('img, script:not([src]), svg[onload], [onerror]').length",
        None,
    );
    assert_eq!(markup, Value::from(0));
}
