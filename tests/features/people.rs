//! Two people at a table, acted out with short verbs. Whatever is refused must have changed
//! nothing; that is checked here, at every single act of every test.

use chrono::Duration;
use common_ground::content;
use common_ground::domain::acts::Done;
pub use common_ground::domain::command::Setting;
use common_ground::domain::command::{Answer, Circumstances, Command};
use common_ground::domain::dialogue::{CheckedDialogue, Step};
use common_ground::domain::ids::{AgreementId, CommitmentId, DialogueId, PairId, RunId};
use common_ground::domain::outcome::{Agreement, Assent, Commitment, Plan};
use common_ground::domain::path::{Beat, Held, Part, Path};
use common_ground::domain::person::{Author, KindOfPair, Side};
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{Entry, How, Item, Place, Run, Visibility, Words};
use common_ground::domain::session::{Length, Mode, Session};
use common_ground::domain::time::Stamp;
use common_ground::domain::workspace::Workspace;

use crate::account;

pub const FIRST: Side = Side::First;
pub const SECOND: Side = Side::Second;
pub const BOTH: Author = Author::Both;
pub const SPOKEN: Visibility = Visibility::Spoken;

/// Side by side, the whole way, the first person having asked for it.
pub const USUAL: Setting =
    Setting { mode: Mode::SideBySide, way: Length::Whole, spoken_only: false, opener: FIRST };

/// A moment to begin at.
pub fn noon() -> Stamp {
    at("2026-03-01T12:00:00+01:00")
}

pub fn at(moment: &str) -> Stamp {
    moment.parse().expect("a moment")
}

/// The dialogue called so.
pub fn dialogue(id: &str) -> &'static CheckedDialogue {
    content::dialogue(&DialogueId::from(id)).unwrap_or_else(|| {
        panic!("no dialogue {id}: run with `--features specimens` (kitchen-sink)")
    })
}

pub fn texts(text: &str) -> Words {
    Words::of_text(text)
}

pub fn picks(picks: &[&str]) -> Words {
    Words { picks: picks.iter().map(|p| (*p).into()).collect(), ..Words::default() }
}

/// Lines of a list (`field` empty), or of named fields.
pub fn lines(lines: &[(&str, &str)]) -> Words {
    let item = |(field, text): &(&str, &str)| Item {
        field: (!field.is_empty()).then(|| (*field).into()),
        text: (*text).to_owned(),
    };
    Words { items: lines.iter().map(item).collect(), ..Words::default() }
}

pub fn plan(what: &str) -> Plan {
    Plan { what: what.to_owned(), ..Plan::default() }
}

/// Two people, and all that happens between them.
#[derive(Clone, Debug)]
pub struct Table {
    pub workspace: Workspace,
    pub clock: Stamp,
    /// Seconds that pass with each act.
    pub pace: i64,
    drawn: u64,
    pub pair: PairId,
    pub run: RunId,
}

impl Table {
    /// An empty device, on which ids are drawn from `chance` on.
    pub fn empty(chance: u64) -> Self {
        Self {
            workspace: Workspace::default(),
            clock: noon(),
            pace: 1,
            drawn: chance << 32,
            pair: uuid::Uuid::nil().into(),
            run: uuid::Uuid::nil().into(),
        }
    }

    /// Maya and Tom, who have begun `id`.
    pub fn of(id: &str, setting: Setting) -> Self {
        let mut table = Self::empty(1);
        table.meet(["Maya", "Tom"], KindOfPair::Unsaid);
        table.begin(id, setting);
        table
    }

    /// Maya and Tom with `id`, side by side, the whole way.
    pub fn usual(id: &str) -> Self {
        Self::of(id, USUAL)
    }

