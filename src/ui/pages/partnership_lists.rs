//! What a partnership carries along: commitments, open threads, agreements.

use leptos::prelude::*;

use super::minute;
use crate::app::route::Route;
use crate::domain::between;
use crate::domain::command::Command;
use crate::domain::ids::{CommitmentId, PairId};
use crate::domain::outcome::{Agreement, Commitment, Plan, Remind, Standing, Thread, ThreadState};
use crate::domain::person::Side;
use crate::domain::privacy::{self, Viewer};
use crate::domain::way;
use crate::domain::workspace::Workspace;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::reading::agreed_about;
use crate::reading::lines::open_threads;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, again, el, live, nothing};
use crate::ui::parts::assent::taking_back;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::calendar::add_reminder;
use crate::ui::parts::fold::fold;
use crate::ui::parts::icon::small_icon;
use crate::ui::parts::people::{badge, small_emblem};
use crate::ui::parts::promise::{item, text, ways};
use crate::ui::parts::section::{listed, section};
use crate::ui::parts::stood;
use crate::ui::steps::readback::change_own;
use crate::ui::steps::role;
use crate::ui::words::{said, t, tf};

/// Does something to a thing on a list. Refused only where it is gone; then the list says so.
fn act(state: State, command: Command) {
    let _ = state.act(command);
}

/// Commitments: each owner's to move. It happened, it changes, it goes: all are ordinary.
pub fn commitments(state: State, couple: &Couple) -> El {
    let (pair, couple) = (couple.pair, couple.clone());
    let list = live(
        move || {
            state.with(|w| {
                let shown = |c: &&Commitment| privacy::shows_plan(c, Viewer::Table);
                w.commitments.of(pair).rev().filter(shown).map(|c| c.id).collect::<Vec<_>>()
            })
        },
        move |all| -> View {
            if all.is_empty() {
                return el("p", "cg-hint").with(t("plan.none-yet")).into();
            }
            let rows = all.iter().map(|id| commitment(state, &couple, *id)).collect::<Vec<_>>();
            el("ul", "").with(rows).into()
        },
    );
    listed("promises", "", t("partnership.commitments"), list)
}

/// Shown anew when it changes, but for the form in which its owner changes it.
fn commitment(state: State, couple: &Couple, id: CommitmentId) -> View {
    let now = move || state.with(|w| w.commitments.get(id.uuid()).cloned());
    let first = state.peek(|w| w.commitments.get(id.uuid()).cloned());
    let Some(first) = first else { return nothing() };
    let owner = first.owner;
    let asked = RwSignal::new(false);
    let (shown, dated, asking) = (couple.clone(), couple.clone(), couple.clone());
    let played = couple.clone();
    let words = live(now, move |c| c.as_ref().map(|c| plan_words(state, &played, c)));
    let two = couple.clone();
    let minute = live(now, move |c| c.as_ref().and_then(|c| minute::way(state, &two, c)));
    let when = live(now, move |c| c.as_ref().map(|c| plan_dates(&dated, c)));
    let standing = move || now().and_then(|c| privacy::standing(&c, Viewer::Table));
    // On a device of one's own the other's plan is theirs to move.
    let is_here = state.peek(|w| !w.is_elsewhere(first.run, owner));
    let buttons = is_here.then(|| {
        again(move || {
            if asked.get() {
                who_may_see(state, &asking, id, owner, asked)
            } else {
                ways_on(state, id, owner, standing(), asked)
            }
        })
    });
    let stopped = couple.clone();
    let now = move || now().filter(|c| is_here && reminds(state, c));
    let stop = live(now, move |c| c.as_ref().and_then(|c| stop_reminding(state, &stopped, c)));
    let change = change_own(state, &shown, &first);
    let reminded = couple.clone();
    let remind = live(now, move |c| c.as_ref().and_then(|c| remind_elsewhere(&reminded, c)));
    let ways = (ways((buttons, minute, stop)), change, remind);
    item(badge(&shown, owner, "cg-badge--row"), words, when, ways).into()
}

