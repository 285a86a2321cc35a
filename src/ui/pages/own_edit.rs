//! Changing a conversation of one's own: its words, its order, what is asked and what is not. Kept as it is typed.

use std::rc::Rc;

use leptos::prelude::*;

use super::own_faults;
use crate::app::route::Route;
use crate::content::own::{can_word_answers, faults, name_of, original, original_words};
use crate::content::words::StepWords;
use crate::domain::command::Command;
use crate::domain::decides::Decides;
use crate::domain::ids::{OwnId, PairId, StepId};
use crate::domain::own::{Definition, LABELS, OwnKind, OwnStep, Rewordings, is_blank, is_own_name};
use crate::domain::person::Side;
use crate::platform::dates::{self, Form};
use crate::platform::{page as browser, timer};
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::dialog::{Sheet, dialog, opener};
use crate::ui::parts::field::{blank_draft_field, live_draft_field};
use crate::ui::parts::fold::fold;
use crate::ui::parts::frame::frame;
use crate::ui::parts::kept::kept_line;
use crate::ui::parts::notice::notice;
use crate::ui::parts::people::{back_to, names_above};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::{own_title, said, t};

/// One that is being changed.
#[derive(Clone, Copy)]
struct Editor {
    state: State,
    id: OwnId,
    pair: Option<PairId>,
    /// The step whose words are open.
    open: RwSignal<Option<StepId>>,
}

/// Writes a text to its place.
type Put = Box<dyn Fn(&mut Definition, String)>;

/// A text of the whole, or of a step or stage: how it is read, as it was in the original, and written.
struct Text {
    get: Box<dyn Fn(&Definition) -> String>,
    was: String,
    set: Put,
}

/// What the list of steps is drawn anew for.
#[derive(Clone, PartialEq)]
struct Row {
    id: StepId,
    hidden: bool,
    kind: Option<OwnKind>,
}

/// The page of one of them.
pub(super) fn page(state: State, id: OwnId) -> View {
    let pair = state.peek(|w| w.own.get(id.uuid()).and_then(|o| o.pair));
    let editor = Editor { state, id, pair, open: RwSignal::new(None) };
    let main = el("div", "cg-plain")
        .with(editor.couple().as_ref().map(names_above))
        .with(prompt(t("own.edit")))
        .with(editor.lede())
        .with(editor.others())
        .with(editor.faults())
        .with(editor.whole())
        .with(editor.steps())
        .with(refused(state))
        .with(kept_line(state))
        .with(editor.ways());
    frame(state, None, main)
}

impl Editor {
    fn with<T: Default>(self, read: impl FnOnce(&Definition) -> T) -> T {
        let read = |definition: &Definition| read(definition);
        self.state
            .with(|w| w.own.get(self.id.uuid()).map(|o| read(&o.definition)))
            .unwrap_or_default()
    }

    fn peek(self) -> Definition {
        let read = |w: &crate::domain::workspace::Workspace| {
            w.own.get(self.id.uuid()).map(|o| o.definition.clone())
        };
        self.state.peek(read).unwrap_or_default()
    }

    /// False: it was refused, and the page says why.
    fn change(self, with: impl FnOnce(&mut Definition)) -> bool {
        let mut definition = self.peek();
        with(&mut definition);
        let definition = Box::new(definition);
        self.state.act(Command::OwnChanged { own: self.id, definition }).is_ok()
    }

    /// Changes the list; afterwards the focus is on the step again, wherever that is now.
    fn arrange(self, step: &StepId, with: impl FnOnce(&mut Definition)) {
        if !self.state.flush_drafts() || !self.change(with) {
            return;
        }
        self.show(step.clone());
    }

    /// Opens a step, and goes there.
    fn show(self, step: StepId) {
        let find = format!("#step-{step} > summary");
        self.open.set(Some(step));
        timer::after(0, move || {
            if let Some(summary) = browser::find(&find) {
                browser::focus(&summary, true);
            }
        });
    }

    fn lede(self) -> El {
        let words: View = match self.couple() {
            Some(couple) => {
                let [a, b] = Side::BOTH.map(|side| couple.name(side));
                let title = original_title(&self.peek());
                said("own.edit-for-two", &[("a", a), ("b", b), ("title", &title)])
            }
            None => match original_title(&self.peek()).as_str() {
                "" => t("own.edit-anew").into(),
                title => said("own.edit-copy", &[("title", title)]),
            },
        };
        el("p", "cg-lede").with(words)
    }

