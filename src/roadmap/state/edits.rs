//! What a person changes: made, stored, shown, and kept for undo.

use super::super::groups::set_if_new;
use super::{State, place_of};
use crate::browser::{clock, storage};
use guide_core::id::PlanId;
use guide_core::roadmap::exchange;
use guide_core::roadmap::history::{History, LogChange};
use guide_core::roadmap::item::Item;
use guide_core::roadmap::model::{Edit, Plan};
use guide_core::roadmap::questions;
use guide_core::roadmap::stored::{self, Head, StoredPlan};
use guide_core::store::{StorageError, Written};
use leptos::prelude::*;

impl State {
    /// Makes an edit: saved, shown, said, and kept for undo.
    pub(in crate::roadmap) fn make(self, edit: Option<Edit>) -> bool {
        let Some(edit) = edit.filter(|_| self.is_readable()) else {
            return false;
        };
        let (store, stored) = (storage::store(), self.stored());
        let log = self.history.try_update_value(|history| {
            history.record_as(edit.clone(), |number| {
                stored.free_edit_number(&store, number)
            })
        });
        let written = self.keep(&edit);
        if self.perform(&edit, &log.unwrap_or_default(), written) {
            self.say(edit.message);
        }
        true
    }

    /// Stores an edit.
    fn keep(self, edit: &Edit) -> Result<Written, StorageError> {
        let (head, started) = (self.head(), self.started.get_untracked());
        self.with_plan(|plan| {
            self.stored()
                .keep(&storage::store(), plan, &head, started, edit)
        })
    }

    /// Whether the plan can be changed. Where it could not be read, that is tried once more first.
    fn is_readable(self) -> bool {
        if !self.unreadable.get_value() {
            return true;
        }
        self.open(self.stored());
        self.say("Nothing was changed, because your plan could not be read before.");
        false
    }

    /// The edit that `edit` gives for the plan, made.
    pub(in crate::roadmap) fn edit(self, edit: impl FnOnce(&Plan) -> Option<Edit>) -> bool {
        self.make(self.with_plan(edit))
    }

    /// Takes the newest edit back.
    pub(in crate::roadmap) fn undo(self) {
        self.move_in_history(History::undo);
    }

    /// Makes the newest undone edit again.
    pub(in crate::roadmap) fn redo(self) {
        self.move_in_history(History::redo);
    }

    fn move_in_history(self, step: fn(&mut History, &Plan) -> Option<(Edit, LogChange)>) {
        if !self.is_readable() {
            return;
        }
        let found = self.with_plan(|plan| {
            self.history
                .try_update_value(|history| step(history, plan))
                .flatten()
        });
        if let Some((edit, log)) = found {
            let written = self.keep(&edit);
            if self.perform(&edit, &log, written) {
                self.say(edit.message);
            }
        }
    }

    /// Takes the plan for whole, although items of it are missing.
    pub(in crate::roadmap) fn go_on_without_missing(self) {
        let written = self.stored().accept_missing(&storage::store());
        if written == Ok(Written::Gone) {
            self.leave_deleted_plan();
            return;
        }
        self.open(self.stored());
        // Where it is not stored, the page says why.
        if written.is_ok() {
            self.say("The plan is what is here.");
        }
    }

    /// Another tab has deleted the plan: this one opens the main plan and says so.
    fn leave_deleted_plan(self) {
        self.switch(&PlanId::from(stored::MAIN));
        self.say("This plan was deleted in another tab. Nothing of it was stored again.");
    }

    /// Shows an edit that was stored: what a crash while rendering takes away is on disk already.
    /// `false` where another tab had deleted the plan.
    fn perform(self, edit: &Edit, log: &LogChange, written: Result<Written, StorageError>) -> bool {
        let (store, stored) = (storage::store(), self.stored());
        _ = stored.keep_log(&store, log);
        if written == Ok(Written::Gone) && !stored.is_stored(&store) {
            self.leave_deleted_plan();
            return false;
        }
        self.begin();
        set_if_new(self.error, store.error());
        if matches!(written, Ok(Written::Merged | Written::Gone)) {
            // Another tab was here too: what is on disk is the plan.
            self.open(stored);
            return true;
        }
        self.plan.update_value(|plan| plan.apply(edit));
        let mut outline_changed = false;
        self.items.update_value(|items| {
            for change in &edit.changes {
                outline_changed |= change.is_of_step();
                let Ok(place) = place_of(items, change.id()) else {
                    continue;
                };
                match &change.after {
                    Some(item) if item.is_there() => {
                        items[place].show(item);
                        items[place].end_question();
                    }
                    _ => _ = items.remove(place),
                }
            }
        });
        self.refresh();
        if outline_changed {
            self.outline.notify();
        }
        true
    }

