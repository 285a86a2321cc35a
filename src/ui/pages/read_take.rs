//! Taking along what is read back: on paper, as a text, as a keepsake, as a copy. What the two keep from each other stays
//! out of what both take; and before anything leaves, it is said that it cannot be called back (D.11).

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::read::Reader;
use crate::codec::export::{self, Scope};
use crate::codec::{keepsake, markdown};
use crate::domain::ids::SessionId;
use crate::domain::person::Side;
use crate::domain::time::Stamp;
use crate::domain::workspace::Workspace;
use crate::platform::dates::{self, Form};
use crate::platform::{clock, download, page as browser, timer};
use crate::reading::take::{Front, Keepsake, Says, Text};
use crate::reading::{self, Sitting};
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, again, el, follow};
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::copying;
use crate::ui::parts::dialog::{Sheet, dialog};
use crate::ui::parts::rows::{ROW, act_row};
use crate::ui::parts::when::when_lines;
use crate::ui::slices::Slices;
use crate::ui::words::{said, t, tf};

/// How the saving goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saving {
    Nothing,
    UnderWay,
    Saved,
    Refused,
}

/// A kind of file.
#[derive(Clone, Copy)]
enum Kind {
    Keepsake,
    Text,
    Copy,
}

/// Printing, and taking along.
pub fn ways(reader: &Reader) -> View {
    let open = RwSignal::new(false);
    let saving = RwSignal::new(Saving::Nothing);
    let take = sign_button(Look::Line, "save", t("take.take"), move || {
        saving.set(Saving::Nothing);
        open.set(true);
    });
    let (print, status) = print(reader);
    let reader = reader.clone();
    let slices = Slices::new();
    let sheet = move || sheet(&reader, open, saving, &slices);
    let buttons = el("div", "cg-buttons").with(print).with(take);
    (buttons, status, dialog(open, "take", || t("take.take").into(), sheet)).into()
}

/// What is still being put on the page comes first: paper has all of it.
fn print(reader: &Reader) -> (View, El) {
    let wanted = RwSignal::new(false);
    let (is_shown, is_looking) = (reader.shown, reader.is_looking);
    follow(Box::new(move || {
        if wanted.get() && is_shown.get() && !is_looking.get() {
            wanted.set(false);
            // The word about it is gone from the page by then.
            timer::after(0, browser::print);
        }
    }));
    let button = sign_button(Look::Line, "print", t("paper.print"), move || wanted.set(true));
    let words = again(move || wanted.get().then(|| t("take.getting-ready")));
    (button, el("p", "cg-status").attr("role", "status").with(words))
}

fn sheet(
    reader: &Reader,
    open: RwSignal<bool>,
    saving: RwSignal<Saving>,
    slices: &Slices,
) -> Sheet {
    let holds: View = match reader.side {
        None => t("take.of-both").into(),
        Some(side) => said("read.own-copy", &reader.couple.slots_of(side)),
    };
    let row = |sign: &str, kind: Kind, words: [&'static str; 3]| {
        let [head, about, act] = words;
        let (reader, slices) = (reader.clone(), slices.clone());
        let save = button(Look::Line, t(act), move || save(&reader, kind, saving, &slices));
        act_row(ROW, sign, t(head), t(about), save)
    };
    let rows = el("ul", "cg-data__rows")
        .with(row(
            "bookmark",
            Kind::Keepsake,
            ["take.keepsake", "take.keepsake-words", "take.save-keepsake"],
        ))
        .with(row("notes", Kind::Text, ["take.text", "take.text-words", "take.save-text"]))
        .with(row("save", Kind::Copy, ["take.copy", "take.copy-words", "read.save-own"]));
    let status = again(move || {
        let words = match saving.get() {
            Saving::Nothing => return None,
            Saving::UnderWay => t("take.getting-ready"),
            Saving::Saved => t("take.handed"),
            Saving::Refused => t("take.refused"),
        };
        Some(words)
    });
    let status = el("p", "cg-status").attr("role", "status").with(status);
    let body = (el("p", "cg-hint").with(holds), copying::warning(), rows, status).into();
    Sheet { body, foot: button(Look::Line, t("act.done"), move || open.set(false)) }
}

