//! Who sees what. The rules are told a second time here, in the order in which people do things,
//! and whatever two people do by chance, what each may see must come out the same.

use std::collections::{BTreeMap, BTreeSet};

use common_ground::codec::export::{Scope, export};
use common_ground::codec::record;
use common_ground::content;
use common_ground::domain::command::{Answer, Command};
use common_ground::domain::dialogue::{CheckedDialogue, Kind, Step};
use common_ground::domain::ids::{OptionId, RunId, StepId};
use common_ground::domain::outcome::{Agreement, Assent, Commitment};
use common_ground::domain::path::Part;
use common_ground::domain::person::Author;
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{Entry, How, RunState, Visibility, Words};
use common_ground::domain::session::{Length, Mode};
use common_ground::domain::taken;
use common_ground::domain::workspace::Workspace;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::commands::{self, AUTHORS, SIDES};
use crate::dice::Dice;
use crate::keepsakes::{self, scope_of};
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, noon, picks, texts};
use crate::{account, cases, files, schema};

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
pub struct Ledger {
    answers: BTreeMap<(RunId, StepId, Author), Told>,
    opened: BTreeSet<(RunId, StepId)>,
    /// What the other may have read of an answer since its writer last changed it or took it back.
    read: BTreeMap<(RunId, StepId, Author), BTreeSet<String>>,
    /// Whose plans are kept to themselves.
    kept_plans: BTreeSet<(RunId, StepId, Author)>,
}

