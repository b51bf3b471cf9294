//! The definition of a term of the glossary, shown where the term stands in the prose.
//!
//! A term is a link with its definition as `title`. With the app, the definition is shown on a card:
//! for a pointer that rests on the link, for the focus, and for a first tap (the second one follows
//! the link). The pointer can go onto the card; Escape closes it. While the card is shown, the link
//! has no `title`: the browser would show it a second time.

use super::clock;
use super::elements::{add_to_body, by_id, number, place_of, window_height};
use super::events::{closest, on_document};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

const ID: &str = "definition";
const TERM: &str = "a.term";

/// Milliseconds in which a pointer passes over a term, or over the gap to the card, without an answer.
const REST: u32 = 250;

/// Between a term and its card, in CSS pixels.
const GAP: f64 = 6.0;

#[derive(Default)]
struct Card {
    /// The term that it defines, and the definition.
    term: RefCell<Option<(Element, String)>>,
    /// How often the pointer has come or gone. What was about to happen before does not happen.
    moves: Cell<u32>,
    /// The finger is on a term whose card was not open.
    first_tap: Cell<bool>,
}

/// Shows the definition of a term on every page, from now on.
pub fn listen() {
    let card = Rc::new(Card::default());
    let on = |name: &'static str, act: fn(&Rc<Card>, &Event)| {
        let card = card.clone();
        on_document(name, move |event| act(&card, event));
    };
    on("mouseover", Card::pointed);
    on("focusin", |card, event| match closest(event, TERM) {
        Some(term) => card.show(&term),
        None => card.hide(),
    });
    on("pointerdown", |card, event| match closest(event, TERM) {
        Some(term) => {
            let pointer = js_sys::Reflect::get(event, &JsValue::from_str("pointerType"));
            let finger = pointer == Ok(JsValue::from_str("touch"));
            card.first_tap.set(finger && !card.defines(&term));
        }
        None if !on_card(event) => card.hide(),
        None => {}
    });
    on("click", |card, event| {
        if !card.first_tap.take() {
            if !on_card(event) {
                card.hide();
            }
        } else if let Some(term) = closest(event, TERM) {
            event.prevent_default();
            card.show(&term);
        }
    });
    on("keydown", |card, event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if event.key() == "Escape" {
            card.hide();
        }
    });
}

fn on_card(event: &Event) -> bool {
    closest(event, "#definition").is_some()
}

impl Card {
    /// The pointer has come to another element.
    fn pointed(self: &Rc<Self>, event: &Event) {
        let term = closest(event, TERM);
        let stays = match &term {
            Some(term) => self.defines(term),
            None => self.term.borrow().is_none() || on_card(event) || self.has_focus(),
        };
        self.wait_no_longer();
        if stays {
            return;
        }
        let card = self.clone();
        let this_move = self.moves.get();
        clock::later(REST, move || match &term {
            _ if card.moves.get() != this_move => {}
            Some(term) => card.show(term),
            None => card.hide(),
        });
    }

    fn wait_no_longer(&self) {
        self.moves.set(self.moves.get().wrapping_add(1));
    }

    fn defines(&self, term: &Element) -> bool {
        let shown = self.term.borrow();
        shown.as_ref().is_some_and(|(shown, _)| shown == term)
    }

    fn has_focus(&self) -> bool {
        let term = self.term.borrow();
        term.as_ref()
            .is_some_and(|(term, _)| matches!(term.closest(":focus"), Ok(Some(_))))
    }

    fn show(&self, term: &Element) {
        self.wait_no_longer();
        if self.defines(term) {
            return;
        }
        self.hide();
        let (Some(definition), Some(card)) = (term.get_attribute("title"), element()) else {
            return;
        };
        card.set_text_content(Some(&definition));
        _ = card.remove_attribute("hidden");
        place(&card, term);
        _ = term.remove_attribute("title");
        _ = term.set_attribute("aria-describedby", ID);
        self.term.replace(Some((term.clone(), definition)));
    }

    fn hide(&self) {
        self.wait_no_longer();
        let Some((term, definition)) = self.term.take() else {
            return;
        };
        _ = term.set_attribute("title", &definition);
        _ = term.remove_attribute("aria-describedby");
        if let Some(card) = element() {
            _ = card.set_attribute("hidden", "");
        }
    }
}

/// The one card, made when it is first needed.
fn element() -> Option<HtmlElement> {
    if by_id(ID).is_none() {
        add_to_body("<div id=definition role=tooltip hidden></div>");
    }
    by_id(ID)?.dyn_into().ok()
}

/// Below the term where there is room, else above it; never over the edge of the window.
fn place(card: &HtmlElement, term: &Element) {
    let (term, page) = (place_of(term), place_of_page());
    let height = number(card, "offsetHeight");
    let below = number(&term, "bottom") + GAP;
    let above = number(&term, "top") - GAP - height;
    let y = if below + height > window_height() && above > 0.0 {
        above
    } else {
        below
    };
    let right_most = number(&page, "width") - number(card, "offsetWidth") - GAP;
    let x = number(&term, "left").min(right_most).max(GAP);
    let set = |side, pixels: f64| {
        _ = card
            .style()
            .set_property(side, &[&(pixels as i32).to_string(), "px"].concat());
    };
    set("left", x);
    set("top", y - number(&page, "top"));
}

/// Where the page as a whole stands in the window: above it, once it is scrolled.
fn place_of_page() -> JsValue {
    super::elements::root().map_or(JsValue::UNDEFINED, |page| place_of(&page))
}
