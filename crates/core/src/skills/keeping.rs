//! How the assessment is stored: one small document for each thing that is kept.
//!
//! They are all of one form, a [`Sheet`]: code for one document instead of six.

use super::model::Levels;
use crate::store::{Document, Fault, Loaded, Store, take_number, take_text};
use serde_json::{Map, Value};

/// Every key of this room starts with this.
pub const KEYS: &str = "skills:";

const DRAFT: &str = "skills:draft";
const TARGET: &str = "skills:target";
const REQUEST: &str = "skills:request";
const SNAPSHOTS: &str = "skills:snapshot:";
const RATINGS: &str = "skills:rating:";
const FOR: &str = "skills:for:";

const SCHEMA: u32 = 1;

/// A stored document. Which fields it has, its key decides; the others are empty and not written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Place in the history, from 1.
    pub number: u32,
    /// The day it was kept, as `YYYY-MM-DD`.
    pub day: String,
    /// Levels by skill.
    pub levels: Levels,
    /// The request that it belongs to.
    pub request: u32,
    /// The number of a colleague's answer.
    pub answer: u32,
    /// The first name in a request.
    pub name: String,
    /// What a newer version of the site has written here: kept as it is.
    pub unknown: Map<String, Value>,
}

impl Document for Sheet {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        // A newer number is not ours to change: `unknown` keeps it.
        if json.get("schema")?.as_u64()? == u64::from(SCHEMA) {
            json.remove("schema");
        }
        Some(Self {
            number: take_number(&mut json, "number").unwrap_or_default(),
            day: take_text(&mut json, "day").unwrap_or_default(),
            levels: Levels::from_text(&take_text(&mut json, "levels").unwrap_or_default())?,
            request: take_number(&mut json, "request").unwrap_or_default(),
            answer: take_number(&mut json, "answer").unwrap_or_default(),
            name: take_text(&mut json, "name").unwrap_or_default(),
            unknown: json,
        })
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut json = self.unknown.clone();
        if !json.contains_key("schema") {
            json.insert("schema".to_owned(), Value::from(SCHEMA));
        }
        for (name, number) in [
            ("number", self.number),
            ("request", self.request),
            ("answer", self.answer),
        ] {
            if number != 0 {
                json.insert(name.to_owned(), Value::from(number));
            }
        }
        for (name, text) in [
            ("day", &self.day),
            ("levels", &self.levels.to_text()),
            ("name", &self.name),
        ] {
            if !text.is_empty() {
                json.insert(name.to_owned(), Value::from(text.as_str()));
            }
        }
        json
    }
}

/// What was found on this device.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kept {
    /// The levels as they are now.
    pub draft: Sheet,
    /// The targets, where the person has chosen some.
    pub target: Sheet,
    /// The last request to colleagues.
    pub request: Sheet,
    /// The history, oldest first.
    pub snapshots: Vec<Sheet>,
    /// What colleagues have answered, in the order of their numbers.
    pub ratings: Vec<Sheet>,
    /// How many documents could not be read. They stay where they are.
    pub damaged: usize,
    /// The highest number that a snapshot has, readable or not.
    last: u32,
}

/// Reads everything of this room.
pub fn load(store: &Store) -> Kept {
    let mut kept = Kept::default();
    kept.draft = one(store, DRAFT, &mut kept.damaged);
    kept.target = one(store, TARGET, &mut kept.damaged);
    kept.request = one(store, REQUEST, &mut kept.damaged);
    let (snapshots, unreadable) = store.load_all::<Sheet>(SNAPSHOTS).unwrap_or_default();
    kept.damaged += unreadable.len();
    for (key, _) in &unreadable {
        let number = key.strip_prefix(SNAPSHOTS).and_then(|end| end.parse().ok());
        kept.last = kept.last.max(number.unwrap_or_default());
    }
    for sheet in snapshots {
        kept.last = kept.last.max(sheet.number);
        insert(&mut kept.snapshots, sheet);
    }
    let (ratings, unreadable) = store.load_all::<Sheet>(RATINGS).unwrap_or_default();
    kept.damaged += unreadable.len();
    for sheet in ratings {
        insert(&mut kept.ratings, sheet);
    }
    kept
}

fn one(store: &Store, key: &str, damaged: &mut usize) -> Sheet {
    match store.load(key).unwrap_or(Loaded::Absent) {
        Loaded::Found(sheet) => sheet,
        Loaded::Absent => Sheet::default(),
        Loaded::Damaged(_) => {
            *damaged += 1;
            Sheet::default()
        }
    }
}

/// Puts a sheet where it belongs: snapshots by their number, ratings by request and answer.
fn insert(sheets: &mut Vec<Sheet>, sheet: Sheet) {
    let order = |sheet: &Sheet| (sheet.number, sheet.request, sheet.answer);
    let place = sheets.partition_point(|other| order(other) <= order(&sheet));
    sheets.insert(place, sheet);
}

impl Kept {
    /// Stores the levels as they are now.
    ///
    /// # Errors
    /// Why they are not on disk. The store tries again with the next change; so everywhere here.
    pub fn save_draft(&self, store: &Store) -> Result<(), Fault> {
        store.save(DRAFT, &self.draft)
    }

    /// Stores the targets.
    ///
    /// # Errors
    /// Why they are not on disk.
    pub fn save_target(&self, store: &Store) -> Result<(), Fault> {
        store.save(TARGET, &self.target)
    }

