//! A link is there before the program is: the welcome of a request for feedback, and its first question.

use common_ground::domain::crossing::Parcel;
use serde_json::{Value, json};

use super::first_paint::everything;
use crate::links::{locked_request, request, takes};
use crate::page::{Key, Page};
use crate::server::Fault;
use crate::story::{LAPTOP, PHONE, SMALL_PHONE, Story, story};
use crate::two::records;

const NAMES: [&str; 2] = ["Marta", "Jonas"];
const WELCOME: &str = "Jonas, how was Thursday for you?";
const QUESTION: &str = "How settled are you right now?";
const PICK: &str = "Still stirred up — remind me tomorrow";

/// With a greeting in two directions and what looks like markup.
fn greeted(asked: &mut Parcel) {
    if let Some(asked) = asked.asked.as_mut() {
        "<b>Thank you</b> & תודה, for today.".clone_into(&mut asked.greeting);
    }
}

fn one_question(asked: &mut Parcel) {
    if let Some(asked) = asked.asked.as_mut() {
        asked.questions.truncate(1);
    }
}

/// Opens a link while the program is held back.
#[track_caller]
fn opens(page: &Page, link: &str) {
    page.go(link);
    page.wait_for_heading(WELCOME);
}

#[track_caller]
fn stays_the_same(page: &Page, before: &[String]) {
    let after = everything(page);
    assert!(before == after, "the same, in the same place: {before:#?} and then {after:#?}");
}

#[test]
fn nothing_jumps_when_the_program_takes_over_the_welcome() {
    for (size, change) in
        [(LAPTOP, greeted as fn(&mut Parcel)), (PHONE, one_question), (SMALL_PHONE, greeted)]
    {
        Story::new().sized(size).fault(Fault::SlowWasm).run(|page| {
            opens(page, &request(NAMES, change));
            let before = everything(page);
            page.axe();
            page.fits();
            page.screenshot("instant-welcome");
            page.server().let_go();
            page.wait_until_ready();
            stays_the_same(page, &before);
            page.screenshot("instant-welcome-after");
        });
    }
}

#[test]
fn one_can_leave_before_the_program_is_there() {
    Story::new().fault(Fault::SlowWasm).run(|page| {
        opens(page, &request(NAMES, greeted));
        takes(page, "Write it now");
        page.wait_for_focus(&format!("h1 \"{QUESTION}\""));
        page.click_button("Leave");
        page.wait_for("the page of notes", |page| page.address().ends_with("/notes.html"));
        assert!(page.storage().is_empty(), "nothing is kept");
        page.server().let_go();
        // Firefox calls what leaving broke off an error.
        let broken_off = page.forgive_errors_if_any();
        assert!(broken_off.iter().all(|error| error.ends_with("_bg.wasm")), "{broken_off:?}");
    });
}

#[test]
fn what_was_answered_before_the_program_was_there_is_the_answer() {
    for size in [LAPTOP, PHONE, SMALL_PHONE] {
        Story::new().sized(size).fault(Fault::SlowWasm).run(|page| {
            opens(page, &request(NAMES, greeted));
            takes(page, "Write it now");
            page.wait_for_focus(&format!("h1 \"{QUESTION}\""));
            page.axe();
            page.fits();
            page.choose(PICK);
            page.wait_for_focus(&format!("radio \"{PICK}\""));
            let before = everything(page);
            page.screenshot("instant-question");
            assert!(page.storage().is_empty(), "nothing is kept yet");
            page.server().let_go();
            page.wait_until_ready();
            page.wait_for_heading(QUESTION);
            assert!(page.is_chosen(PICK));
            page.wait_for_focus(&format!("radio \"{PICK}\""));
            stays_the_same(page, &before);
            page.screenshot("instant-question-after");
            assert!(records(page, "run")[0].to_string().contains("\"stirred\""), "it is kept now");
        });
    }
}

