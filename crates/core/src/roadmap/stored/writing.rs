//! A plan written: each edit as it is made, and what replaces much of it whole or not at all.

use super::{Head, RESTORE_POINTS, RestorePoint, StoredPlan};
use crate::day::Day;
use crate::roadmap::history::{Entry, LogChange};
use crate::roadmap::item::{Item, Status};
use crate::roadmap::model::{Change, Edit, Plan};
use crate::store::{
    Document, Json, Loaded, Otherwise, Schema, StorageError, Store, Write, Written,
};

impl StoredPlan {
    /// Stores an edit of `plan`, which is the plan before it, as `head` describes it. The first edit
    /// of all stores the whole plan, which is the person's own from then on.
    ///
    /// # Errors
    /// Why not everything is on disk: it waits, and reading sees it.
    pub fn keep(
        &self,
        store: &Store,
        plan: &Plan,
        head: &Head,
        started: bool,
        edit: &Edit,
    ) -> Result<Written, StorageError> {
        if !started {
            let (head, parts) = self.whole(plan, head, edit);
            return store.batch(head, parts, Otherwise::Wait);
        }
        let (before, after) = heads(plan, head, self.added(store, edit));
        let head_key = self.head_key();
        let head = Write::new(head_key.as_str(), Some(&before), Some(&after));
        // Tabs hear of each other a moment late. Of two that take something away from a count at once,
        // one would undo what the other has done: so nothing is taken away from it.
        let changes = edit.changes.iter();
        let parts = changes.map(|change| self.part(change).leaving(tombstone(change.id())));
        let mut parts: Vec<Write> = parts.collect();
        match parts.pop() {
            Some(part) if parts.is_empty() => {
                let part = part.part_of(&head_key);
                // The count must never promise more than there is.
                let written = store.write(part)?;
                if before == after {
                    return Ok(written);
                }
                store.write(head).map(|head| head.max(written))
            }
            Some(part) => {
                parts.push(part);
                store.batch(head, parts, Otherwise::Wait)
            }
            None => Ok(Written::AsGiven),
        }
    }

    /// Stores an edit that replaces much of the plan, after a restore point: whole or not at all.
    ///
    /// # Errors
    /// Why nothing was changed.
    pub fn replace(
        &self,
        store: &Store,
        loaded: (&Plan, &Head, bool),
        edit: &Edit,
        why: &str,
        day: Option<Day>,
    ) -> Result<Written, StorageError> {
        let (plan, head, started) = loaded;
        let points = self.restore_points(store);
        let point = RestorePoint {
            schema: Schema::default(),
            number: points.last().map_or(1, |point| point.number + 1),
            day,
            why: why.to_owned(),
            items: plan.items().cloned().collect(),
            unknown: Json::new(),
        };
        let point_key = self.restore_key(point.number);
        let (head, parts) = if started {
            // The tombstones go as well.
            let mut swept = store.tombstones(&self.item_key(""))?;
            swept.retain(|key| {
                edit.changes
                    .iter()
                    .all(|change| self.item_key(change.id()) != *key)
            });
            let removed = edit.changes.iter().filter(|change| change.after.is_none());
            let fewer = removed.count() + swept.len();
            let growth = self.added(store, edit).saturating_sub_unsigned(fewer);
            let (before, after) = heads(plan, head, growth);
            let head = Write::new(self.head_key(), Some(&before), Some(&after));
            let swept = swept.iter().map(|key| Write::new::<Item>(key, None, None));
            let parts = edit
                .changes
                .iter()
                .map(|change| self.part(change).creating());
            (head, parts.chain(swept).collect())
        } else {
            self.whole(plan, head, edit)
        };
        if let Err(error) = store.save(&point_key, None, &point) {
            _ = store.remove::<RestorePoint>(&point_key);
            return Err(error);
        }
        let result = store.batch(head, parts, Otherwise::Refuse);
        match result {
            Err(_) | Ok(Written::Gone) => _ = store.remove::<RestorePoint>(&point_key),
            Ok(_) => {
                for old in points.iter().rev().skip(RESTORE_POINTS - 1) {
                    _ = store.remove::<RestorePoint>(&self.restore_key(old.number));
                }
            }
        }
        result
    }

    /// Stores what the plan says of itself: `head` was `before`. A plan that was not the person's own
    /// is so from now on.
    ///
    /// # Errors
    /// Why not everything is on disk: it waits, and reading sees it.
    pub fn keep_head(
        &self,
        store: &Store,
        plan: &Plan,
        before: &Head,
        started: bool,
        head: &Head,
    ) -> Result<Written, StorageError> {
        if started {
            return store.save(&self.head_key(), Some(before), head);
        }
        let (head, parts) = self.whole(plan, head, &Edit::default());
        store.batch(head, parts, Otherwise::Wait)
    }

