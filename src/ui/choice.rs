//! Yes or no, and one of a few.

use leptos::prelude::*;

/// A box to tick with its label.
#[component]
pub fn Checkbox(
    /// What ticking it means.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with what the person made of it.
    on_change: impl Fn(bool) + 'static,
    /// Whether it can be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input
                type="checkbox"
                prop:checked=checked
                disabled=disabled
                on:change=move |event| on_change(event_target_checked(&event))
            />
            {label}
        </label>
    }
}

/// One of a few, all in sight: a group of radio buttons that looks like one control.
#[component]
pub fn Choice<T>(
    /// The name that joins the buttons; unique on the page.
    name: &'static str,
    /// What is chosen.
    legend: &'static str,
    /// The values with their labels, in their order.
    options: Vec<(T, &'static str)>,
    /// The value that is chosen.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with the value that the person chose.
    on_choose: impl Fn(T) + Clone + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let buttons = options.into_iter().map(|(value, label)| {
        let on_choose = on_choose.clone();
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| on_choose(value)
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choice">
            <legend>{legend}</legend>
            <div class="choice-options">{buttons.collect_view()}</div>
        </fieldset>
    }
}
