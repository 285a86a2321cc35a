//! Beatriz and Olu (F5): clearing the air with their voices alone, so that nothing is left of it. Then what may happen
//! in the middle of a turn, and turns without a time.

use serde_json::json;

use crate::page::Page;
use crate::story::{Story, story};
use crate::two::Two;
use crate::two::Who::{self, Both, First, Second};

/// On the cover: nothing is written at all.
const SPOKEN: &str = "Only speaking: no keyboard in the whole conversation";

/// The page of a step; nothing on it would open a keyboard.
#[track_caller]
fn at<'t, 'p>(two: &'t Two<'p>, step: &str, who: Who) -> &'t Two<'p> {
    two.at(step, who);
    nothing_to_type_in(two.page);
    two
}

#[track_caller]
fn nothing_to_type_in(page: &Page) {
    let fields = "textarea, [contenteditable], input:not([type=radio], [type=checkbox])";
    assert_eq!(page.count(fields), 0, "no field: {}", page.route());
}

/// Somebody speaks for `minutes`, and the page is loaded in the middle of it.
#[track_caller]
fn speaks_for(two: &Two, who: Who, minutes: i64) {
    let floor = format!("{} has the floor", two.name(who));
    two.page.wait_for_text(&floor);
    nothing_to_type_in(two.page);
    two.judge();
    two.page.let_time_pass(minutes);
    two.page.reload();
    two.page.wait_for_text(&floor);
    nothing_to_type_in(two.page);
}

#[test]
fn f5_beatriz_and_olu_only_speak() {
    story(|page| {
        let two = Two::begins_clearing(page, ["Beatriz", "Olu"], &[SPOKEN]);
        two.judged();
        alone_first(&two);
        open_together(&two);
        two_stories(&two);
        what_each_wants(&two);
        wraps_up(&two);
        only_that_they_talked(&two);
    });
}

fn alone_first(two: &Two) {
    for who in [First, Second] {
        if who == Second {
            two.is_safe(Second);
        }
        for step in ["ca-what", "ca-gain"] {
            at(two, step, who).says();
        }
        at(two, "ca-feel", who).picks(&["Tired"]);
        for step in ["ca-mine", "ca-true"] {
            at(two, step, who).says();
        }
        at(two, "ca-set-down", who).skips();
        at(two, "ca-human", who).goes_on();
        at(two, "ca-how", who).picks(&["Only speak"]);
    }
}

fn open_together(two: &Two) {
    at(two, "ca-arrive", Both).goes_on();
    for who in [First, Second] {
        at(two, "ca-my-commitment", who).speaks(who);
    }
    at(two, "ca-reason", Both).says();
    two.arrive("Name one thing you both want.", Both).goes_on();

    at(two, "ca-who-starts", Both);
    let page = two.page;
    // Nothing is chosen before they choose; what would hold then is said. The one who asked listens first.
    for row in ["Beatriz", "Olu", "Flip a coin"] {
        assert!(!page.is_chosen(row), "{row}");
    }
    page.wait_for_text("If you choose nothing, Olu tells first.");
    two.choose("Beatriz");
    page.wait_for_text("Beatriz tells first, Olu listens.");
    two.choose("Flip a coin");
    page.wait_for_text("The coin says ");
    // Fifty times the other side would be another coin.
    for _ in 0..50 {
        if page.text().contains("The coin says Olu.") {
            break;
        }
        two.press("Flip it again");
    }
    page.wait_for_text("The coin says Olu. Beatriz listens first.");
    page.pick("How long is a turn?", "4 min");
    two.judge();
    two.goes_on();
}

