//! What is fetched only when it is wanted.
//!
//! The program is published in parts. The first holds what a stranger's first page needs, and
//! nothing else; it is what a first visit loads. `Talk` holds the conversations, `Desk` what lies
//! around them: home, partnerships, reading back, data; `Post` what comes and goes by link; `Own` what is one
//! person's alone; `example` the invented people. What several
//! need is a file of its own, made by the linker. Whatever is called from here only, and from the parts, is not in the first.
//!
//! A part is fetched once, the rest of the day it is there. Fetching can fail, and then nothing is
//! lost: the page says so and offers to try again.

// The macro's code hands a function of ours to the loader as a pointer, and the parts are linked by
// name: both are `unsafe` to the compiler. The functions below it are safe and never leave Rust.
#![allow(unsafe_code)]
// `fallible` is about the loading; what is loaded does not fail.
#![allow(clippy::unnecessary_wraps)]

use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::dom::{View, live, nothing};
#[cfg(feature = "specimens")]
use super::pages::components;
use super::pages::{
    Shown, about, agreed, ask, begin, data, example, first_time, home, link, map, not_here, own,
    paper, partnership, read, safe_hand, send, start, talk, way,
};
use crate::codec::export::Scope;
use crate::domain::ids::PairId;
use crate::domain::person::KindOfPair;
use crate::platform::task::spawn;
use crate::platform::timer;
use crate::state::{Area, Reaching, State};

// Which parts were fetched.
thread_local! {
    static HERE: Cell<[bool; 4]> = const { Cell::new([false; 4]) };
    // Somebody has pressed Begin, and the part for it is on its way.
    static BEGINNING: Cell<bool> = const { Cell::new(false) };
}

/// From here on it is said that a part is waited for, in milliseconds (`trust.md` 2).
const LONG: i32 = 2000;

/// A part of the program that is fetched when it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Talk,
    Desk,
    Post,
    Own,
}

impl Part {
    /// The part a page is in; none for the page of the first part.
    #[must_use]
    pub fn of(shown: Shown) -> Option<Self> {
        match shown {
            Shown::Welcome => None,
            Shown::Start(..) | Shown::OwnStart(..) | Shown::Talk(_) => Some(Self::Talk),
            Shown::Link | Shown::Send(_) => Some(Self::Post),
            Shown::NewMap
            | Shown::Map(_)
            | Shown::Owns
            | Shown::Own(_)
            | Shown::OwnAsked(_)
            | Shown::OwnSend(_) => Some(Self::Own),
            _ => Some(Self::Desk),
        }
    }

    /// Whether it was fetched.
    #[must_use]
    pub fn is_here(self) -> bool {
        HERE.get()[self as usize]
    }

    /// Fetches it, unless it is there. False where it cannot be fetched now.
    async fn fetch(self) -> bool {
        let reached = match self {
            Self::Talk => fetch_talk().await.is_ok(),
            Self::Desk => fetch_desk().await.is_ok(),
            Self::Post => fetch_post().await.is_ok(),
            Self::Own => fetch_own().await.is_ok(),
        };
        if reached {
            let mut here = HERE.get();
            here[self as usize] = true;
            HERE.set(here);
        }
        reached
    }

    /// Fetches it because it is likely to be wanted. If that fails, nobody needs to know yet.
    pub fn expect(self) {
        if !self.is_here() {
            spawn(async move {
                self.fetch().await;
            });
        }
    }
}

/// A page whose part was fetched.
pub fn page(state: State, shown: Shown) -> View {
    let page = match Part::of(shown) {
        None => return nothing(),
        Some(Part::Talk) => now(talk_page(state, shown)),
        Some(Part::Desk) => now(desk_page(state, shown)),
        Some(Part::Post) => now(post_page(state, shown)),
        Some(Part::Own) => now(own_page(state, shown)),
    };
    page.unwrap_or_else(nothing)
}

/// What a call into a part that is there gives at once.
fn now<T>(call: impl Future<Output = Result<T, SplitLoaderError>>) -> Option<T> {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(value)) => Some(value),
        _ => None,
    }
}

/// Begins a partnership, and goes on to the cover of what was chosen before, or of joining forces. Once, however
/// often it is pressed while the part is on its way.
pub fn begin(state: State, names: [String; 2], kind: KindOfPair) {
    if BEGINNING.replace(true) {
        return;
    }
    spawn(async move {
        // The page said so where it could not be reached.
        let _ = reach(state, begin_in_talk(state, names, kind)).await;
        BEGINNING.set(false);
    });
}

/// The sheet that asks how it was, over the page, once its part was fetched; then it opens.
pub fn ask(state: State, pair: PairId) -> (View, impl Fn() + Copy + 'static) {
    let [here, open] = [false; 2].map(RwSignal::new);
    let show = move || {
        spawn(async move {
            // A function of a part is there when it was fetched by itself.
            if reach(state, fetch_ask()).await.is_ok() {
                // The page may be gone by then.
                let _ = here.try_set(true);
                let _ = open.try_set(true);
            }
        });
    };
    let sheet = live(
        move || here.get(),
        move |here| here.then(|| now(ask_in_post(state, pair, open)).unwrap_or_else(nothing)),
    );
    (sheet, show)
}

/// Makes a lock of a passphrase, and puts it on.
pub fn lock(state: State, area: Area, passphrase: String) {
    spawn(async move {
        // The page said so where it could not be reached.
        let _ = reach(state, lock_in_post(state, area, passphrase)).await;
    });
}

