//! Something put off is due until it is called off, or happens.

use common_ground::platform::timer::PutOff;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn what_has_happened_is_due_no_more() {
    let later = PutOff::default();
    assert!(!later.cancel(), "nothing was put off");
    later.set(0, || panic!("it was called off"));
    assert!(later.cancel());
    let happens = Promise::new(&mut |happened, _| {
        later.set(0, move || {
            let _ = happened.call0(&JsValue::NULL);
        });
    });
    JsFuture::from(happens).await.expect("a promise that is kept");
    assert!(!later.cancel(), "it has happened");
}
