//! Finding words, with and without their marks.

use common_ground::domain::search::{Wanted, fold};
use proptest::prelude::{any, prop_assert, proptest};

use crate::{cases, texts};

/// Looked for, in a text; and what of it is found, if anything.
fn check(wanted: &str, text: &str, found: Option<&str>) {
    let said = format!("{wanted:?} in {text:?}");
    let wanted = Wanted::new(wanted).unwrap_or_else(|| panic!("nothing is looked for: {said}"));
    assert_eq!(wanted.place_in(text).map(|at| &text[at]), found, "{said}");
    assert_eq!(wanted.is_in(text), found.is_some(), "{said}");
}

#[test]
fn names_are_found_with_and_without_marks() {
    for (plain, marked) in [
        ("Nguyen", "Nguyễn"),
        ("nguyen thi huong", "Nguyễn Thị Hương"),
        ("Lukasz", "Łukasz"),
        ("Sohne", "Söhne"),
        ("Siobhan", "Siobhán"),
        ("O'Brien", "O’Brien"),
        ("Strasse", "Straße"),
        ("Aero", "Ærø"),
        ("oeuvre", "Œuvre"),
        ("Istanbul", "İstanbul"),
        ("Dvorak", "Dvořák"),
        ("Thordur", "Þórður"),
        ("ΟΔΟΣ", "οδός"),
        ("еще", "Ещё"),
        ("ИВАН", "Иван"),
        ("أمينة", "أَمِينَة"),
        ("шалом", "ШАЛОМ"),
        ("e-mail", "e‑mail"),
    ] {
        check(plain, marked, Some(marked));
        check(marked, plain, Some(plain));
        check(marked, marked, Some(marked));
    }
    // Composed or not: the same.
    check("Nguyễn", "Dr. Nguye\u{302}\u{303}n Thị", Some("Nguye\u{302}\u{303}n"));
    check("n", "Nguyễn", Some("N"));
    check("uye", "Nguye\u{302}\u{303}n", Some("uye\u{302}\u{303}"));
    check("s", "ß", Some("ß"));
    check("  team ", "Alex (my team)", Some("team"));
    check("美玲", "美玲 (Mei)", Some("美玲"));
    check("🤔", "is that a talk? 🤔", Some("🤔"));
    check("<script>", "y=<script>alert", Some("<script>"));
    for (wanted, text) in [("x", ""), ("Nguyen", "Nguye"), ("ß", "s"), ("Alex", "Al ex")] {
        check(wanted, text, None);
    }
    for nothing in ["", " ", "\n\t", "\u{301}", "\u{200b}"] {
        assert_eq!(Wanted::new(nothing), None, "{nothing:?}");
    }
}

/// Everything of a text that is found, in order.
#[test]
fn words_are_found_wherever_they_stand() {
    for (wanted, text, all) in [
        ("an", "Ana, Ján and ánimo", vec!["An", "án", "an", "án"]),
        ("aa", "aaaaa", vec!["aa", "aa"]),
        ("s", "Straße", vec!["S", "ß"]),
        ("ss", "ßß", vec!["ß", "ß"]),
        ("sss", "ßß", vec!["ßß"]),
        ("x", "none", vec![]),
        ("n", "", vec![]),
    ] {
        let wanted = Wanted::new(wanted).expect("words");
        let found: Vec<&str> = wanted.places_in(text).map(|at| &text[at]).collect();
        assert_eq!(found, all, "{wanted:?} in {text:?}");
    }
}

proptest! {
    #![proptest_config(cases(512))]

    /// Whatever stands in a text is found in it, and what is found is part of it.
    #[test]
    fn what_is_there_is_found(text in any::<String>(), hostile in 0..texts::HOSTILE.len(), from in any::<usize>(), len in 1..8_usize) {
        for text in [text.as_str(), texts::HOSTILE[hostile]] {
            let chars: Vec<char> = text.chars().collect();
            if chars.is_empty() {
                continue;
            }
            let from = from % chars.len();
            let part: String = chars[from..].iter().take(len).collect();
            prop_assert!(fold(&fold(&part)) == fold(&part), "{part:?}");
            if let Some(wanted) = Wanted::new(&part) {
                let at = wanted.place_in(text);
                prop_assert!(at.is_some(), "{part:?} in {text:?}");
                let found = &text[at.unwrap_or_default()];
                prop_assert!(wanted.is_in(found), "{part:?} in {found:?}");
                let mut behind = 0;
                for at in wanted.places_in(text) {
                    prop_assert!(at.start >= behind && at.end > at.start, "{at:?} in {text:?}");
                    behind = at.end;
                }
            }
        }
    }
}