fn two_stories(two: &Two) {
    let page = two.page;
    at(two, "ca-story-a", Second).press("Olu begins");
    speaks_for(two, Second, 4);
    page.wait_for_text("about 4 of 4 min");
    for card in ["Which hope got let down?", "Try to see it from their chair."] {
        assert!(page.text().contains(card), "beside the listener: {card}");
    }
    // The time is used, and nothing ends for it; two minutes more are his.
    speaks_for(two, Second, 2);
    page.wait_for_text("4 min and a little more");
    two.press("I’ve said it all");

    at(two, "ca-say-back-a", First).picks(&["Nearly — let me add"]);
    page.wait_for_text("Olu adds what’s missing. Then Beatriz says it back again.");
    two.judge();
    at(two, "ca-say-back-a", First);
    for answer in ["Yes, that’s it", "Nearly — let me add", "Leave it for now"] {
        assert!(!page.is_chosen(answer), "{answer}: the choice is open again");
    }
    two.picks(&["Yes, that’s it"]);
    at(two, "ca-more-a", Second).picks(&["That’s all for now"]);
    at(two, "ca-swap", Both).goes_on();

    at(two, "ca-story-b", First);
    page.wait_for_text("Olu had about 6 minutes. As many are yours.");
    two.press("Beatriz begins");
    speaks_for(two, First, 3);
    page.wait_for_text("about 3 of 4 min");
    two.press("I’ve said it all");
    at(two, "ca-say-back-b", Second).picks(&["Yes, that’s it"]);
    at(two, "ca-more-b", First).picks(&["That’s all for now"]);

    two.arrive("Beatriz, would you like a bit more?", Both);
    page.wait_for_text("Olu spoke about 6 minutes, Beatriz about 3.");
    two.press("Beatriz takes a bit more");
    speaks_for(two, First, 1);
    two.press("I’ve said it all");

    for who in [First, Second] {
        at(two, "ca-both-stand", who);
        assert_eq!(page.text().matches("Told.").count(), 2, "on both sheets");
        two.picks(&["Yes, both may stand"]);
    }
}

fn what_each_wants(two: &Two) {
    for who in [First, Second] {
        at(two, "ca-own-it", who).speaks(who);
    }
    for step in ["ca-underneath", "ca-ask"] {
        for who in [First, Second] {
            at(two, step, who).says();
        }
    }
    for step in ["ca-answer", "ca-step"] {
        for who in [First, Second] {
            at(two, step, who).skips();
        }
    }
    for who in [First, Second] {
        at(two, "ca-state", who).skips();
    }
    two.opens("ca-state", None);
    for who in [First, Second] {
        at(two, "ca-gratitude", who).says();
    }
    for who in [First, Second] {
        at(two, "ca-keep", who).picks(&["Nothing"]);
    }
    at(two, "ca-to-wrapup", Both).press("Wrap up");
}

fn wraps_up(two: &Two) {
    at(two, "wu-enough", Both);
    two.jump("10t");
    at(two, "wu-one-line", Both).says();
    at(two, "wu-next", Both).picks(&["Not for now a plain answer"]);
    for who in [First, Second] {
        at(two, "wu-rough", who).skips();
    }
    two.opens("wu-rough", None);
    for who in [First, Second] {
        at(two, "wu-feedback", who).skips();
    }
    for who in [First, Second] {
        at(two, "wu-my-notes", who).skips();
    }
    at(two, "wu-close", Both).press("Put it away");
    two.arrive_alone("That’s all. You can put this away.");
}

/// A talk on this date, round 1, closed: nothing else is in any storage of the browser.
fn only_that_they_talked(two: &Two) {
    for run in two.records("run") {
        let list =
            |what: &str| run.get(what).and_then(|l| l.as_array()).cloned().unwrap_or_default();
        assert!(list("turns").is_empty(), "no turns: {run}");
        assert!(run.get("at").is_none(), "nor where they were: {run}");
        // That it began, and not a word of how that was answered.
        for mark in list("entries") {
            assert_eq!((&mark["step"], &mark["how"]), (&json!("ca-safe"), &json!("seen")), "{run}");
            assert!(mark.get("words").is_none(), "{run}");
        }
        assert_eq!(run["round"], json!(1));
        assert!(run["state"].get("closed").is_some(), "{run}");
        assert_ne!(run["turn-minutes"], json!(4), "nor how long a turn was");
    }
    assert_eq!(two.records("run").len(), 2, "the talk, and wrapping it up");
    for kind in ["agreement", "commitment", "thread", "talk"] {
        assert!(two.records(kind).is_empty(), "no {kind}: {:?}", two.records(kind));
    }
    let everything = everything_stored(two.page);
    let taps =
        ["both-may-stand", "thats-it", "thats-all", "only-speak", "tired", "coin", "let-me-add"];
    for word in taps.into_iter().chain(["Tired", "\"used\"", "\"picks\""]) {
        assert!(!everything.contains(word), "{word:?} is in a storage: {everything}");
    }
}

