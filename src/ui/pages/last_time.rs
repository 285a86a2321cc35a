//! What two go on from (C26): how long ago they met, the line they left, what somebody means to try, and what is still
//! open. On the page where they sit down, on the cover of every talk of two, and where one of them is asked for one; both
//! see the same, and nothing of it is one person's own.

use leptos::prelude::*;

use crate::content;
use crate::domain::command::Command;
use crate::domain::ids::{PairId, ThreadId};
use crate::domain::last_time::last_time;
use crate::domain::meeting;
use crate::domain::outcome::{Commitment, Thread, ThreadState};
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::reading::lines::open_threads;
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, again, el, live, nothing};
use crate::ui::focus;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::people::{badge, small_emblem};
use crate::ui::parts::promise::{item, text, ways};
use crate::ui::parts::said::reading;
use crate::ui::parts::section::listed;
use crate::ui::words::{said, since, t, tf};

/// How long ago the two last met, as a calendar counts days, and the line they left to start from.
pub fn left_off(state: State, pair: PairId) -> El {
    let now = move || state.with(|w| last_time(w, pair, content::dialogue));
    el("p", "cg-lede").with(live(now, |last| -> View {
        let days = last.met.map(|met| meeting::days_between(met, clock::now()));
        (since(days), last.line.as_deref().map(quoted)).into()
    }))
}

fn quoted(line: &str) -> View {
    let line = el("span", "cg-quote").attr("dir", "auto").with(line);
    (" ", t("partnership.one-line"), " ", line).into()
}

/// The same above what is chosen on a cover; of two who haven't met, nothing.
pub fn left_off_if_met(state: State, pair: PairId) -> Option<El> {
    state.peek(|w| last_time(w, pair, content::dialogue)).met.map(|_| left_off(state, pair))
}

/// The same where one of the two is asked for a talk, to read: what is open is moved where they sit down.
pub fn to_read(state: State, pair: PairId) -> Option<View> {
    let head = left_off_if_met(state, pair)?;
    let open = state.peek(|w| open_threads(w, pair));
    let open = (!open.is_empty()).then(|| {
        let one = |(_, words): &(Thread, String)| el("li", "").with(text(words));
        let list = el("ul", "cg-bullets").with(open.iter().map(one).collect::<Vec<_>>());
        listed("open", "cg-stack--after", t("partnership.open"), list)
    });
    Some((head, open).into())
}

/// What somebody chose to try next time because of what they were told (`fb-try`), at its start.
pub fn tries(state: State, couple: &Couple) -> Option<El> {
    let tries = state.peek(|w| {
        let all = last_time(w, couple.pair, content::dialogue).tries;
        all.iter().filter_map(|id| w.commitments.get(id.uuid()).cloned()).collect::<Vec<_>>()
    });
    let one = |c: &Commitment| {
        let head = el("h2", "cg-entry__head")
            .with(badge(couple, c.owner, "cg-badge--small"))
            .with(el("span", "").with(said("start.meant-to-try", &couple.slots_of(c.owner))));
        let words = el("div", "").attr("lang", couple.speaks(c.owner)).with(reading(&c.plan.what));
        el("li", "cg-entry").with(el("div", "").with(head).with(words))
    };
    (!tries.is_empty())
        .then(|| el("ul", "cg-stack--after").with(tries.iter().map(one).collect::<Vec<_>>()))
}

/// What they say of a thread today, where that is not kept.
#[derive(Clone, Copy, PartialEq)]
enum Today {
    NothingYet,
    /// They talk about it. Of what somebody handed over, it stays open until they say that they did: only then may
    /// the words go.
    TakesPlace,
    Rests,
}

/// What was open when they sat down: picked up, left to rest or dropped with one tap, and put back with another.
pub fn threads(state: State, pair: PairId) -> View {
    let open = state.peek(|w| open_threads(w, pair));
    if open.is_empty() {
        return nothing();
    }
    let rows: Vec<View> = open.iter().map(|(thread, words)| row(state, thread, words)).collect();
    let list = el("ul", "").with(rows);
    listed("open", "cg-stack--after", t("partnership.open"), list).into()
}

fn row(state: State, thread: &Thread, words: &str) -> View {
    let (id, keeps) = (thread.id, !thread.text.is_empty());
    let today = RwSignal::new(Today::NothingYet);
    let now = move || state.with(|w| w.threads.get(id.uuid()).map(|t| t.state));
    let place = format!("thread-{id}");
    let (ways_place, words) = (place.clone(), words.to_owned());
    let buttons = again(move || -> View {
        let standing = match (now(), today.get()) {
            (None, _) => return nothing(),
            (Some(ThreadState::PickedUp), _) | (_, Today::TakesPlace) => "begin.picked-up",
            (Some(ThreadState::Dropped), _) => "begin.dropped",
            (_, Today::Rests) => "begin.rests",
            _ => return choices(state, id, keeps, today, &ways_place),
        };
        let place = ways_place.clone();
        let back = button(Look::SmallPlain, t("begin.put-back"), move || {
            today.set(Today::NothingYet);
            if now() != Some(ThreadState::Open) {
                go(state, id, ThreadState::Open);
            }
            focus_in(&place);
        });
        (el("span", "cg-small").with(t(standing)), back).into()
    });
    let kept = tf("thread.kept", &[("date", &dates::moment(thread.changed, Form::Date, ""))]);
    let row = item(small_emblem(), text(&words), kept, ways(buttons));
    row.attr("id", place.as_str()).into()
}

fn choices(state: State, id: ThreadId, keeps: bool, today: RwSignal<Today>, place: &str) -> View {
    let place = place.to_owned();
    let after = move |act: Box<dyn Fn()>| {
        let place = place.clone();
        move || {
            act();
            focus_in(&place);
        }
    };
    let up = after(Box::new(move || {
        if keeps {
            go(state, id, ThreadState::PickedUp);
        } else {
            today.set(Today::TakesPlace);
        }
    }));
    let rest = after(Box::new(move || today.set(Today::Rests)));
    let drop = after(Box::new(move || go(state, id, ThreadState::Dropped)));
    let rests = button(Look::SmallPlain, t("begin.let-rest"), rest);
    let drops = button(Look::SmallPlain, t("thread.drop"), drop);
    (button(Look::Small, t("begin.pick-up"), up), rests, drops).into()
}

/// Refused only where it is gone; then so is its row.
fn go(state: State, thread: ThreadId, to: ThreadState) {
    let _ = state.act(Command::ThreadMoved { thread, state: to });
}

/// The button that was tapped has given way to another in its place: the focus stays there.
fn focus_in(place: &str) {
    focus::on(&format!("#{place} button"));
}
