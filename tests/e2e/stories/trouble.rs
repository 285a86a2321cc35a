//! What can go wrong under somebody's words (`trust.md` 7: 1, 2, 3, 12, 14, 15, 16), and that the words stay.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};

use crate::page::{Key, Page};
use crate::server::Fault;
use crate::story::{Story, story};
use crate::two::Who::{Both, First, Second};
use crate::two::{ALONE, Two, bring_in, records};

/// Noor alone with her first question.
#[track_caller]
fn noor_writes(page: &Page) -> Two<'_> {
    let two = Two::begin(page, ["Noor", "Sam"]);
    two.cover("coalition", &[ALONE]);
    two.at("cb-welcome", First).goes_on();
    two.at("cb-know-why", First);
    two
}

#[test]
fn the_store_fills_up_while_somebody_types() {
    story(|page| {
        let two = noor_writes(page);
        two.drafts("Kept.");
        page.wait_for_text("Kept on this device");
        page.fill_storage(20);
        two.drafts(" This does not fit any more, whatever one does.");
        page.wait_for_text(
            "Not kept: this browser is out of room. Your words are still on the page.",
        );
        page.sound();
        two.goes_on();
        two.at("cb-purpose", First);
        assert!(
            page.text().contains("Not kept: this browser is out of room."),
            "it stays until it is solved"
        );
        page.click_button("Save a copy");
        let (_, file) = page.download();
        let file = String::from_utf8(file).expect("UTF-8");
        assert!(file.contains("Kept. This does not fit any more, whatever one does."));
        page.clear_filler();
        page.type_into("Noor’s words", "Room again.");
        page.wait_for_text("Kept on this device");
        assert!(!page.text().contains("Not kept"));
        let all = records(page, "run")[0].to_string();
        assert!(
            all.contains("whatever one does.") && all.contains("Room again."),
            "both are kept now"
        );
    });
}

#[test]
fn a_full_store_opens_and_lets_one_read() {
    story(|page| {
        bring_in(page, include_bytes!("../../fixtures/files/version-1.json"));
        page.fill_storage(0);
        page.open("");
        page.click_link("Ken and Ruth");
        page.click_button("Read it all, from the beginning");
        page.wait_for_text("Nobody gets hurt at 3 a.m.");
    });
}

#[test]
fn a_browser_that_keeps_nothing_says_so_first() {
    Story::new().storage_blocked().run(|page| {
        page.open("");
        let warning =
            "This browser keeps nothing: its storage is switched off, or this is a private window.";
        page.wait_for_text(warning);
        page.sound();
        let two = Two::known(page, ["Noor", "Sam"]);
        two.introduce();
        assert!(page.text().contains(warning), "and on the cover");
        two.cover("coalition", &[ALONE]);
        two.at("cb-welcome", First).goes_on();
        two.at("cb-know-why", First).writes("Until the tab closes.");
        two.at("cb-purpose", First);
        page.back();
        two.at("cb-know-why", First);
        assert_eq!(page.value_of("Noor’s words"), "Until the tab closes.");
        two.press("Save a copy");
        let (_, file) = page.download();
        assert!(String::from_utf8_lossy(&file).contains("Until the tab closes."));
    });
}

#[test]
fn a_killed_browser_loses_no_word() {
    story(|page| {
        let two = noor_writes(page);
        two.drafts("Two hundred milliseconds old.");
        page.wait_for("the journal to hold the words", |page| {
            let journal = page.run_later(
                "const open = indexedDB.open('common-ground');
                 open.onerror = () => done('');
                 open.onsuccess = () => {
                   const all = open.result.transaction('journal').objectStore('journal').getAll();
                   all.onsuccess = () => { open.result.close(); done(all.result.join()); };
                 };",
                &[],
            );
            journal.as_str().is_some_and(|text| text.contains("milliseconds old."))
        });
        if page.kill_browser() {
            page.open("");
            // What the browser lost comes back from the journal, which is read after the page is there.
            page.wait_for_text("Noor and Sam");
            two.press("Noor, carry on");
            two.take(First);
            page.wait_for("the words to be back", |page| {
                page.has("field", "Noor’s words")
                    && page.value_of("Noor’s words") == "Two hundred milliseconds old."
            });
        }
    });
}

