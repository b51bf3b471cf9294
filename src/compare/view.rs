//! The comparison page: controls above the table, and the table.

use super::model::{RowText, View};
use crate::browser::{history, page, table, take_along};
use crate::content::{ROLES, ROW_GROUPS};
use crate::shell::{Messages, is_live};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

/// The comparison.
#[component]
pub fn Compare(
    /// The inner HTML of the table's place. The page's file has it already at the first render.
    table: Memo<Option<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(View::default());
    let counts = RwSignal::new(None);
    let messages = expect_context::<Messages>();
    follow_address(shown, messages);
    follow_view(shown, table, counts);
    view! {
        <div class="wide compare">
            <h1>"Technical lead or engineering manager?"</h1>
            <p class="standfirst">"One owns the system, the other the people. The rest is where companies differ."</p>
            <noscript>
                <p class="note">"This is the whole table. To filter it, the page needs JavaScript."</p>
            </noscript>
            <form class="controls needs-app" aria-label="What the table shows" on:submit=|event| event.prevent_default()>
                {move || controls(shown, messages)}
                <p class="meta" role="status">
                    {move || counts.get().map(|(count, all)| format!("{count} of {all} rows"))}
                </p>
            </form>
            <div id="content" inner_html=move || table.get().unwrap_or_default()></div>
        </div>
    }
}

/// The address may ask for another view than the default, which only the browser knows.
fn follow_address(shown: RwSignal<View>, messages: Messages) {
    let search = use_location().search;
    Effect::new(move || {
        search.track();
        let (view, ignored) = View::from_query(&history::query());
        if shown.with_untracked(|shown| *shown != view) {
            shown.set(view);
        }
        if !ignored.is_empty() {
            messages.say(
                [
                    "Part of this link is not understood and was left out: ",
                    &ignored.join(", "),
                    ".",
                ]
                .concat(),
            );
        }
    });
}

/// The table on the page follows the view. `counts` gets the rows shown, and all rows.
fn follow_view(
    shown: RwSignal<View>,
    html: Memo<Option<String>>,
    counts: RwSignal<Option<(usize, usize)>>,
) {
    let rows = StoredValue::new(Vec::<RowText>::new());
    Effect::new(move || {
        let view = shown.get();
        html.track();
        // After a navigation the table comes onto the page with the other effects of this change.
        request_animation_frame(move || {
            if rows.with_value(Vec::is_empty) {
                rows.set_value(table::read_rows());
            }
            counts.set(rows.with_value(|rows| Some((table::show(&view, rows), rows.len()))));
            page::set_root_attribute("data-query", None);
        });
    });
}

/// Changes the view and the address with it.
fn change(shown: RwSignal<View>, change: impl FnOnce(&mut View)) {
    shown.update(change);
    shown.with_untracked(|view| history::replace_query(&view.to_query()));
}

/// The controls for a view. They are rendered from plain values each time it changes: that patches
/// the elements in place, and is much less code than a signal for each attribute.
fn controls(shown: RwSignal<View>, messages: Messages) -> impl IntoView {
    let View {
        filter,
        group,
        differences,
        roles,
    } = shown.get();
    let off = !is_live();
    let groups = ROW_GROUPS
        .iter()
        .enumerate()
        .map(|(index, entry)| view! { <option value=index.to_string()>{entry.title}</option> })
        .collect_view();
    view! {
        <label>
            <span class="unseen">"Filter rows"</span>
            <input
                type="search"
                class="field"
                id="filter"
                placeholder="Filter rows"
                autocomplete="off"
                disabled=off
                prop:value=filter
                on:input=move |event| change(shown, |view| view.set_filter(&event_target_value(&event)))
            />
        </label>
        <label>
            "Topic "
            <select
                class="field"
                id="group"
                disabled=off
                prop:value=group.map_or_else(String::new, |group| group.to_string())
                on:change=move |event| change(shown, |view| view.group = event_target_value(&event).parse().ok())
            >
                <option value="">"All"</option>
                {groups}
            </select>
        </label>
        <label class="tick">
            <input
                type="checkbox"
                id="differences"
                disabled=off
                prop:checked=differences
                on:change=move |event| change(shown, |view| view.differences = event_target_checked(&event))
            />
            "Only differences"
        </label>
        <details class="roles">
            <summary>"Roles: " {roles.len()}</summary>
            <fieldset>
                <legend>"Side by side, up to five"</legend>
                {role_boxes(shown, &roles)}
            </fieldset>
        </details>
        <button type="button" class="plain" on:click=move |_| copy_link(messages)>
            "Copy link to this view"
        </button>
    }
}

fn role_boxes(shown: RwSignal<View>, roles: &[usize]) -> impl IntoView + use<> {
    let boxes = ROLES.iter().enumerate().map(|(index, role)| {
        let toggle = move |event| {
            change(shown, |view| view.toggle_role(index));
            // The last role stays and no sixth is added: then the box has to go back.
            page::set_checked(
                &event,
                shown.with_untracked(|view| view.roles.contains(&index)),
            );
        };
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=roles.contains(&index) on:change=toggle/>
                {role.title}
            </label>
        }
    });
    boxes.collect_view()
}

fn copy_link(messages: Messages) {
    spawn_local(async move {
        messages
            .tell_copied(
                &history::address(),
                "Link to this view copied.",
                take_along::copy,
            )
            .await;
    });
}