/// By keys: the focus stays where it is, and what only the program can do is done once it is there.
#[test]
fn what_was_pressed_before_the_program_was_there_counts() {
    Story::new().fault(Fault::SlowWasm).run(|page| {
        opens(page, &request(NAMES, |_| {}));
        takes(page, "What Marta will see");
        page.server().let_go();
        page.wait_until_ready();
        page.wait_for_focus("h1 \"What Marta will see\"");
    });
    Story::new().fault(Fault::SlowWasm).run(|page| {
        opens(page, &request(NAMES, |_| {}));
        takes(page, "Write it now");
        page.choose("Calm enough");
        page.press(Key::Tab);
        page.click_button("Continue");
        page.server().let_go();
        page.wait_until_ready();
        page.wait_for("the next question", |page| {
            page.focus().starts_with("h1 ") && !page.has("heading", QUESTION)
        });
        assert!(records(page, "run")[0].to_string().contains("\"calm\""));
        page.sound();
    });
}

#[test]
fn without_its_script_a_link_opens_as_ever() {
    story(|page| {
        page.server().overlay("link.js", "throw new Error('forced');");
        page.open(&request(NAMES, |_| {}));
        page.wait_for_heading(WELCOME);
        page.sound();
    });
    Story::new().fault(Fault::SlowWasm).run(|page| {
        page.go(&locked_request(NAMES, "two owls"));
        page.server().let_go();
        page.wait_until_ready();
        page.wait_for_heading("This link is locked");
    });
}

/// What `link.js` reads in each of `fragments`, and for how many it painted something before `whole`, and with it.
#[track_caller]
fn read(page: &Page, fragments: &[String], whole: &str) -> (Vec<Value>, [u64; 2]) {
    // In place of what starts the program. A browser lets an address be changed some hundred times only.
    let script = format!(
        "import('./link.js').then(async (link) => {{
           const dictionary = await (await fetch('dictionary.txt')).text();
           const [fragments, whole] = {};
           const texts = [];
           for (const fragment of fragments) texts.push(await link.read(fragment, dictionary).catch(() => null));
           const painted = [];
           for (const some of [fragments.filter((_, i) => i % 5 === 0), [whole]]) {{
             for (const fragment of some) {{
               history.replaceState(null, '', '#' + fragment);
               await link.open(new Response(dictionary)).catch(() => null);
             }}
             painted.push(document.querySelectorAll('[data-stand-in]').length);
           }}
           document.documentElement.dataset.read = JSON.stringify([texts, painted]);
         }});",
        json!([fragments, whole])
    );
    page.server().overlay("boot.js", script);
    page.go("");
    let told = "return document.documentElement.dataset.read ?? ''";
    page.wait_for("all links to be read", |page| page.run(told, None) != json!(""));
    let all = page.run(told, None);
    serde_json::from_str(all.as_str().expect("a text")).expect("as written above")
}

#[test]
fn its_script_reads_what_the_program_reads() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../fixtures/links/vectors.json")).expect("JSON");
    let list = |name: &str| vectors[name].as_array().cloned().unwrap_or_default();
    let fragment = |vector: &Value| vector["fragment"].as_str().expect("a link").to_owned();
    let link = request(NAMES, greeted).split_off(1);
    let mut changed = link.clone();
    changed.replace_range(20..21, if changed[20..].starts_with('A') { "B" } else { "A" });
    let plain = list("plain").into_iter().map(|v| (fragment(&v), v["payload"].clone()));
    let locked = list("locked").into_iter().map(|v| fragment(&v));
    let cut = (0..link.len()).map(|n| link[..n].to_owned());
    let others = [changed, format!("{link}A"), link.replacen('1', "2", 1)];
    let refused = locked.chain(cut).chain(others).map(|fragment| (fragment, Value::Null));
    let all: Vec<(String, Value)> = plain.chain(refused).collect();
    story(|page| {
        let fragments: Vec<String> = all.iter().map(|(fragment, _)| fragment.clone()).collect();
        let (texts, painted) = read(page, &fragments, &link);
        for ((fragment, payload), text) in all.iter().zip(texts) {
            assert_eq!(text, *payload, "{fragment:?}");
        }
        assert_eq!(painted, [0, 1], "only the whole link is painted");
    });
}
