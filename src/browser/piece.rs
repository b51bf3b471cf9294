//! Elements of the page's own HTML, for a room that shows them in another order or hides some: their
//! text is not in the app, and they are so many that a view of each would be slow.

use super::elements::{all_in, by_id, call, number, place_of, window_height};
use super::focus::{focus, focused};
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, Node};

/// An element of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece(Element);

impl Piece {
    /// The element with this id.
    pub fn with_id(id: &str) -> Option<Self> {
        by_id(id).map(Self)
    }

    /// The element that has the focus.
    pub fn focused() -> Option<Self> {
        focused().map(Self)
    }

    /// All elements inside that `selector` matches.
    pub fn all(&self, selector: &str) -> Vec<Self> {
        all_in(&self.0, selector).into_iter().map(Self).collect()
    }

    /// The first element inside that `selector` matches.
    pub fn first(&self, selector: &str) -> Option<Self> {
        self.0.query_selector(selector).ok().flatten().map(Self)
    }

    /// The elements directly inside.
    pub fn children(&self) -> Vec<Self> {
        let children = self.0.children();
        (0..children.length())
            .filter_map(|place| children.item(place).map(Self))
            .collect()
    }

    /// The element after this one.
    pub fn next(&self) -> Option<Self> {
        self.0.next_element_sibling().map(Self)
    }

    /// The element around this one.
    pub fn parent(&self) -> Option<Self> {
        self.0.parent_element().map(Self)
    }

    /// The closest element around this one, or this one, that `selector` matches.
    pub fn closest(&self, selector: &str) -> Option<Self> {
        self.0.closest(selector).ok().flatten().map(Self)
    }

    /// Its id; empty where it has none.
    pub fn id(&self) -> String {
        self.0.id()
    }

    /// Its classes.
    pub fn classes(&self) -> String {
        self.0.class_name()
    }

    /// All text inside.
    pub fn text(&self) -> String {
        self.0.text_content().unwrap_or_default()
    }

    /// The text before the first element inside.
    pub fn first_text(&self) -> String {
        let first = self.0.first_child().and_then(|node| node.text_content());
        first.unwrap_or_default().trim().to_owned()
    }

    /// Whether it has this attribute.
    pub fn has(&self, name: &str) -> bool {
        self.0.has_attribute(name)
    }

    /// Sets an attribute without a value, or takes it away.
    pub fn set_flag(&self, name: &str, set: bool) {
        _ = self.0.toggle_attribute_with_force(name, set);
    }

    /// Sets an attribute, or takes it away.
    pub fn set(&self, name: &str, value: Option<&str>) {
        _ = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    /// Puts `piece` inside: before another one that is there, or at the end.
    pub fn insert(&self, piece: &Self, before: Option<&Self>) {
        _ = self
            .0
            .insert_before(&piece.0, before.map(|before| before.0.as_ref()));
    }

    /// Whether it is in the window, or less than a window’s height away.
    pub fn is_near_window(&self) -> bool {
        let (place, height) = (place_of(&self.0), window_height());
        number(&place, "bottom") > -height && number(&place, "top") < 2.0 * height
    }

    /// Moves focus here without scrolling.
    pub fn focus(&self) {
        focus(&self.0);
    }

    /// Whether an event comes from here or from inside.
    pub fn is_target_of(&self, event: &Event) -> bool {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        self.0.contains(target.as_ref())
    }

    /// Whether the person has selected it, or a part of it.
    pub fn is_selected(&self) -> bool {
        let Some(window) = web_sys::window() else {
            return false;
        };
        let selection = call(&window, "getSelection", &JsValue::UNDEFINED);
        call_with(&selection, "containsNode", &self.0, &JsValue::TRUE) == JsValue::TRUE
    }
}

/// Puts a view into an element of the page's own HTML.
#[component]
pub fn Within<C>(
    /// The element.
    place: Piece,
    /// What stands in it.
    children: TypedChildren<C>,
) -> impl IntoView
where
    C: IntoView,
    C::State: 'static,
{
    let mut state = children.into_inner()().build();
    state.mount(&place.0, None);
    let state = StoredValue::new_local(state);
    on_cleanup(move || {
        state.try_update_value(Mountable::unmount);
    });
}

/// Puts a text on the clipboard in the place of what is selected, for an event of copying.
pub fn copy_instead(event: &Event, text: &str) {
    let data = js_sys::Reflect::get(event, &JsValue::from_str("clipboardData"));
    if let Ok(data) = data
        && data.is_object()
    {
        let (kind, text) = (JsValue::from_str("text/plain"), JsValue::from_str(text));
        call_with(&data, "setData", &kind, &text);
        event.prevent_default();
    }
}

/// Calls a method of an object by its name, with two arguments. (web-sys puts selections and what is
/// copied behind types of their own, each with bindings that every visitor would load.)
fn call_with(of: &JsValue, name: &str, first: &JsValue, second: &JsValue) -> JsValue {
    let method = js_sys::Reflect::get(of, &JsValue::from_str(name));
    let method = method
        .ok()
        .and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    method
        .and_then(|method| method.call2(of, first, second).ok())
        .unwrap_or(JsValue::UNDEFINED)
}
