//! `choose`: one or several of a list, and own words or none of these wherever nothing but what is chosen can be done.

use super::wish;
use super::{
    Page, continue_button, give_button, hint, others_words, say_button, turn_line, usual_actions,
};
use crate::app::route::Route;
use crate::content;
use crate::content::words::pack;
use crate::domain::command::Command;
use crate::domain::decides::{Decides, LATER, TIMES_TO_COME_BACK};
use crate::domain::dialogue::{NONE_OF_THESE, OWN_WORDS};
use crate::domain::ids::{DialogueId, OptionId};
use crate::domain::open_ends::{OpenEnd, open_ends};
use crate::domain::person::Side;
use crate::domain::prep;
use crate::domain::run::{How, Place, Visibility, Words};
use crate::reading::lines::open_end_words;
use crate::ui::couple::ink;
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::field::live_draft_field;
use crate::ui::parts::kept::{keeping_alert, kept_line};
use crate::ui::parts::notice::notice;
use crate::ui::parts::open_end;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::parts::said::option_words;
use crate::ui::steps::answer::{self, note_field};
use crate::ui::words::{t, tf};

pub fn page(leaf: &Page) -> View {
    sealable(leaf, open)
}

/// A question that may be sealed once it is answered: then only the seal is shown.
pub fn sealable(leaf: &Page, open: fn(&Page) -> View) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let whole = live(
        move || watched.is_sealed(),
        move |sealed| -> View {
            let leaf = &shown;
            if *sealed {
                let main = continue_button(leaf, super::Leaf::go_on);
                return (super::head(leaf), answer::sealed(leaf), usual_actions(leaf, main)).into();
            }
            let rest = (refused(leaf.state), others_words(leaf));
            (open(leaf), rest, usual_actions(leaf, give_button(leaf))).into()
        },
    );
    (keeping_alert(leaf.state), whole).into()
}

fn open(leaf: &Page) -> View {
    let above = (hint(leaf), wish::asked(leaf));
    let whole = leaf.step.takes_any_answer();
    if leaf.step.decides.is_some() {
        // Something hangs on it. What is private may be handed over all the same.
        let more = leaf.step.release.then(|| (answer::tools(leaf), say_button(leaf)));
        return (legend_question_with(leaf, leaf.asked(), above, rows(leaf, whole)), more).into();
    }
    let offers = (lead(leaf), rest(leaf));
    let more = (note(leaf), offers, answer::tools(leaf), say_button(leaf));
    let question = legend_question_with(leaf, leaf.asked(), above, rows(leaf, whole));
    (question, more).into()
}

/// A question whose prompt names the group of its answers.
pub fn legend_question(leaf: &Page, rows: impl Into<View>) -> View {
    legend_question_with(leaf, leaf.asked(), hint(leaf), rows)
}

/// The same with another prompt, and something between it and the rows.
pub fn legend_question_with(
    leaf: &Page,
    ask: impl Into<View>,
    above: impl Into<View>,
    rows: impl Into<View>,
) -> View {
    legend_question_of(leaf, leaf.side(), ask, above, rows)
}

/// The same, answered by somebody else than the one whose page it is.
pub fn legend_question_of(
    leaf: &Page,
    who: Option<Side>,
    ask: impl Into<View>,
    above: impl Into<View>,
    rows: impl Into<View>,
) -> View {
    (turn_line(leaf), legend_group(who, ask, above, rows)).into()
}

/// A group of answers named by the prompt.
pub fn legend_group(
    who: Option<Side>,
    ask: impl Into<View>,
    above: impl Into<View>,
    rows: impl Into<View>,
) -> El {
    el("fieldset", who.map_or("cg-t", ink))
        .with(el("legend", "").with(prompt(ask)))
        .with(above)
        .with(el("div", "cg-picks cg-picks--page").with(rows))
}

