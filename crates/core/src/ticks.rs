//! Which entries of the guide's checklists somebody has ticked.

use crate::route::GuidePage;
use crate::store::{Json, Schema};
use serde::{Deserialize, Serialize};

/// What all of these keys start with.
pub const KEYS: &str = "tick:";

/// The key of the tick at an entry: a document for each, so that two tabs do not undo each other.
pub fn key(page: GuidePage, entry: &str) -> String {
    [KEYS, page.slug(), ":", entry].concat()
}

/// That an entry is ticked, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tick {
    schema: Schema,
    /// When: `YYYY-MM-DD`.
    #[serde(default)]
    pub day: String,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(Tick);

/// How far somebody has come with a checklist; nothing where they have not begun.
pub fn progress(ticked: usize, all: usize) -> Option<String> {
    (ticked > 0).then(|| {
        let (ticked, all) = (ticked.to_string(), all.to_string());
        [&ticked, " of ", &all, " ticked, kept in this browser."].concat()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_keys_of_their_own() {
        let page = GuidePage::from_slug("code-review").expect("it is a page");
        assert_eq!(key(page, "checklist-1"), "tick:code-review:checklist-1");
    }

    #[test]
    fn nothing_is_said_before_the_first_tick() {
        assert_eq!(progress(0, 3), None);
        let said = progress(1, 3);
        assert_eq!(
            said.as_deref(),
            Some("1 of 3 ticked, kept in this browser.")
        );
    }
}
