//! Greta and Ivan (F6): it stays unresolved, and that is an ending like any other.

use crate::page::Page;
use crate::story::story;
use crate::two::Who::{Both, First, Second};
use crate::two::{Two, records};

const HER_WISH: &str = "Nothing gets signed with both names unless both hands held the pen.";
const HIS_WISH: &str =
    "Come and see Hafenstraße once, on a Saturday, before you decide what it is.";
const AIM: &str = "Both shops alive, and both of us still friends at Christmas.";

/// Everything this browser keeps of us, as one text.
fn kept(page: &Page) -> String {
    page.storage().into_values().collect()
}

#[test]
fn it_stays_unresolved() {
    story(|page| {
        let two = Two::begins_clearing(page, ["Greta", "Ivan"], &[]);
        two.judged().by_keys();
        prepares(&two);
        opens(&two);
        tells(&two);
        wishes(&two);
        stands(&two);
        let all = kept(page);
        assert!(all.contains("both hands held the pen"), "the one wish that was answered gladly");
        for gone in ["my name means something", "get old in one street", "Hafenstraße once"] {
            assert!(!all.contains(gone), "the more private wish of the two counts: {gone}");
        }
        wraps_up(&two);
        begins_again(&two);
    });
}

/// Each alone: first Greta, then Ivan, who is asked the question of the threshold too.
fn prepares(two: &Two) {
    two.at("ca-what", First)
        .writes("He signed the lease for Hafenstraße without me and calls it “our decision”.");
    two.at("ca-gain", First).skips();
    two.at("ca-feel", First).picks(&["Hurt", "Tense", "Tired"]);
    two.at("ca-mine", First).writes(
        "I did say “sounds lovely” in August. I meant the dream, not the lease. I never said that part out loud.",
    );
    two.at("ca-true", First).skips();
    two.at("ca-set-down", First).picks(&["Nothing yet"]);
    two.at("ca-human", First).goes_on();
    two.at("ca-how", First).picks(&["Write first, then speak"]);

    two.is_safe(Second);
    two.at("ca-what", Second).skips();
    two.at("ca-gain", Second).skips();
    two.at("ca-feel", Second).picks(&["Disappointed", "Lonely"]);
    two.at("ca-mine", Second).writes(
        "I was afraid that if I asked again she would find a reason. So I didn’t ask again.",
    );
    two.at("ca-true", Second).skips();
    two.at("ca-set-down", Second).picks(&["Having to be right"]);
    two.at("ca-human", Second).goes_on();
    two.at("ca-how", Second).picks(&["Write first, then speak"]);
}

fn opens(two: &Two) {
    two.at("ca-arrive", Both).goes_on();
    two.at("ca-my-commitment", First).speaks(First);
    two.at("ca-my-commitment", Second).speaks(Second);
    // Kept as it is, both say yes.
    two.at("ca-reason", Both).press("Each says yes or no");
    both_say_yes(two);
    two.arrive("Name one thing you both want.", Both).agrees_on(AIM);
    both_say_yes(two);
    two.at("ca-who-starts", Both).picks(&["Ivan"]);
}

fn both_say_yes(two: &Two) {
    two.answers_sentence(First, "Yes I mean it");
    two.answers_sentence(Second, "Yes I mean it");
    two.arrive("You both said yes.", Both).goes_on();
}

fn tells(two: &Two) {
    two.at("ca-story-a", Second).speaks(Second);
    two.at("ca-say-back-a", First).picks(&["Leave it for now"]);
    two.at("ca-more-a", Second).picks(&["That’s all for now"]);
    two.at("ca-swap", Both).goes_on();
    two.at("ca-story-b", First).speaks(First);
    two.at("ca-say-back-b", Second).picks(&["Yes, that’s it"]);
    two.at("ca-more-b", First).picks(&["That’s all for now"]);
    two.at("ca-both-stand", First).picks(&["Not yet, and that is all right"]);
    two.at("ca-both-stand", Second).picks(&["Yes, both may stand"]);
}

