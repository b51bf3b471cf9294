//! The section as a whole.

use super::backup::SaveBackup;
use super::delete::DeleteEverything;
use super::keeping::Promise;
use super::restore::Restore;
use super::state::State;
use super::stored::{ErrorNote, Stored};
use super::unreadable::Unreadable;
use crate::browser::{elements, keeping, storage};
use crate::shell::when_live;
use crate::ui::boxed::flag;
use guide_core::data::keeping::Family;
use guide_core::data::{PLACE, RULES_PLACE};
use leptos::prelude::*;

/// What is stored, and what can be done with all of it.
#[component]
pub fn YourData() -> impl IntoView {
    let state = State::new();
    when_live(move || {
        state.refresh();
        state.live.set(true);
        let family = Family::from_user_agent(&keeping::user_agent());
        elements::set_attribute(RULES_PLACE, "data-browser", Some(family.word()));
        elements::set_attribute(PLACE, "data-waiting", None);
        storage::on_change_elsewhere(move |_| state.refresh());
    });
    view! {
        <fieldset class="data" class:live=flag(move || state.live.get()) disabled=flag(move || !state.live.get())>
            <legend class="unseen">"Your data"</legend>
            <ErrorNote state/>
            <Stored state/>
            <Unreadable state/>
            <Promise state/>
            <SaveBackup state/>
            <Restore state/>
            <DeleteEverything state/>
        </fieldset>
    }
}
