//! The envelope of a link: `1.` and letters that say how many they are, that none of them changed, and what was sent.
//!
//! Behind `1.` stands canonical unpadded base64url of a head (flags and length), a checksum over all but itself, and the
//! body: packed, and locked if somebody wished so. The length comes first, so that a cut link can still tell it.

use base64ct::{Base64UrlUnpadded, Encoding};

pub use super::lock::Lock;
use super::{arrival, lock, pack};
use crate::domain::limits;

/// What a fragment of ours begins with: the version of the envelope.
pub(super) const MARK: &str = "1.";
/// Flags in the highest four bits, then in twenty how many characters the fragment has, with the mark.
pub(super) const HEAD: usize = 3;
pub(super) type Head = [u8; HEAD];
/// How many characters the head is in base64url.
const HEAD_WRITTEN: usize = 4;
/// Bytes of the checksum.
const SUM: usize = 4;
/// The flag of a locked link. No other is known.
const LOCKED: u32 = 1;

/// Why a link cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is none of our links in it.
    NoLink,
    /// Made by a newer Common Ground.
    Newer,
    /// Its end is missing. How many characters arrived, and of how many if enough arrived to say so.
    Cut { arrived: usize, of: Option<usize> },
    /// Something stands behind it that was not sent: more characters arrived than these.
    More { arrived: usize, of: usize },
    /// Some of its characters are not those that were sent.
    Changed,
    /// Over a limit.
    TooLarge(Limit),
    /// It arrived as it was made, and it was not made of a text.
    NotText,
    /// It is locked, with another passphrase.
    WrongPassphrase,
    /// This device has not the room to work with a passphrase.
    NoRoom,
}

/// Which limit something is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// `limits::LINK`, in characters; in a file `limits::LINK_IN_FILE`.
    Link,
    /// `limits::UNPACKED`, in bytes.
    Unpacked,
    /// `limits::RATIO`, unpacked to packed.
    Ratio,
}

/// A link that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// What it says.
    Plain(String),
    /// It arrived whole, and wants a passphrase.
    Locked(Locked),
}

/// A locked link that arrived whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    head: Head,
    body: Vec<u8>,
}

impl Locked {
    /// What it says. Takes a moment, and 19 MiB, whatever the passphrase.
    ///
    /// # Errors
    /// `WrongPassphrase`, `NoRoom`, or what holds for any link: `TooLarge`, `NotText`.
    pub fn open(&self, passphrase: &str) -> Result<String, Fault> {
        pack::unpack(&lock::open(passphrase, self.head, &self.body)?)
    }
}

/// Puts `payload` into a fragment, without `#`. It opens again wherever it is opened: one of more than
/// `limits::LINK` characters only from a file ([`Weight::TooHeavy`] long before).
///
/// # Errors
/// `TooLarge` even for a file, or `NoRoom` to lock it.
pub fn seal(payload: &str, lock: Option<Lock<'_>>) -> Result<String, Fault> {
    if payload.len() > limits::UNPACKED {
        return Err(Fault::TooLarge(Limit::Unpacked));
    }
    let packed = pack::pack(payload);
    let longer = if lock.is_some() { lock::LONGER } else { 0 };
    let characters = MARK.len() + written(HEAD + SUM + packed.len() + longer);
    if characters > limits::LINK_IN_FILE {
        return Err(Fault::TooLarge(Limit::Link));
    }
    let head = head(if lock.is_some() { LOCKED } else { 0 }, characters);
    let body = match lock {
        Some(lock) => lock::close(&lock, head, &packed)?,
        None => packed,
    };
    let bytes = [&head[..], &sum(head, &body), &body].concat();
    Ok(MARK.to_owned() + &Base64UrlUnpadded::encode_string(&bytes))
}

/// The fragment in what somebody pasted, whatever came of it on the way.
#[must_use]
pub fn fragment(text: &str) -> Option<String> {
    arrival::body(text, limits::LINK).ok().map(|body| MARK.to_owned() + &body)
}

