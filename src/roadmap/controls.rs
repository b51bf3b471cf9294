//! What is shown of the plan, and the start of choosing.

use super::beginning::BeginningState;
use super::groups::Grouping;
use super::pieces::Piece;
use super::state::State;
use crate::ui::boxed::{late, on_click, on_event};
use crate::ui::{Choice, Menu, MenuItem, Select};
use guide_core::roadmap::filter::Filter;
use guide_core::roadmap::item::Status;
use leptos::prelude::*;

/// The two groupings with their names.
const GROUPINGS: [(Grouping, &str); 2] = [
    (Grouping::Horizons, "Now, next, later"),
    (Grouping::Steps, "By step"),
];

/// The row above the list.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let state = State::here();
    let beginning: BeginningState = expect_context();
    let filters = RwSignal::new(false);
    let has_filters = Memo::new(move |_| filters.get() || state.filter.with(Filter::is_on));
    view! {
        <div class="controls needs-app">
            <Choice
                name="grouping"
                legend="How the plan is shown"
                hidden_legend=true
                options=GROUPINGS.to_vec()
                chosen=state.grouping
                on_choose=move |grouping| state.group(grouping)
            />
            <Menu label="Filter, select, more">
                <MenuItem on_choose=move || filters.set(true)>"Filter the plan"</MenuItem>
                <MenuItem on_choose=move || state.chosen.set(Some(Vec::new()))>"Select several"</MenuItem>
                <MenuItem on_choose=move || beginning.ask()>"What do I have already?"</MenuItem>
            </Menu>
        </div>
        {late(move || has_filters.get().then(|| state.opened.content(Piece::Filters(filters))))}
    }
}

/// The statuses to choose from, with their names.
fn statuses() -> Vec<(Option<Status>, String)> {
    let any = [(None, "Any status".to_owned())];
    let choices = Status::CHOICES.map(|(status, name)| (Some(status), name.to_owned()));
    any.into_iter().chain(choices).collect()
}

/// What the plan is filtered by.
#[component]
pub(super) fn Filters(
    /// Whether it is wanted.
    wanted: RwSignal<bool>,
) -> impl IntoView {
    let state = State::here();
    let close = move |_| {
        wanted.set(false);
        state.clear_filter();
    };
    let status = RwSignal::new(None::<Status>);
    let step = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    // What is shown is what the filter says, also when it was cleared elsewhere.
    Effect::new(move |_| {
        if !state.filter.with(Filter::is_on) {
            status.set(None);
            step.set(String::new());
            text.set(String::new());
        }
    });
    let steps = Signal::derive(move || {
        state.track_outline();
        let all = (String::new(), "All steps".to_owned());
        state.with_plan(|plan| {
            let steps = plan.steps().into_iter();
            let steps = steps.map(|step| (step.id.to_owned(), step.title.to_owned()));
            std::iter::once(all).chain(steps).collect::<Vec<_>>()
        })
    });
    let choose_status = move |chosen: Option<Status>| {
        status.set(chosen.clone());
        state.change_filter(|filter| filter.set_status(chosen));
    };
    let choose_step = move |chosen: String| {
        state.change_filter(|filter| filter.set_step(&chosen));
        step.set(chosen);
    };
    view! {
        <div class="controls filters" role="search" aria-label="Filter the plan">
            <label>
                <span class="unseen">"Words"</span>
                <input
                    type="search"
                    class="field"
                    id="filter"
                    dir="auto"
                    placeholder="Words"
                    autocomplete="off"
                    prop:value=text
                    on:input=on_event(move |event| {
                        text.set(event_target_value(&event));
                        state.change_filter(|filter| filter.set_text(&text.get_untracked()));
                    })
                />
            </label>
            <Select
                label="Status"
                options=Signal::stored(statuses())
                chosen=status
                on_choose=choose_status
            />
            <Select
                label="Step"
                options=steps
                chosen=step
                on_choose=choose_step
            />
            <button type="button" class="plain" on:click=on_click(close)>
                "Show all"
            </button>
        </div>
    }
}