fn plan_words(state: State, couple: &Couple, c: &Commitment) -> View {
    let why = (!c.plan.why.is_empty())
        .then(|| el("p", "cg-quote").attr("dir", "auto").with(c.plan.why.as_str()));
    let due = reminds(state, c).then(|| due(couple, c));
    let asked = reminds(state, c).then(|| minute::word_asked(state, couple, c));
    (due, text(&c.plan.what), why, role(state, couple, c), asked).into()
}

/// Whether reminders are wanted at all: not by two who have parted (C14). Wakes the reader.
fn reminds(state: State, c: &Commitment) -> bool {
    state.with(|w| w.goes_on(c.pair))
}

fn is_due(c: &Commitment) -> bool {
    c.is_due(clock::now().date_naive())
}

/// A reminder its owner wished for, in their own words and with their own reason (C34).
fn due(couple: &Couple, c: &Commitment) -> Option<El> {
    let words = || said("plan.remind-due", &[("name", couple.name(c.owner))]);
    is_due(c)
        .then(|| el("p", "cg-fact").with(small_icon("calendar")).with(el("span", "").with(words())))
}

/// The way to have no more of them.
fn stop_reminding(state: State, couple: &Couple, c: &Commitment) -> Option<View> {
    let (commitment, by, plan) = (c.id, c.owner, c.plan.clone());
    is_due(c).then(|| {
        button(Look::SmallPlain, said("plan.remind-stop", &couple.slots_of(by)), move || {
            let plan = Plan { remind: Remind::No, ..plan.clone() };
            act(state, Command::PlanChanged { commitment, by, plan });
        })
    })
}

/// The reminder they wished for, in their own calendar.
fn remind_elsewhere(couple: &Couple, c: &Commitment) -> Option<El> {
    let owner = couple.slots_of(c.owner);
    add_reminder(c).map(|ways| fold(el("span", "").with(said("plan.remind-file", &owner)), ways))
}

fn plan_dates(couple: &Couple, c: &Commitment) -> View {
    let language = couple.language(c.owner);
    let chosen = dates::moment(c.chosen, Form::Date, language);
    let chose = said("plan.chose", &[("name", couple.name(c.owner)), ("date", &chosen)]);
    let by = match c.plan.by {
        Some(day) => said("plan.look-again", &[("date", &dates::day(day, Form::Day, language))]),
        None => t("plan.no-date-said").into(),
    };
    let standing = privacy::standing(c, Viewer::Table).map(|standing| {
        let words = match standing {
            Standing::Chosen => t("standing.stands").into(),
            other => stood::since(couple, c, other, c.changed),
        };
        (" ", words)
    });
    (chose, " ", by, standing).into()
}

/// How it stands is the owner's to show (D.7).
fn who_may_see(
    state: State,
    couple: &Couple,
    commitment: CommitmentId,
    by: Side,
    asked: RwSignal<bool>,
) -> View {
    let show = move |open| {
        act(state, Command::CommitmentShown { commitment, by, open });
        asked.set(false);
    };
    let slots = couple.slots_of(by);
    let question = el("p", "cg-small").with(said("plan.may-see", &slots));
    let both = button(Look::Small, t("plan.both-see"), move || show(true));
    (question, both, button(Look::SmallPlain, said("plan.only-owner", &slots), move || show(false)))
        .into()
}

fn ways_on(
    state: State,
    commitment: CommitmentId,
    by: Side,
    standing: Option<Standing>,
    asked: RwSignal<bool>,
) -> View {
    let go = move |standing| {
        act(state, Command::CommitmentMoved { commitment, by, standing });
        asked.set(true);
    };
    if matches!(standing, Some(Standing::Done | Standing::LetGo)) {
        return button(Look::SmallPlain, t("plan.again"), move || go(Standing::Chosen));
    }
    let happened = button(Look::Small, t("plan.it-happened"), move || go(Standing::Done));
    let changing = button(Look::Small, t("plan.changing"), move || go(Standing::Changed));
    let rests = standing != Some(Standing::Resting);
    let rest = rests.then(|| button(Look::Small, t("plan.rest"), move || go(Standing::Resting)));
    let let_go = button(Look::SmallPlain, t("plan.let-go"), move || go(Standing::LetGo));
    (happened, changing, rest, let_go).into()
}

