//! The open plan as signals: one per item on the page, so that a tick renders one item whatever the
//! plan's length.

use crate::browser::{clock, page, storage};
use crate::shell::{Messages, is_live, when_live};
use guide_core::day::Day;
use guide_core::id::{ItemId, PlanId};
use guide_core::roadmap::filter::Filter;
use guide_core::roadmap::form;
use guide_core::roadmap::history::{History, LogChange};
use guide_core::roadmap::item::{Item, Kind, Status};
use guide_core::roadmap::model::{Change, Edit, Plan, Progress};
use guide_core::roadmap::stored::{self, Head, LoadedPlan, RestorePoint, StoredPlan};
use guide_core::store::{StorageError, Written};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How many items of a step are on the page at first, and how many more each time somebody asks.
const PAGE: usize = 50;

/// How long a pause in typing shows that a person has stopped.
const TYPING: Duration = Duration::from_millis(150);

/// The open plan and what can be done with it. Cheap to clone.
#[derive(Clone)]
pub(super) struct State {
    stored: StoredValue<StoredPlan>,
    plan: StoredValue<Plan>,
    started: StoredValue<bool>,
    head: StoredValue<Head>,
    history: StoredValue<History>,
    /// The items that have been on the page, by id, sorted by it.
    items: StoredValue<Vec<(ItemId, ItemState)>>,
    filter: StoredValue<Filter>,
    /// Notified after any change of the plan or of its head.
    changed: RwSignal<()>,
    /// Notified after a change of steps, names, plans or restore points: those need a look through
    /// the whole storage, which a tick must not wait for.
    outline: RwSignal<()>,
    messages: Messages,
    /// The steps of the plan.
    pub(super) steps: RwSignal<Vec<StepState>>,
    /// How much is done.
    pub(super) progress: RwSignal<Progress>,
    /// Why changes are not on disk.
    pub(super) trouble: RwSignal<Option<StorageError>>,
    /// Key and raw value of what could not be read.
    pub(super) damaged: RwSignal<Vec<(String, String)>>,
    /// What else is wrong with what was read, in a sentence each.
    pub(super) losses: RwSignal<Vec<String>>,
    /// Whether the plan could not be read: then nothing is changed.
    unreadable: StoredValue<bool>,
}

/// An item on the page.
#[derive(Clone)]
pub(super) struct ItemState {
    pub(super) item: ArcRwSignal<Arc<Item>>,
    /// The HTML of the form that is open under it; empty where none is.
    pub(super) form: ArcRwSignal<String>,
}

/// A step on the page.
#[derive(Clone)]
pub(super) struct StepState {
    pub(super) id: String,
    pub(super) own: bool,
    pub(super) title: ArcRwSignal<String>,
    pub(super) progress: ArcRwSignal<Progress>,
    /// The ids of its items on the page.
    pub(super) ids: ArcRwSignal<Vec<ItemId>>,
    /// How many more there are.
    pub(super) more: ArcRwSignal<usize>,
    limit: ArcRwSignal<usize>,
}

impl State {
    /// The template: what the prerendered page shows, and the browser's first render.
    pub(super) fn new(messages: Messages) -> Self {
        let state = Self {
            stored: StoredValue::new(StoredPlan::of(stored::MAIN)),
            plan: StoredValue::new(Plan::template()),
            started: StoredValue::new(false),
            head: StoredValue::default(),
            history: StoredValue::default(),
            items: StoredValue::default(),
            filter: StoredValue::default(),
            changed: RwSignal::new(()),
            outline: RwSignal::new(()),
            messages,
            steps: RwSignal::default(),
            progress: RwSignal::default(),
            trouble: RwSignal::default(),
            damaged: RwSignal::default(),
            losses: RwSignal::default(),
            unreadable: StoredValue::new(false),
        };
        state.refresh();
        // What a message offers to undo goes with the page.
        on_cleanup(move || messages.clear());
        state
    }

