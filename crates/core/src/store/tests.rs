//! The rules of the store against every fault a browser can show.

use super::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;

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

// ---- writing ------------------------------------------------------------------------------------

#[test]
fn a_damaged_value_is_copied_before_it_is_written_over_or_removed() {
    for after in [Some(note("new")), None] {
        let (area, store) = device();
        area.put("a", "{broken");
        assert_eq!(
            store.load::<Note>("a"),
            Loaded::Damaged("{broken".to_owned())
        );
        let write = Write::new("a", None, after.as_ref());
        assert_eq!(store.write(write), Ok(Written::AsGiven));
        assert_eq!(store.find("a"), after);
        assert_eq!(area.documents()["quarantine:a"], "{broken");
        assert_eq!(store.remove_unreadable("quarantine:a"), Ok(()));
        assert!(!area.documents().contains_key("quarantine:a"));
    }
}

#[test]
fn two_damaged_values_of_one_key_are_both_kept() {
    let (area, store) = device();
    for raw in ["{one", "{two", "{two"] {
        area.put("a", raw);
        assert_eq!(store.save("a", None, &note("new")), Ok(Written::AsGiven));
    }
    let kept = area.documents();
    assert_eq!(kept["quarantine:a"], "{one");
    assert_eq!(kept["quarantine:a+"], "{two");
}

#[test]
fn a_damaged_value_that_cannot_be_copied_is_not_written_over() {
    let (area, store) = device();
    area.put("a", "{broken");
    area.breaks(Failure::Write(StorageError::Full));
    assert_eq!(store.save("a", None, &note("new")), Err(StorageError::Full));
    assert_eq!(area.documents()["a"], "{broken");
    assert_eq!(store.error(), Some(StorageError::Full));
    area.heals();
    assert!(store.retry());
    assert_eq!(store.load("a"), Loaded::Found(note("new")));
    assert_eq!(area.documents()["quarantine:a"], "{broken");
}

#[test]
fn a_full_storage_keeps_the_old_value_and_says_so() {
    let (area, store) = device();
    store.save("a", None, &note("old")).expect("there is room");
    area.breaks(Failure::Write(StorageError::Full));
    let result = store.save("a", Some(&note("old")), &note("new"));
    assert_eq!(result, Err(StorageError::Full));
    assert_eq!(store.error(), Some(StorageError::Full));
    assert_eq!(json_at(&area, "a")["text"], "old");
    assert_eq!(
        store.load("a"),
        Loaded::Found(note("new")),
        "the app goes on with it"
    );
}

#[test]
fn one_value_that_does_not_fit_holds_no_other_up() {
    let (area, store) = device();
    store.save("a", None, &note("a")).expect("there is room");
    area.leaves_room(200);
    let large = note(&"x".repeat(500));
    assert_eq!(store.save("large", None, &large), Err(StorageError::Full));
    assert_eq!(
        store.save("a", Some(&note("a")), &note("b")),
        Ok(Written::AsGiven)
    );
    assert_eq!(json_at(&area, "a")["text"], "b");
    assert_eq!(
        store.error(),
        Some(StorageError::Full),
        "the large one still waits"
    );
    area.heals();
    assert_eq!(
        store.save("a", Some(&note("b")), &note("c")),
        Ok(Written::AsGiven)
    );
    assert_eq!(store.error(), None);
    assert_eq!(area.documents().len(), 2);
}

#[test]
fn edits_that_wait_are_all_kept_also_where_one_did_not_see_another() {
    let (area, store) = device();
    let first = note("first");
    store.save("a", None, &first).expect("there is room");
    area.breaks(Failure::Write(StorageError::Full));
    let second = note("second");
    assert!(store.save("a", Some(&first), &second).is_err());
    let more = Note {
        more: Some(1),
        ..first.clone()
    };
    assert!(store.save("a", Some(&first), &more).is_err());
    let both = Note {
        more: Some(1),
        ..second
    };
    assert_eq!(store.load("a"), Loaded::Found(both.clone()));
    let last = Note {
        more: Some(2),
        ..both.clone()
    };
    assert!(store.save("a", Some(&both), &last).is_err());
    area.heals();
    assert!(store.retry());
    assert_eq!(tab(&area).load("a"), Loaded::Found(last));
}

#[test]
fn a_storage_that_forgets_or_cuts_is_noticed() {
    for broken in [Failure::DropWrites, Failure::CutWrites] {
        let (area, store) = device();
        area.breaks(broken);
        assert_eq!(
            store.save("a", None, &note("one")),
            Err(StorageError::Broken)
        );
        assert_eq!(store.error(), Some(StorageError::Broken));
        area.heals();
        store.retry();
        assert_eq!(json_at(&area, "a")["text"], "one");
    }
}

