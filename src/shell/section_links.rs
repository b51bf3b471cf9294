//! "Copy link to this section": one listener for the buttons of all pages.

use super::messages::Messages;
use super::when_live;
use crate::browser::{history, page, take_along};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Makes every button with `data-copy-link` copy the address of the section it names, and every one
/// with `data-copy-text` or `data-save-text` copy or save the text of the element it names.
pub(super) fn offer() {
    let messages = expect_context::<Messages>();
    when_live(move || {
        page::on_click_of("[data-copy-link]", move |button| {
            let id = button.get_attribute("data-copy-link").unwrap_or_default();
            let address = [history::page_address().as_str(), "#", &id].concat();
            copy_link(messages, address);
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

/// Where the system has a share sheet, it is one more step away. (Instead of copying it would be in
/// the way of everybody who wants the link.)
fn copy_link(messages: Messages, address: String) {
    spawn_local(async move {
        if !take_along::can_share() {
            return messages
                .tell_copied(&address, "Link copied.", take_along::copy)
                .await;
        }
        let said = if take_along::copy(&address).await {
            "Link copied."
        } else {
            address.as_str()
        };
        let shared = address.clone();
        let share = move || take_along::share(&shared);
        messages.say_and_offer(said, "Share…", Arc::new(share));
    });
}

fn copy(messages: Messages, text: String, done: &'static str) {
    spawn_local(async move { messages.tell_copied(&text, done, take_along::copy).await });
}
