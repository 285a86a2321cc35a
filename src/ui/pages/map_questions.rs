//! What each question of a map asks for.

use std::rc::Rc;

use super::map::Own;
use super::map_parts::talk_line;
use super::map_whole::lead;
use crate::codec::calendar::Again;
use crate::content::words::StepWords;
use crate::domain::dialogue::{NONE_OF_THESE, OWN_WORDS, Step};
use crate::domain::ids::{OptionId, ProspectId, SituationId};
use crate::domain::map::{
    A_DATE, Choice, EVERY_THREE_MONTHS, MONTHLY, Note, OWN_RHYTHM, OnMap, Situation,
};
use crate::domain::outcome::Plan;
use crate::domain::time::{day_text, read_day};
use crate::platform::dates::{self, Form};
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::parts::calendar;
use crate::ui::parts::choice::{group, row, switch};
use crate::ui::parts::field::{input_field, live_draft_field};
use crate::ui::parts::fold::fold;
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::lines::{MOVES, Move, adder, line, lines};
use crate::ui::parts::said::option_words;
use crate::ui::steps::commit::{Change, by_when, reminder};
use crate::ui::words::{t, tf};

/// A text of a talk: how it is read and written.
type Text = (fn(&Note) -> &String, fn(&mut Note) -> &mut String);
/// A choice of a talk.
type Chosen = (fn(&Note) -> &Choice, fn(&mut Note) -> &mut Choice);

/// What stands between a question and the way on.
pub fn body(own: Own, step: &'static Step, words: &'static StepWords) -> View {
    match step.id.as_str() {
        "mp-situation" => situations(own, words),
        "mp-result" => result(own),
        "mp-talks" => talks(own, words),
        "mp-reason" => each_text(own, step, (|n| &n.reason, |n| &mut n.reason)),
        "mp-weight" => each_choice(own, step, words, (|n| &n.weight, |n| &mut n.weight)),
        "mp-time" => each_choice(own, step, words, (|n| &n.time, |n| &mut n.time)),
        "mp-waiting" => each_text(own, step, (|n| &n.waiting, |n| &mut n.waiting)),
        "mp-order" => order(own),
        "mp-sign" => of_first(own, move |talk| {
            text(
                own,
                step,
                talk,
                el("span", "cg-hidden").with(words.name.as_str()).into(),
                (|n| &n.sign, |n| &mut n.sign),
            )
        }),
        "mp-which-guide" => of_first(own, move |talk| {
            // Whom with is above already.
            let legend = el("span", "cg-hidden").with(words.name.as_str()).into();
            let guide: Chosen = (|n| &n.guide, |n| &mut n.guide);
            let group = choice(own, step, words, talk, legend, guide);
            (group, el("div", "cg-stack--after").with(lead(own, talk))).into()
        }),
        "mp-what-moves-them" => of_first(own, move |talk| moves(own, step, words, talk)),
        "mp-first" => of_first(own, move |talk| first(own, talk)),
        "mp-keep-in-touch" => each_choice(own, step, words, (|n| &n.nudge, |n| &mut n.nudge)),
        _ => nothing(),
    }
}

fn no_talks() -> El {
    el("p", "cg-hint").with(t("map.no-talks"))
}

/// The situations somebody listed, in their order.
fn all_situations(own: Own) -> Vec<(SituationId, String)> {
    let line = |s: &Situation| (s.id, s.text.clone());
    own.with(|map| map.situations.iter().map(line).collect()).unwrap_or_default()
}

fn situations(own: Own, words: &'static StepWords) -> View {
    let all = move || all_situations(own);
    let list = live(all, move |all| {
        let one = |(i, (situation, text)): (usize, &(SituationId, String))| {
            let situation = *situation;
            let words = el("span", "cg-reading").attr("dir", "auto").with(text.as_str());
            line(words, text, (i, all.len()), &MOVES, move |way| {
                own.act(match way {
                    Move::Up => OnMap::SituationMoved { situation, up: true },
                    Move::Down => OnMap::SituationMoved { situation, up: false },
                    Move::Remove => OnMap::SituationRemoved { situation },
                });
            })
        };
        lines(all.iter().enumerate().map(one).collect())
    });
    let label = tf("list.add-to", &[("list", &words.name)]).into();
    let add = adder(own.state, [("situation", label)], move |[text]| {
        own.act(OnMap::SituationAdded { text })
    });
    (el("div", "cg-stack--after").with(list).with(add), kept_line(own.state)).into()
}

