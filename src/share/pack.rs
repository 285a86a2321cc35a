//! Making a text small and large again: raw deflate with a dictionary both sides have.

use miniz_oxide::deflate::core::create_comp_flags_from_zip_params as flags;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::envelope::{Fault, Limit};
use crate::domain::limits;

/// Words that people write each other here, and how their answers are written down; the most frequent last. Never to
/// be changed: links that are under way were packed with it.
const DICTIONARY: &str = include_str!("dictionary.txt");
/// As small as it gets; what is packed is short.
const LEVEL: i32 = 10;
/// Raw deflate, without the frame of zlib.
const RAW: i32 = 0;
/// An empty block of deflate. It says nothing, so that what is packed need not be too small to be believed.
const EMPTY_BLOCK: [u8; 5] = [0, 0, 0, 0xff, 0xff];

/// The dictionary as it is used: its lines one behind the other.
fn dictionary() -> String {
    DICTIONARY.lines().collect()
}

/// Packs a text, so that `unpack` is within its limits again.
pub(super) fn pack(text: &str) -> Vec<u8> {
    let mut deflate = CompressorOxide::new(flags(LEVEL, RAW, 0));
    // What this gives is what the other side knows already.
    step(&mut deflate, dictionary().as_bytes(), TDEFLFlush::Sync);
    let packed = step(&mut deflate, text.as_bytes(), TDEFLFlush::Finish);
    let missing = text.len().div_ceil(limits::RATIO).saturating_sub(packed.len());
    let mut padded = EMPTY_BLOCK.repeat(missing.div_ceil(EMPTY_BLOCK.len()));
    padded.extend(packed);
    padded
}

fn step(deflate: &mut CompressorOxide, bytes: &[u8], flush: TDEFLFlush) -> Vec<u8> {
    let mut out = Vec::new();
    compress_to_output(deflate, bytes, flush, |part| {
        out.extend_from_slice(part);
        true
    });
    out
}

/// Unpacks a text. Stops as soon as it is over a limit, and takes room for what arrived only.
///
/// # Errors
/// It comes to more than it may, or is no text.
pub(super) fn unpack(packed: &[u8]) -> Result<String, Fault> {
    let (most, limit) = match packed.len() * limits::RATIO {
        most if most < limits::UNPACKED => (most, Limit::Ratio),
        _ => (limits::UNPACKED, Limit::Unpacked),
    };
    let mut out = dictionary().into_bytes();
    let start = out.len();
    // One more than it may have, to see that it wants more.
    out.resize(start + most + 1, 0);
    let mut inflate = Box::<DecompressorOxide>::default();
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut inflate, packed, &mut out, start, flags);
    if written > most {
        return Err(Fault::TooLarge(limit));
    }
    if status != TINFLStatus::Done || read != packed.len() {
        return Err(Fault::NotText);
    }
    out.truncate(start + written);
    String::from_utf8(out.split_off(start)).map_err(|_| Fault::NotText)
}
