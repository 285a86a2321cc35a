//! JSON as text, and back to trees. Exactly what RFC 8259 allows, and within limits; a half of a
//! character, which JSON can name and no text can hold, becomes the sign for what could not be
//! read: one of them must not keep everything else from being read.

use super::{Members, Tree};

/// Deepest nesting of arrays and objects that is read.
pub const NESTING: usize = 32;
/// Most values that are read, of whatever kind: few enough to be looked through in little room.
pub const VALUES: usize = 1_000_000;

/// Why a text gives no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Not JSON, or cut short.
    NotJson,
    /// Nested deeper than `NESTING`.
    TooDeep,
    /// More than `VALUES`.
    TooMany,
}

/// Reads a text.
///
/// # Errors
/// Why it gives nothing.
pub fn read(text: &str) -> Result<Tree, Unread> {
    let mut reader = Reader { text, at: 0, depth: 0, left: VALUES };
    let tree = reader.value()?;
    reader.space();
    if reader.at == text.len() { Ok(tree) } else { Err(Unread::NotJson) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Values that may still come.
    left: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        // No JSON text holds a bare NUL, so it may stand for the end.
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Goes past `byte` if it comes next, and past the space before it.
    fn takes(&mut self, byte: u8) -> bool {
        self.space();
        let next = self.peek() == byte;
        self.at += usize::from(next);
        next
    }

    fn must(&mut self, byte: u8) -> Result<(), Unread> {
        if self.takes(byte) { Ok(()) } else { Err(Unread::NotJson) }
    }

    fn word(&mut self, word: &str, tree: Tree) -> Result<Tree, Unread> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(Unread::NotJson);
        }
        self.at += word.len();
        Ok(tree)
    }

    fn value(&mut self) -> Result<Tree, Unread> {
        self.left = self.left.checked_sub(1).ok_or(Unread::TooMany)?;
        self.space();
        match self.peek() {
            b'"' => Ok(Tree::Text(self.string()?)),
            b'[' => self
                .inside(b']', |reader, list: &mut Vec<Tree>| {
                    list.push(reader.value()?);
                    Ok(())
                })
                .map(Tree::List),
            b'{' => self
                .inside(b'}', |reader, members: &mut Members| {
                    reader.space();
                    let name = reader.string()?;
                    reader.must(b':')?;
                    members.push(name, reader.value()?);
                    Ok(())
                })
                .map(Tree::Named),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Tree::Switch(true)),
            b'f' => self.word("false", Tree::Switch(false)),
            b'n' => self.word("null", Tree::Nothing),
            _ => Err(Unread::NotJson),
        }
    }

    /// What stands between brackets, separated by commas.
    fn inside<T: Default>(
        &mut self,
        close: u8,
        one: impl Fn(&mut Self, &mut T) -> Result<(), Unread>,
    ) -> Result<T, Unread> {
        let mut all = T::default();
        self.at += 1;
        self.depth += 1;
        if self.depth > NESTING {
            return Err(Unread::TooDeep);
        }
        if !self.takes(close) {
            loop {
                one(self, &mut all)?;
                if self.takes(close) {
                    break;
                }
                self.must(b',')?;
            }
        }
        self.depth -= 1;
        Ok(all)
    }

    fn digits(&mut self) -> Result<(), Unread> {
        let from = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at > from { Ok(()) } else { Err(Unread::NotJson) }
    }

    fn number(&mut self) -> Result<Tree, Unread> {
        let from = self.at;
        self.at += usize::from(self.peek() == b'-');
        let first = self.at;
        self.digits()?;
        // No leading zeros.
        if self.at > first + 1 && self.text.as_bytes()[first] == b'0' {
            return Err(Unread::NotJson);
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), b'+' | b'-'));
            self.digits()?;
        }
        let number = &self.text[from..self.at];
        Ok(number.parse().map_or_else(|_| Tree::OtherNumber(number.to_owned()), Tree::Number))
    }

    fn string(&mut self) -> Result<String, Unread> {
        if self.peek() != b'"' {
            return Err(Unread::NotJson);
        }
        self.at += 1;
        let mut string = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            string.push_str(&self.text[from..self.at]);
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(string);
                }
                b'\\' => {
                    self.at += 1;
                    string.push(self.escaped()?);
                }
                _ => return Err(Unread::NotJson),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Unread> {
        let plain = match self.peek() {
            b'u' => return self.unicode(),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            byte @ (b'"' | b'\\' | b'/') => byte.into(),
            _ => return Err(Unread::NotJson),
        };
        self.at += 1;
        Ok(plain)
    }

    /// Four hexadecimal digits after `u`.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at + 1..self.at + 5)?;
        let all = digits.bytes().all(|b| b.is_ascii_hexdigit());
        let unit = u32::from_str_radix(digits, 16).ok().filter(|_| all)?;
        self.at += 5;
        Some(unit)
    }

    fn unicode(&mut self) -> Result<char, Unread> {
        let unit = self.unit().ok_or(Unread::NotJson)?;
        if (0xd800..0xdc00).contains(&unit) && self.text[self.at..].starts_with("\\u") {
            let here = self.at;
            self.at += 1;
            match self.unit() {
                Some(low @ 0xdc00..0xe000) => {
                    let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    return char::from_u32(code).ok_or(Unread::NotJson);
                }
                // A character of its own, or no character at all.
                _ => self.at = here,
            }
        }
        Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
    }
}

/// Writes a tree, without space.
#[must_use]
pub fn write(tree: &Tree) -> String {
    let mut text = String::new();
    write_to(&mut text, tree);
    text
}

fn write_to(text: &mut String, tree: &Tree) {
    match tree {
        Tree::Nothing => text.push_str("null"),
        Tree::Switch(true) => text.push_str("true"),
        Tree::Switch(false) => text.push_str("false"),
        Tree::Number(n) => text.push_str(&n.to_string()),
        Tree::OtherNumber(number) => text.push_str(number),
        Tree::Text(words) => quote(text, words),
        Tree::List(list) => {
            text.push('[');
            for (i, tree) in list.iter().enumerate() {
                comma(text, i);
                write_to(text, tree);
            }
            text.push(']');
        }
        Tree::Named(members) => {
            text.push('{');
            for (i, (name, tree)) in members.iter().enumerate() {
                comma(text, i);
                quote(text, name);
                text.push(':');
                write_to(text, tree);
            }
            text.push('}');
        }
    }
}

fn comma(text: &mut String, i: usize) {
    if i > 0 {
        text.push(',');
    }
}

fn quote(text: &mut String, words: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    text.push('"');
    for c in words.chars() {
        let short = match c {
            '"' | '\\' => c,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..' ' => {
                let byte = c as u8;
                text.push_str("\\u00");
                text.push(HEX[usize::from(byte >> 4)].into());
                text.push(HEX[usize::from(byte & 15)].into());
                continue;
            }
            _ => {
                text.push(c);
                continue;
            }
        };
        text.push('\\');
        text.push(short);
    }
    text.push('"');
}
