//! How plans are stored: a small document for each plan, one for each of its items, and one for each
//! edit that can be undone.

use super::history::{Entry, History, LogChange};
use super::item::{Item, SCHEMA, one_line};
use super::model::{Edit, Plan, milestone};
use crate::day::Day;
use crate::store::{Document, Fault, Loaded, Store, take_day, take_number, take_text};
use serde_json::{Map, Value};

/// The id of the plan that everybody has.
pub const MAIN: &str = "main";

/// Every key of every plan starts with this.
pub const KEYS: &str = "plan:";

/// Where it is noted which plan is open.
const OPEN: &str = "open-plan";

/// Longest name of a plan, in bytes of UTF-8.
const NAME_LIMIT: usize = 80;

/// How many restore points a plan has; the oldest goes first.
const RESTORE_POINTS: usize = 3;

/// The plan's own document. It exists once the person has changed anything.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    schema: u32,
    /// What the person calls the plan.
    pub name: String,
    /// Hours a week that the person has for it; 0 where that is not said.
    pub hours_a_week: u32,
    /// Whether the person has deleted the plan. It can be brought back until it is deleted for good.
    pub deleted: bool,
    unknown: Map<String, Value>,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            name: "My plan".to_owned(),
            hours_a_week: 0,
            deleted: false,
            unknown: Map::new(),
        }
    }
}

impl Head {
    /// Gives the plan a name; an empty one changes nothing.
    pub fn rename(&mut self, name: &str) {
        let name = one_line(name, NAME_LIMIT);
        if !name.is_empty() {
            self.name = name;
        }
    }
}

impl Document for Head {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        let schema = take_number(&mut json, "schema")?;
        let mut head = Self {
            schema,
            hours_a_week: take_number(&mut json, "hours_a_week").unwrap_or_default(),
            deleted: json.remove("deleted").is_some(),
            ..Self::default()
        };
        head.rename(&take_text(&mut json, "name").unwrap_or_default());
        head.unknown = json;
        Some(head)
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut json = self.unknown.clone();
        json.insert("schema".to_owned(), Value::from(self.schema));
        json.insert("name".to_owned(), Value::from(self.name.as_str()));
        if self.hours_a_week > 0 {
            json.insert("hours_a_week".to_owned(), Value::from(self.hours_a_week));
        }
        if self.deleted {
            json.insert("deleted".to_owned(), Value::from(true));
        }
        json
    }
}

/// Which plan is open.
struct Open(String);

impl Document for Open {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        take_text(&mut json, "plan").map(Self)
    }

    fn to_json(&self) -> Map<String, Value> {
        Map::from_iter([
            ("schema".to_owned(), Value::from(1)),
            ("plan".to_owned(), Value::from(self.0.as_str())),
        ])
    }
}

/// A whole plan as it was before something replaced it.
#[derive(Debug, Clone, PartialEq)]
pub struct RestorePoint {
    /// Rises from one to the next.
    pub number: u32,
    /// When it was made.
    pub day: Option<Day>,
    /// Before what.
    pub why: String,
    /// The plan's items.
    pub items: Vec<Item>,
    unknown: Map<String, Value>,
}

impl Document for RestorePoint {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        let items = json.remove("items")?;
        let items = items.as_array()?.iter();
        let items = items.map(|item| Item::from_json(item.as_object()?.clone()));
        Some(Self {
            number: take_number(&mut json, "number")?,
            day: take_day(&mut json, "day"),
            why: take_text(&mut json, "why")?,
            items: items.collect::<Option<_>>()?,
            unknown: json,
        })
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut json = self.unknown.clone();
        json.insert("schema".to_owned(), Value::from(1));
        json.insert("number".to_owned(), Value::from(self.number));
        json.insert("why".to_owned(), Value::from(self.why.as_str()));
        if let Some(day) = self.day {
            json.insert("day".to_owned(), Value::from(day.to_string()));
        }
        let items = self.items.iter().map(Document::to_json);
        json.insert("items".to_owned(), items.collect());
        json
    }
}

/// What was found on this device.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The person's plan, or the template where there is none yet.
    pub plan: Plan,
    /// Whether the plan is the person's own: from its first change on, the site's template no longer
    /// matters to it.
    pub started: bool,
    /// What the plan says of itself.
    pub head: Head,
    /// What can be undone and redone.
    pub history: History,
    /// Key and raw value of what could not be read. It stays where it is.
    pub damaged: Vec<(String, String)>,
}

/// Where one plan is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf(String);

impl Shelf {
    /// The place of the plan with this id.
    pub fn of(plan: &str) -> Self {
        Self(plan.to_owned())
    }

    /// The place of the plan that is open on this device.
    pub fn open(store: &Store) -> Self {
        match store.load(OPEN) {
            Ok(Loaded::Found(Open(plan))) => Self(plan),
            _ => Self(MAIN.to_owned()),
        }
    }

