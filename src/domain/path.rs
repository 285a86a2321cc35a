//! The way through a dialogue: which pages there are for these two, in which order, and which of
//! them are behind them. Computed from the definition and the answers, every time; nothing of it
//! is stored.

use super::air_time::AirTime;
use super::decides::Decides;
use super::dialogue::{CheckedDialogue, Condition, Dialogue, Kind, Shows, Stage, Step, Who};
use super::feedback;
use super::ids::StepId;
use super::outcome::{Agreement, Commitment};
use super::person::{Author, Side};
use super::privacy::{self, Viewer};
use super::run::{How, Place, Run, Visibility};
use super::session::{Length, Mode, Session};
use crate::written::written_kinds;

/// One page of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Both at once, one answer.
    Together,
    /// One person's own.
    Own(Side),
    /// One person says yes, or not, to a sentence.
    Yes(Side),
    /// The seals are opened, and both look.
    Reveal,
    /// How the two yes came out.
    Outcome,
}

written_kinds! { Part { Together, Reveal, Outcome; Own(Side), Yes(Side) } }

impl Part {
    /// Whose page it is, if it is one person's.
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Own(side) | Self::Yes(side) => Some(side),
            _ => None,
        }
    }
}

/// A page on the way, and whether it is behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beat {
    pub place: Place,
    /// Position of the step in the dialogue, counted from 0.
    pub position: usize,
    /// Position of the stage.
    pub stage: usize,
    pub done: bool,
    /// Only this person may look at the page: the device is handed over first.
    pub private_to: Option<Side>,
}

/// A run with all that its way depends on.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    pub dialogue: &'a CheckedDialogue,
    pub session: &'a Session,
    pub run: &'a Run,
    /// Whose device this is, where each has one of their own.
    pub mine: Option<Side>,
    /// Of this run.
    pub commitments: &'a [Commitment],
    /// Of this run.
    pub agreements: &'a [Agreement],
    /// What both stand behind from earlier talks.
    pub ground: &'a [Agreement],
    /// The two have parted (C14).
    pub parted: bool,
}

impl Held<'_> {
    /// How the two sit: each with a device of their own, too, once an answer of the other's came here by link,
    /// however they sat in the talk that it is about.
    #[must_use]
    pub fn mode(&self) -> Mode {
        mode(self.session, self.run, self.mine)
    }

    /// Who tells their story first: as they chose, else the one who did not ask for the talk, for
    /// who asks listens first (C.2, 3).
    #[must_use]
    pub fn first_speaker(&self) -> Side {
        self.run.first.unwrap_or(self.session.opener.other())
    }

    /// Whether this step is only spoken: the whole sitting is, or, where both see it, at least one
    /// of them would rather not write (`ca-how`).
    #[must_use]
    pub fn is_only_spoken(&self, step: &Step) -> bool {
        is_only_spoken(self.session.spoken_only, Some(self.dialogue), self.run, step)
    }
}

/// The same, on the device of `mine`, of a run whose dialogue may not be known here.
#[must_use]
pub fn mode(session: &Session, run: &Run, mine: Option<Side>) -> Mode {
    let theirs = mine.and_then(|mine| run.crossing(mine.other()));
    let came = theirs.is_some_and(|crossing| !crossing.steps.is_empty());
    if came { Mode::Apart } else { session.mode }
}

/// Whether a step is only spoken, of a run whose dialogue may not be known here.
#[must_use]
pub fn is_only_spoken(sitting: bool, dialogue: Option<&Dialogue>, run: &Run, step: &Step) -> bool {
    let shared = step.visibility != Visibility::Private;
    sitting || (shared && !dialogue.is_none_or(|d| d.lets_write(run)))
}

/// How far somebody is with a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Behind,
    /// It is this person's turn.
    Now,
    ToCome,
}

/// All pages of a run, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    beats: Vec<Beat>,
    /// Who goes first where each goes alone.
    opener: Side,
}

