//! How far the plan is, what was done last, and the way back: in sight wherever the person is.

use super::state::State;
use super::take_out;
use crate::ui::LiveText;
use guide_core::roadmap::forecast::{brief_window, range};
use guide_core::roadmap::model::Progress;
use leptos::prelude::*;

/// The strip at the top of the room, which stays in sight.
#[component]
pub(super) fn Strip() -> impl IntoView {
    let state = State::here();
    let progress = state.progress;
    let text = Signal::derive(move || state.said.with(|said| said.text.clone()));
    let number = Signal::derive(move || state.said.with(|said| said.number));
    let saved = move || {
        let quiet = text.with(String::is_empty) && state.started.get();
        let all_well = state.trouble.with(Option::is_none);
        (quiet && all_well).then_some("Saved in this browser.")
    };
    view! {
        <section class="strip" aria-label="Progress of the plan">
            <p class="progress">{move || facts(state)}</p>
            <progress
                aria-label="Milestones that are done"
                value=move || progress.get().done
                max=move || progress.get().all.max(1)
            ></progress>
            <div class="strip-line">
                <div class="said">
                    <LiveText text number/>
                    <p class="meta">{saved}</p>
                </div>
                <button
                    type="button"
                    class="plain"
                    id="undo"
                    data-stays=""
                    hidden=move || !state.started.get()
                    disabled=move || !state.available.get().0
                    on:click=move |_| state.undo()
                >
                    "Undo"
                </button>
                <button
                    type="button"
                    class="plain"
                    id="redo"
                    data-stays=""
                    hidden=move || !state.started.get()
                    disabled=move || !state.available.get().1
                    on:click=move |_| state.redo()
                >
                    "Redo"
                </button>
            </div>
            <div role="alert">{move || trouble(state)}</div>
        </section>
    }
}

/// “9 of 28 done · 40–90 h left · finish Mar 2027 – Aug 2027 at 3 h a week”.
fn facts(state: State) -> String {
    let Progress { done, all } = state.progress.get();
    if !state.started.get() {
        return format!(
            "{all} milestones in {} steps",
            guide_core::content::STEPS.len()
        );
    }
    let mut facts = vec![format!("{done} of {all} done")];
    state.forecast.with(|forecast| {
        let forecast = forecast.as_ref().filter(|forecast| forecast.estimated > 0);
        if let (Some(forecast), Some(today)) = (forecast, state.today.get()) {
            facts.push(format!("{} h left", range(forecast.likely)));
            facts.push(format!(
                "finish {} at {} h a week",
                brief_window(forecast.days, today),
                forecast.hours_a_week
            ));
        }
    });
    facts.join(" · ")
}

/// What stands between the person and a plan that is kept. It wins over everything that was done.
fn trouble(state: State) -> impl IntoView {
    let fault = state
        .trouble
        .get()
        .map(|fault| format!("Not saved: {fault}. Your changes last until you close this page."));
    let damaged = match state.damaged.with(Vec::len) {
        0 => None,
        count => Some(format!(
            "Saved items that could not be read: {count}. They are left as they are, and the file contains them."
        )),
    };
    let lines: Vec<String> = [fault, damaged].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| {
        view! {
            <p class="not-saved">
                {lines.join(" ")} " "
                <button type="button" class="plain" on:click=move |_| take_out::save_file(state)>
                    "Save the plan as a file"
                </button>
            </p>
        }
    })
}
