//! Work that waits for something.

/// Does something that has to wait, beside everything else.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    // Boxed, so that the code which drives it exists once.
    let work: std::pin::Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    wasm_bindgen_futures::spawn_local(work);
}
