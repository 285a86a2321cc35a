//! What the other sent back, or sent along: said before it is taken in, and where it belongs. Opened
//! twice it changes nothing; on a device that never asked, it says so.

use super::link_not;
use crate::app::route::Route;
use crate::content;
use crate::content::words::pack;
use crate::domain::command::Command;
use crate::domain::crossing::{Parcel, partnership_of};
use crate::domain::dialogue::CheckedDialogue;
use crate::domain::feedback;
use crate::domain::path::Part;
use crate::domain::person::Side;
use crate::domain::prep;
use crate::domain::run::{Place, Reply, Run};
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{View, el};
use crate::ui::flow;
use crate::ui::parts::button::{Look, button, next_button};
use crate::ui::parts::frame::frame;
use crate::ui::parts::people::couple_emblem;
use crate::ui::parts::prompt::{prompt, refused};
use crate::ui::words::{said, t};

/// Whether the person of this device made the link themselves.
pub(super) fn is_mine(state: State, parcel: &Parcel) -> bool {
    state.knows(parcel)
        && state.peek(|w| {
            let mine = w.mine(parcel.pair);
            mine == Some(parcel.from)
        })
}

/// The page for what arrived.
pub(super) fn page(state: State, parcel: &Parcel) -> View {
    let Some(dialogue) = content::dialogue(&parcel.dialogue) else {
        return link_not::strange(state);
    };
    let known = state.knows(parcel);
    let couple = Couple::of(&partnership_of(parcel));
    let emblem = couple_emblem("cg-emblem cg-quiet__emblem", &couple);
    let main = if is_mine(state, parcel) {
        let pair = parcel.pair;
        let go = button(Look::Main, t("arrived.to-page"), move || {
            state.go(Route::Partnership(pair), true);
        });
        let words = said("arrived.mine", &[("name", couple.name(parcel.from.other()))]);
        (prompt(words), el("div", "cg-buttons cg-stack--after").with(go)).into()
    } else {
        arrived(state, parcel, dialogue, (&couple, known))
    };
    frame(state, None, el("div", "cg-plain").with(emblem).with(main))
}

fn arrived(
    state: State,
    parcel: &Parcel,
    dialogue: &'static CheckedDialogue,
    (couple, known): (&Couple, bool),
) -> View {
    let name = couple.name(parcel.from);
    let day = dates::moment(parcel.started, Form::Day, "");
    let what = pack(&parcel.dialogue).map_or("", |p| p.title.as_str());
    let slots = [("name", name), ("day", day.as_str()), ("title", what)];
    let reply = parcel.asked.as_ref().filter(|a| a.by != parcel.from).and_then(|a| a.reply);
    let asks = parcel.asked.as_ref().is_some_and(|a| a.by == parcel.from);
    let is_feedback = parcel.dialogue == *feedback::FEEDBACK;
    let hands_over = parcel.own.iter().any(|p| dialogue.step(&p.step).is_some_and(|s| s.release));
    // What one goes through alone goes on, whatever the other says.
    let alone = dialogue.is_for_one();
    let prepares = alone && !dialogue.is_about_one();
    let is_declined = matches!(reply, Some(Reply::NotToday | Reply::No)) && parcel.own.is_empty();
    let title = match reply {
        Some(Reply::No) if is_declined => "arrived.no",
        _ if is_declined => "arrived.not-today",
        Some(Reply::Yes) if parcel.own.is_empty() => "arrived.yes",
        _ if is_feedback && hands_over => "arrived.feedback",
        _ if is_feedback && asks => "arrived.back",
        _ if is_feedback => "arrived.nothing-over",
        _ if prepares && hands_over => "arrived.bring",
        _ => "arrived.words",
    };
    // A yes or a no alone brings no words that could join anything.
    let where_to = match (known, reply) {
        (false, _) if state.peek(|w| w.sessions.get(parcel.session.uuid()).is_some()) => {
            "arrived.belongs"
        }
        (false, _) if state.peek(|w| w.partnership(parcel.pair).is_some()) => "arrived.of-you-two",
        (false, _) => "arrived.never-asked",
        (true, Some(_)) if parcel.own.is_empty() => "arrived.answers",
        (true, _) if prepares => "arrived.belongs-alone",
        (true, _) => "arrived.belongs",
    };
    let taken = Box::new(parcel.clone());
    let go = next_button(t(if known { "arrived.open" } else { "arrived.keep" }), move || {
        let (pair, run, from) = (taken.pair, taken.run, taken.from);
        if state.act(Command::ParcelTaken { parcel: taken.clone() }).is_err() {
            return;
        }
        if is_declined {
            if !alone {
                // Nothing is left to do for two. Refused only where the run is gone; then so is this.
                let _ = state.act(Command::Closed { run });
            }
            state.go(Route::Partnership(pair), true);
        } else {
            enter(state, run, from);
        }
    });
    let not_now = button(Look::Plain, t("arrived.not-now"), move || state.go(Route::Home, true));
    (
        prompt(said(title, &slots)),
        el("p", "cg-lede").with(said(where_to, &slots)),
        el("p", "cg-hint").with(t("arrived.untouched")),
        refused(state),
        el("div", "cg-buttons cg-stack--after").with(go).with(not_now),
    )
        .into()
}

/// To the guidance before what was handed over, if something was; to what there is to read of how it was; else to
/// wherever the talk is.
fn enter(state: State, run: crate::domain::ids::RunId, from: Side) {
    let opening = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        let dialogue = content::dialogue(&record.dialogue)?;
        let any = feedback::handed_over(dialogue, record, from).next().is_some();
        let opening = feedback::opening(dialogue).or_else(|| prep::reading(dialogue));
        let step = opening.filter(|_| any)?;
        Some(Place { step: step.id.clone(), part: Part::Own(from.other()) })
    });
    // Of what the other went through alone there is nothing to do here, only to read.
    let is_read =
        |record: &Run| content::dialogue(&record.dialogue).is_some_and(|d| d.is_about_one());
    let only_read = state.peek(|w| w.runs.get(run.uuid()).map(is_read)).unwrap_or_default();
    // Refused only where the run is gone; the page says so.
    let _ = state.act(if only_read { Command::Closed { run } } else { Command::CarriedOn { run } });
    let pair = state.peek(|w| {
        let record = w.runs.get(run.uuid())?;
        (only_read || record.dialogue == *feedback::FEEDBACK).then_some(record.pair)
    });
    match (opening, pair) {
        (Some(place), _) => flow::go_to(state, run, &place, true),
        // Thanks, and what will be tried because of it; or a word about what they chose.
        (None, Some(pair)) => state.go(Route::Read(pair, None), true),
        (None, None) => flow::enter(state, run, true),
    }
}
