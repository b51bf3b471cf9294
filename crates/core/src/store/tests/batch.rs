//! Several keys at once: all of them or none, whatever cuts the work; and deleting them.

use super::*;

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