    /// Notes that this plan is open.
    pub fn set_open(&self, store: &Store) {
        // Where that cannot be kept, the plan is open as long as the page is.
        _ = store.save(OPEN, &Open(self.0.clone()));
    }

    /// The plan's id.
    pub fn id(&self) -> &str {
        &self.0
    }

    fn key(&self, what: &str, id: &str) -> String {
        [KEYS, &self.0, what, id].concat()
    }

    fn head_key(&self) -> String {
        self.key("", "")
    }

    fn item_key(&self, id: &str) -> String {
        self.key(":item:", id)
    }

    /// Reads the plan.
    pub fn load(&self, store: &Store) -> Kept {
        let all = |what: &str| self.key(what, "");
        let head = store
            .load::<Head>(&self.head_key())
            .unwrap_or(Loaded::Absent);
        let (mut items, mut damaged) = store.load_all::<Item>(&all(":item:")).unwrap_or_default();
        items.iter_mut().for_each(note_revision);
        let (entries, unread) = store.load_all::<Entry>(&all(":edit:")).unwrap_or_default();
        let started = head != Loaded::Absent || !items.is_empty() || !damaged.is_empty();
        damaged.extend(unread);
        let head = match head {
            Loaded::Found(head) => head,
            Loaded::Absent => Head::default(),
            Loaded::Damaged(raw) => {
                damaged.push((self.head_key(), raw));
                Head::default()
            }
        };
        let plan = if started {
            Plan::from_items(items)
        } else {
            Plan::template()
        };
        Kept {
            plan,
            started,
            head,
            history: History::from_entries(entries),
            damaged,
        }
    }

    /// Stores an edit of `plan`, which is the plan before it. The first edit of all stores the whole
    /// plan, which is the person's own from then on.
    ///
    /// # Errors
    /// Why not everything is on disk. The store tries again with the next edit.
    pub fn keep(
        &self,
        store: &Store,
        plan: &Plan,
        started: bool,
        edit: &Edit,
    ) -> Result<(), Fault> {
        // Whether one of these failed and was made up for by a later one, the store knows.
        if !started {
            for item in plan.items() {
                _ = store.save(&self.item_key(&item.id), item);
            }
            _ = store.save(&self.head_key(), &Head::default());
        }
        for change in &edit.changes {
            _ = match &change.after {
                Some(item) => store.save(&self.item_key(&item.id), item.as_ref()),
                None => store.remove::<Item>(&self.item_key(change.id())),
            };
        }
        trouble_of(store)
    }

    /// Stores what an edit has changed in the history.
    ///
    /// # Errors
    /// Why not everything is on disk.
    pub fn keep_log(&self, store: &Store, change: &LogChange) -> Result<(), Fault> {
        let key = |number: u32| self.key(":edit:", &number.to_string());
        for number in &change.dropped {
            _ = store.remove::<Entry>(&key(*number));
        }
        for entry in change.put.iter().filter(|entry| entry.is_stored()) {
            _ = store.save(&key(entry.number), entry);
        }
        trouble_of(store)
    }

    /// Stores what the plan says of itself. A plan that was not the person's own is so from now on.
    ///
    /// # Errors
    /// Why not everything is on disk.
    pub fn keep_head(
        &self,
        store: &Store,
        plan: &Plan,
        started: bool,
        head: &Head,
    ) -> Result<(), Fault> {
        let nothing = Edit {
            message: String::new(),
            changes: Vec::new(),
        };
        _ = self.keep(store, plan, started, &nothing);
        store.save(&self.head_key(), head)
    }

    /// Keeps the whole plan as it is, before something replaces it.
    ///
    /// # Errors
    /// It is not on disk: then nothing should be replaced.
    pub fn make_restore_point(
        &self,
        store: &Store,
        plan: &Plan,
        why: &str,
        day: Option<Day>,
    ) -> Result<(), Fault> {
        let points = self.restore_points(store);
        let key = |number: u32| self.key(":restore:", &number.to_string());
        let point = RestorePoint {
            number: points.last().map_or(1, |point| point.number + 1),
            day,
            why: why.to_owned(),
            items: plan.items().cloned().collect(),
            unknown: Map::new(),
        };
        store.save(&key(point.number), &point)?;
        for old in points.iter().rev().skip(RESTORE_POINTS - 1) {
            _ = store.remove::<RestorePoint>(&key(old.number));
        }
        Ok(())
    }

    /// The plan's restore points, oldest first.
    pub fn restore_points(&self, store: &Store) -> Vec<RestorePoint> {
        let all = store.load_all::<RestorePoint>(&self.key(":restore:", ""));
        let (found, _) = all.unwrap_or_default();
        let mut points: Vec<RestorePoint> = Vec::new();
        for point in found {
            let place = points.partition_point(|other| other.number < point.number);
            points.insert(place, point);
        }
        points
    }

    /// Deletes the plan for good.
    pub fn clear(&self, store: &Store) {
        for key in store.keys(&self.key(":", "")).unwrap_or_default() {
            _ = store.remove::<Item>(&key);
        }
        _ = store.remove::<Head>(&self.head_key());
    }
}

