//! What the two have agreed, as one sheet: to read, to change, to print, to take along. All of it both see.

use leptos::prelude::*;

use super::not_here;
use crate::app::route::Route;
use crate::codec::markdown::{FILE_KIND, Markdown, isolated};
use crate::content::{self, words::pack};
use crate::domain::between;
use crate::domain::dialogue::Step;
use crate::domain::ids::PairId;
use crate::domain::outcome::{Agreement, NextTime, Talk};
use crate::domain::person::Side;
use crate::domain::prep;
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::time::{LocalMoment, Stamp};
use crate::domain::way;
use crate::domain::workspace::Workspace;
use crate::platform::dates::{self, Form};
use crate::platform::{download, page as browser};
use crate::reading::agreed_about;
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live};
use crate::ui::next_time::next_talk;
use crate::ui::parts::button::{Look, next_button, raw, sign_button};
use crate::ui::parts::calendar::day_as;
use crate::ui::parts::copying;
use crate::ui::parts::frame::{main_part, skip_link, talk_masthead};
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::{badge, couple_emblem, emblem, shape};
use crate::ui::parts::when::here;
use crate::ui::steps::role;
use crate::ui::words::{said, t, tf};

/// What a file with it is called: nobody reads there whose it is (D.12).
const FILE_NAME: &str = "common-ground.md";

/// What stands on the sheet.
#[derive(Clone, Default, PartialEq)]
struct Sheet {
    /// When the first of it was agreed or chosen, and when the two last said yes.
    made: Option<Stamp>,
    last: Option<Stamp>,
    /// Of each of the two: what they care about, chose to do, and do for the other's plans.
    cares: [Vec<String>; 2],
    plans: [Vec<String>; 2],
    parts: [Vec<String>; 2],
    /// What both stand by, and what each sentence of it is about.
    together: Vec<(&'static str, String)>,
    /// When they mean to look again.
    again: Option<(Talk, LocalMoment)>,
    /// When each last said yes.
    signed: [Option<Stamp>; 2],
}

impl Sheet {
    fn of(w: &Workspace, state: State, couple: &Couple) -> Self {
        let pair = couple.pair;
        let agreed = || w.agreements.of(pair).filter(|a| way::stands(w, a));
        let plans = || {
            let stands = |c: &_| privacy::still_stands(c, Viewer::Table);
            w.commitments.of(pair).filter(move |c| stands(c))
        };
        let own = |side: Side| {
            let all = plans().filter(|c| c.owner == side).map(|c| c.plan.what.clone());
            all.collect::<Vec<_>>()
        };
        let yes =
            |a: &Agreement, side: Side| a.affirmations.iter().find(|x| x.who == side).map(|x| x.at);
        let signed = Side::BOTH.map(|side| agreed().filter_map(|a| yes(a, side)).max());
        let part = |side: Side| {
            let others = plans().filter(|c| c.owner != side && between::part_in(w, c).is_some());
            let words = others.map(|c| {
                let role = role::in_words(state, c);
                let name = couple.name(c.owner);
                tf("sheet.part", &[("name", name), ("what", &c.plan.what), ("role", &role)])
            });
            words.collect::<Vec<_>>()
        };
        let again = next_talk(w, pair).and_then(|(talk, next)| match next {
            NextTime::At(day) => Some((talk.clone(), day)),
            _ => None,
        });
        Self {
            made: agreed().map(|a| a.made).chain(plans().map(|c| c.chosen)).min(),
            last: signed.into_iter().flatten().max(),
            cares: Side::BOTH.map(|side| cares(w, pair, side)),
            plans: Side::BOTH.map(own),
            parts: Side::BOTH.map(part),
            together: agreed()
                .filter(|a| a.about.is_none())
                .map(|a| (agreed_about(w, a), a.text.clone()))
                .collect(),
            again,
            signed,
        }
    }

    fn is_empty(&self) -> bool {
        let of_both = [&self.cares, &self.plans, &self.parts];
        self.together.is_empty() && of_both.iter().all(|all| all.iter().all(Vec::is_empty))
    }

    /// The three parts that have a column for each.
    fn columns(&self) -> [(&'static str, &[Vec<String>; 2]); 3] {
        [
            ("sheet.cares", &self.cares),
            ("sheet.committed", &self.plans),
            ("sheet.behind", &self.parts),
        ]
    }

    /// When it was made, and looked at again.
    fn since(&self) -> Option<String> {
        let date = |at| dates::moment(at, Form::Dated, "");
        let made = date(self.made?);
        let last = self.last.map(date).filter(|last| *last != made);
        Some(match last {
            Some(last) => tf("sheet.made-again", &[("made", &made), ("last", &last)]),
            None => tf("sheet.made", &[("made", &made)]),
        })
    }

    /// What holds for both, and when they read this again.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let again =
            self.again.as_ref().filter(|(t, _)| content::looked_at_again(&t.step).is_some());
        let again = again.map(|(_, day)| {
            let date = dates::day(here(day).at.date(), Form::Day, "");
            ("", tf("sheet.again", &[("date", &date)]))
        });
        self.together.iter().cloned().chain(again).collect()
    }

