//! The whole of a map: what is due, what was taken, the talks in their order, finding something, and what
//! can be done with all of it. What matters to somebody is not on it: that is shown where it is written.

use leptos::prelude::*;

use super::map::{MAPS, Own};
use super::map_parts::talk_line;
use crate::app::route::Route;
use crate::codec::export::Scope;
use crate::content;
use crate::content::words::pack;
use crate::domain::command::Command;
use crate::domain::dialogue::Stage;
use crate::domain::ids::{OptionId, ProspectId, StepId};
use crate::domain::map::{Choice, NO_GUIDE, Note, OnMap, Place, Prospect, Reminder};
use crate::domain::search::Wanted;
use crate::domain::session::FREE_TALK;
use crate::platform::clock;
use crate::platform::dates::{self, Form};
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::dialog::dialog;
use crate::ui::parts::erase::erase_form;
use crate::ui::parts::field::input_field;
use crate::ui::parts::fold::fold;
use crate::ui::parts::icon::small_icon;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::lock;
use crate::ui::parts::notice::notice;
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::rows::{ROW, STOP_ROW, act_row};
use crate::ui::parts::said::{marked, option_words, reading};
use crate::ui::parts::section::named_section;
use crate::ui::words::{said, t, tf};

pub fn page(own: Own) -> View {
    let above = (
        keeping_alert(own.state),
        prompt(t("map.yours")),
        el("p", "cg-turn").with((small_icon("closedeye"), el("span", "").with(t("map.only-you")))),
        due(own),
    );
    let find = named_section("find", t("map.find"), find(own));
    (above, taken(own), in_order(own), find, (questions(own), lock(own), rest(own))).into()
}

/// A lock on all maps.
fn lock(own: Own) -> El {
    named_section("lock", t("lock.title"), lock::section(own.state, MAPS))
}

/// What they chose to be reminded of, in their own words.
fn due(own: Own) -> View {
    let all = move || {
        let today = clock::now().date_naive();
        let one = |(talk, what): (&Prospect, Reminder)| (talk.id, what, talk.note.clone());
        own.with(|map| map.due(today).map(one).collect::<Vec<_>>()).unwrap_or_default()
    };
    live(all, move |all| {
        let one = |(talk, what, note): &(ProspectId, Reminder, Note)| {
            let (talk, what) = (*talk, *what);
            let words = match what {
                Reminder::Invite => said("map.invite-due", &[("person", &note.person)]),
                Reminder::AskHow => said("map.ask-due", &[("person", &note.person)]),
            };
            let own_words = (what == Reminder::Invite && !note.first.what.is_empty())
                .then(|| reading(&note.first.what));
            let away = button(Look::Small, t("act.put-away"), move || {
                own.act(OnMap::Settled { talk, what });
            });
            let stop = note.comes_again(what).then(|| {
                button(Look::Small, t("map.stop-reminding"), move || {
                    own.change(talk, |note| note.stop(what));
                })
            });
            let ways = el("div", "cg-notice__ways").with((away, stop));
            notice("clock", (el("p", "").with(words), own_words, ways))
        };
        all.iter().map(one).collect::<Vec<_>>()
    })
}

fn taken(own: Own) -> View {
    let taken =
        move || own.with(|map| map.taken().map(|s| (s.text.clone(), s.result.clone()))).flatten();
    live(taken, |taken| {
        taken.as_ref().map(|(text, result)| {
            let result = (!result.is_empty()).then(|| reading(result));
            let text = el("p", "cg-heading").attr("dir", "auto").with(text.as_str());
            named_section("taken", t("map.taken"), (text, result))
        })
    })
}

/// The talks, the first one with the way into it.
fn in_order(own: Own) -> View {
    let all = move || {
        let one = |talk: &&Prospect| (*talk).clone();
        own.with(|map| map.in_order().iter().map(one).collect::<Vec<_>>()).unwrap_or_default()
    };
    live(all, move |all| {
        let one = |(i, talk): (usize, &Prospect)| {
            let facts = facts(own, &talk.note).join(" · ");
            let facts = (!facts.is_empty()).then(|| el("p", "cg-small").with(facts));
            let words = el("div", "")
                .with(el("p", "cg-reading").with(talk_line(&talk.note)))
                .with(facts)
                .with(others(own, talk))
                .with((i == 0).then(|| lead(own, talk.id)));
            el("li", "cg-item").with(words)
        };
        let list: View = if all.is_empty() {
            el("p", "cg-hint").with(t("map.no-talks")).into()
        } else {
            let talks = all.iter().enumerate().map(one).collect::<Vec<_>>();
            el("ol", "cg-items").with(talks).into()
        };
        named_section("order", t("map.order"), list)
    })
}

/// How much it would move, whether time matters, and when to invite them: a few words each.
fn facts(own: Own, note: &Note) -> Vec<String> {
    let chosen = |step: &str, choice: &Choice| {
        let words = own.words.step(&StepId::from(step))?;
        match choice.own_words() {
            Some(own) => Some(own.to_owned()).filter(|own| !own.is_empty()),
            None => choice.pick.as_ref().map(|pick| option_words(words, pick)),
        }
    };
    let date = note.date.filter(|_| note.time.is(crate::domain::map::A_DATE));
    let time = match date {
        Some(day) => Some(dates::day(day, Form::Date, "")),
        None => chosen("mp-time", &note.time),
    };
    let invite = Some(note.first.what.clone()).filter(|what| !what.is_empty());
    [chosen("mp-weight", &note.weight), time, invite].into_iter().flatten().collect()
}