/// All that any storage of this browser holds.
fn everything_stored(page: &Page) -> String {
    let all = page.run_later(
        "const open = indexedDB.open('common-ground');
         const session = JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
         open.onerror = () => done('');
         open.onsuccess = async () => {
           const names = [...open.result.objectStoreNames];
           const stores = names.length ? open.result.transaction(names) : null;
           const all = names.map((name) => new Promise((read) => {
             const asked = stores.objectStore(name).getAll();
             asked.onsuccess = () => read(asked.result);
           }));
           const journal = JSON.stringify(await Promise.all(all));
           open.result.close();
           done(session + journal);
         };",
        &[],
    );
    let text = all.as_str().unwrap_or_default().to_owned();
    assert!(text.contains("common-ground/run/"), "the storages could be read: {text}");
    text
}

/// As far as the first story, which Sam tells: Noor asked for the talk.
#[track_caller]
fn as_far_as_the_stories(page: &Page) -> Two<'_> {
    let two = Two::begins_clearing(page, ["Noor", "Sam"], &[]);
    two.at("ca-what", First);
    two.jump_past_threshold("14t");
    two.at("ca-who-starts", Both);
    two
}

#[test]
fn a_turn_outlives_what_happens_to_the_page() {
    story(|page| {
        let two = as_far_as_the_stories(page);
        two.judged();
        two.choose("Sam");
        page.pick("How long is a turn?", "5 min");
        two.goes_on();
        two.at("ca-story-a", Second).press("Sam begins");
        speaks_for(&two, Second, 2);
        page.wait_for_text("about 2 of 5 min");

        // Held, it stands still, also when the page is loaded again.
        two.press("Hold the time");
        page.wait_for_text("The time stands still");
        page.let_time_pass(30);
        page.reload();
        page.wait_for_text("The time stands still");
        page.wait_for_text("about 2 of 5 min");
        two.press("Go on");
        speaks_for(&two, Second, 1);

        // Whoever leaves the page leaves the turn; it is there when they come back.
        page.back();
        two.at("ca-who-starts", Both);
        page.let_time_pass(5);
        page.forward();
        two.at("ca-story-a", Second);
        page.wait_for_text("about 3 of 5 min");

        // So it does in a pause.
        two.press("Go on");
        page.wait_for_text("Sam has the floor");
        two.press("Pause");
        page.wait_for_focus("h1 \"Paused.\"");
        assert!(!page.text().contains("has the floor"));
        page.let_time_pass(20);
        page.reload();
        two.press("Carry on");
        two.at("ca-story-a", Second);
        page.wait_for_text("The time stands still");
        page.wait_for_text("about 3 of 5 min");

        // A clock that is set back takes nothing away.
        two.press("Go on");
        page.wait_for_text("Sam has the floor");
        page.let_time_pass(-60);
        page.reload();
        page.wait_for_text("about 3 of 5 min");
        two.press("I’ve said it all");

        // Another short turn goes on where the time stood.
        two.at("ca-say-back-a", First).picks(&["Leave it for now"]);
        two.at("ca-more-a", Second).picks(&["Yes, another short turn"]);
        two.at("ca-story-a", Second);
        page.wait_for_text("about 3 of 5 min");
        two.press("Go on");
        speaks_for(&two, Second, 1);
        page.wait_for_text("about 4 of 5 min");
        two.press("I’ve said it all");
        two.at("ca-say-back-a", First).picks(&["Yes, that’s it"]);
        two.at("ca-more-a", Second).skips();
        two.at("ca-swap", Both);
    });
}

#[test]
fn without_a_time_nothing_is_drawn_held_or_offered() {
    Story::new().small_phone().run(|page| {
        let two = as_far_as_the_stories(page);
        two.judged();
        page.pick("How long is a turn?", "No set time");
        two.goes_on();
        for (story, back, more, who) in [
            ("ca-story-a", "ca-say-back-a", "ca-more-a", Second),
            ("ca-story-b", "ca-say-back-b", "ca-more-b", First),
        ] {
            two.at(story, who);
            for button in ["Hold the time", "Sam begins", "Noor begins"] {
                assert!(!page.has("button", button), "{button}");
            }
            assert!(!page.text().contains("has the floor"));
            assert_eq!(page.count(".cg-bridge"), 0);
            page.let_time_pass(if who == Second { 20 } else { 1 });
            two.reload();
            two.at(story, who).press("I’ve said it all");
            two.at(back, if who == First { Second } else { First }).picks(&["Yes, that’s it"]);
            two.at(more, who).picks(&["That’s all for now"]);
            if who == Second {
                two.at("ca-swap", Both).goes_on();
            }
        }
        // Nobody is told who spoke how long.
        two.at("ca-both-stand", First);
        assert_eq!(page.count(".cg-bridge"), 0);
        let run = two.records("run").remove(0);
        assert!(run.get("turns").is_none_or(|turns| turns == &json!([])), "{run}");
    });
}

