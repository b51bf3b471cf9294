//! The open plan as signals: one per item on the page, so that a tick renders one item whatever the
//! plan's length.

use super::groups::{GroupId, GroupState, Grouping, of_plan, set_if_new};
use crate::browser::{clock, page, storage};
use crate::shell::when_live;
use guide_core::day::Day;
use guide_core::id::{ItemId, PlanId};
use guide_core::roadmap::filter::Filter;
use guide_core::roadmap::forecast::{Forecast, forecast_around};
use guide_core::roadmap::history::{History, LogChange};
use guide_core::roadmap::item::{Item, Status};
use guide_core::roadmap::model::{Edit, Plan, Progress};
use guide_core::roadmap::stored::{self, Head, LoadedPlan, RestorePoint, StoredPlan};
use guide_core::store::{StorageError, Written};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How long a pause in typing shows that a person has stopped.
const TYPING: Duration = Duration::from_millis(150);

/// How long a plan must stay as it is until the forecast is made again, so that no tick waits for it.
const SETTLED: Duration = Duration::from_millis(300);

/// How often the page looks whether another day has begun.
const DAY_CHECK: Duration = Duration::from_secs(60);

/// What is open below the title of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Panel {
    /// Nothing.
    #[default]
    Closed,
    /// What is known of it.
    Details,
    /// The form to change it.
    Edit,
    /// The question what shows that it is done.
    Evidence,
}

/// An item on the page.
#[derive(Debug, Clone)]
pub(super) struct ItemState {
    pub(super) id: ItemId,
    pub(super) item: ArcRwSignal<Arc<Item>>,
    pub(super) panel: ArcRwSignal<Panel>,
}

/// Something that the person is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The line.
    pub(super) text: String,
    /// Rises from line to line.
    pub(super) number: u32,
}

/// The open plan and what can be done with it.
#[derive(Clone, Copy)]
pub(super) struct State {
    stored: StoredValue<StoredPlan>,
    plan: StoredValue<Plan>,
    head: StoredValue<Head>,
    history: StoredValue<History>,
    /// The plan whose history this tab has, once it was read.
    history_of: StoredValue<Option<PlanId>>,
    /// The items that have been on the page, sorted by their ids.
    items: StoredValue<Vec<ItemState>>,
    pub(super) filter: RwSignal<Filter>,
    /// Notified after any change of the plan or of its head.
    changed: Trigger,
    /// Notified after a change of steps, names, plans or restore points: those need a look through
    /// the whole storage, which a tick must not wait for.
    outline: Trigger,
    /// The newest line for the person.
    pub(super) said: RwSignal<Said>,
    /// How the milestones are grouped.
    pub(super) grouping: RwSignal<Grouping>,
    /// The groups on the page.
    pub(super) groups: RwSignal<Vec<GroupState>>,
    /// How much is done.
    pub(super) progress: RwSignal<Progress>,
    /// Whether the plan is the person's own.
    pub(super) started: RwSignal<bool>,
    /// The id of the item to go on with.
    pub(super) next_step: RwSignal<Option<ItemId>>,
    /// Whether there is something to undo and to redo.
    pub(super) available: RwSignal<(bool, bool)>,
    /// The time that is left, a moment after the plan has changed.
    pub(super) forecast: RwSignal<Option<Forecast>>,
    /// Today; `None` in the first render.
    pub(super) today: RwSignal<Option<Day>>,
    /// The ids of the chosen items, in the order in which they were chosen; `None` while nobody is
    /// choosing.
    pub(super) chosen: RwSignal<Option<Vec<ItemId>>>,
    /// Why changes are not on disk.
    pub(super) error: RwSignal<Option<StorageError>>,
    /// Key and raw value of what could not be read.
    pub(super) damaged: RwSignal<Vec<(String, String)>>,
    /// What else is wrong with what was read, in a sentence each.
    pub(super) losses: RwSignal<Vec<String>>,
    /// Whether the plan could not be read: then nothing is changed.
    unreadable: StoredValue<bool>,
}

impl State {
    /// The template: what the prerendered page shows, and the browser's first render.
    pub(super) fn new() -> Self {
        let state = Self {
            stored: StoredValue::new(StoredPlan::of(stored::MAIN)),
            plan: StoredValue::new(Plan::template()),
            head: StoredValue::default(),
            history: StoredValue::default(),
            history_of: StoredValue::default(),
            items: StoredValue::default(),
            filter: RwSignal::default(),
            changed: Trigger::new(),
            outline: Trigger::new(),
            said: RwSignal::default(),
            grouping: RwSignal::new(Grouping::Steps),
            groups: RwSignal::default(),
            progress: RwSignal::default(),
            started: RwSignal::new(false),
            next_step: RwSignal::default(),
            available: RwSignal::default(),
            forecast: RwSignal::default(),
            today: RwSignal::default(),
            chosen: RwSignal::default(),
            error: RwSignal::default(),
            damaged: RwSignal::default(),
            losses: RwSignal::default(),
            unreadable: StoredValue::new(false),
        };
        state.refresh();
        state
    }

