//! Two devices that know of each other only by what crosses between them: whatever arrives late, twice,
//! out of order or not at all, both come to see the same, and nothing crosses that was not handed over.

use std::collections::{BTreeMap, BTreeSet};

use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::crossing::{self, Parcel};
use common_ground::domain::ids::StepId;
use common_ground::domain::outcome::{Plan, Remind, Standing, ThreadState};
use common_ground::domain::person::{KindOfPair, Side};
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::run::{Asked, Entry, How, Reply, Visibility};
use common_ground::domain::session::Mode;
use common_ground::domain::workspace::Workspace;
use common_ground::share::parcel;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::clearing::stored;
use crate::commands::{self, AUTHORS};
use crate::dice::Dice;
use crate::people::{FIRST, SECOND, Setting, Table, USUAL, picks, texts};
use crate::privacy::{Ledger, marks};
use crate::{account, cases};

/// Each with a device of their own.
pub const APART: Setting = Setting { mode: Mode::Apart, ..USUAL };

const DRAFT: &str = "draft";

/// A device, and whose it is.
pub struct Device {
    pub table: Table,
    pub mine: Side,
}

impl Device {
    /// Makes what crosses, as the text in a link. Nothing of one's own changes by it.
    pub fn sends(&mut self) -> String {
        let before = told_of(&self.table.workspace);
        self.table.does(Command::ParcelMade { run: self.table.run });
        assert_eq!(told_of(&self.table.workspace), before);
        let made = self.parcel();
        let text = parcel::write(&made);
        assert_eq!(parcel::read(&text), Ok(made), "{text}");
        text
    }

    pub fn parcel(&self) -> Parcel {
        crossing::parcel(&self.table.workspace, self.table.run, content::dialogue)
            .expect("a parcel")
    }

    /// Opens a link.
    pub fn opens(&mut self, link: &str) {
        let parcel = Box::new(parcel::read(link).expect("a parcel"));
        (self.table.pair, self.table.run) = (parcel.pair, parcel.run);
        self.table.does(Command::ParcelTaken { parcel });
    }

    fn knows(&self) -> bool {
        self.table.workspace.runs.get(self.table.run.uuid()).is_some()
    }
}

/// All records, without what they say of having crossed.
fn told_of(workspace: &Workspace) -> BTreeMap<String, serde_json::Value> {
    let without = |(key, text): (_, String)| {
        let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        for part in ["crossed", "shared", "changed"] {
            value.as_object_mut().expect("a record").remove(part);
        }
        (format!("{key:?}"), value)
    };
    account::records(workspace).into_iter().map(without).collect()
}

/// Maya's device, on which she asks Tom for `id`, and Tom's, which knows nothing of it.
pub fn two(id: &str) -> [Device; 2] {
    two_who(|maya| maya.begin(id, APART))
}

/// The same, however Maya begins it.
pub fn two_who(begins: impl FnOnce(&mut Table)) -> [Device; 2] {
    let mut maya = Table::empty(1);
    maya.meet(["Maya", "Tom"], KindOfPair::Unsaid);
    begins(&mut maya);
    maya.does(Command::OwnDevice { pair: maya.pair, who: FIRST });
    maya.does(Command::Asked { run: maya.run, asked: asked(FIRST, &maya) });
    // On another clock, a little behind.
    let mut tom = Table::empty(2);
    tom.clock = maya.clock - chrono::Duration::milliseconds(2_700);
    [Device { table: maya, mine: FIRST }, Device { table: tom, mine: SECOND }]
}

/// The same, and Tom has opened what she asks.
pub fn both(id: &str) -> [Device; 2] {
    let [mut maya, mut tom] = two(id);
    let link = maya.sends();
    tom.opens(&link);
    [maya, tom]
}

pub fn asked(by: Side, table: &Table) -> Asked {
    Asked {
        by,
        at: table.clock,
        questions: Vec::new(),
        own: vec!["Was the pause long enough?".to_owned()],
        greeting: "Thank you for today.".to_owned(),
        reply: None,
    }
}

