//! A look into a file before anything is brought in: what is new, the same, changed on both sides,
//! only here. Then add or replace, and undo.

use std::sync::Arc;

use leptos::prelude::*;

use super::map_parts;
use crate::codec::import::Unusable;
use crate::content::{self, words::pack};
use crate::domain::bring::{Bring, Compared, PairLook};
use crate::domain::ids::StepId;
use crate::domain::own::Definition;
use crate::domain::person::{Author, Partnership};
use crate::domain::privacy::{self, Sight, Viewer};
use crate::domain::run::Run;
use crate::platform::dates::{self, Form};
use crate::state::{Bringing, Fault, Snapshot, State};
use crate::ui::couple::{Couple, since};
use crate::ui::dom::{El, View, again, el, nothing};
use crate::ui::parts::button::{Look, button, sign_button};
use crate::ui::parts::choice::{row, row_words};
use crate::ui::parts::fact::fact;
use crate::ui::parts::notice::{alert, top_notice};
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::said::seen;
use crate::ui::parts::section::section;
use crate::ui::words::{own_title, said, t, tf};

/// What is going on with a file.
#[derive(Clone, PartialEq)]
pub enum Looking {
    Not,
    At(Arc<Bringing>),
    /// Only checked: said what is in it, offered nothing.
    Checked(Arc<Bringing>),
    Fault(Fault),
    Done(Arc<Snapshot>),
}

/// What came of a file, above the rest of the page.
pub fn outcome(state: State, looking: RwSignal<Looking>) -> El {
    let words = again(move || match looking.get() {
        Looking::Not | Looking::At(_) => nothing(),
        Looking::Fault(fault) => alert(el("p", "").with(fault_words(fault))),
        Looking::Checked(bringing) => checked(&bringing),
        Looking::Done(snapshot) => {
            let undo = sign_button(Look::Small, "back", t("act.undo"), move || {
                state.undo(&snapshot);
                looking.set(Looking::Not);
            });
            let undo = el("div", "cg-notice__ways").with(undo);
            top_notice("check", (el("p", "").with(t("bring.done")), undo))
        }
    });
    el("div", "cg-data__done").attr("role", "status").with(words)
}

fn fault_words(fault: Fault) -> &'static str {
    match fault {
        Fault::Unusable(Unusable::TooLarge) => t("fault.too-large"),
        Fault::Unusable(Unusable::TooDeep) => t("fault.too-deep"),
        Fault::Unusable(Unusable::TooMany) => t("fault.too-many"),
        Fault::Unusable(Unusable::NotJson) => t("fault.not-json"),
        Fault::Unusable(Unusable::NotOurs) => t("fault.not-ours"),
        Fault::Unusable(Unusable::TooNew) => t("fault.too-new"),
        Fault::Unusable(Unusable::NoCopyInPage) => t("fault.no-copy-in-page"),
        Fault::Unusable(Unusable::TornKeepsake) => t("fault.torn-keepsake"),
        Fault::NoRoom(_) => t("fault.no-room"),
    }
}

fn made(bringing: &Bringing) -> String {
    match bringing.incoming.made {
        Some(at) => tf("look.made", &[("date", &dates::moment(at, Form::DayAndTime, ""))]),
        None => t("look.made-unknown").to_owned(),
    }
}

/// "Check a copy": what is in it, without bringing it in.
fn checked(bringing: &Bringing) -> View {
    let names = bringing.incoming.records.partnerships.iter().map(pair_line);
    let maps = bringing.incoming.records.maps.iter().map(|map| map_parts::since(map.made).into());
    let own = bringing.incoming.records.own.iter().filter(|o| o.pair.is_none());
    let own = own.map(|own| own_line(&own.definition));
    let names = names.chain(maps).chain(own);
    let names = names.map(|name| el("li", "").with(name)).collect::<Vec<_>>();
    let good = el("p", "").with(t("check.good")).with(" ").with(made(bringing));
    let names = el("ul", "").with(names);
    top_notice("check", (good, names, keepsake(bringing), problems(bringing)))
}

/// Of a keepsake, only the copy in it counts.
fn keepsake(bringing: &Bringing) -> Option<El> {
    bringing.incoming.in_keepsake.then(|| el("p", "").with(t("look.keepsake")))
}

/// What in the file cannot be used. The rest can.
fn problems(bringing: &Bringing) -> Option<El> {
    (!bringing.incoming.problems.is_empty()).then(|| el("p", "").with(t("look.problems")))
}

/// The look, and the way in.
pub fn page(state: State, bringing: &Arc<Bringing>, looking: RwSignal<Looking>) -> View {
    let intro = el("div", "cg-data__intro")
        .with(prompt(t("look.title")))
        .with(el("p", "cg-hint cg-hint--wide").with(made(bringing)).with(" ").with(t("look.lede")))
        .with(keepsake(bringing))
        .with(problems(bringing));
    let compared = |head: &'static str, sign: &'static str, wanted: Compared, more: Vec<El>| {
        let all = bringing.looks.iter().flat_map(|look| lines(look, wanted));
        let maps = bringing
            .maps
            .iter()
            .filter(|(_, is)| *is == wanted)
            .map(|(made, _)| map_parts::since(*made).into());
        let own = bringing.own.iter().filter(|(_, is)| *is == wanted);
        let own = own.map(|(definition, _)| own_line(definition));
        let all: Vec<El> = all.chain(maps).chain(own).map(|words| fact(sign, words)).collect();
        (!all.is_empty()).then(|| section(t(head), (el("ul", "cg-facts").with(all), more)))
    };
    let both = (
        compared("look.new", "plus", Compared::New, Vec::new()),
        compared("look.changed", "reveal", Compared::Changed, collisions(bringing)),
        compared("look.same", "check", Compared::Same, Vec::new()),
        compared("look.only-here", "kept", Compared::OnlyHere, Vec::new()),
    );
    (intro, both, how(state, bringing, looking)).into()
}

