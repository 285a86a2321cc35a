//! Finding words, with and without their marks: `Nguyen` finds `Nguyễn`, `Lukasz` finds `Łukasz`, `Sohne`
//! finds `Söhne`, and the other way round.
//!
//! Capital or small, curly or straight, composed or not: all the same. The tables are our own, of the
//! scripts whose letters carry marks or come in two sizes; those of the standard library and of Unicode
//! normalisation are many times as large. Letters of other scripts are looked for as they stand.

use std::ops::Range;

/// What the letters from U+00C0 on are without marks. A point: as it stands.
const LATIN: &str = concat!(
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y",
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll",
    "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs",
    "................................oo.............uu...............",
    ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo",
    "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............",
    "................",
);
/// The same from U+1E00 on.
const LATIN_MORE: &str = concat!(
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm",
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv",
    "wwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee",
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......",
);

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted(String);

impl Wanted {
    /// Takes what was typed; none where it says nothing.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let words = folded.trim();
        (!words.is_empty()).then(|| Self(words.to_owned()))
    }

    /// Whether a text has it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        fold(text).contains(&self.0)
    }

    /// Where a text first has it.
    #[must_use]
    pub fn place_in(&self, text: &str) -> Option<Range<usize>> {
        self.places_in(text).next()
    }

    /// Where a text has it, in bytes and in order: whole characters, with the marks that belong to them.
    pub fn places_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut folded = String::with_capacity(text.len());
        // Where each byte of it comes from.
        let mut origin = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            fold_into(c, &mut folded);
            origin.resize(folded.len(), at);
        }
        let (mut from, mut behind) = (0, 0);
        std::iter::from_fn(move || {
            loop {
                let first = from + folded[from..].find(&self.0)?;
                let last = origin[first + self.0.len() - 1];
                let mut after = text[last..].char_indices().skip(1).filter(|(_, c)| !is_mark(*c));
                let end = after.next().map_or(text.len(), |(at, _)| last + at);
                from = first + self.0.len();
                // A letter that stands for two is found once.
                if origin[first] >= behind {
                    behind = end;
                    return Some(origin[first]..end);
                }
            }
        })
    }
}

/// A text as it is compared: small, plain and without marks.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_into(c, &mut folded));
    folded
}

fn fold_into(c: char, into: &mut String) {
    match c {
        _ if is_mark(c) => {}
        'Æ' | 'æ' | 'Ǣ' | 'ǣ' | 'Ǽ' | 'ǽ' => into.push_str("ae"),
        'Œ' | 'œ' => into.push_str("oe"),
        'ß' | 'ẞ' => into.push_str("ss"),
        'Þ' | 'þ' => into.push_str("th"),
        'Ĳ' | 'ĳ' => into.push_str("ij"),
        _ => into.push(plain(c)),
    }
}

/// One letter for another. Every mark that stands for itself has gone before.
fn plain(c: char) -> char {
    match c {
        '\u{c0}'..='\u{24f}' => of_table(LATIN, 0xc0, c),
        '\u{1e00}'..='\u{1eff}' => of_table(LATIN_MORE, 0x1e00, c),
        'ά' | 'Ά' => 'α',
        'έ' | 'Έ' => 'ε',
        'ή' | 'Ή' => 'η',
        'ί' | 'Ί' | 'ϊ' | 'Ϊ' | 'ΐ' => 'ι',
        'ό' | 'Ό' => 'ο',
        'ύ' | 'Ύ' | 'ϋ' | 'Ϋ' | 'ΰ' => 'υ',
        'ώ' | 'Ώ' => 'ω',
        'ς' => 'σ',
        'Ё' | 'ё' | 'Ѐ' | 'ѐ' => 'е',
        'Й' | 'й' | 'Ѝ' | 'ѝ' => 'и',
        'Ї' | 'ї' => 'і',
        'Ќ' | 'ќ' => 'к',
        'Ѓ' | 'ѓ' => 'г',
        'Ў' | 'ў' => 'у',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'Α'..='Ω' | 'А'..='Я' => further(c, 32),
        'Ђ'..='Џ' => further(c, 80),
        'Ա'..='Ֆ' => further(c, 48),
        '‘' | '’' | 'ʼ' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '–' | '—' => '-',
        _ if c.is_whitespace() => ' ',
        _ => c.to_ascii_lowercase(),
    }
}

fn of_table(table: &str, from: u32, c: char) -> char {
    match table.as_bytes().get((u32::from(c) - from) as usize) {
        Some(b'.') | None => c,
        Some(letter) => char::from(*letter),
    }
}

fn further(c: char, by: u32) -> char {
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

/// What stands over, under or inside a letter, or cannot be seen at all.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}')
}
