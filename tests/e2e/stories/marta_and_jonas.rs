//! Marta and Jonas (F1): Start well with a device for each, in long and careful writing; and what came of it.

use crate::links::{inside, kept_by, link_on, takes};
use crate::page::Page;
use crate::story::{PHONE, story};
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, records};

const NAMES: [&str; 2] = ["Marta", "Jonas"];
const APART: &str = "Each on your own device in one room or far apart; what you hand over crosses by link, code or file";

const HOPES: &str = "Without ever saying so, I count on you to tell me if the book is any good. I count on you to notice when I'm pretending to be fine, because I'm very good at it and nobody has caught me in about ten years. I count on you to keep the clock, so that I don't have to.\n\nAnd if I'm completely open, I also count on you to somehow give me back the two years I lost after my father died, when I didn't write a line and told everybody that I was \"researching\". I know that isn't your job. I'd still like it to be somebody's job. When I imagine the end of our work together, I don't see a finished manuscript at all; I see myself at my mother's kitchen table, reading her the chapter about the bakery, and she doesn't correct the dates. I have no idea how a coach would get anyone there, and I'm a bit embarrassed that this is what I came for, but there it is.\n\nOne more: I count on you not to be offended when I go quiet. I go quiet when something lands, not when I'm bored, and people always take it the wrong way round.";
const LAST_TIME: &str = "An editor, 2016. I wished he had known that every red mark felt like a door closing. I never said it. I sent shorter and shorter chapters instead, until there was nothing left to mark.";
const SORTED: [(&str, &str); 5] = [
    ("tell me if the book is good", "Let’s check it together"),
    ("notice when I pretend", "Too much"),
    ("keep the clock", "Fair to ask"),
    ("give me back two years", "Too much"),
    ("don’t be offended by silence", "Fair to ask"),
];

const HERS: &str = "That you’ll tell me when I’m off. That you do the writing between meetings, not the night before.";
const CEILING: &str =
    "I look at the ceiling when I think. I need two minutes between \"hello\" and work.";
const QUIET: &str =
    "Quiet = something landed. Jokes = I'm scared. Crossed arms = cold, really just cold.";
const NEEDS: &str = "Time-keeping by Marta. A minute of silence is fine. No verdict on quality before chapter three.";
const YES: &str = "Yes I mean it";
const FREE: &str = "More than I planned, less than I had.";
const SAY: &str = "When you suggested the timeline exercise I said \"great\" within half a second. I didn't think it was great. I think I was being a good student.";
const OFF: &str = "The moment my voice went strange when I said \"father\", and we moved on. I was relieved and also not.";
const THANKS: &str = "Thank you for the half second. I heard that \"great\" can mean \"I'm going along\". I'm glad you told me.";
const TRY: &str = "Ask \"what would you rather?\" before I offer any exercise.";

#[test]
fn f1_each_on_a_device_of_their_own() {
    story(|page| {
        let marta = Two::begin(page, NAMES);
        marta.alone();
        let cover = page.route().replace("/start/1", "/start/5");
        page.open(&cover);
        marta.on_cover("expectations");
        marta.choose(APART);
        marta.press("Begin");
        let invitation = link_on(page);
        marta.press("On to your own part");
        finds_hers(&marta);

        let phone = page.device(page.engine(), PHONE);
        phone.open(&invitation);
        takes(&phone, "Yes");
        let jonas = Two::known(&phone, NAMES);
        jonas.alone();
        let yes = link_on(&phone);
        jonas.press("On to your own part");
        finds_his(&jonas);
        brings_three(&jonas);
        says_his(&jonas);
        jonas.press("Send and receive");
        phone.wait_for_text("What Marta will see");
        for line in brought() {
            phone.wait_for_text(line);
        }
        // Also what the two write as one, and that he said yes to it.
        phone.wait_for_text("Bakery.");
        phone.wait_for_text("Jonas said yes");
        phone.sound();
        phone.screenshot("send");
        let part = link_on(&phone);
        tells_nothing_kept(&phone.text());
        tells_nothing_kept(&inside(&part));

        page.open(&yes);
        marta.press("Go on");
        opens(&marta, &part);
        hears_him(&marta);
        both_agree(&marta, &jonas);
        the_evening_after(&jonas);
        let talk = records(page, "session")[0]["id"].clone();
        receives(&marta, &link_on(&phone));
        let said = records(page, "run").into_iter().find(|run| run["dialogue"] == "feedback");
        assert_eq!(said.expect("how it was")["session"], talk, "it belongs to their talk");
        opens(&jonas, &link_on(page));
        for words in [THANKS, TRY] {
            phone.wait_for_text(words);
        }
        phone.sound();
        phone.screenshot("thanked");
        before_they_meet(&marta);
        // Never, and nowhere: not as text, and not as a count.
        tells_nothing_kept(&kept_by(page).values().cloned().collect::<String>());
        for run in records(page, "run") {
            for entry in run["entries"].as_array().expect("answers") {
                let own = ["ex-quiet-hopes", "ex-familiar", "ex-last-time", "ex-sort"];
                let is_his = entry["who"] == "second" && own.iter().any(|s| entry["step"] == *s);
                assert!(!is_his, "{entry}");
            }
        }
        // Paragraphs survive, and the lines he added stand beneath them.
        let his = records(&phone, "run")[0]["entries"].clone();
        let his = his.as_array().expect("answers").iter().find(|e| e["step"] == "ex-quiet-hopes");
        let text = his.expect("his hopes")["words"]["text"].as_str().expect("a text");
        let lines = SORTED.map(|(line, _)| format!("\n{line}")).concat();
        assert_eq!(text, format!("{HOPES}{lines}"));
        // And so is what he kept of the evening, on his own device.
        assert!(kept_by(&phone).values().any(|record| record.contains("relieved")));
    });
}