fn save(reader: &Reader, kind: Kind, saving: RwSignal<Saving>, slices: &Slices) {
    let told = move |is_saved: bool| {
        saving.set(if is_saved { Saving::Saved } else { Saving::Refused });
    };
    if matches!(kind, Kind::Copy) {
        told(reader.state.save_copy(scope(reader)));
        return;
    }
    saving.set(Saving::UnderWay);
    let taken = reader.state.taken(reader.couple.pair, reader.viewer());
    let making = Rc::new(RefCell::new(Some(Making::begun(reader, kind, taken))));
    let all = making.borrow().as_ref().map_or_else(Vec::new, Making::parts);
    let made = making.clone();
    let one = move |part| {
        if let Some(making) = made.borrow_mut().as_mut() {
            making.add(part);
        }
    };
    // The whole of it is long: it goes by itself.
    let done = move || {
        let making = making.borrow_mut().take();
        timer::after(0, move || told(making.is_some_and(Making::save)));
    };
    slices.run(all, one, done);
}

fn scope(reader: &Reader) -> Scope {
    let pair = reader.couple.pair;
    reader.side.map_or(Scope::OfBoth(pair), |side| Scope::OfOne(pair, side))
}

/// A file in the making, of just what may be taken along.
struct Making {
    reader: Reader,
    taken: Workspace,
    made: Stamp,
    file: File,
}

enum File {
    Text(Text),
    /// The page, and the copy that goes into it.
    Keepsake(Keepsake, String),
}

/// What is added to a file at a time.
#[derive(Clone, Copy)]
enum Part {
    Sitting(SessionId),
    Copy,
}

impl Making {
    fn begun(reader: &Reader, kind: Kind, taken: Workspace) -> Self {
        let made = clock::now();
        let holds = match reader.side {
            None => t("take.of-both").to_owned(),
            Some(side) => tf("read.own-copy", &reader.couple.slots_of(side)),
        };
        let front = Front { holds: &holds, made };
        let file = with_words(&reader.couple, |says| match kind {
            Kind::Keepsake => File::Keepsake(Keepsake::begun(says, &front), String::new()),
            Kind::Text | Kind::Copy => File::Text(Text::begun(says, &front)),
        });
        Self { reader: reader.clone(), taken, made, file }
    }

    fn parts(&self) -> Vec<Part> {
        let all = reading::sittings(&self.taken, self.reader.couple.pair, self.reader.viewer());
        let copy = matches!(self.file, File::Keepsake(..)).then_some(Part::Copy);
        all.into_iter().map(Part::Sitting).chain(copy).collect()
    }

    fn add(&mut self, part: Part) {
        match part {
            Part::Sitting(id) => self.add_sitting(id),
            Part::Copy => {
                if let File::Keepsake(_, copy) = &mut self.file {
                    let Reader { state, .. } = self.reader;
                    *copy = state.copy_of(&self.taken, scope(&self.reader), self.made);
                }
            }
        }
    }

    fn add_sitting(&mut self, id: SessionId) {
        let Some(sitting) = reading::sitting(&self.taken, id, self.reader.viewer()) else { return };
        let sitting: &Sitting = &sitting;
        let file = &mut self.file;
        with_words(&self.reader.couple, |says| match file {
            File::Text(text) => text.add(says, sitting),
            File::Keepsake(page, _) => page.add(says, sitting),
        });
    }

    fn save(self) -> bool {
        let (ending, kind, text) = match self.file {
            File::Text(text) => ("md", markdown::FILE_KIND, text.finish()),
            File::Keepsake(page, copy) => ("html", keepsake::FILE_KIND, page.finish(&copy)),
        };
        download::save(&export::name_of(self.made, ending), kind, &text)
    }
}

/// Names and dates as this device says them.
fn with_words<T>(couple: &Couple, make: impl FnOnce(&Says) -> T) -> T {
    make(&Says {
        names: Side::BOTH.map(|side| couple.name(side)),
        initials: Side::BOTH.map(|side| couple.initial(side)),
        languages: Side::BOTH.map(|side| couple.language(side)),
        date: &|at| dates::moment(at, Form::Dated, ""),
        day: &|day, side| dates::day(day, Form::Dated, couple.language(side)),
        when: &|moment| when_lines(couple, moment),
    })
}
