//! How two work together, as a living page (B.9, D.2, D.6): what both stand by, what one of them proposes in its
//! place, and what it was before.

use common_ground::content;
use common_ground::domain::bring::Bring;
use common_ground::domain::command::Command;
use common_ground::domain::ids::AgreementId;
use common_ground::domain::merge::Merge;
use common_ground::domain::outcome::{Agreement, Assent};
use common_ground::domain::person::Side;
use common_ground::domain::refusal::Refusal;
use common_ground::domain::taken;
use common_ground::domain::way::{self, Way};
use common_ground::domain::workspace::Workspace;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::cases;
use crate::crossing::{Device, both};
use crate::dice::Dice;
use crate::people::{BOTH, FIRST, SECOND, Table, USUAL};

fn agrees(table: &mut Table, step: &str, text: &str) -> AgreementId {
    table.words_it(step, text);
    for who in [FIRST, SECOND] {
        table.answers_sentence(who, step, Assent::Yes);
    }
    table.sentence_id(step)
}

/// Maya and Tom, who agreed on how they work.
fn agreed() -> (Table, AgreementId) {
    let mut table = Table::usual("expectations");
    let id = agrees(&mut table, "ex-our-way", "We say it the same week.");
    (table, id)
}

fn standing(workspace: &Workspace) -> impl Iterator<Item = &Agreement> {
    workspace.agreements.iter().filter(|a| way::stands(workspace, a))
}

fn stands(table: &Table, id: AgreementId) -> bool {
    standing(&table.workspace).any(|a| a.id == id)
}

fn ways(table: &Table) -> Vec<Way> {
    way::ways(&table.workspace, table.pair, &content::dialogue)
}

/// What stands, what is proposed, and what was, of the one thing they agreed on.
fn told(table: &Table) -> [Vec<String>; 3] {
    let all = ways(table);
    assert!(all.len() < 2, "{all:?}");
    let text = |a: &Agreement| a.text.clone();
    let one = |way: &Way| {
        let earlier = way.earlier.iter().map(|(a, _)| text(a));
        let list = |all: &[Agreement]| all.iter().map(text).collect();
        [list(&way.now), list(&way.proposed), earlier.collect()]
    };
    all.first().map(one).unwrap_or_default()
}

fn proposes(table: &mut Table, agreement: AgreementId, by: Side, text: &str) -> AgreementId {
    table.does(Command::ChangeProposed { agreement, by, text: text.to_owned() });
    let mut all = table.workspace.agreements.iter();
    all.find(|a| a.replaces == Some(agreement)).map_or(agreement, |a| a.id)
}

fn says(table: &mut Table, agreement: AgreementId, who: Side, state: Assent) {
    table.does(Command::Affirmed { agreement, who, state });
}

fn check_told(table: &Table, now: &[&str], proposed: &[&str], earlier: &[&str]) {
    assert_eq!(told(table), [now, proposed, earlier].map(<[&str]>::to_vec));
}

/// Proposed by one, it stands once the other said yes to it; until then what stood stands (C23).
#[test]
fn c23_either_proposes_and_both_affirm() {
    for by in [FIRST, SECOND] {
        let (mut table, id) = agreed();
        let other = proposes(&mut table, id, by, "We say it the same day.");
        check_told(&table, &["We say it the same week."], &["We say it the same day."], &[]);
        assert!(stands(&table, id));
        // Not yet is a good answer, and nothing goes by it.
        says(&mut table, other, by.other(), Assent::NotYet);
        check_told(&table, &["We say it the same week."], &["We say it the same day."], &[]);
        says(&mut table, other, by.other(), Assent::Yes);
        check_told(&table, &["We say it the same day."], &[], &["We say it the same week."]);
        // And again, from there.
        let third = proposes(&mut table, other, by.other(), "We say it at once.");
        says(&mut table, third, by, Assent::Yes);
        let earlier = ["We say it the same day.", "We say it the same week."];
        check_told(&table, &["We say it at once."], &[], &earlier);
    }
}

/// Other words are another proposal: whoever writes them says yes to them, and nobody else (D.6).
#[test]
fn other_words_are_asked_anew() {
    let (mut table, id) = agreed();
    let proposal = proposes(&mut table, id, FIRST, "We say it the same day.");
    let same = proposes(&mut table, id, SECOND, "We say it at once.");
    assert_eq!(proposal, same, "one proposal, which both may word");
    let now = table.workspace.agreements.get(same.uuid()).expect("it");
    assert_eq!([FIRST, SECOND].map(|s| now.word_of(s)), [None, Some(Assent::Yes)]);
    // Without words, it is taken back.
    table.does(Command::ChangeProposed { agreement: id, by: FIRST, text: String::new() });
    check_told(&table, &["We say it the same week."], &[], &[]);
}

