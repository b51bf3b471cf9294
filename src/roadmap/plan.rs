//! The plan as a list: what is in it, in two groupings.

use super::beginning::BeginningState;
use super::controls::Controls;
use super::drag::InHand;
use super::group::{AddStep, Group};
use super::groups::Grouping;
use super::state::State;
use crate::ui::When;
use crate::ui::boxed::{flag, on_click};
use guide_core::roadmap::filter::Filter;
use leptos::prelude::*;

/// The plan.
#[component]
pub(super) fn PlanTab() -> impl IntoView {
    let state = State::here();
    view! {
        <Controls/>
        <Nothing/>
        <div class="plan" class:by-step=flag(move || state.grouping.get() == Grouping::Steps)>
            <For
                each=move || state.groups.get()
                key=|group| group.id.clone()
                children=move |group| view! { <Group group/> }
            />
        </div>
        <When when=move || state.grouping.get() == Grouping::Steps>
            <AddStep/>
        </When>
        <InHand/>
    }
}

/// What is said where nothing is to be seen.
#[component]
fn Nothing() -> impl IntoView {
    let state = State::here();
    let beginning: BeginningState = expect_context();
    let is_empty = Memo::new(move |_| {
        state
            .groups
            .with(|groups| groups.iter().all(|group| group.ids.with(Vec::is_empty)))
    });
    let is_filtered = move || state.filter.with(Filter::is_on);
    let nothing_left =
        move || state.started.get() && !is_filtered() && state.next_step.with(Option::is_none);
    view! {
        <When when=move || is_filtered() && is_empty.get()>
            <p class="note">
                "No milestone fits the filter."
            </p>
        </When>
        <When when=nothing_left>
            <p class="note">
                "Nothing is left to do. Add a milestone of your own under “By step”, or "
                <button type="button" class="plain" on:click=on_click(move |_| beginning.ask())>
                    "go through the questions again"
                </button> "."
            </p>
        </When>
    }
}
