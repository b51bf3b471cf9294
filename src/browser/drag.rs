//! Moving an item of a list with the mouse or a finger.
//!
//! An item is taken by its `.handle`; where it would land is marked with `data-drop`. Everything
//! that can be done this way can be done with buttons and keys too.

use super::page::{all, by_id};
use leptos::prelude::{on_cleanup, window_event_listener};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

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
    let take = {
        let held = held.clone();
        move |event: PointerEvent| {
            let Some(item) = item_of_handle(&event) else {
                return;
            };
            // No text is selected, and a finger does not scroll (`touch-action` in the style).
            event.prevent_default();
            mark(Some(&item), None);
            *held.borrow_mut() = item.get_attribute("data-item");
        }
    };
    let follow = {
        let held = held.clone();
        move |event: PointerEvent| {
            if held.borrow().is_some() {
                scroll_near_the_edge(event.client_y());
                mark(None, place_at(&event).as_ref());
            }
        }
    };
    let let_go = {
        let held = held.clone();
        move |event: PointerEvent| {
            let Some(item) = held.borrow_mut().take() else {
                return;
            };
            let place = place_at(&event);
            mark(None, None);
            by_id("main").map(|main| main.remove_attribute("data-dragging"));
            if let Some(drop) = place.and_then(|place| drop_at(&place, item)) {
                dropped(drop);
            }
        }
    };
    let give_up = move |_: PointerEvent| {
        *held.borrow_mut() = None;
        mark(None, None);
        by_id("main").map(|main| main.remove_attribute("data-dragging"));
    };
    let handles = [
        window_event_listener(leptos::ev::pointerdown, take),
        window_event_listener(leptos::ev::pointermove, follow),
        window_event_listener(leptos::ev::pointerup, let_go),
        window_event_listener(leptos::ev::pointercancel, give_up),
    ];
    on_cleanup(move || handles.into_iter().for_each(|handle| handle.remove()));
}

fn item_of_handle(event: &PointerEvent) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let handle = target.closest(".handle").ok()??;
    handle.closest("[data-item]").ok()?
}

/// The item or the end of a list under the pointer.
fn place_at(event: &PointerEvent) -> Option<Element> {
    let document = web_sys::window()?.document()?;
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let under = document.element_from_point(event.client_x() as f32, event.client_y() as f32)?;
    under
        .closest("[data-list] > [data-item], [data-list-end]")
        .ok()?
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

/// Marks the item that is held, and where it would land.
fn mark(held: Option<&Element>, place: Option<&Element>) {
    if held.is_some() {
        by_id("main").map(|main| main.set_attribute("data-dragging", ""));
    }
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
