//! Making a piece of the page's HTML live on its own, apart from what is around it.

use super::elements::{all_in, by_id, replace_children};
use super::focus::{focus_heading, focus_target, focused};
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;

/// Hydrates what is in the element with this id, for as long as the current owner lives.
///
/// The element's HTML must be what the view renders at first; where it is not, the app stops.
pub fn hydrate<V>(id: &str, view: impl FnOnce() -> V)
where
    V: IntoView,
    V::State: 'static,
{
    if let Some(element) = by_id(id) {
        let view = view().into_view();
        let state = view.hydrate::<true>(&Cursor::new(element), &PositionState::default());
        keep(state);
    }
}

/// Builds the view and puts it in the place of what the element with this id has, for as long as the
/// current owner lives. The content of [`Prerendered`] elements moves over.
///
/// Both show the same, so nothing is seen of it. The code that hydrates a view is made for each type in
/// it; of a room of forms and lists it is a third, and what a person has stored differs from the page
/// anyway.
pub fn build_in_place<V>(id: &str, view: impl FnOnce() -> V)
where
    V: IntoView,
    V::State: 'static,
{
    let Some(element) = by_id(id) else { return };
    let had_focus = focused().filter(|focused| element.contains(Some(focused)));
    let before = all_in(&element, PRERENDERED);
    let mut state = view().into_view().build();
    element.set_text_content(None);
    state.mount(&element, None);
    keep(state);
    for new in all_in(&element, PRERENDERED) {
        let class = new.class_name();
        if let Some(old) = before.iter().find(|old| old.class_name() == class) {
            replace_children(&new, old);
        }
    }
    // The same control of the new view; after a navigation, the heading.
    match had_focus.map(|control| control.id()).as_deref() {
        Some("") => focus_heading(),
        Some(id) => focus_target(id),
        None => {}
    }
}

/// Selects what [`Prerendered`] makes.
const PRERENDERED: &str = "[data-prerendered]";

/// HTML that a page's file has, and not the app.
#[component]
pub fn Prerendered(
    /// The class of the element that it stands in; no other on the page has it.
    class: &'static str,
    /// For the file; empty in the browser.
    html: String,
    /// Whether it stands for something that comes later: then what needs the app in it is not seen.
    #[prop(optional)]
    coming: bool,
) -> impl IntoView {
    view! { <div class=class data-prerendered data-coming=coming inner_html=html></div> }
}

/// A view as HTML, for [`Prerendered`]: in the page's file. In the browser it is made later, if at all.
pub fn html_of<V: IntoView>(view: impl FnOnce() -> V) -> String {
    #[cfg(not(target_arch = "wasm32"))]
    return view().into_view().to_html();
    #[cfg(target_arch = "wasm32")]
    {
        _ = view;
        String::new()
    }
}

/// Its effects end with the owner.
fn keep<T: 'static>(state: T) {
    StoredValue::new_local(state);
}