/// Whose link brought a run: the asker's, where it was opened; on the asker's own device nobody's.
#[test]
fn a_run_came_from_whoever_asked() {
    let from = |device: &Device| {
        let run = device.table.workspace.runs.get(device.table.run.uuid()).expect("the run");
        crossing::came_from(&device.table.workspace, run)
    };
    let mut devices = both("feedback");
    assert_eq!(devices.each_ref().map(from), [None, Some(FIRST)]);
    exchange(&mut devices);
    assert_eq!(devices.each_ref().map(from), [None, Some(FIRST)]);
    let table = Table::usual("feedback");
    assert_eq!(crossing::came_from(&table.workspace, table.now()), None, "one device for both");
}

/// Sends to and fro until both have everything.
pub fn exchange([maya, tom]: &mut [Device; 2]) {
    for _ in 0..4 {
        let link = maya.sends();
        tom.opens(&link);
        let link = tom.sends();
        maya.opens(&link);
    }
}

/// What both may see, as this device has it.
pub fn seen(device: &Device) -> BTreeMap<String, String> {
    let (table, w) = (&device.table, &device.table.workspace);
    let mut all = BTreeMap::new();
    for step in table.dialogue().steps() {
        for who in AUTHORS {
            // What the two are still writing as one stays where it is written.
            let is_seen = |e: &Entry| e.how == How::Seen && (step.reveal || !e.has_answer());
            let is_draft = |e: &Entry| e.given.is_none() && !is_seen(e);
            if who.side().is_none() && table.entry(who, step.id.as_str()).is_some_and(is_draft) {
                all.insert(format!("{} {who:?} {:?}", step.id, Viewer::Table), DRAFT.to_owned());
                continue;
            }
            let others =
                [Viewer::Table].into_iter().chain(who.side().map(|s| Viewer::One(s.other())));
            for viewer in others {
                let seen = match privacy::sight(step, table.now(), who, viewer) {
                    // A draft that was kept beside what came is another draft.
                    Sight::Words(_, [_, ..]) if who.side().is_none() => DRAFT.to_owned(),
                    Sight::Words(words, _) => format!("{words:?}"),
                    Sight::Sealed | Sight::NotYet | Sight::Absent => continue,
                    other => format!("{other:?}"),
                };
                all.insert(format!("{} {who:?} {viewer:?}", step.id), seen);
            }
        }
    }
    for a in w.agreements.of(table.pair) {
        let mut said: Vec<_> = a.affirmations.iter().map(|x| format!("{x:?}")).collect();
        said.sort();
        let what =
            format!("{:?}", (&a.step, a.about, a.asked_by, &a.text, &a.picks, a.withdrawn_by));
        all.insert(format!("agreement {}", a.id), format!("{what} {said:?}"));
    }
    for c in w.commitments.of(table.pair) {
        let other = Viewer::One(c.owner.other());
        if privacy::shows_plan(c, other) {
            let plan = Plan { remind: Remind::No, ..c.plan.clone() };
            let what = format!("{:?}", (&plan, privacy::standing(c, other), c.owner));
            all.insert(format!("plan {}", c.id), what);
        }
    }
    for t in w.threads.of(table.pair) {
        all.insert(format!("thread {}", t.id), format!("{:?}", (&t.step, &t.text, t.state)));
    }
    for t in w.talks.of(table.pair) {
        all.insert(format!("talk {}", t.id), format!("{:?}", (&t.step, t.who, &t.next)));
    }
    let asked = table.now().asked.as_ref().map(|a| (a.by, a.at.timestamp(), a.reply, &a.own));
    all.insert("asked".to_owned(), format!("{asked:?}"));
    all
}

