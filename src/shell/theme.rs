//! The choice of theme: light, dark, or what the system says.

use super::messages::Messages;
use super::when_live;
use crate::browser::{elements, storage};
use guide_core::preferences::ThemeChoice;
use guide_core::store::{StorageError, Written};
use guide_core::theme::{KEY, Theme};
use leptos::prelude::*;

/// The theme that is chosen, for all who show or change it.
#[derive(Clone, Copy)]
pub(super) struct ChosenTheme(RwSignal<Theme>);

impl ChosenTheme {
    /// The system's theme, until the stored one is read.
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    /// Takes over what is stored, now and whenever another tab changes it.
    pub(super) fn follow_storage(self) {
        let read = move || {
            let choice: ThemeChoice = storage::store().find(KEY).unwrap_or_default();
            self.show(choice.theme.unwrap_or_default());
        };
        when_live(move || {
            read();
            storage::on_change_elsewhere(move |key| {
                if key.is_empty() || key == KEY {
                    read();
                }
            });
        });
    }

    fn show(self, theme: Theme) {
        let name = (theme != Theme::System).then(|| theme.name());
        elements::set_root_attribute("data-theme", name);
        self.0.set(theme);
    }

    /// Shows a theme and stores the choice. Why it is not stored is the answer, where it is not.
    pub(super) fn choose(self, theme: Theme) -> Result<Written, StorageError> {
        self.show(theme);
        storage::store().update::<ThemeChoice>(KEY, |choice| choice.theme = Some(theme))
    }

    /// Chooses the next theme and says so.
    pub(super) fn choose_next(self, messages: Messages) {
        let next = self.0.get_untracked().next();
        let written = self.choose(next);
        messages.say_if_stored(&format!("Theme: {}.", next.label()), written);
    }
}

/// The list of themes in the header.
#[component]
pub(super) fn ThemeSwitch() -> impl IntoView {
    let chosen = expect_context::<ChosenTheme>();
    let messages = expect_context::<Messages>();
    let choose = move |event| {
        let written = chosen.choose(Theme::from_name(&event_target_value(&event)));
        // The page shows what was chosen: only what does not last is news.
        messages.say_if_stored("", written);
    };
    let options =
        Theme::ALL.map(|theme| view! { <option value=theme.name()>{theme.label()}</option> });
    view! {
        <label class="theme needs-app">
            <span class="unseen">"Theme"</span>
            <select
                on:change=choose
                prop:value=move || chosen.0.get().name()
            >
                {options}
            </select>
        </label>
    }
}
