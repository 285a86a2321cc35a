//! The way through a dialogue: which pages there are, in which order, whose they are, and what
//! stays when people go back, jump about or change their minds.

use common_ground::domain::command::Command;
use common_ground::domain::ids::FieldId;
use common_ground::domain::outcome::Assent;
use common_ground::domain::path::{Beat, Part, Progress};
use common_ground::domain::person::Side;
use common_ground::domain::run::{Entry, How, Place, Words};
use common_ground::domain::session::{Length, Mode};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::cases;
use crate::commands::{self, HOWS, SIDES};
use crate::definitions::ALL;
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, lines, picks, plan, texts};
use crate::texts::by;
use crate::walk::{self, ByChance, walk};

/// One letter for a part: both, first, second; their yes; the reveal; how the yes came out.
fn letter(part: Part) -> &'static str {
    match part {
        Part::Together => "both",
        Part::Own(Side::First) => "1",
        Part::Own(Side::Second) => "2",
        Part::Yes(Side::First) => "yes1",
        Part::Yes(Side::Second) => "yes2",
        Part::Reveal => "reveal",
        Part::Outcome => "outcome",
    }
}

/// The pages of a way, a line for each step; a page handed over to one person has a `!`.
fn drawn(beats: &[Beat]) -> Vec<String> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for beat in beats {
        if let Some(side) = beat.private_to {
            assert_eq!(
                beat.place.part.side(),
                Some(side),
                "handed over to the one whose page it is"
            );
        }
        let mark = if beat.private_to.is_some() { "!" } else { "" };
        let part = format!(" {}{mark}", letter(beat.place.part));
        match lines.last_mut() {
            Some((step, parts)) if *step == beat.place.step.as_str() => parts.push_str(&part),
            _ => lines.push((beat.place.step.to_string(), part)),
        }
    }
    lines.into_iter().map(|(step, parts)| format!("{step}{parts}")).collect()
}

/// The pages of the kitchen sink, before anybody has answered anything.
const ALL_PAGES: &str = "ks-guide 1!
    ks-reflect 1! 2!
    ks-scale-private 1!
    ks-partner 2!
    ks-each 1 2
    ks-each-reveal 1! 2! reveal
    ks-fields 1 2
    ks-joint both
    ks-scale 1! 2! reveal
    ks-choose 1 2
    ks-choose-both both
    ks-list both
    ks-list-each 1! 2! reveal
    ks-turns 2 1
    ks-offer 1 2
    ks-mirror 1 2
    ks-agree both yes1! yes2! outcome
    ks-agree-spoken both
    ks-commit 1 2
    ks-role both
    ks-thank 1 2
    ks-schedule both
    ks-readback both
    ks-apart 1!
    ks-apart-shared 1
    ks-apart 2!
    ks-apart-shared 2
    ks-ground both yes1! yes2! outcome
    ks-starts both
    ks-story 2
    ks-say-back 1
    ks-more 2
    ks-story-second 1
    ks-answer 1 2
    ks-unless 1! 2!
    ks-sort 1! 2!
    ks-rests 1! 2!
    ks-bring 1! 2!
    ks-brought 1 2
    ks-side-by-side both
    ks-sign both yes1! yes2! outcome
    ks-twice both";