    /// Reads this device's plan after the first render, and again when another tab changes it.
    pub(super) fn load_when_live(&self) {
        let state = self.clone();
        when_live(move || {
            state.open(StoredPlan::open(&storage::store()));
            storage::on_change_elsewhere(move |key| {
                if key.is_empty() || key.starts_with(stored::KEYS) {
                    state.open(state.stored());
                }
            });
        });
    }

    /// Reads a plan and shows it.
    fn open(&self, stored: StoredPlan) {
        let store = storage::store();
        let kept = stored.load(&store);
        self.stored.set_value(stored);
        self.unreadable.set_value(kept.error.is_some());
        self.losses.set(losses(&kept, store.status().wiped));
        self.started.set_value(kept.started);
        self.history.set_value(kept.history);
        self.head.set_value(kept.head);
        self.damaged.set(kept.damaged);
        self.trouble.set(store.error());
        self.items.update_value(|items| {
            items.retain(|(id, _)| kept.plan.item(id).is_some());
            for (id, shown) in items {
                if let Some(item) = kept.plan.item(id) {
                    shown.show(item);
                }
            }
        });
        self.plan.set_value(kept.plan);
        self.refresh();
        self.outline.notify();
    }

    // ---- what is there ----------------------------------------------------------------------

    /// Something of the plan, as it is now.
    pub(super) fn with_plan<R>(&self, look: impl FnOnce(&Plan) -> R) -> R {
        self.plan.with_value(look)
    }

    /// Within an effect: runs it again after any change of the plan or of its head.
    pub(super) fn track(&self) {
        self.changed.track();
    }

    /// Within an effect: runs it again after a change of steps, names, plans or restore points.
    pub(super) fn track_outline(&self) {
        self.outline.track();
    }

    /// What the plan says of itself.
    pub(super) fn head(&self) -> Head {
        self.head.get_value()
    }

    /// Whether the plan is the person's own.
    pub(super) fn is_started(&self) -> bool {
        self.started.get_value()
    }

    /// The states of the plan that can be brought back, oldest first.
    pub(super) fn restore_points(&self) -> Vec<RestorePoint> {
        self.stored().restore_points(&storage::store())
    }

    /// Where the plan is stored.
    pub(super) fn stored(&self) -> StoredPlan {
        self.stored.get_value()
    }

    /// Where to tell people something.
    pub(super) fn messages(&self) -> Messages {
        self.messages
    }

    /// Whether there is something to undo and to redo.
    pub(super) fn available(&self) -> (bool, bool) {
        self.history.with_value(History::available)
    }

    /// The item with this id, as long as it is in the plan.
    pub(super) fn item(&self, id: &str) -> Option<ItemState> {
        let known = self
            .items
            .with_value(|items| find(items, id).ok().map(|place| items[place].1.clone()));
        known.or_else(|| {
            let item = self.with_plan(|plan| plan.item(id).cloned())?;
            let shown = ItemState {
                item: ArcRwSignal::new(item),
                form: ArcRwSignal::new(String::new()),
            };
            self.items.update_value(|items| {
                if let Err(place) = find(items, id) {
                    items.insert(place, (id.into(), shown.clone()));
                }
            });
            Some(shown)
        })
    }

    // ---- what a person changes --------------------------------------------------------------

    /// Makes an edit: saved, shown, said, and kept for undo.
    pub(super) fn make(&self, edit: Option<Edit>) -> bool {
        let Some(edit) = edit.filter(|_| self.is_readable()) else {
            return false;
        };
        let store = storage::store();
        let stored = self.stored();
        let log = self.history.try_update_value(|history| {
            history.record_as(edit.clone(), |number| {
                stored.free_edit_number(&store, number)
            })
        });
        let kept = self.with_plan(|plan| {
            let (head, started) = (self.head.get_value(), self.started.get_value());
            stored.keep(&store, plan, &head, started, &edit)
        });
        self.perform(&edit, &log.unwrap_or_default(), kept);
        let state = self.clone();
        self.messages
            .say_with_undo(edit.message, Arc::new(move || state.undo()));
        true
    }

