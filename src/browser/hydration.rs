//! Making a piece of the page's HTML live on its own, apart from what is around it.

use super::page::by_id;
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

/// The same; but where the element has none inside, as in a page that the app has built anew, it builds
/// the view.
pub fn hydrate_or_build<V>(id: &str, view: impl FnOnce() -> V)
where
    V: IntoView,
    V::State: 'static,
{
    match by_id(id) {
        Some(element) if element.first_element_child().is_none() => {
            let mut state = view().into_view().build();
            state.mount(&element, None);
            keep(state);
        }
        _ => hydrate(id, view),
    }
}

/// Its effects end with the owner.
fn keep<T: 'static>(state: T) {
    StoredValue::new_local(state);
}
