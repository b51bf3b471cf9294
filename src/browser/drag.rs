//! What a pointer holds: where things are on the screen, and scrolling near its edges.

use super::elements::window_height;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// How near to the edge of the window, in CSS pixels, something held scrolls the page.
const EDGE: f64 = 72.0;

/// Most CSS pixels that one step scrolls.
const FASTEST: f64 = 16.0;

/// Where an element begins and ends, in CSS pixels from the top of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Its upper edge.
    pub top: f64,
    /// Its lower edge.
    pub bottom: f64,
}

/// Where an element is on the screen. What is hidden takes no room.
pub fn span(element: &Element) -> Span {
    let area = element.get_bounding_client_rect();
    Span {
        top: area.top(),
        bottom: area.bottom(),
    }
}

/// Keeps a pointer with the element that it has pressed, wherever it goes, and the browser from
/// selecting text.
pub fn hold(event: &PointerEvent) {
    event.prevent_default();
    let target = event.current_target();
    if let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) {
        // It fails where the pointer is up again: nothing is held then.
        _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Scrolls the page by one step where `y`, in CSS pixels from the top of the window, is near an edge:
/// the nearer, the faster. Says whether it has.
pub fn scroll_near_edge(y: f64) -> bool {
    let below = window_height() - y;
    let speed = if y < EDGE {
        (y - EDGE) / EDGE
    } else if below < EDGE {
        (EDGE - below) / EDGE
    } else {
        return false;
    };
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, speed.clamp(-1.0, 1.0) * FASTEST);
    }
    true
}
