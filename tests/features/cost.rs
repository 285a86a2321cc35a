//! What something costs, in what it asks the allocator for: the same on every machine, however busy that is.

/// All that was asked for in one thread, whether it was given back or not.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub bytes: usize,
    pub times: usize,
}

/// What `act` gives, and what it cost.
pub fn of<T>(act: impl FnOnce() -> T) -> (T, Cost) {
    let mut given = None;
    let asked = allocation_counter::measure(|| given = Some(act()));
    let [bytes, times] = [asked.bytes_total, asked.count_total]
        .map(|n| usize::try_from(n).expect("what was asked for fits this machine"));
    (given.expect("what was measured has run"), Cost { bytes, times })
}
