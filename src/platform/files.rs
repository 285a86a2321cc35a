//! Reading a file the person chose.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

/// The file chosen in an input, if any. Empties the input, so that the same can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// Size in bytes.
pub fn size(file: &File) -> usize {
    // Sizes are whole, and beyond usize nothing is read anyway.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = file.size() as usize;
    size
}

/// The file's text; none where it could not be read.
pub async fn text(file: &File) -> Option<String> {
    let blob: &web_sys::Blob = file.unchecked_ref();
    JsFuture::from(blob.text()).await.ok()?.as_string()
}
