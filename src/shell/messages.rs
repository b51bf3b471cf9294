//! What the app tells people: one line at a time, shown and spoken, with a way back where there is one.

use crate::browser::{clock, page};
use leptos::prelude::*;
use std::sync::Arc;

/// What a message offers to do, such as taking a change back. Not a `Callback`: that is disposed with
/// the element it was made for, and the element may be what was deleted.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// How many milliseconds a line stays. Long enough to read it twice; what it offers to undo can be
/// undone later too, by the page's own controls.
const STAYS: u32 = 12_000;

/// A line for the person.
#[derive(Clone, Default)]
struct Toast {
    text: String,
    /// What the button says and does.
    offer: Option<(&'static str, Undo)>,
    /// Rises from line to line.
    number: u32,
}

/// Where any part of the app leaves its messages.
#[derive(Clone, Copy)]
pub struct Messages(RwSignal<Toast>);

impl Messages {
    /// An empty place for messages.
    pub fn new() -> Self {
        Self(RwSignal::default())
    }

    /// Shows and speaks a line until the next one, until it is dismissed, or for [`STAYS`].
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), None);
    }

    /// The same with a button that takes back what the line tells.
    pub fn say_with_undo(self, text: impl Into<String>, undo: Undo) {
        self.say_and_offer(text, "Undo", undo);
    }

    /// The same with a button that says `name` and does `act`.
    pub fn say_and_offer(self, text: impl Into<String>, name: &'static str, act: Undo) {
        self.show(text.into(), Some((name, act)));
    }

    fn show(self, text: String, offer: Option<(&'static str, Undo)>) {
        let number = self.0.with_untracked(|toast| toast.number) + 1;
        self.0.set(Toast {
            text,
            offer,
            number,
        });
        clock::later(STAYS, move || {
            let is_newest = self.0.with_untracked(|toast| toast.number) == number;
            if is_newest && !page::has_focus("toast") {
                self.clear();
            }
        });
    }

    /// Takes the line away.
    pub fn clear(self) {
        self.0.update(|toast| {
            toast.text.clear();
            toast.offer = None;
        });
    }

    /// Copies `text` with `copy` and tells whether it worked. Where it did not, the line has the text.
    pub async fn tell_copied(self, text: &str, done: &str, copy: impl AsyncFn(&str) -> bool) {
        if copy(text).await {
            self.say(done);
        } else {
            self.say(["This browser did not allow copying. Here it is: ", text].concat());
        }
    }
}

impl Default for Messages {
    fn default() -> Self {
        Self::new()
    }
}

/// Where messages appear. The live region is there from the start, as screen readers need it.
#[component]
pub(super) fn MessageArea() -> impl IntoView {
    let messages = expect_context::<Messages>();
    move || {
        let Toast { text, offer, .. } = messages.0.get();
        let empty = text.is_empty();
        let (name, act) = offer.map_or(("Undo", None), |(name, act)| (name, Some(act)));
        let nothing = act.is_none();
        let accept = move |_| {
            messages.clear();
            if let Some(act) = &act {
                act();
            }
        };
        view! {
            <div id="toast" class="toast" class:shown=!empty>
                <p role="status">{text}</p>
                <button type="button" class="plain" hidden=nothing on:click=accept>
                    {name}
                </button>
                <button type="button" class="plain" hidden=empty on:click=move |_| messages.clear()>
                    "Close"<span class="unseen">" message"</span>
                </button>
            </div>
        }
    }
}
