//! What a plan says of itself.

use crate::roadmap::item::one_line;
use crate::roadmap::time_off::TimeOff;
use crate::store::{Document, Json, Schema, Side, is_default, lenient, merge_fields};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The field of a head that counts the items.
const ITEMS: &str = "items";

/// Longest name of a plan, in characters.
pub const NAME_LIMIT: usize = 80;

/// What a plan is called until the person says otherwise.
const FIRST_NAME: &str = "My plan";

/// The plan's own document. It exists once the person has changed anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub(super) schema: Schema,
    /// What the person calls the plan.
    #[serde(default = "first_name", deserialize_with = "plan_name")]
    pub name: String,
    /// Hours a week that the person has for it; 0 where that is not said.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub hours_a_week: u32,
    /// When the person does nothing for it.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub time_off: Vec<TimeOff>,
    /// Whether the person has deleted the plan. It can be brought back until it is deleted for good.
    #[serde(
        default,
        deserialize_with = "is_there",
        skip_serializing_if = "is_default"
    )]
    pub deleted: bool,
    /// How many items are stored. `None` in a plan of the first release.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub(super) items: Option<u32>,
    #[serde(skip)]
    pub(super) unknown: Json,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            schema: Schema::default(),
            name: first_name(),
            hours_a_week: 0,
            time_off: Vec::new(),
            deleted: false,
            items: None,
            unknown: Json::new(),
        }
    }
}

fn first_name() -> String {
    FIRST_NAME.to_owned()
}

fn plan_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut head = Head::default();
    head.rename(&lenient::<String, D>(deserializer)?);
    Ok(head.name)
}

/// A field that says something by being there.
fn is_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

impl Head {
    /// Gives the plan a name; an empty one changes nothing.
    pub fn rename(&mut self, name: &str) {
        let name = one_line(name, NAME_LIMIT);
        if !name.is_empty() {
            self.name = name;
        }
    }

    pub(super) fn with_items(&self, count: usize) -> Self {
        Self {
            items: u32::try_from(count).ok(),
            ..self.clone()
        }
    }
}

impl Document for Head {
    const INTERNAL: &'static [&'static str] = &[ITEMS];

    fn unknown(&self) -> &Json {
        &self.unknown
    }

    fn unknown_mut(&mut self) -> &mut Json {
        &mut self.unknown
    }

    /// What two tabs add to a plan adds up.
    fn merge(base: &Json, mine: &Json, theirs: &Json, wins: Side) -> Json {
        let mut merged = merge_fields(base, mine, theirs, wins);
        let count = |head: &Json| head.get(ITEMS).and_then(Value::as_i64);
        if let (Some(base), Some(mine), Some(theirs)) = (count(base), count(mine), count(theirs)) {
            merged.insert(ITEMS.to_owned(), Value::from((theirs + mine - base).max(0)));
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head_of(json: &str) -> Head {
        let json = serde_json::from_str(json).expect("it is an object");
        Head::from_json(json).expect("it can be read")
    }

    #[test]
    fn what_a_plan_says_of_itself_is_read_and_written_as_it_was() {
        for json in [
            r#"{"schema":1,"name":"The year 2027"}"#,
            r#"{"schema":1,"name":"Mine","hours_a_week":5,"items":31,"time_off":[{"from":"2027-08-02","to":"2027-08-15"}]}"#,
            r#"{"schema":2,"name":"Mine","deleted":true,"hours_a_week":"some","mood":{"calm":1}}"#,
        ] {
            let written = Value::Object(head_of(json).to_json());
            assert_eq!(written, serde_json::from_str::<Value>(json).expect("JSON"));
        }
        let head = head_of(r#"{"schema":1,"name":"The year 2027","hours_a_week":5}"#);
        assert_eq!(
            (head.name.as_str(), head.hours_a_week),
            ("The year 2027", 5)
        );
        assert!(!head.deleted);
    }

    #[test]
    fn a_name_that_is_none_gives_way_to_the_first_one_and_a_long_one_is_cut() {
        for json in [
            r#"{"schema":1}"#,
            r#"{"schema":1,"name":7}"#,
            r#"{"schema":1,"name":" \u0000"}"#,
        ] {
            assert_eq!(head_of(json).name, FIRST_NAME, "{json}");
        }
        let long = "x".repeat(NAME_LIMIT + 1);
        let head = head_of(&format!(r#"{{"schema":1,"name":"{long}"}}"#));
        assert_eq!(head.name, long[..NAME_LIMIT]);
    }
}
