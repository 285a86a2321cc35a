//! What was said and chosen, as it is read back: a run with all that came of it, as far as the viewer may know.

use crate::content;
use crate::content::words::{Pack, pack};
use crate::domain::dialogue::{Decides, Step};
use crate::domain::ids::RunId;
use crate::domain::outcome::{Agreement, Commitment, NextTime, Talk, ThreadState};
use crate::domain::person::{Author, Side};
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::{Run, Visibility};
use crate::domain::workspace::Workspace;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el};
use crate::ui::flow;
use crate::ui::parts::icon::small_icon;
use crate::ui::parts::people::{badge, emblem};
use crate::ui::parts::said::{reading, seen};
use crate::ui::parts::when::{When, when};
use crate::ui::parts::{handed, open_end};
use crate::ui::steps::agree::stands;
use crate::ui::steps::role;
use crate::ui::words::{said, t};

/// A run with all that came of it.
#[derive(Clone, PartialEq)]
pub struct Whole {
    pub run: Run,
    pub commitments: Vec<Commitment>,
    pub agreements: Vec<Agreement>,
    pub talks: Vec<Talk>,
    /// It ended before both had said that they want it, and `Side` had opened it.
    pub not_today: Option<Side>,
    /// Something of it is kept for next time.
    pub waits: bool,
}

impl Whole {
    /// The parts asked for at a step, each with the plan it is a part in.
    fn parts_asked<'a>(
        &'a self,
        step: &'a Step,
    ) -> impl Iterator<Item = (&'a Agreement, &'a Commitment)> {
        let asked = self.agreements.iter().filter(|a| a.step == step.id);
        asked.filter_map(|a| Some((a, self.commitments.iter().find(|c| Some(c.id) == a.about)?)))
    }
}

/// A run as it stands now, if it is here.
pub fn whole(w: &Workspace, id: RunId) -> Option<Whole> {
    let run = w.runs.get(id.uuid())?.clone();
    let pair = run.pair;
    let opener = w.sessions.get(run.session.uuid()).map(|s| s.opener);
    Some(Whole {
        run,
        commitments: w.commitments.of(pair).filter(|c| c.run == id).cloned().collect(),
        agreements: w.agreements.of(pair).filter(|a| a.run == id).cloned().collect(),
        talks: w.talks.of(pair).filter(|t| t.run == id).cloned().collect(),
        waits: w.threads.of(pair).any(|t| t.run == id && t.state == ThreadState::Open),
        not_today: flow::is_not_today(w, id).then_some(opener).flatten(),
    })
}

/// What somebody who reads may do with what they read.
pub enum Beneath<'a> {
    /// With an answer of somebody, of which so many other versions are there.
    Answer(&'a Step, Author, usize),
    Plan(&'a Commitment),
}

/// How it is told.
pub struct Telling<'a> {
    pub state: State,
    pub couple: &'a Couple,
    pub viewer: Viewer,
    /// Nothing but what there is to read: no answers without words, no marks of who else sees them.
    pub calm: bool,
    /// What stands beneath, for whoever may change it.
    pub beneath: &'a dyn Fn(&Whole, Beneath) -> Option<El>,
}

