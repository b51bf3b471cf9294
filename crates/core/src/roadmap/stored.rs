//! How plans are stored: a small document for each plan, one for each of its items, and one for each
//! edit that can be undone.
//!
//! A plan's own document, its [`Head`], makes it: what stands beside it without a head is what is left
//! of a plan. It counts the plan's items, so that one of which some are missing says so.

use super::history::{Entry, History};
use super::item::{Item, Kind, Status};
use super::model::{Plan, milestone};
use crate::content::STEPS;
use crate::day::Day;
use crate::id::PlanId;
use crate::store::{
    self, All, Coming, Json, Loaded, Schema, StorageError, Store, is_default, lenient,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod head;
mod writing;

pub use head::{Head, NAME_LIMIT};

/// The id of the plan that everybody has.
pub const MAIN: &str = "main";

/// Every key of every plan starts with this.
pub const KEYS: &str = "plan:";

/// Where it is noted which plan is open: in the store for the device, in a note of the tab for the tab.
pub const OPEN: &str = "open-plan";

/// Between the key of a plan's head and the number of a restore point.
const RESTORE: &str = ":restore:";

/// Between the key of a plan's head and the id of an item.
const ITEM: &str = ":item:";

/// How many restore points a plan has; the oldest goes first.
const RESTORE_POINTS: usize = 3;

/// Which plan is open.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct OpenPlan {
    schema: Schema,
    plan: PlanId,
    #[serde(skip)]
    unknown: Json,
}

/// A whole plan as it was before something replaced it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestorePoint {
    schema: Schema,
    /// Rises from one to the next.
    pub number: u32,
    /// When it was made.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub day: Option<Day>,
    /// Before what.
    pub why: String,
    /// The plan's items.
    pub items: Vec<Item>,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(OpenPlan, RestorePoint);

/// A plan as it was found on this device.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedPlan {
    /// The person's plan, or the template where there is none yet.
    pub plan: Plan,
    /// Whether the plan is the person's own: from its first change on, the site's template no longer
    /// matters to it.
    pub started: bool,
    /// What the plan says of itself.
    pub head: Head,
    /// What can be undone and redone.
    pub history: History,
    /// Key and raw value of what could not be understood. It stays where it is.
    pub damaged: Vec<(String, String)>,
    /// How many items should be there and are not.
    pub missing: usize,
    /// How many items the storage did not give out.
    pub unreadable: usize,
    /// Why it is not known what the plan has. Then it is empty here, and nothing should be changed.
    pub error: Option<StorageError>,
}

/// A plan while it is read, some of its items at a time, so that the page answers meanwhile.
#[derive(Debug)]
pub struct Reading {
    plan: StoredPlan,
    error: Option<StorageError>,
    items: Result<store::Reading<Item>, StorageError>,
}

impl Reading {
    /// Reads up to so many more items. Whether there was one.
    pub fn go_on(&mut self, store: &Store, count: usize) -> bool {
        let items = self.items.as_mut();
        items.is_ok_and(|items| items.go_on(store, count))
    }

    /// Reads the rest.
    pub fn finish(self, store: &Store) -> LoadedPlan {
        let items = self.items.map(|items| items.finish(store));
        self.plan.with_items(store, items, self.error)
    }
}

/// Where one plan is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPlan(PlanId);

impl StoredPlan {
    /// The place of the plan with this id.
    pub fn of(plan: impl Into<PlanId>) -> Self {
        Self(plan.into())
    }

    /// The place of the plan that was opened last on this device; the main plan where that one is
    /// not there any more.
    pub fn open(store: &Store) -> Self {
        let open = store.find::<OpenPlan>(OPEN).map(|open| Self(open.plan));
        let open =
            open.filter(|open| !matches!(store.load::<Head>(&open.head_key()), Loaded::Absent));
        open.unwrap_or_else(|| Self::of(MAIN))
    }

    /// The plan that a tab has open, which it has noted as `of_tab`: that one as long as it is there,
    /// whatever was opened in other tabs since; in a new tab the one that was opened last.
    pub fn open_in(store: &Store, of_tab: Option<&str>) -> Self {
        let of_tab = of_tab.map(Self::of);
        let there = of_tab.filter(|plan| plan.0 == MAIN || plan.is_stored(store));
        there.unwrap_or_else(|| Self::open(store))
    }