/// The marks that stand in a text: every text written here has one of its own.
pub fn marks(text: &str) -> BTreeSet<String> {
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

    /// `held`: words stood in the answer it is about, until then.
    pub fn note(&mut self, done: &Command, dialogue: &CheckedDialogue, held: bool) {
        match done {
            Command::AnswerWritten { answer, words } => {
                if self.of(answer).marks != marks_in(words) {
                    self.read.remove(&key(answer));
                }
                let told = self.of(answer);
                if told.marks != marks_in(words) || told.how != Some(How::Wrote) {
                    told.released = false;
                }
                told.marks = marks_in(words);
                told.how = Some(How::Wrote);
            }
            Command::AnswerGiven { answer, how } => {
                // On the page of the seals, moving on opens nothing.
                if answer.who == BOTH && dialogue.step(&answer.step).is_some_and(|s| s.reveal) {
                    return;
                }
                // Of what had gone already, as `ca-keep` has it, nothing is taken back.
                if held && matches!(how, How::SaidIt | How::Skipped) {
                    self.read.remove(&key(answer));
                }
                let told = self.of(answer);
                told.given = true;
                told.how = Some(*how);
                if *how == How::SaidIt {
                    told.marks.clear();
                }
                let kept = told.kept || *how == How::Skipped;
                self.keep_plan(answer, kept);
            }
            Command::AnswerReopened { answer } => {
                let told = self.of(answer);
                told.given = false;
                let kept = told.kept;
                self.keep_plan(answer, kept);
            }
            Command::SpokeOn { run, step } => self.open_again(*run, step, dialogue),
            Command::KeptToMyself { answer } => {
                self.read.remove(&key(answer));
                self.keep_plan(answer, true);
                let told = self.of(answer);
                (told.kept, told.given, told.released) = (true, true, false);
            }
            Command::WordsRemoved { answer } => {
                self.answers.remove(&key(answer));
                self.read.remove(&key(answer));
                self.keep_plan(answer, false);
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

    fn keep_plan(&mut self, answer: &Answer, kept: bool) {
        if kept {
            self.kept_plans.insert(key(answer));
        } else {
            self.kept_plans.remove(&key(answer));
        }
    }

    /// "Yes, another short turn": all from the story of that speaker to this question is open.
    fn open_again(&mut self, run: RunId, more: &StepId, dialogue: &CheckedDialogue) {
        let until: Vec<&Step> = dialogue.steps().take_while(|s| s.id != *more).collect();
        let speaker = dialogue.step(more).map(|s| s.who);
        let is_story = |s: &&&Step| s.kind == Kind::Turns && Some(s.who) == speaker;
        let story = until.iter().rev().find(is_story).map(|s| s.id.clone());
        let again = until.iter().map(|s| &s.id).skip_while(|id| Some(*id) != story.as_ref());
        for step in again.chain([more]) {
            for who in AUTHORS {
                let told = self.answers.get_mut(&(run, step.clone(), who));
                if let Some(told) = told.filter(|t| !t.kept && t.how != Some(How::Skipped)) {
                    told.given = false;
                }
            }
        }
    }

    /// What may be read of somebody's sealed answer once the seals are open.
    pub fn once_open(&self, run: RunId, step: &Step, who: Author) -> BTreeSet<String> {
        let told = self.answers.get(&(run, step.id.clone(), who)).cloned().unwrap_or_default();
        let shows = told.given && !told.kept && told.how == Some(How::Wrote);
        if shows { told.marks } else { BTreeSet::new() }
    }

    /// What `viewer` may read of an answer that is not their own.
    pub fn may_read(&self, run: RunId, step: &Step, who: Author) -> BTreeSet<String> {
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
    dialogue: String,
    /// Whether everything stays that nobody takes back.
    keeps_all: bool,
    ledger: Ledger,
    written: usize,
}

const DIALOGUES: [&str; 3] = ["coalition", "kitchen-sink", "clearing"];

impl Marked {
    fn new(dialogue: &str, setting: Setting) -> Self {
        Self {
            table: Table::of(dialogue, setting),
            dialogue: dialogue.to_owned(),
            keeps_all: dialogue != "clearing",
            ledger: Ledger::default(),
            written: 0,
        }
    }

    /// Both would write where both see it.
    fn would_write(&mut self) {
        for side in SIDES {
            let answer = self.table.answer(side, "ca-how");
            let words = picks(&["write-first"]);
            self.act(&Command::AnswerWritten { answer: answer.clone(), words });
            self.act(&Command::AnswerGiven { answer, how: How::Wrote });
        }
    }

    /// Something by chance about wishes, their answers and what may stay.
    fn any_wish(&mut self, bytes: &[u8]) {
        let mut dice = Dice::new(bytes);
        let step =
            *dice.pick(&["ca-ask", "ca-ask", "ca-answer", "ca-answer", "ca-mine", "ca-keep"]);
        let answer = self.table.answer(*dice.pick(&SIDES), step);
        self.written += 1;
        let options: Vec<&str> =
            self.table.step(step).options.iter().map(OptionId::as_str).collect();
        let words = match step {
            // Mostly a yes, and mostly something stays.
            "ca-answer" if dice.below(3) > 0 => picks(&["gladly"]),
            "ca-keep" if dice.below(3) > 0 => picks(&["shared-notes-too"]),
            _ if options.is_empty() => texts(&format!("‹{}›", self.written)),
            _ => picks(&[*dice.pick(&options)]),
        };
        let command = match dice.below(10) {
            0..=2 => Command::AnswerWritten { answer, words },
            3..=5 => Command::AnswerGiven { answer, how: How::Wrote },
            6 => Command::AnswerGiven { answer, how: *dice.pick(&commands::HOWS) },
            7 => Command::KeptToMyself { answer },
            8 => Command::AnswerReopened { answer },
            _ => {
                if dice.one_in(2) {
                    Command::Released { answer }
                } else {
                    Command::WordsRemoved { answer }
                }
            }
        };
        self.act(&command);
    }

    fn act(&mut self, command: &Command) {
        let held = match command {
            Command::AnswerGiven { answer, .. } => {
                let run = self.table.workspace.runs.get(answer.run.uuid());
                run.and_then(|r| r.entry(&answer.step, answer.who)).is_some_and(Entry::has_text)
            }
            _ => true,
        };
        if self.table.act(command.clone()).is_ok() {
            self.ledger.note(command, self.table.dialogue(), held);
            let run = self.table.run;
            for step in self.table.dialogue().steps() {
                for who in AUTHORS {
                    let may = self.ledger.may_read(run, step, who);
                    self.ledger.read.entry((run, step.id.clone(), who)).or_default().extend(may);
                }
            }
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
                        // In `clearing`, what both do not wish to stay goes.
                        let as_it_may =
                            if self.keeps_all { seen == may } else { seen.is_subset(&may) };
                        let said = format!("{viewer:?} reads of {who:?} in {}", step.id);
                        assert!(as_it_may, "{said}: {seen:?}, may {may:?}");
                    }
                }
            }
        }
        for entry in &run.entries {
            let takes_text = self.table.step(entry.step.as_str()).takes_text();
            assert!(
                takes_text || !entry.has_text(),
                "{}: what is spoken holds no text",
                entry.step
            );
        }
        self.check_outcomes();
    }

    /// Plans and agreements tell the other nothing that was kept from them.
    fn check_outcomes(&self) {
        let shown = |c: &&Commitment| privacy::shows_plan(c, Viewer::Table);
        for plan in self.table.workspace.commitments.iter().filter(shown) {
            let of = (plan.run, plan.step.clone(), plan.owner.into());
            assert!(!self.ledger.kept_plans.contains(&of), "a plan that was kept: {plan:?}");
        }
        for agreement in &self.table.workspace.agreements {
            let Some(asker) = agreement.asked_by else { continue };
            let dialogue = crate::people::dialogue(&self.dialogue);
            let asked = dialogue.step(&agreement.step).and_then(|s| s.about.clone());
            let of = (agreement.run, asked.expect("a wish"), asker.into());
            let read = self.ledger.read.get(&of).cloned().unwrap_or_default();
            assert!(marks(&agreement.text).is_subset(&read), "{agreement:?}, read {read:?}");
        }
    }

    /// What is taken along holds nothing that is somebody else's alone (D.11), whatever kind of file it is; it tells
    /// what the page tells; and it takes nothing away where it is brought back.
    fn check_copies(&self) {
        let (workspace, run) = (&self.table.workspace, self.table.now());
        for viewer in VIEWERS {
            let taken = taken::for_viewer(workspace, self.table.pair, viewer, content::dialogue);
            let file = export(&taken, scope_of(self.table.pair, viewer), noon(), "test", &[]);
            schema::is_a_copy(&file);
            // What both agreed to is of both, also while its wish is taken up once more.
            let agreed: BTreeSet<_> =
                workspace.agreements.iter().flat_map(|a| marks(&a.text)).collect();
            let page = marks(&keepsakes::text(workspace, self.table.pair, viewer));
            assert_eq!(
                marks(&keepsakes::text(&taken, self.table.pair, viewer)),
                page,
                "{viewer:?}"
            );
            let keepsake = keepsakes::keepsake(&taken, self.table.pair, viewer);
            let there: BTreeSet<_> =
                [marks(&file), marks(&keepsake), page].into_iter().flatten().collect();
            let others = || SIDES.into_iter().filter(|who| !viewer.is((*who).into()));
            for (step, other) in
                self.table.dialogue().steps().flat_map(|s| others().map(move |o| (s, o)))
            {
                let own = read(privacy::sight(step, run, other.into(), Viewer::One(other)));
                let may = self.ledger.may_read(run.id, step, other.into());
                let only_theirs: BTreeSet<_> =
                    own.difference(&may).filter(|m| !agreed.contains(*m)).cloned().collect();
                assert!(there.is_disjoint(&only_theirs), "{viewer:?} takes {only_theirs:?} along");
            }
            let is_others = |c: &&Commitment| c.kept && !viewer.is(c.owner.into());
            for plan in workspace.commitments.iter().filter(is_others) {
                assert!(there.is_disjoint(&marks(&record::write(plan))), "{plan:?}");
            }
            let mut back = workspace.clone();
            files::bring(&mut back, &files::read(&file), files::MERGE);
            for step in self.table.dialogue().steps() {
                for who in SIDES {
                    let seen = |w: &Workspace| {
                        let run = w.runs.get(run.id.uuid()).expect("the run");
                        read(privacy::sight(step, run, who.into(), Viewer::One(who)))
                    };
                    assert_eq!(seen(&back), seen(workspace), "{who:?} in {}", step.id);
                }
            }
        }
    }

    /// Nothing that was told comes along to another round but what both agreed.
    fn check_another_round(&mut self) {
        self.check_copies();
        self.table.close();
        self.table.begin(&self.dialogue, USUAL);
        let run = record::write(self.table.now());
        assert!(marks(&run).is_empty(), "{run}");
        let all_agreed = self.table.held(|h| h.ground.iter().all(Agreement::was_agreed));
        assert!(all_agreed);
        self.check_outcomes();
    }
}

fn settings() -> impl Fn(&[u8]) -> Setting {
    |bytes| {
        let mut dice = Dice::new(bytes);
        Setting { spoken_only: false, way: Length::Whole, ..commands::setting(&mut dice) }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    /// Nobody ever reads what they may not; and what they may, they can.
    #[test]
    fn nobody_reads_what_is_not_theirs_to_read(
        dialogue in 0..DIALOGUES.len(),
        how in any::<[u8; 4]>(),
        acts in vec(any::<[u8; 14]>(), 0..60),
    ) {
        let mut marked = Marked::new(DIALOGUES[dialogue], settings()(&how));
        for act in &acts {
            marked.anything(act);
            marked.check();
        }
        marked.check_another_round();
    }

    /// The same where both write in `clearing`: with wishes and their answers, items handed over one
    /// by one, turns that go on, and what may stay.
    #[test]
    fn nobody_reads_more_in_clearing(acts in vec(any::<[u8; 14]>(), 0..80)) {
        let mut marked = Marked::new("clearing", USUAL);
        marked.would_write();
        for act in &acts {
            if act[0] % 3 == 0 {
                marked.anything(&act[1..]);
            } else {
                marked.any_wish(&act[1..]);
            }
            marked.check();
        }
        marked.check_another_round();
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
        dialogue in 0..DIALOGUES.len(),
        acts in vec(any::<[u8; 14]>(), 0..60),
    ) {
        let mut marked = Marked::new(DIALOGUES[dialogue], Setting { spoken_only: true, ..USUAL });
        for act in &acts {
            marked.anything(act);
            let stored = account::records(&marked.table.workspace);
            prop_assert!(!stored.values().any(|r| r.contains('‹')), "{:?}", stored);
        }
        marked.table.close();
        let run = account::value(marked.table.now());
        let entries = &marked.table.now().entries;
        // That both wanted it, and nothing else.
        prop_assert!(entries.iter().all(|e| e.step == *"ca-safe" && e.how == How::Seen), "{}", run);
        prop_assert!(!run.to_string().contains("words") && run.get("turns").is_none(), "{}", run);
    }

    /// What was tapped where one only speaks, and for how long anybody spoke, goes at the close.
    #[test]
    fn what_was_only_said_is_forgotten_at_the_close(
        dialogue in 0..DIALOGUES.len(),
        acts in vec(any::<[u8; 14]>(), 0..60),
    ) {
        let mut marked = Marked::new(DIALOGUES[dialogue], USUAL);
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
        let theirs = beat.place.part == Part::Own(SECOND);
        assert!(!(theirs && step.visibility == Visibility::Private), "{}", step.id);
    }
}

/// One's copy tells nothing of where the other stood, what they said to a sentence alone, or how anything was
/// worded elsewhere; that both wanted the talk, it does.
#[test]
fn a_copy_of_one_tells_nothing_by_the_way() {
    let mut table = Table::usual("clearing");
    for side in SIDES {
        table.answers(side, "ca-how", picks(&["write-first"]));
    }
    table.gives(SECOND, "ca-safe", How::Seen);
    table.words_it("ca-reason", "‹sentence›");
    table.answers_sentence(FIRST, "ca-reason", Assent::Yes);
    table.words_it("ca-common-ground", "‹sentence›");
    for step in ["ca-reason", "ca-common-ground"] {
        table.answers_sentence(SECOND, step, Assent::NotYet);
    }
    let mut reason = account::value(table.sentence("ca-reason").expect("a sentence"));
    reason["also"] = serde_json::json!([{"words": {"text": "‹elsewhere›"}, "changed": "2026-03-01T12:00:00+01:00"}]);
    table.workspace.take(crate::arbitrary::read::<Agreement>(&reason));
    table.goes("ca-mine", Part::Own(SECOND));
    for side in SIDES {
        let taken = taken::for_one(&table.workspace, table.pair, side, content::dialogue);
        let run = taken.runs.iter().next().expect("the run");
        assert_eq!(run.at, None);
        assert!(table.dialogue().is_begun(run));
        let said: Vec<usize> = taken.agreements.iter().map(|a| a.affirmations.len()).collect();
        assert_eq!(said, [2, 0], "both, or none");
        assert!(taken.agreements.iter().all(|a| a.also.is_empty()));
        let file = export(&taken, Scope::OfOne(table.pair, side), noon(), "test", &[]);
        // It never takes the place of what both have.
        assert_eq!(files::read(&file).ways(), [files::MERGE]);
        let mut back = table.workspace.clone();
        files::bring(&mut back, &files::read(&file), files::MERGE);
        assert_eq!(back.agreements, table.workspace.agreements, "nothing is taken away");
        assert_eq!(back.runs.iter().next().and_then(|r| r.at.clone()), table.now().at);
    }
    let whole = export(&table.workspace, Scope::Everything, noon(), "test", &[]);
    assert_eq!(files::read(&whole).ways().len(), 2);
}
