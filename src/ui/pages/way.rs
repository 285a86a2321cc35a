//! Our way of working (B.9): what the two stand by, what one of them would say instead, and what it was before. Either
//! proposes, both affirm, each by themselves; until then what stands stands (C23).

use leptos::prelude::*;

use super::not_here;
use crate::app::route::Route;
use crate::content;
use crate::domain::command::Command;
use crate::domain::ids::{AgreementId, PairId};
use crate::domain::outcome::{Agreement, Assent};
use crate::domain::person::Side;
use crate::domain::time::Stamp;
use crate::domain::way::{self, Way};
use crate::platform::dates::{self, Form};
use crate::platform::page as browser;
use crate::reading::called_anywhere;
use crate::state::{Area, State, Unproposed};
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live};
use crate::ui::focus;
use crate::ui::leave;
use crate::ui::parts::actions;
use crate::ui::parts::assent::{assents, plan_sheet, stands, taking_back};
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::curtain::{curtain, hands_over, opens};
use crate::ui::parts::draft::Draft;
use crate::ui::parts::fold::fold;
use crate::ui::parts::frame::{frame, talk_masthead};
use crate::ui::parts::people::{back_to, badge, emblem};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::steps::choose::legend_group;
use crate::ui::words::{said, t, tf};

/// What is open on the page. In memory only.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Page,
    /// Somebody says what they would say instead.
    Writes(AgreementId, Side),
    /// The device changes hands.
    Curtain(AgreementId, Side),
    /// Somebody says yes to a proposal, or not, by themselves.
    Says(AgreementId, Side),
}

/// What the page and all that opens on it share.
#[derive(Clone, Copy)]
struct Living {
    state: State,
    at: RwSignal<At>,
}

pub fn page(state: State, pair: PairId) -> View {
    // Whoever was writing goes on with it.
    let is_here = |u: &Unproposed| {
        state.peek(|w| w.agreements.get(u.agreement.uuid()).is_some_and(|a| a.pair == pair))
    };
    let writing = state.unproposed().filter(is_here);
    let at = writing.map_or(At::Page, |u| At::Writes(u.agreement, u.by));
    let living = Living { state, at: RwSignal::new(at) };
    focus::settle_when(move || living.at.get());
    live(
        move || (Couple::now(state, pair), living.at.get()),
        move |(couple, at)| {
            let Some(couple) = couple else { return not_here::page(state) };
            match *at {
                At::Page => living.page(couple),
                At::Writes(agreement, by) => living.writes(couple, agreement, by),
                At::Curtain(proposal, to) => living.curtain(couple, proposal, to),
                At::Says(proposal, who) => living.says(couple, proposal, who),
            }
        },
    )
}

fn date(at: Stamp) -> String {
    dates::moment(at, Form::Date, "")
}

impl Living {
    fn find(self, id: AgreementId) -> Option<Agreement> {
        self.state.peek(|w| w.agreements.get(id.uuid()).cloned())
    }

    /// Whose device this is, where each has one of their own.
    fn mine(self, couple: &Couple) -> Option<Side> {
        self.state.peek(|w| w.mine(couple.pair))
    }

    fn page(self, couple: &Couple) -> View {
        let (state, pair, couple) = (self.state, couple.pair, couple.clone());
        let back = back_to(state, &couple);
        let list = live(
            move || state.with(|w| way::ways(w, pair, &content::dialogue)),
            move |ways| -> View {
                if ways.is_empty() {
                    return el("p", "cg-hint").with(t("way.none")).into();
                }
                ways.iter().map(|way| self.section(&couple, way)).collect::<Vec<_>>().into()
            },
        );
        let sheet = sign_button(Look::Plain, "print", t("way.sheet"), move || {
            state.go(Route::Agreed(pair), false);
        });
        let main = el("div", "cg-plain")
            .with(prompt(t("way.title")))
            .with(el("p", "cg-lede").with(t("way.lede")))
            .with(el("div", "").with(list))
            .with(el("p", "cg-buttons").with((back, sheet)));
        frame(state, Some(Route::Home), main)
    }

    fn section(self, couple: &Couple, way: &Way) -> El {
        let id = format!("way-{}", way.about);
        let now: Vec<El> = way.now.iter().map(|a| self.standing(couple, a, way)).collect();
        let proposed: Vec<El> = way.proposed.iter().map(|a| self.proposal(couple, a)).collect();
        let name = el("h2", "cg-title cg-list-head")
            .attr("id", id.as_str())
            .with(called_anywhere(way.about));
        el("section", "cg-way-page__one")
            .attr("aria-labelledby", id.as_str())
            .with(name)
            .with(now)
            .with(proposed)
            .with(self.earlier(couple, way))
    }