/// The kitchen sink has a page of every kind; before anybody has answered anything.
#[test]
fn pages_come_in_order_and_are_handed_over() {
    let check = |setting: Setting, expect: &str| {
        let expect: Vec<&str> = expect.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        assert_eq!(drawn(&Table::of("kitchen-sink", setting).beats()), expect, "{setting:?}");
    };
    check(USUAL, ALL_PAGES);
    // The other one asked for it: me and partner change places.
    let swapped = ALL_PAGES.replace('1', "~").replace('2', "1").replace('~', "2");
    check(Setting { opener: SECOND, ..USUAL }, &swapped);
    // Alone: nothing of the other, nothing that both will see.
    check(
        Setting { mode: Mode::Solo, ..USUAL },
        "ks-guide 1!
        ks-reflect 1!
        ks-scale-private 1!
        ks-apart 1!
        ks-unless 1!
        ks-sort 1!
        ks-rests 1!
        ks-bring 1!",
    );
    // Only one has a screen: nothing private is asked of the other.
    check(
        Setting { mode: Mode::LeaderOnly, ..USUAL },
        "ks-guide 1!
        ks-reflect 1!
        ks-scale-private 1!
        ks-each 1 2
        ks-each-reveal 1! 2 reveal
        ks-fields 1 2
        ks-joint both
        ks-scale 1! 2 reveal
        ks-choose 1 2
        ks-choose-both both
        ks-list both
        ks-list-each 1! 2 reveal
        ks-turns 2 1
        ks-offer 1 2
        ks-mirror 1 2
        ks-agree both yes1! yes2! outcome
        ks-agree-spoken both
        ks-commit 1 2
        ks-role both
        ks-thank 1 2
        ks-schedule both
        ks-readback both
        ks-apart 1!
        ks-apart-shared 1 2
        ks-ground both yes1! yes2! outcome
        ks-starts both
        ks-story 2
        ks-say-back 1
        ks-more 2
        ks-story-second 1
        ks-answer 1 2
        ks-unless 1!
        ks-sort 1!
        ks-rests 1!
        ks-bring 1!
        ks-brought 1 2
        ks-side-by-side both
        ks-sign both yes1! yes2! outcome
        ks-twice both",
    );
    check(Setting { way: Length::Short, ..USUAL }, "ks-guide 1!\nks-each 1 2");
}

/// A condition is each person's own.
#[test]
fn a_condition_is_each_persons_own() {
    let check = |first: &[&str], second: &[&str], expect: &[Part]| {
        let mut table = Table::usual("kitchen-sink");
        table.answers(FIRST, "ks-choose", picks(first));
        table.answers(SECOND, "ks-choose", picks(second));
        assert_eq!(table.parts("ks-when"), expect);
    };
    check(&["one"], &["one"], &[]);
    check(&["two"], &["one"], &[Part::Own(FIRST)]);
    check(&["one"], &["one", "two"], &[Part::Own(SECOND)]);
    check(&["two"], &["two"], &[Part::Own(FIRST), Part::Own(SECOND)]);
    check(&["in-my-own-words"], &["none-of-these"], &[]);
}

/// Parts in a plan: chosen by its owner, then answered by the other (C.2, 4).
#[test]
fn a_part_in_a_plan_is_asked_by_its_owner() {
    let drawn =
        |t: &Table| drawn(&t.beats()).into_iter().find(|l| l.starts_with("ks-role")).expect("it");
    let mut table = Table::usual("kitchen-sink");
    assert_eq!(drawn(&table), "ks-role both");
    table.plans(SECOND, "ks-commit", plan("walk"));
    assert_eq!(drawn(&table), "ks-role 2! yes1! outcome");
    table.plans(FIRST, "ks-commit", plan("sing"));
    assert_eq!(drawn(&table), "ks-role 1! yes2! 2! yes1! outcome");
    // Nothing asked, nothing to answer.
    table.skips(FIRST, "ks-role");
    assert_eq!(drawn(&table), "ks-role 1! 2! yes1! outcome");
    table.asks(SECOND, "ks-role", &["listen"], "");
    assert_eq!(drawn(&table), "ks-role 1! 2! yes1! outcome");
    table.answers_role(SECOND, Assent::NotYet);
    assert!(table.beats().iter().filter(|b| b.place.step == *"ks-role").all(|b| b.done));
}

/// Set aside, said, or left without a word, a sentence asks for no yes.
#[test]
fn no_yes_is_asked_where_there_is_no_sentence() {
    for how in HOWS {
        let mut table = Table::usual("kitchen-sink");
        table.gives(BOTH, "ks-agree", how);
        assert_eq!(table.parts("ks-agree"), [Part::Together], "{how:?}");
    }
    for (how, asked) in
        [(How::Wrote, true), (How::Seen, true), (How::Skipped, false), (How::SaidIt, false)]
    {
        let mut table = Table::usual("kitchen-sink");
        table.words_it("ks-agree", "We go slowly.");
        table.gives(BOTH, "ks-agree", how);
        assert_eq!(table.parts("ks-agree").len(), if asked { 4 } else { 1 }, "{how:?}");
    }
}

/// Who chose not to wish for anything is not answered: skipped and kept look the same.
#[test]
fn a_wish_nobody_made_is_not_answered() {
    let answers = |table: &Table| table.parts("ca-answer");
    let mut table = Table::usual("clearing");
    assert_eq!(answers(&table), [Part::Own(FIRST), Part::Own(SECOND)]);
    table.skips(FIRST, "ca-ask");
    assert_eq!(answers(&table), [Part::Own(FIRST)]);
    table.says(SECOND, "ca-ask");
    assert_eq!(answers(&table), [Part::Own(FIRST)], "what was said can be answered");
    table.keeps(SECOND, "ca-ask");
    assert_eq!(answers(&table), []);
}

