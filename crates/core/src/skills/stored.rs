//! How the assessment is stored: one small document for each thing that is kept, nearly all of one
//! form, a [`Record`].

use super::agreement::{Agreement, JointRow};
use super::model::Levels;
use crate::store::{
    Document, Json, Loaded, Schema, Side, StorageError, Store, Write, Written, is_default, lenient,
    merge_fields,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Every key of this room starts with this.
pub const KEYS: &str = "skills:";

const DRAFT: &str = "skills:draft";
const TARGET: &str = "skills:target";
const REQUEST: &str = "skills:request";
const SNAPSHOTS: &str = "skills:snapshot:";
const RATINGS: &str = "skills:rating:";
const FOR: &str = "skills:for:";
const AGREED: &str = "skills:agreed:";
const PACE: &str = "skills:pace";

/// The field with the levels.
const LEVELS: &str = "levels";

/// A stored document. Which fields it has, its key decides; the others are empty and not written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Record {
    schema: Schema,
    /// Place in the history, from 1.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub number: u32,
    /// The day it was kept, as `YYYY-MM-DD`.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub day: String,
    /// Levels by skill.
    #[serde(default, skip_serializing_if = "is_default")]
    pub levels: Levels,
    /// The request that it belongs to.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub request: u32,
    /// The number of a colleague's answer.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub answer: u32,
    /// The first name in a request.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub name: String,
    /// What was agreed, where this is an entry of the history that the joint stage has made.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub joint: Vec<JointRow>,
    #[serde(skip)]
    unknown: Json,
}

/// How the questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// One after the other.
    #[default]
    OneByOne,
    /// All below each other.
    AllAtOnce,
}

/// The choice of a pace, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct PaceChoice {
    schema: Schema,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "Option::is_none"
    )]
    pace: Option<Pace>,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(PaceChoice);

/// The pace that the person has chosen, or the default.
pub fn pace(store: &Store) -> Pace {
    let choice = store.find::<PaceChoice>(PACE);
    choice.and_then(|choice| choice.pace).unwrap_or_default()
}

/// Stores the choice of a pace.
///
/// # Errors
/// Why it is not on disk.
pub fn set_pace(store: &Store, pace: Pace) -> Result<Written, StorageError> {
    store.update::<PaceChoice>(PACE, |choice| choice.pace = Some(pace))
}

impl Record {
    /// A colleague's answer to a request.
    pub fn rating(request: u32, answer: u32, levels: Levels) -> Self {
        Self {
            request,
            answer,
            levels,
            ..Self::default()
        }
    }
}

impl Document for Record {
    fn unknown(&self) -> &Json {
        &self.unknown
    }

    fn unknown_mut(&mut self) -> &mut Json {
        &mut self.unknown
    }

    /// Levels are merged skill by skill.
    fn merge(base: &Json, mine: &Json, theirs: &Json, wins: Side) -> Json {
        let mut merged = merge_fields(base, mine, theirs, wins);
        let levels = |record: &Json| {
            let text = record.get(LEVELS).and_then(Value::as_str);
            Levels::from_text(text.unwrap_or_default())
        };
        if let (Some(base), Some(mine), Some(theirs)) = (levels(base), levels(mine), levels(theirs))
        {
            let levels = Levels::merged(&base, &mine, &theirs, wins).to_text();
            if levels.is_empty() {
                merged.remove(LEVELS);
            } else {
                merged.insert(LEVELS.to_owned(), Value::from(levels));
            }
        }
        merged
    }
}

/// The assessment of this device.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment {
    /// The levels as they are now.
    pub draft: Record,
    /// The targets, where the person has chosen some.
    pub target: Record,
    /// The last request to colleagues.
    pub request: Record,
    /// The history, oldest first.
    pub snapshots: Vec<Record>,
    /// What colleagues have answered, in the order of their numbers.
    pub ratings: Vec<Record>,
    /// What is being agreed with colleagues, in no order.
    pub agreements: Vec<Agreement>,
    /// How many documents could not be read. They stay where they are.
    pub damaged: usize,
    /// The highest number that a snapshot has, readable or not.
    last: u32,
}

