//! Rating somebody else: the way back to them.

use crate::skills::state::{Room, ids};
use crate::ui::ShareButton;
use guide_core::content::SKILL_NAMES;
use leptos::prelude::*;

/// The end of a rating: the link that takes it to the person who asked.
#[component]
pub(super) fn SendBack() -> impl IntoView {
    let room = Room::here();
    let count = move || room.levels.with(|levels| levels.answered());
    let copy = move |_| match room.answer() {
        None => room.messages.say("Rate a skill first."),
        Some(address) => room.copy(address, "Answer copied. Send it back."),
    };
    view! {
        <section hidden=move || !room.is_rating()>
            <h2 id=ids::SEND>"Send it back"</h2>
            <p>
                {move || format!("You have rated {} of {} skills. ", count(), SKILL_NAMES.len())}
                "The answer is a link. It has these levels in it and nothing else: no name, no date. It goes nowhere until you send it."
            </p>
            <p class="controls">
                <button type="button" class="btn main" on:click=copy>
                    "Copy the answer link"
                </button>
                <ShareButton label="Share…" address=move || room.answer().unwrap_or_default()/>
            </p>
        </section>
    }
}
