//! The edits that were made to a plan, for undo and redo, also after the page was closed.

use super::item::Item;
use super::model::{Change, Edit, Plan};
use crate::store::{Json, Schema};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many edits can be undone.
pub const LIMIT: usize = 200;

/// An edit with more changes than this can be undone until the page is closed, not after: a copy of
/// a whole long plan for each of its edits would fill the storage. What replaces a whole plan makes
/// a restore point besides.
const STORED_CHANGES: usize = 100;

/// An edit in the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    schema: Schema,
    /// Rises from edit to edit.
    pub number: u32,
    /// Whether it was undone, and could be made again.
    pub undone: bool,
    /// What was done, as a sentence.
    message: String,
    /// The items that it touches.
    changes: Vec<Change>,
    /// Whether another tab has made it while this one was open: then it is that one's to take back.
    #[serde(skip)]
    foreign: bool,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(Entry);

impl Entry {
    /// Whether it is kept when the page is closed.
    pub fn is_stored(&self) -> bool {
        self.changes.len() <= STORED_CHANGES
    }

    fn can_be_undone(&self) -> bool {
        !self.undone && !self.foreign
    }

    fn can_be_redone(&self) -> bool {
        self.undone && !self.foreign
    }

    fn edit(&self) -> Edit {
        Edit {
            message: self.message.clone(),
            changes: self.changes.clone(),
        }
    }
}

/// What a step through the history changes in it, to be stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LogChange {
    /// Entries that are new or have changed.
    pub put: Vec<Entry>,
    /// Numbers of entries that are gone.
    pub dropped: Vec<u32>,
}

/// The edits that were made, oldest first; of those of this tab, the ones that were undone are at the end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    entries: Vec<Entry>,
}

impl History {
    /// A history from stored entries, in any order.
    pub fn from_entries(entries: Vec<Entry>) -> Self {
        let mut history = Self::default();
        for entry in entries {
            let place = history
                .entries
                .partition_point(|other| other.number < entry.number);
            history.entries.insert(place, entry);
        }
        history
    }

    /// This history as it is stored now, where other tabs may have made edits too: those stay theirs to
    /// take back. What is too large to be stored stays here.
    #[must_use]
    pub fn with_stored(self, stored: Self) -> Self {
        let mut all = stored;
        for entry in &mut all.entries {
            let known = self.entries.iter().find(|it| it.number == entry.number);
            entry.foreign = known.is_none_or(|it| it.foreign || it.changes != entry.changes);
        }
        for own in self.entries {
            let place = all
                .entries
                .partition_point(|other| other.number < own.number);
            let is_taken = all
                .entries
                .get(place)
                .is_some_and(|other| other.number == own.number);
            if !own.is_stored() && !is_taken {
                all.entries.insert(place, own);
            }
        }
        all
    }

    /// Notes an edit that a person made; what was undone before it cannot be redone any more.
    pub fn record(&mut self, edit: Edit) -> LogChange {
        self.record_as(edit, |number| number)
    }

    /// The same where several tabs have one history: `free_number` finds the first number from a
    /// given one on that no other tab has taken.
    pub fn record_as(&mut self, edit: Edit, free_number: impl FnOnce(u32) -> u32) -> LogChange {
        let mut change = LogChange::default();
        self.entries.retain(|entry| {
            let is_dropped = entry.can_be_redone();
            if is_dropped {
                change.dropped.push(entry.number);
            }
            !is_dropped
        });
        let next = self.entries.last().map_or(1, |entry| entry.number + 1);
        // One that is dropped by this very edit is free again.
        let number = if change.dropped.contains(&next) {
            next
        } else {
            free_number(next)
        };
        let entry = Entry {
            schema: Schema::default(),
            number,
            undone: false,
            message: edit.message,
            changes: edit.changes,
            foreign: false,
            unknown: Json::new(),
        };
        change.put.push(entry.clone());
        self.entries.push(entry);
        if self.entries.len() > LIMIT {
            change.dropped.push(self.entries.remove(0).number);
        }
        change
    }

    /// The edit that takes this tab's newest one back. What was changed elsewhere since then is left alone.
    pub fn undo(&mut self, plan: &Plan) -> Option<(Edit, LogChange)> {
        let place = self.entries.iter().rposition(Entry::can_be_undone)?;
        let edit = self.entries[place].edit().inverse();
        Some(self.mark(place, true, &edit, plan))
    }

    /// The oldest undone edit, to be made again.
    pub fn redo(&mut self, plan: &Plan) -> Option<(Edit, LogChange)> {
        let place = self.entries.iter().position(Entry::can_be_redone)?;
        let edit = self.entries[place].edit();
        Some(self.mark(place, false, &edit, plan))
    }

    fn mark(&mut self, place: usize, undone: bool, edit: &Edit, plan: &Plan) -> (Edit, LogChange) {
        let entry = &mut self.entries[place];
        entry.undone = undone;
        let change = LogChange {
            put: vec![entry.clone()],
            dropped: Vec::new(),
        };
        (on_top_of(plan, edit), change)
    }

    /// The items that the plan had at some time and does not have now, each as it was last.
    pub fn deleted(&self, plan: &Plan) -> Vec<Arc<Item>> {
        let mut deleted: Vec<Arc<Item>> = Vec::new();
        let changes = self.entries.iter().flat_map(|entry| &entry.changes);
        for item in changes.flat_map(|change| [&change.before, &change.after]) {
            let Some(item) = item.as_ref().filter(|item| plan.item(&item.id).is_none()) else {
                continue;
            };
            match deleted.iter_mut().find(|known| known.id == item.id) {
                Some(known) if known.version < item.version => *known = item.clone(),
                Some(_) => {}
                None => deleted.push(item.clone()),
            }
        }
        deleted
    }

    /// Whether there is something to undo and to redo.
    pub fn available(&self) -> (bool, bool) {
        (
            self.entries.iter().any(Entry::can_be_undone),
            self.entries.iter().any(Entry::can_be_redone),
        )
    }
}

/// An edit as it is made on the plan as it is now: each item gets a newer version than it has, and
/// one that is no longer what the edit starts from stays.
fn on_top_of(plan: &Plan, edit: &Edit) -> Edit {
    let mut message = edit.message.clone();
    let mut changes = Vec::new();
    for change in &edit.changes {
        let now = plan.item(change.id());
        let as_it_was = match (now, &change.before) {
            (None, None) => true,
            (Some(now), Some(before)) => with_version(before, now.version) == **now,
            _ => false,
        };
        if !as_it_was {
            continue;
        }
        let newest = now.map_or(0, |now| now.version);
        let after = change
            .after
            .as_ref()
            .map(|after| Arc::new(with_version(after, newest.max(after.version) + 1)));
        changes.push(Change {
            before: now.cloned(),
            after,
        });
    }
    if changes.len() < edit.changes.len() {
        message += " What was changed elsewhere since then stays.";
    }
    Edit { message, changes }
}

fn with_version(item: &Item, version: u32) -> Item {
    Item {
        version,
        ..item.clone()
    }
}
