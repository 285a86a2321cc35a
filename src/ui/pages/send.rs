//! What one hands over of a talk, on its way to the other: first exactly what they will see, then the
//! link, and afterwards what stays here (`trust.md` 4 and 6).

use super::{not_here, whose};
use crate::app::route::Route;
use crate::content;
use crate::content::words::{Pack, pack};
use crate::domain::command::{Answer, Command};
use crate::domain::crossing::{self, Joint, Parcel, Piece};
use crate::domain::decides::Decides;
use crate::domain::dialogue::{CheckedDialogue, Step};
use crate::domain::feedback;
use crate::domain::ids::{PairId, RunId, StepId};
use crate::domain::outcome::{Agreement, Commitment};
use crate::domain::person::Side;
use crate::domain::privacy::{Sight, Viewer};
use crate::domain::run::{How, Reply, Run, RunState, Seal};
use crate::domain::workspace::Workspace;
use crate::share::parcel;
use crate::state::{Area, State};
use crate::ui::couple::{Couple, ink};
use crate::ui::dom::{El, View, el, live, nothing};
use crate::ui::flow;
use crate::ui::parts::assent::stands;
use crate::ui::parts::button::{Look, button, next_button, sign_button};
use crate::ui::parts::curtain::opens;
use crate::ui::parts::forget::forget;
use crate::ui::parts::frame::frame;
use crate::ui::parts::handed;
use crate::ui::parts::letter::{Told, letter, told};
use crate::ui::parts::people::{badge, emblem};
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::parts::said::{reading, seen};
use crate::ui::parts::section::named_section;
use crate::ui::words::{said, t};

/// The page for a run.
pub fn page(state: State, run: RunId) -> View {
    live(
        move || {
            state.with(|w| {
                let pair = w.runs.get(run.uuid())?.pair;
                let partnership = w.partnership(pair)?;
                let handed = partnership.mine.map(|mine| handed_over(w, run, mine));
                Some((Couple::of(partnership), partnership.mine, handed))
            })
        },
        move |there| match there {
            None => not_here::page(state),
            Some((couple, None, _)) => frame(state, None, whose::question(state, couple)),
            Some((couple, Some(mine), _)) => open(state, run, couple, *mine),
        },
    )
}

/// What somebody handed over so far.
fn handed_over(workspace: &Workspace, run: RunId, mine: Side) -> Vec<StepId> {
    let record = workspace.runs.get(run.uuid());
    let dialogue = record.and_then(|r| content::dialogue(&r.dialogue));
    record.zip(dialogue).map_or_else(Vec::new, |(run, dialogue)| handed::steps(dialogue, run, mine))
}

