//! Whatever is pasted as a link.
#![no_main]

#[allow(dead_code)]
#[path = "../judge.rs"]
mod judge;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| judge::link(bytes));
