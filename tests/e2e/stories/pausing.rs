//! A pause hides everything at once, and each reads on their own clock when they come back (F9). And an end says what
//! stays.

use serde_json::json;

use crate::page::Page;
use crate::story::{Story, story};
use crate::two::Two;
use crate::two::Who::{Both, First, Second};

const WORDS: &str = "我希望你問我，而不是替我決定。";

/// How long a pause may take until nothing of it can be seen, in milliseconds (C40).
const AT_ONCE: f64 = 300.0;

/// Through the threshold, with something written on the first page.
fn clearing<'p>(page: &'p Page, names: [&'static str; 2]) -> Two<'p> {
    let two = Two::begin(page, names);
    let cover = page.route().replace("/start/1", "/start/3");
    page.open(&cover);
    two.press("Begin");
    two.take(First);
    two.choose("Yes");
    page.click_button("Continue");
    two.at("ca-what", First);
    page.paste_into(&format!("{}’s words", names[0]), WORDS);
    two
}

#[test]
fn c40_a_pause_hides_everything_at_once() {
    story(|page| {
        let two = clearing(page, ["Noor", "Sam"]);
        let took = page.run_later(
            "const pause = all('button').find((e) => nameOf(e) === 'Pause');
             const began = performance.now();
             pause.click();
             const look = () => {
               const there = document.querySelector('textarea') || document.body.innerText.includes(arguments[0]);
               if (there) requestAnimationFrame(look); else done(performance.now() - began);
             };
             look();",
            &[json!(WORDS)],
        );
        assert!(took.as_f64().is_some_and(|took| took < AT_ONCE), "it took {took} ms");
        page.wait_for_focus("h1 \"Paused.\"");
        assert_eq!(page.title(), "Common Ground");
        assert!(page.has("button", "Leave"));
        page.sound();
        page.screenshot("paused");
        two.press("Carry on");
        two.take(First);
        assert_eq!(page.value_of("Noor’s words"), WORDS);
    });
}

pub fn in_two_places(page: &Page) {
    let two = clearing(page, ["美玲", "Robert"]);
    let (talk, pair) = (page.route(), {
        let home = "";
        page.open(home);
        page.click_link("美玲 and Robert");
        page.route()
    });
    page.click_button("Change");
    for (side, zone) in [("first", "Asia/Taipei"), ("second", "America/Halifax")] {
        page.inside(&format!("fieldset:has(#zone-{side})"), |page| page.pick("Time zone", zone));
    }
    page.click_button("Done");
    page.open(&talk);
    two.take(First);
    two.press("Pause");
    page.wait_for_focus("h1 \"Paused.\"");
    two.choose("Another day");
    page.wait_for_text("On the clock of this device: Taipei");
    page.pick_moment("Day", "2030-06-14");
    page.pick_moment("Time", "09:00");
    let both = |page: &Page| {
        page.wait_for("both clocks", |page| {
            page.run(
                "return [...document.querySelectorAll('.cg-clock')].map((e) => squash(e.querySelector('.cg-badge + *').innerText))",
                None,
            ) == json!([
                "美玲 Taipei Friday, June 14, 2030 at 9:00 AM",
                "Robert Halifax Thursday, June 13, 2030 at 10:00 PM"
            ])
        });
        assert!(!page.text().contains(WORDS));
        page.sound();
    };
    page.wait_for_text("You’ll come back then. It waits for you.");
    both(page);
    page.screenshot("clocks");
    page.open("");
    page.wait_for_text("To come back:");
    both(page);
    page.screenshot("home");
    page.open(&pair);
    page.wait_for_heading("美玲 and Robert");
}

#[test]
fn f9_each_reads_on_their_own_clock_when_they_come_back() {
    Story::new().zone("Asia/Taipei").run(in_two_places);
}

#[test]
fn an_end_after_which_nothing_stays_says_so() {
    story(|page| {
        let two = Two::begins_clearing(page, ["Noor", "Sam"], &[]);
        two.at("ca-what", First);
        page.paste_into("Noor’s words", WORDS);
        two.jump_past_threshold("32a");
        for who in [First, Second] {
            two.at("ca-keep", who).picks(&["Nothing"]);
        }
        two.at("ca-to-wrapup", Both).press("Wrap up");
        two.at("wu-enough", Both);
        // What follows in the same sitting has the quick way out, too.
        page.wait_for_button("That’s enough for today");
        assert!(page.has("button", "Leave"));
        two.press("That’s enough for today");
        page.wait_for_focus("h1 \"That’s all. You can put this away.\"");
        assert!(
            page.text()
                .contains("Nothing of what you said is kept. Only that you talked, and when.")
        );
        assert!(!page.text().contains("What you wrote stays"));
    });
}
