//! What only the app knows: how its records look, where its field is, what its buttons are called.

use std::collections::BTreeMap;

use common_ground::codec::record::{self, Bounded};
use common_ground::content;
use common_ground::domain::command::{Answer, Circumstances, Command, Setting};
use common_ground::domain::ids::{DialogueId, PairId, RunId};
use common_ground::domain::outcome::{Agreement, Commitment, Plan, Talk, Thread};
use common_ground::domain::person::{Author, KindOfPair, Partnership, Side};
use common_ground::domain::run::{How, Run, Words};
use common_ground::domain::session::{Length, Mode, Session};
use common_ground::domain::time::Stamp;
use common_ground::domain::workspace::{Record, Workspace};

use crate::page::Page;
use crate::two::{ALONE, Two, Who, bring_in};

/// Local storage by key.
pub type Records = BTreeMap<String, String>;

const PREFIX: &str = "common-ground/";
const NAMES: [&str; 2] = ["Noor", "Sam"];
/// What somebody writes who has something to say: 500 characters.
const ANSWER: &str =
    "What I would like us to have said when this is over is that we told each other early. ";

/// A commitment that still stands comes from one sitting in so many.
const PLANS: usize = 50;

/// Two people, and the sittings they have had, a day apart.
struct Past {
    workspace: Workspace,
    now: Stamp,
    drawn: u64,
    pair: PairId,
    sittings: usize,
}

impl Past {
    fn begun() -> Self {
        let now = "2025-01-01T12:00:00Z".parse().expect("a moment");
        let mut past = Self {
            workspace: Workspace::default(),
            now,
            drawn: 0,
            pair: uuid::Uuid::nil().into(),
            sittings: 0,
        };
        past.does(Command::PartnershipBegun {
            names: NAMES.map(str::to_owned),
            kind: KindOfPair::Colleagues,
        });
        past.pair = past.workspace.partnerships.iter().next().expect("just begun").id;
        past
    }

    fn does(&mut self, command: Command) {
        let said = format!("{command:?}");
        let drawn = &mut self.drawn;
        let mut chance = || {
            *drawn += 1;
            let mut bytes = [0; 10];
            bytes[2..].copy_from_slice(&drawn.to_be_bytes());
            bytes
        };
        let dialogues = |id: &DialogueId| content::dialogue(id);
        let mut around =
            Circumstances { now: self.now, chance: &mut chance, dialogues: &dialogues };
        let done = self.workspace.apply(command, &mut around);
        assert!(done.is_ok(), "{said}: {done:?}");
    }

    /// One sitting: three answers, a plan now and then, and the end of it.
    fn sits_down(&mut self) {
        let run = self.begins();
        self.ends(run);
    }

    /// The same, with what both may read of both.
    fn talks(&mut self) {
        let run = self.begins();
        for step in ["cb-hope-today", "cb-bigger-picture", "cb-soon-and-later"] {
            for who in [Author::First, Author::Second] {
                self.answers(run, step, who, &ANSWER.repeat(1 + self.sittings % 6));
            }
        }
        self.ends(run);
    }

    fn answers(&mut self, run: RunId, step: &str, who: Author, text: &str) {
        let answer = Answer { run, step: step.into(), who };
        let words = Words::of_text(text);
        self.does(Command::AnswerWritten { answer: answer.clone(), words });
        self.does(Command::AnswerGiven { answer, how: How::Wrote });
    }

    fn begins(&mut self) -> RunId {
        self.sittings += 1;
        self.now += chrono::TimeDelta::days(1);
        let setting = Setting {
            mode: Mode::SideBySide,
            way: Length::Whole,
            spoken_only: false,
            opener: Side::First,
        };
        let dialogue = "coalition".into();
        self.does(Command::DialogueBegun { pair: self.pair, dialogue, setting });
        let run: RunId = self.workspace.runs.of(self.pair).last().expect("just begun").id;
        for step in ["cb-know-why", "cb-purpose", "cb-offer"] {
            self.answers(run, step, Author::First, &ANSWER.repeat(6));
        }
        run
    }

