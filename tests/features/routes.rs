//! Addresses: each can be read, and none tells anything.

use std::sync::LazyLock;

use common_ground::app::route::{Of, Route, Spot, Where};
use common_ground::content::{dialogues, words};
use common_ground::domain::ids::{MapId, OwnId, PairId, RunId};
use common_ground::domain::path::Part;
use common_ground::ui::later;
use common_ground::ui::pages::Shown;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use regex::Regex;
use uuid::Uuid;

use crate::cases;
use crate::commands::SIDES;
use crate::people::{FIRST, SECOND, Table};
use crate::texts::HOSTILE;

fn pair() -> impl Strategy<Value = PairId> {
    any::<u128>().prop_map(|n| Uuid::from_u128(n).into())
}

fn run() -> impl Strategy<Value = RunId> {
    any::<u128>().prop_map(|n| Uuid::from_u128(n).into())
}

fn map() -> impl Strategy<Value = MapId> {
    any::<u128>().prop_map(|n| Uuid::from_u128(n).into())
}

fn own() -> impl Strategy<Value = OwnId> {
    any::<u128>().prop_map(|n| Uuid::from_u128(n).into())
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        Just(Part::Together),
        Just(Part::Own(FIRST)),
        Just(Part::Own(SECOND)),
        Just(Part::Yes(FIRST)),
        Just(Part::Yes(SECOND)),
        Just(Part::Reveal),
        Just(Part::Outcome),
    ]
}

fn place() -> impl Strategy<Value = Where> {
    prop_oneof![
        Just(Where::Here),
        Just(Where::End),
        (1..=usize::MAX, part()).prop_map(|(step, part)| Where::At(Spot { step, part })),
    ]
}

/// Every address there is; `Unknown` has none of its own and goes home.
fn route() -> impl Strategy<Value = Route> {
    let side = prop_oneof![Just(None), Just(Some(FIRST)), Just(Some(SECOND))];
    prop_oneof![
        Just(Route::Home),
        Just(Route::New),
        any::<u8>().prop_map(Route::NewFor),
        own().prop_map(Route::NewForOwn),
        Just(Route::Data),
        Just(Route::About),
        Just(Route::SafeHand),
        Just(Route::Example),
        any::<u8>().prop_map(Route::Paper),
        Just(Route::Components),
        pair().prop_map(Route::Partnership),
        pair().prop_map(Route::Begin),
        pair().prop_map(Route::Way),
        pair().prop_map(Route::Agreed),
        (pair(), side).prop_map(|(p, s)| Route::Read(p, s)),
        any::<u8>().prop_map(|n| Route::Start(n, None)),
        (any::<u8>(), pair()).prop_map(|(n, p)| Route::Start(n, Some(p))),
        (run(), place()).prop_map(|(r, w)| Route::Talk(r, w)),
        run().prop_map(Route::Send),
        Just(Route::Owns),
        own().prop_map(Route::Own),
        own().prop_map(Route::OwnAsked),
        own().prop_map(Route::OwnSend),
        own().prop_map(|o| Route::OwnStart(o, None)),
        (own(), pair()).prop_map(|(o, p)| Route::OwnStart(o, Some(p))),
        Just(Route::NewMap),
        (map(), any::<usize>()).prop_map(|(m, n)| Route::Map(m, n)),
    ]
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn every_address_is_read_as_it_was_made(route in route()) {
        let href = route.href();
        let fragment = href.strip_prefix('#').expect("everything stands behind the #");
        prop_assert!(fragment.starts_with('/'), "{}", fragment);
        prop_assert_eq!(fragment, route.fragment());
        prop_assert_eq!(Route::parse(fragment), Some(route));
        // It needs no escaping anywhere, and takes little room.
        prop_assert!(fragment.chars().all(|c| c.is_ascii_alphanumeric() || c == '/'), "{}", fragment);
        prop_assert!(fragment.len() < 80);
    }

    /// Whoever reads an id in an address is told what it is of: who holds the device, locks and the example go by that.
    #[test]
    fn an_address_says_what_it_is_of(route in route()) {
        let fragment = route.fragment();
        let named = |of: Of| fragment.contains(&of.uuid().simple().to_string());
        let names_any = fragment.split('/').any(|part| part.len() == 32);
        prop_assert_eq!(route.of().is_some(), names_any);
        prop_assert!(route.of().is_none_or(named));
        prop_assert!(!route.is_private() || route.of().is_some());
    }

    /// `boot.js` has the part fetched that the page of an address is in, before there is a program to ask.
    #[test]
    fn what_is_fetched_first_is_what_the_page_is_in(route in route()) {
        prop_assert_eq!(fetched_first(&route.href()), part_of(route), "{}", route.href());
    }

    /// Whatever stands in the address bar: a page, or no page of ours, and never a fall.
    #[test]
    fn any_fragment_is_some_page(text in any::<String>(), hostile in 0..HOSTILE.len(), cut in any::<u8>(), route in route()) {
        for text in [text.as_str(), HOSTILE[hostile]] {
            let parsed = Route::parse(text);
            // A link begins with the number of its version.
            let is_link = text.starts_with(|c: char| c.is_ascii_digit());
            prop_assert_eq!(parsed == Some(Route::Link), is_link);
            prop_assert_eq!(parsed.is_some(), is_link || text.is_empty() || text.starts_with('/'));
            let page = format!("/{text}");
            prop_assert!(Route::parse(&page).is_some());
            let known = route.fragment();
            for mangled in [format!("{known}{text}"), format!("{known}/{text}"), format!("/{text}{known}")] {
                let read = Route::parse(&mangled);
                // What is read can be made again.
                if let Some(read) = read.filter(|r| *r != Route::Unknown) {
                    prop_assert_eq!(Route::parse(&read.fragment()), Some(read));
                }
            }
        }
        // An address cut short never leads to somebody else's page.
        let known = route.fragment();
        let short = &known[..usize::from(cut) % (known.len() + 1)];
        let ids = |r: Option<Route>| r.and_then(Route::of).map(Of::uuid);
        let cut = ids(Route::parse(short));
        prop_assert!(cut.is_none() || cut == ids(Some(route)));
    }
}

