//! Long work, a few things at a time, so that the page stays at hand.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::timer;

/// So many sittings at a time. Each takes a phone a few milliseconds.
pub const SITTINGS: usize = 4;

/// Work that goes on while what it belongs to is on the page, and until something else takes its place.
#[derive(Clone, Default)]
pub struct Slices(Rc<Inner>);

#[derive(Default)]
struct Inner {
    /// Which work counts: of an older one, nothing more is done.
    number: Cell<u32>,
    owner: RefCell<Option<Owner>>,
}

impl Slices {
    /// Belongs to what is being made now, and ends with it.
    pub fn new() -> Self {
        let slices = Self::default();
        *slices.0.owner.borrow_mut() = Owner::current();
        let ends = StoredValue::new_local(slices.clone());
        on_cleanup(move || {
            let _ = ends.try_with_value(Self::stop);
        });
        slices
    }

    /// Does nothing more.
    pub fn stop(&self) {
        self.0.number.set(self.0.number.get().wrapping_add(1));
    }

    /// Does `one` with each of `all`, a few after a breath each, then `done`; in place of what was under way.
    pub fn run<T: 'static>(
        &self,
        all: Vec<T>,
        one: impl FnMut(T) + 'static,
        done: impl FnOnce() + 'static,
    ) {
        self.stop();
        self.go_on(self.0.number.get(), all.into(), Box::new(one), Box::new(done));
    }

    fn go_on<T: 'static>(
        &self,
        number: u32,
        mut all: VecDeque<T>,
        mut one: Box<dyn FnMut(T)>,
        done: Box<dyn FnOnce()>,
    ) {
        let Some(owner) = self.0.owner.borrow().clone().filter(|_| self.0.number.get() == number)
        else {
            return;
        };
        let rest = all.split_off(all.len().min(SITTINGS));
        untrack(|| owner.with(|| all.into_iter().for_each(&mut one)));
        if rest.is_empty() {
            untrack(|| owner.with(done));
            return;
        }
        let same = self.clone();
        timer::after(0, move || same.go_on(number, rest, one, done));
    }
}
