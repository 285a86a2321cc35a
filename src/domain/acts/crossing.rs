//! Asking and answering by link: what is asked, what is made ready to cross, and what is taken in.

use chrono::{SubsecRound, TimeDelta};

use super::{Done, check_texts, crossing_outcomes, holding, keeping, partnership, wishes};
use crate::domain::command::{Answer, Circumstances};
use crate::domain::crossing::{self, Joint, Parcel, Piece};
use crate::domain::decides::Decides;
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::ids::{PairId, RecordId, RunId, StepId};
use crate::domain::limits;
use crate::domain::order::put_by;
use crate::domain::person::{Author, Side};
use crate::domain::privacy;
use crate::domain::refusal::Refusal;
use crate::domain::run::{
    Asked, Crossing, Entry, How, Reply, Run, Seal, Version, Visibility, Words,
};
use crate::domain::seal;
use crate::domain::session::{Length, Mode, Session};
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Record, Workspace};

/// "I'm Tom, and this device is mine."
pub fn own_device(workspace: &mut Workspace, pair: PairId, who: Side, now: Stamp) -> Done {
    let there = workspace.partnership(pair).ok_or(Refusal::Gone)?.mine;
    if there == Some(who) {
        return Ok(Vec::new());
    }
    partnership::change(workspace, pair, now, |p| p.mine = Some(who))
}

/// Notes what one asks the other. Asked how it was, it is the other's to answer: until then there is
/// nothing to carry on with here.
pub fn ask(
    workspace: &mut Workspace,
    run: RunId,
    asked: Asked,
    around: &mut Circumstances,
) -> Done {
    check_texts(asked.texts())?;
    if asked.own.len() > limits::OWN_QUESTIONS {
        return Err(Refusal::OutOfRange);
    }
    let there = workspace.run_mut(run)?;
    if there.asked.as_ref() == Some(&asked) {
        return Ok(Vec::new());
    }
    let waits = (around.dialogues)(&there.dialogue)
        .is_some_and(|d| d.deciding(Decides::WhenToAnswer).is_some() && there.entries.is_empty());
    let (pair, by) = (there.pair, asked.by);
    let crosses = there.crossing(by).is_some()
        && workspace.partnership(pair).is_some_and(|p| p.mine == Some(by));
    let mut changes = holding::change(workspace, run, around.now, |r| r.asked = Some(asked))?;
    if waits {
        changes.extend(holding::rest(workspace, run, around)?);
    }
    // Whoever has a link on the page has this one from now on, and it is a later one.
    if crosses {
        changes.extend(made(workspace, run, around)?);
    }
    Ok(changes)
}

/// Notes what somebody says to what they were asked. No reason is asked for (C38).
pub fn reply(workspace: &mut Workspace, run: RunId, reply: Reply, now: Stamp) -> Done {
    let there = workspace.run_mut(run)?;
    let asked = there.asked.as_ref().ok_or(Refusal::Gone)?;
    if asked.reply == Some(reply) {
        return Ok(Vec::new());
    }
    holding::change(workspace, run, now, |r| {
        if let Some(asked) = &mut r.asked {
            asked.reply = Some(reply);
        }
    })
}

/// Makes ready what crosses to the other: notes when, which words and records, and the seals of those
/// that wait.
pub fn made(workspace: &mut Workspace, run: RunId, around: &mut Circumstances) -> Done {
    let there = workspace.runs.get(run.uuid()).ok_or(Refusal::Gone)?;
    let mine = workspace.mine(there.pair);
    let from = mine.ok_or(Refusal::NotTheirs)?;
    let dialogue = (around.dialogues)(&there.dialogue).ok_or(Refusal::Gone)?;
    workspace.sessions.get(there.session.uuid()).ok_or(Refusal::Gone)?;
    // Later than any of theirs before, and than what came from the other, by anybody's clock.
    let last = workspace.runs.of(there.pair).filter_map(|r| Some(r.crossing(from)?.at)).max();
    let now = around.now.trunc_subsecs(0);
    // A clock that is further ahead than that is followed by nobody: its dates would run out.
    let near = |at: &Stamp| *at - now <= limits::CLOCKS_APART;
    let theirs = there.crossing(from.other()).map(|c| c.at).filter(near);
    let later = last.into_iter().chain(theirs).map(|at| at + TimeDelta::seconds(1));
    // Nor does ours go where no record can be read any more.
    let at = later.filter(limits::is_in_years).fold(now, Stamp::max);
    let mut steps: Vec<StepId> =
        crossing::pieces(there, dialogue, from).into_iter().map(|p| p.step).collect();
    for step in there.crossing(from).iter().flat_map(|before| &before.steps) {
        if !steps.contains(step) {
            steps.push(step.clone());
        }
    }
    let seals = own_seals(there, dialogue, from, around);
    let mut changes = holding::change(workspace, run, around.now, |r| {
        set_crossing(r, Crossing { who: from, at, steps, seals });
    })?;
    let parcel = crossing::parcel(workspace, run, around.dialogues).ok_or(Refusal::Gone)?;
    let here = crossing::records(&parcel).filter(|(of, _)| *of == run);
    let records: Vec<RecordId> = here.map(|(_, id)| id).collect();
    changes.extend(holding::change(workspace, run, around.now, |r| {
        for id in records {
            r.note_shared(id, false);
        }
    })?);
    Ok(changes)
}