    /// What both stand by; or that they no longer do, without the words.
    fn standing(self, couple: &Couple, a: &Agreement, way: &Way) -> El {
        let id = a.id;
        let one = |by: Side| {
            let words = said("way.propose", &couple.slots_of(by));
            button(Look::Small, words, move || self.at.set(At::Writes(id, by)))
        };
        // One proposal at a time is looked at.
        let may = way.proposed.is_empty();
        let propose: Vec<View> =
            if may { couple.here(self.state).into_iter().map(one).collect() } else { Vec::new() };
        let send = may.then(|| self.send(couple, a));
        let propose = el("div", "cg-promise__ways").with((propose, send));
        if a.withdrawn_by.is_some() {
            let since = tf("agree.since", &[("date", &date(a.since()))]);
            let words = el("p", "").with(t("agree.no-longer")).with(" ").with(since);
            return el("div", "cg-stack--after").with(words).with(propose);
        }
        let both = tf("agree.both-on", &[("date", &date(a.since()))]);
        el("div", "cg-stack--after")
            .with(plan_sheet(emblem("cg-emblem"), t("agree.plate").into(), &a.text))
            .with(el("p", "cg-small").with(both))
            .with(propose)
            .with(taking_back(self.state, couple, a.id))
    }

    fn proposal(self, couple: &Couple, a: &Agreement) -> El {
        let (id, replaces) = (a.id, a.replaces.unwrap_or(a.id));
        let by = a.asked_by.unwrap_or(Side::First);
        let whose = said("way.proposes", &couple.slots_of(by));
        let mine = self.mine(couple);
        let is_open = |who: Side| {
            let area = Area { pair: Some(couple.pair), side: who };
            mine == Some(who) && !self.state.is_closed(area)
        };
        let answer = |who: Side| {
            let open = is_open(who);
            let words = said("way.answer", &couple.slots_of(who));
            sign_button(Look::Line, "handover", words, move || {
                self.at.set(if open { At::Says(id, who) } else { At::Curtain(id, who) });
            })
        };
        let open = |who: &Side| a.word_of(*who) != Some(Assent::Yes);
        let answers: Vec<View> =
            couple.here(self.state).into_iter().filter(open).map(answer).collect();
        // Who was not asked yet, chose nothing.
        let answered = Side::BOTH.into_iter().all(|side| a.word_of(side).is_some());
        let send = mine.filter(|mine| open(&mine.other())).and_then(|_| self.send(couple, a));
        let words = |who: Side| {
            let other = said("way.change", &couple.slots_of(who));
            button(Look::SmallPlain, other, move || self.at.set(At::Writes(replaces, who)))
        };
        let change: Vec<View> = couple.here(self.state).into_iter().map(words).collect();
        let drop = button(Look::SmallPlain, t("way.leave"), move || {
            self.propose(replaces, by, String::new());
        });
        el("div", &format!("cg-way-page__proposed {}", ink(by)))
            .with(plan_sheet(badge(couple, by, "cg-badge--small"), whose, &a.text))
            .with(answered.then(|| stands(couple, a)))
            .with(el("div", "cg-buttons").with((answers, send)))
            .with(el("div", "cg-promise__ways").with((change, drop)))
    }

    /// On a device of one's own, all that was said there crosses by link.
    fn send(self, couple: &Couple, a: &Agreement) -> Option<View> {
        let (state, run) = (self.state, a.run);
        let other = self.mine(couple)?.other();
        let words = said("across.send", &[("name", couple.name(other))]);
        Some(sign_button(Look::Small, "share", words, move || state.go(Route::Send(run), false)))
    }

    fn earlier(self, couple: &Couple, way: &Way) -> Option<El> {
        let one = |(a, since): &(Agreement, _)| {
            let words = el("p", "cg-reading").attr("dir", "auto").with(a.text.as_str());
            let both = tf("agree.both-on", &[("date", &date(*since))]);
            el("li", "cg-entry").with(
                el("div", "")
                    .with(words)
                    .with(el("p", "cg-small").with(both))
                    .with(taking_back(self.state, couple, a.id)),
            )
        };
        let all: Vec<El> = way.earlier.iter().map(one).collect();
        (!all.is_empty())
            .then(|| fold(el("span", "").with(t("way.earlier")), el("ol", "").with(all)))
    }

