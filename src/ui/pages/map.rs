//! Who do I need to talk with: a map of one's own. The page before it, the cover over it while nobody holds
//! it, and the way through its questions.

use std::cell::Cell;

use super::{map_parts, map_questions as questions, map_whole as whole, not_here, talk_tools};
use crate::app::route::Route;
use crate::content::{
    self,
    words::{Pack, StepWords, pack},
};
use crate::domain::command::Command;
use crate::domain::dialogue::{CheckedDialogue, Step};
use crate::domain::ids::{DialogueId, MapId, ProspectId};
use crate::domain::map::{MAP, Map, Note, OnMap};
use crate::domain::person::Side;
use crate::domain::workspace::RecordKind;
use crate::state::{Area, State};
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::focus;
use crate::ui::leave;
use crate::ui::parts::actions;
use crate::ui::parts::button::{Look, button, next_button};
use crate::ui::parts::frame::{
    frame, main_part, pause_button, quiet_page, skip_link, talk_masthead,
};
use crate::ui::parts::icon::{icon, small_icon};
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::lock::gate;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::t;

/// What is locked of somebody's maps: all of them.
pub const MAPS: Area = Area { pair: None, side: Side::First };

/// A map, and all that its pages need.
#[derive(Clone, Copy)]
pub struct Own {
    pub state: State,
    pub id: MapId,
    pub dialogue: &'static CheckedDialogue,
    pub words: &'static Pack,
}

/// The definition and its words.
fn asked() -> Option<(&'static CheckedDialogue, &'static Pack)> {
    let id = DialogueId::from(MAP);
    Some((content::dialogue(&id)?, pack(&id)?))
}

/// Before there is a map: what it is for. Nothing is kept yet.
pub fn new_page(state: State) -> View {
    let Some((dialogue, words)) = asked() else { return not_here::page(state) };
    let Some((_, welcome)) = question(dialogue, words, 1) else { return not_here::page(state) };
    let begin = next_button(t("start.begin"), move || {
        if let Some(map) = state.make(Command::MapBegun, RecordKind::Map) {
            state.hand_over(Some(Side::First));
            state.go(Route::Map(map.into(), 2), true);
        }
    });
    let paper = el("a", "").attr("href", Route::Paper(dialogue.number).href());
    let main = el("div", "cg-plain")
        .with(prompt(welcome.ask.as_str()))
        .with(el("p", "cg-lede").with(welcome.hint.as_str()))
        .with(others(state))
        .with(refused(state))
        .with(el("p", "cg-buttons cg-buttons--wide cg-stack--after").with(begin))
        .with(el("p", "cg-small cg-stack--after").with(paper.with(t("paper.link"))));
    frame(state, None, main)
}

/// The maps there are already.
fn others(state: State) -> Option<El> {
    let all = state.peek(|w| w.maps.iter().map(|m| (m.id, m.made)).collect::<Vec<_>>());
    let link = |(map, made): &(MapId, _)| {
        let words = map_parts::since(*made);
        let link = el("a", "").attr("href", Route::Map(*map, 0).href()).with(words);
        el("li", "cg-fact").with(small_icon("notes")).with(link)
    };
    (!all.is_empty()).then(|| {
        el("ul", "cg-facts cg-stack--after").with(all.iter().map(link).collect::<Vec<_>>())
    })
}

/// A question by its number, counted from 1.
fn question<'a>(
    dialogue: &'a CheckedDialogue,
    words: &'static Pack,
    number: usize,
) -> Option<(&'a Step, &'static StepWords)> {
    let step = dialogue.step_at(number.checked_sub(1)?)?;
    Some((step, words.step(&step.id)?))
}

/// The page of a map: whichever of its questions the address names, or the whole of it.
pub fn page(state: State, id: MapId) -> View {
    let Some((dialogue, words)) = asked() else { return not_here::page(state) };
    let own = Own { state, id, dialogue, words };
    let last = Cell::new(0);
    let number = move || {
        if let Route::Map(map, number) = state.route()
            && map == id
        {
            last.set(number);
        }
        last.get()
    };
    let shown = move || {
        let is_there = state.with(|w| w.maps.get(id.uuid()).is_some());
        (is_there, state.holder().is_some(), number())
    };
    let is_first = Cell::new(true);
    live(shown, move |(is_there, is_open, number)| {
        // The first time it is another page, and the focus moves with that.
        if !is_first.replace(false) {
            focus::settle(true);
        }
        match (is_there, is_open, *number) {
            (false, ..) => not_here::page(state),
            (_, false, _) => own.cover(),
            (_, _, 0) => own.sheet(t("map.whole"), whole::page(own)),
            (_, _, number) if number == own.end() => own.ended(),
            (_, _, number) => own.question(number),
        }
    })
}

impl Own {
    /// Reads from the map, waking the reader when anything changes.
    pub fn with<T>(self, read: impl FnOnce(&Map) -> T) -> Option<T> {
        self.state.with(|w| w.maps.get(self.id.uuid()).map(read))
    }

