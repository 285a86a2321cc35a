//! "Between times" (B.8): a minute with one thing somebody chose, when they asked for it or when they like.

use chrono::Duration;
use common_ground::content;
use common_ground::domain::between;
use common_ground::domain::command::Command;
use common_ground::domain::crossing;
use common_ground::domain::outcome::{Assent, Commitment, Plan, Remind, Standing};
use common_ground::domain::path::Part;
use common_ground::domain::person::Side;
use common_ground::domain::privacy::{self, Sight, Viewer};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::How;
use common_ground::domain::session::Mode;
use common_ground::domain::taken;
use common_ground::reading::{self, Of};

use crate::people::{FIRST, SECOND, Table, dialogue, picks, plan, texts};

/// Maya chose something, and wished to be reminded of it after a week.
fn chosen() -> Table {
    let mut table = Table::usual("coalition");
    let remind = Remind::Weekly;
    let why = "I sleep there.".to_owned();
    table.plans(FIRST, "cb-first-step", Plan { why, remind, ..plan("Ask my landlord.") });
    table.close();
    table
}

fn it(table: &Table) -> &Commitment {
    table.workspace.commitments.iter().next().expect("it")
}

fn due(table: &Table) -> usize {
    between::due(&table.workspace, table.pair, table.clock.date_naive()).count()
}

fn takes_up(table: &mut Table, by: Side) {
    table.does(Command::TakenUp { commitment: it(table).id, by });
    let pair = table.workspace.partnerships.get(table.pair.uuid()).expect("them");
    table.run = pair.pick_up.expect("a run");
}

/// What comes after what somebody says of it: nothing weighs more than anything else, and no second
/// commitment is made.
#[test]
fn c34_where_they_are_is_theirs_to_say() {
    let check = |picked: Option<&str>, asked: &[&str], standing: Standing| {
        let mut table = chosen();
        takes_up(&mut table, FIRST);
        table.gives(FIRST, "bt-remember", How::Seen);
        match picked {
            Some(picked) => table.answers(FIRST, "bt-where", picks(&[picked])),
            None => table.skips(FIRST, "bt-where"),
        }
        let after: Vec<String> =
            table.beats().iter().skip(2).map(|b| b.place.step.to_string()).collect();
        assert_eq!(after, asked, "{picked:?}");
        assert_eq!(privacy::standing(it(&table), Viewer::One(FIRST)), Some(standing), "{picked:?}");
        assert!(table.beats().iter().all(|b| b.private_to == Some(FIRST)), "for its owner alone");
        assert_eq!(table.workspace.commitments.iter().count(), 1);
    };
    let again: &[&str] = &["bt-in-the-way", "bt-choose-again"];
    check(Some("done"), &[], Standing::Done);
    check(Some("some-of-it"), again, Standing::Chosen);
    check(Some("not-yet"), again, Standing::Chosen);
    check(Some("in-the-way"), again, Standing::Chosen);
    check(Some("changed-my-mind"), again, Standing::Chosen);
    check(Some("in-my-own-words"), again, Standing::Chosen);
    check(Some("none-of-these"), again, Standing::Chosen);
    check(None, again, Standing::Chosen);
}

/// Said otherwise, it stands otherwise.
#[test]
fn what_was_done_may_be_not_yet_again() {
    let mut table = chosen();
    takes_up(&mut table, FIRST);
    table.answers(FIRST, "bt-where", picks(&["done"]));
    table.answers(FIRST, "bt-where", picks(&["not-yet"]));
    assert_eq!(privacy::standing(it(&table), Viewer::One(FIRST)), Some(Standing::Chosen));
}

