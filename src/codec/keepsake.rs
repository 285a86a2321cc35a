//! The copy inside a keepsake: a page of HTML that a person reads without the program, and from which the program
//! reads what any other copy holds. It stands in a block of data that no browser runs.

use std::fmt::Write;

/// By what the block is known again.
const ID: &str = "common-ground";

/// What kind of file a keepsake is, for the browser.
pub const FILE_KIND: &str = "text/html;charset=utf-8";

/// A copy as a block of data. No text in it can end the block: a `<` stands as its number.
#[must_use]
pub fn block(copy: &str) -> String {
    let copy = copy.replace('<', "\\u003c");
    format!("<script type=\"application/json\" id=\"{ID}\">{copy}</script>")
}

/// Whether a file is a page, and no copy by itself: no JSON begins so.
#[must_use]
pub fn is_page(file: &str) -> bool {
    file.trim_start().starts_with('<')
}

/// The copy in a page, also one that a browser or an editor saved anew.
#[must_use]
pub fn copy_in(page: &str) -> Option<&str> {
    let mut rest = page;
    while let Some(at) = find(rest, "<script") {
        let (tag, inside) = rest[at..].split_once('>')?;
        rest = inside;
        if tag.contains(ID) {
            return Some(&inside[..find(inside, "</script").unwrap_or(inside.len())]);
        }
    }
    None
}

/// Where a tag begins, in large letters or small.
fn find(text: &str, tag: &str) -> Option<usize> {
    let is_it = |at: &usize| {
        let here = text.as_bytes().get(*at..at + tag.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(tag.as_bytes()))
    };
    text.match_indices('<').map(|(at, _)| at).find(is_it)
}

/// A text as it stands in a page, between tags or in an attribute, and is nothing but text there.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            // A carriage return would become another line break, and a zero is not allowed.
            '"' | '\'' | '`' | '\r' => {
                let _ = write!(written, "&#{};", u32::from(c));
            }
            '\0' => written.push('\u{fffd}'),
            _ => written.push(c),
        }
    }
    written
}