/// Only what they stand by, or stood by until one of them took it back, and only how they work together.
#[test]
fn nothing_else_is_changed_so() {
    let (mut table, id) = agreed();
    let proposes =
        |agreement| Command::ChangeProposed { agreement, by: FIRST, text: "Anything.".to_owned() };
    table.begin("coalition", USUAL);
    let declared = agrees(&mut table, "cb-declare", "We stand behind each other.");
    assert_eq!(table.act(proposes(declared)), Err(Refusal::NotTheirs));
    table.words_it("cb-ground-rules", "Nothing leaves this room.");
    let draft = table.sentence_id("cb-ground-rules");
    assert_eq!(table.act(proposes(draft)), Err(Refusal::NotTheirs), "not agreed on yet");
    table.does(proposes(id));
    let long = "x".repeat(1_000_000);
    let long = Command::ChangeProposed { agreement: id, by: FIRST, text: long };
    assert_eq!(table.act(long), Err(Refusal::TooLong));
}

/// Asked again in a later talk, what both agree on there takes the place of what stood.
#[test]
fn d6_a_later_talk_replaces_it() {
    for later in ["expectations", "lookback"] {
        let (mut table, first) = agreed();
        table.close();
        table.begin(later, USUAL);
        let step = if later == "lookback" { "lb-our-way" } else { "ex-our-way" };
        table.words_it(step, "We say it the same day.");
        table.answers_sentence(FIRST, step, Assent::Yes);
        check_told(&table, &["We say it the same week."], &[], &[]);
        table.answers_sentence(SECOND, step, Assent::Yes);
        check_told(&table, &["We say it the same day."], &[], &["We say it the same week."]);
        // Somebody thinks better of it before they go on: what stood stands again.
        table.answers_sentence(SECOND, step, Assent::NotYet);
        check_told(&table, &["We say it the same week."], &[], &[]);
        table.answers_sentence(SECOND, step, Assent::Yes);
        table.words_it(step, "Whenever.");
        check_told(&table, &["We say it the same week."], &[], &[]);
        assert!(stands(&table, first));
        assert!(table.sentence(step).is_some_and(|a| a.text == "Whenever."));
    }
}

/// What took its place is gone, however it went: what stood stands again. It has no other date for that.
#[test]
fn a_place_is_given_back() {
    let check = |goes: &dyn Fn(&mut Table)| {
        let (mut table, first) = agreed();
        let date = table.workspace.agreements.get(first.uuid()).expect("it").said();
        table.close();
        table.begin("lookback", USUAL);
        agrees(&mut table, "lb-our-way", "We say it the same day.");
        check_told(&table, &["We say it the same day."], &[], &["We say it the same week."]);
        goes(&mut table);
        check_told(&table, &["We say it the same week."], &[], &[]);
        assert_eq!(table.workspace.agreements.get(first.uuid()).expect("it").said(), date);
    };
    check(&|t| t.does(Command::RunErased { run: t.run }));
    check(&|t| t.removes(BOTH, "lb-our-way"));
    check(&|t| t.answers_sentence(FIRST, "lb-our-way", Assent::NotYet));
    check(&|t| t.words_it("lb-our-way", "Whenever."));
    // What took its place in turn has it then.
    let (mut table, first) = agreed();
    table.close();
    table.begin("lookback", USUAL);
    let run = table.run;
    let second = agrees(&mut table, "lb-our-way", "We say it the same day.");
    table.close();
    table.begin("lookback", USUAL);
    let third = agrees(&mut table, "lb-our-way", "We say it at once.");
    let by =
        |t: &Table, id: AgreementId| t.workspace.agreements.get(id.uuid()).expect("it").replaced_by;
    assert_eq!([first, second].map(|id| by(&table, id)), [Some(second), Some(third)]);
    table.does(Command::RunErased { run });
    assert_eq!(by(&table, first), Some(third));
    check_told(&table, &["We say it at once."], &[], &["We say it the same week."]);
}

/// A copy from before they thought better of it does not leave them with nothing; nor does a file that leads round in a
/// circle.
#[test]
fn a_copy_leaves_something_standing() {
    let (mut table, first) = agreed();
    let second = proposes(&mut table, first, FIRST, "We say it the same day.");
    says(&mut table, second, SECOND, Assent::Yes);
    let mut copy = table.workspace.clone();
    says(&mut table, second, SECOND, Assent::NotYet);
    check_told(&table, &["We say it the same week."], &["We say it the same day."], &[]);
    let mut here = table.workspace.clone();
    here.bring_in(&copy, None, Bring::Merge);
    assert_eq!(here, table.workspace);
    // Both took the other's place.
    let mut old = copy.agreements.get(second.uuid()).expect("it").clone();
    old.replaced_by = Some(first);
    copy.take(old);
    let mut empty = Workspace::default();
    empty.bring_in(&copy, None, Bring::Merge);
    let standing: Vec<_> = standing(&empty).map(|a| a.id).collect();
    assert_eq!(standing, [second], "the latest");
}

