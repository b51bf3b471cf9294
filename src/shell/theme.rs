//! Light, dark, or what the system says.

use super::when_live;
use crate::browser::{page, storage};
use leptos::prelude::*;
use serde_json::Value;

/// The key of the choice. `assets/early.js` reads it too, before the first paint.
const KEY: &str = "theme";

/// The choice of theme.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new("system".to_owned());
    when_live(move || {
        let stored = storage::store().fields(KEY);
        if let Some(theme) = stored.as_ref().and_then(|stored| stored.text("theme")) {
            chosen.set(theme.to_owned());
        }
    });
    let choose = move |event| {
        let theme = event_target_value(&event);
        page::set_root_attribute("data-theme", (theme != "system").then_some(theme.as_str()));
        // The page shows the choice; that it will not last where storage is denied is no news then.
        _ = storage::store().set_field(KEY, "theme", Value::from(theme.as_str()));
        chosen.set(theme);
    };
    view! {
        <label class="theme needs-app">
            <span class="unseen">"Theme"</span>
            <select on:change=choose prop:value=move || chosen.get()>
                <option value="system">"Auto"</option>
                <option value="light">"Light"</option>
                <option value="dark">"Dark"</option>
            </select>
        </label>
    }
}
