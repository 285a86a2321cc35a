//! From the first page of a dialogue to its end, doing on each page one of the things that can be
//! done there.

use common_ground::domain::command::Command;
use common_ground::domain::decides::Decides;
use common_ground::domain::dialogue::{Kind, Step};
use common_ground::domain::feedback;
use common_ground::domain::outcome::NextTime;
use common_ground::domain::path::{Beat, Part, names_ground};
use common_ground::domain::person::Author;
use common_ground::domain::run::{How, Place, Words};

use crate::commands::{ASSENTS, Writer};
use crate::dice::Dice;
use crate::people::{Table, plan};

/// More pages than any dialogue has: going in a circle.
const FAR_TOO_MANY: usize = 400;

/// What the two do on the pages of a walk.
pub trait Walker {
    /// Does something on the page; whatever it is, they go on then.
    fn meet(&mut self, table: &mut Table, beat: &Beat);
}

impl<F: FnMut(&mut Table, &Beat)> Walker for F {
    fn meet(&mut self, table: &mut Table, beat: &Beat) {
        self(table, beat);
    }
}

/// Goes from where the two are to the end. Gives the places passed.
pub fn walk(table: &mut Table, walker: &mut impl Walker) -> Vec<Place> {
    let mut passed = Vec::new();
    let mut next = table.here();
    while let Some(place) = next {
        table.does(Command::WentTo { run: table.run, place: place.clone() });
        let beat = table.path().find(&place).expect("a place one goes to is on the way").clone();
        walker.meet(table, &beat);
        next = table.path().after(&place, table.dialogue()).map(|b| b.place.clone());
        passed.push(place);
        assert!(passed.len() < FAR_TOO_MANY, "no end: {passed:?}");
    }
    passed
}

/// Gives every page the same: skip it, or say it.
pub fn all(how: How) -> impl Walker {
    move |table: &mut Table, beat: &Beat| {
        let step = beat.place.step.as_str();
        match beat.place.part {
            Part::Together => table.gives(Author::Both, step, how),
            Part::Own(side) => table.gives(side, step, how),
            Part::Reveal => {
                table.opens(step);
                table.gives(Author::Both, step, How::Seen);
            }
            Part::Yes(_) | Part::Outcome => panic!("{step}: nothing was written to say yes to"),
        }
    }
}

/// Does by chance one of the things that can be done on each page.
pub struct ByChance<'a> {
    pub dice: Dice<'a>,
    pub writer: &'a mut Writer<'a>,
}

impl Walker for ByChance<'_> {
    fn meet(&mut self, table: &mut Table, beat: &Beat) {
        let step = table.step(beat.place.step.as_str());
        let id = step.id.as_str();
        match beat.place.part {
            Part::Together => self.answer(table, step, Author::Both),
            Part::Own(side) => self.answer(table, step, side.into()),
            Part::Reveal => {
                if self.dice.below(4) > 0 {
                    table.opens(id);
                    table.gives(Author::Both, id, How::Seen);
                } else {
                    table.skips(Author::Both, id);
                }
            }
            Part::Yes(side) => {
                let about = |a: &&common_ground::domain::outcome::Agreement| {
                    let own = table.plan_of(side.other()).map(|p| p.id);
                    a.run == table.run && a.step == step.id && (a.about.is_none() || a.about == own)
                };
                let sentence = table.workspace.agreements.iter().find(about).map(|a| a.id);
                let agreement = sentence.unwrap_or_else(|| panic!("{id}: a yes to nothing"));
                let state = *self.dice.pick(&ASSENTS);
                table.does(Command::Affirmed { agreement, who: side, state });
            }
            Part::Outcome => {}
        }
    }
}

impl ByChance<'_> {
    fn answer(&mut self, table: &mut Table, step: &Step, who: Author) {
        let id = step.id.as_str();
        if step.decides == Some(Decides::WhetherToBegin) {
            return table.gives(who, id, How::Seen);
        }
        let how = match self.dice.below(5) {
            0 => return table.skips(who, id),
            1 => return table.says(who, id),
            2 if who != Author::Both => How::Skipped,
            _ => How::Wrote,
        };
        let silent = table.held(|h| h.is_only_spoken(step));
        if step.decides == Some(Decides::WhatToHandOver) {
            self.hand_over(table, who);
        }
        match (step.kind, who.side()) {
            (Kind::Readback, _) if table.held(|h| names_ground(step, h)) => {
                table.words_it(id, "Both of us.");
            }
            (Kind::Agree, _) if silent => return table.says(who, id),
            (Kind::Agree, None) if step.visibility != crate::people::SPOKEN => {
                if step.about.is_some() {
                    return table.gives(who, id, How::Seen);
                }
                if self.dice.one_in(5) {
                    return table.gives(who, id, How::Seen);
                }
                let text = (self.writer)(&mut self.dice);
                table.words_it(id, if text.is_empty() { "So be it." } else { &text });
            }
            (Kind::Agree, Some(owner)) => {
                let part = step.options[0].as_str();
                return table.asks(owner, id, &[part], "");
            }
            (Kind::Commit, Some(owner)) if !silent => {
                let what = (self.writer)(&mut self.dice);
                return table.plans(owner, id, plan(&what));
            }
            (Kind::Schedule, _) => {
                let next = self.dice.pick(&[NextTime::WeWillFindOne, NextTime::NotForNow]).clone();
                table.does(Command::NextTimeSet {
                    run: table.run,
                    step: id.into(),
                    who: None,
                    next,
                });
            }
            _ => {
                let words = self.words(step, silent);
                table.writes(who, id, words);
            }
        }
        if how == How::Skipped {
            table.keeps(who, id);
        } else {
            table.gives(who, id, how);
        }
    }

    /// Hands over some of what there is.
    fn hand_over(&mut self, table: &mut Table, who: Author) {
        let Some(side) = who.side() else { return };
        let there: Vec<String> = feedback::can_hand_over(table.dialogue(), table.now(), side)
            .map(|s| s.id.to_string())
            .collect();
        for step in there {
            if self.dice.one_in(2) {
                table.releases(side, &step);
            }
        }
    }

    /// Words this step takes.
    fn words(&mut self, step: &Step, silent: bool) -> Words {
        let mut words = Words::default();
        if !step.options.is_empty() {
            words.picks.push(self.dice.pick(&step.options).clone());
        }
        if step.kind == Kind::Scale {
            words.number = u8::try_from(1 + self.dice.below(5)).ok();
        }
        if step.takes_text() && !silent {
            words.text = (self.writer)(&mut self.dice);
        }
        words
    }
}
