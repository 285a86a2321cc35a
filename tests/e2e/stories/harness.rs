//! The harness itself: each of its words does what it says, and each of its checks can fail.

use std::panic::{self, AssertUnwindSafe};

use serde_json::json;

use crate::page::{Key, Page};
use crate::server::Fault;
use crate::story::{PHONE, SMALL_PHONE, Story};

fn room() -> Story {
    Story::fixture("room")
}

/// The message with which `act` fails. It has to.
#[track_caller]
fn refusal(act: impl FnOnce()) -> String {
    let failed = panic::catch_unwind(AssertUnwindSafe(act)).expect_err("this has to fail");
    failed
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| failed.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}

#[test]
fn a_person_can_do_everything() {
    room().run(|page| {
        page.open("");
        page.type_into("Your name", "Zoë 😀👩‍👩‍👧 نور");
        page.wait_for_text("kept");
        page.type_into("Your story", "one\ntwo");
        assert_eq!(page.value_of("Your story"), "one\ntwo");
        page.paste_into("Your story", " and\nthree");
        assert_eq!(page.value_of("Your story"), "one\ntwo and\nthree");
        page.clear_field("Your story");
        page.choose("Hard");
        assert!(page.is_chosen("Hard") && !page.is_chosen("Good"));
        page.set_slider("Scale", 5);
        page.pick("Language", "العربية");
        page.click_button("Next");
        page.wait_for_focus("h2 \"Second\"");
        page.reload();
        assert_eq!(page.value_of("Your name"), "Zoë 😀👩‍👩‍👧 نور");
        page.sound();
        page.screenshot("room");
    });
}

#[test]
fn what_is_far_down_is_scrolled_to() {
    room().small_phone().run(|page| {
        page.open("");
        page.click_button("Far down");
        page.wait_for_text("found");
    });
}

#[test]
fn keys_go_where_the_focus_is() {
    room().run(|page| {
        page.open("");
        assert_eq!(page.focus(), "page");
        page.press(Key::Tab);
        page.wait_for_focus("textbox \"Your name\"");
        page.type_here("a");
        page.press(Key::Tab);
        page.wait_for_focus("textbox \"Your story\"");
        page.press_with(&[Key::Shift], Key::Tab);
        page.wait_for_focus("textbox \"Your name\"");
        assert_eq!(
            page.run(
                "return [document.hasFocus(), document.activeElement.matches(':focus-visible')]",
                None
            ),
            json!([true, true])
        );
    });
}

#[test]
fn pages_have_a_history() {
    room().run(|page| {
        page.open("");
        page.click_link("Elsewhere");
        page.wait_for_text("#/elsewhere");
        assert_eq!(page.route(), "#/elsewhere");
        page.back();
        assert_eq!(page.route(), "");
        page.forward();
        assert_eq!(page.route(), "#/elsewhere");
    });
}

#[test]
fn names_have_to_be_there_and_be_one() {
    room().run(|page| {
        page.open("");
        assert!(refusal(|| page.click_button("Twice")).contains("2 times button"));
        page.inside("#main", |page| assert!(page.has("button", "Next")));
        assert!(refusal(|| page.click_button("Nowhere")).contains("Save a copy"));
        assert_eq!(page.count(".twice"), 2);
    });
}

