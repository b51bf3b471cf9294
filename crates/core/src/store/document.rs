//! What is stored: JSON objects that serde's derive reads and writes, without loss of what this
//! release does not know.

use super::merge::{Side, merge_fields};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// A JSON object.
pub type Json = Map<String, Value>;

/// The number of a stored format, at least 1. The policy is in `docs/formats.md`: it rises only when
/// an older release would misread a field, and the number that was read is written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Schema(u32);

impl Schema {
    /// The number that this release writes into new documents.
    pub const CURRENT: Self = Self(1);
}

impl Default for Schema {
    fn default() -> Self {
        Self::CURRENT
    }
}

/// A stored document: a JSON object that one Rust type reads and writes with serde's derive.
///
/// What the type does not reproduce of an object that was read (fields, variants and values of
/// another release) stays in [`unknown`](Self::unknown), and the known fields are laid over it when
/// the document is written. Not `#[serde(flatten)]`: that loses a known field whose value has another
/// type.
pub trait Document: Serialize + DeserializeOwned {
    /// Fields that are kept up when a document is written, and of which no caller has to hear.
    const INTERNAL: &'static [&'static str] = &[];

    /// What was read and is not this type's: kept as it is.
    fn unknown(&self) -> &Json;

    /// The same, to be filled by [`from_json`](Self::from_json).
    fn unknown_mut(&mut self) -> &mut Json;

    /// Brings `mine`, which was made from `base`, together with `theirs`, which another tab has made
    /// of it meanwhile. `wins` keeps its value where both have changed a field.
    fn merge(base: &Json, mine: &Json, theirs: &Json, wins: Side) -> Json {
        merge_fields(base, mine, theirs, wins)
    }

    /// Reads a document. `None` means that it is no document of this type.
    fn from_json(json: Json) -> Option<Self> {
        let mut document: Self = serde_json::from_value(Value::Object(json.clone())).ok()?;
        *document.unknown_mut() = unknown_fields(json, &document);
        Some(document)
    }

    /// Writes the document.
    fn to_json(&self) -> Json {
        laid_over(self.unknown().clone(), self)
    }
}

/// What a type does not reproduce of an object that it was read from.
pub fn unknown_fields<T: Serialize>(mut json: Json, document: &T) -> Json {
    let known = known_fields(document);
    json.retain(|name, value| known.get(name) != Some(value));
    json
}

/// What a type writes, laid over what it does not know.
pub fn laid_over<T: Serialize>(mut unknown: Json, document: &T) -> Json {
    unknown.extend(known_fields(document));
    unknown
}

/// The fields that the type itself writes.
fn known_fields<T: Serialize>(document: &T) -> Json {
    match serde_json::to_value(document) {
        Ok(Value::Object(fields)) => fields,
        _ => Json::new(),
    }
}

/// Implements [`Document`] for types whose field `unknown` is skipped by serde.
#[macro_export]
macro_rules! documents {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::store::Document for $name {
            fn unknown(&self) -> &$crate::store::Json {
                &self.unknown
            }

            fn unknown_mut(&mut self) -> &mut $crate::store::Json {
                &mut self.unknown
            }
        }
    )+};
}

/// For fields that may be missing: a value of another type counts as missing, and stays where it is.
/// For `#[serde(deserialize_with)]`.
///
/// # Errors
/// The JSON itself is broken.
pub fn lenient<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + DeserializeOwned,
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// Whether a field has nothing to write. For `#[serde(skip_serializing_if)]`.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The JSON object in `raw`; `None` where it is something else.
pub(super) fn object(raw: &str) -> Option<Json> {
    match serde_json::from_str(raw) {
        Ok(Value::Object(json)) => Some(json),
        _ => None,
    }
}
