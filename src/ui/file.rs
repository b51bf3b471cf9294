//! A file that comes in, chosen or dropped.

use super::boxed::on_event;
use crate::browser::files::{self, ChosenFile};
use leptos::ev;
use leptos::prelude::*;

/// A field for a file, which can also be dropped there.
#[component]
pub fn FileField(
    /// The id of the field.
    #[prop(into)]
    id: String,
    /// What the file is for.
    label: &'static str,
    /// Called with the file. It is not read yet.
    on_choose: impl Fn(ChosenFile) + Clone + 'static,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let dropped = on_choose.clone();
    let choose = move |event: ev::Event| {
        if let Some(file) = files::chosen(&event) {
            on_choose(file);
        }
    };
    let drag = move |event: ev::DragEvent| {
        // Without this the browser opens the file in place of the page.
        event.prevent_default();
        over.set(true);
    };
    let take = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = files::dropped(&event) {
            dropped(file);
        }
    };
    let label_for = id.clone();
    view! {
        <div
            class="file-field"
            class:over=over
            on:dragover=drag
            on:dragleave=move |_| over.set(false)
            on:drop=take
        >
            <label for=label_for>{label}</label>
            <input type="file" id=id on:change=on_event(choose)/>
        </div>
    }
}