/// A link that is tapped in a chat opens a tab of its own: what comes with it stands in the field that was open, and is not
/// written over.
#[test]
fn a_sentence_that_comes_in_another_tab_stands_in_the_field() {
    story(|page| {
        let marta = Two::begin(page, NAMES);
        marta.alone();
        page.open(&page.route().replace("/start/1", "/start/5"));
        marta.on_cover("expectations");
        marta.choose(APART);
        marta.press("Begin");
        let invitation = link_on(page);
        marta.press("On to your own part");
        marta.at("ex-welcome", First);
        let sign = page.route().replace("/1a", "/12t");
        page.open(&sign);
        marta.at("ex-slow-sign", Both);
        assert_eq!(page.value_of("Our words"), "");

        let phone = page.device(page.engine(), PHONE);
        phone.open(&invitation);
        takes(&phone, "Yes");
        let jonas = Two::known(&phone, NAMES);
        jonas.alone();
        jonas.press("On to your own part");
        jonas.at("ex-welcome", Second);
        phone.open(&sign);
        jonas.at("ex-slow-sign", Both).agrees_on("Bakery.");
        jonas.answers_sentence(Second, YES);
        jonas.arrive("It waits for Marta.", Both);
        jonas.press("Send and receive");
        phone.wait_for_text("Jonas said yes");
        let part = link_on(&phone);

        page.new_tab();
        opens(&marta, &part);
        page.wait_for("the talk", |page| page.route().starts_with("#/t/"));
        page.close_tab();
        page.wait_for("his words", |page| page.value_of("Our words") == "Bakery.");
        marta.press("Each says yes or no");
        marta.answers_sentence(First, YES);
        marta.arrive("You both said yes.", Both);
        page.wait_for_text("Bakery.");
    });
}

/// The lines he brings.
fn brought() -> [&'static str; 3] {
    [SORTED[0].0, SORTED[2].0, SORTED[4].0]
}

#[track_caller]
fn tells_nothing_kept(text: &str) {
    for kept in [
        "two years",
        "mother",
        "researching",
        "An editor",
        "good-student",
        "pretend",
        "went strange",
        "relieved",
        "fb-off",
    ] {
        assert!(!text.contains(kept), "{kept:?} is in {text}");
    }
}

fn finds_hers(marta: &Two) {
    marta.at("ex-welcome", First).goes_on();
    marta.at("ex-quiet-hopes", First).writes(HERS);
    for step in ["ex-familiar", "ex-last-time", "ex-sort"] {
        marta.at(step, First).skips();
    }
    marta.at("ex-stirred", First).picks(&["No"]);
    marta.at("ex-new-here", First).goes_on();
    marta.at("ex-bring", First).skips();
    // What comes next is a turn of hers, to be said when the two are together.
    marta.at("ex-needs", First);
}

