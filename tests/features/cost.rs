//! What something costs, in what it asks the allocator for: the same on every machine, however busy that is.

#![allow(
    unsafe_code,
    reason = "an allocator can be written in no other way; this one hands everything on"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// All that was asked for meanwhile, whether it was given back or not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    pub bytes: usize,
    pub times: usize,
}

thread_local! {
    static SO_FAR: Cell<Cost> = const { Cell::new(Cost { bytes: 0, times: 0 }) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(bytes: usize) {
    // A thread that is about to end counts no more.
    let _ = SO_FAR.try_with(|so_far| {
        let Cost { bytes: before, times } = so_far.get();
        so_far.set(Cost { bytes: before.wrapping_add(bytes), times: times + 1 });
    });
}

// Safety: whatever is asked for is asked of `System`, in the same words.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        count(bytes);
        unsafe { System.realloc(place, layout, bytes) }
    }
}

/// What `act` gives, and what it cost in this thread.
pub fn of<T>(act: impl FnOnce() -> T) -> (T, Cost) {
    let before = SO_FAR.get();
    let given = act();
    let after = SO_FAR.get();
    let bytes = after.bytes.wrapping_sub(before.bytes);
    (given, Cost { bytes, times: after.times - before.times })
}
