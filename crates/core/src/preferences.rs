//! Small choices of a person that are stored, and no part of any room.

use crate::store::{Json, Schema, is_default, lenient};
use crate::theme::Theme;
use serde::{Deserialize, Serialize};

/// The key of the choice about shortcuts.
pub const KEYBOARD: &str = "keyboard";

/// The choice of a theme, as it is stored under [`theme::KEY`](crate::theme::KEY).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ThemeChoice {
    schema: Schema,
    /// The theme; `None` where a newer version of the site has stored one that this version does not
    /// have.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub theme: Option<Theme>,
    #[serde(skip)]
    unknown: Json,
}

/// The choice about shortcuts, as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyboardChoice {
    schema: Schema,
    /// Whether shortcuts of a single key do something.
    #[serde(default = "yes", deserialize_with = "lenient_yes")]
    pub single_keys: bool,
    #[serde(skip)]
    unknown: Json,
}

impl Default for KeyboardChoice {
    fn default() -> Self {
        Self {
            schema: Schema::default(),
            single_keys: true,
            unknown: Json::new(),
        }
    }
}

crate::documents!(ThemeChoice, KeyboardChoice);

fn yes() -> bool {
    true
}

/// Yes, unless the field says no.
fn lenient_yes<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(lenient::<Option<bool>, D>(deserializer)?.unwrap_or(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{FaultyArea, Store};
    use crate::theme;
    use serde_json::json;
    use std::rc::Rc;

    #[test]
    fn a_choice_keeps_what_a_newer_version_has_chosen_besides() {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        let themes = |chosen: Theme| {
            store
                .update::<ThemeChoice>(theme::KEY, |choice| choice.theme = Some(chosen))
                .expect("there is room");
            area.json(theme::KEY)
        };
        let stored = json!({ "schema": 1, "theme": "dark" });
        assert_eq!(themes(Theme::Dark), Some(stored));
        area.put(
            theme::KEY,
            r#"{"schema":2,"contrast":true,"theme":"sepia"}"#,
        );
        let choice: ThemeChoice = store.find(theme::KEY).expect("it can be read");
        assert_eq!(choice.theme, None);
        let kept = json!({ "schema": 2, "contrast": true, "theme": "light" });
        assert_eq!(themes(Theme::Light), Some(kept));
    }

    #[test]
    fn single_keys_work_until_somebody_says_no() {
        let read = |json: &str| serde_json::from_str::<KeyboardChoice>(json).expect("it is one");
        assert!(KeyboardChoice::default().single_keys);
        assert!(read(r#"{"schema":1}"#).single_keys);
        assert!(read(r#"{"schema":1,"single_keys":"x"}"#).single_keys);
        assert!(!read(r#"{"schema":1,"single_keys":false}"#).single_keys);
    }
}