/// The chime is off until somebody wants it, lets itself be heard once then, and rings when a turn has had its time.
#[test]
fn a_soft_chime_for_who_wants_one() {
    story(|page| {
        let two = as_far_as_the_stories(page);
        page.pick("How long is a turn?", "2 min");
        two.goes_on();
        two.at("ca-story-a", Second);
        let chime = "A soft chime when a turn has had its time";
        assert!(!page.is_chosen(chime));
        // Notes are counted, and what is put off for long is kept, to be done at once.
        page.run(
            "window.notes = 0; window.put_off = [];
             const start = OscillatorNode.prototype.start;
             OscillatorNode.prototype.start = function (...at) { window.notes += 1; return start.apply(this, at); };
             const later = window.setTimeout;
             window.setTimeout = (act, wait, ...rest) => {
               if (wait < 60000) return later(act, wait, ...rest);
               window.put_off.push([act, wait]);
               return 1e9;
             };",
            None,
        );
        let notes = || page.run("return window.notes", None);
        two.choose(chime);
        assert_eq!(notes(), json!(2), "it sounds like this");
        two.press("Sam begins");
        page.wait_for_text("Sam has the floor");
        assert_eq!(notes(), json!(2));
        let wait = page.run("return window.put_off.at(-1)[1]", None).as_i64();
        assert!(wait.is_some_and(|w| (60_000..=120_000).contains(&w)), "two minutes: {wait:?}");
        page.run("window.put_off.at(-1)[0]()", None);
        assert_eq!(notes(), json!(4), "it rings");
        page.sound();

        // It is remembered, and a page that was loaded stays silent without a complaint.
        page.reload();
        page.wait_for_text("Sam has the floor");
        two.press("I’ve said it all");
        two.at("ca-say-back-a", First).skips();
        two.at("ca-more-a", Second).skips();
        two.at("ca-swap", Both).goes_on();
        two.at("ca-story-b", First);
        assert!(page.is_chosen(chime));
    });
}

/// What each handed over of their preparation stands on two sheets of the same size, and nothing else of it; between
/// them is nothing. No answer is asked for more than the other.
#[test]
fn both_stories_stand_side_by_side() {
    Story::new().phone().dark().run(|page| {
        let two = Two::begins_clearing(page, ["Noor", "Sam"], &[]);
        two.judged();
        two.at("ca-what", First).drafts("Only for me.");
        two.jump("4a");
        two.at("ca-feel", First).choose("Hurt").choose("Hopeful");
        two.press("Let Sam read this");
        two.jump("5a");
        two.at("ca-mine", First).drafts("I said “sounds lovely” and meant the dream.");
        two.press("Let Sam read this");
        two.jump("6a");
        two.at("ca-true", First).drafts("Kept to myself.");
        two.jump_past_threshold("24a");
        two.at("ca-both-stand", First);
        let sheets = page.names("region");
        for (sheet, says) in [("Noor", "Hurt"), ("Noor", "sounds lovely"), ("Sam", "Told.")] {
            assert!(
                page.inside(&format!("article[aria-label={sheet}]"), |page| page
                    .text()
                    .contains(says)),
                "{sheet}: {sheets:?}"
            );
        }
        for kept in ["Only for me.", "Kept to myself."] {
            assert!(!page.text().contains(kept), "{kept}");
        }
        assert_eq!(
            page.run("return document.querySelector('.cg-facing__lap').textContent", None),
            json!("")
        );
        two.picks(&["Not yet, and that is all right"]);
        two.at("ca-both-stand", Second).skips();
        two.at("ca-own-it", First);
    });
}