/// Written, said, skipped, seen: each is as good as another to go on.
#[test]
fn each_way_of_answering_goes_on() {
    for how in HOWS {
        let mut table = Table::usual("kitchen-sink");
        for beat in table.beats() {
            let (Part::Own(_) | Part::Together) = beat.place.part else { continue };
            // What nobody wished for is not answered.
            if table.path().find(&beat.place).is_none() {
                assert!(beat.place.step == *"ks-answer" && how == How::Skipped, "{how:?}");
                continue;
            }
            let who = beat.place.part.side().map_or(BOTH, Into::into);
            assert_eq!(table.here(), Some(beat.place.clone()), "{how:?}");
            table.gives(who, beat.place.step.as_str(), how);
            assert_ne!(table.here(), Some(beat.place.clone()), "{how:?}");
            if table.step(beat.place.step.as_str()).reveal && who == SECOND.into() {
                table.opens(beat.place.step.as_str());
                table.gives(BOTH, beat.place.step.as_str(), How::Seen);
            }
        }
        assert_eq!(table.here(), None, "{how:?}");
    }
}

/// Anywhere, in any order; and a bookmark to a page that is no longer there does no harm.
#[test]
fn people_go_where_they_like() {
    let mut table = Table::usual("coalition");
    for beat in table.beats().iter().rev() {
        table.does(Command::WentTo { run: table.run, place: beat.place.clone() });
        assert_eq!(table.here().as_ref(), Some(&beat.place));
    }
    let first = table.beats()[0].place.clone();
    table.goes("cb-help-focus", Part::Own(FIRST));
    assert_eq!(table.here(), Some(first.clone()), "not on the way: to the first page left");
    table.goes("no-such-step", Part::Together);
    assert_eq!(table.here(), Some(first));
    let at_the_bookmark = table.now().at.clone().expect("a bookmark");
    table.goes("no-such-step", Part::Together);
    assert_eq!(table.now().at, Some(at_the_bookmark));
}

#[test]
fn before_and_after_are_neighbours() {
    let mut table = Table::usual("kitchen-sink");
    let path = table.path();
    let places: Vec<&Place> = path.beats().iter().map(|b| &b.place).collect();
    assert_eq!(path.before(places[0]), None);
    assert_eq!(path.after(places[places.len() - 1], table.dialogue()), None);
    for two in places.windows(2) {
        assert_eq!(path.after(two[0], table.dialogue()).map(|b| &b.place), Some(two[1]));
        assert_eq!(path.before(two[1]).map(|b| &b.place), Some(two[0]));
    }
    // From a page that has gone, on from where it stood.
    let gone = Place { step: "ks-when".into(), part: Part::Own(FIRST) };
    let next = |t: &Table| t.path().after(&gone, t.dialogue()).map(|b| b.place.step.to_string());
    assert_eq!(next(&table), Some("ks-list".to_owned()));
    table.answers(SECOND, "ks-choose", picks(&["two"]));
    assert_eq!(next(&table), Some("ks-when".to_owned()), "the other's page is still to come");
    table.skips(SECOND, "ks-when");
    assert_eq!(next(&table), Some("ks-list".to_owned()));
    let nowhere = Place { step: "no-such-step".into(), part: Part::Together };
    assert_eq!(table.path().after(&nowhere, table.dialogue()), None);
    assert_eq!(table.path().before(&nowhere), None);
}

