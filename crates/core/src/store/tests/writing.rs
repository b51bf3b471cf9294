//! Writing one key: what is damaged, full, or from another release.

use super::*;

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
