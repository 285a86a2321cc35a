//! Who sees what. The rules are told a second time here, in the order in which people do things,
//! and whatever two people do by chance, what each may see must come out the same.

use std::collections::{BTreeMap, BTreeSet};

use common_ground::domain::command::{Answer, Command};
use common_ground::domain::dialogue::Step;
use common_ground::domain::ids::{RunId, StepId};
use common_ground::domain::person::Author;
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{How, RunState, Visibility, Words};
use common_ground::domain::session::{Mode, Way};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::commands::{self, AUTHORS, SIDES};
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, picks, texts};
use crate::{account, cases};

const VIEWERS: [Viewer; 3] = [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)];

/// What is known of one answer from what was done, without looking at the records.
#[derive(Clone, Debug, Default)]
struct Told {
    marks: BTreeSet<String>,
    given: bool,
    how: Option<How>,
    kept: bool,
    released: bool,
}

/// Everything that was done, as far as it matters to who sees what.
#[derive(Debug, Default)]
struct Ledger {
    answers: BTreeMap<(RunId, StepId, Author), Told>,
    opened: BTreeSet<(RunId, StepId)>,
}

/// The marks that stand in a text: every text written here has one of its own.
fn marks(text: &str) -> BTreeSet<String> {
    let ends = text.split('‹').skip(1).filter_map(|rest| rest.split_once('›'));
    ends.map(|(mark, _)| mark.to_owned()).collect()
}

fn marks_in(words: &Words) -> BTreeSet<String> {
    words.texts().flat_map(marks).collect()
}

fn key(answer: &Answer) -> (RunId, StepId, Author) {
    (answer.run, answer.step.clone(), answer.who)
}

impl Ledger {
    fn of(&mut self, answer: &Answer) -> &mut Told {
        self.answers.entry(key(answer)).or_default()
    }

    fn note(&mut self, done: &Command, step: impl Fn(&StepId) -> Option<&'static Step>) {
        match done {
            Command::AnswerWritten { answer, words } => {
                let told = self.of(answer);
                if told.marks != marks_in(words) || told.how != Some(How::Wrote) {
                    told.released = false;
                }
                told.marks = marks_in(words);
                told.how = Some(How::Wrote);
            }
            Command::AnswerGiven { answer, how } => {
                // On the page of the seals, moving on opens nothing.
                if answer.who == BOTH && step(&answer.step).is_some_and(|s| s.reveal) {
                    return;
                }
                let told = self.of(answer);
                told.given = true;
                told.how = Some(*how);
                if *how == How::SaidIt {
                    told.marks.clear();
                }
            }
            Command::AnswerReopened { answer } => self.of(answer).given = false,
            Command::KeptToMyself { answer } => {
                let told = self.of(answer);
                (told.kept, told.given, told.released) = (true, true, false);
            }
            Command::WordsRemoved { answer } => {
                self.answers.remove(&key(answer));
                if answer.who == BOTH {
                    self.opened.remove(&(answer.run, answer.step.clone()));
                }
            }
            Command::Released { answer } => {
                let told = self.of(answer);
                (told.released, told.kept) = (true, false);
            }
            Command::TakenBack { answer } => self.of(answer).released = false,
            Command::SealsOpened { run, step } => {
                self.opened.insert((*run, step.clone()));
            }
            _ => {}
        }
    }

    /// What `viewer` may read of an answer that is not their own.
    fn may_read(&self, run: RunId, step: &Step, who: Author) -> BTreeSet<String> {
        let Some(told) = self.answers.get(&(run, step.id.clone(), who)) else {
            return BTreeSet::new();
        };
        let passed_over = matches!(told.how, Some(How::Skipped | How::SaidIt));
        let shows = match (who, step.visibility) {
            (Author::Both, _) => told.how != Some(How::SaidIt),
            (_, Visibility::Private) => told.released && !told.kept && !passed_over,
            _ => {
                let opened = self.opened.contains(&(run, step.id.clone()));
                told.given && !told.kept && !passed_over && (!step.reveal || opened)
            }
        };
        if shows { told.marks.clone() } else { BTreeSet::new() }
    }
}

fn read(sight: Sight) -> BTreeSet<String> {
    match sight {
        Sight::Words(words, also) => marks_in(words)
            .into_iter()
            .chain(also.iter().flat_map(|v| marks_in(&v.words)))
            .collect(),
        _ => BTreeSet::new(),
    }
}

/// A table at which every text has a mark of its own.
struct Marked {
    table: Table,
    ledger: Ledger,
    written: usize,
}

