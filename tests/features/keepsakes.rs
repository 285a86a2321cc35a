//! The keepsake: a page that anyone reads without the program, and the same copy in it as in any other file.

use std::sync::LazyLock;

use base64ct::{Base64, Encoding};
use common_ground::codec::export::{Scope, export};
use common_ground::codec::import::{self, Incoming, Unusable};
use common_ground::codec::keepsake;
use common_ground::content;
use common_ground::domain::ids::PairId;
use common_ground::domain::person::Side;
use common_ground::domain::privacy::Viewer;
use common_ground::domain::run::How;
use common_ground::domain::workspace::Workspace;
use common_ground::domain::{limits, taken};
use common_ground::reading;
use common_ground::reading::take::{Front, Keepsake, POLICY, STYLE, Says, Text};
use proptest::collection::vec;
use proptest::prelude::{any, proptest};
use regex::Regex;
use sha2::{Digest, Sha256};

use crate::files::{self, acted};
use crate::people::{FIRST, SECOND, Table, noon, texts};
use crate::{arbitrary, cases, schema, texts as hostile};

const VIEWERS: [Viewer; 3] = [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)];

/// How much a viewer may take along.
pub fn scope_of(pair: PairId, viewer: Viewer) -> Scope {
    match viewer {
        Viewer::Table => Scope::OfBoth(pair),
        Viewer::One(side) => Scope::OfOne(pair, side),
    }
}

/// The names of two, and dates as nobody would write them.
fn with_words<T>(workspace: &Workspace, pair: PairId, make: impl FnOnce(&Says, &Front) -> T) -> T {
    let two = workspace.partnerships.get(pair.uuid());
    let name = |side: Side| two.map_or("", |two| two.person(side).name.as_str());
    let language = |side: Side| two.map_or("", |two| two.person(side).language.as_str());
    let says = Says {
        names: Side::BOTH.map(name),
        initials: Side::BOTH.map(name),
        languages: Side::BOTH.map(language),
        date: &|at| at.to_rfc3339(),
        day: &|day, _| day.to_string(),
        when: &|moment| vec![moment.at.to_string(), moment.zone.clone()],
    };
    make(&says, &Front { holds: "What is in it.", made: noon() })
}

/// All of a workspace's partnership that a viewer reads, as a text.
pub fn text(workspace: &Workspace, pair: PairId, viewer: Viewer) -> String {
    with_words(workspace, pair, |says, front| {
        let mut text = Text::begun(says, front);
        for id in reading::sittings(workspace, pair, viewer) {
            text.add(says, &reading::sitting(workspace, id, viewer).expect("it is here"));
        }
        text.finish()
    })
}

/// The same as a keepsake, with the copy of just that in it.
pub fn keepsake(taken: &Workspace, pair: PairId, viewer: Viewer) -> String {
    with_words(taken, pair, |says, front| {
        let mut page = Keepsake::begun(says, front);
        for id in reading::sittings(taken, pair, viewer) {
            page.add(says, &reading::sitting(taken, id, viewer).expect("it is here"));
        }
        page.finish(&copy(taken, pair, viewer))
    })
}

fn copy(taken: &Workspace, pair: PairId, viewer: Viewer) -> String {
    export(taken, scope_of(pair, viewer), noon(), "test", &[])
}

