//! Your data: what is kept, copies of it, bringing one in, erasing.

use leptos::prelude::*;
use web_sys::File;

use super::look::{self, Looking};
use super::map_parts;
use crate::app::route::Route;
use crate::codec::export::{Aside, FILE_KIND, Scope};
use crate::codec::import::Unusable;
use crate::domain::command::Command;
use crate::domain::device::CopyReminder;
use crate::domain::ids::{MapId, OwnId, PairId};
use crate::domain::limits;
use crate::domain::map::Map;
use crate::domain::person::{Partnership, Side};
use crate::domain::time::Stamp;
use crate::platform::dates::{self, Form};
use crate::platform::task::spawn;
use crate::platform::{download, files, page as browser};
use crate::state::{Fault, State};
use crate::ui::couple::{Couple, since};
use crate::ui::dom::{El, View, again, el, follow, live};
use crate::ui::focus;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::choice::row;
use crate::ui::parts::copying;
use crate::ui::parts::dialog::{Sheet, dialog};
use crate::ui::parts::erase::erase_form;
use crate::ui::parts::fact::fact;
use crate::ui::parts::field::file_button;
use crate::ui::parts::frame::frame;
use crate::ui::parts::icon::{icon, small_icon};
use crate::ui::parts::lock;
use crate::ui::parts::notice::notice;
use crate::ui::parts::prompt::prompt;
use crate::ui::parts::rows::{ROW, STOP_ROW, act_row};
use crate::ui::parts::section::section;
use crate::ui::words::{own_title, said, t, tf};

/// From here on it is said how full the store is, in percent.
const WORTH_SAYING: u32 = 60;
/// From here on it is said with more weight.
const NEARLY_FULL: u32 = 90;

pub fn page(state: State) -> View {
    let looking = RwSignal::new(Looking::Not);
    let mut looked = false;
    follow(Box::new(move || {
        looking.track();
        if looked {
            // What came of the file stands at the top.
            browser::scroll_to_top();
            focus::on_prompt();
        }
        looked = true;
    }));
    let page = again(move || match looking.get() {
        Looking::At(bringing) => look::page(state, &bringing, looking),
        _ => overview(state, looking),
    });
    frame(state, Some(Route::Data), page)
}

fn overview(state: State, looking: RwSignal<Looking>) -> View {
    let intro = el("div", "cg-data__intro")
        .with(prompt(t("data.title")))
        .with(el("p", "cg-hint cg-hint--wide").with(t("data.lede")));
    let above =
        (intro, look::outcome(state, looking), section(t("data.kept"), kept(state)), aside(state));
    let below = (
        section(t("data.copy"), copies(state)),
        section(t("data.bring"), bring(state, looking)),
        section(el("span", "cg-stop").with(t("data.erase")), erase(state)),
    );
    (above, below).into()
}

/// The pairs, each with what tells it from another of the same names.
fn couples(state: State) -> Vec<(Couple, String)> {
    state.with(|w| w.partnerships.iter().map(|p| (Couple::of(p), since(p))).collect())
}

/// A pair by its names, and what it is since when.
fn told((couple, since): &(Couple, String)) -> View {
    (couple.both_names(), " ", el("span", "cg-small").with(since.as_str())).into()
}

/// The maps, and when each was begun.
fn maps(state: State) -> Vec<(MapId, Stamp)> {
    state.with(|w| w.maps.iter().map(|map| (map.id, map.made)).collect())
}

/// The conversations of one's own, and what each is called.
fn conversations(state: State) -> Vec<(OwnId, String)> {
    state.with(|w| w.own.iter().map(|o| (o.id, own_title(&o.definition))).collect())
}

fn conversation_link((own, title): &(OwnId, String)) -> El {
    let link = el("a", "").attr("href", Route::Own(*own).href()).attr("dir", "auto");
    fact("notes", (t("data.own"), " ", link.with(title.as_str())))
}

/// Only its address: what is on it is its writer's.
fn map_link((map, made): &(MapId, Stamp)) -> El {
    let link = el("a", "").attr("href", Route::Map(*map, 0).href());
    fact("notes", (t("data.map"), " ", link.with(map_parts::since(*made))))
}