/// Tries a passphrase on what is locked, and tells whether it was the one.
pub fn try_lock(state: State, area: Area, passphrase: String, then: impl FnOnce(bool) + 'static) {
    spawn(async move {
        let mut opens = false;
        let tried = async {
            opens = try_in_post(state, area, passphrase).await?;
            Ok::<(), SplitLoaderError>(())
        };
        // The page said so where it could not be reached.
        if reach(state, tried).await.is_ok() {
            then(opens);
        }
    });
}

/// Looks around with invented people, once they are fetched.
pub fn enter_example(state: State) {
    spawn(async move {
        // The page said so where it could not be reached.
        let _ = reach(state, enter_in_example(state)).await;
    });
}

/// Offers a copy of everything as a file.
pub fn save_copy(state: State) {
    spawn(async move {
        // The page said so where it could not be reached.
        let _ = reach(state, save_in_desk(state)).await;
    });
}

/// Reads what is known of the people here, and follows what other tabs do. A stranger who cannot
/// reach that misses nothing they know of.
pub fn wake(state: State) {
    spawn(async move {
        let _ = wake_in_desk(state).await;
    });
}

/// Fetches a part for a page that is wanted. False where it cannot be had now.
pub async fn fetch(state: State, part: Part) -> bool {
    reach(state, async move { if part.fetch().await { Ok(()) } else { Err(()) } }).await.is_ok()
}

/// Waits for what needs a part; says so when that takes long, and when it failed.
async fn reach<E>(state: State, call: impl Future<Output = Result<(), E>>) -> Result<(), E> {
    let still = Rc::new(Cell::new(true));
    let waiting = still.clone();
    timer::after(LONG, move || {
        if waiting.get() {
            state.set_reaching(Reaching::Waiting);
        }
    });
    let reached = call.await;
    still.set(false);
    state.set_reaching(if reached.is_ok() { Reaching::Nothing } else { Reaching::Failed });
    reached
}

#[wasm_split(talk, preload(fetch_talk), fallible)]
fn talk_page(state: State, shown: Shown) -> Result<View, SplitLoaderError> {
    state.wake_for_page();
    Ok(match shown {
        Shown::Start(number, pair) => start::page(state, start::What::Numbered(number), pair),
        Shown::OwnStart(own, pair) => start::page(state, start::What::Own(own), pair),
        Shown::Talk(run) => talk::page(state, run),
        _ => nothing(),
    })
}

#[wasm_split(desk, preload(fetch_desk), fallible)]
fn desk_page(state: State, shown: Shown) -> Result<View, SplitLoaderError> {
    state.wake_for_page();
    Ok(match shown {
        Shown::Home => home::page(state),
        Shown::New => first_time::new_page(state),
        Shown::Partnership(pair) => partnership::page(state, pair),
        Shown::Begin(pair) => begin::page(state, pair),
        Shown::Read(pair, side) => read::page(state, pair, side),
        Shown::Way(pair) => way::page(state, pair),
        Shown::Agreed(pair) => agreed::page(state, pair),
        Shown::Data if state.is_example() => example::data(state),
        Shown::Data => data::page(state),
        Shown::About => about::page(state),
        Shown::SafeHand => safe_hand::page(state),
        Shown::Example => example::page(state),
        Shown::Paper(number) => paper::page(state, number),
        #[cfg(feature = "specimens")]
        Shown::Components => components::page(state),
        _ => not_here::page(state),
    })
}

#[wasm_split(post, preload(fetch_post), fallible)]
fn post_page(state: State, shown: Shown) -> Result<View, SplitLoaderError> {
    state.wake_for_page();
    Ok(match shown {
        Shown::Link => link::page(state),
        Shown::Send(run) => send::page(state, run),
        _ => nothing(),
    })
}

#[wasm_split(own, preload(fetch_own), fallible)]
fn own_page(state: State, shown: Shown) -> Result<View, SplitLoaderError> {
    state.wake_for_page();
    Ok(match shown {
        Shown::NewMap => map::new_page(state),
        Shown::Map(id) => map::page(state, id),
        Shown::Owns => own::page(state),
        Shown::Own(id) => own::edit(state, id),
        Shown::OwnAsked(id) => own::asked(state, id),
        Shown::OwnSend(id) => own::send(state, id),
        _ => nothing(),
    })
}

#[wasm_split(post, preload(fetch_ask), fallible)]
fn ask_in_post(state: State, pair: PairId, open: RwSignal<bool>) -> Result<View, SplitLoaderError> {
    Ok(ask::over(state, pair, open))
}

#[wasm_split(talk, fallible)]
fn begin_in_talk(
    state: State,
    names: [String; 2],
    kind: KindOfPair,
) -> Result<(), SplitLoaderError> {
    state.wake();
    start::begin_together(state, names, kind);
    Ok(())
}

#[wasm_split(post, fallible)]
fn lock_in_post(state: State, area: Area, passphrase: String) -> Result<(), SplitLoaderError> {
    state.put_lock(area, &passphrase);
    Ok(())
}

#[wasm_split(post, fallible)]
fn try_in_post(state: State, area: Area, passphrase: String) -> Result<bool, SplitLoaderError> {
    Ok(state.try_lock(area, &passphrase))
}

#[wasm_split(example, fallible)]
fn enter_in_example(state: State) -> Result<(), SplitLoaderError> {
    state.enter_example();
    Ok(())
}

#[wasm_split(desk, fallible)]
fn save_in_desk(state: State) -> Result<(), SplitLoaderError> {
    state.wake();
    state.save_copy(Scope::Everything);
    Ok(())
}

#[wasm_split(desk, fallible)]
fn wake_in_desk(state: State) -> Result<(), SplitLoaderError> {
    state.wake_for_page();
    Ok(())
}