impl Marked {
    fn new(dialogue: &str, setting: Setting) -> Self {
        Self { table: Table::of(dialogue, setting), ledger: Ledger::default(), written: 0 }
    }

    fn act(&mut self, command: &Command) {
        if self.table.act(command.clone()).is_ok() {
            let dialogue = self.table.dialogue();
            self.ledger.note(command, |id| dialogue.step(id));
        }
    }

    /// Something by chance.
    fn anything(&mut self, bytes: &[u8]) {
        let mut dice = Dice::new(bytes);
        let written = &mut self.written;
        let mut writer = |_: &mut Dice| {
            *written += 1;
            format!("‹{written}›")
        };
        let command = commands::in_run(&self.table, &mut dice, &mut writer);
        self.act(&command);
    }

    fn check(&self) {
        let run = self.table.now();
        for step in self.table.dialogue().steps() {
            for who in AUTHORS {
                for viewer in VIEWERS {
                    let own = matches!(viewer, Viewer::One(side) if who == side.into());
                    let seen = read(privacy::sight(step, run, who, viewer));
                    if !own {
                        let may = self.ledger.may_read(run.id, step, who);
                        assert_eq!(seen, may, "{viewer:?} reads of {who:?} in {}", step.id);
                    }
                }
            }
        }
    }
}