    fn couple(self) -> Option<Couple> {
        self.state.peek(|w| w.partnership(self.pair?).map(Couple::of))
    }

    /// Other states of it, from another copy.
    fn others(self) -> View {
        let all = move || {
            let read = |o: &crate::domain::own::OwnDialogue| {
                o.also.iter().map(|e| (own_title(&e.definition), e.changed)).collect::<Vec<_>>()
            };
            self.state.with(|w| w.own.get(self.id.uuid()).map(read)).unwrap_or_default()
        };
        let settle = move |version: Option<usize>| {
            // Refused only where it is gone already.
            let _ = self.state.act(Command::OwnSettled { own: self.id, version });
        };
        live(all, move |all| {
            let one = |(n, (title, changed)): (usize, &(String, _))| {
                let date = dates::moment(*changed, Form::DayAndTime, "");
                let take = button(Look::Link, t("own.take-version"), move || settle(Some(n)));
                el("li", "")
                    .with(said("own.version", &[("title", title), ("date", &date)]))
                    .with((" ", take))
            };
            let rows: Vec<El> = all.iter().enumerate().map(one).collect();
            let keep = move || button(Look::Small, t("own.keep-this"), move || settle(None));
            (!all.is_empty()).then(|| {
                notice(
                    "reveal",
                    (
                        el("p", "").with(t("own.versions")),
                        el("ul", "cg-bullets").with(rows),
                        keep(),
                    ),
                )
            })
        })
    }

    fn faults(self) -> El {
        let list = live(
            move || self.with(Definition::clone),
            move |definition| {
                own_faults::list(definition, |step| {
                    definition.step(step)?;
                    let step = step.clone();
                    Some(button(Look::Link, t("own.go-there"), move || self.show(step.clone())))
                })
            },
        );
        let is_ready = move || self.with(|d| faults(d).is_empty());
        let ways = live(is_ready, move |is_ready| {
            is_ready.then(|| {
                let begin = button(Look::Line, t("start.begin"), move || self.begin());
                el("div", "cg-buttons").with((begin, self.as_asked()))
            })
        });
        let list = el("div", "").attr("role", "status").with(list);
        el("div", "cg-stack--after").with(list).with(ways)
    }

    fn begin(self) {
        self.state.go(Route::OwnStart(self.id, self.pair), false);
    }

    fn as_asked(self) -> View {
        sign_button(Look::Line, "notes", t("own.as-asked"), move || {
            self.state.go(Route::OwnAsked(self.id), false);
        })
    }

    /// What it is called, and the line on its cover.
    fn whole(self) -> El {
        let definition = self.peek();
        let words = original_words(&definition);
        let title = Text {
            get: Box::new(|d| d.title.clone()),
            was: words.map_or(String::new(), |w| w.title.clone()),
            set: Box::new(|d, text| d.title = text),
        };
        let invites = Text {
            get: Box::new(|d| d.invites.clone()),
            was: words.map_or(String::new(), |w| w.invites.clone()),
            set: Box::new(|d, text| d.invites = text),
        };
        el("div", "cg-stack cg-stack--after")
            .with(self.named("own-title", t("own.name-of-it"), title))
            .with(self.named("own-invites", t("own.invites"), invites))
    }

    /// A field that begins blank and says what is used while it is.
    fn named(self, id: &str, label: &'static str, text: Text) -> El {
        let Text { get, was, set } = text;
        let (get, has_former) = (Rc::new(get), !was.is_empty());
        let (value, used_now) = (get.clone(), get);
        let field = blank_draft_field(
            self.state,
            id,
            label,
            &was,
            move || self.with(|d| value(d)),
            move |typed| self.change(|definition| set(definition, typed)),
        );
        let used = live(
            move || self.with(|d| is_blank(&used_now(d))),
            move |blank| (*blank && has_former).then(|| t("own.while-blank")),
        );
        el("div", "").with(field).with(el("p", "cg-small").with(used))
    }

    /// A field that shows what is said now; what is as it was is not noted as a change.
    fn field(self, id: &str, label: impl Into<View>, text: Text) -> View {
        let Text { get, was, set } = text;
        let shown = was.clone();
        let value = move || match self.with(&get) {
            own if own.is_empty() => shown.clone(),
            own => own,
        };
        live_draft_field(self.state, id, label, value, move |typed| {
            let own = if typed == was { String::new() } else { typed };
            self.change(|definition| set(definition, own))
        })
    }