/// The options, and with `whole` the two that every choice ends with.
pub fn rows(leaf: &Page, whole: bool) -> View {
    let several = leaf.step.several;
    let called = |option: OptionId, words: View| {
        let (watched, marked, leaf) = (leaf.clone(), option.clone(), leaf.clone());
        row(
            "choice",
            several,
            move || watched.words(|w| w.picked(&marked)),
            words,
            move || {
                leaf.write(with_pick(leaf.words_now(), &option, several));
            },
        )
    };
    let one = |option: OptionId| {
        let words = option_words(leaf.words, &option).into();
        called(option, words)
    };
    let with_more = |option: &OptionId| [one(option.clone()), beside(leaf, option)];
    let mut rows: Vec<View> = leaf.step.choices().flat_map(with_more).collect();
    if let Some(who) = leaf.side().filter(|_| leaf.step.open_ends) {
        for end in open_to(leaf, who) {
            let words = leaf.state.peek(|w| open_end_words(w, &end.what));
            let text = el("span", "").attr("dir", "auto").with(words);
            let kind = open_end::kind(&leaf.couple, who, &end.what);
            rows.push(called(end.option, row_words(text, kind)));
        }
    }
    if whole {
        if leaf.takes_text() || leaf.step.visibility != Visibility::Spoken {
            rows.extend(earlier(leaf));
            rows.push(one(OWN_WORDS.into()));
            rows.push(own_words(leaf));
        }
        rows.push(one(NONE_OF_THESE.into()));
    }
    rows.into()
}

/// What is open to one of the two.
fn open_to(leaf: &Page, who: Side) -> Vec<OpenEnd> {
    leaf.state.peek(|w| open_ends(w, leaf.couple.pair, who, content::dialogue))
}

