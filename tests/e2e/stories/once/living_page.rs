//! Our way of working: proposed by one, affirmed by the other, and how it was before.

use crate::links::{link_on, takes};
use crate::page::Page;
use crate::story::{Story, story};
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, bring_in};

const BEFORE: &str = "We say it the same week.";
const AFTER: &str = "We say it the same day, even if it’s half a sentence.";

/// Two who agreed on how they work, at their own page.
fn agreed<'p>(page: &'p Page, names: [&'static str; 2]) -> Two<'p> {
    let two = Two::begin(page, names);
    let route = page.route();
    let (pair, _) = route.rsplit_once('/').expect("a cover");
    page.go(&format!("{pair}/5"));
    two.cover("expectations", &[]);
    two.at("ex-welcome", First).jump("31t");
    two.at("ex-our-way", Both).agrees_on(BEFORE);
    two.answers_sentence(First, "Yes I mean it");
    two.answers_sentence(Second, "Yes I mean it");
    two.arrive("You both said yes.", Both).press("Pause").press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
    two.press(&format!("To {} and {}", names[0], names[1]));
    page.wait_for_button("Our way of working");
    two
}

fn changed(page: &Page) {
    let two = agreed(page, ["Maya", "Tom"]);
    two.press("Our way of working");
    page.wait_for_focus("h1 \"Our way of working\"");
    page.wait_for_text(BEFORE);
    page.sound();
    page.screenshot("way");
    two.press("Tom proposes other words");
    page.wait_for_heading("Tom, what would you say instead?");
    assert_eq!(page.value_of("Other words"), BEFORE, "it begins from what stands");
    // The same words are no proposal.
    two.press("Propose it");
    page.wait_for_focus("h1 \"Our way of working\"");
    assert!(!page.text().contains("Tom proposes\n"));
    two.press("Tom proposes other words");
    page.clear_field("Other words");
    page.type_into("Other words", AFTER);
    page.sound();
    page.screenshot("write");
    two.press("Propose it");
    page.wait_for_text("Tom proposes");
    assert!(page.text().contains(BEFORE) && page.text().contains(AFTER), "it stands until then");
    assert!(!page.has("button", "Tom answers"), "he said it himself");
    page.sound();
    page.screenshot("proposed");
    two.press("Maya answers");
    two.take(First);
    page.wait_for_heading("Maya, would you say this?");
    page.sound();
    page.screenshot("says");
    // Asked about one sentence, she does not hold the device for anything else.
    let way = page.route();
    for route in [way.replace("/way", "/read/a"), way.clone()] {
        page.open(&route);
    }
    page.wait_for_button("Maya answers");
    page.back();
    page.wait_for_button("I’m Maya, open my page");
    page.forward();
    two.press("Maya answers");
    two.take(First);
    page.wait_for_heading("Maya, would you say this?");
    two.picks(&["Yes I mean it"]);
    page.wait_for_focus("h1 \"Our way of working\"");
    page.wait_for("what was before to be folded away", |page| !page.text().contains(BEFORE));
    assert!(page.text().contains(AFTER));
    page.click_at(".cg-fold__head");
    page.wait_for_text(BEFORE);
    page.sound();
    page.screenshot("earlier");

    // In a later talk, it begins from what stands.
    let route = page.route();
    let pair = route.strip_suffix("/way").expect("the page").to_owned();
    page.open(&format!("{pair}/start/8"));
    two.cover("lookback", &[]);
    two.at("lb-read", Both).jump("5t");
    two.at("lb-our-way", Both);
    assert_eq!(page.value_of("Our words"), AFTER);
    two.agrees_on("We say it when we can.");
    two.answers_sentence(First, "Yes I mean it");
    two.answers_sentence(Second, "Yes I mean it");
    two.arrive("You both said yes.", Both);
    page.open(&format!("{pair}/way"));
    page.wait_for_text("We say it when we can.");
    assert!(!page.text().contains(AFTER));
    page.inside("#main", |page| page.click_button("Maya takes the yes back"));
    page.click_button("Erase it");
    page.wait_for_text("No longer agreed.");
    page.sound();
}

#[test]
fn one_proposes_and_the_other_affirms() {
    story(changed);
}

#[test]
fn the_living_page_on_a_small_phone_in_the_dark() {
    Story::new().small_phone().dark().run(changed);
}

/// With a device for each: proposed on one, said yes to on the other, and both have the same page.
#[test]
fn a_change_crosses_by_link() {
    story(|page| {
        let maya = agreed(page, ["Maya", "Tom"]);
        let way = format!("{}/way", page.route());
        page.open("#/data");
        page.inside("main", |page| page.click_button("Save a copy"));
        let copy = page.download().1;
        let tom = page.another_device();
        bring_in(&tom, &copy);

        let run = maya.records("run")[0]["id"].as_str().expect("an id").to_owned();
        for (device, me) in [(page, "I’m Maya"), (&*tom, "I’m Tom")] {
            device.open(&format!("#/t/{run}/send"));
            device.wait_for_heading("Which of you are you?");
            device.choose(me);
            link_on(device);
        }
        page.open(&way);
        page.wait_for_button("Maya proposes other words");
        assert!(!page.has("button", "Tom proposes other words"), "her own device");
        maya.press("Maya proposes other words");
        page.clear_field("Other words");
        page.type_into("Other words", AFTER);
        page.wait_for("the words to be noted", |page| {
            let noted = page.run("return sessionStorage.getItem('common-ground/unproposed')", None);
            noted.as_str().is_some_and(|noted| noted.ends_with(AFTER))
        });
        page.reload();
        page.wait_for_heading("Maya, what would you say instead?");
        assert_eq!(page.value_of("Other words"), AFTER, "what she wrote is still there");
        maya.press("Propose it");
        page.wait_for_text("Maya proposes");
        let noted = page.run("return sessionStorage.getItem('common-ground/unproposed')", None);
        assert!(noted.is_null(), "proposed, it is nowhere else");
        page.sound();
        maya.press("Send it to Tom");
        let link = link_on(page);
        assert!(page.text().contains(AFTER), "what goes along is read before");

        tom.open(&link);
        takes(&tom, "Go on");
        tom.wait_for("the link to be kept", |tom| !tom.has("button", "Go on"));
        tom.open(&way);
        tom.wait_for_text("Maya proposes");
        tom.click_button("Tom answers");
        tom.wait_for_heading("Tom, would you say this?");
        tom.choose("Yes I mean it");
        tom.click_button("Continue");
        tom.wait_for("what was before to be folded away", |tom| !tom.text().contains(BEFORE));
        tom.sound();
        tom.click_button("Send it to Maya");
        let link = link_on(&tom);

        page.open(&link);
        takes(page, "Go on");
        page.wait_for("the link to be kept", |page| !page.has("button", "Go on"));
        page.open(&way);
        page.wait_for_text(AFTER);
        assert!(!page.text().contains(BEFORE), "it is how it was before");
    });
}
