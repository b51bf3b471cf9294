//! How far something is.

use leptos::prelude::*;

/// A bar with the same in words beside it, so that neither colour nor length has to be read.
#[component]
pub fn Progress(
    /// What it is the progress of, for those who cannot see the bar.
    label: &'static str,
    /// How many are done.
    #[prop(into)]
    done: Signal<usize>,
    /// How many there are.
    #[prop(into)]
    all: Signal<usize>,
) -> impl IntoView {
    view! {
        <p class="progress-line">
            <progress aria-label=label value=move || done.get() max=move || all.get().max(1)></progress>
            <span>{done} " of " {all} " done"</span>
        </p>
    }
}