/// The plans on this device: id, and what each says of itself. The main plan is always there.
pub fn plans(store: &Store) -> Vec<(String, Head)> {
    let mut plans = Vec::new();
    for key in store.keys(KEYS).unwrap_or_default() {
        let id = &key[KEYS.len()..];
        if !id.contains(':')
            && let Ok(Loaded::Found(head)) = store.load::<Head>(&key)
        {
            let place = plans.partition_point(|(other, _): &(String, Head)| other.as_str() < id);
            plans.insert(place, (id.to_owned(), head));
        }
    }
    if !plans.iter().any(|(id, _)| id == MAIN) {
        plans.insert(0, (MAIN.to_owned(), Head::default()));
    }
    plans
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

fn trouble_of(store: &Store) -> Result<(), Fault> {
    store.trouble().map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::MILESTONES;
    use crate::roadmap::model::Progress;
    use crate::store::{Area, MemoryArea};
    use std::rc::Rc;

    fn main() -> Shelf {
        Shelf::of(MAIN)
    }

    fn device() -> (Rc<MemoryArea>, Store) {
        let area = Rc::new(MemoryArea::default());
        (Rc::clone(&area), Store::new(area, None))
    }

    fn edit(store: &Store, edit: impl FnOnce(&Plan) -> Option<Edit>) -> Result<(), Fault> {
        let kept = main().load(store);
        let edit = edit(&kept.plan).expect("the edit is possible");
        main().keep(store, &kept.plan, kept.started, &edit)
    }

    #[test]
    fn a_new_device_shows_the_template_and_stores_nothing() {
        let (area, store) = device();
        let kept = main().load(&store);
        assert_eq!((kept.plan, kept.started), (Plan::template(), false));
        assert!(area.contents().is_empty());
    }

    #[test]
    fn the_first_edit_makes_the_plan_the_persons_own() {
        let (area, store) = device();
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[0].id)), Ok(()));
        assert_eq!(area.contents().len(), MILESTONES.len() + 1);
        let kept = main().load(&store);
        assert!(kept.started);
        assert_eq!(
            kept.plan.progress(),
            Progress {
                done: 1,
                all: MILESTONES.len()
            }
        );
    }

    #[test]
    fn a_later_edit_rewrites_one_item_of_less_than_4_kb() {
        let (area, store) = device();
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[0].id)), Ok(()));
        let before = area.contents();
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[1].id)), Ok(()));
        let after = area.contents();
        let changed: Vec<_> = after
            .iter()
            .filter(|(key, value)| before.get(*key) != Some(value))
            .collect();
        assert_eq!(changed.len(), 1);
        assert!(changed[0].1.len() < 4_096);
    }

    #[test]
    fn a_deleted_milestone_stays_deleted() {
        let (_, store) = device();
        assert_eq!(
            edit(&store, |plan| plan.remove(&[MILESTONES[0].id.to_owned()])),
            Ok(())
        );
        assert_eq!(
            main().load(&store).plan.milestones().len(),
            MILESTONES.len() - 1
        );
    }

    #[test]
    fn a_damaged_item_is_named_left_alone_and_hides_nothing_else() {
        let (area, store) = device();
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[0].id)), Ok(()));
        let damaged_key = format!("tech-lead-guide:plan:main:item:{}", MILESTONES[1].id);
        assert_eq!(area.write(&damaged_key, "{\"schema\":1,"), Ok(()));
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[2].id)), Ok(()));
        let kept = main().load(&store);
        assert_eq!(
            kept.plan.progress(),
            Progress {
                done: 2,
                all: MILESTONES.len() - 1
            }
        );
        assert_eq!(kept.damaged.len(), 1);
        assert_eq!(area.contents()[&damaged_key], "{\"schema\":1,");
    }

    #[test]
    fn a_damaged_head_does_not_bring_the_template_back() {
        let (area, store) = device();
        assert_eq!(
            edit(&store, |plan| plan.remove(&[MILESTONES[0].id.to_owned()])),
            Ok(())
        );
        assert_eq!(area.write("tech-lead-guide:plan:main", "[]"), Ok(()));
        let kept = main().load(&store);
        assert_eq!(kept.plan.milestones().len(), MILESTONES.len() - 1);
        assert_eq!(kept.damaged, [("plan:main".to_owned(), "[]".to_owned())]);
    }

    #[test]
    fn a_full_storage_is_reported_and_made_up_for() {
        let (area, store) = device();
        area.fail_with(Some(Fault::Full));
        assert_eq!(
            edit(&store, |plan| plan.tick(MILESTONES[0].id)),
            Err(Fault::Full)
        );
        assert_eq!(
            main().load(&store).plan.progress().done,
            1,
            "the page goes on with the change"
        );
        area.fail_with(None);
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[1].id)), Ok(()));
        let fresh = Store::new(area, None);
        assert_eq!(main().load(&fresh).plan.progress().done, 2);
    }
}
