//! Where the keyboard is, and moving it among the controls of one component.

use super::page::{all_in, by_id, focus, top_of, window_height};
use wasm_bindgen::JsCast;
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