    /// Stores a new plan, whole or not at all.
    ///
    /// # Errors
    /// Why nothing of it is on disk.
    pub fn create(&self, store: &Store, plan: &Plan, head: &Head) -> Result<(), StorageError> {
        let (head, parts) = self.whole(plan, head, &Edit::default());
        store.batch(head, parts, Otherwise::Refuse).map(drop)
    }

    /// All of a plan that is not stored yet, as `edit` leaves it.
    fn whole(&self, plan: &Plan, head: &Head, edit: &Edit) -> (Write, Vec<Write>) {
        let count = plan.items().count();
        let after = head.with_items(count.saturating_add_signed(growth(edit)));
        let before = Head::default().with_items(count);
        let head = Write::new(self.head_key(), Some(&before), Some(&after)).creating();
        let unchanged = plan.items().filter(|item| {
            let mut changed = edit.changes.iter().map(|change| change.id());
            !changed.any(|id| item.id == *id)
        });
        let unchanged =
            unchanged.map(|item| Write::new(self.item_key(&item.id), Some(item), Some(item)));
        let parts = edit.changes.iter().map(|change| self.part(change));
        let parts = parts.chain(unchanged);
        (head, parts.map(Write::creating).collect())
    }

    fn part(&self, change: &Change) -> Write {
        let key = self.item_key(change.id());
        Write::new(key, change.before.as_deref(), change.after.as_deref())
    }

    /// How many items more are stored after an edit that leaves tombstones.
    fn added(&self, store: &Store, edit: &Edit) -> isize {
        let added = edit.changes.iter().filter(|change| {
            let is_new = change.before.is_none() && change.after.is_some();
            is_new && !store.is_taken(&self.item_key(change.id()))
        });
        added.count().cast_signed()
    }

    /// The first number from `number` on under which no edit is stored: another tab may have taken
    /// that one meanwhile.
    pub fn free_edit_number(&self, store: &Store, number: u32) -> u32 {
        let is_free = |number: &u32| {
            !matches!(
                store.load::<Entry>(&self.edit_key(*number)),
                Loaded::Found(_) | Loaded::Damaged(_)
            )
        };
        (number..).find(is_free).unwrap_or(number)
    }

    /// Stores what an edit has changed in the history.
    ///
    /// # Errors
    /// Why not everything is on disk: it waits.
    pub fn keep_log(&self, store: &Store, change: &LogChange) -> Result<(), StorageError> {
        let head = self.head_key();
        let dropped = change
            .dropped
            .iter()
            .map(|number| Write::new::<Entry>(self.edit_key(*number), None, None));
        let put = change
            .put
            .iter()
            .filter(|entry| entry.is_stored())
            .map(|entry| Write::new(self.edit_key(entry.number), None, Some(entry)).part_of(&head));
        let mut result = Ok(());
        for write in dropped.chain(put) {
            result = store.write(write).map(drop).and(result);
        }
        result
    }

    /// Takes the plan as it is now for whole, although items are missing.
    ///
    /// # Errors
    /// Why that is not on disk.
    pub fn accept_missing(&self, store: &Store) -> Result<Written, StorageError> {
        let count = store.keys(&self.item_key(""))?.len();
        store.update(&self.head_key(), |head: &mut Head| {
            *head = head.with_items(count);
        })
    }

    /// Deletes the plan for good, with its history, its restore points, and the copies that were set
    /// aside of them. Needs no room.
    ///
    /// # Errors
    /// Not everything could be removed.
    pub fn delete(&self, store: &Store) -> Result<(), StorageError> {
        store.delete(&self.head_key())
    }
}

/// The head as it counts the items of `plan`, before and after an edit that stores so many more.
fn heads(plan: &Plan, head: &Head, growth: isize) -> (Head, Head) {
    if growth == 0 {
        return (head.clone(), head.clone());
    }
    let count = head
        .items
        .map_or_else(|| plan.items().count(), |count| count as usize);
    (
        head.with_items(count),
        head.with_items(count.saturating_add_signed(growth)),
    )
}

/// What a deleted item leaves. A release before tombstones reads it as an item that was removed.
pub(super) fn tombstone(id: &str) -> Json {
    let item = Item {
        id: id.into(),
        status: Status::Removed,
        ..Item::default()
    };
    let mut fields = item.to_json();
    // The smallest item has more than what is left, so that deleting needs no room.
    fields.remove("version");
    fields
}

/// How many items more there are after an edit.
fn growth(edit: &Edit) -> isize {
    let of_each = edit
        .changes
        .iter()
        .map(|change| isize::from(change.after.is_some()) - isize::from(change.before.is_some()));
    of_each.sum()
}
