//! How a plan is stored: a small document for the plan and one for each item.

use super::model::{Edit, Item, Plan, SCHEMA};
use crate::store::{Document, Fault, Loaded, Store, take_number};
use serde_json::{Map, Value};

/// The key of the plan's own document; its items are below `plan:main:item:`.
const PLAN: &str = "plan:main";

/// Every key of the plan starts with this.
pub const KEYS: &str = PLAN;

const ITEMS: &str = "plan:main:item:";

/// The plan's own document. It exists once the person has changed anything.
#[derive(Debug, Clone, PartialEq)]
struct Head {
    schema: u32,
    unknown: Map<String, Value>,
}

impl Document for Head {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        Some(Self {
            schema: take_number(&mut json, "schema")?,
            unknown: json,
        })
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut json = self.unknown.clone();
        json.insert("schema".to_owned(), Value::from(self.schema));
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
    /// Key and raw value of what could not be read. It stays where it is.
    pub damaged: Vec<(String, String)>,
}

/// Reads the plan of this device.
pub fn load(store: &Store) -> Kept {
    let head = store.load::<Head>(PLAN).unwrap_or(Loaded::Absent);
    let (items, mut damaged) = store.load_all::<Item>(ITEMS).unwrap_or_default();
    let started = head != Loaded::Absent || !items.is_empty() || !damaged.is_empty();
    if let Loaded::Damaged(raw) = head {
        damaged.push((PLAN.to_owned(), raw));
    }
    let plan = if started {
        Plan::from_items(items)
    } else {
        Plan::template()
    };
    Kept {
        plan,
        started,
        damaged,
    }
}

/// Stores an edit of `plan`, which is the plan before it. The first edit of all stores the whole
/// plan, which is the person's own from then on.
///
/// # Errors
/// Why not everything is on disk. The store tries again with the next edit.
pub fn keep(store: &Store, plan: &Plan, started: bool, edit: &Edit) -> Result<(), Fault> {
    // Whether one of these failed and was made up for by a later one, the store knows.
    if !started {
        for item in plan.items() {
            _ = store.save(&key(&item.id), item);
        }
        let unknown = Map::new();
        _ = store.save(
            PLAN,
            &Head {
                schema: SCHEMA,
                unknown,
            },
        );
    }
    for change in &edit.changes {
        _ = match &change.after {
            Some(item) => store.save(&key(&item.id), item),
            None => store.remove::<Item>(&key(change.id())),
        };
    }
    store.trouble().map_or(Ok(()), Err)
}

/// The whole plan as one JSON document, to be saved as a file. The format is in `docs/formats.md`.
pub fn as_file(plan: &Plan, damaged: &[(String, String)]) -> String {
    let mut file = Map::new();
    file.insert("kind".to_owned(), Value::from("tech-lead-guide plan"));
    file.insert("schema".to_owned(), Value::from(SCHEMA));
    file.insert(
        "items".to_owned(),
        plan.items().map(Document::to_json).collect(),
    );
    if !damaged.is_empty() {
        let raw = damaged
            .iter()
            .map(|(key, raw)| (key.clone(), Value::from(raw.as_str())));
        file.insert("unreadable".to_owned(), Value::Object(raw.collect()));
    }
    Value::Object(file).to_string()
}

fn key(id: &str) -> String {
    [ITEMS, id].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{MILESTONES, STEPS};
    use crate::store::{Area, MemoryArea};
    use std::rc::Rc;

    fn device() -> (Rc<MemoryArea>, Store) {
        let area = Rc::new(MemoryArea::default());
        (Rc::clone(&area), Store::new(area, None))
    }

    fn edit(store: &Store, edit: impl FnOnce(&Plan) -> Option<Edit>) -> Result<(), Fault> {
        let kept = load(store);
        let edit = edit(&kept.plan).expect("the edit is possible");
        keep(store, &kept.plan, kept.started, &edit)
    }

    #[test]
    fn a_new_device_shows_the_template_and_stores_nothing() {
        let (area, store) = device();
        let kept = load(&store);
        assert_eq!((kept.plan, kept.started), (Plan::template(), false));
        assert!(area.contents().is_empty());
    }

    #[test]
    fn the_first_edit_makes_the_plan_the_persons_own() {
        let (area, store) = device();
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[0].id)), Ok(()));
        assert_eq!(area.contents().len(), MILESTONES.len() + 1);
        let kept = load(&store);
        assert!(kept.started);
        assert_eq!(kept.plan.progress(), (1, MILESTONES.len()));
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
        assert_eq!(edit(&store, |plan| plan.remove(MILESTONES[0].id)), Ok(()));
        assert_eq!(load(&store).plan.item(MILESTONES[0].id), None);
    }

    #[test]
    fn a_damaged_item_is_named_left_alone_and_hides_nothing_else() {
        let (area, store) = device();
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[0].id)), Ok(()));
        let damaged_key = format!("tech-lead-guide:plan:main:item:{}", MILESTONES[1].id);
        assert_eq!(area.write(&damaged_key, "{\"schema\":1,"), Ok(()));
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[2].id)), Ok(()));
        let kept = load(&store);
        assert_eq!(kept.plan.progress(), (2, MILESTONES.len() - 1));
        assert_eq!(kept.damaged.len(), 1);
        assert_eq!(area.contents()[&damaged_key], "{\"schema\":1,");
    }

    #[test]
    fn a_damaged_head_does_not_bring_the_template_back() {
        let (area, store) = device();
        assert_eq!(edit(&store, |plan| plan.remove(MILESTONES[0].id)), Ok(()));
        assert_eq!(area.write("tech-lead-guide:plan:main", "[]"), Ok(()));
        let kept = load(&store);
        assert_eq!(kept.plan.item(MILESTONES[0].id), None);
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
            load(&store).plan.progress().0,
            1,
            "the page goes on with the change"
        );
        area.fail_with(None);
        assert_eq!(edit(&store, |plan| plan.tick(MILESTONES[1].id)), Ok(()));
        let fresh = Store::new(area, None);
        assert_eq!(load(&fresh).plan.progress().0, 2);
    }

    #[test]
    fn a_file_has_all_items_and_what_could_not_be_read() {
        let damaged = [("plan:main:item:x".to_owned(), "{".to_owned())];
        let file: Value =
            serde_json::from_str(&as_file(&Plan::template(), &damaged)).expect("it is JSON");
        assert_eq!(
            file["items"].as_array().map(Vec::len),
            Some(MILESTONES.len())
        );
        assert_eq!(file["unreadable"]["plan:main:item:x"], "{");
        assert_eq!(STEPS.len(), 4);
    }
}
