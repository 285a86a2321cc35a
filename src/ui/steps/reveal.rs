//! The reveal: both answers, opened by one press, in the same moment. Then: what do you notice?

use super::{Page, answer, plain_actions};
use crate::app::route::Route;
use crate::domain::command::Command;
use crate::domain::crossing;
use crate::domain::dialogue::Kind;
use crate::domain::ids::OptionId;
use crate::domain::person::Side;
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::{How, Run};
use crate::domain::session::Mode;
use crate::domain::taps::{ANOTHER_DAY, DIFFERENT, SAME};
use crate::platform::dates::{self, Form};
use crate::ui::dom::{View, el, live, nothing};
use crate::ui::focus;
use crate::ui::parts::button::{next_button, raw};
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::facing::facing;
use crate::ui::parts::icon::{icon, small_icon};
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::emblem;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::{said, t, tf};

/// What two people may notice about their two answers.
const NOTICES: [(&str, &str, &str); 3] = [
    (SAME, "notice.same", "notice.same-note"),
    (DIFFERENT, "notice.different", "notice.different-note"),
    (ANOTHER_DAY, "notice.another-day", "notice.another-day-note"),
];

fn is_open(leaf: &Page) -> bool {
    leaf.read(|run| privacy::is_opened(leaf.step, run))
}

fn noticed(leaf: &Page, notice: &str) -> bool {
    leaf.words(|w| w.picked(&notice.into()))
}

pub fn page(leaf: &Page) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let hint = live(
        move || (is_open(&watched), absent(&watched)),
        move |(open, absent)| hint(&shown, *open, absent),
    );
    let head = el("div", "cg-reveal__head")
        .with(prompt(leaf.words.ask.as_str()))
        .with(el("p", "cg-hint").attr("role", "status").with(hint));
    let (open, same) = (leaf.clone(), leaf.clone());
    let sheets = facing(&leaf.couple, Side::BOTH.map(|side| sheet(leaf, side)))
        .class_if("cg-facing--open", move || is_open(&open))
        .class_if("cg-facing--same", move || noticed(&same, SAME));
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let notices = live(move || is_open(&watched), move |open| open.then(|| after(&shown)));
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let main = live(
        move || (is_open(&watched), noticed(&watched, DIFFERENT), !absent(&watched).is_empty()),
        move |(open, talk, waits)| main_button(&shown, *open, *talk, *waits),
    );
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let kept = live(move || seals(&watched), move |seals| seal_line(&shown, *seals));
    let asked = (keeping_alert(leaf.state), head, sheets, (kept, notices));
    (asked, refused(leaf.state), plain_actions(leaf, main)).into()
}

fn hint(leaf: &Page, open: bool, absent: &[Side]) -> String {
    match absent {
        _ if open => {}
        [] => return t("reveal.closed").to_owned(),
        [side] => return tf("reveal.waits", &leaf.couple.slots_of(*side)),
        _ => return t("reveal.none-yet").to_owned(),
    }
    let at = leaf.entry_now(|e| dates::moment(e.changed, Form::Time, "")).unwrap_or_default();
    let key = match () {
        () if differ(leaf) => "reveal.differ",
        () if says_anything(leaf) => "reveal.opened",
        () => "reveal.opened-only",
    };
    tf(key, &[("time", &at)])
}

/// Whose answer is not here: on the other's device still, or not given yet.
fn absent(leaf: &Page) -> Vec<Side> {
    let gave = |run: &Run, side: Side| run.has_given(&leaf.step.id, side.into());
    leaf.read(|run| Side::BOTH.into_iter().filter(|side| !gave(run, *side)).collect())
}

/// What the seals say, where an answer came from another device: nothing was changed after the other
/// could be read, or that it was (`trust.md` 4).
fn seals(leaf: &Page) -> Option<bool> {
    leaf.read(|run| {
        let said = Side::BOTH.map(|s| crossing::is_unchanged(run, &leaf.step.id, s));
        let any = said.into_iter().flatten().next().is_some();
        Some(said.into_iter().flatten().all(|same| same))
            .filter(|_| any && privacy::is_opened(leaf.step, run))
    })
}

