//! Going from page to page: by what somebody presses, and by the address.

use leptos::prelude::*;
use uuid::Uuid;

use super::{Keeping, Reaching, State, links};
use crate::app::route::{Of, Route};
use crate::platform::{on_window, page};

impl State {
    /// Goes to a page: as a new entry of the history, or in place of the present one.
    pub fn go(self, route: Route, in_place: bool) {
        self.flush_drafts();
        if !self.looks_on(route) {
            page::go(&route.fragment(), in_place);
        }
        self.arrive(route, None);
    }

    /// Goes to a page in place of the present one, and remembers, in memory only, which that was.
    pub fn step_aside(self, route: Route) {
        let before = self.route.get_untracked();
        self.flush_drafts();
        if !self.looks_on(route) {
            page::go(&route.fragment(), true);
        }
        self.arrive(route, Some(before));
    }

    /// What this page took the place of, if somebody stepped aside to it.
    pub fn aside_of(self) -> Option<Route> {
        self.here().aside_of.get()
    }

    /// A page is there, whichever way led to it.
    pub(super) fn arrive(self, route: Route, aside_of: Option<Route>) {
        self.here().aside_of.set(aside_of);
        self.refusal.set(None);
        self.reaching.set(Reaching::Nothing);
        // A new page; nothing was written on it yet.
        if matches!(self.keeping.get_untracked(), Keeping::Kept(_)) {
            self.keeping.set(Keeping::Quiet);
        }
        // Whoever leaves a conversation leaves what is private in it; their own page to read in asks again,
        // and so does whatever is another two's.
        let held = self.holder.get_untracked();
        let theirs = match route {
            Route::Read(_, side) => side == held,
            _ => route.is_private(),
        };
        let before = self.whose(self.route.get_untracked());
        let same = before.is_none() || before == self.whose(route);
        let is_open = held.is_some() || self.opened.get_untracked().is_some();
        if is_open && !(theirs && same) {
            self.hand_over(None);
        }
        self.route.set(route);
        self.note_place();
    }

    /// Whose page this is, a partnership's or a map's, as far as what it needs was read.
    fn whose(self, route: Route) -> Option<Uuid> {
        match route.of()? {
            Of::Pair(pair) => Some(pair.uuid()),
            Of::Run(run) => self.peek(|w| w.runs.get(run.uuid()).map(|r| r.pair.uuid())),
            Of::Map(map) => Some(map.uuid()),
            Of::Own(_) => None,
        }
    }

    /// Goes where the address leads, now and whenever it changes.
    pub(super) fn follow_address(self) {
        page::count();
        links::forget_the_way();
        let fragment = page::fragment();
        let route = self.at_home(Route::parse(&fragment).unwrap_or(Route::Home));
        if route == Route::Link {
            self.incoming.set(fragment);
        }
        self.arrive(route, None);
        let follow = move || {
            page::count();
            links::forget_the_way();
            let fragment = page::fragment();
            // An anchor on the page is the browser's to follow.
            if let Some(route) = Route::parse(&fragment) {
                self.flush_drafts();
                let route = self.at_home(route);
                if route == Route::Link {
                    // What somebody was sent is no part of an example.
                    self.leave_example();
                }
                let is_link = route == Route::Link;
                let same = self.route.get_untracked() == route;
                if is_link && self.incoming.get_untracked() != fragment {
                    self.look_away();
                    self.incoming.set(fragment);
                    self.arrive(route, None);
                } else if !same && !self.looks_on(route) {
                    self.arrive(route, None);
                }
            }
        };
        on_window("hashchange", move |_: web_sys::Event| follow());
        on_window("popstate", move |_: web_sys::Event| follow());
    }
}