/// One seal for each answer that is given and to be revealed; the same as before, while the answer is.
/// Once the other's could be read here, the seal stays what it was, whatever becomes of the answer.
fn own_seals(
    run: &Run,
    dialogue: &CheckedDialogue,
    from: Side,
    around: &mut Circumstances,
) -> Vec<Seal> {
    let before = run.crossing(from).map_or(&[][..], |c| &c.seals);
    let mut seals: Vec<Seal> = before
        .iter()
        .filter(|s| is_readable(run, dialogue, &s.step, from.other()))
        .cloned()
        .collect();
    let own = run.entries.iter().filter(|e| e.who == Author::from(from) && e.given.is_some());
    for entry in own {
        let reveals = dialogue.step(&entry.step).is_some_and(|s| s.reveal);
        if !reveals || seals.iter().any(|s| s.step == entry.step) {
            continue;
        }
        let text = crossing::sealed_text(entry);
        let fits = |s: &&Seal| s.step == entry.step && seal::fits(&s.salt, &text, &s.hash);
        seals.push(before.iter().find(fits).cloned().unwrap_or_else(|| {
            let salt = seal::fresh_salt(around.chance);
            let hash = seal::hash(&salt, &text);
            Seal { step: entry.step.clone(), hash, salt: seal::salt_text(&salt) }
        }));
    }
    seals
}

/// Whether the other one of the two could have read somebody's sealed answer: it has crossed, or the seals
/// are open.
fn is_readable(run: &Run, dialogue: &CheckedDialogue, step: &StepId, who: Side) -> bool {
    run.crossing(who).is_some_and(|c| c.steps.contains(step))
        || dialogue.step(step).is_some_and(|step| privacy::is_opened(step, run))
}

/// Notes what last crossed from one of the two, in place of what did before.
pub fn set_crossing(run: &mut Run, crossing: Crossing) {
    run.crossed.retain(|c| c.who != crossing.who);
    put_by(&mut run.crossed, crossing, |c| c.who);
}

/// Takes in what came from the other's device. The same again, or something older, changes nothing.
pub fn take(workspace: &mut Workspace, parcel: &Parcel, around: &Circumstances) -> Done {
    let dialogue = (around.dialogues)(&parcel.dialogue).ok_or(Refusal::Gone)?;
    let run = workspace.runs.get(parcel.run.uuid());
    let session = workspace.sessions.get(parcel.session.uuid());
    // Nothing crosses over to another partnership, nor to a talk of another kind.
    let home = (parcel.pair, parcel.session, &parcel.dialogue);
    let elsewhere = run.is_some_and(|r| (r.pair, r.session, &r.dialogue) != home)
        || session.is_some_and(|s| s.pair != parcel.pair);
    let mine = workspace.mine(parcel.pair);
    if elsewhere || mine == Some(parcel.from) {
        return Err(Refusal::NotTheirs);
    }
    if run.is_some_and(|r| r.crossing(parcel.from).is_some_and(|c| c.at >= parcel.made)) {
        return Ok(Vec::new());
    }
    if run.is_some_and(|run| !has_room(run, parcel)) {
        return Err(Refusal::OutOfRange);
    }
    let mut changes = homes(workspace, parcel, around);
    let mut run = workspace.run_mut(parcel.run)?.clone();
    let was_settled = keeping::is_settled(&run, dialogue);
    let asked_anew = changed_wishes(&run, parcel, dialogue);
    take_asked(&mut run, parcel);
    take_own(&mut run, parcel, dialogue);
    for joint in &parcel.joint {
        take_joint(&mut run, joint, parcel, dialogue);
    }
    let now = around.now;
    run.changed = now;
    changes.push(workspace.put(run));
    changes.extend(crossing_outcomes::take(workspace, parcel, now));
    for step in asked_anew {
        let wish = Answer { run: parcel.run, step, who: parcel.from.into() };
        changes.extend(wishes::ask_again(workspace, &wish, around)?);
    }
    let run = workspace.run_mut(parcel.run)?;
    if run.is_closed() {
        let session = run.session;
        let sitting = workspace.sessions.get(session.uuid());
        let spoken_only = sitting.is_some_and(|s| s.spoken_only);
        changes.extend(holding::leave_what_stays(workspace, parcel.run, spoken_only, around)?);
    } else if !was_settled && keeping::is_settled(run, dialogue) {
        changes.extend(keeping::apply(workspace, parcel.run, around)?);
    }
    // What came and went at once was never here.
    let there = workspace.keys();
    changes.retain(|change| !matches!(change, Change::Put(key) if !there.contains(key)));
    Ok(changes)
}