    /// The same, once.
    pub fn peek<T>(self, read: impl FnOnce(&Map) -> T) -> Option<T> {
        self.state.peek(|w| w.maps.get(self.id.uuid()).map(read))
    }

    /// Reads what is noted of a talk.
    pub fn note<T: Default>(self, talk: ProspectId, read: impl FnOnce(&Note) -> T) -> T {
        let note = self.with(|map| map.talk(talk).map(|talk| read(&talk.note)));
        note.flatten().unwrap_or_default()
    }

    /// Does something on the map. False: it was refused, and the page says why.
    pub fn act(self, what: OnMap) -> bool {
        self.state.act(Command::OnMap { map: self.id, what }).is_ok()
    }

    /// Changes what is noted of a talk.
    pub fn change(self, talk: ProspectId, with: impl FnOnce(&mut Note)) -> bool {
        let note = self.peek(|map| map.talk(talk).map(|talk| talk.note.clone())).flatten();
        let mut note = note.unwrap_or_default();
        with(&mut note);
        self.act(OnMap::TalkChanged { talk, note: Box::new(note) })
    }

    /// The talks as they were noted.
    pub fn talks(self) -> Vec<ProspectId> {
        self.with(|map| map.talks.iter().map(|t| t.id).collect()).unwrap_or_default()
    }

    /// The first talk of the order.
    pub fn first(self) -> Option<ProspectId> {
        self.with(|map| map.in_order().first().map(|t| t.id)).flatten()
    }

    /// The number of the page after the last question.
    fn end(self) -> usize {
        self.dialogue.steps().count() + 1
    }

    /// To a question, to the end, or to the whole.
    pub fn go(self, number: usize) {
        self.state.go(Route::Map(self.id, number), false);
    }

    /// What stands on the page while nobody holds the map: nothing of it.
    fn cover(self) -> View {
        let state = self.state;
        let open = move || state.hand_over(Some(Side::First));
        let open = gate(state, MAPS, || t("map.open").into(), open);
        let seal = (icon("closedeye"), el("span", "").with(t("map.only-you")));
        let main = el("div", "cg-plain")
            .with(prompt(t("map.covered")))
            .with(el("p", "cg-lede").with(t("map.covered-words")))
            .with(el("p", "cg-buttons cg-buttons--wide cg-stack--after").with(open))
            .with(el("p", "cg-curtain__seal").with(seal));
        frame(state, None, main)
    }

    /// A page of the open map.
    fn sheet(self, under: &str, body: View) -> View {
        let state = self.state;
        // Nothing of it stays on the page of somebody who pauses.
        let ways = (pause_button(move || state.hand_over(None)), leave::way_out(state, None));
        let page = el("div", "cg-step__page").with(body);
        let step = el("div", "cg-step").with((page, talk_tools::for_readers(state, [])));
        el("div", "cg-page")
            .with(skip_link())
            .with(talk_masthead(&self.words.title, under.into(), ways))
            .with(main_part("cg-main").with(step))
            .into()
    }

    /// The last page: nothing more is asked (C32).
    fn ended(self) -> View {
        let state = self.state;
        let away = move || {
            state.hand_over(None);
            state.go(Route::Home, false);
        };
        let buttons = el("p", "cg-buttons cg-stack--after")
            .with(button(Look::Line, t("act.done"), away))
            .with(button(Look::Plain, t("map.see-whole"), move || self.go(0)));
        let words = el("p", "cg-lede").with(t("end.stays-alone"));
        let kept = keeping_alert(state);
        let main = (kept, prompt(t("end.title")), words, buttons);
        quiet_page(nothing(), leave::way_out(state, None), main)
    }

    fn question(self, number: usize) -> View {
        let Some((step, words)) = question(self.dialogue, self.words, number) else {
            return not_here::page(self.state);
        };
        let stage = self.dialogue.stages.iter().find(|s| s.steps.iter().any(|s| s.id == step.id));
        let stage = stage.map_or("", |stage| self.words.stage(&stage.id));
        let private = (small_icon("closedeye"), el("span", "").with(t("map.only-you")));
        let hint = (!words.hint.is_empty()).then(|| el("p", "cg-hint").with(words.hint.as_str()));
        let head = (el("p", "cg-turn").with(private), prompt(words.ask.as_str()), hint);
        let body = questions::body(self, step, words);
        let on = move || {
            if self.state.flush_drafts() {
                self.go(number + 1);
            }
        };
        let main = next_button(t("act.continue"), on);
        let skips = step.takes_text().then(|| actions::skip(on)).into_iter();
        let back = actions::back(move || self.go(number - 1));
        let all = button(Look::SmallPlain, t("map.see-whole"), move || self.go(0));
        let foot = el("p", "cg-step__aloud").with(all);
        let page = (keeping_alert(self.state), head, body, refused(self.state), foot);
        self.sheet(stage, (page, actions::bar(back, skips.chain([main]).collect())).into())
    }
}
