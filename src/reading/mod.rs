//! What two people said and chose, as it is read: who, when, under which question, in which words.
//!
//! The one thing from which a page, paper, a text and a keepsake are made. What of it somebody may know is asked of
//! `domain::privacy` here, and nowhere after; a run at a time, so that whoever reads long may do it in slices.

pub mod lines;
pub mod take;

use crate::content;
use crate::content::words::{Pack, StepWords, pack, say};
use crate::domain::decides::Decides;
use crate::domain::dialogue::{CheckedDialogue, Step};
use crate::domain::feedback;
use crate::domain::ids::{CommitmentId, PairId, RunId, SessionId, StepId};
use crate::domain::meeting;
use crate::domain::outcome::{Agreement, Assent, Commitment, NextTime, Talk};
use crate::domain::person::{Author, Side};
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::{Run, Visibility};
use crate::domain::search::Wanted;
use crate::domain::session::Session;
use crate::domain::taken;
use crate::domain::time::{Day, LocalMoment, Stamp};
use crate::domain::way;
use crate::domain::workspace::Workspace;

pub use lines::Line;

/// A sitting, with what there is to read of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    pub id: SessionId,
    pub started: Stamp,
    pub talks: Vec<Told>,
    /// That it was is known to whoever reads, also where there is nothing to read.
    pub leaves_its_date: bool,
}

/// A conversation of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub run: RunId,
    pub title: &'static str,
    /// It ended before both had said that they want it: only its opener reads what they wrote there.
    pub not_today: bool,
    pub pieces: Vec<Piece>,
}

/// One thing that was said or chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub of: Of,
    pub who: Author,
    pub head: Head,
    /// Nobody but `who` sees it.
    pub private: bool,
    pub lines: Vec<Line>,
    pub facts: Vec<Fact>,
}

/// What it is, for whoever may change it.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// An answer, of which so many other versions are there. None where nothing of it may be known but that it was.
    Answer(StepId, Option<usize>),
    Plan(CommitmentId),
    /// What both came to.
    Both,
}

/// What it answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Head {
    /// A question of ours.
    Question(&'static str),
    /// A question of somebody's own.
    Own(String),
    /// A sentence of ours about one of the two, by its key.
    Of(&'static str, Side),
    /// A word of ours, by its key.
    Ours(&'static str),
}

/// What there is to know of it besides.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// What each says to it.
    Stands([Option<Assent>; 2]),
    NoLonger,
    /// The day on which its owner means to look again.
    LookAgain(Day, Side),
    When(LocalMoment),
    /// They will find a time.
    WillFind,
}

/// A partnership's sittings that somebody may know of, oldest first.
#[must_use]
pub fn sittings(workspace: &Workspace, pair: PairId, viewer: Viewer) -> Vec<SessionId> {
    let shown = |s: &&Session| taken::is_known(workspace, s, viewer, content::dialogue);
    workspace.sessions.of(pair).filter(shown).map(|s| s.id).collect()
}

/// A sitting, if it is here.
#[must_use]
pub fn sitting(workspace: &Workspace, id: SessionId, viewer: Viewer) -> Option<Sitting> {
    let session: &Session = workspace.sessions.get(id.uuid())?;
    let runs = workspace.runs.of(session.pair).filter(|run| run.session == id);
    Some(Sitting {
        id,
        started: session.started,
        talks: runs.filter_map(|run| told(workspace, run, viewer)).collect(),
        leaves_its_date: meeting::leaves_its_date(workspace, session, viewer),
    })
}

/// Whether a run ended before both had said that they want it.
#[must_use]
pub fn is_not_today(run: &Run) -> bool {
    run.is_closed() && content::dialogue(&run.dialogue).is_some_and(|d| !d.is_begun(run))
}

/// A run, as far as the viewer may know it, in the order of its steps; nothing where somebody else keeps all of it.
#[must_use]
pub fn told(workspace: &Workspace, run: &Run, viewer: Viewer) -> Option<Told> {
    if taken::is_kept(workspace, run, viewer, content::dialogue(&run.dialogue)) {
        return None;
    }
    let known = content::dialogue(&run.dialogue).zip(pack(&run.dialogue));
    let Some((dialogue, words)) = known else { return Some(not_known(run)) };
    let opener = workspace.sessions.get(run.session.uuid()).map(|s| s.opener);
    let not_today = is_not_today(run);
    // Only that it was there, and when.
    let is_others = not_today && opener.is_some_and(|opener| !viewer.is(opener.into()));
    let telling = Telling { workspace, dialogue, words, run, viewer };
    let pieces = if is_others { Vec::new() } else { telling.pieces() };
    Some(Told { run: run.id, title: &words.title, not_today, pieces })
}

/// A run whose questions could not be made ready. Without them nothing knows what of it anybody may see.
fn not_known(run: &Run) -> Told {
    let says = Piece {
        of: Of::Both,
        who: Author::Both,
        head: Head::Ours("read.not-known"),
        private: false,
        lines: Vec::new(),
        facts: Vec::new(),
    };
    Told { run: run.id, title: say("read.unknown-talk"), not_today: false, pieces: vec![says] }
}

/// Pieces one by one, and those that follow one another without a written word together.
pub fn in_groups(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    pieces.chunk_by(|one, next| one.is_unwritten() && next.is_unwritten())
}

impl Piece {
    /// Whether all there is to know is that it was: said aloud, or not said.
    #[must_use]
    pub fn is_unwritten(&self) -> bool {
        matches!(self.of, Of::Answer(_, None))
    }

    /// Whether there are words to read, or that nothing was written at all.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.is_unwritten() && !self.facts.contains(&Fact::NoLonger)
    }

    /// Whether it has what somebody looks for.
    #[must_use]
    pub fn has(&self, wanted: &Wanted) -> bool {
        let own = matches!(&self.head, Head::Own(words) if wanted.is_in(words));
        own || self.lines.iter().filter_map(Line::text).any(|text| wanted.is_in(text))
    }
}