/// Reads everything of this room.
pub fn load(store: &Store) -> Assessment {
    let mut found = Assessment::default();
    found.draft = one(store, DRAFT, &mut found.damaged);
    found.target = one(store, TARGET, &mut found.damaged);
    found.request = one(store, REQUEST, &mut found.damaged);
    let snapshots = store.load_all::<Record>(SNAPSHOTS).unwrap_or_default();
    let ratings = store.load_all::<Record>(RATINGS).unwrap_or_default();
    let damaged = snapshots.damaged.iter().map(|(key, _)| key);
    let unusable: Vec<&String> = damaged.chain(&snapshots.unreadable).collect();
    found.damaged += unusable.len() + ratings.damaged.len() + ratings.unreadable.len();
    let numbers = unusable
        .iter()
        .filter_map(|key| key.strip_prefix(SNAPSHOTS)?.parse().ok());
    let readable = snapshots.found.iter().map(|snapshot| snapshot.number);
    found.last = numbers.chain(readable).max().unwrap_or_default();
    found.snapshots = snapshots.found;
    found.snapshots.sort_by_key(|snapshot| snapshot.number);
    found.ratings = ratings.found;
    found
        .ratings
        .sort_by_key(|rating| (rating.request, rating.answer));
    let agreements = store.load_all::<Agreement>(AGREED).unwrap_or_default();
    found.damaged += agreements.damaged.len() + agreements.unreadable.len();
    found.agreements = agreements.found;
    found
}

fn one(store: &Store, key: &str, damaged: &mut usize) -> Record {
    match store.load(key) {
        Loaded::Found(record) => record,
        Loaded::Absent => Record::default(),
        Loaded::Damaged(_) | Loaded::Unreadable(_) => {
            *damaged += 1;
            Record::default()
        }
    }
}

/// Stores a record of which there is one, as it is after a change.
fn save(
    store: &Store,
    key: &str,
    before: &Record,
    after: &Record,
) -> Result<Written, StorageError> {
    store.write(Write::new(key, Some(before), Some(after)).creating())
}

impl Assessment {
    /// Changes the levels as they are now, and stores them.
    ///
    /// # Errors
    /// Why they are not on disk. The store tries again with the next change; so everywhere here.
    pub fn set_draft(&mut self, store: &Store, levels: Levels) -> Result<Written, StorageError> {
        let before = self.draft.clone();
        self.draft.levels = levels;
        save(store, DRAFT, &before, &self.draft)
    }

    /// Changes the targets, and stores them.
    ///
    /// # Errors
    /// Why they are not on disk.
    pub fn set_target(&mut self, store: &Store, levels: Levels) -> Result<Written, StorageError> {
        let before = self.target.clone();
        self.target.levels = levels;
        save(store, TARGET, &before, &self.target)
    }

    /// Changes the request to colleagues, and stores it.
    ///
    /// # Errors
    /// Why it is not on disk.
    pub fn set_request(
        &mut self,
        store: &Store,
        request: u32,
        name: &str,
    ) -> Result<Written, StorageError> {
        let before = self.request.clone();
        self.request.request = request;
        name.clone_into(&mut self.request.name);
        save(store, REQUEST, &before, &self.request)
    }

    /// Changes what is being agreed of one skill, and stores it; an empty agreement is no document.
    ///
    /// # Errors
    /// Why it is not on disk.
    pub fn set_agreement(
        &mut self,
        store: &Store,
        agreement: Agreement,
    ) -> Result<Written, StorageError> {
        let place = self
            .agreements
            .iter()
            .position(|one| one.skill == agreement.skill);
        let before = place.map(|place| self.agreements.remove(place));
        let key = [AGREED, &agreement.skill].concat();
        if agreement.is_empty() {
            return store.remove::<Agreement>(&key);
        }
        self.agreements.push(agreement.clone());
        store.write(Write::new(key, before.as_ref(), Some(&agreement)).creating())
    }

    /// The levels as they are now, to be added to the history of `day`.
    pub fn next_snapshot(&self, day: String) -> Record {
        Record {
            number: self.last + 1,
            day,
            levels: self.draft.levels.clone(),
            ..Record::default()
        }
    }

