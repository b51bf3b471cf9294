//! A person's answers and notes: one small document for each row.

use super::model::{RowText, place_of, taken_in};
use super::weigh::{Answer, Feeling, MOST, USUAL};
use crate::id::RowId;
use crate::store::{Json, Schema, StorageError, Store, Write, Written, is_default, lenient};
use crate::text;
use serde::{Deserialize, Deserializer, Serialize};

/// Every key of this feature starts with this; the id of the row follows.
pub const KEYS: &str = "compare:weight:";

/// Longest note, in code points.
const NOTE_LIMIT: usize = 500;

/// What a person says of a row, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RowAnswer {
    schema: Schema,
    /// Id of the row.
    pub row: RowId,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    feeling: Option<Feeling>,
    #[serde(
        default,
        deserialize_with = "matters",
        skip_serializing_if = "is_default"
    )]
    matters: Option<u8>,
    /// The person's own note.
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    pub note: String,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(RowAnswer);

/// How much a row matters, where that is a number that this version knows.
fn matters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    let matters: Option<u8> = lenient(deserializer)?;
    Ok(matters.filter(|matters| *matters <= MOST))
}

impl RowAnswer {
    /// What is said of a row at first: nothing.
    pub fn of(row: &RowId) -> Self {
        Self {
            row: row.clone(),
            ..Self::default()
        }
    }

    /// The answer.
    pub fn answer(&self) -> Answer {
        Answer {
            feeling: self.feeling,
            matters: self.matters.unwrap_or(USUAL),
        }
    }

    /// Sets the answer.
    pub fn set_answer(&mut self, answer: Answer) {
        self.feeling = answer.feeling;
        let is_said = answer.feeling.is_some() || answer.matters != USUAL;
        self.matters = is_said.then_some(answer.matters);
    }

    /// Whether there is nothing worth keeping.
    pub fn is_empty(&self) -> bool {
        *self == Self::of(&self.row)
    }

    /// The same document with what somebody else says of the row.
    pub fn with_answer_of(&self, other: &Self) -> Self {
        let mut mine = self.clone();
        mine.set_answer(other.answer());
        if !other.note.is_empty() {
            mine.note.clone_from(&other.note);
        }
        mine
    }

    /// Sets the note to the part of it that can be kept.
    pub fn set_note(&mut self, note: &str) {
        note_that_fits(note).clone_into(&mut self.note);
    }
}

/// The part of a note that can be kept.
pub fn note_that_fits(note: &str) -> &str {
    text::first(note, NOTE_LIMIT)
}

/// The answers of this device, one for each row of the table. What was said of a row that another one
/// has taken in stands for that one, as long as nothing is said of itself.
pub fn load(store: &Store, rows: &[RowText]) -> Vec<RowAnswer> {
    let mut answers: Vec<RowAnswer> = rows.iter().map(|row| RowAnswer::of(&row.id)).collect();
    let found = store.load_all::<RowAnswer>(KEYS).unwrap_or_default().found;
    let (own, former): (Vec<RowAnswer>, Vec<RowAnswer>) = found
        .into_iter()
        .partition(|answer| rows.iter().any(|row| row.id == answer.row));
    for answer in own.into_iter().chain(former) {
        if let Some(place) = place_of(rows, &answer.row)
            && answers[place].is_empty()
        {
            let row = answers[place].row.clone();
            answers[place] = RowAnswer { row, ..answer };
        }
    }
    answers
}

/// What cannot be known of the answers of this device, in a sentence for the person.
pub fn unread(store: &Store) -> Option<String> {
    match store.load_all::<RowAnswer>(KEYS) {
        Err(error) => Some(format!(
            "Your answers could not be read: {error}. They are left as they are."
        )),
        Ok(all) if !all.unreadable.is_empty() => Some(format!(
            "Answers that the browser did not give out: {}. They are left as they are.",
            all.unreadable.len()
        )),
        Ok(_) => None,
    }
}

