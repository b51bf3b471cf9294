//! Finding elements of the document, and what the browser knows of them.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

pub(super) fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// All elements of the page that `selector` matches.
pub(super) fn all(selector: &str) -> Vec<Element> {
    root().map_or_else(Vec::new, |root| all_in(&root, selector))
}

pub(super) fn all_in(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

pub(super) fn root() -> Option<Element> {
    document()?.document_element()
}

/// An attribute of `<html>`.
pub fn root_attribute(name: &str) -> Option<String> {
    root()?.get_attribute(name)
}

/// Sets an attribute of `<html>`, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// An element that is not in the document.
pub fn detached_element() -> Option<HtmlElement> {
    document()?.create_element("div").ok()?.dyn_into().ok()
}

/// Puts everything that is in `from` in the place of everything that is in `to`.
pub fn replace_children(to: &Element, from: &Element) {
    to.set_inner_html("");
    while let Some(child) = from.first_child() {
        _ = to.append_child(&child);
    }
}

/// The text of the element with this id.
pub fn text_of(id: &str) -> String {
    let element = by_id(id);
    element
        .and_then(|element| element.text_content())
        .unwrap_or_default()
}

/// Sets an attribute of the element with this id, or takes it away.
pub fn set_attribute(id: &str, name: &str, value: Option<&str>) {
    if let Some(element) = by_id(id) {
        _ = match value {
            Some(value) => element.set_attribute(name, value),
            None => element.remove_attribute(name),
        };
    }
}

pub(super) fn property(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::NULL)
}

/// Whether the page has an element that `selector` matches.
pub fn is_there(selector: &str) -> bool {
    !all(selector).is_empty()
}

/// The place of the first element that is open, among all that `selector` matches.
pub fn first_open(selector: &str) -> Option<usize> {
    all(selector)
        .iter()
        .position(|element| element.has_attribute("open"))
}

/// Lets the element with this id never be lower than it is now.
pub fn keep_height(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let height = number(&place_of(&element), "height");
        _ = element.style().set_property(
            "min-block-size",
            &[&(height as i32).to_string(), "px"].concat(),
        );
    }
}

/// A number that the browser knows of something, by its name: a binding of its own for each would
/// cost every visitor some JavaScript.
pub(super) fn number(of: &JsValue, name: &str) -> f64 {
    let value = js_sys::Reflect::get(of, &JsValue::from_str(name));
    value
        .ok()
        .and_then(|value| value.as_f64())
        .unwrap_or_default()
}

/// The same for something that is or is not so.
pub(super) fn flag(of: &JsValue, name: &str) -> bool {
    let value = js_sys::Reflect::get(of, &JsValue::from_str(name));
    value == Ok(JsValue::TRUE)
}

/// Calls a method of an object by its name, with one argument; more than a method takes is ignored.
pub(super) fn call(of: &JsValue, name: &str, argument: &JsValue) -> JsValue {
    let method = js_sys::Reflect::get(of, &JsValue::from_str(name));
    let method = method
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    method
        .and_then(|method| method.call1(of, argument).ok())
        .unwrap_or(JsValue::UNDEFINED)
}

/// Where an element stands in the window.
pub(super) fn place_of(element: &Element) -> JsValue {
    call(element, "getBoundingClientRect", &JsValue::UNDEFINED)
}

/// The distance from the top of the window to an element, in CSS pixels.
pub(super) fn top_of(element: &Element) -> f64 {
    number(&place_of(element), "top")
}

/// The height of the window, in CSS pixels.
pub(super) fn window_height() -> f64 {
    root().map_or(0.0, |root| number(&root, "clientHeight"))
}

/// How far the page can still be scrolled down, in CSS pixels.
pub(super) fn remaining_scroll() -> f64 {
    root().map_or(0.0, |root| {
        number(&root, "scrollHeight") - number(&root, "clientHeight") - number(&root, "scrollTop")
    })
}

/// Adds `html` at the end of the page, below the app.
pub(super) fn add_to_body(html: &str) {
    for body in all("body") {
        _ = body.insert_adjacent_html("beforeend", html);
    }
}
