//! Who do I need to talk with: a map of one's own (B.7, D.9, F7).

use std::collections::BTreeMap;

use common_ground::codec::export::{Scope, export};
use common_ground::content;
use common_ground::domain::command::{Command, Setting as Sitting};
use common_ground::domain::ids::{MapId, OptionId, ProspectId};
use common_ground::domain::limits;
use common_ground::domain::map::{Choice, Map, NO_GUIDE, Note, OnMap, Reminder};
use common_ground::domain::merge::Merge;
use common_ground::domain::outcome::{Plan, Remind};
use common_ground::domain::person::KindOfPair;
use common_ground::domain::refusal::Refusal;
use common_ground::domain::search::Wanted;
use common_ground::domain::session::{Length, Mode};
use common_ground::domain::time::read_day;
use common_ground::domain::workspace::{Change, RecordKey, RecordKind, Workspace};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::files::{MERGE, bring, copy, read};
use crate::people::{FIRST, Table, at, noon};
use crate::{arbitrary, cases};

/// Somebody with a map.
struct Sam {
    table: Table,
    map: MapId,
    talks: BTreeMap<char, ProspectId>,
}

/// F7: each talk with the letter the scenario has for it, its weight and its time.
const TALKS: [(char, &str, &str, &str, &str); 7] = [
    ('a', "Alex (finance)", "find out what's already fixed", "unlocks-the-rest", "this-week"),
    ('b', "Alex (my team)", "tell them what I know & don't know", "quite-a-bit", "a-date"),
    ('c', "Dr. Nguyễn Thị Hương", "ask for 0.5 post from her grant", "quite-a-bit", "this-month"),
    ('d', "“The Dean”", "10 min, no slides!!!", "a-little", "no-rush"),
    (
        'e',
        "O’Brien, Siobhán",
        "apologise for the e-mail of 3 Nov.",
        "unlocks-the-rest",
        "this-week",
    ),
    ('f', "me → calendar", "is that a talk? 🤔", "a-little", "no-rush"),
    ('g', "my brother Łukasz", "who drives Mum on Thursdays", "quite-a-bit", "this-week"),
];

fn choice(option: &str) -> Choice {
    Choice { pick: Some(OptionId::from(option)), own: String::new() }
}

impl Sam {
    fn begins() -> Self {
        let mut table = Table::empty(7);
        table.does(Command::MapBegun);
        let map = table.workspace.maps.iter().next().expect("a map").id;
        Self { table, map, talks: BTreeMap::new() }
    }

    /// All of F7 up to the order.
    fn of_f7() -> Self {
        let mut sam = Self::begins();
        let situations =
            ["R&D budget <2026>", "\"Project O'Brien & Söhne\"", "my own workload", "Mum's flat"];
        for text in situations {
            sam.does(OnMap::SituationAdded { text: text.to_owned() });
        }
        let situation = sam.map().situations[0].id;
        sam.does(OnMap::Taken { situation });
        let result = "We keep 2 of 3 posts, and nobody learns it from the intranet.".to_owned();
        sam.does(OnMap::ResultWritten { situation, result });
        for (letter, person, purpose, weight, time) in TALKS {
            sam.adds(letter, person, purpose);
            sam.notes(letter, |note| {
                note.weight = choice(weight);
                note.time = choice(time);
                note.date = (time == "a-date").then(|| read_day("2026-02-12")).flatten();
            });
        }
        sam
    }

    fn map(&self) -> &Map {
        self.table.workspace.maps.get(self.map.uuid()).expect("the map")
    }

    fn act(&mut self, what: OnMap) -> Result<Vec<Change>, Refusal> {
        self.table.act(Command::OnMap { map: self.map, what })
    }

    fn does(&mut self, what: OnMap) {
        self.act(what).expect("it can be done");
    }

    fn adds(&mut self, letter: char, person: &str, purpose: &str) {
        let (person, purpose) = (person.to_owned(), purpose.to_owned());
        self.does(OnMap::TalkAdded { person, purpose });
        let id = self.map().talks.last().expect("a talk").id;
        self.talks.insert(letter, id);
    }

    fn note(&self, letter: char) -> &Note {
        &self.map().talk(self.talks[&letter]).expect("a talk").note
    }

    fn notes(&mut self, letter: char, with: impl FnOnce(&mut Note)) {
        let mut note = self.note(letter).clone();
        with(&mut note);
        self.does(OnMap::TalkChanged { talk: self.talks[&letter], note: Box::new(note) });
    }

    fn moves(&mut self, letter: char, up: bool) {
        self.does(OnMap::TalkMoved { talk: self.talks[&letter], up });
    }