    /// The edit that `edit` gives for the plan, made.
    pub(super) fn edit(&self, edit: impl FnOnce(&Plan) -> Option<Edit>) -> bool {
        self.make(self.with_plan(edit))
    }

    /// Takes the newest edit back.
    pub(super) fn undo(&self) {
        self.step(History::undo);
    }

    /// Makes the newest undone edit again.
    pub(super) fn redo(&self) {
        self.step(History::redo);
    }

    fn step(&self, step: fn(&mut History, &Plan) -> Option<(Edit, LogChange)>) {
        if !self.is_readable() {
            return;
        }
        let found = self.with_plan(|plan| {
            self.history
                .try_update_value(|history| step(history, plan))
                .flatten()
        });
        if let Some((edit, log)) = found {
            let kept = self.with_plan(|plan| {
                let (head, started) = (self.head.get_value(), self.started.get_value());
                self.stored()
                    .keep(&storage::store(), plan, &head, started, &edit)
            });
            self.perform(&edit, &log, kept);
            self.messages.say(edit.message);
        }
    }

    /// Whether the plan can be changed. Where it could not be read, that is tried once more first.
    fn is_readable(&self) -> bool {
        if !self.unreadable.get_value() {
            return true;
        }
        self.open(self.stored());
        self.messages
            .say("Nothing was changed, because your plan could not be read before.");
        false
    }

    /// Another tab has deleted the plan: this one opens the main plan and says so.
    fn leave_deleted_plan(&self) {
        self.switch(&PlanId::from(stored::MAIN));
        self.messages
            .say("This plan was deleted in another tab. Nothing of it was stored again.");
    }

    /// Shows an edit that is stored: what a crash while rendering takes away is on disk already.
    fn perform(&self, edit: &Edit, log: &LogChange, kept: Result<Written, StorageError>) {
        let store = storage::store();
        _ = self.stored().keep_log(&store, log);
        if kept == Ok(Written::Gone) && !self.stored().is_stored(&store) {
            return self.leave_deleted_plan();
        }
        self.started.set_value(true);
        self.trouble.set(store.error());
        if matches!(kept, Ok(Written::Merged | Written::Gone)) {
            // Another tab was here too: what is on disk is the plan.
            return self.open(self.stored());
        }
        self.plan.update_value(|plan| plan.apply(edit));
        self.items.update_value(|items| {
            for change in &edit.changes {
                match (find(items, change.id()), &change.after) {
                    (Ok(place), Some(item)) if item.is_there() => items[place].1.show(item),
                    (Ok(place), _) => _ = items.remove(place),
                    (Err(_), _) => {}
                }
            }
        });
        self.refresh();
        let is_step = |change: &Change| {
            let either = change.after.as_ref().or(change.before.as_ref());
            either.is_some_and(|item| item.kind == Kind::Step)
        };
        if edit.changes.iter().any(is_step) {
            self.outline.notify();
        }
    }

    /// Saves what the plan says of itself, then shows it.
    pub(super) fn set_head(&self, head: Head) {
        if !self.is_readable() {
            return;
        }
        let store = storage::store();
        let stored = self.stored();
        let kept = self.with_plan(|plan| {
            let (before, started) = (self.head.get_value(), self.started.get_value());
            stored.keep_head(&store, plan, &before, started, &head)
        });
        self.started.set_value(true);
        self.trouble.set(store.error());
        match kept {
            Ok(Written::Gone) => return self.leave_deleted_plan(),
            Ok(Written::Merged) => return self.open(stored),
            Ok(Written::AsGiven) | Err(_) => {}
        }
        self.head.set_value(head);
        self.changed.notify();
        self.outline.notify();
    }