#[test]
fn a_removal_that_does_nothing_is_said_and_tried_again() {
    let (area, store) = device();
    store.save("a", None, &note("one")).expect("there is room");
    area.breaks(Failure::IgnoreRemovals);
    assert_eq!(store.remove::<Note>("a"), Err(StorageError::Broken));
    assert_eq!(store.error(), Some(StorageError::Broken));
    assert_eq!(store.load::<Note>("a"), Loaded::Absent);
    area.heals();
    assert!(store.retry());
    assert!(area.documents().is_empty());
}

#[test]
fn what_another_release_wrote_survives() {
    let (area, store) = device();
    area.put("a", r#"{"schema":3,"text":"x","more":"many","new":[1]}"#);
    let before: Note = store.find("a").expect("it can be read");
    assert_eq!(before.more, None);
    let mut after = before.clone();
    after.text = "y".to_owned();
    assert_eq!(store.save("a", Some(&before), &after), Ok(Written::AsGiven));
    let wanted = json!({ "schema": 3, "text": "y", "more": "many", "new": [1] });
    assert_eq!(json_at(&area, "a"), wanted);
}

#[test]
fn a_document_without_a_schema_number_is_damaged() {
    let (area, store) = device();
    for raw in [
        r#"{"text":"x"}"#,
        r#"{"schema":"1","text":"x"}"#,
        "[]",
        "3",
        "",
    ] {
        area.put("a", raw);
        assert_eq!(store.load::<Note>("a"), Loaded::Damaged(raw.to_owned()));
    }
}

#[test]
fn a_change_is_made_on_top_of_what_is_there() {
    let (area, store) = device();
    area.put("a", r#"{"schema":2,"text":"x","more":1,"new":true}"#);
    assert_eq!(
        store.update::<Note>("a", |note| note.more = None),
        Ok(Written::AsGiven)
    );
    assert_eq!(
        json_at(&area, "a"),
        json!({ "schema": 2, "text": "x", "new": true })
    );
    assert_eq!(
        store.update::<Note>("b", |note| note.more = Some(1)),
        Ok(Written::AsGiven)
    );
    assert_eq!(
        json_at(&area, "b"),
        json!({ "schema": 1, "text": "", "more": 1 })
    );
}

// ---- several tabs -------------------------------------------------------------------------------

fn two_tabs_with(text: &str) -> (Rc<FaultyArea>, Store, Store, Note) {
    let (area, one) = device();
    one.save("a", None, &note(text)).expect("there is room");
    let two = tab(&area);
    let read = two.find("a").expect("it is there");
    (area, one, two, read)
}

#[test]
fn edits_of_different_fields_in_two_tabs_are_both_kept() {
    let (area, one, two, read) = two_tabs_with("x");
    one.save("a", Some(&read), &note("y"))
        .expect("there is room");
    let mut mine = read.clone();
    mine.more = Some(2);
    assert_eq!(two.save("a", Some(&read), &mine), Ok(Written::Merged));
    assert_eq!(
        json_at(&area, "a"),
        json!({ "schema": 1, "text": "y", "more": 2 })
    );
}

#[test]
fn an_edit_made_now_wins_and_one_that_waited_yields() {
    let (area, one, two, read) = two_tabs_with("x");
    one.save("a", Some(&read), &note("theirs"))
        .expect("there is room");
    assert_eq!(
        two.save("a", Some(&read), &note("mine")),
        Ok(Written::AsGiven)
    );
    assert_eq!(json_at(&area, "a")["text"], "mine");

    let (area, one, two, read) = two_tabs_with("x");
    area.breaks(Failure::Write(StorageError::Full));
    let mut mine = note("mine");
    mine.more = Some(1);
    assert!(two.save("a", Some(&read), &mine).is_err());
    area.heals();
    one.save("a", Some(&read), &note("written later"))
        .expect("there is room");
    assert!(two.retry());
    let wanted = json!({ "schema": 1, "text": "written later", "more": 1 });
    assert_eq!(json_at(&area, "a"), wanted);
}

#[test]
fn an_edit_on_top_of_one_that_waited_takes_only_its_own_field() {
    let (area, one, two, read) = two_tabs_with("x");
    area.breaks(Failure::Write(StorageError::Full));
    let mine = note("mine");
    assert!(two.save("a", Some(&read), &mine).is_err());
    area.heals();
    one.save("a", Some(&read), &note("written later"))
        .expect("there is room");
    let mut more = mine.clone();
    more.more = Some(1);
    assert_eq!(two.save("a", Some(&mine), &more), Ok(Written::Merged));
    let wanted = json!({ "schema": 1, "text": "written later", "more": 1 });
    assert_eq!(json_at(&area, "a"), wanted);
}

/// Browsers tell a tab a moment late what another one has done: four tabs at full speed brought one
/// deleted milestone of thirty back.
#[test]
fn a_change_that_could_not_see_a_deletion_does_not_bring_the_document_back() {
    let (area, one) = device();
    let two = Store::new(area.clone());
    let (first, second, third) = (note("one"), note("two"), note("three"));
    one.save("a", None, &first).expect("there is room");
    // The first tab deletes it, and the second one, which does not see that yet, changes it.
    two.save("a", Some(&first), &second).expect("there is room");
    assert!(two.heard_of_deletion("a", None));
    assert_eq!(area.documents().get("a"), None);
    assert!(!two.heard_of_deletion("a", None));
    // What was made anew knowingly, or changed by others since, stays.
    two.save("a", None, &third).expect("there is room");
    assert!(!two.heard_of_deletion("a", None));
    two.save("a", Some(&third), &first).expect("there is room");
    one.save("a", Some(&first), &second).expect("there is room");
    assert!(!two.heard_of_deletion("a", None));
    assert_eq!(two.load("a"), Loaded::Found(second));
}

#[test]
fn what_was_deleted_elsewhere_stays_deleted() {
    let (area, one, two, read) = two_tabs_with("x");
    one.remove::<Note>("a").expect("it can be removed");
    assert_eq!(two.save("a", Some(&read), &note("y")), Ok(Written::Gone));
    assert!(area.documents().is_empty());
}

#[test]
fn what_was_deleted_elsewhere_is_not_read_out_of_memory() {
    let (_, one, two, read) = two_tabs_with("x");
    assert_eq!(two.load("a"), Loaded::Found(read));
    one.remove::<Note>("a").expect("it can be removed");
    assert_eq!(two.load::<Note>("a"), Loaded::Absent);
    assert_eq!(two.load_all::<Note>(""), Ok(All::default()));
}

#[test]
fn a_removal_that_waited_takes_nothing_newer_away() {
    for newer in [true, false] {
        let (area, one, two, read) = two_tabs_with("x");
        area.breaks(Failure::IgnoreRemovals);
        assert!(two.write(Write::new("a", Some(&read), None)).is_err());
        area.heals();
        if newer {
            one.save("a", Some(&read), &note("newer"))
                .expect("there is room");
        }
        two.retry();
        let left = newer.then(|| note("newer"));
        assert_eq!(tab(&area).find("a"), left);
    }
}

#[test]
fn a_wiped_storage_gets_back_what_the_tab_knows_with_the_next_edit() {
    let (area, store) = device();
    for key in ["a", "b", "c"] {
        store.save(key, None, &note(key)).expect("there is room");
    }
    area.clear();
    assert_eq!(store.load("b"), Loaded::Found(note("b")));
    assert!(store.status().wiped);
    assert_eq!(store.keys("").map(|keys| keys.len()), Ok(3));
    store.retry();
    assert!(area.contents().is_empty(), "nothing comes back by itself");
    assert_eq!(
        store.save("a", Some(&note("a")), &note("new")),
        Ok(Written::AsGiven)
    );
    assert!(!store.status().wiped);
    let kept: Vec<String> = area.documents().into_keys().collect();
    assert_eq!(kept, ["a", "b", "c"]);
    assert_eq!(json_at(&area, "a")["text"], "new");
}

#[test]
fn what_was_erased_on_purpose_is_not_written_again_by_other_tabs() {
    let (area, one, two, read) = two_tabs_with("x");
    area.put("b", "{damaged");
    assert_eq!(one.erase(), Ok(()));
    assert!(area.documents().is_empty());
    assert_eq!(two.save("a", Some(&read), &note("y")), Ok(Written::Gone));
    assert!(area.documents().is_empty());
}

// ---- batches ------------------------------------------------------------------------------------

fn part(number: usize) -> String {
    format!("plan:p:item:{number}")
}

/// A document of these parts, each with this text.
fn founded(store: &Store, count: usize, text: &str) -> Result<Written, StorageError> {
    let parts = (0..count).map(|number| Write::new(part(number), None, Some(&note(text))));
    let head = Write::new("plan:p", None, Some(&note("head")));
    store.batch(head, parts.collect(), Otherwise::Refuse)
}

/// Gives all parts another text, takes the first away and adds one.
fn rewritten(store: &Store, count: usize, otherwise: Otherwise) -> Result<Written, StorageError> {
    let (old, new) = (note("old"), note("new"));
    let mut parts: Vec<Write> = (1..count)
        .map(|number| Write::new(part(number), Some(&old), Some(&new)))
        .collect();
    parts.push(Write::new(part(0), Some(&old), None));
    parts.push(Write::new(part(count), None, Some(&new)));
    let head = note("head");
    store.batch(
        Write::new("plan:p", Some(&head), Some(&head)),
        parts,
        otherwise,
    )
}

/// The texts of the parts as a new tab finds them.
fn texts(area: &Rc<FaultyArea>) -> Vec<String> {
    let store = tab(area);
    _ = store.settle("plan:p");
    let all = store
        .load_all::<Note>("plan:p:item:")
        .expect("it can be read");
    all.found.into_iter().map(|note| note.text).collect()
}

#[test]
fn a_batch_that_is_cut_anywhere_leaves_the_old_state_or_the_new_one() {
    let (area, store) = device();
    founded(&store, 5, "old").expect("there is room");
    let old = vec!["old".to_owned(); 5];
    let new = vec!["new".to_owned(); 5];
    area.records();
    assert_eq!(
        rewritten(&store, 5, Otherwise::Refuse),
        Ok(Written::AsGiven)
    );
    let states = area.states();
    assert!(states.len() > 10);
    let mut was_new = false;
    for state in states {
        let area = Rc::new(FaultyArea::of(state));
        let found = texts(&area);
        assert!(found == new || (found == old && !was_new), "{found:?}");
        was_new = found == new;
        let leftovers = area.documents().into_keys();
        assert!(!leftovers.into_iter().any(|key| key.ends_with(":batch")));
    }
    assert!(was_new);
}

/// Such a damage of the code was seen by no other test.
#[test]
fn what_was_changed_since_a_batch_was_cut_stays() {
    let (area, store) = device();
    founded(&store, 5, "old").expect("there is room");
    area.records();
    assert_eq!(
        rewritten(&store, 5, Otherwise::Refuse),
        Ok(Written::AsGiven)
    );
    let mut checked = 0;
    for state in area.states() {
        let area = Rc::new(FaultyArea::of(state));
        let has_journal = area.documents().contains_key("plan:p:batch");
        let key = area
            .documents()
            .into_keys()
            .find(|key| key.contains(":item:"));
        let key = key.expect("there are items");
        // A page of another release, which knows nothing of batches, is first.
        area.put(&key, r#"{"schema":1,"text":"newer"}"#);
        let is_newer = texts(&area).iter().filter(|text| *text == "newer").count() == 1;
        assert!(is_newer, "what was written since is gone");
        checked += usize::from(has_journal);
    }
    assert!(checked > 3);
}

#[test]
fn a_new_document_that_is_cut_anywhere_is_whole_or_not_there() {
    let (area, store) = device();
    area.records();
    founded(&store, 5, "one").expect("there is room");
    for state in area.states() {
        let area = Rc::new(FaultyArea::of(state));
        let found = texts(&area).len();
        let is_there = area.documents().contains_key("plan:p");
        assert_eq!(found, if is_there { 5 } else { 0 });
    }
}

#[test]
fn a_batch_fits_or_changes_nothing_whatever_the_room() {
    let (area, store) = device();
    founded(&store, 5, "old").expect("there is room");
    let before = area.contents();
    let mut refused = 0;
    for room in 0.. {
        let area = Rc::new(FaultyArea::of(before.clone()));
        let store = tab(&area);
        assert_eq!(store.keys("plan:p:item:").map(|keys| keys.len()), Ok(5));
        area.leaves_room(room * 8);
        match rewritten(&store, 5, Otherwise::Refuse) {
            Err(error) => {
                assert_eq!(error, StorageError::Full);
                assert_eq!(area.contents(), before);
                assert_eq!(store.status().waiting, 0);
                refused += 1;
            }
            Ok(_) => {
                assert_eq!(texts(&area), ["new"; 5]);
                break;
            }
        }
    }
    assert!(refused > 10);
}

#[test]
fn a_document_that_waits_is_made_as_a_whole() {
    let (area, store) = device();
    area.breaks(Failure::Write(StorageError::Full));
    let parts = (0..3).map(|number| Write::new(part(number), None, Some(&note("one"))));
    let head = Write::new("plan:p", None, Some(&note("head")));
    let result = store.batch(head, parts.collect(), Otherwise::Wait);
    assert_eq!(result, Err(StorageError::Full));
    assert_eq!(
        store
            .load_all::<Note>("plan:p:item:")
            .map(|all| all.found.len()),
        Ok(3)
    );
    // An item alone would fit, but is nothing without its document.
    area.heals();
    area.leaves_room(150);
    let more = Write::new(part(3), None, Some(&note("one"))).part_of("plan:p");
    assert!(store.write(more).is_err());
    assert!(area.documents().is_empty());
    area.heals();
    assert!(store.retry());
    assert_eq!(texts(&area).len(), 4);
    assert_eq!(store.status(), Status::default());
}

#[test]
fn a_batch_that_waits_falls_apart_into_its_keys_so_that_removals_make_room() {
    let (area, store) = device();
    founded(&store, 5, "old").expect("there is room");
    area.leaves_room(0);
    assert_eq!(
        rewritten(&store, 5, Otherwise::Wait),
        Err(StorageError::Full)
    );
    assert!(!area.documents().contains_key("plan:p:item:0"));
    assert_eq!(
        store
            .load_all::<Note>("plan:p:item:")
            .map(|all| all.found.len()),
        Ok(5)
    );
    area.heals();
    store.retry();
    assert_eq!(texts(&area), ["new"; 5]);
}

#[test]
fn what_is_committed_and_finds_no_room_afterwards_is_still_whole() {
    let (area, store) = device();
    founded(&store, 5, "old").expect("there is room");
    for number in 1..5 {
        area.breaks_for(&part(number), Failure::Write(StorageError::Full));
    }
    assert_eq!(
        rewritten(&store, 5, Otherwise::Refuse),
        Ok(Written::AsGiven)
    );
    assert_eq!(
        store
            .load_all::<Note>("plan:p:item:")
            .map(|all| all.found.len()),
        Ok(5)
    );
    assert_eq!(texts(&area), ["new"; 5], "a tab that comes new sees it too");
    area.heals();
    assert!(store.retry());
    assert_eq!(texts(&area), ["new"; 5]);
    assert!(!area.documents().contains_key("plan:p:batch"));
}

#[test]
fn what_a_batch_has_left_to_do_waits_also_when_that_of_another_document_is_done() {
    let (area, store) = device();
    for head in ["plan:p", "plan:q"] {
        let item = format!("{head}:item:0");
        let batch = |before: Option<&Note>, after: &Note| {
            let parts = vec![Write::new(item.as_str(), before, Some(after))];
            let head = Write::new(head, before, Some(after));
            store.batch(head, parts, Otherwise::Refuse)
        };
        assert_eq!(batch(None, &note("old")), Ok(Written::AsGiven));
        area.breaks_for(&item, Failure::Write(StorageError::Full));
        let rewritten = batch(Some(&note("old")), &note("new"));
        assert_eq!(rewritten, Ok(Written::AsGiven));
    }
    assert_eq!(store.status().waiting, 2);
    area.heals();
    area.breaks_for("plan:q:item:0", Failure::Write(StorageError::Full));
    assert_eq!(store.settle("plan:p"), Ok(()));
    assert_eq!(store.status().waiting, 1);
    assert_eq!(store.load("plan:q:item:0"), Loaded::Found(note("new")));
}

/// A page may be cut, and the next one be of a newer release.
#[test]
fn a_batch_that_the_first_release_was_cut_at_is_finished() {
    let area = Rc::new(FaultyArea::default());
    area.put("plan:p", r#"{"batch":2,"schema":1,"text":"head"}"#);
    area.put(&part(0), r#"{"schema":1,"text":"old"}"#);
    area.put(&part(1), r#"{"schema":1,"text":"old"}"#);
    area.put(
        "plan:p:batch",
        r#"{"changes":[["plan:p:item:0",10698083013859305405,{"schema":1,"text":"new"}],["plan:p:item:1",10698083013859305405,null],["plan:p:item:2",null,{"schema":1,"text":"new"}]],"number":2,"schema":1}"#,
    );
    assert_eq!(texts(&area), ["new", "new"]);
    assert!(!area.documents().contains_key("plan:p:batch"));
}

#[test]
fn the_second_of_two_tabs_that_make_one_document_adds_to_it() {
    let area = Rc::new(FaultyArea::default());
    let (one, two) = (tab(&area), tab(&area));
    let template = note("template");
    let make = |store: &Store, changed: usize, text: &str| {
        let parts = (0..3).map(|number| {
            let after = if number == changed {
                note(text)
            } else {
                template.clone()
            };
            Write::new(part(number), Some(&template), Some(&after)).creating()
        });
        let head = Write::new("plan:p", Some(&note("head")), Some(&note("head"))).creating();
        store.batch(head, parts.collect(), Otherwise::Wait)
    };
    assert_eq!(make(&one, 0, "by one"), Ok(Written::AsGiven));
    assert_eq!(make(&two, 1, "by two"), Ok(Written::Merged));
    assert_eq!(texts(&area), ["by one", "by two", "template"]);
}

/// The first edit of a tab that has read nothing: the whole of a document, with another text in one part.
fn first_edit(store: &Store, changed: usize, text: &str) -> Result<Written, StorageError> {
    first_edit_of("plan:p", store, changed, text)
}

fn first_edit_of(
    key: &str,
    store: &Store,
    changed: usize,
    text: &str,
) -> Result<Written, StorageError> {
    let template = note("template");
    let parts = (0..3).map(|number| {
        let after = note(if number == changed { text } else { "template" });
        let key = format!("{key}:item:{number}");
        Write::new(key, Some(&template), Some(&after)).creating()
    });
    let head = Write::new(key, Some(&note("head")), Some(&note("head"))).creating();
    store.batch(head, parts.collect(), Otherwise::Wait)
}

/// Two tabs, in the first of which a first edit waits.
fn two_tabs_of_which_one_waits() -> (Rc<FaultyArea>, Store, Store) {
    let area = Rc::new(FaultyArea::default());
    let (one, two) = (tab(&area), tab(&area));
    area.breaks(Failure::Write(StorageError::Full));
    assert_eq!(first_edit(&one, 0, "by one"), Err(StorageError::Full));
    area.heals();
    (area, one, two)
}

#[test]
fn what_a_tab_did_not_change_of_a_document_that_waits_does_not_come_back() {
    let (area, one, two) = two_tabs_of_which_one_waits();
    assert_eq!(first_edit(&two, 0, "template"), Ok(Written::AsGiven));
    two.remove::<Note>(&part(1)).expect("it can be removed");
    assert!(one.retry());
    assert_eq!(texts(&area), ["by one", "template"]);
    assert_eq!(one.status(), Status::default());
}

#[test]
fn a_document_that_waits_stays_whole_where_another_one_was_made_elsewhere() {
    let (area, one, two) = two_tabs_of_which_one_waits();
    area.breaks(Failure::Write(StorageError::Full));
    assert!(first_edit_of("plan:q", &one, 0, "by one").is_err());
    area.heals();
    assert_eq!(first_edit(&two, 1, "by two"), Ok(Written::AsGiven));
    assert!(one.retry());
    assert_eq!(texts(&area), ["by one", "by two", "template"]);
    let other = tab(&area).load_all::<Note>("plan:q:item:");
    assert_eq!(other.map(|all| all.found.len()), Ok(3));
    assert_eq!(one.status(), Status::default());
}

#[test]
fn a_document_that_was_made_elsewhere_and_deleted_again_does_not_come_back_from_what_waits() {
    let area = Rc::new(FaultyArea::default());
    let (one, two) = (tab(&area), tab(&area));
    area.breaks(Failure::Write(StorageError::Full));
    let head = Write::new("plan:p", Some(&note("head")), Some(&note("renamed")));
    assert!(
        one.batch(head.creating(), Vec::new(), Otherwise::Wait)
            .is_err()
    );
    area.heals();
    assert_eq!(first_edit(&two, 1, "by two"), Ok(Written::AsGiven));
    area.breaks_for("plan:p", Failure::Write(StorageError::Full));
    one.retry();
    assert_eq!(one.status().waiting, 1);
    assert_eq!(two.delete("plan:p"), Ok(()));
    area.heals();
    one.retry();
    assert!(area.documents().is_empty());
    assert_eq!(one.status(), Status::default());
}

#[test]
fn a_batch_forgets_nothing_else_that_waits() {
    let (area, store) = device();
    founded(&store, 3, "old").expect("there is room");
    area.breaks_for("other", Failure::Write(StorageError::Full));
    assert!(store.save("other", None, &note("waits")).is_err());
    rewritten(&store, 3, Otherwise::Refuse).expect("there is room");
    assert_eq!(store.load("other"), Loaded::Found(note("waits")));
    area.heals();
    assert!(store.retry());
    assert_eq!(tab(&area).load("other"), Loaded::Found(note("waits")));
}

#[test]
fn an_edit_made_now_wins_also_where_a_document_waits_that_another_tab_has_made() {
    let (area, one, two) = two_tabs_of_which_one_waits();
    assert_eq!(first_edit(&two, 1, "by two"), Ok(Written::AsGiven));
    let now = Write::new(part(1), Some(&note("template")), Some(&note("now")));
    assert!(one.write(now.part_of("plan:p")).is_ok());
    assert_eq!(texts(&area), ["by one", "now", "template"]);
}

#[test]
fn a_batch_on_top_of_a_document_that_waits_is_whole_with_it() {
    let (area, one, _) = two_tabs_of_which_one_waits();
    area.records();
    let (template, more) = (note("template"), note("more"));
    let parts = (1..3).map(|number| Write::new(part(number), Some(&template), Some(&more)));
    let head = Write::new("plan:p", Some(&note("head")), Some(&note("head")));
    let written = one.batch(head, parts.collect(), Otherwise::Refuse);
    assert_eq!(written, Ok(Written::AsGiven));
    for state in area.states() {
        let found = texts(&Rc::new(FaultyArea::of(state)));
        assert!(
            found.is_empty() || found == ["by one", "more", "more"],
            "{found:?}"
        );
    }
    assert_eq!(texts(&area), ["by one", "more", "more"]);
}

#[test]
fn other_tabs_hear_of_a_batch_once() {
    let (area, store) = device();
    founded(&store, 5, "old").expect("there is room");
    let other = tab(&area);
    let read = |store: &Store| {
        let coming = store.coming("plan:p").expect("it can be read");
        _ = store.load::<Note>("plan:p");
        let reading = store.begin::<Note>("plan:p:item:", coming);
        _ = reading.map(|reading| reading.finish(store));
    };
    read(&other);
    let before = area.contents();
    rewritten(&store, 5, Otherwise::Refuse).expect("there is room");
    let after = area.contents();
    let keys = before.keys().chain(after.keys());
    let mut heard = 0;
    for key in keys.filter(|key| before.get(*key) != after.get(*key)) {
        let key = key.strip_prefix(PREFIX).expect("it is ours");
        if other.is_news(key) {
            heard += 1;
            read(&other);
        }
    }
    assert_eq!(heard, 1);
    assert!(!other.is_news("plan:p:batch"));
}

// ---- deleting -----------------------------------------------------------------------------------

#[test]
fn deleting_a_document_leaves_nothing_also_when_storage_is_full() {
    let (area, store) = device();
    founded(&store, 3, "one").expect("there is room");
    area.put("plan:p:edit:1", r#"{"schema":1,"message":"not a note"}"#);
    area.put("plan:p:restore:1", "{damaged");
    area.put("quarantine:plan:p:item:9", "{old");
    area.put("quarantine:plan:p+", "{old");
    area.put("plan:p2", r#"{"schema":1,"text":"another"}"#);
    area.leaves_room(0);
    area.breaks(Failure::Write(StorageError::Full));
    assert_eq!(store.delete("plan:p"), Ok(()));
    let kept: Vec<String> = area.documents().into_keys().collect();
    assert_eq!(kept, ["plan:p2"]);
}

#[test]
fn a_document_that_was_deleted_for_good_does_not_come_back_from_another_tab() {
    let (area, one) = device();
    founded(&one, 3, "old").expect("there is room");
    let two = tab(&area);
    assert_eq!(
        two.load_all::<Note>("plan:p:").map(|all| all.found.len()),
        Ok(3)
    );
    area.breaks(Failure::Write(StorageError::Full));
    let edit = |key: usize, before: Option<&Note>| {
        Write::new(part(key), before, Some(&note("new"))).part_of("plan:p")
    };
    assert!(two.write(edit(1, Some(&note("old")))).is_err());
    area.heals();
    assert_eq!(one.delete("plan:p"), Ok(()));
    assert_eq!(two.write(edit(2, Some(&note("old")))), Ok(Written::Gone));
    assert_eq!(two.write(edit(7, None)), Ok(Written::Gone));
    assert_eq!(rewritten(&two, 3, Otherwise::Wait), Ok(Written::Gone));
    two.retry();
    assert!(area.documents().is_empty());
}

// ---- everything at once -------------------------------------------------------------------------

fn values(of: &[(&str, &str)]) -> Values {
    let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    of.iter().map(own).collect()
}

/// What is on disk besides what the store writes for itself.
fn stored(area: &FaultyArea) -> Values {
    area.documents().into_iter().collect()
}

const OLD: [(&str, &str); 3] = [
    ("a", r#"{"schema":1,"text":"old"}"#),
    ("b", r#"{"schema":1,"text":"same"}"#),
    ("quarantine:c", "{cut"),
];
const NEW: [(&str, &str); 3] = [
    ("a", r#"{"schema":1,"text":"new, and longer"}"#),
    ("b", r#"{"schema":1,"text":"same"}"#),
    ("d", "no JSON at all"),
];

/// A device on which [`OLD`] is stored, and something of another program.
fn old_device() -> (Rc<FaultyArea>, Store) {
    let of = BTreeMap::from([("another-site".to_owned(), "theirs".to_owned())]);
    let area = Rc::new(FaultyArea::of(of));
    let store = Store::new(area.clone());
    store
        .save("z", None, &note("makes the mark"))
        .expect("there is room");
    store.remove::<Note>("z").expect("it can be removed");
    for (key, value) in OLD {
        area.put(key, value);
    }
    (area, store)
}

#[test]
fn the_whole_is_what_is_on_disk_and_what_waits_and_nothing_of_others() {
    let (area, store) = old_device();
    area.breaks_for("e", Failure::Write(StorageError::Full));
    assert!(store.save("e", None, &note("waits")).is_err());
    let whole = store.whole().expect("it can be read");
    let mut expected = values(&OLD);
    expected.insert(
        2,
        ("e".to_owned(), r#"{"schema":1,"text":"waits"}"#.to_owned()),
    );
    assert_eq!(whole.values, expected);
    assert_eq!(
        store.bytes_of_others(),
        Ok(2 * ("another-site".len() + "theirs".len()))
    );
    area.breaks_for("b", Failure::Read(StorageError::Broken));
    let fresh = tab(&area).whole().expect("the keys can be read");
    assert_eq!(fresh.unreadable, ["b"]);
    area.breaks(Failure::Keys(StorageError::Broken));
    assert_eq!(tab(&area).whole(), Err(StorageError::Broken));
}

#[test]
fn where_storage_is_denied_the_whole_is_what_waits() {
    let (area, store) = device();
    area.breaks(Failure::Gone);
    assert!(store.save("a", None, &note("x")).is_err());
    assert_eq!(store.whole().map(|whole| whole.values.len()), Ok(1));
    assert_eq!(store.replace_all(&values(&NEW)), Err(StorageError::Denied));
    assert_eq!(store.whole().map(|whole| whole.values.len()), Ok(1));
    assert_eq!(store.erase(), Err(StorageError::Denied));
    assert_eq!(store.whole().map(|whole| whole.values.len()), Ok(0));
}

#[test]
fn a_value_is_sound_where_it_is_an_object_with_a_number() {
    assert!(is_sound(r#"{"schema":2,"x":[]}"#));
    for raw in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"schema":0}"#,
        r#"{"schema":"1"}"#,
        "{\"schema\":1",
    ] {
        assert!(!is_sound(raw), "{raw}");
    }
    assert_eq!(bytes_of("a", "{é}"), 2 * ("tech-lead-guide:a".len() + 3));
}

#[test]
fn another_state_takes_the_place_of_all_and_leaves_other_programs_alone() {
    let (area, store) = old_device();
    assert!(store.save("e", None, &note("this tab")).is_ok());
    assert_eq!(store.replace_all(&values(&NEW)), Ok(()));
    assert_eq!(stored(&area), values(&NEW));
    assert_eq!(area.contents()["another-site"], "theirs");
    assert_eq!(store.find::<Note>("e"), None);
    assert_eq!(store.replace_all(&Vec::new()), Ok(()));
    assert!(area.documents().is_empty());
}

#[test]
fn a_replacement_that_fails_anywhere_changes_nothing() {
    let failures = [
        Failure::Write(StorageError::Full),
        Failure::Write(StorageError::Broken),
        Failure::DropWrites,
        Failure::CutWrites,
        Failure::Remove(StorageError::Broken),
        Failure::IgnoreRemovals,
        Failure::Read(StorageError::Broken),
        Failure::Keys(StorageError::Broken),
        Failure::Gone,
    ];
    for failure in failures {
        for place in [":a", ":c", ":d", "replacing", ""] {
            let (area, store) = old_device();
            area.breaks_for(place, failure);
            let result = store.replace_all(&values(&NEW));
            area.heals();
            let next = tab(&area);
            next.finish();
            let expected: &[_] = if result.is_ok() { &NEW } else { &OLD };
            assert_eq!(stored(&area), values(expected), "{failure:?} {place}");
        }
    }
}

#[test]
fn a_replacement_needs_no_room_for_both_states() {
    let (area, store) = old_device();
    area.leaves_room(40);
    assert_eq!(store.replace_all(&values(&NEW)), Ok(()));
    assert_eq!(stored(&area), values(&NEW));
    let (area, store) = old_device();
    area.leaves_room(0);
    assert_eq!(store.replace_all(&values(&NEW)), Err(StorageError::Full));
    assert_eq!(stored(&area), values(&OLD));
}

#[test]
fn a_replacement_that_is_cut_at_any_moment_is_whole_or_not_at_all() {
    let (area, store) = old_device();
    area.records();
    store.replace_all(&values(&NEW)).expect("there is room");
    let states = area.states();
    assert!(states.len() > 5, "{}", states.len());
    let mut seen = [0, 0];
    for state in states {
        let area = Rc::new(FaultyArea::of(state));
        let next = tab(&area);
        next.finish();
        let there = stored(&area);
        let which = [&OLD, &NEW]
            .iter()
            .position(|state| there == values(*state));
        seen[which.expect("it is one of the two")] += 1;
        assert_eq!(area.contents()["another-site"], "theirs");
    }
    assert!(seen[0] > 3 && seen[1] == 1, "{seen:?}");
}

#[test]
fn only_what_cannot_be_read_is_removed_as_unreadable() {
    let (area, store) = old_device();
    area.put("torn", "{\"schema\":1,");
    for key in ["a", "quarantine:c", "torn"] {
        assert_eq!(store.remove_unreadable(key), Ok(()));
    }
    assert_eq!(stored(&area), values(&OLD[..2]));
}
