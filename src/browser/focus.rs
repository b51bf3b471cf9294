//! Where the keyboard is: moving it to a place, and among the controls of one component.

use super::elements::{all, all_in, by_id, call, document, top_of, window_height};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusEvent, HtmlElement, Node};

/// A move among the controls of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the first.
    First,
    /// To the one after, from the last to the first.
    Next,
    /// To the one before, from the first to the last.
    Previous,
    /// To the last.
    Last,
}

impl Step {
    /// The place to go to, of `count` places, from the place `here`.
    fn target(self, here: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, here) {
            (Self::First, _) | (Self::Next, None) => 0,
            (Self::Last, _) | (Self::Previous, None | Some(0)) => last,
            (Self::Next, Some(here)) => (here + 1) % count,
            (Self::Previous, Some(here)) => here - 1,
        })
    }
}

/// Where the focus is, to be compared with where it is later.
#[derive(Debug)]
pub struct FocusPlace(Option<Element>);

impl FocusPlace {
    /// Where it is now.
    pub fn here() -> Self {
        Self(focused())
    }

    /// Whether somebody has moved it to another control since. That its own has gone is no move.
    pub fn was_left(&self) -> bool {
        let now = focused().filter(|now| now.tag_name() != "BODY");
        now.is_some() && now != self.0
    }
}

/// Gives an element the focus.
pub fn on(element: &HtmlElement) {
    // It fails for an element that has just left the page: there is nothing to focus then.
    _ = element.focus();
}

/// Gives the focus to the choice with this id, where the Tab key would bring it: to the radio button that
/// is checked, or else to the first one. The beginning of the choice comes into sight.
pub fn on_choice(id: &str) {
    let Some(choice) = by_id(id) else { return };
    let found = ["input:checked", "input"]
        .iter()
        .find_map(|selector| choice.query_selector(selector).ok().flatten());
    if let Some(radio) = found {
        focus(&radio);
    }
    let top = top_of(&choice);
    if top < 0.0 || top > window_height() / 2.0 {
        choice.scroll_into_view();
    }
}

/// Moves the focus among the elements in `around` that `selector` matches.
pub fn step(around: &Element, selector: &str, step: Step) {
    let found = all_in(around, selector);
    let focused = around
        .owner_document()
        .and_then(|document| document.active_element());
    let here = found
        .iter()
        .position(|element| Some(element) == focused.as_ref());
    let target = step
        .target(here, found.len())
        .and_then(|place| found.get(place));
    if let Some(element) = target.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        on(element);
    }
}

/// Whether a `focusout` leads to another element in `around`.
pub fn moves_within(around: &Element, event: &FocusEvent) -> bool {
    let next = event
        .related_target()
        .and_then(|next| next.dyn_into::<Node>().ok());
    next.is_some_and(|next| around.contains(Some(&next)))
}

/// Moves focus to the element with this id, and scrolls until its beginning is at the top.
pub fn show_target(id: &str) {
    let Some(element) = by_id(id) else { return };
    element.scroll_into_view();
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        if element.tab_index() < 0 {
            _ = element.set_attribute("tabindex", "-1");
        }
        focus(&element);
    }
}

/// Moves focus to the page's main heading without scrolling, so that a screen reader says where the
/// person is.
pub fn focus_heading() {
    let heading = document().and_then(|document| document.query_selector("main h1").ok().flatten());
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        _ = heading.set_attribute("tabindex", "-1");
        focus(&heading);
    }
}

/// Moves focus to the element with this id, if it is there.
pub fn focus_id(id: &str) {
    let element = by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        if element.tab_index() < 0 {
            _ = element.set_attribute("tabindex", "-1");
        }
        _ = element.focus();
    }
}

/// Whether focus is in the element with this id.
pub fn has_focus(id: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    by_id(id).is_some_and(|element| element.contains(focused.as_deref()))
}

/// The element that has the focus.
pub(super) fn focused() -> Option<Element> {
    document()?.active_element()
}

/// Moves focus to an element without scrolling.
pub(super) fn focus(element: &Element) {
    let options = js_sys::Object::new();
    _ = js_sys::Reflect::set(
        &options,
        &JsValue::from_str("preventScroll"),
        &JsValue::TRUE,
    );
    // web-sys puts FocusOptions behind a type of its own; the plain object is smaller.
    call(element, "focus", &options);
}

/// Moves focus to the target of a link, so that reading and the Tab key go on from there. An old id
/// leads on to the section that has taken its place.
pub fn focus_target(id: &str) {
    let Some(target) = by_id(id) else { return };
    if let Ok(Some(_)) = target.closest("span:empty")
        && let Some(section) = target.next_element_sibling()
        && let Some(id) = section.get_attribute("id")
    {
        super::history::go_to_fragment(&id);
        return focus_target(&id);
    }
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        if target.tab_index() < 0 {
            _ = target.set_attribute("tabindex", "-1");
        }
        focus(&target);
    }
}

/// Does for a page that was loaded with a fragment what [`focus_target`] does, unless somebody has
/// moved the focus already: on the heading it is after a navigation, when what the fragment names was not
/// there yet. What the app has drawn since the browser looked is marked, too.
pub fn arrive_at(id: &str) {
    let Some(target) = by_id(id).filter(|_| all("#app :focus:not(h1)").is_empty()) else {
        return;
    };
    if let Ok(None) = target.closest(":target") {
        super::history::go_to_fragment(id);
    }
    focus_target(id);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_goes_round_at_both_ends() {
        assert_eq!(Step::Next.target(Some(2), 3), Some(0));
        assert_eq!(Step::Previous.target(Some(0), 3), Some(2));
        assert_eq!(Step::Next.target(None, 3), Some(0));
        assert_eq!(Step::Previous.target(None, 3), Some(2));
        assert_eq!(Step::Last.target(Some(0), 3), Some(2));
    }

    #[test]
    fn among_nothing_there_is_no_step() {
        for step in [Step::First, Step::Next, Step::Previous, Step::Last] {
            assert_eq!(step.target(None, 0), None);
        }
    }
}