    fn steps(self) -> View {
        let rows = move || {
            self.with(|d| {
                let row = |s: &OwnStep| Row { id: s.id.clone(), hidden: s.hidden, kind: s.kind };
                let stage = |s: &crate::domain::own::OwnStage| {
                    (s.id.clone(), s.steps.iter().map(row).collect::<Vec<_>>())
                };
                d.stages.iter().map(stage).collect::<Vec<_>>()
            })
        };
        live(rows, move |stages| {
            let last = stages.iter().rev().find_map(|(_, rows)| rows.last()).map(|r| r.id.clone());
            let first = stages.iter().find_map(|(_, rows)| rows.first()).map(|r| r.id.clone());
            let ends = (first, last);
            let one = |(id, rows): &(String, Vec<Row>)| self.stage(id, rows, &ends);
            stages.iter().map(one).collect::<Vec<_>>()
        })
    }

    fn stage(self, id: &str, rows: &[Row], ends: &(Option<StepId>, Option<StepId>)) -> El {
        let definition = self.peek();
        let words = original_words(&definition).filter(|_| !is_own_name(id));
        let was = words.map_or(String::new(), |w| w.stage(id).to_owned());
        let (stage, shown) = (id.to_owned(), was.clone());
        let name = live(
            {
                let stage = stage.clone();
                move || {
                    self.with(|d| d.stages.iter().find(|s| s.id == stage).map(|s| s.name.clone()))
                        .unwrap_or_default()
                }
            },
            move |own| -> View {
                match (own.as_str(), shown.as_str()) {
                    ("", "") => t("own.questions").into(),
                    ("", was) => was.into(),
                    (own, _) => el("bdi", "").with(own).into(),
                }
            },
        );
        let (of, to) = (stage.clone(), stage.clone());
        let text = Text {
            get: Box::new(move |d| {
                d.stages.iter().find(|s| s.id == of).map_or(String::new(), |s| s.name.clone())
            }),
            was,
            set: Box::new(move |d, text| {
                if let Some(stage) = d.stages.iter_mut().find(|s| s.id == to) {
                    stage.name = text;
                }
            }),
        };
        let rename = fold(
            t("own.rename-part"),
            self.field(&format!("stage-{stage}"), t("own.part-name"), text),
        );
        let steps: Vec<El> = rows.iter().map(|row| self.step(row, ends)).collect();
        el("section", "cg-stack--after")
            .with(el("h2", "cg-heading").with(name))
            .with(rename)
            .with(el("ol", "cg-items").with(steps))
    }

