//! Light, dark, or what the system says.

use super::when_live;
use crate::browser::{page, storage};
use crate::store::{Document, Loaded, take_text};
use leptos::prelude::*;
use serde_json::{Map, Value};

/// The key of the choice. `assets/early.js` reads it too, before the first paint.
const KEY: &str = "theme";

struct Choice(String);

impl Document for Choice {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        take_text(&mut json, "theme").map(Choice)
    }

    fn to_json(&self) -> Map<String, Value> {
        Map::from_iter([
            ("schema".to_owned(), Value::from(1)),
            ("theme".to_owned(), Value::from(self.0.as_str())),
        ])
    }
}

/// The choice of theme.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new("system".to_owned());
    when_live(move || {
        if let Ok(Loaded::Found(Choice(theme))) = storage::store().load(KEY) {
            chosen.set(theme);
        }
    });
    let choose = move |event| {
        let theme = event_target_value(&event);
        page::set_root_attribute("data-theme", (theme != "system").then_some(theme.as_str()));
        // The page shows the choice; that it will not last where storage is denied is no news then.
        _ = storage::store().save(KEY, &Choice(theme.clone()));
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
