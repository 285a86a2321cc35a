//! One question and a field to answer it, and nothing else.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| {
        view! {
            <main>
                <h1>"One question"</h1>
                <label for="answer">"What shall we call you?"</label>
                <input id="answer" autocomplete="off" />
            </main>
        }
    });
    // The mark that `make bench` and the tests wait for; the app sets the same.
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "");
    }
}
