//! One change of one key, and what a deleted document leaves.

use super::{Document, Json, Side, merge_fields};
use serde_json::Value;

/// The field of a head that names its last batch.
pub(super) const NUMBER: &str = "batch";

/// The field by which a tombstone is known.
const GONE: &str = "gone";

/// What a stored tombstone starts with: stored fields are in alphabetical order.
const TOMBSTONE: &str = r#"{"gone":true,"#;

/// One change of one key: what the caller had, and what it wants.
#[derive(Debug, Clone)]
pub struct Write {
    pub(super) key: String,
    pub(super) before: Option<Json>,
    pub(super) after: Option<Json>,
    /// Whether nothing on disk means that it is new, not that another tab has deleted it.
    pub(super) creates: bool,
    /// The key of the document that this belongs to: without that, this is not written.
    pub(super) owner: Option<String>,
    /// Whether it is part of a committed batch: then [`Store::settle`] brings it to its key.
    pub(super) journaled: bool,
    pub(super) rules: Rules,
}

/// What a type of documents does, without the type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// The document as its type reads and writes it; `None` where it cannot read it.
    pub(super) normalise: fn(Json) -> Option<Json>,
    pub(super) merge: fn(&Json, &Json, &Json, Side) -> Json,
    pub(super) internal: &'static [&'static str],
}

impl Rules {
    fn of<T: Document>() -> Self {
        Self {
            normalise: |json| T::from_json(json).map(|document| document.to_json()),
            merge: T::merge,
            internal: T::INTERNAL,
        }
    }

    /// For objects whose type is not known.
    pub(super) const PLAIN: Self = Self {
        normalise: Some,
        merge: merge_fields,
        internal: &[],
    };

    /// The fields of which a caller has to hear.
    pub(super) fn visible(&self, json: &Json) -> Json {
        let mut visible = json.clone();
        visible.retain(|name, _| name != NUMBER && !self.internal.contains(&name.as_str()));
        visible
    }
}

impl Write {
    /// A change of the document at `key`. `before` is `None` where the caller makes it, and `after`
    /// where it takes it away.
    pub fn new<T: Document>(key: impl Into<String>, before: Option<&T>, after: Option<&T>) -> Self {
        Self {
            key: key.into(),
            before: before.map(Document::to_json),
            after: after.map(|after| without_tombstone(after.to_json())),
            creates: before.is_none(),
            owner: None,
            journaled: false,
            rules: Rules::of::<T>(),
        }
    }

    /// The same for a document that is not on disk yet although the caller had something to change,
    /// such as an item of the template.
    #[must_use]
    pub fn creating(mut self) -> Self {
        self.creates = true;
        self
    }

    /// The same removal, which leaves a tombstone with these fields: what a release that knows no
    /// tombstones reads as deleted. A change that takes nothing away stays as it is.
    #[must_use]
    pub fn leaving(mut self, mut tombstone: Json) -> Self {
        if self.after.is_none() {
            tombstone.insert(GONE.to_owned(), Value::Bool(true));
            self.after = Some(tombstone);
            // Where there is nothing to delete, nothing is left.
            self.creates = false;
        }
        self
    }

    /// The same as a part of the document at `head`: where that was deleted, nothing is written.
    #[must_use]
    pub fn part_of(mut self, head: &str) -> Self {
        self.owner = Some(head.to_owned());
        self
    }

    /// The removal of anything, whatever it is, and what it leaves.
    pub(super) fn removal(key: &str, tombstone: Option<Json>) -> Self {
        Self {
            key: key.to_owned(),
            before: None,
            after: tombstone,
            creates: false,
            owner: None,
            journaled: false,
            rules: Rules::PLAIN,
        }
    }

    /// This write and a later one of the same key, while neither is on disk.
    pub(super) fn followed_by(self, later: Self) -> Self {
        let deletes = later.deletes() || self.deletes();
        let owner = later.owner.or(self.owner);
        if self.journaled {
            // The batch brings the earlier one to disk, and the later one goes on top of it.
            return Self { owner, ..later };
        }
        // The later one may come from before the earlier one: it adds its own change, and no more.
        let after = match (&later.before, &later.after, &self.after) {
            (Some(base), Some(mine), Some(earlier)) if base != earlier && !deletes => {
                Some((later.rules.merge)(base, mine, earlier, Side::Mine))
            }
            _ => later.after.clone(),
        };
        Self {
            before: self.before,
            after,
            creates: self.creates,
            owner,
            ..later
        }
    }

    pub(super) fn changes_nothing(&self) -> bool {
        self.before == self.after
    }

    /// Whether it takes the document away.
    pub(super) fn deletes(&self) -> bool {
        let after = self.after.as_ref();
        after.is_none_or(|after| after.contains_key(GONE))
    }
}

/// A document may have any field that its type does not know, from a file too: with this one it would be
/// read as deleted.
pub(super) fn without_tombstone(mut json: Json) -> Json {
    json.remove(GONE);
    json
}

/// Whether a stored value is what a deleted document has left.
pub fn is_tombstone(raw: &str) -> bool {
    raw.starts_with(TOMBSTONE)
}
