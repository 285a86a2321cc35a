//! Writing, giving, keeping, handing over and revealing answers.

use super::{
    Done, between, check_texts, device, holding, is_only_spoken, keeping, outcomes, partnership,
    plans, step_of, threads, turns, wishes,
};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::decides::Decides;
use crate::domain::dialogue::{Kind, Makes, NONE_OF_THESE, OWN_WORDS, Step, Who};
use crate::domain::feedback;
use crate::domain::ids::{OptionId, RunId, StepId};
use crate::domain::lines;
use crate::domain::open_ends;
use crate::domain::person::{Author, Status};
use crate::domain::privacy;
use crate::domain::refusal::Refusal;
use crate::domain::run::{Entry, How, Run, Visibility, Words};
use crate::domain::taps;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Workspace};

/// Writes an answer as it is typed or tapped; it is given only with [`give`].
pub fn write(
    workspace: &mut Workspace,
    answer: &Answer,
    words: Words,
    around: &mut Circumstances,
) -> Done {
    let step = step_of(workspace, answer.run, &answer.step, around)?;
    check_who(step, answer.who)?;
    // What they say to the threshold is nobody's to keep (D.10).
    if is_of_the_seals(step, answer.who) || step.decides == Some(Decides::WhetherToBegin) {
        return Err(Refusal::NotTheirs);
    }
    check_texts(words.texts())?;
    let pair = workspace.run_mut(answer.run)?.pair;
    check_choice(step, &words, |option| open_ends::is_one(workspace, pair, step, option))?;
    let now = around.now;
    let run = workspace.run_mut(answer.run)?;
    let there = run.entry(&answer.step, answer.who);
    if there.is_some_and(|e| e.words == words) {
        return Ok(Vec::new());
    }
    let was_blank = there.is_none_or(|e| e.words.is_empty());
    if words.has_text() {
        if !step.takes_text() {
            return Err(Refusal::TakesNoText);
        }
        let run = run.clone();
        if answer.who.side().is_some_and(|who| workspace.is_elsewhere(run.id, who)) {
            return Err(Refusal::NotTheirs);
        }
        if is_only_spoken(workspace, &run, step, around) {
            return Err(Refusal::SpokenOnly);
        }
    }
    let mut changes = with_entry(workspace, answer, step, now, |entry| {
        entry.words = words;
        entry.how = How::Wrote;
        // Other words than these were handed over.
        entry.released = None;
    })?;
    // No answer takes nothing back: not even where there was one that did not stay (`ca-keep`).
    if !(was_blank && step.answers_wish()) {
        changes.extend(wishes::withdraw_ask(workspace, answer, around)?);
    }
    changes.extend(wishes::ask_again(workspace, answer, around)?);
    changes.extend(settle_lines(workspace, answer, around)?);
    Ok(changes)
}

/// A line that is gone is gone wherever it was sorted or brought.
pub fn settle_lines(workspace: &mut Workspace, answer: &Answer, around: &Circumstances) -> Done {
    let (run, now) = (workspace.run_mut(answer.run)?, around.now);
    let dialogue = (around.dialogues)(&run.dialogue);
    match (dialogue, answer.who.side()) {
        (Some(dialogue), Some(who)) if lines::settle(run, dialogue, who, now) => {
            holding::change(workspace, answer.run, now, |_| {})
        }
        _ => Ok(Vec::new()),
    }
}

/// Whether `who` may answer at all: both together where it is asked of both, else each alone.
fn check_who(step: &Step, who: Author) -> Result<(), Refusal> {
    let fits = match (step.kind, step.who, who) {
        (Kind::Agree, _, _) | (_, Who::Both, Author::Both) => true,
        (_, _, Author::Both) => step.reveal,
        (_, who, _) => who != Who::Both,
    };
    if fits { Ok(()) } else { Err(Refusal::NotTheirs) }
}

/// Whether this is the page of the seals rather than an answer.
fn is_of_the_seals(step: &Step, who: Author) -> bool {
    step.reveal && who == Author::Both
}

/// Options must be the step's, or name what is open where that is offered; the scale's places are five.
fn check_choice(
    step: &Step,
    words: &Words,
    is_open_end: impl Fn(&OptionId) -> bool,
) -> Result<(), Refusal> {
    let known = |o: &OptionId| {
        [OWN_WORDS, NONE_OF_THESE].contains(&o.as_str())
            || step.options.contains(o)
            || taps::at(step).contains(&o.as_str())
            || is_open_end(o)
    };
    let in_range = words.number.is_none_or(|n| (1..=5).contains(&n));
    if words.picks.iter().all(known) && in_range { Ok(()) } else { Err(Refusal::OutOfRange) }
}