/// In a stage that each goes through alone, what comes next is one's own: nobody is led back into
/// the other's pages, nor past them.
#[test]
fn each_stretch_is_gone_through_by_itself() {
    let clearing = Table::usual("clearing");
    let first_stage: Vec<Place> =
        clearing.beats().iter().filter(|b| b.stage == 0).map(|b| b.place.clone()).collect();
    let path = clearing.path();
    for two in first_stage.windows(2) {
        let next = path.after(&two[0], clearing.dialogue()).map(|b| b.place.clone());
        assert_eq!(next.as_ref(), Some(&two[1]));
        assert_eq!(path.before(&two[1]).map(|b| &b.place), Some(&two[0]));
    }
    let handed_over = first_stage.iter().position(|p| p.step == *"ca-safe").expect("a hand-over");
    assert_eq!(handed_over, 8, "one hand-over, at the threshold of the other");
    // Pages that are not on the way (any more): of the one, then of the other.
    let after = |table: &Table, step: &str, part: Part| {
        let gone = Place { step: step.into(), part };
        assert!(table.path().find(&gone).is_none());
        let path = table.path();
        let next = path.after(&gone, table.dialogue()).expect("a page");
        (next.place.step.to_string(), next.place.part)
    };
    let own = |step: &str, side| (step.to_owned(), Part::Own(side));
    assert_eq!(after(&clearing, "ca-safe", Part::Own(FIRST)), own("ca-what", FIRST));
    let sink = Table::of("kitchen-sink", Setting { mode: Mode::LeaderOnly, ..USUAL });
    assert_eq!(after(&sink, "ks-apart", Part::Own(SECOND)), own("ks-apart-shared", SECOND));
    assert_eq!(after(&sink, "ks-partner", Part::Own(SECOND)), own("ks-each", FIRST));
    assert_eq!(after(&sink, "ks-card", Part::Together), own("ks-say-back", FIRST));
}

/// A talk that has no short way is whole, also in a sitting that began with a short one.
#[test]
fn without_a_short_way_it_is_the_whole() {
    let mut table = Table::of("coalition", Setting { way: Length::Short, ..USUAL });
    table.follow("clearing");
    assert_eq!(table.beats().len(), Table::usual("clearing").beats().len());
}

#[test]
fn stages_are_behind_now_or_to_come() {
    let mut table = Table::usual("coalition");
    let check = |table: &Table, stage: usize, first: Progress, second: Progress| {
        let path = table.path();
        let here = path.current(table.now());
        assert_eq!(
            [FIRST, SECOND].map(|s| path.progress(stage, s, here)),
            [first, second],
            "{stage}"
        );
    };
    // The second has nothing to do in the first stage.
    check(&table, 0, Progress::Now, Progress::ToCome);
    check(&table, 1, Progress::ToCome, Progress::ToCome);
    for step in table.dialogue().stages[0].steps.iter().map(|s| s.id.as_str()) {
        table.skips(FIRST, step);
    }
    check(&table, 0, Progress::Behind, Progress::Behind);
    check(&table, 1, Progress::Now, Progress::Now);
    for step in ["cb-arrive", "cb-ground-rules"] {
        table.skips(BOTH, step);
    }
    check(&table, 1, Progress::Now, Progress::ToCome);
    table.skips(FIRST, "cb-hope-today");
    check(&table, 1, Progress::Behind, Progress::Now);
}

/// Whoever sits otherwise gets other pages; a bookmark on one that is gone goes too.
#[test]
fn another_mode_begins_from_the_first_page_left() {
    let mut table = Table::usual("kitchen-sink");
    table.skips(FIRST, "ks-guide");
    table.goes("ks-partner", Part::Own(SECOND));
    table.sets(Setting { mode: Mode::LeaderOnly, ..USUAL });
    let here = table.here().expect("a page");
    assert_eq!((here.step.as_str(), here.part), ("ks-reflect", Part::Own(FIRST)));
}

fn chance_setting(bytes: &[u8]) -> Setting {
    Setting { spoken_only: false, ..commands::setting(&mut Dice::new(bytes)) }
}

