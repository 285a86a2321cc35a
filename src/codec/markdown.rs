//! Text with headings, paragraphs, lists and quotations (Markdown), to read anywhere and with anything.
//!
//! Whatever people wrote stays text: every character that could become a mark, a link, a picture, code or HTML is
//! preceded by a backslash, as `CommonMark` has it, and so are those of the usual additions (tables, bare addresses,
//! mentions, templates). A line break stays one, and so does a space at the edge of a line. Of a text, only blank
//! lines at its beginning and end are left out.

use std::fmt::Write;

/// A file in the making. Each call adds one thing, with a blank line before it; of a text without words, nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown(String);

/// What kind of file it is, for the browser.
pub const FILE_KIND: &str = "text/markdown;charset=utf-8";

impl Markdown {
    /// A heading of a level from 1 to 6, on one line.
    pub fn heading(&mut self, level: usize, text: &str) {
        let text = text.replace("\r\n", " ").replace(LINE_ENDS, " ");
        if let Some(line) = lines(&text).next() {
            self.begin();
            self.0.push_str(&"#".repeat(level.clamp(1, 6)));
            self.0.push(' ');
            self.0.push_str(&line);
            self.0.push('\n');
        }
    }

    /// A paragraph; one after each blank line in it.
    pub fn paragraph(&mut self, text: &str) {
        self.block(text, ["", ""]);
    }

    /// Somebody's words, set off from ours.
    pub fn quote(&mut self, text: &str) {
        self.block(text, ["> ", "> "]);
    }

    /// A list of things in no order. Two lists in a row are one.
    pub fn list<T: AsRef<str>>(&mut self, items: impl IntoIterator<Item = T>) {
        let items = items.into_iter().map(|item| lines(item.as_ref()).collect::<Vec<_>>());
        for (at, item) in items.filter(|item| !item.is_empty()).enumerate() {
            if at == 0 {
                self.begin();
            }
            self.put(&item, ["- ", "  "]);
        }
    }

    /// The file.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }

    fn begin(&mut self) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
    }

    fn block(&mut self, text: &str, marks: [&str; 2]) {
        let lines: Vec<String> = lines(text).collect();
        if !lines.is_empty() {
            self.begin();
            self.put(&lines, marks);
        }
    }

    /// Lines, with one mark before the first of them and another before each further one.
    fn put(&mut self, lines: &[String], marks: [&str; 2]) {
        for (at, line) in lines.iter().enumerate() {
            // Goes on in the same paragraph: a line break, which a blank line makes needless.
            let goes_on =
                !line.is_empty() && lines.get(at + 1).is_some_and(|next| !next.is_empty());
            let written = [marks[usize::from(at > 0)], line].concat();
            self.0.push_str(if line.is_empty() { written.trim_end() } else { &written });
            self.0.push_str(if goes_on { "\\\n" } else { "\n" });
        }
    }
}

/// A text within a sentence of ours, kept from turning the direction of what stands around it.
#[must_use]
pub fn isolated(text: &str) -> String {
    const BEGINS: [char; 3] = ['\u{2066}', '\u{2067}', '\u{2068}'];
    const ENDS: char = '\u{2069}';
    let (mut open, mut spare) = (0_usize, 0_usize);
    for c in text.chars() {
        match c {
            ENDS if open == 0 => spare += 1,
            ENDS => open -= 1,
            _ if BEGINS.contains(&c) => open += 1,
            _ => {}
        }
    }
    // One more of each than the text itself has left over.
    let (begin, end) = ("\u{2068}".repeat(spare + 1), "\u{2069}".repeat(open + 1));
    [begin.as_str(), text, end.as_str()].concat()
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// The lines of a text, written so that they are nothing but text. A blank line is empty.
fn lines(text: &str) -> impl Iterator<Item = String> {
    let whole = text.replace("\r\n", "\n");
    let all: Vec<&str> = whole.split(LINE_ENDS).collect();
    let is_blank = |line: &&str| line.chars().all(is_space);
    let first = all.iter().position(|line| !is_blank(line)).unwrap_or(all.len());
    let last = all.iter().rposition(|line| !is_blank(line)).map_or(first, |at| at + 1);
    let written = |line: &&str| if is_blank(line) { String::new() } else { plain(line) };
    all[first..last].iter().map(written).collect::<Vec<_>>().into_iter()
}

/// What readers of Markdown leave out at the edges of a line.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}')
}

/// A line without any marks in it.
fn plain(line: &str) -> String {
    let mut written = String::with_capacity(line.len() + line.len() / 8);
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let is_edge = at == 0 || next.is_none();
        let is_mark = match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$'
            | '^' | '@' => true,
            '-' | '+' | '=' => at == 0,
            ':' => at == 0 || next == Some('/'),
            '.' => at == number || ends_with_www(&line[..at]),
            ')' => at == number,
            '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()),
            '%' => next == Some('%'),
            _ => false,
        };
        if is_edge && is_space(c) {
            // A space that would be left out, by its number.
            let _ = write!(written, "&#{};", u32::from(c));
            continue;
        }
        if is_mark {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// The beginning of an address that some readers make a link of.
fn ends_with_www(before: &str) -> bool {
    before
        .len()
        .checked_sub(3)
        .and_then(|from| before.get(from..))
        .is_some_and(|end| end.eq_ignore_ascii_case("www"))
}
