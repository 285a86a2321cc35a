//! The dialogues themselves: against the method's list of steps, against their words, and walked
//! through from end to end by chance.

use std::collections::BTreeSet;

use common_ground::content::{self, words};
use common_ground::domain::command::Command;
use common_ground::domain::decides::Decides::{
    HowLong, HowToTalk, More, Settled, WhatFollows, WhatStays, WhatToBring, WhatToHandOver,
    WhenToAnswer, WhetherToBegin, WhoStarts,
};
use common_ground::domain::dialogue::{Kind, Shows, Step, Who};
use common_ground::domain::path::Part;
use common_ground::domain::person::Author;
use common_ground::domain::run::{How, Visibility, Words};
use common_ground::domain::session::{Length, Mode};
use common_ground::written::Written;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::commands::SIDES;
use crate::dice::Dice;
use crate::people::{FIRST, SECOND, Setting, Table, USUAL, dialogue, picks};
use crate::walk::{self, ByChance, walk};
use crate::{cases, texts};

/// Those that two hold, or one of two.
pub const ALL: [&str; 10] = [
    "coalition",
    "clearing",
    "expectations",
    "wrapup",
    "feedback",
    "prep",
    "lookback",
    "between",
    "free-talk",
    "kitchen-sink",
];

/// Those that are not in the method's table: one holds every kind of step, for the tests; the other holds the place of
/// a talk in which nothing is asked (B.0.2).
const OURS: [&str; 2] = ["kitchen-sink", "free-talk"];

/// One row of the method's table.
#[derive(Debug, PartialEq)]
struct Row {
    id: String,
    kind: String,
    who: &'static str,
    sight: String,
    from: String,
}

/// Where we ask others than the table says, on purpose. Whoever has no step of their own in `clearing`
/// would come to the talk unprepared: its first stage is each person's, alone (F6 has both prepare).
/// The listening card stands beside the turn that names it, and is of both as its words are. Both say how
/// it was for them, and both receive it (B.3): each writes on their own, and each opens what the other
/// handed over.
const ASKED_OF_OTHERS: &[(&str, &str, &str)] = &[
    ("ca-what", "me", "each"),
    ("ca-gain", "me", "each"),
    ("ca-feel", "me", "each"),
    ("ca-mine", "me", "each"),
    ("ca-true", "me", "each"),
    ("ca-set-down", "me", "each"),
    ("ca-human", "me", "each"),
    ("ca-listen-card", "listener", "both"),
    ("fb-settled", "me", "each"),
    ("fb-free", "me", "each"),
    ("fb-mattered", "me", "each"),
    ("fb-way", "me", "each"),
    ("fb-say", "me", "each"),
    ("fb-carry", "me", "each"),
    ("fb-off", "me", "each"),
    ("fb-more-less", "me", "each"),
    ("fb-need", "me", "each"),
    ("fb-release", "me", "each"),
    ("fb-receive", "receiver", "each"),
    ("fb-say-thanks", "receiver", "each"),
    ("fb-try", "receiver", "each"),
    ("fb-how-long", "me", "each"),
];

/// `who` of a step in the table's words and in ours.
fn who_of(step: &str, words: &str) -> &'static str {
    let on_purpose = ASKED_OF_OTHERS.iter().find(|(id, theirs, _)| (*id, *theirs) == (step, words));
    if let Some((_, _, ours)) = on_purpose {
        return ours;
    }
    match words {
        "me" => "me",
        "partner" => "partner",
        "both" => "both",
        // Their length stands in the definition, as it is one for both.
        "each" | "each, 1 min" | "me, then partner" | "me, then partner (each alone)" => "each",
        "partner, then me" => "each-partner-first",
        "A" | "A speaks, B listens" | "A says back, B taps" => "first-speaker",
        "B" | "B speaks, A listens" | "B says back, A taps" => "second-speaker",
        other => panic!("the table has a new word for who answers: {other}"),
    }
}

fn rows_of_table(id: &str) -> Vec<Row> {
    let table = include_str!("../fixtures/steps.tsv");
    let rows = table.lines().skip(1).map(|l| l.split('\t').collect::<Vec<_>>());
    rows.filter(|c| c[0] == id)
        .map(|c| Row {
            id: c[3].to_owned(),
            kind: c[4].to_owned(),
            who: who_of(c[3], c[5]),
            sight: c[6].to_owned(),
            from: c[7].to_owned(),
        })
        .collect()
}

