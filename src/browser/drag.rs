//! Moving an item of a list with the mouse or a finger.
//!
//! An item is taken by its `.handle`; where it would land is marked with `data-drop`. Everything
//! that can be done this way can be done with buttons and keys too.

use super::page::{all, by_id, on_window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

/// How near to the edge of the window, in CSS pixels, a drag scrolls the page.
const EDGE: i32 = 60;

/// Where an item was dropped.
pub struct Drop {
    /// Id of the item, from `data-item`.
    pub item: String,
    /// Id of the list, from `data-list`.
    pub list: String,
    /// Id of the item that it is to stand before; empty at the end of the list.
    pub before: String,
}

/// Calls `dropped` when a person has moved an item, for as long as the current view lives.
pub fn on_drop(dropped: impl Fn(Drop) + 'static) {
    let held = Rc::new(RefCell::new(None::<String>));
    let heard = Rc::new(move |event: Event| {
        let Ok(event) = event.dyn_into::<PointerEvent>() else {
            return;
        };
        match event.type_().as_str() {
            "pointerdown" => {
                let Some(item) = item_of_handle(&event) else {
                    return;
                };
                // No text is selected, and a finger does not scroll (`touch-action` in the style).
                event.prevent_default();
                set_dragging(true);
                *held.borrow_mut() = item.get_attribute("data-item");
            }
            "pointermove" if held.borrow().is_some() => {
                scroll_near_the_edge(event.client_y());
                mark(place_at(&event).as_ref());
            }
            "pointerup" | "pointercancel" => {
                let Some(item) = held.borrow_mut().take() else {
                    return;
                };
                mark(None);
                set_dragging(false);
                let place = (event.type_() == "pointerup").then(|| place_at(&event));
                if let Some(drop) = place.flatten().and_then(|place| drop_at(&place, item)) {
                    dropped(drop);
                }
            }
            _ => {}
        }
    });
    for kind in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        let heard = heard.clone();
        on_window(kind, move |event| heard(event));
    }
}

fn item_of_handle(event: &PointerEvent) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let handle = target.closest(".handle").ok()??;
    handle.closest("[data-item]").ok()?
}

/// What would follow the dropped item: the one in whose upper half the pointer is, the one after it
/// in the lower half, or the end of the list.
fn place_at(event: &PointerEvent) -> Option<Element> {
    let document = web_sys::window()?.document()?;
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let under = document.element_from_point(event.client_x() as f32, event.client_y() as f32)?;
    let place = under
        .closest("[data-list] > [data-item], [data-list-end]")
        .ok()??;
    let area = place.get_bounding_client_rect();
    let is_past_its_middle = f64::from(event.client_y()) > area.top() + area.height() / 2.0;
    if !is_past_its_middle || place.has_attribute("data-list-end") {
        return Some(place);
    }
    let list = place.parent_element()?;
    place.next_element_sibling().or_else(|| {
        list.parent_element()?
            .query_selector("[data-list-end]")
            .ok()?
    })
}

fn drop_at(place: &Element, item: String) -> Option<Drop> {
    if let Some(list) = place.get_attribute("data-list-end") {
        let before = String::new();
        return Some(Drop { item, list, before });
    }
    let before = place.get_attribute("data-item")?;
    let list = place.parent_element()?.get_attribute("data-list")?;
    (before != item).then_some(Drop { item, list, before })
}

fn set_dragging(dragging: bool) {
    if let Some(main) = by_id("main") {
        _ = main.toggle_attribute_with_force("data-dragging", dragging);
    }
}

/// Marks where the item would land.
fn mark(place: Option<&Element>) {
    for marked in all("[data-drop]") {
        _ = marked.remove_attribute("data-drop");
    }
    if let Some(place) = place {
        _ = place.set_attribute("data-drop", "");
    }
}

fn scroll_near_the_edge(y: i32) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let height = window
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let height = height.unwrap_or_default();
    if y < EDGE {
        window.scroll_by_with_x_and_y(0.0, -12.0);
    } else if f64::from(y + EDGE) > height {
        window.scroll_by_with_x_and_y(0.0, 12.0);
    }
}