/// What another copy said of the same talk.
fn others(own: Own, talk: &Prospect) -> Option<El> {
    let id = talk.id;
    let one = |version: &crate::domain::run::Version| {
        // What matters to them is shown where it is written, and nowhere else.
        let moves = |i: &crate::domain::run::Item| {
            i.field.as_ref().is_some_and(|f| f.as_str() == crate::domain::map::MOVES)
        };
        let items = version.words.items.iter().filter(|i| !moves(i)).map(|i| reading(&i.text));
        el("div", "").with(reading(&version.words.text)).with(items.collect::<Vec<_>>())
    };
    (!talk.also.is_empty()).then(|| {
        let versions = talk.also.iter().map(one).collect::<Vec<_>>();
        let forget = button(Look::Quiet, t("map.enough"), move || {
            own.act(OnMap::OthersForgotten { talk: id });
        });
        fold(t("answer.other-version"), (versions, el("p", "").with(forget)))
    })
}

/// The way into the talk by the guide that was chosen. Nothing of the map goes along.
pub fn lead(own: Own, talk: ProspectId) -> View {
    live(
        move || own.note(talk, |note| note.guide.pick.clone()),
        move |pick: &Option<OptionId>| -> View {
            let pick = pick.as_ref().map_or("", OptionId::as_str);
            let free = pick == NO_GUIDE;
            let dialogue = if free { FREE_TALK } else { pick };
            let dialogue = content::dialogue(&dialogue.into()).filter(|d| !d.alone);
            let Some((dialogue, words)) = dialogue.and_then(|d| Some((d, pack(&d.id)?))) else {
                return nothing();
            };
            let go = tf("lead.go", &[("title", words.title.as_str())]);
            let go = button(Look::Line, go, move || {
                own.state.go(Route::Start(dialogue.number, None), false);
            });
            (
                free.then(|| el("p", "cg-small").with(t("map.no-guide"))),
                el("p", "cg-small").with(t("map.nothing-along")),
                el("p", "cg-buttons cg-stack--after").with(go),
            )
                .into()
        },
    )
}

/// Finds with and without marks.
fn find(own: Own) -> View {
    let typed = RwSignal::new(String::new());
    let field = input_field(
        "find-on-map",
        "search",
        t("map.find-label").into(),
        "",
        Box::new(move |text| typed.set(text)),
    );
    let found = live(
        move || (typed.get(), own.with(Clone::clone)),
        move |(typed, map)| -> View {
            let (Some(wanted), Some(map)) = (Wanted::new(typed), map) else { return nothing() };
            let one = |place: Place<'_>| {
                let person = place.talk.and_then(|talk| map.talk(talk)).map(|t| &t.note.person);
                found(own, place, &wanted, person.map_or("", String::as_str))
            };
            let all: Vec<El> = map.texts().filter(|p| wanted.is_in(p.text)).map(one).collect();
            if all.is_empty() {
                return el("p", "cg-small").with(t("map.find-none")).into();
            }
            el("ul", "").with(all).into()
        },
    );
    (field, el("div", "").attr("role", "status").with(found)).into()
}

/// A text with what was looked for, and the way to where it stands.
fn found(own: Own, place: Place<'_>, wanted: &Wanted, person: &str) -> El {
    let step = StepId::from(place.step);
    let number = own.dialogue.position(&step).map_or(0, |at| at + 1);
    let name = own.words.step(&step).map_or("", |words| words.name.as_str());
    let words = el("p", "cg-reading").attr("dir", "auto").with(marked(place.text, Some(wanted)));
    let link = el("a", "").attr("href", Route::Map(own.id, number).href()).with(name);
    // A name that was found says whose it is.
    let whose = (person != place.text).then(|| (" ", el("bdi", "").with(person)));
    let head = el("p", "cg-small").with(link).with(whose);
    el("li", "cg-item").with(el("div", "").with(head).with(words))
}

/// All questions, to take in any order.
fn questions(own: Own) -> El {
    let mut number = 0;
    let mut stage = |stage: &'static Stage| {
        let mut one = |id: &StepId| {
            number += 1;
            let name = own.words.step(id).map_or("", |words| words.name.as_str());
            let link = el("a", "").attr("href", Route::Map(own.id, number).href()).with(name);
            el("li", "cg-fact").with(link)
        };
        let steps = stage.steps.iter().map(|s| one(&s.id)).collect::<Vec<_>>();
        let title = el("h3", "cg-label").with(own.words.stage(&stage.id));
        el("li", "").with(title).with(el("ul", "cg-facts").with(steps))
    };
    let stages = own.dialogue.stages.iter().map(&mut stage).collect::<Vec<_>>();
    named_section("questions", t("map.questions"), el("ol", "cg-map__stages").with(stages))
}

/// Another map, and erasing this one.
fn rest(own: Own) -> View {
    let state = own.state;
    let erasing = RwSignal::new(false);
    let another = button(Look::Line, t("map.another"), move || state.go(Route::NewMap, false));
    let erase = button(Look::Stop, t("map.erase"), move || erasing.set(true));
    let sheet = move || {
        erase_form(state, Scope::Everything, erasing, move || {
            if state.act(Command::MapErased { map: own.id }).is_ok() {
                state.go(Route::Home, true);
            }
        })
    };
    let rows = el("ul", "")
        .with(act_row(ROW, "plus", t("map.more"), t("map.more-words"), another))
        .with(act_row(STOP_ROW, "erase", t("erase.map"), t("erase.map-words"), erase));
    let rows = named_section("rest", t("manage.title"), rows);
    (rows, dialog(erasing, "erase-map", || t("map.erase-ask").into(), sheet)).into()
}
