//! A field for text, with its label and what is wrong with what stands in it.

use super::boxed::{flag, on_event, text};
use leptos::either::Either;
use leptos::prelude::*;

/// What a [`TextField`] takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Line,
    /// Several lines.
    Lines,
    /// A calendar day, `YYYY-MM-DD`, with the browser's own picker.
    Day,
    /// A whole number.
    Number,
}

/// A labelled field. What people write runs in the direction of their script.
#[component]
pub fn TextField(
    /// The id of the field; those of its hint and its error are made from it.
    #[prop(into)]
    id: String,
    /// What belongs into it.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    value: RwSignal<String>,
    /// One line or several, a day or a number.
    #[prop(optional)]
    kind: FieldKind,
    /// Help that is always shown below the label; empty where none is needed.
    #[prop(optional)]
    hint: &'static str,
    /// What is wrong with what stands in it, if something is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described_by = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        let has_hint = !hint.is_empty();
        move || match (has_hint, error.with(Option::is_some)) {
            (false, false) => None,
            (true, false) => Some(hint_id.clone()),
            (false, true) => Some(error_id.clone()),
            (true, true) => Some(format!("{hint_id} {error_id}")),
        }
    };
    let is_invalid = move || error.with(Option::is_some).then_some("true");
    let input_type = match kind {
        FieldKind::Line | FieldKind::Lines => "text",
        FieldKind::Day => "date",
        FieldKind::Number => "number",
    };
    let label_for = id.clone();
    let control = if kind == FieldKind::Lines {
        Either::Left(view! {
            <textarea
                id=id
                class="field"
                dir="auto"
                rows="4"
                aria-describedby=described_by
                aria-invalid=is_invalid
                prop:value=move || value.get()
                on:input=on_event(move |event| value.set(event_target_value(&event)))
            ></textarea>
        })
    } else {
        Either::Right(view! {
            <input
                id=id
                type=input_type
                class="field"
                dir="auto"
                autocomplete="off"
                aria-describedby=described_by
                aria-invalid=is_invalid
                prop:value=move || value.get()
                on:input=on_event(move |event| value.set(event_target_value(&event)))
            />
        })
    };
    view! {
        <div class="labelled" class:invalid=flag(move || error.with(Option::is_some))>
            <label for=label_for>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="meta" id=hint_id>{hint}</p> })}
            {control}
            <p class="field-error" id=error_id role="alert">{text(move || error.get().unwrap_or_default())}</p>
        </div>
    }
}
