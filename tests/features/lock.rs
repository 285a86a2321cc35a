//! A passphrase on a link, sealed answers, the square code, and the vectors by which another program may test itself.

use common_ground::domain::limits;
use common_ground::domain::seal;
use common_ground::share::envelope::{self, Fault, Lock, Locked, Opened};
use common_ground::share::qr;
use serde_json::Value;

use crate::fuzz::judge::envelope_of;
use crate::links::REQUEST;

const VECTORS: &str = include_str!("../fixtures/links/vectors.json");
const SPECIFICATION: &str = include_str!("../../docs/links.md");

fn lock(passphrase: &str) -> Lock<'_> {
    Lock { passphrase, salt: [7; 16], nonce: [9; 24] }
}

fn arrives(link: &str) -> Locked {
    match envelope::open(link) {
        Ok(Opened::Locked(locked)) => locked,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_wrong_passphrase_a_cut_link_and_a_changed_one_are_three_things() {
    let link = envelope::seal(REQUEST, Some(lock("two owls 🦉"))).expect("it fits");
    let locked = arrives(&link);
    assert_eq!(locked.open("two owls 🦉").as_deref(), Ok(REQUEST));
    assert_eq!(arrives(&format!("https://x.org/#{link}).")), locked);
    for wrong in ["", "two owls", "two owls 🦉 ", "Two owls 🦉"] {
        assert_eq!(locked.open(wrong), Err(Fault::WrongPassphrase), "{wrong:?}");
    }
    // Neither asks for a passphrase that would be of no use.
    for at in 6..link.len() {
        let cut = Fault::Cut { arrived: at, of: Some(link.len()) };
        assert_eq!(envelope::open(&link[..at]), Err(cut));
        let other = if link[at..].starts_with('A') { 'B' } else { 'A' };
        let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
        assert_eq!(envelope::open(&changed), Err(Fault::Changed));
    }
    // Nothing of it can be read without.
    let words: Vec<u8> = REQUEST.bytes().take(12).collect();
    assert!(!format!("{locked:?}").contains(&format!("{words:?}")));
}

/// What was locked is bound to its envelope: in another one it does not open.
#[test]
fn a_lock_holds_whatever_is_done_to_the_envelope() {
    let link = envelope::seal("{}", Some(lock(""))).expect("it fits");
    assert_eq!(arrives(&link).open("").as_deref(), Ok("{}"), "an empty passphrase is one");
    let body = {
        use base64ct::Encoding;
        base64ct::Base64UrlUnpadded::decode_vec(&link[2..]).expect("our own")[7..].to_vec()
    };
    assert_eq!(arrives(&envelope_of(1, &body)).open("").as_deref(), Ok("{}"));
    let longer = [&body[..], &[0]].concat();
    let mut salted = body.clone();
    salted[0] ^= 1;
    for other in [longer, salted, body[..body.len() - 1].to_vec(), vec![0; 56]] {
        assert_eq!(arrives(&envelope_of(1, &other)).open(""), Err(Fault::WrongPassphrase));
    }
    assert_eq!(envelope::open(&envelope_of(1, &[0; 55])), Err(Fault::NotText));
}

#[test]
fn each_lock_is_drawn_anew() {
    let mut drawn = 0;
    let mut chance = || {
        drawn += 1;
        [drawn; 10]
    };
    let (one, other) = (Lock::fresh("x", &mut chance), Lock::fresh("x", &mut chance));
    assert_eq!(one.salt[..], [[1; 10], [2; 10]].concat()[..16]);
    assert_eq!(one.nonce[..], [&[2; 4][..], &[3; 10], &[4; 10]].concat());
    assert!(one.salt != other.salt && one.nonce != other.nonce);
    let salt = seal::fresh_salt(&mut chance);
    assert_eq!(salt[..], [[9; 8], [10; 8]].concat());
}

#[test]
fn a_sealed_answer_shows_that_it_did_not_change() {
    let salt = [3; 16];
    for text in ["", "yes", "Yes", "no", " yes", "💬", REQUEST] {
        let sealed = seal::hash(&salt, text);
        assert_eq!(sealed.len(), 43);
        assert!(seal::fits(&seal::salt_text(&salt), text, &sealed));
        for (salt, text, sealed) in [
            (salt, format!("{text} "), sealed.clone()),
            ([4; 16], text.to_owned(), sealed.clone()),
            (salt, text.to_owned(), sealed[..42].to_owned()),
            (salt, text.to_owned(), sealed.to_uppercase()),
            (salt, text.to_owned(), String::new()),
        ] {
            assert!(!seal::fits(&seal::salt_text(&salt), &text, &sealed), "{text:?} {sealed}");
        }
        for torn in ["", "AwMDAwMDAwMDAwMDAwMD", "AwMDAwMDAwMDAwMDAwMDAwM", "!"] {
            assert!(!seal::fits(torn, text, &sealed), "{torn:?} is no salt");
        }
    }
}

/// A code is as large as version 20 at most.
#[test]
fn a_code_is_a_square_or_none() {
    for (bytes, side) in [
        (0, Some(21)),
        (17, Some(21)),
        (18, Some(25)),
        (858, Some(97)),
        (859, None),
        (limits::LINK, None),
    ] {
        let code = qr::code(
            &"é".repeat(bytes / 2).chars().chain("x".repeat(bytes % 2).chars()).collect::<String>(),
        );
        assert_eq!(code.as_ref().map(qr::Code::side), side, "{bytes}");
        let Some(code) = code else { continue };
        let last = code.side() - 1;
        // The three squares in the corners, and nothing beyond the edge.
        for (x, y) in [(0, 0), (last, 0), (0, last), (3, 3), (last - 3, 3), (3, last - 3)] {
            assert!(code.is_dark(x, y), "{x} {y}");
        }
        for (x, y) in [(1, 1), (7, 7), (last + 1, 0), (0, last + 1), (usize::MAX, 0)] {
            assert!(!code.is_dark(x, y), "{x} {y}");
        }
    }
}

fn member<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap_or_else(|| panic!("no {name} in {vector}"))
}

fn bytes<const N: usize>(vector: &Value, name: &str) -> [u8; N] {
    let digits = member(vector, name);
    let byte = |n: usize| u8::from_str_radix(&digits[2 * n..2 * n + 2], 16).expect("two digits");
    assert_eq!(digits.len(), 2 * N);
    std::array::from_fn(byte)
}

/// Links that were sent once open for ever. If this fails, the format or the dictionary was changed.
#[test]
fn the_vectors_open() {
    let vectors: Value = serde_json::from_str(VECTORS).expect("JSON");
    let list = |name: &str| vectors[name].as_array().cloned().unwrap_or_default();
    assert_eq!([list("plain").len(), list("locked").len(), list("sealed").len()], [4, 2, 2]);
    for vector in list("plain") {
        let (link, text) = (member(&vector, "fragment"), member(&vector, "payload"));
        assert_eq!(envelope::open(link), Ok(Opened::Plain(text.to_owned())));
        assert!(SPECIFICATION.contains(link), "{link} is not in docs/links.md");
    }
    for vector in list("locked") {
        let (link, text) = (member(&vector, "fragment"), member(&vector, "payload"));
        let passphrase = member(&vector, "passphrase");
        assert_eq!(arrives(link).open(passphrase).as_deref(), Ok(text));
        let (salt, nonce) = (bytes(&vector, "salt"), bytes(&vector, "nonce"));
        let again = envelope::seal(text, Some(Lock { passphrase, salt, nonce }));
        // The same words may be packed otherwise one day; salt and nonce stand where they stood.
        assert_eq!(again.expect("it fits").get(13..65), link.get(13..65));
        assert!(SPECIFICATION.contains(link), "{link} is not in docs/links.md");
    }
    for vector in list("sealed") {
        let (text, hash) = (member(&vector, "text"), member(&vector, "hash"));
        assert_eq!(seal::hash(&bytes(&vector, "salt"), text), hash);
        assert!(SPECIFICATION.contains(hash), "{hash} is not in docs/links.md");
    }
}
