//! Wishes, and their answers (`ca-ask`, `ca-answer`).

use super::agreements::{blank_agreement, withdraw};
use super::{Done, holding, step_of};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::decides::GLADLY;
use crate::domain::dialogue::Step;
use crate::domain::ids::StepId;
use crate::domain::outcome::{Affirmation, Agreement, Assent};
use crate::domain::person::Side;
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, Run};
use crate::domain::time::Stamp;
use crate::domain::workspace::{Record, Workspace};

/// A wish that was answered gladly is agreed: asking was one yes, the answer is the other (C23). A
/// wish that was declined never becomes anything.
pub fn follow_answer(
    workspace: &mut Workspace,
    answer: &Answer,
    around: &mut Circumstances,
) -> Done {
    let step = step_of(workspace, answer.run, &answer.step, around)?;
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let (Some(asked), Some(who)) = (&step.about, answer.who.side()) else { return Ok(Vec::new()) };
    let asker = who.other();
    let there = accepted(workspace, &run, &answer.step, asker);
    let wish = wish_of(&run, step_of(workspace, run.id, asked, around)?, asker);
    let gladly = privacy::has_shown(step, &run, who.into(), &[GLADLY.into()]);
    // Its wish did not stay, and what was agreed of it did (`ca-keep`).
    let is_gone = run.entry(asked, asker.into()).is_none_or(|e| !e.has_text());
    if gladly && is_gone && there.as_ref().is_some_and(Agreement::was_agreed) {
        return Ok(Vec::new());
    }
    let Some((text, asked_at)) = wish.filter(|_| gladly) else {
        return Ok(there.map(|a| workspace.drop_record(a.key())).into_iter().collect());
    };
    // Whoever took their wish back is the one to ask again.
    let taken_back = |a: &Agreement| a.withdrawn_by == Some(asker) && a.changed >= asked_at;
    if there.as_ref().is_some_and(taken_back) {
        return Ok(Vec::new());
    }
    let yes = |who, at| Affirmation { who, state: Assent::Yes, at };
    let former = there.unwrap_or_else(|| blank_agreement(&run, &answer.step, around));
    let agreement = Agreement {
        asked_by: Some(asker),
        text,
        affirmations: vec![yes(asker, asked_at), yes(who, around.now)],
        withdrawn_by: None,
        changed: around.now,
        ..former
    };
    Ok(vec![workspace.put(agreement)])
}

/// What somebody wished for, if the other may read it, and when.
fn wish_of(run: &Run, step: &Step, who: Side) -> Option<(String, Stamp)> {
    let given = run.entry(&step.id, who.into())?.given?;
    match privacy::sight(step, run, who.into(), Viewer::Table) {
        Sight::Words(words, _) => {
            let text = words.texts().find(|t| !t.is_empty())?;
            Some((text.to_owned(), given))
        }
        _ => None,
    }
}

/// The agreement that came of a wish of `asker`.
fn accepted(workspace: &Workspace, run: &Run, step: &StepId, asker: Side) -> Option<Agreement> {
    let mut all = workspace.agreements.of(run.pair);
    all.find(|a| a.run == run.id && a.step == *step && a.asked_by == Some(asker)).cloned()
}

/// Whoever changes or removes their wish, or their answer to one, no longer stands by what was
/// agreed of it.
pub fn withdraw_ask(workspace: &mut Workspace, answer: &Answer, around: &Circumstances) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let Some(who) = answer.who.side() else { return Ok(Vec::new()) };
    let dialogue = (around.dialogues)(&run.dialogue).ok_or(Refusal::Gone)?;
    let answers = dialogue.steps().filter(|s| s.answers_wish());
    let mut changes = Vec::new();
    for step in answers {
        let asker = match &step.about {
            Some(asked) if *asked == answer.step => who,
            _ if step.id == answer.step => who.other(),
            _ => continue,
        };
        let there = accepted(workspace, &run, &step.id, asker).filter(|a| a.withdrawn_by.is_none());
        if let Some(agreement) = there {
            changes.extend(withdraw(workspace, agreement.id, who, around.now)?);
        }
    }
    Ok(changes)
}

/// Other words of a wish are another wish: what was chosen in answer to the first is no answer to it.
pub fn ask_again(workspace: &mut Workspace, wish: &Answer, around: &Circumstances) -> Done {
    let run = workspace.runs.get(wish.run.uuid()).ok_or(Refusal::Gone)?;
    let Some(other) = wish.who.side().map(Side::other) else { return Ok(Vec::new()) };
    let dialogue = (around.dialogues)(&run.dialogue).ok_or(Refusal::Gone)?;
    let answers: Vec<&StepId> = dialogue
        .steps()
        .filter(|s| s.answers_wish() && s.about.as_ref() == Some(&wish.step))
        .map(|s| &s.id)
        .filter(|id| run.entry(id, other.into()).is_some_and(Entry::is_answered))
        .collect();
    let mut changes = Vec::new();
    for step in answers {
        changes.extend(holding::change(workspace, wish.run, around.now, |r| {
            if let Some(entry) = r.entry_mut(step, other.into()) {
                entry.open_again(around.now);
            }
        })?);
    }
    Ok(changes)
}