fn finds_his(jonas: &Two) {
    let phone = jonas.page;
    jonas.at("ex-welcome", Second).goes_on();
    jonas.at("ex-quiet-hopes", Second).writes(HOPES);
    jonas
        .at("ex-familiar", Second)
        .picks(&["That it will all be sorted quickly", "That I have to be a good student"]);
    jonas.at("ex-last-time", Second).writes(LAST_TIME);
    jonas.at("ex-sort", Second);
    // He wrote three paragraphs; the lines of them are his to name.
    for (line, _) in SORTED {
        phone.type_into("Add to “What you quietly hope”", line);
        jonas.press("Add");
        phone.wait_for_text(line);
    }
    for (n, (_, place)) in SORTED.into_iter().enumerate() {
        phone.inside(&format!("li.cg-entry:nth-of-type({})", n + 4), |_| {
            jonas.choose(place);
        });
    }
    jonas.goes_on();
    jonas.at("ex-stirred", Second).picks(&["No"]);
    jonas.at("ex-new-here", Second).goes_on();
}

fn brings_three(jonas: &Two) {
    jonas.at("ex-bring", Second);
    for line in [0, 2, 4] {
        jonas.choose(&format!("{} {}", SORTED[line].0, SORTED[line].1));
    }
    jonas.goes_on();
}

/// What is both of theirs, as far as it can be said on one device: the rest waits for her, and says so.
fn says_his(jonas: &Two) {
    jonas.at("ex-needs", First).skips();
    jonas.at("ex-needs", Second).says_with_note(Second, NEEDS);
    jonas.at("ex-say-back", First).skips();
    jonas.at("ex-say-back", Second).skips();
    jonas.at("ex-no-guessing", Second).writes(QUIET);
    jonas.at("ex-slow-sign", Both).agrees_on("Bakery.");
    jonas.answers_sentence(Second, YES);
    jonas.arrive("It waits for Marta.", Both);
    jonas.page.wait_for_text("Marta hasn’t said yet");
    jonas.page.sound();
    jonas.page.screenshot("waits");
}

/// What crossed is taken in, and the way goes on.
fn opens(two: &Two, link: &str) {
    two.page.open(link);
    two.press("Go on");
}

fn hears_him(marta: &Two) {
    let page = marta.page;
    page.wait_for_text("Marta speaks. Jonas listens.");
    page.click_button("Skip for now");
    marta.at("ex-needs", Second);
    page.wait_for_text("Jonas brings to the table");
    for line in brought().into_iter().chain([NEEDS]) {
        page.wait_for_text(line);
    }
    assert!(page.names("field").is_empty(), "his words are his");
    tells_nothing_kept(&page.text());
    page.sound();
    page.screenshot("brought");
    marta.goes_on();
    // He chose not to say whether she said it back well: nothing to listen to.
    marta.at("ex-say-back", First).skips();
    marta.at("ex-no-guessing", First).writes(CEILING);
}

/// The sign, and that each is free to choose: two yes each, from two devices, in either order.
fn both_agree(marta: &Two, jonas: &Two) {
    let (page, phone) = (marta.page, jonas.page);
    marta.at("ex-slow-sign", Both);
    assert_eq!(page.value_of("Our words"), "Bakery.");
    marta.press("Each says yes or no");
    marta.answers_sentence(First, YES);
    marta.arrive("You both said yes.", Both).goes_on();
    marta.at("ex-let-down", First).skips();
    marta.at("ex-in-charge", First);
    shows_the_sign(page);
    marta.skips();
    marta.at("ex-in-charge", Second).skips();
    marta.at("ex-bring-to-it", First).skips();
    marta.at("ex-free-choice", Both).press("Each says yes or no");
    marta.answers_sentence(First, YES);
    marta.arrive("It waits for Jonas.", Both);
    marta.press("Send and receive");
    let hers = link_on(page);
    opens(jonas, &hers);
    jonas.arrive("You both said yes.", Both).goes_on();
    jonas.at("ex-let-down", Second).skips();
    jonas.at("ex-in-charge", Second);
    shows_the_sign(phone);
    jonas.speaks(Second);
    jonas.goes_on();
    jonas.at("ex-bring-to-it", Second).skips();
    jonas.at("ex-free-choice", Both).press("Each says yes or no");
    jonas.answers_sentence(Second, YES);
    jonas.arrive("You both said yes.", Both).goes_on();
    shows_the_sign(phone);
}

