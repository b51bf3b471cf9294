//! Colleagues: asking them, what they see, and agreeing with them.

use super::arrival::PasteLink;
use super::history::Entries;
use super::joint::Together;
use crate::shell::href;
use crate::skills::state::{Room, ids};
use crate::ui::{LimitedField, ShareButton};
use guide_core::route::Route;
use guide_core::skills::link::name_that_fits;
use leptos::prelude::*;

/// What colleagues see.
#[component]
pub(super) fn Colleagues() -> impl IntoView {
    let room = Room::here();
    let ratings = Signal::derive(move || room.kept.with(|kept| kept.ratings.clone()));
    let has_ratings = move || !ratings.with(Vec::is_empty);
    let is_complete = move || room.kept.with(|kept| kept.draft.levels.is_complete());
    view! {
        <section hidden=move || !room.is_own()>
            <h2 id=ids::COLLEAGUES>"What colleagues see"</h2>
            <p>
                "Ask one person who reviews your code and one outside engineering. They open your link, rate the same skills without seeing your score, and send you a link back. Then both lie side by side, and you agree on what to work on."
            </p>
            <Ask/>
            <p hidden=move || !has_ratings() || is_complete()>
                "You see what they say once you have scored all skills yourself, so that your score does not lean on theirs."
            </p>
            <Entries records=ratings/>
            <Together/>
            <p class="meta">
                "Your scores stay in this browser. The link for a colleague has your first name, if you give it, and no scores. What stands in a link after “#” is sent to no server. "
                <a href=href(Route::About)>"Where your data is"</a>
            </p>
        </section>
    }
}

/// The link for a colleague, and the place for an answer that does not open.
#[component]
fn Ask() -> impl IntoView {
    let room = Room::here();
    let address = move || room.ask();
    view! {
        <p class="asking needs-app">
            <label for="asker">"Your first name, if the link should say it"</label>
            <LimitedField
                id="asker"
                kept=Signal::derive(move || room.kept.with(|kept| kept.request.name.clone()))
                fits=name_that_fits
                keep=move |name| room.set_name(&name)
            />
            <button
                type="button"
                class="btn main"
                on:click=move |_| {
                    room.copy(address(), "Link copied. Send it to two colleagues who see your work.");
                }
            >
                "Copy a link for a colleague"
            </button>
            <ShareButton label="Share…" address/>
        </p>
        <details class="disclosure needs-app">
            <summary>"An answer that does not open?"</summary>
            <PasteLink id="skills-paste-answer"/>
        </details>
    }
}
