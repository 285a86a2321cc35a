//! What people rely on when they say something through a link: the principles of the method by their
//! number, and what became of Mei and Robert (F9).

use common_ground::content;
use common_ground::domain::command::{Answer, Command};
use common_ground::domain::crossing;
use common_ground::domain::outcome::{Agreement, Assent, Plan, Remind, Standing};
use common_ground::domain::person::{Side, Status};
use common_ground::domain::privacy::{Sight, Viewer};
use common_ground::domain::refusal::Refusal;
use common_ground::domain::run::{How, Reply};
use common_ground::domain::workspace::Workspace;

use crate::account;
use crate::crossing::{APART, Device, both, exchange, seen, two};
use crate::people::{FIRST, SECOND, picks, plan, texts};

/// Everything a device holds, as text.
fn all(workspace: &Workspace) -> String {
    account::records(workspace).into_values().collect()
}

fn carries(from: &mut Device, to: &mut Device) -> String {
    let link = from.sends();
    to.opens(&link);
    link
}

fn hands_over(device: &mut Device, step: &str, text: &str) {
    device.table.answers(device.mine, step, texts(text));
    device.table.releases(device.mine, step);
}

/// Robert takes it back before Mei opened it, edits it, and releases it again: in whichever order what he
/// sent arrives, the first version is not there afterwards, and is not shown once the last was here (F9).
#[test]
fn f9_what_was_taken_back_is_never_seen() {
    let [mei, mut robert] = both("feedback");
    hands_over(&mut robert, "fb-off", "‹first›");
    let first = robert.sends();
    let answer = robert.table.answer(SECOND, "fb-off");
    robert.table.does(Command::TakenBack { answer });
    let without = robert.sends();
    assert!(!without.contains("fb-off"), "not even that there is one: {without}");
    hands_over(&mut robert, "fb-off", "‹second›");
    let last = robert.sends();
    assert!(last.contains("‹second›") && !last.contains("‹first›"));
    let links = [&first, &without, &last];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut mei = Device { table: mei.table.clone(), mine: FIRST };
        let mut newest = 0;
        for n in order {
            mei.opens(links[n]);
            newest = newest.max(n);
            let there = all(&mei.table.workspace);
            assert_eq!(there.contains("‹first›"), newest == 0, "{order:?}");
            assert_eq!(there.contains("‹second›"), newest == 2, "{order:?}");
        }
    }
    // Taken back before anything was sent, it was never anywhere.
    let [mut mei, mut robert] = both("feedback");
    hands_over(&mut robert, "fb-off", "‹first›");
    let answer = robert.table.answer(SECOND, "fb-off");
    robert.table.does(Command::TakenBack { answer });
    hands_over(&mut robert, "fb-off", "‹second›");
    assert!(!carries(&mut robert, &mut mei).contains("‹first›"));
    // That she opened it is told to nobody (D.10); removed, it goes all the same.
    mei.table.gives(FIRST, "fb-receive", How::Seen);
    assert!(!carries(&mut mei, &mut robert).contains("fb-receive"));
    robert.table.removes(SECOND, "fb-off");
    carries(&mut robert, &mut mei);
    assert!(!all(&mei.table.workspace).contains("‹second›"));
}

