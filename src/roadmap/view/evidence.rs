//! The documents for the talk with one's manager. Their words stand in the page's file.

use super::state::{State, today};
use super::when_settled;
use crate::browser::acts::{on_act, set_shown, show};
use crate::browser::page;
use guide_core::markup::Markup;
use guide_core::roadmap::report;
use leptos::prelude::*;

/// Makes the buttons of the documents work.
pub(super) fn offer(state: &State) {
    // Which document is open: the start of its ids, empty for none.
    let open = StoredValue::new(String::new());
    let shown = state.clone();
    on_act(move |act| match act.name.as_str() {
        "show-document" => {
            open.set_value(act.attribute("data-document"));
            let is_packet = open.with_value(|open| open == "packet");
            set_shown("save-packet", is_packet);
            set_shown("save-agenda", !is_packet);
            write(&shown, &open.get_value());
            page::focus_id("document");
        }
        "print-document" => page::print_as("document"),
        _ => {}
    });
    let printed = window_event_listener_untyped("afterprint", |_| page::end_printing());
    on_cleanup(move || printed.remove());
    let state = state.clone();
    when_settled(&state.clone(), move || write(&state, &open.get_value()));
}

/// Writes the document that is open.
fn write(state: &State, open: &str) {
    let Some(today) = today().filter(|_| !open.is_empty()) else {
        return;
    };
    let words = page::text_of(&[open, "-words"].concat());
    let name = state.head().name;
    let text = state.with_plan(|plan| {
        if open == "packet" {
            report::packet(&words, &page::text_of("skill-names"), plan, &name, today)
        } else {
            report::agenda(&words, &page::text_of("agenda-ask"), plan, &name, today)
        }
    });
    let mut html = Markup::new();
    html.text(&text);
    show("document", &html.into_html());
    set_shown("document", true);
    set_shown("document-acts", true);
}
