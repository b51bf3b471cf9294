//! What could not be read: to look at, to save, and to delete.

use super::state::{Line, State};
use crate::browser::{focus, storage, take_along};
use crate::ui::boxed::{late, on_click, text};
use crate::ui::{Disclosure, Late, LiveText};
use guide_core::data::backup::write_unreadable;
use guide_core::data::overview::Kind;
use guide_core::text::counted;
use leptos::prelude::*;

/// How much of a value is shown.
const SHOWN: usize = 600;

/// The id of the list.
const ID: &str = "unreadable";

/// The list, where there is anything in it.
#[component]
pub(super) fn Unreadable(state: State) -> impl IntoView {
    let line = Line::new();
    let count = Memo::new(move |_| {
        state
            .overview
            .with(|overview| overview.amount(Kind::Unreadable).count)
    });
    view! {
        <div id=ID tabindex="-1">
            {late(move || (count.get() > 0).then(|| Late::of(view! { <List state line/> })))}
            <LiveText text=line.text number=line.number/>
        </div>
    }
}

#[component]
fn List(state: State, line: Line) -> impl IntoView {
    let summary = Signal::derive(move || {
        let count = state
            .overview
            .with(|overview| overview.amount(Kind::Unreadable).count);
        format!("Look at {} that could not be read", counted(count, "value"))
    });
    let save = move |_| {
        let file = state
            .overview
            .with_untracked(|overview| write_unreadable(overview.unreadable()));
        take_along::download(
            "technical-lead-guide-unreadable.json",
            "application/json",
            &file,
        );
    };
    view! {
        <Disclosure summary>
            <p>
                "Each is as it was found. One that still stands at its own place is copied aside before that place is written again. A backup contains them all."
            </p>
            <ul class="plain-list">
                {late(move || {
                    let values = state.overview.with(|overview| overview.unreadable().cloned().collect::<Vec<_>>());
                    let values = values.into_iter().map(|(key, raw)| view! { <Value state line key raw/> });
                    Some(Late::of(values.collect_view()))
                })}
            </ul>
            <button type="button" class="btn" on:click=on_click(save)>
                "Save these as a file"
            </button>
        </Disclosure>
    }
}

#[component]
fn Value(state: State, line: Line, key: String, raw: String) -> impl IntoView {
    let asked = RwSignal::new(false);
    let shown: String = raw.chars().take(SHOWN).collect();
    let cut = if shown.len() < raw.len() { "…" } else { "" };
    let name = key.clone();
    let delete = move |_| {
        if !asked.get_untracked() {
            return asked.set(true);
        }
        let gone = storage::store().remove_unreadable(&key);
        state.refresh();
        line.say(match gone {
            Ok(()) => "The value is deleted.".to_owned(),
            Err(error) => format!("The value is still there: {error}."),
        });
        focus::focus_id(ID);
    };
    view! {
        <li>
            <code>{name}</code>
            <pre tabindex="0" dir="auto">{shown}{cut}</pre>
            <button type="button" class="plain" on:click=on_click(delete)>
                {text(move || if asked.get() { "Delete it for good" } else { "Delete this value" })}
            </button>
        </li>
    }
}
