//! What crosses from one person's device to the other's, by link or file, and how it is taken in
//! (`trust.md` 4, D.8, D.11).
//!
//! A parcel says **all** that its sender has handed over of one run, as of when it was made: what a later
//! one lacks was taken back. So nothing depends on what arrives late, twice or out of order: of each
//! person's words the latest parcel of theirs counts, of what the two wrote as one the latest writing.

use chrono::SubsecRound;

use super::decides::Decides;
use super::dialogue::{CheckedDialogue, Step};
use super::ids::{DialogueId, PairId, RecordId, RunId, SessionId, StepId};
use super::outcome::{Affirmation, Agreement, Commitment, Plan, Remind, Talk, Thread};
use super::own::Definition;
use super::person::{Author, Erased, KindOfPair, Partnership, Person, Side};
use super::privacy::{self, Sight, Viewer};
use super::run::{Asked, Entry, How, Run, Seal, Visibility, Words};
use super::taken;
use super::time::Stamp;
use super::workspace::Workspace;

/// One person's answer as the other may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub step: StepId,
    pub how: How,
    pub words: Words,
}

/// An answer of the two together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    pub piece: Piece,
    /// False: it was removed. Then there are no words.
    pub given: bool,
    pub changed: Stamp,
}

/// What its sender, or both, took away since it crossed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    pub run: RunId,
    /// The sender's answers, in another run than the parcel's own.
    pub steps: Vec<StepId>,
    /// Agreements, threads, next times and plans.
    pub records: Vec<RecordId>,
}

/// Everything a link or its file holds. What is not a field here is never in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub from: Side,
    /// To the second, later than any before it from the same person for the same run.
    pub made: Stamp,
    pub pair: PairId,
    /// By their names alone.
    pub people: [Person; 2],
    pub kind: KindOfPair,
    pub session: SessionId,
    pub started: Stamp,
    /// Who asked for this talk.
    pub opener: Side,
    pub spoken_only: bool,
    pub run: RunId,
    pub dialogue: DialogueId,
    pub content: u32,
    /// The definition itself, where it is one of somebody's own.
    pub definition: Option<Definition>,
    pub round: u32,
    pub turn_minutes: u8,
    pub first: Option<Side>,
    pub began: Stamp,
    pub asked: Option<Asked>,
    pub own: Vec<Piece>,
    pub joint: Vec<Joint>,
    /// Of the sender's sealed answers; with the salt once the answer itself is among `own`.
    pub seals: Vec<Seal>,
    /// The sender's own.
    pub commitments: Vec<Commitment>,
    pub agreements: Vec<Agreement>,
    pub threads: Vec<Thread>,
    pub talks: Vec<Talk>,
    pub gone: Vec<Gone>,
}

impl Parcel {
    /// Whether it only asks: nothing of the sender's answers is in it.
    #[must_use]
    pub fn only_asks(&self) -> bool {
        self.asked.as_ref().is_some_and(|a| a.by == self.from) && self.own.is_empty()
    }
}