    /// The state of the room around this component.
    pub(super) fn here() -> Self {
        expect_context()
    }

    /// Reads this device's plan after the first render, and again when another tab changes it.
    pub(super) fn load_when_live(self) {
        when_live(move || {
            self.follow_the_day();
            self.follow_settled_changes();
            let of_tab = storage::noted_in_tab(stored::OPEN);
            self.open(StoredPlan::open_in(&storage::store(), of_tab.as_deref()));
            if self.started.get_untracked() {
                self.group(Grouping::Horizons);
            }
            storage::on_change_elsewhere(move |key| {
                if key.is_empty() || key.starts_with(stored::KEYS) {
                    self.open(self.stored());
                }
            });
        });
    }

    /// What depends on the day is right after midnight and after a night's sleep.
    fn follow_the_day(self) {
        let look = move || {
            let today = Day::parse(&clock::today());
            if self.today.get_untracked() != today {
                self.today.set(today);
                self.refresh();
            }
        };
        look();
        let timer = set_interval_with_handle(look, DAY_CHECK);
        let seen = window_event_listener_untyped("visibilitychange", move |_| look());
        let shown = window_event_listener_untyped("pageshow", move |_| look());
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
            seen.remove();
            shown.remove();
        });
    }

    /// Makes the forecast again a moment after the plan has changed.
    fn follow_settled_changes(self) {
        let changes = StoredValue::new(0_u32);
        Effect::new(move |_| {
            self.track();
            self.today.track();
            changes.update_value(|count| *count += 1);
            let number = changes.get_value();
            let make = move || {
                // Nothing is left of it when the page is.
                if changes.try_get_value() == Some(number) {
                    let head = self.head();
                    let (hours, off) = (head.hours_a_week, &head.time_off);
                    let make =
                        |today| self.with_plan(|plan| forecast_around(plan, hours, off, today));
                    let made = self.today.get_untracked().map(make);
                    self.forecast.set(made);
                }
            };
            set_timeout(make, SETTLED);
        });
    }

    /// Reads a plan and shows it.
    fn open(self, stored: StoredPlan) {
        let store = storage::store();
        let loaded = stored.load(&store);
        let is_same = self.history_of.get_value().as_ref() == Some(stored.id());
        let known = if is_same {
            self.history.get_value()
        } else {
            storage::note_in_tab(stored::OPEN, stored.id());
            let is_read = loaded.error.is_none();
            self.history_of
                .set_value(is_read.then(|| stored.id().clone()));
            // At first, whatever was done before is there to be taken back.
            loaded.history.clone()
        };
        self.stored.set_value(stored);
        self.unreadable.set_value(loaded.error.is_some());
        self.losses.set(losses(&loaded, store.status().wiped));
        self.started.set(loaded.started);
        self.history.set_value(known.with_stored(loaded.history));
        self.head.set_value(loaded.head);
        self.damaged.set(loaded.damaged);
        self.error.set(store.error());
        self.items.update_value(|items| {
            items.retain(|shown| loaded.plan.item(&shown.id).is_some());
            for shown in items {
                if let Some(item) = loaded.plan.item(&shown.id) {
                    shown.show(item);
                }
            }
        });
        self.plan.set_value(loaded.plan);
        self.refresh();
        self.outline.notify();
    }

    // ---- what is there ----------------------------------------------------------------------

    /// Something of the plan, as it is now.
    pub(super) fn with_plan<R>(self, look: impl FnOnce(&Plan) -> R) -> R {
        self.plan.with_value(look)
    }

    /// Runs the effect or view around this again after any change of the plan or of its head.
    pub(super) fn track(self) {
        self.changed.track();
    }

    /// Runs the effect or view around this again after a change of steps, names, plans or restore
    /// points.
    pub(super) fn track_outline(self) {
        self.outline.track();
    }

    /// What the plan says of itself.
    pub(super) fn head(self) -> Head {
        self.head.get_value()
    }

    /// The states of the plan that can be brought back, oldest first.
    pub(super) fn restore_points(self) -> Vec<RestorePoint> {
        self.stored().restore_points(&storage::store())
    }

    /// The items that the plan had once, as far as the history of edits knows.
    pub(super) fn deleted(self) -> Vec<Arc<Item>> {
        self.history
            .with_value(|history| self.with_plan(|plan| history.deleted(plan)))
    }

    /// Where the plan is stored.
    pub(super) fn stored(self) -> StoredPlan {
        self.stored.get_value()
    }

    /// The item with this id, as long as it is in the plan.
    pub(super) fn item(self, id: &str) -> Option<ItemState> {
        if let Some(known) = self
            .items
            .with_value(|items| Some(items[place_of(items, id).ok()?].clone()))
        {
            return Some(known);
        }
        let item = self.with_plan(|plan| plan.item(id).cloned())?;
        let shown = ItemState {
            id: id.into(),
            item: ArcRwSignal::new(item),
            panel: ArcRwSignal::new(Panel::Closed),
        };
        self.items.update_value(|items| {
            if let Err(place) = place_of(items, id) {
                items.insert(place, shown.clone());
            }
        });
        Some(shown)
    }

    // ---- what a person changes --------------------------------------------------------------

    /// Tells the person something.
    pub(super) fn say(self, text: impl Into<String>) {
        self.said.update(|said| {
            said.text = text.into();
            said.number += 1;
        });
    }

    /// Makes an edit: saved, shown, said, and kept for undo.
    pub(super) fn make(self, edit: Option<Edit>) -> bool {
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

    /// Says what the storage has shown to be wrong since, where it was only read.
    pub(super) fn look_for_trouble(self) {
        set_if_new(self.error, storage::store().error());
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
    pub(super) fn edit(self, edit: impl FnOnce(&Plan) -> Option<Edit>) -> bool {
        self.make(self.with_plan(edit))
    }

    /// Takes the newest edit back.
    pub(super) fn undo(self) {
        self.walk(History::undo);
    }

    /// Makes the newest undone edit again.
    pub(super) fn redo(self) {
        self.walk(History::redo);
    }

    fn walk(self, walk: fn(&mut History, &Plan) -> Option<(Edit, LogChange)>) {
        if !self.is_readable() {
            return;
        }
        let step = self.with_plan(|plan| {
            self.history
                .try_update_value(|history| walk(history, plan))
                .flatten()
        });
        if let Some((edit, log)) = step {
            let written = self.keep(&edit);
            if self.perform(&edit, &log, written) {
                self.say(edit.message);
            }
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
        set_if_new(self.started, true);
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

    /// Saves what the plan says of itself, then shows it. `false` where another tab had deleted the
    /// plan, or it cannot be read.
    pub(super) fn set_head(self, head: Head) -> bool {
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
        set_if_new(self.started, true);
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
    pub(super) fn set_hours(self, hours_a_week: u32) {
        let mut head = self.head();
        if head.hours_a_week != hours_a_week {
            head.hours_a_week = hours_a_week;
            self.set_head(head);
        }
    }

    /// Replaces the plan as `edit` says, after a restore point. `false` where nothing was changed: the
    /// person has been told why.
    pub(super) fn replace(self, why: &str, edit: impl FnOnce(&Plan) -> Option<Edit>) -> bool {
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
        true
    }

    /// Opens another plan of this device.
    pub(super) fn switch(self, id: &PlanId) {
        let stored = StoredPlan::of(id.clone());
        stored.set_open(&storage::store());
        self.chosen.set(None);
        self.open(stored);
        self.say(format!("The plan “{}” is open.", self.head().name));
    }

    /// Makes a plan of its own from these items, and opens it. `false` where it could not be stored:
    /// then nothing has changed, and the person has been told.
    pub(super) fn save_copy(self, name: &str, hours_a_week: u32, items: Vec<Item>) -> bool {
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

    // ---- one item ---------------------------------------------------------------------------

    /// Ticks an item, or the other way round; what has no evidence yet is asked for it.
    pub(super) fn tick(self, id: &str) {
        // It stays where it is while it is asked, so that nothing moves under the hand.
        if let Some(shown) = self.item(id) {
            let asks = shown
                .item
                .with_untracked(|item| item.status != Status::Done && item.evidence.is_empty());
            shown
                .panel
                .set(if asks { Panel::Evidence } else { Panel::Closed });
        }
        self.edit(|plan| plan.tick(id));
    }

    /// Whether a milestone is being asked what shows that it is done.
    pub(super) fn is_asking(self, id: &str) -> bool {
        self.item(id)
            .is_some_and(|shown| shown.panel.get_untracked() == Panel::Evidence)
    }

    /// Opens or closes what is below the title of an item.
    pub(super) fn set_panel(self, id: &str, panel: Panel) {
        let Some(shown) = self.item(id) else { return };
        let before = shown.panel.get_untracked();
        shown.panel.set(panel);
        if before == Panel::Evidence {
            // It may go to what is done now.
            self.refresh();
        }
    }

    // ---- what is shown ----------------------------------------------------------------------

    /// Changes how the milestones are grouped.
    pub(super) fn group(self, grouping: Grouping) {
        set_if_new(self.grouping, grouping);
        self.refresh();
        let next = self.next_step.get_untracked();
        if let Some(next) = next.filter(|_| self.started.get_untracked()) {
            self.reveal_in_group(&next);
        }
    }

    /// Changes what is shown of the plan: once the person stops typing for a moment, so that typing
    /// is never slow, whatever the length of the plan.
    pub(super) fn change_filter(self, change: impl FnOnce(&mut Filter)) {
        self.filter.update(change);
        let wanted = self.filter.get_untracked();
        let show = move || {
            if self.filter.try_get_untracked() == Some(wanted) {
                self.refresh();
            }
        };
        set_timeout(show, TYPING);
    }

    /// Shows everything again.
    pub(super) fn clear_filter(self) {
        self.filter.set(Filter::default());
        self.refresh();
    }

    /// Brings an item onto the page that a link leads to. `false` where it is not in the plan.
    pub(super) fn reveal(self, id: &str) -> bool {
        let is_there = self.with_plan(|plan| plan.item(id).is_some_and(|item| item.is_there()));
        if !is_there {
            return false;
        }
        if self.filter.with_untracked(Filter::is_on) {
            self.clear_filter();
            self.say("The filter was taken away to show what the link leads to.");
        }
        self.reveal_in_group(id);
        true
    }

    fn reveal_in_group(self, id: &str) {
        let groups = self.groups.get_untracked();
        if groups.iter().any(|group| group.reveal(id)) {
            self.refresh();
        }
    }

    /// Opens a step and shows it.
    pub(super) fn reveal_step(self, step: &str) {
        self.group(Grouping::Steps);
        self.groups.with_untracked(|groups| {
            let of_step = |group: &&GroupState| group.id == GroupId::Step(step.into());
            if let Some(group) = groups.iter().find(of_step) {
                group.open.set(true);
            }
        });
    }

    /// Shows what waits for the person in this group, and nothing else of it is lost.
    pub(super) fn show_more(self, group: &GroupState) {
        group.raise_limit();
        self.refresh();
    }

    /// Brings groups, order and counts in line with the plan.
    pub(super) fn refresh(self) {
        let known = self.groups.get_untracked();
        let (grouping, today) = (self.grouping.get_untracked(), self.today.get_untracked());
        let held = self.held();
        let groups = self.with_plan(|plan| {
            set_if_new(self.progress, plan.progress());
            let next = guide_core::roadmap::horizon::next_step(plan, today);
            set_if_new(self.next_step, next.map(|item| item.id.clone()));
            self.filter
                .with_untracked(|filter| of_plan(plan, grouping, today, &known, filter, &held))
        });
        let same = known.len() == groups.len()
            && known.iter().zip(&groups).all(|(one, two)| one.id == two.id);
        if !same {
            self.groups.set(groups);
        }
        set_if_new(self.available, self.history.with_value(History::available));
        self.changed.notify();
    }

    /// The ids of the items that stay where they are, because a question about them is open.
    fn held(self) -> Vec<ItemId> {
        self.items.with_value(|items| {
            let asked = items
                .iter()
                .filter(|shown| shown.panel.get_untracked() == Panel::Evidence);
            asked.map(|shown| shown.id.clone()).collect()
        })
    }
}

/// Where the item with this id is, or would be.
fn place_of(items: &[ItemState], id: &str) -> Result<usize, usize> {
    items.binary_search_by(|shown| shown.id.as_str().cmp(id))
}

impl ItemState {
    /// Nobody is asked what shows that something is done which is not.
    fn end_question(&self) {
        let is_done = self.item.with_untracked(|item| item.status == Status::Done);
        if !is_done && self.panel.get_untracked() == Panel::Evidence {
            self.panel.set(Panel::Closed);
        }
    }

    fn show(&self, item: &Arc<Item>) {
        if self.item.with_untracked(|shown| shown != item) {
            self.item.set(item.clone());
        }
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

/// Moves the focus to the element with this id, once what is under way is on the page.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || page::focus_id(&id));
}
