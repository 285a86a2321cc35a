//! Two soft notes. Where there is no audio, or nobody has pressed anything yet, there is silence.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// The two notes, in hertz, a fifth apart and falling; and when each begins, in seconds.
const NOTES: [(f32, f64); 2] = [(659.25, 0.0), (440.0, 0.45)];
/// How long a note takes to be there, in seconds: at once would be a knock.
const SWELLS: f64 = 0.03;
/// How long a note rings, in seconds.
const RINGS: f64 = 2.2;
/// How loud, of 1: as a spoon on a cup in the next room.
const LOUD: f32 = 0.06;
/// What counts as silence, of 1: a falling curve never gets to nothing.
const SILENT: f32 = 0.0001;

thread_local! {
    static AUDIO: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Makes the chime ready. To be called while something is pressed: before that, browsers stay silent.
pub fn ready() {
    AUDIO.with_borrow_mut(|audio| {
        if audio.is_none() {
            *audio = AudioContext::new().ok();
        }
        // One that sleeps wakes in its own time; if it does not, it stays silent.
        let _ = audio.as_ref().map(AudioContext::resume);
    });
}

/// Rings once, if it was made ready.
pub fn ring() {
    AUDIO.with_borrow(|audio| {
        let Some(audio) = audio else { return };
        for (note, later) in NOTES {
            // Fails only where there is no sound to be had.
            let _ = sound(audio, note, later);
        }
    });
}

/// One note, swelling at once and dying away.
fn sound(audio: &AudioContext, note: f32, later: f64) -> Result<(), JsValue> {
    let at = audio.current_time() + later;
    let (voice, volume) = (audio.create_oscillator()?, audio.create_gain()?);
    voice.set_type(OscillatorType::Sine);
    voice.frequency().set_value(note);
    volume.gain().set_value_at_time(SILENT, at)?;
    volume.gain().exponential_ramp_to_value_at_time(LOUD, at + SWELLS)?;
    volume.gain().exponential_ramp_to_value_at_time(SILENT, at + RINGS)?;
    voice.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&audio.destination())?;
    voice.start_with_when(at)?;
    voice.stop_with_when(at + RINGS)
}
