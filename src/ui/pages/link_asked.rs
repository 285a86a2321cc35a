//! Somebody is asked by link: how it was, or whether they would like a talk. Nothing of it is kept
//! before they begin to answer or put it off.

use leptos::prelude::*;

use super::{last_time, link_not};
use crate::app::route::Route;
use crate::content;
use crate::content::words::pack;
use crate::domain::command::{Answer, Command};
use crate::domain::crossing::{Parcel, partnership_of};
use crate::domain::decides::{Decides, LATER, TOMORROW, WRITE_NOW};
use crate::domain::dialogue::{CheckedDialogue, Step};
use crate::domain::path::Part;
use crate::domain::person::Side;
use crate::domain::refusal::Refusal;
use crate::domain::run::{How, Place, Reply, Words};
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live};
use crate::ui::flow;
use crate::ui::focus;
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::frame::{main_part, skip_link};
use crate::ui::parts::icon::{icon, turning_icon};
use crate::ui::parts::people::emblem;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::parts::standing::storage_notice;
use crate::ui::words::{number_word, said, t, tf};

/// Which of these pages. In memory only.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Welcome,
    /// The questions, to talk about.
    Aloud,
    /// What the asker will see.
    WillSee,
    /// It was talked about, so there is nothing to send.
    Talked,
    /// Not now, said in one of two ways, or to nobody.
    Not(Reply),
}

/// What the pages need to know.
pub(super) struct Asked {
    pub state: State,
    pub parcel: Parcel,
    pub couple: Couple,
    pub dialogue: &'static CheckedDialogue,
}

impl Asked {
    /// Who is asked.
    pub fn me(&self) -> Side {
        self.parcel.from.other()
    }

    /// The name of who asks.
    pub fn asker(&self) -> &str {
        self.couple.name(self.parcel.from)
    }

    /// When to answer, where that is asked: of a talk that was.
    fn when(&self) -> Option<&'static Step> {
        self.dialogue.deciding(Decides::WhenToAnswer)
    }

    /// The day of the talk, as its weekday.
    fn day(&self) -> String {
        dates::moment(self.parcel.started, Form::Weekday, "")
    }

    /// Lays the talk out in memory, with `options` as its first answer where it asks when to answer.
    pub fn lay_out(&self, options: &[&str]) -> Result<(), Refusal> {
        let (state, run) = (self.state, self.parcel.run);
        let who = self.me().into();
        let when = self.when();
        state.look_at(&self.parcel, || {
            let Some(step) = when.filter(|_| !options.is_empty()) else { return Ok(()) };
            let answer = Answer { run, step: step.id.clone(), who };
            let picks = options.iter().map(|o| (*o).into()).collect();
            let words = Words { picks, ..Words::default() };
            state.act(Command::AnswerWritten { answer: answer.clone(), words })?;
            state.act(Command::AnswerGiven { answer, how: How::Wrote })
        })
    }

    /// To the first page there is; after how to answer, which the welcome asked already.
    fn begin(&self) {
        let run = self.parcel.run;
        let Some(step) = self.when() else { return flow::enter(self.state, run, false) };
        let from = Place { step: step.id.clone(), part: Part::Own(self.me()) };
        flow::advance(self.state, run, &from);
    }

    /// What the asker says to whom they ask.
    fn greeting_words(&self) -> Option<El> {
        let words = self.parcel.asked.as_ref()?.greeting.as_str();
        let quote = || el("p", "cg-quote cg-greeting__words").attr("dir", "auto").with(words);
        (!words.is_empty()).then(quote)
    }

    /// The questions that were chosen, in the words they are asked in.
    fn questions(&self) -> Vec<View> {
        let asked = self.parcel.asked.as_ref();
        let wanted = |s: &&Step| {
            s.release
                && !s.own
                && asked.is_none_or(|a| a.questions.is_empty() || a.questions.contains(&s.id))
        };
        let words = pack(&self.dialogue.id);
        let ask = |s: &Step| words.and_then(|w| w.step(&s.id)).map(|w| w.ask.as_str().into());
        let own = asked.into_iter().flat_map(|a| &a.own).filter(|own| !own.is_empty());
        let own = own.map(|own| el("span", "").attr("dir", "auto").with(own.as_str()).into());
        self.dialogue.steps().filter(wanted).filter_map(ask).chain(own).collect()
    }
}