/// Gives an answer: written, said aloud, skipped, or seen. What hangs on it happens now.
pub fn give(
    workspace: &mut Workspace,
    answer: &Answer,
    how: How,
    around: &mut Circumstances,
) -> Done {
    let step = step_of(workspace, answer.run, &answer.step, around)?;
    check_who(step, answer.who)?;
    let how = how_given(step, answer.who, how, workspace.run_mut(answer.run)?);
    let given = when_given(workspace, step, answer, around.now);
    let [mut wrote, mut kept, mut had_text, mut was_blank] = [false; 4];
    let mut changes = with_entry(workspace, answer, step, around.now, |entry| {
        (had_text, was_blank) = (entry.words.has_text(), entry.words.is_empty());
        entry.given = Some(given);
        entry.how = how;
        if how == How::SaidIt {
            // What is said holds no text. What was tapped stays while the session is open.
            let picks = std::mem::take(&mut entry.words.picks);
            entry.words = Words { picks, ..Words::default() };
            entry.also.clear();
        }
        wrote = how == How::Wrote && !entry.words.is_empty();
        kept = how == How::Skipped || entry.visibility == Visibility::Private;
    })?;
    changes.extend(plans::keep_plans(workspace, answer, kept, around.now)?);
    if wrote {
        changes.extend(device::count_change(workspace));
    }
    if how == How::SaidIt {
        changes.extend(outcomes::leave_unwritten(workspace, answer)?);
    }
    // Passing a page that has no words any more changes nothing about what was agreed (`ca-keep`).
    if step.answers_wish() && !was_blank {
        changes.extend(wishes::follow_answer(workspace, answer, around)?);
    } else if matches!(how, How::SaidIt | How::Skipped) && !was_blank {
        changes.extend(wishes::withdraw_ask(workspace, answer, around)?);
    }
    if how == How::SaidIt && had_text {
        changes.extend(wishes::ask_again(workspace, answer, around)?);
    }
    changes.extend(after_giving(workspace, step, answer, around)?);
    changes.extend(settle_lines(workspace, answer, around)?);
    // Skipped, the lines stay a draft, and nobody parts.
    if how != How::Skipped {
        changes.extend(unless_skipped(workspace, step, answer, around)?);
    }
    Ok(changes)
}

/// How an answer counts as given. Moving on opens no seals, and closes none that are open.
fn how_given(step: &Step, who: Author, how: How, run: &Run) -> How {
    match (is_of_the_seals(step, who), how) {
        _ if step.decides == Some(Decides::WhetherToBegin) => How::Seen,
        (true, _) if privacy::is_opened(step, run) => How::Seen,
        (true, How::Seen) => How::Skipped,
        (_, how) => how,
    }
}

/// When an answer counts as given. What came is opened after it was sent, also where the other's clock is
/// ahead.
fn when_given(workspace: &Workspace, step: &Step, answer: &Answer, now: Stamp) -> Stamp {
    let came = answer.who.side().filter(|_| step.is_opening()).and_then(|who| {
        workspace.runs.get(answer.run.uuid())?.crossing(who.other()).map(|crossing| crossing.at)
    });
    came.map_or(now, |came| now.max(came))
}

/// What hangs on an answer that was given, kept to oneself or not.
fn after_giving(
    workspace: &mut Workspace,
    step: &Step,
    answer: &Answer,
    around: &Circumstances,
) -> Done {
    match step.decides {
        Some(Decides::WhatToBring) => bring(workspace, answer, around.now),
        Some(Decides::WhereItStands) => between::follow_answer(workspace, answer, around.now),
        Some(Decides::WhoStarts) => turns::settle_starter(workspace, answer.run, around.now),
        Some(Decides::WhatStays) => {
            let run = workspace.run_mut(answer.run)?;
            if run.both_gave(&answer.step) {
                keeping::apply(workspace, answer.run, around)
            } else {
                Ok(Vec::new())
            }
        }
        _ => Ok(Vec::new()),
    }
}

/// What follows from an answer that was not skipped: the two part, or a list becomes threads.
fn unless_skipped(
    workspace: &mut Workspace,
    step: &Step,
    answer: &Answer,
    around: &mut Circumstances,
) -> Done {
    let mut changes = Vec::new();
    if step.parts {
        let pair = workspace.run_mut(answer.run)?.pair;
        changes.extend(partnership::set_status(workspace, pair, Status::EndedKindly, around.now)?);
    }
    if step.makes == Some(Makes::Threads) {
        changes.extend(threads::follow_list(workspace, answer, around)?);
    }
    Ok(changes)
}

/// Whatever was chosen is handed over with the answer; of nothing, not even that it is there (C11).
fn bring(workspace: &mut Workspace, answer: &Answer, now: Stamp) -> Done {
    change_entry(workspace, answer, now, |entry| {
        let brings = entry.how == How::Wrote && !entry.words.items.is_empty();
        entry.released = brings.then_some(now);
    })
}

/// Opens an answer that was given again, for its writer.
pub fn reopen(workspace: &mut Workspace, answer: &Answer, now: Stamp) -> Done {
    change_entry(workspace, answer, now, |entry| entry.given = None)
}