/// The name of the part that a page is in, for somebody who was here before.
fn part_of(route: Route) -> String {
    format!("{:?}", later::Part::of(Shown::at(route, true)).expect("a part")).to_lowercase()
}

/// What `boot.js` has fetched beside the first part for an address, the most urgent first: its expressions, and what follows
/// from each, as they stand there.
fn fetched_first(address: &str) -> String {
    static BOOT: LazyLock<(Vec<(String, Regex)>, String)> = LazyLock::new(|| {
        let boot = include_str!("../../public/boot.js");
        let named = Regex::new(r"const (\w+) = /(.+)/\.test\(location\.hash\);").expect("fixed");
        let one = |[name, hash]: [&str; 2]| (name.to_owned(), Regex::new(hash).expect("in both"));
        let all = named.captures_iter(boot).map(|found| one(found.extract().1)).collect();
        let part = Regex::new("const part = (.+);").expect("fixed").captures(boot);
        (all, part.expect("what is fetched").extract::<1>().1[0].to_owned())
    });
    let (expressions, choice) = &*BOOT;
    let matches = |name: &str| {
        let found = expressions.iter().find(|(own, _)| own == name).expect("an expression");
        found.1.is_match(address)
    };
    let mut ways = choice.split(" : ").map(|way| way.split_once(" ? ").unwrap_or(("", way)));
    let (_, parts) = ways.find(|(when, _)| when.is_empty() || matches(when)).expect("a part");
    parts.trim_matches('"').split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_fetched_first_for_a_link_shows_links() {
    assert_eq!(fetched_first("#1.AAAO55GJ1AMA"), part_of(Route::Link));
    assert_eq!(fetched_first("#/nowhere"), part_of(Route::Unknown));
}

#[test]
fn fragments_and_what_they_are() {
    let id = "019ca90e1f6870008000000100000001";
    let pair = PairId::parse(id).expect("an id");
    let run = RunId::parse(id).expect("an id");
    let at = |step, part| Route::Talk(run, Where::At(Spot { step, part }));
    let check = |fragment: &str, expect: Option<Route>| {
        let fragment = fragment.replace("<id>", id);
        assert_eq!(Route::parse(&fragment), expect, "{fragment}");
    };
    check("", Some(Route::Home));
    check("/", Some(Route::Home));
    check("/new", Some(Route::New));
    check("/new/3", Some(Route::NewFor(3)));
    check("/o/<id>/5", OwnId::parse(id).map(Route::NewForOwn));
    check("/p/<id>", Some(Route::Partnership(pair)));
    check("/p/<id>/begin", Some(Route::Begin(pair)));
    check("/p/<id>/read/b", Some(Route::Read(pair, Some(SECOND))));
    check("/p/<id>/start/1", Some(Route::Start(1, Some(pair))));
    let map = MapId::parse(id).expect("an id");
    check("/m", Some(Route::NewMap));
    check("/m/<id>", Some(Route::Map(map, 0)));
    check("/m/<id>/9", Some(Route::Map(map, 9)));
    check("/t/<id>/12a", Some(at(12, Part::Own(FIRST))));
    check("/t/<id>/1z", Some(at(1, Part::Yes(SECOND))));
    check("/t/<id>/end", Some(Route::Talk(run, Where::End)));
    for link in ["1.AAAA", "1.", "2.AAAA"] {
        check(link, Some(Route::Link));
    }
    // Not ours to follow: an anchor on the page.
    for anchor in ["prompt", " /new", "%2Fnew", "main"] {
        check(anchor, None);
    }
    for nowhere in [
        "/nowhere",
        "//",
        "/new/",
        "/p",
        "/p/",
        "/p/<id>/",
        "/p/<id>/read/c",
        "/p/<id>/read/",
        "/p/x",
        "/t/<id>/0a",
        "/t/<id>/a",
        "/t/<id>/12",
        "/t/<id>/12x",
        "/t/<id>/-1a",
        "/t/<id>/12é",
        "/t/<id>/99999999999999999999999a",
        "/m/",
        "/m/x",
        "/m/<id>/",
        "/m/<id>/0",
        "/m/<id>/-1",
        "/start/256",
        "/start/-1",
        "/start/",
        "/start/1.5",
        "/paper",
        "/paper/",
        "/paper/256",
        "/safe",
        "/about/",
        "/about/2/",
        "/P/<id>",
        "/p/019CA90E1F6870008000000100000001",
        "/p/019ca90e-1f68-7000-8000-000100000001",
        "/p/019ca90e1f687000800000010000000",
        "/p/<id>0",
        "/p/../../etc",
        "/<script>",
    ] {
        check(nowhere, Some(Route::Unknown));
    }
}

/// No address names a person, a dialogue or a step: a history must not tell (D.12).
#[test]
fn no_address_tells_what_it_is_about() {
    let mut telling: Vec<String> = vec!["Maya".into(), "Tom".into(), "safe".into(), "hand".into()];
    for dialogue in dialogues() {
        telling.push(dialogue.id.to_string());
        telling.extend(dialogue.stages.iter().map(|s| s.id.clone()));
        telling.extend(dialogue.steps().map(|s| s.id.to_string()));
        let pack = words::pack(&dialogue.id).expect("a pack");
        telling.push(pack.title.clone());
    }
    let table = Table::usual("coalition");
    let mut hrefs =
        vec![Route::Partnership(table.pair).href(), Route::Data.href(), Route::New.href()];
    hrefs.push(Route::SafeHand.href());
    hrefs.extend((0..15).map(|n| Route::Map(table.pair.uuid().into(), n).href()));
    hrefs.extend(SIDES.map(|s| Route::Read(table.pair, Some(s)).href()));
    for dialogue in dialogues() {
        hrefs.push(Route::Start(dialogue.number, Some(table.pair)).href());
        hrefs.push(Route::Paper(dialogue.number).href());
        for (i, _) in dialogue.steps().enumerate() {
            for part in
                [Part::Together, Part::Reveal, Part::Outcome, Part::Own(FIRST), Part::Yes(SECOND)]
            {
                hrefs.push(Route::Talk(table.run, Where::At(Spot { step: i + 1, part })).href());
            }
        }
    }
    for href in hrefs {
        let lower = href.to_lowercase();
        let told = telling.iter().find(|t| lower.contains(&t.to_lowercase()));
        assert_eq!(told, None, "{href}");
    }
}