/// What is kept, in a sentence, and how full it is. Nothing is counted (C29).
fn kept(state: State) -> View {
    let percent = state.fullness();
    let persisted = RwSignal::new(false);
    spawn(async move {
        if State::is_persisted().await {
            // The page may be gone by the time the browser answers.
            let _ = persisted.try_set(true);
        }
    });
    let list = live(
        move || (couples(state), maps(state), conversations(state)),
        |(couples, maps, own)| -> View {
            if couples.is_empty() && maps.is_empty() && own.is_empty() {
                return el("p", "cg-data__sum").with(t("data.nothing")).into();
            }
            let link = |(couple, since): &(Couple, String)| {
                let href = Route::Read(couple.pair, None).href();
                let link = el("a", "").attr("href", href).with(couple.both_names());
                fact("notes", (link, " ", el("span", "cg-small").with(since.as_str())))
            };
            let links = couples.iter().map(link).chain(maps.iter().map(map_link));
            let links = links.chain(own.iter().map(conversation_link));
            let links = el("ul", "cg-facts").with(links.collect::<Vec<_>>());
            (el("p", "cg-data__sum").with(t("data.sum")), links).into()
        },
    );
    let fullness = match percent {
        NEARLY_FULL.. => t("data.nearly-full"),
        WORTH_SAYING.. => t("data.more-than-half"),
        _ => t("data.much-room"),
    };
    let used = el("p", "cg-ends cg-data__used")
        .with(el("b", "").with(fullness))
        .with(el("span", "").with(t("data.allowed")));
    let bar = el("div", "cg-meter__used").style("--used", &format!("{percent}%"));
    let meter = el("div", "cg-meter").attr("aria-hidden", "true").with(bar);
    let agreed = again(move || {
        persisted.get().then(|| (small_icon("kept"), el("span", "").with(t("data.persisted"))))
    });
    let agreed = el("p", "cg-status cg-status--tight").with(agreed);
    let (row, choice) = locks(state);
    let row = el("ul", "cg-data__rows").with(row);
    ((list, used, meter), (agreed, row, choice)).into()
}

/// Records that could not be read: named, untouched, and there to be saved or forgotten. Whose one is nobody can tell: while
/// a lock is closed, none leaves this device.
fn aside(state: State) -> View {
    let all = RwSignal::new(state.aside());
    again(move || {
        let (aside, locked) = (all.get(), state.leaves_out());
        (!aside.is_empty()).then(|| {
            let one = |record: Aside| {
                let (text, key) = (record.text, record.key.clone());
                let save = (!locked).then(|| {
                    button(Look::Line, t("aside.save"), move || {
                        download::save("common-ground-aside.json", FILE_KIND, &text);
                    })
                });
                let forget = button(Look::Stop, t("aside.forget"), move || {
                    state.forget_aside(&key);
                    all.set(state.aside());
                });
                let acts = el("span", "cg-buttons").with(save).with(forget);
                act_row(ROW, "alert", t("aside.record"), el("code", "").with(record.key), acts)
            };
            let rows = el("ul", "").with(aside.into_iter().map(one).collect::<Vec<_>>());
            let locked = locked.then(|| el("p", "").with(t("aside.locked")));
            section(t("aside.title"), (el("p", "").with(t("aside.words")), locked, rows))
        })
    })
}

fn copies(state: State) -> View {
    let saved = RwSignal::new(None);
    let save = move |scope| saved.set(Some(state.save_copy(scope)));
    let reminder = live(
        move || state.with(|w| (w.device.copied, w.device.copy_is_due())),
        |(copied, due)| {
            let date = copied.map(|at| dates::moment(at, Form::Date, "")).unwrap_or_default();
            let words = match (copied, due) {
                (Some(_), true) => tf("data.copied-due", &[("date", &date)]),
                (Some(_), false) => tf("footer.copied", &[("date", &date)]),
                (None, true) => t("data.never-copied").to_owned(),
                (None, false) => return None,
            };
            Some(notice("clock", el("p", "").with(words)))
        },
    );
    let choosing = RwSignal::new(false);
    let choose = move || {
        let one = |pair: &(Couple, String)| {
            let words = told(pair);
            let pair = pair.0.pair;
            button(Look::Line, words, move || {
                save(Scope::Partnership(pair));
                choosing.set(false);
            })
        };
        let pairs = couples(state).iter().map(one).collect::<Vec<_>>();
        which(t("data.one-words"), pairs, choosing)
    };
    let one = live(
        move || state.with(|w| w.partnerships.iter().next().is_some()),
        move |some| {
            let choose = || button(Look::Line, t("data.choose"), move || choosing.set(true));
            some.then(|| act_row(ROW, "letter", t("data.one"), t("data.one-words"), choose()))
        },
    );
    let left_out = live(
        move || state.with(|w| w.maps.iter().any(Map::keeps_from_copies)),
        |some| some.then(|| el("p", "cg-small").with(t("data.map-left-out"))),
    );
    let (read_row, read_choice) = reading(state);
    let everything = button(Look::Main, t("data.save"), move || save(Scope::Everything));
    let rows = el("ul", "cg-data__rows")
        .with(act_row(ROW, "save", t("data.everything"), t("data.everything-words"), everything))
        .with(one)
        .with(read_row);
    let dialog = dialog(choosing, "one", || t("data.one").into(), choose);
    let before = (reminder, copying::warning());
    let after = (left_out, lock::left_out(state), copying::outcome(saved));
    (before, rows, after, reminders(state), (dialog, read_choice)).into()
}

