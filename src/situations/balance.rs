//! The balance between system and people.

use super::state::State;
use guide_core::situations::model::tendency;
use leptos::prelude::*;

/// How long the beam is, in the units of its drawing. Half of it is what a mean of 100 moves.
const BEAM: i16 = 200;

/// A beam of two colours: the part that somebody leans to is the longer one.
#[component]
pub(super) fn Balance(state: State) -> impl IntoView {
    let mean = Memo::new(move |_| state.answers.with(|answers| answers.mean(state.deck)));
    let system = move || BEAM / 2 - mean.get().unwrap_or_default();
    let said = move || mean.get().map_or("nothing answered yet", tendency);
    view! {
        <div
            class="balance"
            role="meter"
            aria-label="Between the system and the people"
            aria-valuemin="-100"
            aria-valuemax="100"
            aria-valuenow=move || mean.get().unwrap_or_default()
            aria-valuetext=said
        >
            <span class="pole" aria-hidden="true">"the system"</span>
            <span class="pole" aria-hidden="true">"the people"</span>
            <svg viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="lead" width=system height="8"></rect>
                <rect class="manager" x=system width=move || BEAM - system() height="8"></rect>
                <rect class="middle" x="99.5" width="1" height="8"></rect>
            </svg>
        </div>
    }
}
