//! What the section knows, and what it does to all that is stored.

use crate::browser::{clock, elements, storage};
use guide_core::data::backup;
use guide_core::data::keeping::Backups;
use guide_core::data::overview::{Overview, root_attributes};
use guide_core::day::Day;
use guide_core::roadmap::{drafts, questions};
use guide_core::store::{StorageError, Values};
use leptos::prelude::*;

/// What has taken the place of what was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// A backup was restored.
    Restored,
    /// Everything was deleted.
    Deleted,
}

/// A line that is spoken when it is said.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) text: RwSignal<String>,
    /// Rises with every line.
    pub(super) number: RwSignal<u32>,
}

impl Line {
    pub(super) fn new() -> Self {
        Self {
            text: RwSignal::default(),
            number: RwSignal::default(),
        }
    }

    pub(super) fn say(self, text: impl Into<String>) {
        self.number.update(|number| *number += 1);
        self.text.set(text.into());
    }
}

/// Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// What is stored.
    pub(super) overview: RwSignal<Overview>,
    /// What other programs at this address take, in bytes.
    pub(super) others: RwSignal<usize>,
    /// Why something is not stored, or cannot be read.
    pub(super) error: RwSignal<Option<StorageError>>,
    /// What is known about backups.
    pub(super) backups: RwSignal<Backups>,
    /// What was done to everything, and what there was before it: as long as the page is open.
    pub(super) before: RwSignal<Option<(Done, Values)>>,
    /// Whether the first render is over.
    pub(super) live: RwSignal<bool>,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            overview: RwSignal::default(),
            others: RwSignal::default(),
            error: RwSignal::default(),
            backups: RwSignal::default(),
            before: RwSignal::default(),
            live: RwSignal::default(),
        }
    }

    /// Reads everything again.
    pub(super) fn refresh(self) {
        let store = storage::store();
        let whole = store.whole();
        let unlisted = whole.as_ref().err().copied();
        self.overview.set(Overview::of(whole.unwrap_or_default()));
        self.others.set(store.bytes_of_others().unwrap_or_default());
        self.backups.set(Backups::of(&store));
        self.error.set(unlisted.or_else(|| store.error()));
    }

    /// Everything as a file with the name that it is to have; `None` where it does not read back as it
    /// was. What is noted about this backup is in it, so that restoring it gives back just that.
    pub(super) fn backup(self) -> Option<(String, String)> {
        let store = storage::store();
        let day = today();
        let before = Backups::of(&store);
        let noted = Backups::note(&store, |backups| {
            backups.last = Some(day);
            backups.later = None;
        });
        let whole = store.whole().unwrap_or_default();
        let file = backup::write(&whole.values, day);
        if file.is_none() && noted.is_ok() {
            // What was not saved must not count as a backup.
            _ = Backups::note(&store, |backups| *backups = before);
        }
        self.refresh();
        let name = ["technical-lead-guide-backup-", &day.to_string(), ".json"].concat();
        file.map(|file| (name, file))
    }

    /// Puts other values in the place of all, or nothing. What there was can be brought back.
    pub(super) fn replace(
        self,
        values: &[(String, String)],
        done: Done,
    ) -> Result<(), StorageError> {
        let before = self
            .overview
            .with_untracked(|overview| overview.whole.values.clone());
        let result = match done {
            Done::Restored => storage::store().replace_all(values),
            Done::Deleted => storage::store().erase(),
        };
        // What was deleted in part is brought back, too.
        let has_changed = match result {
            Ok(()) => true,
            Err(error) => done == Done::Deleted && error != StorageError::Denied,
        };
        if has_changed {
            self.before.set(Some((done, before)));
        }
        self.everything_has_changed();
        result
    }

    /// Takes it back.
    pub(super) fn undo(self) -> Result<(), StorageError> {
        let Some((done, before)) = self.before.get_untracked() else {
            return Ok(());
        };
        let result = storage::store().replace_all(&before);
        self.before.set(result.is_err().then_some((done, before)));
        self.everything_has_changed();
        result
    }

    fn everything_has_changed(self) {
        // What the tab remembers of the plan that was there.
        for note in [drafts::NOTE, questions::SKIPPED] {
            storage::forget_in_tab(note);
        }
        self.refresh();
        self.overview.with_untracked(|overview| {
            for (name, value) in root_attributes(&overview.whole.values) {
                elements::set_root_attribute(name, value);
            }
        });
        storage::tell_all();
    }

    /// Whether what was done last was this, and can be taken back.
    pub(super) fn can_undo(self, done: Done) -> bool {
        self.before.with(|before| {
            let Some((other, values)) = before else {
                return false;
            };
            // To delete nothing is nothing to take back.
            *other == done && (done == Done::Restored || !values.is_empty())
        })
    }

    /// Whether there is anything to save or to delete.
    pub(super) fn is_empty(self) -> bool {
        self.overview
            .with(|overview| overview.whole.values.is_empty())
    }
}

/// Today's date here.
pub(super) fn today() -> Day {
    Day::parse(&clock::today()).unwrap_or(Day::from_number(0))
}
