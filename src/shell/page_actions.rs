//! The buttons that stand in the pages' own HTML: copying a link, copying or saving a text, copying a page,
//! going on to the roadmap. One listener for all of them, on every page.

use super::errand::hand_over;
use super::messages::Messages;
use super::{Overlays, when_live};
use crate::browser::{elements, events, fetch, history, take_along};
use guide_core::page_action::{PageAction, markdown_path};
use guide_core::route::{Base, GuidePage, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Makes the buttons work, on this page and on every later one.
pub(super) fn listen() {
    let messages = expect_context::<Messages>();
    let base = expect_context::<Base>();
    let picture = expect_context::<Overlays>().picture;
    when_live(move || {
        events::on_page_action(move |action, value| match action {
            PageAction::CopyLink => {
                copy_link(messages, format!("{}#{value}", history::page_address()));
            }
            PageAction::SavePicture => picture.set(Some(value.to_owned())),
            PageAction::CopyText => copy(messages, elements::text_of(value)),
            PageAction::CopyPage => copy_page(messages, &base, value),
            PageAction::SaveText => {
                take_along::download(
                    &format!("{value}.md"),
                    "text/markdown",
                    &elements::text_of(value),
                );
            }
            PageAction::PutOnRoadmap => {
                hand_over(value);
                history::remember_scroll();
                history::push(&format!("{}#{value}", base.href(Route::Roadmap)));
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

/// Copies the Markdown of a page, which is a file of its own that no offline copy has.
fn copy_page(messages: Messages, base: &Base, slug: &str) {
    let Some(page) = GuidePage::from_slug(slug) else {
        return;
    };
    let address = base.join(&markdown_path(page));
    spawn_local(async move {
        let Ok((text, _)) = fetch::text(&address).await else {
            return messages.say(
                "The Markdown of this page is not kept offline. Try again when you are online.",
            );
        };
        if take_along::copy(&text).await {
            return messages.say("Page copied as Markdown.");
        }
        // A browser may take the click for too long ago.
        take_along::download(&[page.slug(), ".md"].concat(), "text/markdown", &text);
        messages.say("This browser did not allow copying, so the page is saved as a file.");
    });
}
