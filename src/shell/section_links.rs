//! "Copy link to this section": one listener for the buttons of all pages.

use super::messages::Messages;
use super::when_live;
use crate::browser::{history, page, take_along};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Makes every button with `data-copy-link` copy the address of the section it names, and every one
/// with `data-copy-text` or `data-save-text` copy or save the text of the element it names.
pub(super) fn offer() {
    let messages = expect_context::<Messages>();
    when_live(move || {
        page::on_click_of("[data-copy-link]", move |button| {
            let id = button.get_attribute("data-copy-link").unwrap_or_default();
            let address = [history::page_address().as_str(), "#", &id].concat();
            copy(messages, address, "Link copied.");
        });
        page::on_click_of("[data-copy-text]", move |button| {
            let id = button.get_attribute("data-copy-text").unwrap_or_default();
            copy(messages, page::text_of(&id), "Text copied.");
        });
        page::on_click_of("[data-save-text]", move |button| {
            let id = button.get_attribute("data-save-text").unwrap_or_default();
            let name = button.get_attribute("data-file").unwrap_or_default();
            take_along::download(&name, "text/markdown", &page::text_of(&id));
        });
    });
}

fn copy(messages: Messages, text: String, done: &'static str) {
    spawn_local(async move { messages.tell_copied(&text, done, take_along::copy).await });
}