    /// Replaces the plan as `edit` says, after a restore point. `false` where nothing was changed: the
    /// person has been told why.
    pub(super) fn replace(&self, why: &str, edit: impl FnOnce(&Plan) -> Option<Edit>) -> bool {
        if !self.is_readable() {
            return false;
        }
        let Some(edit) = self.with_plan(edit) else {
            self.messages.say("There was nothing to change.");
            return false;
        };
        let store = storage::store();
        let kept = self.with_plan(|plan| {
            let (head, started) = (self.head.get_value(), self.started.get_value());
            self.stored()
                .replace(&store, (plan, &head, started), &edit, why, today())
        });
        self.outline.notify();
        match kept {
            Err(error) => {
                self.messages.say(format!(
                    "Nothing was changed, because not all of it can be stored: {error}. Download a copy first."
                ));
                return false;
            }
            Ok(Written::Gone) => {
                self.leave_deleted_plan();
                return false;
            }
            Ok(_) => {}
        }
        let log = self
            .history
            .try_update_value(|history| history.record(edit.clone()));
        self.perform(&edit, &log.unwrap_or_default(), kept);
        let state = self.clone();
        self.messages
            .say_with_undo(edit.message, Arc::new(move || state.undo()));
        true
    }

    /// Opens another plan of this device.
    pub(super) fn switch(&self, id: &PlanId) {
        let stored = StoredPlan::of(id.clone());
        stored.set_open(&storage::store());
        self.messages.clear();
        self.open(stored);
    }

    /// Makes a plan of its own from these items, and opens it. `false` where it could not be stored:
    /// then nothing has changed, and the person has been told.
    pub(super) fn save_copy(&self, name: &str, hours_a_week: u32, items: Vec<Item>) -> bool {
        let stored = StoredPlan::of(clock::fresh_id());
        let mut head = Head::default();
        head.rename(name);
        head.hours_a_week = hours_a_week;
        if let Err(error) = stored.create(&storage::store(), &Plan::from_items(items), &head) {
            self.messages.say(format!(
                "The plan is not saved: {error}. Nothing was changed."
            ));
            return false;
        }
        self.switch(stored.id());
        true
    }

    // ---- what is shown ----------------------------------------------------------------------

    /// Changes what is shown of the plan: once the person stops typing for a moment, so that typing
    /// is never slow, whatever the length of the plan.
    pub(super) fn filter(&self, change: impl FnOnce(&mut Filter)) {
        self.filter.update_value(change);
        let wanted = self.filter.get_value();
        let state = self.clone();
        let show = move || {
            if state
                .filter
                .try_get_value()
                .is_some_and(|newest| newest == wanted)
            {
                state.refresh();
            }
        };
        set_timeout(show, TYPING);
    }

    /// Shows more items of a long step.
    pub(super) fn show_more(&self, step: &str) {
        self.steps.with_untracked(|steps| {
            if let Some(step) = steps.iter().find(|known| known.id == step) {
                step.limit.update(|limit| *limit += PAGE);
            }
        });
        self.refresh();
    }

    /// Brings an item onto the page that a link leads to. `false` where it is not in the plan.
    pub(super) fn reveal(&self, id: &str) -> bool {
        let place = self.with_plan(|plan| {
            let step = plan.step_of(plan.item(id)?);
            let list = plan.in_step(step);
            let place = list.iter().position(|item| item.id == id)?;
            Some((step.to_owned(), place))
        });
        let Some((step, place)) = place else {
            return false;
        };
        self.filter.set_value(Filter::default());
        self.steps.with_untracked(|steps| {
            if let Some(step) = steps.iter().find(|known| known.id == step) {
                step.limit
                    .update(|limit| *limit = (*limit).max(place + PAGE));
            }
        });
        self.refresh();
        true
    }

    /// Opens the form to change an item.
    pub(super) fn open_form(&self, id: &str) {
        if let Some(shown) = self.item(id) {
            let html = shown.item.with_untracked(|item| form::edit(item));
            shown.form.set(html);
        }
    }