impl Path {
    /// Works the way out.
    #[must_use]
    pub fn of(held: &Held) -> Self {
        let mut beats = Vec::new();
        let mut position = 0;
        for (stage, Stage { apart, steps, .. }) in held.dialogue.stages.iter().enumerate() {
            let from = beats.len();
            for step in steps {
                for part in parts(step, held) {
                    beats.push(Beat {
                        place: Place { step: step.id.clone(), part },
                        position,
                        stage,
                        done: is_done(step, part, held),
                        private_to: private_to(step, part, held),
                    });
                }
                position += 1;
            }
            if *apart {
                beats[from..].sort_by_key(|b| is_second_stretch(b.place.part, held.session.opener));
            }
        }
        Self { beats, opener: held.session.opener }
    }

    /// All pages.
    #[must_use]
    pub fn beats(&self) -> &[Beat] {
        &self.beats
    }

    /// The page at `place`, if it is on the way.
    #[must_use]
    pub fn find(&self, place: &Place) -> Option<&Beat> {
        self.beats.iter().find(|b| b.place == *place)
    }

    /// Where the two are: at the bookmark while it holds, else at the first page not behind them.
    /// None: at the end.
    #[must_use]
    pub fn current(&self, run: &Run) -> Option<&Beat> {
        run.at.as_ref().and_then(|at| self.find(at)).or_else(|| self.beats.iter().find(|b| !b.done))
    }

    /// The page after `place`. For a place no longer on the way, the first after where it stood.
    #[must_use]
    pub fn after(&self, place: &Place, dialogue: &CheckedDialogue) -> Option<&Beat> {
        if let Some(i) = self.beats.iter().position(|b| b.place == *place) {
            return self.beats.get(i + 1);
        }
        let position = dialogue.position(&place.step)?;
        let has = |stage: &Stage| stage.steps.iter().any(|s| s.id == place.step);
        let stage = dialogue.stages.iter().position(has)?;
        let rank = |stage: usize, part: Part, position: usize| {
            let apart = dialogue.stages[stage].apart;
            (stage, apart && is_second_stretch(part, self.opener), position)
        };
        let was = rank(stage, place.part, position);
        self.beats.iter().find(|b| {
            let is = rank(b.stage, b.place.part, b.position);
            is > was || (is == was && !b.done)
        })
    }

    /// The page before `place`.
    #[must_use]
    pub fn before(&self, place: &Place) -> Option<&Beat> {
        let i = self.beats.iter().position(|b| b.place == *place)?;
        i.checked_sub(1).and_then(|i| self.beats.get(i))
    }

    /// How far `who` is with `stage`, seen from the page at `now`.
    #[must_use]
    pub fn progress(&self, stage: usize, who: Side, now: Option<&Beat>) -> Progress {
        let concerns = |b: &&Beat| b.stage == stage && b.place.part.side().is_none_or(|s| s == who);
        if now.is_some_and(|n| concerns(&n)) {
            return Progress::Now;
        }
        // A stage that asks nothing of them is behind them when it is behind the other.
        let of_stage = || self.beats.iter().filter(|b| b.stage == stage);
        let any = of_stage().next().is_some();
        let asks_them = of_stage().any(|b| concerns(&b));
        let behind = of_stage().filter(|b| !asks_them || concerns(b)).all(|b| b.done);
        if any && behind { Progress::Behind } else { Progress::ToCome }
    }
}

/// Where each goes alone: first all of the opener's own, then all else.
fn is_second_stretch(part: Part, opener: Side) -> bool {
    part.side() != Some(opener)
}

/// The pages of one step for these two, sitting as they sit.
fn parts(step: &Step, held: &Held) -> Vec<Part> {
    if !is_on_the_way(step, held) {
        return Vec::new();
    }
    let mut parts = asked_parts(step, held);
    keep_what_was_chosen(&mut parts, step, held);
    if step.reveal {
        parts.push(Part::Reveal);
    }
    keep_what_fits_the_sitting(&mut parts, step, held);
    parts
}

