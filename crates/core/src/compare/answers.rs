//! A person's answers and notes: one small document for each row.

use super::model::{RowText, place_of, taken_in};
use super::weigh::{Answer, FEELINGS, MOST, USUAL};
use crate::store::{Document, Fault, Store, take_number, take_text};
use serde_json::{Map, Value};

/// Every key of this feature starts with this; the id of the row follows.
pub const KEYS: &str = "compare:weight:";

/// Longest note, in bytes of UTF-8; the rest of a longer one is dropped.
pub const NOTE_LIMIT: usize = 500;

/// What a person says of a row, as it is stored.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mine {
    /// Id of the row.
    pub row: String,
    /// The answer.
    pub answer: Answer,
    /// The person's own note.
    pub note: String,
    unknown: Map<String, Value>,
}

impl Mine {
    /// What is said of a row at first: nothing.
    pub fn of(row: &str) -> Self {
        Self {
            row: row.to_owned(),
            ..Self::default()
        }
    }

    /// Whether there is nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        *self == Self::of(&self.row)
    }

    /// The same document with what somebody else says of the row.
    pub fn with_answer_of(&self, other: &Self) -> Self {
        let mut mine = self.clone();
        mine.answer = other.answer;
        if !other.note.is_empty() {
            mine.note.clone_from(&other.note);
        }
        mine
    }

    /// Sets the note, cut to [`NOTE_LIMIT`].
    pub fn set_note(&mut self, note: &str) {
        self.note = note[..note.floor_char_boundary(NOTE_LIMIT)].to_owned();
    }
}

impl Document for Mine {
    fn from_json(mut json: Map<String, Value>) -> Option<Self> {
        take_number(&mut json, "schema")?;
        let row = take_text(&mut json, "row")?;
        let named = |name: &str| FEELINGS.iter().find(|(_, known)| *known == name);
        let feeling = json.get("feeling").and_then(Value::as_str).and_then(named);
        // What is not understood stays among the unknown fields.
        if feeling.is_some() {
            json.remove("feeling");
        }
        let matters = json.get("matters").and_then(Value::as_u64);
        let matters = matters.and_then(|number| u8::try_from(number).ok());
        let matters = matters.filter(|number| *number <= MOST);
        if matters.is_some() {
            json.remove("matters");
        }
        let note = take_text(&mut json, "note").unwrap_or_default();
        Some(Self {
            row,
            answer: Answer {
                feeling: feeling.map(|(feeling, _)| *feeling),
                matters: matters.unwrap_or(USUAL),
            },
            note,
            unknown: json,
        })
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut json = self.unknown.clone();
        let mut put = |name: &str, value: Value| _ = json.insert(name.to_owned(), value);
        put("schema", Value::from(1_u32));
        put("row", Value::from(self.row.as_str()));
        let feeling = self.answer.feeling;
        if let Some((_, name)) = FEELINGS.iter().find(|(known, _)| Some(*known) == feeling) {
            put("feeling", Value::from(*name));
        }
        if feeling.is_some() || self.answer.matters != USUAL {
            put("matters", Value::from(u32::from(self.answer.matters)));
        }
        if !self.note.is_empty() {
            put("note", Value::from(self.note.as_str()));
        }
        json
    }
}

/// The answers of this device, one for each row of the table. What was said of a row that another one
/// has taken in stands for that one, as long as nothing is said of itself.
pub fn load(store: &Store, rows: &[RowText]) -> Vec<Mine> {
    let mut mine: Vec<Mine> = rows.iter().map(|row| Mine::of(&row.id)).collect();
    let (found, _) = store.load_all::<Mine>(KEYS).unwrap_or_default();
    let (own, former): (Vec<Mine>, Vec<Mine>) = found
        .into_iter()
        .partition(|answer| rows.iter().any(|row| row.id == answer.row));
    for answer in own.into_iter().chain(former) {
        if let Some(place) = place_of(rows, &answer.row)
            && mine[place].is_empty()
        {
            let row = mine[place].row.clone();
            mine[place] = Mine { row, ..answer };
        }
    }
    mine
}

