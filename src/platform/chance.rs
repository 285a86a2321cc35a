//! Random bytes from the browser.

/// Ten bytes, different at every call.
pub fn ten_bytes() -> [u8; 10] {
    let mut bytes = [0; 10];
    if let Ok(crypto) = super::window().crypto() {
        // Refuses only requests over 64 KB.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}