    fn ends(&mut self, run: RunId) {
        if self.sittings.is_multiple_of(PLANS) {
            let plan = Plan { what: ANSWER.to_owned(), ..Plan::default() };
            let (step, owner) = ("cb-first-step".into(), Side::Second);
            self.does(Command::PlanWritten { run, step, owner, plan });
        }
        self.does(Command::Closed { run });
    }

    fn records(&self) -> Records {
        let mut records = Records::new();
        let workspace = &self.workspace;
        put::<Partnership>(workspace, &mut records);
        put::<Session>(workspace, &mut records);
        put::<Run>(workspace, &mut records);
        put::<Commitment>(workspace, &mut records);
        put::<Agreement>(workspace, &mut records);
        put::<Thread>(workspace, &mut records);
        put::<Talk>(workspace, &mut records);
        records.insert(format!("{PREFIX}layout"), "1".to_owned());
        records
    }
}

fn put<T: Record + Bounded>(workspace: &Workspace, records: &mut Records) {
    for one in T::shelf(workspace) {
        records.insert(format!("{PREFIX}{}", record::key_name(one.key())), record::write(one));
    }
}

fn size(records: &Records) -> usize {
    records.iter().map(|(key, value)| key.len() + value.len()).sum()
}

/// A store the app could have written itself, of about `characters` characters.
pub fn a_store_of(characters: usize) -> Records {
    let mut past = Past::begun();
    past.sits_down();
    let one = size(&past.records());
    past.sits_down();
    let each = size(&past.records()) - one;
    for _ in 0..characters.saturating_sub(one) / each {
        past.sits_down();
    }
    past.records()
}

/// A store with one partnership of `count` sessions, and the route of that partnership.
pub fn a_partnership_of(count: usize) -> (Records, String) {
    let mut past = Past::begun();
    for _ in 0..count {
        past.sits_down();
    }
    (past.records(), format!("#/p/{}", past.pair))
}

/// A store with one partnership of `count` sessions of which both read much, and the route of that partnership.
pub fn a_past_to_read(count: usize) -> (Records, String) {
    let mut past = Past::begun();
    for _ in 0..count {
        past.talks();
    }
    (past.records(), format!("#/p/{}", past.pair))
}

/// Brings the page to a field one can type a long answer into, and puts the cursor there.
pub fn to_a_field(page: &Page) {
    let two = Two::known(page, NAMES);
    if page.has("button", "Begin") {
        two.introduce();
    } else {
        let pair = page.storage().into_keys().find_map(|key| {
            key.strip_prefix(PREFIX)?.strip_prefix("partnership/").map(str::to_owned)
        });
        page.open(&format!("#/p/{}/start/1", pair.expect("a partnership")));
    }
    two.cover("coalition", &[ALONE]);
    two.at("cb-welcome", Who::First).goes_on();
    two.at("cb-know-why", Who::First);
    page.run("document.querySelector('[data-first]').focus()", None);
}

/// From the start of the app to the page of a turn which nobody has begun.
pub fn to_a_turn(page: &Page) {
    let two = Two::begins_clearing(page, NAMES, &[]);
    two.at("ca-what", Who::First);
    two.jump_past_threshold("15b");
    two.at("ca-story-a", Who::Second);
}

/// Somebody speaks, and the bridge is drawn anew from now on.
pub fn begin_turn(page: &Page) {
    page.click_button("Sam begins");
    page.wait_for_text("Sam has the floor");
}

/// Saves everything as a file, by the buttons a person would use. The time runs from the call until it returns.
pub fn export(page: &Page) -> Vec<u8> {
    page.open("#/data");
    page.click_button("Save a copy");
    page.download().1
}

/// Brings the file in, until it is there. The time runs from the call until it returns.
pub fn import(page: &Page, file: &[u8]) {
    bring_in(page, file);
}