fn result(own: Own) -> View {
    let all = move || all_situations(own);
    let taken = move || own.with(|map| map.taken).flatten();
    let rows = live(all, move |all| -> View {
        if all.is_empty() {
            return el("p", "cg-hint").with(t("map.no-situations")).into();
        }
        let one = |(situation, text): &(SituationId, String)| {
            let situation = *situation;
            let words = el("bdi", "").with(text.as_str());
            row(
                "situation",
                false,
                move || taken() == Some(situation),
                words,
                move || {
                    own.act(OnMap::Taken { situation });
                },
            )
        };
        let rows = all.iter().map(one).collect::<Vec<_>>();
        group("cg-field cg-t cg-stack--after", t("map.take-one"), "cg-picks", rows).into()
    });
    let field = live(taken, move |taken| {
        taken.map(|situation| {
            let value = move || {
                own.with(|map| map.taken().map(|s| s.result.clone())).flatten().unwrap_or_default()
            };
            live_draft_field(own.state, "result", t("map.different"), value, move |result| {
                own.act(OnMap::ResultWritten { situation, result })
            })
        })
    });
    (rows, field, kept_line(own.state)).into()
}

fn talks(own: Own, words: &'static StepWords) -> View {
    let label = |field: &str| -> View { words.field(&field.into()).to_owned().into() };
    let list = live(
        move || own.talks(),
        move |talks| {
            if talks.is_empty() {
                return el("p", "cg-small").with(t("list.empty")).into();
            }
            let one = |(i, talk): (usize, &ProspectId)| {
                let (talk, place) = (*talk, (i, talks.len()));
                let who = el("span", "").with(live(move || own.note(talk, Note::clone), talk_line));
                let person = own.note(talk, |n| n.person.clone());
                let fields = el("div", "cg-stack")
                    .with(field(
                        own,
                        &format!("person-{talk}"),
                        talk,
                        words.field(&"person".into()).into(),
                        (|n| &n.person, |n| &mut n.person),
                    ))
                    .with(field(
                        own,
                        &format!("purpose-{talk}"),
                        talk,
                        words.field(&"purpose".into()).into(),
                        (|n| &n.purpose, |n| &mut n.purpose),
                    ));
                let words = el("div", "cg-reading").with(fold(who, fields));
                line(words, &person, place, &[Move::Remove], move |_| {
                    own.act(OnMap::TalkRemoved { talk });
                })
            };
            lines(talks.iter().enumerate().map(one).collect())
        },
    );
    let fields = [("person", label("person")), ("purpose", label("purpose"))];
    let add = adder(own.state, fields, move |[person, purpose]| {
        own.act(OnMap::TalkAdded { person, purpose })
    });
    (el("div", "cg-stack--after").with(list).with(add), kept_line(own.state)).into()
}

/// A field for one of the texts of a talk.
fn field(own: Own, id: &str, talk: ProspectId, label: View, (get, set): Text) -> View {
    let value = move || own.note(talk, |note| get(note).clone());
    live_draft_field(own.state, id, label, value, move |text| {
        own.change(talk, |note| *set(note) = text)
    })
}

/// The text that a step asks for of a talk.
fn text(own: Own, step: &Step, talk: ProspectId, label: View, of: Text) -> View {
    let field = field(own, &format!("{}-{talk}", step.id), talk, label, of);
    el("div", "cg-stack--after").with(field).with(kept_line(own.state)).into()
}