#[test]
fn two_hundred_edits_stay_small() {
    story(|page| {
        let two = noor_writes(page);
        two.drafts("It begins.");
        let [most, all] = {
            let sizes = page.run(
                "const original = Storage.prototype.setItem;
                 let most = 0, all = 0;
                 Storage.prototype.setItem = function (key, value) {
                   if (key.startsWith('common-ground/')) { most = Math.max(most, value.length); all += value.length; }
                   return original.call(this, key, value);
                 };
                 const field = document.querySelector('[data-first]');
                 for (let i = 0; i < 200; i++) {
                   field.value += ' and ' + i;
                   field.dispatchEvent(new Event('input', { bubbles: true }));
                   dispatchEvent(new Event('pagehide'));
                 }
                 Storage.prototype.setItem = original;
                 return [most, all]",
                None,
            );
            [0, 1].map(|i| sizes[i].as_u64().expect("a size"))
        };
        assert!(records(page, "run")[0].to_string().contains("and 199"), "the last edit is kept");
        assert!(most > 0 && most <= 20_000, "the largest value: {most}");
        assert!(all <= 1_000_000, "handed over in all: {all}");
    });
}

#[test]
fn what_an_address_names_may_be_gone() {
    story(|page| {
        let two = noor_writes(page);
        two.drafts("Gone tomorrow.");
        page.wait_for_text("Kept on this device");
        let here = page.route();
        let elsewhere = page.another_device();
        elsewhere.open(&here);
        elsewhere.wait_for_heading("What you’re looking for isn’t in this browser.");
        assert!(elsewhere.text().contains("It never leaves the place where it was written."));
        elsewhere.sound();
    });
}

/// The main part of the page as it reads, and what its fields hold.
#[track_caller]
fn state(page: &Page) -> serde_json::Value {
    page.run(
        "const main = document.querySelector('main');
         return [squash(main.innerText.replace(/Kept on this device, (just now|\\d+:\\d+.?[AP]M)/, '')),
           [...main.querySelectorAll('textarea, input')].map((e) => e.type === 'radio' || e.type === 'checkbox' ? e.checked : e.value)]",
        None,
    )
}

/// Loads the page again, and goes back and forward: the same step, the same words.
#[track_caller]
fn is_steady(two: &Two) {
    let page = two.page;
    let before = (page.route(), state(page));
    let same = |how: &str| {
        let now = RefCell::default();
        let holds = panic::catch_unwind(AssertUnwindSafe(|| {
            page.wait_for("the same", |page| {
                *now.borrow_mut() = (page.route(), state(page));
                *now.borrow() == before
            });
        }));
        assert!(holds.is_ok(), "the same page and words {how}: {before:#?}, and then {now:#?}");
    };
    page.reload();
    same("after loading it again");
    page.back();
    page.forward();
    // A page for both lies in between: what is private is closed again, and opened by whom it belongs to.
    let opens = |page: &Page| page.names("button").into_iter().find(|b| b.starts_with("I’m "));
    page.wait_for("the same page, or its curtain", |page| {
        (page.route(), state(page)) == before || opens(page).is_some()
    });
    if let Some(open) = opens(page).filter(|_| state(page) != before.1) {
        page.click_button(&open);
    }
    same("after Back and Forward");
}

#[test]
fn every_step_is_steady() {
    story(|page| {
        let two = Two::begin(page, ["Noor", "Sam"]);
        two.cover("coalition", &["The short way about 20 minutes"]);
        two.at("cb-care-now", First).says();
        two.at("cb-care-now", Second);
        is_steady(&two);
        two.skips();
        two.at("cb-bigger-picture", First).drafts("Half a sentence, and");
        page.wait_for_button("Remove my words");
        is_steady(&two);
        two.goes_on();
        two.at("cb-bigger-picture", Second).writes("Sundays.");
        two.at("cb-soon-and-later", First);
        page.type_into("Noor’s words: Later", "a greenhouse\n\n🙂");
        page.wait_for_button("Remove my words");
        is_steady(&two);
        two.goes_on();
        two.at("cb-soon-and-later", Second).skips();
        two.at("cb-clear-yet", First).choose("Foggy");
        is_steady(&two);
        two.goes_on();
        two.curtain(Second);
        is_steady(&two);
        two.take(Second);
        two.at("cb-clear-yet", Second).picks(&["Clear"]);
        two.sealed("cb-clear-yet");
        is_steady(&two);
        two.press("Open both");
        page.wait_for_text("What do you notice, the two of you?");
        two.choose("We mean the same in different words");
        is_steady(&two);
        two.goes_on();
        two.at("cb-help-focus", First).choose("Not for now");
        is_steady(&two);
        two.goes_on();
        two.at("cb-same-way", First).skips();
        two.at("cb-same-way", Second).skips();
        two.opens("cb-same-way", None);
        two.at("cb-behind-you", First).choose("Yes, if…");
        is_steady(&two);
        two.goes_on();
        two.at("cb-behind-you", Second).skips();
        two.at("cb-open-questions", First).skips();
        two.at("cb-open-questions", Second).skips();
        two.at("cb-declare", Both).agrees_on("Together.");
        two.arrive("Noor, would you say this?", First);
        is_steady(&two);
        two.picks(&["Yes I mean it"]);
        two.answers_sentence(Second, "Yes I mean it");
        two.arrive("You both said yes.", Both);
        is_steady(&two);
        two.goes_on();
        two.at("cb-first-step", First);
        page.type_into("What I’ll do", "buy the posts");
        page.wait_for_text("Kept on this device");
        is_steady(&two);
        two.press("That’s enough for today");
        two.arrive_alone("That’s all. You can put this away.");
        page.reload();
        page.wait_for_heading("That’s all. You can put this away.");
    });
}

