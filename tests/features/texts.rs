//! Texts that have broken programs before (`trust.md` 7), and texts drawn by chance.

use crate::dice::Dice;

pub const HOSTILE: &[&str] = &[
    "",
    " ",
    "\t\n  \r\n",
    "x",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "<svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
    "{{7*7}} ${7*7} #{7*7} {a} {b-words}",
    "\u{202e}gnp.exe\u{202c}",
    "\u{2066}a\u{2069}\u{200f}b\u{200e}",
    "👩🏽‍💻➡️🛌🏽 🇹🇼 👨‍👩‍👧‍👦",
    "Z̴̛̺͓͍̈́a̷̢̛̝l̸̰͝g̵̮̈́o̷͚͝",
    "لأنها تسأل الأسئلة التي أخاف أن أطرحها, et « voilà » — ok?",
    "ฉันอยากให้เราคุยกันโดยไม่มีช่องว่างระหว่างคำ",
    "line one\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\n",
    "..",
    "CON",
    "a/b\\c:d",
    "__proto__",
    "constructor",
    "1e400",
    "null",
    "9007199254740993",
    "\u{0}\u{1}\u{7f}",
    "\u{feff}bom",
    "\u{fffd}\u{10ffff}",
    "e\u{301} \u{e9} \u{212b}",
    "\\u0000 \\\" \\",
    "\"quoted\", 'quoted', ‘quoted’, „quoted“",
    "{\"format\":\"common-ground\",\"version\":1}",
    "#1.AAAA &fbclid=x ?utm_source=y%2e%2E",
];

/// A text by chance: mostly a hostile one, sometimes a few characters from all over Unicode.
pub fn by(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => String::new(),
        1 => (0..dice.below(6)).map(|_| character(dice)).collect(),
        2 => format!("{}{}", dice.pick(HOSTILE), dice.pick(HOSTILE)),
        _ => (*dice.pick(HOSTILE)).to_owned(),
    }
}

fn character(dice: &mut Dice) -> char {
    let (plane, high, low) = (dice.below(17), dice.below(256), dice.below(256));
    let code = u32::try_from(plane << 16 | high << 8 | low).unwrap_or(0);
    char::from_u32(code).unwrap_or('\u{fffd}')
}
