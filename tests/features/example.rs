//! The invented people one can look around with (Part F): F1 and F9, played, and compared with the file that comes with
//! the program. `EXAMPLE=write cargo test example` writes it anew.

use chrono::Duration;
use common_ground::codec::export::{Scope, export};
use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::ids;
use common_ground::domain::outcome::{Assent, NextTime};
use common_ground::domain::path::{Beat, Part};
use common_ground::domain::person::{KindOfPair, Person, Side};
use common_ground::domain::privacy::{Sight, Viewer};
use common_ground::domain::run::{How, Words};
use common_ground::domain::session::{FREE_TALK, Mode};
use common_ground::domain::workspace::Workspace;

use crate::files::read;
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, at, lines, picks, plan, texts};
use crate::walk::walk;

const FILE: &str = "src/content/example.json";

const HOPES: [&str; 3] = [
    "I count on you to tell me if the book is any good.",
    "I count on you to notice when I'm pretending to be fine, because I'm very good at it and nobody has caught me in about ten years.",
    "I count on you to keep the clock, so that I don't have to.",
];

/// What nobody wrote they say, and whoever is asked alone passes it.
fn says_the_rest(table: &mut Table, beat: &Beat) {
    let step = beat.place.step.as_str();
    match beat.place.part {
        _ if beat.done => {}
        Part::Own(side) if beat.private_to.is_some() => table.skips(side, step),
        Part::Own(side) => table.says(side, step),
        Part::Together => table.says(BOTH, step),
        Part::Reveal => {
            table.opens(step);
            table.gives(BOTH, step, How::Seen);
        }
        Part::Yes(_) | Part::Outcome => {}
    }
}

fn finds_one(table: &mut Table) {
    let next = NextTime::WeWillFindOne;
    table.does(Command::NextTimeSet { run: table.run, step: "wu-next".into(), who: None, next });
}

fn both_agree(table: &mut Table, step: &str, text: &str) {
    table.words_it(step, text);
    table.gives(BOTH, step, How::Wrote);
    for who in [FIRST, SECOND] {
        table.answers_sentence(who, step, Assent::Yes);
    }
}

/// Marta, a coach, and Jonas, who left a secure job to write a family history (F1).
fn marta_and_jonas(t: &mut Table) {
    t.clock = at("2026-05-07T10:00:00+02:00");
    t.meet(["Marta", "Jonas"], KindOfPair::CoachAndClient);
    t.begin("expectations", USUAL);
    t.answers(SECOND, "ex-quiet-hopes", texts(&HOPES.join("\n")));
    t.answers(SECOND, "ex-familiar", picks(&["sorted-quickly", "good-student"]));
    t.answers(SECOND, "ex-last-time", texts("An editor, 2016. I wished he had known that every red mark felt like a door closing. I never said it. I sent shorter and shorter chapters instead, until there was nothing left to mark."));
    t.answers(
        SECOND,
        "ex-sort",
        lines(&[("check-together", HOPES[0]), ("too-much", HOPES[1]), ("fair-to-ask", HOPES[2])]),
    );
    t.answers(FIRST, "ex-quiet-hopes", texts("That you'll tell me when I'm off. That you do the writing between meetings, not the night before."));
    t.writes(SECOND, "ex-needs", texts("Time-keeping by Marta. A minute of silence is fine. No verdict on quality before chapter three."));
    t.gives(SECOND, "ex-needs", How::SaidIt);
    t.answers(
        SECOND,
        "ex-no-guessing",
        texts(
            "Quiet = something landed. Jokes = I'm scared. Crossed arms = cold, really just cold.",
        ),
    );
    t.answers(
        FIRST,
        "ex-no-guessing",
        texts("I look at the ceiling when I think. I need two minutes between \"hello\" and work."),
    );
    both_agree(t, "ex-slow-sign", "Bakery.");
    both_agree(t, "ex-free-choice", "I don't have to be here. I choose to.");
    walk(t, &mut says_the_rest);
    t.follow("wrapup");
    t.answers(BOTH, "wu-open", lines(&[("", "What \"researching\" means")]));
    t.answers(BOTH, "wu-one-line", texts("The chapter about the bakery."));
    t.answers(SECOND, "wu-feedback", picks(&["later"]));
    finds_one(t);
    walk(t, &mut says_the_rest);
    t.close();
    how_it_was(t);
    t.clock = at("2026-05-28T10:00:00+02:00");
    t.begin(FREE_TALK, USUAL);
    t.gives(BOTH, "ft-talk", How::Seen);
    t.close();
}