    /// Stores the request to colleagues.
    ///
    /// # Errors
    /// Why it is not on disk.
    pub fn save_request(&self, store: &Store) -> Result<(), Fault> {
        store.save(REQUEST, &self.request)
    }

    /// The levels as they are now, to be added to the history of `day`.
    pub fn next_snapshot(&self, day: String) -> Sheet {
        Sheet {
            number: self.last + 1,
            day,
            levels: self.draft.levels.clone(),
            ..Sheet::default()
        }
    }

    /// The rating that has been added under the numbers of `sheet`.
    pub fn rating(&self, sheet: &Sheet) -> Option<&Sheet> {
        let numbers = |sheet: &Sheet| (sheet.request, sheet.answer);
        self.ratings
            .iter()
            .find(|other| numbers(other) == numbers(sheet))
    }
}

/// The key of a snapshot or a rating.
pub fn key(sheet: &Sheet) -> String {
    if sheet.number != 0 {
        return [SNAPSHOTS, &sheet.number.to_string()].concat();
    }
    let (request, answer) = (sheet.request.to_string(), sheet.answer.to_string());
    [RATINGS, &request, "-", &answer].concat()
}

/// Adds a snapshot or a rating.
///
/// # Errors
/// Why it is not on disk.
pub fn add(store: &Store, sheet: &Sheet) -> Result<(), Fault> {
    store.save(&key(sheet), sheet)
}

/// Takes a snapshot or a rating away.
///
/// # Errors
/// Why it is still on disk.
pub fn remove(store: &Store, sheet: &Sheet) -> Result<(), Fault> {
    store.remove::<Sheet>(&key(sheet))
}

/// The sheet on which this person rates somebody else; empty at first.
pub fn load_for(store: &Store, request: u32) -> Sheet {
    one(store, &for_key(request), &mut 0)
}

/// Stores the sheet on which this person rates somebody else.
///
/// # Errors
/// Why it is not on disk.
pub fn save_for(store: &Store, sheet: &Sheet) -> Result<(), Fault> {
    store.save(&for_key(sheet.request), sheet)
}

fn for_key(request: u32) -> String {
    [FOR, &request.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Area, MemoryArea};
    use std::rc::Rc;

    fn device() -> (Rc<MemoryArea>, Store) {
        let area = Rc::new(MemoryArea::default());
        (Rc::clone(&area), Store::new(area, None))
    }

    #[test]
    fn snapshots_are_added_and_never_written_over() {
        let (area, store) = device();
        let mut kept = load(&store);
        for level in 0..12 {
            kept.draft.levels.set("delegation", Some(level % 5));
            let sheet = kept.next_snapshot("2026-11-23".to_owned());
            assert_eq!(add(&store, &sheet), Ok(()));
            kept = load(&store);
        }
        let numbers: Vec<u32> = kept.snapshots.iter().map(|sheet| sheet.number).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
        assert_eq!(area.contents().len(), 12);
    }

    #[test]
    fn a_damaged_snapshot_keeps_its_number() {
        let (area, store) = device();
        let key = "tech-lead-guide:skills:snapshot:7";
        assert_eq!(area.write(key, "{cut"), Ok(()));
        let kept = load(&store);
        assert_eq!(kept.damaged, 1);
        assert_eq!(kept.next_snapshot(String::new()).number, 8);
    }

    #[test]
    fn fields_and_skills_of_a_newer_version_survive() {
        let (area, store) = device();
        let key = "tech-lead-guide:skills:draft";
        let raw = r#"{"schema":3,"levels":"juggling:4 delegation:1","mood":"good"}"#;
        assert_eq!(area.write(key, raw), Ok(()));
        let mut kept = load(&store);
        kept.draft.levels.set("delegation", Some(2));
        assert_eq!(kept.save_draft(&store), Ok(()));
        let json: Value = serde_json::from_str(&area.contents()[key]).expect("it is JSON");
        assert_eq!(json["schema"], 3);
        assert_eq!(json["mood"], "good");
        assert_eq!(json["levels"], "juggling:4 delegation:2");
    }

    #[test]
    fn the_same_answer_is_kept_once() {
        let (area, store) = device();
        let sheet = Sheet {
            request: 4,
            answer: 9,
            day: "2026-11-23".to_owned(),
            ..Sheet::default()
        };
        assert_eq!(add(&store, &sheet), Ok(()));
        assert_eq!(load(&store).rating(&sheet), Some(&sheet));
        let other = Sheet {
            answer: 4,
            ..sheet.clone()
        };
        assert_eq!(load(&store).rating(&other), None);
        assert_eq!(add(&store, &sheet), Ok(()));
        assert_eq!(area.contents().len(), 1);
        assert_eq!(remove(&store, &sheet), Ok(()));
        assert_eq!(load(&store).ratings, []);
    }

    #[test]
    fn rating_somebody_else_touches_nothing_of_ones_own() {
        let (_, store) = device();
        let mut sheet = load_for(&store, 5);
        sheet.request = 5;
        sheet.levels.set("delegation", Some(3));
        assert_eq!(save_for(&store, &sheet), Ok(()));
        assert_eq!(load(&store), Kept::default());
        assert_eq!(load_for(&store, 5), sheet);
    }
}