/// Whether what came of a run and is told of can be noted with it, and be sent and read again.
fn has_room(run: &Run, parcel: &Parcel) -> bool {
    let is_new = |id: &RecordId| run.shared.iter().all(|s| s.id != *id);
    let new = crossing::records(parcel).filter(|(of, id)| *of == run.id && is_new(id));
    run.shared.len() + new.count() <= limits::OF_A_RUN
}

/// The answers of the sender that were here already with other words.
fn changed_wishes(run: &Run, parcel: &Parcel, dialogue: &CheckedDialogue) -> Vec<StepId> {
    let is_wish = |step: &StepId| {
        dialogue.steps().any(|s| s.answers_wish() && s.about.as_ref() == Some(step))
    };
    let is_other = |p: &&Piece| {
        let there = run.entry(&p.step, parcel.from.into());
        there.is_some_and(|e| e.words != p.words) && is_wish(&p.step)
    };
    parcel.own.iter().filter(is_other).map(|p| p.step.clone()).collect()
}

/// Notes in its run that something is gone which had crossed, so that the other hears of it with the next
/// parcel, and it does not come back with one of theirs.
pub fn note_gone(workspace: &mut Workspace, changes: &[Change], now: Stamp) -> Vec<Change> {
    let mut noted = Vec::new();
    for change in changes {
        let Change::Gone(key) = change else { continue };
        let id = RecordId::from(key.id);
        let there = workspace.runs.of(key.pair.into());
        let run =
            there.filter(|r| r.shared.iter().any(|s| s.id == id && !s.gone)).map(|r| r.id).next();
        let Some(run) = run.and_then(|run| workspace.runs.get_mut(run.uuid())) else { continue };
        run.note_shared(id, true);
        run.changed = now;
        noted.push(Change::Put(run.key()));
    }
    noted
}

/// Partnership, sitting and run, where they are not here yet.
fn homes(workspace: &mut Workspace, parcel: &Parcel, around: &Circumstances) -> Vec<Change> {
    let now = around.now;
    let mut changes = Vec::new();
    if workspace.partnership(parcel.pair).is_none() {
        changes.push(workspace.put(crossing::partnership_of(parcel)));
    }
    if workspace.sessions.get(parcel.session.uuid()).is_none() {
        changes.push(workspace.put(Session {
            id: parcel.session,
            pair: parcel.pair,
            started: parcel.started,
            ended: None,
            mode: Mode::Apart,
            way: Length::Whole,
            spoken_only: parcel.spoken_only,
            opener: parcel.opener,
            changed: now,
        }));
    }
    if workspace.runs.get(parcel.run.uuid()).is_none() {
        let dialogue = (parcel.dialogue.clone(), parcel.content);
        let home = (parcel.pair, parcel.session);
        changes.push(workspace.put(Run {
            own: parcel.definition.clone(),
            round: parcel.round,
            first: parcel.first,
            changed: now,
            ..Run::begun(parcel.run, home, dialogue, parcel.turn_minutes, parcel.began)
        }));
    }
    changes
}

/// What was asked last counts, of one person's what they say themselves; what is said to it is the other's
/// to say.
fn take_asked(run: &mut Run, parcel: &Parcel) {
    let Some(theirs) = &parcel.asked else { return };
    let age = |asked: &Asked| (asked.at.timestamp(), asked.by);
    let same = run.asked.as_ref().is_some_and(|mine| age(mine) == age(theirs));
    match &mut run.asked {
        // What was asked here stands as it was asked here.
        Some(mine) if mine.by == theirs.by && theirs.by != parcel.from => {
            if same {
                mine.reply = theirs.reply;
            }
        }
        Some(mine) if same => *mine = Asked { reply: mine.reply, at: mine.at, ..theirs.clone() },
        Some(mine) if mine.by != theirs.by && age(mine) > age(theirs) => {}
        mine => {
            let reply = theirs.reply.filter(|_| theirs.by != parcel.from);
            *mine = Some(Asked { reply, ..theirs.clone() });
        }
    }
}

