//! Controls that stand in the page's own HTML: written, read and heard by their `name`.
//!
//! One listener serves all of them, so a form of ninety radio buttons needs no view and no signal.

use super::page::{all, by_id};
use leptos::prelude::{on_cleanup, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Calls `acted` with the name and the value of a field in `#content` that a person changes, or of a
/// button there that they press, as long as the owner lives.
///
/// A digit pressed in an element with `data-digits` chooses the radio button of that value there, and
/// focus goes on to the next such element.
pub fn listen(acted: impl Fn(String, String) + Clone + 'static) {
    let (on_change, on_click) = (acted.clone(), acted.clone());
    let handles = [
        window_event_listener_untyped("change", move |event| {
            if let Some(field) = target(&event, "#content [name]") {
                tell(&field, &on_change);
            }
        }),
        window_event_listener_untyped("click", move |event| {
            if let Some(button) = target(&event, "#content button[name]") {
                tell(&button, &on_click);
            }
        }),
        window_event_listener_untyped("keydown", move |event| {
            if let Some(radio) = radio_of_digit(&event) {
                set(&radio, "checked", &JsValue::TRUE);
                tell(&radio, &acted);
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
}

/// Gives the fields with this name a value: of radio buttons and boxes the one with it is checked,
/// other fields have it.
pub fn write(name: &str, value: &str) {
    for field in all(&["#content [name='", name, "']"].concat()) {
        match field.get_attribute("type").as_deref() {
            Some("radio" | "checkbox") => {
                let checked = field.get_attribute("value").as_deref() == Some(value);
                set(&field, "checked", &JsValue::from_bool(checked));
            }
            _ => set(&field, "value", &JsValue::from_str(value)),
        }
    }
}

/// The values of the checked boxes with this name, in the order of the page.
pub fn checked(name: &str) -> Vec<String> {
    all(&["#content [name='", name, "']:checked"].concat())
        .iter()
        .map(value)
        .collect()
}

/// The text of the first element that `selector` matches.
pub fn text(selector: &str) -> String {
    let found = all(selector).first().and_then(|found| found.text_content());
    found.unwrap_or_default()
}

/// Where the first link that `selector` matches leads.
pub fn address(selector: &str) -> String {
    let found = all(selector)
        .first()
        .and_then(|link| link.get_attribute("href"));
    found.unwrap_or_default()
}

/// Replaces what is in the element with this id.
pub fn show(id: &str, html: &str) {
    if let Some(element) = by_id(id) {
        element.set_inner_html(html);
    }
}

fn tell(field: &Element, acted: &impl Fn(String, String)) {
    acted(
        field.get_attribute("name").unwrap_or_default(),
        value(field),
    );
}

fn value(field: &Element) -> String {
    let value = js_sys::Reflect::get(field, &JsValue::from_str("value"));
    value
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

fn set(field: &Element, property: &str, value: &JsValue) {
    _ = js_sys::Reflect::set(field, &JsValue::from_str(property), value);
}

fn flag(event: &Event, name: &str) -> bool {
    js_sys::Reflect::get(event, &JsValue::from_str(name)).is_ok_and(|flag| flag.is_truthy())
}

/// Focus goes where the Tab key would bring it: to the checked radio button, or else the first one.
fn focus_in(question: &Element) {
    let found = ["input:checked", "input"]
        .iter()
        .find_map(|selector| question.query_selector(selector).ok().flatten());
    if let Some(radio) = found.and_then(|radio| radio.dyn_into::<HtmlElement>().ok()) {
        _ = radio.focus();
    }
}

fn target(event: &Event, selector: &str) -> Option<Element> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest(selector).ok().flatten()
}

/// The radio button that a pressed digit chooses. Focus goes to the next question.
fn radio_of_digit(event: &Event) -> Option<Element> {
    let question = target(event, "#content [data-digits]")?;
    let key = event.dyn_ref::<KeyboardEvent>()?.key();
    let modified = ["altKey", "ctrlKey", "metaKey"]
        .iter()
        .any(|name| flag(event, name));
    if modified || key.len() != 1 || !key.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let radio = question
        .query_selector(&["input[value='", &key, "']"].concat())
        .ok()??;
    let mut after = all("#content [data-digits]")
        .into_iter()
        .skip_while(|other| *other != question);
    let next = after.nth(1);
    focus_in(&next.unwrap_or(question));
    Some(radio)
}