    /// From its first change on the plan is the person's own; questions that wait go on waiting.
    fn begin(self) {
        if !self.started.get_untracked() && self.questions.get_untracked() {
            questions::set_waiting(&storage::store(), self.stored().id());
        }
        set_if_new(self.started, true);
    }

    /// Notes that the questions at the beginning are answered or skipped.
    pub(in crate::roadmap) fn end_questions(self) {
        questions::end(&storage::store(), self.stored().id());
        if !self.started.get_untracked() {
            // Of a plan that is not there yet nothing is stored.
            storage::note_in_tab(questions::SKIPPED, "1");
        }
        set_if_new(self.questions, false);
    }

    /// Saves what the plan says of itself, then shows it. `false` where another tab had deleted the
    /// plan, or it cannot be read.
    pub(in crate::roadmap) fn set_head(self, head: Head) -> bool {
        if !self.is_readable() {
            return false;
        }
        let (store, stored) = (storage::store(), self.stored());
        let (before, started) = (self.head(), self.started.get_untracked());
        let written =
            self.with_plan(|plan| stored.keep_head(&store, plan, &before, started, &head));
        if written == Ok(Written::Gone) {
            self.leave_deleted_plan();
            return false;
        }
        self.begin();
        set_if_new(self.error, store.error());
        if written == Ok(Written::Merged) {
            self.open(stored);
            return true;
        }
        self.head.set_value(head);
        self.changed.notify();
        self.outline.notify();
        true
    }

    /// Notes how many hours a week the person has.
    pub(in crate::roadmap) fn set_hours(self, hours_a_week: u32) {
        let mut head = self.head();
        if head.hours_a_week != hours_a_week {
            head.hours_a_week = hours_a_week;
            self.set_head(head);
        }
    }

    /// Replaces the plan as `edit` says, after a restore point. `false` where nothing was changed: the
    /// person has been told why.
    pub(in crate::roadmap) fn replace(
        self,
        why: &str,
        edit: impl FnOnce(&Plan) -> Option<Edit>,
    ) -> bool {
        if !self.is_readable() {
            return false;
        }
        let Some(edit) = self.with_plan(edit) else {
            self.say("There was nothing to change.");
            return false;
        };
        let (head, started) = (self.head(), self.started.get_untracked());
        let today = self.today.get_untracked();
        let written = self.with_plan(|plan| {
            self.stored()
                .replace(&storage::store(), (plan, &head, started), &edit, why, today)
        });
        self.outline.notify();
        if let Err(error) = written {
            self.say(format!(
                "Nothing was changed, because not all of it can be stored: {error}. Save the plan as a file first."
            ));
            return false;
        }
        let log = self
            .history
            .try_update_value(|history| history.record(edit.clone()));
        if self.perform(&edit, &log.unwrap_or_default(), written) {
            self.say(edit.message);
        }
        if self.with_plan(questions::are_answered_by) {
            self.end_questions();
        }
        true
    }

    /// Opens another plan of this device.
    pub(in crate::roadmap) fn switch(self, id: &PlanId) {
        let stored = StoredPlan::of(id.clone());
        stored.set_open(&storage::store());
        self.chosen.set(None);
        self.open(stored);
        self.say(format!("The plan “{}” is open.", self.head().name));
        self.reopen_forms();
    }

    /// The names of all plans of this device, also of those that can be brought back.
    fn names_of_plans() -> Vec<String> {
        let plans = stored::plans(&storage::store()).into_values();
        plans.map(|head| head.name).collect()
    }

    /// Whether a plan of this device has this name.
    pub(in crate::roadmap) fn has_plan_named(self, name: &str) -> bool {
        Self::names_of_plans().iter().any(|known| known == name)
    }

    /// This name, with a number where another plan of this device has it.
    pub(in crate::roadmap) fn free_name(self, wanted: &str) -> String {
        exchange::free_name(wanted, &Self::names_of_plans())
    }

    /// Makes a plan of its own from these items, and opens it. `false` where it could not be stored:
    /// then nothing has changed, and the person has been told.
    pub(in crate::roadmap) fn save_copy(
        self,
        name: &str,
        hours_a_week: u32,
        items: Vec<Item>,
    ) -> bool {
        let stored = StoredPlan::of(clock::fresh_id());
        let mut head = Head::default();
        head.rename(name);
        head.hours_a_week = hours_a_week;
        if let Err(error) = stored.create(&storage::store(), &Plan::from_items(items), &head) {
            self.say(format!(
                "The plan is not saved: {error}. Nothing was changed."
            ));
            return false;
        }
        self.switch(stored.id());
        true
    }
}
