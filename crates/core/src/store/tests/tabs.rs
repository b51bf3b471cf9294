//! Several tabs over one storage, and a storage that somebody has wiped.

use super::*;

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

fn tombstone() -> Json {
    note("").to_json()
}

const TOMBSTONE: &str = r#"{"gone":true,"schema":1,"text":""}"#;

#[test]
fn a_tombstone_counts_and_is_no_document() {
    let (area, one, two, read) = two_tabs_with("x");
    let deletion = Write::new("a", Some(&read), None).leaving(tombstone());
    assert_eq!(one.write(deletion.clone()), Ok(Written::AsGiven));
    assert_eq!(area.documents()["a"], TOMBSTONE);
    assert_eq!(two.load::<Note>("a"), Loaded::Absent);
    let all = two.load_all::<Note>("").expect("it can be read");
    assert_eq!((all.found, all.tombstones), (Vec::new(), 1));
    assert!(all.damaged.is_empty());
    assert_eq!(two.tombstones(""), Ok(vec!["a".to_owned()]));
    assert!(two.is_taken("a") && !two.is_taken("b"));
    // What was deleted elsewhere stays so, and to delete it twice is to delete it once.
    assert_eq!(two.save("a", Some(&read), &note("y")), Ok(Written::Gone));
    assert_eq!(two.write(deletion), Ok(Written::AsGiven));
    assert_eq!(area.documents()["a"], TOMBSTONE);
    // It gives way to one that is made anew, and to a removal that leaves nothing.
    assert_eq!(two.save("a", None, &note("z")), Ok(Written::AsGiven));
    assert_eq!(one.load("a"), Loaded::Found(note("z")));
    let deletion = Write::new("a", Some(&note("z")), None).leaving(tombstone());
    one.write(deletion).expect("it can be written");
    one.remove::<Note>("a").expect("it can be removed");
    assert!(area.documents().is_empty());
}

#[test]
fn where_there_is_nothing_a_deletion_leaves_nothing() {
    let (area, store) = device();
    let deletion = Write::new::<Note>("a", None, None).leaving(tombstone());
    assert_eq!(store.write(deletion), Ok(Written::AsGiven));
    assert!(area.documents().is_empty());
}

#[test]
fn a_tombstone_that_waits_is_read_and_takes_no_newer_edit_away() {
    let (area, one, two, read) = two_tabs_with("x");
    area.breaks(Failure::Write(StorageError::Full));
    let deletion = Write::new("a", Some(&read), None).leaving(tombstone());
    assert_eq!(one.write(deletion.clone()), Err(StorageError::Full));
    assert_eq!(one.load::<Note>("a"), Loaded::Absent);
    assert_eq!(one.tombstones(""), Ok(vec!["a".to_owned()]));
    area.heals();
    two.save("a", Some(&read), &note("y"))
        .expect("there is room");
    assert!(one.retry());
    assert_eq!(two.load("a"), Loaded::Found(note("y")));
    // One that is made now wins.
    assert_eq!(one.write(deletion), Ok(Written::AsGiven));
    assert_eq!(area.documents()["a"], TOMBSTONE);
}

/// A file may say anything of an item.
#[test]
fn no_document_makes_a_tombstone_of_itself() {
    let (area, store) = device();
    let sly = r#"{"gone":true,"schema":1,"text":"x"}"#;
    let sly = Note::from_json(serde_json::from_str(sly).expect("JSON")).expect("it is a note");
    store.save("a", None, &sly).expect("there is room");
    assert_eq!(store.load("a"), Loaded::Found(note("x")));
    // One that is on disk loses the field with the first change.
    area.put("b", r#"{"extra":1,"gone":true,"schema":1,"text":"x"}"#);
    let Loaded::Found(read) = store.load::<Note>("b") else {
        panic!("it is a document");
    };
    let mut changed = read.clone();
    changed.text = "y".to_owned();
    store
        .save("b", Some(&read), &changed)
        .expect("there is room");
    assert_eq!(
        area.documents()["b"],
        r#"{"extra":1,"schema":1,"text":"y"}"#
    );
}

#[test]
fn a_wiped_storage_gets_its_tombstones_back_also_where_they_have_to_wait() {
    let (area, store, _, read) = two_tabs_with("x");
    let deletion = Write::new("a", Some(&read), None).leaving(tombstone());
    store.write(deletion).expect("there is room");
    area.clear();
    assert!(store.is_wiped());
    area.breaks_for("a", Failure::Write(StorageError::Full));
    store.save("b", None, &note("y")).expect("there is room");
    assert!(!area.documents().contains_key("a"));
    area.heals();
    assert!(store.retry());
    assert_eq!(area.documents()["a"], TOMBSTONE);
}

#[test]
fn a_change_that_could_not_see_a_tombstone_does_not_bring_the_document_back() {
    let (area, one) = device();
    let two = Store::new(area.clone());
    one.save("a", None, &note("one")).expect("there is room");
    // The first tab deletes it, and the second one, which does not see that yet, changes it.
    two.save("a", Some(&note("one")), &note("two"))
        .expect("there is room");
    assert!(!two.heard_of_deletion("a", Some(r#"{"schema":1,"text":"one"}"#)));
    assert!(two.heard_of_deletion("a", Some(TOMBSTONE)));
    assert_eq!(area.documents()["a"], TOMBSTONE);
    assert!(!two.is_news("a"));
    assert!(!two.heard_of_deletion("a", Some(TOMBSTONE)));
    // What was made anew knowingly stays.
    two.save("a", None, &note("three")).expect("there is room");
    assert!(!two.heard_of_deletion("a", Some(TOMBSTONE)));
    // Where it cannot be deleted now, that waits.
    two.save("a", Some(&note("three")), &note("four"))
        .expect("there is room");
    area.breaks(Failure::Write(StorageError::Broken));
    assert!(two.heard_of_deletion("a", Some(TOMBSTONE)));
    area.heals();
    assert!(two.retry());
    assert_eq!(area.documents()["a"], TOMBSTONE);
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
