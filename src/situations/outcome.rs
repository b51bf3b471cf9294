//! What the answers come to.

use super::state::{OUTCOME, State};
use crate::ui::{CopyButton, ShareButton};
use guide_core::situations::model::{Leaning, headline, reasons};
use leptos::prelude::*;

/// The leaning with its reasons, what to read next, and what can be done with it.
#[component]
pub(super) fn Outcome(
    state: State,
    /// For each leaning what to read next, as HTML.
    next: [String; 3],
    /// Whether it is shown.
    #[prop(into)]
    shown: Signal<bool>,
    /// Whether the reasons of each answer can be shown and hidden.
    folds: bool,
) -> impl IntoView {
    let deck = state.deck;
    let mean = move || {
        state
            .answers
            .with(|answers| answers.mean(deck))
            .unwrap_or_default()
    };
    let leans = move |side| Leaning::of(mean()) == side;
    let why = move || state.answers.with(|answers| reasons(answers.tally(deck)));
    let next = Leaning::ALL.into_iter().zip(next);
    let next = next
        .map(|(leaning, html)| {
            view! { <p class="next" hidden=move || !leans(leaning) inner_html=html></p> }
        })
        .collect_view();
    view! {
        <section
            class="verdict"
            class:shown=move || shown.get()
            class:system=move || leans(Leaning::System)
            class:people=move || leans(Leaning::People)
        >
            <h2 id=OUTCOME>{move || headline(mean())}</h2>
            <p>{why} " A leaning, not a verdict: every answer is right somewhere."</p>
            {next}
            <p class="do">
                <button
                    type="button"
                    class="btn"
                    hidden=!folds
                    aria-expanded=move || state.told.get().to_string()
                    on:click=move |_| state.told.update(|told| *told = !*told)
                >
                    {move || if state.told.get() { "Hide the reasons" } else { "Show the reasons" }}
                </button>
                <CopyButton
                    label="Copy a link to this result"
                    text=move || state.address()
                    on_copied=move |text: String, done| state.copied(&text, done)
                />
                <ShareButton label="Share…" address=move || state.address()/>
                <button type="button" class="plain" on:click=move |_| state.clear()>
                    "Start over"
                </button>
            </p>
        </section>
    }
}