/// Whatever is said to an earlier version since, what stands stands.
#[test]
fn an_earlier_version_gives_nothing_back() {
    let (mut table, first) = agreed();
    let second = proposes(&mut table, first, FIRST, "We say it the same day.");
    says(&mut table, second, SECOND, Assent::Yes);
    let third = proposes(&mut table, second, FIRST, "We say it at once.");
    says(&mut table, third, SECOND, Assent::Yes);
    says(&mut table, second, SECOND, Assent::NotYet);
    check_told(&table, &["We say it at once."], &[], &["We say it the same week."]);
}

/// A sign is one sign: the later one.
#[test]
fn c10_there_is_one_sign() {
    let mut table = Table::usual("expectations");
    agrees(&mut table, "ex-slow-sign", "Bakery.");
    table.close();
    table.begin("expectations", USUAL);
    agrees(&mut table, "ex-slow-sign", "Harbour.");
    let holds: Vec<&str> = standing(&table.workspace).map(|a| &*a.text).collect();
    assert_eq!(holds, ["Harbour."]);
}

/// Withdrawn, it loses its words, and what was before does not come back by itself (C.2, 1).
#[test]
fn taken_back_nothing_stands() {
    let (mut table, id) = agreed();
    let second = proposes(&mut table, id, FIRST, "We say it the same day.");
    says(&mut table, second, SECOND, Assent::Yes);
    table.does(Command::AgreementWithdrawn { agreement: second, who: SECOND });
    check_told(&table, &[""], &[], &["We say it the same week."]);
    // They may begin anew from there.
    let third = proposes(&mut table, second, SECOND, "We say it when we can.");
    says(&mut table, third, FIRST, Assent::Yes);
    check_told(&table, &["We say it when we can."], &[], &["We say it the same week."]);
}

/// What both said yes to is no proposal any more: nobody rewords it or drops it as one (C23).
#[test]
fn c23_what_was_agreed_is_not_reworded() {
    for text in ["We say it at once.", ""] {
        let (mut table, id) = agreed();
        let second = proposes(&mut table, id, FIRST, "We say it the same day.");
        table.does(Command::AgreementWithdrawn { agreement: id, who: SECOND });
        says(&mut table, second, SECOND, Assent::Yes);
        check_told(&table, &["We say it the same day."], &[], &[]);
        table.does(Command::ChangeProposed { agreement: id, by: FIRST, text: text.to_owned() });
        let proposed: Vec<&str> = Some(text).into_iter().filter(|text| !text.is_empty()).collect();
        check_told(&table, &["We say it the same day."], &proposed, &[]);
    }
}

/// Whoever leaves takes their yes back from all of them, the earlier ones too (D.11).
#[test]
fn d11_leaving_takes_the_words_of_all() {
    let (mut table, id) = agreed();
    let second = proposes(&mut table, id, FIRST, "We say it the same day.");
    says(&mut table, second, SECOND, Assent::Yes);
    let open = proposes(&mut table, second, SECOND, "We say it at once.");
    assert_ne!(open, second);
    table.does(Command::OwnWordsRemoved { pair: table.pair, who: SECOND });
    let left: Vec<&str> = table.workspace.agreements.iter().map(|a| &*a.text).collect();
    assert!(left.iter().all(|text| text.is_empty()), "{left:?}");
}

/// Removed where it was written, nothing of it stays.
#[test]
fn the_sentence_of_a_step_is_its_own() {
    let (mut table, id) = agreed();
    proposes(&mut table, id, FIRST, "We say it the same day.");
    assert_eq!(
        table.sentence_id("ex-our-way"),
        id,
        "what is proposed since is no answer of that talk"
    );
    table.removes(BOTH, "ex-our-way");
    assert!(table.workspace.agreements.is_empty());
}

/// A proposal is a word of its own, and goes along with either's copy; an earlier version stays one.
#[test]
fn copies_know_which_stands() {
    let (mut table, id) = agreed();
    let second = proposes(&mut table, id, FIRST, "We say it the same day.");
    says(&mut table, second, SECOND, Assent::Yes);
    proposes(&mut table, second, SECOND, "We say it at once.");
    for who in [FIRST, SECOND] {
        let copy = taken::for_one(&table.workspace, table.pair, who, content::dialogue);
        let all: Vec<_> =
            copy.agreements.iter().map(|a| (way::stands(&copy, a), a.affirmations.len())).collect();
        assert_eq!(all, [(false, 2), (true, 2), (false, 1)]);
    }
    // An older copy that does not know of the change does not bring it back.
    let new = table.workspace.agreements.get(id.uuid()).expect("it");
    let old = Agreement { replaced_by: None, ..new.clone() };
    for merged in [Agreement::merge(None, new, &old), Agreement::merge(None, &old, new)] {
        assert_eq!(merged.replaced_by, Some(second));
    }
}

