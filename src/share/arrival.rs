//! Finding our link in whatever somebody pasted: what mail and messengers do to addresses is undone, and nothing else.

use super::envelope::{Fault, Limit, MARK};

/// What may stand behind a link that was in a sentence, or in brackets, or was taken for a folder.
const BEHIND: [char; 5] = ['.', ')', '>', '…', '/'];
/// What is hung on links to see who follows them.
const TRACKING: [&str; 2] = ["fbclid=", "utm_"];
/// Outlook's wrapper: our address stands in it as `url`.
const WRAPPER: &str = "safelinks.protection.outlook.com/";
/// How often an address may have been percent-encoded.
const ENCODED: usize = 2;
/// How many bytes, at most, what is pasted may have for each character of the longest link: encoded twice, and wrapped.
const MANGLED: usize = 5;

/// What stands behind [`MARK`] in what was pasted, of which a link has at most `limit` characters.
///
/// # Errors
/// No link, one of a newer version, one cut within the mark, or more than anybody looks through.
pub(super) fn body(pasted: &str, limit: usize) -> Result<String, Fault> {
    if pasted.len() > MANGLED * limit {
        return Err(Fault::TooLarge(Limit::Link));
    }
    let mut text = unwrapped(visible(pasted));
    for _ in 0..ENCODED {
        text = visible(&decoded(&text));
    }
    let behind_hashes = text.match_indices('#').map(|(at, _)| at + 1);
    let starts = std::iter::once(0).chain(behind_hashes);
    let mut fragments = starts.filter_map(|at| text.get(at..));
    fragments.find_map(of_ours).unwrap_or(Err(Fault::NoLink))
}

/// What `fragment` is, if it is a payload of any version.
fn of_ours(fragment: &str) -> Option<Result<String, Fault>> {
    if let Some(body) = fragment.strip_prefix(MARK) {
        return Some(Ok(bare(body).to_owned()));
    }
    let digits = fragment.bytes().take_while(u8::is_ascii_digit).count();
    let (version, rest) = fragment.split_at(digits);
    let version = version.parse::<u16>().ok().filter(|_| !version.starts_with('0'))?;
    match (version, rest.starts_with('.')) {
        (1, _) if rest.is_empty() => Some(Err(Fault::Cut { arrived: 1, of: None })),
        (2.., true) => Some(Err(Fault::Newer)),
        _ => None,
    }
}

/// Without what was hung on it.
fn bare(body: &str) -> &str {
    let hung_on = |at: usize| TRACKING.iter().any(|name| body[at + 1..].starts_with(name));
    let end = body.match_indices(['&', '?']).map(|(at, _)| at).find(|&at| hung_on(at));
    body[..end.unwrap_or(body.len())].trim_end_matches(BEHIND)
}

/// Without blanks, line breaks, and what has no width.
fn visible(text: &str) -> String {
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(|&c| !unseen(c)).collect()
}

/// The address in the wrapper, if it is one.
fn unwrapped(text: String) -> String {
    let address = text.split_once(WRAPPER).and_then(|(_, query)| query.split_once("url="));
    match address {
        Some((_, rest)) => decoded(rest.split('&').next().unwrap_or_default()),
        None => text,
    }
}

/// With `%41` as `A`. What is no such thing stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let byte = (first == b'%').then(|| after.get(..2).and_then(hexadecimal)).flatten();
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    let number = digits.iter().try_fold(0, |n, digit| Some(n * 16 + value(digit)?))?;
    u8::try_from(number).ok()
}