    /// The same as text that can be read anywhere.
    fn markdown(&self, couple: &Couple) -> String {
        let mut file = Markdown::default();
        file.heading(1, &tf("sheet.title", &couple.slots()));
        self.since().iter().for_each(|since| file.paragraph(since));
        for (head, columns) in self.columns() {
            if columns.iter().any(|lines| !lines.is_empty()) {
                file.heading(2, t(head));
                for side in Side::BOTH.into_iter().filter(|s| !columns[s.index()].is_empty()) {
                    file.heading(3, couple.name(side));
                    file.list(&columns[side.index()]);
                }
            }
        }
        if !self.lines().is_empty() {
            file.heading(2, t("sheet.together"));
            file.list(self.lines().iter().map(|(about, line)| match *about {
                "" => line.clone(),
                about => tf("sheet.about", &[("about", about), ("words", &isolated(line))]),
            }));
        }
        for side in Side::BOTH {
            let date = self.signed[side.index()].map(|at| dates::moment(at, Form::Dated, ""));
            let date = date.unwrap_or_default();
            file.paragraph(&tf("sheet.signed", &[("name", couple.name(side)), ("date", &date)]));
        }
        file.paragraph(t("sheet.foot"));
        file.finish()
    }
}

/// What somebody last said they care about, as both may read it.
fn cares(w: &Workspace, pair: PairId, side: Side) -> Vec<String> {
    let steps = content::dialogues().flat_map(|d| d.steps()).filter(|s| s.cares);
    let last = |step: &Step| {
        let of = (pair, &step.id);
        let run = prep::last_said(w, of, side, Viewer::Table, content::dialogue)?;
        let Sight::Words(words, _) = privacy::sight(step, run, side.into(), Viewer::Table) else {
            return None;
        };
        let texts: Vec<&str> = words.texts().filter(|t| !t.is_empty()).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    };
    steps.filter_map(last).collect()
}

pub fn page(state: State, pair: PairId) -> View {
    live(
        move || {
            let couple = Couple::now(state, pair)?;
            let sheet = state.with(|w| Sheet::of(w, state, &couple));
            Some((couple, sheet))
        },
        move |there| match there {
            Some((couple, sheet)) => open(state, couple, sheet),
            None => not_here::page(state),
        },
    )
}

fn open(state: State, couple: &Couple, sheet: &Sheet) -> View {
    let pair = couple.pair;
    let close = move || state.go(Route::Partnership(pair), false);
    let close =
        raw("cg-button cg-masthead__pause", "close", t("sheet.close").into(), "", Box::new(close));
    let masthead = talk_masthead(t("sheet.name"), couple.both_names(), close);
    let main = main_part("cg-main cg-agreed")
        .with(keeping_alert(state))
        .with(if sheet.is_empty() { first_step(state, pair) } else { tools(state, couple, sheet) })
        .with(paper(couple, sheet));
    el("div", "cg-page").with(skip_link()).with(masthead).with(main).into()
}

/// The conversation in which two begin to agree on how they work.
fn start_well() -> Option<(u8, &'static str)> {
    let dialogue = content::dialogue(&"expectations".into())?;
    Some((dialogue.number, &pack(&dialogue.id)?.title))
}

/// Instead of tools for what is not there yet.
fn first_step(state: State, pair: PairId) -> El {
    let way = start_well().map(|(number, title)| {
        next_button(tf("lead.go", &[("title", title)]), move || {
            state.go(Route::Start(number, Some(pair)), false);
        })
    });
    el("div", "cg-agreed__tools").with(dock(way))
}

fn tools(state: State, couple: &Couple, sheet: &Sheet) -> El {
    let (pair, two, file) = (couple.pair, couple.clone(), sheet.clone());
    let change = sign_button(Look::Plain, "edit", t("sheet.change"), move || {
        state.go(Route::Way(pair), false);
    });
    let saved = RwSignal::new(None);
    let save = sign_button(Look::Plain, "save", t("sheet.save"), move || {
        saved.set(Some(download::save(FILE_NAME, FILE_KIND, &file.markdown(&two))));
    });
    let dates = sheet
        .again
        .as_ref()
        .and_then(|(talk, day)| day_as(Look::Plain, t("sheet.dates"), talk, day));
    let print = sign_button(Look::Main, "print", t("paper.print"), browser::print);
    let left = el("div", "cg-buttons").with((change, save, dates));
    let buttons = el("div", "cg-agreed__tools").with(left).with(dock(print));
    el("div", "cg-agreed__above").with((copying::warning(), buttons, copying::outcome(saved)))
}

/// The way on, docked on a phone.
fn dock(way: impl Into<View>) -> El {
    el("div", "cg-agreed__dock").with(way)
}

fn paper(couple: &Couple, sheet: &Sheet) -> El {
    let title = el("h1", "cg-prompt")
        .attr("id", "prompt")
        .attr("tabindex", "-1")
        .with(said("sheet.title", &couple.slots()));
    let since = sheet.since().map(|since| el("p", "cg-small").with(since));
    let head = el("header", "cg-agreed__head")
        .with(el("div", "").with(title).with(since))
        .with(couple_emblem("cg-emblem cg-agreed__emblem", couple));
    let article = el("article", "cg-sheet cg-agreed__sheet").with(head);
    if sheet.is_empty() {
        let title = start_well().map_or("", |(_, title)| title);
        let none = said("sheet.none", &[("title", title)]);
        return article.with(el("p", "cg-reading").with(none));
    }
    let columns = sheet.columns().into_iter().map(|(head, lines)| two_columns(couple, head, lines));
    let together = sheet.lines();
    let together = (!together.is_empty()).then(|| {
        let head = el("h2", "cg-heading cg-agreed__together")
            .with(emblem("cg-emblem cg-emblem--small"))
            .with(t("sheet.together"));
        let one = |(about, line): &(&'static str, String)| {
            let about = (!about.is_empty()).then(|| el("p", "cg-small").with(*about));
            let line = el("p", "").attr("dir", "auto").with(line.as_str());
            el("li", "").with(about).with(line)
        };
        let lines = together.iter().map(one).collect::<Vec<_>>();
        let lines = el("ul", "cg-agreed__lines").with(lines);
        el("section", "cg-agreed__part cg-t").with(head).with(lines)
    });
    article
        .with(columns.collect::<Vec<_>>())
        .with(together)
        .with(signatures(couple, sheet))
        .with(el("p", "cg-agreed__foot").with(t("sheet.foot")))
}

fn list(lines: &[String]) -> El {
    let one = |line: &String| el("li", "").attr("dir", "auto").with(line.as_str());
    el("ul", "cg-agreed__lines").with(lines.iter().map(one).collect::<Vec<_>>())
}

/// A part with both names in both columns.
fn two_columns(couple: &Couple, head: &'static str, lines: &[Vec<String>; 2]) -> Option<El> {
    let one = |side: Side| {
        let lines = &lines[side.index()];
        let name = el("h3", "cg-entry__head")
            .with(badge(couple, side, "cg-badge--small"))
            .with(el("bdi", "").with(couple.name(side)));
        let words: View = match &lines[..] {
            [] => el("p", "cg-small").with(t("sheet.nothing")).into(),
            [line] => el("p", "cg-agreed__one").attr("dir", "auto").with(line.as_str()).into(),
            _ => list(lines).into(),
        };
        let words = el("div", "").attr("lang", couple.speaks(side)).with(words);
        el("div", ink(side)).with(name).with(words)
    };
    let any = lines.iter().any(|lines| !lines.is_empty());
    any.then(|| {
        let columns = el("div", "cg-agreed__columns").with(Vec::from(Side::BOTH.map(one)));
        el("section", "cg-agreed__part").with(el("h2", "cg-heading").with(t(head))).with(columns)
    })
}

/// A line for each to sign on. Whoever said yes here is named on it, with the day; nobody else is.
fn signatures(couple: &Couple, sheet: &Sheet) -> El {
    let one = |side: Side| {
        let signed = sheet.signed[side.index()];
        let name = signed.map(|_| couple.name(side));
        let date = signed.map(|at| dates::moment(at, Form::Dated, couple.language(side)));
        let line = el("p", "cg-agreed__hand").attr("dir", "auto").attr("aria-hidden", "true");
        let under = el("p", "cg-agreed__under")
            .with(shape(side))
            .with(el("bdi", "").with(couple.name(side)))
            .with(el("span", "cg-small").with(date));
        el("div", ink(side)).with(line.with(name)).with(under)
    };
    el("div", "cg-agreed__columns cg-agreed__signatures").with(Vec::from(Side::BOTH.map(one)))
}
