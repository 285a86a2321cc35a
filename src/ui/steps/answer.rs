//! The place to write: name plate, field, whether it is kept, and the ways out of writing.

use leptos::prelude::*;

use super::Page;
use crate::domain::command::Command;
use crate::domain::decides::Decides;
use crate::domain::ids::FieldId;
use crate::domain::person::Author;
use crate::domain::privacy::{self, Viewer};
use crate::domain::run::{How, Item, Visibility, Words};
use crate::platform::dates::{self, Form};
use crate::platform::page;
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::focus;
use crate::ui::parts::button::{Look, raw, sign_button};
use crate::ui::parts::draft::Draft;
use crate::ui::parts::field::live_draft_field;
use crate::ui::parts::icon::{icon, small_icon};
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::people::{emblem, shape};
use crate::ui::parts::said::seen;
use crate::ui::words::{said, t, tf};

/// What somebody answered to this step, as the viewer may read it.
pub fn read(leaf: &Page, who: Author, viewer: Viewer) -> View {
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    // What is shown depends on the answer, and on whether the seals are open.
    let entries = move || {
        watched.read(|run| {
            let entry = |who| run.entry(&watched.step.id, who).map(|e| (e.changed, e.given));
            [entry(who), entry(Author::Both)]
        })
    };
    live(entries, move |_| {
        leaf.peek(|run| {
            Some(seen(leaf.step, leaf.words, privacy::sight(leaf.step, run, who, viewer)))
        })
    })
}

/// One of several named fields, or the only one. The last has the foot.
pub struct Spec<'a> {
    pub field: Option<&'a FieldId>,
    pub first: bool,
    pub last: bool,
}

/// A field to write in. `folded` is set by "Say it aloud instead".
pub fn write(leaf: &Page, spec: &Spec, folded: RwSignal<bool>) -> View {
    let id = spec.field.map_or_else(|| "answer".to_owned(), |f| format!("answer-{f}"));
    let status = format!("{id}-status");
    let shown = {
        let (leaf, field) = (leaf.clone(), spec.field.cloned());
        move || leaf.words(|w| text_in(w, field.as_ref()))
    };
    let hand_over = {
        let (leaf, field) = (leaf.clone(), spec.field.cloned());
        move |text| leaf.write(with_text(leaf.words_now(), field.as_ref(), text))
    };
    let area = el("textarea", "cg-answer__field")
        .attr("id", id.as_str())
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("placeholder", t("answer.placeholder"))
        .attr("aria-describedby", spec.last.then_some(status.as_str()))
        .attr("data-keep", keep_name(leaf, spec.field))
        .attr("data-first", spec.first)
        .live_value(shown);
    let area = Draft::follow(leaf.state, area, Box::new(hand_over));
    let label =
        el("label", "cg-answer__plate").attr("for", id.as_str()).with(plate(leaf, spec.field));
    let aloud = spec.first.then(|| {
        let state = leaf.state;
        let fold = move || {
            state.flush_drafts();
            folded.set(true);
        };
        let (sign, words) = leaf.instead();
        aloud_button(sign, t(words), fold)
    });
    let foot = spec.last.then(|| {
        let foot = el("div", "cg-answer__foot").attr("id", status.as_str());
        foot.with(kept_line(leaf.state)).with(tools(leaf))
    });
    let class = if spec.field.is_some() { " cg-answer--short" } else { "" };
    let state = leaf.state;
    block(leaf, class)
        .class_if("cg-answer--error", move || state.is_not_kept())
        .with(head(label, aloud))
        .with(area)
        .with(foot)
        .into()
}

fn block(leaf: &Page, class: &str) -> El {
    el("div", &format!("cg-answer {}{class}", leaf.side().map_or("cg-t", ink)))
}

fn head(plate: El, aloud: Option<View>) -> El {
    el("div", "cg-answer__head").with(plate).with(aloud)
}

fn aloud_button(sign: &str, words: &str, act: impl Fn() + 'static) -> View {
    let class = "cg-button cg-button--plain cg-button--small cg-answer__aloud";
    raw(class, sign, words.into(), "", Box::new(act))
}

