//! Markdown: what people wrote stays text, whoever reads the file.

use common_ground::codec::markdown::{Markdown, isolated};
use proptest::prelude::{any, prop_assert_eq, proptest};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use crate::{cases, texts};

/// Everything a reader might make of a file, but for rounder quotation marks.
fn read(file: &str) -> Vec<Event<'_>> {
    Parser::new_ext(file, Options::all() - Options::ENABLE_SMART_PUNCTUATION).collect()
}

/// The text of a file, a line break for each break, and a blank line between paragraphs; and every kind of
/// mark that was found in it.
fn told(file: &str) -> (String, Vec<&'static str>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for event in read(file) {
        let mark = match event {
            Event::Text(words) => {
                text.push_str(&words.replace('\0', "\u{fffd}"));
                continue;
            }
            Event::HardBreak => {
                text.push('\n');
                continue;
            }
            Event::End(_) => continue,
            Event::Start(Tag::Paragraph) => {
                text.push_str(if text.is_empty() { "" } else { "\n\n" });
                "paragraph"
            }
            Event::Start(Tag::BlockQuote(None)) => "quote",
            Event::Start(Tag::List(None)) => "list",
            Event::Start(Tag::Item) => "item",
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id: None, .. }) => "heading",
            _ => "something else",
        };
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    (text, marks)
}

/// What is left of a text: blank lines at its edges, and more than one between paragraphs, say nothing.
fn kept(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let blank = |line: &str| line.chars().all(|c| matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}'));
    let mut all: Vec<String> = Vec::new();
    let mut is_new = true;
    for line in text.split('\n') {
        match (blank(line), is_new) {
            (true, _) => is_new = true,
            (false, true) => {
                all.push(line.to_owned());
                is_new = false;
            }
            (false, false) => {
                let last = all.last_mut().expect("begun");
                last.push('\n');
                last.push_str(line);
            }
        }
    }
    all.join("\n\n")
}

/// A text as a quotation, as a paragraph and as an item is that text, and nothing but that.
fn check(text: &str) {
    let expected = kept(text);
    let mut files: [Markdown; 3] = Default::default();
    files[0].quote(text);
    files[1].paragraph(text);
    files[2].list([text]);
    let kinds: [&[&str]; 3] =
        [&["quote", "paragraph"], &["paragraph"], &["list", "item", "paragraph"]];
    for (file, may) in files.into_iter().zip(kinds) {
        let file = file.finish();
        let (read, marks) = told(&file);
        assert_eq!(read, expected, "{file:?}");
        assert!(marks.iter().all(|mark| may.contains(mark)), "{marks:?} in {file:?}");
        assert!(expected.is_empty() || !marks.is_empty(), "{file:?}");
    }
    let mut file = Markdown::default();
    file.heading(2, text);
    let file = file.finish();
    let (read, marks) = told(&file);
    let one_line = text.replace("\r\n", " ").replace(['\n', '\r'], " ").replace('\0', "\u{fffd}");
    assert_eq!(
        marks,
        if kept(&one_line).is_empty() { vec![] } else { vec!["heading"] },
        "{file:?}"
    );
    assert_eq!(read, kept(&one_line), "{file:?}");
}

#[test]
fn nobodys_text_becomes_a_mark() {
    for text in texts::HOSTILE {
        check(text);
    }
    for text in [
        "# not a heading",
        "####### nor this",
        "heading\n===",
        "heading\n---",
        "- not an item\n+ nor this\n* nor this",
        "1. not a number\n1) nor this\n12345678. nor this",
        "12.5 % of 100)",
        "> not a quotation",
        "    not code",
        "\tnot code",
        "```\nnot code\n```",
        "~~~\nnot code",
        "`not code` ``nor this``",
        "*a* **b** _c_ __d__ ~~e~~ ~f~ ^g^ ==h== $i$ $$j$$",
        "[a](https://example.org) ![b](c.png) <https://example.org> <a@example.org>",
        "[a]: https://example.org\n[a]",
        "[^1]\n\n[^1]: note",
        "- [x] done",
        "https://example.org www.example.org WWW.example.org a@example.org",
        "a | b\n--|--\n1 | 2",
        "---\ntitle: not a front matter\n---",
        "+++\ntitle = 1\n+++",
        "term\n: not a definition",
        "a &amp; b &lt; c &#60; d &copy; & e",
        "<!-- not a comment --> <?php ?> <![CDATA[x]]> <b>x</b> </p>",
        "<details>\n\n<summary>x</summary>",
        "ends with a backslash\\\nand goes on\\",
        "ends with two spaces  \nand goes on  ",
        "  two spaces before\n\t\ttabs\n   \nand after",
        "a\n\n\n\nb\n\n",
        "a\r\nb\rc",
        "line\u{2028}separator\u{85}next",
        "50 %% of %% it",
        "> [!NOTE]\n> x",
        "{% raw %} {{ x }} {#id .class}",
        "\u{b}a\u{c}",
        "!a",
        "\\",
        "\\\\\n\\",
    ] {
        check(text);
    }
}

#[test]
fn a_file_reads_well_as_it_stands() {
    let mut file = Markdown::default();
    file.heading(1, "Noor and Sam");
    file.paragraph("");
    file.paragraph("What both of you see.");
    file.quote("One line, with a dash - and 12.5 % (of it).\nAnother one.\n\nA new thought.");
    file.list(["A fixed time", "Walking", "  "]);
    assert_eq!(
        file.finish(),
        "# Noor and Sam\n\nWhat both of you see.\n\n> One line, with a dash - and 12.5 % (of it).\\\n> Another one.\n>\n> A new thought.\n\n- A fixed time\n- Walking\n"
    );
    assert_eq!(Markdown::default().finish(), "");
}

/// Whatever direction a name turns, what stands after it stays.
#[test]
fn a_name_keeps_its_direction_to_itself() {
    for name in texts::HOSTILE {
        let text = isolated(name);
        assert!(text.contains(name), "{text:?}");
        let mut depth = 0;
        let mut inside = text.chars().enumerate().skip(1).map(|(at, c)| {
            depth += match c {
                '\u{2066}'..='\u{2068}' => 1,
                '\u{2069}' => -1,
                _ => 0,
            };
            (at, depth)
        });
        let last = text.chars().count() - 1;
        assert!(inside.all(|(at, depth)| (depth < 0) == (at == last)), "{text:?}");
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn whatever_is_written_stays_text(text in "(?s)[\\PC\n\r\t !-/:-@\\[-`{-~0-9]{0,40}", other in any::<String>()) {
        check(&text);
        check(&other);
    }

    /// What stands in one place changes nothing in another.
    #[test]
    fn texts_do_not_run_into_each_other(all in proptest::collection::vec("[a-c \n>#*`<\\[\\]~-]{0,8}", 1..6)) {
        let mut file = Markdown::default();
        for text in &all {
            file.paragraph("x");
            file.quote(text);
        }
        let quotes = all.iter().filter(|text| !kept(text).is_empty()).count();
        let file = file.finish();
        let found = read(&file).iter().filter(|e| matches!(e, Event::Start(Tag::BlockQuote(_)))).count();
        prop_assert_eq!(found, quotes, "{:?}", file);
    }
}
