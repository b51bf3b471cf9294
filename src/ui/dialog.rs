//! A modal dialog.

use leptos::html;
use leptos::prelude::*;

/// A modal dialog with a heading and a button that closes it. The browser keeps the focus inside,
/// closes it on Escape and on a click outside, and gives the focus back.
#[component]
pub fn Dialog<C: IntoView + 'static>(
    /// The id of the element; the heading gets one from it.
    id: &'static str,
    /// The heading.
    title: &'static str,
    /// Whether it is open. Closing by the person sets it to `false`.
    open: RwSignal<bool>,
    /// What it shows.
    children: TypedChildren<C>,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    keep_open(element, open);
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            id=id
            node_ref=element
            class="dialog"
            closedby="any"
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <h2 id=title_id>{title}</h2>
            {children.into_inner()()}
            <button type="button" class="btn" autofocus on:click=move |_| open.set(false)>
                "Close"
            </button>
        </dialog>
    }
}

/// Opens and closes a dialog element as `open` says. The element itself has to set `open` to `false`
/// when the browser closes it.
pub fn keep_open(element: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // It fails where the element has just left the page: nothing is to be shown then.
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
}
