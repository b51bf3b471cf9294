//! The sections of the open page: which one is being read, and going from one to the next.

use super::elements::{all, remaining_scroll, top_of, window_height};
use super::events::{closest, on_document};
use super::focus::focus_target;
use super::history;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;

fn sections() -> Vec<Element> {
    all("#content h2[id]")
}

fn id_of(section: &Element) -> String {
    section.get_attribute("id").unwrap_or_default()
}

/// The section that is being read: the last whose heading is above a line in the upper part of the
/// window. At the end of the page the line goes down, so that the last section has its turn.
fn current(sections: &[Element]) -> Option<usize> {
    let quarter = window_height() / 4.0;
    let line = quarter + (quarter * 3.0 - remaining_scroll()).max(0.0);
    sections.iter().rposition(|section| top_of(section) <= line)
}

/// Marks the current section wherever the page lists its sections.
pub fn mark_current() {
    let sections = sections();
    let section = current(&sections).map(|index| &sections[index]);
    let address = section.map(|section| ["#", &id_of(section)].concat());
    let mut name = String::new();
    for link in all("#content :is(.on-page, .on-page-inline) a") {
        let is_current = link.get_attribute("href") == address;
        if is_current {
            name = link.text_content().unwrap_or_default();
        }
        // Writes only what changes: every write costs a style calculation.
        if is_current != link.has_attribute("aria-current") {
            _ = if is_current {
                link.set_attribute("aria-current", "true")
            } else {
                link.remove_attribute("aria-current")
            };
        }
    }
    for here in all("#content .here") {
        if here.text_content().as_deref() != Some(&name) {
            here.set_text_content(Some(&name));
        }
    }
}

/// Keeps the mark in step with scrolling, once a frame at most, and closes the list on a phone when
/// the reader has chosen from it or goes elsewhere.
pub fn follow() {
    let waiting = Rc::new(Cell::new(false));
    on_document("scroll", move |_| {
        if !waiting.replace(true) {
            let waiting = waiting.clone();
            leptos::prelude::request_animation_frame(move || {
                waiting.set(false);
                mark_current();
            });
        }
    });
    on_document("click", |event| {
        if closest(event, ".on-page-inline summary").is_none() {
            close_list();
        }
    });
    on_document("focusin", |event| {
        if closest(event, ".on-page-inline").is_none() {
            close_list();
        }
    });
}

/// Closes the list of sections that a phone shows over the text.
pub fn close_list() {
    for list in all(".on-page-inline[open]") {
        _ = list.remove_attribute("open");
    }
}

/// Goes to the next section, or to the one before.
pub fn step(forward: bool) {
    let sections = sections();
    let here = current(&sections);
    let next = match (forward, here) {
        (true, None) => 0,
        (true, Some(here)) => here + 1,
        (false, Some(here)) if here > 0 => here - 1,
        (false, _) => return history::scroll_to(0.0),
    };
    if let Some(section) = sections.get(next) {
        history::go_to_fragment(&id_of(section));
        focus_target(&id_of(section));
    }
}