fn plate(leaf: &Page, field: Option<&FieldId>) -> View {
    let sign = leaf.side().map_or_else(|| emblem("cg-emblem cg-emblem--small"), shape);
    let whose = match leaf.side() {
        Some(side) => said("answer.plate", &leaf.couple.slots_of(side)),
        None => t("answer.both").into(),
    };
    let words: View = match field {
        Some(field) => {
            (el("span", "cg-hidden").with(whose).with(": "), leaf.words.field(field)).into()
        }
        None => whose,
    };
    // One box for all the words; the plate sets its parts apart.
    (sign, el("span", "").with(words)).into()
}

/// A block without a field: a plate, something at its right, and one line.
fn group(leaf: &Page, class: &str, aloud: Option<View>, line: View) -> El {
    let plate = el("p", "cg-answer__plate").attr("id", "plate").with(plate(leaf, None));
    let line = el("p", "cg-answer__field").with(line);
    let block = block(leaf, class).attr("role", "group").attr("aria-labelledby", "plate");
    block.with(head(plate, aloud)).with(line)
}

/// Where `boot.js` notes what was typed, should the program break.
fn keep_name(leaf: &Page, field: Option<&FieldId>) -> String {
    let who = match leaf.who() {
        Author::First => "first",
        Author::Second => "second",
        Author::Both => "both",
    };
    format!("{}/{}/{who}/{}", leaf.run, leaf.step.id, field.map_or("", FieldId::as_str))
}

fn text_in(words: &Words, field: Option<&FieldId>) -> String {
    match field {
        None => words.text.clone(),
        Some(_) => words.lines(field).next().unwrap_or_default().to_owned(),
    }
}

fn with_text(mut words: Words, field: Option<&FieldId>, text: String) -> Words {
    match field {
        None => words.text = text,
        Some(field) => {
            words.items.retain(|i| i.field.as_ref() != Some(field));
            if !text.is_empty() {
                words.items.push(Item { field: Some(field.clone()), text });
            }
        }
    }
    words
}

/// Beneath what is answered: whether it is kept, and what can be done with it.
pub fn foot(leaf: &Page) -> El {
    el("div", "cg-answer__foot").with(kept_line(leaf.state)).with(tools(leaf))
}

/// "Keep this to myself", "Remove my words", and handing a private answer over: on every page where
/// something is answered (B.0.1), once something is.
pub fn tools(leaf: &Page) -> View {
    tools_and_then(leaf, || focus::on("[data-first]"))
}

/// The same; `removed` is called once words are removed. The tool is gone with them.
pub fn tools_and_then(leaf: &Page, removed: impl Fn() + Copy + 'static) -> View {
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let standing = move || {
        let answer = watched.answer();
        watched.read(|run| {
            let released =
                run.entry(&answer.step, answer.who).is_some_and(|e| e.released.is_some());
            let [answered, has_text] = watched.words(|words| [!words.is_empty(), words.has_text()]);
            let planned = watched.has_plan();
            Some((answered || planned, has_text || planned, released))
        })
    };
    live(standing, move |standing| match *standing {
        Some((true, has_text, released)) => el("div", "cg-answer__tools")
            .with(can_keep(&leaf).then(|| keep_tool(&leaf)))
            .with(is_handed_over_here(&leaf).then(|| release_tool(&leaf, released)))
            .with(has_text.then(|| remove_tool(&leaf, removed)))
            .into(),
        _ => nothing(),
    })
}

/// What is brought to the table is handed over with the answer.
fn is_handed_over_here(leaf: &Page) -> bool {
    leaf.step.release && leaf.step.decides != Some(Decides::WhatToBring)
}

fn can_keep(leaf: &Page) -> bool {
    leaf.side().is_some() && leaf.step.visibility != Visibility::Private
}

fn keep_tool(leaf: &Page) -> View {
    let leaf = leaf.clone();
    sign_button(Look::Quiet, "closedeye", t("act.keep-to-myself"), move || {
        if leaf.state.flush_drafts() && leaf.act(Command::KeptToMyself { answer: leaf.answer() }) {
            leaf.go_on();
        }
    })
}