struct Telling<'a> {
    workspace: &'a Workspace,
    dialogue: &'static CheckedDialogue,
    words: &'static Pack,
    run: &'a Run,
    viewer: Viewer,
}

impl Telling<'_> {
    fn pieces(&self) -> Vec<Piece> {
        let (workspace, run) = (self.workspace, self.run);
        let plans: Vec<&Commitment> =
            workspace.commitments.of(run.pair).filter(|c| c.run == run.id).collect();
        let agreements: Vec<&Agreement> =
            workspace.agreements.of(run.pair).filter(|a| a.run == run.id).collect();
        let talks: Vec<&Talk> = workspace.talks.of(run.pair).filter(|t| t.run == run.id).collect();
        let mut pieces = Vec::new();
        for step in self.dialogue.steps() {
            for who in [Author::First, Author::Second, Author::Both] {
                pieces.extend(self.answer(step, who));
            }
            let here = plans.iter().filter(|c| c.step == step.id);
            pieces.extend(here.filter(|c| privacy::shows_plan(c, self.viewer)).map(|c| plan(c)));
            for agreement in agreements.iter().filter(|a| a.step == step.id) {
                let plan = plans.iter().find(|c| Some(c.id) == agreement.about);
                pieces.extend(match (agreement.about, plan) {
                    (None, _) => Some(self.sentence(agreement)),
                    (_, plan) => plan.map(|plan| self.part_asked(agreement, plan)),
                });
            }
            pieces.extend(talks.iter().filter(|t| t.step == step.id).filter_map(|t| next(t)));
        }
        // What was set when they closed it belongs to no step of its own.
        let after = talks.iter().filter(|t| self.dialogue.step(&t.step).is_none());
        pieces.extend(after.filter_map(|t| next(t)));
        pieces
    }

    /// An answer, if the viewer may know of it.
    fn answer(&self, step: &Step, who: Author) -> Option<Piece> {
        let run = self.run;
        let sight = privacy::sight(step, run, who, self.viewer);
        let versions = match sight {
            Sight::Words(answered, also) if !answered.is_empty() => Some(also.len()),
            Sight::SaidAloud | Sight::ChoseNotToSay if step.visibility == Visibility::Shared => {
                None
            }
            _ => return None,
        };
        // What two people noticed about their two answers is not shown again as an answer, nor is when to answer one.
        if who == Author::Both && step.reveal || step.decides == Some(Decides::WhenToAnswer) {
            return None;
        }
        let words = self.words.step(&step.id)?;
        let mut lines = lines::of(step, words, sight);
        lines.extend(lines::of_open_ends(self.workspace, run.pair, self.viewer, step, sight));
        let private = who.side().is_some_and(|side| {
            let own = step.visibility == Visibility::Private || run.keeps_private(&step.id, side);
            let handed_over = run.entry(&step.id, who).is_some_and(|e| e.released.is_some());
            versions.is_some() && own && !handed_over
        });
        Some(Piece {
            of: Of::Answer(step.id.clone(), versions),
            who,
            head: self.question(step, words),
            private,
            lines,
            facts: Vec::new(),
        })
    }

    /// What a question is called: a question of somebody's own by its own words.
    fn question(&self, step: &Step, words: &'static StepWords) -> Head {
        let own = feedback::own_question(self.dialogue, step, self.run);
        own.map_or(Head::Question(&words.name), |own| Head::Own(own.to_owned()))
    }

    /// A sentence, under what it is about. What one of the two would have instead is theirs until both said yes.
    fn sentence(&self, agreement: &Agreement) -> Piece {
        let about = agreed_about(self.workspace, agreement);
        let about = (!about.is_empty()).then(|| Line::Label(about.to_owned()));
        let words = about.into_iter().chain([Line::Words(agreement.text.clone())]).collect();
        let proposed = agreement.replaces.is_some() && !agreement.was_agreed();
        match agreement.asked_by.filter(|_| proposed) {
            None => of_both(agreement, Head::Ours("agree.plate"), words),
            Some(by) => {
                let piece = of_both(agreement, Head::Of("way.proposes", by), words);
                Piece { who: by.into(), ..piece }
            }
        }
    }

    /// The part somebody asked the other to play in their plan, and how it stands.
    fn part_asked(&self, agreement: &Agreement, plan: &Commitment) -> Piece {
        let head = Head::Of("role.asked", plan.owner);
        let words = self.words.step(&agreement.step);
        of_both(agreement, head, lines::of_part(words, agreement))
    }
}