/// What `from` hands over of a run, as it was when they last said so (`Command::ParcelMade`).
#[must_use]
pub fn parcel(
    workspace: &Workspace,
    run: RunId,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Option<Parcel> {
    let run = workspace.runs.get(run.uuid())?;
    let partnership = workspace.partnership(run.pair)?;
    let session = workspace.sessions.get(run.session.uuid())?;
    let dialogue = dialogues(&run.dialogue)?;
    let from = partnership.mine?;
    let crossing = run.crossing(from)?;
    let of_run = |r: RunId| r == run.id;
    let plans = workspace.commitments.of(run.pair).filter(|c| of_run(c.run) && c.owner == from);
    let crossed = |a: &Agreement| {
        let run = workspace.runs.get(a.run.uuid());
        run.is_some_and(|r| r.shared.iter().any(|s| s.id == RecordId::from(a.id.uuid())))
    };
    Some(Parcel {
        from,
        made: crossing.at,
        pair: run.pair,
        people: partnership.people.each_ref().map(named),
        kind: partnership.kind.clone(),
        session: session.id,
        started: second(session.started),
        opener: session.opener,
        spoken_only: session.spoken_only,
        run: run.id,
        dialogue: run.dialogue.clone(),
        content: run.content,
        definition: run.own.clone(),
        round: run.round,
        turn_minutes: run.turn_minutes,
        first: run.first,
        began: second(run.began),
        asked: run.asked.clone().map(|a| Asked { at: second(a.at), ..a }),
        own: pieces(run, dialogue, from),
        joint: {
            let both = run.entries.iter().filter(|e| e.who == Author::Both);
            both.filter_map(|e| joint(e, dialogue)).collect()
        },
        seals: crossing.seals.iter().map(|seal| as_known(run, dialogue, from, seal)).collect(),
        commitments: {
            let told = plans.filter_map(|c| taken::plan_for(c, from.other()));
            // To be reminded is a wish of its owner.
            told.map(|c| Commitment { plan: Plan { remind: Remind::No, ..c.plan }, ..c }).collect()
        },
        agreements: {
            let all = workspace.agreements.of(run.pair);
            // That one stands by something no longer is told with the next parcel, whatever it is of.
            let told = all.filter(|a| of_run(a.run) || (a.withdrawn_by.is_some() && crossed(a)));
            told.map(|a| Agreement { also: Vec::new(), ..a.clone() }).collect()
        },
        threads: {
            let all = workspace.threads.of(run.pair).filter(|t| of_run(t.run));
            all.map(|t| Thread { also: Vec::new(), ..t.clone() }).collect()
        },
        talks: workspace.talks.of(run.pair).filter(|t| of_run(t.run)).cloned().collect(),
        gone: gone(workspace, run, from, dialogues),
    })
}

/// Whose link brought a run to this device; nobody's, where it was asked for here.
#[must_use]
pub fn came_from(workspace: &Workspace, run: &Run) -> Option<Side> {
    let mine = workspace.mine(run.pair)?;
    let asked_here = run.asked.as_ref().is_some_and(|a| a.by == mine);
    let came = run.crossing(mine.other()).is_some() && !asked_here;
    came.then_some(mine.other())
}

/// Whether `from` wrote or chose something in a run for both, drafts among it, that they never made ready to be sent as it
/// is now.
#[must_use]
pub fn is_unsent(
    workspace: &Workspace,
    run: &Run,
    from: Side,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> bool {
    let sent = run.crossing(from);
    let is_after = |at: Stamp| sent.is_none_or(|c| second(at) > c.at);
    let own = |e: &Entry| {
        let told = dialogues(&run.dialogue).and_then(|dialogue| piece(run, e, dialogue));
        let has_crossed = sent.is_some_and(|c| match told {
            Some(_) => c.steps.contains(&e.step),
            // Of what waits for the other's answer, the seal goes ahead.
            None => c.seals.iter().any(|seal| seal.step == e.step),
        });
        let holds = match &told {
            Some(piece) => !piece.words.is_empty(),
            None => e.visibility != Visibility::Private && !e.words.is_empty(),
        };
        let last = e.released.map_or(e.changed, |released| released.max(e.changed));
        e.who == from.into() && holds && (!has_crossed || is_after(last))
    };
    // Of what both wrote, neither sent it, nor did it come from the other.
    let last = run.crossed.iter().map(|c| c.at).max();
    let of_both = |e: &Entry| {
        e.who == Author::Both && e.has_text() && last.is_none_or(|last| second(e.changed) > last)
    };
    let crossed = |id: RecordId| run.shared.iter().any(|s| s.id == id);
    let plan = |c: &Commitment| {
        let is_told = c.owner == from && !c.kept;
        c.run == run.id && is_told && (!crossed(c.id.uuid().into()) || is_after(c.changed))
    };
    let agreement = |a: &Agreement| {
        let said = |x: &Affirmation| x.who == from && is_after(x.at);
        a.run == run.id && (!crossed(a.id.uuid().into()) || a.affirmations.iter().any(said))
    };
    let thread = |t: &Thread| t.run == run.id && !crossed(t.id.uuid().into());
    run.entries.iter().any(|e| own(e) || of_both(e))
        || workspace.commitments.of(run.pair).any(plan)
        || workspace.agreements.of(run.pair).any(agreement)
        || workspace.threads.of(run.pair).any(thread)
}

/// Somebody by their name alone: where they live, and in which language, is nobody else's to be told.
fn named(person: &Person) -> Person {
    Person { name: person.name.clone(), ..Person::default() }
}

/// The answers of `from` that may cross, each as the other may know it.
#[must_use]
pub fn pieces(run: &Run, dialogue: &CheckedDialogue, from: Side) -> Vec<Piece> {
    let own = run.entries.iter().filter(|e| e.who == Author::from(from));
    own.filter_map(|entry| piece(run, entry, dialogue)).collect()
}

fn piece(run: &Run, entry: &Entry, dialogue: &CheckedDialogue) -> Option<Piece> {
    let from = entry.who.side()?;
    let step = dialogue.step(&entry.step)?;
    let of = |how: How, words: Words| Some(Piece { step: entry.step.clone(), how, words });
    if dialogue.is_passing_mark(entry) {
        return of(How::Seen, Words::default());
    }
    if step.decides == Some(Decides::HowLong) {
        // How long their words may stay is known wherever they are, and shown nowhere but to them.
        let there =
            dialogue.steps().any(|s| s.release && privacy::released(s, run, from).is_some());
        let (how, words) = once_open(entry);
        return of(how, Words { picks: words.picks, ..Words::default() })
            .filter(|_| there && entry.given.is_some() && how == How::Wrote);
    }
    match privacy::sight(step, run, entry.who, Viewer::One(from.other())) {
        Sight::Words(words, _) => of(entry.how, words.clone()),
        Sight::SaidAloud => of(How::SaidIt, Words::default()),
        Sight::ChoseNotToSay => of(How::Skipped, Words::default()),
        Sight::Sealed if may_open(step, run, from) => {
            let (how, words) = once_open(entry);
            of(how, words)
        }
        Sight::Sealed | Sight::NotYet | Sight::Absent => None,
    }
}

/// Whether a sealed answer may leave its device: once the other's is here, or its seal is. Then neither
/// can be changed any more after the other was read.
fn may_open(step: &Step, run: &Run, from: Side) -> bool {
    let other = from.other();
    let sealed = run.crossing(other).is_some_and(|c| c.seals.iter().any(|s| s.step == step.id));
    sealed || run.has_given(&step.id, other.into())
}

/// A sealed answer as the other sees it once it is open: kept is as skipped (F4).
fn once_open(entry: &Entry) -> (How, Words) {
    match (entry.how, entry.visibility) {
        (How::Wrote, Visibility::Private)
            if entry.released.is_none() && entry.who.side().is_some() =>
        {
            (How::Skipped, Words::default())
        }
        (How::Wrote, _) => (How::Wrote, entry.words.clone()),
        (how, _) => (how, Words::default()),
    }
}

/// A seal as the other gets it: the salt only together with the answer that was sealed.
fn as_known(run: &Run, dialogue: &CheckedDialogue, from: Side, seal: &Seal) -> Seal {
    let entry = run.entry(&seal.step, from.into()).filter(|e| e.given.is_some());
    let opens = dialogue
        .step(&seal.step)
        .is_some_and(|step| privacy::is_opened(step, run) || may_open(step, run, from));
    let same = |e: &Entry| super::seal::fits(&seal.salt, &sealed_text(e), &seal.hash);
    let salt = if opens && entry.is_some_and(same) { seal.salt.clone() } else { String::new() };
    Seal { salt, ..seal.clone() }
}

/// What the two wrote as one, once it is given, or removed. A draft stays where it is.
fn joint(entry: &Entry, dialogue: &CheckedDialogue) -> Option<Joint> {
    let opened = entry.how == How::Seen && dialogue.step(&entry.step).is_some_and(|s| s.reveal);
    let given = entry.given.is_some() || opened;
    let words = match entry.how {
        // What is only said holds no words, and what was tapped then is not kept anywhere.
        How::SaidIt => Words::default(),
        _ => entry.words.clone(),
    };
    (given || entry.is_removed()).then(|| Joint {
        piece: Piece { step: entry.step.clone(), how: entry.how, words },
        given,
        changed: second(entry.changed),
    })
}

/// To the second, which is all that crosses of a moment.
fn second(at: Stamp) -> Stamp {
    at.trunc_subsecs(0)
}

/// What once crossed, of this run and others, and may not be seen any more.
fn gone(
    workspace: &Workspace,
    run: &Run,
    from: Side,
    dialogues: impl Fn(&DialogueId) -> Option<&'static CheckedDialogue>,
) -> Vec<Gone> {
    let steps = |other: &Run| -> Option<Vec<StepId>> {
        let there = pieces(other, dialogues(&other.dialogue)?, from);
        let steps = other.crossing(from).filter(|_| other.id != run.id)?.steps.iter();
        Some(steps.filter(|s| there.iter().all(|p| p.step != **s)).cloned().collect())
    };
    // A plan that is here, and kept by its owner since.
    let plan = |id: RecordId| workspace.commitments.get(id.uuid());
    let is_kept = |id| plan(id).is_some_and(|c| c.owner == from && c.kept);
    let of_run = |of: &Run| -> Option<Gone> {
        let records = of
            .shared
            .iter()
            .filter(|s| is_kept(s.id) || (s.gone && plan(s.id).is_none()))
            .map(|s| s.id);
        let (steps, records) = (steps(of).unwrap_or_default(), records.collect::<Vec<_>>());
        let any = !steps.is_empty() || !records.is_empty();
        any.then_some(Gone { run: of.id, steps, records })
    };
    let erased = workspace.partnership(run.pair).into_iter().flat_map(|p| &p.erased);
    // What came back from the other's device tells for itself.
    let erased = erased.filter(|e| workspace.runs.get(e.run.uuid()).is_none());
    let erased =
        erased.map(|e| Gone { run: e.run, steps: e.steps.clone(), records: e.records.clone() });
    workspace.runs.of(run.pair).filter_map(of_run).chain(erased).collect()
}

/// What is to go from the other's device once a run is erased here, of which something crossed.
#[must_use]
pub fn erased(run: &Run, from: Side) -> Option<Erased> {
    let crossing = run.crossing(from)?;
    let records = run.shared.iter().map(|s| s.id).collect();
    Some(Erased { run: run.id, steps: crossing.steps.clone(), records })
}

/// Everything of a parcel that came of runs, and the run it came of.
pub fn records(parcel: &Parcel) -> impl Iterator<Item = (RunId, RecordId)> {
    let plans = parcel.commitments.iter().map(|x| (x.run, x.id.uuid()));
    let agreements = parcel.agreements.iter().map(|x| (x.run, x.id.uuid()));
    let threads = parcel.threads.iter().map(|x| (x.run, x.id.uuid()));
    let talks = parcel.talks.iter().map(|x| (x.run, x.id.uuid()));
    let all = plans.chain(agreements).chain(threads).chain(talks);
    all.map(|(run, id)| (run, RecordId::from(id)))
}

/// What the seals say of somebody's answer to a step: unchanged since it was sealed, or not. None where
/// it was never sealed before it could be read, or is not given yet.
#[must_use]
pub fn is_unchanged(run: &Run, step: &StepId, who: Side) -> Option<bool> {
    let seal = run.crossing(who)?.seals.iter().find(|s| s.step == *step)?;
    let entry = run.entry(step, who.into()).filter(|e| e.given.is_some())?;
    Some(super::seal::fits(&seal.salt, &sealed_text(entry), &seal.hash))
}

/// What of an answer is sealed: how it was met, and its words, as the other will see them.
#[must_use]
pub(in crate::domain) fn sealed_text(entry: &Entry) -> String {
    use crate::written::{Tree, Written, json};
    let (how, words) = once_open(entry);
    let words = if how == How::Wrote { words.write() } else { Tree::Nothing };
    json::write(&Tree::List(vec![how.write(), words]))
}

/// The partnership as it begins on a device that gets to know of it by a link.
#[must_use]
pub fn partnership_of(parcel: &Parcel) -> Partnership {
    Partnership {
        id: parcel.pair,
        people: parcel.people.clone(),
        kind: parcel.kind.clone(),
        status: super::person::Status::Active,
        since: parcel.made,
        pick_up: None,
        mine: Some(parcel.from.other()),
        later: Vec::new(),
        erased: Vec::new(),
        declined: Vec::new(),
        changed: parcel.made,
    }
}