/// Opens what somebody pasted: the fragment, a whole address, or what came of it on the way (`docs/links.md`).
///
/// # Errors
/// Each [`Fault`] but `WrongPassphrase` and `NoRoom`.
pub fn open(text: &str) -> Result<Opened, Fault> {
    open_within(text, limits::LINK)
}

/// The same, of at most `limit` characters.
pub(super) fn open_within(text: &str, limit: usize) -> Result<Opened, Fault> {
    let body = arrival::body(text, limit)?;
    let arrived = MARK.len() + body.chars().count();
    if arrived > limit {
        return Err(Fault::TooLarge(Limit::Link));
    }
    if arrived < MARK.len() + HEAD_WRITTEN {
        return Err(Fault::Cut { arrived, of: None });
    }
    let (flags, of) = claims(&body, limit).ok_or(Fault::Changed)?;
    let bytes = Base64UrlUnpadded::decode_vec(&body).ok();
    let whole = bytes.as_deref().and_then(|bytes| checked(bytes, head(flags, arrived)));
    match whole {
        // Whole but for what it says of its length: that was changed.
        Some(_) if of != arrived => Err(Fault::Changed),
        _ if arrived < of => Err(Fault::Cut { arrived, of: Some(of) }),
        _ if arrived > of => Err(Fault::More { arrived, of }),
        None => Err(Fault::Changed),
        Some(body) if flags == LOCKED && body.len() < lock::LONGER => Err(Fault::NotText),
        Some(body) if flags == LOCKED => {
            Ok(Opened::Locked(Locked { head: head(flags, of), body: body.to_vec() }))
        }
        Some(body) => pack::unpack(body).map(Opened::Plain),
    }
}

/// What a link says of itself: its flags, and how many characters it has. None if no link says so.
fn claims(body: &str, limit: usize) -> Option<(u32, usize)> {
    let mut bytes = [0; 4];
    let head = body.get(..HEAD_WRITTEN)?;
    Base64UrlUnpadded::decode(head, &mut bytes[1..]).ok()?;
    let claims = u32::from_be_bytes(bytes);
    let (flags, of) = (claims >> 20, usize::try_from(claims & 0xf_ffff).ok()?);
    let possible = MARK.len() + written(HEAD + SUM)..=limit;
    (flags <= LOCKED && possible.contains(&of)).then_some((flags, of))
}

/// The body, if the checksum says that neither it nor `head` changed.
fn checked(bytes: &[u8], head: Head) -> Option<&[u8]> {
    let (said, body) = bytes.get(HEAD..)?.split_first_chunk::<SUM>()?;
    (*said == sum(head, body)).then_some(body)
}

fn head(flags: u32, characters: usize) -> Head {
    let characters = u32::try_from(characters).expect("below the limit of a file");
    let [_, head @ ..] = (flags << 20 | characters).to_be_bytes();
    head
}

/// How many characters of base64url `bytes` are.
const fn written(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// CRC-32 of head and body, the one of zip and PNG. crc32fast weighs 17 kB for its tables, and links are short.
fn sum(head: Head, body: &[u8]) -> [u8; SUM] {
    let bit = |sum: u32, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), bit);
    (!head.iter().chain(body).fold(!0, byte)).to_be_bytes()
}

/// How heavy a whole link is to carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Mail, chat and SMS carry it.
    Light,
    /// Some messengers cut it: a file is offered beside it.
    Heavy,
    /// It goes by file only.
    TooHeavy,
}

impl Weight {
    /// Of the whole address, in characters.
    #[must_use]
    pub fn of(link: &str) -> Self {
        let characters = link.chars().count();
        if characters <= limits::LIGHT_LINK {
            Self::Light
        } else if characters <= limits::HEAVY_LINK {
            Self::Heavy
        } else {
            Self::TooHeavy
        }
    }
}