fn seal_line(leaf: &Page, unchanged: Option<bool>) -> View {
    let Some(unchanged) = unchanged else { return nothing() };
    let (sign, key) =
        if unchanged { ("sealed", "reveal.unchanged") } else { ("alert", "reveal.changed") };
    let words = el("span", "").with(said(key, &leaf.couple.slots()));
    el("p", "cg-status cg-reveal__kept").with(small_icon(sign)).with(words).into()
}

fn main_button(leaf: &Page, open: bool, talk: bool, waits: bool) -> View {
    let leaf = leaf.clone();
    if leaf.mode == Mode::Apart && waits && !open {
        let run = leaf.run;
        let send = move || leaf.state.go(Route::Send(run), false);
        return next_button(t("across.exchange"), send);
    }
    if open {
        let words = if talk { t("reveal.talk") } else { t("act.continue") };
        return next_button(words, move || leaf.give(How::Seen));
    }
    let open = move || {
        leaf.act(Command::SealsOpened { run: leaf.run, step: leaf.step.id.clone() });
        // The button is another one now: the focus goes to what it opened.
        focus::on_prompt();
    };
    raw("cg-button cg-button--main", "reveal", t("reveal.open").into(), "", Box::new(open))
}

fn sheet(leaf: &Page, side: Side) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    live(
        move || (is_open(&watched), absent(&watched).contains(&side)),
        move |(open, absent)| {
            if *open {
                let words = answer::read(&shown, side.into(), Viewer::Table);
                return el("div", "cg-facing__body").with(words);
            }
            if *absent {
                return el("p", "cg-facing__seal").with(t("reveal.not-yet"));
            }
            el("p", "cg-facing__seal")
                .with(icon("sealed"))
                .with(el("span", "").with(t("reveal.sealed")))
        },
    )
}

/// Whether two choices came out differently. Said without a score; worth a word (`cb-same-way`).
fn differ(leaf: &Page) -> bool {
    leaf.step.kind == Kind::Choose
        && leaf.peek(|run| {
            let picks =
                Side::BOTH.map(|s| match privacy::sight(leaf.step, run, s.into(), Viewer::Table) {
                    Sight::Words(words, _) => Some(&words.picks),
                    _ => None,
                });
            picks.iter().all(Option::is_some) && picks[0] != picks[1]
        })
}

/// Whether either of them said anything: else there is nothing to read, and nothing to notice.
fn says_anything(leaf: &Page) -> bool {
    leaf.peek(|run| {
        Side::BOTH.into_iter().any(|s| {
            let sight = privacy::sight(leaf.step, run, s.into(), Viewer::Table);
            matches!(sight, Sight::Words(..) | Sight::SaidAloud)
        })
    })
}

/// Below the two answers: what do you notice? Or that they may both stand.
fn after(leaf: &Page) -> View {
    if leaf.step.stands {
        return el("p", "cg-hint").with(t("reveal.stands")).into();
    }
    if !says_anything(leaf) {
        return nothing();
    }
    notices(leaf)
}

fn notices(leaf: &Page) -> View {
    let one = |(notice, words, note): (&'static str, &'static str, &'static str)| {
        let (watched, leaf) = (leaf.clone(), leaf.clone());
        row(
            "notice",
            false,
            move || noticed(&watched, notice),
            row_words(t(words), t(note)),
            move || {
                let (run, step) = (leaf.run, leaf.step.id.clone());
                leaf.act(Command::Noticed { run, step, notice: OptionId::from(notice) });
            },
        )
    };
    let question = el("legend", "cg-notice-q")
        .with(emblem("cg-emblem cg-emblem--mid"))
        .with(el("span", "").with(t("notice.question")));
    let rows = el("div", "cg-picks cg-picks--three").with(Vec::from(NOTICES.map(one)));
    el("fieldset", "cg-t").with(question).with(rows).into()
}
