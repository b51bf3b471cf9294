//! What the app tells people: one line at a time, shown and spoken, with a way back where there is one.

use crate::browser::{clock, focus};
use crate::ui::{Offer, StatusLine};
use guide_core::store::StorageError;
use leptos::prelude::*;
use std::sync::Arc;

/// What a message offers to do, such as taking a change back.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// How many milliseconds a line stays. Long enough to read it twice; what it offers to undo can be
/// undone later too, by the page's own controls.
const STAYS: u32 = 12_000;

/// The element around the line.
const ID: &str = "toast";

/// Where any part of the app leaves its messages.
#[derive(Clone, Copy)]
pub struct Messages {
    text: RwSignal<String>,
    offer: RwSignal<Option<Offer>>,
    /// Rises from line to line.
    number: RwSignal<u32>,
}

impl Messages {
    /// An empty place for messages.
    pub fn new() -> Self {
        Self {
            text: RwSignal::default(),
            offer: RwSignal::default(),
            number: RwSignal::default(),
        }
    }

    /// Shows and speaks a line until the next one, until it is dismissed, or for twelve seconds.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), None);
    }

    /// Says that something was done, where that needs saying; where it is not stored, that it will not last.
    pub fn say_if_stored<T>(self, done: &str, written: Result<T, StorageError>) {
        match written {
            Err(error) => self.say(format!(
                "{done} Not saved: {error}. It lasts until you close this page."
            )),
            Ok(_) if done.is_empty() => {}
            Ok(_) => self.say(done),
        }
    }

    /// The same with a button that takes back what the line tells.
    pub fn say_with_undo(self, text: impl Into<String>, undo: Undo) {
        self.say_and_offer(text, "Undo", undo);
    }

    /// The same with a button that says `name` and does `act`.
    pub fn say_and_offer(self, text: impl Into<String>, name: &'static str, act: Undo) {
        self.show(text.into(), Some(Offer { name, act }));
    }

    fn show(self, text: String, offer: Option<Offer>) {
        let number = self.number.get_untracked() + 1;
        self.number.set(number);
        self.offer.set(offer);
        self.text.set(text);
        clock::later(STAYS, move || {
            let is_newest = self.number.get_untracked() == number;
            if is_newest && !focus::has_focus(ID) {
                self.clear();
            }
        });
    }

    /// Takes the line away.
    pub fn clear(self) {
        self.text.update(String::clear);
        self.offer.set(None);
    }

    /// Copies `text` with `copy` and tells whether it worked. Where it did not, the line has the text.
    pub async fn tell_copied(self, text: &str, done: &str, copy: impl AsyncFn(&str) -> bool) {
        if copy(text).await {
            self.say(done);
        } else {
            self.say(format!(
                "This browser did not allow copying. Here it is: {text}"
            ));
        }
    }
}

impl Default for Messages {
    fn default() -> Self {
        Self::new()
    }
}

/// Where messages appear. The live regions are there from the start, as screen readers need them.
#[component]
pub(super) fn MessageArea() -> impl IntoView {
    let messages = expect_context::<Messages>();
    let Messages {
        text,
        offer,
        number,
    } = messages;
    view! {
        <div id=ID>
            <StatusLine text number offer on_close=move || messages.clear()/>
        </div>
    }
}