/// Whether there is anything of a step for these two, whoever is asked.
fn is_on_the_way(step: &Step, held: &Held) -> bool {
    let run = held.run;
    let wanted = step.short
        || run.entries.iter().any(|e| e.step == step.id)
        || run.at.as_ref().is_some_and(|at| at.step == step.id);
    // A dialogue without a short way is whole in any sitting.
    let is_short = held.session.way == Length::Short && held.dialogue.minutes.short.is_some();
    let is_over = step.goes_on && held.parted;
    (wanted || !is_short) && !held.dialogue.is_card(&step.id) && !is_over && is_offered(step, held)
}

/// What is asked of whom at a step, whatever was chosen.
fn asked_parts(step: &Step, held: &Held) -> Vec<Part> {
    let is_sentence = match step.kind {
        Kind::Agree => step.visibility != Visibility::Spoken,
        _ => names_ground(step, held),
    };
    if is_sentence {
        return sentence_parts(step, held);
    }
    let me = held.session.opener;
    match step.who {
        Who::FirstSpeaker => vec![Part::Own(held.first_speaker())],
        Who::SecondSpeaker => vec![Part::Own(held.first_speaker().other())],
        Who::Me => vec![Part::Own(me)],
        Who::Partner => vec![Part::Own(me.other())],
        Who::Each => vec![Part::Own(me), Part::Own(me.other())],
        Who::EachPartnerFirst => vec![Part::Own(me.other()), Part::Own(me)],
        Who::Both => vec![Part::Together],
    }
}

/// Takes out what hangs on a choice that was not made, or on one that rules it out.
fn keep_what_was_chosen(parts: &mut Vec<Part>, step: &Step, held: &Held) {
    if let Some(condition) = &step.when {
        parts.retain(|p| hangs_on(step, *p, |s| is_met(step, condition, s, held)));
    }
    parts.retain(|p| p.side().is_none_or(|s| feedback::is_asked(step, s, held)));
    let is_ruled_out = |s| step.unless.iter().any(|c| rules_out(c, s, held));
    parts.retain(|p| !hangs_on(step, *p, is_ruled_out));
    if let (Kind::Choose, Some(about)) = (step.kind, &step.about) {
        // Who chose not to wish for anything is not answered.
        parts.retain(|p| p.side().is_none_or(|s| !held.run.withholds(about, s.other())));
    }
}

/// Takes out what is not asked of them as they sit.
fn keep_what_fits_the_sitting(parts: &mut Vec<Part>, step: &Step, held: &Held) {
    let (run, me) = (held.run, held.session.opener);
    match held.mode() {
        Mode::SideBySide => {}
        // Nothing said alone is the other's to see; what both will see waits for both (A.3).
        Mode::Solo => {
            let own = step.visibility == Visibility::Private
                || step.kind == Kind::Guide
                || held.dialogue.is_for_one();
            // The other may answer a question of their own, or read what is for them, meanwhile, for as long as they have the device.
            let theirs = Part::Own(me.other());
            let is_here = |at: &Place| at.step == step.id;
            let answers = step.is_for_the_other() && run.at.as_ref().is_some_and(is_here);
            parts.retain(|p| (*p == Part::Own(me) && own) || (*p == theirs && answers));
        }
        // What the other says aloud is listened to on both devices, unless they said that it is nobody's to hear;
        // what they write is asked on theirs.
        Mode::Apart => {
            let theirs = held.mine.map(Side::other);
            let spoken = step.visibility == Visibility::Spoken && step.kind != Kind::Guide;
            let heard = |side| spoken && !run.withholds(&step.id, side);
            parts.retain(|p| p.side().is_none_or(|side| heard(side) || Some(side) != theirs));
        }
        Mode::LeaderOnly => {
            let needs_own_screen = step.visibility == Visibility::Private && !is_threshold(step);
            parts.retain(|p| !(needs_own_screen && *p == Part::Own(me.other())));
        }
    }
    if is_threshold(step) {
        // Before there was a run, the one who asked for it was asked.
        parts.retain(|p| *p != Part::Own(me));
    }
}

