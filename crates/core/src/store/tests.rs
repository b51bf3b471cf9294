//! The rules of the store against every fault a browser can show.

use super::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;

mod batch;
mod tabs;
mod whole;
mod writing;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Note {
    schema: Schema,
    text: String,
    #[serde(
        default,
        deserialize_with = "lenient",
        skip_serializing_if = "is_default"
    )]
    more: Option<u32>,
    #[serde(skip)]
    unknown: Json,
}

crate::documents!(Note);

fn note(text: &str) -> Note {
    Note {
        text: text.to_owned(),
        ..Note::default()
    }
}

fn tab(area: &Rc<FaultyArea>) -> Store {
    Store::new(Rc::clone(area) as Rc<dyn Area>)
}

fn device() -> (Rc<FaultyArea>, Store) {
    let area = Rc::new(FaultyArea::default());
    let store = tab(&area);
    (area, store)
}

fn json_at(area: &FaultyArea, key: &str) -> Value {
    let documents = area.documents();
    let raw = documents.get(key).map_or("null", String::as_str);
    serde_json::from_str(raw).expect("it is JSON")
}

// ---- reading ------------------------------------------------------------------------------------

#[test]
fn what_is_saved_is_found_under_the_prefix() {
    let (area, store) = device();
    assert_eq!(store.load::<Note>("a"), Loaded::Absent);
    assert_eq!(store.save("a", None, &note("one")), Ok(Written::AsGiven));
    assert_eq!(store.load("a"), Loaded::Found(note("one")));
    assert!(area.contents().keys().all(|key| key.starts_with(PREFIX)));
}

#[test]
fn each_fault_of_a_storage_has_its_own_words() {
    let faults = [
        StorageError::Denied,
        StorageError::Full,
        StorageError::Broken,
    ];
    let words = faults.map(|fault| fault.to_string());
    assert!(words[0].contains("does not let"));
    assert!(words[1].contains("full"));
    assert!(words[2].contains("does not keep"));
}

#[test]
fn keys_of_other_sites_are_not_seen() {
    let (area, store) = device();
    assert_eq!(area.write("other:a", "{}"), Ok(()));
    assert_eq!(store.load_all::<Note>(""), Ok(All::default()));
}

#[test]
fn one_damaged_document_does_not_hide_the_others() {
    let (area, store) = device();
    store
        .save("plan:a:item:1", None, &note("one"))
        .expect("there is room");
    area.put("plan:a:item:2", "\u{0}");
    let all = store.load_all::<Note>("plan:a:").expect("it can be read");
    assert_eq!(all.found, [note("one")]);
    assert_eq!(
        all.damaged,
        [("plan:a:item:2".to_owned(), "\u{0}".to_owned())]
    );
}

#[test]
fn what_could_not_be_read_is_no_absent_value_and_is_not_written_over() {
    let (area, store) = device();
    area.put("a", r#"{"schema":1,"text":"theirs","more":4}"#);
    area.breaks_for("a", Failure::Read(StorageError::Broken));
    assert_eq!(
        store.load::<Note>("a"),
        Loaded::Unreadable(StorageError::Broken)
    );
    let all = store.load_all::<Note>("").expect("the keys can be read");
    assert_eq!(all.unreadable, ["a"]);
    assert_eq!(
        store.save("a", None, &note("mine")),
        Err(StorageError::Broken)
    );
    assert_eq!(json_at(&area, "a")["text"], "theirs");
    // It had waited: what is there stays.
    area.heals();
    assert!(store.retry());
    assert_eq!(
        json_at(&area, "a"),
        json!({ "schema": 1, "text": "theirs", "more": 4 })
    );
    assert_eq!(store.error(), None);
}

#[test]
fn a_list_of_keys_that_cannot_be_had_is_no_empty_one() {
    let (area, store) = device();
    area.put("a", r#"{"schema":1,"text":"one"}"#);
    area.breaks(Failure::Keys(StorageError::Broken));
    assert_eq!(store.load_all::<Note>(""), Err(StorageError::Broken));
    area.heals();
    assert_eq!(store.load_all::<Note>("").map(|all| all.found.len()), Ok(1));
    area.breaks(Failure::Keys(StorageError::Broken));
    assert_eq!(store.load_all::<Note>("").map(|all| all.found.len()), Ok(1));
}

#[test]
fn a_tab_goes_on_with_what_it_knows_when_storage_goes_away() {
    for broken in [Failure::Gone, Failure::Read(StorageError::Broken)] {
        let (area, store) = device();
        store.save("a", None, &note("one")).expect("there is room");
        store.save("b", None, &note("two")).expect("there is room");
        area.breaks(broken);
        assert_eq!(store.load("a"), Loaded::Found(note("one")));
        assert!(store.error().is_some());
        assert!(store.save("a", Some(&note("one")), &note("new")).is_err());
        assert!(store.save("c", None, &note("three")).is_err());
        assert!(store.remove::<Note>("b").is_err());
        let keys = store.keys("").expect("it knows them");
        assert_eq!(keys, ["a", "c"]);
        assert_eq!(store.status().waiting, 3);
        area.heals();
        assert!(store.retry());
        assert_eq!(store.status(), Status::default());
        let kept: Vec<String> = area.documents().into_keys().collect();
        assert_eq!(kept, ["a", "c"]);
        assert_eq!(json_at(&area, "a")["text"], "new");
    }
}

#[test]
fn where_nobody_may_store_anything_everything_works_in_memory() {
    let (area, store) = device();
    area.breaks(Failure::Gone);
    assert_eq!(store.load::<Note>("a"), Loaded::Absent);
    assert_eq!(
        store.save("a", None, &note("one")),
        Err(StorageError::Denied)
    );
    assert_eq!(store.load("a"), Loaded::Found(note("one")));
    assert_eq!(store.error(), Some(StorageError::Denied));
}