/// Sent only if its owner asked for it; at most one for each commitment and day; said once, it is said.
#[test]
fn reminded_once_a_day_and_by_ones_own_wish() {
    let mut table = chosen();
    assert_eq!(due(&table), 0, "not yet");
    table.clock += Duration::days(8);
    assert_eq!(due(&table), 1);
    takes_up(&mut table, FIRST);
    let first = table.run;
    table.close();
    assert_eq!(due(&table), 0, "once, also where nothing was said");
    takes_up(&mut table, FIRST);
    assert_eq!(table.run, first, "the same on the same day");
    table.close();
    table.clock += Duration::days(1);
    assert_eq!(due(&table), 0, "not again the next day");
    takes_up(&mut table, FIRST);
    assert_ne!(table.run, first);
    table.answers(FIRST, "bt-where", picks(&["not-yet"]));
    table.close();
    table.clock += Duration::days(2);
    assert_eq!(due(&table), 0, "said");
    table.clock += Duration::days(6);
    assert_eq!(due(&table), 1, "a week after");
    let off = Plan { remind: Remind::No, ..it(&table).plan.clone() };
    let commitment = it(&table).id;
    table.does(Command::PlanChanged { commitment, by: FIRST, plan: off });
    table.clock += Duration::days(60);
    assert_eq!(due(&table), 0, "switched off in it");
}

/// Nobody is reminded whose owner did not ask, nor anybody of two who have parted.
#[test]
fn c14_no_reminder_pulls_back() {
    let mut table = chosen();
    table.clock += Duration::days(8);
    let pair = table.pair;
    let status = common_ground::domain::person::Status::EndedKindly;
    table.does(Command::PartnershipMoved { pair, status });
    assert_eq!(due(&table), 0);
}

/// Only its owner (C24): the other neither begins it nor changes anything in it.
#[test]
fn c24_only_its_owner() {
    let mut table = chosen();
    let taken = Command::TakenUp { commitment: it(&table).id, by: SECOND };
    assert_eq!(table.act(taken), Err(Refusal::NotTheirs));
    takes_up(&mut table, FIRST);
    let written = |owner| Command::PlanWritten {
        run: table.run,
        step: "bt-choose-again".into(),
        owner,
        plan: plan("Call the landlord."),
    };
    let (own, others) = (written(FIRST), written(SECOND));
    assert_eq!(table.act(others), Err(Refusal::NotTheirs));
    table.does(own);
    assert_eq!(it(&table).plan.what, "Call the landlord.");
    assert_eq!(table.workspace.commitments.iter().count(), 1, "no second one is made");
}

/// What somebody did alone is theirs: the other's copy does not even tell that they did.
#[test]
fn nothing_of_it_is_the_others() {
    let mut table = chosen();
    takes_up(&mut table, FIRST);
    table.gives(FIRST, "bt-remember", How::Seen);
    table.answers(FIRST, "bt-where", picks(&["in-the-way"]));
    table.answers(FIRST, "bt-in-the-way", texts("I am afraid to ask."));
    table.gives(FIRST, "bt-choose-again", How::Wrote);
    table.close();
    assert!(matches!(table.sees(Viewer::Table, FIRST, "bt-in-the-way"), Sight::Absent));
    let others = taken::for_one(&table.workspace, table.pair, SECOND, content::dialogue);
    assert!(others.runs.iter().all(|r| r.about.is_none()));
    assert_eq!(others.sessions.iter().count(), 1, "only that of their talk");
    let session = table.session();
    let shows = |viewer| taken::is_known(&table.workspace, session, viewer, content::dialogue);
    assert_eq!(
        [Viewer::Table, Viewer::One(SECOND), Viewer::One(FIRST)].map(shows),
        [false, false, true]
    );
    // Handed over, it is the other's to read.
    table.releases(FIRST, "bt-in-the-way");
    let others = taken::for_one(&table.workspace, table.pair, SECOND, content::dialogue);
    assert!(others.runs.iter().any(|r| r.about.is_some()));
    let session = table.session();
    assert!(taken::is_known(&table.workspace, session, Viewer::Table, content::dialogue));
}