/// By link: proposed on one device, affirmed on the other, and both have the same page.
#[test]
fn it_crosses_by_link() {
    let mut devices = both("expectations");
    crate::crossing::exchange(&mut devices);
    let [maya, tom] = &mut devices;
    maya.table.words_it("ex-our-way", "We say it the same week.");
    maya.table.answers_sentence(FIRST, "ex-our-way", Assent::Yes);
    let link = maya.sends();
    tom.opens(&link);
    tom.table.answers_sentence(SECOND, "ex-our-way", Assent::Yes);
    let link = tom.sends();
    maya.opens(&link);
    let id = maya.table.sentence_id("ex-our-way");
    let second = proposes(&mut maya.table, id, FIRST, "We say it the same day.");
    let link = maya.sends();
    tom.opens(&link);
    check_told(&tom.table, &["We say it the same week."], &["We say it the same day."], &[]);
    says(&mut tom.table, second, SECOND, Assent::Yes);
    let link = tom.sends();
    maya.opens(&link);
    for Device { table, .. } in &devices {
        check_told(table, &["We say it the same day."], &[], &["We say it the same week."]);
    }
    // One of them thinks better of it.
    let [maya, tom] = &mut devices;
    says(&mut tom.table, second, SECOND, Assent::NotYet);
    let link = tom.sends();
    maya.opens(&link);
    for Device { table, .. } in &devices {
        check_told(table, &["We say it the same week."], &["We say it the same day."], &[]);
    }
}

/// Nobody sets aside by link what both stand by.
#[test]
fn c23_no_link_replaces_it() {
    let mut devices = both("expectations");
    let [maya, tom] = &mut devices;
    maya.table.words_it("ex-our-way", "We say it the same week.");
    maya.table.answers_sentence(FIRST, "ex-our-way", Assent::Yes);
    let link = maya.sends();
    tom.opens(&link);
    tom.table.answers_sentence(SECOND, "ex-our-way", Assent::Yes);
    let link = maya.sends();
    tom.opens(&link);
    let mut parcel = maya.parcel();
    parcel.made += chrono::Duration::seconds(60);
    parcel.agreements[0].replaced_by = Some(AgreementId::from(uuid::Uuid::from_u128(7)));
    parcel.agreements[0].changed += chrono::Duration::seconds(60);
    tom.table.does(Command::ParcelTaken { parcel: Box::new(parcel) });
    check_told(&tom.table, &["We say it the same week."], &[], &[]);
}

proptest! {
    #![proptest_config(cases(60))]

    /// Whatever two people do: of each thing at most one sentence holds, and what holds was said yes to by both.
    #[test]
    fn one_sentence_stands(bytes in vec(any::<u8>(), 400)) {
        let mut dice = Dice::new(&bytes);
        let (mut table, _) = agreed();
        let mut copies: Vec<Workspace> = Vec::new();
        for turn in 0..24 {
            let all: Vec<AgreementId> = table.workspace.agreements.iter().map(|a| a.id).collect();
            let who = *dice.pick(&[FIRST, SECOND]);
            if all.is_empty() || dice.one_in(5) {
                table.begin("lookback", USUAL);
                table.words_it("lb-our-way", &format!("In talk {turn}."));
                continue;
            }
            let agreement = *dice.pick(&all);
            let state = *dice.pick(&[Assent::Yes, Assent::Yes, Assent::Yes, Assent::NotYet]);
            let _ = table.act(match dice.below(10) {
                8 => Command::RunErased { run: table.workspace.agreements.get(agreement.uuid()).expect("it").run },
                9 => {
                    copies.push(table.workspace.clone());
                    let copy = dice.pick(&copies);
                    table.workspace.bring_in(copy, None, Bring::Merge);
                    continue;
                }
                0 => Command::AgreementWithdrawn { agreement, who },
                1 | 2 => Command::ChangeProposed { agreement, by: who, text: format!("As of {turn}.") },
                _ => Command::Affirmed { agreement, who, state },
            });
            let holds: Vec<_> = standing(&table.workspace).collect();
            prop_assert!(holds.len() < 2, "{holds:?}");
            // Nothing stands only where nothing was agreed on, or the latest was taken back.
            let agreed = table.workspace.agreements.iter().any(Agreement::was_agreed);
            let withdrawn = table.workspace.agreements.iter().any(|a| a.withdrawn_by.is_some());
            prop_assert!(!holds.is_empty() || !agreed || withdrawn);
            for a in holds {
                prop_assert_eq!([FIRST, SECOND].map(|s| a.word_of(s)), [Some(Assent::Yes); 2]);
            }
        }
    }
}
