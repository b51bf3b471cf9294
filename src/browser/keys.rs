//! Keys that are pressed outside of fields, the dialog that explains them, and what they do.

use super::page::{all, call, closest, number, on_document};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, KeyboardEvent};

/// Where keys belong to what has the focus.
const FIELDS: &str = "input, textarea, select, [contenteditable], dialog";

/// What the arrow keys scroll or move on their own.
const MOVED_BY_ARROWS: &str = ".scroll, pre, [role=slider], [role=tablist]";

/// Calls `pressed` with every key pressed on its own and outside of a field. It answers whether it
/// has done something.
pub fn on_key(pressed: impl Fn(&str) -> bool + 'static) {
    on_document("keydown", move |event| {
        let pressed_key: &KeyboardEvent = event.unchecked_ref();
        let key = pressed_key.key();
        let taken = event.default_prevented()
            || pressed_key.ctrl_key()
            || pressed_key.meta_key()
            || pressed_key.alt_key()
            || closest(event, FIELDS).is_some()
            || key.starts_with("Arrow") && closest(event, MOVED_BY_ARROWS).is_some()
            || !all("dialog[open]").is_empty();
        if !taken && pressed(&key) {
            event.prevent_default();
        }
    });
}

/// Clicks the first element that `selector` matches. `false` where there is none.
pub fn click(selector: &str) -> bool {
    let element = all(selector).into_iter().next();
    if let Some(element) = &element {
        call(element, "click", &JsValue::UNDEFINED);
    }
    element.is_some()
}

/// Chooses the next entry of the list that `selector` matches, as a person would, and returns it.
pub fn choose_next(selector: &str) -> Option<String> {
    let list = all(selector).pop()?;
    let whole = |name| number(&list, name) as i32;
    let next = (whole("selectedIndex") + 1) % whole("length").max(1);
    let name = JsValue::from_str("selectedIndex");
    _ = js_sys::Reflect::set(&list, &name, &JsValue::from(next));
    let event = Event::new("change").ok()?;
    _ = list.dispatch_event(&event);
    let value = js_sys::Reflect::get(&list, &JsValue::from_str("value"));
    value.ok()?.as_string()
}