fn release_tool(leaf: &Page, released: bool) -> View {
    let other = leaf.side().map_or("", |s| leaf.couple.name(s.other()));
    let words = if released {
        t("act.take-back").to_owned()
    } else {
        tf("act.release", &[("name", other)])
    };
    let leaf = leaf.clone();
    sign_button(Look::Quiet, "share", words, move || {
        let answer = leaf.answer();
        leaf.act(if released {
            Command::TakenBack { answer }
        } else {
            Command::Released { answer }
        });
    })
}

fn remove_tool(leaf: &Page, removed: impl Fn() + 'static) -> View {
    let key = if leaf.side().is_some() { "act.remove-mine" } else { "act.remove-ours" };
    let leaf = leaf.clone();
    sign_button(Look::Quiet, "erase", t(key), move || {
        // A field that has the focus is left alone, and would keep them.
        page::leave_field();
        if leaf.act(Command::WordsRemoved { answer: leaf.answer() }) {
            removed();
        }
    })
}

/// The field folded to one line: said aloud, with a note if one likes. What was typed before goes
/// with the folding, and comes back with "Write it, too".
pub fn aloud(leaf: &Page, folded: RwSignal<bool>) -> View {
    let typed = leaf.words_now();
    if typed.has_text() {
        leaf.write(Words { picks: typed.picks.clone(), ..Words::default() });
    }
    let thinks = leaf.step.visibility == Visibility::Private;
    let line = match leaf.side() {
        Some(side) if thinks => said("answer.thought-by", &leaf.couple.slots_of(side)),
        Some(side) => said("answer.aloud-by", &leaf.couple.slots_of(side)),
        None => t("answer.aloud-both").into(),
    };
    let line = (icon(leaf.instead().0), el("span", "").with(line)).into();
    let back = leaf.clone();
    let write = aloud_button("edit", t("act.write-instead"), move || {
        if typed.has_text() {
            back.write(typed.clone());
        }
        folded.set(false);
    });
    let note = (leaf.step.visibility != Visibility::Private).then(|| {
        let note = el("p", "cg-small").with(t("answer.note-hint"));
        el("div", "cg-answer__foot cg-answer__note")
            .with(note_field(leaf))
            .with(note)
            .with(kept_line(leaf.state))
            .with(tools(leaf))
    });
    group(leaf, " cg-answer--aloud", Some(write), line).with(note).into()
}

/// A short note beside what was said.
pub fn note_field(leaf: &Page) -> View {
    let key = if leaf.is_private() { "answer.note-own" } else { "answer.note" };
    let (shown, writes) = (leaf.clone(), leaf.clone());
    let shown = move || shown.words(|words| words.text.clone());
    live_draft_field(leaf.state, "note", t(key), shown, move |text| {
        writes.write(Words { text, ..writes.words_now() })
    })
}

/// Sealed: the words are not on the page at all.
pub fn sealed(leaf: &Page) -> View {
    let at = leaf.entry_now(|e| e.given).flatten();
    let time = at.map_or_else(String::new, |at| dates::moment(at, Form::Time, ""));
    let (open, remove) = (leaf.clone(), leaf.clone());
    let open = sign_button(Look::Quiet, "edit", t("act.open-again"), move || {
        open.act(Command::AnswerReopened { answer: open.answer() });
    });
    let remove = sign_button(Look::Quiet, "erase", t("act.remove-mine"), move || {
        remove.act(Command::WordsRemoved { answer: remove.answer() });
    });
    let status = el("p", "cg-status")
        .attr("role", "status")
        .with(small_icon("sealed"))
        .with(el("span", "").with(tf("answer.sealed-at", &[("time", &time)])));
    let tools = el("div", "cg-answer__tools").with(open).with(remove);
    let foot = el("div", "cg-answer__foot").with(status).with(tools);
    group(leaf, " cg-answer--sealed", None, t("answer.sealed-until").into()).with(foot).into()
}

/// Whether to start folded: it was said, or it is for saying.
pub fn starts_folded(leaf: &Page) -> bool {
    let was_said = leaf.entry_now(|e| e.how == How::SaidIt).unwrap_or(false);
    let for_saying = leaf.step.visibility == Visibility::Spoken || leaf.is_told();
    was_said || (for_saying && !leaf.words_now().has_text())
}
