//! Air-time: the same for both, offered when it was not (C17). Whole seconds in here; people see
//! whole minutes.

use super::ids::StepId;
use super::person::Side;
use super::run::Run;
use super::time::Stamp;

/// A difference worth offering to even out, in seconds (C17, `ca-same-time`).
pub const WORTH_OFFERING: u32 = 60;

/// How long each has had the floor, and how long a turn is, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AirTime {
    pub used: [u32; 2],
    pub agreed: u32,
    /// Who has the floor now.
    pub floor: Option<Side>,
}

impl AirTime {
    /// Of the turns at one step, at `now`.
    #[must_use]
    pub fn at(run: &Run, step: &StepId, now: Stamp) -> Self {
        let running = run.turns.iter().find(|t| t.step == *step && t.since.is_some());
        Self {
            used: Side::BOTH
                .map(|s| run.turn(step, s).map_or(0, |t| t.used_at(now, run.turn_minutes))),
            agreed: u32::from(run.turn_minutes) * 60,
            floor: running.map(|t| t.who),
        }
    }

    /// The same, while no time runs.
    #[must_use]
    pub fn held(run: &Run, step: &StepId) -> Self {
        Self::at(run, step, run.changed)
    }

    /// Who has had less by more than a minute, once both have spoken: they are offered the same.
    #[must_use]
    pub fn offer(&self) -> Option<Side> {
        let [a, b] = self.used;
        let both_spoke = self.agreed > 0 && a > 0 && b > 0;
        let uneven = both_spoke && a.abs_diff(b) > WORTH_OFFERING;
        uneven.then_some(if a < b { Side::First } else { Side::Second })
    }

    /// Whether somebody has had the whole of a turn.
    #[must_use]
    pub fn is_full(&self, side: Side) -> bool {
        self.used[side.index()] >= self.agreed
    }
}
