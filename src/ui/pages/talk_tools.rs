//! What every page of a dialogue offers beside its question: read it to me, larger letters, jump
//! to, another way, only speaking, enough for today (B.0.1).

use leptos::prelude::*;

use crate::content::words::LANGUAGE;
use crate::domain::command::{Command, Setting};
use crate::domain::device::TextSize;
use crate::domain::run::{How, Visibility};
use crate::domain::session::{Session, Way};
use crate::platform::speech;
use crate::ui::dom::{El, View, again, el, live_text};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::dialog::{Sheet, dialog};
use crate::ui::parts::icon::small_icon;
use crate::ui::steps::Page;
use crate::ui::words::t;

/// The tools, at the foot of the rail.
pub fn tools(leaf: &Page) -> View {
    let jumping = RwSignal::new(false);
    let silent = RwSignal::new(false);
    on_cleanup(speech::stop);
    let (words, stop, list) = (leaf.words, leaf.clone(), leaf.clone());
    let read = sign_button(Look::Quiet, "say", t("act.read-to-me"), move || {
        let texts = [&words.ask, &words.hint, &words.sample].into_iter().filter(|t| !t.is_empty());
        silent.set(!speech::say(texts.map(|t| (t.as_str(), LANGUAGE))));
    });
    let jump = sign_button(Look::Quiet, "next", t("act.jump"), move || jumping.set(true));
    let enough = sign_button(Look::Quiet, "check", t("act.enough"), move || {
        flow::close(stop.state, stop.run);
    });
    let way = leaf.dialogue.minutes.short.map(|_| way(leaf));
    let tools =
        [Some(read), Some(larger(leaf)), Some(jump), way, Some(speaking(leaf)), Some(enough)];
    let tools: Vec<El> = tools.into_iter().flatten().map(|tool| el("li", "").with(tool)).collect();
    let no_voice = again(move || silent.get().then(|| t("tools.no-voice")));
    let tools = el("ul", "cg-tools").attr("aria-label", t("tools.label")).with(tools);
    let title = || t("act.jump").into();
    let dialog = dialog(jumping, "jump", title, move || jump_list(&list, jumping));
    (tools, el("p", "cg-small").attr("role", "status").with(no_voice), dialog).into()
}

/// A tool whose words change with what it would do.
fn turning(
    sign: &str,
    words: impl Fn() -> &'static str + 'static,
    act: impl Fn() + 'static,
) -> View {
    sign_button(Look::Quiet, sign, live_text(move || words().to_owned()), act)
}

fn larger(leaf: &Page) -> View {
    let state = leaf.state;
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
        Some(Way::Short) => t("way.take-whole"),
        _ => t("way.take-short"),
    };
    turning("skip", words, move || {
        change(&leaf, |s| s.way = if s.way == Way::Short { Way::Whole } else { Way::Short });
    })
}

/// Only speaking from here on, or writing again.
fn speaking(leaf: &Page) -> View {
    let (sign, key) = if leaf.spoken_only {
        ("edit", "spoken.write-again")
    } else {
        ("say", "spoken.only-speak")
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