fn differing(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> Vec<String> {
    let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let is_draft = |k: &String| [a, b].iter().any(|m| m.get(k).is_some_and(|v| v == DRAFT));
    let differ = keys.into_iter().filter(|k| a.get(*k) != b.get(*k) && !is_draft(k));
    differ.map(|k| format!("{k}: {:?} and {:?}", a.get(k), b.get(k))).collect()
}

/// Something one of the two may do on their own device.
fn act(device: &Device, dice: &mut Dice, text: &str) -> Option<Command> {
    let (table, mine) = (&device.table, device.mine);
    let w = &table.workspace;
    let run = table.run;
    let mut writer = |_: &mut Dice| text.to_owned();
    let command = match dice.below(12) {
        0 => Command::ThreadMoved {
            thread: w.threads.iter().next()?.id,
            state: *dice.pick(&[ThreadState::Open, ThreadState::PickedUp, ThreadState::Dropped]),
        },
        1 => Command::CommitmentMoved {
            commitment: w.commitments.iter().find(|c| c.owner == mine)?.id,
            by: mine,
            standing: *dice.pick(&[Standing::Chosen, Standing::Done, Standing::LetGo]),
        },
        2 => Command::CommitmentShown {
            commitment: w.commitments.iter().find(|c| c.owner == mine)?.id,
            by: mine,
            open: dice.one_in(2),
        },
        3 => Command::Replied { run, reply: *dice.pick(&[Reply::Yes, Reply::NotToday, Reply::No]) },
        4 if dice.one_in(3) => Command::Asked { run, asked: asked(mine, table) },
        _ => commands::in_run(table, dice, &mut writer),
    };
    // Everybody speaks for themselves, and "yes" is said by whoever was asked.
    let speaks = commands::by_whom(&command).is_none_or(|who| who == mine);
    let replies = !matches!(command, Command::Replied { .. })
        || table.now().asked.as_ref().is_some_and(|a| a.by != mine);
    (speaks && replies).then_some(command)
}

/// Nothing stands in what is sent but what was handed over.
fn holds_only_what_was_handed_over(
    device: &Device,
    ledgers: &[Ledger; 2],
    link: &str,
) -> Result<(), TestCaseError> {
    let (table, mine) = (&device.table, device.mine);
    let ledger = &ledgers[mine.index()];
    let w = &table.workspace;
    let mut may = BTreeSet::new();
    for step in table.dialogue().steps() {
        may.extend(ledger.may_read(table.run, step, mine.into()));
        if step.reveal {
            may.extend(ledger.once_open(table.run, step, mine.into()));
        }
        let joint = table.entry(crate::people::BOTH, step.id.as_str());
        if joint.is_some_and(|e| e.given.is_some() || e.how == How::Seen) {
            // Whoever of the two wrote it.
            for ledger in ledgers {
                may.extend(ledger.may_read(table.run, step, crate::people::BOTH));
            }
        }
    }
    let of_both = w.agreements.iter().map(|a| a.text.clone());
    let of_both = of_both.chain(w.threads.iter().map(|t| t.text.clone()));
    let plans = w.commitments.iter().filter(|c| c.owner == mine && !c.kept);
    let plans = plans.flat_map(|c| c.plan.texts().map(str::to_owned).collect::<Vec<_>>());
    may.extend(of_both.chain(plans).flat_map(|text| marks(&text)));
    let there = marks(link);
    prop_assert!(there.is_subset(&may), "{:?} in {}", there.difference(&may), link);
    // Nor that there is anything.
    let made = device.parcel();
    let own: Vec<&StepId> =
        made.own.iter().map(|p| &p.step).chain(made.seals.iter().map(|s| &s.step)).collect();
    for step in table.dialogue().steps().filter(|s| s.visibility == Visibility::Private) {
        let entry = table.entry(mine, step.id.as_str());
        let handed =
            entry.is_some_and(|e| e.released.is_some() || table.dialogue().is_passing_mark(e));
        let told = step.decides.is_some();
        prop_assert!(handed || told || !own.contains(&&step.id), "{} in {}", step.id, link);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256))]

    /// Random acts on both, and links made and opened late, twice, out of order, or never.
    #[test]
    fn any_interleaving_comes_to_the_same(
        id in select(vec!["feedback", "coalition", "clearing", "kitchen-sink"]),
        acts in vec(any::<[u8; 20]>(), 0..90),
    ) {
        let mut devices = two(id);
        let mut ledgers = [Ledger::default(), Ledger::default()];
        let mut links: [Vec<String>; 2] = [vec![devices[0].sends()], Vec::new()];
        for (n, bytes) in acts.iter().enumerate() {
            let mut dice = Dice::new(bytes);
            let at = dice.below(2);
            let device = &mut devices[at];
            match dice.below(6) {
                0 if device.knows() => {
                    let link = device.sends();
                    holds_only_what_was_handed_over(device, &ledgers, &link)?;
                    links[at].push(link);
                }
                1 if !links[1 - at].is_empty() => {
                    let all = &links[1 - at];
                    // Mostly one of the latest.
                    let any = dice.one_in(3);
                    let back = dice.below(if any { all.len() } else { 2.min(all.len()) });
                    let link = all[all.len() - 1 - back].clone();
                    device.opens(&link);
                    let before = account::records(&device.table.workspace);
                    device.opens(&link);
                    prop_assert_eq!(&account::records(&device.table.workspace), &before);
                }
                _ if device.knows() => {
                    let Some(command) = act(device, &mut dice, &format!("‹{n}›")) else { continue };
                    if device.table.act(command.clone()).is_ok() {
                        ledgers[at].note(&command, device.table.dialogue(), true);
                    }
                }
                _ => {}
            }
        }
        let link = devices[0].sends();
        devices[1].opens(&link);
        exchange(&mut devices);
        let all = devices.each_ref().map(seen);
        prop_assert_eq!(differing(&all[0], &all[1]), Vec::<String>::new());
        // And nothing that ever was under way changes anything any more.
        for (at, device) in devices.iter_mut().enumerate() {
            let before = account::records(&device.table.workspace);
            for link in &links[1 - at] {
                device.opens(link);
                prop_assert_eq!(&account::records(&device.table.workspace), &before);
            }
        }
        exchange(&mut devices);
        prop_assert_eq!(devices.each_ref().map(seen), all);
    }
}