    fn order(&self) -> String {
        let letter = |id| self.talks.iter().find(|(_, t)| **t == id).map_or('?', |(l, _)| *l);
        self.map().in_order().iter().map(|t| letter(t.id)).collect()
    }

    fn due(&self, day: &str) -> Vec<Reminder> {
        let day = read_day(day).expect("a day");
        self.map().due(day).map(|(_, what)| what).collect()
    }
}

#[test]
fn f7_the_order_is_suggested_and_then_sams() {
    let mut sam = Sam::of_f7();
    assert_eq!(sam.order(), "aegbcfd", "by weight, then by time");
    sam.moves('e', true);
    sam.moves('b', true);
    sam.moves('d', true);
    assert_eq!(sam.order(), "eabgcdf");
    // Whatever is noted afterwards, the order is never corrected.
    sam.notes('f', |note| note.weight = choice("unlocks-the-rest"));
    sam.adds('h', "Zoë", "");
    sam.notes('h', |note| note.weight = choice("unlocks-the-rest"));
    assert_eq!(sam.order(), "eabgcdfh");
    // At either end of the list a talk stays where it is.
    sam.moves('e', true);
    sam.moves('h', false);
    assert_eq!(sam.order(), "eabgcdfh");
}

#[test]
fn f7_two_people_called_alike_stay_apart() {
    let mut sam = Sam::begins();
    sam.adds('a', "Alex", "money");
    sam.adds('b', "Alex", "the team");
    sam.notes('a', |note| note.reason = "He knows".to_owned());
    assert_eq!((sam.note('a').reason.as_str(), sam.note('b').reason.as_str()), ("He knows", ""));
    sam.does(OnMap::TalkRemoved { talk: sam.talks[&'a'] });
    assert_eq!(sam.order(), "b");
    assert_eq!(sam.note('b').purpose, "the team");
}

#[test]
fn f7_words_are_found_with_and_without_marks() {
    let mut sam = Sam::of_f7();
    sam.notes('e', |note| {
        note.reason = "the only one … <script>alert(\"no\")</script>".to_owned();
        note.moves = "Precision.".to_owned();
        note.first.what = "Monday after stand-up".to_owned();
        note.guide = Choice { own: "A wälk".to_owned(), ..choice("in-my-own-words") };
    });
    let check = |wanted: &str, steps: &[&str]| {
        let looked_for = Wanted::new(wanted).expect("something to look for");
        let found = sam.map().texts().filter(|place| looked_for.is_in(place.text));
        assert_eq!(found.map(|place| place.step).collect::<Vec<_>>(), steps, "{wanted}");
    };
    check("Nguyen", &["mp-talks"]);
    check("Nguyễn", &["mp-talks"]);
    check("Lukasz", &["mp-talks"]);
    check("Sohne", &["mp-situation"]);
    check("o'brien", &["mp-situation", "mp-talks"]);
    check("o’brien", &["mp-situation", "mp-talks"]);
    check("Alex", &["mp-talks", "mp-talks"]);
    check("<script>", &["mp-reason"]);
    check("intranet", &["mp-result"]);
    check("stand-up", &["mp-first"]);
    check("walk", &["mp-which-guide"]);
    // What matters to somebody is shown where it is written, and nowhere else.
    check("Precision", &[]);
}

#[test]
fn a_choice_of_another_option_keeps_the_words_of_ones_own_and_hides_them() {
    let own = Choice { pick: Some("in-my-own-words".into()), own: "Soon".to_owned() };
    assert_eq!(own.own_words(), Some("Soon"));
    assert_eq!(Choice { pick: Some("no-rush".into()), ..own }.own_words(), None);
}

/// What matters to somebody is never set beside their name in a file unless that was asked for, and a copy
/// that leaves it out takes nothing away here.
#[test]
fn what_matters_to_them_stays_out_of_copies() {
    let mut sam = Sam::of_f7();
    sam.notes('e', |note| note.moves = "Precision. Being asked".to_owned());
    assert!(sam.map().keeps_from_copies());
    let file = copy(&sam.table.workspace);
    assert!(!file.contains("Precision") && file.contains("Siobhán"), "{file}");
    let before = sam.table.workspace.clone();
    for _ in 0..2 {
        bring(&mut sam.table.workspace, &read(&file), MERGE);
        assert_eq!(sam.table.workspace.maps, before.maps);
    }
    sam.notes('e', |note| note.moves_in_copies = true);
    assert!(!sam.map().keeps_from_copies());
    let file = copy(&sam.table.workspace);
    assert!(file.contains("Precision"), "{file}");
    let mut empty = Workspace::default();
    bring(&mut empty, &read(&file), MERGE);
    assert_eq!(empty.maps, sam.table.workspace.maps);
}