/// Stores what is said of a row after a change; nothing said is nothing stored.
///
/// # Errors
/// Why it is not on disk. The store tries again with the next change.
pub fn keep(store: &Store, before: &RowAnswer, after: &RowAnswer) -> Result<Written, StorageError> {
    let key = |row: &str| format!("{KEYS}{row}");
    let stored = (!after.is_empty()).then_some(after);
    let written = store.write(Write::new(key(&after.row), Some(before), stored).creating())?;
    // Only now: what is said of the row stands for these as well.
    for former in taken_in(&after.row) {
        store.remove::<RowAnswer>(&key(former.id))?;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::super::model::rows_of_content;
    use super::*;
    use crate::store::{Document, Failure, FaultyArea};
    use serde_json::{Value, json};
    use std::rc::Rc;

    #[test]
    fn an_answer_is_kept_changed_and_taken_away() {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        let rows = rows_of_content();
        let mut answers = load(&store, &rows);
        assert_eq!(answers.len(), rows.len());
        let before = answers[0].clone();
        let first = &mut answers[0];
        first.set_answer(Answer {
            feeling: Some(Feeling::Drains),
            matters: USUAL,
        });
        first.set_note("ask Ada");
        assert_eq!(keep(&store, &before, first), Ok(Written::AsGiven));
        assert_eq!(load(&store, &rows), answers);
        let stored = area.documents()["compare:weight:primary-focus"].clone();
        let stored: Value = serde_json::from_str(&stored).expect("it is JSON");
        let wanted = json!({ "schema": 1, "row": "primary-focus", "feeling": "drains", "matters": 2, "note": "ask Ada" });
        assert_eq!(stored, wanted);
        assert_eq!(keep(&store, &answers[0], &before), Ok(Written::AsGiven));
        assert!(area.documents().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let area = Rc::new(FaultyArea::default());
        let store = Store::new(area.clone());
        let (row, mut after) = (
            RowAnswer::of(&rows_of_content()[0].id),
            RowAnswer::of(&rows_of_content()[0].id),
        );
        after.set_note("Two of them");
        keep(&store, &row, &after).expect("there is room");
        assert_eq!(unread(&store), None);
        area.breaks_for(&row.row, Failure::Read(StorageError::Broken));
        let later = Store::new(area.clone());
        assert!(unread(&later).is_some_and(|said| said.contains("did not give out: 1")));
        area.breaks(Failure::Keys(StorageError::Broken));
        let later = Store::new(area);
        assert!(unread(&later).is_some_and(|said| said.contains("could not be read")));
    }

    #[test]
    fn what_a_newer_version_wrote_survives() {
        let json = r#"{"schema":2,"row":"owns","feeling":"bored","matters":9,"why":[1]}"#;
        let json: Json = serde_json::from_str(json).expect("it is an object");
        let mine = RowAnswer::from_json(json.clone()).expect("it is an answer");
        assert_eq!(mine.answer(), Answer::default());
        assert!(!mine.is_empty());
        assert_eq!(mine.to_json(), json);
    }

    #[test]
    fn note_and_answer_of_two_tabs_are_both_kept() {
        let area = Rc::new(FaultyArea::default());
        let (one, two) = (Store::new(area.clone()), Store::new(area));
        let before = RowAnswer::of(&RowId::from("coding-time"));
        let mut answered = before.clone();
        answered.set_answer(Answer {
            feeling: Some(Feeling::Energises),
            matters: 3,
        });
        let mut noted = before.clone();
        noted.set_note("mine");
        assert_eq!(keep(&one, &before, &answered), Ok(Written::AsGiven));
        assert_eq!(keep(&two, &before, &noted), Ok(Written::Merged));
        let rows = rows_of_content();
        let answers = load(&one, &rows);
        let place = place_of(&rows, "coding-time").expect("it is there");
        assert_eq!(
            (
                answers[place].answer().matters,
                answers[place].note.as_str()
            ),
            (3, "mine")
        );
    }

    #[test]
    fn an_answer_to_a_row_that_another_has_taken_in_stands_for_that_one_until_it_is_changed() {
        let store = Store::new(Rc::new(FaultyArea::default()));
        let rows = rows_of_content();
        let place = place_of(&rows, "direct-reports").expect("it is there");
        let mut old = RowAnswer::of(&"reviews-and-pay".into());
        old.set_answer(Answer {
            feeling: Some(Feeling::Drains),
            matters: USUAL,
        });
        store
            .save(&format!("{KEYS}reviews-and-pay"), None, &old)
            .expect("there is room");
        let mine = load(&store, &rows)[place].clone();
        assert_eq!(mine.row, "direct-reports");
        assert_eq!(mine.answer().feeling, Some(Feeling::Drains));

        // The row’s own answer counts before it.
        let mut own = RowAnswer::of(&"direct-reports".into());
        own.set_note("mine");
        store
            .save(&format!("{KEYS}direct-reports"), None, &own)
            .expect("there is room");
        assert_eq!(load(&store, &rows)[place], own);

        // Taken away, it does not come back from the old one.
        let nothing = RowAnswer::of(&own.row);
        assert_eq!(keep(&store, &own, &nothing), Ok(Written::AsGiven));
        assert!(load(&store, &rows)[place].is_empty());
    }
}