    fn propose(self, agreement: AgreementId, by: Side, text: String) -> bool {
        self.state.act(Command::ChangeProposed { agreement, by, text }).is_ok()
    }

    /// It begins from what stands, or from what is proposed already.
    fn writes(self, couple: &Couple, agreement: AgreementId, by: Side) -> View {
        let Some(former) = self.find(agreement) else { return self.page(couple) };
        let open =
            self.state.peek(|w| way::open_proposal(w, &former).map(|open| open.text.clone()));
        let stands = former.text.trim().to_owned();
        let state = self.state;
        let is_this = |u: &Unproposed| (u.agreement, u.by) == (agreement, by);
        let writing = state.unproposed().filter(is_this).map(|u| u.text);
        let text = writing.or(open).unwrap_or(former.text);
        let area = el("textarea", "cg-answer__field")
            .attr("id", "answer")
            .attr("dir", "auto")
            .attr("autocomplete", "off")
            .attr("data-first", true)
            .prop("value", &text.as_str().into());
        let element = area.element();
        let note = move |text| {
            state.note_unproposed(Some(&Unproposed { agreement, by, text }));
            true
        };
        let area = Draft::follow(state, area, Box::new(note));
        let leave = move || {
            state.flush_drafts();
            state.note_unproposed(None);
            self.at.set(At::Page);
        };
        let plate = el("label", "cg-answer__plate")
            .attr("for", "answer")
            .with(badge(couple, by, "cg-badge--small"))
            .with(t("way.instead"));
        let block = el("div", &format!("cg-answer cg-answer--short {}", ink(by)))
            .with(el("div", "cg-answer__head").with(plate))
            .with(area);
        let main = next_button(t("way.do"), move || {
            let text = browser::value_of(&element);
            // Nothing else written, nothing proposed.
            if [&*stands, ""].contains(&text.trim()) || self.propose(agreement, by, text) {
                leave();
            }
        });
        let back = actions::back(leave);
        let hint = el("p", "cg-hint").with(t("way.hint"));
        let body = el("div", "cg-plain")
            .with(prompt(said("way.write", &couple.slots_of(by))))
            .with(hint)
            .with(block)
            .with(refused(self.state))
            .with(actions::bar(back, vec![main]));
        frame(self.state, Some(Route::Home), body)
    }

    fn curtain(self, couple: &Couple, proposal: AgreementId, to: Side) -> View {
        let slots = couple.slots_of(to);
        let way_out = leave::way_out_for(self.state, couple.pair, Some(to));
        let masthead = talk_masthead(t("app.name"), couple.both_names(), way_out);
        let seal = ("closedeye", said("curtain.private", &slots));
        // One sentence is asked about, and nothing else is open: nobody holds the device for more.
        let open = opens(self.state, couple, to, move || self.at.set(At::Says(proposal, to)));
        curtain(couple, to, masthead, hands_over(self.state, couple, to), seal, open)
    }

    /// One person's word on other words, by themselves; what stands is beside them.
    fn says(self, couple: &Couple, proposal: AgreementId, who: Side) -> View {
        let there = self.find(proposal);
        let Some(a) = there else { return self.page(couple) };
        let done = move || {
            self.state.hand_over(None);
            self.at.set(At::Page);
        };
        leave::after_idle(done);
        let by = a.asked_by.unwrap_or(who.other());
        let now = a
            .replaces
            .and_then(|id| self.find(id))
            .filter(|a| self.state.peek(|w| way::stands(w, a)))
            .map(|now| plan_sheet(emblem("cg-emblem"), t("way.now").into(), &now.text));
        let whose = said("way.proposes", &couple.slots_of(by));
        let new = plan_sheet(badge(couple, by, "cg-badge--small"), whose, &a.text);
        let (rows, word) = assents(&a, who);
        let heading = said("agree.would-you", &couple.slots_of(who));
        let main = next_button(t("act.continue"), move || {
            let said = Command::Affirmed { agreement: proposal, who, state: word() };
            if self.state.act(said).is_ok() {
                done();
            }
        });
        let way_out = leave::way_out_for(self.state, couple.pair, Some(who));
        let body = el("div", "cg-plain")
            .with(legend_group(Some(who), heading, (now, new), rows))
            .with(refused(self.state))
            .with(way_out.map(|way| el("p", "cg-buttons cg-stack--after").with(way)))
            .with(actions::bar(actions::back(done), vec![main]));
        frame(self.state, Some(Route::Home), body)
    }
}
