//! Not now, talked about already, or nothing that can be opened: no reason is asked for, and nothing is kept (C38).

use super::link;
use super::link_asked::{Asked, greeting};
use crate::content;
use crate::domain::command::Command;
use crate::domain::crossing;
use crate::domain::run::Reply;
use crate::share::parcel;
use crate::state::State;
use crate::ui::dom::{El, View, el};
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::parts::fold::fold;
use crate::ui::parts::frame::frame;
use crate::ui::parts::icon::small_icon;
use crate::ui::parts::letter::letter;
use crate::ui::parts::prompt::prompt;
use crate::ui::words::{said, t};

/// "That's fine." The asker can be told, by a link of one word.
pub(super) fn page(state: State, asked: &Asked, reply: Reply, back: impl Fn() + 'static) -> View {
    let slots = [("asker", asked.asker())];
    let payload = said_so(asked, reply);
    let tell = payload.map(|payload| {
        let summary = el("span", "").with(said("not-now.tell", &slots));
        let words = el("p", "cg-small").with(said("not-now.tell-words", &slots));
        fold(summary, (words, letter(state, asked.asker(), move || Some(payload.clone()))))
    });
    nothing_kept(asked, if reply == Reply::No { "not-now.no" } else { "not-now.title" }, tell, back)
}

/// It was said aloud.
pub(super) fn talked(asked: &Asked, back: impl Fn() + 'static) -> View {
    nothing_kept(asked, "end.title", None, back)
}

/// The page can be closed, and nothing of it is here then; `tell` lets the asker know.
fn nothing_kept(
    asked: &Asked,
    title: &'static str,
    tell: Option<El>,
    back: impl Fn() + 'static,
) -> View {
    let back = sign_button(Look::Plain, "back", t("act.back"), back);
    let line = (small_icon("check"), el("span", "").with(t("not-now.nothing-kept")));
    let main = (
        prompt(t(title)),
        el("p", "cg-lede").with(said("not-now.words", &[("asker", asked.asker())])),
        el("p", "cg-status").with(line),
        tell,
        el("div", "cg-greeting__foot").with(back),
    );
    greeting(asked, main)
}

/// The reply, made in memory: nothing of it is kept here.
fn said_so(asked: &Asked, reply: Reply) -> Option<String> {
    let (state, run) = (asked.state, asked.parcel.run);
    asked.lay_out(&[]).ok()?;
    state.act(Command::Replied { run, reply }).ok()?;
    state.act(Command::ParcelMade { run }).ok()?;
    let parcel = state.peek(|w| crossing::parcel(w, run, content::dialogue))?;
    Some(parcel::write(&parcel))
}

/// Made by a program that knows more than this one.
pub(super) fn strange(state: State) -> View {
    let main = el("div", "cg-plain")
        .with(prompt(t("link.not-opened")))
        .with(el("p", "cg-lede").with(t("link.newer")))
        .with(link::again(state));
    frame(state, None, main)
}