/// Either of the two private answers is its owner's to hand over, and to take back (B.8): both then read it, and nothing
/// else of that minute.
#[test]
fn both_read_what_its_owner_hands_over() {
    let check = |step: &str| {
        let mut table = chosen();
        takes_up(&mut table, FIRST);
        table.answers(FIRST, "bt-where", picks(&["in-the-way"]));
        table.answers(FIRST, "bt-in-the-way", texts("I am afraid to ask."));
        let session = table.session().id;
        let read = |table: &Table| {
            let all = reading::sittings(&table.workspace, table.pair, Viewer::Table);
            let sitting = reading::sitting(&table.workspace, session, Viewer::Table);
            let of = sitting.into_iter().flat_map(|s| s.talks).flat_map(|t| t.pieces).map(|p| p.of);
            (all.contains(&session), of.collect::<Vec<_>>())
        };
        assert_eq!(read(&table), (false, vec![]), "{step}");
        table.releases(FIRST, step);
        assert_eq!(read(&table), (true, vec![Of::Answer(step.into(), Some(0))]), "{step}");
        table.does(Command::TakenBack { answer: table.answer(FIRST, step) });
        assert_eq!(read(&table), (false, vec![]), "{step}");
    };
    check("bt-where");
    check("bt-in-the-way");
}

/// Where each has a device of their own, what is handed over crosses, and nothing else of that minute.
#[test]
fn what_is_handed_over_crosses() {
    let mut table = chosen();
    table.does(Command::OwnDevice { pair: table.pair, who: FIRST });
    takes_up(&mut table, FIRST);
    table.answers(FIRST, "bt-where", picks(&["in-the-way"]));
    table.answers(FIRST, "bt-in-the-way", texts("I am afraid to ask."));
    table.releases(FIRST, "bt-where");
    table.does(Command::ParcelMade { run: table.run });
    let parcel = crossing::parcel(&table.workspace, table.run, content::dialogue).expect("it");
    let steps: Vec<&str> = parcel.own.iter().map(|p| p.step.as_str()).collect();
    assert_eq!((steps, parcel.own[0].words.picks[0].as_str()), (vec!["bt-where"], "in-the-way"));
}

/// A word of the other's is asked of who was asked for a part, on a page of their own, and of nobody else.
#[test]
fn a_word_of_whoever_plays_a_part() {
    let mut table = Table::usual("coalition");
    table.plans(FIRST, "cb-first-step", plan("Ask my landlord."));
    table.asks(FIRST, "cb-my-role", &["ask-how-it-goes"], "");
    assert!(between::part_in(&table.workspace, it(&table)).is_none(), "not with one yes");
    table.answers_role(FIRST, Assent::Yes);
    assert!(between::part_in(&table.workspace, it(&table)).is_some());
    takes_up(&mut table, FIRST);
    assert!(table.parts("bt-partner").is_empty(), "not on the way of its owner");
    table.goes("bt-partner", Part::Own(SECOND));
    let beat = table.beats().into_iter().find(|b| b.place.step == *"bt-partner").expect("it");
    assert_eq!(beat.private_to, Some(SECOND), "the device is handed over first");
}

/// It takes a minute, is for one, has nothing after it, and is begun from a commitment alone.
#[test]
fn it_takes_a_minute() {
    let between = dialogue("between");
    assert!(between.is_for_one() && between.is_about_one() && !between.is_answered_by_link());
    assert_eq!((between.minutes.whole, between.next.as_ref()), (1, None));
    let about = content::dialogues().filter(|d| d.is_about_one()).map(|d| d.id.to_string());
    assert_eq!(about.collect::<Vec<_>>(), ["between"]);
    let mut table = chosen();
    takes_up(&mut table, FIRST);
    assert_eq!(table.session().mode, Mode::Solo);
    assert_eq!(table.now().about, Some(it(&table).id));
}

/// Gone meanwhile, nothing is made in its place.
#[test]
fn a_commitment_that_is_gone_is_gone() {
    let mut table = chosen();
    let earlier = table.run;
    takes_up(&mut table, FIRST);
    table.does(Command::RunErased { run: earlier });
    let written = Command::PlanWritten {
        run: table.run,
        step: "bt-choose-again".into(),
        owner: FIRST,
        plan: plan("Anything."),
    };
    assert_eq!(table.act(written), Err(Refusal::Gone));
    table.answers(FIRST, "bt-where", picks(&["done"]));
    assert!(table.workspace.commitments.is_empty());
}