    /// Notes that this plan is open.
    pub fn set_open(&self, store: &Store) {
        // Where that cannot be kept, the plan is open as long as the page is.
        _ = store.update::<OpenPlan>(OPEN, |open| open.plan = self.0.clone());
    }

    /// The plan's id.
    pub fn id(&self) -> &PlanId {
        &self.0
    }

    fn head_key(&self) -> String {
        format!("{KEYS}{}", self.0)
    }

    fn item_key(&self, id: &str) -> String {
        format!("{KEYS}{}{ITEM}{id}", self.0)
    }

    fn edit_key(&self, number: u32) -> String {
        format!("{KEYS}{}:edit:{number}", self.0)
    }

    fn restore_key(&self, number: u32) -> String {
        format!("{KEYS}{}{RESTORE}{number}", self.0)
    }

    // ---- reading ----------------------------------------------------------------------------

    /// Reads the plan, and finishes what a crash has cut.
    pub fn load(&self, store: &Store) -> LoadedPlan {
        self.begin(store).finish(store)
    }

    /// Begins to do that.
    pub fn begin(&self, store: &Store) -> Reading {
        let settled = store.settle(&self.head_key());
        self.begin_with(store, settled.map(|()| Coming::default()))
    }

    /// Reads the plan again, because another tab has changed it: what that tab is still writing is
    /// read, and left to it.
    pub fn load_again(&self, store: &Store) -> LoadedPlan {
        let coming = store.coming(&self.head_key());
        self.begin_with(store, coming).finish(store)
    }

    fn begin_with(&self, store: &Store, coming: Result<Coming, StorageError>) -> Reading {
        let error = coming.as_ref().err().copied();
        Reading {
            plan: self.clone(),
            error,
            items: store.begin(&self.item_key(""), coming.unwrap_or_default()),
        }
    }

    fn with_items(
        &self,
        store: &Store,
        items: Result<All<Item>, StorageError>,
        error: Option<StorageError>,
    ) -> LoadedPlan {
        let head_key = self.head_key();
        let mut loaded = LoadedPlan {
            plan: Plan::default(),
            started: true,
            head: Head::default(),
            history: History::default(),
            damaged: Vec::new(),
            missing: 0,
            unreadable: 0,
            error,
        };
        let entries = store.load_all::<Entry>(&format!("{head_key}:edit:"));
        let (items, entries) = match (items, entries) {
            (Ok(items), Ok(entries)) => (items, entries),
            (Err(error), _) | (_, Err(error)) => {
                loaded.error = Some(error);
                return loaded;
            }
        };
        // What a cut batch has left to do waits, and was read.
        loaded.error = None;
        loaded.damaged = items.damaged;
        loaded.unreadable = items.unreadable.len();
        match store.load(&head_key) {
            Loaded::Found(head) => loaded.head = head,
            Loaded::Absent => loaded.started = false,
            Loaded::Damaged(raw) => loaded.damaged.push((head_key, raw)),
            Loaded::Unreadable(error) => loaded.error = Some(error),
        }
        let there = items.found.len() + loaded.damaged.len() + loaded.unreadable;
        let count = there + items.tombstones;
        let counted = loaded.head.items.unwrap_or_default() as usize;
        loaded.missing = counted.saturating_sub(count);
        loaded.damaged.extend(entries.damaged);
        loaded.history = History::from_entries(entries.found);
        loaded.plan = if loaded.started || there > 0 {
            let mut items = items.found;
            items.iter_mut().for_each(note_revision);
            Plan::from_items(items)
        } else {
            Plan::template()
        };
        loaded
    }

    /// The plan's restore points, oldest first.
    pub fn restore_points(&self, store: &Store) -> Vec<RestorePoint> {
        let all = store.load_all::<RestorePoint>(&format!("{}{RESTORE}", self.head_key()));
        let mut points: Vec<RestorePoint> = Vec::new();
        for point in all.unwrap_or_default().found {
            let place = points.partition_point(|other| other.number <= point.number);
            points.insert(place, point);
        }
        points
    }