/// The one kind of mark that a keepsake has outside its style and its copy: ours, and nobody's else.
static OURS: LazyLock<Regex> = LazyLock::new(|| {
    let tags = "html|head|meta|title|style|body|main|header|footer|section|div|p|span|h1|h2|h3|h4";
    let names = "lang|charset|http-equiv|content|name|class|dir|aria-hidden";
    let mark = format!(r#"^</?({tags})( ({names})="[^"<>]*")*>|^<!doctype html>"#);
    Regex::new(&mark).expect("a pattern")
});

/// Nothing in a page is a mark but what we put there, and the copy in it keeps to the schema.
fn is_safe(page: &str) {
    let (front, rest) = page.split_once("<script").expect("a copy");
    let (inside, after) = rest.split_once("</script>").expect("its end");
    let (tag, copy) = inside.split_once('>').expect("a tag");
    assert_eq!(tag, " type=\"application/json\" id=\"common-ground\"");
    assert!(!copy.contains('<'), "{copy}");
    schema::is_a_copy(copy);
    assert_eq!(after, "\n</body>\n</html>\n");
    for (at, _) in front.match_indices('<') {
        let mark: String = front[at..].chars().take(200).collect();
        assert!(OURS.is_match(&mark), "{mark}");
    }
    for c in ['\0', '\r'] {
        assert!(!front.contains(c), "{c:?}");
    }
}

/// What is read from a page is what is read from its copy.
fn same(page: &str, copy: &str) {
    let of_page = import::read(page).unwrap_or_else(|why| panic!("{why:?}: {page}"));
    let of_copy = import::read(copy).expect("a copy");
    assert_eq!(of_page, Incoming { in_keepsake: true, ..of_copy });
}

/// A keepsake of each viewer, of whatever there is: safe, and as good a copy as any.
fn check(workspace: &Workspace) {
    for pair in workspace.partnerships.iter().map(|p| p.id) {
        for viewer in VIEWERS {
            let taken = taken::for_viewer(workspace, pair, viewer, content::dialogue);
            let page = keepsake(&taken, pair, viewer);
            is_safe(&page);
            same(&page, &copy(&taken, pair, viewer));
            // It never takes the place of what both have.
            let incoming = import::read(&page).expect("a keepsake");
            assert_eq!(incoming.ways(), [files::MERGE]);
        }
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_keepsake_is_safe_and_whole(acts in vec(any::<[u8; 24]>(), 0..40), bytes in vec(any::<u8>(), 0..900)) {
        check(&acted(&acts));
        check(&arbitrary::workspace(&bytes));
    }
}

/// Everything somebody wrote is there to read, as they wrote it, whatever it is (story 19).
#[test]
fn a_text_from_a_friend_stays_a_text() {
    for words in hostile::HOSTILE {
        let mut table = Table::usual("coalition");
        table.answers(FIRST, "cb-hope-today", texts(words));
        let taken =
            taken::for_viewer(&table.workspace, table.pair, Viewer::Table, content::dialogue);
        let page = keepsake(&taken, table.pair, Viewer::Table);
        is_safe(&page);
        let there = format!(" dir=\"auto\">{}</p>", keepsake::escaped(words));
        assert_eq!(page.contains(&there), !words.is_empty(), "{words:?} in {page}");
        check(&table.workspace);
    }
}

/// Brought into an empty browser, a keepsake gives what its copy gives, and that is all that was taken.
#[test]
fn a_keepsake_comes_back() {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-hope-today", texts("what we both see"));
    table.answers(SECOND, "cb-hope-today", texts("so do I"));
    table.answers(FIRST, "cb-know-why", texts("only mine"));
    table.gives(SECOND, "cb-know-why", How::Skipped);
    for viewer in VIEWERS {
        let taken = taken::for_viewer(&table.workspace, table.pair, viewer, content::dialogue);
        let page = keepsake(&taken, table.pair, viewer);
        let mut back = Workspace::default();
        files::bring(&mut back, &files::read(&page), files::MERGE);
        assert_eq!(back.runs, taken.runs);
        assert_eq!(back.partnerships, taken.partnerships);
        assert_eq!(back.sessions, taken.sessions);
        let has_private = page.contains("only mine");
        assert_eq!(has_private, viewer.is(FIRST.into()), "{viewer:?}");
        // A second time, it changes nothing.
        let before = back.clone();
        files::bring(&mut back, &files::read(&page), files::MERGE);
        assert_eq!(back, before);
    }
}

#[test]
fn a_page_that_was_saved_anew_or_changed_by_hand() {
    let table = Table::usual("coalition");
    let taken = taken::for_viewer(&table.workspace, table.pair, Viewer::Table, content::dialogue);
    let page = keepsake(&taken, table.pair, Viewer::Table);
    let copy = copy(&taken, table.pair, Viewer::Table);
    let ours = "<script type=\"application/json\" id=\"common-ground\">";
    for changed in [
        page.clone(),
        format!("\u{feff}\n  {page}"),
        page.replace('\n', "\r\n"),
        page.replace(ours, "<SCRIPT ID='common-ground' TYPE=application/json>"),
        page.replace("</script>", "</SCRIPT >"),
        page.replace(ours, &format!("<script>of a browser's extension</script>{ours}\n  ")),
        page.replace("What is in it.", "Something <b>else</b>."),
        format!("<script type=\"application/json\" id=\"common-ground\">{copy}"),
    ] {
        same(&changed, &copy);
    }
    let whole = format!("{ours}{}", copy.replace('<', "\\u003c"));
    let begins = page.find(ours).expect("a copy") + ours.len();
    for (changed, why) in [
        ("<!doctype html><p>Hello</p>".to_owned(), Unusable::NoCopyInPage),
        ("<".to_owned(), Unusable::NoCopyInPage),
        ("<script".to_owned(), Unusable::NoCopyInPage),
        (page.replace(" id=\"common-ground\"", ""), Unusable::NoCopyInPage),
        (page[..begins].to_owned(), Unusable::TornKeepsake),
        (page[..begins + 100].to_owned(), Unusable::TornKeepsake),
        (page.replace(&whole, ours), Unusable::TornKeepsake),
        (page.replace("\"runs\"", "runs"), Unusable::TornKeepsake),
        (page.replace("\"version\":3", "\"version\":4"), Unusable::TooNew),
        (page.replace("\"format\":\"common-ground\"", "\"format\":\"x\""), Unusable::NotOurs),
    ] {
        assert_eq!(import::read(&changed), Err(why), "{changed}");
    }
}

/// The page may be twice as large as a copy, and the copy in it no larger than any.
#[test]
fn a_keepsake_has_limits() {
    let page = |before: usize, inside: usize| {
        let inside = " ".repeat(inside);
        let block = keepsake::block(&format!("{{}}{inside}"));
        format!("<p>{}</p>{block}", "x".repeat(before.saturating_sub(block.len() + 7)))
    };
    let small = page(limits::KEEPSAKE, 0);
    assert_eq!(small.len(), limits::KEEPSAKE);
    assert_eq!(import::read(&small), Err(Unusable::NotOurs), "it is read");
    assert_eq!(import::read(&page(limits::KEEPSAKE + 1, 0)), Err(Unusable::TooLarge));
    assert_eq!(import::read(&page(0, limits::FILE - 2)), Err(Unusable::NotOurs), "it is read");
    assert_eq!(import::read(&page(0, limits::FILE - 1)), Err(Unusable::TooLarge));
}

/// The page may do nothing but look as we made it look.
#[test]
fn the_policy_names_the_style() {
    let fingerprint = Base64::encode_string(&Sha256::digest(STYLE));
    assert!(POLICY.contains(&format!("style-src 'sha256-{fingerprint}'")), "{fingerprint}");
    assert!(POLICY.starts_with("default-src 'none';"));
    assert!(!STYLE.contains('<') && !STYLE.contains("url("));
}
