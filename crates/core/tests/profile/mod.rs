//! What a browser had that used the first release: frozen, it never changes.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What it stored, by key; the links it made and the files it saved, by name.
#[derive(Deserialize)]
pub struct Profile {
    #[serde(rename = "localStorage")]
    pub stored: BTreeMap<String, String>,
    pub links: BTreeMap<String, String>,
    pub files: BTreeMap<String, String>,
}

/// Reads it.
pub fn profile() -> Profile {
    serde_json::from_str(include_str!(
        "../../../../tests/fixtures/release-1/profile.json"
    ))
    .expect("the fixture is JSON")
}