    /// The rating that has been added under the numbers of `record`.
    pub fn rating(&self, record: &Record) -> Option<&Record> {
        let numbers = |record: &Record| (record.request, record.answer);
        self.ratings
            .iter()
            .find(|other| numbers(other) == numbers(record))
    }
}

/// The key of a snapshot or a rating.
pub fn key(record: &Record) -> String {
    match record.number {
        0 => format!("{RATINGS}{}-{}", record.request, record.answer),
        number => format!("{SNAPSHOTS}{number}"),
    }
}

/// Adds a snapshot or a rating.
///
/// # Errors
/// Why it is not on disk.
pub fn add(store: &Store, record: &Record) -> Result<Written, StorageError> {
    store.save(&key(record), None, record)
}

/// Takes a snapshot or a rating away.
///
/// # Errors
/// Why it is still on disk.
pub fn remove(store: &Store, record: &Record) -> Result<Written, StorageError> {
    store.remove::<Record>(&key(record))
}

/// The record on which this person rates somebody else; empty at first.
pub fn load_for(store: &Store, request: u32) -> Record {
    Record {
        request,
        ..one(store, &for_key(request), &mut 0)
    }
}

/// Stores the record on which this person rates somebody else.
///
/// # Errors
/// Why it is not on disk.
pub fn save_for(store: &Store, before: &Record, after: &Record) -> Result<Written, StorageError> {
    save(store, &for_key(after.request), before, after)
}

