//! Two of the method's stories (part F), acted out from the empty device to the last page, with
//! what they expect. Their invented people also fill the frozen files.

use chrono::Duration;
use common_ground::domain::command::Command;
use common_ground::domain::outcome::{Agreement, Assent, NextTime, Plan, Remind, ThreadState};
use common_ground::domain::path::Part;
use common_ground::domain::person::KindOfPair;
use common_ground::domain::privacy::{Sight, Viewer};
use common_ground::domain::run::{How, Words};
use common_ground::domain::workspace::Workspace;

use crate::files::{MERGE, bring, copy, read};
use crate::people::{BOTH, FIRST, SECOND, Setting, Table, USUAL, at, lines, picks, plan, texts};
use crate::{account, walk};

/// أمينة and Claire start a studio (F2): right to left and left to right in one session.
pub fn amina_and_claire() -> Table {
    let mut t = Table::empty(2);
    t.clock = at("2026-02-14T18:30:00+03:00");
    t.meet(["أمينة", "Claire"], KindOfPair::Partners);
    t.begin("coalition", USUAL);
    t.gives(FIRST, "cb-welcome", How::Seen);
    t.answers(FIRST, "cb-know-why", texts("لأنها تسأل الأسئلة التي أخاف أن أطرحها. أريد أن نبني مكتبًا صغيرًا لا يحتاج فيه أحد إلى التظاهر."));
    t.answers(
        FIRST,
        "cb-offer",
        texts("ثماني سنوات من الخبرة في الخطوط العربية، وصبر طويل مع العملاء 🙂"),
    );
    t.answers(FIRST, "cb-clear-first", picks(&["nothing-i-know-of"]));
    t.gives(BOTH, "cb-arrive", How::Seen);
    t.skips(BOTH, "cb-ground-rules");
    t.answers(FIRST, "cb-hope-today", texts("أن نعرف من يقرر ماذا قبل أن يسألنا أول عميل."));
    t.answers(SECOND, "cb-hope-today", texts("That we both know what we said yes to."));
    t.answers(
        FIRST,
        "cb-bigger-picture",
        texts("مكتبة خطوط مفتوحة باسم جدتي «خديجة»، ولو بعد عشر سنوات (2035)."),
    );
    t.answers(
        SECOND,
        "cb-bigger-picture",
        texts("Four-day weeks. I won't give those up, not even for a dream client."),
    );
    t.answers(
        FIRST,
        "cb-soon-and-later",
        lines(&[
            ("soon", "إنهاء الهوية البصرية لمتحف المدينة قبل 15/03."),
            ("later", "تدريس يوم واحد في الأسبوع."),
        ]),
    );
    t.answers(
        SECOND,
        "cb-soon-and-later",
        lines(&[
            ("soon", "bank account + contract draft v2 by Friday"),
            ("later", "hire one person we'd trust with the keys"),
        ]),
    );
    t.answers(FIRST, "cb-clear-yet", picks(&["getting-clearer"]));
    t.answers(SECOND, "cb-clear-yet", picks(&["clear"]));
    t.opens("cb-clear-yet");
    t.gives(BOTH, "cb-clear-yet", How::Seen);
    t.answers(FIRST, "cb-help-focus", texts("اسأليني: «ماذا ستتركين من أجل هذا؟» ثم انتظري."));
    t.answers(FIRST, "cb-same-way", picks(&["mostly"]));
    t.answers(SECOND, "cb-same-way", picks(&["partly"]));
    t.opens("cb-same-way");
    t.does(Command::Noticed {
        run: t.run,
        step: "cb-same-way".into(),
        notice: "another-day".into(),
    });
    t.gives(BOTH, "cb-same-way", How::Seen);
    t.answers(
        BOTH,
        "cb-meet-and-differ",
        lines(&[
            ("we-meet", "small studio, no unpaid pitches, \"Khadija\" خديجة as a long project"),
            ("we-differ", "Claire's four days vs. museum deadline; who speaks to clients"),
        ]),
    );
    t.answers(
        FIRST,
        "cb-behind-you",
        Words {
            picks: vec!["yes-if".into()], ..texts("نعم، إذا بقي يوم الأحد لي.")
        },
    );
    t.answers(SECOND, "cb-behind-you", picks(&["yes"]));
    t.words_it(
        "cb-declare",
        "Claire stands behind the museum and behind خديجة. أمينة stands behind four-day weeks.",
    );
    t.gives(BOTH, "cb-declare", How::Wrote);
    t.answers_sentence(FIRST, "cb-declare", Assent::Yes);
    t.answers_sentence(SECOND, "cb-declare", Assent::Yes);
    t.plans(
        FIRST,
        "cb-first-step",
        Plan {
            why: "لأنني وعدت نفسي".into(),
            by: chrono::NaiveDate::from_ymd_opt(2026, 3, 2),
            remind: Remind::Once,
            ..plan("إرسال عقد المتحف إلى Claire")
        },
    );
    t.skips(SECOND, "cb-first-step");
    t.asks(FIRST, "cb-my-role", &["ask-how-it-goes"], "on Thursdays");
    t.answers_role(FIRST, Assent::Yes);
    t
}