/// A month later Mei removes her words in both rounds: it travels with the next link, whichever talk that
/// is of. The dates and the other's words stay, and what was agreed reads as no longer agreed (F9, D.11).
#[test]
fn f9_words_removed_in_earlier_rounds_go_with_the_next_link() {
    let mut devices = both("coalition");
    let [mei, robert] = &mut devices;
    mei.table.answers(FIRST, "cb-hope-today", texts("‹hers›"));
    robert.table.answers(SECOND, "cb-hope-today", texts("‹his›"));
    mei.table.words_it("cb-declare", "‹agreed›");
    mei.table.plans(FIRST, "cb-first-step", plan("‹her plan›"));
    let early = mei.sends();
    exchange(&mut devices);
    for (device, who) in devices.iter_mut().zip(Side::BOTH) {
        device.table.answers_sentence(who, "cb-declare", Assent::Yes);
    }
    exchange(&mut devices);
    let [mei, robert] = &mut devices;
    for device in [&*mei, &*robert] {
        assert!(
            device.table.sentence("cb-declare").is_some_and(Agreement::was_agreed),
            "both said yes"
        );
    }
    assert!(robert.table.plan_of(FIRST).is_some());
    let late = mei.sends();
    let (first, began) = (mei.table.run, mei.table.now().began);
    mei.table.begin("coalition", APART);
    let second = mei.table.run;
    mei.table.does(Command::OwnWordsRemoved { pair: mei.table.pair, who: FIRST });
    assert!(!all(&mei.table.workspace).contains("‹hers›"));
    let link = carries(mei, robert);
    for words in ["‹hers›", "‹agreed›", "‹her plan›"] {
        assert!(!link.contains(words), "{words} in {link}");
        assert!(!all(&robert.table.workspace).contains(words), "{words}");
    }
    robert.table.run = first;
    assert!(all(&robert.table.workspace).contains("‹his›"));
    assert_eq!(robert.table.now().began.timestamp(), began.timestamp());
    let agreed = robert.table.sentence("cb-declare").expect("that there was something");
    assert!(!agreed.was_agreed() && agreed.withdrawn_by == Some(FIRST));
    // Links that are older do not bring it back, however late they are opened.
    for link in [&early, &late] {
        robert.opens(link);
        assert!(!all(&robert.table.workspace).contains("‹hers›"));
        assert!(!all(&robert.table.workspace).contains("‹agreed›"));
    }
    // And nothing of it comes back with one of his.
    let link = robert.sends();
    mei.opens(&link);
    for words in ["‹hers›", "‹agreed›", "‹her plan›"] {
        assert!(!all(&mei.table.workspace).contains(words), "{words}");
    }
    mei.table.run = second;
}

/// The same of one question: removed in every round here, it goes there with the next link, of whichever round.
#[test]
fn words_of_every_round_go_with_the_next_link() {
    let [mut mei, mut robert] = both("coalition");
    for _ in 0..2 {
        mei.table.answers(FIRST, "cb-hope-today", texts("‹hers›"));
        carries(&mut mei, &mut robert);
        mei.table.begin("coalition", APART);
    }
    assert_eq!(all(&robert.table.workspace).matches("‹hers›").count(), 2);
    let first = mei.table.workspace.runs.iter().next().expect("a run").id;
    let answer = Answer { run: first, ..mei.table.answer(FIRST, "cb-hope-today") };
    mei.table.does(Command::RemovedInAllRounds { answer });
    carries(&mut mei, &mut robert);
    assert!(!all(&robert.table.workspace).contains("‹hers›"));
}

/// A conversation erased here, or its whole sitting, goes there with the next link of whatever talk: the words of whoever
/// erased it, and what came of it. The other's own words stay theirs (D.11).
#[test]
fn what_is_erased_goes_with_the_next_link() {
    let check = |whole_sitting: bool| {
        let mut devices = both("coalition");
        let [mei, robert] = &mut devices;
        mei.table.answers(FIRST, "cb-hope-today", texts("‹hers›"));
        mei.table.words_it("cb-declare", "‹wanted›");
        mei.table.plans(FIRST, "cb-first-step", plan("‹her plan›"));
        robert.table.answers(SECOND, "cb-hope-today", texts("‹his›"));
        exchange(&mut devices);
        let [mei, robert] = &mut devices;
        let late = mei.sends();
        let (run, session) = (mei.table.run, mei.table.session().id);
        mei.table.begin("coalition", APART);
        mei.table.does(if whole_sitting {
            Command::SittingErased { session }
        } else {
            Command::RunErased { run }
        });
        for words in ["‹hers›", "‹wanted›", "‹her plan›", "‹his›"] {
            assert!(!all(&mei.table.workspace).contains(words), "{words}");
        }
        let link = carries(mei, robert);
        robert.opens(&late);
        for words in ["‹hers›", "‹wanted›", "‹her plan›"] {
            assert!(!link.contains(words), "{words} in {link}");
            assert!(!all(&robert.table.workspace).contains(words), "{words}");
        }
        assert!(all(&robert.table.workspace).contains("‹his›"));
    };
    check(false);
    check(true);
}