fn row_of(step: &Step) -> Row {
    let flags = [(step.reveal, " reveal: both"), (step.release, " release"), (step.note, " note?")];
    let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, flag)| *flag).collect();
    Row {
        id: step.id.to_string(),
        kind: name_of(&step.kind),
        who: match step.who {
            Who::Me => "me",
            Who::Partner => "partner",
            Who::Each => "each",
            Who::EachPartnerFirst => "each-partner-first",
            Who::Both => "both",
            Who::FirstSpeaker => "first-speaker",
            Who::SecondSpeaker => "second-speaker",
        },
        sight: format!("{}{flags}", name_of(&step.visibility)),
        from: step.from.join(", "),
    }
}

/// The name something has in a definition.
fn name_of(thing: &impl Written) -> String {
    thing.write().text().expect("a name").to_owned()
}

#[test]
fn the_steps_are_the_methods_steps() {
    // Whatever the table has, we have, and the other way round.
    let table = include_str!("../fixtures/steps.tsv").lines().skip(1);
    let theirs: BTreeSet<&str> = table.filter_map(|l| l.split('\t').next()).collect();
    let ours = content::dialogues().map(|d| d.id.as_str()).filter(|id| !OURS.contains(id));
    assert_eq!(ours.collect::<BTreeSet<_>>(), theirs);
    for id in content::dialogues().map(|d| d.id.as_str()).filter(|id| !OURS.contains(id)) {
        // What somebody asks through a link in their own words is a question of theirs, not the method's.
        let ours: Vec<Row> = dialogue(id).steps().filter(|s| !s.own).map(row_of).collect();
        let theirs = rows_of_table(id);
        assert!(!theirs.is_empty());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours, theirs);
        }
        assert_eq!(ours.len(), theirs.len(), "{id}");
    }
    let idle = ASKED_OF_OTHERS
        .iter()
        .filter(|(id, _, _)| content::dialogues().all(|d| d.step(&(*id).into()).is_none()));
    assert_eq!(idle.count(), 0);
    assert_eq!(dialogue("feedback").minutes.turn, Some(1));
}

#[test]
fn the_stages_are_the_methods_stages() {
    let table = include_str!("../fixtures/steps.tsv");
    for id in ["coalition", "clearing", "feedback", "expectations", "prep"] {
        let mut lengths: Vec<(String, usize)> = Vec::new();
        for row in table.lines().filter(|l| l.split('\t').next() == Some(id)) {
            let stage = row.split('\t').nth(1).expect("a stage").to_owned();
            match lengths.last_mut() {
                Some((last, n)) if *last == stage => *n += 1,
                _ => lengths.push((stage, 1)),
            }
        }
        let ours: Vec<usize> = dialogue(id)
            .stages
            .iter()
            .map(|s| s.steps.iter().filter(|step| !step.own).count())
            .collect();
        assert_eq!(ours, lengths.iter().map(|(_, n)| *n).collect::<Vec<_>>(), "{id}");
    }
}

