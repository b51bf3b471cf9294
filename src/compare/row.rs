//! What can be done with a row: behind the line that opens its explanation.

use super::state::State;
use super::table::RowPlace;
use crate::browser::history;
use crate::browser::piece::Within;
use crate::ui::{LimitedField, Menu, MenuItem};
use guide_core::compare::answers::note_that_fits;
use guide_core::compare::page::cell_id;
use guide_core::content::{ROLES, Role};
use leptos::prelude::*;

/// The tools of the rows whose explanation is open, each in its row.
#[component]
pub(super) fn OpenRows() -> impl IntoView {
    let state = State::here();
    let open = Memo::new(move |_| state.view.with(|view| view.open.clone()));
    view! {
        <For each=move || open.get() key=|row| *row let:row>
            {state
                .with_table(|table, _| table.tools_of(row))
                .flatten()
                .map(|place| view! { <Within place><RowTools row/></Within> })}
        </For>
    }
}

#[component]
fn RowTools(row: RowPlace) -> impl IntoView {
    let state = State::here();
    let title = state.title(row);
    let about = title.clone();
    let id = state
        .with_row(row, |row| ["note-of-", &row.id].concat())
        .unwrap_or_default();
    let is_pinned = Memo::new(move |_| state.view.with(|view| view.pinned.contains(&row)));
    view! {
        <p class="tools">
            <CopyLink row/>
            <button
                type="button"
                class="plain"
                aria-pressed=move || is_pinned.get().to_string()
                on:click=move |_| state.change(|view| view.toggle_pin(row))
            >
                {move || if is_pinned.get() { "Let it go from the top" } else { "Pin on top" }}
                <span class="unseen">": " {title}</span>
            </button>
            <button type="button" class="plain" on:click=move |_| state.hide(row)>
                "Hide"
                <span class="unseen">": " {about}</span>
            </button>
        </p>
        <Note row id/>
    }
}

/// The link to the row, or to one of its cells.
#[component]
fn CopyLink(row: RowPlace) -> impl IntoView {
    let state = State::here();
    let id = state
        .with_row(row, |row| row.id.clone())
        .unwrap_or_default();
    let id = StoredValue::new(id);
    let copy = move |fragment: String| {
        let address = [history::page_address().as_str(), "#", &fragment].concat();
        state.copy(address, "Link copied.");
    };
    let cells = move || {
        let roles = state.view.with(|view| view.roles.clone());
        let roles = roles.into_iter().filter_map(|role| ROLES.get(role));
        let entry = move |role: &'static Role| {
            view! {
                <MenuItem on_choose=move || copy(id.with_value(|id| cell_id(id, role)))>
                    "To its cell: "
                    {role.title}
                </MenuItem>
            }
        };
        roles.map(entry).collect_view()
    };
    view! {
        <Menu label="Copy link">
            <MenuItem on_choose=move || copy(id.with_value(|id| id.to_string()))>"To this row"</MenuItem>
            {cells}
        </Menu>
    }
}

/// The person's own note. It stays in this browser.
#[component]
pub(super) fn Note(
    row: RowPlace,
    /// The id of its field.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let state = State::here();
    let note = move || {
        state
            .mine
            .with(|mine| mine.get(row).map(|mine| mine.note.clone()))
            .unwrap_or_default()
    };
    view! {
        <div class="note-field">
            <label for=id.clone()>
                "My note"
                <span class="unseen">": " {state.title(row)}</span>
            </label>
            <LimitedField
                id
                kept=Signal::derive(note)
                fits=note_that_fits
                keep=move |note| state.answer(row, |mine| mine.set_note(&note))
            />
        </div>
    }
}
