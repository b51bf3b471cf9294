//! Controls that stand in the page's HTML: one listener for all of them.
//!
//! A control says what it does by `data-act`. Buttons act when they are clicked, forms when they are
//! submitted, other fields when they change, and
//! search fields with every letter. So the app needs no view for what never changes.

use super::page::{all, by_id, on_window};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

/// What a person does with a control.
pub struct Act {
    /// The control's `data-act`.
    pub name: String,
    /// What stands in it; for a form nothing, for a box that is ticked `on`.
    pub value: String,
    element: Element,
}

impl Act {
    /// An attribute of the control.
    pub fn attribute(&self, name: &str) -> String {
        self.element.get_attribute(name).unwrap_or_default()
    }

    /// The file that was chosen.
    pub fn file(&self) -> Option<ChosenFile> {
        let input = self.element.dyn_ref::<web_sys::HtmlInputElement>()?;
        let file = input.files()?.get(0)?;
        Some(ChosenFile(file))
    }

    /// Empties the field, or the fields of the form.
    pub fn reset(&self) {
        if let Some(form) = self.element.dyn_ref::<web_sys::HtmlFormElement>() {
            form.reset();
        } else if let Some(input) = self.element.dyn_ref::<web_sys::HtmlInputElement>() {
            input.set_value("");
        }
    }

    /// What stands in the field of this name in the form around the control, or in the form that it
    /// is.
    pub fn field(&self, name: &str) -> String {
        let form = self.element.closest("form").ok().flatten();
        let selector = ["[name=\"", name, "\"]"].concat();
        let field = form.and_then(|form| form.query_selector(&selector).ok().flatten());
        field.map_or_else(String::new, |field| value_of(&field))
    }
}

/// A file that a person has chosen, not read yet.
pub struct ChosenFile(web_sys::File);

impl ChosenFile {
    /// Its size in bytes.
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Its text; empty where it cannot be read.
    pub async fn text(&self) -> String {
        let text = wasm_bindgen_futures::JsFuture::from(self.0.text()).await;
        text.ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }
}

/// Calls `act` for every `data-act` within the app, for as long as the current view lives.
pub fn on_act(act: impl Fn(Act) + 'static) {
    let act: Rc<dyn Fn(Act)> = Rc::new(act);
    for kind in ["click", "input", "change", "submit"] {
        let act = act.clone();
        on_window(kind, move |event| {
            if let Some(found) = act_of(kind, &event) {
                act(found);
            }
        });
    }
}

fn act_of(kind: &str, event: &Event) -> Option<Act> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest("[data-act]").ok()??;
    let wanted = match element.tag_name().as_str() {
        "BUTTON" => "click",
        "FORM" => "submit",
        // A search follows what is typed.
        _ if element.get_attribute("type").as_deref() == Some("search") => "input",
        _ => "change",
    };
    if wanted != kind {
        return None;
    }
    if kind == "submit" {
        event.prevent_default();
    }
    Some(Act {
        name: element.get_attribute("data-act").unwrap_or_default(),
        value: value_of(&element),
        element,
    })
}

/// What stands in a field: of a box and of a radio button whether it is on.
fn value_of(field: &Element) -> String {
    let get = |name: &str| js_sys::Reflect::get(field, &JsValue::from_str(name)).ok();
    let is_box = field.get_attribute("type").as_deref() == Some("checkbox");
    if is_box && get("checked").is_none_or(|checked| checked.is_falsy()) {
        return String::new();
    }
    get("value")
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// The values of the boxes of this name that are ticked.
pub fn ticked(name: &str) -> Vec<String> {
    let boxes = all(&["[name=\"", name, "\"]"].concat());
    let values = boxes.iter().map(value_of);
    values.filter(|value| !value.is_empty()).collect()
}

/// Shows HTML, made by [`guide_core::markup`], in the element with this id.
pub fn show(id: &str, html: &str) {
    if let Some(element) = by_id(id) {
        element.set_inner_html(html);
    }
}

/// Shows or hides the element with this id.
pub fn set_shown(id: &str, shown: bool) {
    if let Some(element) = by_id(id) {
        _ = element.toggle_attribute_with_force("hidden", !shown);
    }
}
