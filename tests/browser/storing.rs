//! Local storage: what is written, read back, put aside, lost and found again (`trust.md` 1, 2, 7).

use common_ground::codec::VERSION;
use common_ground::codec::export::Aside;
use common_ground::codec::record::{key_name, write};
use common_ground::domain::command::Command;
use common_ground::domain::person::Side::{First, Second};
use common_ground::platform::clock;
use common_ground::storage::{Kept, NotKept, Standing, Store, mirror};
use wasm_bindgen_test::wasm_bindgen_test;

use super::tab::{Tab, clean_but, kept, local, lose, put};

const FILLER: &str = "somebody-else";

/// Leaves no more than `left` characters of room, as another app of this origin might.
fn fill_but(left: usize) {
    let fits = |n: usize| local().set_item(FILLER, &"x".repeat(n)).is_ok();
    let (mut fit, mut over) = (0_usize, 12_000_000_usize);
    while over - fit > 1 {
        let middle = fit.midpoint(over);
        if fits(middle) { fit = middle } else { over = middle }
    }
    assert!(fits(fit.saturating_sub(left)));
}

#[wasm_bindgen_test]
fn what_was_kept_is_there_in_another_tab() {
    let mut tab = Tab::begun();
    assert_eq!(tab.rename(First, "Nör 😀\u{2028}“x”"), Kept::Yes);
    assert_eq!(Tab::open().names(), ["Nör 😀\u{2028}“x”", "Sam"]);
    assert_eq!(kept("layout"), Some(VERSION.to_string()));
}

#[wasm_bindgen_test]
fn what_others_keep_on_this_origin_is_left_alone() {
    let mut tab = Tab::begun();
    let used = tab.store.used();
    let theirs = [("other-app/x", "1"), ("common-ground", "2"), ("common-groundling/y", "3")];
    for (name, text) in theirs {
        local().set_item(name, text).expect("room");
    }
    assert_eq!(tab.store.used(), used, "not counted");
    assert_eq!(tab.store.all_keys(), [tab.key()], "not read");
    let name = key_name(tab.key());
    assert_eq!(tab.act(Command::EverythingErased), Kept::Yes);
    assert_eq!(kept(&name), None);
    for (name, text) in theirs {
        assert_eq!(local().get_item(name).expect("allowed").as_deref(), Some(text), "not cleared");
    }
    clean_but(&[]);
}

#[wasm_bindgen_test]
fn two_tabs_that_change_different_things_keep_both() {
    let mut one = Tab::begun();
    let mut other = Tab::open();
    assert_eq!(one.rename(First, "Nora"), Kept::Yes);
    assert_eq!(other.rename(Second, "Samuel"), Kept::Yes);
    assert_eq!(other.names(), ["Nora", "Samuel"], "brought together before it was written");
    let name = key_name(one.key());
    assert!(one.store.take_from_elsewhere(&name, &mut one.workspace));
    assert_eq!(one.names(), ["Nora", "Samuel"]);
    assert!(!one.store.take_from_elsewhere(&name, &mut one.workspace), "nothing new");
    assert_eq!(Tab::open().names(), ["Nora", "Samuel"]);
}