    /// Does something, or says why not. What is refused must change nothing at all.
    pub fn act(&mut self, command: Command) -> Done {
        self.clock += Duration::seconds(self.pace);
        let before = self.workspace.clone();
        let said = format!("{command:?}");
        let drawn = &mut self.drawn;
        let mut chance = || {
            *drawn += 1;
            let mut bytes = [0; 10];
            bytes[2..].copy_from_slice(&drawn.to_be_bytes());
            bytes
        };
        let mut around = Circumstances {
            now: self.clock,
            chance: &mut chance,
            dialogues: &|id: &DialogueId| content::dialogue(id),
        };
        let done = self.workspace.apply(command, &mut around);
        match &done {
            Err(refusal) => assert!(
                self.workspace == before,
                "{said} was refused ({refusal:?}) and still changed something"
            ),
            Ok(changes) => {
                account::check(&before, &self.workspace, changes, &said);
                // What came from the other's device says when it changed there.
                if !said.starts_with("ParcelTaken") {
                    account::dated(&before, &self.workspace, self.clock, &said);
                }
                // Nothing crosses over from one partnership to another (D.2).
                assert!(account::pairs(changes).len() <= 1, "{said} touched two partnerships");
            }
        }
        done
    }

    /// Does something that must not be refused.
    pub fn does(&mut self, command: Command) {
        let said = format!("{command:?}");
        self.act(command).unwrap_or_else(|refusal| panic!("{said}: refused, {refusal:?}"));
    }

    pub fn meet(&mut self, names: [&str; 2], kind: KindOfPair) {
        self.does(Command::PartnershipBegun { names: names.map(str::to_owned), kind });
        self.pair = self.workspace.partnerships.iter().last().expect("just begun").id;
    }

    pub fn begin(&mut self, id: &str, setting: Setting) {
        self.does(Command::DialogueBegun { pair: self.pair, dialogue: id.into(), setting });
        self.run = self.newest();
    }

    /// The next dialogue of the same sitting.
    pub fn follow(&mut self, id: &str) {
        self.does(Command::DialogueFollowed { run: self.run, dialogue: id.into() });
        self.run = self.picked_up();
    }

    pub fn close(&mut self) {
        self.does(Command::Closed { run: self.run });
    }

    fn newest(&self) -> RunId {
        self.workspace.runs.of(self.pair).last().expect("a run").id
    }

    fn picked_up(&self) -> RunId {
        let pair = self.workspace.partnerships.get(self.pair.uuid()).expect("the pair");
        pair.pick_up.expect("a run to pick up")
    }

    // Who and where

    pub fn now(&self) -> &Run {
        self.workspace.runs.get(self.run.uuid()).expect("the run")
    }

    pub fn session(&self) -> &Session {
        self.workspace.sessions.get(self.now().session.uuid()).expect("the session")
    }