#[test]
fn what_is_asked_arrives_and_is_answered() {
    let [mut maya, mut tom] = both("feedback");
    tom.table.does(Command::Replied { run: tom.table.run, reply: Reply::NotToday });
    let link = tom.sends();
    maya.opens(&link);
    assert_eq!(maya.table.now().asked.as_ref().and_then(|a| a.reply), Some(Reply::NotToday));
    tom.table.answers(SECOND, "fb-off", texts("‹off›"));
    let link = tom.sends();
    assert!(!link.contains("‹off›") && !link.contains("fb-off"), "{link}");
}

/// With all of one's own words goes what one asked in words of one's own, here and where it had crossed to.
#[test]
fn what_was_asked_in_own_words_goes_with_all_of_them() {
    let [mut maya, mut tom] = both("feedback");
    let asks = ["Was the pause long enough?", "Thank you for today."];
    let stands = |device: &Device| asks.map(|text| stored(&device.table).contains(text));
    assert_eq!([stands(&maya), stands(&tom)], [[true; 2]; 2]);
    // Tom's words are not Maya's.
    tom.table.does(Command::OwnWordsRemoved { pair: tom.table.pair, who: SECOND });
    assert_eq!(stands(&tom), [true; 2]);
    maya.table.does(Command::OwnWordsRemoved { pair: maya.table.pair, who: FIRST });
    assert_eq!(stands(&maya), [false; 2]);
    let link = maya.sends();
    assert!(asks.iter().all(|text| !link.contains(text)), "{link}");
    tom.opens(&link);
    assert_eq!(stands(&tom), [false; 2]);
}

/// What comes to a talk that is over here stays only as far as the two wished (`ca-keep`).
#[test]
fn what_comes_late_stays_as_they_wished() {
    for (wish, comes) in
        [("nothing", false), ("only-what-we-agreed", false), ("shared-notes-too", true)]
    {
        let mut devices = both("clearing");
        for (device, side) in devices.iter_mut().zip(Side::BOTH) {
            device.table.answers(side, "ca-how", picks(&["write-first"]));
            device.table.answers(side, "ca-keep", picks(&[wish]));
        }
        exchange(&mut devices);
        let [maya, tom] = &mut devices;
        maya.table.close();
        tom.table.answers(SECOND, "ca-underneath", texts("‹late›"));
        let link = tom.sends();
        assert!(link.contains("‹late›"), "{link}");
        maya.opens(&link);
        assert_eq!(stored(&maya.table).contains("‹late›"), comes, "{wish}");
    }
}
