//! A sheet over the page, for looking at something or saying yes once more. Focus stays inside,
//! and goes back to where it came from.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::button::raw;
use crate::platform::{page, timer};
use crate::ui::dom::{View, again, el, follow};
use crate::ui::words::t;

/// What a dialog shows: its body, and the ways on at its foot.
pub struct Sheet {
    pub body: View,
    pub foot: View,
}

/// The id of what stands around the button that opens the dialog `id`. It is needed where that button
/// may have been made anew meanwhile, so that the browser does not find the way back to it.
pub fn opener(id: &str) -> String {
    format!("opens-{id}")
}

fn back_to_opener(id: &str) {
    if page::focused().is_none_or(|e| e.tag_name() == "BODY")
        && let Some(button) = page::find(&format!("#{} button", opener(id)))
    {
        page::focus(&button, false);
    }
}

/// Shows `content` while `open`; `title` names it. Escape and Close both close it.
pub fn dialog(
    open: RwSignal<bool>,
    id: &'static str,
    title: impl Fn() -> View + 'static,
    content: impl Fn() -> Sheet + 'static,
) -> View {
    shown("cg-dialog cg-dialog--narrow", open, id, Box::new(title), Box::new(content))
}

/// The same with room for two columns.
pub fn wide_dialog(
    open: RwSignal<bool>,
    id: &'static str,
    title: impl Fn() -> View + 'static,
    content: impl Fn() -> Sheet + 'static,
) -> View {
    shown("cg-dialog", open, id, Box::new(title), Box::new(content))
}

fn shown(
    class: &str,
    open: RwSignal<bool>,
    id: &'static str,
    title: Box<dyn Fn() -> View>,
    content: Box<dyn Fn() -> Sheet>,
) -> View {
    let title_id = format!("{id}-title");
    let sheet =
        el("dialog", class).attr("aria-labelledby", title_id.as_str()).on("close", move |_| {
            open.set(false);
            timer::after(0, move || back_to_opener(id));
        });
    let element: HtmlDialogElement = sheet.element().unchecked_into();
    let inside = again(move || {
        open.get().then(|| {
            let close = raw(
                "cg-button cg-button--plain",
                "close",
                el("span", "cg-hidden").with(t("act.close")).into(),
                "",
                Box::new(move || open.set(false)),
            );
            let head = el("h2", "cg-title").attr("id", title_id.as_str()).attr("tabindex", "-1");
            let head = head.attr("autofocus", true).with(title());
            let head = el("div", "cg-dialog__head").with(head).with(close);
            let Sheet { body, foot } = content();
            let body = el("div", "cg-dialog__body").with(head).with(body);
            (body, el("div", "cg-dialog__foot").with(foot))
        })
    });
    follow(Box::new(move || {
        if !open.get() {
            element.close();
        } else if !element.open() {
            // A sheet just made is not on the page yet; it is by the next task.
            let element = element.clone();
            timer::after(0, move || {
                let _ = element.show_modal();
            });
        }
    }));
    sheet.with(inside).into()
}