/// Of what never crossed, erasing it leaves no trace.
#[test]
fn what_never_crossed_is_erased_without_a_trace() {
    let mut mei = both("coalition").into_iter().next().expect("hers");
    mei.table.begin("coalition", APART);
    mei.table.does(Command::RunErased { run: mei.table.run });
    assert!(mei.table.workspace.partnerships.iter().all(|p| p.erased.is_empty()));
}

/// What the two wrote as one and one of them removed is gone on both devices.
#[test]
fn what_both_wrote_is_removed_on_both() {
    let mut devices = both("coalition");
    devices[0].table.answers(crate::people::BOTH, "cb-ground-rules", texts("‹rules›"));
    devices[0].table.words_it("cb-declare", "‹agreed›");
    exchange(&mut devices);
    let [maya, tom] = &mut devices;
    assert!(all(&tom.table.workspace).contains("‹rules›"));
    tom.table.removes(crate::people::BOTH, "cb-ground-rules");
    tom.table.removes(crate::people::BOTH, "cb-declare");
    let stale = maya.sends();
    carries(tom, maya);
    tom.opens(&stale);
    exchange(&mut devices);
    for device in &devices {
        let there = all(&device.table.workspace);
        assert!(!there.contains("‹rules›") && !there.contains("‹agreed›"), "{there}");
        let sees = device.table.sees(Viewer::Table, crate::people::BOTH, "cb-ground-rules");
        assert!(matches!(sees, Sight::NotYet), "no shell: {sees:?}");
    }
}

/// What each writes of the same thing, not knowing of the other, becomes one.
#[test]
fn what_both_began_apart_goes_on_as_one() {
    let mut devices = both("coalition");
    for (device, text) in devices.iter_mut().zip(["We stand together.", "We back each other."]) {
        device.table.words_it("cb-declare", text);
        device.table.clock += chrono::Duration::minutes(1);
    }
    exchange(&mut devices);
    for device in &devices {
        let all: Vec<_> =
            device.table.workspace.agreements.iter().map(|a| a.text.as_str()).collect();
        assert_eq!(all, [devices[1].table.sentence("cb-declare").expect("one").text.as_str()]);
    }
    let [mut a, mut b] = devices;
    a.table.answers_sentence(FIRST, "cb-declare", Assent::Yes);
    b.table.answers_sentence(SECOND, "cb-declare", Assent::Yes);
    let mut devices = [a, b];
    exchange(&mut devices);
    assert!(
        devices.iter().all(|d| d.table.sentence("cb-declare").is_some_and(Agreement::was_agreed))
    );
}

/// Other words of a wish are another wish, on the other's device, too.
#[test]
fn a_wish_that_was_changed_is_asked_anew() {
    let [mut maya, mut tom] = both("clearing");
    for device in [&mut maya, &mut tom] {
        let mine = device.mine;
        device.table.answers(mine, "ca-how", picks(&["write-first"]));
    }
    let mut devices = [maya, tom];
    exchange(&mut devices);
    devices[0].table.answers(FIRST, "ca-ask", texts("‹before noon›"));
    exchange(&mut devices);
    let [maya, tom] = &mut devices;
    tom.table.answers(SECOND, "ca-answer", picks(&["gladly"]));
    carries(tom, maya);
    assert!(maya.table.workspace.agreements.iter().any(Agreement::was_agreed));
    maya.table.answers(FIRST, "ca-ask", texts("‹before six›"));
    carries(maya, tom);
    exchange(&mut devices);
    for device in &devices {
        assert!(device.table.workspace.agreements.iter().all(|a| !a.was_agreed()));
        assert!(!device.table.now().has_given(&"ca-answer".into(), SECOND.into()));
    }
}