#[test]
fn names_and_numbers_are_nobody_elses() {
    let all: Vec<_> = content::dialogues().collect();
    let called = |alone: bool| {
        all.iter().filter(|d| d.alone == alone).map(|d| d.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(called(false), ALL);
    assert_eq!(called(true), ["map"], "what one does alone");
    let mut seen = BTreeSet::new();
    for dialogue in &all {
        assert!(seen.insert(dialogue.number), "number {} twice", dialogue.number);
        assert_eq!(content::numbered(dialogue.number).map(|d| &d.id), Some(&dialogue.id));
        assert_eq!(content::dialogue(&dialogue.id).map(|d| d.number), Some(dialogue.number));
        if let Some(next) = &dialogue.next {
            assert!(content::dialogue(next).is_some(), "{} leads to {next}", dialogue.id);
        }
    }
    assert!(content::numbered(0).is_none());
}

/// `leads` may name a conversation that later work adds (`clearing`), never one with a typing slip.
#[test]
fn ways_out_lead_to_dialogues_of_the_method() {
    let of_the_method =
        ["coalition", "clearing", "feedback", "expectations", "prep", "wrapup", "map"];
    let leads = content::dialogues().flat_map(|d| d.steps()).filter_map(|s| s.leads.as_ref());
    let to: Vec<&str> = leads.map(|l| l.to.as_str()).collect();
    assert_eq!(to, ["clearing"]);
    assert!(to.iter().all(|t| of_the_method.contains(t)));
}

#[test]
fn each_pack_says_just_what_its_definition_asks() {
    for dialogue in content::dialogues() {
        let pack = words::pack(&dialogue.id).expect("a pack for each dialogue");
        let (steps, stages) = pack.names();
        let wanted: BTreeSet<&str> = dialogue.steps().map(|s| s.id.as_str()).collect();
        assert_eq!(steps.collect::<BTreeSet<_>>(), wanted);
        let wanted: BTreeSet<&str> = dialogue.stages.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(stages.collect::<BTreeSet<_>>(), wanted);
        for text in [&pack.title, &pack.about, &pack.invites] {
            assert!(!text.is_empty(), "{}", dialogue.id);
        }
        for step in dialogue.steps() {
            assert!(pack.fits(step), "the words of {} do not fit its definition", step.id);
            let words = pack.step(&step.id).expect("words");
            assert!(!words.ask.is_empty() && !words.name.is_empty(), "{}", step.id);
            let may_have_none = matches!(step.shows, Some(Shows::CommonGround | Shows::Commitment));
            assert_eq!(words.ask_none.is_empty(), !may_have_none, "{}", step.id);
        }
    }
    assert!(words::pack(&"no-such-dialogue".into()).is_none());
}

/// A pack that says more or less than its definition asks does not fit.
#[test]
fn a_pack_that_does_not_fit_is_found() {
    let source = include_str!("../../src/content/words/en/kitchen-sink.json");
    let check = |step: &str, with: fn(&mut serde_json::Value)| {
        let mut json: serde_json::Value = serde_json::from_str(source).expect("JSON");
        with(&mut json["steps"][step]);
        let pack = words::Pack::of(&json.to_string()).expect("a pack");
        let misfits = dialogue("kitchen-sink").steps().filter(|s| !pack.fits(s));
        assert_eq!(misfits.map(|s| s.id.as_str()).collect::<Vec<_>>(), [step]);
    };
    check("ks-choose", |s| s["options"] = serde_json::json!({"one": "One"}));
    check("ks-choose", |s| s["options"]["three"] = "Three".into());
    check("ks-choose", |s| s["options"] = serde_json::json!({"one": "One", "too": "Two"}));
    check("ks-fields", |s| s["fields"] = serde_json::json!({"soon": "Soon"}));
    check("ks-each", |s| s["fields"] = serde_json::json!({"soon": "Soon"}));
    check("ks-scale", |s| s["labels"] = serde_json::json!(["a", "b", "c", "d"]));
    check("ks-each", |s| s["labels"] = serde_json::json!(["a", "b", "c", "d", "e"]));
    check("ks-agree", |s| s["prefill"] = "".into());
    check("ks-each", |s| s["prefill"] = "Once upon a time".into());
    check("ks-guide", |s| s["sample"] = "".into());
    check("ks-each", |s| s["sample"] = "Like this".into());
    let misspelt = source.replacen("\"ask\"", "\"aks\"", 1);
    assert!(words::Pack::of(&misspelt).is_err());
}

#[test]
fn the_kitchen_sink_holds_every_kind_and_every_flag() {
    let sink = dialogue("kitchen-sink");
    let kinds: BTreeSet<String> = sink.steps().map(|s| format!("{:?}", s.kind)).collect();
    assert_eq!(kinds.len(), 13);
    let has = |what: &str, flag: fn(&Step) -> bool| assert!(sink.steps().any(flag), "no {what}");
    has("reveal", |s| s.reveal);
    has("release", |s| s.release);
    has("note", |s| s.note);
    has("several", |s| s.several);
    has("fields", |s| !s.fields.is_empty());
    has("when", |s| s.when.is_some());
    has("shows", |s| s.shows.is_some());
    has("makes", |s| s.makes.is_some());
    has("about", |s| s.about.is_some());
    has("prefill", |s| s.prefill.is_some());
    has("copy", |s| s.copy);
    has("offer", |s| s.offer);
    has("short", |s| s.short);
    has("card", |s| s.card.is_some());
    has("turn that goes on", |s| s.kind == Kind::Turns && s.continues.is_some());
    has("offer of the same time", |s| s.kind == Kind::Guide && s.continues.is_some());
    has("answer to the other", |s| s.kind == Kind::Choose && s.about.is_some());
    has("ground", |s| s.ground);
    has("unless", |s| !s.unless.is_empty());
    has("receives", |s| s.receives);
    has("own", |s| s.own);
    has("lines to sort", |s| s.goes_through() && !s.fields.is_empty());
    has("lines beside a turn", |s| s.kind == Kind::Turns && s.lines.is_some());
    has("rests", |s| s.rests.is_some());
    has("sign", |s| s.sign);
    has("parts", |s| s.parts);
    has("goes on", |s| s.goes_on);
    has("way", |s| s.way.is_some());
    has("what each cares about", |s| s.cares);
    has("twice", |s| s.twice);
    for shows in [Shows::Shared, Shows::CommonGround, Shows::OverTime, Shows::SideBySide] {
        assert!(sink.steps().any(|s| s.shows == Some(shows)), "nothing shows {shows:?}");
    }
    assert!(sink.stages.iter().any(|s| s.apart), "no stage is gone through apart");
    assert!(sink.stages.iter().any(|s| s.rest), "after no stage it is good to go on another day");
    for who in [
        Who::Me,
        Who::Partner,
        Who::Each,
        Who::EachPartnerFirst,
        Who::Both,
        Who::FirstSpeaker,
        Who::SecondSpeaker,
    ] {
        assert!(sink.steps().any(|s| s.who == who), "nobody answers as {who:?}");
    }
    // What would make all else of it unwritable, or take it away, `clearing` alone has.
    let decided = |id: &str| dialogue(id).steps().filter_map(|s| s.decides).collect::<Vec<_>>();
    assert_eq!(decided("kitchen-sink"), [WhoStarts, More, WhatToBring]);
    assert_eq!(decided("expectations"), [WhatToBring]);
    assert_eq!(decided("clearing"), [WhetherToBegin, HowToTalk, WhoStarts, More, More, WhatStays]);
    assert_eq!(decided("wrapup"), [WhatFollows]);
    assert_eq!(decided("feedback"), [WhenToAnswer, Settled, WhatToHandOver, HowLong]);
    for sight in [Visibility::Private, Visibility::Shared, Visibility::Spoken] {
        assert!(sink.steps().any(|s| s.visibility == sight), "nothing is {sight:?}");
    }
}

/// The steps of the short way: the source's own six questions, the declaration, the accountability.
#[test]
fn the_short_way_is_just_this() {
    let check = |id: &str, minutes: u16, expect: &[&str]| {
        let short: Vec<&str> =
            dialogue(id).steps().filter(|s| s.short).map(|s| s.id.as_str()).collect();
        assert_eq!(short, expect, "{id}");
        assert_eq!(dialogue(id).minutes.short, Some(minutes), "{id}");
        let mut table = Table::of(id, Setting { way: Length::Short, ..USUAL });
        let conditional = |s: &&str| table.step(s).when.is_some();
        let expect: Vec<&str> = expect.iter().filter(|s| !conditional(s)).copied().collect();
        let mut on_the_way: Vec<String> = walk(&mut table, &mut walk::all(How::Skipped))
            .iter()
            .map(|p| p.step.to_string())
            .collect();
        on_the_way.dedup();
        assert_eq!(on_the_way, expect, "{id}");
    };
    check(
        "coalition",
        20,
        &[
            "cb-care-now",
            "cb-bigger-picture",
            "cb-soon-and-later",
            "cb-clear-yet",
            "cb-help-focus",
            "cb-same-way",
            "cb-behind-you",
            "cb-open-questions",
            "cb-declare",
            "cb-first-step",
            "cb-realistic",
            "cb-my-role",
            "cb-to-wrapup",
        ],
    );
    // To look again at how they began, in a few minutes (C13). The kind ending is there if it does not fit.
    check("expectations", 5, &["ex-no-guessing", "ex-fit", "ex-part-well", "ex-our-way"]);
    check("wrapup", 4, &["wu-open", "wu-thanks", "wu-one-line", "wu-next", "wu-close"]);
}

#[test]
fn every_step_has_a_page() {
    for id in ALL {
        for step in dialogue(id).steps() {
            let mut table = Table::usual(id);
            // What a step waits for has been chosen by both.
            if let Some(when) = &step.when {
                for side in SIDES {
                    table.answers(side, when.step.as_str(), picks(&[when.any[0].as_str()]));
                }
                if table.step(when.step.as_str()).reveal {
                    table.opens(when.step.as_str());
                }
            }
            // What is opened was handed over, and something was there to hand over.
            let hangs_on = |s: &Step| step.when.as_ref().is_some_and(|w| w.step == s.id);
            let handed = dialogue(id).steps().find(|s| s.release && !s.own && !hangs_on(s));
            if let Some(first) = handed {
                table.writes(FIRST, first.id.as_str(), Words { number: Some(2), ..picks(&[]) });
                table.releases(FIRST, first.id.as_str());
            }
            // A card stands beside a turn, the same time is offered to whoever had less, and a question of
            // one's own is there once it was asked.
            let offers = step.kind == Kind::Guide && step.continues.is_some();
            let has_none = table.dialogue().is_card(&step.id) || offers || step.own;
            assert_eq!(table.parts(step.id.as_str()).is_empty(), has_none, "{}", step.id);
        }
    }
}

/// Each option of each step, the two that every choice ends with, and each place of a scale is
/// taken, and leads on.
#[test]
fn every_option_leads_on() {
    let mut looked_at = 0;
    for id in ALL {
        for step in dialogue(id).steps() {
            let mut answers: Vec<Words> = match step.kind {
                Kind::Scale => (1..=5).map(|n| Words { number: Some(n), ..picks(&[]) }).collect(),
                Kind::Choose | Kind::Thank => {
                    ["in-my-own-words", "none-of-these"].map(|o| picks(&[o])).to_vec()
                }
                Kind::Mirror => {
                    ["thats-it", "let-me-add", "leave-it"].map(|o| picks(&[o])).to_vec()
                }
                Kind::Turns if step.offer => {
                    ["now", "another-day", "not-now"].map(|o| picks(&[o])).to_vec()
                }
                _ => Vec::new(),
            };
            if step.kind != Kind::Agree {
                answers.extend(step.options.iter().map(|o| picks(&[o.as_str()])));
            }
            for words in answers {
                let who: Author = match step.who {
                    Who::Both => Author::Both,
                    // Whoever asked for the talk listens first.
                    Who::Partner | Who::FirstSpeaker => SECOND.into(),
                    _ => FIRST.into(),
                };
                let mut table = Table::usual(id);
                if step.decides == Some(WhetherToBegin) {
                    let answer = table.answer(SECOND, step.id.as_str());
                    assert!(table.act(Command::AnswerWritten { answer, words }).is_err());
                    continue;
                }
                table.answers(who, step.id.as_str(), words);
                let mut on = table.beats().into_iter().filter(|b| b.place.step == step.id);
                let met = on.any(|b| b.done || b.place.part == Part::Reveal);
                let hangs = step.when.is_some()
                    || matches!(step.decides, Some(WhatToHandOver | HowLong))
                    || step.receives;
                assert!(met || hangs, "{}", step.id);
                walk(&mut table, &mut walk::all(How::Skipped));
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 60, "only {looked_at}");
}

proptest! {
    #![proptest_config(cases(256))]

    /// Every answer leads somewhere: whatever is answered, every way ends, and every page on it
    /// had something to do.
    #[test]
    fn every_way_ends(
        dialogue in 0..ALL.len(),
        how in any::<[u8; 4]>(),
        answers in vec(any::<u8>(), 0..300),
    ) {
        let mut dice = Dice::new(&how);
        let setting = Setting {
            mode: *dice.pick(&[Mode::SideBySide, Mode::Solo, Mode::LeaderOnly]),
            way: *dice.pick(&[Length::Whole, Length::Short]),
            spoken_only: dice.one_in(2),
            opener: *dice.pick(&[FIRST, SECOND]),
        };
        let mut table = Table::of(ALL[dialogue], setting);
        let mut writer = texts::by;
        let mut walker = ByChance { dice: Dice::new(&answers), writer: &mut writer };
        let passed = walk(&mut table, &mut walker);
        let alone = setting.mode == Mode::Solo;
        prop_assert!(alone || !passed.is_empty());
        let left: Vec<_> = table.beats().into_iter().filter(|b| !b.done).collect();
        prop_assert_eq!(left, Vec::new());
        prop_assert_eq!(table.here(), passed.last().cloned());
    }
}

/// Alone, one meets what stays one's own: whatever both will see waits for both.
#[test]
fn alone_one_meets_what_is_private() {
    let table = Table::of("coalition", Setting { mode: Mode::Solo, ..USUAL });
    let met: Vec<String> = table.beats().iter().map(|b| b.place.step.to_string()).collect();
    let own = dialogue("coalition")
        .steps()
        .filter(|s| s.visibility == Visibility::Private || s.kind == Kind::Guide)
        .filter(|s| !matches!(s.who, Who::Partner | Who::Both));
    assert_eq!(met, own.map(|s| s.id.to_string()).collect::<Vec<_>>());
}