fn open(state: State, run: RunId, couple: &Couple, mine: Side) -> View {
    // What was changed since the last time goes along from now on. A refusal is said below.
    let _ = state.act(Command::ParcelMade { run });
    let other = couple.name(mine.other()).to_owned();
    let slots = [("name", other.as_str())];
    let shown = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        let parcel = crossing::parcel(w, run, content::dialogue)?;
        let asks = parcel.asked.as_ref().is_some_and(|a| a.by == mine && a.reply.is_none());
        let dialogue = content::dialogue(&parcel.dialogue)?;
        let brings = parcel.asked.as_ref().is_some_and(|a| a.by == mine) && dialogue.is_for_one();
        let says_yes = parcel.asked.as_ref().is_some_and(|a| a.reply == Some(Reply::Yes));
        let kind = match () {
            () if brings => Sending::Question,
            () if dialogue.is_answered_by_link() => {
                let for_a_time = dialogue.deciding(Decides::HowLong).is_some();
                Sending::Answers { for_a_time }
            }
            () if asks && is_bare(&parcel) => Sending::Invitation(&pack(&parcel.dialogue)?.title),
            () if says_yes && is_bare(&parcel) => Sending::Yes,
            () => Sending::Part { seals: parcel.seals.iter().any(|s| keeps_sealed(&parcel, s)) },
        };
        Some((kind, preview(&parcel, record, couple, mine)))
    });
    let Some((kind, preview)) = shown else { return not_here::page(state) };
    let payload = move || {
        state.with(|w| crossing::parcel(w, run, content::dialogue).map(|p| parcel::write(&p)))
    };
    let pair = couple.pair;
    let lists = lists(kind, &slots);
    let answers = matches!(kind, Sending::Answers { .. });
    let (title, preview) = match kind {
        Sending::Question => (
            said("send.title-ask", &slots),
            el("p", "cg-lede").with(said("send.ask", &slots)).into(),
        ),
        Sending::Answers { .. } => {
            let kept = kept_or_closed(state, run, couple, mine);
            (said("send.title", &slots), (preview, kept).into())
        }
        Sending::Part { .. } => (said("send.title-talk", &slots), preview),
        Sending::Yes => (
            said("send.title-yes", &slots),
            el("p", "cg-lede").with(said("send.nothing-yes", &slots)).into(),
        ),
        Sending::Invitation(what) => (
            said("send.title-invite", &[slots[0], ("title", what)]),
            el("p", "cg-lede").with(said("send.invite", &slots)).into(),
        ),
    };
    let main = (
        prompt(title),
        refused(state),
        preview,
        el("section", "cg-sheet cg-send")
            .attr("aria-labelledby", "the-link")
            .with(el("h2", "cg-hidden").attr("id", "the-link").with(t("letter.link")))
            .with(letter(state, &other, payload))
            .with(told(lists)),
        afterwards(state, run, pair, &other, answers),
    );
    frame(state, None, el("div", "cg-send__page").with(main))
}

/// What somebody answered and may hand over here, where no page before asked them which. What they locked opens first.
fn kept_or_closed(state: State, run: RunId, couple: &Couple, mine: Side) -> View {
    let couple = couple.clone();
    let area = Area { pair: Some(couple.pair), side: mine };
    live(
        move || state.is_closed(area),
        move |closed| -> View {
            if !*closed {
                return still_kept(state, run, &couple, mine).into();
            }
            let is_any = still_kept(state, run, &couple, mine).is_some();
            let open = || opens(state, &couple, mine, move || state.hand_over(Some(mine)));
            is_any.then(open).into()
        },
    )
}

fn still_kept(state: State, run: RunId, couple: &Couple, mine: Side) -> Option<El> {
    let answers = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        let dialogue = content::dialogue(&record.dialogue)?;
        let words = pack(&record.dialogue)?;
        if dialogue.deciding(Decides::WhatToHandOver).is_some() {
            return None;
        }
        let handed = handed::steps(dialogue, record, mine);
        let kept = feedback::can_hand_over(dialogue, record, mine);
        let kept = kept.filter(|s| !handed.contains(&s.id));
        let own = (mine, Viewer::One(mine));
        let one = |step: &Step| {
            let words = words.step(&step.id)?;
            Some((step.id.clone(), handed::item(dialogue, step, record, words, own, couple)))
        };
        Some(kept.filter_map(one).collect::<Vec<_>>())
    })?;
    let one = |(step, item): (StepId, El)| {
        let words = said("act.release", &[("name", couple.name(mine.other()))]);
        let answer = Answer { run, step, who: mine.into() };
        let release = sign_button(Look::Line, "share", words, move || {
            // Refused only where it is gone already.
            let _ = state.act(Command::Released { answer: answer.clone() });
        });
        el("li", "cg-entry").with(item.with(el("p", "cg-buttons").with(release)))
    };
    let all: Vec<El> = answers.into_iter().map(one).collect();
    (!all.is_empty()).then(|| el("ol", "cg-stack--after").with(all))
}