fn plan(c: &Commitment) -> Piece {
    Piece {
        of: Of::Plan(c.id),
        who: c.owner.into(),
        head: Head::Of("plan.of", c.owner),
        private: c.kept,
        lines: lines::of_plan(&c.plan),
        facts: c.plan.by.map(|day| Fact::LookAgain(day, c.owner)).into_iter().collect(),
    }
}

/// What a sentence that two agreed on is about, in a few words; empty where that is not known.
#[must_use]
pub fn agreed_about(workspace: &Workspace, agreement: &Agreement) -> &'static str {
    let called = |step| workspace.runs.get(agreement.run.uuid()).map_or("", |r| called_in(r, step));
    way::subject(workspace, agreement, &content::dialogue)
        .map_or_else(|| called(&agreement.step), called_anywhere)
}

/// What a step of the dialogues that come with the app is called.
#[must_use]
pub fn called_anywhere(step: &StepId) -> &'static str {
    let words = content::dialogues().find_map(|d| pack(&d.id)?.step(step));
    words.map_or("", |words| &words.name)
}

fn called_in(run: &Run, step: &StepId) -> &'static str {
    pack(&run.dialogue).and_then(|words| words.step(step)).map_or("", |words| &words.name)
}

fn is_about(line: &Line) -> bool {
    matches!(line, Line::Label(_))
}

/// Of what somebody no longer stands by, the words are gone.
fn of_both(agreement: &Agreement, head: Head, lines: Vec<Line>) -> Piece {
    let is_gone = agreement.withdrawn_by.is_some();
    let stands = || Fact::Stands(Side::BOTH.map(|side| agreement.word_of(side)));
    Piece {
        of: Of::Both,
        who: Author::Both,
        head,
        private: false,
        lines: lines.into_iter().filter(|line| !is_gone || is_about(line)).collect(),
        facts: vec![if is_gone { Fact::NoLonger } else { stands() }],
    }
}

fn next(talk: &Talk) -> Option<Piece> {
    let first = match &talk.next {
        NextTime::At(moment) => Fact::When(moment.clone()),
        NextTime::WeWillFindOne => Fact::WillFind,
        NextTime::NotForNow => return None,
    };
    Some(Piece {
        of: Of::Both,
        who: Author::Both,
        head: Head::Ours("partnership.next"),
        private: false,
        lines: Vec::new(),
        facts: std::iter::once(first).chain(talk.again.clone().map(Fact::When)).collect(),
    })
}

/// What somebody says to a sentence, by its key.
#[must_use]
pub fn assent_key(assent: Option<Assent>) -> &'static str {
    match assent {
        Some(Assent::Yes) => "stands.yes",
        Some(Assent::NotYet) => "stands.not-yet",
        Some(Assent::ChangeIt) => "stands.change-it",
        Some(Assent::Skipped) => "stands.skipped",
        None => "stands.nothing-yet",
    }
}
