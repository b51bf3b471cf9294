//! Yes or no, one of a few, and one of many.

use super::boxed::{Handler, Reactive, flag, on_event};
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
        <label class="tick" dir="auto">
            <input
                type="checkbox"
                prop:checked=checked
                disabled=disabled
                on:change=on_event(move |event| on_change(event_target_checked(&event)))
            />
            {label}
        </label>
    }
}

/// One of a few, all in sight: a group of radio buttons that looks like one control.
#[component]
pub fn Choice<T>(
    /// The name that joins the buttons; unique on the page.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: String,
    /// Whether the legend is for screen readers only: where the options say enough.
    #[prop(optional)]
    hidden_legend: bool,
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
        let is_chosen = flag(move || chosen.get() == value);
        (label, is_chosen, on_event(move |_| on_choose(value)))
    });
    choice_view(name, legend, hidden_legend, buttons.collect())
}

/// Without the type of the values: labels, whether each is chosen, and what choosing it does.
fn choice_view(
    name: String,
    legend: String,
    hidden_legend: bool,
    buttons: Vec<(&'static str, Reactive<bool>, Handler<leptos::ev::Event>)>,
) -> impl IntoView {
    let buttons = buttons.into_iter().map(|(label, is_chosen, choose)| {
        view! {
            <label>
                <input type="radio" name=name.clone() prop:checked=is_chosen on:change=choose/>
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choice">
            <legend class:unseen=hidden_legend dir="auto">{legend}</legend>
            <div class="choice-options">{buttons.collect_view()}</div>
        </fieldset>
    }
}

/// One of many: the browser's own list.
#[component]
pub fn Select<T>(
    /// What is chosen.
    label: &'static str,
    /// The values with their names, in their order.
    #[prop(into)]
    options: Signal<Vec<(T, String)>>,
    /// The value that is chosen.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with the value that the person chose.
    on_choose: impl Fn(T) + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        let value = options.with_untracked(|options| {
            let (value, _) = options.get(place?)?;
            Some(value.clone())
        });
        if let Some(value) = value {
            on_choose(value);
        }
    };
    let names = move || {
        let chosen = chosen.get();
        let options = options.get().into_iter();
        let names = options.map(|(value, name)| (name, value == chosen));
        names.collect()
    };
    select_view(label, Box::new(names), on_event(choose))
}

/// Without the type of the values: names, and whether each is chosen.
fn select_view(
    label: &'static str,
    names: Box<dyn Fn() -> Vec<(String, bool)> + Send>,
    choose: Handler<leptos::ev::Event>,
) -> impl IntoView {
    let entries = move || {
        let names = names().into_iter().enumerate();
        let entries = names.map(|(place, (name, is_chosen))| {
            view! {
                <option value=place.to_string() selected=is_chosen prop:selected=is_chosen>
                    {name}
                </option>
            }
        });
        entries.collect_view()
    };
    view! {
        <label class="select">
            <span>{label}</span>
            <select class="field" on:change=choose>
                {entries}
            </select>
        </label>
    }
}
