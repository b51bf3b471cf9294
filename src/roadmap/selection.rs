//! What can be done with several milestones at once.

use super::share::ShareScope;
use super::state::State;
use crate::ui::boxed::{on_click, text};
use crate::ui::{Menu, MenuItem};
use guide_core::id::{ItemId, StepId};
use guide_core::roadmap::item::Status;
use guide_core::text::number;
use leptos::prelude::*;

/// The ids of those that are chosen.
fn chosen(state: State) -> Vec<ItemId> {
    state.chosen.get_untracked().unwrap_or_default()
}

/// The bar at the bottom while milestones are being chosen.
#[component]
pub(super) fn Bar() -> impl IntoView {
    let state = State::here();
    let scope: ShareScope = expect_context();
    let count = move || state.chosen.with(|all| all.as_ref().map_or(0, Vec::len));
    let nothing = Signal::derive(move || count() == 0);
    let mark = move |status: Status| {
        move || {
            state.edit(|plan| plan.set_status(&chosen(state), &status));
        }
    };
    let delete = move |_| {
        let ids = chosen(state);
        if state.edit(|plan| plan.remove(&ids)) {
            state.chosen.set(None);
        }
    };
    view! {
        <section class="selection" aria-label="With the milestones you selected">
            <p role="status">
                {text(move || match count() {
                    0 => "Select milestones by their boxes.".to_owned(),
                    count => [&number(count), " selected"].concat(),
                })}
            </p>
            <Menu label="Mark as" disabled=nothing>
                {Status::CHOICES
                    .map(|(status, name)| {
                        view! {
                            <MenuItem on_choose=mark(status)>
                                {name}
                            </MenuItem>
                        }
                    })
                    .collect_view()}
            </Menu>
            <Menu label="Move to" disabled=nothing>
                <Steps/>
            </Menu>
            <button
                type="button"
                class="plain"
                disabled=nothing
                on:click=on_click(move |_| scope.share_chosen())
            >
                "Share"
            </button>
            <button type="button" class="plain" disabled=nothing on:click=on_click(delete)>
                "Delete"
            </button>
            <button type="button" class="plain" on:click=on_click(move |_| state.chosen.set(None))>
                "Stop selecting"
            </button>
        </section>
    }
}

/// The steps that the chosen milestones can go to.
#[component]
fn Steps() -> impl IntoView {
    let state = State::here();
    let steps: Vec<(StepId, String)> = state.with_plan(|plan| {
        let steps = plan.steps().into_iter();
        let steps = steps.map(|step| (step.id.into(), step.title.to_owned()));
        steps.collect()
    });
    steps
        .into_iter()
        .map(|(id, title)| {
            let go = move || _ = state.edit(|plan| plan.move_to(&chosen(state), &id, None));
            view! {
                <MenuItem on_choose=go>
                    {title}
                </MenuItem>
            }
        })
        .collect_view()
}
