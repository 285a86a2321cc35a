//! أمينة (Amina) and Claire (F2): right to left and left to right in one session.

use serde_json::{Value, json};

use crate::page::Page;
use crate::story::story;
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, ask, records};

const KNOW_WHY: &str =
    "لأنها تسأل الأسئلة التي أخاف أن أطرحها. أريد أن نبني مكتبًا صغيرًا لا يحتاج فيه أحد إلى التظاهر.";
const OFFER: &str = "ثماني سنوات من الخبرة في الخطوط العربية، وصبر طويل مع العملاء 🙂";
const HOPE: &str = "أن نعرف من يقرر ماذا قبل أن يسألنا أول عميل.";
const HOPE_CLAIRE: &str = "That we both know what we said yes to.";
const PICTURE: &str = "مكتبة خطوط مفتوحة باسم جدتي «خديجة»، ولو بعد عشر سنوات (2035).";
const PICTURE_CLAIRE: &str = "Four-day weeks. I won't give those up, not even for a dream client.";
const SOON: &str = "إنهاء الهوية البصرية لمتحف المدينة قبل 15/03.";
const LATER: &str = "تدريس يوم واحد في الأسبوع.";
const SOON_CLAIRE: &str = "bank account + contract draft v2 by Friday";
const LATER_CLAIRE: &str = "hire one person we'd trust with the keys";
const FOCUS: &str = "اسأليني: «ماذا ستتركين من أجل هذا؟» ثم انتظري.";
const MEET: &str = "small studio, no unpaid pitches, \"Khadija\" خديجة as a long project";
const DIFFER: &str = "Claire's four days vs. museum deadline; who speaks to clients";
const BEHIND: &str = "نعم، إذا بقي يوم الأحد لي.";
const DECLARE: &str =
    "Claire stands behind the museum and behind خديجة. أمينة stands behind four-day weeks.";
const PLAN: &str = "إرسال عقد المتحف إلى Claire";
const WHY: &str = "لأنني وعدت نفسي";
const ROLE: &str = "Claire asks Amina how it goes on Thursdays";

/// What both may read back, with the direction each text has of its own.
const SHARED: [(&str, &str); 14] = [
    (HOPE, "rtl"),
    (HOPE_CLAIRE, "ltr"),
    (PICTURE, "rtl"),
    (PICTURE_CLAIRE, "ltr"),
    (SOON, "rtl"),
    (LATER, "rtl"),
    (SOON_CLAIRE, "ltr"),
    (LATER_CLAIRE, "ltr"),
    (MEET, "ltr"),
    (DIFFER, "ltr"),
    (BEHIND, "rtl"),
    (DECLARE, "ltr"),
    (PLAN, "rtl"),
    (WHY, "rtl"),
];

/// The direction in which the one text `text` stands on the page.
#[track_caller]
fn direction(page: &Page, text: &str) -> String {
    let found = page.run(
        "const found = [...document.querySelectorAll('main *')].filter((e) => shown(e) && e.childElementCount === 0 && e.textContent === arguments[0]);
         return [...new Set(found.map((e) => getComputedStyle(e).direction))].join()",
        json!([text]),
    );
    found.as_str().unwrap_or_default().to_owned()
}

/// Where on the line each sign of `signs` is drawn, in the one text `text` of the page: x, and y of its line.
#[track_caller]
fn drawn(page: &Page, text: &str, signs: &[&str]) -> Vec<(f64, f64)> {
    let boxes = page.run(
        "const found = [...document.querySelectorAll('main *')].find((e) => shown(e) && e.childElementCount === 0 && e.textContent === arguments[0]);
         const node = found.firstChild;
         return arguments[1].map((sign) => {
           const at = sign === '' ? 0 : node.data.lastIndexOf(sign);
           const range = document.createRange();
           range.setStart(node, at);
           range.setEnd(node, at + Math.max(1, sign.length));
           const box = range.getBoundingClientRect();
           return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
         })",
        json!([text, signs]),
    );
    let number = |value: &Value| value.as_f64().expect("a place");
    boxes.as_array().expect("places").iter().map(|b| (number(&b[0]), number(&b[1]))).collect()
}

/// Each text in its own direction, with its signs where a reader of that language looks for them.
#[track_caller]
fn reads_well(page: &Page) {
    for (text, wanted) in SHARED {
        assert_eq!(direction(page, text), wanted, "the direction of {text}");
        let (last, _) = text.char_indices().next_back().expect("a text");
        let [first, end] = drawn(page, text, &["", &text[last..]])[..] else {
            panic!("two places")
        };
        if (first.1 - end.1).abs() < 4.0 {
            let runs_left = end.0 < first.0;
            assert_eq!(
                runs_left,
                wanted == "rtl",
                "{text} ends at {end:?} and begins at {first:?}"
            );
        }
    }
    let [open, name, close] = drawn(page, PICTURE, &["«", "خديجة", "»"])[..] else {
        panic!()
    };
    assert!(open.0 > name.0 && name.0 > close.0, "guillemets: {open:?} {name:?} {close:?}");
    let [open, year, close] = drawn(page, PICTURE, &["(", "2035", ")"])[..] else { panic!() };
    assert!(open.0 > year.0 && year.0 > close.0, "brackets: {open:?} {year:?} {close:?}");
}

