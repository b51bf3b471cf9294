//! Buttons that take something out of the page.

use super::boxed::{flag, on_click};
use crate::browser::take_along;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A button that puts a text on the clipboard.
#[component]
pub fn CopyButton(
    /// What the button says.
    label: &'static str,
    /// Makes the text when it is asked for.
    text: impl Fn() -> String + 'static,
    /// Called with the text and whether it is on the clipboard now. Browsers can refuse: then the
    /// text has to be shown, to be copied by hand.
    on_copied: impl Fn(String, bool) + Clone + 'static,
) -> impl IntoView {
    let copy = move |_| {
        let (text, on_copied) = (text(), on_copied.clone());
        spawn_local(async move {
            let done = take_along::copy(&text).await;
            on_copied(text, done);
        });
    };
    view! {
        <button type="button" class="btn" on:click=on_click(copy)>
            {label}
        </button>
    }
}

/// A button that opens the device's share sheet for an address. It is there only on devices whose
/// share sheet people use: phones and tablets.
#[component]
pub fn ShareButton(
    /// What the button says.
    label: &'static str,
    /// Makes the address when it is asked for.
    address: impl Fn() -> String + 'static,
) -> impl IntoView {
    let can_share = RwSignal::new(false);
    Effect::new(move |_| can_share.set(take_along::can_share()));
    view! {
        <button type="button" class="btn" hidden=flag(move || !can_share.get()) on:click=on_click(move |_| take_along::share(&address()))>
            {label}
        </button>
    }
}