/// A text for each talk, folded where it is still empty.
fn each_text(own: Own, step: &'static Step, of: Text) -> View {
    let all = live(
        move || own.talks(),
        move |talks| -> View {
            if talks.is_empty() {
                return no_talks().into();
            }
            let one = |talk: &ProspectId| {
                let (talk, (get, _)) = (*talk, of);
                let note = own.note(talk, Note::clone);
                let is_open = talks.len() == 1 || !get(&note).is_empty();
                let label = el("span", "cg-hidden").with(talk_line(&note)).into();
                let inside = field(own, &format!("{}-{talk}", step.id), talk, label, of);
                let who = el("span", "cg-reading").with(talk_line(&note));
                el("li", "").with(fold(who, inside).attr("open", is_open))
            };
            el("ul", "cg-stack").with(talks.iter().map(one).collect::<Vec<_>>()).into()
        },
    );
    (el("div", "cg-stack--after").with(all), kept_line(own.state)).into()
}

/// The same choice for each talk.
fn each_choice(own: Own, step: &'static Step, words: &'static StepWords, of: Chosen) -> View {
    let all = live(
        move || own.talks(),
        move |talks| -> View {
            if talks.is_empty() {
                return no_talks().into();
            }
            let one = |talk: &ProspectId| {
                let who = own.note(*talk, Note::clone);
                choice(own, step, words, *talk, talk_line(&who), of)
            };
            el("div", "cg-stack cg-stack--after")
                .with(talks.iter().map(one).collect::<Vec<_>>())
                .into()
        },
    );
    (all, kept_line(own.state)).into()
}

/// One choice for one talk: the options, and the two that every choice ends with.
fn choice(
    own: Own,
    step: &'static Step,
    words: &'static StepWords,
    talk: ProspectId,
    legend: View,
    (get, set): Chosen,
) -> El {
    let name = format!("{}-{talk}", step.id);
    let options = step.options.iter().cloned();
    let ends = [OWN_WORDS, NONE_OF_THESE].map(OptionId::from);
    let one = |option: OptionId| {
        let said = option_words(words, &option);
        let marked = option.clone();
        let is = move || own.note(talk, |note| get(note).is(marked.as_str()));
        row(&name, false, is, said, move || {
            own.change(talk, |note| set(note).pick = Some(option.clone()));
        })
    };
    let rows: Vec<View> = options.chain(ends).map(one).collect();
    let picked = move || own.note(talk, |note| get(note).pick.clone());
    let more = live(picked, move |pick| -> View {
        match pick.as_ref().map_or("", OptionId::as_str) {
            OWN_WORDS => {
                let label = el("span", "cg-hidden").with(t("choose.own"));
                let value = move || own.note(talk, |note| get(note).own.clone());
                live_draft_field(
                    own.state,
                    &format!("own-{}-{talk}", step.id),
                    label,
                    value,
                    move |text| own.change(talk, |note| set(note).own = text),
                )
            }
            A_DATE => the_date(own, talk),
            OWN_RHYTHM => rhythm(own, talk),
            MONTHLY | EVERY_THREE_MONTHS => next_nudge(own, talk),
            _ => nothing(),
        }
    });
    group("cg-field cg-t", legend, "cg-picks--line", rows).with(more)
}

fn the_date(own: Own, talk: ProspectId) -> View {
    let label = el("span", "cg-hidden").with(t("plan.the-day")).into();
    let value = own.note(talk, |note| note.date).map_or_else(String::new, day_text);
    let typed = move |text: String| {
        own.change(talk, |note| note.date = read_day(&text));
    };
    let day = input_field(&format!("date-{talk}"), "date", label, &value, Box::new(typed));
    el("div", "cg-field--narrow").with(day).into()
}

/// A rhythm of one's own, in weeks.
fn rhythm(own: Own, talk: ProspectId) -> View {
    let weeks = own.note(talk, |note| note.weeks);
    let value = if weeks == 0 { String::new() } else { weeks.to_string() };
    let typed = move |text: String| {
        own.change(talk, |note| note.weeks = text.trim().parse().unwrap_or(0));
    };
    let id = format!("weeks-{talk}");
    let weeks = input_field(&id, "number", t("map.weeks").into(), &value, Box::new(typed));
    (el("div", "cg-field--narrow").with(weeks), next_nudge(own, talk)).into()
}

