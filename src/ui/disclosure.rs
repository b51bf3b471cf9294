//! What is folded until somebody asks for it.

use super::late::LateChild;
use leptos::prelude::*;

/// Text or controls behind a line that opens them. The browser's own element: find-in-page and
/// keyboards know it.
#[component]
pub fn Disclosure(
    /// The line that is always shown.
    #[prop(into)]
    summary: Signal<String>,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
    /// What the line opens.
    children: LateChild,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary>{summary}</summary>
            {children.make()}
        </details>
    }
}