/// What the two wrote as one: the latest writing counts, to the second. Seals that were opened stay open,
/// and are opened only where both answers are in, or ours has crossed.
fn take_joint(run: &mut Run, joint: &Joint, parcel: &Parcel, dialogue: &CheckedDialogue) {
    let Some(step) = dialogue.step(&joint.piece.step) else { return };
    let both_in = || run.both_gave(&step.id);
    let crossed = || run.crossing(parcel.from.other()).is_some_and(|c| c.steps.contains(&step.id));
    if step.reveal && joint.piece.how == How::Seen && !both_in() && !crossed() {
        return;
    }
    let mut theirs = entry_of(&joint.piece, Author::Both, step.visibility, joint.changed);
    theirs.given = joint.given.then_some(joint.changed);
    let age = |entry: &Entry| {
        let opened = step.reveal && entry.how == How::Seen;
        let words = if entry.how == How::SaidIt { Words::default() } else { entry.words.clone() };
        (opened, entry.changed.timestamp(), entry.given.is_some(), entry.how, words)
    };
    let mine = run.entry(&step.id, Author::Both);
    if mine.is_some_and(|mine| age(mine) >= age(&theirs)) {
        return;
    }
    if let Some(draft) =
        mine.filter(|e| e.given.is_none() && e.has_answer() && e.words != theirs.words)
    {
        // What was being written here is not lost.
        theirs.also.push(Version { words: draft.words.clone(), changed: draft.changed });
    }
    if step.decides == Some(Decides::WhoStarts) {
        run.first = parcel.first.or(run.first);
    }
    match run.entry_mut(&step.id, Author::Both) {
        Some(mine) => *mine = theirs,
        None => run.entries.push(theirs),
    }
}

fn entry_of(piece: &Piece, who: Author, visibility: Visibility, at: Stamp) -> Entry {
    let mut entry = Entry::draft(piece.step.clone(), who, visibility, at);
    entry.how = piece.how;
    entry.words = piece.words.clone();
    entry.given = Some(at);
    entry
}

/// All of the sender's words of this run, in place of those that were here.
fn take_own(run: &mut Run, parcel: &Parcel, dialogue: &CheckedDialogue) {
    let seals = seals_to_keep(run, parcel, dialogue);
    let (who, at) = (Author::from(parcel.from), parcel.made);
    let same = |piece: &Piece, entry: &Entry| {
        (entry.how, &entry.words, entry.given.is_some()) == (piece.how, &piece.words, true)
    };
    let former: Vec<Entry> = run.entries.iter().filter(|e| e.who == who).cloned().collect();
    run.entries.retain(|e| e.who != who);
    for piece in &parcel.own {
        let Some(step) = dialogue.step(&piece.step) else { continue };
        // An answer that goes with a seal is nothing without one.
        if step.reveal && seals.iter().all(|s| s.step != step.id) {
            continue;
        }
        let there = former.iter().find(|e| e.step == step.id && same(piece, e));
        let mut entry = there.cloned().unwrap_or_else(|| {
            let mut entry = entry_of(piece, who, step.visibility, at);
            entry.released = step.release.then_some(at);
            entry
        });
        if dialogue.is_passing_mark(&entry) {
            entry.words = Words::default();
        }
        run.entries.push(entry);
    }
    let steps = parcel.own.iter().map(|p| p.step.clone()).collect();
    set_crossing(run, Crossing { who: parcel.from, at, steps, seals });
}

/// The seals that answers are held against: for each, the one that was here when ours could be read. A
/// later one counts only while ours had not crossed.
fn seals_to_keep(run: &Run, parcel: &Parcel, dialogue: &CheckedDialogue) -> Vec<Seal> {
    let known = run.crossing(parcel.from).map_or(&[][..], |c| &c.seals);
    let is_fixed = |s: &&Seal| is_readable(run, dialogue, &s.step, parcel.from.other());
    let mut seals: Vec<Seal> = known.iter().filter(is_fixed).cloned().collect();
    for theirs in &parcel.seals {
        match seals.iter_mut().find(|s| s.step == theirs.step) {
            Some(fixed) => fixed.salt.clone_from(&theirs.salt),
            None if dialogue.step(&theirs.step).is_some_and(|s| s.reveal) => {
                seals.push(theirs.clone());
            }
            None => {}
        }
    }
    seals
}