fn is_threshold(step: &Step) -> bool {
    step.decides == Some(Decides::WhetherToBegin)
}

/// A guide that offers the same time is there while somebody had less, and while it is taken.
fn is_offered(step: &Step, held: &Held) -> bool {
    if step.shows == Some(Shows::OverTime) {
        // Where nothing was handed over, there is nothing new to look at; nor, alone on one's own device,
        // in what one hands over oneself.
        let apart = held.mode() == Mode::Apart;
        if let Some(mine) = held.mine.filter(|_| apart) {
            let mut received = feedback::handed_over(held.dialogue, held.run, mine.other());
            return received.next().is_some();
        }
        let any = |who| feedback::handed_over(held.dialogue, held.run, who).next().is_some();
        return Side::BOTH.into_iter().any(any);
    }
    let (Kind::Guide, Some(air)) = (step.kind, &step.continues) else { return true };
    let used = AirTime::held(held.run, air);
    let is_here = held.run.at.as_ref().is_some_and(|at| at.step == step.id);
    used.offer().is_some() || is_here || held.run.has_given(&step.id, Author::Both)
}

/// Without anything that both stand behind, they name one thing: a sentence like any other.
#[must_use]
pub fn names_ground(step: &Step, held: &Held) -> bool {
    step.shows == Some(Shows::CommonGround) && held.ground.is_empty() && !held.is_only_spoken(step)
}

/// A sentence is written together, then each says yes or not; a part in a plan is chosen by the
/// plan's owner, then answered by the other (C.2, 4).
fn sentence_parts(step: &Step, held: &Held) -> Vec<Part> {
    let me = held.session.opener;
    let sides = [me, me.other()];
    if step.about.is_none() {
        let no_words = sentence_of(&step.id, held).is_none_or(|a| a.text.is_empty());
        let set_aside = held.run.entry(&step.id, Author::Both).is_some_and(|e| {
            e.given.is_some() && (no_words || matches!(e.how, How::Skipped | How::SaidIt))
        });
        return if set_aside {
            vec![Part::Together]
        } else {
            vec![Part::Together, Part::Yes(sides[0]), Part::Yes(sides[1]), Part::Outcome]
        };
    }
    let mut parts = Vec::new();
    for (owner, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        if plan_of(step, owner, held).is_none() {
            continue;
        }
        parts.push(Part::Own(owner));
        let nothing_asked = held.run.has_given(&step.id, owner.into())
            && role_in_plan_of(step, owner, held).is_none();
        if !nothing_asked {
            parts.push(Part::Yes(other));
        }
    }
    if parts.is_empty() {
        return vec![Part::Together];
    }
    if parts.iter().any(|p| matches!(p, Part::Yes(_))) {
        parts.push(Part::Outcome);
    }
    parts
}

/// The plan `owner` made at the step this one is about, if both may know of it.
#[must_use]
pub fn plan_of<'a>(step: &Step, owner: Side, held: &Held<'a>) -> Option<&'a Commitment> {
    let about = step.about.as_ref()?;
    let both_know = |c: &&Commitment| privacy::shows_plan(c, Viewer::Table);
    held.commitments.iter().filter(both_know).find(|c| c.owner == owner && c.step == *about)
}

/// The part asked of the other in the plan of `owner`.
#[must_use]
pub fn role_in_plan_of<'a>(step: &Step, owner: Side, held: &Held<'a>) -> Option<&'a Agreement> {
    let plan = plan_of(step, owner, held)?;
    held.agreements.iter().find(|a| a.step == step.id && a.about == Some(plan.id))
}

/// The shared sentence of a step, once there is one.
#[must_use]
pub fn sentence_of<'a>(step: &StepId, held: &Held<'a>) -> Option<&'a Agreement> {
    held.agreements.iter().find(|a| a.is_written_at(step))
}

