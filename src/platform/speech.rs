//! Reading aloud with the device's own voice.

use js_sys::Reflect;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

fn voice() -> Option<SpeechSynthesis> {
    let window = super::window();
    let has = Reflect::get(&window, &"speechSynthesis".into()).is_ok_and(|s| !s.is_undefined());
    if has { window.speech_synthesis().ok() } else { None }
}

/// Says each text in its language, one after another, after stopping whatever is being said.
/// False where the device has no voice.
pub fn say<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> bool {
    let Some(voice) = voice() else { return false };
    voice.cancel();
    if voice.get_voices().length() == 0 {
        return false;
    }
    for (text, language) in texts {
        if let Ok(said) = SpeechSynthesisUtterance::new_with_text(text) {
            if !language.is_empty() {
                said.set_lang(language);
            }
            voice.speak(&said);
        }
    }
    true
}

/// Falls silent.
pub fn stop() {
    if let Some(voice) = voice() {
        voice.cancel();
    }
}