    /// Asks what shows that an item is done, where that is not known.
    pub(super) fn ask_for_evidence(&self, id: &str) {
        let Some(shown) = self.item(id) else { return };
        let html = shown.item.with_untracked(|item| {
            let asks = item.status == Status::Done && item.evidence.is_empty();
            asks.then(|| form::evidence(item, &clock::today()))
        });
        shown.form.set(html.unwrap_or_default());
    }

    /// Closes the form of an item.
    pub(super) fn close_form(&self, id: &str) {
        if let Some(shown) = self.item(id) {
            shown.form.set(String::new());
        }
    }

    /// Brings steps, order and counts in line with the plan.
    fn refresh(&self) {
        let steps = self.with_plan(|plan| {
            self.progress.set(plan.progress());
            let known = self.steps.get_untracked();
            let shown = plan.by_step().into_iter().map(|(step, items)| {
                let state = known.iter().find(|known| known.id == step.id).cloned();
                let state = state.unwrap_or_else(|| StepState::new(step.id, step.own));
                self.filter
                    .with_value(|filter| state.show(step.title, &items, filter));
                state
            });
            shown.collect::<Vec<StepState>>()
        });
        let same = self.steps.with_untracked(|known| {
            known.len() == steps.len()
                && known.iter().zip(&steps).all(|(one, two)| one.id == two.id)
        });
        if !same {
            self.steps.set(steps);
        }
        if is_live() {
            let (undo, redo) = self.available();
            page::set_enabled("undo", undo);
            page::set_enabled("redo", redo);
        }
        self.changed.notify();
    }
}

impl ItemState {
    fn show(&self, item: &Arc<Item>) {
        if self.item.with_untracked(|shown| shown != item) {
            self.item.set(item.clone());
        }
    }
}

impl StepState {
    fn new(id: &str, own: bool) -> Self {
        Self {
            id: id.to_owned(),
            own,
            title: ArcRwSignal::new(String::new()),
            progress: ArcRwSignal::new(Progress::default()),
            ids: ArcRwSignal::new(Vec::new()),
            more: ArcRwSignal::new(0),
            limit: ArcRwSignal::new(PAGE),
        }
    }

    fn show(&self, title: &str, items: &[&Arc<Item>], filter: &Filter) {
        let limit = self.limit.get_untracked();
        let mut ids = Vec::new();
        let mut more = 0;
        if filter.shows_step(&self.id) {
            for item in items {
                if !filter.shows(item) {
                    continue;
                }
                if ids.len() < limit {
                    ids.push(item.id.clone());
                } else {
                    more += 1;
                }
            }
        }
        set_if_new(&self.ids, ids);
        set_if_new(&self.more, more);
        set_if_new(&self.title, title.to_owned());
        set_if_new(&self.progress, Progress::of(items.iter().copied()));
    }
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|shown| *shown != value) {
        signal.set(value);
    }
}

/// What is wrong with a plan that was read, besides what is damaged.
fn losses(loaded: &LoadedPlan, wiped: bool) -> Vec<String> {
    let mut losses = Vec::new();
    if let Some(error) = loaded.error {
        losses.push(format!(
            "Your plan could not be read: {error}. Nothing of it is changed until it can be."
        ));
    }
    if loaded.unreadable > 0 {
        losses.push(format!(
            "Items that the browser did not give out: {}. They are left as they are.",
            loaded.unreadable
        ));
    }
    if loaded.missing > 0 {
        losses.push(format!(
            "Items that belong to this plan and are not there any more: {}. A restore point or a saved file may have them.",
            loaded.missing
        ));
    }
    if wiped {
        losses.push("What this site had stored here was deleted. This tab still has your plan, and stores it again with your next change.".to_owned());
    }
    losses
}

/// Today, once the first render is over.
pub(super) fn today() -> Option<Day> {
    is_live().then(clock::today).as_deref().and_then(Day::parse)
}

fn find(items: &[(ItemId, ItemState)], id: &str) -> Result<usize, usize> {
    items.binary_search_by(|(known, _)| known.as_str().cmp(id))
}
