//! Whether the browser has promised to keep what is stored.

use super::state::{Line, State};
use crate::browser::keeping;
use crate::shell::when_live;
use crate::ui::LiveText;
use crate::ui::boxed::{flag, on_click, text};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the browser says, and a way to ask it.
#[component]
pub(super) fn Promise(state: State) -> impl IntoView {
    let promised = RwSignal::new(None::<bool>);
    let line = Line::new();
    when_live(move || {
        spawn_local(async move {
            _ = promised.try_set(keeping::is_promised().await);
        });
    });
    let said = move || match promised.get() {
        Some(true) => {
            "This browser has promised to keep your data: it deletes it only when you say so."
        }
        Some(false) => {
            "This browser has not promised to keep your data. You can ask it to; some browsers ask you back."
        }
        None if state.live.get() => {
            "This browser does not say whether it keeps your data. Take it that it may not."
        }
        None => "Whether this browser has promised to keep your data is shown here.",
    };
    let ask = move |_| {
        line.say("Asked. Where the browser asks you, the answer is yours.");
        spawn_local(async move {
            let answer = keeping::ask_for_promise().await;
            if promised.try_set(answer).is_some() {
                // The page was left meanwhile.
                return;
            }
            line.say(match answer {
                Some(true) => "The browser has promised it.",
                _ => "The browser has not promised it. Those built on Chromium do so without asking once the site is installed, bookmarked or often used.",
            });
        });
    };
    view! {
        <h3 id="how-safe">"How safe it is"</h3>
        <p>{text(said)}</p>
        <p hidden=flag(move || promised.get() != Some(false))>
            <button type="button" class="btn" on:click=on_click(ask)>
                "Ask it to keep my data"
            </button>
        </p>
        <LiveText text=line.text number=line.number/>
    }
}