impl Telling<'_> {
    /// All of a run, in the order of its steps.
    pub fn blocks(&self, whole: &Whole) -> Vec<El> {
        let (dialogue, words) = (content::dialogue(&whole.run.dialogue), pack(&whole.run.dialogue));
        let (Some(dialogue), Some(words)) = (dialogue, words) else {
            return vec![el("p", "cg-hint").with(t("read.not-known"))];
        };
        let mut blocks: Vec<El> = Vec::new();
        let set = |talk: &Talk| self.next_talk(talk);
        for step in dialogue.steps() {
            for who in [Author::First, Author::Second, Author::Both] {
                blocks.extend(self.answer(whole, step, who));
            }
            let plans = whole.commitments.iter().filter(|c| c.step == step.id);
            let plans = plans.filter(|c| privacy::shows_plan(c, self.viewer));
            blocks.extend(plans.map(|c| self.plan(whole, c)));
            let parts = whole.parts_asked(step).filter(|(a, _)| self.tells(a));
            blocks.extend(parts.map(|(a, c)| self.part_asked(words, a, c)));
            let sentences =
                whole.agreements.iter().filter(|a| a.step == step.id && a.about.is_none());
            let sentences = sentences.filter(|a| self.tells(a));
            blocks.extend(sentences.map(|a| self.sentence(a)));
            blocks.extend(whole.talks.iter().filter(|t| t.step == step.id).filter_map(set));
        }
        // What was set when they closed it belongs to no step of its own.
        let after = whole.talks.iter().filter(|t| dialogue.step(&t.step).is_none());
        blocks.extend(after.filter_map(set));
        blocks
    }

    /// What somebody no longer stands by has no words left.
    fn tells(&self, agreement: &Agreement) -> bool {
        !self.calm || agreement.withdrawn_by.is_none()
    }

    /// An answer, if the viewer may know of it.
    fn answer(&self, whole: &Whole, step: &Step, who: Author) -> Option<El> {
        let Self { state, couple, viewer, .. } = *self;
        let run = &whole.run;
        let words = pack(&run.dialogue)?.step(&step.id)?;
        let sight = privacy::sight(step, run, who, viewer);
        let versions = match sight {
            Sight::Words(answered, also) if !answered.is_empty() => also.len(),
            Sight::SaidAloud | Sight::ChoseNotToSay
                if !self.calm && step.visibility == Visibility::Shared =>
            {
                0
            }
            _ => return None,
        };
        // What two people noticed about their two answers is not shown again as an answer, nor is when to answer one.
        if who == Author::Both && step.reveal || step.decides == Some(Decides::WhenToAnswer) {
            return None;
        }
        // What somebody keeps to themselves is nobody else's to take away, or to know of.
        let shown = matches!(sight, Sight::Words(..));
        let beneath = || (self.beneath)(whole, Beneath::Answer(step, who, versions));
        let tools = shown.then(beneath).flatten();
        let chosen = open_end::chosen(state, couple.pair, step, sight);
        let read = (seen(step, words, sight), chosen, tools);
        let Some(side) = who.side() else {
            return Some(self.block(BLOCK, together(), words.name.as_str(), read));
        };
        let name = el("span", "cg-hidden").with(el("bdi", "").with(couple.name(side))).with(": ");
        let dialogue = content::dialogue(&run.dialogue)?;
        let head = (name, handed::question(dialogue, step, run, words));
        let own = step.visibility == Visibility::Private || run.keeps_private(&step.id, side);
        let handed_over = run.entry(&step.id, who).is_some_and(|e| e.released.is_some());
        let private = shown && own && !handed_over && !self.calm;
        Some(self.of_one(side, private, head, read))
    }

    fn plan(&self, whole: &Whole, c: &Commitment) -> El {
        let couple = self.couple;
        let language = couple.language(c.owner);
        let line = |key: &'static str, text: &str| {
            (!text.is_empty()).then(|| (el("p", "cg-small").with(t(key)), reading(text)))
        };
        let by = c.plan.by.map(|day| {
            let date = dates::day(day, Form::Day, language);
            el("p", "cg-small").with(said("plan.look-again", &[("date", &date)]))
        });
        let more = (
            line("plan.why", &c.plan.why),
            line("plan.lighter", &c.plan.lighter),
            line("plan.helps", &c.plan.helps),
            line("plan.partner", &c.plan.partner_helps),
        );
        let head = el("span", "").with(said("plan.of", &couple.slots_of(c.owner)));
        let beneath = (self.beneath)(whole, Beneath::Plan(c));
        let private = c.kept && !self.calm;
        self.of_one(c.owner, private, head, (reading(&c.plan.what), more, by, beneath))
    }

    /// Somebody's words under what they answer.
    fn block(&self, class: &str, sign: View, head: impl Into<View>, words: impl Into<View>) -> El {
        // Among the talks, each has a heading of its own.
        let level = if self.calm { "h2" } else { "h3" };
        el("div", class).with(el(level, "cg-entry__head").with(sign).with(head)).with(words)
    }

    /// Something of one person's; marked where nobody else sees it.
    fn of_one(
        &self,
        side: Side,
        private: bool,
        head: impl Into<View>,
        words: impl Into<View>,
    ) -> El {
        let couple = self.couple;
        let sign = badge(couple, side, "cg-badge--small");
        if !private {
            return self.block(BLOCK, sign, head, words);
        }
        let only = el("span", "cg-entry__only")
            .with(small_icon("closedeye"))
            .with(el("span", "").with(said("turn.private", &couple.slots_of(side))));
        let class = format!("{BLOCK} cg-entry__words--private {}", ink(side));
        self.block(&class, sign, (head.into(), only), words)
    }

    /// The part somebody asked the other to play in their plan, and how it stands.
    fn part_asked(&self, words: &Pack, a: &Agreement, plan: &Commitment) -> El {
        let couple = self.couple;
        let head = el("span", "").with(said("role.asked", &couple.slots_of(plan.owner)));
        let asked = a.withdrawn_by.is_none().then(|| role::asked(words.step(&a.step), a));
        let stands = match a.withdrawn_by {
            None => stands(couple, a),
            Some(_) => el("p", "").with(t("agree.no-longer")).into(),
        };
        self.block(BLOCK, together(), head, (asked, stands))
    }

    fn sentence(&self, a: &Agreement) -> El {
        let words: View = if a.withdrawn_by.is_some() {
            el("p", "").with(t("agree.no-longer")).into()
        } else {
            (reading(&a.text), stands(self.couple, a)).into()
        };
        self.block(BLOCK, together(), t("agree.plate"), words)
    }

    fn next_talk(&self, talk: &Talk) -> Option<El> {
        let day = |moment| match when(self.couple, moment) {
            When::Once(when) => el("p", "").with(when),
            When::Each(lines) => lines,
        };
        let words = match &talk.next {
            NextTime::At(moment) => day(moment),
            NextTime::WeWillFindOne => el("p", "").with(t("next.find")),
            NextTime::NotForNow => return None,
        };
        let words = (words, talk.again.as_ref().map(day));
        Some(self.block(BLOCK, together(), t("partnership.next"), words))
    }
}

const BLOCK: &str = "cg-entry__words";

fn together() -> View {
    emblem("cg-emblem cg-emblem--tiny")
}
