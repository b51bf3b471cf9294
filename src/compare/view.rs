//! The comparison's page: its heading, and the room that answers what is done on it.

use super::room::{Place, Room};
use crate::browser::{page, storage};
use crate::shell::{Messages, react, when_live};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The comparison.
#[component]
pub fn Compare(
    /// The HTML below the heading: for the page's file. In the browser it stands there already.
    #[prop(optional)]
    content: String,
) -> impl IntoView {
    let place = Place::new(expect_context::<Messages>());
    when_live(move || {
        follow_address(place);
        storage::on_change_elsewhere(move |key| {
            if key.is_empty() || key.starts_with(guide_core::compare::answers::KEYS) {
                place.with(Room::load_answers);
            }
        });
    });
    let touched = move |event: &leptos::ev::Event| {
        if let Some(field) = page::field_touched(event) {
            place.with(|room| room.field_changed(&field));
        }
    };
    view! {
        <div
            class="wide compare"
            on:submit=|event| event.prevent_default()
            on:input=move |event| touched(&event)
            on:change=move |event| touched(&event)
            on:click=move |event| {
                if let Some((act, what)) = page::act_of(&event) {
                    // A summary would open its details itself, after this.
                    event.prevent_default();
                    place.with(|room| room.act(&act, &what));
                }
            }
        >
            <h1>"Technical lead or engineering manager?"</h1>
            <p class="standfirst">"One owns the system, the other the people. The rest is where companies differ."</p>
            <noscript>
                <p class="note">"This is the whole table. To filter it, the page needs JavaScript."</p>
            </noscript>
            <div class="comparison" inner_html=content></div>
        </div>
    }
}

/// The address may ask for another view than the default, which only the browser knows.
fn follow_address(place: Place) {
    let location = use_location();
    place.open();
    react(move || {
        location.search.track();
        location.hash.track();
        place.with(Room::read_address);
        page::set_root_attribute("data-query", None);
    });
}