    /// The open milestone that comes next: the one with the earliest date, else one that is begun, else
    /// the first that the person has added, else the first of the plan; but not the one with the id
    /// `but`. `None` where the person has no plan, or nothing else in it is open.
    pub fn next_milestone(&self, store: &Store, but: Option<&str>) -> Option<Item> {
        let head = store.find::<Head>(&self.head_key())?;
        let items = store.load_all::<Item>(&self.item_key("")).ok()?;
        let step = |item: &Item| STEPS.iter().position(|step| item.step == step.id);
        let mut items = items.found;
        items.retain(|item| !head.deleted && item.kind == Kind::Milestone && item.is_open());
        items.retain(|item| but.is_none_or(|but| item.id != but));
        items.into_iter().min_by_key(|item| {
            let due = item.due.map_or(i32::MAX, Day::number);
            let begun = item.status != Status::Doing;
            let of_guide = milestone(&item.id).is_some();
            let step = step(item).unwrap_or(STEPS.len());
            (due, begun, of_guide, step, item.rank.clone())
        })
    }

    /// Whether the plan has this milestone.
    pub fn has(&self, store: &Store, id: &str) -> bool {
        let head = store.find::<Head>(&self.head_key());
        let is_there = head.is_some_and(|head| !head.deleted);
        is_there
            && store
                .find::<Item>(&self.item_key(id))
                .is_some_and(|item| item.is_there())
    }

    /// Whether the plan is there, on disk or waiting for it.
    pub fn is_stored(&self, store: &Store) -> bool {
        !matches!(store.load::<Head>(&self.head_key()), Loaded::Absent)
    }
}

/// Whether a key of a plan is that of a restore point: no plan reads differently for it.
pub fn is_restore_point(key: &str) -> bool {
    key.contains(RESTORE)
}

/// Finishes, in every plan, what a crash has cut. Once in the life of a page: what another tab is at in
/// this moment is left to it.
pub fn settle_all(store: &Store) {
    for key in store.keys(KEYS).unwrap_or_default() {
        if let Some((head, "batch")) = key.rsplit_once(':') {
            // What cannot be finished waits.
            _ = store.settle(head);
        }
    }
}

/// The plans on this device: id, and what each says of itself. The main plan is always there. What is
/// left of a plan without a head is shown among the deleted ones: it can be brought back or deleted
/// for good.
pub fn plans(store: &Store) -> BTreeMap<PlanId, Head> {
    let keys = store.keys(KEYS).unwrap_or_default();
    let mut plans = BTreeMap::new();
    for key in &keys {
        let id = key.trim_start_matches(KEYS);
        if !id.contains(':')
            && let Loaded::Found(head) = store.load::<Head>(key)
        {
            plans.insert(PlanId::from(id), head);
        }
    }
    plans.entry(PlanId::from(MAIN)).or_default();
    for key in &keys {
        if let Some((id, _)) = key.trim_start_matches(KEYS).split_once(ITEM)
            && !keys.contains(&format!("{KEYS}{id}"))
        {
            plans.entry(PlanId::from(id)).or_insert_with(|| Head {
                name: "What is left of a plan".to_owned(),
                deleted: true,
                ..Head::default()
            });
        }
    }
    plans
}

/// How many plans are not among [`plans`], because the storage does not give out what they say of
/// themselves.
///
/// # Errors
/// The storage does not say what it has: there may be any number.
pub fn hidden_plans(store: &Store) -> Result<usize, StorageError> {
    let keys = store.keys(KEYS)?;
    let heads = keys
        .iter()
        .filter(|key| !key.trim_start_matches(KEYS).contains(':'));
    let hidden = heads.filter(|key| matches!(store.load::<Head>(key), Loaded::Unreadable(_)));
    Ok(hidden.count())
}

/// The first release wrote the guide's items without their revision: they are taken as seen.
pub(super) fn note_revision(item: &mut Item) {
    if item.revision.is_none()
        && let Some(milestone) = milestone(&item.id)
    {
        item.revision = Some(milestone.revision);
        // One of another type gives way.
        item.unknown.remove("revision");
    }
}

#[cfg(test)]
mod tests;