/// While a page is being left, `WebKit`'s window speaks for the next page already, and is no `Window` of this one.
#[test]
fn the_program_takes_its_window_as_it_is() {
    story(|page| {
        let two = noor_writes(page);
        page.run("Object.defineProperty(Window, Symbol.hasInstance, { value: () => false })", None);
        two.drafts("In a window that is none.");
        page.wait_for_text("Kept on this device");
        assert!(!page.text().contains("Something broke"));
    });
}

#[test]
fn half_a_sentence_outlives_a_breakdown() {
    story(|page| {
        let two = noor_writes(page);
        two.drafts("A whole sentence.");
        page.wait_for_text("Kept on this device");
        // Typed, and broken in the same moment: nothing of it had been handed over. A program that can make no
        // element panics.
        page.run(
            "const field = document.querySelector('[data-first]');
             field.value += ' Half a sen';
             field.dispatchEvent(new Event('input', { bubbles: true }));
             document.createElement = () => { throw new Error('forced'); };
             all('button').find((b) => nameOf(b) === 'Jump to…').click();",
            None,
        );
        page.wait_for_focus("h1 \"Something broke, on our side.\"");
        assert!(page.has("link", "Save what is kept here"));
        assert_eq!(
            page.value_of("Noor’s words"),
            "A whole sentence. Half a sen",
            "it can still be copied"
        );
        page.fits();
        page.click_button("Start again");
        page.wait_until_ready();
        page.wait_for_focus("textbox \"Noor’s words\"");
        assert_eq!(page.value_of("Noor’s words"), "A whole sentence. Half a sen");
        let unsaved = page.storage().into_keys().any(|key| key.contains("/unsaved/"));
        assert!(!unsaved, "what was put aside is taken in");
        page.forgive_errors();
    });
}

/// Something is kept already, and the program does not start.
#[track_caller]
fn does_not_start(page: &Page, fault: Fault) {
    let before: BTreeMap<String, String> = {
        let other = page.another_device();
        bring_in(&other, include_bytes!("../../fixtures/files/version-1.json"));
        let before = other.storage();
        other.put_away();
        before
    };
    page.server().set_fault(fault);
    page.prepare_storage(&before);
    page.go("");
    page.wait_for_focus("h1 \"Something broke, on our side.\"");
    assert!(
        page.text().contains("couldn’t start in this browser. What is kept here is untouched"),
        "{fault:?}"
    );
    page.fits();
    page.axe();
    assert_eq!(page.storage(), before, "untouched");
    let _ = page.forgive_errors_if_any();
    page.server().set_fault(Fault::None);
    page.click_link("Save what is kept here");
    page.wait_for_heading("Save what is kept here");
    page.click_button("Save it all as one file");
    let (_, file) = page.download();
    page.forgive_missing();
    if fault == Fault::StricterPolicy {
        // Not every engine reports this one.
        page.server().forget_violations();
    }
    let other = page.another_device();
    bring_in(&other, &file);
    other.open("");
    other.wait_for_text("Ken and Ruth");
}

#[test]
fn no_program_at_all() {
    story(|page| does_not_start(page, Fault::NoWasm));
}

#[test]
fn no_loader() {
    story(|page| does_not_start(page, Fault::NoLoader));
}

#[test]
fn a_loader_of_the_wrong_kind() {
    story(|page| does_not_start(page, Fault::LoaderAsText));
}

#[test]
fn a_stricter_policy() {
    story(|page| {
        does_not_start(page, Fault::StricterPolicy);
    });
}

/// Typed on the page for newcomers, and then the program does not come.
#[test]
fn typed_words_can_be_selected_where_nothing_starts() {
    Story::new().fault(Fault::NoWasm).run(|page| {
        page.go("");
        page.wait_for_focus("h1 \"Something broke, on our side.\"");
        page.type_into("Your first name", "Noor");
        page.press(Key::Tab);
        assert_eq!(page.value_of("Your first name"), "Noor");
        let _ = page.forgive_errors_if_any();
        page.forgive_missing();
    });
}

#[test]
fn a_program_of_the_wrong_kind_starts_all_the_same() {
    Story::new().fault(Fault::WasmAsText).run(|page| {
        page.open("");
        page.wait_for_heading("Two people, one honest conversation at a time.");
    });
}