/// Ken and Ruth (F4): he came because she asked, and skips everything.
pub fn ken_and_ruth() -> Table {
    let mut t = Table::empty(4);
    t.clock = at("2026-02-20T06:10:00+01:00");
    t.meet(["Ken", "Ruth"], KindOfPair::Colleagues);
    t.begin("coalition", Setting { opener: SECOND, ..USUAL });
    for step in t.dialogue().stages[0].steps.iter().map(|s| s.id.as_str()) {
        t.gives(SECOND, step, How::Seen);
    }
    t.gives(BOTH, "cb-arrive", How::Seen);
    t.words_it("cb-ground-rules", "What we say here stays with us.");
    t.gives(BOTH, "cb-ground-rules", How::Wrote);
    t.answers_sentence(FIRST, "cb-ground-rules", Assent::Skipped);
    t.answers_sentence(SECOND, "cb-ground-rules", Assent::Yes);
    t.answers(
        SECOND,
        "cb-hope-today",
        texts("That the night shift stops being a secret between our two offices."),
    );
    t.says(SECOND, "cb-my-aim");
    t.answers(SECOND, "cb-bigger-picture", texts("Nobody gets hurt at 3 a.m."));
    t.answers(
        SECOND,
        "cb-soon-and-later",
        lines(&[("soon", "new rota on paper"), ("later", "one more person per night")]),
    );
    t.answers(SECOND, "cb-same-way", picks(&["cant-tell-yet"]));
    t.words_it("cb-declare", "We stand behind each other.");
    t.gives(BOTH, "cb-declare", How::Wrote);
    t.answers_sentence(FIRST, "cb-declare", Assent::Skipped);
    t.answers_sentence(SECOND, "cb-declare", Assent::NotYet);
    t.plans(SECOND, "cb-first-step", plan("bring last year's night log, no names"));
    // Whatever Ruth left open she says, and Ken skips.
    let mut rest = |t: &mut Table, beat: &common_ground::domain::path::Beat| {
        let step = beat.place.step.as_str();
        match beat.place.part {
            _ if beat.done => {}
            Part::Own(FIRST) => t.skips(FIRST, step),
            Part::Own(SECOND) => t.says(SECOND, step),
            Part::Together => t.says(BOTH, step),
            Part::Reveal => {
                t.opens(step);
                t.gives(BOTH, step, How::Seen);
            }
            Part::Yes(_) | Part::Outcome => {}
        }
    };
    walk::walk(&mut t, &mut rest);
    t.follow("wrapup");
    t.says(FIRST, "wu-thanks");
    t.does(Command::NextTimeSet {
        run: t.run,
        step: "wu-next".into(),
        who: None,
        next: NextTime::WeWillFindOne,
    });
    walk::walk(&mut t, &mut rest);
    t.close();
    t
}

