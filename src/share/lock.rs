//! A passphrase on a link: Argon2id makes the key, XChaCha20-Poly1305 locks.

use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64UrlUnpadded, Encoding};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305};

use super::envelope::{Fault, Head};
use crate::domain::ids::Chance;

const SALT: usize = 16;
const NONCE: usize = 24;
const TAG: usize = 16;
/// How much longer a lock makes what it is on, in bytes.
pub(super) const LONGER: usize = SALT + NONCE + TAG;

/// What trying one passphrase takes: this many KiB, gone through this often (`trust.md` 4).
const MEMORY: u32 = 19 * 1024;
const TIMES: u32 = 2;
const LANES: u32 = 1;

/// How a link is locked. Salt and nonce are drawn anew for every link. (No `Debug`: a passphrase is shown nowhere.)
#[derive(Clone, Copy)]
pub struct Lock<'a> {
    /// As it was typed: nothing is trimmed.
    pub passphrase: &'a str,
    pub salt: [u8; SALT],
    pub nonce: [u8; NONCE],
}

impl<'a> Lock<'a> {
    /// A lock with fresh salt and nonce.
    #[must_use]
    pub fn fresh(passphrase: &'a str, chance: &mut Chance) -> Self {
        let drawn: Vec<u8> = (0..4).flat_map(|_| chance()).collect();
        let (salt, nonce) = drawn.split_at(SALT);
        let mut lock = Self { passphrase, salt: [0; SALT], nonce: [0; NONCE] };
        lock.salt.copy_from_slice(salt);
        lock.nonce.copy_from_slice(nonce);
        lock
    }
}

/// What stands in a locked link behind its head: salt, nonce, and what is locked.
///
/// # Errors
/// There is no room to make the key.
pub(super) fn close(lock: &Lock, head: Head, packed: &[u8]) -> Result<Vec<u8>, Fault> {
    let cipher = XChaCha20Poly1305::new(&key(lock.passphrase, &lock.salt)?);
    let message = Payload { msg: packed, aad: &head };
    let locked = cipher.encrypt(&lock.nonce.into(), message).map_err(|_| Fault::NoRoom)?;
    Ok([&lock.salt[..], &lock.nonce, &locked].concat())
}

/// What was locked.
///
/// # Errors
/// Another passphrase, or no room to make the key.
pub(super) fn open(passphrase: &str, head: Head, body: &[u8]) -> Result<Vec<u8>, Fault> {
    let (salt, rest) = body.split_at_checked(SALT).ok_or(Fault::NotText)?;
    let (nonce, locked) = rest.split_first_chunk::<NONCE>().ok_or(Fault::NotText)?;
    let cipher = XChaCha20Poly1305::new(&key(passphrase, salt)?);
    let message = Payload { msg: locked, aad: &head };
    cipher.decrypt(nonce.into(), message).map_err(|_| Fault::WrongPassphrase)
}

/// What a passphrase comes to with a salt, for a lock on this device: as slow to try as one on a link. None: no room to
/// make it.
#[must_use]
pub fn fingerprint(passphrase: &str, salt: &str) -> Option<String> {
    Some(Base64UrlUnpadded::encode_string(&key(passphrase, salt.as_bytes()).ok()?))
}

/// A salt that no other lock has.
#[must_use]
pub fn fresh_salt(chance: &mut Chance) -> String {
    let drawn: Vec<u8> = (0..2).flat_map(|_| chance()).collect();
    Base64UrlUnpadded::encode_string(&drawn)
}

fn key(passphrase: &str, salt: &[u8]) -> Result<Key, Fault> {
    let params =
        Params::new(MEMORY, TIMES, LANES, Some(32)).expect("these are within Argon2's bounds");
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut key = Key::default();
    argon.hash_password_into(passphrase.as_bytes(), salt, &mut key).map_err(|_| Fault::NoRoom)?;
    Ok(key)
}
