//! Why something was not done. Said in words by the interface; nothing is ever lost by a refusal.

/// The reason a command changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More than an answer can hold (`limits::TEXT`).
    TooLong,
    /// More than a name can hold (`limits::NAME`).
    NameTooLong,
    /// This session is spoken only: nothing is written in it.
    SpokenOnly,
    /// Said, not written: this step takes no text.
    TakesNoText,
    /// Only its owner may change it.
    NotTheirs,
    /// The other has opened it: it can be removed, not taken back.
    Opened,
    /// What it is about is not here (any more).
    Gone,
    /// A date outside the years 1 to 9999.
    Date,
    /// Not a place on the five-word scale, not an option of the step, not a length a turn may have.
    OutOfRange,
}
