//! The page that is painted first, before the program is there, and the one the program puts in its place.

use crate::page::Page;
use crate::server::Fault;
use crate::story::{LAPTOP, PHONE, SMALL_PHONE, Story};

/// Everything a person can see or a screen reader can tell, in order: what it is, what it is called, where it is drawn.
#[track_caller]
pub fn everything(page: &Page) -> Vec<String> {
    let all = page.run(
        "const own = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
         return [...document.querySelectorAll('#cg *, [data-stand-in] *')].filter((e) => shown(e) && !e.closest('[aria-hidden=true]')
             && (own(e) || e.matches('a, button, input, main, nav, header, footer, section, fieldset, h1, h2, ul, ol')) || e.matches('svg.cg-emblem'))
           .map((e) => {
             const b = e.getBoundingClientRect();
             const box = [b.left + scrollX, b.top + scrollY, b.width, b.height].map((n) => Math.round(n * 2) / 2).join(' ');
             return `${roleOf(e)} \"${e.matches('main, header, footer') ? '' : nameOf(e)}\" at ${box}`;
           })",
        None,
    );
    let list = all.as_array().expect("a list").iter();
    list.map(|line| line.as_str().map(str::to_owned).unwrap_or_default()).collect()
}

#[test]
fn nothing_jumps_when_the_program_arrives() {
    for size in [LAPTOP, PHONE, SMALL_PHONE] {
        Story::new().sized(size).fault(Fault::SlowWasm).run(|page| {
            page.go("");
            page.wait_for_heading("Two people, one honest conversation at a time.");
            let before = everything(page);
            assert!(before.len() > 20, "the whole page is there: {before:#?}");
            page.axe();
            page.type_into("Your first name", "No");
            page.server().let_go();
            page.wait_until_ready();
            page.wait_for_focus("textbox \"Your first name\"");
            page.type_here("or");
            assert_eq!(page.value_of("Your first name"), "Noor", "what was typed is taken over");
            page.clear_field("Your first name");
            let after = everything(page);
            for (i, line) in before.iter().enumerate() {
                assert_eq!(Some(line), after.get(i), "the same at {size:?}, in the same place");
            }
            assert_eq!(before.len(), after.len(), "nothing is added");
        });
    }
}

/// What is chosen and typed before the program is there counts.
#[test]
fn what_was_answered_first_is_kept() {
    Story::new().fault(Fault::SlowWasm).run(|page| {
        page.go("");
        page.type_into("Their first name", "Sam 🙂");
        page.choose("Peers");
        page.server().let_go();
        page.wait_until_ready();
        assert_eq!(page.value_of("Their first name"), "Sam 🙂");
        assert!(page.is_chosen("Peers"));
        page.click_button("Begin with Sam 🙂");
        page.click_link("Common Ground, all partnerships");
        page.wait_for_text("Peers, since ");
    });
}
