//! Answers as they are stored: one small document for each situation.

use super::model::{Answers, Choice};
use crate::content::{SCENES, Scene};
use crate::store::{Json, Schema, StorageError, Store, lenient};
use serde::{Deserialize, Serialize};

/// Every key of this room starts with this; the id of the situation follows.
pub const KEYS: &str = "situation:";

/// The answer to one situation, as it is stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct KeptAnswer {
    schema: Schema,
    /// Id of the answer.
    #[serde(default, deserialize_with = "lenient")]
    answer: String,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(KeptAnswer);

fn key(scene: &Scene) -> String {
    [KEYS, scene.id].concat()
}

/// The answers of this device. One that this version does not know stays where it is.
pub fn load(store: &Store) -> Answers {
    let mut answers = Answers::default();
    for (place, scene) in SCENES.iter().enumerate() {
        if let Some(kept) = store.find::<KeptAnswer>(&key(scene)) {
            let is_it = |choice: &Choice| scene.answers[choice.index()].id == kept.answer;
            answers.set(place, Choice::ALL.into_iter().find(is_it));
        }
    }
    answers
}

/// Stores an answer. Where storage is denied it lasts as long as the visit.
///
/// # Errors
/// Why it is not on disk. It waits, and reading sees it.
pub fn keep(store: &Store, place: usize, choice: Choice) -> Result<(), StorageError> {
    let Some(scene) = SCENES.get(place) else {
        return Ok(());
    };
    let id = scene.answers[choice.index()].id;
    let kept = store.update::<KeptAnswer>(&key(scene), |kept| id.clone_into(&mut kept.answer));
    kept.map(drop)
}

/// Takes all answers away, those of other versions too.
pub fn clear(store: &Store) {
    for key in store.keys(KEYS).unwrap_or_default() {
        // What cannot be removed now is removed with the next change.
        _ = store.remove::<KeptAnswer>(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::situations::model::Deck;
    use crate::store::FaultyArea;
    use serde_json::json;
    use std::rc::Rc;

    fn device() -> (Rc<FaultyArea>, Store) {
        let area = Rc::new(FaultyArea::default());
        (Rc::clone(&area), Store::new(area))
    }

    #[test]
    fn answers_are_kept_one_by_one_and_can_be_cleared() {
        let (area, store) = device();
        assert_eq!(keep(&store, 0, Choice::Second), Ok(()));
        assert_eq!(keep(&store, 3, Choice::Third), Ok(()));
        assert_eq!(keep(&store, 0, Choice::First), Ok(()));
        let stored = json!({ "schema": 1, "answer": "repair" });
        assert_eq!(area.json(&key(&SCENES[0])), Some(stored));
        let answers = load(&store);
        assert_eq!(answers.get(0), Some(Choice::First));
        assert_eq!(answers.count(Deck::All), 2);
        clear(&store);
        assert_eq!(load(&store), Answers::default());
        assert!(area.documents().is_empty());
    }

    #[test]
    fn an_answer_of_a_newer_version_stays_and_counts_as_none() {
        let (area, store) = device();
        let raw = r#"{"answer":"sleep-on-it","mood":7,"schema":2}"#;
        area.put(&key(&SCENES[1]), raw);
        assert_eq!(load(&store), Answers::default());
        assert_eq!(area.documents()[&key(&SCENES[1])], raw);
        assert_eq!(keep(&store, 1, Choice::First), Ok(()));
        let kept = json!({ "schema": 2, "answer": "decide", "mood": 7 });
        assert_eq!(area.json(&key(&SCENES[1])), Some(kept));
    }
}
