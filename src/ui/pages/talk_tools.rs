//! What every page of a dialogue offers beside its question: read it to me, larger letters, jump
//! to, another way, only speaking, enough for today (B.0.1).

use leptos::prelude::*;

use crate::domain::command::{Command, Setting};
use crate::domain::device::{ReadingPace, TextSize};
use crate::domain::run::{How, Visibility};
use crate::domain::session::{Length, Mode, Session};
use crate::platform::{page, speech};
use crate::state::State;
use crate::ui::dom::{El, View, again, el, live_text};
use crate::ui::flow;
use crate::ui::leave;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::dialog::{Sheet, dialog};
use crate::ui::parts::icon::small_icon;
use crate::ui::steps::Page;
use crate::ui::words::t;

/// The tools, at the foot of the rail.
pub fn tools(leaf: &Page) -> View {
    let jumping = RwSignal::new(false);
    let (stop, list) = (leaf.clone(), leaf.clone());
    let jump = sign_button(Look::Quiet, "next", t("act.jump"), move || jumping.set(true));
    // The last page has an end of its own.
    let enough = (!leaf.is_last()).then(|| {
        sign_button(Look::Quiet, "check", t("act.enough"), move || {
            flow::close(stop.state, stop.run);
        })
    });
    let minutes = &leaf.dialogue.minutes;
    let way = minutes.short.filter(|_| !minutes.again).map(|_| way(leaf));
    let safe = leave::is_offered(leaf.dialogue).then(|| safe_hand(leaf.state));
    let others = [Some(jump), way, Some(speaking(leaf)), safe, enough];
    let title = || t("act.jump").into();
    let dialog = dialog(jumping, "jump", title, move || jump_list(&list, jumping));
    (for_readers(leaf.state, others.into_iter().flatten()), dialog).into()
}

/// What helps to read a page, which is all there is before a dialogue has begun, and `others`.
pub fn for_readers(state: State, others: impl IntoIterator<Item = View>) -> View {
    on_cleanup(speech::stop);
    let silent = RwSignal::new(false);
    let all = [reading(state, silent), pace(state), larger(state)].into_iter().chain(others);
    let all: Vec<El> = all.map(|tool| el("li", "").with(tool)).collect();
    let no_voice = again(move || silent.get().then(|| t("tools.no-voice")));
    let tools = el("ul", "cg-tools").attr("aria-label", t("tools.label")).with(all);
    (tools, el("p", "cg-small").attr("role", "status").with(no_voice)).into()
}

/// A tool whose words change with what it would do.
fn turning(
    sign: &str,
    words: impl Fn() -> &'static str + 'static,
    act: impl Fn() + 'static,
) -> View {
    sign_button(Look::Quiet, sign, live_text(move || words().to_owned()), act)
}

/// What is read out, in the order of the page: the prompt, hints, answers to choose from, and what
/// people wrote where it can be read; nothing that is folded away.
const READ_OUT: &str = ".cg-step__page :is(h1, .cg-hint, .cg-guide, .cg-pick, .cg-while li, \
                        .cg-reading, .cg-quote):not(details:not([open]) *)";

/// "Read it to me", and while the device speaks, "Stop reading". Each text in its own language, at
/// the reader's pace.
fn reading(state: State, silent: RwSignal<bool>) -> View {
    let speaks = RwSignal::new(false);
    let words = move || if speaks.get() { t("act.stop-reading") } else { t("act.read-to-me") };
    turning("say", words, move || {
        if speaks.get_untracked() {
            speech::stop();
            speaks.set(false);
            return;
        }
        let texts = page::texts(READ_OUT);
        let texts = texts.iter().map(|(text, language)| (text.as_str(), language.as_str()));
        let pace = match state.peek(|w| w.device.reading_pace) {
            ReadingPace::Usual => 1.0,
            ReadingPace::Slower => 0.75,
            ReadingPace::Faster => 1.3,
        };
        // The page may be gone when all is said.
        let said = speech::say(texts, pace, move || {
            let _ = speaks.try_set(false);
        });
        speaks.set(said);
        silent.set(!said);
    })
}

/// How fast it is read, for whoever reads.
fn pace(state: State) -> View {
    let words = move || match state.with(|w| w.device.reading_pace) {
        ReadingPace::Usual => t("act.read-slower"),
        ReadingPace::Slower => t("act.read-faster"),
        ReadingPace::Faster => t("act.read-usual"),
    };
    turning("clock", words, move || {
        let pace = match state.peek(|w| w.device.reading_pace) {
            ReadingPace::Usual => ReadingPace::Slower,
            ReadingPace::Slower => ReadingPace::Faster,
            ReadingPace::Faster => ReadingPace::Usual,
        };
        // Never refused.
        let _ = state.act(Command::ReadingPaceSet { pace });
    })
}

