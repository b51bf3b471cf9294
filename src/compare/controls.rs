//! What is shown of the table: filter, topic, order, roles. In a row above it on a desk, behind one
//! button on a phone.

use super::state::{FILTER_ID, State};
use crate::ui::{Checkbox, CopyButton, Popover};
use guide_core::compare::model::ROLE_LIMIT;
use guide_core::content::{ROLES, ROW_GROUPS};
use leptos::prelude::*;

/// The orders with their names in links, and as they are shown.
const ORDERS: [(&str, &str); 9] = [
    ("", "as written"),
    ("title", "A to Z"),
    ("-title", "Z to A"),
    ("owner", "the lead’s rows first"),
    ("-owner", "the manager’s rows first"),
    ("dispute", "disputed first"),
    ("-dispute", "settled first"),
    ("weight", "what matters to me first"),
    ("-weight", "what matters to me last"),
];

/// The controls above the table.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let state = State::here();
    let view = state.view;
    let count = move || {
        let (shown, all) = state.count.get();
        format!("{shown} of {all} rows")
    };
    view! {
        <form
            class="controls needs-app"
            aria-label="What the table shows"
            autocomplete="off"
            on:submit=|event| event.prevent_default()
        >
            <Popover id="table-controls" label="Roles and filter">
                <label>
                    <span class="unseen">"Filter rows"</span>
                    <input
                        type="search"
                        class="field"
                        id=FILTER_ID
                        dir="auto"
                        placeholder="Filter rows"
                        prop:value=move || view.with(|view| view.filter.clone())
                        on:input=move |event| {
                            state.change(|view| view.filter = event_target_value(&event));
                        }
                    />
                </label>
                <Topic/>
                <Order/>
                <Checkbox
                    label="Only differences"
                    checked=Signal::derive(move || view.with(|view| view.differences))
                    on_change=move |on| state.change(|view| view.differences = on)
                />
                <Checkbox
                    label="Ungrouped"
                    checked=Signal::derive(move || view.with(|view| view.flat))
                    on_change=move |on| state.change(|view| view.flat = on)
                />
                <Roles/>
                <CopyButton
                    label="Copy link"
                    text=move || state.address()
                    on_copied=move |text, done| {
                        state.say(if done { "Link to this view copied.".to_owned() } else { text });
                    }
                />
            </Popover>
            <HiddenRows/>
            <p class="meta" role="status">{count}</p>
        </form>
    }
}

#[component]
fn Topic() -> impl IntoView {
    let state = State::here();
    let chosen = move || {
        let group = state.view.with(|view| view.group);
        group.map_or_else(String::new, |group| group.to_string())
    };
    let options = ROW_GROUPS
        .iter()
        .enumerate()
        .map(|(place, group)| view! { <option value=place.to_string()>{group.title}</option> });
    view! {
        <label>
            "Topic "
            <select
                class="field"
                id="group"
                prop:value=chosen
                on:change=move |event| {
                    state.change(|view| view.group = event_target_value(&event).parse().ok());
                }
            >
                <option value="">"All"</option>
                {options.collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Order() -> impl IntoView {
    let state = State::here();
    let options = ORDERS.map(|(name, label)| view! { <option value=name>{label}</option> });
    view! {
        <label>
            "Sort "
            <select
                class="field"
                id="order"
                prop:value=move || state.view.with(|view| view.sort_name())
                on:change=move |event| {
                    state.change(|view| view.sort_as(&event_target_value(&event)));
                }
            >
                {options.collect_view()}
            </select>
        </label>
    }
}

/// Brings back what the person has put away.
#[component]
fn HiddenRows() -> impl IntoView {
    let state = State::here();
    let count = Memo::new(move |_| state.view.with(|view| view.hidden.len()));
    let restore = move |_| {
        state.change(|view| view.hidden.clear());
        crate::browser::focus::focus_id(FILTER_ID);
    };
    view! {
        <button type="button" class="plain" hidden=move || count.get() == 0 on:click=restore>
            "Show hidden rows: "
            {count}
        </button>
    }
}

/// Which roles stand side by side, and in which order.
#[component]
fn Roles() -> impl IntoView {
    let state = State::here();
    let label = Signal::derive(move || {
        let count = state.view.with(|view| view.roles.len());
        format!("Roles: {count}")
    });
    view! {
        <Popover id="roles" label>
            <fieldset class="roles">
                <legend>{format!("Side by side, up to {}", in_words(ROLE_LIMIT))}</legend>
                {(0..ROLES.len()).map(|role| view! { <RoleChoice role/> }).collect_view()}
            </fieldset>
        </Popover>
    }
}

fn in_words(count: usize) -> String {
    match count {
        5 => "five".to_owned(),
        count => count.to_string(),
    }
}

#[component]
fn RoleChoice(
    /// The role, as an index into [`ROLES`].
    role: usize,
) -> impl IntoView {
    let state = State::here();
    let title = ROLES[role].title;
    let place = Memo::new(move |_| {
        state.view.with(|view| {
            let place = view.roles.iter().position(|shown| *shown == role);
            place.map(|place| (place, place + 1 == view.roles.len()))
        })
    });
    let toggle = move |event: leptos::ev::Event| {
        state.change(|view| view.toggle_role(role));
        // The last role stays, and no more than five fit: the box may have been ticked in vain.
        let is_shown = state.view.with_untracked(|view| view.roles.contains(&role));
        crate::browser::events::set_checked(&event, is_shown);
        state.say_columns();
    };
    // A button that is disabled under the focus would lose it, and the keys with it.
    let is_first = move || place.get().is_none_or(|(place, _)| place == 0);
    let is_last = move || place.get().is_none_or(|(_, is_last)| is_last);
    let shift = move |back: bool, is_at_end: bool| {
        if !is_at_end {
            state.change(|view| view.move_role(role, back));
            state.say_columns();
        }
    };
    view! {
        <label class="tick">
            <input type="checkbox" prop:checked=move || place.get().is_some() on:change=toggle/>
            {title}
        </label>
        <button
            type="button"
            class="plain"
            aria-label=format!("{title}: one column to the left")
            aria-disabled=move || is_first().to_string()
            on:click=move |_| shift(false, is_first())
        >
            "←"
        </button>
        <button
            type="button"
            class="plain"
            aria-label=format!("{title}: one column to the right")
            aria-disabled=move || is_last().to_string()
            on:click=move |_| shift(true, is_last())
        >
            "→"
        </button>
    }
}