#[test]
fn f2_two_directions_in_one_session() {
    let mut t = amina_and_claire();
    // Each kept its own words, in her own script, exactly.
    let file = copy(&t.workspace);
    for text in [
        "«خديجة»، ولو بعد عشر سنوات (2035).",
        "bank account + contract draft v2 by Friday",
        "«ماذا ستتركين من أجل هذا؟»",
        "\\\"Khadija\\\" خديجة as",
    ] {
        assert!(file.contains(text), "{text}");
    }
    assert_eq!(
        t.parts("cb-help-focus"),
        [Part::Own(FIRST)],
        "only of the one who finds her way still"
    );
    assert!(t.sentence("cb-declare").is_some_and(Agreement::was_agreed));
    assert!(t.role_of(FIRST).is_some_and(Agreement::was_agreed));
    let plan = &t.plan_of(FIRST).expect("a plan").plan;
    assert_eq!(
        (plan.by.map(|d| d.to_string()).as_deref(), plan.remind),
        (Some("2026-03-02"), Remind::Once)
    );
    assert!(t.plan_of(SECOND).is_none());
    // What she thought about alone is in the copy, and on no shared page.
    assert!(matches!(t.sees(Viewer::Table, FIRST, "cb-know-why"), Sight::Absent));
    // Chosen apart, shown together.
    for (who, pick) in [(FIRST, "mostly"), (SECOND, "partly")] {
        assert!(
            matches!(t.sees(Viewer::Table, who, "cb-same-way"), Sight::Words(w, _) if *w == picks(&[pick]))
        );
    }
    let mut apart = t.clone();
    apart.begin("coalition", USUAL);
    apart.answers(SECOND, "cb-same-way", picks(&["partly"]));
    for viewer in [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)] {
        assert!(matches!(apart.sees(viewer, SECOND, "cb-same-way"), Sight::Sealed));
    }
    // Away and back: into an empty browser, everything is there, and the next page is the same.
    let mut elsewhere = Workspace::default();
    bring(&mut elsewhere, &read(&file), MERGE);
    assert_eq!(account::unequal(&elsewhere, &t.workspace), Vec::<String>::new());
    let here = t.here();
    t.workspace = elsewhere;
    assert_eq!(t.here(), here);
    // After the close her note stays, and what was tapped with it does not.
    t.close();
    let note = format!("{:?}", t.sees(Viewer::Table, FIRST, "cb-behind-you"));
    assert!(note.contains("يوم الأحد") && !note.contains("yes-if"), "{note}");
}

#[test]
fn f4_one_skips_everything() {
    let t = ken_and_ruth();
    assert!(t.session().ended.is_some());
    let mut with_words = 0;
    for run in &t.workspace.runs {
        let dialogue = crate::people::dialogue(run.dialogue.as_str());
        for entry in &run.entries {
            if entry.who == FIRST.into() {
                assert!(!entry.has_text(), "Ken has no text anywhere: {entry:?}");
                let step = dialogue.step(&entry.step).expect("a step");
                let seen =
                    common_ground::domain::privacy::sight(step, run, entry.who, Viewer::Table);
                let private = step.visibility == common_ground::domain::run::Visibility::Private;
                match seen {
                    Sight::ChoseNotToSay | Sight::SaidAloud => assert!(!private),
                    Sight::Absent => assert!(private),
                    other => panic!("{}: {other:?}", step.id),
                }
            }
            with_words += usize::from(entry.has_text());
        }
        assert!(run.is_closed());
    }
    assert_eq!(with_words, 3, "Ruth's own");
    assert_eq!(t.workspace.agreements.iter().filter(|a| a.was_agreed()).count(), 0);
    let plans: Vec<_> = t.workspace.commitments.iter().map(|c| (c.owner, c.plan.by)).collect();
    assert_eq!(plans, [(SECOND, None)]);
    assert_eq!(
        t.workspace.talks.iter().map(|x| &x.next).collect::<Vec<_>>(),
        [&NextTime::WeWillFindOne]
    );
    // No nag: the end looks the same as any, and nothing waits for Ken.
    let pair = t.workspace.partnerships.iter().next().expect("a pair");
    assert_eq!(pair.pick_up, None);
    assert!(t.clock - pair.since < Duration::minutes(5));
    assert!(t.workspace.threads.iter().all(|x| x.state == ThreadState::Open));
}
