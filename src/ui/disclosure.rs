//! What is folded until somebody asks for it.

use super::late::LateChild;
use leptos::html;
use leptos::prelude::*;

/// Text or controls behind a line that opens them. The browser's own element: find-in-page and
/// keyboards know it.
#[component]
pub fn Disclosure(
    /// The line that is always shown.
    #[prop(into)]
    summary: Signal<String>,
    /// The element, for who opens it.
    #[prop(optional)]
    element: NodeRef<html::Details>,
    /// What the line opens.
    children: LateChild,
) -> impl IntoView {
    view! {
        <details class="disclosure" node_ref=element>
            <summary>{summary}</summary>
            {children.make()}
        </details>
    }
}