/// At 23:40 the next day, Jonas says how it was for him.
fn how_it_was(t: &mut Table) {
    t.clock = at("2026-05-08T23:40:00+02:00");
    let session = t.session().id;
    t.does(Command::FeedbackOpened { session });
    t.run = t.workspace.runs.of(t.pair).last().expect("feedback").id;
    t.answers(SECOND, "fb-channel", picks(&["write-now"]));
    t.answers(SECOND, "fb-settled", picks(&["calm"]));
    let free = Words { number: Some(3), ..texts("More than I planned, less than I had.") };
    t.answers(SECOND, "fb-free", free);
    let say = "When you suggested the timeline exercise I said \"great\" within half a second. I didn't think it was great. I think I was being a good student.";
    t.answers(SECOND, "fb-say", Words { number: Some(2), ..texts(say) });
    t.answers(SECOND, "fb-off", texts("The moment my voice went strange when I said \"father\", and we moved on. I was relieved and also not."));
    t.answers(SECOND, "fb-more-less", picks(&["more-quiet", "less-guiding"]));
    for step in ["fb-free", "fb-say", "fb-more-less"] {
        t.releases(SECOND, step);
    }
    t.gives(SECOND, "fb-release", How::Wrote);
    t.gives(FIRST, "fb-receive", How::Seen);
    t.answers(FIRST, "fb-say-thanks", texts("Thank you for the half second. I heard that \"great\" can mean \"I'm going along\". I'm glad you told me."));
    t.plans(FIRST, "fb-try", plan("Ask \"what would you rather?\" before I offer any exercise."));
    t.close();
}

/// 美玲 and Robert, who run a translation bureau from Taipei and Halifax (F9).
fn mei_and_robert(t: &mut Table) {
    t.clock = at("2026-06-03T20:00:00+08:00");
    t.meet(["美玲 (Mei)", "Robert"], KindOfPair::Own("Friends with a translation bureau".into()));
    for (side, language, zone) in [(FIRST, "zh", "Asia/Taipei"), (SECOND, "en", "America/Halifax")]
    {
        let pair = t.workspace.partnerships.get(t.pair.uuid()).expect("the two");
        let (language, zone) = (language.to_owned(), zone.to_owned());
        let person = Person { language, zone, ..pair.person(side).clone() };
        t.does(Command::PersonChanged { pair: t.pair, side, person });
    }
    let remote = Setting { mode: Mode::LeaderOnly, ..USUAL };
    t.begin("clearing", remote);
    t.gives(SECOND, "ca-safe", How::Seen);
    t.answers(FIRST, "ca-true", texts("我希望你問我，而不是替我決定。我不是生氣，是累。"));
    let both_write = |t: &mut Table| {
        for who in [FIRST, SECOND] {
            t.answers(who, "ca-how", picks(&["write-first"]));
        }
    };
    both_write(t);
    both_agree(t, "ca-reason", "We want to clear up the contract thing — 把話說開.");
    both_agree(t, "ca-common-ground", "Pay translators on time, 準時.");
    t.close();
    t.clock += Duration::days(10);
    t.begin("clearing", remote);
    t.gives(SECOND, "ca-safe", How::Seen);
    both_write(t);
    t.answers(
        FIRST,
        "ca-ask",
        texts("Please ask me before you answer a client in my name. 先問我。"),
    );
    t.answers(SECOND, "ca-answer", picks(&["gladly"]));
    t.answers(FIRST, "ca-state", picks(&["lighter"]));
    t.answers(SECOND, "ca-state", picks(&["clear"]));
    for who in [FIRST, SECOND] {
        t.answers(who, "ca-keep", picks(&["shared-notes-too"]));
    }
    walk(t, &mut says_the_rest);
    t.close();
}

/// All of them, on one device.
fn people() -> Workspace {
    let mut table = Table::empty(0x0e);
    marta_and_jonas(&mut table);
    mei_and_robert(&mut table);
    table.workspace
}

#[test]
fn the_example_is_what_the_two_stories_leave() {
    let played = export(&people(), Scope::Everything, at("2026-06-30T12:00:00Z"), "example", &[]);
    if std::env::var("EXAMPLE").is_ok_and(|what| what == "write") {
        std::fs::write(FILE, &played).expect("it can be written");
    } else {
        assert!(played == content::example(), "EXAMPLE=write cargo test example writes it anew");
    }
    // Nothing is amiss with it.
    assert_eq!(read(&played).records.partnerships.iter().count(), 2);
}

/// Whatever an address leads to there, it tells that it is invented; nothing else does.
#[test]
fn every_address_of_the_example_tells_that_it_is_one() {
    for key in people().keys().into_iter().skip(1) {
        assert!(ids::is_invented(key.id), "{key:?}");
    }
    let fresh = ids::PairId::fresh(at("2026-11-01T12:00:00Z"), &mut || ids::invented(7));
    assert!(ids::is_invented(fresh.uuid()));
    let mut drawn = 0_u8;
    let mut chance = || {
        drawn += 1;
        [drawn; 10]
    };
    for _ in 0..200 {
        let real = ids::PairId::fresh(at("2026-11-01T12:00:00Z"), &mut chance);
        assert!(!ids::is_invented(real.uuid()));
    }
}

/// What Marta never sees of Jonas, she never sees here either (F1).
#[test]
fn what_is_private_is_private_there_too() {
    let workspace = people();
    let runs = || workspace.runs.iter().filter(|r| r.dialogue == *"expectations");
    let dialogue = crate::people::dialogue("expectations");
    let sees = |viewer: Viewer, who: Side| {
        let step = dialogue.step(&"ex-quiet-hopes".into()).expect("the step");
        let sight = |run| common_ground::domain::privacy::sight(step, run, who.into(), viewer);
        runs().any(|run| matches!(sight(run), Sight::Words(..)))
    };
    assert!(sees(Viewer::One(SECOND), SECOND));
    assert!(!sees(Viewer::One(FIRST), SECOND) && !sees(Viewer::Table, SECOND));
}