fn for_key(request: u32) -> String {
    format!("{FOR}{request}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Failure, FaultyArea};
    use std::rc::Rc;

    fn device() -> (Rc<FaultyArea>, Store) {
        let area = Rc::new(FaultyArea::default());
        (Rc::clone(&area), Store::new(area))
    }

    #[test]
    fn snapshots_are_added_and_never_written_over() {
        let (area, store) = device();
        let mut kept = load(&store);
        for level in 0..12 {
            kept.draft.levels.set("delegation", Some(level % 5));
            let record = kept.next_snapshot("2026-11-23".to_owned());
            assert_eq!(add(&store, &record), Ok(Written::AsGiven));
            kept = load(&store);
        }
        let numbers: Vec<u32> = kept.snapshots.iter().map(|kept| kept.number).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
        assert_eq!(area.documents().len(), 12);
    }

    #[test]
    fn a_damaged_snapshot_keeps_its_number() {
        let (area, store) = device();
        area.put("skills:snapshot:7", "{cut");
        let kept = load(&store);
        assert_eq!(kept.damaged, 1);
        assert_eq!(kept.next_snapshot(String::new()).number, 8);
    }

    #[test]
    fn fields_and_skills_of_a_newer_version_survive() {
        let (area, store) = device();
        let raw = r#"{"schema":3,"levels":"juggling:4 delegation:1","mood":"good"}"#;
        area.put("skills:draft", raw);
        let mut kept = load(&store);
        let mut levels = kept.draft.levels.clone();
        levels.set("delegation", Some(2));
        assert_eq!(kept.set_draft(&store, levels), Ok(Written::AsGiven));
        let stored = area.documents()["skills:draft"].clone();
        let json: Value = serde_json::from_str(&stored).expect("it is JSON");
        assert_eq!(json["schema"], 3);
        assert_eq!(json["mood"], "good");
        assert_eq!(json["levels"], "juggling:4 delegation:2");
    }

    #[test]
    fn the_same_answer_is_kept_once() {
        let (area, store) = device();
        let record = Record {
            day: "2026-11-23".to_owned(),
            ..Record::rating(4, 9, Levels::default())
        };
        assert_eq!(add(&store, &record), Ok(Written::AsGiven));
        assert_eq!(load(&store).rating(&record), Some(&record));
        let other = Record {
            answer: 4,
            ..record.clone()
        };
        assert_eq!(load(&store).rating(&other), None);
        assert_eq!(add(&store, &record), Ok(Written::AsGiven));
        assert_eq!(area.documents().len(), 1);
        assert_eq!(remove(&store, &record), Ok(Written::AsGiven));
        assert_eq!(load(&store).ratings, []);
    }

    #[test]
    fn rating_somebody_else_touches_nothing_of_ones_own() {
        let (_, store) = device();
        let before = load_for(&store, 5);
        let mut record = before.clone();
        record.levels.set("delegation", Some(3));
        assert_eq!(save_for(&store, &before, &record), Ok(Written::AsGiven));
        assert_eq!(load(&store), Assessment::default());
        assert_eq!(load_for(&store, 5), record);
    }

    /// As a tab has it that comes back from the back-forward cache: it knows nothing of the other.
    #[test]
    fn answers_of_two_tabs_are_kept_skill_by_skill() {
        let (area, here) = device();
        let there = Store::new(area.clone());
        let answered = |levels: &Levels, skill: &str, level: u8| {
            let mut levels = levels.clone();
            levels.set(skill, Some(level));
            levels
        };
        let mut first = load(&here);
        let levels = answered(&first.draft.levels, "delegation", 1);
        assert_eq!(first.set_draft(&here, levels), Ok(Written::AsGiven));
        let mut second = load(&there);
        for skill in ["communication", "code-review"] {
            let levels = answered(&second.draft.levels, skill, 3);
            assert_eq!(second.set_draft(&there, levels), Ok(Written::AsGiven));
        }
        let levels = answered(&first.draft.levels, "system-design", 2);
        assert_eq!(first.set_draft(&here, levels), Ok(Written::Merged));
        let found = load(&there).draft.levels;
        for (skill, level) in [
            ("delegation", 1),
            ("communication", 3),
            ("code-review", 3),
            ("system-design", 2),
        ] {
            assert_eq!(found.get(skill), Some(level), "{skill}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_counted_wherever_it_is() {
        let (area, store) = device();
        let keys = [
            "draft",
            "target",
            "request",
            "snapshot:3",
            "rating:1-2",
            "agreed:delegation",
        ];
        for (number, key) in keys.into_iter().enumerate() {
            area.put(&[KEYS, key].concat(), "{cut");
            assert_eq!(load(&store).damaged, number + 1, "{key}");
        }
        for (number, key) in keys.into_iter().enumerate() {
            let key = [KEYS, key].concat();
            let (area, store) = device();
            area.put(&key, r#"{"schema":1,"skill":"delegation"}"#);
            area.breaks_for(&key, Failure::Read(StorageError::Broken));
            assert_eq!(load(&store).damaged, 1, "{number} {key}");
        }
    }

    #[test]
    fn the_history_and_the_answers_are_in_the_order_of_their_numbers() {
        let (_, store) = device();
        let snapshot = |number: u32| Record {
            number,
            ..Record::default()
        };
        for number in [10, 9, 2] {
            assert!(add(&store, &snapshot(number)).is_ok());
        }
        for (request, answer) in [(10, 1), (9, 10), (9, 2)] {
            let rating = Record::rating(request, answer, Levels::default());
            assert!(add(&store, &rating).is_ok());
        }
        let kept = load(&store);
        let numbers: Vec<u32> = kept.snapshots.iter().map(|record| record.number).collect();
        assert_eq!(numbers, [2, 9, 10]);
        let numbers = kept.ratings.iter().map(|one| (one.request, one.answer));
        assert_eq!(numbers.collect::<Vec<_>>(), [(9, 2), (9, 10), (10, 1)]);
    }

    #[test]
    fn the_pace_is_the_chosen_one_and_one_by_one_at_first() {
        let (_, store) = device();
        assert_eq!(pace(&store), Pace::OneByOne);
        assert_eq!(set_pace(&store, Pace::AllAtOnce), Ok(Written::AsGiven));
        assert_eq!(pace(&store), Pace::AllAtOnce);
    }

    #[test]
    fn levels_that_are_all_taken_away_leave_no_field() {
        let (area, store) = device();
        let mut kept = load(&store);
        let mut levels = Levels::default();
        levels.set("delegation", Some(1));
        assert!(kept.set_draft(&store, levels).is_ok());
        assert!(kept.set_draft(&store, Levels::default()).is_ok());
        assert_eq!(area.documents()["skills:draft"], r#"{"schema":1}"#);
    }
}