#[test]
fn amina_and_claire_write_in_their_own_directions() {
    story(|page| {
        let two = Two::begin(page, ["أمينة", "Claire"]);
        page.click_link("Common Ground, all partnerships");
        page.wait_for_focus("h1 \"Where would you like to pick up, أمينة?\"");
        page.click_link("أمينة and Claire");
        page.wait_for_focus("h1 \"أمينة and Claire\"");
        page.click_button("Change");
        page.wait_for_focus("h2 \"Names, languages, time zones\"");
        page.inside("fieldset:has(#language-first)", |page| {
            page.pick("Language of dates", "العربية");
        });
        page.inside("fieldset:has(#language-second)", |page| {
            page.pick("Language of dates", "English");
        });
        page.sound();
        page.click_button("Done");
        page.wait_for_focus("button \"Change\"");
        page.click_link("Common Ground");
        two.sits_down();

        prepare_and_tell(&two);
        choose_one_way(&two);
        promise(&two);
        read_back(&two);
        carry_a_copy(&two);
    });
}

/// Up to how clear it is to each.
#[track_caller]
fn prepare_and_tell(two: &Two) {
    let (page, amina, claire) = (two.page, First, Second);
    two.cover("coalition", &[]);
    two.at("cb-welcome", amina).goes_on();
    two.at("cb-know-why", amina).drafts(KNOW_WHY);
    assert_eq!(
        page.run("return getComputedStyle(document.activeElement).direction", None),
        json!("rtl"),
        "what is being written has its own direction"
    );
    two.goes_on();
    two.at("cb-purpose", amina).skips();
    two.at("cb-offer", amina).writes(OFFER);
    two.at("cb-wish", amina).skips();
    two.at("cb-weight", amina).skips();
    two.at("cb-check-in", amina).skips();
    two.at("cb-clear-first", amina).picks(&["Nothing I know of"]);
    two.at("cb-invite", amina).goes_on();
    two.at("cb-arrive", Both).goes_on();
    two.at("cb-ground-rules", Both).skips();
    two.at("cb-hope-today", amina).writes(HOPE);
    two.at("cb-hope-today", claire);
    assert_eq!(
        page.run(
            "const line = [...document.querySelectorAll('main p')].find((p) => squash(p.textContent).endsWith('أمينة listens.'));
             return [getComputedStyle(line).direction, [...line.querySelectorAll('bdi')].map((b) => getComputedStyle(b).direction)]",
            None
        ),
        json!(["ltr", ["ltr", "rtl"]]),
        "a name keeps its direction inside a sentence of the app"
    );
    two.writes(HOPE_CLAIRE);
    two.at("cb-my-aim", amina).says();
    two.at("cb-my-aim", claire).says();
    two.at("cb-what-matters", claire).says();
    two.at("cb-what-matters", amina).says();
    two.at("cb-care-now", amina).skips();
    two.at("cb-care-now", claire).skips();
    two.at("cb-bigger-picture", amina).writes(PICTURE);
    two.at("cb-bigger-picture", claire).writes(PICTURE_CLAIRE);
    two.at("cb-soon-and-later", amina)
        .fills(&[("أمينة’s words: Soon", SOON), ("أمينة’s words: Later", LATER)]);
    two.at("cb-soon-and-later", claire)
        .fills(&[("Claire’s words: Soon", SOON_CLAIRE), ("Claire’s words: Later", LATER_CLAIRE)]);
    two.at("cb-say-back", amina).picks(&["Yes, that’s it"]);
    two.at("cb-say-back", claire).picks(&["Yes, that’s it"]);
    two.at("cb-clear-yet", amina).picks(&["Getting clearer"]);
    two.at("cb-clear-yet", claire).picks(&["Clear"]);
    two.opens("cb-clear-yet", Some("We mean the same in different words"));
    two.at("cb-help-focus", amina).picks(&["Yes, now"]);
    two.arrive(&ask("cb-help-focus"), amina).says_with_note(amina, FOCUS);
}

/// Two different picks, which appear together.
#[track_caller]
fn choose_one_way(two: &Two) {
    let (page, amina, claire) = (two.page, First, Second);
    two.at("cb-same-way", amina).picks(&["Mostly"]);
    two.curtain(claire);
    assert!(page.text().contains("أمينة’s answer stays sealed until Claire has sealed one, too."));
    two.at("cb-same-way", claire);
    for choice in ["Same way", "Mostly", "Partly", "Different ways", "Can’t tell yet"] {
        assert!(!page.is_chosen(choice), "nothing tells Claire what Amina chose: {choice}");
    }
    two.picks(&["Partly"]);
    two.sealed("cb-same-way");
    for choice in ["Mostly", "Partly"] {
        assert!(!page.text().contains(choice), "{choice} is still sealed");
    }
    two.press("Open both");
    page.wait_for_text("Good to know. What does each of you see?");
    for choice in ["Mostly", "Partly"] {
        assert!(page.text().contains(choice), "{choice} is shown, with the other one");
    }
    two.goes_on();
}