/// The page for what `parcel` asks.
pub fn page(state: State, parcel: &Parcel) -> View {
    let Some(dialogue) = content::dialogue(&parcel.dialogue) else {
        return link_not::strange(state);
    };
    let couple = Couple::of(&partnership_of(parcel));
    // What these two may have here already (C26).
    state.load_for_parcel(parcel);
    let asked = std::rc::Rc::new(Asked { state, parcel: parcel.clone(), couple, dialogue });
    let at = RwSignal::new(At::Welcome);
    focus::settle_when(move || at.get());
    live(
        move || at.get(),
        move |now| match now {
            At::Welcome if asked.dialogue.is_answered_by_link() => welcome(&asked, at),
            At::Welcome => invitation(&asked, at),
            At::Aloud => aloud(&asked, at),
            At::WillSee => will_see(&asked, at),
            At::Talked => link_not::talked(&asked, move || at.set(At::Aloud)),
            At::Not(reply) => link_not::page(state, &asked, *reply, move || at.set(At::Welcome)),
        },
    )
}

/// A page without masthead or menu: the asker's shape greets from the corner.
pub(super) fn greeting(asked: &Asked, main: impl Into<View>) -> View {
    let brand = el("p", "cg-greeting__brand").with(emblem("cg-emblem")).with(t("app.name"));
    let shape = el("span", &format!("cg-greeting__shape {}", ink(asked.parcel.from)))
        .attr("aria-hidden", "true")
        .with(el("span", "").with(asked.couple.initial(asked.parcel.from)));
    let head = el("header", "cg-greeting__head").with(brand).with(shape);
    let main = main_part("cg-main cg-greeting").with(main);
    el("div", "cg-page cg-page--greeting").with(skip_link()).with(head).with(main).into()
}

fn welcome(asked: &std::rc::Rc<Asked>, at: RwSignal<At>) -> View {
    let (state, name) = (asked.state, asked.couple.name(asked.me()).to_owned());
    let (day, when) = (asked.day(), asked.when());
    let slots = [("name", name.as_str()), ("day", &day), ("asker", asked.asker())];
    let title = said(if when.is_some() { "asked.title" } else { "asked.title-bring" }, &slots);
    let n = asked.questions().len();
    let lede = said(
        if n == 1 { "asked.lede-one" } else { "asked.lede" },
        &[("asker", asked.asker()), ("n", number_word(n))],
    );
    let (writes, later) = (asked.clone(), asked.clone());
    let write = way("edit", t("asked.write"), t("asked.write-note").into(), move || {
        if writes.lay_out(&[WRITE_NOW]).is_ok() {
            writes.begin();
        }
    });
    let aloud_note = said("asked.aloud-note", &[("asker", asked.asker())]);
    let aloud = way("say", t("asked.aloud"), aloud_note, move || at.set(At::Aloud));
    let later = when.map(|step| {
        way("clock", t("asked.later"), t("asked.later-note").into(), move || {
            if later.lay_out(&[LATER, TOMORROW]).is_ok() {
                state.keep();
                flow::jump(state, later.parcel.run, &step.id);
            }
        })
    });
    let sees = button(Look::Plain, said("asked.will-see", &[("asker", asked.asker())]), {
        move || at.set(At::WillSee)
    });
    let not =
        button(Look::Plain, t("asked.not-this-time"), move || at.set(At::Not(Reply::NotToday)));
    let ways = el("div", "cg-greeting__ways").with(write).with(aloud).with(later);
    let foot = el("div", "cg-greeting__foot").with(sees).with(not);
    let head = (prompt(title), asked.greeting_words(), el("p", "cg-lede").with(lede));
    let main = (storage_notice(state), head, ways, refused(state), foot);
    greeting(asked, main)
}

