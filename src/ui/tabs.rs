//! The views of one room, each with an address of its own.

use leptos::prelude::*;

/// A view of a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab<T> {
    /// The view.
    pub view: T,
    /// Its name.
    pub label: &'static str,
    /// Its address, so that it can be linked and opened in another tab of the browser.
    pub href: String,
}

/// Links to the views of a room. They are links and not buttons, because each view has an address;
/// the one that is shown says so.
#[component]
pub fn Tabs<T>(
    /// What these are the views of.
    label: &'static str,
    /// The views, in their order.
    tabs: Vec<Tab<T>>,
    /// The view that is shown.
    #[prop(into)]
    shown: Signal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let links = tabs.into_iter().map(|tab| {
        view! {
            <li>
                <a href=tab.href aria-current=move || (shown.get() == tab.view).then_some("true")>
                    {tab.label}
                </a>
            </li>
        }
    });
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
}
