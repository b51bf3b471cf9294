//! Keys that are pressed anywhere on the page.

use super::elements::all;
use super::events::{closest, on_document, on_window};
use guide_core::shortcut::{KeyPress, Shortcut};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// Where keys belong to what has the focus.
const FIELDS: &str = "input, textarea, select, [contenteditable], dialog, [role=menu]";

/// What the arrow keys scroll or move on their own.
const MOVED_BY_ARROWS: &str = ".scroll, pre, [role=slider], [role=tablist]";

/// The key code that browsers give while an input method has the key. WebKit says so in no other way
/// for the Enter that ends a composition.
const COMPOSING: u32 = 229;

/// What an event tells of the key.
pub fn key_press(event: &KeyboardEvent) -> KeyPress {
    let key = event.key();
    let on = |selector| closest(event, selector).is_some();
    KeyPress {
        code: event.code(),
        control: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        composing: event.is_composing() || event.key_code() == COMPOSING,
        typing: on(FIELDS) || key.starts_with("Arrow") && on(MOVED_BY_ARROWS),
        key,
    }
}

/// Calls `pressed` with every key that is pressed alone and not into a field, for as long as the current
/// view lives. It answers whether it has done something; then the browser does nothing of its own.
pub fn on_key(pressed: impl Fn(&str) -> bool + 'static) {
    on_window("keydown", move |event: Event| {
        let press = key_press(event.unchecked_ref());
        let alone = !(press.control || press.alt || press.shift || press.typing || press.composing);
        let free = !event.default_prevented() && all("dialog[open]").is_empty();
        if alone && free && pressed(&press.key) {
            event.prevent_default();
        }
    });
}

/// Calls `pressed` with every shortcut. It answers whether it has done something; then the browser
/// does nothing of its own. While a dialog is open, keys are the dialog's.
pub fn on_shortcut(
    single_keys: impl Fn() -> bool + 'static,
    pressed: impl Fn(Shortcut) -> bool + 'static,
) {
    on_document("keydown", move |event: &Event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.default_prevented() || !all("dialog[open]").is_empty() {
            return;
        }
        let shortcut = Shortcut::of(&key_press(event), single_keys());
        if shortcut.is_some_and(&pressed) {
            event.prevent_default();
        }
    });
}