/// What one said in one's own words before, to be taken again; it then stands in the field, to be changed.
fn earlier(leaf: &Page) -> Vec<View> {
    let Some(who) = leaf.side().filter(|_| !leaf.spoken_only) else { return Vec::new() };
    let all = leaf.state.peek(|w| {
        let run = w.runs.get(leaf.run.uuid())?;
        let all = prep::earlier_words(w, run, leaf.step, who);
        Some(all.into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let one = |text: String| {
        let (watched, marked, leaf) = (leaf.clone(), text.clone(), leaf.clone());
        let words = el("span", "cg-quote").attr("dir", "auto").with(text.as_str());
        let marked = move || watched.words(|w| prep::stands_in(&w.own, &marked));
        row("earlier", true, marked, words, move || {
            let now = leaf.words_now();
            let own = prep::with_or_without(&now.own, &text);
            let is_own = now.picked(&OWN_WORDS.into());
            let words = if is_own { now } else { with_pick(now, &OWN_WORDS.into(), true) };
            leaf.write(Words { own, ..words });
        })
    };
    all.unwrap_or_default().into_iter().map(one).collect()
}

/// When somebody comes back who answers later (`fb-channel`).
fn beside(leaf: &Page, option: &OptionId) -> View {
    if leaf.step.decides != Some(Decides::WhenToAnswer) || option != LATER {
        return nothing();
    }
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let later = move || watched.words(|w| w.picked(&LATER.into()));
    live(later, move |later| {
        let one = |time: &'static str| {
            let (watched, leaf) = (leaf.clone(), leaf.clone());
            let words = option_words(leaf.words, &time.into());
            row(
                "come-back",
                false,
                move || watched.words(|w| w.picked(&time.into())),
                words,
                move || {
                    let picks = vec![LATER.into(), time.into()];
                    leaf.write(Words { picks, ..leaf.words_now() });
                },
            )
        };
        later.then(|| {
            el("fieldset", "cg-pick__own")
                .with(el("legend", "cg-field__label").with(t("later.when")))
                .with(el("div", "cg-picks").with(Vec::from(TIMES_TO_COME_BACK.map(one))))
                .with(el("p", "cg-small cg-step__note").with(t("later.hint")))
        })
    })
}

fn with_pick(mut words: Words, option: &OptionId, several: bool) -> Words {
    let was = words.picked(option);
    if several && option != NONE_OF_THESE {
        words.picks.retain(|p| p != NONE_OF_THESE && p != option);
    } else {
        words.picks.clear();
    }
    if !(several && was) {
        words.picks.push(option.clone());
    }
    if !words.picked(&OWN_WORDS.into()) {
        words.own.clear();
    }
    words
}

/// The field that "In my own words" opens; nothing to type where nothing is written.
fn own_words(leaf: &Page) -> View {
    if leaf.spoken_only {
        return nothing();
    }
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let open = move || watched.words(|w| w.picked(&OWN_WORDS.into()));
    live(open, move |open| {
        open.then(|| {
            let (shown, writes) = (leaf.clone(), leaf.clone());
            let label = el("span", "cg-hidden").with(t("choose.own"));
            let shown = move || shown.words(|words| words.own.clone());
            let field = live_draft_field(leaf.state, "own", label, shown, move |own| {
                writes.write(Words { own, ..writes.words_now() })
            });
            el("div", "cg-pick__own").with(field).with(kept_line(leaf.state))
        })
    })
}

/// A short note that both see, beside what was chosen aloud.
fn note(leaf: &Page) -> View {
    let takes = leaf.step.note && !leaf.spoken_only;
    let hint = || el("p", "cg-small").with(t("answer.note-hint"));
    let note = || {
        el("div", "cg-stack--after").with(note_field(leaf)).with(hint()).with(kept_line(leaf.state))
    };
    takes.then(note).into()
}

/// Where an option leads to another dialogue: this one rests meanwhile, with all that was prepared.
/// The choice is kept in any case.
fn lead(leaf: &Page) -> View {
    let Some(lead) = &leaf.step.leads else { return nothing() };
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let chosen = live(
        move || watched.words(|w| w.picked(&lead.option)),
        move |chosen| {
            chosen.then(|| {
                let words = el("p", "").with(t("lead.there"));
                let leads = leaf.clone();
                let go =
                    button(Look::Line, tf("lead.go", &[("title", title(&lead.to))]), move || {
                        let answer = leads.answer();
                        let given = leads.act(Command::AnswerGiven { answer, how: How::Wrote });
                        if given && leads.act(Command::Paused { run: leads.run, until: None }) {
                            start(&leads, &lead.to);
                        }
                    });
                notice("bridge", (words, el("p", "cg-buttons").with(go)))
            })
        },
    );
    el("div", "").attr("role", "status").with(chosen).into()
}

/// Where somebody would rather go on another day: it rests at the list they want to look at again, which
/// stays as it is (C12).
fn rest(leaf: &Page) -> View {
    let Some(option) = &leaf.step.rests else { return nothing() };
    let (watched, leaf) = (leaf.clone(), leaf.clone());
    let chosen = live(
        move || watched.words(|w| w.picked(option)),
        move |chosen| {
            chosen.then(|| {
                let rests = leaf.clone();
                let rest = button(Look::Line, t("rest.do"), move || {
                    let answer = rests.answer();
                    if rests.act(Command::AnswerGiven { answer, how: How::Wrote }) {
                        if let Some(place) = list_before(&rests) {
                            rests.act(Command::WentTo { run: rests.run, place });
                        }
                        rests.act(Command::Paused { run: rests.run, until: None });
                    }
                });
                let words = el("p", "").with(t("rest.words"));
                notice("pause", (words, el("p", "cg-buttons").with(rest)))
            })
        },
    );
    el("div", "").attr("role", "status").with(chosen).into()
}

/// The page of one's own list, before this one.
fn list_before(leaf: &Page) -> Option<Place> {
    let before = leaf.dialogue.steps().take_while(|s| s.id != leaf.step.id);
    let step = before.filter(|s| s.goes_through()).last()?;
    Some(Place { step: step.id.clone(), part: leaf.place.part })
}

fn title(dialogue: &DialogueId) -> &'static str {
    pack(dialogue).map_or("", |p| p.title.as_str())
}

/// To the cover of another dialogue, for the same two.
fn start(leaf: &Page, dialogue: &DialogueId) {
    leaf.state.hand_over(None);
    if let Some(dialogue) = content::dialogue(dialogue) {
        leaf.state.go(Route::Start(dialogue.number, Some(leaf.couple.pair)), false);
    }
}