/// Saying it is enough: nothing that is said is in a link.
#[test]
fn c01_what_is_said_is_in_no_link() {
    let [_, mut tom] = both("feedback");
    for step in ["fb-channel", "fb-free", "fb-off", "fb-say-thanks"] {
        tom.table.writes(SECOND, step, texts(if step == "fb-channel" { "" } else { "‹said›" }));
        tom.table.says(SECOND, step);
    }
    let link = tom.sends();
    assert!(!link.contains("‹said›") && !link.contains("fb-free"), "{link}");
}

/// Words are easy to lose: removed here, they go there, and leave nothing.
#[test]
fn c02_removed_words_leave_no_shell_on_the_other_device() {
    let [mut maya, mut tom] = both("feedback");
    hands_over(&mut tom, "fb-off", "‹off›");
    carries(&mut tom, &mut maya);
    assert!(all(&maya.table.workspace).contains("‹off›"));
    tom.table.removes(SECOND, "fb-off");
    assert!(!carries(&mut tom, &mut maya).contains("fb-off"));
    assert!(!all(&maya.table.workspace).contains("‹off›"));
    assert!(maya.table.entry(SECOND, "fb-off").is_none());
}

/// Later: the answer comes to its own talk, and only whoever meant to come back is reminded, once.
#[test]
fn c03_a_late_answer_comes_to_its_talk_and_reminds_nobody_else() {
    let [mut maya, mut tom] = both("feedback");
    tom.table.answers(SECOND, "fb-channel", picks(&["later", "tomorrow"]));
    carries(&mut tom, &mut maya);
    let later = |d: &Device| {
        d.table.workspace.partnerships.get(d.table.pair.uuid()).expect("the pair").later.len()
    };
    assert_eq!([later(&maya), later(&tom)], [0, 1]);
    maya.table.begin("coalition", APART);
    tom.table.clock += chrono::Duration::days(3);
    tom.table.answers(SECOND, "fb-channel", picks(&["write-now"]));
    hands_over(&mut tom, "fb-carry", "‹late›");
    carries(&mut tom, &mut maya);
    assert_eq!([later(&maya), later(&tom)], [0, 0]);
    assert!(maya.table.now().dialogue == *"feedback");
    assert!(maya.table.entry(SECOND, "fb-carry").is_some());
}

/// Nothing of it reaches the other before that very item is handed over.
#[test]
fn c04_nothing_crosses_before_it_is_handed_over() {
    let [mut maya, mut tom] = both("feedback");
    tom.table.answers(SECOND, "fb-settled", picks(&["calm"]));
    for step in ["fb-free", "fb-off", "fb-need"] {
        tom.table.answers(SECOND, step, texts(&format!("‹{step}›")));
    }
    tom.table.releases(SECOND, "fb-off");
    let link = carries(&mut tom, &mut maya);
    for absent in ["fb-settled", "fb-free", "fb-need", "calm"] {
        assert!(!link.contains(absent), "{absent} in {link}");
    }
    assert!(link.contains("‹fb-off›"));
    // Guidance comes before the words.
    let receive = maya.table.beats().iter().position(|b| b.place.step == *"fb-receive");
    assert!(receive.is_some());
}