/// A map is of no partnership: it is in no copy of one, goes with none, and comes into no conversation.
#[test]
fn a_map_is_of_no_partnership() {
    let mut sam = Sam::of_f7();
    sam.table.meet(["Sam", "Siobhán"], KindOfPair::Colleagues);
    let pair = sam.table.workspace.partnerships.iter().next().expect("two").id;
    for scope in [Scope::Partnership(pair), Scope::OfOne(pair, FIRST)] {
        let file = export(&sam.table.workspace, scope, noon(), "test", &[]);
        assert!(!file.contains("maps") && !file.contains("stairs"), "{file}");
    }
    let setting =
        Sitting { mode: Mode::Solo, way: Length::Whole, spoken_only: false, opener: FIRST };
    let begun = Command::DialogueBegun { pair, dialogue: "map".into(), setting };
    assert_eq!(sam.table.act(begun), Err(Refusal::Gone));
    let before = sam.map().clone();
    let talk = Command::DialogueBegun { pair, dialogue: "clearing".into(), setting };
    sam.table.does(talk);
    let run = sam.table.workspace.runs.iter().next().expect("a run");
    assert!(!run.entries.iter().any(common_ground::domain::run::Entry::has_text));
    sam.table.does(Command::PartnershipErased { pair });
    assert_eq!(*sam.map(), before);
    let map = sam.map;
    let key = RecordKey { kind: RecordKind::Map, pair: map.uuid(), id: map.uuid() };
    assert_eq!(sam.table.act(Command::MapErased { map }), Ok(vec![Change::Gone(key)]));
    assert_eq!(sam.table.act(Command::MapErased { map }), Err(Refusal::Gone));
    assert!(!sam.table.workspace.has_anybody());
}

/// Reminders come when their owner wished for them, and are settled by a word.
#[test]
fn reminders_come_as_they_were_chosen() {
    let mut sam = Sam::of_f7();
    sam.table.clock = at("2026-03-02T09:00:00+01:00");
    assert_eq!(sam.due("2030-01-01"), []);
    let mut check = |nudge: &str, weeks: u16, not_yet: &str, then: &str| {
        sam.notes('c', |note| {
            note.nudge = choice("no");
            note.weeks = weeks;
        });
        sam.notes('c', |note| note.nudge = choice(nudge));
        assert_eq!(sam.due(not_yet), [], "{nudge}");
        assert_eq!(sam.due(then), [Reminder::AskHow], "{nudge}");
    };
    check("monthly", 0, "2026-04-01", "2026-04-02");
    check("every-three-months", 0, "2026-06-01", "2026-06-02");
    check("own-rhythm", 2, "2026-03-15", "2026-03-16");
    let talk = sam.talks[&'c'];
    sam.table.clock = at("2026-03-20T09:00:00+01:00");
    sam.does(OnMap::Settled { talk, what: Reminder::AskHow });
    assert_eq!(sam.due("2026-04-02"), []);
    assert_eq!(sam.due("2026-04-03"), [Reminder::AskHow]);
    for quiet in ["no", "none-of-these"] {
        sam.notes('c', |note| note.nudge = choice(quiet));
        assert_eq!(sam.due("2036-01-01"), [], "{quiet}");
    }

    let plan = |remind, by: Option<&str>| Plan {
        what: "Monday after stand-up".to_owned(),
        remind,
        by: by.and_then(read_day),
        ..Plan::default()
    };
    sam.notes('e', |note| note.first = plan(Remind::No, None));
    assert_eq!(sam.due("2036-01-01"), [], "no date, no reminder");
    sam.notes('e', |note| note.first = plan(Remind::Once, Some("2026-03-23")));
    assert_eq!(sam.due("2026-03-22"), []);
    assert_eq!(sam.due("2026-03-23"), [Reminder::Invite]);
    let talk = sam.talks[&'e'];
    sam.does(OnMap::Settled { talk, what: Reminder::Invite });
    assert_eq!(sam.due("2036-01-01"), [], "once");
    sam.notes('e', |note| note.first = plan(Remind::Weekly, None));
    assert_eq!(sam.due("2026-03-27"), [Reminder::Invite]);
    sam.does(OnMap::Settled { talk, what: Reminder::Invite });
    assert_eq!(sam.due("2026-03-26"), []);
}

