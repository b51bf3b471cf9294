//! Back to an earlier state of the plan.

use super::state::State;
use crate::ui::boxed::{flag, late, on_click};
use crate::ui::{Late, When};
use guide_core::day::Day;
use guide_core::roadmap::model::Plan;
use guide_core::roadmap::stored::RestorePoint;
use guide_core::text::counted;
use leptos::prelude::*;

/// The restore points, and the way back to the guide's plan.
#[component]
pub(super) fn GoBack() -> impl IntoView {
    let state = State::here();
    let asked = RwSignal::new(false);
    let reset = move |_| {
        asked.set(false);
        state.replace("before it was reset", Plan::reset);
    };
    view! {
        <h3 id="restore">"Go back"</h3>
        <p>"Before something replaces your plan, the page keeps it as it was: the last three times."</p>
        <ul class="restore-points">
            {late(move || {
                state.track_outline();
                let points = state.restore_points().into_iter().rev();
                let points = points.map(|point| view! { <Point point/> });
                Some(Late::of(points.collect_view()))
            })}
        </ul>
        <p hidden=flag(move || asked.get())>
            <button type="button" class="btn" id="reset" on:click=on_click(move |_| asked.set(true))>
                "Reset the plan to the guide’s"
            </button>
        </p>
        <When when=move || asked.get()>
            <p class="row">
                "Make the plan what the guide proposes? Yours stays as a restore point."
                <button type="button" class="btn main" on:click=on_click(reset)>
                    "Yes, reset it"
                </button>
                <button type="button" class="btn" on:click=on_click(move |_| asked.set(false))>
                    "No"
                </button>
            </p>
        </When>
    }
}

#[component]
fn Point(point: RestorePoint) -> impl IntoView {
    let state = State::here();
    let day = point.day.map(|day| format!(", {}", Day::in_words(day)));
    let said = format!(
        "As it was {}{}, {} ",
        point.why,
        day.unwrap_or_default(),
        counted(point.items.len(), "item")
    );
    let restore = move |_| {
        let items = point.items.clone();
        state.replace("before another state was brought back", |plan| {
            plan.replaced_by(items, "The plan is as it was then.")
        });
    };
    view! {
        <li>
            {said}
            <button type="button" class="plain" on:click=on_click(restore)>
                "Bring it back"
            </button>
        </li>
    }
}