/// "Keep this to myself": an answer not given yet becomes the writer's alone.
pub fn keep(workspace: &mut Workspace, answer: &Answer, around: &mut Circumstances) -> Done {
    let step = step_of(workspace, answer.run, &answer.step, around)?;
    let now = around.now;
    let mut changes = plans::keep_plans(workspace, answer, true, now)?;
    changes.extend(wishes::withdraw_ask(workspace, answer, around)?);
    let keep = |entry: &mut Entry| {
        entry.visibility = Visibility::Private;
        entry.given = Some(now);
        entry.released = None;
    };
    // A plan is there before its answer is.
    changes.extend(if step.kind == Kind::Commit {
        with_entry(workspace, answer, step, now, keep)?
    } else {
        change_entry(workspace, answer, now, keep)?
    });
    changes.extend(after_giving(workspace, step, answer, around)?);
    Ok(changes)
}

/// Hands a private answer over, or takes it back.
pub fn release(
    workspace: &mut Workspace,
    answer: &Answer,
    over: bool,
    around: &mut Circumstances,
) -> Done {
    let step = step_of(workspace, answer.run, &answer.step, around)?;
    if !step.release {
        return Err(Refusal::NotTheirs);
    }
    let now = around.now;
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?;
    let dialogue = (around.dialogues)(&run.dialogue).ok_or(Refusal::Gone)?;
    let is_opened = |giver| feedback::is_opened(dialogue, run, giver, step);
    if answer.who.side().is_some_and(is_opened) {
        // Handing it over once more changes nothing.
        return if over { Ok(Vec::new()) } else { Err(Refusal::Opened) };
    }
    change_entry(workspace, answer, now, |entry| entry.released = over.then_some(now))
}

/// Keeps one of the versions that two copies brought together: 0 is the one that stands first.
pub fn choose_version(
    workspace: &mut Workspace,
    answer: &Answer,
    version: usize,
    around: &Circumstances,
) -> Done {
    let run = workspace.run_mut(answer.run)?;
    let others = run.entry(&answer.step, answer.who).map_or(0, |e| e.also.len());
    if version > others {
        return Err(Refusal::Gone);
    }
    let mut changes = change_entry(workspace, answer, around.now, |entry| {
        let also = std::mem::take(&mut entry.also);
        // 0 is the one that counts already; the others follow.
        let chosen = version.checked_sub(1).and_then(|i| also.into_iter().nth(i));
        if let Some(other) = chosen {
            entry.words = other.words;
            entry.how = How::Wrote;
            entry.released = None;
        }
    })?;
    if version > 0 {
        changes.extend(wishes::withdraw_ask(workspace, answer, around)?);
        changes.extend(wishes::ask_again(workspace, answer, around)?);
    }
    changes.extend(settle_lines(workspace, answer, around)?);
    Ok(changes)
}

/// Opens both sealed answers in the same moment, once both are in.
pub fn open_seals(
    workspace: &mut Workspace,
    run: RunId,
    step: StepId,
    around: &mut Circumstances,
) -> Done {
    let answer = Answer { run, step, who: Author::Both };
    let step = step_of(workspace, answer.run, &answer.step, around)?;
    let run = workspace.run_mut(run)?;
    if !step.reveal || !run.both_gave(&step.id) {
        return Err(Refusal::NotTheirs);
    }
    with_entry(workspace, &answer, step, around.now, |entry| entry.how = How::Seen)
}

/// What the two notice of their answers, side by side.
pub fn notice(
    workspace: &mut Workspace,
    run: RunId,
    step: &StepId,
    notice: OptionId,
    around: &mut Circumstances,
) -> Done {
    let answer = Answer { run, step: step.clone(), who: Author::Both };
    let definition = step_of(workspace, answer.run, &answer.step, around)?;
    if !definition.reveal || !privacy::is_opened(definition, workspace.run_mut(run)?) {
        return Err(Refusal::NotTheirs);
    }
    if !taps::NOTICES.contains(&notice.as_str()) {
        return Err(Refusal::OutOfRange);
    }
    let another_day = notice == *taps::ANOTHER_DAY;
    let mut changes =
        change_entry(workspace, &answer, around.now, |entry| entry.words.picks = vec![notice])?;
    changes.extend(threads::keep_for_another_day(workspace, &answer, another_day, around)?);
    Ok(changes)
}

/// Changes an answer, making a draft where there is none.
fn with_entry(
    workspace: &mut Workspace,
    answer: &Answer,
    step: &Step,
    now: Stamp,
    with: impl FnOnce(&mut Entry),
) -> Done {
    holding::change(workspace, answer.run, now, |run| {
        if run.entry(&answer.step, answer.who).is_none() {
            run.entries.push(Entry::draft(answer.step.clone(), answer.who, step.visibility, now));
        }
        if let Some(entry) = run.entry_mut(&answer.step, answer.who) {
            with(entry);
            entry.changed = now;
        }
    })
}

/// Changes an answer that is there.
fn change_entry(
    workspace: &mut Workspace,
    answer: &Answer,
    now: Stamp,
    with: impl FnOnce(&mut Entry),
) -> Result<Vec<Change>, Refusal> {
    let run = workspace.run_mut(answer.run)?;
    run.entry(&answer.step, answer.who).ok_or(Refusal::Gone)?;
    holding::change(workspace, answer.run, now, |run| {
        if let Some(entry) = run.entry_mut(&answer.step, answer.who) {
            with(entry);
            entry.changed = now;
        }
    })
}