    pub fn dialogue(&self) -> &'static CheckedDialogue {
        dialogue(self.now().dialogue.as_str())
    }

    pub fn step(&self, step: &str) -> &'static Step {
        self.dialogue().step(&step.into()).unwrap_or_else(|| panic!("no step {step}"))
    }

    pub fn held<T>(&self, read: impl FnOnce(&Held) -> T) -> T {
        let parts = self
            .workspace
            .run_parts(self.run, content::is_ground)
            .expect("the run and its session");
        read(&parts.held(self.dialogue()))
    }

    pub fn path(&self) -> Path {
        self.held(Path::of)
    }

    /// The pages of one step.
    pub fn parts(&self, step: &str) -> Vec<Part> {
        self.beats().iter().filter(|b| b.place.step == *step).map(|b| b.place.part).collect()
    }

    pub fn beats(&self) -> Vec<Beat> {
        self.path().beats().to_vec()
    }

    pub fn here(&self) -> Option<Place> {
        self.path().current(self.now()).map(|b| b.place.clone())
    }

    pub fn answer(&self, who: impl Into<Author>, step: &str) -> Answer {
        Answer { run: self.run, step: step.into(), who: who.into() }
    }

    pub fn entry(&self, who: impl Into<Author>, step: &str) -> Option<&Entry> {
        self.now().entry(&step.into(), who.into())
    }

    pub fn sees(&self, viewer: Viewer, who: impl Into<Author>, step: &str) -> Sight<'_> {
        privacy::sight(self.step(step), self.now(), who.into(), viewer)
    }

    // What people do

    pub fn writes(&mut self, who: impl Into<Author>, step: &str, words: Words) {
        let answer = self.answer(who, step);
        self.does(Command::AnswerWritten { answer, words });
    }

    pub fn gives(&mut self, who: impl Into<Author>, step: &str, how: How) {
        let answer = self.answer(who, step);
        self.does(Command::AnswerGiven { answer, how });
    }

    /// Writes, and moves on.
    pub fn answers(&mut self, who: impl Into<Author> + Copy, step: &str, words: Words) {
        self.writes(who, step, words);
        self.gives(who, step, How::Wrote);
    }

    pub fn says(&mut self, who: impl Into<Author>, step: &str) {
        self.gives(who, step, How::SaidIt);
    }

    pub fn skips(&mut self, who: impl Into<Author>, step: &str) {
        self.gives(who, step, How::Skipped);
    }

    pub fn keeps(&mut self, who: impl Into<Author>, step: &str) {
        let answer = self.answer(who, step);
        self.does(Command::KeptToMyself { answer });
    }

    pub fn removes(&mut self, who: impl Into<Author>, step: &str) {
        let answer = self.answer(who, step);
        self.does(Command::WordsRemoved { answer });
    }

    pub fn reopens(&mut self, who: impl Into<Author>, step: &str) {
        let answer = self.answer(who, step);
        self.does(Command::AnswerReopened { answer });
    }

    pub fn releases(&mut self, who: impl Into<Author>, step: &str) {
        let answer = self.answer(who, step);
        self.does(Command::Released { answer });
    }

    pub fn opens(&mut self, step: &str) {
        self.does(Command::SealsOpened { run: self.run, step: step.into() });
    }

    pub fn goes(&mut self, step: &str, part: Part) {
        let place = Place { step: step.into(), part };
        self.does(Command::WentTo { run: self.run, place });
    }

    pub fn sets(&mut self, setting: Setting) {
        let session = self.now().session;
        self.does(Command::SettingChanged { session, setting });
    }

    // Sentences and plans

    pub fn words_it(&mut self, step: &str, text: &str) {
        let text = text.to_owned();
        self.does(Command::SentenceWritten { run: self.run, step: step.into(), text });
    }

    pub fn sentence(&self, step: &str) -> Option<&Agreement> {
        let here = |a: &&Agreement| a.run == self.run && a.about.is_none() && a.step == *step;
        self.workspace.agreements.iter().find(here)
    }

    pub fn sentence_id(&self, step: &str) -> AgreementId {
        self.sentence(step).expect("a sentence").id
    }

    pub fn answers_sentence(&mut self, who: Side, step: &str, state: Assent) {
        let agreement = self.sentence_id(step);
        self.does(Command::Affirmed { agreement, who, state });
    }

    pub fn plans(&mut self, owner: Side, step: &str, plan: Plan) {
        self.does(Command::PlanWritten { run: self.run, step: step.into(), owner, plan });
        self.gives(owner, step, How::Wrote);
    }

    pub fn plan_of(&self, owner: Side) -> Option<&Commitment> {
        self.workspace.commitments.iter().find(|c| c.run == self.run && c.owner == owner)
    }

    pub fn plan_id(&self, owner: Side) -> CommitmentId {
        self.plan_of(owner).expect("a plan").id
    }

    /// `owner` asks the other to play a part in their plan.
    pub fn asks(&mut self, owner: Side, step: &str, options: &[&str], own: &str) {
        self.does(Command::RoleAsked {
            run: self.run,
            step: step.into(),
            owner,
            picks: options.iter().map(|o| (*o).into()).collect(),
            own: own.to_owned(),
        });
        self.gives(owner, step, How::Wrote);
    }

    pub fn role_of(&self, owner: Side) -> Option<&Agreement> {
        let plan = self.plan_of(owner)?.id;
        self.workspace.agreements.iter().find(|a| a.about == Some(plan))
    }

    /// The other answers what `owner` asked of them.
    pub fn answers_role(&mut self, owner: Side, state: Assent) {
        let agreement = self.role_of(owner).expect("a part asked for").id;
        self.does(Command::Affirmed { agreement, who: owner.other(), state });
    }
}