/// Whether what a page waits for is so: for whose page it is, or, where both are asked, for either.
fn hangs_on(step: &Step, part: Part, is_so: impl Fn(Side) -> bool) -> bool {
    match part.side() {
        _ if step.who == Who::Both => Side::BOTH.into_iter().any(is_so),
        Some(side) => is_so(side),
        None => false,
    }
}

/// As both see it; as its owner does, where both are private.
fn is_met(step: &Step, condition: &Condition, who: Side, held: &Held) -> bool {
    let private = |s: &Step| s.visibility == Visibility::Private;
    let own = private(step) && held.dialogue.step(&condition.step).is_some_and(private);
    is_met_for(condition, who, held, if own { Viewer::One(who) } else { Viewer::Table })
}

/// The same where they moved on from it with an answer: as they see it, where it is asked of them alone.
fn rules_out(condition: &Condition, who: Side, held: &Held) -> bool {
    let entry = held.run.entry(&condition.step, who.into());
    let step = held.dialogue.step(&condition.step);
    let viewer = match step.map(|s| s.visibility) {
        Some(Visibility::Private) => Viewer::One(who),
        _ => Viewer::Table,
    };
    entry.is_some_and(|e| e.given.is_some() && e.how != How::Skipped)
        && is_met_for(condition, who, held, viewer)
}

fn is_met_for(condition: &Condition, who: Side, held: &Held, viewer: Viewer) -> bool {
    held.dialogue
        .step(&condition.step)
        .is_some_and(|s| privacy::has_chosen(s, held.run, who.into(), &condition.any, viewer))
}

fn is_done(step: &Step, part: Part, held: &Held) -> bool {
    let given = |who| held.run.has_given(&step.id, who);
    match part {
        Part::Together | Part::Reveal => given(Author::Both),
        // What was handed over since is opened anew.
        Part::Own(side) if step.is_opening() => {
            given(side.into()) && !feedback::is_unread(held.dialogue, held.run, side.other())
        }
        // Whoever looked over all of it is not asked again for what they deleted there.
        Part::Own(side) if step.release => given(side.into()) || has_looked_over(side, held),
        Part::Own(side) => given(side.into()),
        Part::Yes(side) if step.about.is_some() => {
            role_in_plan_of(step, side.other(), held).is_some_and(|a| a.word_of(side).is_some())
        }
        Part::Yes(side) => sentence_of(&step.id, held).is_some_and(|a| a.word_of(side).is_some()),
        Part::Outcome if step.about.is_some() => Side::BOTH.into_iter().all(|owner| {
            role_in_plan_of(step, owner, held).is_none_or(|a| a.word_of(owner.other()).is_some())
        }),
        Part::Outcome => sentence_of(&step.id, held)
            .is_some_and(|a| Side::BOTH.into_iter().all(|s| a.word_of(s).is_some())),
    }
}

/// Whether somebody said of each of their answers whether to hand it over (`fb-release`).
fn has_looked_over(who: Side, held: &Held) -> bool {
    let over = held.dialogue.deciding(Decides::WhatToHandOver);
    over.is_some_and(|step| held.run.has_given(&step.id, who.into()))
}

/// In a sitting of one, what is the other's is handed over, and all of what is for one alone is theirs.
fn is_of_one_alone(held: &Held, side: Side) -> bool {
    held.mode() == Mode::Solo && (side != held.session.opener || held.dialogue.is_for_one())
}

fn private_to(step: &Step, part: Part, held: &Held) -> Option<Side> {
    match part {
        Part::Yes(side) => Some(side),
        Part::Own(side)
            if held.mode() == Mode::LeaderOnly
                && side != held.session.opener
                && !is_threshold(step) =>
        {
            None
        }
        Part::Own(side)
            if step.is_private()
                || step.is_opening()
                || is_of_one_alone(held, side)
                || step.kind == Kind::Agree
                || held.run.withholds(&step.id, side) =>
        {
            Some(side)
        }
        _ => None,
    }
}
