//! Fingerprints. One with a salt seals an answer: what somebody answered before the other could read it shows
//! afterwards that it was not changed. One without names a dialogue of one's own (`own`).
//!
//! The hash of an answer goes ahead, and its salt follows with it when both are in. Without the salt nobody finds the
//! answer by trying all there could be.

use base64ct::{Base64UrlUnpadded, Encoding};
use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};

use super::ids::Chance;

/// Drawn anew for each seal.
pub type Salt = [u8; 16];

/// A fresh salt.
#[must_use]
pub fn fresh_salt(chance: &mut Chance) -> Salt {
    let mut salt = Salt::default();
    for part in salt.chunks_mut(8) {
        part.copy_from_slice(&chance()[..part.len()]);
    }
    salt
}

/// The fingerprint of `text`: BLAKE2b-256 of the salt and the text, as 43 characters of base64url.
#[must_use]
pub fn hash(salt: &Salt, text: &str) -> String {
    let hash = Blake2b::<U32>::new().chain_update(salt).chain_update(text).finalize();
    Base64UrlUnpadded::encode_string(&hash)
}

/// A salt as it is written down.
#[must_use]
pub fn salt_text(salt: &Salt) -> String {
    Base64UrlUnpadded::encode_string(salt)
}

/// Reads such a salt.
fn read_salt(text: &str) -> Option<Salt> {
    let mut salt = Salt::default();
    let read = Base64UrlUnpadded::decode(text, &mut salt).ok()?.len();
    (read == salt.len()).then_some(salt)
}

/// Whether `text` with a salt as it is written down is what was sealed.
#[must_use]
pub fn fits(salt: &str, text: &str, sealed: &str) -> bool {
    read_salt(salt).is_some_and(|salt| hash(&salt, text) == sealed)
}
