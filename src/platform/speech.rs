//! Reading aloud with the device's own voice.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

/// The last text being said, and who wants to know when it has been.
struct Last {
    said: SpeechSynthesisUtterance,
    _done: Closure<dyn Fn()>,
}

thread_local! {
    // Kept: some browsers forget a text that nobody holds, and never say that it was said.
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
}

fn voice() -> Option<SpeechSynthesis> {
    let window = super::window();
    let has = Reflect::get(&window, &"speechSynthesis".into()).is_ok_and(|s| !s.is_undefined());
    if has { window.speech_synthesis().ok() } else { None }
}

/// Says each text in its language, one after another, after stopping whatever is being said; `pace`
/// is 1 for the voice's own. Calls `done` when all is said, not when it is stopped. False where the
/// device has no voice.
pub fn say<'a>(
    texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    pace: f32,
    done: impl Fn() + 'static,
) -> bool {
    stop();
    let Some(voice) = voice() else { return false };
    if voice.get_voices().length() == 0 {
        return false;
    }
    let utterance = |(text, language): (&str, &str)| {
        let said = SpeechSynthesisUtterance::new_with_text(text).ok()?;
        said.set_rate(pace);
        if !language.is_empty() {
            said.set_lang(language);
        }
        Some(said)
    };
    let all: Vec<SpeechSynthesisUtterance> = texts.into_iter().filter_map(utterance).collect();
    let Some(last) = all.last().cloned() else { return false };
    let done = Closure::<dyn Fn()>::new(done);
    // A voice that breaks off is done as well.
    last.set_onend(Some(done.as_ref().unchecked_ref()));
    last.set_onerror(Some(done.as_ref().unchecked_ref()));
    LAST.set(Some(Last { said: last, _done: done }));
    for said in &all {
        voice.speak(said);
    }
    true
}

/// Falls silent.
pub fn stop() {
    if let Some(last) = LAST.take() {
        last.said.set_onend(None);
        last.said.set_onerror(None);
    }
    if let Some(voice) = voice() {
        voice.cancel();
    }
}