/// A conversation of one's own, by what it is called.
fn own_line(definition: &Definition) -> View {
    el("span", "").attr("dir", "auto").with(own_title(definition)).into()
}

fn how(state: State, bringing: &Arc<Bringing>, looking: RwSignal<Looking>) -> El {
    let ways = bringing.incoming.ways();
    let chosen = RwSignal::new(0);
    let one = |(i, way): (usize, &Bring)| {
        let words = match way {
            Bring::Merge => row_words(t("look.add"), t("look.add-note")),
            Bring::Replace { .. } => row_words(t("look.replace"), t("look.replace-note")),
        };
        row("how", false, move || chosen.get() == i, words, move || chosen.set(i))
    };
    let rows: Vec<View> = ways.iter().enumerate().map(one).collect();
    let bringing = bringing.clone();
    let bring = button(Look::Main, t("look.bring"), move || {
        looking.set(match state.bring_in(&bringing, ways[chosen.get_untracked()]) {
            Ok(snapshot) => Looking::Done(snapshot.into()),
            Err(fault) => Looking::Fault(fault),
        });
    });
    let leave = button(Look::Plain, t("look.leave"), move || looking.set(Looking::Not));
    let choices = el("fieldset", "cg-t")
        .with(el("legend", "cg-hidden").with(t("look.how")))
        .with(el("div", "cg-picks").with(rows));
    let buttons = el("div", "cg-buttons cg-buttons--wide cg-stack--after").with(bring).with(leave);
    section(t("look.how"), (choices, buttons))
}

/// A pair, with what tells it from another of the same names.
fn pair_line(partnership: &Partnership) -> View {
    with_since(Couple::of(partnership).both_names(), partnership)
}

fn with_since(words: View, partnership: &Partnership) -> View {
    (words, " ", el("span", "cg-small").with(since(partnership))).into()
}

/// A partnership as a whole where it is all new or only here; else its conversations, one by one.
fn lines(look: &PairLook, wanted: Compared) -> Vec<View> {
    let couple = Couple::of(&look.partnership);
    let whole =
        matches!(look.compared, Compared::New | Compared::OnlyHere) || look.sessions.is_empty();
    if whole {
        return if look.compared == wanted {
            vec![pair_line(&look.partnership)]
        } else {
            Vec::new()
        };
    }
    let sessions = look.sessions.iter().filter(|s| s.compared == wanted);
    let line = |session: &crate::domain::session::Session| {
        let date = dates::moment(session.started, Form::Date, "");
        let [a, b] = couple.slots();
        with_since(said("look.conversation", &[a, b, ("date", &date)]), &look.partnership)
    };
    let mut lines: Vec<View> = sessions.map(|s| line(&s.session)).collect();
    // Something else of the two changed: a name, a commitment, a date.
    if lines.is_empty() && look.compared == wanted {
        lines.push(pair_line(&look.partnership));
    }
    lines
}

fn collisions(bringing: &Bringing) -> Vec<El> {
    let all = bringing.looks.iter().flat_map(|look| {
        let couple = Couple::of(&look.partnership);
        let runs = look.collisions.iter();
        let answers = runs.flat_map(|c| c.answers.iter().map(move |(step, who)| (c, step, *who)));
        answers.filter_map(move |(c, step, who)| collision(&couple, &c.runs, step, who))
    });
    all.collect()
}

/// An answer that differs, both versions side by side, as far as both may read it here.
fn collision(couple: &Couple, runs: &[Run; 2], step: &StepId, who: Author) -> Option<El> {
    let [here, there] = runs;
    let step = content::dialogue(&here.dialogue)?.step(step)?;
    let words = pack(&here.dialogue)?.step(&step.id)?;
    let side = |run: &Run, head: &'static str| {
        let changed = run.entry(&step.id, who).map(|e| dates::moment(e.changed, Form::Date, ""));
        let head = tf(head, &[("date", &changed.unwrap_or_default())]);
        let shown = match privacy::sight(step, run, who, Viewer::Table) {
            Sight::Absent => el("p", "cg-reading").with(t("look.private")).into(),
            sight => seen(step, words, sight),
        };
        el("div", "cg-sheet").with(el("h4", "cg-entry__head").with(head)).with(shown)
    };
    let name = who.side().map_or_else(|| couple.both(), |s| couple.name(s).to_owned());
    let head = said("look.answer", &[("name", &name), ("step", &words.name)]);
    let sides = el("div", "cg-sides").with(side(here, "look.here")).with(side(there, "look.there"));
    Some(el("div", "").with(el("h3", "cg-label cg-stack--after").with(head)).with(sides))
}