#[wasm_bindgen_test]
fn what_another_tab_erased_is_gone_here() {
    let mut one = Tab::begun();
    let name = key_name(one.key());
    lose(&name);
    assert!(one.store.take_from_elsewhere(&name, &mut one.workspace));
    assert_eq!(one.workspace.partnerships.iter().count(), 0);
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_put_aside_and_never_written_over() {
    for garbage in ["", "{", "[]", "null", "{\"names\":7}", "\u{0}\u{feff}😀"] {
        let tab = Tab::begun();
        let name = key_name(tab.key());
        put(&name, garbage);
        let again = Tab::open();
        assert_eq!(again.workspace.partnerships.iter().count(), 0, "{garbage:?}");
        let [aside] = &again.store.aside()[..] else { panic!("{garbage:?} is put aside once") };
        assert_eq!(aside.text, garbage);
        assert!(aside.key.ends_with(&name), "{} says what it was", aside.key);
        assert_eq!(kept(&name), None);
        // Ours goes where it was; the other stays.
        let mut tab = tab;
        assert_eq!(tab.rename(First, "Nora"), Kept::Yes);
        assert_eq!(again.store.aside().len(), 1);
        again.store.forget_aside(&aside.key);
        assert!(again.store.aside().is_empty());
        assert_eq!(Tab::open().names(), ["Nora", "Sam"]);
    }
}

#[wasm_bindgen_test]
fn garbage_that_another_tab_leaves_is_put_aside_at_the_next_write() {
    let mut tab = Tab::begun();
    put(&key_name(tab.key()), "not ours");
    assert_eq!(tab.rename(Second, "Samuel"), Kept::Yes);
    assert_eq!(tab.store.aside()[0].text, "not ours");
    assert_eq!(Tab::open().names(), ["Noor", "Samuel"]);
}

#[wasm_bindgen_test]
fn a_full_browser_loses_nothing_and_keeps_it_when_there_is_room() {
    let mut tab = Tab::begun();
    fill_but(20);
    let before = kept(&key_name(tab.key()));
    let long = "n".repeat(100);
    assert_eq!(tab.rename(First, &long), Kept::No(NotKept::Full));
    assert_eq!(tab.names()[0], long, "still on the page");
    assert_eq!(kept(&key_name(tab.key())), before, "what was kept stays as it was");
    assert_eq!(Store::open().standing(), Standing::Ready, "full is not blocked");
    local().remove_item(FILLER).expect("allowed");
    // The next write of anything takes along what could not be kept.
    assert_eq!(tab.store.write(&[], &mut tab.workspace), Kept::Yes);
    assert_eq!(Tab::open().names()[0], long);
}

#[wasm_bindgen_test]
fn a_newer_program_is_never_written_over() {
    let mut tab = Tab::begun();
    put("layout", &(VERSION + 1).to_string());
    let before = kept(&key_name(tab.key()));
    let mut newer = Tab::open();
    assert_eq!(newer.store.standing(), Standing::Newer);
    assert_eq!(newer.rename(First, "Nora"), Kept::No(NotKept::Newer));
    assert_eq!(kept(&key_name(tab.key())), before);
    // A tab that was open already learns of it.
    assert!(tab.store.take_from_elsewhere("layout", &mut tab.workspace));
    assert_eq!(tab.rename(First, "Nora"), Kept::No(NotKept::Newer));
    assert_eq!(kept(&key_name(tab.key())), before);
}

/// What an older program left is raised before anything is written: its tabs then leave ours alone.
#[wasm_bindgen_test]
fn an_older_layout_is_raised_at_the_first_write() {
    let mut tab = Tab::begun();
    put("layout", "1");
    assert_eq!(Store::open().standing(), Standing::Ready);
    assert_eq!(kept("layout").as_deref(), Some("1"), "reading raises nothing");
    assert_eq!(tab.rename(First, "Nora"), Kept::Yes);
    assert_eq!(kept("layout"), Some(VERSION.to_string()));
}

#[wasm_bindgen_test]
fn what_was_on_the_page_when_it_broke_is_taken_once() {
    clean_but(&[]);
    put("unsaved/x/y/first/", "half a sentence");
    let store = Store::open();
    assert_eq!(store.take_unsaved(), [("x/y/first/".to_owned(), "half a sentence".to_owned())]);
    assert_eq!(store.take_unsaved(), []);
    // A newer program is left to take it itself.
    put("unsaved/x/y/first/", "half a sentence");
    put("layout", &(VERSION + 1).to_string());
    assert_eq!(Store::open().take_unsaved(), []);
    assert_eq!(kept("unsaved/x/y/first/").as_deref(), Some("half a sentence"));
    clean_but(&[]);
}

#[wasm_bindgen_test]
fn undoing_puts_every_byte_back() {
    let mut tab = Tab::begun();
    put("aside/1/x", "kept as it is");
    let former = tab.store.all_raw();
    assert_eq!(tab.rename(First, "Nora"), Kept::Yes);
    put("thread/1/2", "new");
    lose("aside/1/x");
    tab.store.restore(&former, &tab.store.all_raw(), Vec::new());
    assert_eq!(Store::open().all_raw(), former);
}

#[wasm_bindgen_test]
fn what_could_not_be_kept_still_waits_when_bytes_were_put_back() {
    let mut tab = Tab::begun();
    let former = tab.store.all_raw();
    fill_but(20);
    let long = "n".repeat(100);
    assert_eq!(tab.rename(First, &long), Kept::No(NotKept::Full));
    assert_eq!(tab.store.unkept(), [tab.key()]);
    tab.store.restore(&former, &tab.store.all_raw(), tab.store.unkept());
    local().remove_item(FILLER).expect("allowed");
    assert_eq!(tab.store.write(&[], &mut tab.workspace), Kept::Yes);
    assert_eq!(Tab::open().names()[0], long);
}

#[wasm_bindgen_test]
fn what_was_put_aside_is_erased_with_what_it_was() {
    let mut tab = Tab::begun();
    let aside = format!("aside/1/{}", key_name(tab.key()));
    put(&aside, "{");
    put("aside/1/run/x", "{");
    assert_eq!(tab.act(Command::PartnershipErased { pair: tab.pair() }), Kept::Yes);
    assert_eq!(kept(&aside), None);
    assert_eq!(kept("aside/1/run/x").as_deref(), Some("{"), "nobody can tell whose it was");
    assert_eq!(tab.act(Command::EverythingErased), Kept::Yes);
    assert_eq!(tab.store.all_raw().names().len(), 0);
}

#[wasm_bindgen_test]
fn a_name_from_a_file_is_one_name() {
    let mut tab = Tab::begun();
    let record = Aside { key: "aside/1/two\nlines".to_owned(), text: "x".to_owned() };
    tab.store.keep_aside(&[record]);
    assert_eq!(tab.store.aside().len(), 1);
    assert_eq!(tab.act(Command::EverythingErased), Kept::Yes);
    assert_eq!(tab.store.all_raw().names().len(), 0);
}

#[wasm_bindgen_test]
fn undoing_leaves_what_changed_since() {
    let mut tab = Tab::begun();
    let former = tab.store.all_raw();
    // What a file brought.
    put("thread/1/2", "brought");
    put("thread/1/3", "brought");
    let left = tab.store.all_raw();
    // What somebody did since, here and elsewhere.
    assert_eq!(tab.rename(First, "Nora"), Kept::Yes);
    put("thread/1/3", "changed");
    put("thread/1/4", "new");
    tab.store.restore(&former, &left, Vec::new());
    assert_eq!(kept("thread/1/2"), None);
    assert_eq!(kept("thread/1/3").as_deref(), Some("changed"));
    assert_eq!(kept("thread/1/4").as_deref(), Some("new"));
    assert_eq!(Tab::open().names(), ["Nora", "Sam"]);
    clean_but(&[]);
}

#[wasm_bindgen_test]
fn room_is_counted_as_the_browser_counts() {
    let tab = Tab::begun();
    let all = tab.store.all_raw();
    let units = |t: &str| t.encode_utf16().count();
    let one = |name: &str| "common-ground/".len() + units(name) + units(all.get(name).expect("it"));
    assert_eq!(tab.store.used(), all.names().map(one).sum::<usize>());
}

/// Waits for what the journal has to say; it is written beside everything else.
async fn recovered(store: &Store, wanted: &str) {
    let until = clock::now() + chrono::TimeDelta::seconds(20);
    while !mirror::recover(store).await.iter().any(|name| name == wanted) {
        assert!(clock::now() < until, "{wanted} is not in the journal");
    }
}

#[wasm_bindgen_test]
async fn what_a_killed_browser_lost_is_put_back_from_the_journal() {
    let tab = Tab::begun();
    let name = key_name(tab.key());
    let text = kept(&name).expect("just kept");
    lose(&name);
    let again = Store::open();
    recovered(&again, &name).await;
    assert_eq!(kept(&name), Some(text));
    assert!(mirror::exists().await, "somebody was here");
}

#[wasm_bindgen_test]
async fn what_a_killed_browser_brought_back_is_erased_again() {
    let mut tab = Tab::begun();
    let name = key_name(tab.key());
    let text = kept(&name).expect("just kept");
    assert_eq!(tab.act(Command::PartnershipErased { pair: tab.pair() }), Kept::Yes);
    put(&name, &text);
    recovered(&Store::open(), &name).await;
    assert_eq!(kept(&name), None);
}

#[wasm_bindgen_test]
async fn what_was_erased_and_brought_again_stays() {
    let mut tab = Tab::begun();
    let name = key_name(tab.key());
    let text = kept(&name).expect("just kept");
    assert_eq!(tab.act(Command::PartnershipErased { pair: tab.pair() }), Kept::Yes);
    // Brought, and the page loaded anew before the journal knows.
    mirror::note_brought();
    put(&name, &text);
    mirror::note("marker", "x");
    recovered(&Store::open(), "marker").await;
    lose("marker");
    assert_eq!(kept(&name), Some(text));
}

#[wasm_bindgen_test]
async fn the_journal_never_goes_back_behind_what_is_kept() {
    let mut tab = Tab::begun();
    let name = key_name(tab.key());
    let old = kept(&name).expect("just kept");
    assert_eq!(tab.rename(First, "Nora"), Kept::Yes);
    // Everything noted so far has been looked through once this comes back.
    let marker = "marker";
    mirror::note(marker, "x");
    recovered(&Store::open(), marker).await;
    lose(marker);
    assert_ne!(kept(&name), Some(old));
    assert_eq!(kept(&name), Some(write(tab.workspace.partnerships.iter().next().expect("one"))));
}
