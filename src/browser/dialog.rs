//! A modal dialog that is made when it is first opened, and the keys that open and steer it.

use super::page::{add_to_body, by_id};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, KeyboardEvent};

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    by_id(id)?.dyn_into().ok()
}

/// Opens the dialog with this id. Where it is not there yet, it is made of `html` and put at the end
/// of the page, outside the app.
pub fn open(id: &str, html: &str) {
    if by_id(id).is_none() {
        add_to_body(html);
    }
    if let Some(dialog) = dialog(id).filter(|dialog| !dialog.open()) {
        _ = dialog.show_modal();
    }
}

/// Closes the dialog with this id. Focus goes back to where it was.
pub fn close(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// Whether the dialog with this id is open.
pub fn is_open(id: &str) -> bool {
    dialog(id).is_some_and(|dialog| dialog.open())
}

/// Whether a key goes into a field.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| {
            element
                .closest("input, textarea, select, [contenteditable]")
                .ok()
                .flatten()
        })
        .is_some()
}

/// The key of an event, with `Control+` before it where Control or Command is held. Empty where
/// another modifier is, or the key only composes a letter.
pub fn key(event: &KeyboardEvent) -> String {
    if event.alt_key() || event.is_composing() {
        String::new()
    } else if event.ctrl_key() || event.meta_key() {
        ["Control+", &event.key()].concat()
    } else {
        event.key()
    }
}

/// Clicks the element with this id.
pub fn click(id: &str) {
    let element = by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Scrolls the list around the element with this id until the element is in view.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(false);
    }
}
