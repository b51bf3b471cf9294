//! The table as it is shown, taken elsewhere: as Markdown, as a table for other programs, on paper.

use super::state::State;
use crate::browser::{page, take_along as browser};
use crate::ui::Checkbox;
use guide_core::compare::page::TAKE_ALONG;
use guide_core::compare::take_along;
use leptos::prelude::*;

/// The section below the table.
#[component]
pub(super) fn TakeOut() -> impl IntoView {
    let state = State::here();
    let with_mine = RwSignal::new(false);
    let copy = move |_| {
        let sheet = state.sheet(with_mine.get_untracked());
        state.copy(take_along::markdown(&sheet), "Table copied.");
    };
    let save = move |_| {
        // Spreadsheets read UTF-8 where this mark says so.
        let csv = take_along::csv(&state.sheet(with_mine.get_untracked()));
        browser::download(
            "role-comparison.csv",
            "text/csv",
            &["\u{feff}", &csv].concat(),
        );
    };
    view! {
        <section class="take-out needs-app">
            <h3 id=TAKE_ALONG>"Take it along"</h3>
            <p>"What the table shows now, in its order, with its roles. Rows that you select and copy keep their columns."</p>
            <p class="controls">
                <button type="button" class="btn" on:click=copy>
                    "Copy as Markdown"
                </button>
                <button type="button" class="btn" on:click=save>
                    "Save as CSV"
                </button>
                <button type="button" class="btn" on:click=move |_| page::print()>
                    "Print"
                </button>
                <Checkbox label="With my answers and notes" checked=with_mine on_change=move |on| with_mine.set(on)/>
            </p>
        </section>
    }
}