    fn step(self, row: &Row, (first, last): &(Option<StepId>, Option<StepId>)) -> El {
        let id = row.id.clone();
        let definition = self.peek();
        let threshold = original(&definition).and_then(|o| o.deciding(Decides::WhetherToBegin));
        let stays = threshold.is_some_and(|step| step.id == id);
        let named = id.clone();
        let name = live(
            move || self.with(|d| d.step(&named).map(|s| name_of(d, s)).unwrap_or_default()),
            |name: &String| -> View {
                let name = if name.is_empty() { t("own.no-words-yet") } else { name };
                el("bdi", "").with(name).into()
            },
        );
        let mark = row.hidden.then(|| el("span", "cg-small").with(" · ").with(t("own.not-asked")));
        let summary = el("span", "cg-reading").with(name).with(mark);
        let inside: View = if stays {
            el("p", "cg-small").with(t("own.threshold-stays")).into()
        } else {
            let way = |key: &'static str, there: bool, up: bool| {
                let step = id.clone();
                there.then(|| {
                    button(Look::Quiet, t(key), move || {
                        self.arrange(&step, |d| d.move_step(&step, up));
                    })
                })
            };
            let ways = el("span", "cg-item__ways")
                .with(way("list.up", first.as_ref() != Some(&id), true))
                .with(way("list.down", last.as_ref() != Some(&id), false))
                .with(self.hide(row))
                .with(self.remove(row));
            (self.words(row), ways, self.adder(&id)).into()
        };
        let is_open = self.open.get_untracked().as_ref() == Some(&id);
        let fold = fold(summary, inside).attr("id", format!("step-{id}")).attr("open", is_open);
        el("li", "cg-item").with(el("div", "cg-own-step").with(fold))
    }

    fn hide(self, row: &Row) -> View {
        let (step, hides) = (row.id.clone(), !row.hidden);
        let key = if hides { "own.leave-out" } else { "own.ask-again" };
        button(Look::Quiet, t(key), move || {
            self.arrange(&step, |d| {
                if let Some(step) = d.step_mut(&step) {
                    step.hidden = hides;
                }
            });
        })
    }

    /// What was added can be taken out for good, once that is said twice.
    fn remove(self, row: &Row) -> Option<View> {
        row.kind?;
        let step = row.id.clone();
        let sure = RwSignal::new(false);
        let button = live(
            move || sure.get(),
            move |is_sure| {
                let step = step.clone();
                let key = if *is_sure { "own.remove-sure" } else { "list.remove" };
                button(Look::Quiet, t(key), move || {
                    if !sure.get_untracked() {
                        sure.set(true);
                        return;
                    }
                    // What stands in its fields goes with it.
                    self.change(|d| d.remove_step(&step));
                })
            },
        );
        Some(button)
    }

    /// The words of a step.
    fn words(self, row: &Row) -> El {
        let definition = self.peek();
        let was = original_words(&definition).and_then(|pack| pack.step(&row.id));
        let text =
            |get: fn(&OwnStep) -> &String, set: fn(&mut OwnStep) -> &mut String, was: &str| {
                let (of, to) = (row.id.clone(), row.id.clone());
                Text {
                    get: Box::new(move |d| d.step(&of).map_or(String::new(), |s| get(s).clone())),
                    was: was.to_owned(),
                    set: Box::new(move |d, text| {
                        if let Some(step) = d.step_mut(&to) {
                            *set(step) = text;
                        }
                    }),
                }
            };
        let ask = text(|s| &s.ask, |s| &mut s.ask, was.map_or("", |w| &w.ask));
        let hint = text(|s| &s.hint, |s| &mut s.hint, was.map_or("", |w| &w.hint));
        let name = text(|s| &s.name, |s| &mut s.name, was.map_or("", |w| &w.name));
        let id = |what: &str| format!("{what}-{}", row.id);
        let kind = row.kind.map(|kind| el("p", "cg-small").with(t(kind_words(kind).0)));
        let options = (row.kind == Some(OwnKind::Choose)).then(|| self.options(&row.id));
        el("div", "cg-stack")
            .with(kind)
            .with(self.field(&id("ask"), t("own.ask"), ask))
            .with(options)
            .with(self.field(&id("hint"), t("own.hint"), hint))
            .with(self.field(&id("name"), t("own.short-name"), name))
            .with(was.and_then(|was| self.rewordings(&row.id, was)))
    }

    /// What a copied step offers to choose from or to fill in, each to be said in other words.
    fn rewordings(self, step: &StepId, was: &StepWords) -> Option<El> {
        let asks = original(&self.peek()).and_then(|o| o.step(step))?;
        let answers = asks.options.iter().filter(|_| can_word_answers(asks));
        let answers = answers.map(|o| (o.as_str(), was.option(o)));
        let labels = LABELS.into_iter().zip(was.labels.iter().map(String::as_str));
        let fields = asks.fields.iter().map(|f| (f.as_str(), was.field(f)));
        let mut all = self.reworded(step, "own.answer-n", answers, |s| &mut s.answers);
        all.extend(self.reworded(step, "own.label-n", labels, |s| &mut s.labels));
        all.extend(self.reworded(step, "own.field-n", fields, |s| &mut s.fields));
        let is_any = !all.is_empty();
        let inside = el("div", "cg-stack").with(all);
        is_any.then(|| fold(t("own.answers-in-your-words"), inside))
    }

    /// A field for each of them, by its name and with the words it has in the original.
    fn reworded<'a>(
        self,
        step: &StepId,
        label: &'static str,
        all: impl Iterator<Item = (&'a str, &'a str)>,
        part: fn(&mut OwnStep) -> &mut Rewordings,
    ) -> Vec<View> {
        let one = |(n, (name, was)): (usize, (&str, &str))| {
            let (of, to) = (step.clone(), step.clone());
            let [read, written] = [name; 2].map(str::to_owned);
            let text = Text {
                get: Box::new(move |d| {
                    let mut step = d.step(&of).cloned();
                    let own = step.as_mut().and_then(|s| part(s).take(&read));
                    own.unwrap_or_default()
                }),
                was: was.to_owned(),
                set: Box::new(move |d, text| {
                    let Some(step) = d.step_mut(&to) else { return };
                    if is_blank(&text) {
                        part(step).take(&written);
                    } else {
                        part(step).put(&written, text);
                    }
                }),
            };
            let words = said(label, &[("n", &(n + 1).to_string())]);
            self.field(&format!("{label}-{name}-{step}").replace('.', "-"), words, text)
        };
        all.enumerate().map(one).collect()
    }

    /// The answers to choose from, a line each.
    fn options(self, step: &StepId) -> View {
        let (of, to) = (step.clone(), step.clone());
        let text = Text {
            get: Box::new(move |d| d.step(&of).map_or(String::new(), |s| s.options.join("\n"))),
            was: String::new(),
            set: Box::new(move |d, text| {
                if let Some(step) = d.step_mut(&to) {
                    let lines = text.lines().filter(|line| !is_blank(line));
                    step.options = lines.map(str::to_owned).collect();
                }
            }),
        };
        self.field(&format!("options-{step}"), t("own.options"), text)
    }

    /// Adds a question behind this one.
    fn adder(self, behind: &StepId) -> El {
        let one = |kind: OwnKind| {
            let behind = behind.clone();
            let (name, note) = kind_words(kind);
            let add = button(Look::Small, t(name), move || {
                if !self.state.flush_drafts() {
                    return;
                }
                let mut added = None;
                if self.change(|d| added = Some(d.add_step(Some(&behind), kind)))
                    && let Some(step) = added
                {
                    self.show(step);
                }
            });
            el("li", "").with(add).with(el("p", "cg-small").with(t(note)))
        };
        let kinds: Vec<El> = OwnKind::ALL.into_iter().map(one).collect();
        fold(t("own.add-after"), el("ul", "cg-stack").with(kinds))
    }

    /// To where it is used, looked at, shared or deleted.
    fn ways(self) -> View {
        const SHEET: &str = "erase-own";
        let Self { state, id, pair, .. } = self;
        let open = RwSignal::new(false);
        let to = move |route: Route| move || state.go(route, false);
        let begin = next_button(t("start.begin"), move || self.begin());
        let asked = self.as_asked();
        let send = sign_button(Look::Line, "share", t("own.send"), to(Route::OwnSend(id)));
        let back = self.couple().map(|couple| back_to(state, &couple));
        let all = button(Look::Plain, t("own.title"), to(Route::Owns));
        let erase = sign_button(Look::Plain, "erase", t("own.erase"), move || open.set(true));
        let sheet = dialog(
            open,
            SHEET,
            || t("own.erase").into(),
            move || {
                let keep = button(Look::Line, t("erase.keep"), move || open.set(false));
                let erase = button(Look::Stop, t("erase.do"), move || {
                    open.set(false);
                    let home = pair.map_or(Route::Owns, Route::Partnership);
                    if state.act(Command::OwnErased { own: id }).is_ok() {
                        state.go(home, true);
                    }
                });
                let words = el("p", "cg-hint").with(t("own.erase-words"));
                Sheet { body: words.into(), foot: (keep, erase).into() }
            },
        );
        let erase = el("span", "").attr("id", opener(SHEET)).with(erase);
        let buttons = el("div", "cg-buttons cg-buttons--wide cg-stack--after");
        (
            buttons.with((begin, asked, send)),
            el("div", "cg-buttons").with((back, all, erase)),
            sheet,
        )
            .into()
    }
}

fn original_title(definition: &Definition) -> String {
    original_words(definition).map_or(String::new(), |words| words.title.clone())
}

/// What a kind of question is called, and what it is.
fn kind_words(kind: OwnKind) -> (&'static str, &'static str) {
    match kind {
        OwnKind::Each => ("own.kind-each", "own.kind-each-note"),
        OwnKind::Turns => ("own.kind-turns", "own.kind-turns-note"),
        OwnKind::Choose => ("own.kind-choose", "own.kind-choose-note"),
        OwnKind::Reflect => ("own.kind-reflect", "own.kind-reflect-note"),
        OwnKind::Agree => ("own.kind-agree", "own.kind-agree-note"),
        OwnKind::Guide => ("own.kind-guide", "own.kind-guide-note"),
    }
}