fn safe_hand(state: State) -> View {
    sign_button(Look::Quiet, "handover", t("safe.link"), move || leave::to_safe_hand(state))
}

fn larger(state: State) -> View {
    let words = move || match state.with(|w| w.device.text_size) {
        TextSize::Largest => t("act.smaller"),
        _ => t("act.larger"),
    };
    turning("plus", words, move || {
        let size = match state.peek(|w| w.device.text_size) {
            TextSize::Usual => TextSize::Larger,
            TextSize::Larger => TextSize::Largest,
            TextSize::Largest => TextSize::Usual,
        };
        // Never refused.
        let _ = state.act(Command::TextSizeSet { size });
    })
}

/// The sitting this page belongs to.
fn session(leaf: &Page, waking: bool) -> Option<Session> {
    let run = leaf.run;
    let read = |w: &crate::domain::workspace::Workspace| {
        w.sessions.get(w.runs.get(run.uuid())?.session.uuid()).cloned()
    };
    if waking { leaf.state.with(read) } else { leaf.state.peek(read) }
}

/// Changes how the two sit, in the middle of it: they may change their mind at any moment.
fn change(leaf: &Page, with: impl Fn(&mut Setting)) {
    let Some(session) = session(leaf, false) else { return };
    let Session { mode, way, spoken_only, opener, .. } = session;
    let mut setting = Setting { mode, way, spoken_only, opener };
    with(&mut setting);
    leaf.act(Command::SettingChanged { session: session.id, setting });
}

/// The whole way or the short one.
fn way(leaf: &Page) -> View {
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let words = move || match session(&watched, true).map(|s| s.way) {
        Some(Length::Short) => t("way.take-whole"),
        _ => t("way.take-short"),
    };
    turning("skip", words, move || {
        change(&leaf, |s| {
            s.way = if s.way == Length::Short { Length::Whole } else { Length::Short }
        });
    })
}

/// Only speaking from here on, or only thinking where nobody sits opposite; or writing again.
fn speaking(leaf: &Page) -> View {
    let all_spoken = session(leaf, false).is_some_and(|s| s.spoken_only);
    let (sign, key) = match leaf.mode {
        _ if all_spoken => ("edit", "spoken.write-again"),
        Mode::Solo => ("closedeye", "spoken.only-think"),
        _ => ("say", "spoken.only-speak"),
    };
    let leaf = leaf.clone();
    sign_button(Look::Quiet, sign, t(key), move || {
        change(&leaf, |s| s.spoken_only = !s.spoken_only);
    })
}

/// Stages and steps, in any order. Those the short way leaves out are here too.
fn jump_list(leaf: &Page, open: RwSignal<bool>) -> Sheet {
    let stages = leaf.dialogue.stages.iter().map(|stage| {
        let steps: Vec<El> = stage
            .steps
            .iter()
            .filter(|step| !step.own)
            .filter_map(|step| {
                let words = leaf.pack.step(&step.id)?;
                // Whether somebody answered for themselves alone is theirs to know.
                let done = step.visibility != Visibility::Private
                    && leaf.peek(|run| {
                        let of_step = run.entries.iter().filter(|e| e.step == step.id);
                        of_step.filter(|e| e.how != How::Skipped).any(|e| e.given.is_some())
                    });
                let mark = done.then(|| {
                    let words = el("span", "cg-hidden").with(t("jump.answered"));
                    el("span", "cg-small").with(small_icon("check")).with(words)
                });
                let goes = leaf.clone();
                let button = el("button", "cg-jump__step")
                    .attr("type", "button")
                    .attr("aria-current", (step.id == leaf.step.id).then_some("step"))
                    .click(move || {
                        open.set(false);
                        flow::jump(goes.state, goes.run, &step.id);
                    })
                    .with(el("span", "").with(words.name.as_str()))
                    .with(mark);
                Some(el("li", "").with(button))
            })
            .collect();
        let title = el("h3", "cg-label").with(leaf.pack.stage(&stage.id));
        el("li", "").with(title).with(el("ol", "").with(steps))
    });
    let list = el("ol", "cg-jump").with(stages.collect::<Vec<_>>());
    let done = button(Look::Line, t("act.done"), move || open.set(false));
    Sheet { body: (el("p", "cg-hint").with(t("jump.hint")), list).into(), foot: done }
}
