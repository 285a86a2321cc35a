//! A link as a square of dark and light modules, for another device's camera.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Larger ones are not read off a screen (`trust.md` 4): 858 bytes at most.
const LARGEST: u8 = 20;

/// A square code, without the quiet edge of four modules, which is for whoever draws it.
pub struct Code(QrCode);

/// The code of `text`; none if it would be larger than version 20.
#[must_use]
pub fn code(text: &str) -> Option<Code> {
    let segments = QrSegment::make_segments(text);
    let (from, to) = (Version::new(1), Version::new(LARGEST));
    // As much correction as there is room for without growing.
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, from, to, None, true).ok().map(Code)
}

impl Code {
    /// How many modules a side has: 21 to 97.
    #[must_use]
    pub fn side(&self) -> usize {
        usize::try_from(self.0.size()).expect("a side is not negative")
    }

    /// Whether the module is dark, counted from the upper left. Beyond the square all is light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let module = |n: usize| i32::try_from(n).unwrap_or(-1);
        self.0.get_module(module(x), module(y))
    }
}
