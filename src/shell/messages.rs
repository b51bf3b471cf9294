//! What the app tells people: one line at a time, shown and spoken, with a way back where there is one.

use leptos::prelude::*;
use std::sync::Arc;

/// What takes a change back. Not a `Callback`: that is disposed with the element it was made for,
/// and the element may be what was deleted.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// A line for the person.
#[derive(Clone, Default)]
struct Toast {
    text: String,
    undo: Option<Undo>,
}

/// Where any part of the app leaves its messages.
#[derive(Clone, Copy)]
pub struct Messages(RwSignal<Toast>);

impl Messages {
    /// An empty place for messages.
    pub fn new() -> Self {
        Self(RwSignal::default())
    }

    /// Shows and speaks a line until the next one, or until it is dismissed.
    pub fn say(self, text: impl Into<String>) {
        self.0.set(Toast {
            text: text.into(),
            undo: None,
        });
    }

    /// The same with a button that takes back what the line tells.
    pub fn say_with_undo(self, text: impl Into<String>, undo: Undo) {
        self.0.set(Toast {
            text: text.into(),
            undo: Some(undo),
        });
    }

    /// Takes the line away.
    pub fn clear(self) {
        self.0.set(Toast::default());
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
    let messages = expect_context::<Messages>().0;
    move || {
        let Toast { text, undo } = messages.get();
        let empty = text.is_empty();
        let undoable = undo.is_some();
        let take_back = move |_| {
            messages.set(Toast::default());
            if let Some(undo) = &undo {
                undo();
            }
        };
        view! {
            <div class="toast" class:shown=!empty>
                <p role="status">{text}</p>
                <button type="button" class="plain" hidden=!undoable on:click=take_back>
                    "Undo"
                </button>
                <button type="button" class="plain" hidden=empty on:click=move |_| messages.set(Toast::default())>
                    "Close"<span class="unseen">" message"</span>
                </button>
            </div>
        }
    }
}