/// What they promise, up to the end.
#[track_caller]
fn promise(two: &Two) {
    let (page, amina, claire) = (two.page, First, Second);
    two.at("cb-meet-and-differ", Both).lists(&[("We meet", MEET), ("We differ", DIFFER)]);
    two.at("cb-behind-you", amina).choose("Yes, if…");
    page.type_into("A short note, if you like", BEHIND);
    two.goes_on();
    two.at("cb-behind-you", claire).picks(&["Yes"]);
    two.at("cb-open-questions", amina).skips();
    two.at("cb-open-questions", claire).skips();
    two.at("cb-declare", Both).agrees_on(DECLARE);
    two.answers_sentence(amina, "Yes I mean it");
    two.answers_sentence(claire, "Yes I mean it");
    two.arrive("You both said yes.", Both).goes_on();
    two.at("cb-first-step", amina).choose("A day");
    page.pick_moment("The day", "2027-03-02");
    two.choose("Remind me of it, in my own words");
    two.fills(&[("What I’ll do", PLAN), ("Why it matters to me", WHY)]);
    two.at("cb-first-step", claire).choose("A day");
    page.pick_moment("The day", "2027-03-02");
    two.fills(&[("What I’ll do", "open the account")]);
    two.at("cb-realistic", amina).skips();
    two.at("cb-realistic", claire).skips();
    two.arrive("أمينة, what part would you like Claire to play?", amina).choose("In my own words");
    page.type_into("In my own words", ROLE);
    two.goes_on();
    two.arrive("Claire, would you play this part?", claire);
    assert!(page.text().contains(ROLE), "Claire reads what is asked of her");
    two.picks(&["Yes I mean it"]);
    two.arrive("Claire, what part would you like أمينة to play?", claire).skips();
    two.at("cb-my-role", Both);
    assert!(page.text().contains("Claire said yes"), "the part counts");
    two.goes_on();
    two.at("cb-to-wrapup", Both).press("Wrap up");
    two.at("wu-enough", Both).press("That’s enough for today");
    page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
}

/// Read back, and on their page, with dates as each of them writes them.
#[track_caller]
fn read_back(two: &Two) {
    let (page, amina) = (two.page, First);
    two.press("Read it back");
    page.wait_for_focus("h1 \"Read it all back, without hurrying.\"");
    reads_well(page);
    assert!(!page.text().contains(KNOW_WHY), "what Amina wrote alone is not for both");
    page.sound();
    page.click_link("أمينة’s own page");
    two.curtain(amina);
    assert!(!page.text().contains(KNOW_WHY), "nor is it on the curtain");
    two.take(amina);
    page.wait_for_text(KNOW_WHY);
    assert_eq!([direction(page, KNOW_WHY), direction(page, OFFER)], ["rtl", "rtl"]);

    page.click_link("Common Ground");
    page.click_link("أمينة and Claire");
    page.wait_for_text("What you agreed");
    let march = |language: &str| {
        let date = page.run(
            "return new Intl.DateTimeFormat(arguments[0], { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
               .format(new Date('2027-03-02T00:00Z'))",
            json!([language]),
        );
        format!("Look again on {}.", date.as_str().unwrap_or_default())
    };
    assert_ne!(march("ar"), march("en"), "the two write dates in two ways");
    for date in [march("ar"), march("en")] {
        assert!(page.text().contains(&date), "{date} is on the page");
    }
    assert!(page.text().contains(DECLARE) && page.text().contains(ROLE));
    page.sound();
}

/// The same in the file, and on another device.
#[track_caller]
fn carry_a_copy(two: &Two) {
    let page = two.page;
    page.click_link("Your data");
    page.click_button("Save a copy");
    let (_, file) = page.download();
    let texts = String::from_utf8(file.clone()).expect("UTF-8");
    for (text, _) in SHARED.iter().chain(&[(KNOW_WHY, ""), (OFFER, ""), (FOCUS, "")]) {
        let as_json = json!(text).to_string();
        assert!(texts.contains(&as_json), "the file holds {as_json}, sign for sign");
    }
    for mark in ["\u{200e}", "\u{200f}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}"] {
        assert!(!texts.contains(mark), "nothing was put into anybody's words: {mark:?}");
    }

    let elsewhere = page.another_device();
    elsewhere.open("#/data");
    elsewhere.choose_file("Choose a file", "copy.json", &file);
    elsewhere.wait_for_text("Look first. Nothing has been changed.");
    elsewhere.click_button("Bring it in");
    elsewhere.wait_for_text("The copy is in.");
    assert_eq!(records(&elsewhere, "run"), two.records("run"), "the same on the other device");
    elsewhere.inside("main", |page| page.click_link("أمينة and Claire"));
    elsewhere.wait_for_text(HOPE);
    reads_well(&elsewhere);
}