/// The switch that turns a reminder off is inside it (B.9, C34); what comes once needs none.
#[test]
fn c34_a_reminder_is_switched_off_where_it_comes() {
    fn remind(remind: Remind) -> Plan {
        Plan { what: "Ring her.".to_owned(), remind, ..Plan::default() }
    }
    let check = |what: Reminder, asks: fn(&mut Note), again: bool| {
        let mut sam = Sam::of_f7();
        sam.table.clock = at("2026-03-02T09:00:00+01:00");
        sam.notes('c', asks);
        assert_eq!(sam.due("2036-01-01"), [what]);
        let talk = |sam: &Sam| sam.map().talk(sam.talks[&'c']).expect("it").note.clone();
        assert_eq!(talk(&sam).comes_again(what), again, "{what:?}");
        sam.notes('c', |note| note.stop(what));
        assert_eq!(sam.due("2036-01-01"), [], "{what:?}");
        let note = talk(&sam);
        assert_eq!((note.comes_again(what), note.first.what.as_str()), (false, "Ring her."));
    };
    check(Reminder::Invite, |note| note.first = remind(Remind::Weekly), true);
    check(
        Reminder::Invite,
        |note| note.first = Plan { by: read_day("2026-03-23"), ..remind(Remind::Once) },
        false,
    );
    check(
        Reminder::AskHow,
        |note| {
            note.first = remind(Remind::No);
            note.nudge = choice("monthly");
        },
        true,
    );
}

#[test]
fn what_is_too_much_is_refused_and_changes_nothing() {
    let mut sam = Sam::of_f7();
    let before = sam.table.workspace.clone();
    let talk = sam.talks[&'e'];
    let note = sam.note('e').clone();
    let long = || "x".repeat(100_001);
    let with = |change: fn(&mut Note)| {
        let mut note = note.clone();
        change(&mut note);
        OnMap::TalkChanged { talk, note: Box::new(note) }
    };
    for (what, why) in [
        (OnMap::SituationAdded { text: long() }, Refusal::TooLong),
        (
            OnMap::TalkAdded { person: "x".repeat(limits::NAME + 1), purpose: String::new() },
            Refusal::NameTooLong,
        ),
        (OnMap::TalkAdded { person: String::new(), purpose: long() }, Refusal::TooLong),
        (with(|n| n.reason = "x".repeat(limits::TEXT + 1)), Refusal::TooLong),
        (with(|n| n.first.what = "x".repeat(limits::TEXT + 1)), Refusal::TooLong),
        (with(|n| n.weight.own = "x".repeat(limits::TEXT + 1)), Refusal::TooLong),
        (with(|n| n.date = chrono::NaiveDate::from_ymd_opt(10_000, 1, 1)), Refusal::Date),
        (with(|n| n.weeks = limits::RHYTHM_WEEKS + 1), Refusal::OutOfRange),
        (OnMap::TalkRemoved { talk: uuid::Uuid::nil().into() }, Refusal::Gone),
        (OnMap::Taken { situation: uuid::Uuid::nil().into() }, Refusal::Gone),
    ] {
        assert_eq!(sam.act(what.clone()), Err(why), "{what:?}");
        assert_eq!(sam.table.workspace, before, "{what:?}");
    }
    let fits = with(|n| {
        n.reason = "👩".repeat(limits::TEXT);
        n.weeks = limits::RHYTHM_WEEKS;
    });
    assert!(sam.act(fits).is_ok());
    // The same again is no change at all.
    let note = sam.note('e').clone();
    assert_eq!(sam.act(OnMap::TalkChanged { talk, note: Box::new(note) }), Ok(Vec::new()));
}

/// A guide that is chosen is a dialogue of two, or none.
#[test]
fn the_guides_are_dialogues() {
    let step = content::dialogue(&"map".into()).and_then(|d| d.step(&"mp-which-guide".into()));
    for option in &step.expect("the step").options {
        let known = content::dialogue(&option.as_str().into()).is_some_and(|d| !d.alone);
        assert_eq!(known, option != NO_GUIDE, "{option}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Two versions become one, whichever comes first, and again changes nothing; no word is lost.
    #[test]
    fn maps_come_together(bytes in vec(any::<u8>(), 0..600), other in vec(any::<u8>(), 0..600)) {
        let build = |bytes: &[u8]| {
            let mut builder = arbitrary::Builder::new(bytes);
            arbitrary::read::<Map>(&builder.map(0)).tidied()
        };
        let (mine, theirs) = (build(&bytes), build(&other));
        let merged = Map::merge(None, &mine, &theirs);
        prop_assert_eq!(&merged, &Map::merge(None, &theirs, &mine));
        for again in [&mine, &theirs, &merged] {
            prop_assert_eq!(&merged, &Map::merge(None, &merged, again));
        }
        prop_assert_eq!(&Map::merge(Some(&mine), &mine, &theirs), &theirs);
        let said = |map: &Map| serde_json::to_string(&crate::account::value(map)).expect("JSON");
        let whole = said(&merged);
        for text in mine.texts().chain(theirs.texts()) {
            prop_assert!(whole.contains(&serde_json::to_string(text.text).expect("JSON")), "{}", text.text);
        }
    }
}