fn settings() -> impl Fn(&[u8]) -> Setting {
    |bytes| {
        let mut dice = Dice::new(bytes);
        Setting { spoken_only: false, way: Way::Whole, ..commands::setting(&mut dice) }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Nobody ever reads what they may not; and what they may, they can.
    #[test]
    fn nobody_reads_what_is_not_theirs_to_read(
        sink in any::<bool>(),
        how in any::<[u8; 4]>(),
        acts in vec(any::<[u8; 14]>(), 0..60),
    ) {
        let dialogue = if sink { "kitchen-sink" } else { "coalition" };
        let mut marked = Marked::new(dialogue, settings()(&how));
        for act in &acts {
            marked.anything(act);
            marked.check();
        }
    }

    /// The same, on a single step of which everything is tried: where it is most likely to slip.
    #[test]
    fn nobody_reads_more_on_one_step(
        step in 0..6_usize,
        acts in vec(any::<[u8; 8]>(), 0..24),
    ) {
        let steps = ["ks-reflect", "ks-each", "ks-each-reveal", "ks-scale-private", "ks-turns", "ks-list"];
        let mut marked = Marked::new("kitchen-sink", USUAL);
        for bytes in &acts {
            let mut dice = Dice::new(bytes);
            let answer = marked.table.answer(dice.author(), steps[step]);
            let run = marked.table.run;
            marked.written += 1;
            let text = format!("‹{}›", marked.written);
            let command = match dice.below(9) {
                0 | 1 => Command::AnswerWritten { answer, words: texts(&text) },
                2 | 3 => Command::AnswerGiven { answer, how: *dice.pick(&commands::HOWS) },
                4 => Command::KeptToMyself { answer },
                5 => Command::Released { answer },
                6 => Command::AnswerReopened { answer },
                7 => Command::WordsRemoved { answer },
                _ => Command::SealsOpened { run, step: steps[step].into() },
            };
            marked.act(&command);
            marked.check();
        }
    }

    /// Skipped and kept look the same to everybody else, on this page and on all others.
    #[test]
    fn kept_and_skipped_look_the_same(
        acts in vec(any::<[u8; 14]>(), 0..40),
        step in any::<u8>(),
        second in any::<bool>(),
        after in vec(any::<[u8; 14]>(), 0..10),
    ) {
        let mut marked = Marked::new("kitchen-sink", USUAL);
        for act in &acts {
            marked.anything(act);
        }
        let mut table = marked.table;
        let who = if second { SECOND } else { FIRST };
        let steps: Vec<&Step> =
            table.dialogue().steps().filter(|s| s.who != common_ground::domain::dialogue::Who::Both).collect();
        let step = steps[usize::from(step) % steps.len()];
        let id = step.id.as_str();
        let fresh = table.entry(who, id).is_none();
        proptest::prop_assume!(fresh);
        let words = if step.takes_text() { texts("‹secret›") } else { Words::default() };
        table.writes(who, id, words);
        if let Some(option) = step.options.first() {
            let words = picks(&[option.as_str()]);
            table.writes(who, id, words);
        }
        let mut skipped = table.clone();
        prop_assert!(table.entry(who, id).is_some() || step.options.is_empty());
        proptest::prop_assume!(table.entry(who, id).is_some());
        table.keeps(who, id);
        skipped.skips(who, id);
        for act in &after {
            for table in [&mut table, &mut skipped] {
                let mut writer = |_: &mut Dice| "later".to_owned();
                let command = commands::in_run(table, &mut Dice::new(act), &mut writer);
                let own = matches!(&command,
                    Command::AnswerWritten { answer, .. } | Command::AnswerGiven { answer, .. }
                    | Command::AnswerReopened { answer } | Command::KeptToMyself { answer }
                    | Command::Released { answer } | Command::TakenBack { answer }
                    | Command::WordsRemoved { answer } | Command::VersionChosen { answer, .. }
                    if answer.who == who.into() && answer.step == step.id);
                if !own {
                    let _ = table.act(command);
                }
            }
        }
        for viewer in [Viewer::Table, Viewer::One(who.other())] {
            for other in table.dialogue().steps() {
                for author in AUTHORS {
                    let [a, b] = [&table, &skipped]
                        .map(|t| format!("{:?}", privacy::sight(other, t.now(), author, viewer)));
                    prop_assert_eq!(a, b, "{:?} on {} of {:?}", viewer, other.id, author);
                }
            }
        }
        prop_assert_eq!(table.beats(), skipped.beats());
    }

    /// A spoken-only session never holds a text, at no time and in no record; and once it is
    /// closed, nothing that was tapped.
    #[test]
    fn spoken_only_holds_no_text(
        sink in any::<bool>(),
        acts in vec(any::<[u8; 14]>(), 0..60),
    ) {
        let dialogue = if sink { "kitchen-sink" } else { "coalition" };
        let mut marked = Marked::new(dialogue, Setting { spoken_only: true, ..USUAL });
        for act in &acts {
            marked.anything(act);
            let stored = account::records(&marked.table.workspace);
            prop_assert!(!stored.values().any(|r| r.contains('‹')), "{:?}", stored);
        }
        marked.table.close();
        for entry in &marked.table.now().entries {
            let json = account::value(entry);
            prop_assert!(json.get("words").is_none() && json.get("also").is_none(), "{}", json);
        }
    }

    /// What was tapped where one only speaks, and for how long anybody spoke, goes at the close.
    #[test]
    fn what_was_only_said_is_forgotten_at_the_close(
        sink in any::<bool>(),
        acts in vec(any::<[u8; 14]>(), 0..60),
    ) {
        let dialogue = if sink { "kitchen-sink" } else { "coalition" };
        let mut marked = Marked::new(dialogue, USUAL);
        for act in &acts {
            marked.anything(act);
        }
        let table = &mut marked.table;
        table.close();
        prop_assert!(matches!(table.now().state, RunState::Closed(_)));
        prop_assert_eq!(&table.now().turns, &Vec::new());
        for entry in &table.now().entries {
            let json = account::value(entry);
            let words = json.get("words");
            let spoken = table.step(entry.step.as_str()).visibility == Visibility::Spoken;
            if spoken || entry.how == How::SaidIt {
                prop_assert!(words.is_none_or(|w| w.get("picks").is_none()), "{}", json);
                prop_assert!(words.is_none_or(|w| w.get("number").is_none()), "{}", json);
            }
            if entry.how == How::SaidIt {
                prop_assert!(!entry.has_text(), "{}", json);
            }
        }
    }
}

/// A skip counts as answered: the seals can be opened, and it shows as the choice not to say.
#[test]
fn a_skip_counts_as_answered() {
    let mut table = Table::usual("coalition");
    let sealed =
        |t: &Table, who| matches!(t.sees(Viewer::Table, who, "cb-same-way"), Sight::Sealed);
    table.answers(FIRST, "cb-same-way", picks(&["mostly"]));
    assert!(sealed(&table, FIRST));
    assert!(matches!(table.sees(Viewer::One(FIRST), FIRST, "cb-same-way"), Sight::Sealed));
    assert!(matches!(table.sees(Viewer::One(SECOND), SECOND, "cb-same-way"), Sight::NotYet));
    table.skips(SECOND, "cb-same-way");
    assert!(sealed(&table, FIRST) && sealed(&table, SECOND));
    table.opens("cb-same-way");
    let sees = |who| table.sees(Viewer::Table, who, "cb-same-way");
    assert!(matches!(sees(FIRST), Sight::Words(w, []) if *w == picks(&["mostly"])));
    assert!(matches!(sees(SECOND), Sight::ChoseNotToSay));
}

/// The seals stay closed until both have answered or skipped, whatever is pressed meanwhile.
#[test]
fn seals_open_only_when_both_have_answered() {
    let step = "ks-each-reveal";
    let closed = |table: &Table| {
        assert!(matches!(table.sees(Viewer::Table, FIRST, step), Sight::Sealed));
        assert!(matches!(table.sees(Viewer::One(SECOND), FIRST, step), Sight::Sealed));
    };
    let mut table = Table::usual("kitchen-sink");
    table.answers(FIRST, step, texts("mine"));
    let early = Command::SealsOpened { run: table.run, step: step.into() };
    assert!(table.act(early.clone()).is_err());
    closed(&table);
    // Moving on from the page of the seals, in any way, opens nothing.
    for how in commands::HOWS {
        table.gives(BOTH, step, how);
        closed(&table);
    }
    // Nor does an answer of both where each answers alone.
    let answer = table.answer(BOTH, step);
    assert!(table.act(Command::AnswerWritten { answer, words: texts("ours") }).is_err());
    closed(&table);
    table.skips(SECOND, step);
    closed(&table);
    table.does(early);
    assert!(matches!(table.sees(Viewer::Table, FIRST, step), Sight::Words(..)));
    // And nothing closes them again.
    for how in commands::HOWS {
        table.gives(BOTH, step, how);
        assert!(matches!(table.sees(Viewer::Table, FIRST, step), Sight::Words(..)));
    }
}

/// Taken up again after it was sealed, an answer is a draft, and its former words are not read.
#[test]
fn a_broken_seal_hides_the_draft() {
    let step = "ks-each-reveal";
    let mut table = Table::usual("kitchen-sink");
    for side in SIDES {
        table.answers(side, step, texts("so"));
    }
    table.reopens(FIRST, step);
    assert!(matches!(table.sees(Viewer::Table, FIRST, step), Sight::NotYet));
    assert!(matches!(table.sees(Viewer::One(FIRST), FIRST, step), Sight::Words(..)));
    assert!(table.act(Command::SealsOpened { run: table.run, step: step.into() }).is_err());
}

/// A page that depends on an answer must not tell an answer nobody has shown.
#[test]
fn a_condition_tells_nothing_that_was_not_shown() {
    let check = |how: &str, met: bool| {
        let mut table = Table::usual("coalition");
        table.writes(SECOND, "cb-clear-yet", picks(&["foggy"]));
        match how {
            "draft" => {}
            "kept" => table.keeps(SECOND, "cb-clear-yet"),
            "skipped" => table.skips(SECOND, "cb-clear-yet"),
            _ => table.gives(SECOND, "cb-clear-yet", How::Wrote),
        }
        table.answers(FIRST, "cb-clear-yet", picks(&["clear"]));
        if how != "sealed" && how != "draft" {
            table.opens("cb-clear-yet");
        }
        assert_eq!(!table.parts("cb-help-focus").is_empty(), met, "{how}");
    };
    check("opened", true);
    check("sealed", false);
    check("draft", false);
    check("kept", false);
    check("skipped", false);
}

/// Releasing hands over these words; other words are handed over anew.
#[test]
fn words_written_after_a_release_are_not_released() {
    let mut table = Table::usual("kitchen-sink");
    let other = Viewer::One(SECOND);
    table.answers(FIRST, "ks-reflect", texts("kind"));
    table.releases(FIRST, "ks-reflect");
    assert!(matches!(table.sees(other, FIRST, "ks-reflect"), Sight::Words(..)));
    table.writes(FIRST, "ks-reflect", texts("kind, and not so kind"));
    assert!(matches!(table.sees(other, FIRST, "ks-reflect"), Sight::Absent));
    // Nothing tells the other that a private answer is there at all.
    assert!(matches!(table.sees(other, SECOND, "ks-scale-private"), Sight::NotYet | Sight::Absent));
    let answer = table.answer(FIRST, "ks-each");
    assert!(table.act(Command::Released { answer }).is_err(), "only where a step allows it");
}

/// One who sits without a screen is never asked for private words (A.2).
#[test]
fn nothing_private_is_asked_of_one_without_a_screen() {
    let table = Table::of("kitchen-sink", Setting { mode: Mode::LeaderOnly, ..USUAL });
    for beat in table.beats() {
        let step = table.step(beat.place.step.as_str());
        let theirs = beat.place.part == common_ground::domain::path::Part::Own(SECOND);
        assert!(!(theirs && step.visibility == Visibility::Private), "{}", step.id);
    }
}