/// What is in the link, what is not, and what happens next.
fn lists(kind: Sending, slots: &[(&str, &str)]) -> [Told; 3] {
    let inside: &[&'static str] = match kind {
        Sending::Invitation(_) => &["told.names", "told.day", "told.which-talk"],
        Sending::Yes => &["told.names", "told.day", "told.yes"],
        Sending::Question => &["told.names", "told.question"],
        Sending::Answers { for_a_time: true } => {
            &["told.names", "told.day", "told.above", "told.how-long"]
        }
        Sending::Answers { .. } => &["told.names", "told.day", "told.above"],
        Sending::Part { .. } => &["told.names", "told.day", "told.above", "told.joint"],
    };
    let outside: &[&'static str] = match kind {
        Sending::Question => &["told.notes", "told.said-before", "told.device"],
        Sending::Part { seals: true } => {
            &["told.kept", "told.sealed", "told.other-talks", "told.device"]
        }
        _ => &["told.kept", "told.other-talks", "told.device"],
    };
    let next: &[&'static str] = match kind {
        Sending::Question => &["told.you-send", "told.sends-back", "told.on-top"],
        Sending::Invitation(_) => &["told.you-send", "told.they-answer", "told.sends-back"],
        _ => &["told.you-send", "told.they-open", "told.no-recall"],
    };
    let lines = |keys: &[&'static str]| keys.iter().map(|key| said(key, slots)).collect();
    let told = |sign, title, keys, in_order| Told { sign, title, lines: lines(keys), in_order };
    [
        told("letter", "told.in", inside, false),
        told("closedeye", "told.not-in", outside, false),
        told("reveal", "told.next", next, true),
    ]
}

/// To one's own part, or what becomes of it here.
fn afterwards(state: State, run: RunId, pair: PairId, other: &str, answers: bool) -> El {
    let going = state.peek(|w| w.runs.get(run.uuid()).is_some_and(|r| r.state == RunState::Going));
    let own_part = (going && !answers)
        .then(|| next_button(t("send.own-part"), move || flow::enter(state, run, false)));
    let keep = button(Look::Plain, t("send.keep"), move || {
        if going && answers {
            // Said, and done with. Refused only where it is gone already.
            let _ = state.act(Command::Closed { run });
        }
        state.go(Route::Partnership(pair), false);
    });
    let (forget, asked_twice) = forget(state, pair, other);
    let hint = el("p", "cg-hint").with(t("send.after-words"));
    let buttons = el("div", "cg-buttons cg-stack--after").with(own_part).with(keep).with(forget);
    named_section("after", t("send.after"), (hint, buttons, asked_twice))
}

/// Whether no answer is in it, open or sealed, and nothing that was written as one.
fn is_bare(parcel: &Parcel) -> bool {
    let agreed = !parcel.commitments.is_empty() || !parcel.agreements.is_empty();
    !agreed && parcel.own.is_empty() && parcel.seals.is_empty() && parcel.joint.is_empty()
}

/// Whether what was sealed waits here until the other's answer is sealed, too.
fn keeps_sealed(parcel: &Parcel, seal: &Seal) -> bool {
    parcel.own.iter().all(|piece| piece.step != seal.step)
}

/// What is on its way.
#[derive(Clone, Copy, PartialEq)]
enum Sending {
    /// Answers to what was asked through a link, such as how it was.
    Answers {
        /// Whether their writer says how long they may stay.
        for_a_time: bool,
    },
    /// A question through a link.
    Question,
    /// One's part of a talk that both are in.
    Part {
        /// Whether of an answer in it there is no more than its seal.
        seals: bool,
    },
    /// Nothing but the yes to a talk that was asked for.
    Yes,
    /// Nothing but the question whether the other would like this talk.
    Invitation(&'static str),
}

/// Exactly what the other will see.
fn preview(parcel: &Parcel, run: &Run, couple: &Couple, mine: Side) -> View {
    let (dialogue, words) = (content::dialogue(&parcel.dialogue), pack(&parcel.dialogue));
    let Some((dialogue, words)) = dialogue.zip(words) else { return nothing() };
    let entry = |name: View, shown: View| {
        let head = el("h3", "cg-entry__head").with(name);
        el("li", "cg-entry").with(el("div", "").with(head).with(shown))
    };
    let one = |piece: &Piece| -> Option<El> {
        let (step, said) = (dialogue.step(&piece.step)?, words.step(&piece.step)?);
        let sight = match piece.how {
            How::Wrote => Sight::Words(&piece.words, &[]),
            How::SaidIt => Sight::SaidAloud,
            How::Skipped => Sight::ChoseNotToSay,
            How::Seen => return None,
        };
        // When somebody answers, and how long it may stay, are said to nobody (`fb-channel`, `fb-how-long`).
        let is_told = !matches!(step.decides, Some(Decides::WhenToAnswer | Decides::HowLong));
        is_told.then(|| {
            let read = el("div", "").attr("lang", couple.speaks(mine));
            let asked = handed::question(dialogue, step, run, said);
            entry(asked, read.with(seen(step, said, sight)).into())
        })
    };
    // Of a plan, its words are in the plan.
    let is_plan = |p: &&Piece| parcel.commitments.iter().any(|c| c.step == p.step);
    let answers = parcel.own.iter().filter(|p| !is_plan(p)).filter_map(one);
    let plan = |c: &Commitment| Some(entry(words.step(&c.step)?.name.as_str().into(), plan(c)));
    // What one proposes in place of what the two agreed on.
    let proposed = parcel.agreements.iter().filter(|a| a.replaces.is_some() && !a.text.is_empty());
    let sentence = |a: &Agreement| {
        let by = a.asked_by.unwrap_or(mine);
        Some(entry(said("way.proposes", &couple.slots_of(by)), reading(&a.text)))
    };
    let plans = parcel.commitments.iter().filter_map(plan);
    let joint = of_both(parcel, dialogue, words, couple).into_iter();
    let all = answers.chain(plans).chain(proposed.filter_map(sentence)).chain(joint);
    let all: Vec<El> = all.collect();
    let slots = [("name", couple.name(mine.other()))];
    let head = el("h2", "cg-title cg-list-head")
        .attr("id", "preview")
        .with(badge(couple, mine, "cg-badge--small"))
        .with(" ")
        .with(said("send.preview", &slots));
    let list: View = if all.is_empty() {
        el("p", "cg-hint").with(said("send.nothing", &slots)).into()
    } else {
        el("ol", "").with(all).into()
    };
    el("section", &format!("cg-send__preview {}", ink(mine)))
        .attr("aria-labelledby", "preview")
        .with(head)
        .with(list)
        .into()
}

/// What the two wrote as one, and what each said to it: that crosses, too.
fn of_both(
    parcel: &Parcel,
    dialogue: &CheckedDialogue,
    words: &'static Pack,
    couple: &Couple,
) -> Vec<El> {
    let entry = |name: &'static str, shown: View| {
        let head = el("h3", "cg-entry__head")
            .with(emblem("cg-emblem cg-emblem--tiny"))
            .with(el("span", "").with(name));
        el("li", "cg-entry").with(el("div", "").with(head).with(shown))
    };
    let sentence = |a: &Agreement| {
        let name = words.step(&a.step)?.name.as_str();
        if a.withdrawn_by.is_some() {
            return Some(entry(name, el("p", "cg-small").with(t("agree.no-longer")).into()));
        }
        Some(entry(name, (reading(&a.text), stands(couple, a)).into()))
    };
    let ours = parcel.agreements.iter().filter(|a| a.replaces.is_none());
    let is_sentence = |p: &Piece| parcel.agreements.iter().any(|a| a.step == p.step);
    let one = |joint: &Joint| {
        let piece = &joint.piece;
        let (step, said) = (dialogue.step(&piece.step)?, words.step(&piece.step)?);
        let shows = joint.given && piece.how == How::Wrote && !is_sentence(piece);
        let sight = Sight::Words(&piece.words, &[]);
        (shows && !piece.words.is_empty()).then(|| entry(&said.name, seen(step, said, sight)))
    };
    let written = parcel.joint.iter().filter_map(one);
    written.chain(ours.filter_map(sentence)).collect()
}

/// A plan as the other will know of it.
fn plan(c: &Commitment) -> View {
    let plan = &c.plan;
    let line = |key: &'static str, text: &str| {
        (!text.is_empty()).then(|| (el("p", "cg-small").with(t(key)), reading(text)))
    };
    let more = (
        line("plan.why", &plan.why),
        line("plan.lighter", &plan.lighter),
        line("plan.helps", &plan.helps),
        line("plan.partner", &plan.partner_helps),
    );
    (reading(&plan.what), more).into()
}
