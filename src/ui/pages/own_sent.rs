//! A conversation that somebody shared: first a look at all it asks, then it is kept, or not.

use super::{own_faults, paper};
use crate::app::route::Route;
use crate::content::own as made;
use crate::content::words::pack;
use crate::domain::command::Command;
use crate::domain::own::Definition;
use crate::domain::workspace::RecordKind;
use crate::state::State;
use crate::ui::dom::{View, el};
use crate::ui::parts::button::{Look, sign_button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::{own_title, said, t};

/// The page of such a link, or of its file.
pub fn page(state: State, definition: &Definition) -> View {
    let found = made::learn(definition).ok().and_then(|d| Some((d, pack(&d.id)?)));
    let Some((dialogue, words)) = found else {
        let main = el("div", "cg-plain")
            .with(prompt(t("own.sent-faulty")))
            .with(el("div", "cg-stack--after").with(own_faults::list(definition, |_| None)))
            .with(el("p", "cg-hint").with(t("own.sent-nothing")));
        return frame(state, None, main);
    };
    let kept = definition.clone();
    let keep = sign_button(Look::Main, "kept", t("own.keep"), move || {
        let definition = Box::new(kept.clone());
        let kept = Command::OwnKept { definition };
        if let Some(own) = state.make(kept, RecordKind::OwnDialogue) {
            state.go(Route::Own(own.into()), true);
        }
    });
    let heading = el("h2", "cg-title").attr("dir", "auto").with(words.title.as_str());
    let head = el("div", "cg-paper__tools")
        .with(prompt(said("own.sent-title", &[("title", &own_title(definition))])))
        .with(el("p", "cg-lede").with(t("own.sent-lede")))
        .with(refused(state))
        .with(el("p", "cg-buttons cg-buttons--wide").with(keep));
    frame(state, None, (head, paper::card(dialogue, words, heading)))
}