/// The part the other plays in it, once both said yes. Either may end it (C.2, 4).
fn role(state: State, couple: &Couple, c: &Commitment) -> View {
    let (couple, plan, c) = (couple.clone(), c.clone(), c.clone());
    let held = move || state.with(|w| between::part_in(w, &plan).cloned());
    live(held, move |held| held.as_ref().map(|held| part(state, &couple, &c, held)))
}

fn part(state: State, couple: &Couple, c: &Commitment, held: &Agreement) -> View {
    let words = role::in_words(state, c);
    (el("p", "cg-small").attr("dir", "auto").with(words), taking_back(state, couple, held.id))
        .into()
}

/// What was left open, on purpose. Open is never overdue.
pub fn threads(state: State, couple: &Couple) -> View {
    let pair = couple.pair;
    live(
        move || state.with(|w| open_threads(w, pair)),
        move |open| {
            (!open.is_empty()).then(|| {
                let rows = open
                    .iter()
                    .map(|(thread, words)| self::thread(state, thread, words))
                    .collect::<Vec<_>>();
                listed(
                    "open",
                    "cg-partnership__open",
                    t("partnership.open"),
                    el("ul", "").with(rows),
                )
            })
        },
    )
}

fn thread(state: State, thread: &Thread, words: &str) -> El {
    let id = thread.id;
    let go = move |to| act(state, Command::ThreadMoved { thread: id, state: to });
    let kept = tf("thread.kept", &[("date", &dates::moment(thread.changed, Form::Date, ""))]);
    let up = button(Look::Small, t("thread.pick-up"), move || go(ThreadState::PickedUp));
    let drop = button(Look::SmallPlain, t("thread.drop"), move || go(ThreadState::Dropped));
    item(small_emblem(), text(words), kept, ways((up, drop)))
}

/// What both said yes to, and what is no longer agreed.
pub fn agreements(state: State, couple: &Couple) -> View {
    let (pair, couple) = (couple.pair, couple.clone());
    let counts = |w: &Workspace, a: &Agreement| {
        let is_gone = || a.withdrawn_by.is_some() && way::has_its_place(w, a).is_none();
        a.about.is_none() && (way::stands(w, a) || is_gone())
    };
    let all = move || {
        let all = |w: &Workspace| {
            let all = w.agreements.of(pair).filter(|a| counts(w, a));
            all.cloned().collect::<Vec<_>>()
        };
        state.with(all)
    };
    live(all, move |all| {
        (!all.is_empty()).then(|| {
            let rows = all.iter().map(|a| agreement(state, &couple, a)).collect::<Vec<_>>();
            let list = el("ul", "").with(rows);
            section(t("partnership.agreed"), (list, living(state, pair)))
        })
    })
}

/// To the page on which they change what they agreed on, and to the sheet with all of it.
fn living(state: State, pair: PairId) -> El {
    let way = sign_button(Look::Plain, "edit", t("way.title"), move || {
        state.go(Route::Way(pair), false);
    });
    let sheet = sign_button(Look::Plain, "print", t("way.sheet"), move || {
        state.go(Route::Agreed(pair), false);
    });
    el("p", "cg-buttons").with((way, sheet))
}

fn agreement(state: State, couple: &Couple, a: &Agreement) -> El {
    let date = dates::moment(a.since(), Form::Date, "");
    let about = state.peek(|w| agreed_about(w, a));
    let about = (!about.is_empty()).then(|| el("p", "cg-small").with(about));
    if a.withdrawn_by.is_some() {
        let words = el("p", "").with(t("agree.no-longer"));
        let since = tf("agree.since", &[("date", &date)]);
        return item(small_emblem(), (about, words), since, nothing());
    }
    let words = tf("agree.both-on", &[("date", &date)]);
    item(small_emblem(), (about, text(&a.text)), words, taking_back(state, couple, a.id))
}