/// Stores what is said of a row; nothing said is nothing stored.
///
/// # Errors
/// Why it is not on disk. The store tries again with the next change.
pub fn keep(store: &Store, mine: &Mine) -> Result<(), Fault> {
    let key = |row: &str| [KEYS, row].concat();
    if mine.is_empty() {
        store.remove::<Mine>(&key(&mine.row))?;
    } else {
        store.save(&key(&mine.row), mine)?;
    }
    // Only now: what is said of the row stands for these as well.
    for former in taken_in(&mine.row) {
        store.remove::<Mine>(&key(former.id))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::model::rows_of_content;
    use super::super::weigh::Feeling;
    use super::*;
    use crate::store::MemoryArea;
    use serde_json::json;
    use std::rc::Rc;

    #[test]
    fn an_answer_is_kept_changed_and_taken_away() {
        let area = Rc::new(MemoryArea::default());
        let store = Store::new(Rc::clone(&area) as Rc<_>, None);
        let rows = rows_of_content();
        let mut mine = load(&store, &rows);
        assert_eq!(mine.len(), rows.len());
        let first = &mut mine[0];
        first.answer.feeling = Some(Feeling::Drains);
        first.set_note("ask Ada");
        assert_eq!(keep(&store, first), Ok(()));
        assert_eq!(load(&store, &rows), mine);
        let stored = area.contents();
        let stored = stored.get("tech-lead-guide:compare:weight:primary-focus");
        let stored: Value = serde_json::from_str(stored.expect("it is there")).expect("it is JSON");
        let wanted = json!({ "schema": 1, "row": "primary-focus", "feeling": "drains", "matters": 2, "note": "ask Ada" });
        assert_eq!(stored, wanted);
        assert_eq!(keep(&store, &Mine::of(&rows[0].id)), Ok(()));
        assert!(area.contents().is_empty());
    }

    #[test]
    fn what_a_newer_version_wrote_survives() {
        let json = r#"{"schema":2,"row":"owns","feeling":"bored","matters":9,"why":[1]}"#;
        let Ok(Value::Object(json)) = serde_json::from_str(json) else {
            panic!("it is an object");
        };
        let mine = Mine::from_json(json).expect("it is an answer");
        assert_eq!(mine.answer, Answer::default());
        assert!(!mine.is_empty());
        let wanted =
            json!({ "schema": 1, "row": "owns", "feeling": "bored", "matters": 9, "why": [1] });
        assert_eq!(Value::Object(mine.to_json()), wanted);
    }

    #[test]
    fn an_answer_to_a_row_that_another_has_taken_in_stands_for_that_one_until_it_is_changed() {
        let store = Store::new(Rc::new(MemoryArea::default()), None);
        let rows = rows_of_content();
        let place = place_of(&rows, "direct-reports").expect("it is there");
        let mut old = Mine::of("reviews-and-pay");
        old.answer.feeling = Some(Feeling::Drains);
        store
            .save(&[KEYS, "reviews-and-pay"].concat(), &old)
            .expect("there is room");
        let mut mine = load(&store, &rows)[place].clone();
        assert_eq!(
            (mine.row.as_str(), mine.answer.feeling),
            ("direct-reports", Some(Feeling::Drains))
        );

        // The row’s own answer counts before it.
        let mut own = Mine::of("direct-reports");
        own.set_note("mine");
        store
            .save(&[KEYS, "direct-reports"].concat(), &own)
            .expect("there is room");
        assert_eq!(load(&store, &rows)[place], own);

        // Taken away, it does not come back from the old one.
        mine.answer = Answer::default();
        assert_eq!(keep(&store, &mine), Ok(()));
        assert!(load(&store, &rows)[place].is_empty());
    }
}
