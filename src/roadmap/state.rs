//! The open plan as signals: one per item on the page, so that a tick renders one item whatever the
//! plan's length.

mod edits;
mod forms;
mod shown;

use super::groups::{GroupState, Grouping, set_if_new};
use super::ids;
use super::pieces::{self, Piece};
use super::reading;
use crate::browser::focus::{self, FocusPlace};
use crate::browser::{clock, storage};
use crate::shell::RoomPart;
use guide_core::day::Day;
use guide_core::gaps;
use guide_core::id::{ItemId, PlanId};
use guide_core::roadmap::filter::Filter;
use guide_core::roadmap::forecast::{Forecast, forecast_around};
use guide_core::roadmap::history::History;
use guide_core::roadmap::item::{Item, Status};
use guide_core::roadmap::model::{Plan, Progress};
use guide_core::roadmap::questions;
use guide_core::roadmap::stored::{self, Head, LoadedPlan, RestorePoint, StoredPlan};
use guide_core::store::StorageError;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

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
    /// Whether the questions at the beginning wait for their answers.
    pub(super) questions: RwSignal<bool>,
    /// Whether this device has a level for every skill.
    pub(super) scored: RwSignal<bool>,
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
    /// What else is wrong with what was read.
    pub(super) losses: RwSignal<Losses>,
    /// Whether the plan could not be read: then nothing is changed.
    unreadable: StoredValue<bool>,
    /// Whether what is to be on the page comes onto it soon.
    fills: StoredValue<bool>,
    /// What opens when somebody asks for it.
    pub(super) opened: RoomPart<Piece>,
}

impl State {
    /// The template, not yet in groups.
    pub(super) fn new() -> Self {
        Self {
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
            questions: RwSignal::new(true),
            scored: RwSignal::default(),
            next_step: RwSignal::default(),
            available: RwSignal::default(),
            forecast: RwSignal::default(),
            today: RwSignal::default(),
            chosen: RwSignal::default(),
            error: RwSignal::default(),
            damaged: RwSignal::default(),
            losses: RwSignal::default(),
            unreadable: StoredValue::new(false),
            fills: StoredValue::new(false),
            opened: pieces::part(),
        }
    }

    /// The state of the room around this component.
    pub(super) fn here() -> Self {
        expect_context()
    }

    /// Shows this device's plan, and shows it again when another tab changes it. The page's file shows
    /// the template.
    pub(super) fn load(self) {
        if !cfg!(target_arch = "wasm32") {
            return self.refresh();
        }
        self.today.set(Day::parse(&clock::today()));
        self.follow_settled_changes();
        self.scored.set(gaps::is_scored(&storage::store()));
        let (plan, loaded) = reading::plan_of_tab();
        if loaded.started {
            self.grouping.set(Grouping::Horizons);
        }
        self.show(plan, loaded);
        self.reveal_next_step();
        self.reopen_forms();
        self.follow_the_day();
        storage::on_change_elsewhere(move |key| {
            if stored::is_restore_point(&key) {
                self.outline.notify();
            } else if key.is_empty() || key.starts_with(stored::KEYS) {
                self.open(self.stored());
            }
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
        let loaded = if self.is_open(&stored) {
            stored.load_again(&store)
        } else {
            stored.load(&store)
        };
        self.show(stored, loaded);
    }

    /// Whether a plan is the one that is shown.
    fn is_open(self, stored: &StoredPlan) -> bool {
        self.history_of.get_value().as_ref() == Some(stored.id())
    }

    /// Shows a plan as it was read.
    fn show(self, stored: StoredPlan, loaded: LoadedPlan) {
        let store = storage::store();
        let is_same = self.is_open(&stored);
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
        self.losses.set(Losses::of(&loaded, store.status().wiped));
        self.started.set(loaded.started);
        let skipped = storage::noted_in_tab(questions::SKIPPED).is_some();
        let waits = |plan: &str| questions::wait(&store, plan, loaded.started, skipped);
        set_if_new(self.questions, waits(self.stored().id()));
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

    /// Says what the storage has shown to be wrong since, where it was only read.
    pub(super) fn look_at_storage(self) {
        set_if_new(self.error, storage::store().error());
    }

    // ---- one item ---------------------------------------------------------------------------

    /// Tells the person something.
    pub(super) fn say(self, text: impl Into<String>) {
        self.said.update(|said| {
            said.text = text.into();
            said.number += 1;
        });
    }

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

    /// Moves the focus to a field of the form that is open below the title of an item, once it is there.
    pub(super) fn focus_in_form(self, id: &str, panel: Panel, field: &'static str) {
        let id = ItemId::from(id);
        self.opened.focus_when_there(move || {
            let is_open = |shown: ItemState| shown.panel.get_untracked() == panel;
            if self.item(&id).is_some_and(is_open) {
                focus_next(ids::form(&id, field));
            }
        });
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
#[derive(Clone, Debug, Default)]
pub(super) struct Losses {
    /// In a sentence each.
    pub(super) lines: Vec<String>,
    /// Whether items that belong to the plan are not there any more.
    pub(super) has_missing: bool,
}

impl Losses {
    fn of(loaded: &LoadedPlan, wiped: bool) -> Self {
        let mut lines = Vec::new();
        if let Some(error) = loaded.error {
            lines.push(format!(
                "Your plan could not be read: {error}. Nothing of it is changed until it can be."
            ));
        }
        if loaded.unreadable > 0 {
            lines.push(format!(
                "Items that the browser did not give out: {}. They are left as they are.",
                loaded.unreadable
            ));
        }
        if loaded.missing > 0 {
            lines.push(format!(
                "Items that belong to this plan and are not there any more: {}. A restore point or a saved file may have them.",
                loaded.missing
            ));
        }
        if wiped {
            lines.push("What this site had stored here was deleted. This tab still has your plan, and stores it again with your next change.".to_owned());
        }
        Self {
            lines,
            has_missing: loaded.missing > 0,
        }
    }
}

/// Moves the focus to the element with this id, once what is under way is on the page, unless somebody
/// has gone on to another control by then.
fn focus_next(id: String) {
    let before = FocusPlace::here();
    request_animation_frame(move || {
        if !before.was_left() {
            focus::focus_id(&id);
        }
    });
}

/// Moves the focus to the element with this id, once what is under way is on the page.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || focus::focus_id(&id));
}