fn way_to(state: State, words: impl Into<View>, to: Route) -> View {
    button(Look::Line, words, move || state.go(to, false))
}

/// A row that leads to something on another page: there at once, or to a choice where there are several. Beside it, the choice.
fn leads(
    state: State,
    id: &'static str,
    sign: &'static str,
    [head, about, where_to]: [&'static str; 3],
    ways: impl Fn() -> Vec<(View, Route)> + Clone + 'static,
) -> (View, View) {
    let open = RwSignal::new(false);
    let routes = ways.clone();
    let row = live(
        move || routes().iter().map(|(_, route)| *route).collect::<Vec<_>>(),
        move |routes| {
            let (words, only) = match routes[..] {
                [] => return None,
                [only] => (t("own.go-there"), Some(only)),
                _ => (t("data.choose"), None),
            };
            let go = button(Look::Line, words, move || match only {
                Some(only) => state.go(only, false),
                None => open.set(true),
            });
            Some(act_row(ROW, sign, t(head), t(about), go))
        },
    );
    let choice = move || {
        let all = ways().into_iter().map(|(words, to)| way_to(state, words, to)).collect();
        which(t(where_to), all, open)
    };
    (row, dialog(open, id, move || t(head).into(), choice))
}

/// To where it can be read, printed and taken along as a page or a text.
fn reading(state: State) -> (View, View) {
    let ways = move || {
        let all = couples(state);
        all.iter().map(|pair| (told(pair), Route::Read(pair.0.pair, None))).collect()
    };
    leads(state, "reading", "bookmark", ["data.read", "data.read-words", "data.read-where"], ways)
}

/// To where a lock is set: on one's own page, or on one's map. On a device of one's own, only there.
fn locks(state: State) -> (View, View) {
    let ways = move || {
        let own = state.with(|w| {
            let page = |p: &Partnership, side: Side| {
                let couple = Couple::of(p);
                let words = said("read.own", &couple.slots_of(side));
                let pair = el("span", "cg-small").with((couple.both_names(), ". ", since(p)));
                ((words, " ", pair).into(), Route::Read(p.id, Some(side)))
            };
            let pages = |p: &Partnership| {
                let here = Side::BOTH.into_iter().filter(|side| p.is_here(*side));
                here.map(|side| page(p, side)).collect::<Vec<_>>()
            };
            w.partnerships.iter().flat_map(pages).collect::<Vec<_>>()
        });
        let map = maps(state).into_iter();
        own.into_iter()
            .chain(map.map(|(map, made)| (map_parts::since(made).into(), Route::Map(map, 0))))
            .collect()
    };
    leads(state, "locks", "key", ["lock.title", "lock.words", "data.lock-where"], ways)
}

/// Which of the partnerships? One button for each.
fn which(words: &str, pairs: Vec<View>, open: RwSignal<bool>) -> Sheet {
    let buttons = el("div", "cg-buttons cg-stack--after").with(pairs);
    let body = (el("p", "cg-hint").with(words), buttons).into();
    Sheet { body, foot: button(Look::Line, t("act.done"), move || open.set(false)) }
}

fn reminders(state: State) -> El {
    const WHEN: [(CopyReminder, &str); 3] = [
        (CopyReminder::Often, "remind.often"),
        (CopyReminder::Seldom, "remind.seldom"),
        (CopyReminder::Never, "remind.never"),
    ];
    let one = |(remind, words): (CopyReminder, &'static str)| {
        row(
            "remind",
            false,
            move || state.with(|w| w.device.remind == remind),
            t(words),
            move || {
                // Never refused.
                let _ = state.act(Command::ReminderSet { remind });
            },
        )
    };
    el("fieldset", "cg-t")
        .with(el("legend", "cg-label").with(t("remind.question")))
        .with(el("div", "cg-picks--line").with(Vec::from(WHEN.map(one))))
}

/// Looks into a chosen file, on this page, before anything is changed.
fn bring(state: State, looking: RwSignal<Looking>) -> View {
    let chooser = |id: &'static str, check: bool, words: View| {
        file_button(id, words, move |file| read_file(state, looking, check, file))
    };
    let words = el("div", "")
        .with(el("h3", "cg-label").with(t("bring.head")))
        .with(el("p", "cg-small").with(t("bring.words")));
    let choose = chooser("bring-file", false, (icon("open"), t("bring.choose")).into());
    let check = chooser("check-file", true, t("check.choose").into());
    let check = el("ul", "cg-data__rows").with(act_row(
        ROW,
        "check",
        t("check.head"),
        t("check.words"),
        check,
    ));
    (el("div", "cg-drop").with(words).with(choose), check).into()
}

