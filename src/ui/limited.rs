//! A line that is kept as somebody writes it, as long as it is not too long.

use super::boxed::{on_event, text};
use guide_core::text::TooLong;
use leptos::prelude::*;

/// A field whose line is kept with every letter. A line that is too long stays in the field, which says
/// by how much; what was kept before stays kept.
#[component]
pub fn LimitedField(
    /// The id of the field; that of its error is made from it.
    #[prop(into)]
    id: String,
    /// The line that is kept.
    #[prop(into)]
    kept: Signal<String>,
    /// The part of a line that can be kept.
    fits: fn(&str) -> &str,
    /// Keeps a line.
    keep: impl Fn(String) + 'static,
) -> impl IntoView {
    let written = RwSignal::new(String::new());
    let problem = Memo::new(move |_| written.with(|line| TooLong::beyond(line, fits(line))));
    // Also what another tab keeps, or an undo, but never in place of what is not kept yet.
    Effect::new(move |_| {
        let kept = kept.get();
        if problem.with_untracked(Option::is_none) {
            written.set(kept);
        }
    });
    let error_id = format!("{id}-error");
    let described_by = error_id.clone();
    let has_problem = move || problem.with(Option::is_some);
    let write = move |event| {
        let line = event_target_value(&event);
        written.set(line.clone());
        if problem.with_untracked(Option::is_none) {
            keep(line);
        }
    };
    view! {
        <input
            type="text"
            class="field"
            id=id
            dir="auto"
            autocomplete="off"
            aria-describedby=move || has_problem().then(|| described_by.clone())
            aria-invalid=move || has_problem().then_some("true")
            prop:value=move || written.get()
            on:input=on_event(write)
        />
        <span class="field-error" id=error_id role="alert">
            {text(move || {
                problem.get().map_or_else(String::new, |too_long| format!("{too_long} Not kept until it fits."))
            })}
        </span>
    }
}
