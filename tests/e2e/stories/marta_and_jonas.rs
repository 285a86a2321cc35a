//! Marta and Jonas (F1): Start well with a device for each, in long and careful writing; and what came of it.

use serde_json::{Value, json};

use crate::links::{inside, kept_by, link_on, takes};
use crate::page::Page;
use crate::story::{PHONE, story};
use crate::two::Two;
use crate::two::Who::{self, Both, First, Second};

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
        println!("A {}", page.text());
        marta.press("On to your own part");
        marta.at("ex-welcome", First).goes_on();
        marta.at("ex-quiet-hopes", First).writes("That you’ll tell me when I’m off. That you do the writing between meetings, not the night before.");
        marta.at("ex-familiar", First).skips();
        marta.at("ex-last-time", First).skips();
        marta.at("ex-sort", First).skips();
        marta.at("ex-stirred", First).picks(&["No"]);
        marta.at("ex-new-here", First).goes_on();
        marta.at("ex-bring", First).skips();
        println!("B {} {}", page.route(), page.text());

        let phone = page.device(page.engine(), PHONE);
        phone.open(&invitation);
        println!("C {}", phone.text());
        takes(&phone, "Yes");
        let jonas = Two::known(&phone, NAMES);
        jonas.alone();
        println!("D {}", phone.text());
        let yes = link_on(&phone);
        jonas.press("On to your own part");
        jonas.at("ex-welcome", Second).goes_on();
        jonas.at("ex-quiet-hopes", Second).writes(HOPES);
        jonas
            .at("ex-familiar", Second)
            .picks(&["That it will all be sorted quickly", "That I have to be a good student"]);
        jonas.at("ex-last-time", Second).writes(LAST_TIME);
        jonas.at("ex-sort", Second);

        // What he wrote is three paragraphs; the lines of them are his to name.
        for (line, _) in SORTED {
            phone.type_into("Add to “What you quietly hope”", line);
            jonas.press("Add");
            phone.wait_for_text(line);
        }
        println!("F {:?} {}", phone.count("li.cg-entry"), phone.text());
        for (n, (_, place)) in SORTED.into_iter().enumerate() {
            phone.inside(&format!("li.cg-entry:nth-of-type({})", n + 4), |_| {
                jonas.choose(place);
            });
        }
        jonas.goes_on();
        jonas.at("ex-stirred", Second).picks(&["No"]);
        jonas.at("ex-new-here", Second).goes_on();
        jonas.at("ex-bring", Second);
        println!("G {}", phone.text());
        for line in [0, 2, 4] {
            jonas.choose(&format!("{} {}", SORTED[line].0, SORTED[line].1));
        }
        jonas.goes_on();
        jonas.at("ex-needs", First).skips();
        jonas.at("ex-needs", Second).says_with_note(Second, NEEDS);
        jonas.at("ex-say-back", First).skips();
        jonas.at("ex-say-back", Second).skips();
        jonas.at("ex-no-guessing", Second).writes(
            "Quiet = something landed. Jokes = I'm scared. Crossed arms = cold, really just cold.",
        );
        jonas.at("ex-slow-sign", Both).agrees_on("Bakery.");
        jonas.answers_sentence(Second, "Yes I mean it");
        println!("K {} {}", phone.route(), phone.text());
        let run = phone.route().split('/').nth(2).expect("a run").to_owned();
        let across = format!("#/t/{run}/send");
        phone.click_button("Send and receive");
        println!("K2 {}", phone.text());
        let part = link_on(&phone);
        page.open(&yes);
        page.click_button("Go on");
        page.open(&part);
        page.click_button("Go on");
        page.wait_for_text("Marta speaks. Jonas listens.");
        marta.jump("9a");
        page.click_button("Skip for now");
        marta.at("ex-needs", Second);
        println!("N {} {}", page.route(), page.text());
        marta.skips();
        marta.at("ex-say-back", First).skips();
        marta.at("ex-say-back", Second).skips();
        marta.at("ex-no-guessing", First).writes(
            "I look at the ceiling when I think. I need two minutes between \"hello\" and work.",
        );
        println!("O {} {}", page.route(), page.text());
        let _ = (kept_by(page), Value::Null, json!(1), inside(&yes), Both, across);
    });
}
const NEEDS: &str = "Time-keeping by Marta. A minute of silence is fine. No verdict on quality before chapter three.";
