//! The buttons that stand in the pages' own HTML: copying a link, copying or saving a text. One
//! listener for all of them, on every page.

use super::messages::Messages;
use super::when_live;
use crate::browser::{history, page, take_along};
use guide_core::page_action::PageAction;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Makes the buttons work.
pub(super) fn offer() {
    let messages = expect_context::<Messages>();
    when_live(move || {
        page::on_page_action(move |action, value| match action {
            PageAction::CopyLink => {
                copy_link(messages, format!("{}#{value}", history::page_address()))
            }
            PageAction::CopyText => copy(messages, page::text_of(value)),
            PageAction::SaveText => {
                take_along::download(
                    &format!("{value}.md"),
                    "text/markdown",
                    &page::text_of(value),
                );
            }
            // Reading progress hears of this one.
            PageAction::ToggleRead => {}
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

fn copy(messages: Messages, text: String) {
    spawn_local(async move {
        messages
            .tell_copied(&text, "Text copied.", take_along::copy)
            .await;
    });
}
