//! Choices made by chance, from a few bytes that proptest draws, prints and makes smaller.

use common_ground::domain::person::{Author, Side};

/// A row of choices; when it is used up, always the first.
#[derive(Clone, Debug)]
pub struct Dice<'a> {
    bytes: std::slice::Iter<'a, u8>,
    mirrored: bool,
}

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter(), mirrored: false }
    }

    /// The same choices, with the two people changing places.
    pub fn mirrored(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter(), mirrored: true }
    }

    /// One of `0..n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % n.max(1)
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) + 1 == n
    }

    pub fn side(&mut self) -> Side {
        let side = *self.pick(&Side::BOTH);
        if self.mirrored { side.other() } else { side }
    }

    pub fn author(&mut self) -> Author {
        if self.below(3) == 0 { Author::Both } else { self.side().into() }
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}