fn wishes(two: &Two) {
    two.at("ca-own-it", First).skips();
    two.at("ca-own-it", Second).skips();
    two.at("ca-underneath", First).says_with_note(First, "That my name means something.");
    two.at("ca-underneath", Second).says_with_note(Second, "That we don’t get old in one street.");
    two.at("ca-ask", First).writes(HER_WISH);
    two.at("ca-ask", Second).writes(HIS_WISH);
    two.at("ca-answer", First);
    two.page.wait_for_text(HIS_WISH);
    two.picks(&["Not now"]);
    two.at("ca-answer", Second);
    two.page.wait_for_text(HER_WISH);
    two.picks(&["Gladly"]);
    two.at("ca-step", First).skips();
    two.at("ca-step", Second).skips();
}

fn stands(two: &Two) {
    two.at("ca-state", First).picks(&["Still open, and that’s okay for today"]);
    two.at("ca-state", Second).picks(&["I need another round"]);
    two.opens("ca-state", None);
    two.at("ca-gratitude", First).says();
    two.at("ca-gratitude", Second).says();
    two.at("ca-keep", First).picks(&["Only what we agreed"]);
    two.at("ca-keep", Second).picks(&["Our shared notes too"]);
    two.at("ca-to-wrapup", Both).press("Wrap up");
}

fn wraps_up(two: &Two) {
    two.at("wu-enough", Both);
    two.press("Jump to…");
    two.press("If it was rough");
    two.at("wu-rough", First).picks(&["Try another way (only speak; shorter; walk together)"]);
    two.at("wu-rough", Second).picks(&["Try again another day"]);
    two.opens("wu-rough", None);
    two.at("wu-feedback", First).press("That’s enough for today");
    two.arrive_alone("That’s all. You can put this away.");
    for word in ["unfinished", "failed", "incomplete"] {
        assert!(!two.page.text().contains(word), "it says {word}");
    }
    two.choose("A day and a time");
    two.page.pick_moment("Day", "2030-05-09");
    two.page.pick_moment("Time", "08:00");
    assert!(records(two.page, "commitment").is_empty(), "a declined wish is nobody’s task");
}

/// Round two: the aims and what was agreed come along, Greta starts, and no story does.
fn begins_again(two: &Two) {
    two.press("To Greta and Ivan");
    two.page.wait_for_text("both hands held the pen");
    assert!(!two.page.text().contains("Hafenstraße"), "what was declined is nowhere");
    two.page.click_at("a[href$='/start/3']");
    two.clears(&[]);
    for step in ["ca-what", "ca-gain", "ca-feel", "ca-mine", "ca-true", "ca-set-down", "ca-human"] {
        two.at(step, First).skips();
    }
    two.at("ca-how", First).picks(&["Write first, then speak"]);
    two.is_safe(Second);
    for step in ["ca-what", "ca-gain", "ca-feel", "ca-mine", "ca-true", "ca-set-down", "ca-human"] {
        two.at(step, Second).skips();
    }
    two.at("ca-how", Second).picks(&["Write first, then speak"]);
    two.at("ca-arrive", Both).goes_on();
    two.at("ca-my-commitment", First).speaks(First);
    two.at("ca-my-commitment", Second).speaks(Second);
    two.at("ca-reason", Both).skips();
    two.at("ca-common-ground", Both);
    two.page.wait_for_text(AIM);
    two.page.wait_for_text(HER_WISH);
    assert!(!two.page.text().contains("in our way"), "nor the sentence the last round began with");
    // Each says for themselves what still holds; nothing is ticked before.
    assert_eq!(two.page.count("input:checked"), 0);
    two.page.inside("li.cg-entry:first-of-type", |_| {
        two.choose("Greta: it still holds").choose("Ivan: it still holds");
    });
    two.page.reload();
    two.page.wait_for("both to stand by it", |page| page.count("input:checked") == 2);
    two.goes_on();
    two.at("ca-who-starts", Both).goes_on();
    two.at("ca-story-a", First);
}