fn read_file(state: State, looking: RwSignal<Looking>, check: bool, file: File) {
    // A file over the limit of the largest kind is not even read.
    if files::size(&file) > limits::KEEPSAKE {
        looking.set(Looking::Fault(Fault::Unusable(Unusable::TooLarge)));
        return;
    }
    spawn(async move {
        let outcome = match files::text(&file).await {
            // A link as a file is opened like one.
            Some(text) if state.open_link_file(&text) => return,
            Some(text) => state.look_into(&text),
            None => Err(Fault::Unusable(Unusable::NotJson)),
        };
        let next = match outcome {
            Ok(bringing) if check => Looking::Checked(bringing.into()),
            Ok(bringing) => Looking::At(bringing.into()),
            Err(fault) => Looking::Fault(fault),
        };
        // The page may be gone by then.
        let _ = looking.try_set(next);
    });
}

fn erase(state: State) -> View {
    let [answers, pairs, own, asked, everything] = [false; 5].map(RwSignal::new);
    let links = move |to: fn(PairId) -> Route, words: &'static str, open| {
        let one = |pair: &(Couple, String)| way_to(state, told(pair), to(pair.0.pair));
        which(t(words), couples(state).iter().map(one).collect(), open)
    };
    let choose =
        |open: RwSignal<bool>| button(Look::Line, t("data.choose"), move || open.set(true));
    let all = button(Look::Stop, t("erase.everything-do"), move || everything.set(true));
    let rows = el("ul", "")
        .with(act_row(
            STOP_ROW,
            "erase",
            t("erase.answer"),
            t("erase.answer-words"),
            choose(answers),
        ))
        .with(act_row(STOP_ROW, "erase", t("erase.pair"), t("erase.pair-words"), choose(pairs)))
        .with(live(
            move || maps(state).is_empty(),
            move |none| {
                let words = (t("erase.map"), t("erase.map-words"));
                (!none).then(|| act_row(STOP_ROW, "erase", words.0, words.1, choose(own)))
            },
        ))
        .with(live(
            move || conversations(state).is_empty(),
            move |none| {
                let words = (t("erase.own"), t("erase.own-words"));
                (!none).then(|| act_row(STOP_ROW, "erase", words.0, words.1, choose(asked)))
            },
        ))
        .with(act_row(STOP_ROW, "erase", t("erase.everything"), t("manage.erase-words"), all));
    let to_read = move || links(|pair| Route::Read(pair, None), "erase.answer-where", answers);
    let to_pair = move || links(Route::Partnership, "erase.pair-where", pairs);
    let to_map = move || {
        let one = |(map, made): &(MapId, Stamp)| {
            way_to(state, map_parts::since(*made), Route::Map(*map, 0))
        };
        which(t("erase.map-where"), maps(state).iter().map(one).collect(), own)
    };
    let to_own = move || {
        let one = |(own, title): &(OwnId, String)| {
            let route = Route::Own(*own);
            button(Look::Line, title.as_str(), move || state.go(route, false))
        };
        which(t("erase.map-where"), conversations(state).iter().map(one).collect(), asked)
    };
    let erase_all = move || {
        erase_form(state, Scope::Everything, everything, move || {
            if state.act(Command::EverythingErased).is_ok() {
                state.go(Route::Home, true);
            }
        })
    };
    let dialogs = (
        dialog(answers, "answers", || t("erase.answer").into(), to_read),
        dialog(pairs, "pairs", || t("erase.pair").into(), to_pair),
        dialog(own, "maps", || t("erase.map").into(), to_map),
        dialog(asked, "own", || t("erase.own").into(), to_own),
        dialog(everything, "everything", || t("erase.everything-ask").into(), erase_all),
    );
    (rows, dialogs).into()
}
