//! What was said and chosen, as it is read back on a page.

use crate::domain::person::{Author, Side};
use crate::domain::search::Wanted;
use crate::platform::dates::{self, Form};
use crate::reading::{Fact, Head, Line, Piece, in_groups};
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el};
use crate::ui::parts::assent::stand;
use crate::ui::parts::icon::small_icon;
use crate::ui::parts::people::{badge, emblem};
use crate::ui::parts::said::{marked, shown};
use crate::ui::parts::when::{When, when};
use crate::ui::words::{said, t};

/// How it is told.
pub struct Telling<'a> {
    pub couple: &'a Couple,
    /// Nothing but what there is to read: no marks of who else sees it.
    pub calm: bool,
    /// What somebody looks for: it is marked.
    pub wanted: Option<&'a Wanted>,
    /// What stands beneath, for whoever may change it.
    pub beneath: &'a dyn Fn(&Piece) -> Option<El>,
}

impl Telling<'_> {
    /// All of them, in order. Questions in a row to which nobody wrote are one quiet line.
    pub fn pieces(&self, pieces: &[Piece]) -> Vec<El> {
        let one = |group: &[Piece]| match group {
            [piece] if !piece.is_unwritten() => self.piece(piece),
            unwritten => self.unwritten(unwritten),
        };
        in_groups(pieces).map(one).collect()
    }

    /// Which questions were answered without a written word, and by whom: the same line for both of the two.
    fn unwritten(&self, pieces: &[Piece]) -> El {
        let all = |how: Line, key: &'static str| {
            let mut questions: Vec<(&Head, Author)> = Vec::new();
            for piece in pieces.iter().filter(|piece| piece.lines.contains(&how)) {
                match questions.last_mut() {
                    // One of the two, and then the other.
                    Some((head, who)) if *head == &piece.head && *who != piece.who => {
                        *who = Author::Both;
                    }
                    _ => questions.push((&piece.head, piece.who)),
                }
            }
            let one = |(at, (head, who)): (usize, &(&Head, Author))| -> View {
                let names = who.side().map_or_else(
                    || self.couple.both_names(),
                    |side| el("bdi", "").with(self.couple.name(side)).into(),
                );
                let before = if at == 0 { " " } else { " · " };
                (before, self.question(head), " (", names, ")").into()
            };
            let listed = questions.iter().enumerate().map(one).collect::<Vec<_>>();
            (!listed.is_empty()).then(|| el("p", "").with(t(key)).with(listed))
        };
        let aloud = all(Line::SaidAloud, "read.said-aloud");
        let not_said = all(Line::ChoseNotToSay, "read.chose-not-to-say");
        el("div", "cg-entry__words cg-small").with(aloud).with(not_said)
    }

    /// Somebody's words under what they answer.
    pub fn piece(&self, piece: &Piece) -> El {
        let couple = self.couple;
        let side = piece.who.side();
        let sign = side.map_or_else(together, |side| badge(couple, side, "cg-badge--small"));
        let only = side.filter(|_| piece.private && !self.calm);
        let class = match only {
            None => BLOCK.to_owned(),
            Some(side) => format!("{BLOCK} cg-entry__words--private {}", ink(side)),
        };
        let only = only.map(|side| {
            el("span", "cg-entry__only")
                .with(small_icon("closedeye"))
                .with(el("span", "").with(said("turn.private", &couple.slots_of(side))))
        });
        // Among the talks, each has a heading of its own.
        let level = if self.calm { "h2" } else { "h3" };
        let head = el(level, "cg-entry__head").with(sign).with(self.head(piece)).with(only);
        let facts = piece.facts.iter().map(|fact| self.fact(fact)).collect::<Vec<_>>();
        let lines = shown(&piece.lines, self.wanted);
        el("div", &class).with(head).with((lines, facts, (self.beneath)(piece)))
    }

    fn head(&self, piece: &Piece) -> View {
        let is_question = matches!(piece.head, Head::Question(_) | Head::Own(_));
        let name = |side: Side| {
            el("span", "cg-hidden").with(el("bdi", "").with(self.couple.name(side))).with(": ")
        };
        let name = piece.who.side().filter(|_| is_question).map(name);
        (name, self.question(&piece.head)).into()
    }

    fn question(&self, head: &Head) -> View {
        match head {
            Head::Question(words) => (*words).into(),
            Head::Own(words) => {
                el("span", "").attr("dir", "auto").with(marked(words, self.wanted)).into()
            }
            Head::Of(key, side) => {
                el("span", "").with(said(key, &self.couple.slots_of(*side))).into()
            }
            Head::Ours(key) => t(key).into(),
        }
    }

    fn fact(&self, fact: &Fact) -> View {
        let couple = self.couple;
        match fact {
            Fact::Stands(all) => stand(couple, *all),
            Fact::NoLonger => el("p", "").with(t("agree.no-longer")).into(),
            Fact::LookAgain(day, side) => {
                let date = dates::day(*day, Form::Day, couple.language(*side));
                el("p", "cg-small").with(said("plan.look-again", &[("date", &date)])).into()
            }
            Fact::When(moment) => match when(couple, moment) {
                When::Once(when) => el("p", "").with(when).into(),
                When::Each(lines) => lines.into(),
            },
            Fact::WillFind => el("p", "").with(t("next.find")).into(),
        }
    }
}

const BLOCK: &str = "cg-entry__words";

fn together() -> View {
    emblem("cg-emblem cg-emblem--tiny")
}