/// What was handed over looks the same on both sides, and is a thread of both with one tap.
#[test]
fn c05_both_are_on_the_same_page() {
    let mut devices = both("feedback");
    hands_over(&mut devices[1], "fb-need", "‹need›");
    exchange(&mut devices);
    assert_eq!(seen(&devices[0]), seen(&devices[1]));
    let maya = &mut devices[0].table;
    maya.does(Command::KeptForNextTime { run: maya.run, step: "fb-need".into(), keep: true });
    exchange(&mut devices);
    assert_eq!(devices[1].table.workspace.threads.iter().count(), 1);
    let tom = &mut devices[1].table;
    tom.does(Command::KeptForNextTime { run: tom.run, step: "fb-need".into(), keep: false });
    exchange(&mut devices);
    assert!(devices.iter().all(|d| d.table.workspace.threads.iter().next().is_none()));
}

/// A reminder is its owner's, and stays on their device.
#[test]
fn c34_nobody_is_reminded_of_what_the_other_chose() {
    let [mut maya, mut tom] = both("feedback");
    hands_over(&mut tom, "fb-say", "‹say›");
    carries(&mut tom, &mut maya);
    let tries = Plan { remind: Remind::Weekly, ..plan("Ask first.") };
    maya.table.plans(FIRST, "fb-try", tries);
    carries(&mut maya, &mut tom);
    let there = tom.table.plan_of(FIRST).expect("her plan");
    assert_eq!((there.plan.what.as_str(), there.reminder()), ("Ask first.", None));
    assert!(maya.table.plan_of(FIRST).is_some_and(|p| p.reminder().is_some()));
}

/// Both have to be willing: nothing begins before the other accepts, and none of the three answers needs a
/// reason or has room for one.
#[test]
fn c38_no_answer_needs_a_reason() {
    for reply in [Reply::Yes, Reply::NotToday, Reply::No] {
        let [mut maya, mut tom] = two("clearing");
        let link = maya.sends();
        assert!(tom.table.workspace.partnerships.iter().next().is_none());
        tom.opens(&link);
        tom.table.does(Command::Replied { run: tom.table.run, reply });
        let link = tom.sends();
        let sent = tom.parcel();
        assert!(sent.own.is_empty() && sent.joint.is_empty() && sent.seals.is_empty(), "{link}");
        maya.opens(&link);
        assert_eq!(maya.table.now().asked.as_ref().and_then(|a| a.reply), Some(reply));
        // It can be said otherwise, and an older word does not come back.
        tom.table.does(Command::Replied { run: tom.table.run, reply: Reply::No });
        carries(&mut tom, &mut maya);
        maya.opens(&link);
        assert_eq!(maya.table.now().asked.as_ref().and_then(|a| a.reply), Some(Reply::No));
        let pair = tom.table.workspace.partnerships.get(tom.table.pair.uuid()).expect("the pair");
        assert_eq!((pair.mine, pair.status), (Some(SECOND), Status::Active));
    }
}

/// Nor does anybody move or reword the other's plan there, or say their yes: what they do with both is on their own
/// device, and comes with their next link (C23, C24).
#[test]
fn c24_nobody_moves_the_others_plan_on_their_own_device() {
    let mut devices = both("coalition");
    for (device, who) in devices.iter_mut().zip(Side::BOTH) {
        device.table.plans(who, "cb-first-step", plan("‹plan›"));
    }
    devices[0].table.words_it("cb-declare", "‹agreed›");
    exchange(&mut devices);
    for (device, here) in devices.iter_mut().zip(Side::BOTH) {
        let table = &mut device.table;
        for who in Side::BOTH {
            let commitment = table.plan_id(who);
            let agreement = table.sentence_id("cb-declare");
            let all = [
                Command::PlanChanged { commitment, by: who, plan: plan("‹other›") },
                Command::CommitmentMoved { commitment, by: who, standing: Standing::Done },
                Command::CommitmentShown { commitment, by: who, open: false },
                Command::Affirmed { agreement, who, state: Assent::Yes },
            ];
            for command in all {
                let is = table.act(command.clone());
                if who == here {
                    assert!(is.is_ok(), "{command:?}");
                } else {
                    assert_eq!(is, Err(Refusal::NotTheirs), "{command:?}");
                }
            }
        }
    }
}

