//! What happens in the document: clicks, links that somebody is about to follow, buttons of the pages.

use super::elements::{all, by_id, document};
use guide_core::page_action::PageAction;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, MouseEvent};

/// Sets the box that an event comes from, whatever the person has just made of it.
pub fn set_checked(event: &Event, checked: bool) {
    if let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        input.set_checked(checked);
    }
}

/// A plain click on a link that leads to this origin: the path, the query and fragment with their
/// signs, and whether the target page is the one that is open.
pub struct LinkClick {
    /// The event, to prevent what the browser would do.
    pub event: MouseEvent,
    /// The path of the link's address.
    pub path: String,
    /// Query and fragment, with their signs.
    pub rest: String,
}

/// Calls `clicked` for every plain click on a link to this origin.
pub fn on_link_click(clicked: impl Fn(LinkClick) + 'static) {
    on_document_click(move |event| {
        let plain = event.button() == 0
            && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
        if !plain || event.default_prevented() {
            return;
        }
        let Some(link) =
            closest(&event, "a[href]").and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
        else {
            return;
        };
        let not_a_page = link.has_attribute("download")
            || !link.target().is_empty()
            || link.rel().contains("external");
        if is_of_this_origin(&link) && !not_a_page {
            clicked(LinkClick {
                path: link.pathname(),
                rest: link.search() + &link.hash(),
                event,
            });
        }
    });
}

/// Calls `near` with the path of a link to this origin that somebody is about to follow: the pointer,
/// the focus or a finger is on it.
pub fn on_link_approach(near: impl Fn(&str) + 'static) {
    let near: Rc<dyn Fn(&str)> = Rc::new(near);
    for sign in ["pointerover", "focusin", "touchstart"] {
        let near = near.clone();
        on_document(sign, move |event| {
            let link = closest(event, "a[href]").and_then(|link| link.dyn_into().ok());
            let Some(link): Option<HtmlAnchorElement> = link else {
                return;
            };
            if is_of_this_origin(&link) {
                near(&link.pathname());
            }
        });
    }
}

fn is_of_this_origin(link: &HtmlAnchorElement) -> bool {
    let here = web_sys::window().and_then(|window| window.location().origin().ok());
    Some(link.origin()) == here
}

/// Calls `acted` for every click on a button of the pages' own HTML, with what the button does and
/// what it acts on.
pub fn on_page_action(acted: impl Fn(PageAction, &str) + 'static) {
    on_document("click", move |event| {
        let button = closest(event, "button[name]");
        let attribute = |name| {
            button
                .as_ref()
                .and_then(|button| button.get_attribute(name))
        };
        if let Some(action) = attribute("name").and_then(|name| PageAction::from_name(&name)) {
            acted(action, &attribute("value").unwrap_or_default());
        }
    });
}

/// The first button of the page that does `action`.
pub(super) fn button_of(action: PageAction) -> Option<HtmlElement> {
    let selector = format!("#content button[name={}]", action.name());
    all(&selector).into_iter().next()?.dyn_into().ok()
}

/// Presses the button of the page that does `action`. `false` where there is none.
pub fn press(action: PageAction) -> bool {
    button_of(action).map(|button| button.click()).is_some()
}

/// Calls `pressed` for every click in the page, with a function that says whether it was within the
/// element with an id.
pub fn on_press(pressed: impl Fn(&dyn Fn(&str) -> bool) + 'static) {
    on_document("click", move |event| {
        PRESSED.set(event.time_stamp());
        pressed(&|id| closest(event, &["#", id].concat()).is_some());
    });
}

thread_local! {
    /// When something was pressed last, in the time of the page.
    static PRESSED: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// Whether what happens now still answers the last press, for those who measure what moves on their
/// own: half a second, less what a frame takes.
pub fn is_answer_to_press() -> bool {
    let now = web_sys::window().and_then(|window| window.performance());
    now.is_some_and(|now| now.now() - PRESSED.get() < 400.0)
}

/// Follows the page's link with this relation, `prev` or `next`. `false` where there is none.
pub fn follow_link(relation: &str) -> bool {
    let link = all(&format!("a[rel={relation}]")).into_iter().next();
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    link.map(|link| link.click()).is_some()
}

/// Clicks the element with this id, if it is there.
pub fn click(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// The element around an event's target that `selector` matches.
pub(super) fn closest(event: &Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()
        .flatten()
}

/// The document hears of a click before the window does, where the router listens.
fn on_document_click(clicked: impl Fn(MouseEvent) + 'static) {
    on_document("click", move |event| {
        clicked(event.clone().unchecked_into());
    });
}

/// Calls `act` for every event of this name in the page, as long as the page lives.
pub(super) fn on_document(name: &str, act: impl Fn(&Event) + 'static) {
    listen(name, Box::new(move |event| act(&event)));
}

fn listen(name: &str, act: Box<dyn Fn(Event)>) {
    let Some(document) = document() else { return };
    let act = wasm_bindgen::closure::Closure::wrap(act);
    _ = document.add_event_listener_with_callback(name, act.as_ref().unchecked_ref());
    act.forget();
}

/// Calls `heard` for every event of this kind that reaches the window, for as long as the current view
/// lives. One function for all of them: each kind of listener of its own would be 1 KB of WebAssembly.
pub fn on_window(kind: &'static str, heard: impl Fn(Event) + 'static) {
    listen_while_here(kind, Box::new(heard));
}

fn listen_while_here(kind: &'static str, heard: Box<dyn Fn(Event)>) {
    let handle = leptos::prelude::window_event_listener_untyped(kind, heard);
    leptos::prelude::on_cleanup(move || handle.remove());
}
