//! Start well: Lucia and Frank don't fit, which is a good thing to know early (F10a); what Jonas counts on, and how
//! much of it he brings (F1); and looking again in a few minutes.

use chrono::Days;
use common_ground::domain::time::Stamp;
use serde_json::json;

use crate::page::Page;
use crate::story::story;
use crate::two::Two;
use crate::two::Who::{self, Both, First, Second};

const CARLA: &str = "Ask Carla, she once sold ugly things beautifully.";
const HERS: [&str; 5] = [
    "By trying ten things badly.",
    "talk to 30 users",
    "freedom",
    "My Fridays with Nonna.",
    "I’d make them up.",
];
const HIS: [&str; 5] = [
    "By deciding once and holding the line.",
    "a first hire",
    "solid numbers",
    "My word.",
    "I won’t be.",
];
const NO_FIT: &str = "I don’t think we fit";
const FEW_CHANGES: &str = "Good, with a few changes";

/// Everything this browser keeps of us, as one text.
fn kept(page: &Page) -> String {
    page.storage().into_values().collect()
}

/// Two at the first page of Start well.
fn begins<'p>(page: &'p Page, names: [&'static str; 2], by_keys: bool) -> Two<'p> {
    let two = Two::begin(page, names);
    let route = page.route();
    let (pair, _) = route.rsplit_once('/').expect("a cover");
    page.go(&format!("{pair}/5"));
    two.judged();
    if by_keys {
        two.by_keys();
    }
    two.cover("expectations", &[]);
    two
}

#[test]
fn f10a_lucia_and_frank_dont_fit() {
    story(|page| dont_fit(page, false));
}

pub fn dont_fit(page: &Page, by_keys: bool) {
    let two = begins(page, ["Lucia", "Frank"], by_keys);
    two.at("ex-welcome", First).jump("18a");
    how_they_work(&two);
    whether_they_fit(&two);
    part_well(&two);
    nothing_pulls_them_back(&two);
    she_erases_her_words(&two);
}

/// Stage 4.
fn how_they_work(two: &Two) {
    two.at("ex-time-use", First).picks(&["A mix, decide on the day"]);
    two.at("ex-time-use", Second).picks(&["Work on the thing itself, step by step"]);
    two.opens("ex-time-use", None);
    two.at("ex-style", First).picks(&["A light touch", "Moving"]);
    two.at("ex-style", Second).picks(&["Sitting still"]);
    two.opens("ex-style", None);
    two.at("ex-fixed-open", Both)
        .lists(&[("Fixed", "no messages at midnight"), ("Can bend", "the day")]);
    two.at("ex-how-change-works", First).writes(HERS[0]);
    two.at("ex-how-change-works", Second).writes(HIS[0]);
}

/// Stage 5, with a reload and Back in the middle.
fn whether_they_fit(two: &Two) {
    let page = two.page;
    // Before it there is a good moment to go on another day.
    two.at("ex-road", First);
    page.wait_for_button("Go on another day");
    page.screenshot("another-day");
    two.writes("talk to 30 users; sell something ugly; see what’s left");
    two.at("ex-road", Second).writes("a plan; a budget; a first hire");
    two.opens("ex-road", None);
    let first = |line| ("What comes first", line);
    two.at("ex-first-things", First);
    page.screenshot("first-things");
    two.lists(&[first("learning"), first("freedom"), first("income")]);
    two.at("ex-first-things", Second);
    two.lists(&[first("solid numbers"), first("people"), first("reputation")]);
    two.opens("ex-first-things", None);
    two.at("ex-dear-to-me", First).writes(HERS[3]);
    two.at("ex-dear-to-me", Second).writes(HIS[3]);
    two.opens("ex-dear-to-me", None);
    two.at("ex-good-company", First).writes("fast, loud, changing my mind mid-sentence");
    two.at("ex-good-company", Second)
        .writes("on time, one thing after the other, dry humour welcome");
    two.opens("ex-good-company", None);
    two.at("ex-side-by-side", Both);
    for said in
        ["What you’d never give up", HERS[3], HIS[3], HERS[0], HIS[0], "learning", "reputation"]
    {
        page.wait_for_text(said);
    }
    page.screenshot("side-by-side");
    two.reload();
    two.at("ex-side-by-side", Both).goes_on();
    two.at("ex-cannot", First);
    page.back();
    two.at("ex-side-by-side", Both).goes_on();
    two.at("ex-cannot", First)
        .says_with_note(First, "I can’t write monthly reports. I’d make them up.");
    two.at("ex-cannot", Second)
        .says_with_note(Second, "I can’t be reached by message at midnight. I won’t be.");
    two.at("ex-fit", First).picks(&[NO_FIT]);
    two.at("ex-fit", Second).picks(&[FEW_CHANGES]);
    // Both picks appear together.
    two.sealed("ex-fit");
    assert!(![NO_FIT, FEW_CHANGES].iter().any(|pick| page.text().contains(pick)));
    two.opens("ex-fit", None);
}

/// One “don't fit” is enough for the kind ending. Nobody is held back.
fn part_well(two: &Two) {
    let page = two.page;
    two.at("ex-part-well", Both);
    page.screenshot("part-well");
    let ways = page.names("button");
    for way in ["Wrap up, and part", "Part here", "Erase everything the two of you have here"] {
        assert!(ways.iter().any(|w| w == way), "{way} is not among {ways:?}");
    }
    let text = page.text().to_lowercase();
    for word in ["are you sure", "really", "stay together", "look at this again"] {
        assert!(!text.contains(word), "{word:?} is said to two who part");
    }
    page.type_into("What you’d recommend instead, if you like to note it", CARLA);
    page.wait_for_text("Kept on this device");
    two.reload();
    two.at("ex-part-well", Both).press("Wrap up, and part");
    two.at("wu-ground", Both).says();
    two.at("wu-thanks", First).says();
    two.at("wu-thanks", Second).says();
    for step in ["wu-how-you-were", "wu-courage"] {
        two.at(step, First).skips();
        two.at(step, Second).skips();
    }
    two.at("wu-wish-you-well", Both).says();
    // Nothing of what looks ahead is asked: no threads, no next time, no line to start from.
    two.at("wu-learned", First).skips();
    two.at("wu-learned", Second).skips();
    two.at("wu-my-notes", First).skips();
    two.at("wu-my-notes", Second).skips();
    two.at("wu-close", Both).press("Put it away");
    two.arrive_alone("That’s all. You can put this away.");
    page.screenshot("ended");
}

/// Status, reminders, days to look again: not now, and not after weeks.
fn nothing_pulls_them_back(two: &Two) {
    let page = two.page;
    for word in ["Next time", "Pick it up again"] {
        assert!(!page.text().contains(word), "{word} is said to two who parted");
    }
    assert!(two.records("talk").is_empty() && two.records("thread").is_empty());
    assert_eq!(two.records("partnership")[0]["status"], "ended-kindly");
    two.press("To Lucia and Frank");
    page.wait_for_heading("Lucia and Frank");
    page.wait_for_text("Ended kindly.");
    page.screenshot("partnership");
    for days in [5, 23] {
        page.let_time_pass(days * 24 * 60);
        page.reload();
        page.wait_for_heading("Lucia and Frank");
        for word in
            ["Next conversation", "Look again", "remind", "Ask how it was", "Ask for ten minutes"]
        {
            assert!(!page.text().contains(word), "{word} is said {days} days after");
        }
    }
}

/// Her words go; Frank's page holds only his own, and what he would recommend.
fn she_erases_her_words(two: &Two) {
    let page = two.page;
    two.press("Read it all, from the beginning");
    page.wait_for_text(HIS[3]);
    page.screenshot("read");
    page.sound();
    page.click_link("Lucia’s own page");
    two.take(First);
    page.wait_for_text(HERS[3]);
    page.click_button("Remove all of Lucia’s words");
    page.click_button("Erase it");
    page.wait_for("her words to go", |page| !page.text().contains(HERS[3]));
    let all = kept(page);
    for hers in HERS {
        assert!(!all.contains(hers), "{hers}");
    }
    for his in HIS.into_iter().chain([CARLA]) {
        assert!(all.contains(his), "{his}");
    }
    page.sound();
}

const HOPES: &str = "Without ever saying so, I count on you to tell me if the book is any good.\n\nAnd I also count on you to somehow give me back the two years I lost after my father died. I see myself at my mother’s table.";
const LINES: [&str; 3] =
    ["tell me if the book is good", "keep the clock", "don’t be offended by silence"];

#[test]
fn f1_jonas_brings_three_lines_and_keeps_the_rest() {
    story(|page| {
        let two = begins(page, ["Marta", "Jonas"], false);
        finds_her_own(&two);
        finds_his_own(&two);
        brings_some(&two);
        agrees_on_a_sign(&two);
        sets_two_days(&two);
        looks_again(&two);
    });
}

fn finds_her_own(two: &Two) {
    two.at("ex-welcome", First).goes_on();
    two.at("ex-quiet-hopes", First).writes("That you’ll tell me when I’m off.");
    two.at("ex-familiar", First).skips();
    two.at("ex-last-time", First).skips();
    two.at("ex-sort", First).skips();
    two.at("ex-stirred", First).picks(&["No"]);
    two.at("ex-new-here", First).goes_on();
    two.at("ex-bring", First);
    two.page.wait_for_text("Nothing. Jonas sees none of it.");
    two.skips();
}

/// His list, line by line; and as it stirs him, another day, with the list as it was (C12).
fn finds_his_own(two: &Two) {
    let page = two.page;
    two.at("ex-welcome", Second).goes_on();
    two.at("ex-quiet-hopes", Second).writes(HOPES);
    two.at("ex-familiar", Second)
        .picks(&["That it will all be sorted quickly", "That I have to be a good student"]);
    two.at("ex-last-time", Second).writes("An editor, 2016.");
    two.at("ex-sort", Second);
    for line in LINES {
        page.type_into("Add to “What you quietly hope”", line);
        two.press("Add");
        page.wait_for_text(line);
    }
    // Two lines of what he wrote, and three more.
    let places = ["Too much", "Too much", "Let’s check it together", "Fair to ask", "Fair to ask"];
    for (n, place) in places.into_iter().enumerate() {
        page.inside(&format!("li.cg-entry:nth-of-type({})", n + 1), |_| {
            two.choose(place);
        });
    }
    page.screenshot("sort");
    two.judge();
    two.reload();
    two.at("ex-sort", Second);
    page.wait_for("what was sorted to be there", |page| page.count("input:checked") == 5);
    two.goes_on();
    two.at("ex-stirred", Second).choose("Yes — I’d rather look at this list again later");
    page.screenshot("stirred");
    two.judge();
    two.press("Put it down for today");
    page.wait_for_focus("h1 \"You’ve paused.\"");
    assert!(!page.text().contains("book"), "nothing of the list is on a pause");
    page.let_time_pass(24 * 60);
    two.press("Carry on");
    two.at("ex-sort", Second);
    page.wait_for("the list to be as it was", |page| page.count("input:checked") == 5);
    two.goes_on();
    two.at("ex-stirred", Second).picks(&["A bit"]);
    two.at("ex-new-here", Second).goes_on();
}

/// Marta never sees the rest, not as text and not as a number.
fn brings_some(two: &Two) {
    let page = two.page;
    two.at("ex-bring", Second);
    for (line, place) in
        LINES.into_iter().zip(["Let’s check it together", "Fair to ask", "Fair to ask"])
    {
        two.choose(&format!("{line} {place}"));
    }
    page.screenshot("bring");
    two.goes_on();
    two.at("ex-needs", First);
    assert!(!page.text().contains("brings to the table"), "she brought nothing");
    two.speaks(First);
    page.click_button("Continue");
    two.at("ex-needs", Second);
    page.wait_for_text("Jonas brings to the table");
    for line in LINES {
        page.wait_for_text(line);
    }
    page.screenshot("brought");
    is_not_told(page);
    two.says_with_note(Second, "Time-keeping by Marta.");
    two.press("Jump to…");
    is_not_told(page);
    two.press("Never to have to guess");
    two.at("ex-no-guessing", First).writes("I look at the ceiling when I think.");
    two.at("ex-no-guessing", Second).writes("Quiet = something landed.");
}

fn is_not_told(page: &Page) {
    for own in ["two years", "my mother", "An editor", "good student"] {
        assert!(!page.text().contains(own), "{own} is seen by Marta");
    }
}

fn both_say_yes(two: &Two) {
    for who in [First, Second] {
        two.answers_sentence(who, "Yes I mean it");
    }
    two.arrive("You both said yes.", Both).goes_on();
}

/// It is on every page that both see, from then on (C10).
fn agrees_on_a_sign(two: &Two) {
    let page = two.page;
    two.at("ex-slow-sign", Both).agrees_on("Bakery.");
    both_say_yes(two);
    let seen = |step, who: Who| {
        two.at(step, who);
        page.wait_for_text("Your sign: Bakery.");
    };
    seen("ex-let-down", First);
    page.screenshot("sign");
    two.skips();
    seen("ex-let-down", Second);
    two.skips();
    seen("ex-in-charge", First);
    page.wait_for_button("Go on another day");
    two.jump("16t");
    two.at("ex-free-choice", Both).press("Each says yes or no");
    both_say_yes(two);
    seen("ex-no-boss", Both);
}

fn sets_two_days(two: &Two) {
    let page = two.page;
    two.jump("31t");
    two.at("ex-our-way", Both).agrees_on("One page a week. Silence is fine.");
    both_say_yes(two);
    two.at("ex-check-again", Both);
    let row = ".cg-picks--page > .cg-pick:first-of-type";
    let suggested = page.inside(row, Page::text);
    page.click_at(row);
    page.wait_for_text("In a few weeks");
    page.wait_for("two days to be kept", |_| {
        two.records("talk")
            .first()
            .is_some_and(|t| t["next"]["at"].is_object() && t["again"].is_object())
    });
    // Five days and four weeks from then on.
    let talk = &two.records("talk")[0];
    let changed: Stamp = talk["changed"].as_str().expect("a moment").parse().expect("a moment");
    for (days, there) in [(5, &talk["next"]["at"]), (28, &talk["again"])] {
        let day = (changed.date_naive() + Days::new(days)).to_string();
        let kept = there["at"].as_str().expect("a day");
        assert!(kept.starts_with(&day), "in {days} days it is {day}, and not {kept}");
        let said = "return new Date(arguments[0]).toLocaleDateString('en', { month: 'long', day: 'numeric' })";
        let said = page.run(said, json!([kept]));
        let said = said.as_str().expect("a day");
        assert!(suggested.contains(said), "{said} is not suggested: {suggested}");
    }
    page.screenshot("check-again");
    two.judge();
    two.press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
}

/// After days: three questions, and what was said last time beside them (C13).
fn looks_again(two: &Two) {
    let page = two.page;
    page.let_time_pass(5 * 24 * 60);
    two.press("To Marta and Jonas");
    page.reload();
    page.wait_for_text("Next conversation");
    page.screenshot("next");
    two.press("Look again");
    two.on_cover("expectations");
    page.screenshot("cover-again");
    assert!(page.is_chosen("Look again under 5 minutes"));
    two.press("Begin");
    two.at("ex-no-guessing", First);
    page.click_at(".cg-step__page summary");
    page.wait_for_text("Quiet = something landed.");
    two.judge();
    two.skips();
    two.at("ex-no-guessing", Second).skips();
    two.at("ex-fit", First).picks(&["Good fit"]);
    two.at("ex-fit", Second).picks(&["Let’s try for a few weeks"]);
    two.opens("ex-fit", None);
    two.at("ex-our-way", Both);
    assert_eq!(page.value_of("Our words"), "One page a week. Silence is fine.");
    two.press("Each says yes or no");
    for who in [First, Second] {
        two.answers_sentence(who, "Yes I mean it");
    }
    two.arrive("You both said yes.", Both).goes_on();
    two.arrive_alone("That’s all. You can put this away.");
}