/// On a device of one's own, nobody writes in the other's name: neither on a page that both have open while one of
/// them speaks, nor where the other's words have come to be read.
#[test]
fn c09_nobody_writes_for_the_other_on_their_own_device() {
    let [mut maya, mut tom] = both("expectations");
    let write = |device: &mut Device, who: Side, words: &str| {
        let answer = device.table.answer(who, "ex-needs");
        device.table.act(Command::AnswerWritten { answer, words: texts(words) })
    };
    for who in [FIRST, SECOND] {
        let [done_here, done_there] = [&mut maya, &mut tom].map(|d| write(d, who, "‹note›"));
        let (own, other) =
            if who == FIRST { (done_here, done_there) } else { (done_there, done_here) };
        assert!(own.is_ok());
        assert_eq!(other, Err(Refusal::NotTheirs), "{who:?}");
    }
    tom.table.gives(SECOND, "ex-needs", How::Wrote);
    carries(&mut tom, &mut maya);
    assert_eq!(write(&mut maya, SECOND, "‹other›"), Err(Refusal::NotTheirs));
    assert!(all(&maya.table.workspace).contains("‹note›"));
    // Of one device on the table, each writes in their turn.
    let mut table = crate::people::Table::usual("expectations");
    let answer = table.answer(SECOND, "ex-needs");
    assert!(table.act(Command::AnswerWritten { answer, words: texts("‹note›") }).is_ok());
}

/// Whatever somebody wrote, chose or handed over for both and did not send since is known as that, and nothing else is.
#[test]
fn what_was_never_sent_is_known() {
    type Act = fn(&mut Device);
    let acts: [(&str, &str, [bool; 2], Act); 10] = [
        ("an answer", "coalition", [true, false], |d| {
            d.table.answers(d.mine, "cb-hope-today", texts("‹1›"));
        }),
        ("another answer", "coalition", [true, false], |d| {
            d.table.answers(d.mine, "cb-hope-today", texts("‹1›"));
            d.sends();
            d.table.answers(d.mine, "cb-hope-today", texts("‹2›"));
        }),
        ("a draft", "coalition", [true, true], |d| {
            let answer = d.table.answer(d.mine, "cb-hope-today");
            d.table.does(Command::AnswerWritten { answer, words: texts("‹1›") });
        }),
        ("a choice", "expectations", [true, false], |d| {
            d.table.answers(d.mine, "ex-fit", picks(&["good-fit"]));
        }),
        ("a plan", "coalition", [true, false], |d| {
            d.table.plans(d.mine, "cb-first-step", plan("‹1›"));
        }),
        ("a sentence", "coalition", [true, false], |d| d.table.words_it("cb-declare", "‹1›")),
        ("a yes", "coalition", [true, false], |d| {
            d.table.words_it("cb-declare", "‹1›");
            d.sends();
            d.table.answers_sentence(d.mine, "cb-declare", Assent::Yes);
        }),
        ("handed over", "feedback", [true, false], |d| hands_over(d, "fb-off", "‹1›")),
        ("kept", "feedback", [false, false], |d| d.table.answers(d.mine, "fb-off", texts("‹1›"))),
        ("private", "coalition", [false, false], |d| {
            d.table.answers(d.mine, "cb-know-why", texts("‹1›"));
        }),
    ];
    for (what, dialogue, [before, after], act) in acts {
        let mut devices = both(dialogue);
        let unsent = |device: &Device| {
            let table = &device.table;
            crossing::is_unsent(&table.workspace, table.now(), device.mine, content::dialogue)
        };
        assert!(!devices.iter().any(unsent), "{what}: nothing yet");
        act(&mut devices[0]);
        assert_eq!(unsent(&devices[0]), before, "{what}");
        exchange(&mut devices);
        assert_eq!(devices.each_ref().map(unsent), [after, false], "{what}: sent, and come");
    }
}