proptest! {
    #![proptest_config(cases(128))]

    /// An earlier answer changed leaves every other answer as it was.
    #[test]
    fn a_changed_answer_keeps_all_others(
        answers in vec(any::<u8>(), 0..300),
        which in any::<u8>(),
    ) {
        let mut table = Table::usual("coalition");
        let mut writer = by;
        let mut walker = ByChance { dice: Dice::new(&answers), writer: &mut writer };
        walk(&mut table, &mut walker);
        let before = table.now().entries.clone();
        let taken: Vec<_> = before.iter().filter(|e| {
            table.step(e.step.as_str()).takes_text() && e.who.side().is_some()
        }).collect();
        proptest::prop_assume!(!taken.is_empty());
        let changed = taken[usize::from(which) % taken.len()];
        table.answers(changed.who, changed.step.as_str(), texts("something else"));
        for old in &before {
            let new = table.entry(old.who, old.step.as_str());
            let same = (&old.step, old.who) == (&changed.step, changed.who);
            prop_assert!(same || new == Some(old), "{:?} became {:?}", old, new);
        }
        prop_assert_eq!(table.now().entries.len(), before.len());
    }

    /// The short way and the whole way are one another's at any moment: nothing answered goes.
    #[test]
    fn the_way_can_be_changed_at_any_moment(
        dialogue in 0..ALL.len(),
        answers in vec(any::<u8>(), 0..300),
        turns in vec(any::<bool>(), 0..60),
    ) {
        let mut table = Table::usual(ALL[dialogue]);
        let mut writer = by;
        let mut chance = ByChance { dice: Dice::new(&answers), writer: &mut writer };
        let mut turns = turns.into_iter();
        let mut walker = |table: &mut Table, beat: &Beat| {
            walk::Walker::meet(&mut chance, table, beat);
            if let Some(short) = turns.next() {
                let before = table.clone();
                let answered = |t: &Table| {
                    t.beats().into_iter().filter(|b| b.done).map(|b| b.place).collect::<Vec<_>>()
                };
                let done = answered(table);
                let way = if short { Length::Short } else { Length::Whole };
                table.sets(Setting { way, ..USUAL });
                assert_eq!(table.workspace.runs, before.workspace.runs);
                assert_eq!(table.workspace.agreements, before.workspace.agreements);
                assert_eq!(table.workspace.commitments, before.workspace.commitments);
                assert!(answered(table).starts_with(&[]) && answered(table) == done);
            }
        };
        walk(&mut table, &mut walker);
        table.sets(USUAL);
        for entry in &table.now().entries {
            prop_assert!(!table.parts(entry.step.as_str()).is_empty());
        }
    }

    /// Every page can be jumped to from every other, in every mode, and nothing gets lost by it.
    #[test]
    fn jumping_about_loses_nothing(
        how in any::<[u8; 4]>(),
        jumps in vec(any::<(u8, u8)>(), 0..40),
    ) {
        let mut table = Table::of("kitchen-sink", chance_setting(&how));
        for (to, what) in jumps {
            let beats = table.beats();
            let beat = beats[usize::from(to) % beats.len()].clone();
            let entries = table.now().entries.clone();
            table.does(Command::WentTo { run: table.run, place: beat.place.clone() });
            prop_assert_eq!(table.here(), Some(beat.place.clone()));
            prop_assert_eq!(&table.now().entries, &entries);
            if let Part::Own(side) = beat.place.part {
                let how = *Dice::new(&[what]).pick(&HOWS);
                table.gives(side, beat.place.step.as_str(), how);
                let found = table.path().find(&beat.place).map(|b| b.done);
                prop_assert_eq!(found, Some(true));
            }
        }
        for side in SIDES {
            let answers = table.now().entries.iter().filter(|e| e.who == side.into()).count();
            prop_assert!(answers <= table.dialogue().steps().count());
        }
    }
}

/// The lines of a field are its own, those of a list have none.
#[test]
fn lines_belong_to_their_field() {
    let words = lines(&[("soon", "a"), ("", "b"), ("later", "c"), ("soon", "d")]);
    let of = |field: Option<&str>| {
        let field = field.map(FieldId::from);
        words.lines(field.as_ref()).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of(Some("soon")), ["a", "d"]);
    assert_eq!(of(Some("later")), ["c"]);
    assert_eq!(of(None), ["b"]);
    assert_eq!(of(Some("never")), Vec::<String>::new());
}

/// A draft is kept before it is given, and given again after it was opened.
#[test]
fn a_draft_waits_where_it_is() {
    let mut table = Table::usual("coalition");
    table.writes(FIRST, "cb-hope-today", texts("A n"));
    table.writes(FIRST, "cb-hope-today", texts("A name for it"));
    let done = |t: &Table| t.now().has_given(&"cb-hope-today".into(), FIRST.into());
    assert!(!done(&table));
    table.gives(FIRST, "cb-hope-today", How::Wrote);
    assert!(done(&table));
    table.reopens(FIRST, "cb-hope-today");
    assert!(!done(&table));
    assert!(table.entry(FIRST, "cb-hope-today").is_some_and(Entry::has_text));
    let words = Words::default();
    table.writes(FIRST, "cb-hope-today", words);
    assert!(!table.entry(FIRST, "cb-hope-today").is_some_and(Entry::has_text));
}