#[test]
fn files_go_out_and_come_in() {
    room().run(|page| {
        page.open("");
        page.type_into("Your name", "Noor");
        page.click_button("Save a copy");
        let (name, bytes) = page.download();
        assert_eq!(name, "room copy.json");
        assert_eq!(bytes, br#"{"name":"Noor"}"#);
        page.choose_file("Bring a file in", "theirs.json", "{\"x\":\"é\"}".as_bytes());
        page.wait_for_text("{\"x\":\"é\"}");
    });
}

#[test]
fn storage_can_be_full_and_get_room_again() {
    room().run(|page| {
        page.open("");
        page.type_into("Your name", "N");
        page.fill_storage(3);
        page.type_into("Your name", "oo");
        page.wait_for_text("kept");
        page.type_into("Your name", "oor");
        page.wait_for_text("not kept");
        page.clear_filler();
        page.type_into("Your name", "!");
        page.wait_for("the name to be kept", |page| {
            page.storage().get("room/name").is_some_and(|name| name == "Noooor!")
        });
    });
}

#[test]
fn storage_can_be_blocked() {
    room().storage_blocked().run(|page| {
        page.open("");
        page.wait_for_text("storage is blocked");
    });
}

#[test]
fn days_pass_and_browsers_are_closed() {
    room().run(|page| {
        page.open("");
        let before = page.text();
        page.type_into("Your name", "Noor");
        page.let_time_pass(60 * 24 * 40);
        page.close_and_reopen();
        page.open("");
        assert_eq!(page.value_of("Your name"), "Noor");
        assert_ne!(before, page.text(), "the date has changed");
    });
}

#[test]
fn browsers_can_be_killed() {
    room().run(|page| {
        page.open("");
        if page.kill_browser() {
            page.open("");
            page.wait_for_heading("A room to try the words in");
        }
    });
}

#[test]
fn two_tabs_and_two_devices() {
    room().run(|page| {
        page.open("");
        let first = page.tab();
        page.new_tab();
        page.open("");
        page.type_into("Your name", "Noor");
        page.go_to_tab(&first);
        page.wait_for_text("elsewhere: Noor");
        let other = page.another_device();
        other.open("");
        assert_eq!(other.value_of("Your name"), "");
    });
}

#[test]
fn a_viewport_is_what_was_asked_for() {
    for size in [PHONE, SMALL_PHONE] {
        room().sized(size).run(|page| {
            page.open("");
            page.sound();
            assert_eq!(
                page.run("return [innerWidth, innerHeight, matchMedia('(prefers-reduced-motion: reduce)').matches]", None),
                json!([size.0, size.1, true])
            );
            page.run("document.getElementById('said').className = 'wide'; document.getElementById('said').textContent = 'x'", None);
            assert!(refusal(|| page.fits()).contains("900") || refusal(|| page.fits()).contains("916"));
        });
    }
}

#[test]
fn preferences_reach_the_page() {
    let asked = "return [matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(prefers-reduced-motion: reduce)').matches,
        Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language]";
    room().dark().with_motion().zone("Asia/Tokyo").run(|page| {
        page.open("");
        assert_eq!(page.run(asked, None), json!([true, false, "Asia/Tokyo", "en-US"]));
    });
    room().run(|page| {
        page.open("");
        assert_eq!(page.run(asked, None), json!([false, true, "Europe/Berlin", "en-US"]));
    });
}

#[test]
fn axe_finds_faults() {
    room().run(|page| {
        page.open("");
        page.run("document.getElementById('save').textContent = ''", None);
        assert!(refusal(|| page.axe_in_any()).contains("button-name"));
    });
}

/// Each of these has to make a story fail.
#[test]
fn what_holds_for_every_story_can_fail() {
    let caught = |act: &dyn Fn(&Page)| {
        refusal(|| {
            room().run(|page| {
                page.open("");
                act(page);
            });
        })
    };
    let violation = caught(&|page| {
        page.run("try { document.getElementById('inserted').innerHTML = '<img src=x onerror=y>' } catch {}", None);
    });
    assert!(
        violation.contains("policy violated") && violation.contains("trusted-types-sink"),
        "{violation}"
    );
    let error = caught(&|page| {
        page.click_button("Break");
    });
    assert!(error.contains("a mistake"), "{error}");
    let missing = caught(&|page| {
        page.run_later("fetch('nowhere.json').then(() => done(1), () => done(0))", &[]);
    });
    assert!(missing.contains("nowhere.json: 404"), "{missing}");
    let stranger = caught(&|page| {
        page.run("location.href = 'http://stranger.example/'", None);
        page.wait_for("the stranger to be asked", |page| !page.trap().asked().is_empty());
        page.go("");
    });
    assert!(
        stranger.contains("another host was asked") && stranger.contains("stranger.example"),
        "{stranger}"
    );
}

#[test]
fn a_host_can_be_slow_and_a_script_missing() {
    room().fault(Fault::NoLoader).run(|page| {
        page.go("");
        page.wait_for_heading("A room to try the words in");
        assert_eq!(page.forgive_errors().len(), 1);
        page.forgive_missing();
    });
}

#[test]
fn the_app_can_be_mounted_anywhere() {
    room().mounted("/some/folder/").run(|page| {
        page.open("");
        assert!(page.address().ends_with("/some/folder/"), "{}", page.address());
    });
}