/// When the next nudge comes, and the way to have it in a calendar.
fn next_nudge(own: Own, talk: ProspectId) -> View {
    let next = move || {
        own.note(talk, |note| {
            let again = match note.nudge.pick.as_ref()?.as_str() {
                MONTHLY => Again::Months(1),
                EVERY_THREE_MONTHS => Again::Months(3),
                _ => Again::Weeks(note.weeks),
            };
            Some((note.next_nudge()?, again, note.person.clone()))
        })
    };
    live(next, move |next| {
        next.as_ref().map(|(day, again, person)| {
            let date = dates::day(*day, Form::Date, "");
            let when = el("p", "cg-small").with(tf("map.next-nudge", &[("date", &date)]));
            let title = tf("map.ask-how", &[("person", person)]);
            // Another event than the reminder to invite them.
            let uid = uuid::Uuid::from_u128(talk.uuid().as_u128() ^ 1);
            let ways = calendar::add_own(uid, *day, *again, [title, String::new()]);
            (when, fold(t("map.in-calendar"), ways))
        })
    })
}

fn order(own: Own) -> View {
    let said = live(
        move || own.with(|map| map.own_order).unwrap_or_default(),
        |is_own| {
            let words = if *is_own { t("map.order-own") } else { t("map.order-suggested") };
            el("p", "cg-hint").attr("role", "status").with(words)
        },
    );
    let all = move || {
        let line = |talk: &&crate::domain::map::Prospect| (talk.id, talk.note.clone());
        own.with(|map| map.in_order().iter().map(line).collect::<Vec<_>>()).unwrap_or_default()
    };
    let list = live(all, move |all| {
        let one = |(i, (talk, note)): (usize, &(ProspectId, Note))| {
            let talk = *talk;
            let words = el("span", "cg-reading").with(talk_line(note));
            line(words, &note.person, (i, all.len()), &MOVES[..2], move |way| {
                own.act(OnMap::TalkMoved { talk, up: way == Move::Up });
            })
        };
        if all.is_empty() {
            no_talks().into()
        } else {
            lines(all.iter().enumerate().map(one).collect())
        }
    });
    (said, el("div", "cg-stack--after").with(list), kept_line(own.state)).into()
}

/// What is asked of the first talk of the order, under the line that says which that is.
fn of_first(own: Own, ask: impl Fn(ProspectId) -> View + 'static) -> View {
    live(
        move || own.first(),
        move |first| -> View {
            let Some(talk) = *first else { return no_talks().into() };
            let who = live(move || own.note(talk, Note::clone), talk_line);
            let who = el("p", "cg-heading cg-stack--after").with(who);
            (who, ask(talk)).into()
        },
    )
}

fn moves(own: Own, step: &Step, words: &'static StepWords, talk: ProspectId) -> View {
    let label = el("span", "cg-hidden").with(words.name.as_str()).into();
    let field = text(own, step, talk, label, (|n| &n.moves, |n| &mut n.moves));
    let is_on = move || own.note(talk, |note| note.moves_in_copies);
    let switch = switch(t("map.moves-in-copies"), is_on, move |on| {
        own.change(talk, |note| note.moves_in_copies = on);
    });
    (field, switch, el("p", "cg-small").with(t("map.moves-note"))).into()
}

/// When to invite them, and whether to be reminded of it.
fn first(own: Own, talk: ProspectId) -> View {
    let plan = own.note(talk, |note| note.first.clone());
    let change: Change =
        Rc::new(move |set: &dyn Fn(&mut Plan)| own.change(talk, |note| set(&mut note.first)));
    let what = field(
        own,
        "first-what",
        talk,
        t("map.invite").into(),
        (|n| &n.first.what, |n| &mut n.first.what),
    );
    let in_calendar = live(
        move || own.note(talk, |note| Some((note.reminder()?, note.first.clone()))),
        move |due| {
            due.as_ref().map(|(day, plan)| {
                let words = [plan.what.clone(), plan.why.clone()];
                let again = plan.remind.into();
                fold(t("map.in-calendar"), calendar::add_own(talk.uuid(), *day, again, words))
            })
        },
    );
    let form = el("div", "cg-stack cg-stack--after cg-t")
        .with(what)
        .with(by_when(&plan, &change))
        .with(reminder(&plan, &change))
        .with(in_calendar)
        .with(kept_line(own.state));
    (form, el("div", "cg-stack--after").with(lead(own, talk))).into()
}