/// One of several equal ways on.
pub(super) fn way(sign: &str, title: &str, note: View, act: impl Fn() + 'static) -> El {
    let words = el("span", "cg-way-on__words")
        .with(el("span", "cg-way-on__title").with(title))
        .with(el("span", "cg-small").with(note));
    el("button", "cg-way-on")
        .attr("type", "button")
        .click(act)
        .with(icon(sign))
        .with(words)
        .with(turning_icon("next"))
}

/// The questions on one page, to talk about. Nothing is recorded, and nothing kept.
fn aloud(asked: &Asked, at: RwSignal<At>) -> View {
    let questions: Vec<El> =
        asked.questions().into_iter().map(|q| el("li", "cg-reading").with(q)).collect();
    let done = next_button(t("act.put-away"), move || at.set(At::Talked));
    let back = sign_button(Look::Plain, "back", t("act.back"), move || at.set(At::Welcome));
    let main = (
        prompt(said("asked.aloud-title", &[("asker", asked.asker())])),
        el("p", "cg-hint").with(t("asked.aloud-words")),
        el("ol", "cg-greeting__questions").with(questions),
        el("div", "cg-greeting__foot").with(back).with(done),
    );
    greeting(asked, main)
}

/// Before anything is answered: what the asker will see of it, and what not.
fn will_see(asked: &Asked, at: RwSignal<At>) -> View {
    let slots = [("asker", asked.asker())];
    let lines = ["asked.see-1", "asked.see-2", "asked.see-3", "asked.see-4"];
    let lines: Vec<El> = lines.iter().map(|key| el("li", "").with(said(key, &slots))).collect();
    let back = sign_button(Look::Plain, "back", t("act.back"), move || at.set(At::Welcome));
    let main = (
        prompt(said("asked.will-see", &slots)),
        el("ul", "cg-bullets").with(lines),
        el("div", "cg-greeting__foot").with(back),
    );
    greeting(asked, main)
}

/// Whether the other would like a talk: yes, not today, or no, with the same weight (C38).
fn invitation(asked: &std::rc::Rc<Asked>, at: RwSignal<At>) -> View {
    let (state, run) = (asked.state, asked.parcel.run);
    let words = pack(&asked.dialogue.id);
    let slots = [("name", asked.couple.name(asked.me())), ("asker", asked.asker())];
    let what = words.map_or("", |w| w.title.as_str());
    let title = said("invited.title", &[slots[0], slots[1], ("title", what)]);
    let about = words.map(|w| el("p", "cg-lede").with(w.about.as_str()));
    let minutes = tf("invited.minutes", &[("n", &asked.dialogue.minutes.whole.to_string())]);
    let say_yes = {
        let asked = asked.clone();
        move || {
            let said = asked.lay_out(&[]).is_ok();
            if said && state.act(Command::Replied { run, reply: Reply::Yes }).is_ok() {
                state.keep();
                // Where it is asked first whether to begin at all, the yes is sent after that.
                if asked.dialogue.deciding(Decides::WhetherToBegin).is_some() {
                    flow::enter(state, run, true);
                } else {
                    state.go(Route::Send(run), true);
                }
            }
        }
    };
    let not_now = |reply: Reply| move || at.set(At::Not(reply));
    let yes = way("coalition", t("invited.yes"), t("invited.yes-note").into(), say_yes);
    let not_today = way(
        "clock",
        t("invited.not-today"),
        t("invited.not-today-note").into(),
        not_now(Reply::NotToday),
    );
    let no = way("close", t("invited.no"), t("invited.no-note").into(), not_now(Reply::No));
    let ways = el("div", "cg-greeting__ways").with(yes).with(not_today).with(no);
    let head = (storage_notice(state), prompt(title), asked.greeting_words(), about);
    let main = (
        head,
        el("p", "cg-hint").with(minutes).with(" ").with(said("invited.who-sees", &slots)),
        last_time::to_read(state, asked.couple.pair),
        ways,
        refused(state),
    );
    greeting(asked, main)
}