/// He puts it off, and comes back by himself late the next evening; two answers and what he would like next time are
/// handed over, and one is kept. The link is on his page then.
fn the_evening_after(jonas: &Two) {
    let phone = jonas.page;
    jonas.press("Pause");
    jonas.arrive_alone("You’ve paused.");
    jonas.press("That’s enough for today");
    jonas.arrive_alone("That’s all. You can put this away.");
    jonas.press("How was it for us?");
    jonas.alone();
    jonas.at("fb-why", Second).goes_on();
    jonas.at("fb-channel", Second).picks(&["Later, when I’m settled", "Tomorrow"]);
    jonas.arrive_alone("It waits here for you.");
    phone.sound();
    phone.open("#/");
    phone.wait_for_text("Marta and Jonas");
    assert!(!phone.text().contains("you meant to come back"), "not before its time");
    phone.let_time_pass(36 * 60);
    phone.reload();
    phone.wait_for_text("Jonas, you meant to come back and say how it was.");
    jonas.press("Say how it was");
    jonas.alone();
    jonas.at("fb-settled", Second).picks(&["Calm enough"]);
    let note = "In your own words, if you like";
    jonas.at("fb-free", Second).choose("I said about half of it");
    phone.type_into(note, FREE);
    jonas.goes_on();
    jonas.at("fb-mattered", Second).skips();
    jonas.at("fb-way", Second).skips();
    jonas.at("fb-say", Second).choose("I went along, mostly");
    phone.type_into(note, SAY);
    jonas.goes_on();
    jonas.at("fb-carry", Second).skips();
    jonas.at("fb-off", Second).writes(OFF);
    jonas.at("fb-more-less", Second).picks(&["More quiet time", "Less guiding"]);
    jonas.at("fb-need", Second).skips();
    jonas.at("fb-release", Second);
    for (n, kept) in [(1, false), (2, false), (3, true), (4, false)] {
        let answer = format!("ol.cg-stack--after > li:nth-child({n})");
        phone.inside(&answer, |phone| phone.choose(if kept { "Keep it" } else { "Hand it over" }));
    }
    phone.screenshot("release");
    jonas.goes_on();
    jonas.at("fb-how-long", Second).skips();
    for handed_over in [FREE, SAY, "Less guiding"] {
        phone.wait_for_text(handed_over);
    }
    phone.sound();
    tells_nothing_kept(&phone.text());
    tells_nothing_kept(&inside(&link_on(phone)));
}

/// What he handed over waits until she opens it; she thanks him, and says what she will try. Her link is on her page then.
fn receives(marta: &Two, link: &str) {
    let page = marta.page;
    page.open(link);
    page.wait_for_text("Jonas says how");
    page.wait_for_text("It belongs to your talk of");
    tells_nothing_kept(&page.text());
    marta.press("Keep it here");
    marta.at("fb-receive", First);
    assert!(!page.text().contains("half a second"), "guidance first, alone on the page");
    marta.press("Open Jonas’s words");
    for words in [FREE, SAY, "I said about half of it", "I went along, mostly", "Less guiding"] {
        page.wait_for_text(words);
    }
    tells_nothing_kept(&page.text());
    page.sound();
    page.screenshot("opened");
    marta.goes_on();
    marta.at("fb-say-thanks", First).writes(THANKS);
    marta.at("fb-try", First).fills(&[("What I’ll do", TRY)]);
    marta.at("fb-over-time", Both);
    tells_nothing_kept(&page.text());
    marta.goes_on();
    page.wait_for_text(THANKS);
}

/// What she will try is among what she might pick up; nothing of what he keeps is.
fn before_they_meet(marta: &Two) {
    let page = marta.page;
    let pair = records(page, "partnership")[0]["id"].as_str().expect("an id").to_owned();
    page.open(&format!("#/p/{pair}/start/6"));
    marta.cover("prep", &[]);
    marta.alone();
    marta.at("pr-slow", First).goes_on();
    marta.at("pr-read-back", First);
    page.wait_for_text(TRY);
    tells_nothing_kept(&page.text());
    marta.goes_on();
    for step in ["pr-life", "pr-glad", "pr-awake", "pr-curious"] {
        marta.at(step, First).skips();
    }
    page.wait_for_text("What may be different for them by now?");
    marta.skips();
    marta.at("pr-thread", First);
    page.sound();
    page.screenshot("thread");
    tells_nothing_kept(&page.text());
    marta.picks(&[&format!("{TRY} What you meant to try")]);
}

/// On every page that both see, from the agreement on (C10).
fn shows_the_sign(page: &Page) {
    page.wait_for_text("Your sign: Bakery.");
    page.sound();
}
