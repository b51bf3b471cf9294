//! One line that tells what was done, with a way back.

use leptos::prelude::*;
use std::fmt;
use std::sync::Arc;

/// What a line offers, such as taking back what it tells. Not a `Callback`: that is disposed with
/// the view it was made in, and what was deleted there can be the reason for the line.
#[derive(Clone)]
pub struct Offer {
    /// The name of the button.
    pub name: &'static str,
    /// What the button does.
    pub act: Arc<dyn Fn() + Send + Sync>,
}

impl fmt::Debug for Offer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Offer").field(&self.name).finish()
    }
}

/// A line that is spoken whenever it is said, in the place where it is shown. Two live regions take
/// turns: a region that gets the text it has already is silent in screen readers, and “Saved.” twice is
/// two events.
#[component]
pub fn LiveText(
    /// The line; empty where there is none.
    #[prop(into)]
    text: Signal<String>,
    /// Rises with every line, also with one that says the same as the line before.
    #[prop(into)]
    number: Signal<u32>,
) -> impl IntoView {
    let region = move |parity: u32| {
        move || {
            if number.get() % 2 == parity {
                text.get()
            } else {
                String::new()
            }
        }
    };
    view! {
        <div>
            <p role="status">{region(0)}</p>
            <p role="status">{region(1)}</p>
        </div>
    }
}

/// A [`LiveText`] at the edge of the page, with what can be done about it.
#[component]
pub fn StatusLine(
    /// The line; empty where there is none.
    #[prop(into)]
    text: Signal<String>,
    /// Rises with every line, also with one that says the same as the line before.
    #[prop(into)]
    number: Signal<u32>,
    /// What the line offers.
    #[prop(into)]
    offer: Signal<Option<Offer>>,
    /// Called when the person closes the line or takes what it offers.
    on_close: impl Fn() + Clone + 'static,
) -> impl IntoView {
    let is_empty = move || text.with(String::is_empty);
    let close = on_close.clone();
    let accept = move |_| {
        let offered = offer.get_untracked();
        on_close();
        if let Some(Offer { act, .. }) = offered {
            act();
        }
    };
    view! {
        <div class="toast" class:shown=move || !is_empty()>
            <LiveText text number/>
            <button type="button" class="plain" hidden=move || offer.with(Option::is_none) on:click=accept>
                {move || offer.with(|offer| offer.as_ref().map(|offer| offer.name))}
            </button>
            <button type="button" class="plain" hidden=is_empty on:click=move |_| close()>
                "Close"<span class="unseen">" message"</span>
            </button>
        </div>
    }
}
