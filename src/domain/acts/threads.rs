//! Threads: what stays open, and is taken up or let go another day.

use super::{Done, feedback};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::ids::{StepId, ThreadId};
use crate::domain::outcome::{Thread, ThreadState};
use crate::domain::refusal::Refusal;
use crate::domain::run::Run;
use crate::domain::workspace::{Change, Record, Workspace};

/// Makes the threads of a list follow its lines: new lines open, lines taken out go.
pub fn follow_list(workspace: &mut Workspace, answer: &Answer, around: &mut Circumstances) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let lines: Vec<String> = run
        .entry(&answer.step, answer.who)
        .map(|e| e.words.items.iter().map(|i| i.text.clone()).filter(|t| !t.is_empty()).collect())
        .unwrap_or_default();
    let there: Vec<Thread> = threads_of(workspace, &run, &answer.step).cloned().collect();
    let mut changes: Vec<Change> = there
        .iter()
        .filter(|t| !lines.contains(&t.text))
        .map(|t| workspace.drop_record(t.key()))
        .collect();
    for (i, text) in lines.iter().enumerate() {
        let is_there = there.iter().any(|t| t.text == *text) || lines[..i].contains(text);
        if !is_there {
            let text = text.clone();
            changes.push(open_thread(workspace, &run, &answer.step, text, around));
        }
    }
    Ok(changes)
}

/// "Not sure yet, keep it for another day": the question itself becomes a thread, or stops being one.
pub fn keep_for_another_day(
    workspace: &mut Workspace,
    answer: &Answer,
    keep: bool,
    around: &mut Circumstances,
) -> Done {
    let run = workspace.runs.get(answer.run.uuid()).ok_or(Refusal::Gone)?.clone();
    let there: Vec<_> = threads_of(workspace, &run, &answer.step).map(Record::key).collect();
    Ok(match (keep, there.is_empty()) {
        (true, true) => vec![open_thread(workspace, &run, &answer.step, String::new(), around)],
        (false, false) => there.into_iter().map(|k| workspace.drop_record(k)).collect(),
        _ => Vec::new(),
    })
}

/// The threads that a step of a run left.
pub fn threads_of<'a>(
    workspace: &'a Workspace,
    run: &'a Run,
    step: &'a StepId,
) -> impl Iterator<Item = &'a Thread> {
    workspace.threads.of(run.pair).filter(move |t| t.run == run.id && t.step == *step)
}

fn open_thread(
    workspace: &mut Workspace,
    run: &Run,
    step: &StepId,
    text: String,
    around: &mut Circumstances,
) -> Change {
    workspace.put(Thread {
        id: ThreadId::fresh(around.now, around.chance),
        pair: run.pair,
        run: run.id,
        step: step.clone(),
        text,
        state: ThreadState::Open,
        changed: around.now,
        also: Vec::new(),
    })
}

/// Picks a thread up, drops it, or opens it again.
pub fn move_thread(
    workspace: &mut Workspace,
    id: ThreadId,
    state: ThreadState,
    around: &Circumstances,
) -> Done {
    let mut thread = workspace.threads.get(id.uuid()).ok_or(Refusal::Gone)?.clone();
    thread.state = state;
    thread.changed = around.now;
    let mut changes = vec![workspace.put(thread.clone())];
    changes.extend(feedback::thread_moved(workspace, &thread, around)?);
    Ok(changes)
}
